//! The walk itself: what is tried in a state, what must hold there, and where it leads.

use std::collections::{BTreeSet, HashMap};

use accord::calendar::Moment;
use accord::dispute::command::Command;
use accord::dispute::event::Under;
use accord::dispute::outlook::{Outlook, outlook};
use accord::dispute::state::{State, Status, key};
use accord::dispute::{Rules, decide, due};
use accord::procedure::{DutyId, StepId, Trigger};

use super::likeness::Telling;
use super::orders::{Desk, Kind, Order};

/// What was seen on the pack's own ways.
#[derive(Default)]
pub struct Seen {
    /// Entries, exits and closures by name.
    pub ways: BTreeSet<String>,
    pub duties_opened: BTreeSet<DutyId>,
    pub duties_done: BTreeSet<DutyId>,
}

/// All that was walked under one track.
pub struct Walk<'a> {
    rules: &'a Rules<'a>,
    telling: &'a Telling,
    desk: Desk<'a>,
    states: Vec<(State, Moment, String)>,
    known: HashMap<String, usize>,
    /// For each state, those that lead to it by going onward.
    from: Vec<Vec<usize>>,
    own_ways: usize,
    pub tried: usize,
    pub accepted: usize,
    pub seen: Seen,
}

/// Which orders are tried; after a departure, no second one.
#[derive(Clone, Copy, PartialEq)]
enum Try {
    OwnWays,
    Departures,
    AfterDeparture,
}

impl<'a> Walk<'a> {
    pub fn of(rules: &'a Rules<'a>, telling: &'a Telling) -> Self {
        let mut walk = Self {
            rules,
            telling,
            desk: Desk::of(rules, telling),
            states: Vec::new(),
            known: HashMap::new(),
            from: Vec::new(),
            own_ways: 0,
            tried: 0,
            accepted: 0,
            seen: Seen::default(),
        };
        let monday = Moment::parse("2026-11-16T09:00").expect("a moment");
        walk.reach(State::default(), monday);
        let mut at = 0;
        while at < walk.states.len() {
            walk.step_from(at, Try::OwnWays);
            at += 1;
        }
        walk.own_ways = walk.states.len();
        for at in 0..walk.own_ways {
            walk.step_from(at, Try::Departures);
        }
        while at < walk.states.len() {
            walk.step_from(at, Try::AfterDeparture);
            at += 1;
        }
        walk
    }

    pub fn states(&self) -> usize {
        self.states.len()
    }

    pub fn by_departure(&self) -> usize {
        self.states.len() - self.own_ways
    }

    fn reach(&mut self, state: State, now: Moment) -> usize {
        let key = self.telling.key(self.rules, &state);
        if let Some(known) = self.known.get(&key) {
            return *known;
        }
        let new = self.states.len();
        self.known.insert(key.clone(), new);
        self.states.push((state, now, key));
        self.from.push(Vec::new());
        new
    }

    fn step_from(&mut self, at: usize, which: Try) {
        let (state, now, _) = self.states[at].clone();
        let outlook = outlook(&state, self.rules, now);
        let orders = self.desk.orders(&state, now);
        let wanted = |order: &Order| match which {
            Try::OwnWays | Try::AfterDeparture => order.kind != Kind::Departure,
            Try::Departures => order.kind == Kind::Departure,
        };
        let mut accepted = BTreeSet::new();
        for order in orders.into_iter().filter(wanted) {
            if self.try_order(at, &state, now, &order, which) {
                accepted.extend(act(&order));
            }
        }
        if which != Try::Departures {
            let offered: BTreeSet<String> = outlook.acts().into_iter().collect();
            assert_eq!(accepted, offered, "what is offered and what is accepted differ in {state:#?}");
            self.a_missed_date_bars_nothing(&state, now, &outlook);
        }
    }

    fn try_order(&mut self, at: usize, state: &State, now: Moment, order: &Order, which: Try) -> bool {
        let Some(after) = self.carry_out(state, now, order) else { return false };
        if which == Try::OwnWays {
            self.see(state, &after, &order.command);
        }
        self.look_at_what_opened(state.owed.len(), &after, now, which);
        let to = self.reach(after, now);
        if order.kind == Kind::Onward || matches!(order.command, Command::RiskEnded) {
            self.from[to].push(at);
        }
        true
    }

    /// Decides an order and folds what is accepted. What must hold for any order is checked here.
    fn carry_out(&mut self, state: &State, now: Moment, order: &Order) -> Option<State> {
        self.tried += 1;
        let under = Under {
            calendar: self.rules.calendar.version.to_owned(),
            digest: String::new(),
            procedure: self.rules.procedure.id.clone(),
            track: self.rules.track.id.clone(),
            version: self.rules.procedure.version.clone(),
        };
        let decided = decide(state, self.rules, &under, &order.command, now);
        let accepted = match decided {
            Ok(accepted) => accepted,
            Err(refusals) => {
                assert!(!refusals.is_empty(), "refused without a reason: {:?}", order.command);
                let risk = matches!(order.command, Command::Risk(_));
                assert!(!risk, "a risk is refused with {refusals:?} in {state:#?}");
                let frees = matches!(order.command, Command::AgreeDate { .. }) && !state.is_closed();
                assert!(!frees, "an earlier date is refused with {refusals:?} in {state:#?}");
                return None;
            }
        };
        self.accepted += 1;
        let mut after = state.clone();
        after.apply(self.rules, &accepted.happening, now);
        after.pass_time(self.rules, now);
        assert_eq!(after.anomalies, [], "decide allows what fold cannot place: {:?}", order.command);
        if matches!(order.command, Command::Risk(_)) {
            assert!(after.risk && matches!(after.status, Status::Open | Status::Emergency));
        }
        Some(after)
    }

    /// A duty that does not tell makes no state of its own, so it is tried where it opens: it can be
    /// done, and its date can pass. What that brings is looked at in the same way.
    fn look_at_what_opened(&mut self, before: usize, state: &State, now: Moment, which: Try) {
        for owed in state.owed[before..].iter().filter(|owed| owed.is_outstanding()) {
            let loops = state.owed[..before].iter().any(|earlier| earlier.duty == owed.duty);
            if self.telling.duties.contains(&owed.duty) || loops {
                continue;
            }
            let mut done = false;
            let orders = self.desk.done(state, owed).into_iter().chain(self.desk.otherwise(owed));
            for order in orders {
                if let Some(after) = self.carry_out(state, now, &order) {
                    done |= matches!(order.command, Command::Done(_));
                    if which == Try::OwnWays {
                        self.see(state, &after, &order.command);
                    }
                    self.look_at_what_opened(state.owed.len(), &after, now, which);
                    self.reach(after, now);
                }
            }
            assert!(done, "{} cannot be done where it opens", owed.duty);
            if let Some(by) = due::counted(self.rules, state, owed).by.filter(|by| !by.has_passed(now)) {
                let then = Moment::from(by.date() + chrono::Days::new(1));
                let later = state.at(self.rules, then);
                self.look_at_what_opened(state.owed.len(), &later, then, which);
                if which == Try::OwnWays {
                    let opened = later.owed[state.owed.len()..].iter().map(|owed| owed.duty.clone());
                    self.seen.duties_opened.extend(opened);
                }
                self.reach(later, then);
            }
        }
    }

    fn see(&mut self, before: &State, after: &State, command: &Command) {
        match command {
            Command::Open(_) => self.seen.ways.extend(after.step().map(|step| format!("entry {step}"))),
            Command::Move(order) => {
                let from = before.place.as_ref().map_or("", StepId::as_str);
                self.seen.ways.insert(format!("exit {from} to {}", order.to));
            }
            Command::Close { closure, .. } => {
                self.seen.ways.insert(format!("closure {closure}"));
            }
            _ => {}
        }
        for owed in &after.owed[before.owed.len()..] {
            self.seen.duties_opened.insert(owed.duty.clone());
        }
        for owed in after.owed.iter().filter(|owed| owed.is_completed()) {
            self.seen.duties_done.insert(owed.duty.clone());
        }
    }

    /// G2: however late it is, the ways are the same, but for what a passed date opens.
    fn a_missed_date_bars_nothing(&self, state: &State, now: Moment, before: &Outlook) {
        let opens = self.rules.duties().flat_map(|duty| &duty.opens);
        if opens.into_iter().any(|trigger| matches!(trigger, Trigger::Overdue(_))) {
            return;
        }
        let years = now.local() + chrono::TimeDelta::days(800);
        let late = Moment::from(years.date());
        let after = outlook(&state.at(self.rules, late), self.rules, late);
        assert_eq!(after, *before, "a missed date bars a way in {state:#?}");
    }

    /// The states from which nothing that is asked leads to a closed record.
    pub fn without_a_way_out(&self) -> Vec<&str> {
        let mut leads_out: Vec<bool> = self.states.iter().map(|(state, ..)| state.is_closed()).collect();
        let mut next: Vec<usize> = (0..self.states.len()).filter(|at| leads_out[*at]).collect();
        while let Some(at) = next.pop() {
            for from in &self.from[at] {
                if !leads_out[*from] {
                    leads_out[*from] = true;
                    next.push(*from);
                }
            }
        }
        let stuck = self.states.iter().zip(&leads_out).filter(|(_, out)| !**out);
        stuck.map(|((_, _, key), _)| key.as_str()).collect()
    }
}

/// The act's name, as the outlook says it; none for what it does not name.
fn act(order: &Order) -> Option<String> {
    if order.kind == Kind::Departure {
        return None;
    }
    Some(match &order.command {
        Command::Risk(_) => "risk".into(),
        Command::Open(_) => "open".into(),
        Command::Resolve { .. } => "resolve".into(),
        Command::AddTier { .. } => "add-tier".into(),
        Command::Reopen { .. } => "reopen".into(),
        Command::Move(order) => format!("move:{}", order.to),
        Command::Close { closure, .. } => format!("close:{closure}"),
        Command::Done(done) => {
            let instance = &done.instance;
            let subject = match (&instance.child, &instance.agency) {
                (Some(child), _) => accord::dispute::state::Subject::Child(child.clone()),
                (None, Some(agency)) => accord::dispute::state::Subject::Agency(agency.clone()),
                (None, None) => accord::dispute::state::Subject::Case,
            };
            format!("done:{}", key(&instance.duty, &subject))
        }
        _ => return None,
    })
}
