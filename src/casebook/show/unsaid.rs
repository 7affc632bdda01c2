//! What nobody has said yet, though a date depends on it, or the dispute.

use super::whole::Seen;
use crate::casebook::order::of_entry::ABOUT;
use crate::casebook::views::{Action, Part};
use crate::dispute::event::{Event, Happening, Words};
use crate::dispute::state::Status;
use crate::procedure::{Duty, FactId, FactScope};

/// Whether nobody has said what it is about, neither by a ground nor in words, and it is this person's side that would.
pub fn is_wordless(seen: &Seen<'_>) -> bool {
    let state = seen.sight.state;
    let says = |event: &Event| match (&event.entry.happening, &event.words) {
        (Happening::Opened { .. }, Words::Said(said)) => said.contains_key("text"),
        // What was erased was said.
        (Happening::Opened { .. }, _) => true,
        (Happening::Noted {}, Words::Said(said)) => said.contains_key(ABOUT),
        _ => false,
    };
    let mut entries = seen.weighed.counting.iter().map(|place| seen.history.placed[*place]);
    let asked = state.status == Status::Open && !state.risk && state.grounds.is_empty();
    asked && seen.sight.our_part() != Some(Part::Other) && !entries.any(says)
}

/// The ids of the actions that say what nobody has said yet, though something dated is owed here only if it is so; before
/// them, of those that say from when it would be counted, for once it is owed that moves no date. Last, of the one that
/// says what it is about, where it is offered.
pub fn unsaid(seen: &Seen<'_>, actions: &[Action]) -> Vec<String> {
    let sight = &seen.sight;
    let Some(step) = sight.state.step().filter(|_| sight.state.status == Status::Open) else {
        return Vec::new();
    };
    let facts = sight.rules.procedure.facts.iter().filter(|fact| fact.scope == FactScope::Case);
    let unsaid: Vec<&FactId> = facts
        .map(|fact| &fact.id)
        .filter(|fact| sight.state.facts.get(fact).is_none_or(|said| said.is_none()))
        .collect();
    let of_step = sight.rules.step(step).map(|step| step.duties.as_slice()).unwrap_or_default();
    let open =
        of_step.iter().filter(|duty| duty.due.is_some() && unsaid.iter().any(|fact| duty.depends_on(fact)));
    let open: Vec<&Duty> = open.collect();
    let from = |fact: &&&FactId| open.iter().any(|duty| duty.counts_from(fact));
    let asked = |fact: &&&FactId| open.iter().any(|duty| duty.depends_on(fact));
    let ids = unsaid.iter().filter(from).chain(unsaid.iter().filter(asked));
    let ids = ids.map(|fact| ["set-fact:", fact.as_str()].concat());
    let ids = ids.chain([ABOUT.to_owned()]);
    ids.filter(|id| actions.iter().any(|action| action.id == *id)).collect()
}
