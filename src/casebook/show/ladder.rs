//! The track's steps as rungs.

use super::run::Stay;
use super::sight::Sight;
use crate::casebook::views::{DutyLine, DutyState, Kept, Place, Rung, Span};
use crate::dispute::state::{Status, Subject};
use crate::procedure::{DutyKind, RoleRef, Step};
use crate::words::entries as words;

/// The rungs, lowest first.
pub fn rungs(sight: &Sight<'_>, stays: &[Stay], duties: &[DutyLine]) -> Vec<Rung> {
    let steps: Vec<&Step> = sight.rules.track.steps.iter().filter_map(|id| sight.rules.step(id)).collect();
    let mut rungs = Vec::new();
    for (index, step) in steps.iter().enumerate() {
        let stay = stays.iter().rev().find(|stay| stay.step == step.id);
        let place = place(sight, step, stay);
        let role = |role: Option<&RoleRef>| {
            let role = sight.asked(role, &Subject::Case);
            role.map(|role| sight.role(&role))
        };
        let below = index.checked_sub(1).and_then(|below| steps.get(below));
        let others = steps.iter().filter(|from| below.is_none_or(|below| below.id != from.id));
        let reached = others.filter(|from| from.exits.iter().any(|exit| exit.to == step.id));
        let of_step = |line: &&DutyLine| line.step.as_deref() == Some(step.id.as_str());
        rungs.push(Rung {
            step: step.id.to_string(),
            name: sight.step_name(step),
            title: step.title.clone(),
            place,
            raising: role(step.raising.as_ref()),
            responding: role(step.responding.as_ref()),
            answers_for_side: answers_for_side(step),
            our_part: sight.our_part(),
            entered: stay.map(|stay| stay.entered),
            left: stay.and_then(|stay| stay.left),
            kept: kept(sight, step, duties),
            tier: sight.state.tier.filter(|_| place == Place::Current),
            clocks: duties
                .iter()
                .filter(of_step)
                .filter(|line| line.state == DutyState::Outstanding)
                .filter(|line| line.span == Span::StepClock || line.kind == "reply")
                .map(|line| line.key.clone())
                .collect(),
            reached: reached.map(|from| words::from_step(&sight.step_name(from))).collect(),
            action: None,
        });
    }
    rungs
}

fn place(sight: &Sight<'_>, step: &Step, stay: Option<&Stay>) -> Place {
    let here = sight.state.place.as_ref() == Some(&step.id);
    match (here, &sight.state.status, stay) {
        (true, Status::Open, _) => Place::Current,
        (true, ..) => Place::Held,
        (false, _, Some(_)) => Place::Passed,
        (false, _, None) => Place::Coming,
    }
}

/// Whether whoever answers at a step does so for the other side: it is settled with them, or they owe a reply. A chair
/// or a scrutineer settles it between the two.
fn answers_for_side(step: &Step) -> bool {
    let answers = &step.responding;
    step.duties.iter().any(|duty| match duty.kind {
        DutyKind::Settle => duty.owner != *answers || step.raising == *answers,
        DutyKind::Reply => duty.owner == *answers,
        _ => false,
    })
}

/// Whether the step's clock was kept, by the last instance that ended; none where it had no date.
fn kept(sight: &Sight<'_>, step: &Step, duties: &[DutyLine]) -> Option<Kept> {
    let is_clock = |duty: &crate::procedure::DutyId| {
        step.duties.iter().any(|own| own.id == *duty && own.kind == DutyKind::Settle)
    };
    let owed = sight.state.owed.iter().rev().find(|owed| is_clock(&owed.duty) && owed.is_completed())?;
    duties.iter().find(|line| line.key == owed.key())?.by?;
    let in_time = owed.ended.as_ref()?.how == crate::dispute::state::Ending::Done;
    Some(if in_time { Kept::InTime } else { Kept::Late })
}
