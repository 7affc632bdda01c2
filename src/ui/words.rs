//! Every word of the screens themselves. What happened, what is refused and why a date is what it is comes in
//! words from the casebook, out of the same catalogue; what a procedure says is its own.
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
