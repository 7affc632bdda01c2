//! What entries say of other entries: a correction, a confirmation. Each stands beside the one that it is about, and
//! is an entry of its own.

use super::timeline::text;
use super::whole::Seen;
use crate::casebook::dates::{long_date, long_moment};
use crate::casebook::views::{Status, TimelineEntry};
use crate::dispute::event::{Author, Event, EventId, Happening, Words};
use crate::procedure::DutyKind;
use crate::words::{entries as words, wording};

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
        let (what, at) = (&entries[of].what, long_moment(entries[of].at));
        let which = [what, ", ", &at, &first_words(&entries[of])].concat();
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
        // What puts a late one right may be late itself, by a clock that is behind.
        if !weighs && entries[of].is_late && seen.record.counts(event) {
            entries[own].is_late = false;
            entries[of].is_late = false;
        }
        entries[own].said.insert(0, (words::OF.to_owned(), which));
    }
}

/// So many characters tell two entries apart.
const ENOUGH: usize = 48;

/// How the words of an entry begin, to be put behind what tells of it: two entries may be alike in all else.
pub fn first_words(entry: &TimelineEntry) -> String {
    let wrote = entry.said.iter().find(|(label, _)| label != words::OF.said());
    let Some((_, wrote)) = wrote else { return String::new() };
    let wrote = wrote.replace('\n', " ");
    let short = match wrote.char_indices().nth(ENOUGH) {
        None => wrote,
        Some((end, _)) => {
            [wrote[..end].rsplit_once(' ').map_or(&wrote[..end], |(words, _)| words), "…"].concat()
        }
    };
    [": ", &wording::quoted(&short)].concat()
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
    // Closing puts an end to what was resolved before: the words of that are what is answered.
    let is_resolution = |event: &Event| matches!(event.entry.happening, Happening::Resolved { .. });
    let is_resolved = of_this_end(seen).any(is_resolution);
    let closes = |event: &Event| matches!(event.entry.happening, Happening::Closed { .. });
    for place in seen.weighed.counting.iter().rev() {
        let event = seen.history.placed[*place];
        if is_own(event) || answered.contains(&&event.id) || (is_resolved && closes(event)) {
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

/// Whether it went on to the step where it is by an entry that nobody else has, and nobody has written down since that
/// they talked or waited: as far as is known, whoever answers there has not been told.
pub fn is_to_be_told(seen: &Seen<'_>) -> bool {
    let mut counting = seen.weighed.counting.iter().rev().map(|place| seen.history.placed[*place]);
    let last = counting.find_map(|event| match event.entry.happening {
        Happening::Discussed {} | Happening::DelayNoted { .. } => Some(false),
        Happening::MovedToStep { .. } => Some(seen.is_not_sent(event)),
        _ => None,
    });
    seen.status() == Status::Open && last == Some(true)
}

/// What the other side says to how it ended, the last of them that counts: that it confirms it, or that it was not so.
/// None while it has not ended.
pub fn answer(seen: &Seen<'_>) -> Option<String> {
    if !matches!(seen.status(), Status::Resolved | Status::Closed(_)) {
        return None;
    }
    Some(match answered(seen) {
        Some((who, true)) => words::end_confirmed(&who),
        Some((who, false)) => words::end_contradicted(&who),
        None => words::END_UNCONFIRMED.to_owned(),
    })
}

/// Who answered how it ended, and whether they confirm it.
pub fn answered(seen: &Seen<'_>) -> Option<(String, bool)> {
    of_this_end(seen).find_map(|event| match &event.entry.happening {
        Happening::Confirmed { entry, agreed } if !is_of(seen, entry, &event.entry.author) => {
            let of_outcome = of_this_end(seen).any(|other| other.id == *entry && is_outcome(seen, other));
            of_outcome.then(|| (seen.signer_at(&event.entry.author, Some(event)).name, *agreed))
        }
        _ => None,
    })
}

/// What counts, the newest first: what was recorded before it was opened again is of another end.
fn of_this_end<'h>(seen: &Seen<'h>) -> impl Iterator<Item = &'h Event> {
    let counting = seen.weighed.counting.iter().rev().map(|place| seen.history.placed[*place]);
    counting.take_while(|event| !matches!(event.entry.happening, Happening::Reopened { .. }))
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
