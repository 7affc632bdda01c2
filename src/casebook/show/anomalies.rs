//! What to know about a record, in two sentences each: what waits, is contested, could not be placed.

use super::timeline::{duty, what};
use super::whole::Seen;
use crate::casebook::dates::{counted, listed};
use crate::casebook::views::{Anomaly, PackHere, Standing};
use crate::dispute::event::Event;
use crate::dispute::state;

/// How a text of the procedure comes that another device has. A text that comes with the build of both
/// does not travel, and one that an update took away is kept and travels.
const ASK: &str = "Open Accord with a network on both devices, so that both are up to date. Then ask the other side \
                   for a new file: it carries what is still missing.";

/// What a person should know about the log.
pub fn told(seen: &Seen<'_>) -> Vec<Anomaly> {
    let (history, pack) = (seen.history, seen.here);
    let whole = |happened: &str, to_do: &str| Anomaly {
        event: None,
        happened: happened.to_owned(),
        to_do: to_do.to_owned(),
    };
    let mut told = Vec::new();
    match pack {
        PackHere::Same => {}
        PackHere::Other => told.push(whole(
            &format!(
                "This dispute is run under version {} of the procedure, and only another text of it is here.",
                seen.under.version
            ),
            &format!("Its dates are reckoned by the text here. {ASK}"),
        )),
        PackHere::Missing => told.push(whole(
            "The procedure of this dispute is not here, so no date is reckoned.",
            "Ask the sender for a file that carries the procedure, and import it.",
        )),
    }
    if let Some(began) = seen.began_elsewhere {
        told.push(whole(
            &format!(
                "What happened before it was moved was under version {} of the procedure, which is not here.",
                began.version
            ),
            &format!("That part is reckoned by another version. {ASK}"),
        ));
    }
    if !history.pending.is_empty() {
        let waiting = counted(history.pending.len(), "entry waits", "entries wait");
        told.push(whole(
            &format!("{waiting} for earlier ones that have not arrived."),
            "Ask the other side to export the dispute again; until then they are shown and do not count.",
        ));
    }
    if let Some(uncounted) = seen.uncounted() {
        let entries = counted(uncounted, "entry is", "entries are");
        told.push(whole(
            &[&entries, " signed with a key that the partnership does not vouch for."].concat(),
            "They are shown and do not count. Ring the partnership on a number that you know.",
        ));
    }
    if pack != PackHere::Missing && !seen.weighed.contested.is_empty() {
        told.push(contested(seen));
    } else if history.heads.len() > 1 {
        told.push(whole(
            "Two devices, or two windows, wrote entries without seeing each other's.",
            "Read what both recorded. Your next entry joins the two.",
        ));
    }
    if pack != PackHere::Missing {
        let unplaced = seen.run.anomalies.iter();
        told.extend(unplaced.map(|(index, anomaly)| one(seen, *index, anomaly)));
    }
    told
}

/// Who recorded what without seeing the other, and where it stays open.
fn contested(seen: &Seen<'_>) -> Anomaly {
    let recorded = |event: &&Event| {
        let signer = seen.signer(&event.entry.author);
        let who = if signer.standing == Standing::Own { "You".to_owned() } else { signer.name };
        format!("{who} recorded “{}”", what(&seen.sight, &event.entry.happening))
    };
    let recorded: Vec<String> = seen.weighed.contested.iter().map(recorded).collect();
    let place = seen.sight.state.place.as_ref().map(|step| seen.sight.step_title(step));
    let stays = place.map_or_else(String::new, |place| format!(" It stays open at {place}."));
    Anomaly {
        event: None,
        happened: format!("{}, each without seeing the other.{stays}", listed(&recorded)),
        to_do: "Talk it over; whoever has seen both settles it by the next step or by resolving.".to_owned(),
    }
}

fn one(seen: &Seen<'_>, index: usize, anomaly: &state::Anomaly) -> Anomaly {
    let sight = &seen.sight;
    let event = seen.weighed.counting.get(index).map(|place| seen.history.placed[*place]);
    let (happened, to_do) = match anomaly {
        state::Anomaly::BeforeOpening => (
            "An entry stands before anything was opened.".to_owned(),
            "It is kept and does not count. Ask its author to export the dispute again.",
        ),
        state::Anomaly::OpenedTwice => (
            "The dispute was opened a second time.".to_owned(),
            "The first opening counts. Record in a note what the second one meant.",
        ),
        state::Anomaly::UnknownStep(step) => (
            format!("An entry goes to a step that this procedure does not have ({step})."),
            "It is kept and does not count. Compare the versions of the procedure on both sides.",
        ),
        state::Anomaly::UnknownVersion => (
            "The dispute was moved to a version of the procedure that is not here.".to_owned(),
            "Its dates are reckoned by the version before it. Ask the other side for a file that carries theirs.",
        ),
        state::Anomaly::StepNotInVersion(step) => (
            format!(
                "The dispute could not be moved to version {}: that has no step like {}, where it stood then.",
                event.and_then(Event::pins).map_or("?", |under| &under.version),
                sight.step_title(step)
            ),
            "It stays under the version before. Take it to a step that both have, and move it again.",
        ),
        state::Anomaly::NotOwed(instance) => (
            format!("An entry is about something that was not owed then: {}.", duty(sight, instance)),
            "It is kept. If both sides recorded the same act, nothing is to be done; else make a note.",
        ),
        state::Anomaly::UnknownEntry => (
            "Something is said of an entry that is not here.".to_owned(),
            "It is kept and shown. Ask its author to export the dispute again.",
        ),
        state::Anomaly::OutOfPlace => (
            "An entry does not fit where the dispute stood then.".to_owned(),
            "It is kept and does not count. Agree with the other side what happened, and record that.",
        ),
        state::Anomaly::ClockAhead => (
            "An entry claims a time that has not come: its author's clock is ahead.".to_owned(),
            "Until then it counts from now. Its author should set the clock.",
        ),
        state::Anomaly::ClockBehind => (
            "An entry claims a time before something that its author had already seen.".to_owned(),
            "It counts from when that was written. Its author should set the clock.",
        ),
    };
    Anomaly { event: event.map(|event| event.id.0.clone()), happened, to_do: to_do.to_owned() }
}
