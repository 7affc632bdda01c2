//! What holds for any limit, counted from any minute of 2019 to 2040.

use accord::calendar::{Calendar, DayKind, Direction, Due, Limit, Moment, Roll, Unit};
use chrono::{Days, NaiveDate};
use proptest::prelude::*;

use super::walk::beginning;

fn direction() -> impl Strategy<Value = Direction> {
    prop_oneof![Just(Direction::After), Just(Direction::Before)]
}

fn unit() -> impl Strategy<Value = Unit> {
    prop_oneof![
        Just(Unit::WorkingDay),
        Just(Unit::CalendarDay),
        Just(Unit::Month),
        Just(Unit::Hour),
        Just(Unit::Now),
        Just(Unit::SameWorkingDay),
    ]
}

fn roll() -> impl Strategy<Value = Roll> {
    prop_oneof![Just(Roll::Stays), Just(Roll::Earlier), Just(Roll::Later)]
}

fn due(anchor: Moment, limit: Limit) -> Due {
    Calendar::england_and_wales().due(anchor, &limit).expect("a year of the calendar")
}

proptest! {
    /// No working day after the event is day 0 itself, whatever day that is: `n` is 1 at least.
    #[test]
    fn working_days_end_on_a_working_day_and_are_counted_one_by_one(
        anchor in beginning(), n in 1..60u32, direction in direction(), roll in roll(),
    ) {
        let calendar = Calendar::england_and_wales();
        let date = due(anchor, Limit { n, unit: Unit::WorkingDay, direction, roll }).date();
        prop_assert!(calendar.is_working_day(date), "{date}");
        let counted = match direction {
            Direction::After => calendar.working_days_between(anchor.date(), date),
            // The date itself counts, day 0 does not.
            Direction::Before => calendar.working_days_between(date - Days::new(1), anchor.date() - Days::new(1)),
        };
        prop_assert_eq!(counted, n as usize);
    }

    #[test]
    fn the_same_working_day_is_the_first_from_the_day_itself_on(
        anchor in beginning(), n in 0..9u32, direction in direction(), roll in roll(),
    ) {
        let calendar = Calendar::england_and_wales();
        let date = due(anchor, Limit { n, unit: Unit::SameWorkingDay, direction, roll }).date();
        prop_assert!(calendar.is_working_day(date) && date >= anchor.date(), "{date}");
        prop_assert_eq!(calendar.working_days_between(anchor.date() - Days::new(1), date), 1);
    }

    #[test]
    fn what_is_rolled_falls_on_the_nearest_working_day_that_way(
        anchor in beginning(), n in 0..60u32, unit in unit(), direction in direction(), roll in roll(),
    ) {
        let calendar = Calendar::england_and_wales();
        let plain = due(anchor, Limit { n, unit, direction, roll: Roll::Stays });
        let rolled = due(anchor, Limit { n, unit, direction, roll });
        if unit == Unit::Hour || roll == Roll::Stays || calendar.is_working_day(plain.date()) {
            prop_assert_eq!(rolled, plain);
        } else {
            prop_assert!(calendar.is_working_day(rolled.date()));
            let between = match roll {
                Roll::Later => calendar.working_days_between(plain.date(), rolled.date()),
                _ => calendar.working_days_between(rolled.date() - Days::new(1), plain.date()),
            };
            prop_assert_eq!(between, 1, "{} is not next to {}", rolled, plain);
        }
    }

    #[test]
    fn a_later_beginning_never_ends_earlier(
        one in beginning(), other in beginning(), hours in 0..100i64,
        n in 0..60u32, unit in unit(), direction in direction(), roll in roll(),
    ) {
        let limit = Limit { n, unit, direction, roll };
        let soon = Moment::from_utc(one.local() + chrono::TimeDelta::hours(hours));
        for second in [other, soon] {
            let (first, second) = (one.min(second), one.max(second));
            prop_assert!(due(first, limit).date() <= due(second, limit).date());
        }
    }
}

/// Easter Sunday by golden number, epact and Sunday letter, as the Calendar (New Style) Act 1750 has it
/// (Knuth, The Art of Computer Programming 1.3.2, exercise 14).
fn easter_by_the_epact(year: i32) -> NaiveDate {
    let golden = year % 19 + 1;
    let century = year / 100 + 1;
    let leap_days_left_out = 3 * century / 4 - 12;
    let moon = (8 * century + 5) / 25 - 5;
    let sunday = 5 * year / 4 - leap_days_left_out - 10;
    let epact = (11 * golden + 20 + moon - leap_days_left_out).rem_euclid(30);
    let epact = if (epact == 25 && golden > 11) || epact == 24 { epact + 1 } else { epact };
    let full_moon = if epact > 23 { 74 - epact } else { 44 - epact };
    let day = full_moon + 7 - (sunday + full_moon) % 7;
    let before_march = NaiveDate::from_ymd_opt(year, 2, 1).expect("a date") + Days::new(27 + leap(year));
    before_march + Days::new(day.unsigned_abs().into())
}

fn leap(year: i32) -> u64 {
    u64::from(NaiveDate::from_ymd_opt(year, 2, 29).is_some())
}

#[test]
fn good_friday_and_easter_monday_are_where_the_tables_of_1750_put_them() {
    let calendar = Calendar::england_and_wales();
    let bank_holiday = |day: NaiveDate| match calendar.day(day) {
        DayKind::BankHoliday(name) => Some(name.to_owned()),
        DayKind::Working | DayKind::Weekend => None,
    };
    for year in 1900..2500 {
        let easter = easter_by_the_epact(year);
        assert_eq!(bank_holiday(easter - Days::new(2)), Some("Good Friday".to_owned()), "{year}");
        assert_eq!(bank_holiday(easter + Days::new(1)), Some("Easter Monday".to_owned()), "{year}");
        let days = NaiveDate::from_ymd_opt(year, 3, 1).expect("a date").iter_days();
        let of_easter = |day: &NaiveDate| {
            bank_holiday(*day).is_some_and(|name| ["Good Friday", "Easter Monday"].contains(&name.as_str()))
        };
        assert_eq!(days.take(90).filter(of_easter).count(), 2, "{year}");
    }
}
