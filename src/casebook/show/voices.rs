//! What each side holds, side by side, by its latest words, never weighed against each other; and what they agree
//! on: what was agreed at one talk is not undone by the next.

use super::timeline::text;
use super::whole::Seen;
use crate::calendar::Moment;
use crate::casebook::order::asks::said_label;
use crate::casebook::views::{Said, Voice, Voices};
use crate::dispute::event::{Event, Happening, Words};
use crate::identity::Kid;
use crate::ordered::by_key;
use crate::procedure::AgencyId;
use crate::words::{entries as words, forms};

/// What a side says of itself in a discussion, in the order in which it is read.
const OWN: [&str; 3] = ["not-agreed", "matters", "wanted"];

/// Both positions; `None` while nobody has said anything.
pub fn voices(seen: &Seen<'_>) -> Option<Voices> {
    let state = seen.sight.state;
    let mut agreed = Vec::new();
    // Whoever answers may be of no agency, as the chair of a conference.
    let mut sides = vec![side(seen, state.raising.as_ref()?)];
    sides.extend(state.other.as_ref().map(|other| side(seen, other)));
    let across = |from: usize| usize::from(from == 0 && state.other.is_some());
    for event in seen.weighed.counting.iter().map(|place| seen.history.placed[*place]) {
        let Words::Said(_) = &event.words else { continue };
        let from = sides.iter().position(|side| speaks_for(seen, event, side));
        match (&event.entry.happening, from) {
            (Happening::Opened { .. }, _) => put(&mut sides[0], said(event, "text", words::WHY_RAISED)),
            (Happening::Discussed {}, from) => {
                agreed.extend(said(event, "agreed", &agreed_says(seen, event)));
                let Some(from) = from else { continue };
                for name in OWN {
                    put(&mut sides[from], said(event, name, label(name)));
                }
                put(&mut sides[across(from)], said(event, "their-reasons", words::AS_HEARD));
            }
            (Happening::MovedToStep { .. }, Some(from)) => {
                put(&mut sides[from], said(event, "reason", words::WHY_WENT_ON));
            }
            // Opened without words, which followed.
            (Happening::Noted {}, Some(0))
                if state.grounds.is_empty() && sides[0].said.is_empty() && says_something(event) =>
            {
                put(&mut sides[0], said(event, "text", words::WHY_RAISED));
            }
            (Happening::Resolved { .. }, _) => agreed.extend(said(event, "text", &agreed_says(seen, event))),
            _ => {}
        }
    }
    by_key(&mut sides, |side| !side.ours);
    let is_silent = agreed.is_empty() && sides.iter().all(|side| side.said.is_empty());
    (!is_silent).then_some(Voices { agreed, sides })
}

/// Whether somebody said something with it; that a file was made is noted by no one.
pub fn says_something(event: &Event) -> bool {
    let of_file = forms::readable_file_note("");
    match &event.words {
        Words::Said(said) => said.values().any(|said| !text(said).starts_with(of_file.trim_end())),
        _ => true,
    }
}

fn agreed_says(seen: &Seen<'_>, event: &Event) -> String {
    words::agreed_says(&seen.signer_at(&event.entry.author, Some(event)).name)
}

fn label(name: &str) -> &str {
    said_label(name).map_or(name, |word| word)
}

fn side(seen: &Seen<'_>, agency: &AgencyId) -> Voice {
    let ours = seen.sight.is_ours(agency);
    Voice { agency: seen.sight.agency(agency), ours, said: Vec::new() }
}

/// Whether an entry is of somebody of that side: of this device, or of a person who names that agency.
fn speaks_for(seen: &Seen<'_>, event: &Event, side: &Voice) -> bool {
    let kid = Kid::from(&event.entry.author);
    if seen.is_own(&kid) { side.ours } else { seen.agency_of(&kid) == Some(side.agency.as_str()) }
}

fn said(event: &Event, name: &str, label: &str) -> Option<Said> {
    let Words::Said(words) = &event.words else { return None };
    let words = words.get(name).map(text).filter(|words| !words.trim().is_empty())?;
    Some(Said { label: label.to_owned(), words, at: Moment::from_utc(event.entry.at.naive_utc()) })
}

/// The latest words take the place of earlier ones about the same.
fn put(side: &mut Voice, said: Option<Said>) {
    let Some(said) = said else { return };
    side.said.retain(|earlier| earlier.label != said.label);
    side.said.push(said);
}
