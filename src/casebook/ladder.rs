//! What a ladder says: its rungs, who acts there, its clocks. The same on the screen and in the drawing for a report.

use chrono::NaiveDate;

use super::dates::long_date;
use super::views::{CountedDay, DayMark, DisputeView, DutyLine, DutyState, Kept, Rung, Span};
use crate::words::dispute as words;

/// More days than these say nothing at a glance.
const MOST: usize = 70;

/// The clocks that run over several steps, each with its date.
pub fn budgets(view: &DisputeView) -> impl Iterator<Item = &DutyLine> {
    view.duties
        .iter()
        .filter(|duty| duty.span == Span::Budget && duty.state == DutyState::Outstanding && duty.by.is_some())
}

/// A step by its name and its title, where that is another.
pub fn at_step(name: &str, title: &str) -> String {
    if title.is_empty() || title == name { name.to_owned() } else { words::step_titled(name, title) }
}

/// Who acts at a rung: a line for the side that raised it and one for whoever answers, who may be of neither.
pub fn who_acts(rung: &Rung, raised: &str, answers: &str) -> Vec<String> {
    let answers = if rung.answers_for_side { answers } else { words::OF_NEITHER_SIDE };
    let sides = [(raised, &rung.raising), (answers, &rung.responding)];
    let line = |(side, who): (&str, &Option<String>)| {
        let who = who.as_ref()?;
        // Where an agency acts as a whole, it is not named twice.
        Some(if who == side { who.clone() } else { words::side_acts(side, who) })
    };
    sides.into_iter().filter_map(line).collect()
}

/// From when to when a rung was held.
pub fn stay(rung: &Rung) -> Option<String> {
    let entered = long_date(rung.entered?.date());
    let clock = match rung.kept {
        Some(Kept::InTime) => "in_time",
        Some(Kept::Late) => "late",
        None => "",
    };
    Some(match rung.left {
        Some(left) => words::stay(clock, &entered, &long_date(left.date())),
        None => words::stay_since(clock, &entered),
    })
}

/// The days of a clock as a bar shows them; none where they are too many.
pub fn bar(duty: &DutyLine) -> &[CountedDay] {
    let days = duty.why.as_ref().map(|why| why.days.as_slice()).unwrap_or_default();
    if days.len() > MOST { &[] } else { days }
}

/// What a day is in a bar: a gap where it does not count, else a cell that is filled once it has gone by.
pub fn cell(day: &CountedDay, today: NaiveDate) -> &'static str {
    match day.mark {
        DayMark::Weekend | DayMark::BankHoliday(_) => "gap",
        DayMark::DayZero => "zero",
        DayMark::Counted(_) | DayMark::Passed if day.date <= today => "gone",
        DayMark::Counted(_) | DayMark::Passed => "left",
    }
}
