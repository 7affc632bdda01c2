//! When two states are alike: no rule of the pack tells them apart.

use std::collections::{BTreeMap, BTreeSet};

use accord::dispute::Rules;
use accord::dispute::event::Child;
use accord::dispute::state::{Ending, Owed, State, Subject};
use accord::ordered::Map;
use accord::procedure::{
    AgencyId, Check, Duty, DutyId, DutyScope, FactId, FactScope, FactValue, Guard, RoleRef, Trigger,
};

/// What the rules of a track can tell apart.
#[derive(Default)]
pub struct Telling {
    /// Duties that something waits for, opens by or reads.
    pub duties: BTreeSet<DutyId>,
    /// Duties whose choice is read.
    choices: BTreeSet<DutyId>,
    /// Whether it is read that all parties are one agency.
    same_agency: bool,
    /// Facts that are read after opening, each with the values that are compared with.
    pub facts: BTreeMap<FactId, Vec<FactValue>>,
    /// Facts of which is read whether they are known at all.
    presence: BTreeSet<FactId>,
    /// Facts that only opening reads.
    pub opening_facts: BTreeMap<FactId, Vec<FactValue>>,
    /// Flags of agencies that are read.
    pub flags: BTreeSet<String>,
}

impl Telling {
    pub fn of(rules: &Rules<'_>) -> Self {
        let mut telling = Self::default();
        let track = rules.track;
        for step in track.steps.iter().filter_map(|step| rules.step(step)) {
            for exit in &step.exits {
                telling.duties.extend(exit.needs.iter().cloned());
                telling.checks(&exit.requires);
            }
        }
        for closure in &track.closures {
            telling.duties.extend(closure.needs.iter().cloned());
            telling.checks(&closure.requires);
            telling.role(closure.by.as_ref());
        }
        telling.duties.extend(track.resolve.needs.iter().cloned());
        telling.role(track.resolve.by.as_ref());
        for duty in rules.duties() {
            telling.duty(duty);
        }
        while telling.what_opens_what_tells(rules) {}
        let mut opening = Self::default();
        opening.checks(&track.opening.requires);
        opening.role(track.opening.by.as_ref());
        track.entries.iter().for_each(|entry| opening.checks(&entry.requires));
        telling.opening_facts = opening.facts;
        telling.flags.extend(opening.flags);
        telling.same_agency |= opening.same_agency;
        telling
    }

    fn duty(&mut self, duty: &Duty) {
        if !duty.after.is_empty() {
            self.duties.extend(duty.after.iter().chain([&duty.id]).cloned());
        }
        duty.when.iter().for_each(|guard| self.guard(guard));
        self.role(duty.asks.by.as_ref());
    }

    /// What opens a duty that tells, by being done or by its date, tells too.
    fn what_opens_what_tells(&mut self, rules: &Rules<'_>) -> bool {
        let so_far = self.duties.len();
        for duty in rules.duties().filter(|duty| self.duties.contains(&duty.id)).collect::<Vec<_>>() {
            for trigger in &duty.opens {
                match trigger {
                    Trigger::Done(by, _) | Trigger::Overdue(by) => {
                        self.duties.insert(by.clone());
                    }
                    Trigger::Fact(fact) => {
                        self.facts.entry(fact.clone()).or_default();
                    }
                    _ => {}
                }
            }
        }
        self.duties.len() > so_far
    }

    fn checks(&mut self, checks: &[Check]) {
        checks.iter().for_each(|check| self.guard(&check.guard));
    }

    fn role(&mut self, role: Option<&RoleRef>) {
        role.iter()
            .flat_map(|role| &role.0)
            .filter_map(|(when, _)| when.as_ref())
            .for_each(|g| self.guard(g));
    }

    fn guard(&mut self, guard: &Guard) {
        match guard {
            Guard::FactIs(fact, value) => {
                self.facts.entry(fact.clone()).or_default().extend(value.clone());
            }
            Guard::FactAtLeast(fact, least) => {
                self.facts.entry(fact.clone()).or_default().push(FactValue::Count(*least));
            }
            Guard::FactSet(fact, _) => {
                self.facts.entry(fact.clone()).or_default();
                self.presence.insert(fact.clone());
            }
            Guard::Party(flag) => {
                self.flags.insert(flag.clone());
            }
            Guard::Chose(duty, _) => {
                self.duties.insert(duty.clone());
                self.choices.insert(duty.clone());
            }
            Guard::All(guards) | Guard::Any(guards) => guards.iter().for_each(|guard| self.guard(guard)),
            Guard::Not(guard) => self.guard(guard),
            Guard::SameAgency(_) => self.same_agency = true,
            Guard::Risk(_) => {}
        }
    }

    /// Whether a duty that tells is owed for each of these.
    pub fn scopes(&self, rules: &Rules<'_>, scope: DutyScope) -> bool {
        let homes = self.duties.iter().filter_map(|duty| rules.home(duty));
        homes.into_iter().any(|home| home.duty.scope == scope)
    }

    /// What is equal for two states exactly if they are alike. How many children or agencies are alike
    /// is not told: every rule asks for any of them.
    pub fn key(&self, rules: &Rules<'_>, state: &State) -> String {
        let case = [
            format!("{:?} {:?} tier {:?}", state.status, state.place, state.tier.map(|tier| tier.min(2))),
            format!(" risk {}", state.risk),
            self.known(rules, state, FactScope::Case, &state.facts),
            self.standings(rules, state, &Subject::Case),
        ];
        let of_child = |child: &Child| {
            let subject = Subject::Child(child.reference.clone());
            self.known(rules, state, FactScope::Child, &child.facts) + &self.standings(rules, state, &subject)
        };
        let of_agency = |agency: &&AgencyId| {
            let flags =
                rules.procedure.agencies.get(agency).map(|known| &known.flags[..]).unwrap_or_default();
            let read: Vec<&String> = flags.iter().filter(|flag| self.flags.contains(*flag)).collect();
            format!("{read:?}{}", self.standings(rules, state, &Subject::Agency((*agency).clone())))
        };
        let children: BTreeSet<String> = state.children.iter().map(of_child).collect();
        let concerned = state.concerned();
        let agencies: BTreeSet<String> = concerned.iter().map(of_agency).collect();
        let parties = (state.raising.is_some(), state.other.is_some());
        let one = self.same_agency && concerned.len() == 1;
        format!("{} children {children:?} agencies {agencies:?} {parties:?} one {one}", case.concat())
    }

    /// What is known of the facts that are read.
    fn known(
        &self,
        rules: &Rules<'_>,
        state: &State,
        scope: FactScope,
        facts: &Map<FactId, Option<FactValue>>,
    ) -> String {
        let reads = |fact: &FactId| {
            self.facts.contains_key(fact) || (state.is_risk_record() && self.opening_facts.contains_key(fact))
        };
        let own = facts.iter().filter(|(fact, _)| rules.fact_of(fact, scope) && reads(fact));
        // What is not known reads as no and as none.
        let says = |fact: &FactId, value: &Option<FactValue>| {
            self.presence.contains(fact) || value.as_ref().is_some_and(FactValue::counts_as_set)
        };
        own.filter(|(fact, value)| says(fact, value))
            .map(|(fact, value)| format!(" {fact}={value:?}"))
            .collect()
    }

    /// How the duties that tell stand for a subject.
    fn standings(&self, rules: &Rules<'_>, state: &State, subject: &Subject) -> String {
        let latest = self.duties.iter().filter_map(|duty| state.latest(duty, subject));
        latest.map(|owed| self.standing(rules, state, owed)).collect()
    }

    fn standing(&self, rules: &Rules<'_>, state: &State, owed: &Owed) -> String {
        let Some(ended) = &owed.ended else { return format!(" {} owed", owed.duty) };
        let home = rules.home(&owed.duty);
        let step = home.and_then(|home| home.step);
        match &ended.choice {
            Some(choice) if self.choices.contains(&owed.duty) => format!(" {} {choice}", owed.duty),
            // Only in its step does it matter how it ended.
            _ if step.is_some_and(|step| state.place.as_ref() != Some(&step.id)) => String::new(),
            _ if ended.how == Ending::Lapsed => format!(" {} lapsed", owed.duty),
            _ => String::new(),
        }
    }
}
