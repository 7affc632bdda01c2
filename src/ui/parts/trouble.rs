//! What went wrong, and what to do: above a form with links to its fields, or in place of a screen.

use leptos::html::Div;
use leptos::prelude::*;

use super::link::link_within;
use crate::casebook::views::{Refused, Told};
use crate::ui::words;

/// What went wrong with a form, if anything did.
pub type Trouble = RwSignal<Option<Told>>;

/// One sentence of our own, about a field.
pub fn about_field(field: &str, say: &str) -> Told {
    let reason =
        Refused { code: String::new(), say: say.to_owned(), ask: Some(field.to_owned()), duty: None };
    Told { happened: words::PROBLEM.to_owned(), to_do: String::new(), reasons: vec![reason] }
}

/// The DOM id of the control that answers an ask.
pub fn control_id(ask: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || c == '.' || c == '-' { c } else { '_' };
    ["ask-", &ask.chars().map(plain).collect::<String>()].concat()
}

/// The summary above a form. It takes the focus whenever it appears.
pub fn summary(trouble: Trouble) -> AnyView {
    let node = NodeRef::<Div>::new();
    Effect::new(move || {
        trouble.track();
        if let Some(summary) = node.get() {
            // Without the focus it is read out all the same: it is an alert.
            let _ = summary.focus();
        }
    });
    (move || {
        trouble.get().map(|told| {
            view! {
                <div class="summary" role="alert" tabindex="-1" node_ref=node>
                    <h2>{told.happened}</h2>
                    {(!told.to_do.is_empty()).then(|| view! { <p>{told.to_do}</p> })}
                    {(!told.reasons.is_empty()).then(|| reasons(&told.reasons))}
                </div>
            }
        })
    })
    .into_any()
}

/// Reasons, each a link to the field that mends it where there is one.
pub fn reasons(reasons: &[Refused]) -> AnyView {
    let each = reasons.iter().cloned().map(|reason| match reason.ask {
        Some(ask) => view! { <li>{link_within(control_id(&ask), "", reason.say)}</li> }.into_any(),
        None => view! { <li>{reason.say}</li> }.into_any(),
    });
    view! { <ul>{each.collect_view()}</ul> }.into_any()
}

/// What is wrong with one field, in its place.
pub fn wrong_with(ask: String, trouble: Trouble) -> impl Fn() -> Option<String> + Clone + 'static {
    move || {
        trouble.with(|told| {
            let reason = told.as_ref()?.reasons.iter().find(|reason| reason.ask.as_deref() == Some(&ask))?;
            Some(reason.say.clone())
        })
    }
}

/// Why a screen cannot show.
pub fn notice_of(told: &Told) -> AnyView {
    let (happened, to_do) = (told.happened.clone(), told.to_do.clone());
    view! {
        <div class="notice late" role="alert">
            <p class="what">{happened}</p>
            <p>{to_do}</p>
            {(!told.reasons.is_empty()).then(|| reasons(&told.reasons))}
        </div>
    }
    .into_any()
}
