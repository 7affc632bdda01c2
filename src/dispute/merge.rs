//! The log of a dispute as a history that both sides add to offline.
//!
//! Each event names every head that its author's device knew. So the set of events is a graph
//! without cycles, and merging two devices is the union by id: replays and duplicates are no-ops.
//! An event whose parent has not arrived is *pending*, never refused. Order is for display and
//! folding: computed depth, then claimed time, then id; every device computes the same.

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
    let events = ById::of(events.into_iter().collect());
    let depths = events.depths();
    let (mut placed, mut pending) = (Vec::new(), Vec::new());
    for (event, depth) in events.0.iter().zip(depths) {
        match depth {
            Some(depth) => placed.push((depth, *event)),
            None => pending.push(Pending { event, missing: events.missing(event) }),
        }
    }
    placed.sort_by_key(|(depth, event)| (*depth, event.entry.at, &event.id));
    let placed: Vec<&Event> = placed.into_iter().map(|(_, event)| event).collect();
    let heads = heads(&placed).map(|event| event.id.clone()).collect();
    History { placed, pending, heads }
}

/// The events that no other of them names as earlier, as they stand.
pub fn heads<'e>(events: &[&'e Event]) -> impl DoubleEndedIterator<Item = &'e Event> {
    let mut seen: Vec<&EventId> = events.iter().flat_map(|event| &event.entry.prev).collect();
    seen.sort_unstable();
    events.iter().copied().filter(move |event| seen.binary_search(&&event.id).is_err())
}

/// Events in the order of their ids, each once. A log may hold thousands, so it is ordered once and
/// an event is then told by its place.
struct ById<'e>(Vec<&'e Event>);

impl<'e> ById<'e> {
    fn of(mut events: Vec<&'e Event>) -> Self {
        events.sort_by_key(|event| &event.id);
        events.dedup_by_key(|event| &event.id);
        Self(events)
    }

    fn place(&self, id: &EventId) -> Option<usize> {
        self.0.binary_search_by_key(&id, |event| &event.id).ok()
    }

    fn missing(&self, event: &Event) -> Vec<EventId> {
        event.entry.prev.iter().filter(|parent| self.place(parent).is_none()).cloned().collect()
    }

    /// How far each event is from the first; none for an event whose ancestry is not whole. A graph
    /// of digests cannot have a cycle; forged ids that pretend one are simply never placed.
    fn depths(&self) -> Vec<Option<usize>> {
        let mut children: Vec<Vec<usize>> = vec![Vec::new(); self.0.len()];
        let mut waits_for: Vec<usize> = self.0.iter().map(|event| event.entry.prev.len()).collect();
        for (own, event) in self.0.iter().enumerate() {
            for parent in event.entry.prev.iter().filter_map(|parent| self.place(parent)) {
                children[parent].push(own);
            }
        }
        let mut depths = vec![None; self.0.len()];
        let mut level: Vec<usize> = (0..self.0.len()).filter(|own| waits_for[*own] == 0).collect();
        let mut depth = 0;
        while !level.is_empty() {
            let mut next = Vec::new();
            for own in level {
                depths[own] = Some(depth);
                for &child in &children[own] {
                    waits_for[child] -= 1;
                    if waits_for[child] == 0 {
                        next.push(child);
                    }
                }
            }
            depth += 1;
            level = next;
        }
        depths
    }
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
