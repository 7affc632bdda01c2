//! What holds for any dispute under any procedure: random walks through every command.

use accord::calendar::{Calendar, Due, Moment};
use accord::dispute::command::{Command, Done, Move, Open, Risk};
use accord::dispute::event::{Child, Happening, Instance, Under};
use accord::dispute::outlook::{outlook, overdue};
use accord::dispute::refusal::Refusal;
use accord::dispute::state::{State, Status};
use accord::dispute::{Rules, decide, fold};
use accord::procedure::{FactScope, FactValue};
use proptest::prelude::*;
use proptest::sample::Selector;

use crate::packs::procedures;

/// One turn of a walk: which command, with which of the ids at hand, after how many hours.
type Turn = (u8, Selector, Selector, bool, u16);

fn walk() -> impl Strategy<Value = Vec<Turn>> {
    prop::collection::vec((0..20u8, any::<Selector>(), any::<Selector>(), any::<bool>(), 0..200u16), 1..40)
}

fn command(turn: &Turn, rules: &Rules<'_>, state: &State, now: Moment) -> Command {
    let (kind, one, two, given, _) = turn;
    let procedure = rules.procedure;
    let reason = given.then(|| "because".to_owned());
    let agency = || one.select(procedure.agencies.keys()).clone();
    let child = ["A", "B", "C"];
    let duty = one.select(procedure.all_duties());
    let instance = Instance {
        duty: duty.id.clone(),
        agency: two.try_select(state.concerned()).cloned(),
        child: two.try_select(state.children.iter().map(|child| child.reference.clone())),
    };
    let facts = |scope| {
        let known = procedure.facts.iter().filter(move |fact| fact.scope == scope);
        two.try_select(known)
            .map(|fact| (fact.id.clone(), Some(FactValue::Flag(*given))))
            .into_iter()
            .collect()
    };
    let a_child = || Child { reference: (*two.select(child)).to_owned(), facts: facts(FactScope::Child) };
    match kind {
        0 | 1 => Command::Open(Open {
            raising: Some(agency()),
            other: Some(two.select(procedure.agencies.keys()).clone()),
            children: vec![a_child()],
            facts: facts(FactScope::Case),
            grounds: one
                .try_select(&rules.track.grounds)
                .map(|ground| ground.id.clone())
                .into_iter()
                .collect(),
            text: reason.clone(),
            entry: given.then(|| two.select(&procedure.steps).id.clone()),
            departure: *given,
            reason,
            ..Open::default()
        }),
        2..=4 => Command::Move(Move {
            to: one.select(&procedure.steps).id.clone(),
            fields: [("summary".to_owned(), "x".into())].into(),
            received: given.then(|| now.date()),
            departure: *given,
            reason,
            by: None,
        }),
        5 => Command::AddTier { who: None },
        6..=8 => Command::Done(Done {
            instance,
            by: None,
            route: duty.asks.route.clone(),
            choice: two.try_select(&duty.asks.choices).cloned(),
            fields: duty.asks.fields.iter().map(|field| (field.id.clone(), "x".into())).collect(),
            agencies: procedure.agencies.keys().cloned().collect(),
        }),
        9 => Command::Waive { instance, reason },
        10 => Command::Again { instance, reason },
        11 => Command::AgreeDate { instance, date: Due::On(now.date()), reason, with: None },
        12 => Command::Received { date: now.date() },
        13 => {
            let fact = one.try_select(&procedure.facts).map(|fact| fact.id.clone());
            let is = Some(FactValue::Flag(*given));
            Command::SetFact { fact: fact.unwrap_or_else(|| "none".into()), is, child: Some("A".into()) }
        }
        14 => Command::AddChild { child: a_child() },
        15 => Command::AddAgency { agency: agency() },
        16 => Command::Risk(Risk { children: vec![a_child()], other: Some(agency()), ..Risk::default() }),
        17 => Command::RiskEnded,
        18 => Command::Resolve { outcome: None, text: reason, by: None },
        _ if *given => Command::Reopen { reason },
        _ => {
            let closure = two.try_select(&rules.track.closures).map(|closure| closure.id.clone());
            Command::Close { closure: closure.unwrap_or_else(|| "risk-ended".into()), by: None, reason }
        }
    }
}

fn under(rules: &Rules<'_>) -> Under {
    Under {
        calendar: rules.calendar.version.clone(),
        digest: String::new(),
        procedure: rules.procedure.id.clone(),
        track: rules.track.id.clone(),
        version: rules.procedure.version.clone(),
    }
}

/// What one hand wrote.
type Log = Vec<(Happening, Moment)>;

fn check(rules: &Rules<'_>, turns: &[Turn]) -> Result<Log, TestCaseError> {
    let mut now = Moment::parse("2026-10-19T09:00").expect("a moment");
    let mut state = State::default();
    let mut log = Log::new();
    for turn in turns {
        let later = now.local() + chrono::TimeDelta::hours(turn.4.into());
        now = Moment::parse(&later.format("%Y-%m-%dT%H:%M").to_string()).expect("a moment");
        state.pass_time(rules, now);
        let before = state.clone();
        let command = command(turn, rules, &state, now);
        match decide(&state, rules, &under(rules), &command, now) {
            Ok(accepted) => {
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
    let now = log.last().map_or_else(|| Moment::parse("2026-10-19").expect("a moment"), |(_, at)| *at);
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

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn any_walk_is_sound(turns in walk(), others in walk()) {
        let calendar = Calendar::england_and_wales();
        for procedure in procedures() {
            for track in &procedure.tracks {
                let rules = Rules::new(&procedure, &track.id, &calendar).expect("its own track");
                let (one, other) = (check(&rules, &turns)?, check(&rules, &others)?);
                check_two_hands(&rules, one, other)?;
            }
        }
    }
}
