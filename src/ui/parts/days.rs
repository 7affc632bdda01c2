//! "Why this date?": each day of the count, the counted ones numbered, the skipped ones named.

use chrono::Datelike;
use leptos::prelude::*;

use crate::casebook::views::{CountedDay, DayMark, DutyLine, WhyThisDate};
use crate::ui::words::dates;
use crate::ui::words::dispute as words;

/// The disclosure below a date.
pub fn why_this_date(line: &DutyLine, why: &WhyThisDate) -> AnyView {
    let basis = line.basis.as_ref().and_then(words::basis).map(|basis| view! { <p>{basis}</p> });
    let readings = why.readings.iter().cloned().map(|reading| {
        view! {
            <p>
                <strong>{words::OUR_READING}</strong>
                " "
                {reading}
            </p>
        }
    });
    view! {
        <details>
            <summary>{words::WHY}</summary>
            <p>{why.sentence.clone()}</p>
            {basis}
            {(!why.days.is_empty()).then(|| strip(&why.days))}
            <p class="soft">{words::counted_from(&dates::moment(why.from))}</p>
            {readings.collect_view()}
            <p class="soft">{words::calendar(&why.calendar)}</p>
        </details>
    }
    .into_any()
}

/// Weeks as rows, then the names of the holidays among them.
fn strip(days: &[CountedDay]) -> AnyView {
    let holidays = days.iter().filter_map(|day| match day.mark {
        DayMark::BankHoliday(name) => Some(view! { <li>{words::holiday(&dates::day(day.date), name)}</li> }),
        DayMark::DayZero | DayMark::Counted(_) | DayMark::Weekend | DayMark::Passed => None,
    });
    let holidays = holidays.collect_view();
    view! {
        <ol class="days">{days.iter().enumerate().map(|(n, one)| day(one, n)).collect_view()}</ol>
        <ul>{holidays}</ul>
    }
    .into_any()
}

fn day(day: &CountedDay, n: usize) -> AnyView {
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
    let date = if skipped { view! { <s>{date}</s> }.into_any() } else { view! { <b>{date}</b> }.into_any() };
    view! {
        <li class=[class, " ", column].concat()>
            <span class="away">{words::day_read_out(&dates::day(day.date), day)}</span>
            <span aria-hidden="true">{date} <i>{words::mark(&day.mark)}</i></span>
        </li>
    }
    .into_any()
}

fn column(day: &CountedDay) -> &'static str {
    ["", "from-2", "from-3", "from-4", "from-5", "from-6", "from-7"]
        [day.date.weekday().num_days_from_monday() as usize]
}
