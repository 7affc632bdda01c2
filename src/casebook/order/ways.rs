//! From what has to wait to what comes first: a refusal leads on to the form that mends it.

use crate::casebook::views::{Action, ActionKind, Readiness};

/// Says at each action that has to wait which others lead on: the record of the duty that comes first, and where
/// the procedure allows it the departure that goes to the same step without it.
pub fn lead_on(actions: &mut [Action]) {
    let ways: Vec<Vec<(String, String)>> = actions.iter().map(|action| ways(action, actions)).collect();
    actions.iter_mut().zip(ways).for_each(|(action, ways)| action.ways = ways);
}

fn ways(action: &Action, all: &[Action]) -> Vec<(String, String)> {
    let Readiness::NotYet(why) = &action.readiness else { return Vec::new() };
    let first = |one: &&Action| {
        one.kind == ActionKind::Done
            && why.iter().any(|reason| reason.duty.is_some() && reason.duty == one.duty)
    };
    let step = |one: &Action| one.id.split_once(':').map(|(_, step)| step.to_owned());
    let around = |one: &&Action| {
        action.kind == ActionKind::Move && one.kind == ActionKind::Depart && step(one) == step(action)
    };
    let ready = all.iter().filter(|one| one.readiness == Readiness::Ready);
    let mut ways: Vec<&Action> = all.iter().filter(first).collect();
    ways.extend(ready.filter(around));
    ways.iter().map(|way| (way.id.clone(), way.title.clone())).collect()
}
