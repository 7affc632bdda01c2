//! The log of a dispute as a history that both sides add to offline.
//!
//! Each event names every head that its author's device knew. So the set of events is a graph
//! without cycles, and merging two devices is the union by id: replays and duplicates are no-ops.
//! An event whose parent has not arrived is *pending*, never refused. Order is for display and
//! folding: computed depth, then claimed time, then id; every device computes the same.

use super::event::{Author, Event, EventId};
use crate::ordered::{Index, in_order};

/// A set of events in their order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History<'e> {
    /// The events whose whole ancestry is here, in order.
    pub placed: Vec<&'e Event>,
    /// For each of them the places of those that it names as earlier: they stand before it.
    pub earlier: Vec<Vec<usize>>,
    /// The events that wait for others, by id.
    pub pending: Vec<Pending<'e>>,
    /// The placed events that no placed event has seen: more than one means that two devices
    /// wrote without seeing each other.
    pub heads: Vec<EventId>,
}

impl<'e> History<'e> {
    /// Of each key that signed events of which none had seen the other, the last of them: two devices have such a key, or
    /// two windows wrote at once. It is over once an event of the same key has seen all of its others.
    pub fn forked(&self) -> Vec<Vec<&'e Event>> {
        let mut forked = Vec::new();
        let mut looked_at: Vec<&Author> = Vec::new();
        for event in &self.placed {
            let author = &event.entry.author;
            if !looked_at.contains(&author) {
                looked_at.push(author);
                let ends = self.ends_of(author);
                if ends.len() > 1 {
                    forked.push(ends);
                }
            }
        }
        forked
    }

    /// The events of a key that no other event of it has seen.
    fn ends_of(&self, author: &Author) -> Vec<&'e Event> {
        let mut seen = vec![false; self.placed.len()];
        let mut ends = Vec::new();
        for (place, event) in self.placed.iter().enumerate().rev() {
            let is_own = event.entry.author == *author;
            if is_own && !seen[place] {
                ends.push(*event);
            }
            if is_own || seen[place] {
                self.earlier[place].iter().for_each(|earlier| seen[*earlier] = true);
            }
        }
        ends
    }

    /// Every event, also those that wait.
    pub fn all(&self) -> impl Iterator<Item = &'e Event> + '_ {
        self.placed.iter().copied().chain(self.pending.iter().map(|waits| waits.event))
    }
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
    let events: Vec<&Event> = events.into_iter().collect();
    let by_id = Index::of(events.iter().map(|event| event.id.0.as_str()).collect());
    let named = |event: &Event| event.entry.prev.iter().map(|id| by_id.place(&id.0)).collect();
    let parents: Vec<Vec<Option<usize>>> = events.iter().map(|event| named(event)).collect();
    let depths = depths(&parents);

    let mut placed = in_order(events.len(), &|one, other| {
        let (a, b) = (events[one], events[other]);
        (depths[one], a.entry.at, &a.id.0).cmp(&(depths[other], b.entry.at, &b.id.0))
    });
    placed.retain(|event| by_id.is_nth(*event, 0) && depths[*event].is_some());
    let mut rank = vec![0; events.len()];
    for (place, event) in placed.iter().enumerate() {
        rank[*event] = place;
    }
    let ranks = |event: &usize| parents[*event].iter().flatten().map(|parent| rank[*parent]).collect();
    let earlier: Vec<Vec<usize>> = placed.iter().map(ranks).collect();
    let placed: Vec<&Event> = placed.into_iter().map(|event| events[event]).collect();
    let heads = heads(&placed).map(|event| event.id.clone()).collect();

    let missing = |event: usize| {
        let prev = events[event].entry.prev.iter().zip(&parents[event]);
        prev.filter(|(_, place)| place.is_none()).map(|(id, _)| id.clone()).collect()
    };
    let waits = by_id.firsts().filter(|event| depths[*event].is_none());
    let pending = waits.map(|event| Pending { event: events[event], missing: missing(event) }).collect();
    History { placed, earlier, pending, heads }
}

/// The events that no other of them names as earlier, as they stand.
pub fn heads<'e>(events: &[&'e Event]) -> impl DoubleEndedIterator<Item = &'e Event> {
    let seen = Index::of(events.iter().flat_map(|event| &event.entry.prev).map(|id| id.0.as_str()).collect());
    events.iter().copied().filter(move |event| !seen.has(&event.id.0))
}

/// How far each event is from the first; none for an event whose ancestry is not whole. A graph of
/// digests cannot have a cycle; forged ids that pretend one are simply never placed.
fn depths(parents: &[Vec<Option<usize>>]) -> Vec<Option<usize>> {
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); parents.len()];
    let mut waits_for: Vec<usize> = parents.iter().map(Vec::len).collect();
    for (child, parents) in parents.iter().enumerate() {
        for parent in parents.iter().flatten() {
            children[*parent].push(child);
        }
    }
    let mut depths = vec![None; parents.len()];
    let mut level: Vec<usize> = (0..parents.len()).filter(|event| waits_for[*event] == 0).collect();
    let mut depth = 0;
    while !level.is_empty() {
        let mut next = Vec::new();
        for event in level {
            depths[event] = Some(depth);
            for child in &children[event] {
                waits_for[*child] -= 1;
                if waits_for[*child] == 0 {
                    next.push(*child);
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
    use super::super::event::{Entry, Happening, Words};
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
    fn a_key_has_forked_until_an_entry_of_its_own_has_seen_both() {
        let by = |author: &str, mut event: Event| {
            event.entry.author = Author(author.into());
            event
        };
        let check = |events: &[Event], expected: &str| {
            let forked: String = order(events)
                .forked()
                .iter()
                .map(|ends| ends[0].entry.author.0.as_str())
                .collect::<Vec<_>>()
                .join(" ");
            assert_eq!(forked, expected);
        };
        // One after the other, whoever wrote in between; and two keys that did not see each other.
        let mut log = vec![event("a", 0, &[]), by("l", event("b", 1, &["a"])), event("c", 2, &["b"])];
        check(&log, "");
        log.push(by("l", event("d", 2, &["b"])));
        check(&log, "");
        log.push(event("e", 3, &["d"]));
        check(&log, "k");
        // Somebody else who has seen both does not speak for whoever holds the key.
        log.push(by("m", event("f", 4, &["c", "e"])));
        check(&log, "k");
        log.push(event("g", 5, &["f"]));
        check(&log, "");
        // What waits is not known to have seen nothing.
        log.push(event("h", 6, &["x", "g"]));
        check(&log, "");
        log.push(event("i", 6, &["a"]));
        log.push(by("l", event("j", 6, &["a"])));
        check(&log, "k l");
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
