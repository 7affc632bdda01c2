//! "Why this date?" of a line that does not bring its answer: read with its dispute once it is opened.

use std::rc::Rc;

use leptos::prelude::*;

use super::days::answer;
use super::guidance::folded_guidance;
use super::loaded::loaded;
use crate::casebook::Casebook;
use crate::casebook::views::DueLine;
use crate::ui::element::{all, details, live, nothing, or_nothing, summary};
use crate::ui::words::dispute as words;

/// The disclosure below a date of the first screen.
pub fn why_on_demand(line: &DueLine) -> AnyView {
    let opened = RwSignal::new(false);
    let named = Rc::new((line.dispute.clone(), line.duty.key.clone()));
    let named = StoredValue::new_local(named);
    let inside = live(move || {
        if !opened.get() {
            return nothing();
        }
        let read = move |book: Rc<Casebook>| {
            let named = named.get_value();
            async move { book.duty(&named.0, &named.1).await }
        };
        loaded(read, |line| {
            all(vec![
                or_nothing(line.why.as_ref().map(|why| answer(line, why))),
                folded_guidance(&line.guidance),
            ])
        })
    });
    details().on("toggle", move |_| opened.set(true)).child(summary().text(words::WHY)).child(inside).view()
}
