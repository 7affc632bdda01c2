//! "Why this date?": the count, day by day, in a form that anybody can check with a finger.

use chrono::NaiveDate;

use super::sight::Sight;
use crate::calendar::{DayKind, Direction, Due, Limit, Moment, Roll, Unit};
use crate::casebook::dates::{counted as so_many, long_date, long_due, long_moment};
use crate::casebook::views::{CountedDay, DayMark, WhyThisDate};
use crate::dispute::state::{Basis, Counted, Owed};
use crate::dispute::{Home, due};
use crate::procedure::{Anchor, LimitStanding};

/// Reading X-WD of the catalogue: no procedure says what a working day is.
const WORKING_DAY: &str = "A working day is Monday to Friday and not a bank holiday in England and Wales. \
                           The day of the event is day 0, even at a weekend; school holidays count.";

/// What the calendar does not list is reckoned by rule.
const PROVISIONAL: &str = "The calendar does not reach so far: the bank holidays of that year are reckoned by \
                           rule, and this date may move when a later calendar lists them.";

/// Why a duty's date is what it is; `None` where it has none.
pub fn why(sight: &Sight<'_>, home: Home<'_>, owed: &Owed, counted: &Counted) -> Option<WhyThisDate> {
    let by = counted.by?;
    let mut why = match &counted.basis {
        Basis::Nothing => return None,
        Basis::Agreed => agreed(sight, owed, by),
        Basis::Own => own(sight, home, owed, by),
        Basis::Budget(duty) => {
            let budget = sight.rules.home(duty)?;
            let theirs = sight.state.owed.iter().rev().find(|owed| owed.duty == *duty)?;
            let mut why = own(sight, budget, theirs, by);
            let text = budget.duty.text.as_deref().unwrap_or(duty.as_str());
            why.sentence = format!("The clock over several steps ends first ({text}). {}", why.sentence);
            why.readings.extend(readings(sight, budget));
            why
        }
    };
    why.readings.extend(readings(sight, home));
    if sight.rules.calendar.is_provisional(by.date()) {
        why.readings.push(PROVISIONAL.to_owned());
    }
    Some(why)
}

fn readings<'a>(sight: &Sight<'a>, home: Home<'a>) -> impl Iterator<Item = String> {
    let about = &sight.rules.procedure.about;
    home.duty.readings.iter().map(|reading| reading.said(about))
}

fn agreed(sight: &Sight<'_>, owed: &Owed, by: Due) -> WhyThisDate {
    let limit = due::limit(sight.rules, sight.state, owed).by;
    let beside = limit
        .filter(|limit| *limit != by)
        .map_or_else(String::new, |limit| format!(" Without the agreement it would be {}.", long_due(limit)));
    WhyThisDate {
        sentence: format!("{} was agreed.{beside}", long_due(by)),
        from: owed.opened,
        days: Vec::new(),
        readings: Vec::new(),
        reckoned_again: Vec::new(),
        calendar: sight.rules.calendar.version.to_owned(),
    }
}

fn own(sight: &Sight<'_>, home: Home<'_>, owed: &Owed, by: Due) -> WhyThisDate {
    let calendar = sight.rules.calendar;
    let whole = |sentence, from, days, readings| WhyThisDate {
        sentence,
        from,
        days,
        readings,
        reckoned_again: Vec::new(),
        calendar: calendar.version.to_owned(),
    };
    let Some(deadline) = &home.duty.due else {
        return whole(long_due(by), owed.opened, Vec::new(), Vec::new());
    };
    let limit = &deadline.limit;
    let (from, event) = counted_from(sight, home, owed);
    let mut sentence = sentence(limit, from, &event);
    if deadline.standing == LimitStanding::Reminder {
        sentence.push_str(" The procedure gives no number here: this is a reminder of ours.");
    }
    let counts_working_days = matches!(limit.unit, Unit::WorkingDay | Unit::SameWorkingDay);
    let readings = if counts_working_days || limit.roll != Roll::Stays {
        vec![WORKING_DAY.to_owned()]
    } else {
        Vec::new()
    };
    whole(sentence, from, days(sight, limit, from.date(), by), readings)
}

/// The moment that an instance is counted from, and what happened then. What is known today may
/// have been learnt later, so the date itself decides which moment it was.
fn counted_from(sight: &Sight<'_>, home: Home<'_>, owed: &Owed) -> (Moment, String) {
    let anchored = due::anchor(sight.rules, sight.state, home, &owed.subject, owed.opened);
    let gives = |from| due::own(sight.rules, home, from) == owed.own;
    if anchored == owed.opened || !gives(anchored) {
        return (owed.opened, "the day on which this duty began".to_owned());
    }
    let event = match home.duty.due.as_ref().map(|deadline| &deadline.from) {
        Some(Anchor::Received) => "the day on which it was received".to_owned(),
        Some(Anchor::Fact(fact)) => {
            let ask = sight.rules.procedure.fact(fact).and_then(|fact| fact.ask.clone());
            format!("the date given for “{}”", ask.unwrap_or_else(|| fact.to_string()))
        }
        Some(Anchor::Opening) | None => "the day on which this duty began".to_owned(),
    };
    (anchored, event)
}

fn sentence(limit: &Limit, from: Moment, event: &str) -> String {
    let n = limit.n as usize;
    let day = long_date(from.date());
    let way = if limit.direction == Direction::Before { "back from" } else { "from" };
    let moved = match limit.roll {
        Roll::Stays => "",
        Roll::Earlier => " A day that is not a working day moves to the last working day before it.",
        Roll::Later => " A day that is not a working day moves to the next working day.",
    };
    match limit.unit {
        Unit::WorkingDay => {
            let days = so_many(n, "working day", "working days");
            format!("{days}, counted {way} {day}, {event}. That day is day 0.{moved}")
        }
        Unit::CalendarDay => {
            let days = so_many(n, "day", "days");
            format!("{days}, weekends and holidays included, counted {way} {day}, {event}.{moved}")
        }
        Unit::Month => {
            let months = so_many(n, "month", "months");
            format!("{months}, counted {way} {day}, {event}: the same date, or that month’s last day.{moved}")
        }
        Unit::Hour => {
            let hours = so_many(n, "hour", "hours");
            format!(
                "{hours}, counted {way} {}, {event}. Nights, weekends and holidays count.",
                long_moment(from)
            )
        }
        Unit::Now => format!("At once: on {day}, {event}, whatever day it is.{moved}"),
        Unit::SameWorkingDay => {
            format!("On the same day if it is a working day, else on the next one: {day} is {event}.")
        }
    }
}

/// Each day of the count. A limit in hours is not drawn in days.
fn days(sight: &Sight<'_>, limit: &Limit, from: NaiveDate, by: Due) -> Vec<CountedDay> {
    let Due::On(due) = by else { return Vec::new() };
    let unmoved = sight.rules.calendar.due(Moment::from(from), &Limit { roll: Roll::Stays, ..*limit });
    let unmoved = unmoved.map_or(due, Due::date);
    let span: Vec<NaiveDate> = match limit.direction {
        Direction::After => from.iter_days().take_while(|day| *day <= due.max(unmoved)).collect(),
        Direction::Before => {
            let back = std::iter::successors(Some(from), NaiveDate::pred_opt);
            back.take_while(|day| *day >= due.min(unmoved)).collect()
        }
    };
    let mut n = 0;
    let mut mark = |day: NaiveDate| {
        if day == from {
            return DayMark::DayZero;
        }
        let counts = match limit.unit {
            Unit::CalendarDay => n < limit.n,
            Unit::WorkingDay | Unit::SameWorkingDay | Unit::Month | Unit::Now | Unit::Hour => {
                match sight.rules.calendar.day(day) {
                    DayKind::Working => limit.unit == Unit::WorkingDay && n < limit.n,
                    DayKind::Weekend => return DayMark::Weekend,
                    DayKind::BankHoliday(name) => return DayMark::BankHoliday(name.to_owned()),
                }
            }
        };
        if counts {
            n += 1;
            DayMark::Counted(n)
        } else {
            DayMark::Passed
        }
    };
    span.into_iter().map(|date| CountedDay { date, mark: mark(date), due: date == due }).collect()
}
