//! Deciding how a dispute begins, and who and what comes into it.

use crate::ordered::Map;

use super::{Desk, Refusal, Said, not_met, settle};
use crate::dispute::command::Open;
use crate::dispute::event::{Child, Happening, Under};
use crate::dispute::reading::Reading;
use crate::dispute::state::{State, Subject};
use crate::procedure::{
    AgencyId, Departures, FactId, FactScope, FactValue, OpeningNeed, Presence, Reason, StepId,
};

/// The word under which it is kept with whom it was tried informally.
const ATTEMPT_WITH: &str = "informal-attempt-with";

impl Desk<'_> {
    pub(super) fn open(
        &self,
        open: &Open,
        under: &Under,
        words: &mut Said,
    ) -> Result<Happening, Vec<Refusal>> {
        let track = self.rules.track;
        let reason = words.reason(open.reason.as_deref());
        words.text("text", open.text.as_deref());
        if let Some(attempt) = &open.informal_attempt {
            words.text(ATTEMPT_WITH, attempt.with.as_deref());
        }

        let mut refusals = self.unknown_facts(&open.facts, FactScope::Case);
        refusals.extend(
            open.children.iter().flat_map(|child| self.unknown_facts(&child.facts, FactScope::Child)),
        );
        let named = open.raising.iter().chain(&open.other).chain(&open.also);
        refusals.extend(named.filter_map(|agency| self.unknown_agency(agency)));
        for ground in &open.grounds {
            match track.grounds.iter().find(|known| known.id == *ground) {
                None => refusals.push(Refusal::UnknownGround(ground.clone())),
                Some(known) if known.text == Presence::Required && !words.0.contains_key("text") => {
                    refusals.push(Refusal::Missing("text".into()));
                }
                Some(_) => {}
            }
        }

        let opened = self.as_opened(open);
        let given = |need: &OpeningNeed| match need {
            OpeningNeed::Ground => !open.grounds.is_empty(),
            OpeningNeed::Raising => opened.raising.is_some(),
            OpeningNeed::Other => opened.other.is_some(),
            OpeningNeed::InformalAttempt => {
                let attempt = open.informal_attempt.as_ref();
                attempt.is_some_and(|attempt| attempt.on.is_some() || words.0.contains_key(ATTEMPT_WITH))
            }
        };
        let missing = track.opening.needs.iter().filter(|need| !given(need)).map(need_name);
        refusals.extend(missing.map(|need| Refusal::Missing(need.into())));
        let reading = Reading { state: &opened, ..self.reading(&Subject::Case) };
        for check in reading.failed(&track.opening.requires) {
            refusals.push(Refusal::OutOfScope { code: check.code.clone(), say: check.say.clone() });
        }
        if reading.role(track.opening.by.as_ref()).is_some_and(|asked| open.by.as_ref() != Some(&asked)) {
            refusals.push(Refusal::ByWrongRole);
        }

        let departs = open.departure && track.departures == Departures::Allowed;
        if departs {
            refusals.extend(reason.missing());
        }
        let entry = open.entry.clone().or_else(|| track.entries.first().map(|entry| entry.step.clone()));
        let entry = entry.unwrap_or_else(|| StepId(String::new()));
        match track.entries.iter().find(|known| known.step == entry) {
            Some(known) => {
                refusals.extend(reading.failed(&known.requires).map(not_met));
                if known.reason == Reason::Required && !departs {
                    refusals.extend(reason.missing());
                }
            }
            None if self.rules.procedure.step(&entry).is_none() => {
                refusals.push(Refusal::NoSuchStep(entry.clone()))
            }
            None if departs && track.steps.contains(&entry) => {}
            None => refusals.push(Refusal::EntryNotAllowed),
        }

        let attempt_on = open.informal_attempt.as_ref().and_then(|attempt| attempt.on);
        for (date, member) in [(open.received, "received"), (attempt_on, "informal-on")] {
            if date.is_some_and(|date| date > self.now.date()) {
                refusals.push(Refusal::DateInFuture(member));
            }
        }
        settle(refusals)?;
        Ok(Happening::Opened {
            also: open.also.clone(),
            by: open.by.clone(),
            children: open.children.clone(),
            departure: departs,
            entry,
            facts: open.facts.clone(),
            grounds: open.grounds.clone(),
            informal_attempt_on: attempt_on,
            other: open.other.clone(),
            raising: open.raising.clone(),
            received: open.received,
            under: under.clone(),
        })
    }

    /// The parties, children and facts as they will be: what a risk record holds stays.
    fn as_opened(&self, open: &Open) -> State {
        let mut state = self.state.clone();
        state.raising = open.raising.clone().or(state.raising);
        state.other = open.other.clone().or(state.other);
        if !open.also.is_empty() {
            state.also.clone_from(&open.also);
        }
        state.facts.extend(open.facts.clone());
        for child in &open.children {
            match state.children.iter_mut().find(|known| known.reference == child.reference) {
                Some(known) => known.facts.extend(child.facts.clone()),
                None => state.children.push(child.clone()),
            }
        }
        state
    }

    pub(super) fn add_child(&self, child: &Child) -> Result<Happening, Vec<Refusal>> {
        settle(self.unknown_facts(&child.facts, FactScope::Child))?;
        Ok(Happening::ChildAdded { child: child.clone() })
    }

    pub(super) fn add_agency(&self, agency: &AgencyId) -> Result<Happening, Vec<Refusal>> {
        settle(self.unknown_agency(agency).into_iter().collect())?;
        Ok(Happening::AgencyAdded { agency: agency.clone() })
    }

    pub(super) fn set_fact(
        &self,
        fact: &FactId,
        is: Option<&FactValue>,
        child: Option<&str>,
    ) -> Result<Happening, Vec<Refusal>> {
        let Some(known) = self.rules.procedure.fact(fact) else {
            return Err(vec![Refusal::UnknownFact(fact.clone())]);
        };
        let child = child.filter(|_| known.scope == FactScope::Child);
        let there = child.is_some_and(|child| self.state.child(child).is_some());
        if known.scope == FactScope::Child && !there {
            return Err(vec![Refusal::UnknownChild]);
        }
        Ok(Happening::FactSet { child: child.map(str::to_owned), fact: fact.clone(), is: is.cloned() })
    }

    pub(super) fn lesson(&self, scope: &str, kind: Option<&str>) -> Result<Happening, Vec<Refusal>> {
        let mut refusals = Vec::new();
        if let Some(rules) = &self.rules.procedure.lessons {
            let among = |value: &str, values: &[String]| values.iter().any(|known| known == value);
            if !among(scope, &rules.scopes) {
                refusals.push(Refusal::UnknownOption("scope".into()));
            }
            if kind.is_some_and(|kind| !among(kind, &rules.kinds)) {
                refusals.push(Refusal::UnknownOption("kind".into()));
            }
        }
        settle(refusals)?;
        Ok(Happening::LessonNoted { kind: kind.map(str::to_owned), scope: scope.to_owned() })
    }

    fn unknown_facts(&self, facts: &Map<FactId, Option<FactValue>>, scope: FactScope) -> Vec<Refusal> {
        let unknown = facts.keys().filter(|fact| !self.rules.fact_of(fact, scope));
        unknown.map(|fact| Refusal::UnknownFact(fact.clone())).collect()
    }

    fn unknown_agency(&self, agency: &AgencyId) -> Option<Refusal> {
        let known = self.rules.procedure.agencies.contains_key(agency);
        (!known).then(|| Refusal::UnknownAgency(agency.clone()))
    }
}

fn need_name(need: &OpeningNeed) -> &'static str {
    match need {
        OpeningNeed::Ground => "ground",
        OpeningNeed::Raising => "raising",
        OpeningNeed::Other => "other",
        OpeningNeed::InformalAttempt => "informal-attempt",
    }
}
