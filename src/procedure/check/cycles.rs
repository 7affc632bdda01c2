//! Duties that wait for each other, never open, or never end.

use super::Check;
use super::duties::{cause, opens_by_itself};
use crate::ordered::Index;
use crate::procedure::{Duty, DutyId, Trigger};

/// What leads to what, by place among all duties. Those of one id stand at the first place of it.
type Graph = Vec<Vec<usize>>;

/// All three.
pub(super) fn cycles(check: &mut Check<'_>) {
    let (duties, index) = (&check.all_duties, &check.duties);
    let named = |found: Vec<bool>| -> Vec<(String, &DutyId)> {
        let found = index.firsts().filter(|place| found[*place]);
        found.map(|place| (check.duty_path(place), &duties[place].id)).collect()
    };
    let waiting = named(on_a_cycle(&graph(duties, index, |duty| duty.after.iter().collect())));
    let never = named(never_open(duties, index));
    let again = named(on_a_cycle(&graph(duties, index, done_causes)));
    for (path, id) in waiting {
        check.fault(
            &format!("{path}.after"),
            format!("`{id}` waits, by `after`, for itself; it could never be done. Break the circle."),
        );
    }
    for (path, id) in never.into_iter().filter(|(_, id)| !id.as_str().is_empty()) {
        check.fault(
            &format!("{path}.opens"),
            format!("Nothing can ever open `{id}`: its triggers wait for each other. Add one that can fire."),
        );
    }
    for (path, id) in again {
        check.notice(&path, format!("`{id}` is owed again each time it, or what follows from it, is done."));
    }
}

fn done_causes(duty: &Duty) -> Vec<&DutyId> {
    let done = |trigger: &&Trigger| matches!(trigger, Trigger::Done(..));
    duty.opens.iter().filter(done).filter_map(cause).collect()
}

fn graph(duties: &[&Duty], index: &Index<'_>, edges: fn(&Duty) -> Vec<&DutyId>) -> Graph {
    let mut graph = vec![Vec::new(); duties.len()];
    for (place, duty) in duties.iter().enumerate() {
        let targets = edges(duty).into_iter().filter_map(|id| index.place(id.as_str()));
        graph[index.first(place)].extend(targets);
    }
    graph
}

/// Which are on a circle, or between two. Peels what has nothing before it, then what has nothing
/// after it; a loop, not a recursion, for a hostile pack has long chains.
fn on_a_cycle(graph: &Graph) -> Vec<bool> {
    let mut left = vec![true; graph.len()];
    peel(graph, &mut left);
    peel(&reversed(graph), &mut left);
    left
}

fn reversed(graph: &Graph) -> Graph {
    let mut back = vec![Vec::new(); graph.len()];
    for (from, targets) in graph.iter().enumerate() {
        for target in targets {
            back[*target].push(from);
        }
    }
    back
}

/// Takes out, again and again, what no other that is left points at.
fn peel(graph: &Graph, left: &mut [bool]) {
    let mut pointers = vec![0; graph.len()];
    for (targets, _) in graph.iter().zip(&*left).filter(|(_, left)| **left) {
        for target in targets {
            pointers[*target] += 1;
        }
    }
    let mut free: Vec<usize> = (0..graph.len()).filter(|at| left[*at] && pointers[*at] == 0).collect();
    while let Some(from) = free.pop() {
        left[from] = false;
        for target in &graph[from] {
            pointers[*target] -= 1;
            if left[*target] && pointers[*target] == 0 {
                free.push(*target);
            }
        }
    }
}

/// The duties that only other duties open which never open either.
fn never_open(duties: &[&Duty], index: &Index<'_>) -> Vec<bool> {
    let mut follows: Graph = vec![Vec::new(); duties.len()];
    let mut next = Vec::new();
    for (place, duty) in duties.iter().enumerate() {
        let own = index.first(place);
        if opens_by_itself(duty) {
            next.push(own);
        }
        for cause in duty.opens.iter().filter_map(cause) {
            match index.place(cause.as_str()) {
                Some(cause) => follows[cause].push(own),
                // A cause that no duty bears has its own fault; what it opens is not blamed again.
                None => next.push(own),
            }
        }
    }
    let mut never = vec![true; duties.len()];
    while let Some(place) = next.pop() {
        if never[place] {
            never[place] = false;
            next.extend(&follows[place]);
        }
    }
    never
}
