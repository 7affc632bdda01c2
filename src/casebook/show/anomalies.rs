//! What to know about a record, in two sentences each: what waits, is contested, could not be placed.

use super::timeline::{duty, what};
use super::whole::Seen;
use crate::casebook::dates::listed;
use crate::casebook::views::{Anomaly, PackHere, Standing};
use crate::dispute::event::Event;
use crate::dispute::state;
use crate::words::{Word, anomalies as words};

/// What a person should know about the log.
pub fn told(seen: &Seen<'_>) -> Vec<Anomaly> {
    let (history, pack) = (seen.history, seen.here);
    let whole = |happened: String, to_do: &Word| Anomaly { event: None, happened, to_do: to_do.to_owned() };
    let mut told = Vec::new();
    match pack {
        PackHere::Same => {}
        PackHere::Other => {
            told.push(whole(words::other_text(&seen.under.version), words::OTHER_TEXT_DO));
        }
        PackHere::Missing => told.push(whole(words::NO_PROCEDURE.to_owned(), words::NO_PROCEDURE_DO)),
    }
    if let Some(began) = seen.began_elsewhere {
        told.push(whole(words::began_elsewhere(&began.version), words::BEGAN_ELSEWHERE_DO));
    }
    if !history.pending.is_empty() {
        told.push(whole(words::pending(history.pending.len()), words::PENDING_DO));
    }
    if let Some(uncounted) = seen.uncounted() {
        told.push(whole(words::uncounted(uncounted), words::UNCOUNTED_DO));
    }
    if pack != PackHere::Missing && !seen.weighed.contested.is_empty() {
        told.push(whole(contested(seen), words::CONTESTED_DO));
    } else if history.heads.len() > 1 {
        told.push(whole(words::TWO_HEADS.to_owned(), words::TWO_HEADS_DO));
    }
    if pack != PackHere::Missing {
        let unplaced = seen.run.anomalies.iter();
        told.extend(unplaced.map(|(index, anomaly)| one(seen, *index, anomaly)));
    }
    told
}

/// Who recorded what without seeing the other, and where it stays open.
fn contested(seen: &Seen<'_>) -> String {
    let recorded = |event: &&Event| {
        let signer = seen.signer(&event.entry.author);
        let what = what(&seen.sight, &event.entry.happening);
        if signer.standing == Standing::Own {
            words::you_recorded(&what)
        } else {
            words::recorded(&signer.name, &what)
        }
    };
    let recorded: Vec<String> = seen.weighed.contested.iter().map(recorded).collect();
    let recorded = listed(&recorded);
    match &seen.sight.state.place {
        Some(step) => words::contested_at(&recorded, &seen.sight.step_title(step)),
        None => words::contested(&recorded),
    }
}

fn one(seen: &Seen<'_>, index: usize, anomaly: &state::Anomaly) -> Anomaly {
    let sight = &seen.sight;
    let event = seen.weighed.counting.get(index).map(|place| seen.history.placed[*place]);
    let word = Word::to_owned;
    let (happened, to_do) = match anomaly {
        state::Anomaly::BeforeOpening => (word(words::BEFORE_OPENING), words::BEFORE_OPENING_DO),
        state::Anomaly::OpenedTwice => (word(words::OPENED_TWICE), words::OPENED_TWICE_DO),
        state::Anomaly::UnknownStep(step) => (words::unknown_step(step.as_str()), words::UNKNOWN_STEP_DO),
        state::Anomaly::UnknownVersion => (word(words::UNKNOWN_VERSION), words::UNKNOWN_VERSION_DO),
        state::Anomaly::StepNotInVersion(step) => {
            let version = event.and_then(Event::pins).map_or("?", |under| &under.version);
            (words::not_moved(version, &sight.step_title(step)), words::NOT_MOVED_DO)
        }
        state::Anomaly::NotOwed(instance) => (words::not_owed(&duty(sight, instance)), words::NOT_OWED_DO),
        state::Anomaly::UnknownEntry => (word(words::UNKNOWN_ENTRY), words::UNKNOWN_ENTRY_DO),
        state::Anomaly::OutOfPlace => (word(words::OUT_OF_PLACE), words::OUT_OF_PLACE_DO),
        state::Anomaly::ClockAhead => (word(words::CLOCK_AHEAD), words::CLOCK_AHEAD_DO),
        state::Anomaly::ClockBehind => (word(words::CLOCK_BEHIND), words::CLOCK_BEHIND_DO),
    };
    Anomaly { event: event.map(|event| event.id.0.clone()), happened, to_do: to_do.to_owned() }
}
