//! What each side holds, side by side, by its latest words, never weighed against each other; and what they agree
//! on: what was agreed at one talk is not undone by the next.

use super::timeline::text;
use super::whole::Seen;
use crate::calendar::Moment;
use crate::casebook::order::asks::said_label;
use crate::casebook::order::of_entry::ABOUT;
use crate::casebook::views::{Said, Voice, Voices};
use crate::dispute::event::{Event, Happening, Words};
use crate::identity::Kid;
use crate::procedure::AgencyId;
use crate::words::entries as words;

/// What a side says of itself in a discussion, in the order in which it is read.
const OWN: [&str; 3] = ["not-agreed", "matters", "wanted"];

/// Both positions; `None` while nobody has said anything.
pub fn voices(seen: &Seen<'_>) -> Option<Voices> {
    let state = seen.sight.state;
    let mut agreed = Vec::new();
    // Whoever answers may be of no agency, as the chair of a conference.
    let nobody = || Voice { agency: words::NO_AGENCY.to_owned(), ours: false, said: Vec::new() };
    let other = state.other.as_ref().map_or_else(nobody, |other| side(seen, other));
    let mut sides = [side(seen, state.raising.as_ref()?), other];
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
                put(&mut sides[1 - from], said(event, "their-reasons", words::AS_HEARD));
            }
            (Happening::MovedToStep { .. }, Some(from)) => {
                put(&mut sides[from], said(event, "reason", words::WHY_WENT_ON));
            }
            // It was opened without words, which followed.
            (Happening::Noted {}, _) => put(&mut sides[0], said(event, ABOUT, words::WHY_RAISED)),
            (Happening::Resolved { .. }, _) => agreed.extend(said(event, "text", &agreed_says(seen, event))),
            _ => {}
        }
    }
    let [raised, answers] = &mut sides;
    if answers.ours {
        std::mem::swap(raised, answers);
    }
    let is_silent = agreed.is_empty() && sides.iter().all(|side| side.said.is_empty());
    (!is_silent).then_some(Voices { agreed, sides })
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
