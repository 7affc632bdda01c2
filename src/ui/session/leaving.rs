//! How the door shuts: by a tap, because nobody is there, or because another tab was told to.
//!
//! The one idea: *the keys go at once, and the page once what was typed is sealed*; where that is refused, it stays
//! (`docs/decisions/what-a-lock-drops.md`).

use std::rc::Rc;

use leptos::prelude::*;
use zeroize::Zeroizing;

use super::{Door, Session};
use crate::casebook::Casebook;
use crate::ui::saved::Saved;
use crate::ui::{device, preferences};

impl Session {
    /// Takes every word off the screen and drops the keys, once what was typed is sealed; then the page
    /// with all that it remembers, unless sealing was refused.
    fn lock(self) {
        let book = self.book();
        self.navigator.arrive();
        self.hold(None);
        self.code.set(Zeroizing::default());
        self.door.set(Door::Locked);
        if self.saved.is_saving() {
            self.held.update_value(|held| held.leaving = book);
            return;
        }
        self.saved.set(Saved::Nothing);
        self.seal_and_leave(book);
    }

    /// Leaves once what was typed is sealed.
    pub(super) fn seal_and_leave(self, book: Option<Rc<Casebook>>) {
        match book {
            Some(book) if self.drafts.are_unsealed() || self.drafts.are_busy() => {
                self.drafts.seal(book, Box::new(move || self.leave()));
            }
            Some(_) | None => self.leave(),
        }
    }

    /// Hides everything at once, in every tab of this browser: somebody looks over the shoulder, or the person goes.
    pub fn hide(self) {
        preferences::tell_away();
        self.hide_here();
    }

    /// Hides what this tab shows.
    pub fn hide_here(self) {
        if self.book().is_some() {
            self.lock();
        }
    }

    /// Leaves the page behind the lock, if that costs no word. Whoever has unlocked meanwhile stays.
    fn leave(self) {
        if self.door.get_untracked() == Door::Locked {
            self.drafts.forget_sealed();
            if !self.drafts.hold_words() {
                device::load_afresh();
            }
        }
    }

    /// Drops the keys because nobody is there.
    pub fn lock_itself(self) {
        if self.book().is_some() {
            self.locked_itself.set(true);
            preferences::keep_locked_itself();
            self.lock();
        }
    }

    /// Whether it locked itself.
    pub fn has_locked_itself(self) -> bool {
        self.locked_itself.get()
    }
}
