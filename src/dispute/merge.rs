//! The log of a dispute as a history that both sides add to offline.
//!
//! Each event names every head that its author's device knew. So the set of events is a graph
//! without cycles, and merging two devices is the union by id: replays and duplicates are no-ops.
//! An event whose parent has not arrived is *pending*, never refused. Order is for display and
//! folding: computed depth, then claimed time, then id; every device computes the same.

use std::collections::{BTreeMap, BTreeSet};

use super::event::{Event, EventId};

/// A set of events in their order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History<'e> {
    /// The events whose whole ancestry is here, in order.
    pub placed: Vec<&'e Event>,
    /// The events that wait for others, by id.
    pub pending: Vec<Pending<'e>>,
    /// The placed events that no placed event has seen: more than one means that two devices
    /// wrote without seeing each other.
    pub heads: Vec<EventId>,
}

/// An event that waits for others.
#[derive(Clone, Debug, PartialEq)]
pub struct Pending<'e> {
    /// The event.
    pub event: &'e Event,
    /// The parents that have not arrived.
    pub missing: Vec<EventId>,
}

/// Orders the events of one dispute.
pub fn order<'e>(events: impl IntoIterator<Item = &'e Event>) -> History<'e> {
    let events: BTreeMap<&EventId, &Event> = events.into_iter().map(|event| (&event.id, event)).collect();
    let depths = depths(&events);
    let mut placed: Vec<&Event> =
        events.values().copied().filter(|event| depths.contains_key(&event.id)).collect();
    placed.sort_by_key(|event| (depths.get(&event.id).copied(), event.entry.at, &event.id));
    let heads = heads(&placed).map(|event| event.id.clone()).collect();
    let waits = events.values().filter(|event| !depths.contains_key(&event.id));
    let missing = |event: &Event| {
        event.entry.prev.iter().filter(|parent| !events.contains_key(parent)).cloned().collect()
    };
    let pending = waits.map(|event| Pending { event, missing: missing(event) }).collect();
    History { placed, pending, heads }
}

/// The events that no other of them names as earlier, as they stand.
pub fn heads<'e>(events: &[&'e Event]) -> impl DoubleEndedIterator<Item = &'e Event> {
    let seen: BTreeSet<&EventId> = events.iter().flat_map(|event| &event.entry.prev).collect();
    events.iter().copied().filter(move |event| !seen.contains(&event.id))
}

/// How far each event is from the first; none for an event whose ancestry is not whole. A graph of
/// digests cannot have a cycle; forged ids that pretend one are simply never placed.
fn depths<'e>(events: &BTreeMap<&'e EventId, &'e Event>) -> BTreeMap<&'e EventId, usize> {
    let mut children: BTreeMap<&EventId, Vec<&'e Event>> = BTreeMap::new();
    let mut waits_for: BTreeMap<&EventId, usize> = BTreeMap::new();
    for event in events.values() {
        waits_for.insert(&event.id, event.entry.prev.len());
        for parent in &event.entry.prev {
            children.entry(parent).or_default().push(event);
        }
    }
    let mut depths = BTreeMap::new();
    let mut level: Vec<&'e Event> =
        events.values().copied().filter(|event| event.entry.prev.is_empty()).collect();
    let mut depth = 0;
    while !level.is_empty() {
        let mut next = Vec::new();
        for event in level {
            depths.insert(&event.id, depth);
            for child in children.remove(&event.id).unwrap_or_default() {
                let waits = waits_for.entry(&child.id).or_default();
                *waits = waits.saturating_sub(1);
                if *waits == 0 {
                    next.push(child);
                }
            }
        }
        depth += 1;
        level = next;
    }
    depths
}

#[cfg(test)]
mod tests {
    use super::super::event::{Author, Entry, Happening, Words};
    use super::*;

    fn event(id: &str, minute: u32, prev: &[&str]) -> Event {
        let at = format!("2026-11-22T09:{minute:02}:00Z");
        let at = chrono::DateTime::parse_from_rfc3339(&at).expect("a time").to_utc();
        let prev: Vec<EventId> = prev.iter().map(|id| EventId((*id).into())).collect();
        let dispute = (!prev.is_empty()).then(|| EventId("a".into()));
        let entry = Entry { at, author: Author("k".into()), dispute, prev, happening: Happening::Noted {} };
        Event { id: EventId(id.into()), entry, words: Words::none() }
    }

    fn ids(history: &History<'_>) -> String {
        history.placed.iter().map(|event| event.id.0.as_str()).collect()
    }

    #[test]
    fn an_ancestor_comes_first_whatever_its_clock_said() {
        let events = [event("c", 1, &["b"]), event("b", 30, &["a"]), event("a", 59, &[])];
        let history = order(&events);
        assert_eq!((ids(&history).as_str(), history.heads.len()), ("abc", 1));
    }

    #[test]
    fn two_sides_that_did_not_see_each_other_leave_two_heads() {
        let events = [event("a", 0, &[]), event("c", 2, &["a"]), event("b", 3, &["a"]), event("a", 0, &[])];
        let history = order(&events);
        assert_eq!(ids(&history), "acb");
        assert_eq!(history.heads, [EventId("c".into()), EventId("b".into())]);
    }

    #[test]
    fn what_waits_for_a_parent_is_pending_with_all_that_builds_on_it() {
        let events = [event("a", 0, &[]), event("c", 2, &["b"]), event("d", 3, &["c"])];
        let history = order(&events);
        assert_eq!((ids(&history).as_str(), history.pending.len()), ("a", 2));
        assert_eq!(history.pending[0].missing, [EventId("b".into())]);
        assert_eq!(history.pending[1].missing, []);
    }
}
