//! What the screens share: the door to the casebook, the drafts, and whether the work is saved.
//!
//! The one idea: *the casebook is the only holder of what is stored; the screens hold only what is
//! being typed*, and that is sealed within two seconds, so the safety card, the back button, a refusal,
//! the lock or a killed browser cost no word ([`super::drafts`]). Locking drops the casebook and its keys,
//! and once what was typed is sealed, the whole page (`docs/decisions/what-a-lock-drops.md`).

mod leaving;

use std::future::Future;
use std::rc::Rc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use zeroize::Zeroizing;

use super::drafts::{Drafts, Form, Typed};
use super::navigator::Navigator;
use super::saved::{LastSaved, Saved};
use super::shell::tell;
use super::{preferences, words};
use crate::calendar::Moment;
use crate::casebook::passphrase::five_words;
use crate::casebook::views::{Answers, Profile, Told};
use crate::casebook::{Casebook, CasebookError, OpenedBackup, Opening, Presence, Secret, read_one_more};

/// How far the person has come in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Door {
    /// The storage is being opened.
    Opening,
    /// Nothing can be kept here.
    Refused(Told),
    /// There is no casebook yet.
    Absent,
    /// There is one, and the record that opens it is gone.
    Lost,
    /// There is one, locked.
    Locked,
    /// The casebook is open.
    Open,
}

/// So long after the first key something is sealed at the latest.
const SOON: Duration = Duration::from_secs(1);
/// So long after a refusal it is tried again.
const LATER: Duration = Duration::from_secs(5);

/// What is here without being shown.
struct Held {
    device: Rc<Opening>,
    book: Option<Rc<Casebook>>,
    /// Whether it is already set when to seal.
    seals_soon: bool,
    /// Seals what is typed once the entry that the lock met is stored, or refused.
    leaving: Option<Rc<Casebook>>,
}

/// What the screens share.
#[derive(Clone, Copy)]
pub struct Session {
    navigator: Navigator,
    door: RwSignal<Door>,
    held: StoredValue<Held, LocalStorage>,
    drafts: Drafts,
    saved: LastSaved,
    locked_itself: RwSignal<bool>,
    by_code: RwSignal<bool>,
    seen: RwSignal<usize>,
    words: RwSignal<Zeroizing<String>>,
    code: RwSignal<Zeroizing<String>>,
}

impl Session {
    /// Begins with a closed door, and looks behind it.
    pub fn start(navigator: Navigator, device: Opening) -> Self {
        let session = Self {
            navigator,
            door: RwSignal::new(Door::Opening),
            held: StoredValue::new_local(Held {
                device: Rc::new(device),
                book: None,
                seals_soon: false,
                leaving: None,
            }),
            drafts: Drafts::new(),
            saved: LastSaved::new(),
            locked_itself: RwSignal::new(preferences::takes_locked_itself()),
            by_code: RwSignal::new(false),
            seen: RwSignal::new(0),
            words: RwSignal::default(),
            code: RwSignal::default(),
        };
        // The page answers before it is looked behind the door.
        set_timeout(move || session.knock(), Duration::ZERO);
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
            if found.is_ok() {
                tell("accord-knocked");
            }
            match found {
                // The first question is of which procedure: it comes once they are read.
                Ok(Presence::Absent) => self.prepare(Some(Door::Absent)),
                Ok(Presence::Lost) => self.prepare(Some(Door::Lost)),
                Ok(Presence::Locked) => {
                    self.door.set(Door::Locked);
                    self.prepare(None);
                }
                Err(told) => self.door.set(Door::Refused(told)),
            }
        });
    }

    /// Reads the procedures of the build one at a time, so that the page answers between two of them; then the
    /// door is that.
    fn prepare(self, then: Option<Door>) {
        if read_one_more() {
            set_timeout(move || self.prepare(then), Duration::ZERO);
        } else if let Some(door) = then {
            self.door.set(door);
        }
    }

    /// What a casebook on this device is opened with.
    pub fn device(self) -> Rc<Opening> {
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

    /// The five words that are offered for a new casebook; the same while they are looked at, whatever screen
    /// comes between.
    pub fn five_words(self) -> RwSignal<Zeroizing<String>> {
        if self.words.with_untracked(|words| words.is_empty()) {
            self.draw_words();
        }
        self.words
    }

    /// Draws five others.
    pub fn draw_words(self) {
        self.words.set(five_words(&*self.device().clock));
    }

    /// Makes the casebook. The door stays shut until [`Self::enter`]: the recovery code comes first.
    pub async fn create(self, passphrase: &str, profile: &Profile, stays: impl Fn()) -> Result<(), Told> {
        let made = Casebook::create_or_stop(&self.device(), passphrase, profile, stays).await;
        let (book, code) = made.map_err(|error| error.told())?;
        self.hold(Some(Rc::new(book)));
        self.words.set(Zeroizing::default());
        self.code.set(Zeroizing::new(code));
        Ok(())
    }

    /// The recovery code that was just made; empty once the casebook was entered.
    pub fn code(self) -> RwSignal<Zeroizing<String>> {
        self.code
    }

    /// Opens a backup with its passphrase or its recovery code. Stores nothing.
    pub async fn open_backup(self, text: &str, typed: &str) -> Result<OpenedBackup, Told> {
        OpenedBackup::open(&self.device(), text, typed).await.map_err(|error| error.told())
    }

    /// Puts the casebook of a backup on this device. The door stays shut until [`Self::enter`].
    pub async fn adopt(self, backup: OpenedBackup) -> Result<(), Told> {
        let by_code = backup.is_by_code();
        let book = backup.adopt(&self.device()).await.map_err(|error| error.told())?;
        self.hold(Some(Rc::new(book)));
        self.by_code.set(by_code);
        Ok(())
    }

    /// Goes in.
    pub fn enter(self) {
        self.code.set(Zeroizing::default());
        self.navigator.arrive();
        self.door.set(Door::Open);
        // What a lock could not seal.
        self.seal_drafts();
    }

    /// Opens the casebook; a wrong secret changes nothing.
    pub async fn unlock(self, secret: Secret<'_>) -> Result<(), Told> {
        let book = match Casebook::unlock(&self.device(), secret).await {
            Ok(book) => book,
            Err(error) => {
                // Taken away behind the lock: the door is another one, and what waits in this tab goes through it.
                if Casebook::presence(&self.device()).await != Ok(Presence::Locked) {
                    self.knock();
                }
                return Err(error.told());
            }
        };
        self.hold(Some(Rc::new(book)));
        self.locked_itself.set(false);
        self.by_code.set(matches!(secret, Secret::RecoveryCode(_)));
        Ok(())
    }

    /// Whether the casebook was opened with the recovery code, and nobody has chosen another passphrase since.
    pub fn by_code(self) -> RwSignal<bool> {
        self.by_code
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

    /// What is being typed.
    pub fn drafts(self) -> Drafts {
        self.drafts
    }

    /// Finds what stands in a form.
    pub async fn find_draft(self, form: Form, start: Answers) {
        self.drafts.find(self.book(), form, start).await;
    }

    /// Seals what is typed there from now on.
    pub fn seals(self, typed: Typed) {
        Effect::new(move || {
            typed.track();
            self.seal_within(SOON);
        });
    }

    /// Seals what is typed, now.
    pub fn seal_drafts(self) {
        self.seal_drafts_then(|| ());
    }

    /// Seals what is typed; `then` is done once that has ended, or at once where nothing is to be sealed.
    pub fn seal_drafts_then(self, then: impl FnOnce() + 'static) {
        let Some(book) = self.book() else { return then() };
        if self.saved.is_saving() {
            // What is being stored ends its draft; one that is kept after it would come back.
            self.seal_within(SOON);
            return then();
        }
        let ended = move || {
            then();
            self.seal_within(if self.drafts.are_refused() { LATER } else { SOON });
        };
        self.drafts.seal(book, Box::new(ended));
    }

    fn seal_within(self, time: Duration) {
        let set = |held: &mut Held| !std::mem::replace(&mut held.seals_soon, true);
        if self.drafts.are_unsealed() && self.held.try_update_value(set) == Some(true) {
            let now = move || {
                self.held.update_value(|held| held.seals_soon = false);
                self.seal_drafts();
            };
            set_timeout(now, time);
        }
    }

    /// Whether the last entry is stored.
    pub fn saved(self) -> Saved {
        self.saved.get()
    }

    /// What was stored last is told: something else comes on this screen.
    pub fn saved_is_told(self) {
        self.saved.set(Saved::Nothing);
    }

    /// Another screen has come.
    pub fn turn_page(self) {
        self.saved.turn_page(self.navigator.takes_went());
        if self.drafts.are_unsealed() {
            // The first screen tells of them.
            self.seal_drafts_then(move || self.look_again());
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
        if self.door.get_untracked() == Door::Locked {
            // The form that ordered it hears of it first: what was accepted is no draft any more.
            let leave = move || {
                let book = self.held.try_update_value(|held| held.leaving.take());
                self.seal_and_leave(book.flatten());
            };
            set_timeout(leave, Duration::ZERO);
        }
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
