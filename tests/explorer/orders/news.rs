//! What may come to be known or said: facts, children, agencies, lessons.

use std::collections::BTreeMap;

use accord::dispute::command::{Command, Fields};
use accord::dispute::event::Child;
use accord::dispute::state::State;
use accord::procedure::{AgencyId, DutyScope, FactId, FactKind, FactScope, FactValue, Trigger};

use super::{Desk, Order, aside, child};

impl Desk<'_> {
    pub(super) fn facts(&self, state: &State) -> Vec<Order> {
        let mut read = self.telling.facts.clone();
        for trigger in self.rules.duties().flat_map(|duty| &duty.opens) {
            if let Trigger::Fact(fact) = trigger {
                read.entry(fact.clone()).or_default();
            }
        }
        if state.is_risk_record() {
            read.extend(self.telling.opening_facts.clone());
        }
        let set = |fact: &FactId, is: &FactValue, child: Option<&Child>| {
            let child = child.map(|child| child.reference.clone());
            aside(Command::SetFact { fact: fact.clone(), is: Some(is.clone()), child })
        };
        let of_case = self.values_of(&read, FactScope::Case);
        let of_child = self.values_of(&read, FactScope::Child);
        let children = state.children.iter();
        let of_children =
            children.flat_map(|child| of_child.iter().map(move |(fact, is)| set(fact, is, Some(child))));
        of_case.iter().map(|(fact, is)| set(fact, is, None)).chain(of_children).collect()
    }

    /// Each of these facts with what it may be: what it is compared with, and something else.
    pub(super) fn values_of(
        &self,
        facts: &BTreeMap<FactId, Vec<FactValue>>,
        scope: FactScope,
    ) -> Vec<(FactId, FactValue)> {
        let own = facts.iter().filter_map(|(id, compared)| Some((self.rules.procedure.fact(id)?, compared)));
        own.filter(|(fact, _)| fact.scope == scope)
            .flat_map(|(fact, compared)| {
                let mut values = match fact.kind {
                    FactKind::Flag => vec![FactValue::Flag(true), FactValue::Flag(false)],
                    FactKind::Count => vec![FactValue::Count(0)],
                    FactKind::Date => vec![FactValue::Text("2026-11-02".into())],
                    FactKind::DateTime => vec![FactValue::Text("2026-11-02T10:00".into())],
                    FactKind::Choice => vec![FactValue::Text("another".into())],
                };
                values.extend(compared.iter().filter(|value| !matches!(value, FactValue::Flag(_))).cloned());
                values.into_iter().map(|value| (fact.id.clone(), value))
            })
            .collect()
    }

    pub(super) fn newcomers(&self, state: &State) -> Vec<Order> {
        let mut orders = Vec::new();
        let names = ["A", "B"];
        if let Some(name) = names.iter().take(self.children).find(|name| state.child(name).is_none()) {
            orders.push(aside(Command::AddChild { child: child(name) }));
        }
        let concerned = state.concerned();
        if concerned.len() < 3 {
            let flags = |agency: &AgencyId| &self.rules.procedure.agencies[agency].flags;
            let held = |flag: &String| concerned.iter().any(|agency| flags(agency).contains(flag));
            let is_new = |agency: &&AgencyId| {
                let brings =
                    self.telling.flags.iter().any(|flag| flags(agency).contains(flag) && !held(flag));
                !concerned.contains(agency) && (brings || !self.telling.scopes(self.rules, DutyScope::Agency))
            };
            let new = self.agencies.iter().filter(is_new);
            orders.extend(new.map(|agency| aside(Command::AddAgency { agency: agency.clone() })));
        }
        orders
    }

    pub(super) fn words(&self) -> Vec<Order> {
        let scopes = self.rules.procedure.lessons.as_ref().map(|lessons| lessons.scopes.clone());
        let scopes = scopes.unwrap_or_else(|| {
            let opens = self.rules.duties().flat_map(|duty| &duty.opens);
            opens
                .filter_map(|trigger| match trigger {
                    Trigger::Lesson(scope) => Some(scope.clone()),
                    _ => None,
                })
                .collect()
        });
        let lessons = scopes.into_iter().map(|scope| Command::Lesson { scope, kind: None, text: None });
        let delay = Command::Delay { reason: Some("nobody answered".into()), duty: None };
        let correct = Command::Correct {
            entry: "any".to_owned().into(),
            wrong: None,
            right: Some("it was another day".into()),
        };
        let confirm = Command::Confirm {
            entry: "any".to_owned().into(),
            agreed: Some(false),
            text: Some("we agreed to meet".into()),
        };
        let (discuss, note) =
            (Command::Discuss { words: Fields::new() }, Command::Note { words: Fields::new() });
        let said = [delay, discuss, note, correct, confirm];
        lessons.chain(said).map(aside).collect()
    }
}
