//! What could not be placed, in two sentences each.

use super::sight::Sight;
use super::timeline::duty;
use crate::casebook::dates::counted;
use crate::casebook::views::{Anomaly, PackHere};
use crate::dispute::merge::History;
use crate::dispute::state;

/// What a person should know about the log.
pub fn told(
    sight: &Sight<'_>,
    history: &History<'_>,
    unplaced: &[(usize, state::Anomaly)],
    pack: PackHere,
) -> Vec<Anomaly> {
    let whole = |happened: &str, to_do: &str| Anomaly {
        event: None,
        happened: happened.to_owned(),
        to_do: to_do.to_owned(),
    };
    let mut told = Vec::new();
    match pack {
        PackHere::Same => {}
        PackHere::Other => told.push(whole(
            "This dispute was begun under another version of the procedure than the one here.",
            "Its dates are reckoned by the version here. Ask the other side for a file that carries theirs.",
        )),
        PackHere::Missing => told.push(whole(
            "The procedure of this dispute is not here, so no date is reckoned.",
            "Ask the sender for a file that carries the procedure, and import it.",
        )),
    }
    if !history.pending.is_empty() {
        let waiting = counted(history.pending.len(), "entry waits", "entries wait");
        told.push(whole(
            &format!("{waiting} for earlier ones that have not arrived."),
            "Ask the other side to export the dispute again; until then they are shown and do not count.",
        ));
    }
    if history.heads.len() > 1 {
        told.push(whole(
            "Two devices, or two windows, wrote entries without seeing each other's.",
            "Read what both recorded. Your next entry joins the two.",
        ));
    }
    if pack != PackHere::Missing {
        told.extend(unplaced.iter().map(|(index, anomaly)| one(sight, history, *index, anomaly)));
    }
    told
}

fn one(sight: &Sight<'_>, history: &History<'_>, index: usize, anomaly: &state::Anomaly) -> Anomaly {
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
        state::Anomaly::NotOwed(instance) => (
            format!("An entry is about something that was not owed then: {}.", duty(sight, instance)),
            "It is kept. If both sides recorded the same act, nothing is to be done; else make a note.",
        ),
        state::Anomaly::OutOfPlace => (
            "An entry does not fit where the dispute stood then.".to_owned(),
            "It is kept and does not count. Agree with the other side what happened, and record that.",
        ),
    };
    let event = history.placed.get(index).map(|event| event.id.0.clone());
    Anomaly { event, happened, to_do: to_do.to_owned() }
}
