//! "Why this date?" of a line that does not bring its answer: read with its dispute once it is opened.

use std::rc::Rc;

use leptos::prelude::{Get, RwSignal, Set};

use super::days::answer;
use super::guidance::folded_guidance;
use super::loaded::loaded;
use crate::casebook::Casebook;
use crate::casebook::views::{DueLine, DutyLine};
use crate::ui::element::{View, all, details, live, nothing, or_nothing, summary};
use crate::ui::words::dispute as words;

/// The disclosure below a date of the first screen.
pub fn why_on_demand(line: &DueLine) -> View {
    let opened = RwSignal::new(false);
    let (dispute, key) = (line.dispute.clone(), line.duty.key.clone());
    let inside = live(move || {
        if !opened.get() {
            return nothing();
        }
        let (dispute, key) = (dispute.clone(), key.clone());
        let read = move |book: Rc<Casebook>| {
            let (dispute, key) = (dispute.clone(), key.clone());
            async move { book.duty(&dispute, &key).await }
        };
        loaded(read, |line: &DutyLine| {
            all(vec![
                or_nothing(line.why.as_ref().map(|why| answer(line, why))),
                folded_guidance(&line.guidance),
            ])
        })
    });
    details().on("toggle", move |_| opened.set(true)).child(summary().text(words::WHY)).child(inside).view()
}
