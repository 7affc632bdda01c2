//! "Why this date?": one sentence and its paragraph, the days of the count as a calendar, how the procedure's
//! words are read, and by which calendar.

use chrono::{Datelike, NaiveDate};

use super::folded::folded;
use super::guidance::readings;
use crate::casebook::views::{CountedDay, DayMark, DutyLine, WhyThisDate};
use crate::ui::element::{
    El, View, all, b, caption, details, i, li, nothing, or_nothing, p, s, span, summary, table, tbody, td,
    th, thead, tr, ul,
};
use crate::ui::words::dates;
use crate::ui::words::dispute as words;
use crate::ui::words::help;

/// So many weeks are seen at a glance; more open on demand.
const WEEKS: usize = 7;

/// The disclosure below a date.
pub fn why_this_date(line: &DutyLine, why: &WhyThisDate) -> View {
    details().child(summary().text(words::WHY)).child(answer(line, why)).view()
}

/// What stands in it.
pub fn answer(line: &DutyLine, why: &WhyThisDate) -> View {
    let paragraph = why.paragraph.as_ref().map(|at| p().class("soft").text(&words::paragraph(at)));
    let read = (!line.readings.is_empty()).then(|| p().class("what").text(help::HOW_READ));
    all(vec![
        p().text(&why.sentence).view(),
        or_nothing(paragraph),
        if why.days.is_empty() { nothing() } else { days(&why.days) },
        all(why.reckoned_again.iter().map(|again| p().text(again).view()).collect()),
        or_nothing(read),
        readings(&line.readings),
        p().class("soft").text(&words::counted_from(&dates::moment(why.from))).view(),
        p().class("soft").text(&words::calendar(&why.calendar)).view(),
    ])
}

/// The days of the count and the names of the holidays among them.
fn days(days: &[CountedDay]) -> View {
    let mut days: Vec<&CountedDay> = days.iter().collect();
    // A limit before a date is counted backwards; a calendar is not.
    if days.first().map(|day| day.date) > days.last().map(|day| day.date) {
        days.reverse();
    }
    let holidays = days.iter().filter_map(|day| match &day.mark {
        DayMark::BankHoliday(name) => Some(li().text(&words::holiday(&dates::day(day.date), name))),
        DayMark::DayZero | DayMark::Counted(_) | DayMark::Weekend | DayMark::Passed => None,
    });
    let weeks = weeks(&days);
    let is_long = weeks.len() > WEEKS;
    let calendar = calendar(&days, weeks);
    let calendar = if is_long { folded(words::EVERY_DAY, calendar) } else { calendar };
    all(vec![calendar.view(), ul().each(holidays).view()])
}

fn column(date: NaiveDate) -> usize {
    date.weekday().num_days_from_monday() as usize
}

/// Weeks from Monday to Sunday: the cells before the first day and after the last are empty.
fn weeks<'d>(days: &[&'d CountedDay]) -> Vec<[Option<&'d CountedDay>; 7]> {
    let mut weeks = Vec::new();
    for (n, day) in days.iter().enumerate() {
        let column = column(day.date);
        if n == 0 || column == 0 {
            weeks.push([None; 7]);
        }
        if let Some(week) = weeks.last_mut() {
            week[column] = Some(*day);
        }
    }
    weeks
}

fn calendar(days: &[&CountedDay], weeks: Vec<[Option<&CountedDay>; 7]>) -> El {
    let months = words::months(days.first().map(|day| day.date), days.last().map(|day| day.date));
    let heads = dates::weekdays().map(|weekday| th().attr("scope", "col").text(weekday));
    let rows: Vec<El> = weeks
        .into_iter()
        .map(|week| {
            let cells = week.into_iter().map(|one| match one {
                None => td(),
                Some(one) => day(one),
            });
            tr().each(cells.collect::<Vec<_>>())
        })
        .collect();
    table()
        .class("days")
        .child(caption().text(&months))
        .child(thead().child(tr().each(heads)))
        .child(tbody().each(rows))
}

fn day(day: &CountedDay) -> El {
    let skipped = matches!(day.mark, DayMark::Weekend | DayMark::BankHoliday(_));
    let class = match (day.due, &day.mark) {
        (true, _) => "last",
        (false, DayMark::DayZero) => "zero",
        (false, DayMark::Weekend | DayMark::BankHoliday(_)) => "skipped",
        (false, DayMark::Passed) => "passed-by",
        (false, DayMark::Counted(_)) => "counted",
    };
    let date = dates::in_calendar(day.date);
    let date = if skipped { s() } else { b() }.text(&date);
    td().class(class)
        .child(span().class("away").text(&words::day_read_out(&dates::day(day.date), day)))
        .child(span().attr("aria-hidden", "true").child(date).child(i().text(&words::mark(&day.mark))))
}
