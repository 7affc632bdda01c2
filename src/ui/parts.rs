//! What several screens are made of.

pub mod backup_form;
pub mod begun;
pub mod children;
pub mod clock;
pub mod copy;
pub mod danger_tap;
pub mod days;
pub mod duty_line;
pub mod field;
pub mod folded;
pub mod form;
pub mod guidance;
pub mod heading;
pub mod ladder;
pub mod link;
pub mod loaded;
pub mod news;
pub mod on_demand;
pub mod passphrase;
pub mod reminders;
pub mod safe_line;
pub mod safe_work;
pub mod shortened;
pub mod timeline;
pub mod trouble;
pub mod voices;
