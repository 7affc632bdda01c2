//! A clock as a bar: a cell for each day that counts, filled as they go by, and gaps for the days that do
//! not count. The date stands beside it in words, so the bar is for the eye alone.

use super::duty_line::date;
use crate::casebook::ladder::{bar as days_of, cell};
use crate::casebook::views::{CountedDay, DutyLine};
use crate::ui::element::{El, View, all, i, nothing, p};
use chrono::NaiveDate;

/// The date of a duty and the days that lead to it.
pub fn clock(line: &DutyLine, today: NaiveDate) -> View {
    let days = days_of(line);
    let bar = if days.is_empty() { nothing() } else { bar(days, today).view() };
    all(vec![date(line), bar])
}

fn bar(days: &[CountedDay], today: NaiveDate) -> El {
    let cells = days.iter().map(|day| i().class(cell(day, today)));
    p().class("bar").attr("aria-hidden", "true").each(cells)
}
