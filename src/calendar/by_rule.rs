//! The bank holidays of England and Wales by rule, for the years that no calendar lists.
//!
//! The recurring ones follow the Banking and Financial Dealings Act 1971 (Schedule 1) and the common
//! law's Good Friday and Christmas Day, with the substitute days that are proclaimed as a matter of
//! course. What a single year's proclamation moves or adds cannot be known here: so a day by rule is
//! provisional, and a calendar that lists the year takes its place.

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// The name of the bank holiday on that day, if the rule makes it one.
pub fn bank_holiday(date: NaiveDate) -> Option<&'static str> {
    let (weekday, month, day) = (date.weekday(), date.month(), date.day());
    let monday = weekday == Weekday::Mon;
    match (month, day) {
        (1, 1) if is_weekday(weekday) => return Some("New Year’s Day"),
        (1, 2 | 3) if monday => return Some("New Year’s Day (substitute day)"),
        (5, 1..=7) if monday => return Some("Early May bank holiday"),
        (5, 25..=31) if monday => return Some("Spring bank holiday"),
        (8, 25..=31) if monday => return Some("Summer bank holiday"),
        (12, 25) if is_weekday(weekday) => return Some("Christmas Day"),
        (12, 26) if is_weekday(weekday) => return Some("Boxing Day"),
        // Christmas on a Saturday gives Monday 27 and Tuesday 28; on a Sunday, Tuesday 27.
        (12, 27) if monday || weekday == Weekday::Tue => {
            return Some("Christmas Day (substitute day)");
        }
        (12, 28) if monday || weekday == Weekday::Tue => {
            return Some("Boxing Day (substitute day)");
        }
        _ => {}
    }
    // Easter Sunday falls between 22 March and 25 April.
    if !(3..=4).contains(&month) {
        return None;
    }
    let easter = easter_sunday(date.year())?;
    if easter.checked_sub_days(Days::new(2)) == Some(date) {
        return Some("Good Friday");
    }
    (easter.succ_opt() == Some(date)).then_some("Easter Monday")
}

fn is_weekday(day: Weekday) -> bool {
    !matches!(day, Weekday::Sat | Weekday::Sun)
}

/// Easter Sunday by the Gregorian computus in its anonymous form (Meeus, Jones, Butcher).
fn easter_sunday(year: i32) -> Option<NaiveDate> {
    let a = year % 19;
    let (b, c) = (year / 100, year % 100);
    let d = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    let e = (32 + 2 * (b % 4) + 2 * (c / 4) - d - c % 4) % 7;
    let f = d + e - 7 * ((a + 11 * d + 22 * e) / 451) + 114;
    NaiveDate::from_ymd_opt(year, u32::try_from(f / 31).ok()?, u32::try_from(f % 31 + 1).ok()?)
}

#[cfg(test)]
mod tests {
    use super::super::Calendar;
    use super::*;

    /// What the proclamations of 2020, 2022 and 2023 took away from the rule and added to it.
    const ONE_OFF: &[&str] =
        &["2020-05-04", "2020-05-08", "2022-05-30", "2022-06-02", "2022-06-03", "2022-09-19", "2023-05-08"];

    #[test]
    fn the_rule_and_the_list_differ_by_what_was_proclaimed_for_one_year() {
        let listed = Calendar::england_and_wales();
        let first = NaiveDate::from_ymd_opt(2019, 1, 1).expect("a day");
        let days = first.iter_days().take_while(|day| day.year() <= 2028);
        let differ = days.filter(|day| {
            let is_listed = listed.days.iter().any(|closed| closed.date == *day);
            bank_holiday(*day).is_some() != is_listed
        });
        assert_eq!(differ.map(|day| day.to_string()).collect::<Vec<_>>(), ONE_OFF);
    }
}
