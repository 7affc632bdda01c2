//! Deciding what is done about a duty: doing it, waiving it, owing it again, agreeing on a date.

use super::{Desk, Given, Refusal, Said, fill, settle};
use crate::calendar::Due;
use crate::dispute::command::Done;
use crate::dispute::event::{Happening, Instance};
use crate::dispute::state::{Owed, Subject};
use crate::dispute::{Home, due};
use crate::ordered::Set;
use crate::procedure::{AgencyId, DutyScope, LaterDate, Panel, PanelParties, Waiver};

impl Desk<'_> {
    pub(super) fn done(&self, done: &Done, words: &mut Said) -> Result<Happening, Vec<Refusal>> {
        let mut refusals = Vec::new();
        let home = match self.known(&done.instance)? {
            Some(home) => home,
            None => return Err(vec![Refusal::NotOwed]),
        };
        let subject = Subject::of(&done.instance, home.duty.scope);
        match &subject {
            Some(subject) if self.state.outstanding(&home.duty.id, subject).is_none() => {
                return Err(vec![Refusal::NotOwed]);
            }
            Some(_) => {}
            None => refusals.push(Refusal::Missing(scope_name(home.duty.scope).into())),
        }
        let subject = subject.unwrap_or(Subject::Case);
        let asks = &home.duty.asks;
        refusals.extend(self.needs(&home.duty.after));
        refusals.extend(self.by(asks.by.as_ref(), done.by.as_ref(), &subject));
        refusals.extend(
            asks.route
                .iter()
                .filter(|route| done.route.as_ref() != Some(route))
                .map(|route| Refusal::RouteNot(route.clone())),
        );
        let chosen = fill(&asks.fields, &done.fields, &mut refusals, words);
        if !asks.choices.is_empty() {
            match &done.choice {
                None => refusals.push(Refusal::Missing("choice".into())),
                Some(choice) if !asks.choices.contains(choice) => refusals.push(Refusal::NotAnOutcome),
                Some(_) => {}
            }
        }
        if let Some(panel) = &asks.panel {
            refusals.extend(self.panel(panel, &done.agencies));
        }
        if done.on.is_some_and(|on| on.moment() > self.now) {
            refusals.push(Refusal::DateInFuture("on"));
        }
        settle(refusals)?;
        Ok(Happening::DutyDone {
            agencies: done.agencies.clone(),
            by: done.by.clone(),
            choice: done.choice.clone(),
            chosen,
            instance: done.instance.clone(),
            on: done.on,
            route: done.route.clone(),
        })
    }

    fn panel(&self, panel: &Panel, agencies: &[AgencyId]) -> Vec<Refusal> {
        let different: Set<&AgencyId> = agencies.iter().collect();
        let mut refusals = Vec::new();
        if different.len() < panel.min {
            refusals.push(Refusal::TooFewAgencies);
        }
        if panel.concerned == PanelParties::EveryConcerned {
            let sits = |agency: &AgencyId| {
                let known = self.rules.procedure.agencies.get(agency);
                let by = known.and_then(|known| known.represented_by.as_ref());
                agencies.contains(agency) || by.is_some_and(|by| agencies.contains(by))
            };
            let absent = self.state.concerned().into_iter().filter(|agency| !sits(agency));
            refusals.extend(absent.map(|agency| Refusal::ConcernedAgencyMissing(agency.clone())));
        }
        refusals
    }

    pub(super) fn waive(&self, instance: &Instance, reason: Given) -> Result<Happening, Vec<Refusal>> {
        let (home, _) = self.outstanding(instance)?;
        let mut refusals = Vec::new();
        if home.duty.waiver == Waiver::Never {
            refusals.push(Refusal::NotWaivable);
        }
        refusals.extend(reason.missing());
        settle(refusals)?;
        Ok(Happening::DutyWaived { instance: instance.clone() })
    }

    pub(super) fn again(&self, instance: &Instance, reason: Given) -> Result<Happening, Vec<Refusal>> {
        let home = self.known(instance)?.ok_or_else(|| vec![Refusal::NotOwed])?;
        let subject = subject(instance, home)?;
        let latest = self.state.latest(&home.duty.id, &subject).ok_or_else(|| vec![Refusal::NotOwed])?;
        let mut refusals = Vec::new();
        if latest.is_outstanding() {
            refusals.push(Refusal::AlreadyOwed);
        }
        if home.step.is_some_and(|step| !self.state.is_current(&step.id)) {
            refusals.push(Refusal::NotOwed);
        }
        settle(refusals)?;
        reason.required()?;
        Ok(Happening::DutyOwedAgain { instance: instance.clone() })
    }

    /// Earlier than the limit is always free, a past date too.
    pub(super) fn agree_date(
        &self,
        instance: &Instance,
        date: Due,
        reason: Given,
    ) -> Result<Happening, Vec<Refusal>> {
        let (home, owed) = self.outstanding(instance)?;
        let limit = due::limit(self.rules, self.state, owed).by;
        if limit.is_some_and(|limit| date.rank() > limit.rank()) {
            match home.duty.agree {
                LaterDate::Refuse => return Err(vec![Refusal::PastLimit]),
                LaterDate::WithReason => reason.required()?,
            }
        }
        Ok(Happening::DateAgreed { date, instance: instance.clone() })
    }

    /// A duty of this track; `None` for one of another track.
    fn known(&self, instance: &Instance) -> Result<Option<Home<'_>>, Vec<Refusal>> {
        if !self.rules.knows(&instance.duty) {
            return Err(vec![Refusal::UnknownDuty(instance.duty.clone())]);
        }
        Ok(self.rules.home(&instance.duty))
    }

    fn outstanding(&self, instance: &Instance) -> Result<(Home<'_>, &Owed), Vec<Refusal>> {
        let not_owed = || vec![Refusal::NotOwed];
        let home = self.known(instance)?.ok_or_else(not_owed)?;
        let subject = subject(instance, home)?;
        let index = self.state.outstanding(&home.duty.id, &subject).ok_or_else(not_owed)?;
        Ok((home, &self.state.owed[index]))
    }
}

/// Whom the instance is about; without a name it is no instance that could be owed.
fn subject(instance: &Instance, home: Home<'_>) -> Result<Subject, Vec<Refusal>> {
    let unnamed = || vec![Refusal::Missing(scope_name(home.duty.scope).into()), Refusal::NotOwed];
    Subject::of(instance, home.duty.scope).ok_or_else(unnamed)
}

fn scope_name(scope: DutyScope) -> &'static str {
    match scope {
        DutyScope::Case => "case",
        DutyScope::Child => "child",
        DutyScope::Agency => "agency",
    }
}
