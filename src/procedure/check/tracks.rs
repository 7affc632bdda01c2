//! Tracks: where they begin, lead and end.

use crate::ordered::Set;

use super::Check;
use super::duties::{Home, duties};
use super::guards::{conditions, role};
use crate::procedure::{DutyId, RiskEffect, StepId, Track};

/// Every track, and the steps that none of them has.
pub(super) fn tracks(check: &mut Check<'_>) {
    let procedure = check.procedure;
    for (index, track) in procedure.tracks.iter().enumerate() {
        self::track(check, &format!("tracks[{index}]"), track);
    }
    let used: Set<&StepId> = procedure.tracks.iter().flat_map(|track| &track.steps).collect();
    for (index, step) in procedure.steps.iter().enumerate() {
        if !used.contains(&step.id) {
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
    let grounds = track.grounds.iter().map(|ground| ground.id.as_str());
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
    let outcomes = track.resolve.outcomes.iter().map(String::as_str);
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
        if check.steps.contains_key(entry.step.as_str()) || !track.steps.contains(&entry.step) {
            step_of(check, &format!("{path}.step"), track, &entry.step);
        }
        conditions(check, &path, &entry.requires);
    }
    let steps = track.entries.iter().map(|entry| entry.step.as_str());
    check.no_twins(&format!("{path}.entries"), "step", steps);
}

fn closures(check: &mut Check<'_>, path: &str, track: &Track, here: &Set<&str>) {
    if track.closures.is_empty() {
        check.notice(path, "This track has no closures, so a dispute in it stays open for ever.");
    }
    let ids = track.closures.iter().map(|closure| closure.id.as_str());
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
fn owed_here(check: &mut Check<'_>, path: &str, here: &Set<&str>, duties: &[DutyId]) {
    for id in duties {
        if !check.duty(path, id).is_empty() && !here.contains(id.as_str()) {
            check.notice(path, format!("`{id}` is never owed in this track."));
        }
    }
}

fn reachable_steps<'p>(check: &mut Check<'p>, path: &str, track: &'p Track) {
    let own: Set<&StepId> = track.steps.iter().collect();
    let mut reached: Set<&StepId> = Set::new();
    let mut next: Vec<&StepId> = track.entries.iter().map(|entry| &entry.step).collect();
    if let RiskEffect::Jumps(step) = &track.risk.effect {
        next.push(step);
    }
    while let Some(id) = next.pop() {
        let Some(step) = check.steps.get(id.as_str()).copied().filter(|_| reached.insert(id)) else {
            continue;
        };
        for exit in &step.exits {
            if own.contains(&exit.to) {
                next.push(&exit.to);
            } else if check.steps.contains_key(exit.to.as_str()) {
                let what = format!("`{id}` has an exit to `{}`, which is no step of this track.", exit.to);
                check.notice(path, what);
            }
        }
    }
    for id in own {
        if !reached.contains(id) && check.steps.contains_key(id.as_str()) {
            check.notice(path, format!("No way leads to `{id}` but a departure."));
        }
    }
}
