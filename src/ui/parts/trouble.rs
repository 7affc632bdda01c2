//! What went wrong, and what to do: above a form with links to its fields, or in place of a screen.

use leptos::prelude::*;

use super::link::{link, link_within};
use crate::casebook::views::{Action, Refused, Told};
use crate::ui::element::{El, ElRef, View, div, h2, li, live, or_nothing, p, span, ul};
use crate::ui::route::{ActionName, Route};
use crate::ui::words;

/// What went wrong with a form, if anything did.
pub type Trouble = RwSignal<Option<Told>>;

/// One sentence of our own, about a field.
pub fn about_field(field: &str, say: &str) -> Told {
    let reason =
        Refused { code: String::new(), say: say.to_owned(), ask: Some(field.to_owned()), duty: None };
    about_fields(vec![reason])
}

/// Sentences of our own, each about a field.
pub fn about_fields(reasons: Vec<Refused>) -> Told {
    Told { happened: words::PROBLEM.to_owned(), to_do: String::new(), reasons }
}

/// The DOM id of the control that answers an ask.
pub fn control_id(ask: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || c == '.' || c == '-' { c } else { '_' };
    ["ask-", &ask.chars().map(plain).collect::<String>()].concat()
}

/// The summary above a form. It takes the focus whenever it appears.
pub fn summary(trouble: Trouble) -> View {
    let node = ElRef::new();
    Effect::new(move || {
        trouble.track();
        if let Some(summary) = node.get() {
            // Without the focus it is read out all the same: it is an alert.
            let _ = summary.focus();
        }
    });
    live(move || {
        or_nothing(trouble.get().map(|told| {
            div()
                .class("summary")
                .attr("role", "alert")
                .attr("tabindex", "-1")
                .held_by(node)
                .child(h2().text(&told.happened))
                .maybe((!told.to_do.is_empty()).then(|| p().text(&told.to_do)))
                .maybe((!told.reasons.is_empty()).then(|| reasons(&told.reasons)))
        }))
    })
}

/// Reasons, each a link to the field that mends it where there is one.
pub fn reasons(reasons: &[Refused]) -> View {
    let each = |reason: &Refused| match &reason.ask {
        Some(ask) => li().child(link_within(control_id(ask), "", &reason.say)),
        None => li().text(&reason.say),
    };
    ul().each(reasons.iter().map(each)).view()
}

/// The ways on from what has to wait.
pub fn ways(dispute: &str, action: &Action) -> View {
    let way = |(id, title): &(String, String)| {
        li().child(link(Route::Act(dispute.to_owned(), ActionName::of(dispute, id)), "", title))
    };
    ul().class("do-list").each(action.ways.iter().map(way)).view()
}

/// What is wrong with one field.
fn wrong_with(ask: &str, trouble: Trouble) -> Option<String> {
    trouble.with(|told| {
        let reason = told.as_ref()?.reasons.iter().find(|reason| reason.ask.as_deref() == Some(ask))?;
        Some(reason.say.clone())
    })
}

/// What is wrong with one field, in its place.
pub fn wrong_here(ask: &str, trouble: Trouble) -> View {
    let ask = ask.to_owned();
    live(move || or_nothing(wrong_with(&ask, trouble).map(|say| span().class("wrong").text(&say))))
}

/// Marks a control as wrong while something is wrong with its field.
pub fn marked_wrong(control: El, ask: &str, trouble: Trouble) -> El {
    let ask = ask.to_owned();
    control.live_attr("aria-invalid", move || wrong_with(&ask, trouble).map(|_| "true"))
}

/// Why a screen cannot show.
pub fn notice_of(told: &Told) -> View {
    div()
        .class("notice late")
        .attr("role", "alert")
        .child(p().class("what").text(&told.happened))
        .child(p().text(&told.to_do))
        .maybe((!told.reasons.is_empty()).then(|| reasons(&told.reasons)))
        .view()
}
