//! What entries say of other entries: a correction, a confirmation. Each stands beside the one that it is about, and
//! is an entry of its own.

use super::timeline::text;
use super::whole::Seen;
use crate::casebook::dates::long_date;
use crate::casebook::views::{Standing, TimelineEntry};
use crate::dispute::event::{Event, EventId, Happening, Words};
use crate::identity::Kid;
use crate::procedure::DutyKind;

/// Puts what is said of an entry beside it, and says in what says so which entry that is.
pub fn beside(seen: &Seen<'_>, entries: &mut [TimelineEntry]) {
    for event in seen.history.all() {
        let words = |name: &str| match &event.words {
            Words::Said(words) => words.get(name).map(text),
            Words::Erased => Some("its words are not here".to_owned()),
        };
        let (of, label, said, words) = match &event.entry.happening {
            Happening::Corrected { entry } => (entry, "Correction", "Corrected", words("right")),
            // An author cannot be the other side of what they wrote.
            Happening::Confirmed { entry, .. } if author_of(seen, entry) == Some(&event.entry.author) => {
                continue;
            }
            Happening::Confirmed { entry, agreed: true } => {
                (entry, "Confirmation", "Confirmed", words("text"))
            }
            Happening::Confirmed { entry, agreed: false } => {
                (entry, "Not confirmed", "Said not to be what was agreed", words("text"))
            }
            _ => continue,
        };
        let place = |id: &EventId| entries.iter().position(|entry| entry.id == id.0);
        let (Some(own), Some(of)) = (place(&event.id), place(of)) else { continue };
        let day = |entry: &TimelineEntry| long_date(entry.at.date());
        let which = [&entries[of].what, ", ", &day(&entries[of])].concat();
        let signer = &entries[own].signer;
        let words = words.map(|words| [": ", &words].concat()).unwrap_or_default();
        let unknown =
            if signer.standing == Standing::NotConfirmed { ", whose key nobody has confirmed" } else { "" };
        let unknown = if label == "Correction" { "" } else { unknown };
        let said = [said, " on ", &day(&entries[own]), " by ", &signer.name, unknown, &words].concat();
        entries[of].said.push((label.to_owned(), said));
        entries[own].said.insert(0, ("Of".to_owned(), which));
    }
}

/// What the others wrote down as agreed and this person has not answered, the newest first: an outcome before a
/// discussion.
pub fn to_confirm(seen: &Seen<'_>) -> Vec<EventId> {
    let Some(own) = seen.own() else { return Vec::new() };
    let answered = |event: &Event| {
        seen.history.all().any(|other| {
            matches!(&other.entry.happening, Happening::Confirmed { entry, .. } if *entry == event.id)
                && Kid::from(&other.entry.author) == *own
        })
    };
    let counting = seen.weighed.counting.iter().rev().map(|place| seen.history.placed[*place]);
    let open = counting.filter(|event| Kid::from(&event.entry.author) != *own && !answered(event));
    let open: Vec<&Event> = open.collect();
    let outcomes = open.iter().filter(|event| is_outcome(seen, event));
    let talks = open.iter().filter(|event| event.entry.happening == Happening::Discussed {});
    outcomes.chain(talks).map(|event| event.id.clone()).collect()
}

/// Whether it says how the disagreement ended.
pub fn is_outcome(seen: &Seen<'_>, event: &Event) -> bool {
    match &event.entry.happening {
        Happening::Resolved { .. } | Happening::Closed { .. } => true,
        Happening::DutyDone { instance, .. } => {
            seen.sight.home(&instance.duty).is_some_and(|home| home.duty.kind == DutyKind::Confirm)
        }
        _ => false,
    }
}

fn author_of<'s>(seen: &'s Seen<'_>, entry: &EventId) -> Option<&'s crate::dispute::event::Author> {
    seen.history.all().find(|event| event.id == *entry).map(|event| &event.entry.author)
}
