//! Whether the last entry is stored: told while it is being stored, where it was ordered, and on the screen that its order
//! leads to, on no other.

use leptos::prelude::*;

use crate::calendar::Moment;

/// Whether the last entry is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saved {
    /// Nothing was ordered yet, or it has been told.
    Nothing,
    /// It is being stored.
    Saving,
    /// The transaction completed, then.
    At(Option<Moment>),
    /// It did not.
    Not,
}

/// The same as it changes.
#[derive(Clone, Copy)]
pub struct LastSaved {
    now: RwSignal<Saved>,
    /// Whether what was stored last has been told on no other screen yet.
    is_fresh: StoredValue<bool>,
}

impl LastSaved {
    /// Nothing was ordered yet.
    pub fn new() -> Self {
        Self { now: RwSignal::new(Saved::Nothing), is_fresh: StoredValue::new(false) }
    }

    /// As it is, and as it changes.
    pub fn get(self) -> Saved {
        self.now.get()
    }

    /// Something was ordered, has been stored or was refused.
    pub fn set(self, saved: Saved) {
        self.is_fresh.set_value(matches!(saved, Saved::At(_)));
        self.now.set(saved);
    }

    /// Whether something is being stored.
    pub fn is_saving(self) -> bool {
        self.now.get_untracked() == Saved::Saving
    }

    /// Another screen has come; `went` where the person went there, and no order led there.
    pub fn turn_page(self, went: bool) {
        if (went || !self.is_fresh.get_value()) && !self.is_saving() {
            self.now.set(Saved::Nothing);
        }
        self.is_fresh.set_value(false);
    }
}
