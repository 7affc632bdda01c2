//! Every word that the screens say. What a procedure or a refusal says comes from the casebook.
//!
//! The words stand in the catalogue (`src/words/en`), a file a screen; beside this file stands which
//! of them is said of what. Second person, present tense, short words; no blame, no exclamation marks.

pub use crate::words::app::*;

use crate::casebook::views::Told;

pub mod backup;
pub mod begin;
pub mod contacts;
pub mod dates;
pub mod dispute;
pub mod door;
pub mod exchange;
pub mod help;
pub mod home;
pub mod issued;
pub mod paper;
pub mod partnership;
pub mod safety;
pub mod settings;
pub mod wipe;

/// After the transaction completed.
pub fn saved(time: &str) -> String {
    saved_at(time)
}

/// After what was typed was not kept.
pub fn not_kept(told: &Told) -> String {
    not_drafted(&told.happened, &told.to_do)
}
