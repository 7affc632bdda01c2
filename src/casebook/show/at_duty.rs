//! What stands at a duty: first what ends it, then what may be said of it.

use super::sight::Sight;
use crate::casebook::views::{Action, ActionKind, DutyLine, DutyState, Span};
use crate::procedure::DutyId;

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
