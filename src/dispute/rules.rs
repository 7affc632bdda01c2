//! The rules that a dispute is run under, and where each duty belongs in them.

use super::state::Subject;
use crate::calendar::Calendar;
use crate::ordered::Index;
use crate::procedure::{
    Duty, DutyId, DutyKind, DutyScope, Exit, FactId, FactScope, Procedure, Step, StepId, Track, TrackId,
    Trigger,
};

/// A procedure, one of its tracks and a calendar.
#[derive(Debug)]
pub struct Rules<'a> {
    /// The partnership's procedure.
    pub procedure: &'a Procedure,
    /// The track that the dispute is in.
    pub track: &'a Track,
    /// The closed days.
    pub calendar: &'a Calendar,
    homes: Vec<Home<'a>>,
    /// The budgets among them that shorten what they cover.
    tightening: Vec<Home<'a>>,
    /// Where a duty stands among them, by its id.
    places: Index<'a>,
}

/// Where a duty belongs: to a step, or to the track.
#[derive(Clone, Copy, Debug)]
pub struct Home<'a> {
    /// The duty.
    pub duty: &'a Duty,
    /// Its step; `None` for a track's duty.
    pub step: Option<&'a Step>,
}

impl<'a> Rules<'a> {
    /// The rules of a track. `None` if the procedure has no such track.
    pub fn new(procedure: &'a Procedure, track: &TrackId, calendar: &'a Calendar) -> Option<Self> {
        let track = procedure.track(track)?;
        let steps = procedure.steps.iter().filter(|step| track.steps.contains(&step.id));
        let of_steps =
            steps.flat_map(|step| step.duties.iter().map(move |duty| Home { duty, step: Some(step) }));
        let of_track = track.duties.iter().map(|duty| Home { duty, step: None });
        let homes: Vec<Home<'a>> = of_steps.chain(of_track).collect();
        let places = Index::of(homes.iter().map(|home| home.duty.id.as_str()).collect());
        let tightening = homes.iter().copied().filter(|home| super::due::tightens(*home)).collect();
        Some(Self { procedure, track, calendar, homes, tightening, places })
    }

    /// Where each duty of this track and its steps belongs, in the pack's order.
    pub fn homes(&self) -> &[Home<'a>] {
        &self.homes
    }

    /// The budgets that shorten what they cover.
    pub(super) fn tightening(&self) -> &[Home<'a>] {
        &self.tightening
    }

    /// The duties of this track and its steps, in the pack's order.
    pub fn duties(&self) -> impl Iterator<Item = &'a Duty> + '_ {
        self.homes.iter().map(|home| home.duty)
    }

    /// Where a duty of this track belongs.
    pub fn home(&self, duty: &DutyId) -> Option<Home<'a>> {
        self.places.place(duty.as_str()).map(|place| self.homes[place])
    }

    /// Whether the procedure knows that fact, of that scope.
    pub fn fact_of(&self, fact: &FactId, scope: FactScope) -> bool {
        self.procedure.fact(fact).is_some_and(|known| known.scope == scope)
    }

    /// Whether a rule of this track reads the fact.
    pub fn reads(&self, fact: &FactId) -> bool {
        self.procedure.is_read_by(self.track, fact)
    }

    /// A step of this track.
    pub fn step(&self, id: &StepId) -> Option<&'a Step> {
        self.track.steps.contains(id).then(|| self.procedure.step(id))?
    }

    /// The way from one step to another, if both are in this track.
    pub fn exit(&self, from: &StepId, to: &StepId) -> Option<&'a Exit> {
        self.exits(from).find(|exit| exit.to == *to)
    }

    /// The ways out of a step that stay in this track; of two to the same step, the first.
    pub fn exits(&self, from: &StepId) -> impl Iterator<Item = &'a Exit> + '_ {
        let exits = self.step(from).map_or(&[][..], |step| &step.exits);
        let first = |at: usize, exit: &Exit| exits[..at].iter().all(|earlier| earlier.to != exit.to);
        let ways = exits.iter().enumerate().filter(move |(at, exit)| first(*at, exit));
        ways.map(|(_, exit)| exit).filter(|exit| self.track.steps.contains(&exit.to))
    }

    /// Whether a duty exists anywhere in the procedure.
    pub fn knows(&self, duty: &DutyId) -> bool {
        self.home(duty).is_some() || self.procedure.all_duties().any(|known| known.id == *duty)
    }
}

impl<'a> Home<'a> {
    /// Whether it is one clock over several steps: a track's `settle` with `over`.
    pub fn is_budget(&self) -> bool {
        self.step.is_none() && self.duty.kind == DutyKind::Settle && self.duty.budget.is_some()
    }

    /// Whether it is a budget that covers a step.
    pub fn covers(&self, step: &StepId) -> bool {
        let over = self.duty.budget.as_ref().filter(|_| self.is_budget()).map(|budget| &budget.over);
        over.is_some_and(|over| over.as_ref().is_none_or(|steps| steps.contains(step)))
    }

    /// Whether it belongs to that step.
    pub fn is_of(&self, step: &StepId) -> bool {
        self.step.is_some_and(|own| own.id == *step)
    }

    /// Whether a trigger opens it. Without one, a step's duty opens on entering its step, a
    /// track's when the dispute is opened.
    pub fn is_opened_by(&self, trigger: &Trigger) -> bool {
        if !self.duty.opens.is_empty() {
            return self.duty.opens.contains(trigger);
        }
        match self.step {
            Some(step) => matches!(trigger, Trigger::Entered(entered) if *entered == step.id),
            None => *trigger == Trigger::Opened,
        }
    }

    /// Everyone that the duty is owed for or by.
    pub fn subjects(&self, state: &super::state::State) -> Vec<Subject> {
        match self.duty.scope {
            DutyScope::Case => vec![Subject::Case],
            DutyScope::Child => {
                state.children.iter().map(|child| Subject::Child(child.reference.clone())).collect()
            }
            DutyScope::Agency => state.concerned().into_iter().cloned().map(Subject::Agency).collect(),
        }
    }
}
