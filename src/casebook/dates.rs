//! Dates and lists as people say them: never numbers alone.

use chrono::{Datelike, NaiveDate, Timelike};

use crate::calendar::{Due, Moment};
use crate::words::{Word, dates as words};

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
