//! Who is in a dispute, what it is about, and under which rules.

use crate::casebook::views::{DisputeView, FactLine};
use crate::ui::element::{El, View, all, h3, li, nothing, or_nothing, p, strong, ul};
use crate::ui::words::dispute as words;
use crate::ui::words::help;

/// Parties, children, grounds, procedure.
pub fn about(view: &DisputeView) -> View {
    let parties = view.parties.iter().map(|party| {
        let said = [&party.label, ", ", words::part(party.part)].concat();
        li().text(&if party.ours { words::ours(&said) } else { said })
    });
    let children = view.children.iter().map(|child| li().text(&child.reference).child(facts(&child.facts)));
    let grounds = view.grounds.iter().map(|ground| li().text(ground));
    let procedure = &view.procedure;
    let rules = || {
        let document = help::document(&procedure.title, &procedure.document_version, &procedure.status);
        all(vec![
            h3().text(words::RULES).view(),
            p().text(&document).view(),
            p().text(&procedure.track).view(),
        ])
    };
    all(vec![
        titled(words::PARTIES, parties.collect()),
        titled(words::CHILDREN, children.collect()),
        titled(words::GROUNDS, grounds.collect()),
        facts(&view.facts),
        // One that is not here has no title.
        if procedure.title.is_empty() { nothing() } else { rules() },
        or_nothing(procedure.review_overdue.as_ref().map(|say| p().class("soft").text(say))),
    ])
}

/// A list below its title, where there is anything in it.
fn titled(title: &str, items: Vec<El>) -> View {
    if items.is_empty() {
        return nothing();
    }
    all(vec![h3().text(title).view(), ul().each(items).view()])
}

fn facts(facts: &[FactLine]) -> View {
    if facts.is_empty() {
        return nothing();
    }
    let each = facts.iter().map(|fact| {
        let is = fact.is.clone().unwrap_or_else(|| words::UNSAID.to_owned());
        li().text(&fact.ask).text(" ").child(strong().text(&is))
    });
    ul().each(each).view()
}
