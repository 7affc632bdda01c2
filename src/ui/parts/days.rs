//! "Why this date?": each day of the count, the counted ones numbered, the skipped ones named.

use chrono::Datelike;
use leptos::prelude::*;

use crate::casebook::views::{CountedDay, DayMark, DutyLine, WhyThisDate};
use crate::ui::element::{El, all, b, details, i, li, ol, p, s, span, strong, summary, ul};
use crate::ui::words::dates;
use crate::ui::words::dispute as words;

/// The disclosure below a date.
pub fn why_this_date(line: &DutyLine, why: &WhyThisDate) -> AnyView {
    let basis = line.basis.as_ref().and_then(words::basis).map(|basis| p().text(&basis));
    let readings = why
        .readings
        .iter()
        .map(|reading| p().child(strong().text(words::OUR_READING)).text(" ").text(reading));
    details()
        .child(summary().text(words::WHY))
        .child(p().text(&why.sentence))
        .maybe(basis)
        .maybe((!why.days.is_empty()).then(|| strip(&why.days)))
        .child(p().class("soft").text(&words::counted_from(&dates::moment(why.from))))
        .each(readings)
        .each(why.reckoned_again.iter().map(|again| p().text(again)))
        .child(p().class("soft").text(&words::calendar(&why.calendar)))
        .view()
}

/// Weeks as rows, then the names of the holidays among them.
fn strip(days: &[CountedDay]) -> AnyView {
    let holidays = days.iter().filter_map(|day| match &day.mark {
        DayMark::BankHoliday(name) => Some(li().text(&words::holiday(&dates::day(day.date), name))),
        DayMark::DayZero | DayMark::Counted(_) | DayMark::Weekend | DayMark::Passed => None,
    });
    let each = days.iter().enumerate().map(|(n, one)| day(one, n));
    all(vec![ol().class("days").each(each).view(), ul().each(holidays).view()])
}

fn day(day: &CountedDay, n: usize) -> El {
    let skipped = matches!(day.mark, DayMark::Weekend | DayMark::BankHoliday(_));
    let class = match (day.due, &day.mark) {
        (true, _) => "last",
        (false, DayMark::DayZero) => "zero",
        (false, DayMark::Weekend | DayMark::BankHoliday(_)) => "skipped",
        (false, DayMark::Passed) => "passed-by",
        (false, DayMark::Counted(_)) => "",
    };
    // The first day stands below its weekday; the others follow.
    let column = if n == 0 { column(day) } else { "" };
    let date = dates::short_day(day.date);
    let date = if skipped { s() } else { b() }.text(&date);
    li().class(&[class, " ", column].concat())
        .child(span().class("away").text(&words::day_read_out(&dates::day(day.date), day)))
        .child(
            span().attr("aria-hidden", "true").child(date).text(" ").child(i().text(&words::mark(&day.mark))),
        )
}

fn column(day: &CountedDay) -> &'static str {
    ["", "from-2", "from-3", "from-4", "from-5", "from-6", "from-7"]
        [day.date.weekday().num_days_from_monday() as usize]
}
