//! What stands at a duty: first what ends it, then what may be said of it; and what is not said yet though a date
//! depends on it.

use super::sight::Sight;
use super::whole::Seen;
use crate::casebook::order::of_entry::ABOUT;
use crate::casebook::views::{Action, ActionKind, DutyLine, DutyState, Part, Span};
use crate::dispute::event::{Event, Happening, Words};
use crate::dispute::state::Status;
use crate::procedure::{Anchor, Duty, DutyId, FactId, FactScope};

/// Puts at each duty the ids of its actions.
pub fn at_duties(sight: &Sight<'_>, lines: &mut [DutyLine], actions: &[Action]) {
    for line in lines {
        let is_owed = line.state == DutyState::Outstanding;
        let ends = actions.iter().filter(|action| is_owed && ends(sight, line, action));
        let about = actions.iter().filter(|action| action.duty.as_deref() == Some(&line.key));
        line.actions = ends.chain(about).map(|action| action.id.clone()).collect();
    }
}

/// Whether a duty is over once that is done: resolving ends the clock of a step, going on or closing what the
/// procedure says.
fn ends(sight: &Sight<'_>, line: &DutyLine, action: &Action) -> bool {
    let is_among = |duties: &[DutyId]| {
        let duty = line.key.split('@').next();
        duties.iter().any(|id| duty == Some(id.as_str()))
    };
    let (_, to) = action.id.split_once(':').unwrap_or_default();
    match action.kind {
        ActionKind::Resolve => line.span == Span::StepClock,
        ActionKind::Move => sight.state.step().is_some_and(|here| {
            sight.rules.exits(here).any(|exit| exit.to.as_str() == to && is_among(&exit.completes))
        }),
        ActionKind::Close => {
            let ways = &sight.rules.track.closures;
            ways.iter().any(|way| way.id.as_str() == to && is_among(&way.completes))
        }
        _ => false,
    }
}

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
    let decides = |duty: &Duty, fact: &FactId| duty.when.as_ref().is_some_and(|when| when.reads(fact));
    let of_step = sight.rules.step(step).map(|step| step.duties.as_slice()).unwrap_or_default();
    let open: Vec<(&Duty, &Anchor)> = of_step
        .iter()
        .filter(|duty| unsaid.iter().any(|fact| decides(duty, fact)))
        .filter_map(|duty| Some((duty, &duty.due.as_ref()?.from)))
        .collect();
    let from = |fact: &&&FactId| open.iter().any(|(_, from)| **from == Anchor::Fact((**fact).clone()));
    let asked = |fact: &&&FactId| open.iter().any(|(duty, _)| decides(duty, fact));
    let ids = unsaid.iter().filter(from).chain(unsaid.iter().filter(asked));
    let ids = ids.map(|fact| ["set-fact:", fact.as_str()].concat());
    let ids = ids.chain([ABOUT.to_owned()]);
    ids.filter(|id| actions.iter().any(|action| action.id == *id)).collect()
}
