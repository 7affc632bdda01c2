//! Days and moments as the screens say them: in full, or short where the full date stands beside.

use chrono::{Datelike, NaiveDate, Timelike};

use crate::calendar::Moment;
pub use crate::casebook::dates::{long_date as day, long_due as due, long_moment as moment, month};
use crate::casebook::views::Clock;

/// The heads of a calendar.
pub const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// "31" below its weekday; the first of a month with the month, "1 Jan".
pub fn in_calendar(date: NaiveDate) -> String {
    let day = date.day().to_string();
    if date.day() == 1 { [&day, " ", MONTHS[date.month0() as usize]].concat() } else { day }
}

/// "14:05".
pub fn time(moment: Moment) -> String {
    let local = moment.local();
    let two = |n: u32| if n < 10 { format!("0{n}") } else { n.to_string() };
    [&two(local.hour()), ":", &two(local.minute())].concat()
}

/// "3 working days left", "overdue by 2 working days".
pub fn clock(clock: Clock) -> Option<String> {
    let working_days = |n: u32| super::count(n as usize, "working day", "working days");
    match clock {
        Clock::NoDate | Clock::Ended => None,
        Clock::Left(0) => Some("no working day left".to_owned()),
        Clock::Left(n) => Some([&working_days(n), " left"].concat()),
        Clock::Today => Some("due today".to_owned()),
        Clock::Overdue(0) => Some("overdue".to_owned()),
        Clock::Overdue(n) => Some(["overdue by ", &working_days(n)].concat()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_and_a_time_are_said_shortly() {
        let moment = Moment::parse("2026-12-31T09:05").expect("a moment");
        assert_eq!(in_calendar(moment.date()), "31");
        assert_eq!(in_calendar(NaiveDate::from_ymd_opt(2027, 1, 1).expect("a day")), "1 Jan");
        assert_eq!(time(moment), "09:05");
    }

    #[test]
    fn a_clock_is_said_with_its_count() {
        let said = |c| clock(c).unwrap_or_default();
        assert_eq!(said(Clock::Left(3)), "3 working days left");
        assert_eq!(said(Clock::Left(1)), "1 working day left");
        assert_eq!(said(Clock::Overdue(1)), "overdue by 1 working day");
        assert_eq!(said(Clock::Overdue(0)), "overdue");
        assert_eq!(clock(Clock::Ended), None);
    }
}
