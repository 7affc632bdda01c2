//! Random walks: turns of a dispute through every command, with the ids at hand.

use std::sync::LazyLock;

use accord::calendar::{Calendar, Due, Moment};
use accord::dispute::command::{Command, Done, Move, Open, Risk};
use accord::dispute::event::{Child, Happening, Instance, Under};
use accord::dispute::state::{Owed, State, Subject};
use accord::dispute::{Rules, decide};
use accord::procedure::{Fact, FactKind, FactScope, FactValue, Procedure};
use chrono::{Days, NaiveDate, TimeDelta};
use proptest::prelude::*;
use proptest::sample::Selector;

/// Every pack's procedure, read once.
pub fn procedures() -> &'static [Procedure] {
    static PROCEDURES: LazyLock<Vec<Procedure>> = LazyLock::new(crate::packs::procedures);
    &PROCEDURES
}

/// One turn of a walk: which command, with which of the ids at hand, after how many hours.
pub type Turn = (u8, Selector, Selector, bool, u16);

/// Any turn.
pub fn turn() -> impl Strategy<Value = Turn> {
    (0..24u8, any::<Selector>(), any::<Selector>(), any::<bool>(), 0..200u16)
}

/// Most begin by opening, so that there is something to walk through.
pub fn walk() -> impl Strategy<Value = Vec<Turn>> {
    prop::collection::vec(turn(), 1..40).prop_map(|mut turns| {
        if turns[0].4 < 160 {
            turns[0].0 = 0;
        }
        turns
    })
}

pub fn command(turn: &Turn, rules: &Rules<'_>, state: &State, now: Moment) -> Command {
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
    // Half of the time it is one that is owed.
    let owed = state.owed.iter().filter(|owed| owed.is_outstanding()).map(named);
    let owed = if *given { one.try_select(owed) } else { None }.unwrap_or_else(|| instance.clone());
    let said = |fact: &Fact| (fact.id.clone(), value(fact.kind, one, *given, now));
    let facts = |scope| {
        let known = procedure.facts.iter().filter(move |fact| fact.scope == scope);
        two.try_select(known).map(said).into_iter().collect()
    };
    let received = || one.select([0, 0, 1, 2, 5, 9].map(|days| now.date() - Days::new(days)));
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
            received: given.then(received),
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
            on: given.then(|| agreed(two, now)),
        }),
        9 => Command::Waive { instance: owed, reason },
        10 => Command::Again { instance, reason },
        11 | 22 | 23 => Command::AgreeDate { instance: owed, date: agreed(two, now), reason, with: None },
        12 => Command::Received { date: received() },
        13 => {
            let said = one.try_select(&procedure.facts).map(said);
            let (fact, is) = said.unwrap_or_else(|| ("none".into(), None));
            Command::SetFact { fact, is, child: Some((*two.select(child)).to_owned()) }
        }
        14 => Command::AddChild { child: a_child() },
        15 => Command::AddAgency { agency: agency() },
        16 => Command::Risk(Risk { children: vec![a_child()], other: Some(agency()), ..Risk::default() }),
        17 => Command::RiskEnded,
        18 => {
            let outcome = two.try_select(&rules.track.resolve.outcomes).cloned();
            Command::Resolve { outcome, text: reason, by: None }
        }
        19 => {
            let scopes = procedure.lessons.as_ref().map(|lessons| &lessons.scopes[..]);
            let scope = two.try_select(scopes.unwrap_or_default()).cloned();
            Command::Lesson { scope: scope.unwrap_or_else(|| "any".into()), kind: None, text: reason }
        }
        20 => Command::Delay { reason, duty: None },
        _ if *given => Command::Reopen { reason },
        _ => {
            let closure = two.try_select(&rules.track.closures).map(|closure| closure.id.clone());
            Command::Close { closure: closure.unwrap_or_else(|| "risk-ended".into()), by: None, reason }
        }
    }
}

/// What may be said of a fact; sometimes that it is not known.
fn value(kind: FactKind, which: &Selector, given: bool, now: Moment) -> Option<FactValue> {
    let day = which.select([-40, -3, 0, 1, 12]);
    let day = now.local() + TimeDelta::days(day);
    let text = |format| FactValue::Text(day.format(format).to_string());
    match kind {
        FactKind::Flag => Some(FactValue::Flag(given)),
        FactKind::Count => Some(FactValue::Count(which.select(0..4i64))),
        FactKind::Date => given.then(|| text("%Y-%m-%d")),
        FactKind::DateTime => given.then(|| text("%Y-%m-%dT%H:%M")),
        FactKind::Choice => given.then(|| FactValue::Text("one".into())),
    }
}

/// A date that people may agree on: a day or a time, long ago, soon or late.
fn agreed(which: &Selector, now: Moment) -> Due {
    let day = now.date() + TimeDelta::days(which.select([-400, -3, 0, 1, 4, 30]));
    if which.select([true, true, false]) { Due::On(day) } else { Due::At(Moment::from(day)) }
}

/// The name of an instance.
pub fn named(owed: &Owed) -> Instance {
    let (child, agency) = match &owed.subject {
        Subject::Case => (None, None),
        Subject::Child(child) => (Some(child.clone()), None),
        Subject::Agency(agency) => (None, Some(agency.clone())),
    };
    Instance { agency, child, duty: owed.duty.clone() }
}

pub fn under(rules: &Rules<'_>) -> Under {
    Under {
        calendar: rules.calendar.version.clone(),
        digest: String::new(),
        procedure: rules.procedure.id.clone(),
        track: rules.track.id.clone(),
        version: rules.procedure.version.clone(),
    }
}

/// What one hand wrote.
pub type Log = Vec<(Happening, Moment)>;

/// The moment at which a walk begins: any minute of 2019 to 2040.
pub fn beginning() -> impl Strategy<Value = Moment> {
    let first = NaiveDate::from_ymd_opt(2019, 1, 1).expect("a date");
    let last = NaiveDate::from_ymd_opt(2041, 1, 1).expect("a date");
    let minutes = (last - first).num_minutes();
    (0..minutes).prop_map(move |minutes| {
        let local = Moment::from(first).local() + TimeDelta::minutes(minutes);
        Moment::parse(&local.format("%Y-%m-%dT%H:%M").to_string()).expect("a moment")
    })
}

/// So many hours later.
pub fn hours_after(now: Moment, hours: u16) -> Moment {
    let later = now.local() + TimeDelta::hours(hours.into());
    Moment::parse(&later.format("%Y-%m-%dT%H:%M").to_string()).expect("a moment")
}

/// Takes these turns from where a dispute stands: where it stands then, when, and what was accepted.
pub fn play(rules: &Rules<'_>, from: &State, now: Moment, turns: &[Turn]) -> (State, Moment, Log) {
    let (mut state, mut now, mut log) = (from.clone(), now, Log::new());
    for turn in turns {
        now = hours_after(now, turn.4);
        log.extend(take(rules, &mut state, turn, now).map(|happening| (happening, now)));
    }
    state.pass_time(rules, now);
    (state, now, log)
}

/// Takes these turns from nothing and looks at what each leaves.
pub fn play_and_look(
    rules: &Rules<'_>,
    start: Moment,
    turns: &[Turn],
    mut look: impl FnMut(&State) -> Result<(), TestCaseError>,
) -> Result<(), TestCaseError> {
    let (mut state, mut now) = (State::default(), start);
    for turn in turns {
        now = hours_after(now, turn.4);
        take(rules, &mut state, turn, now);
        look(&state)?;
    }
    Ok(())
}

fn take(rules: &Rules<'_>, state: &mut State, turn: &Turn, now: Moment) -> Option<Happening> {
    state.pass_time(rules, now);
    let command = command(turn, rules, state, now);
    let accepted = decide(state, rules, &under(rules), &command, now).ok()?;
    state.apply(rules, &accepted.happening, now);
    Some(accepted.happening)
}

/// Checks under each track of these procedures.
pub fn each_track(
    procedures: &[Procedure],
    mut check: impl FnMut(&Rules<'_>) -> Result<(), TestCaseError>,
) -> Result<(), TestCaseError> {
    let calendar = Calendar::england_and_wales();
    for procedure in procedures {
        for track in &procedure.tracks {
            check(&Rules::new(procedure, &track.id, &calendar).expect("its own track"))?;
        }
    }
    Ok(())
}
