//! The words of the screens that show one dispute.

use chrono::NaiveDate;

use crate::casebook::dates::capital;
use crate::casebook::views::{Action, ActionKind, CountedDay, DayMark, DutyState, Kept, Part, Place, Span};

/// The tab.
pub const DISPUTE: &str = "Dispute";
/// The tab of a form.
pub const ACT: &str = "Record";
/// What has to be done.
pub const OWED: &str = "What is owed";
/// Nothing has to be done.
pub const NOTHING_OWED: &str = "Nothing is owed now.";
/// What is behind.
pub const ENDED: &str = "What is done or ended";
/// The ladder.
pub const LADDER: &str = "The steps";
/// What the person may do.
pub const ACTIONS: &str = "What you can do now";
/// The rest.
pub const MORE_ACTIONS: &str = "More that you can record";
/// What is refused now.
pub const NOT_YET: &str = "What has to wait, and why";
/// Both positions.
pub const VOICES: &str = "What each side holds";
/// A side without words.
pub const SILENT: &str = "Nothing recorded yet.";
/// The log.
pub const TIMELINE: &str = "What happened";
/// The case.
pub const ABOUT: &str = "Who and what";
/// The agencies.
pub const PARTIES: &str = "Agencies";
/// The children.
pub const CHILDREN: &str = "Children";
/// The grounds.
pub const GROUNDS: &str = "About";
/// The rules.
pub const RULES: &str = "Procedure";
/// The person's own.
pub const OURS: &str = "(yours)";
/// Nobody has said.
pub const UNSAID: &str = "not said";
/// The disclosure.
pub const WHY: &str = "Why this date?";
/// Makes a file.
pub const EXPORT: &str = "Make a file of this dispute";
/// The danger.
pub const DANGER: &str = "A child may be in danger now";
/// Danger first.
pub const DANGER_CARD: &str = "Whom to ring";
/// What a person should know about the record.
pub const ANOMALIES: &str = "What to know about this record";
/// Words that are no longer here.
pub const ERASED: &str = "The words of this entry are not here: they were erased, or taken out on the way.";
/// Another text of the same procedure.
pub const PACK_OTHER: &str = "This dispute was recorded under another text of this procedure than the one here. Dates follow the one here; compare them with the sender.";
/// None.
pub const PACK_MISSING: &str = "The procedure of this dispute is not in this version of Accord. You can read the entries; no dates are reckoned. Update Accord.";
/// The action is gone.
pub const ACT_GONE: &str = "That is no longer offered here. The dispute has changed since.";
/// Before what was written for it.
pub const YOU_WROTE: &str = "this was not recorded. You wrote:";
/// Back to it.
pub const TO_DISPUTE: &str = "Go to the dispute";
/// Stores it.
pub const SAVE: &str = "Save";
/// Adds a row.
pub const ADD_CHILD: &str = "Add another child";
/// The field of a row.
pub const CHILD_REFERENCE: &str = "Local reference";
/// Why no name.
pub const CHILD_HINT: &str = "The case reference that your agency uses. No name.";
/// A number of hours has no counted days.
pub const COUNTED_FROM: &str = "Counted from";
/// The readings of a date.
pub const HOW_READ: &str = "How we read it, and which calendar";
/// What the procedure says beside a duty.
pub const SAYS: &str = "What the procedure says";
/// A calendar of many weeks.
pub const EVERY_DAY: &str = "Every day of the count";
/// An answer.
pub const YES: &str = "Yes";
/// An answer.
pub const NO: &str = "No";
/// No answer.
pub const NOT_KNOWN: &str = "Not known";
/// No answer.
pub const NOT_SAID: &str = "Not said";
/// No choice made.
pub const CHOOSE: &str = "Choose one";

/// An agency that is the person's own.
pub fn ours(agency: &str) -> String {
    [agency, " ", OURS].concat()
}

/// The legend of a child's row.
pub fn child(n: usize) -> String {
    ["Child ", &(n + 1).to_string()].concat()
}

/// Takes a row out.
pub fn remove_child(n: usize) -> String {
    ["Remove child ", &(n + 1).to_string()].concat()
}

/// A label that says that it may be left out.
pub fn optional(label: &str) -> String {
    [label, " (optional)"].concat()
}

/// What a button at a duty says; the duty itself stands above it.
pub fn at_duty(action: &Action) -> &str {
    match action.kind {
        ActionKind::Done => "Record it as done",
        ActionKind::AgreeDate => "Agree on a date",
        ActionKind::Waive => "Waive it",
        ActionKind::Again => "Owe it afresh",
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
        | ActionKind::Lesson
        | ActionKind::Delay => &action.title,
    }
}

/// The same with its duty, for those who hear the button alone.
pub fn at_duty_in_full(action: &Action, duty: &str, subject: Option<&str>) -> String {
    let subject = subject.map(|subject| [", ", subject].concat()).unwrap_or_default();
    [at_duty(action), ": ", duty, &subject].concat()
}

/// What the others recorded as the outcome.
pub const THEY_WROTE: &str = "They wrote down how it ended";
/// Leads to the form that answers it.
pub const CONFIRM: &str = "Confirm it, or say otherwise";

/// A number that is not the source's.
pub const REMINDER: &str = "The procedure gives no number here: this date is our reminder.";

/// Outstanding, or how it ended; the second is the class of its colour. A clock ends when its step is
/// left, whether or not anything was settled: it is never called done.
pub fn duty_state(state: DutyState, span: Span) -> Option<(String, &'static str)> {
    let on = |word: &str, at: crate::calendar::Due| [word, " on ", &super::dates::day(at.date())].concat();
    let (in_time, late) = match span {
        Span::Task => ("✓ Done", "✓ Done late"),
        Span::StepClock | Span::Budget => ("✓ Its time ended", "Its time ended late"),
    };
    match state {
        DutyState::Outstanding => None,
        DutyState::Done(at) => Some((on(in_time, at), "done")),
        DutyState::DoneLate(at) => Some((on(late, at), "overdue")),
        DutyState::Waived(at) => Some((on("Waived", at), "soft")),
        DutyState::Lapsed(at) => Some((on("Ended with its step", at), "soft")),
    }
}

/// Where a rung stands, for those who do not see its mark.
pub fn place(place: Place) -> &'static str {
    match place {
        Place::Passed => "Passed",
        Place::Current => "Now",
        Place::Held => "Held here",
        Place::Coming => "Not reached",
    }
}

/// Whether its clock was kept.
pub fn kept(kept: Kept) -> &'static str {
    match kept {
        Kept::InTime => "in time",
        Kept::Late => "late",
    }
}

/// From when to when a step was held.
pub fn stay(entered: &str, left: Option<&str>, clock: Option<Kept>) -> String {
    let since = match left {
        Some(left) => [entered, " to ", left].concat(),
        None => ["Since ", entered].concat(),
    };
    match clock {
        Some(how) => [&since, ", ", kept(how)].concat(),
        None => since,
    }
}

/// On which side an agency stands.
pub fn part(part: Part) -> &'static str {
    match part {
        Part::Raising => "raised it",
        Part::Other => "answers",
        Part::Also => "is concerned too",
    }
}

/// The management tier inside a step.
pub fn tier(n: u32) -> String {
    ["Management tier ", &n.to_string()].concat()
}

/// The person's own side.
pub const OUR_SIDE: &str = "Your side";
/// The one against it.
pub const THEIR_SIDE: &str = "The other side";
const RAISING_SIDE: &str = "Who raised it";
const ANSWERING_SIDE: &str = "Who answers";

/// Who acts at a rung: a line for each side, ours first.
pub fn who_acts(raising: Option<&str>, responding: Option<&str>, ours: Option<Part>) -> Vec<String> {
    let said = |side: &str, who: &str| [side, ": ", who].concat();
    let (raised, answers) = match ours {
        Some(Part::Raising) => (OUR_SIDE, THEIR_SIDE),
        Some(Part::Other) => (THEIR_SIDE, OUR_SIDE),
        Some(Part::Also) | None => (RAISING_SIDE, ANSWERING_SIDE),
    };
    let mut lines: Vec<String> =
        [raising.map(|who| said(raised, who)), responding.map(|who| said(answers, who))]
            .into_iter()
            .flatten()
            .collect();
    if ours == Some(Part::Other) {
        lines.reverse();
    }
    lines
}

/// Before a date.
pub fn by(date: &str) -> String {
    ["By ", date].concat()
}

/// By which way it has to go.
pub fn by_route(route: &str) -> String {
    ["By the ", route, " route"].concat()
}

/// "Your side: Worker, to Supervisor. Must, paragraph 2.5."
pub fn authority(
    whose: Option<&str>,
    owner: Option<&str>,
    to: Option<&str>,
    force: Option<&str>,
    paragraph: Option<&str>,
) -> String {
    let who = match (whose, owner) {
        (Some(whose), Some(owner)) => Some([whose, ": ", owner].concat()),
        (Some(one), None) | (None, Some(one)) => Some(one.to_owned()),
        (None, None) => None,
    };
    let who = match (who, to) {
        (Some(who), Some(to)) => Some([&who, ", to ", to].concat()),
        (None, Some(to)) => Some(["To ", to].concat()),
        (who, None) => who,
    };
    let source = match (force, paragraph) {
        (Some(force), Some(at)) => Some([force, ", ", &in_source(at)].concat()),
        (Some(force), None) => Some(force.to_owned()),
        (None, Some(at)) => Some(in_source(at)),
        (None, None) => None,
    };
    let sentence = |part: String| [&capital(&part), ". "].concat();
    [who, source].into_iter().flatten().map(sentence).collect::<String>().trim_end().to_owned()
}

/// The count from a moment: "Counted from Sunday 22 November 2026 at 14:05, day 0."
pub fn counted_from(moment: &str) -> String {
    [COUNTED_FROM, " ", moment, "."].concat()
}

/// What stands on a counted day, beside its date.
pub fn mark(mark: &DayMark) -> String {
    match mark {
        DayMark::DayZero => "day 0".to_owned(),
        DayMark::Counted(n) => n.to_string(),
        DayMark::Weekend => "–".to_owned(),
        DayMark::BankHoliday(_) => "hol.".to_owned(),
        DayMark::Passed => "·".to_owned(),
    }
}

/// A day of the count for those who hear it.
pub fn day_read_out(date: &str, day: &CountedDay) -> String {
    let mark = match &day.mark {
        DayMark::DayZero => "day 0".to_owned(),
        DayMark::Counted(n) => ["day ", &n.to_string()].concat(),
        DayMark::Weekend => "weekend, not counted".to_owned(),
        DayMark::BankHoliday(name) => [name, ", not counted"].concat(),
        DayMark::Passed => "runs on".to_owned(),
    };
    [date, ": ", &mark, if day.due { ", due" } else { "" }].concat()
}

/// The paragraph that a date rests on.
pub fn paragraph(at: &str) -> String {
    capital(&[&in_source(at), "."].concat())
}

/// Where in the source: "paragraph 2.5", or as the source's authors would say it, "Principles".
fn in_source(at: &str) -> String {
    let is_numbered = at.starts_with(|first: char| first.is_ascii_digit());
    match (is_numbered, at.contains("paragraph")) {
        (true, false) => ["paragraph ", at].concat(),
        (true, true) => ["section ", at].concat(),
        (false, _) => at.to_owned(),
    }
}

/// The months that a calendar shows: `December 2025`, `December 2025 to January 2026`.
pub fn months(first: Option<NaiveDate>, last: Option<NaiveDate>) -> String {
    let month = |day: Option<NaiveDate>| day.map(super::dates::month).unwrap_or_default();
    let (first, last) = (month(first), month(last));
    if first == last { first } else { [&first, " to ", &last].concat() }
}

/// A bank holiday among the days.
pub fn holiday(date: &str, name: &str) -> String {
    [date, ": ", name, ", not counted"].concat()
}

/// Which table of bank holidays was used.
pub fn calendar(version: &str) -> String {
    ["Bank holidays: ", version].concat()
}

/// Where the dispute stands on the ladder.
pub fn at_step(name: &str, title: &str) -> String {
    if title.is_empty() || title == name { name.to_owned() } else { [name, ": ", title].concat() }
}

/// Takes the last entry back.
pub const TAKE_BACK: &str = "Take it back";

/// What was recorded last, and that it is still nobody else's.
pub fn last(what: &str) -> String {
    ["Your last entry is on this device only: ", what, "."].concat()
}

#[cfg(test)]
mod tests {
    use super::authority;

    #[test]
    fn the_line_of_authority_says_only_what_is_known() {
        let full = authority(Some("Your side"), Some("Worker"), Some("Lead"), Some("must"), Some("2.5"));
        assert_eq!(full, "Your side: Worker, to Lead. Must, paragraph 2.5.");
        assert_eq!(authority(None, None, Some("the chair"), None, None), "To the chair.");
        let at = |at| authority(None, None, None, Some("must"), Some(at));
        assert_eq!(at("1, second paragraph"), "Must, section 1, second paragraph.");
        assert_eq!(at("Enquiry stage, fourth paragraph"), "Must, Enquiry stage, fourth paragraph.");
        assert_eq!(authority(None, None, None, None, None), "");
    }
}
