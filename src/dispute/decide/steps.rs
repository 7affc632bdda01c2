//! Deciding moves, tiers, resolving and closing.

use super::{Desk, Given, Refusal, Said, fill, settle};
use crate::dispute::command::Move;
use crate::dispute::event::Happening;
use crate::dispute::state::{Status, Subject};
use crate::procedure::{ClosesFrom, Closure, ClosureId, Departures, Reason, RoleId, Tiers};

/// The closure that every track has, for a record that holds only a risk.
pub(in crate::dispute) const RISK_ENDED: &str = "risk-ended";

impl Desk<'_> {
    pub(super) fn move_to(&self, order: &Move, words: &mut Said) -> Result<Happening, Vec<Refusal>> {
        let reason = words.reason(order.reason.as_deref());
        if self.rules.procedure.step(&order.to).is_none() {
            return Err(vec![Refusal::NoSuchStep(order.to.clone())]);
        }
        let departs = order.departure && self.rules.track.departures == Departures::Allowed;
        let exit = self.state.place.as_ref().and_then(|here| self.rules.exit(here, &order.to));
        let mut refusals = Vec::new();
        if departs {
            refusals.extend(reason.missing());
        }
        let chosen = match exit {
            Some(exit) => {
                if !departs {
                    refusals.extend(self.needs(&exit.needs));
                    refusals.extend(reason.missing().filter(|_| exit.reason == Reason::Required));
                }
                refusals.extend(self.not_met(&exit.requires));
                fill(&exit.fields, &order.fields, &mut refusals, words)
            }
            None if departs && self.rules.track.steps.contains(&order.to) => {
                fill(&[], &order.fields, &mut refusals, words)
            }
            None => {
                refusals.push(Refusal::NotNextStep(order.to.clone()));
                return Err(refusals);
            }
        };
        if order.received.is_some_and(|date| date > self.now.date()) {
            refusals.push(Refusal::DateInFuture("received"));
        }
        settle(refusals)?;
        Ok(Happening::MovedToStep {
            by: order.by.clone(),
            chosen,
            departure: departs,
            received: order.received,
            to: order.to.clone(),
        })
    }

    pub(super) fn add_tier(&self) -> Result<Happening, Vec<Refusal>> {
        let step = self.state.step().and_then(|step| self.rules.step(step));
        let repeats = step.is_some_and(|step| step.tiers == Tiers::Repeat);
        if repeats { Ok(Happening::TierAdded {}) } else { Err(vec![Refusal::NoTiers]) }
    }

    pub(super) fn received(&self, date: chrono::NaiveDate) -> Result<Happening, Vec<Refusal>> {
        if date > self.now.date() {
            Err(vec![Refusal::DateInFuture("date")])
        } else {
            Ok(Happening::ReceivedOn { date })
        }
    }

    pub(super) fn resolve(
        &self,
        outcome: Option<&str>,
        text: Option<&str>,
        by: Option<&RoleId>,
    ) -> Result<Happening, Vec<Refusal>> {
        let rules = &self.rules.track.resolve;
        let said = |text: Option<&str>| text.is_some_and(|text| !text.trim().is_empty());
        let mut refusals: Vec<Refusal> = self.needs(&rules.needs).collect();
        refusals.extend(self.by(rules.by.as_ref(), by, &Subject::Case));
        if !said(outcome) && (!rules.outcomes.is_empty() || !said(text)) {
            refusals.push(Refusal::Missing("outcome".into()));
        } else if !rules.outcomes.is_empty()
            && !outcome.is_some_and(|outcome| rules.outcomes.iter().any(|o| o == outcome))
        {
            refusals.push(Refusal::NotAnOutcome);
        }
        settle(refusals)?;
        Ok(Happening::Resolved { by: by.cloned(), outcome: outcome.map(str::to_owned) })
    }

    pub(super) fn close(
        &self,
        id: &ClosureId,
        by: Option<&RoleId>,
        reason: Given,
    ) -> Result<Happening, Vec<Refusal>> {
        let closed = || Happening::Closed { r#as: id.clone(), by: by.cloned() };
        if id.as_str() == RISK_ENDED {
            if !self.state.is_risk_record() {
                return Err(vec![Refusal::ClosureNotHere]);
            }
            reason.required()?;
            return Ok(closed());
        }
        let Some(closure) = self.rules.track.closures.iter().find(|closure| closure.id == *id) else {
            return Err(vec![Refusal::UnknownClosure(id.clone())]);
        };
        let mut refusals = self.closure_misplaced(closure);
        refusals.extend(self.needs(&closure.needs));
        refusals.extend(self.not_met(&closure.requires));
        refusals.extend(self.by(closure.by.as_ref(), by, &Subject::Case));
        refusals.extend(reason.missing().filter(|_| closure.reason == Reason::Required));
        settle(refusals)?;
        Ok(closed())
    }

    /// Whether a closure fits the status and the step.
    pub(in crate::dispute) fn closure_misplaced(&self, closure: &Closure) -> Vec<Refusal> {
        let mut refusals = Vec::new();
        let status = &self.state.status;
        if closure.from == ClosesFrom::Resolved && *status != Status::Resolved {
            refusals.push(Refusal::NotResolved);
        }
        let status_fits = match closure.from {
            ClosesFrom::Resolved => *status != Status::Emergency,
            ClosesFrom::Open => *status == Status::Open,
            ClosesFrom::Either => matches!(status, Status::Open | Status::Resolved),
        };
        let step_fits =
            closure.at.is_empty() || self.state.step().is_some_and(|step| closure.at.contains(step));
        if !status_fits || !step_fits {
            refusals.push(Refusal::ClosureNotHere);
        }
        refusals
    }
}
