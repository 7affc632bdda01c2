//! The moments at which entries count, when the clocks that claimed them do not agree.
//!
//! A claimed time is believed between two bounds: not before what its author had seen, and not
//! after now. So a device whose clock is a year ahead lets no date pass, and one whose clock stands
//! at 1970 makes nothing early. What was claimed is kept and shown; it blocks nothing.

use super::merge::History;
use crate::calendar::Moment;

/// The moment at which an entry counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counts {
    /// The moment.
    pub at: Moment,
    /// How the claimed time stands to it.
    pub clock: ClaimedClock,
}

/// How a claimed time stands to the moment that counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClaimedClock {
    /// It is believed.
    Believed,
    /// It claims a time that has not come.
    Ahead,
    /// It claims a time before an entry that its author had seen.
    Behind,
}

/// Clocks of honest devices differ by less than this; only more is told.
const TOLERANCE: chrono::TimeDelta = chrono::TimeDelta::minutes(10);

/// The moments at which the placed entries count, in their order, looked at from `now`.
pub fn moments(history: &History<'_>, now: Moment) -> Vec<Counts> {
    let mut moments: Vec<Counts> = Vec::new();
    for (event, earlier) in history.placed.iter().zip(&history.earlier) {
        let claimed = Moment::from_utc(event.entry.at.naive_utc());
        let seen = earlier.iter().map(|place| moments[*place].at).max();
        let at = seen.map_or(claimed, |seen| claimed.max(seen)).min(now);
        let clock = if claimed.local() > now.local() + TOLERANCE {
            ClaimedClock::Ahead
        } else if claimed.local() + TOLERANCE < at.local() {
            ClaimedClock::Behind
        } else {
            ClaimedClock::Believed
        };
        moments.push(Counts { at, clock });
    }
    moments
}

#[cfg(test)]
mod tests {
    use super::super::event::{Author, Entry, Event, EventId, Happening, Words};
    use super::super::merge::order;
    use super::*;

    fn event(id: &str, at: &str, prev: &[&str]) -> Event {
        let at = chrono::DateTime::parse_from_rfc3339(at).expect("a time").to_utc();
        let prev: Vec<EventId> = prev.iter().map(|id| EventId((*id).into())).collect();
        let dispute = (!prev.is_empty()).then(|| EventId("a".into()));
        let entry = Entry { at, author: Author("k".into()), dispute, prev, happening: Happening::Noted {} };
        Event { id: EventId(id.into()), entry, words: Words::none() }
    }

    #[test]
    fn a_clock_that_is_wrong_moves_no_date() {
        let events = [
            event("a", "2026-11-22T09:00:00Z", &[]),
            event("b", "2027-11-22T09:00:00Z", &["a"]),
            event("c", "2001-01-01T00:00:00Z", &["a"]),
            event("d", "2026-11-22T08:55:00Z", &["a"]),
            event("e", "2026-11-22T09:30:00Z", &["c", "d"]),
        ];
        let now = Moment::parse("2026-11-22T10:00").expect("a moment");
        let history = order(&events);
        let moments = moments(&history, now);
        let told: Vec<String> = history
            .placed
            .iter()
            .zip(&moments)
            .map(|(event, counts)| format!("{} {} {:?}", event.id.0, counts.at, counts.clock))
            .collect();
        assert_eq!(
            told,
            [
                "a 2026-11-22T09:00 Believed",
                "c 2026-11-22T09:00 Behind",
                "d 2026-11-22T09:00 Believed",
                "b 2026-11-22T10:00 Ahead",
                "e 2026-11-22T09:30 Believed",
            ]
        );
    }

    #[test]
    fn clocks_that_differ_by_ten_minutes_are_believed_and_by_eleven_are_told() {
        let now = Moment::parse("2026-11-22T10:00").expect("a moment");
        for (claimed, counts, clock) in [
            ("2026-11-22T09:55:00Z", "2026-11-22T09:55", ClaimedClock::Believed),
            ("2026-11-22T10:10:00Z", "2026-11-22T10:00", ClaimedClock::Believed),
            ("2026-11-22T10:11:00Z", "2026-11-22T10:00", ClaimedClock::Ahead),
            ("2026-11-22T09:20:00Z", "2026-11-22T09:30", ClaimedClock::Believed),
            ("2026-11-22T09:19:00Z", "2026-11-22T09:30", ClaimedClock::Behind),
        ] {
            let events = [event("a", "2026-11-22T09:30:00Z", &[]), event("b", claimed, &["a"])];
            let at = Moment::parse(counts).expect("a moment");
            assert_eq!(moments(&order(&events), now)[1], Counts { at, clock }, "{claimed}");
        }
    }
}
