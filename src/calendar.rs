//! Working days, and the day on which something is due.
//!
//! The one idea: *the day of the event is day 0*, whatever day it is (reading X-WD), and a due day
//! is a pure function of an anchor, a [`Limit`] and the closed days. The closed days are data, a
//! [`Calendar`] in the format `calendar/1`, each with its source: a later one can be taken over without
//! a new build. All is London local time. Deliberately absent: a clock. Start at [`Calendar::due`].

mod by_rule;
pub mod format;
pub mod london;

use std::fmt;
use std::ops::RangeInclusive;

use chrono::{Datelike, Days, Months, NaiveDate, NaiveDateTime, NaiveTime, Weekday};

pub use crate::json::parse_date;
use crate::json::{minutes_text, parse_minutes};

/// A moment in London local time, to the minute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(NaiveDateTime);

impl Moment {
    /// Reads `YYYY-MM-DD` (00:00 of that day) or `YYYY-MM-DDTHH:MM`. A time that spring skips is
    /// read one hour on; of two equal autumn times the first is meant.
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(date) = parse_date(text) {
            return Some(Self::from(date));
        }
        if text.len() != 16 {
            return None;
        }
        Some(Self(london::read_local(parse_minutes(text)?)))
    }

    /// The London time of a moment in UTC, cut to the minute.
    pub fn from_utc(utc: NaiveDateTime) -> Self {
        let cut = utc - chrono::TimeDelta::seconds(i64::from(chrono::Timelike::second(&utc)));
        Self(london::from_utc(cut))
    }

    /// The same in UTC.
    pub fn to_utc(self) -> chrono::DateTime<chrono::Utc> {
        london::to_utc(self.0).and_utc()
    }

    /// The day it falls on.
    pub fn date(self) -> NaiveDate {
        self.0.date()
    }

    /// Local date and time.
    pub fn local(self) -> NaiveDateTime {
        self.0
    }

    /// So many elapsed hours later, through weekends and clock changes.
    fn plus_hours(self, hours: i64) -> Option<Self> {
        let utc = london::to_utc(self.0).checked_add_signed(chrono::TimeDelta::try_hours(hours)?)?;
        Some(Self(london::from_utc(utc)))
    }
}

impl From<NaiveDate> for Moment {
    fn from(date: NaiveDate) -> Self {
        Self(date.and_time(NaiveTime::MIN))
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&minutes_text(self.0))
    }
}

/// By when something is due: a day, or a local time for limits in hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Due {
    /// Passed from 00:00 of the next day.
    On(NaiveDate),
    /// Passed strictly after it.
    At(Moment),
}

impl Due {
    /// Reads what is written: `2026-11-22`, or `2026-11-22T16:00` in London.
    pub fn parse(text: &str) -> Option<Self> {
        parse_date(text).map(Self::On).or_else(|| Moment::parse(text).map(Self::At))
    }

    /// Whether it has passed at that moment.
    pub fn has_passed(self, now: Moment) -> bool {
        match self {
            Self::On(date) => now.date() > date,
            Self::At(moment) => now > moment,
        }
    }

    /// Where it stands among other due values: a day counts as 00:00 of the next day.
    pub fn rank(self) -> Moment {
        match self {
            Self::On(date) => Moment::from(date.checked_add_days(Days::new(1)).unwrap_or(date)),
            Self::At(moment) => moment,
        }
    }

    /// The day it falls on.
    pub fn date(self) -> NaiveDate {
        match self {
            Self::On(date) => date,
            Self::At(moment) => moment.date(),
        }
    }

    /// The moment from which something that this date brings is counted.
    pub fn moment(self) -> Moment {
        match self {
            Self::On(date) => Moment::from(date),
            Self::At(moment) => moment,
        }
    }
}

impl fmt::Display for Due {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::On(date) => write!(f, "{date}"),
            Self::At(moment) => write!(f, "{moment}"),
        }
    }
}

/// How far from its anchor something is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// So many of them.
    pub n: u32,
    /// Of what.
    pub unit: Unit,
    /// After the anchor or before it.
    pub direction: Direction,
    /// What happens to a date that is not a working day. An hour is never moved.
    pub roll: Roll,
}

/// What a limit counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Monday to Friday without bank holidays; the anchor's date is day 0.
    WorkingDay,
    /// Every day.
    CalendarDay,
    /// The corresponding date, or that month's last day.
    Month,
    /// Elapsed hours.
    Hour,
    /// The anchor's own date, whatever day it is.
    Now,
    /// The anchor's date if it is a working day, else the next one.
    SameWorkingDay,
}

/// Which way a limit counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// After the anchor.
    After,
    /// Before it.
    Before,
}

/// What happens to a date that is not a working day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Roll {
    /// It stays.
    Stays,
    /// It moves to the last working day before.
    Earlier,
    /// It moves to the next working day.
    Later,
}

/// Why a day does or does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayKind<'a> {
    /// It counts.
    Working,
    /// Saturday or Sunday.
    Weekend,
    /// A bank holiday, with its name.
    BankHoliday(&'a str),
}

/// The closed days of England and Wales.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// What records name it by, as `england-and-wales/2026-11`.
    pub version: String,
    /// When it was issued: of two calendars the later one counts ([`Self::outranks`]).
    pub issued: NaiveDate,
    /// The years whose closed days are listed; those of other years follow the rule.
    pub years: RangeInclusive<i32>,
    /// The closed days of those years, each once, in their order.
    pub days: Vec<ClosedDay>,
    /// What the days rest on, by the names that they use.
    pub sources: Vec<(String, String)>,
}

/// A day that is no working day though it is no weekend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClosedDay {
    /// The day.
    pub date: NaiveDate,
    /// What people call it.
    pub name: String,
    /// Which of [`Calendar::sources`] says so.
    pub source: String,
}

impl Calendar {
    /// The calendar that comes with the build: England and Wales, 2019 to 2028.
    pub fn england_and_wales() -> Self {
        format::read(format::BUILT_IN).expect("a test reads the calendar of the build").0
    }

    /// Whether it counts where both are here: the one that was issued later; of two of one day the one
    /// whose version comes later in the order of its letters, then the one whose closed days do, so that
    /// every device takes the same.
    pub fn outranks(&self, other: &Self) -> bool {
        let rank = |it: &Self| {
            let days: Vec<NaiveDate> = it.days.iter().map(|day| day.date).collect();
            (it.issued, it.version.clone(), days)
        };
        rank(self) > rank(other)
    }

    /// Why a day does or does not count.
    pub fn day(&self, date: NaiveDate) -> DayKind<'_> {
        if matches!(date.weekday(), Weekday::Sat | Weekday::Sun) {
            return DayKind::Weekend;
        }
        self.closed(date).map_or(DayKind::Working, DayKind::BankHoliday)
    }

    /// Whether that day is after the years that are listed: its bank holidays are reckoned by rule, and
    /// may yet be proclaimed otherwise.
    pub fn is_provisional(&self, date: NaiveDate) -> bool {
        date.year() > *self.years.end()
    }

    /// The name of the bank holiday on that day, if it is one.
    fn closed(&self, date: NaiveDate) -> Option<&str> {
        if !self.years.contains(&date.year()) {
            return by_rule::bank_holiday(date);
        }
        let place = self.days.partition_point(|day| day.date < date);
        self.days.get(place).filter(|day| day.date == date).map(|day| day.name.as_str())
    }

    /// Monday to Friday and not a bank holiday; school holidays count as working days.
    pub fn is_working_day(&self, date: NaiveDate) -> bool {
        !matches!(date.weekday(), Weekday::Sat | Weekday::Sun) && self.closed(date).is_none()
    }

    /// The last working day on or before a date.
    pub fn working_day_on_or_before(&self, date: NaiveDate) -> NaiveDate {
        self.walk(date, Direction::Before)
    }

    /// By when something is due that is counted from `anchor`. `None` beyond the years that can be written.
    pub fn due(&self, anchor: Moment, limit: &Limit) -> Option<Due> {
        let day_0 = anchor.date();
        let date = match limit.unit {
            Unit::Hour => {
                let hours = i64::from(limit.n);
                let signed = if limit.direction == Direction::Before { -hours } else { hours };
                return anchor.plus_hours(signed).map(Due::At);
            }
            Unit::Now => day_0,
            Unit::SameWorkingDay => self.walk(day_0, Direction::After),
            Unit::WorkingDay => self.nth_working_day(day_0, limit.n, limit.direction)?,
            Unit::CalendarDay => match limit.direction {
                Direction::After => day_0.checked_add_days(Days::new(limit.n.into()))?,
                Direction::Before => day_0.checked_sub_days(Days::new(limit.n.into()))?,
            },
            Unit::Month => match limit.direction {
                Direction::After => day_0.checked_add_months(Months::new(limit.n))?,
                Direction::Before => day_0.checked_sub_months(Months::new(limit.n))?,
            },
        };
        Some(Due::On(match limit.roll {
            Roll::Stays => date,
            Roll::Earlier => self.walk(date, Direction::Before),
            Roll::Later => self.walk(date, Direction::After),
        }))
    }

    /// The working days after `from` up to `to`, `to` included: what is left of a limit.
    pub fn working_days_between(&self, from: NaiveDate, to: NaiveDate) -> usize {
        from.iter_days().skip(1).take_while(|day| *day <= to).filter(|day| self.is_working_day(*day)).count()
    }

    fn nth_working_day(&self, day_0: NaiveDate, n: u32, direction: Direction) -> Option<NaiveDate> {
        let mut day = day_0;
        for _ in 0..n {
            day = self.walk(one_day(day, direction)?, direction);
        }
        Some(day)
    }

    fn walk(&self, from: NaiveDate, direction: Direction) -> NaiveDate {
        let mut day = from;
        while !self.is_working_day(day) {
            match one_day(day, direction) {
                Some(next) => day = next,
                None => return day,
            }
        }
        day
    }
}

fn one_day(day: NaiveDate, direction: Direction) -> Option<NaiveDate> {
    match direction {
        Direction::After => day.succ_opt(),
        Direction::Before => day.pred_opt(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(anchor: &str, n: u32, unit: Unit, direction: Direction, roll: Roll, expected: &str) {
        let limit = Limit { n, unit, direction, roll };
        let anchor = Moment::parse(anchor).expect("a moment");
        let due = Calendar::england_and_wales().due(anchor, &limit).expect("a date");
        assert_eq!(due.to_string(), expected);
    }

    #[test]
    fn the_day_of_the_event_is_day_0_and_holidays_do_not_count() {
        use {Direction::*, Roll::*, Unit::*};
        check("2026-12-24", 3, WorkingDay, After, Stays, "2026-12-31");
        check("2026-12-23", 5, WorkingDay, After, Stays, "2027-01-04");
        check("2026-11-21", 1, WorkingDay, After, Stays, "2026-11-23");
        check("2026-11-23", 1, WorkingDay, Before, Stays, "2026-11-20");
        check("2026-12-26", 0, SameWorkingDay, After, Stays, "2026-12-29");
        check("2026-12-26", 0, Now, After, Stays, "2026-12-26");
        check("2026-12-26", 0, WorkingDay, After, Stays, "2026-12-26");
    }

    #[test]
    fn months_end_with_the_month_and_dates_roll_only_when_told() {
        use {Direction::*, Roll::*, Unit::*};
        check("2027-01-31", 1, Month, After, Stays, "2027-02-28");
        check("2027-01-31", 1, Month, After, Earlier, "2027-02-26");
        check("2026-08-21", 10, CalendarDay, After, Later, "2026-09-01");
        check("2026-06-20", 7, CalendarDay, Before, Earlier, "2026-06-12");
    }

    #[test]
    fn hours_elapse_through_nights_and_clock_changes() {
        use {Direction::*, Roll::*, Unit::*};
        check("2027-01-01T16:00", 48, Hour, After, Later, "2027-01-03T16:00");
        check("2027-01-01T16:00", 48, Hour, Before, Stays, "2026-12-30T16:00");
        check("2026-10-24T12:00", 24, Hour, After, Stays, "2026-10-25T11:00");
        check("2026-03-28T12:00", 24, Hour, After, Stays, "2026-03-29T13:00");
        check("2026-03-29T01:30", 1, Hour, After, Stays, "2026-03-29T03:30");
    }

    #[test]
    fn what_is_left_counts_working_days_after_today_and_the_last_one_too() {
        let calendar = Calendar::england_and_wales();
        let day = |text| parse_date(text).expect("a date");
        let left = |from, to| calendar.working_days_between(day(from), day(to));
        assert_eq!(left("2026-12-24", "2026-12-31"), 3);
        assert_eq!(left("2026-11-21", "2026-11-23"), 1);
        assert_eq!(left("2026-11-23", "2026-11-23"), 0);
        assert_eq!(left("2026-11-24", "2026-11-23"), 0);
    }

    #[test]
    fn a_moment_is_cut_to_its_minute() {
        let utc = parse_date("2026-11-23").and_then(|day| day.and_hms_opt(9, 30, 59)).expect("a time");
        assert_eq!(Moment::from_utc(utc).to_string(), "2026-11-23T09:30");
    }

    #[test]
    fn a_date_is_passed_the_next_day_and_a_time_just_after_it() {
        let noon = Moment::parse("2026-11-23T12:00").expect("a moment");
        let next = Moment::parse("2026-11-24").expect("a moment");
        assert!(!Due::On(noon.date()).has_passed(noon));
        assert!(Due::On(noon.date()).has_passed(next));
        assert!(!Due::At(noon).has_passed(noon));
        assert_eq!(Due::On(noon.date()).rank(), next);
    }

    #[test]
    fn a_day_after_the_listed_years_follows_the_rule_and_is_provisional() {
        let calendar = Calendar::england_and_wales();
        let day = |text: &str| parse_date(text).expect("a day");
        for (date, provisional) in [("2028-12-26", false), ("2029-12-25", true), ("2018-12-25", false)] {
            assert!(matches!(calendar.day(day(date)), DayKind::BankHoliday(_)), "{date}");
            assert_eq!(calendar.is_provisional(day(date)), provisional, "{date}");
        }
        use {Direction::*, Roll::*, Unit::*};
        check("2029-03-29", 1, WorkingDay, After, Stays, "2029-04-03");
    }

    #[test]
    fn what_is_not_a_moment_is_not_guessed() {
        for text in [
            "",
            "2026-13-01",
            "2026-2-1",
            "2026-02-1",
            "+2026-2-01",
            "2026-02-30",
            "2026-02-01T24:00",
            "2026-02-01 10:00",
            "+02026-02-01",
        ] {
            assert_eq!(Moment::parse(text), None, "{text}");
        }
    }
}
