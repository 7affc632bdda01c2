//! The course of a dispute: opening duties by triggers, ending them, entering and leaving steps.
//!
//! Everything that changes a [`State`] passes through [`Course`]. It never refuses anything.

use super::reading::Reading;
use super::state::{Counted, Counting, Ended, Ending, Owed, State, Status, Subject};
use super::{Home, Rules, due};
use crate::calendar::{Due, Moment};
use crate::procedure::{DutyId, DutyKind, DutyScope, OnLeaving, StepId, Tiers, Trigger};

/// A state being changed at a moment, under its rules.
pub(super) struct Course<'a> {
    pub rules: &'a Rules<'a>,
    pub state: &'a mut State,
    pub now: Moment,
}

impl<'a> Course<'a> {
    /// Fires a trigger. One about a child or an agency opens a duty of the same scope for that
    /// subject only, and duties of another scope as any firing does.
    pub fn fire(&mut self, trigger: &Trigger, about: &Subject) {
        for home in self.rules.homes().iter().copied().filter(|home| home.is_opened_by(trigger)) {
            // A step's firings before entry are forgotten.
            if home.step.is_some_and(|step| self.state.place.as_ref() != Some(&step.id)) {
                continue;
            }
            // Who is owed it cannot change later.
            if home.duty.scope == DutyScope::Case {
                self.open_or_wait(home, Subject::Case);
                continue;
            }
            if *about != Subject::Case && same_scope(about, home) {
                if home.subjects(self.state).contains(about) {
                    self.open_or_wait(home, about.clone());
                }
            } else {
                self.open_for_everybody(home);
            }
        }
    }

    /// Whoever comes later is owed it too, unless it is about the case: who is owed that cannot change.
    pub fn open_for_everybody(&mut self, home: Home<'_>) {
        if home.duty.scope != DutyScope::Case {
            self.state.firings.entry(home.duty.id.clone()).or_default().for_everybody = true;
        }
        for subject in home.subjects(self.state) {
            self.open_or_wait(home, subject);
        }
    }

    /// A firing while the latest instance is outstanding changes nothing, whatever the guard says.
    fn open_or_wait(&mut self, home: Home<'_>, subject: Subject) {
        if self.state.outstanding(&home.duty.id, &subject).is_some() {
            return;
        }
        let may_open = home.step.is_none_or(|step| self.state.is_current(&step.id));
        if may_open && self.holds(home, &subject) {
            self.open(home, subject);
        } else {
            self.state.firings.entry(home.duty.id.clone()).or_default().waiting.insert(subject);
        }
    }

    /// Reads the guards again: what waited and may open now is counted from now.
    pub fn reread_guards(&mut self) {
        if self.state.firings.values().all(|firings| firings.waiting.is_empty()) {
            return;
        }
        for home in self.rules.homes() {
            let firings = self.state.firings.get(&home.duty.id);
            let waiting = firings.map(|firings| firings.waiting.clone());
            for subject in waiting.unwrap_or_default() {
                let may_open = match home.step {
                    Some(step) => self.state.is_current(&step.id),
                    None => !self.state.is_closed(),
                };
                let not_owed = self.state.outstanding(&home.duty.id, &subject).is_none();
                let still_there = home.subjects(self.state).contains(&subject);
                if may_open && not_owed && still_there && self.holds(*home, &subject) {
                    self.open(*home, subject);
                }
            }
        }
    }

    /// A subject that came later is owed what earlier firings opened for everybody.
    pub fn owe_newcomer(&mut self, subject: &Subject) {
        for home in self.rules.homes().iter().filter(|home| same_scope(subject, **home)) {
            let firings = self.state.firings.get_mut(&home.duty.id);
            if let Some(firings) = firings.filter(|firings| firings.for_everybody) {
                firings.waiting.insert(subject.clone());
            }
        }
    }

    fn holds(&self, home: Home<'_>, subject: &Subject) -> bool {
        Reading { rules: self.rules, state: self.state, subject }.holds(home.duty.when.as_ref())
    }

    fn open(&mut self, home: Home<'_>, subject: Subject) {
        let anchor = due::anchor(self.rules, self.state, home, &subject, self.now);
        self.open_counted_from(home, subject, anchor, Counting::ByRule);
    }

    /// Opens an instance afresh: no guard is asked, and it is counted from now whatever `from` says.
    pub fn open_afresh(&mut self, home: Home<'_>, subject: Subject) {
        self.open_counted_from(home, subject, self.now, Counting::Afresh);
    }

    fn open_counted_from(&mut self, home: Home<'_>, subject: Subject, anchor: Moment, counting: Counting) {
        if let Some(firings) = self.state.firings.get_mut(&home.duty.id) {
            firings.waiting.remove(&subject);
        }
        let own = due::own(self.rules, home, anchor);
        let duty = home.duty.id.clone();
        let opened = self.now;
        self.state.owed.push(Owed {
            duty,
            subject,
            opened,
            anchor,
            own,
            counting,
            agreed: None,
            ended: None,
            fired: Vec::new(),
        });
        if due::tightens(home) {
            self.cancel_agreements_after(home, own);
        }
    }

    /// A tightening budget that opens after an agreement, with an earlier date, cancels it.
    fn cancel_agreements_after(&mut self, budget: Home<'_>, date: Option<Due>) {
        let Some(date) = date else { return };
        for owed in self.state.owed.iter_mut().filter(|owed| owed.is_outstanding()) {
            let Some(home) = self.rules.home(&owed.duty).filter(|home| due::is_bound(*home)) else {
                continue;
            };
            let covered = home.step.is_some_and(|step| budget.covers(&step.id));
            if covered && owed.agreed.is_some_and(|agreed| date.rank() < agreed.rank()) {
                owed.agreed = None;
            }
        }
    }

    /// Ends an instance as done, in time or late; tells nobody.
    fn complete_quietly(&mut self, index: usize, choice: Option<String>) {
        let counted = self.counted(index);
        self.complete_as_counted(index, choice, counted, Due::At(self.now));
    }

    fn complete_as_counted(&mut self, index: usize, choice: Option<String>, counted: Counted, at: Due) {
        let late = counted.by.is_some_and(|by| by.has_passed(at.moment()));
        let how = if late { Ending::DoneLate } else { Ending::Done };
        self.end(index, how, at, choice, counted);
    }

    /// Ends an instance in a way that nobody is told of.
    pub fn end_as(&mut self, index: usize, how: Ending) {
        let counted = self.counted(index);
        self.end(index, how, Due::At(self.now), None, counted);
    }

    fn counted(&self, index: usize) -> Counted {
        due::counted(self.rules, self.state, &self.state.owed[index])
    }

    fn end(&mut self, index: usize, how: Ending, at: Due, choice: Option<String>, counted: Counted) {
        self.state.owed[index].ended = Some(Ended { how, at, choice, counted, by_stopping: false });
    }

    /// Ends an instance as done and fires `done:`. One that was done before it was recorded is in time
    /// or late by when it was done; what it brings counts from then, but from no earlier than it was owed.
    pub fn complete(&mut self, index: usize, choice: Option<String>, on: Option<Due>) {
        let recorded = self.now;
        let at = on.filter(|on| on.moment() <= recorded).unwrap_or(Due::At(recorded));
        let counted = self.counted(index);
        self.complete_as_counted(index, choice, counted, at);
        self.now = at.moment().max(self.state.owed[index].opened).min(recorded);
        self.fire_done(index);
        self.now = recorded;
    }

    /// Ends every outstanding instance of these duties as done, one duty after the other: what an
    /// earlier one brings is completed too where it stands later in the list.
    pub fn complete_all(&mut self, duties: &[DutyId]) {
        for duty in duties {
            for index in 0..self.state.owed.len() {
                let owed = &self.state.owed[index];
                if owed.is_outstanding() && owed.duty == *duty {
                    self.complete(index, None, None);
                }
            }
        }
    }

    fn fire_done(&mut self, index: usize) {
        let owed = &self.state.owed[index];
        let (duty, about) = (owed.duty.clone(), owed.subject.clone());
        let choice = owed.ended.as_ref().and_then(|ended| ended.choice.clone());
        self.fire(&Trigger::Done(duty.clone(), None), &about);
        if choice.is_some() {
            self.fire(&Trigger::Done(duty, choice), &about);
        }
    }

    /// Begins on the ladder: `opened` fires, budgets that do not cover the step end, it is entered.
    pub fn begin(&mut self, step: &StepId, received: Option<chrono::NaiveDate>) {
        self.state.status = Status::Open;
        self.fire(&Trigger::Opened, &Subject::Case);
        let ended = self.outstanding_where(|home| home.is_budget() && !home.covers(step));
        self.complete_together(&ended);
        self.fire_all_done(ended);
        self.enter(step, received);
    }

    /// Enters a step.
    pub fn enter(&mut self, step: &StepId, received: Option<chrono::NaiveDate>) {
        let tiers = self.rules.step(step).map_or(Tiers::One, |step| step.tiers);
        self.state.place = Some(step.clone());
        self.state.tier = (tiers == Tiers::Repeat).then_some(1);
        self.state.received = received;
        self.fire(&Trigger::Entered(step.clone()), &Subject::Case);
    }

    /// Leaves the current step for another, or for none.
    ///
    /// Its `settle` duties end, its lapsing duties lapse, budgets end unless the next step is
    /// covered; then `done:` fires for each, in the order they opened, then `left:`. Until then
    /// the step is current, so a duty that these open stays owed.
    pub fn leave(&mut self, next: Option<&StepId>) {
        let Some(step) = self.state.place.clone() else { return };
        let settles = |home: Home<'_>| home.is_of(&step) && home.duty.kind == DutyKind::Settle;
        let ended = self.outstanding_where(|home| {
            settles(home) || (home.is_budget() && !next.is_some_and(|next| home.covers(next)))
        });
        for index in self.outstanding_where(|home| {
            home.is_of(&step) && home.duty.on_leaving == OnLeaving::Lapses && !settles(home)
        }) {
            self.end_as(index, Ending::Lapsed);
        }
        self.complete_together(&ended);
        if next.is_none() {
            self.mark_stopped(&ended);
        }
        self.fire_all_done(ended);
        self.fire(&Trigger::Left(step.clone()), &Subject::Case);
        if next.is_some() {
            self.forget_firings(&step);
        }
    }

    /// Ends clocks at one moment: the date of each is read before any ends, for a budget binds the
    /// duties that end with it.
    fn complete_together(&mut self, ending: &[usize]) {
        let counted: Vec<Counted> = ending.iter().map(|index| self.counted(*index)).collect();
        for (index, counted) in ending.iter().zip(counted) {
            self.complete_as_counted(*index, None, counted, Due::At(self.now));
        }
    }

    fn outstanding_where(&self, test: impl Fn(Home<'a>) -> bool) -> Vec<usize> {
        let outstanding = self.state.owed.iter().enumerate().filter(|(_, owed)| owed.is_outstanding());
        outstanding
            .filter(|(_, owed)| self.rules.home(&owed.duty).is_some_and(&test))
            .map(|(index, _)| index)
            .collect()
    }

    fn fire_all_done(&mut self, ended: Vec<usize>) {
        for index in ended {
            self.fire_done(index);
        }
    }

    fn forget_firings(&mut self, step: &StepId) {
        let rules = self.rules;
        self.state.firings.retain(|duty, _| !rules.home(duty).is_some_and(|home| home.is_of(step)));
    }

    /// Budgets that resolving or closing ended will run on when the dispute is reopened.
    fn mark_stopped(&mut self, ended: &[usize]) {
        for index in ended {
            let owed = &mut self.state.owed[*index];
            if self.rules.home(&owed.duty).is_some_and(|home| home.is_budget()) {
                owed.ended.iter_mut().for_each(|ended| ended.by_stopping = true);
            }
        }
    }

    /// The next management tier: the step's clocks end and open afresh, then `done:` fires.
    pub fn next_tier(&mut self) {
        let Some(step) = self.state.place.clone() else { return };
        let settles = self.settles_of(&step);
        let mut ended = Vec::new();
        for (home, subject) in settles {
            if let Some(index) = self.state.outstanding(&home.duty.id, &subject) {
                self.complete_quietly(index, None);
                ended.push(index);
            }
            self.open_afresh(home, subject);
        }
        self.state.tier = self.state.tier.map(|tier| tier + 1);
        self.fire_all_done(ended);
    }

    /// Opens again what was resolved or closed: the step's clocks and what lapsed with it are owed
    /// afresh, the budgets run on to their old date. Nothing fires.
    pub fn reopen(&mut self) {
        let Some(step) = self.state.place.clone() else {
            self.state.status = Status::Emergency;
            return;
        };
        self.state.status = Status::Open;
        for (home, subject) in self.settles_of(&step) {
            if self.state.outstanding(&home.duty.id, &subject).is_none() {
                self.open_afresh(home, subject);
            }
        }
        for (home, subject) in self.lapsed_of(&step) {
            self.open_afresh(home, subject);
        }
        for index in 0..self.state.owed.len() {
            let owed = &self.state.owed[index];
            let stopped = owed.ended.as_ref().is_some_and(|ended| ended.by_stopping);
            let is_latest =
                self.state.latest(&owed.duty, &owed.subject).is_some_and(|l| std::ptr::eq(l, owed));
            if stopped && is_latest {
                self.state.owed[index].ended = None;
            }
        }
    }

    fn settles_of(&self, step: &StepId) -> Vec<(Home<'a>, Subject)> {
        let mut settles = self.homes_of(step);
        settles.retain(|(home, _)| home.duty.kind == DutyKind::Settle);
        settles
    }

    fn lapsed_of(&self, step: &StepId) -> Vec<(Home<'a>, Subject)> {
        let lapsed = |owed: &Owed| owed.ended.as_ref().is_some_and(|ended| ended.how == Ending::Lapsed);
        let mut homes = self.homes_of(step);
        homes.retain(|(home, subject)| self.state.latest(&home.duty.id, subject).is_some_and(lapsed));
        homes
    }

    fn homes_of(&self, step: &StepId) -> Vec<(Home<'a>, Subject)> {
        let mut homes = Vec::new();
        for home in self.rules.homes().iter().filter(|home| home.is_of(step)) {
            homes.extend(home.subjects(self.state).into_iter().map(|subject| (*home, subject)));
        }
        homes
    }

    /// Lets time pass: each date of an outstanding instance that has passed fires once, the
    /// earliest first, and what it brings is counted from that date.
    pub fn pass_time(&mut self) {
        let now = self.now;
        while let Some((index, by)) = due::next_to_pass(self.rules, self.state, now) {
            let owed = &mut self.state.owed[index];
            owed.fired.push(by);
            let (duty, about) = (owed.duty.clone(), owed.subject.clone());
            self.now = by.moment();
            self.fire(&Trigger::Overdue(duty), &about);
            self.now = now;
        }
    }
}

fn same_scope(subject: &Subject, home: Home<'_>) -> bool {
    matches!(
        (subject, home.duty.scope),
        (Subject::Case, DutyScope::Case)
            | (Subject::Child(_), DutyScope::Child)
            | (Subject::Agency(_), DutyScope::Agency)
    )
}
