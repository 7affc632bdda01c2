//! How days and moments are written in forms and formats, and nothing looser: `2026-11-22`,
//! `2026-11-22T16:00` in London, `2026-11-22T16:00:00Z` in UTC.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Timelike, Utc};

/// Reads a plain `YYYY-MM-DD`, nothing looser.
pub fn parse_date(text: &str) -> Option<NaiveDate> {
    if text.len() == 10 { parse_any_date(text) } else { None }
}

/// Reads a date as chrono writes it: the year has a sign where it has not four digits (ISO 8601).
pub fn parse_any_date(text: &str) -> Option<NaiveDate> {
    let (year, rest) = text.split_at_checked(text.len().checked_sub(6)?)?;
    let (month, day) = rest.strip_prefix('-')?.split_once('-')?;
    let is_year = if year.len() == 4 { are_digits(year) } else { year.starts_with(['+', '-']) };
    NaiveDate::from_ymd_opt(is_year.then(|| year.parse().ok())??, two_digits(month)?, two_digits(day)?)
}

/// Reads a moment in UTC, in whole seconds.
pub fn parse_utc(text: &str) -> Option<DateTime<Utc>> {
    let (minutes, seconds) = text.strip_suffix('Z')?.rsplit_once(':')?;
    Some(parse_minutes(minutes)?.with_second(two_digits(seconds)?)?.and_utc())
}

/// A moment in UTC as text, in whole seconds.
pub fn utc_text(at: DateTime<Utc>) -> String {
    format!("{}:{:02}Z", minutes_text(at.naive_utc()), at.second())
}

/// Reads a date and a time to the minute.
pub fn parse_minutes(text: &str) -> Option<NaiveDateTime> {
    let (date, time) = text.split_once('T')?;
    let (hour, minute) = time.split_once(':')?;
    let time = NaiveTime::from_hms_opt(two_digits(hour)?, two_digits(minute)?, 0)?;
    Some(parse_any_date(date)?.and_time(time))
}

/// A date and a time to the minute as text.
pub fn minutes_text(at: NaiveDateTime) -> String {
    format!("{}T{:02}:{:02}", at.date(), at.hour(), at.minute())
}

fn two_digits(text: &str) -> Option<u32> {
    (text.len() == 2 && are_digits(text)).then(|| text.parse().ok())?
}

fn are_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_moments_have_one_spelling() {
        for text in ["2026-11-22", "2028-02-29", "0000-01-01", "9999-12-31", "+10000-01-01", "-0001-12-31"] {
            let date = parse_any_date(text).expect("a date");
            assert_eq!(date.to_string(), text);
            assert_eq!(parse_date(text), (text.len() == 10).then_some(date));
            assert_eq!(date.to_string().parse(), Ok(date));
        }
        for text in [
            "",
            "2026-11",
            "2026-11-2",
            "2026-11-31",
            "2026-13-01",
            "2027-02-29",
            "2026-00-01",
            "2026-01-00",
            "2026-1-011",
            "2026 11 22",
            "2026-11-22 ",
            " 2026-11-22",
            "+2026-11-22x",
            "026-11-22",
            "26-11-22",
            "12026-11-22",
            "2026-1 -22",
            "2026-+1-22",
            "+-026-11-22",
            "+99999999999-01-01",
            "é26-11-22",
            "2026-11-é",
        ] {
            assert_eq!(parse_any_date(text), None, "{text}");
        }
    }

    #[test]
    fn a_moment_in_utc_goes_out_and_in() {
        for text in
            ["2026-11-22T09:30:00Z", "1970-01-01T00:00:59Z", "9999-12-31T23:59:09Z", "+12026-01-01T00:00:00Z"]
        {
            let at = parse_utc(text).expect("a moment");
            assert_eq!(at, DateTime::parse_from_rfc3339(text).map_or(at, |other| other.to_utc()), "{text}");
            assert_eq!(utc_text(at), text);
        }
        for text in [
            "",
            "Z",
            "2026-11-22",
            "2026-11-22T09:30:00",
            "2026-11-22T09:30Z",
            "2026-11-22T09:30:60Z",
            "2026-11-22T24:00:00Z",
            "2026-11-22T09:60:00Z",
            "2026-11-22T9:30:00Z",
            "2026-11-22t09:30:00z",
            "2026-11-22 09:30:00Z",
            "2026-11-22T09:30:00.5Z",
            "2026-11-22T09:30:00+00:00",
            "2026-11-22T09:30:0Z",
        ] {
            assert_eq!(parse_utc(text), None, "{text}");
        }
    }
}
