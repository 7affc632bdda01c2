//! Disputes on Havering's ladder, made from `stories.json`: their events are folded, and what is due is
//! reckoned. `machine.mjs` does the same in XState, and says what is equal and what is not.

use accord::calendar::{Calendar, Due, Moment};
use accord::dispute::event::{Child, Happening, Instance, Under};
use accord::dispute::state::{Ending, State, Status};
use accord::dispute::{Rules, due, fold};
use accord::ordered::Map;
use accord::procedure::{FactValue, ProcedureId, built_in_pack};
use chrono::{Days, NaiveDate, TimeDelta};
use serde_json::Value;

const STORIES: &str = include_str!("stories.json");

type Log = Vec<(Happening, Moment)>;

/// The disputes of the benchmark and where they stand.
#[cfg_attr(target_family = "wasm", wasm_bindgen::prelude::wasm_bindgen)]
pub struct Disputes {
    rules: &'static Rules<'static>,
    logs: Vec<Log>,
    states: Vec<State>,
}

#[cfg_attr(target_family = "wasm", wasm_bindgen::prelude::wasm_bindgen)]
impl Disputes {
    /// So many disputes: story and first day of each follow from its number.
    pub fn of(count: usize) -> Self {
        let calendar = Box::leak(Box::new(Calendar::england_and_wales()));
        let pack = built_in_pack(&ProcedureId::from("havering")).expect("Havering's pack is built in");
        let procedure = Box::leak(Box::new(pack.into_procedure()));
        let rules = Rules::new(procedure, &procedure.tracks[0].id, calendar).expect("its own track");
        let stories: Vec<Value> = serde_json::from_str(STORIES).expect("stories.json");
        let first = NaiveDate::from_ymd_opt(2026, 1, 5).expect("a date");
        let log = |number: usize| {
            let start = first + Days::new((number / stories.len() % 360) as u64);
            let events = stories[number % stories.len()]["events"].as_array().expect("events");
            events.iter().map(|event| happening(event, start, &rules)).collect()
        };
        let logs = (0..count).map(log).collect();
        Self { rules: Box::leak(Box::new(rules)), logs, states: Vec::new() }
    }

    /// How many events there are.
    pub fn events(&self) -> usize {
        self.logs.iter().map(Vec::len).sum()
    }

    /// Folds every log.
    pub fn fold(&mut self) {
        let folded = |log: &Log| fold(self.rules, log.iter().map(|(what, at)| (what, *at)));
        self.states = self.logs.iter().map(folded).collect();
    }

    /// For each dispute the earliest date that is outstanding, and how many have passed; gives how many
    /// have passed in all.
    pub fn due(&self, now: &str) -> u32 {
        let now = Moment::parse(now).expect("a moment");
        let of_each: Vec<(Option<Due>, u32)> =
            self.states.iter().map(|state| self.due_of(state, now)).collect();
        std::hint::black_box(&of_each).iter().map(|(_, overdue)| overdue).sum()
    }

    /// Where a dispute stands and what is owed, for comparing with the other side.
    pub fn told(&self, number: usize) -> String {
        let state = &self.states[number];
        let status = match state.status {
            Status::Open => "open",
            Status::Resolved => "resolved",
            Status::Closed(_) => "closed",
            Status::None | Status::Emergency => "elsewhere",
        };
        let step = state.place.as_ref().map_or("-", |step| step.as_ref());
        let tier = state.tier.map_or("-".to_owned(), |tier| tier.to_string());
        let mut lines = vec![format!("{status} {step} {tier} {}", state.risk)];
        for owed in &state.owed {
            let how = match owed.ended.as_ref().map(|ended| ended.how) {
                None => "owed",
                Some(Ending::Done) => "done",
                Some(Ending::DoneLate) => "done-late",
                Some(Ending::Waived) => "waived",
                Some(Ending::Lapsed) => "lapsed",
            };
            let by = due::counted(self.rules, state, owed).by;
            lines.push(format!("{} {how} {}", owed.key(), by.map_or("-".to_owned(), |by| by.to_string())));
        }
        lines.extend(state.anomalies.iter().map(|anomaly| format!("{anomaly:?}")));
        lines.join("\n")
    }
}

impl Disputes {
    fn due_of(&self, state: &State, now: Moment) -> (Option<Due>, u32) {
        let outstanding = state.owed.iter().filter(|owed| owed.is_outstanding());
        let dates = outstanding.filter_map(|owed| due::counted(self.rules, state, owed).by);
        dates.fold((None, 0), |(earliest, overdue), by| {
            let earlier = earliest.is_none_or(|so_far: Due| by.rank() < so_far.rank());
            (if earlier { Some(by) } else { earliest }, overdue + u32::from(by.has_passed(now)))
        })
    }
}

/// An event of `stories.json`, so many hours after midnight of the first day.
fn happening(event: &Value, start: NaiveDate, rules: &Rules<'_>) -> (Happening, Moment) {
    let text = |name: &str| event[name].as_str().map(str::to_owned);
    let named = |name: &str| text(name).unwrap_or_default();
    let hour = event["hour"].as_i64().expect("an hour");
    let midnight = Moment::from(start).local();
    let at = Moment::parse(&(midnight + TimeDelta::hours(hour)).format("%Y-%m-%dT%H:%M").to_string());
    let at = at.expect("a moment");
    let instance = || Instance {
        agency: text("agency").map(Into::into),
        child: text("child"),
        duty: named("duty").as_str().into(),
    };
    let flags = |facts: &Value| {
        let names = facts.as_array().into_iter().flatten().filter_map(Value::as_str);
        Map::from_iter(names.map(|name| (name.into(), Some(FactValue::Flag(true)))))
    };
    let happening = match named("what").as_str() {
        "opened" => Happening::Opened {
            also: Vec::new(),
            by: None,
            children: (event["children"].as_object().expect("children").iter())
                .map(|(reference, facts)| Child { facts: flags(facts), reference: reference.clone() })
                .collect(),
            departure: false,
            entry: named("entry").as_str().into(),
            facts: Map::new(),
            grounds: Vec::new(),
            informal_attempt_on: None,
            other: Some("police".into()),
            raising: Some("school".into()),
            received: None,
            under: Under {
                calendar: String::new(),
                digest: String::new(),
                procedure: rules.procedure.id.clone(),
                track: rules.track.id.clone(),
                version: String::new(),
            },
        },
        "moved" => Happening::MovedToStep {
            by: None,
            chosen: Map::new(),
            departure: false,
            received: None,
            to: named("to").as_str().into(),
        },
        "duty-done" => Happening::DutyDone {
            agencies: Vec::new(),
            by: None,
            choice: text("choice"),
            chosen: Map::new(),
            instance: instance(),
            on: None,
            route: None,
        },
        "duty-waived" => Happening::DutyWaived { instance: instance() },
        "date-agreed" => {
            let days = Days::new(event["in_days"].as_u64().expect("days"));
            Happening::DateAgreed { date: Due::On(at.date() + days), instance: instance() }
        }
        "fact-set" => Happening::FactSet {
            child: text("child"),
            fact: named("fact").as_str().into(),
            is: Some(FactValue::Flag(true)),
        },
        "child-added" => Happening::ChildAdded {
            child: Child { facts: flags(&event["facts"]), reference: named("child") },
        },
        "tier-added" => Happening::TierAdded {},
        "noted" => Happening::Noted {},
        "discussed" => Happening::Discussed {},
        "risk-declared" => Happening::RiskDeclared {
            by: None,
            children: Vec::new(),
            other: None,
            raising: None,
            under: None,
        },
        "risk-ended" => Happening::RiskEnded {},
        "resolved" => Happening::Resolved { by: None, outcome: None },
        "closed" => Happening::Closed { r#as: named("as").as_str().into(), by: None },
        "reopened" => Happening::Reopened {},
        other => panic!("stories.json knows {other}, which this does not"),
    };
    (happening, at)
}
