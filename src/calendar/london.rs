//! London's clock: local time and UTC, by the rule of the Summer Time Order 2002.
//!
//! Summer time runs from 01:00 UTC on the last Sunday of March to 01:00 UTC on the last Sunday of
//! October. A whole time-zone table would cost a phone more than the app's own screens.

use chrono::{Datelike, NaiveDate, NaiveDateTime, TimeDelta};

const HOUR: TimeDelta = TimeDelta::hours(1);

/// The local time of a moment in UTC.
pub fn from_utc(utc: NaiveDateTime) -> NaiveDateTime {
    if is_summer(utc) { utc + HOUR } else { utc }
}

/// The UTC of a local time: of two equal autumn times the first; of a skipped one, an hour on.
pub fn to_utc(local: NaiveDateTime) -> NaiveDateTime {
    let as_summer = local - HOUR;
    if is_summer(as_summer) { as_summer } else { local }
}

/// A local time as it is read: one that spring skips is one hour on.
pub fn read_local(local: NaiveDateTime) -> NaiveDateTime {
    from_utc(to_utc(local))
}

fn is_summer(utc: NaiveDateTime) -> bool {
    let year = utc.year();
    match (change(year, 3), change(year, 10)) {
        (Some(begins), Some(ends)) => begins <= utc && utc < ends,
        _ => false,
    }
}

/// 01:00 UTC on the month's last Sunday; both months have 31 days.
fn change(year: i32, month: u32) -> Option<NaiveDateTime> {
    let last = NaiveDate::from_ymd_opt(year, month, 31)?;
    let back = u64::from(last.weekday().num_days_from_sunday());
    last.checked_sub_days(chrono::Days::new(back))?.and_hms_opt(1, 0, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> NaiveDateTime {
        NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M").expect("a time")
    }

    #[test]
    fn the_clock_changes_on_the_last_sundays() {
        for (utc, local) in [
            ("2026-03-29T00:59", "2026-03-29T00:59"),
            ("2026-03-29T01:00", "2026-03-29T02:00"),
            ("2026-10-25T00:59", "2026-10-25T01:59"),
            ("2026-10-25T01:00", "2026-10-25T01:00"),
            ("2027-03-28T01:00", "2027-03-28T02:00"),
        ] {
            assert_eq!(from_utc(at(utc)), at(local), "{utc}");
        }
    }

    #[test]
    fn of_two_equal_autumn_times_the_first_and_a_skipped_one_an_hour_on() {
        assert_eq!(to_utc(at("2026-10-25T01:30")), at("2026-10-25T00:30"));
        assert_eq!(read_local(at("2026-03-29T01:30")), at("2026-03-29T02:30"));
        assert_eq!(read_local(at("2026-07-01T12:00")), at("2026-07-01T12:00"));
    }
}
