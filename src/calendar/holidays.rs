//! The bank holidays of England and Wales, each with its source.
//!
//! The recurring ones follow the Banking and Financial Dealings Act 1971 (Schedule 1) and the
//! common law's Good Friday and Christmas Day, with substitute days as proclaimed every year.
//! What a single year's proclamation moved or added is listed in `MOVED` and `ADDED`. A change
//! proclaimed after this version makes a new version; each record keeps the one it was made with.

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// The version of these days; the last proclamation taken in is that of 2023.
pub const VERSION: &str = "england-and-wales/2026-11";

/// Days moved by proclamation: the usual day, the day in its place, its name.
const MOVED: &[(Ymd, Ymd, &str)] = &[
    ((2012, 5, 28), (2012, 6, 4), "Spring bank holiday"),
    ((2020, 5, 4), (2020, 5, 8), "Early May bank holiday (VE Day)"),
    ((2022, 5, 30), (2022, 6, 2), "Spring bank holiday"),
];

/// Days added by proclamation.
const ADDED: &[(Ymd, &str)] = &[
    ((2011, 4, 29), "Royal wedding"),
    ((2012, 6, 5), "Diamond Jubilee"),
    ((2022, 6, 3), "Platinum Jubilee"),
    ((2022, 9, 19), "State Funeral of Queen Elizabeth II"),
    ((2023, 5, 8), "Coronation of King Charles III"),
];

type Ymd = (i32, u32, u32);

/// The name of the bank holiday on that day, if it is one.
pub fn bank_holiday(date: NaiveDate) -> Option<&'static str> {
    let ymd = (date.year(), date.month(), date.day());
    if MOVED.iter().any(|(from, _, _)| *from == ymd) {
        return None;
    }
    let moved_here = MOVED.iter().find(|(_, to, _)| *to == ymd).map(|(_, _, name)| *name);
    let added = ADDED.iter().find(|(day, _)| *day == ymd).map(|(_, name)| *name);
    moved_here.or(added).or_else(|| recurring(date))
}

fn recurring(date: NaiveDate) -> Option<&'static str> {
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
    use super::*;

    /// The days that GOV.UK published for England and Wales.
    const OFFICIAL: &[(i32, &str)] = &[
        (2019, "01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26"),
        (2020, "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28"),
        (2021, "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28"),
        (2022, "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27"),
        (2023, "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26"),
        (2024, "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26"),
        (2025, "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26"),
        (2026, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28"),
        (2027, "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28"),
        (2028, "01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26"),
    ];

    #[test]
    fn the_days_are_those_that_were_published() {
        for (year, expected) in OFFICIAL {
            let first = NaiveDate::from_ymd_opt(*year, 1, 1).expect("a year");
            let days: Vec<String> = first
                .iter_days()
                .take_while(|day| day.year() == *year)
                .filter(|day| bank_holiday(*day).is_some())
                .map(|day| day.format("%m-%d").to_string())
                .collect();
            assert_eq!(days.join(" "), *expected, "{year}");
        }
    }
}
