//! Reading guards and roles: what holds for a dispute at the moment of asking.

use super::Rules;
use super::event::Child;
use super::state::{Owed, State, Subject};
use crate::procedure::{
    AgencyId, Check, DutyId, DutyScope, FactId, FactScope, FactValue, Guard, RoleId, RoleRef,
};

/// A state under its rules, seen from a subject.
#[derive(Clone, Copy)]
pub(super) struct Reading<'a> {
    pub rules: &'a Rules<'a>,
    pub state: &'a State,
    pub subject: &'a Subject,
}

impl Reading<'_> {
    /// Whether a guard holds; none holds always.
    pub fn holds(&self, guard: Option<&Guard>) -> bool {
        guard.is_none_or(|guard| self.guard(guard))
    }

    /// The codes of the checks whose guard is false.
    pub fn failed<'c>(&self, checks: &'c [Check]) -> impl Iterator<Item = &'c Check> {
        checks.iter().filter(|check| !self.guard(&check.guard))
    }

    /// Who is asked: the first role whose guard holds.
    pub fn role(&self, role: Option<&RoleRef>) -> Option<RoleId> {
        let RoleRef(candidates) = role?;
        candidates.iter().find(|(when, _)| self.holds(when.as_ref())).map(|(_, role)| role.clone())
    }

    fn guard(&self, guard: &Guard) -> bool {
        match guard {
            Guard::FactIs(fact, is) => self.any_value(fact, |value| value == *is),
            Guard::FactAtLeast(fact, least) => {
                self.any_value(fact, |value| matches!(value, Some(FactValue::Count(n)) if n >= *least))
            }
            Guard::FactSet(fact, set) => self.any_presence(fact, |is_set| is_set == *set),
            Guard::Party(flag) => match self.subject {
                Subject::Agency(agency) => self.bears(agency, flag),
                Subject::Case | Subject::Child(_) => {
                    self.state.concerned().into_iter().any(|agency| self.bears(agency, flag))
                }
            },
            Guard::SameAgency(is) => (self.state.concerned().len() == 1) == *is,
            Guard::Risk(is) => self.state.risk == *is,
            Guard::Chose(duty, choice) => self.chose(duty, choice),
            Guard::All(guards) => guards.iter().all(|guard| self.guard(guard)),
            Guard::Any(guards) => guards.iter().any(|guard| self.guard(guard)),
            Guard::Not(guard) => !self.guard(guard),
        }
    }

    fn bears(&self, agency: &AgencyId, flag: &str) -> bool {
        let agency = self.rules.procedure.agencies.get(agency);
        agency.is_some_and(|agency| agency.flags.iter().any(|own| own == flag))
    }

    /// A child's fact reads that child in a duty owed for it; elsewhere any child's counts.
    fn any_value(&self, fact: &FactId, test: impl Fn(Option<FactValue>) -> bool) -> bool {
        let Some(known) = self.rules.procedure.fact(fact) else { return false };
        let fallback = || known.default.clone().or_else(|| unset(known.kind));
        let read = |given: Option<&Option<FactValue>>| given.cloned().flatten().or_else(fallback);
        match known.scope {
            FactScope::Case => test(read(self.state.facts.get(fact))),
            FactScope::Child => self.children().any(|child| test(read(child.facts.get(fact)))),
        }
    }

    fn any_presence(&self, fact: &FactId, test: impl Fn(bool) -> bool) -> bool {
        let Some(known) = self.rules.procedure.fact(fact) else { return false };
        let present =
            |given: Option<&Option<FactValue>>| known.default.is_some() || given.is_some_and(Option::is_some);
        match known.scope {
            FactScope::Case => test(present(self.state.facts.get(fact))),
            FactScope::Child => self.children().any(|child| test(present(child.facts.get(fact)))),
        }
    }

    /// The value of a fact for the subject, or its default: where a date is counted from.
    pub fn given(&self, fact: &FactId) -> Option<&FactValue> {
        let known = self.rules.procedure.fact(fact)?;
        let given = match known.scope {
            FactScope::Case => self.state.facts.get(fact).and_then(Option::as_ref),
            FactScope::Child => self.children().find_map(|child| child.facts.get(fact)?.as_ref()),
        };
        given.or(known.default.as_ref())
    }

    fn children(&self) -> impl Iterator<Item = &Child> {
        let only = match self.subject {
            Subject::Child(reference) => Some(reference),
            Subject::Case | Subject::Agency(_) => None,
        };
        self.state.children.iter().filter(move |child| only.is_none_or(|only| child.reference == *only))
    }

    /// Whether the latest completed instance chose this; about a duty of another scope, that of any
    /// child or concerned agency.
    fn chose(&self, duty: &DutyId, choice: &str) -> bool {
        let Some(home) = self.rules.home(duty) else { return false };
        let chose = |subject: &Subject| {
            let of_subject = |owed: &&Owed| owed.duty == *duty && owed.subject == *subject;
            let completed = self.state.owed.iter().rev().filter(of_subject).find(|owed| owed.is_completed());
            let ended = completed.and_then(|owed| owed.ended.as_ref());
            ended.is_some_and(|ended| ended.choice.as_deref() == Some(choice))
        };
        if home.duty.scope == scope_of(self.subject) {
            chose(self.subject)
        } else {
            home.subjects(self.state).iter().any(chose)
        }
    }
}

fn scope_of(subject: &Subject) -> DutyScope {
    match subject {
        Subject::Case => DutyScope::Case,
        Subject::Child(_) => DutyScope::Child,
        Subject::Agency(_) => DutyScope::Agency,
    }
}

fn unset(kind: crate::procedure::FactKind) -> Option<FactValue> {
    match kind {
        crate::procedure::FactKind::Flag => Some(FactValue::Flag(false)),
        crate::procedure::FactKind::Count => Some(FactValue::Count(0)),
        crate::procedure::FactKind::Date
        | crate::procedure::FactKind::DateTime
        | crate::procedure::FactKind::Choice => None,
    }
}
