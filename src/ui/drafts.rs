//! What is being typed into forms, and how much of it is sealed in the vault.
//!
//! The one idea: *what is typed and what is sealed are compared, not counted.* Whoever asks for sealing
//! (the timer, the page going out of sight, the lock) has all that differs written, one write after the
//! other, so that an older write never lands on a newer one; a draft that its order ended meanwhile is taken
//! away again.

use std::rc::Rc;

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::draft::differs;
use crate::casebook::Casebook;
use crate::casebook::views::{Answers, Draft, Told};

/// What is being typed into one form.
pub type Typed = RwSignal<Answers>;

/// What a form is.
#[derive(Clone, Debug, Default)]
pub struct Form {
    /// Its name.
    pub name: String,
    /// What the first screen calls it; nothing where it is not told there.
    pub title: String,
    /// What it is about.
    pub about: String,
}

/// A form in which something stands.
struct Kept {
    form: Form,
    /// What stood there before anything was typed.
    start: Answers,
    typed: ArcRwSignal<Answers>,
    /// What the vault holds of it; the start, where it holds nothing.
    sealed: Answers,
    /// When that was begun; `None` where the vault holds nothing.
    begun: Option<DateTime<Utc>>,
    /// Whether what the vault holds cannot be read.
    unreadable: bool,
}

impl Kept {
    fn is_unsealed(&self) -> bool {
        self.typed.with_untracked(|typed| *typed != self.sealed)
    }

    fn holds_words(&self) -> bool {
        self.is_unsealed() && self.typed.with_untracked(|typed| differs(typed, &self.start))
    }
}

/// How a form was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// When what stands in it was begun.
    pub begun: Option<DateTime<Utc>>,
    /// Whether there is a draft that cannot be read.
    pub unreadable: bool,
}

/// What became of the last sealing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sealed {
    /// Nothing was to be sealed yet.
    Nothing,
    /// The form of that name was, then.
    At(String, DateTime<Utc>),
    /// It was refused.
    Not(Told),
}

#[derive(Default)]
struct Held {
    kept: Vec<Kept>,
    /// Forms that are not typed into any more, of which the vault may hold something.
    gone: Vec<String>,
    /// Whether something is being sealed, and whether to begin anew after it.
    busy: bool,
    again: bool,
    then: Vec<Box<dyn FnOnce()>>,
}

/// What is being typed into the forms of this tab.
#[derive(Clone, Copy)]
pub struct Drafts {
    held: StoredValue<Held, LocalStorage>,
    sealed: RwSignal<Sealed>,
}

/// One thing to be done.
enum Write {
    Keep(Draft),
    /// Nothing is kept of that form any more, in which that stands.
    Drop(String, Option<Answers>),
}

impl Drafts {
    /// Nothing is typed yet.
    pub fn new() -> Self {
        Self { held: StoredValue::new_local(Held::default()), sealed: RwSignal::new(Sealed::Nothing) }
    }

    /// What is being typed into a form that no vault keeps, or the start of it.
    pub fn of_no_vault(self, name: &str, start: impl FnOnce() -> Answers) -> Typed {
        self.typed(name).unwrap_or_else(|| {
            let start = start();
            let typed = ArcRwSignal::new(start.clone());
            let (form, sealed) = (Form { name: name.to_owned(), ..Form::default() }, start.clone());
            self.put(Kept { form, start, typed: typed.clone(), sealed, begun: None, unreadable: false });
            typed.into()
        })
    }

    /// Finds what stands in a form: what was typed here and is not sealed, else what the vault holds, else
    /// the start of it. Then [`Self::typed`] gives it.
    pub async fn find(self, book: Option<Rc<Casebook>>, form: Form, start: Answers) {
        if self.with(&form.name, Kept::is_unsealed) == Some(true) {
            return;
        }
        let drawn = match book {
            Some(book) => book.draft(&form.name).await,
            None => Ok(None),
        };
        // Typed meanwhile, or nothing could be read where something stands: it stays.
        let stays = |kept: &Kept| kept.is_unsealed() || drawn.is_err();
        if self.with(&form.name, stays) == Some(true) {
            return;
        }
        let unreadable = drawn.is_err();
        let (said, begun) = match drawn.ok().flatten() {
            Some(draft) => (draft.answers, draft.begun),
            None => (start.clone(), None),
        };
        let typed = ArcRwSignal::new(said.clone());
        self.put(Kept { form, start, typed, sealed: said, begun, unreadable });
    }

    /// What is being typed into the form of that name.
    pub fn typed(self, name: &str) -> Option<Typed> {
        self.with(name, |kept| kept.typed.clone()).map(Into::into)
    }

    /// How the form of that name was found.
    pub fn found(self, name: &str) -> Found {
        let found = |kept: &Kept| Found { begun: kept.begun, unreadable: kept.unreadable };
        self.with(name, found).unwrap_or_default()
    }

    /// What became of the last sealing.
    pub fn sealed(self) -> Sealed {
        self.sealed.get()
    }

    /// Whether the last sealing was refused.
    pub fn are_refused(self) -> bool {
        self.sealed.with_untracked(|sealed| matches!(sealed, Sealed::Not(_)))
    }

    /// Whether something is typed that is not sealed.
    pub fn are_unsealed(self) -> bool {
        self.held.with_value(|held| held.kept.iter().any(Kept::is_unsealed))
    }

    /// Whether words would be lost with this tab.
    pub fn hold_words(self) -> bool {
        self.held.with_value(|held| held.kept.iter().any(Kept::holds_words))
    }

    /// Whether something is being sealed.
    pub fn are_busy(self) -> bool {
        self.held.with_value(|held| held.busy)
    }

    /// Forgets a form whose order was accepted: that ended what the vault held.
    pub fn forget(self, name: &str) {
        self.held.update_value(|held| {
            held.kept.retain(|kept| kept.form.name != name);
            if held.busy {
                // What is being sealed now may land after the order.
                held.gone.push(name.to_owned());
                held.again = true;
            }
        });
    }

    /// Begins a form again: nothing stays of it, here or, once that is sealed, in the vault.
    pub fn begin_again(self, name: &str) {
        self.held.update_value(|held| {
            for kept in held.kept.iter_mut().filter(|kept| kept.form.name == name) {
                kept.typed.set(kept.start.clone());
                kept.sealed.clone_from(&kept.start);
                (kept.begun, kept.unreadable) = (None, false);
            }
            held.gone.push(name.to_owned());
        });
    }

    /// Forgets what is sealed: the vault holds it.
    pub fn forget_sealed(self) {
        self.held.update_value(|held| held.kept.retain(Kept::holds_words));
    }

    /// Seals all that is not sealed; `then` is done once that has ended, whatever came of it.
    pub fn seal(self, book: Rc<Casebook>, then: Box<dyn FnOnce()>) {
        let begins = self.held.try_update_value(|held| {
            held.then.push(then);
            held.again = true;
            !std::mem::replace(&mut held.busy, true)
        });
        if begins == Some(true) {
            spawn_local(async move {
                while self.held.try_update_value(|held| std::mem::take(&mut held.again)) == Some(true) {
                    self.seal_once(&book).await;
                }
                drop(book);
                self.held.update_value(|held| held.busy = false);
                let then = self.held.try_update_value(|held| std::mem::take(&mut held.then));
                then.into_iter().flatten().for_each(|then| then());
            });
        }
    }

    async fn seal_once(self, book: &Casebook) {
        let mut writes = self.writes().into_iter();
        while let Some(write) = writes.next() {
            let done = match &write {
                Write::Keep(draft) => book.keep_draft(draft.clone()).await.map(Some),
                Write::Drop(form, _) => book.drop_draft(form).await.map(|()| None),
            };
            match done {
                Ok(at) => self.is_done(write, at),
                Err(error) => {
                    self.put_back(write);
                    writes.for_each(|write| self.put_back(write));
                    self.say(Sealed::Not(error.told()));
                    return;
                }
            }
        }
        if matches!(self.sealed.get_untracked(), Sealed::Not(_)) {
            self.say(Sealed::Nothing);
        }
    }

    /// All that is to be done, what is not wanted any more first.
    fn writes(self) -> Vec<Write> {
        let writes = |held: &mut Held| {
            let mut writes: Vec<Write> = held.gone.drain(..).map(|form| Write::Drop(form, None)).collect();
            for kept in held.kept.iter_mut().filter(|kept| kept.is_unsealed()) {
                let answers = kept.typed.get_untracked();
                let Form { name: form, title, about } = kept.form.clone();
                if differs(&answers, &kept.start) {
                    writes.push(Write::Keep(Draft { form, title, about, begun: kept.begun, answers }));
                } else if kept.begun.is_some() {
                    writes.push(Write::Drop(form, Some(answers)));
                } else {
                    kept.sealed = answers;
                }
            }
            writes
        };
        self.held.try_update_value(writes).unwrap_or_default()
    }

    fn is_done(self, write: Write, at: Option<DateTime<Utc>>) {
        let (form, said) = match write {
            Write::Keep(draft) => (draft.form, Some(draft.answers)),
            Write::Drop(form, said) => (form, said),
        };
        self.held.update_value(|held| match held.kept.iter_mut().find(|kept| kept.form.name == form) {
            Some(kept) => {
                kept.begun = at.map(|at| kept.begun.unwrap_or(at));
                kept.sealed = said.unwrap_or(std::mem::take(&mut kept.sealed));
                kept.unreadable = false;
            }
            // Its order was accepted while this was written.
            None if at.is_some() => {
                held.gone.push(form.clone());
                held.again = true;
            }
            None => {}
        });
        self.say(at.map_or(Sealed::Nothing, |at| Sealed::At(form, at)));
    }

    /// What is typed is found again by comparing; what is gone is not.
    fn put_back(self, write: Write) {
        if let Write::Drop(form, None) = write {
            self.held.update_value(|held| held.gone.push(form));
        }
    }

    fn say(self, sealed: Sealed) {
        if self.sealed.get_untracked() != sealed {
            self.sealed.set(sealed);
        }
    }

    fn put(self, new: Kept) {
        self.held.update_value(|held| {
            held.kept.retain(|kept| kept.form.name != new.form.name);
            held.kept.push(new);
        });
    }

    fn with<T>(self, name: &str, of: impl FnOnce(&Kept) -> T) -> Option<T> {
        self.held.with_value(|held| held.kept.iter().find(|kept| kept.form.name == name).map(of))
    }
}
