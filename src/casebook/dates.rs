//! Dates and counts as people say them: never numbers alone.

use chrono::{Datelike, NaiveDate, Timelike};

use crate::calendar::{Due, Moment};

const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `Thursday 31 December 2026`.
pub fn long_date(date: NaiveDate) -> String {
    let weekday = WEEKDAYS[date.weekday().num_days_from_monday() as usize];
    format!("{weekday} {} {}", date.day(), month(date))
}

/// `December 2026`.
pub fn month(date: NaiveDate) -> String {
    format!("{} {}", MONTHS[date.month0() as usize], date.year())
}

/// `Thursday 31 December 2026 at 16:00`.
pub fn long_moment(moment: Moment) -> String {
    let local = moment.local();
    format!("{} at {:02}:{:02}", long_date(local.date()), local.hour(), local.minute())
}

/// A day, or for a limit in hours the day and the time.
pub fn long_due(due: Due) -> String {
    match due {
        Due::On(date) => long_date(date),
        Due::At(moment) => long_moment(moment),
    }
}

/// `1 working day`, `3 working days`.
pub fn counted(n: usize, one: &str, several: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {several}") }
}

/// `A`, `A and B`, `A, B and C`.
pub fn listed(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
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
        assert_eq!(counted(1, "working day", "working days"), "1 working day");
        assert_eq!(counted(0, "working day", "working days"), "0 working days");
        assert_eq!(listed(&["A".into(), "B".into(), "C".into()]), "A, B and C");
        assert_eq!(["", "a duty", "A", "9 days", "ŷ"].map(capital), ["", "A duty", "A", "9 days", "ŷ"]);
    }
}
