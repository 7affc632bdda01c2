//! What is being typed into forms, and how much of it is sealed in the vault.
//!
//! The one idea: *what is typed and what is sealed are compared, not counted.* Whoever asks for sealing
//! (the timer, the page going out of sight, the lock) has all that differs written, one write after the
//! other, so that an older write never lands on a newer one; a draft that its order ended meanwhile is taken
//! away again.

use std::cell::RefCell;
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
    found: Found,
}

impl Kept {
    fn said(&self) -> Answers {
        self.typed.get_untracked()
    }

    fn is_unsealed(&self) -> bool {
        self.said() != self.sealed
    }

    fn holds_words(&self) -> bool {
        self.is_unsealed() && differs(&self.said(), &self.start)
    }
}

/// How a form was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// When what stands in it was begun; `None` where the vault holds nothing.
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
    held: StoredValue<Rc<RefCell<Held>>, LocalStorage>,
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
        Self { held: StoredValue::new_local(Rc::default()), sealed: RwSignal::new(Sealed::Nothing) }
    }

    fn held(self) -> Rc<RefCell<Held>> {
        self.held.get_value()
    }

    /// What is being typed into a form that no vault keeps, or the start of it.
    pub fn of_no_vault(self, name: &str, start: impl FnOnce() -> Answers) -> Typed {
        self.typed(name).unwrap_or_else(|| {
            let (form, start) = (Form { name: name.to_owned(), ..Form::default() }, start());
            self.put(form, start.clone(), start, Found::default()).into()
        })
    }

    /// Finds what stands in a form: what was typed here and is not sealed, else what the vault holds, else
    /// the start of it. Then [`Self::typed`] gives it.
    pub async fn find(self, book: Option<Rc<Casebook>>, form: Form, start: Answers) {
        if self.stays(&form.name, false) {
            return;
        }
        let drawn = match book {
            Some(book) => book.draft(&form.name).await,
            None => Ok(None),
        };
        // Typed meanwhile, or nothing could be read where something stands: it stays.
        if self.stays(&form.name, drawn.is_err()) {
            return;
        }
        let unreadable = drawn.is_err();
        let (said, begun) = match drawn.ok().flatten() {
            Some(draft) => (draft.answers, draft.begun),
            None => (start.clone(), None),
        };
        self.put(form, start, said, Found { begun, unreadable });
    }

    fn stays(self, name: &str, in_any_case: bool) -> bool {
        self.held().borrow_mut().kept_as(name).is_some_and(|kept| in_any_case || kept.is_unsealed())
    }

    fn put(self, form: Form, start: Answers, said: Answers, found: Found) -> ArcRwSignal<Answers> {
        let typed = ArcRwSignal::new(said.clone());
        self.held().borrow_mut().remove(&form.name);
        let kept = Kept { form, start, typed: typed.clone(), sealed: said, found };
        self.held().borrow_mut().kept.push(kept);
        typed
    }

    /// What is being typed into the form of that name.
    pub fn typed(self, name: &str) -> Option<Typed> {
        Some(self.held().borrow_mut().kept_as(name)?.typed.clone().into())
    }

    /// How the form of that name was found.
    pub fn found(self, name: &str) -> Found {
        self.held().borrow_mut().kept_as(name).map(|kept| kept.found).unwrap_or_default()
    }

    /// What became of the last sealing.
    pub fn sealed(self) -> Sealed {
        self.sealed.get()
    }

    /// Whether the last sealing was refused.
    pub fn are_refused(self) -> bool {
        matches!(self.sealed.get_untracked(), Sealed::Not(_))
    }

    /// Whether something is typed that is not sealed.
    pub fn are_unsealed(self) -> bool {
        self.held().borrow().kept.iter().any(Kept::is_unsealed)
    }

    /// Whether words would be lost with this tab.
    pub fn hold_words(self) -> bool {
        self.held().borrow().kept.iter().any(Kept::holds_words)
    }

    /// Whether something is being sealed.
    pub fn are_busy(self) -> bool {
        self.held().borrow().busy
    }

    /// Forgets a form whose order was accepted: that ended what the vault held.
    pub fn forget(self, name: &str) {
        // What was kept of it is said above no new one.
        if matches!(self.sealed.get_untracked(), Sealed::At(form, _) if form == name) {
            self.sealed.set(Sealed::Nothing);
        }
        let held = self.held();
        let mut held = held.borrow_mut();
        held.remove(name);
        if held.busy {
            // What is being sealed now may land after the order.
            held.drop_again(name);
        }
    }

    /// Begins a form again: nothing stays of it, here or, once that is sealed, in the vault.
    pub fn begin_again(self, name: &str) {
        let held = self.held();
        let mut held = held.borrow_mut();
        if let Some(kept) = held.kept_as(name) {
            kept.typed.set(kept.start.clone());
            kept.sealed.clone_from(&kept.start);
            kept.found = Found::default();
        }
        held.drop_again(name);
    }

    /// Forgets what is sealed: the vault holds it.
    pub fn forget_sealed(self) {
        self.held().borrow_mut().kept.retain(Kept::holds_words);
    }

    /// Seals all that is not sealed; `then` is done once that has ended, whatever came of it.
    pub fn seal(self, book: Rc<Casebook>, then: Box<dyn FnOnce()>) {
        let held = self.held();
        {
            let mut held = held.borrow_mut();
            held.then.push(then);
            held.again = true;
            if std::mem::replace(&mut held.busy, true) {
                return;
            }
        }
        spawn_local(async move {
            while std::mem::take(&mut held.borrow_mut().again) {
                self.seal_once(&held, &book).await;
            }
            // The keys go before anything else happens.
            drop(book);
            held.borrow_mut().busy = false;
            let then = std::mem::take(&mut held.borrow_mut().then);
            for then in then {
                then();
            }
        });
    }

    async fn seal_once(self, held: &RefCell<Held>, book: &Casebook) {
        let writes = held.borrow_mut().writes();
        let mut refused = None;
        for write in writes {
            if refused.is_some() {
                held.borrow_mut().put_back(write);
                continue;
            }
            let done = match &write {
                Write::Keep(draft) => book.keep_draft(draft.clone()).await.map(Some),
                Write::Drop(form, _) => book.drop_draft(form).await.map(|()| None),
            };
            match done {
                Ok(at) => {
                    let form = held.borrow_mut().is_done(write, at);
                    self.say(at.map_or(Sealed::Nothing, |at| Sealed::At(form, at)));
                }
                Err(error) => {
                    held.borrow_mut().put_back(write);
                    refused = Some(error.told());
                }
            }
        }
        match refused {
            Some(told) => self.say(Sealed::Not(told)),
            None if self.are_refused() => self.say(Sealed::Nothing),
            None => {}
        }
    }

    fn say(self, sealed: Sealed) {
        if self.sealed.get_untracked() != sealed {
            self.sealed.set(sealed);
        }
    }
}

impl Held {
    fn kept_as(&mut self, name: &str) -> Option<&mut Kept> {
        self.kept.iter_mut().find(|kept| kept.form.name == name)
    }

    fn remove(&mut self, name: &str) {
        self.kept.retain(|kept| kept.form.name != name);
    }

    /// Has the vault forget that form, after whatever is being sealed now.
    fn drop_again(&mut self, name: &str) {
        self.gone.push(name.to_owned());
        self.again = true;
    }

    /// All that is to be done, what is not wanted any more first.
    fn writes(&mut self) -> Vec<Write> {
        let mut writes: Vec<Write> = self.gone.drain(..).map(|form| Write::Drop(form, None)).collect();
        for kept in &mut self.kept {
            let answers = kept.said();
            let begun = kept.found.begun;
            if answers == kept.sealed {
                continue;
            }
            let Form { name: form, title, about } = kept.form.clone();
            if differs(&answers, &kept.start) {
                writes.push(Write::Keep(Draft { form, title, about, begun, answers }));
            } else if begun.is_some() {
                writes.push(Write::Drop(form, Some(answers)));
            } else {
                kept.sealed = answers;
            }
        }
        writes
    }

    fn is_done(&mut self, write: Write, at: Option<DateTime<Utc>>) -> String {
        let (form, said) = match write {
            Write::Keep(draft) => (draft.form, Some(draft.answers)),
            Write::Drop(form, said) => (form, said),
        };
        if let Some(kept) = self.kept_as(&form) {
            kept.found = Found { begun: at.map(|at| kept.found.begun.unwrap_or(at)), unreadable: false };
            if let Some(said) = said {
                kept.sealed = said;
            }
        } else if at.is_some() {
            // Its order was accepted while this was written.
            self.drop_again(&form);
        }
        form
    }

    /// What is typed is found again by comparing; what is gone is not.
    fn put_back(&mut self, write: Write) {
        if let Write::Drop(form, None) = write {
            self.gone.push(form);
        }
    }
}
