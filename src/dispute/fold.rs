//! What happened changes where a dispute stands. No rule of refusal lives here.
//!
//! The procedure that the log pins says what follows from a happening: which duties open, which
//! end. What cannot be placed becomes an [`Anomaly`]; nothing is dropped and nothing panics.

use super::course::Course;
use super::event::{Child, Happening, Instance};
use super::state::{Anomaly, Counting, Owed, State, Status, Subject};
use super::{Home, Rules};
use crate::calendar::Moment;
use crate::procedure::{AgencyId, FactId, FactScope, FactValue, RiskEffect, StepId, Trigger};

/// Where a dispute stands after these happenings, each at its moment, in their order.
pub fn fold<'h>(rules: &Rules<'_>, log: impl IntoIterator<Item = (&'h Happening, Moment)>) -> State {
    let mut state = State::default();
    for (happening, at) in log {
        state.apply(rules, happening, at);
    }
    state
}

impl State {
    /// Lets time pass up to a moment: dates that pass bring what they bring.
    pub fn pass_time(&mut self, rules: &Rules<'_>, now: Moment) {
        Course { rules, state: self, now }.pass_time();
    }

    /// The same dispute at a later moment, when nothing more has happened.
    pub fn at(&self, rules: &Rules<'_>, now: Moment) -> State {
        let mut later = self.clone();
        later.pass_time(rules, now);
        later
    }

    /// Takes in something that happened at a moment. Time passes first.
    pub fn apply(&mut self, rules: &Rules<'_>, happening: &Happening, at: Moment) {
        self.pass_time(rules, at);
        let begins = matches!(happening, Happening::Opened { .. } | Happening::RiskDeclared { .. });
        if self.status == Status::None && !begins {
            self.anomalies.push(Anomaly::BeforeOpening);
            return;
        }
        let mut course = Course { rules, state: self, now: at };
        if let Err(anomaly) = course.take(happening) {
            course.state.anomalies.push(anomaly);
        }
        course.reread_guards();
    }
}

impl<'a> Course<'a> {
    fn take(&mut self, happening: &Happening) -> Result<(), Anomaly> {
        match happening {
            Happening::Opened { .. } => self.opened(happening)?,
            Happening::MovedToStep { to, received, .. } => {
                let from = self.state.place.clone().filter(|_| self.state.status == Status::Open);
                let from = from.ok_or(Anomaly::OutOfPlace)?;
                self.known_step(to)?;
                if let Some(exit) = self.rules.exit(&from, to) {
                    self.complete_all(&exit.completes);
                }
                self.leave(Some(to));
                self.enter(to, *received);
            }
            Happening::TierAdded {} => self.next_tier(),
            Happening::DutyDone { instance, choice, on, .. } => {
                let index = self.outstanding(instance)?;
                self.complete(index, choice.clone(), *on);
            }
            Happening::DutyWaived { instance } => {
                let index = self.outstanding(instance)?;
                self.end_as(index, super::state::Ending::Waived);
            }
            Happening::DutyOwedAgain { instance } => {
                let (home, subject) = self.named(instance)?;
                if self.state.outstanding(&instance.duty, &subject).is_none() {
                    self.open_afresh(home, subject);
                }
            }
            Happening::DateAgreed { instance, date } => {
                let index = self.outstanding(instance)?;
                self.state.owed[index].agreed = Some(*date);
            }
            Happening::ReceivedOn { date } => self.received(*date),
            Happening::FactSet { fact, is, child } => self.fact_set(fact, is.clone(), child.as_deref()),
            Happening::ChildAdded { child } => self.child_added(child),
            Happening::AgencyAdded { agency } => self.agency_added(agency),
            Happening::LessonNoted { scope, .. } => {
                self.fire(&Trigger::Lesson(scope.clone()), &Subject::Case)
            }
            Happening::DelayNoted { .. }
            | Happening::Discussed {}
            | Happening::Noted {}
            | Happening::Corrected { .. }
            | Happening::Confirmed { .. } => {}
            Happening::RiskDeclared { raising, other, children, .. } => {
                self.risk(raising.as_ref(), other.as_ref(), children);
            }
            Happening::RiskEnded {} => {
                self.state.risk = false;
                if self.state.status == Status::Emergency && self.state.place.is_some() {
                    self.state.status = Status::Open;
                }
            }
            Happening::Resolved { .. } => {
                self.leave(None);
                self.state.status = Status::Resolved;
                self.fire(&Trigger::Resolved, &Subject::Case);
            }
            Happening::Closed { r#as, .. } => {
                let closure = self.rules.track.closures.iter().find(|closure| closure.id == *r#as);
                if let Some(closure) = closure {
                    self.complete_all(&closure.completes);
                }
                if self.state.status == Status::Open {
                    self.leave(None);
                }
                if self.state.is_risk_record() {
                    self.state.risk = false;
                }
                self.state.status = Status::Closed(r#as.clone());
                self.fire(&Trigger::Closed, &Subject::Case);
            }
            Happening::Reopened {} => self.reopen(),
            // Whoever folds has the rules of both versions and calls `State::move_to_version`.
            Happening::MovedToVersion { .. } => {}
        }
        Ok(())
    }

    fn opened(&mut self, happening: &Happening) -> Result<(), Anomaly> {
        let Happening::Opened { raising, other, also, children, facts, grounds, entry, received, .. } =
            happening
        else {
            return Ok(());
        };
        if self.state.status != Status::None && !self.state.is_risk_record() {
            return Err(Anomaly::OpenedTwice);
        }
        self.known_step(entry)?;
        self.bring_in(|state| {
            state.raising = raising.clone().or(state.raising.take());
            state.other = other.clone().or(state.other.take());
            if !also.is_empty() {
                state.also.clone_from(also);
            }
        });
        self.state.grounds.clone_from(grounds);
        let mut news = self.learn_case_facts(facts);
        for child in children {
            news.extend(self.take_in(child));
        }
        self.begin(entry, *received);
        self.tell_facts(news);
        Ok(())
    }

    /// Takes in a child, or the facts of one already there; gives the facts that fire.
    fn take_in(&mut self, child: &Child) -> Vec<(FactId, Subject)> {
        let subject = Subject::Child(child.reference.clone());
        if self.state.child(&child.reference).is_none() {
            let facts = crate::ordered::Map::new();
            self.state.children.push(Child { facts, reference: child.reference.clone() });
            self.owe_newcomer(&subject);
        }
        let known = child.facts.iter().filter(|(fact, _)| self.rules.fact_of(fact, FactScope::Child));
        let news: Vec<_> = known.map(|(fact, value)| (fact.clone(), value.clone())).collect();
        let fresh = news.into_iter().filter(|(fact, value)| self.learn(fact, value.clone(), &subject));
        fresh.map(|(fact, _)| fact).map(|fact| (fact, subject.clone())).collect()
    }

    fn learn_case_facts(
        &mut self,
        facts: &crate::ordered::Map<FactId, Option<FactValue>>,
    ) -> Vec<(FactId, Subject)> {
        let fresh = facts.iter().filter(|(fact, value)| self.learn(fact, (*value).clone(), &Subject::Case));
        fresh.map(|(fact, _)| (fact.clone(), Subject::Case)).collect()
    }

    /// Sets a fact; whether that fires: it counts as set and differs from what was set before.
    fn learn(&mut self, fact: &FactId, value: Option<FactValue>, subject: &Subject) -> bool {
        let facts = match subject {
            Subject::Child(reference) => {
                let child = self.state.children.iter_mut().find(|child| child.reference == *reference);
                match child {
                    Some(child) => &mut child.facts,
                    None => return false,
                }
            }
            Subject::Case | Subject::Agency(_) => &mut self.state.facts,
        };
        let before = facts.insert(fact.clone(), value.clone()).flatten();
        value.as_ref().is_some_and(FactValue::counts_as_set) && before != value
    }

    fn tell_facts(&mut self, news: Vec<(FactId, Subject)>) {
        for (fact, about) in news {
            self.fire(&Trigger::Fact(fact), &about);
        }
    }

    fn fact_set(&mut self, fact: &FactId, is: Option<FactValue>, child: Option<&str>) {
        let about = match child.filter(|_| self.rules.fact_of(fact, FactScope::Child)) {
            Some(child) => Subject::Child(child.to_owned()),
            None => Subject::Case,
        };
        if self.learn(fact, is, &about) {
            self.fire(&Trigger::Fact(fact.clone()), &about);
        }
    }

    fn child_added(&mut self, child: &Child) {
        let news = self.take_in(child);
        self.tell_facts(news);
    }

    fn agency_added(&mut self, agency: &AgencyId) {
        if !self.state.concerned().contains(&agency) {
            self.bring_in(|state| state.also.push(agency.clone()));
        }
    }

    /// Changes the parties; those who are new are owed what fired for everybody.
    fn bring_in(&mut self, change: impl FnOnce(&mut State)) {
        let before: Vec<AgencyId> = self.state.concerned().into_iter().cloned().collect();
        change(self.state);
        let after: Vec<AgencyId> = self.state.concerned().into_iter().cloned().collect();
        for agency in after.into_iter().filter(|agency| !before.contains(agency)) {
            self.owe_newcomer(&Subject::Agency(agency));
        }
    }

    /// In this order: who is still missing comes in; what has ended is reopened; the risk is set;
    /// the dispute jumps or is held; `risk` fires, then the facts of the children who came.
    fn risk(&mut self, raising: Option<&AgencyId>, other: Option<&AgencyId>, children: &[Child]) {
        let known = |agency: Option<&AgencyId>| {
            agency.filter(|agency| self.rules.procedure.agencies.contains_key(agency)).cloned()
        };
        let (raising, other) = (known(raising), known(other));
        self.bring_in(|state| {
            state.raising = state.raising.take().or(raising);
            state.other = state.other.take().or(other);
        });
        let mut news = Vec::new();
        for child in children {
            if self.state.child(&child.reference).is_none() {
                news.extend(self.take_in(child));
            }
        }
        if self.state.status == Status::Resolved || self.state.is_closed() {
            self.reopen();
        }
        self.state.risk = true;
        match &self.rules.track.risk.effect {
            RiskEffect::Jumps(to) => self.jump(&to.clone()),
            RiskEffect::LeavesLadder | RiskEffect::Stays if self.state.status == Status::None => {
                self.state.status = Status::Emergency;
            }
            RiskEffect::LeavesLadder => self.state.status = Status::Emergency,
            RiskEffect::Stays => {}
        }
        self.fire(&Trigger::Risk, &Subject::Case);
        self.tell_facts(news);
    }

    fn jump(&mut self, to: &StepId) {
        match &self.state.place {
            None => self.begin(to, None),
            Some(place) if place == to => {}
            Some(_) => {
                self.leave(Some(to));
                self.enter(to, None);
            }
        }
    }

    /// The duties of the step that are counted from `received` are recounted; agreements stay, and
    /// so does what was opened afresh: it is counted from that moment.
    fn received(&mut self, date: chrono::NaiveDate) {
        self.state.received = Some(date);
        let Some(step) = self.state.place.clone() else { return };
        let by_rule = |owed: &&mut Owed| owed.is_outstanding() && owed.counting == Counting::ByRule;
        for owed in self.state.owed.iter_mut().filter(by_rule) {
            let Some(home) = self.rules.home(&owed.duty).filter(|home| home.is_of(&step)) else { continue };
            let from = home.duty.due.as_ref().map(|deadline| &deadline.from);
            if from == Some(&crate::procedure::Anchor::Received) {
                owed.anchor = Moment::from(date);
                owed.own = super::due::own(self.rules, home, owed.anchor);
            }
        }
    }

    fn known_step(&self, step: &StepId) -> Result<(), Anomaly> {
        let known = self.rules.step(step).is_some();
        known.then_some(()).ok_or_else(|| Anomaly::UnknownStep(step.clone()))
    }

    fn named(&self, instance: &Instance) -> Result<(Home<'a>, Subject), Anomaly> {
        let not_owed = || Anomaly::NotOwed(instance.clone());
        let home = self.rules.home(&instance.duty).ok_or_else(not_owed)?;
        let subject = Subject::of(instance, home.duty.scope).ok_or_else(not_owed)?;
        Ok((home, subject))
    }

    fn outstanding(&self, instance: &Instance) -> Result<usize, Anomaly> {
        let (home, subject) = self.named(instance)?;
        let index = self.state.outstanding(&home.duty.id, &subject);
        index.ok_or_else(|| Anomaly::NotOwed(instance.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Calendar;
    use crate::dispute::event::Under;
    use crate::procedure::{ProcedureId, TrackId, built_in_pack};

    fn opened(entry: &str) -> Happening {
        let under = Under {
            calendar: String::new(),
            digest: String::new(),
            procedure: ProcedureId::from("havering"),
            track: TrackId::from("inter-agency"),
            version: String::new(),
        };
        Happening::Opened {
            also: Vec::new(),
            by: None,
            children: Vec::new(),
            departure: false,
            entry: StepId::from(entry),
            facts: Default::default(),
            grounds: Vec::new(),
            informal_attempt_on: None,
            other: None,
            raising: None,
            received: None,
            under,
        }
    }

    fn moved(to: &str) -> Happening {
        let to = StepId::from(to);
        Happening::MovedToStep { by: None, chosen: Default::default(), departure: false, received: None, to }
    }

    /// Tells a log, and what of it could not be placed; the rest is as if that had never been written.
    #[track_caller]
    fn check(log: &[Happening], cannot_be_placed: &[Anomaly], without: &[Happening]) {
        let pack = built_in_pack(&ProcedureId::from("havering")).expect("a pack");
        let calendar = Calendar::england_and_wales();
        let rules = Rules::new(pack.procedure(), &TrackId::from("inter-agency"), &calendar).expect("a track");
        let at = Moment::parse("2026-11-16T09:00").expect("a moment");
        let tell = |log: &[Happening]| fold(&rules, log.iter().map(|happening| (happening, at)));
        let mut state = tell(log);
        assert_eq!(std::mem::take(&mut state.anomalies), cannot_be_placed);
        assert_eq!(state, tell(without));
    }

    #[test]
    fn what_cannot_be_placed_is_told_and_changes_nothing() {
        let unknown = Instance { agency: None, child: None, duty: "S9.nothing".into() };
        let resolved = || Happening::Resolved { by: None, outcome: None };
        check(&[moved("S2"), opened("S1")], &[Anomaly::BeforeOpening], &[opened("S1")]);
        check(&[opened("S1"), opened("S2")], &[Anomaly::OpenedTwice], &[opened("S1")]);
        check(&[opened("S9")], &[Anomaly::UnknownStep("S9".into())], &[]);
        check(&[opened("S1"), moved("S9")], &[Anomaly::UnknownStep("S9".into())], &[opened("S1")]);
        let ended = [opened("S1"), resolved()];
        check(&[opened("S1"), resolved(), moved("S2")], &[Anomaly::OutOfPlace], &ended);
        let done = Happening::DutyWaived { instance: unknown.clone() };
        check(&[opened("S1"), done], &[Anomaly::NotOwed(unknown)], &[opened("S1")]);
    }
}
