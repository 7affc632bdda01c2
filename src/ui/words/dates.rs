//! Days and moments as the screens say them: in full, or short where the full date stands beside.

use crate::casebook::dates::nth;
pub use crate::casebook::dates::{
    by_when, long_date as day, long_due as due, long_moment as moment, month, time,
};
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
}
