//! What entries say of other entries: a correction, a confirmation. Each stands beside the one that it is about, and
//! is an entry of its own.

use super::timeline::text;
use super::whole::Seen;
use crate::casebook::dates::long_date;
use crate::casebook::views::TimelineEntry;
use crate::dispute::event::{Author, Event, EventId, Happening, Words};
use crate::procedure::DutyKind;
use crate::words::entries as words;

/// Says on which day and by whom.
type By = fn(&str, &str) -> String;

/// Puts what is said of an entry beside it, and says in what says so which entry that is.
pub fn beside(seen: &Seen<'_>, entries: &mut [TimelineEntry]) {
    for event in seen.history.all() {
        // A confirmation is worth what is known of its signer.
        let (of, label, said, name, weighs) = match &event.entry.happening {
            Happening::Corrected { entry } => {
                (entry, words::CORRECTION, words::corrected_by as By, "right", false)
            }
            // An author cannot be the other side of what they wrote.
            Happening::Confirmed { entry, .. } if is_of(seen, entry, &event.entry.author) => continue,
            Happening::Confirmed { entry, agreed: true } => {
                (entry, words::CONFIRMATION, words::confirmed_by as By, "text", true)
            }
            Happening::Confirmed { entry, agreed: false } => {
                (entry, words::NOT_CONFIRMED, words::contradicted_by as By, "text", true)
            }
            _ => continue,
        };
        let place = |id: &EventId| entries.iter().position(|entry| entry.id == id.0);
        let (Some(own), Some(of)) = (place(&event.id), place(of)) else { continue };
        let day = |entry: &TimelineEntry| long_date(entry.at.date());
        let which = [&entries[of].what, ", ", &day(&entries[of])].concat();
        let wrote = match &event.words {
            Words::Said(said) => said.get(name).map(text),
            Words::Erased => Some(words::WORDS_NOT_HERE.to_owned()),
        };
        let signer = &entries[own].signer;
        let is_unknown = weighs && !signer.standing.counts();
        let who = if is_unknown { words::unconfirmed_signer(&signer.name) } else { signer.name.clone() };
        let mut said = said(&day(&entries[own]), &who);
        if let Some(wrote) = wrote {
            said = [&said, ": ", &wrote].concat();
        }
        entries[of].said.push((label.to_owned(), said));
        entries[own].said.insert(0, (words::OF.to_owned(), which));
    }
}

/// What the others wrote down as agreed and this person has not answered, the newest first.
#[derive(Default)]
pub struct Unanswered<'h> {
    /// How it ended.
    pub outcomes: Vec<&'h EventId>,
    /// What was talked over.
    pub talks: Vec<&'h EventId>,
}

/// What is still to be answered; nothing where nobody's key is here to answer with.
pub fn unanswered<'h>(seen: &Seen<'h>) -> Unanswered<'h> {
    let mut found = Unanswered::default();
    let Some(own) = seen.own() else { return found };
    let is_own = |event: &Event| event.entry.author.0 == own.0;
    let answered = seen.history.all().filter_map(|event| match &event.entry.happening {
        Happening::Confirmed { entry, .. } if is_own(event) => Some(entry),
        _ => None,
    });
    let answered: Vec<&EventId> = answered.collect();
    for place in seen.weighed.counting.iter().rev() {
        let event = seen.history.placed[*place];
        if is_own(event) || answered.contains(&&event.id) {
            continue;
        }
        if is_outcome(seen, event) {
            found.outcomes.push(&event.id);
        } else if event.entry.happening == (Happening::Discussed {}) {
            found.talks.push(&event.id);
        }
    }
    found
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

fn is_of(seen: &Seen<'_>, entry: &EventId, author: &Author) -> bool {
    seen.history.all().any(|event| event.id == *entry && event.entry.author == *author)
}
