//! Tracks: where they begin, lead and end.

use super::Check;
use super::duties::{Home, duties};
use super::guards::{conditions, role};
use crate::ordered::Index;
use crate::procedure::{DutyId, RiskEffect, StepId, Track};

/// Every track, and the steps that none of them has.
pub(super) fn tracks(check: &mut Check<'_>) {
    let procedure = check.procedure;
    for (index, track) in procedure.tracks.iter().enumerate() {
        self::track(check, &format!("tracks[{index}]"), track);
    }
    let used = procedure.tracks.iter().flat_map(|track| &track.steps);
    let used = Index::of(used.map(StepId::as_str).collect());
    for (index, step) in procedure.steps.iter().enumerate() {
        if !used.has(step.id.as_str()) {
            check.notice(&format!("steps[{index}]"), format!("No track has the step `{}`.", step.id));
        }
    }
}

fn track<'p>(check: &mut Check<'p>, path: &str, track: &'p Track) {
    let steps = format!("{path}.steps");
    check.step_list(&steps, &track.steps);
    if track.steps.is_empty() {
        check.fault(&steps, "A track needs a step; write its steps in their order.");
    }
    entries(check, path, track);
    let grounds = track.grounds.iter().map(|ground| ground.id.as_str()).collect();
    check.no_twins(&format!("{path}.grounds"), "ground", grounds);
    let opening = format!("{path}.opening");
    conditions(check, &opening, &track.opening.requires);
    role(check, &format!("{opening}.by"), track.opening.by.as_ref());
    duties(check, path, &track.duties, Home::Track);
    let here = check.owed_in(track);
    closures(check, path, track, &here);
    let resolve = format!("{path}.resolve");
    role(check, &format!("{resolve}.by"), track.resolve.by.as_ref());
    owed_here(check, &format!("{resolve}.needs"), &here, &track.resolve.needs);
    let outcomes = track.resolve.outcomes.iter().map(String::as_str).collect();
    check.no_twins(&format!("{resolve}.outcomes"), "outcome", outcomes);
    if let RiskEffect::Jumps(step) = &track.risk.effect {
        step_of(check, &format!("{path}.risk.jump"), track, step);
    }
    reachable_steps(check, &steps, track);
}

fn entries(check: &mut Check<'_>, path: &str, track: &Track) {
    if track.entries.is_empty() && !track.steps.is_empty() {
        check.fault(
            &format!("{path}.entries"),
            "A track has to begin somewhere; name a step, or leave `entries` out to begin at the first.",
        );
    }
    for (index, entry) in track.entries.iter().enumerate() {
        let path = format!("{path}.entries[{index}]");
        // An entry that reading filled in from the track's steps has its fault there.
        if check.steps.has(entry.step.as_str()) || !track.steps.contains(&entry.step) {
            step_of(check, &format!("{path}.step"), track, &entry.step);
        }
        conditions(check, &path, &entry.requires);
    }
    let steps = track.entries.iter().map(|entry| entry.step.as_str()).collect();
    check.no_twins(&format!("{path}.entries"), "step", steps);
}

fn closures(check: &mut Check<'_>, path: &str, track: &Track, here: &Index<'_>) {
    if track.closures.is_empty() {
        check.notice(path, "This track has no closures, so a dispute in it stays open for ever.");
    }
    let ids = track.closures.iter().map(|closure| closure.id.as_str()).collect();
    check.no_twins(&format!("{path}.closures"), "closure", ids);
    for (index, closure) in track.closures.iter().enumerate() {
        let path = format!("{path}.closures[{index}]");
        let at = format!("{path}.at");
        for step in &closure.at {
            if check.step(&at, step).is_some() && !track.steps.contains(step) {
                check.notice(
                    &at,
                    format!("`{step}` is no step of this track, so it is never closed so there."),
                );
            }
        }
        owed_here(check, &format!("{path}.needs"), here, &closure.needs);
        owed_here(check, &format!("{path}.completes"), here, &closure.completes);
        conditions(check, &path, &closure.requires);
        role(check, &format!("{path}.by"), closure.by.as_ref());
    }
}

/// A step that has to be one of the track's own.
fn step_of(check: &mut Check<'_>, path: &str, track: &Track, step: &StepId) {
    if check.step(path, step).is_some() && !track.steps.contains(step) {
        let what = format!("`{step}` is no step of the track `{}`; add it to its `steps`.", track.id);
        check.fault(path, what);
    }
}

/// Duties that have to exist, and ought to be of this track.
fn owed_here(check: &mut Check<'_>, path: &str, here: &Index<'_>, duties: &[DutyId]) {
    for id in duties {
        if !check.duty(path, id).is_empty() && !here.has(id.as_str()) {
            check.notice(path, format!("`{id}` is never owed in this track."));
        }
    }
}

fn reachable_steps<'p>(check: &mut Check<'p>, path: &str, track: &'p Track) {
    let own = Index::of(track.steps.iter().map(StepId::as_str).collect());
    let steps = &check.procedure.steps;
    let mut reached = vec![false; steps.len()];
    let mut next: Vec<&StepId> = track.entries.iter().map(|entry| &entry.step).collect();
    if let RiskEffect::Jumps(step) = &track.risk.effect {
        next.push(step);
    }
    while let Some(id) = next.pop() {
        let Some(place) = check.steps.place(id.as_str()).filter(|place| !reached[*place]) else {
            continue;
        };
        reached[place] = true;
        for exit in &steps[place].exits {
            if own.has(exit.to.as_str()) {
                next.push(&exit.to);
            } else if check.steps.has(exit.to.as_str()) {
                let what = format!("`{id}` has an exit to `{}`, which is no step of this track.", exit.to);
                check.notice(path, what);
            }
        }
    }
    for id in own.each() {
        if check.steps.place(id).is_some_and(|place| !reached[place]) {
            check.notice(path, format!("No way leads to `{id}` but a departure."));
        }
    }
}
