//! What holds for the dates of any dispute: they fall on days that their limits allow, an earlier one
//! hurries nothing away, and time alone takes nothing back.

use std::collections::BTreeSet;

use accord::calendar::{Due, Moment, Roll, Unit};
use accord::dispute::command::Command;
use accord::dispute::due::{counted, limit, remind_by};
use accord::dispute::event::Happening;
use accord::dispute::outlook::overdue;
use accord::dispute::state::{Basis, Owed, State};
use accord::dispute::{Rules, decide};
use accord::procedure::DutyId;
use chrono::Days;
use proptest::prelude::*;

use super::any_pack::{any_pack, procedure};
use super::walk::{
    Turn, beginning, each_track, hours_after, named, play, play_and_look, procedures, under, walk,
};

/// Far beyond every limit of every pack.
const YEARS: u16 = 20_000;

/// Whether the limit of a duty can only end on a working day.
fn ends_on_working_days(rules: &Rules<'_>, duty: &DutyId) -> bool {
    let deadline = rules.home(duty).and_then(|home| home.duty.due.as_ref());
    deadline.is_some_and(|deadline| match deadline.limit.unit {
        Unit::WorkingDay => deadline.limit.n > 0,
        Unit::SameWorkingDay => true,
        Unit::Hour => false,
        Unit::CalendarDay | Unit::Month | Unit::Now => deadline.limit.roll != Roll::Stays,
    })
}

/// A budget shortens and never lengthens.
fn no_limit_is_later_than_its_own(rules: &Rules<'_>, state: &State) -> Result<(), TestCaseError> {
    for owed in state.owed.iter().filter(|owed| owed.is_outstanding()) {
        let Some(own) = owed.own else { continue };
        let limit = limit(rules, state, owed).by;
        prop_assert!(limit.is_some_and(|limit| limit.rank() <= own.rank()), "{}: {limit:?}", owed.key());
    }
    Ok(())
}

/// What people have agreed stands until they agree on another date, it is done, or a budget is earlier.
fn agreements_stand(rules: &Rules<'_>, before: &State, after: &State) -> Result<(), TestCaseError> {
    for (was, is) in before.owed.iter().zip(&after.owed).filter(|(_, is)| is.is_outstanding()) {
        let (Some(agreed), None) = (was.agreed, is.agreed) else { continue };
        let by = counted(rules, after, is).by;
        prop_assert!(by.is_some_and(|by| by.rank() < agreed.rank()), "{}: {agreed} is lost", is.key());
    }
    Ok(())
}

/// A date in working days falls on one, whatever it is counted from; so does one that a budget in
/// working days gives. On which day people agree is theirs to say. Each is reminded of in time.
fn falls_on_working_days(rules: &Rules<'_>, state: &State) -> Result<(), TestCaseError> {
    for owed in &state.owed {
        let key = owed.key();
        if ends_on_working_days(rules, &owed.duty) {
            let own = owed.own.expect("its limit gives a date").date();
            prop_assert!(rules.calendar.is_working_day(own), "{key} {own}");
        }
        let counted = counted(rules, state, owed);
        let Some(by) = counted.by else { continue };
        let in_working_days = match &counted.basis {
            Basis::Own => ends_on_working_days(rules, &owed.duty),
            Basis::Budget(budget) => ends_on_working_days(rules, budget),
            Basis::Agreed | Basis::Nothing => false,
        };
        prop_assert!(!in_working_days || rules.calendar.is_working_day(by.date()), "{key} {by}");
        let remind = remind_by(rules, &counted).expect("it has a date");
        prop_assert!(rules.calendar.is_working_day(remind) && remind <= by.date(), "{key} {remind}");
    }
    Ok(())
}

/// No date of the one is later than the same of the other, now or when time has passed. What was owed
/// before stands where it stood; what a passed date has opened may have opened sooner.
fn none_is_later(
    rules: &Rules<'_>,
    [forward, plain]: [&State; 2],
    known: usize,
    moments: &[Moment],
) -> Result<(), TestCaseError> {
    for then in moments {
        let (forward, plain) = (forward.at(rules, *then), plain.at(rules, *then));
        for (at, owed) in plain.owed.iter().enumerate() {
            let key = owed.key();
            let same = |other: &&Owed| other.key() == key;
            let other =
                if at < known { forward.owed.get(at) } else { forward.owed[known..].iter().find(same) };
            // What a passed date opens is not opened while it is outstanding already.
            prop_assert!(other.is_some() || at >= known, "{key} is no longer owed");
            if other.is_none() {
                continue;
            }
            let Some(was) = counted(rules, &plain, owed).by else { continue };
            let is = other.and_then(|other| counted(rules, &forward, other).by);
            prop_assert!(is.is_some_and(|is| is.rank() <= was.rank()), "{key}: {is:?} after {was}");
        }
    }
    Ok(())
}

/// An agreed date that is earlier, such as one that protects a child, is accepted, and leaves no other
/// later.
fn agreed_earlier(rules: &Rules<'_>, state: &State, now: Moment, hours: u16) -> Result<(), TestCaseError> {
    for (place, owed) in state.owed.iter().enumerate().filter(|(_, owed)| owed.is_outstanding()) {
        let Some(by) = counted(rules, state, owed).by else { continue };
        let day = by.date() - Days::new(u64::from(hours % 40) + 1);
        let earlier = if hours.is_multiple_of(3) { Due::At(Moment::from(day)) } else { Due::On(day) };
        let agreed = Command::AgreeDate { instance: named(owed), date: earlier, reason: None, with: None };
        let Ok(accepted) = decide(state, rules, &under(rules), &agreed, now) else {
            // A later date than the limit may have been agreed before.
            let limit = limit(rules, state, owed).by;
            let is_past = limit.is_some_and(|limit| earlier.rank() > limit.rank());
            prop_assert!(state.is_closed() || is_past, "an earlier date of {} was refused", owed.key());
            continue;
        };
        prop_assert_eq!(&accepted.happening, &Happening::DateAgreed { date: earlier, instance: named(owed) });
        let mut forward = state.clone();
        forward.apply(rules, &accepted.happening, now);
        prop_assert_eq!(counted(rules, &forward, &forward.owed[place]).basis, Basis::Agreed);
        let moments = [now, hours_after(now, hours), hours_after(now, YEARS)];
        none_is_later(rules, [&forward, state], state.owed.len(), &moments)?;
    }
    Ok(())
}

/// Something that was received earlier makes nothing later than if it had been received later.
fn received_earlier(rules: &Rules<'_>, state: &State, now: Moment, hours: u16) -> Result<(), TestCaseError> {
    let received = |days: u16| {
        let received = Command::Received { date: now.date() - Days::new(days.into()) };
        let accepted = decide(state, rules, &under(rules), &received, now).ok()?;
        let mut after = state.clone();
        after.apply(rules, &accepted.happening, now);
        Some(after)
    };
    let (Some(early), Some(late)) = (received(hours % 30), received(hours % 7 % (hours % 30 + 1))) else {
        return Ok(());
    };
    none_is_later(
        rules,
        [&early, &late],
        state.owed.len(),
        &[now, hours_after(now, hours), hours_after(now, YEARS)],
    )
}

/// While nothing happens, what is overdue stays overdue, nothing ends, and no date moves away.
fn time_takes_nothing_back(
    rules: &Rules<'_>,
    state: &State,
    now: Moment,
    hours: u16,
) -> Result<(), TestCaseError> {
    let mut so_far: BTreeSet<String> = BTreeSet::new();
    for later in [0, hours / 9, hours / 3, hours, hours.saturating_mul(3), YEARS] {
        let then = hours_after(now, later);
        let late: BTreeSet<String> = overdue(&state.at(rules, then), rules, then).into_iter().collect();
        let taken_back: Vec<&String> = so_far.difference(&late).collect();
        prop_assert!(taken_back.is_empty(), "{taken_back:?} is no longer overdue at {then}");
        so_far = late;
        let (before, after) = (state.at(rules, now), state.at(rules, then));
        prop_assert!(after.owed.len() >= before.owed.len());
        for (was, is) in before.owed.iter().zip(&after.owed) {
            prop_assert_eq!((was.key(), &was.ended), (is.key(), &is.ended));
        }
        none_is_later(rules, [&after, &before], before.owed.len(), &[then])?;
    }
    Ok(())
}

fn check(rules: &Rules<'_>, start: Moment, turns: &[Turn], hours: u16) -> Result<(), TestCaseError> {
    let mut before = State::default();
    play_and_look(rules, start, turns, |state| {
        falls_on_working_days(rules, state)?;
        no_limit_is_later_than_its_own(rules, state)?;
        agreements_stand(rules, &std::mem::replace(&mut before, state.clone()), state)
    })?;
    let (state, now, _) = play(rules, &State::default(), start, turns);
    agreed_earlier(rules, &state, now, hours)?;
    received_earlier(rules, &state, now, hours)?;
    time_takes_nothing_back(rules, &state, now, hours)
}

proptest! {
    #[test]
    fn dates_hold_under_any_pack(text in any_pack(), start in beginning(), turns in walk(), hours in 0..2000u16) {
        each_track(&[procedure(&text)], |rules| check(rules, start, &turns, hours))?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases.div_ceil(64)))]

    #[test]
    fn dates_hold_under_every_pack(start in beginning(), turns in walk(), hours in 0..2000u16) {
        each_track(procedures(), |rules| check(rules, start, &turns, hours))?;
    }
}
