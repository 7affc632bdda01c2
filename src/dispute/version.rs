//! Moving a dispute to another version of its procedure.
//!
//! The one idea: *what happened under a version stays what it was; what is owed follows the version that
//! the dispute stands under.* Up to the move the log is folded under the old pack, from the move on under
//! the new one. What was done stays done, by its duty's id; what is owed keeps the moment from which it
//! counts and takes the new limit. `docs/formats/procedure-1.md` tells it under "What we settled".

use super::Rules;
use super::course::Course;
use super::due;
use super::event::{Happening, Under};
use super::refusal::Refusal;
use super::state::{Anomaly, Counting, Ending, State, Status, Subject};
use super::{Accepted, Home};
use crate::calendar::Moment;
use crate::ordered::Map;
use crate::procedure::{DutyScope, StepId, Tiers, Trigger};

/// Refuses the move from one version to another, or says what happens. Time passes first.
///
/// # Errors
/// All reasons at once.
pub fn decide_version(
    state: &State,
    old: &Rules<'_>,
    new: &Rules<'_>,
    (from, to): (&Under, &Under),
    now: Moment,
) -> Result<Accepted, Vec<Refusal>> {
    let mut refusals = Vec::new();
    match state.status {
        Status::None => return Err(vec![Refusal::NotOpen]),
        Status::Closed(_) => return Err(vec![Refusal::AlreadyClosed]),
        Status::Open | Status::Emergency | Status::Resolved => {}
    }
    if old.procedure.id != new.procedure.id {
        refusals.push(Refusal::AnotherProcedure);
    }
    if from.digest == to.digest {
        refusals.push(Refusal::SameVersion);
    }
    let later = state.at(old, now);
    refusals.extend(missing_step(&later, new).map(|step| Refusal::StepNotInVersion(step.clone())));
    if !refusals.is_empty() {
        return Err(refusals);
    }
    let happening = Happening::MovedToVersion { from: from.digest.clone(), under: to.clone() };
    Ok(Accepted { happening, words: Map::new() })
}

/// The step that the dispute is in, or that it is held at, where the other version has none of that id.
fn missing_step<'s>(state: &'s State, new: &Rules<'_>) -> Option<&'s StepId> {
    state.place.as_ref().filter(|place| new.step(place).is_none())
}

impl State {
    /// Moves it to another version at a moment; from then on only `new` may be used with it.
    ///
    /// # Errors
    /// [`Anomaly::UnknownStep`] where the version has no such step: nothing changes, and the old rules
    /// hold on.
    pub fn move_to_version(&mut self, old: &Rules<'_>, new: &Rules<'_>, at: Moment) -> Result<(), Anomaly> {
        self.pass_time(old, at);
        if let Some(step) = missing_step(self, new) {
            return Err(Anomaly::UnknownStep(step.clone()));
        }
        self.end_what_is_asked_no_longer(old, new, at);
        self.recount(new);
        self.firings.retain(|duty, _| new.home(duty).is_some());
        let tiers = self.place.as_ref().and_then(|place| new.step(place)).map(|step| step.tiers);
        self.tier = match tiers {
            Some(Tiers::Repeat) => self.tier.or(Some(1)),
            Some(Tiers::One) | None => None,
        };
        let mut course = Course { rules: new, state: self, now: at };
        for home in new.homes() {
            if old.home(&home.duty.id).is_none() && is_due_by_now(course.state, *home) {
                for subject in home.subjects(course.state) {
                    course.open_or_wait(*home, subject);
                }
            }
        }
        course.reread_guards();
        Ok(())
    }

    /// What the new version asks of nobody lapses: it could never be done.
    fn end_what_is_asked_no_longer(&mut self, old: &Rules<'_>, new: &Rules<'_>, at: Moment) {
        let mut course = Course { rules: old, state: self, now: at };
        for index in 0..course.state.owed.len() {
            let owed = &course.state.owed[index];
            let is_asked = new.home(&owed.duty).is_some_and(|home| is_about(home, &owed.subject));
            if owed.is_outstanding() && !is_asked {
                course.end_as(index, Ending::Lapsed);
            }
        }
    }

    /// What is owed counts from the moment from which it counted, by the limit of the new version.
    fn recount(&mut self, new: &Rules<'_>) {
        for index in 0..self.owed.len() {
            let owed = &self.owed[index];
            let Some(home) = new.home(&owed.duty).filter(|_| owed.is_outstanding()) else { continue };
            let anchor = match owed.counting {
                Counting::ByRule => due::anchor(new, self, home, &owed.subject, owed.opened),
                Counting::Afresh => owed.opened,
            };
            self.owed[index].own = due::own(new, home, anchor);
        }
    }
}

fn is_about(home: Home<'_>, subject: &Subject) -> bool {
    matches!(
        (home.duty.scope, subject),
        (DutyScope::Case, Subject::Case)
            | (DutyScope::Child, Subject::Child(_))
            | (DutyScope::Agency, Subject::Agency(_))
    )
}

/// Whether a duty that is new in a version would be owed where the dispute stands: by the opening, by
/// the step that it is in, or by a danger that has not ended. What else has happened before is not made
/// up for.
fn is_due_by_now(state: &State, home: Home<'_>) -> bool {
    let Some(place) = &state.place else {
        return state.risk && home.is_opened_by(&Trigger::Risk);
    };
    if state.is_closed() || home.step.is_some_and(|step| step.id != *place) {
        return false;
    }
    if home.is_budget() && !home.covers(place) {
        return false;
    }
    let entered = Trigger::Entered(place.clone());
    home.is_opened_by(&entered)
        || (home.step.is_none() && home.is_opened_by(&Trigger::Opened))
        || (state.risk && home.is_opened_by(&Trigger::Risk))
}
