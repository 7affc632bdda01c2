//! Whatever is ordered, the state stays sound, and what is offered is what is accepted.

use accord::calendar::{Calendar, Moment};
use accord::dispute::command::{Command, Move, Open, Risk};
use accord::dispute::event::Happening;
use accord::dispute::outlook::{outlook, overdue};
use accord::dispute::refusal::Refusal;
use accord::dispute::state::{State, Status};
use accord::dispute::{Rules, decide, fold};
use proptest::prelude::*;

use super::any_pack::{any_pack, procedure};
use super::walk::{Log, Turn, beginning, command, each_track, hours_after, procedures, under, walk};

fn check(rules: &Rules<'_>, start: Moment, turns: &[Turn]) -> Result<Log, TestCaseError> {
    let mut now = start;
    let mut state = State::default();
    let mut log = Log::new();
    for turn in turns {
        now = hours_after(now, turn.4);
        state.pass_time(rules, now);
        let before = state.clone();
        let command = command(turn, rules, &state, now);
        match decide(&state, rules, &under(rules), &command, now) {
            Ok(accepted) => {
                if let Happening::RiskDeclared { under, .. } = &accepted.happening {
                    prop_assert_eq!(under.is_some(), state.status == Status::None, "rules are pinned once");
                }
                state.apply(rules, &accepted.happening, now);
                log.push((accepted.happening, now));
            }
            Err(refusals) => {
                prop_assert!(!matches!(command, Command::Risk(_)), "a risk was refused: {refusals:?}");
                prop_assert!(!refusals.is_empty());
                prop_assert_eq!(&state, &before);
            }
        }
        holds(rules, &state, now)?;
        state.pass_time(rules, now);
        prop_assert_eq!(&fold(rules, log.iter().map(|(what, at)| (what, *at))).at(rules, now), &state);
    }
    Ok(log)
}

/// A log that two hands wrote without seeing each other is still told, and owes nothing twice.
fn check_two_hands(rules: &Rules<'_>, one: Log, other: Log) -> Result<(), TestCaseError> {
    let mut log: Log = one.into_iter().chain(other).collect();
    log.sort_by_key(|(_, at)| *at);
    let Some((_, now)) = log.last().cloned() else { return Ok(()) };
    let state = fold(rules, log.iter().map(|(what, at)| (what, *at)));
    let mut keys: Vec<String> =
        state.owed.iter().filter(|owed| owed.is_outstanding()).map(|owed| owed.key()).collect();
    prop_assert!(outlook(&state, rules, now).done.iter().all(|key| keys.contains(key)));
    keys.sort();
    prop_assert!(keys.windows(2).all(|pair| pair[0] != pair[1]), "a duty is outstanding twice");
    Ok(())
}

/// What must hold at any moment.
fn holds(rules: &Rules<'_>, state: &State, now: Moment) -> Result<(), TestCaseError> {
    prop_assert_eq!(&state.anomalies, &[]);
    prop_assert!(state.status != Status::None || state.place.is_none());
    let mut keys: Vec<String> =
        state.owed.iter().filter(|owed| owed.is_outstanding()).map(|owed| owed.key()).collect();
    for late in overdue(state, rules, now) {
        prop_assert!(keys.contains(&late));
    }
    let outlook = outlook(state, rules, now);
    for key in &outlook.done {
        prop_assert!(keys.contains(key));
    }
    keys.sort();
    let owed = keys.len();
    keys.dedup();
    prop_assert_eq!(keys.len(), owed, "a duty is outstanding twice");
    for step in &rules.procedure.steps {
        let (to, fields) = (step.id.clone(), Default::default());
        let plain = Move { to, fields, received: None, departure: false, reason: None, by: None };
        agrees(rules, state, now, outlook.moves.contains(&step.id), &Command::Move(plain))?;
    }
    for closure in &rules.track.closures {
        let close = Command::Close { closure: closure.id.clone(), by: None, reason: None };
        agrees(rules, state, now, outlook.closures.contains(&closure.id), &close)?;
    }
    let resolve = Command::Resolve { outcome: None, text: None, by: None };
    agrees(rules, state, now, outlook.resolve, &resolve)?;
    agrees(rules, state, now, outlook.add_tier, &Command::AddTier { who: None })?;
    agrees(rules, state, now, outlook.reopen, &Command::Reopen { reason: None })
}

/// What may be done is refused only for what it must bring; what may not be done, for more.
fn agrees(
    rules: &Rules<'_>,
    state: &State,
    now: Moment,
    offered: bool,
    command: &Command,
) -> Result<(), TestCaseError> {
    let refusals = decide(state, rules, &under(rules), command, now).err().unwrap_or_default();
    let brought = |refusal: &Refusal| {
        matches!(refusal, Refusal::Missing(_) | Refusal::ReasonRequired | Refusal::ByWrongRole)
    };
    prop_assert_eq!(refusals.iter().all(brought), offered, "{:?}: {:?}", command, refusals);
    Ok(())
}

#[test]
fn of_what_one_trigger_opens_the_step_comes_first_and_then_the_track() {
    let ferry = procedures().iter().find(|procedure| procedure.id.as_str() == "ferry").expect("a pack");
    let calendar = Calendar::england_and_wales();
    let rules = Rules::new(ferry, &"main".into(), &calendar).expect("a track");
    let now = Moment::parse("2026-10-19T09:00").expect("a moment");
    let mut state = State::default();
    let raising = Some("pier".into());
    for command in [Command::Open(Open { raising, ..Open::default() }), Command::Risk(Risk::default())] {
        let accepted = decide(&state, &rules, &under(&rules), &command, now).expect("consent");
        state.apply(&rules, &accepted.happening, now);
    }
    let opened: Vec<&str> = state.owed.iter().map(|owed| owed.duty.as_str()).collect();
    assert_eq!(opened, ["any.visit", "F1.answer", "F1.guard", "risk.alone", "risk.ring"]);
}

/// Two hands that begin at one moment.
fn check_both(rules: &Rules<'_>, start: Moment, [turns, others]: [&[Turn]; 2]) -> Result<(), TestCaseError> {
    let (one, other) = (check(rules, start, turns)?, check(rules, start, others)?);
    check_two_hands(rules, one, other)
}

proptest! {
    #[test]
    fn any_walk_is_sound(start in beginning(), turns in walk(), others in walk()) {
        each_track(procedures(), |rules| check_both(rules, start, [&turns, &others]))?;
    }

    #[test]
    fn any_walk_under_any_pack_is_sound(
        text in any_pack(), start in beginning(), turns in walk(), others in walk(),
    ) {
        each_track(&[procedure(&text)], |rules| check_both(rules, start, [&turns, &others]))?;
    }
}
