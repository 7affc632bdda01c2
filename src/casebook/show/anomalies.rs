//! What to know about a record, in two sentences each: what waits, is contested, could not be placed.

use super::timeline::{duty, what};
use super::whole::Seen;
use crate::casebook::dates::listed;
use crate::casebook::views::{ActionKind, Anomaly, PackHere, Signer, Standing, TimelineEntry};
use crate::dispute::event::Event;
use crate::dispute::merge::History;
use crate::dispute::state;
use crate::ordered::by_key;
use crate::words::{Word, anomalies as words};

/// What a person should know about the log.
pub fn told(seen: &Seen<'_>, timeline: &[TimelineEntry]) -> Vec<Anomaly> {
    let (history, pack) = (seen.history, seen.here);
    let among = |entries: Vec<Vec<String>>, ways, happened: String, to_do: &Word| Anomaly {
        entries,
        ways,
        happened,
        to_do: to_do.to_owned(),
    };
    let whole = |happened: String, to_do: &Word| among(Vec::new(), &[], happened, to_do);
    let mut told = Vec::new();
    let unread = seen.record.unread;
    if unread > 0 {
        told.push(whole(words::unread(unread), words::UNREAD_DO));
    }
    if seen.record.gone > 0 {
        told.push(whole(words::gone(seen.record.gone), words::GONE_DO));
    }
    match pack {
        PackHere::Same => {}
        PackHere::Other => {
            told.push(whole(words::other_text(&seen.under.version), words::OTHER_TEXT_DO));
        }
        // Which procedure it is stands in an entry that is not here: of that something else is told.
        PackHere::Missing if history.placed.is_empty() => {}
        PackHere::Missing => told.push(whole(words::NO_PROCEDURE.to_owned(), words::NO_PROCEDURE_DO)),
    }
    if let Some(began) = seen.began_elsewhere {
        told.push(whole(words::began_elsewhere(&began.version), words::BEGAN_ELSEWHERE_DO));
    }
    if !history.pending.is_empty() {
        let to_do = if unread > 0 { words::PENDING_UNREAD_DO } else { words::PENDING_DO };
        told.push(whole(words::pending(history.pending.len()), to_do));
    }
    if let Some(uncounted) = seen.uncounted() {
        told.push(whole(words::uncounted(uncounted), words::UNCOUNTED_DO));
    }
    let unreceipted = seen.unreceipted();
    if unreceipted > 0 {
        told.push(whole(words::unreceipted(unreceipted), words::UNRECEIPTED_DO));
    }
    if pack != PackHere::Missing && !seen.weighed.contested.is_empty() {
        told.push(among(sides(seen), SETTLES, contested(seen), words::CONTESTED_DO));
    } else if history.heads.len() > 1 && !is_of_one(history) {
        let heads = history.heads.iter().map(|id| vec![id.0.clone()]).collect();
        told.push(among(heads, JOINS, words::TWO_HEADS.to_owned(), words::TWO_HEADS_DO));
    }
    for ends in history.forked() {
        let signer = seen.signer(&ends[0].entry.author);
        let (happened, to_do) = if signer.standing == Standing::Own {
            (words::FORKED_OWN.to_owned(), words::FORKED_OWN_DO)
        } else {
            (words::forked(&signer.name), words::FORKED_DO)
        };
        // The next entry of that key ends it; what has to be done first is no tap.
        let ends = ends.iter().map(|event| vec![event.id.0.clone()]).collect();
        told.push(among(ends, &[], happened, to_do));
    }
    let late = timeline.iter().filter(|entry| entry.is_late).map(|entry| vec![entry.id.clone()]);
    let late: Vec<Vec<String>> = late.collect();
    if !late.is_empty() {
        let happened = words::late(late.len());
        told.push(among(late, EXPLAINS, happened, words::LATE_DO));
    }
    if pack != PackHere::Missing {
        let unplaced = seen.run.anomalies.iter();
        told.extend(unplaced.map(|(index, anomaly)| one(seen, *index, anomaly)));
    }
    told
}

/// What settles a contest: a step of somebody who has seen both.
const SETTLES: &[ActionKind] =
    &[ActionKind::Move, ActionKind::AddTier, ActionKind::Resolve, ActionKind::Close, ActionKind::Reopen];
/// What joins two ends: any entry.
const JOINS: &[ActionKind] = &[ActionKind::Note];
/// What is said of an entry that was late.
const EXPLAINS: &[ActionKind] = &[ActionKind::Correct];

/// Who says the same stands together.
fn sides(seen: &Seen<'_>) -> Vec<Vec<String>> {
    let ids = |side: &Vec<&Event>| side.iter().map(|event| event.id.0.clone()).collect();
    seen.weighed.contested.iter().map(ids).collect()
}

/// Whether one key alone signed what nobody has joined: then its fork says it.
fn is_of_one(history: &History<'_>) -> bool {
    let mut heads = history.placed.iter().filter(|event| history.heads.contains(&event.id));
    let first = heads.next();
    heads.all(|head| first.is_some_and(|first| first.entry.author == head.entry.author))
}

/// Who recorded what without seeing the other, and where it stays open.
fn contested(seen: &Seen<'_>) -> String {
    let sides = seen.weighed.contested.iter();
    let mut recorded: Vec<(bool, String)> = sides.flat_map(|side| recorded(seen, side)).collect();
    // The sentence begins with "You".
    by_key(&mut recorded, |(is_theirs, _)| *is_theirs);
    let recorded: Vec<String> = recorded.into_iter().map(|(_, said)| said).collect();
    let recorded = listed(&recorded);
    match &seen.sight.state.place {
        Some(step) => words::contested_at(&recorded, &seen.sight.step_title(step)),
        None => words::contested(&recorded),
    }
}

/// Who recorded the same, whatever they called it, and whether it is others alone.
fn recorded(seen: &Seen<'_>, side: &[&Event]) -> Vec<(bool, String)> {
    let mut called: Vec<(String, Vec<Signer>)> = Vec::new();
    for event in side {
        let signer = seen.signer(&event.entry.author);
        let what = what(&seen.sight, &event.entry.happening);
        match called.iter_mut().find(|(other, _)| *other == what) {
            Some((_, signers)) if signers.contains(&signer) => {}
            Some((_, signers)) => signers.push(signer),
            None => called.push((what, vec![signer])),
        }
    }
    let said = |(what, signers): &(String, Vec<Signer>)| {
        let others = signers.iter().filter(|signer| signer.standing != Standing::Own);
        let others: Vec<String> = others.map(|signer| signer.name.clone()).collect();
        let who = listed(&others);
        match (others.len() == signers.len(), others.len()) {
            (false, 0) => (false, words::you_recorded(what)),
            (false, _) => (false, words::you_and_recorded(&who, what)),
            (true, 1) => (true, words::recorded(&who, what)),
            (true, _) => (true, words::several_recorded(&who, what)),
        }
    };
    called.iter().map(said).collect()
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
    let entries = event.map(|event| vec![event.id.0.clone()]).into_iter().collect();
    Anomaly { entries, ways: &[], happened, to_do: to_do.to_owned() }
}
