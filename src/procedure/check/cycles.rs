//! Duties that wait for each other, never open, or never end.

use crate::ordered::{Map, Set};

use super::Check;
use super::duties::{cause, opens_by_itself};
use crate::procedure::{Duty, Trigger};

/// What follows from what, by duty id.
type Graph<'g> = Map<&'g str, Set<&'g str>>;

/// All three.
pub(super) fn cycles(check: &mut Check<'_>) {
    let duties: Vec<&Duty> = check.duties.values().flatten().copied().collect();
    for id in on_a_cycle(&graph(&duties, |duty| duty.after.iter().map(|other| other.as_str()).collect())) {
        check.fault(
            "",
            format!("`{id}` waits, by `after`, for itself; it could never be done. Break the circle."),
        );
    }
    for id in never_open(&duties) {
        check.fault(
            "",
            format!("Nothing can ever open `{id}`: its triggers wait for each other. Add one that can fire."),
        );
    }
    for id in on_a_cycle(&graph(&duties, done_causes)) {
        check.notice("", format!("`{id}` is owed again each time it, or what follows from it, is done."));
    }
}

fn done_causes(duty: &Duty) -> Vec<&str> {
    let done = |trigger: &&Trigger| matches!(trigger, Trigger::Done(..));
    let causes = duty.opens.iter().filter(done).filter_map(cause);
    causes.map(|cause| cause.as_str()).collect()
}

fn graph<'g>(duties: &[&'g Duty], edges: impl Fn(&'g Duty) -> Vec<&'g str>) -> Graph<'g> {
    let mut graph: Graph<'g> = Map::new();
    for duty in duties {
        graph.entry(duty.id.as_str()).or_default().extend(edges(duty));
    }
    graph
}

/// The ids on a circle, or between two. Peels what has nothing before it, then what has nothing
/// after it; a loop, not a recursion, for a hostile pack has long chains.
fn on_a_cycle<'g>(graph: &Graph<'g>) -> Set<&'g str> {
    let mut left: Set<&'g str> = graph.keys().copied().collect();
    peel(graph, &mut left);
    peel(&reversed(graph), &mut left);
    left
}

fn reversed<'g>(graph: &Graph<'g>) -> Graph<'g> {
    let mut back: Graph<'g> = Map::new();
    for (id, targets) in graph {
        for target in targets {
            back.entry(target).or_default().insert(id);
        }
    }
    back
}

/// Takes out, again and again, what no other that is left points at.
fn peel<'g>(graph: &Graph<'g>, left: &mut Set<&'g str>) {
    let none = Set::new();
    let mut pointers: Map<&str, usize> = left.iter().map(|id| (*id, 0)).collect();
    for id in left.iter() {
        for target in graph.get(id).unwrap_or(&none) {
            if let Some(count) = pointers.get_mut(target) {
                *count += 1;
            }
        }
    }
    let mut free: Vec<&str> = pointers.iter().filter(|(_, count)| **count == 0).map(|(id, _)| *id).collect();
    while let Some(id) = free.pop() {
        left.remove(id);
        for target in graph.get(id).unwrap_or(&none) {
            if let Some(count) = pointers.get_mut(target) {
                *count -= 1;
                if *count == 0 {
                    free.push(target);
                }
            }
        }
    }
}

/// The duties that only other duties open which never open either.
fn never_open<'g>(duties: &[&'g Duty]) -> Vec<&'g str> {
    let mut follows: Graph<'g> = Map::new();
    for duty in duties {
        for cause in duty.opens.iter().filter_map(cause) {
            follows.entry(cause.as_str()).or_default().insert(duty.id.as_str());
        }
    }
    // A cause that no duty bears has its own fault; what it opens is not blamed again.
    let ids: Set<&str> = duties.iter().map(|duty| duty.id.as_str()).collect();
    let mut next: Vec<&str> = follows.keys().copied().filter(|cause| !ids.contains(cause)).collect();
    next.extend(duties.iter().filter(|duty| opens_by_itself(duty)).map(|duty| duty.id.as_str()));
    let mut opened: Set<&str> = Set::new();
    while let Some(id) = next.pop() {
        if opened.insert(id) {
            next.extend(follows.get(id).into_iter().flatten());
        }
    }
    ids.into_iter().filter(|id| !id.is_empty() && !opened.contains(id)).collect()
}
