//! Dates and lists as people say them: never numbers alone.

use chrono::{Datelike, NaiveDate, Timelike};

use super::views::{Clock, DateStanding, DutyLine};
use crate::calendar::{Due, Moment};
use crate::words::{Word, dates as words, dispute};

/// `Thursday 31 December 2026`.
pub fn long_date(date: NaiveDate) -> String {
    let weekday = nth(words::WEEKDAYS_IN_FULL, date.weekday().num_days_from_monday());
    let (day, year) = (date.day().to_string(), date.year().to_string());
    words::day_in_full(weekday, &day, nth(words::MONTHS_IN_FULL, date.month0()), &year)
}

/// `December 2026`.
pub fn month(date: NaiveDate) -> String {
    words::month_in_full(nth(words::MONTHS_IN_FULL, date.month0()), &date.year().to_string())
}

/// One of the words of a list, from 0.
pub fn nth(list: &'static Word, n: u32) -> &'static str {
    list.said().split(' ').nth(n as usize).unwrap_or_default()
}

/// `14:05`.
pub fn time(moment: Moment) -> String {
    let local = moment.local();
    let two = |n: u32| [if n < 10 { "0" } else { "" }, &n.to_string()].concat();
    [&two(local.hour()), ":", &two(local.minute())].concat()
}

/// `Thursday 31 December 2026 at 16:00`.
pub fn long_moment(moment: Moment) -> String {
    words::at_time(&long_date(moment.date()), &time(moment))
}

/// A day, or for a limit in hours the day and the time.
pub fn long_due(due: Due) -> String {
    match due {
        Due::On(date) => long_date(date),
        Due::At(moment) => long_moment(moment),
    }
}

/// `3 working days left`, `overdue by 2 working days`.
fn clock(clock: Clock) -> Option<String> {
    match clock {
        Clock::NoDate | Clock::Ended | Clock::AtOnce => None,
        Clock::Left(0) => Some(words::NONE_LEFT.to_owned()),
        Clock::Left(n) => Some(words::left(n as usize)),
        Clock::Today => Some(words::DUE_TODAY.to_owned()),
        Clock::Overdue(0) => Some(words::OVERDUE.to_owned()),
        Clock::Overdue(n) => Some(words::overdue_by(n as usize)),
    }
}

/// By when a duty is owed, and how much is left: `By Thursday 31 December 2026, 3 working days left`.
pub fn by_when(duty: &DutyLine) -> Option<String> {
    let left = || clock(duty.clock).map(|left| [", ", &left].concat()).unwrap_or_default();
    match (duty.clock, duty.standing) {
        (Clock::AtOnce, _) => Some(dispute::at_once(&long_moment(duty.opened))),
        // What was owed at once had no date, and is owed no more.
        (_, Some(DateStanding::AtOnce)) => None,
        _ => duty.by.map(|due| [dispute::by(&long_due(due)), left()].concat()),
    }
}

/// `1 working day`, `3 working days`: how the desk counts.
#[cfg(feature = "desk")]
pub fn counted(n: usize, one: &str, several: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {several}") }
}

/// `A`, `A and B`, `A, B and C`.
pub fn listed(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => words::and_last(&first.join(", "), last),
    }
}

/// The first letter as a capital: for a sentence that begins with somebody's word. A letter that English
/// does not have stays as it is: the tables of every script's capitals would weigh 5 kB on the line.
pub fn capital(text: &str) -> String {
    let mut said = text.to_owned();
    if let Some(first) = said.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_is_said_with_its_count() {
        let said = |c| clock(c).unwrap_or_default();
        assert_eq!(said(Clock::Left(3)), "3 working days left");
        assert_eq!(said(Clock::Left(1)), "1 working day left");
        assert_eq!(said(Clock::Overdue(1)), "overdue by 1 working day");
        assert_eq!(said(Clock::Overdue(0)), "overdue");
        assert_eq!(clock(Clock::Ended), None);
    }

    #[test]
    fn dates_are_said_in_full() {
        let moment = Moment::parse("2026-12-31T09:05").expect("a moment");
        assert_eq!(long_due(Due::On(moment.date())), "Thursday 31 December 2026");
        assert_eq!(long_due(Due::At(moment)), "Thursday 31 December 2026 at 09:05");
        assert_eq!(month(moment.date()), "December 2026");
        assert_eq!(time(moment), "09:05");
        assert_eq!(listed(&["A".into(), "B".into(), "C".into()]), "A, B and C");
        assert_eq!(["", "a duty", "A", "9 days", "ŷ"].map(capital), ["", "A duty", "A", "9 days", "ŷ"]);
    }
}
