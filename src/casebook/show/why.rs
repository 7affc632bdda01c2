//! "Why this date?": the count, day by day, in a form that anybody can check with a finger.

use chrono::NaiveDate;

use super::guide;
use super::sight::Sight;
use crate::calendar::{DayKind, Direction, Due, Limit, Moment, Roll, Unit};
use crate::casebook::dates::{listed, long_date, long_due, long_moment};
use crate::casebook::views::{CountedDay, DayMark, ReadingLine, WhyThisDate};
use crate::casebook::wording::{Names, Wording};
use crate::dispute::state::{Basis, Counted, Owed};
use crate::dispute::{Home, due};
use crate::procedure::Anchor;
use crate::words::why as words;

/// Why a duty's date is what it is; `None` where it has none.
pub fn why(sight: &Sight<'_>, home: Home<'_>, owed: &Owed, counted: &Counted) -> Option<WhyThisDate> {
    let by = counted.by?;
    let mut why = match &counted.basis {
        Basis::Nothing => return None,
        Basis::Agreed => agreed(sight, home, owed, by),
        Basis::Own => own(sight, home, owed, by),
        Basis::Budget(duty) => {
            let budget = sight.rules.home(duty)?;
            let theirs = sight.state.owed.iter().rev().find(|owed| owed.duty == *duty)?;
            let why = own(sight, budget, theirs, by);
            let text = budget.duty.text.as_deref().unwrap_or(duty.as_str());
            let sentence = words::budget(text, &why.sentence);
            WhyThisDate { sentence, ..why }
        }
    };
    if let Some(when) = &home.duty.when {
        let so = Wording { of: sight.rules.procedure, names: Names::Plain }.guard(when);
        why.sentence = [&why.sentence, " ", &words::owed_if(&so)].concat();
    }
    if sight.rules.calendar.is_provisional(by.date()) {
        why.sentence.push(' ');
        why.sentence.push_str(words::PROVISIONAL);
    }
    Some(why)
}

/// The readings of a duty, of the clock that shortens its date, and of what a working day is where
/// its date counts them.
pub fn readings(sight: &Sight<'_>, home: Home<'_>, counted: &Counted) -> Vec<ReadingLine> {
    let about = &sight.rules.procedure.about;
    let budget = match &counted.basis {
        Basis::Budget(duty) => sight.rules.home(duty),
        Basis::Nothing | Basis::Agreed | Basis::Own => None,
    };
    let mut all = guide::readings(about, &home.duty.readings);
    all.extend(budget.map(|budget| guide::readings(about, &budget.duty.readings)).unwrap_or_default());
    let counts = |home: Home<'_>| home.duty.due.as_ref().is_some_and(|due| counts_working_days(&due.limit));
    if budget.map_or(counted.basis == Basis::Own && counts(home), counts) {
        let theirs = about.readings.iter().find(|reading| reading.id == WORKING_DAY_ID);
        all.push(theirs.map_or_else(working_day, |theirs| guide::reading(about, theirs)));
    }
    all
}

/// What a working day is, which no procedure says: the reading of the pack, else ours.
const WORKING_DAY_ID: &str = "X-WD";

fn working_day() -> ReadingLine {
    ReadingLine {
        id: String::new(),
        words: String::new(),
        text: words::WORKING_DAY.to_owned(),
        by: String::new(),
    }
}

fn counts_working_days(limit: &Limit) -> bool {
    matches!(limit.unit, Unit::WorkingDay | Unit::SameWorkingDay) || limit.roll != Roll::Stays
}

fn agreed(sight: &Sight<'_>, home: Home<'_>, owed: &Owed, by: Due) -> WhyThisDate {
    let limit = due::limit(sight.rules, sight.state, owed).by;
    let date = long_due(by);
    let sentence = match limit.filter(|limit| *limit != by) {
        Some(limit) => words::agreed_instead(&date, &long_due(limit)),
        None => words::agreed(&date),
    };
    WhyThisDate {
        sentence,
        paragraph: paragraph(home),
        from: owed.opened,
        days: Vec::new(),
        reckoned_again: Vec::new(),
        calendar: sight.rules.calendar.version.to_owned(),
    }
}

fn own(sight: &Sight<'_>, home: Home<'_>, owed: &Owed, by: Due) -> WhyThisDate {
    let whole = |sentence, from, days| WhyThisDate {
        sentence,
        paragraph: paragraph(home),
        from,
        days,
        reckoned_again: Vec::new(),
        calendar: sight.rules.calendar.version.to_owned(),
    };
    let Some(deadline) = &home.duty.due else {
        return whole(long_due(by), owed.opened, Vec::new());
    };
    let (from, event) = counted_from(sight, home, owed);
    let days = days(sight, &deadline.limit, from.date(), by);
    whole(sentence(sight, &deadline.limit, from, &event, by, &days), from, days)
}

fn paragraph(home: Home<'_>) -> Option<String> {
    home.duty.source.as_ref().map(|source| source.at.clone())
}

/// The moment that an instance is counted from, and what happened then. What is known today may
/// have been learnt later, so the date itself decides which moment it was.
fn counted_from(sight: &Sight<'_>, home: Home<'_>, owed: &Owed) -> (Moment, String) {
    let anchored = due::anchor(sight.rules, sight.state, home, &owed.subject, owed.opened);
    let gives = |from| due::own(sight.rules, home, from) == owed.own;
    if anchored == owed.opened || !gives(anchored) {
        return (owed.opened, words::WHEN_BEGUN.to_owned());
    }
    let event = match home.duty.due.as_ref().map(|deadline| &deadline.from) {
        Some(Anchor::Received) => words::WHEN_RECEIVED.to_owned(),
        Some(Anchor::Fact(fact)) => {
            let ask = sight.rules.procedure.fact(fact).and_then(|fact| fact.ask.clone());
            words::date_given(ask.as_deref().unwrap_or(fact.as_str()))
        }
        Some(Anchor::Opening) | None => words::WHEN_BEGUN.to_owned(),
    };
    (anchored, event)
}

/// `By Monday 29 December 2025: 5 working days from …, without 2 days at weekends and 2 bank holidays.`
fn sentence(
    sight: &Sight<'_>,
    limit: &Limit,
    from: Moment,
    event: &str,
    by: Due,
    days: &[CountedDay],
) -> String {
    let n = limit.n as usize;
    let day = long_date(from.date());
    let way = if limit.direction == Direction::Before { "back" } else { "" };
    let due = long_due(by);
    let unmoved = sight.rules.calendar.due(from, &Limit { roll: Roll::Stays, ..*limit });
    let moved = match limit.roll {
        Roll::Earlier if unmoved != Some(by) => "earlier",
        Roll::Later if unmoved != Some(by) => "later",
        Roll::Stays | Roll::Earlier | Roll::Later => "",
    };
    match limit.unit {
        Unit::WorkingDay => words::working_days(&due, n, way, &day, event, &left_out(days), moved),
        Unit::CalendarDay => words::days(&due, n, way, &day, event, moved),
        Unit::Month => words::months(&due, n, way, &day, event, moved),
        Unit::Hour => words::hours(&due, n, way, &long_moment(from), event),
        Unit::Now => words::at_once(&due, event),
        Unit::SameWorkingDay => words::same_day(&due, &day, event),
    }
}

/// `, without 2 days at weekends and 2 bank holidays`, or nothing.
fn left_out(days: &[CountedDay]) -> String {
    let so_often = |is: fn(&DayMark) -> bool| days.iter().filter(|day| is(&day.mark)).count();
    let weekend = so_often(|mark| matches!(mark, DayMark::Weekend));
    let holidays = so_often(|mark| matches!(mark, DayMark::BankHoliday(_)));
    let weekend = (weekend > 0).then(|| words::weekend_days(weekend));
    let holidays = (holidays > 0).then(|| words::bank_holidays(holidays));
    let out: Vec<String> = weekend.into_iter().chain(holidays).collect();
    if out.is_empty() { String::new() } else { words::without(&listed(&out)) }
}

/// Each day of the count. What is owed at once has none, and a limit in hours is not drawn in days.
fn days(sight: &Sight<'_>, limit: &Limit, from: NaiveDate, by: Due) -> Vec<CountedDay> {
    let Due::On(due) = by else { return Vec::new() };
    if limit.unit == Unit::Now {
        return Vec::new();
    }
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
            // A month goes by with every day in it, and numbers none.
            Unit::Month => false,
            Unit::WorkingDay | Unit::SameWorkingDay | Unit::Now | Unit::Hour => {
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
