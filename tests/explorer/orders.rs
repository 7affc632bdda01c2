//! Every command that may be tried in a state, filled in as its form asks.

mod news;

use std::collections::BTreeMap;

use accord::calendar::{Due, Moment};
use accord::dispute::command::{Command, Done, Fields, InformalAttempt, Move, Open, Risk};
use accord::dispute::event::{Child, Instance};
use accord::dispute::state::{Owed, State, Status, Subject};
use accord::dispute::{Rules, role_of};
use accord::ordered::Map;
use accord::procedure::{AgencyId, DutyScope, FactScope, Field, OpeningNeed, RoleId, RoleRef, StepId};

use super::likeness::Telling;

/// What a way is for the proof.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Doing what is asked, going on, ending: what leads out.
    Onward,
    /// Something else that may happen on the way.
    Aside,
    /// A departure from the pack's own ways.
    Departure,
}

/// A command to be tried.
pub struct Order {
    pub command: Command,
    pub kind: Kind,
}

/// Who writes the orders for a track.
pub struct Desk<'a> {
    rules: &'a Rules<'a>,
    telling: &'a Telling,
    /// For each set of flags that a guard reads, at most two agencies.
    agencies: Vec<AgencyId>,
    children: usize,
}

impl<'a> Desk<'a> {
    pub fn of(rules: &'a Rules<'a>, telling: &'a Telling) -> Self {
        let mut of_flags: BTreeMap<Vec<&String>, usize> = BTreeMap::new();
        let mut agencies = Vec::new();
        for (id, agency) in &rules.procedure.agencies {
            let flags = telling.flags.iter().filter(|flag| agency.flags.contains(flag)).collect();
            let so_far = of_flags.entry(flags).or_default();
            *so_far += 1;
            if *so_far <= 2 {
                agencies.push(id.clone());
            }
        }
        let children = if telling.scopes(rules, DutyScope::Child) { 2 } else { 1 };
        Self { rules, telling, agencies, children }
    }

    pub fn orders(&self, state: &State, now: Moment) -> Vec<Order> {
        let mut orders = self.dangers(state);
        orders.push(aside(Command::RiskEnded));
        if state.status == Status::None || state.is_risk_record() {
            orders.extend(self.openings(state));
        }
        orders.extend(self.ends(state));
        if state.status == Status::None {
            return orders;
        }
        orders.extend(self.steps(now));
        for owed in &state.owed {
            let tells = self.telling.duties.contains(&owed.duty);
            let is_latest = state.latest(&owed.duty, &owed.subject).is_some_and(|latest| latest == owed);
            if owed.is_outstanding() {
                orders.extend(self.done(state, owed));
                orders.extend(tells.then(|| self.otherwise(owed)).into_iter().flatten());
            } else if tells && is_latest {
                let reason = Some("it is needed again".into());
                orders.push(aside(Command::Again { instance: instance(owed), reason }));
            }
        }
        orders.extend(self.facts(state));
        orders.extend(self.newcomers(state));
        orders.extend(self.words());
        orders.push(aside(Command::Received { date: now.date() }));
        orders
    }

    fn dangers(&self, state: &State) -> Vec<Order> {
        let mut risks = vec![Risk::default()];
        if state.status == Status::None {
            let (raising, other) = (self.agencies.first().cloned(), self.agencies.last().cloned());
            risks.push(Risk { raising, other, children: vec![child("A")], by: None });
        }
        risks.into_iter().map(|risk| aside(Command::Risk(risk))).collect()
    }

    fn openings(&self, state: &State) -> Vec<Order> {
        let track = self.rules.track;
        let asks_ground = track.opening.needs.contains(&OpeningNeed::Ground);
        let filled = Open {
            children: vec![child("A")],
            grounds: track
                .grounds
                .first()
                .filter(|_| asks_ground)
                .map(|g| g.id.clone())
                .into_iter()
                .collect(),
            text: Some("x".into()),
            informal_attempt: Some(InformalAttempt { with: Some("a colleague".into()), on: None }),
            by: self.asked(state, track.opening.by.as_ref(), &Subject::Case),
            reason: Some("it is urgent".into()),
            ..Open::default()
        };
        let mut openings = Vec::new();
        for (place, raising) in self.agencies.iter().enumerate() {
            for other in &self.agencies[place..] {
                let parties =
                    Open { raising: Some(raising.clone()), other: Some(other.clone()), ..filled.clone() };
                for entry in &track.steps {
                    let plain = track.entries.iter().any(|known| known.step == *entry);
                    let open = Open { entry: Some(entry.clone()), departure: !plain, ..parties.clone() };
                    let kind = if plain { Kind::Onward } else { Kind::Departure };
                    openings.push(Order { command: Command::Open(open), kind });
                }
                let of_case = self.values_of(&self.telling.opening_facts, FactScope::Case);
                let of_child = self.values_of(&self.telling.opening_facts, FactScope::Child);
                let of_case = of_case.into_iter().map(|(fact, is)| {
                    let facts = [(fact, Some(is))].into();
                    Open { facts, ..parties.clone() }
                });
                let of_child = of_child.into_iter().map(|(fact, is)| {
                    let told = Child { facts: [(fact, Some(is))].into(), ..child("A") };
                    Open { children: vec![told], ..parties.clone() }
                });
                let told = of_case.chain(of_child).map(Command::Open);
                openings.extend(told.map(|command| Order { command, kind: Kind::Onward }));
            }
        }
        openings
    }

    fn steps(&self, now: Moment) -> Vec<Order> {
        let going = |to: &StepId, departure: bool, fields: Fields| {
            let reason = Some("it is needed".to_owned());
            let order =
                Move { to: to.clone(), fields, received: Some(now.date()), departure, reason, by: None };
            let kind = if departure { Kind::Departure } else { Kind::Onward };
            Order { command: Command::Move(order), kind }
        };
        let mut orders = vec![Order { command: Command::AddTier { who: None }, kind: Kind::Onward }];
        for step in &self.rules.track.steps {
            let forms = self.rules.track.steps.iter().flat_map(|from| self.rules.exits(from));
            let forms: Vec<Fields> =
                forms.filter(|exit| exit.to == *step).map(|exit| fill(&exit.fields)).collect();
            let forms = if forms.is_empty() { vec![Fields::new()] } else { forms };
            orders.extend(forms.into_iter().map(|fields| going(step, false, fields)));
            orders.push(going(step, true, Fields::new()));
        }
        orders
    }

    fn ends(&self, state: &State) -> Vec<Order> {
        let reason = || Some("it came to this".to_owned());
        let track = self.rules.track;
        let by = |asked: Option<&RoleRef>| self.asked(state, asked, &Subject::Case);
        let outcomes = track.resolve.outcomes.iter().cloned().map(Some);
        let outcomes: Vec<Option<String>> =
            if track.resolve.outcomes.is_empty() { vec![None] } else { outcomes.collect() };
        let resolved = outcomes.into_iter().map(|outcome| Command::Resolve {
            outcome,
            text: Some("agreed".into()),
            by: by(track.resolve.by.as_ref()),
        });
        let closed = track.closures.iter().map(|closure| Command::Close {
            closure: closure.id.clone(),
            by: by(closure.by.as_ref()),
            reason: reason(),
        });
        let record = Command::Close { closure: "risk-ended".into(), by: None, reason: reason() };
        let onward = resolved.chain(closed).chain([record]);
        let mut orders: Vec<Order> = onward.map(|command| Order { command, kind: Kind::Onward }).collect();
        orders.push(aside(Command::Reopen { reason: reason() }));
        orders
    }

    /// Each way of doing a duty that is owed.
    pub fn done(&self, state: &State, owed: &Owed) -> Vec<Order> {
        let Some(home) = self.rules.home(&owed.duty) else { return Vec::new() };
        let asks = &home.duty.asks;
        let choices: Vec<Option<String>> = match &asks.choices[..] {
            [] => vec![None],
            choices => choices.iter().cloned().map(Some).collect(),
        };
        let done = |choice| Done {
            instance: instance(owed),
            by: self.asked(state, asks.by.as_ref(), &owed.subject),
            route: asks.route.clone(),
            choice,
            fields: fill(&asks.fields),
            agencies: self.rules.procedure.agencies.keys().cloned().collect(),
            on: None,
        };
        let done = choices.into_iter().map(|choice| Command::Done(done(choice)));
        done.map(|command| Order { command, kind: Kind::Onward }).collect()
    }

    /// What else may be tried about it.
    pub fn otherwise(&self, owed: &Owed) -> [Order; 2] {
        let (instance, reason) = (instance(owed), Some("there is none".to_owned()));
        // A year before it was owed: earlier than any limit of it.
        let long_ago = Due::On(owed.opened.date() - chrono::TimeDelta::days(365));
        let agreed =
            Command::AgreeDate { instance: instance.clone(), date: long_ago, reason: None, with: None };
        let waived = Command::Waive { instance, reason };
        [Order { command: waived, kind: Kind::Onward }, aside(agreed)]
    }

    fn asked(&self, state: &State, role: Option<&RoleRef>, subject: &Subject) -> Option<RoleId> {
        role_of(state, self.rules, role, subject)
    }
}

fn aside(command: Command) -> Order {
    Order { command, kind: Kind::Aside }
}

fn child(name: &str) -> Child {
    Child { facts: Map::new(), reference: name.to_owned() }
}

pub fn instance(owed: &Owed) -> Instance {
    let (child, agency) = match &owed.subject {
        Subject::Case => (None, None),
        Subject::Child(child) => (Some(child.clone()), None),
        Subject::Agency(agency) => (None, Some(agency.clone())),
    };
    Instance { agency, child, duty: owed.duty.clone() }
}

fn fill(fields: &[Field]) -> Fields {
    let value = |field: &Field| field.options.first().cloned().unwrap_or_else(|| "x".to_owned());
    fields.iter().map(|field| (field.id.clone(), value(field).as_str().into())).collect()
}
