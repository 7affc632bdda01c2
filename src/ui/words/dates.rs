//! Days and moments as the screens say them: in full, or short where the full date stands beside.

use crate::casebook::dates::nth;
pub use crate::casebook::dates::{long_date as day, long_due as due, long_moment as moment, month, time};
use crate::casebook::views::Clock;
use crate::words::dates as words;
use chrono::{Datelike, NaiveDate};

/// The heads of a calendar.
pub fn weekdays() -> impl Iterator<Item = &'static str> {
    words::WEEKDAYS.said().split(' ')
}

/// "31" below its weekday; the first of a month with the month, "1 Jan".
pub fn in_calendar(date: NaiveDate) -> String {
    let day = date.day().to_string();
    let month = nth(words::MONTHS, date.month0());
    if date.day() == 1 { words::first_of_month(&day, month) } else { day }
}

/// "3 working days left", "overdue by 2 working days".
pub fn clock(clock: Clock) -> Option<String> {
    match clock {
        Clock::NoDate | Clock::Ended | Clock::AtOnce => None,
        Clock::Left(0) => Some(words::NONE_LEFT.to_owned()),
        Clock::Left(n) => Some(words::left(n as usize)),
        Clock::Today => Some(words::DUE_TODAY.to_owned()),
        Clock::Overdue(0) => Some(words::OVERDUE.to_owned()),
        Clock::Overdue(n) => Some(words::overdue_by(n as usize)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Moment;

    #[test]
    fn a_day_is_said_shortly() {
        let moment = Moment::parse("2026-12-31T09:05").expect("a moment");
        assert_eq!(in_calendar(moment.date()), "31");
        assert_eq!(in_calendar(NaiveDate::from_ymd_opt(2027, 1, 1).expect("a day")), "1 Jan");
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
