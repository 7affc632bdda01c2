//! The date that counts for a duty, and whose date it is.
//!
//! An instance's *limit* is the earlier of its own date and the dates of the tightening budgets
//! that cover its step. An agreed date stands in its place.

use chrono::NaiveDate;

use super::reading::Reading;
use super::state::{Basis, Counted, Owed, State, Subject};
use super::{Home, Rules};
use crate::calendar::{Due, Moment};
use crate::procedure::{Anchor, Binding, DutyKind, FactValue};

/// By when an instance is due by the rules alone, before anything is agreed.
pub fn limit(rules: &Rules<'_>, state: &State, owed: &Owed) -> Counted {
    let mut limit = match owed.own {
        Some(own) => Counted { by: Some(own), basis: Basis::Own },
        None => Counted { by: None, basis: Basis::Nothing },
    };
    for budget in budgets_over(rules, state, owed) {
        let earlier = match (budget.own, limit.by) {
            (Some(budget), Some(so_far)) => budget.rank() < so_far.rank(),
            (Some(_), None) => true,
            (None, _) => false,
        };
        if earlier {
            limit = Counted { by: budget.own, basis: Basis::Budget(budget.duty.clone()) };
        }
    }
    limit
}

/// The date that counts for an instance: as it was when it ended, or as it is now.
pub fn counted(rules: &Rules<'_>, state: &State, owed: &Owed) -> Counted {
    match (&owed.ended, owed.agreed) {
        (Some(ended), _) => ended.counted.clone(),
        (None, Some(agreed)) => Counted { by: Some(agreed), basis: Basis::Agreed },
        (None, None) => limit(rules, state, owed),
    }
}

/// The earliest date of an outstanding instance that has passed and has not fired.
pub(super) fn next_to_pass(rules: &Rules<'_>, state: &State, now: Moment) -> Option<(usize, Due)> {
    let outstanding = state.owed.iter().enumerate().filter(|(_, owed)| owed.is_outstanding());
    outstanding
        .filter_map(|(index, owed)| {
            let by = counted(rules, state, owed).by?;
            (by.has_passed(now) && !owed.fired.contains(&by)).then_some((index, by))
        })
        .min_by_key(|(index, by)| (by.rank(), *index))
}

/// The last working day on or before the date that counts.
pub fn remind_by(rules: &Rules<'_>, counted: &Counted) -> Option<NaiveDate> {
    counted.by.map(|by| rules.calendar.working_day_on_or_before(by.date()))
}

/// The moment from which a duty is counted when it opens by a trigger.
pub fn anchor(rules: &Rules<'_>, state: &State, home: Home<'_>, subject: &Subject, opened: Moment) -> Moment {
    let from = home.duty.due.as_ref().map_or(&Anchor::Opening, |deadline| &deadline.from);
    let given = match from {
        Anchor::Opening => None,
        Anchor::Received => state.received.map(Moment::from),
        Anchor::Fact(fact) => match (Reading { rules, state, subject }).given(fact) {
            Some(FactValue::Text(text)) => Moment::parse(text),
            Some(FactValue::Flag(_) | FactValue::Count(_)) | None => None,
        },
    };
    given.unwrap_or(opened)
}

/// A duty's own date, counted from a moment.
pub fn own(rules: &Rules<'_>, home: Home<'_>, anchor: Moment) -> Option<Due> {
    rules.calendar.due(anchor, &home.duty.due.as_ref()?.limit)
}

/// The outstanding budgets that bind an instance: only a step's `settle` and `reply` are bound.
fn budgets_over<'s>(rules: &'s Rules<'_>, state: &'s State, owed: &Owed) -> impl Iterator<Item = &'s Owed> {
    let budgets = rules.tightening();
    let home = if budgets.is_empty() { None } else { rules.home(&owed.duty) };
    let step = home.filter(|home| is_bound(*home)).and_then(|home| home.step);
    step.into_iter().flat_map(move |step| {
        state.owed.iter().filter(|owed| owed.is_outstanding()).filter(move |owed| {
            budgets.iter().any(|budget| budget.duty.id == owed.duty && budget.covers(&step.id))
        })
    })
}

/// Whether a duty is one that budgets bind.
pub(super) fn is_bound(home: Home<'_>) -> bool {
    home.step.is_some() && matches!(home.duty.kind, DutyKind::Settle | DutyKind::Reply)
}

/// Whether a duty is a budget that shortens what it covers.
pub(super) fn tightens(home: Home<'_>) -> bool {
    home.is_budget() && home.duty.budget.as_ref().is_some_and(|budget| budget.binding == Binding::Tightens)
}
