//! A clock as a bar: a cell for each day that counts, filled as they go by, and gaps for the days that do
//! not count. The date stands beside it in words, so the bar is for the eye alone.

use super::duty_line::date;
use crate::casebook::views::{CountedDay, DayMark, DutyLine};
use crate::ui::element::{El, View, all, i, nothing, p};
use chrono::NaiveDate;

/// More days than these say nothing at a glance.
const MOST: usize = 70;

/// The date of a duty and the days that lead to it.
pub fn clock(line: &DutyLine, today: NaiveDate) -> View {
    let days = line.why.as_ref().map(|why| why.days.as_slice()).unwrap_or_default();
    let bar = if days.is_empty() || days.len() > MOST { nothing() } else { bar(days, today).view() };
    all(vec![date(line), bar])
}

fn bar(days: &[CountedDay], today: NaiveDate) -> El {
    p().class("bar").attr("aria-hidden", "true").each(days.iter().map(|day| {
        i().class(match day.mark {
            DayMark::Weekend | DayMark::BankHoliday(_) => "gap",
            DayMark::DayZero => "zero",
            DayMark::Counted(_) | DayMark::Passed if day.date <= today => "gone",
            DayMark::Counted(_) | DayMark::Passed => "left",
        })
    }))
}
