//! What the screens share: the door to the casebook, the drafts, and whether the work is saved.
//!
//! The one idea: *the casebook is the only holder of what is stored; the screens hold only what is
//! being typed.* A draft lives in this tab's memory until its act is accepted, so the safety card,
//! the back button, a refusal or the lock cost no word. Locking drops the casebook and its keys, and
//! where no word would be lost, the whole page (`docs/decisions/what-a-lock-drops.md`).

use std::future::Future;
use std::rc::Rc;

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::draft::has_words;
use super::navigator::Navigator;
use super::{device, preferences, words};
use crate::calendar::Moment;
use crate::casebook::views::{Answers, Profile, Told};
use crate::casebook::{Casebook, CasebookError, OpenedBackup, Opening, Presence, Secret};

/// How far the person has come in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Door {
    /// The storage is being opened.
    Opening,
    /// Nothing can be kept here.
    Refused(Told),
    /// There is no casebook yet.
    Absent,
    /// There is one, locked.
    Locked,
    /// The casebook is open.
    Open,
}

/// Whether the last entry is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saved {
    /// Nothing was ordered yet.
    Nothing,
    /// It is being stored.
    Saving,
    /// The transaction completed, then.
    At(Option<Moment>),
    /// It did not.
    Not,
}

/// What is being typed into one form.
pub type Draft = RwSignal<Answers>;

/// A draft, and what stood in it before anything was typed.
struct Kept {
    form: String,
    start: Answers,
    draft: ArcRwSignal<Answers>,
}

/// What is here without being shown.
struct Held {
    device: Rc<Opening>,
    book: Option<Rc<Casebook>>,
    drafts: Vec<Kept>,
}

/// What the screens share.
#[derive(Clone, Copy)]
pub struct Session {
    navigator: Navigator,
    door: RwSignal<Door>,
    held: StoredValue<Held, LocalStorage>,
    saved: RwSignal<Saved>,
    locked_itself: RwSignal<bool>,
    seen: RwSignal<usize>,
}

impl Session {
    /// Begins with a closed door, and looks behind it.
    pub fn start(navigator: Navigator, device: Opening) -> Self {
        let session = Self {
            navigator,
            door: RwSignal::new(Door::Opening),
            held: StoredValue::new_local(Held { device: Rc::new(device), book: None, drafts: Vec::new() }),
            saved: RwSignal::new(Saved::Nothing),
            locked_itself: RwSignal::new(preferences::takes_locked_itself()),
            seen: RwSignal::new(0),
        };
        session.knock();
        session
    }

    /// The session of this page.
    pub fn of_page() -> Self {
        expect_context()
    }

    /// How far the person has come in.
    pub fn door(self) -> Door {
        self.door.get()
    }

    /// Whether the casebook is open.
    pub fn is_open(self) -> bool {
        self.door.get() == Door::Open
    }

    /// Looks whether a casebook is on this device.
    pub fn knock(self) {
        spawn_local(async move {
            let found = Casebook::presence(&self.device()).await.map_err(|error| error.told());
            self.door.set(match found {
                Ok(Presence::Absent) => Door::Absent,
                Ok(Presence::Locked) => Door::Locked,
                Err(told) => Door::Refused(told),
            });
        });
    }

    fn device(self) -> Rc<Opening> {
        self.held.with_value(|held| Rc::clone(&held.device))
    }

    fn hold(self, book: Option<Rc<Casebook>>) {
        self.held.update_value(|held| held.book = book);
    }

    /// Now, in London.
    pub fn now(self) -> Moment {
        Moment::from_utc(self.utc().naive_utc())
    }

    /// Now, to reckon how long something took.
    pub fn utc(self) -> DateTime<Utc> {
        self.device().clock.now()
    }

    /// Makes the casebook. The door stays shut until [`Self::enter`]: the recovery code comes first.
    pub async fn create(self, passphrase: &str, profile: &Profile) -> Result<String, Told> {
        let made = Casebook::create(&self.device(), passphrase, profile).await;
        let (book, code) = made.map_err(|error| error.told())?;
        self.hold(Some(Rc::new(book)));
        Ok(code)
    }

    /// Opens a backup with its passphrase or its recovery code. Stores nothing.
    pub async fn open_backup(self, text: &str, typed: &str) -> Result<OpenedBackup, Told> {
        OpenedBackup::open(&self.device(), text, typed).await.map_err(|error| error.told())
    }

    /// Puts the casebook of a backup on this device. The door stays shut until [`Self::enter`].
    pub async fn adopt(self, backup: OpenedBackup) -> Result<(), Told> {
        let book = backup.adopt(&self.device()).await.map_err(|error| error.told())?;
        self.hold(Some(Rc::new(book)));
        Ok(())
    }

    /// Goes in.
    pub fn enter(self) {
        self.navigator.arrive();
        self.door.set(Door::Open);
    }

    /// Opens the casebook; a wrong secret changes nothing.
    pub async fn unlock(self, secret: Secret<'_>) -> Result<(), Told> {
        let book = Casebook::unlock(&self.device(), secret).await.map_err(|error| error.told())?;
        self.hold(Some(Rc::new(book)));
        self.locked_itself.set(false);
        Ok(())
    }

    /// Drops the keys, and the page with all that it remembers if that costs no word and breaks off
    /// no saving.
    pub fn lock(self) {
        let costs_nothing = self.saved.get_untracked() != Saved::Saving && !self.keeps_words();
        self.navigator.arrive();
        self.hold(None);
        self.saved.set(Saved::Nothing);
        self.door.set(Door::Locked);
        if costs_nothing {
            device::load_afresh();
        }
    }

    /// Drops the keys because nobody is there.
    pub fn lock_itself(self) {
        if self.door.get_untracked() == Door::Open {
            self.locked_itself.set(true);
            preferences::keep_locked_itself();
            self.lock();
        }
    }

    /// Whether it locked itself.
    pub fn has_locked_itself(self) -> bool {
        self.locked_itself.get()
    }

    /// The open casebook. Screens behind the door find one.
    pub fn book(self) -> Option<Rc<Casebook>> {
        self.held.with_value(|held| held.book.clone())
    }

    /// The open casebook for an order, or that it is locked.
    pub fn unlocked(self) -> Result<Rc<Casebook>, Told> {
        self.book().ok_or_else(|| Told {
            happened: words::LOCKED.to_owned(),
            to_do: words::LOCKED_TO_DO.to_owned(),
            reasons: Vec::new(),
        })
    }

    /// What is being typed into the form of that name, or the start of it.
    pub fn draft(self, form: &str, start: impl FnOnce() -> Answers) -> Draft {
        let kept =
            |held: &Held| held.drafts.iter().find(|kept| kept.form == form).map(|kept| kept.draft.clone());
        let draft = self.held.with_value(kept).unwrap_or_else(|| {
            let start = start();
            let draft = ArcRwSignal::new(start.clone());
            let kept = Kept { form: form.to_owned(), start, draft: draft.clone() };
            self.held.update_value(|held| held.drafts.push(kept));
            draft
        });
        draft.into()
    }

    /// Whether words are typed into a draft that no act has taken.
    pub fn keeps_words(self) -> bool {
        let has_words = |kept: &Kept| kept.draft.with_untracked(|draft| has_words(draft, &kept.start));
        self.held.with_value(|held| held.drafts.iter().any(has_words))
    }

    /// Forgets a draft whose act was accepted.
    pub fn drop_draft(self, form: &str) {
        self.held.update_value(|held| held.drafts.retain(|kept| kept.form != form));
    }

    /// Whether the last entry is stored.
    pub fn saved(self) -> Saved {
        self.saved.get()
    }

    /// Another screen: what was not saved is no longer on this one.
    pub fn turn_page(self) {
        if self.saved.get_untracked() == Saved::Not {
            self.saved.set(Saved::Nothing);
        }
    }

    /// Orders an act and says on every screen whether it is stored. `stored_at` reads the time from
    /// what came back, if it bears one.
    pub async fn save<T>(
        self,
        order: impl Future<Output = Result<T, CasebookError>>,
        stored_at: impl FnOnce(&T) -> Option<Moment>,
    ) -> Result<T, Told> {
        self.saved.set(Saved::Saving);
        let came = order.await;
        self.saved.set(match &came {
            Ok(value) => Saved::At(stored_at(value)),
            Err(_) => Saved::Not,
        });
        came.map_err(|error| error.told())
    }

    /// Reads the screens afresh: another tab may have written.
    pub fn look_again(self) {
        self.seen.update(|seen| *seen = seen.wrapping_add(1));
    }

    /// Runs whenever the screens are to be read afresh.
    pub fn on_each_look(self) {
        self.seen.track();
    }
}
