//! A log becomes views: the one place where what follows from it is put into words.

mod anomalies;
mod at_duty;
pub mod duties;
pub mod guide;
mod ladder;
pub mod of_entry;
pub mod paper;
pub mod procedure;
pub mod record;
mod run;
pub mod sight;
pub mod signers;
pub mod timeline;
mod travel;
mod unknown;
mod unsaid;
mod voices;
pub mod whole;
mod why;
