//! The words of the screens that show one dispute.

pub use crate::casebook::ladder::at_step;
pub use crate::words::dispute::*;

use chrono::NaiveDate;

use crate::casebook::dates::capital;
use crate::casebook::ladder;
use crate::casebook::views::{Action, ActionKind, CountedDay, DayMark, DutyState, Part, Place, Rung, Span};
use crate::casebook::wording::in_source;

/// The legend of a child's row.
pub fn child(n: usize) -> String {
    child_row(n + 1)
}

/// Takes a row out.
pub fn remove_child(n: usize) -> String {
    remove_child_row(n + 1)
}

/// What a button at a duty says; the duty itself stands above it.
pub fn at_duty(action: &Action) -> &str {
    match action.kind {
        ActionKind::Done => DO_DONE,
        ActionKind::AgreeDate => DO_AGREE,
        ActionKind::Waive => DO_WAIVE,
        ActionKind::Again => DO_AGAIN,
        ActionKind::Delay => DO_NO_ANSWER,
        ActionKind::Open
        | ActionKind::Danger
        | ActionKind::DangerOver
        | ActionKind::Move
        | ActionKind::Depart
        | ActionKind::AddTier
        | ActionKind::Discuss
        | ActionKind::Note
        | ActionKind::Correct
        | ActionKind::Confirm
        | ActionKind::Resolve
        | ActionKind::Close
        | ActionKind::Reopen
        | ActionKind::Received
        | ActionKind::SetFact
        | ActionKind::AddChild
        | ActionKind::AddAgency
        | ActionKind::Lesson => &action.title,
    }
}

/// The same with its duty, for those who hear the button alone.
pub fn at_duty_in_full(action: &Action, duty: &str, subject: Option<&str>) -> String {
    match subject {
        Some(subject) => button_of_duty_about(at_duty(action), duty, subject),
        None => button_of_duty(at_duty(action), duty),
    }
}

/// Outstanding, or how it ended; the second is the class of its colour. A clock ends when its step is
/// left, whether or not anything was settled: it is never called done.
pub fn duty_state(state: DutyState, span: Span) -> Option<(String, &'static str)> {
    let (at, say, class): (_, fn(&str) -> String, _) = match (state, span) {
        (DutyState::Outstanding, _) => return None,
        (DutyState::Done(at), Span::Task) => (at, done_on, "done"),
        (DutyState::Done(at), Span::StepClock | Span::Budget) => (at, time_ended_on, "done"),
        (DutyState::DoneLate(at), Span::Task) => (at, done_late_on, "overdue"),
        (DutyState::DoneLate(at), Span::StepClock | Span::Budget) => (at, time_ended_late_on, "overdue"),
        (DutyState::Waived(at), _) => (at, waived_on, "soft"),
        (DutyState::Lapsed(at), _) => (at, lapsed_on, "soft"),
    };
    Some((say(&super::dates::day(at.date())), class))
}

/// Where a rung stands, for those who do not see its mark.
pub fn place(place: Place) -> &'static str {
    match place {
        Place::Passed => PLACE_PASSED,
        Place::Current => PLACE_CURRENT,
        Place::Held => PLACE_HELD,
        Place::Coming => PLACE_COMING,
    }
}

/// On which side an agency stands.
pub fn part(part: Part) -> &'static str {
    match part {
        Part::Raising => PART_RAISING,
        Part::Other => PART_OTHER,
        Part::Also => PART_ALSO,
    }
}

/// The management tier inside a step.
pub fn tier(n: u32) -> String {
    tier_of_step(n as usize)
}

/// Who acts at a rung: a line for each side, ours first.
pub fn who_acts(rung: &Rung) -> Vec<String> {
    let (raised, answers) = match rung.our_part {
        Some(Part::Raising) => (OUR_SIDE, THEIR_SIDE),
        Some(Part::Other) => (THEIR_SIDE, OUR_SIDE),
        Some(Part::Also) | None => (RAISING_SIDE, ANSWERING_SIDE),
    };
    let mut lines = ladder::who_acts(rung, raised, answers);
    if rung.our_part == Some(Part::Other) && rung.answers_for_side {
        lines.reverse();
    }
    lines
}

/// "Your side: Worker, to Supervisor. Paragraph 2.5: “must”."
pub fn authority(
    whose: Option<&str>,
    owner: Option<&str>,
    to: Option<&str>,
    force: Option<&str>,
    paragraph: Option<&str>,
) -> String {
    let who = match (whose, owner) {
        (Some(whose), Some(owner)) => Some(owed_by(whose, owner)),
        (Some(one), None) | (None, Some(one)) => Some(one.to_owned()),
        (None, None) => None,
    };
    let who = match (who, to) {
        (Some(who), Some(to)) => Some(owed_to(&who, to)),
        (None, Some(to)) => Some(owed_to_only(to)),
        (who, None) => who,
    };
    let source = match (force, paragraph) {
        (Some(force), Some(at)) => Some(with_force(&in_source(at), force)),
        (Some(force), None) => Some(force.to_owned()),
        (None, Some(at)) => Some(in_source(at)),
        (None, None) => None,
    };
    [who, source].into_iter().flatten().map(|part| sentence(&capital(&part))).collect::<Vec<_>>().join(" ")
}

/// What stands on a counted day, beside its date.
pub fn mark(mark: &DayMark) -> String {
    match mark {
        DayMark::DayZero => DAY_ZERO.to_owned(),
        DayMark::Counted(n) => n.to_string(),
        DayMark::Weekend => "–".to_owned(),
        DayMark::BankHoliday(_) => HOLIDAY_SHORT.to_owned(),
        DayMark::Passed => "·".to_owned(),
    }
}

/// A day of the count for those who hear it.
pub fn day_read_out(date: &str, day: &CountedDay) -> String {
    let mark = match &day.mark {
        DayMark::DayZero => DAY_ZERO.to_owned(),
        DayMark::Counted(n) => day_counted(*n as usize),
        DayMark::Weekend => DAY_WEEKEND.to_owned(),
        DayMark::BankHoliday(name) => day_holiday(name),
        DayMark::Passed => DAY_PASSED.to_owned(),
    };
    if day.due { read_out_due(date, &mark) } else { read_out(date, &mark) }
}

/// The paragraph that a date rests on.
pub fn paragraph(at: &str) -> String {
    sentence(&capital(&in_source(at)))
}

/// The months that a calendar shows: `December 2025`, `December 2025 to January 2026`.
pub fn months(first: Option<NaiveDate>, last: Option<NaiveDate>) -> String {
    let month = |day: Option<NaiveDate>| day.map(super::dates::month).unwrap_or_default();
    let (first, last) = (month(first), month(last));
    if first == last { first } else { months_shown(&first, &last) }
}

#[cfg(test)]
mod tests {
    use super::authority;

    #[test]
    fn the_line_of_authority_says_only_what_is_known() {
        let full = authority(Some("Your side"), Some("Worker"), Some("Lead"), Some("must"), Some("2.5"));
        assert_eq!(full, "Your side: Worker, to Lead. Paragraph 2.5: “must”.");
        assert_eq!(authority(None, None, Some("the chair"), None, None), "To the chair.");
        let at = |at| authority(None, None, None, Some("must"), Some(at));
        assert_eq!(at("1, second paragraph"), "Section 1, second paragraph: “must”.");
        assert_eq!(at("8 and 9"), "Paragraphs 8 and 9: “must”.");
        assert_eq!(at("Enquiry stage, fourth paragraph"), "Enquiry stage, fourth paragraph: “must”.");
        assert_eq!(authority(None, None, None, None, None), "");
    }
}
