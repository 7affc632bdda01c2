//! Who is in a dispute, what it is about, and under which rules.

use leptos::prelude::*;

use crate::casebook::views::{DisputeView, FactLine};
use crate::ui::words::dispute as words;

/// Parties, children, grounds, procedure.
pub fn about(view: &DisputeView) -> AnyView {
    let parties = view.parties.iter().map(|party| {
        let ours = party.ours.then(|| [" ", words::OURS].concat());
        view! { <li>{party.label.clone()} ", " {words::part(party.part)} {ours}</li> }
    });
    let children = view.children.iter().map(|child| {
        view! {
            <li>
                {child.reference.clone()}
                {facts(&child.facts)}
            </li>
        }
    });
    let grounds = view.grounds.iter().cloned().map(|ground| view! { <li>{ground}</li> });
    let procedure = &view.procedure;
    let document =
        [&procedure.title, ", ", &procedure.document_version, " (", &procedure.status, ")"].concat();
    view! {
        <h3>{words::PARTIES}</h3>
        <ul>{parties.collect_view()}</ul>
        {(!view.children.is_empty())
            .then(|| {
                view! {
                    <h3>{words::CHILDREN}</h3>
                    <ul>{children.collect_view()}</ul>
                }
            })}
        {(!view.grounds.is_empty())
            .then(|| {
                view! {
                    <h3>{words::GROUNDS}</h3>
                    <ul>{grounds.collect_view()}</ul>
                }
            })}
        {facts(&view.facts)}
        <h3>{words::RULES}</h3>
        <p>{document}</p>
        <p>{procedure.track.clone()}</p>
        {procedure.review_overdue.clone().map(|say| view! { <p class="soft">{say}</p> })}
    }
    .into_any()
}

fn facts(facts: &[FactLine]) -> AnyView {
    if facts.is_empty() {
        return ().into_any();
    }
    let each = facts.iter().map(|fact| {
        let is = fact.is.clone().unwrap_or_else(|| words::UNSAID.to_owned());
        view! { <li>{fact.ask.clone()} " " <strong>{is}</strong></li> }
    });
    view! { <ul>{each.collect_view()}</ul> }.into_any()
}
