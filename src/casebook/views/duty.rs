//! A duty as one line, and why its date is what it is.

use chrono::NaiveDate;

use super::{GuidanceLine, ReadingLine};
use crate::calendar::{Due, Moment};

/// Who owes what, to whom, by when, on whose authority. The same line everywhere.
#[derive(Clone, Debug, PartialEq)]
pub struct DutyLine {
    /// Names the instance inside its dispute, as `S1.discuss` or `any.tell-iro@A`.
    pub key: String,
    /// What is owed.
    pub text: String,
    /// The act, as `tell`, `record`, `settle`.
    pub kind: &'static str,
    /// The child's reference or the agency's label, where it is owed once for each.
    pub subject: Option<String>,
    /// The role that owes it.
    pub owner: Option<String>,
    /// Which side owes it.
    pub whose: Whose,
    /// To whom.
    pub to: Option<Recipient>,
    /// By which route it must go, as `secure`.
    pub route: Option<String>,
    /// The source's own word: must, should, guide …
    pub force: Option<String>,
    /// The paragraph that asks for it, as `2.5`.
    pub paragraph: Option<String>,
    /// The rule's id in the catalogue, as `HAV-R8`.
    pub rule: Option<String>,
    /// The step it belongs to, `None` for a duty of the whole process.
    pub step: Option<String>,
    /// Whether it is a task or a clock over several steps.
    pub span: Span,
    /// When it opened.
    pub opened: Moment,
    /// By when, if it has a date.
    pub by: Option<Due>,
    /// Whence that date.
    pub basis: Option<Basis>,
    /// Whether the number is the source's.
    pub standing: Option<DateStanding>,
    /// The last working day on or before the date; `None` for what is owed at once.
    pub remind_by: Option<NaiveDate>,
    /// Outstanding, or how it ended.
    pub state: DutyState,
    /// The date against now.
    pub clock: Clock,
    /// "Why this date?"; `None` where there is no date.
    pub why: Option<WhyThisDate>,
    /// How the procedure's words are read for this duty and its date, where they leave room.
    pub readings: Vec<ReadingLine>,
    /// What the procedure asks of people beside it.
    pub guidance: Vec<GuidanceLine>,
    /// The ids of [`super::Action`]s of the dispute that are about this duty, most useful first.
    pub actions: Vec<String>,
}

/// To whom something goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    /// The role's or contact's name.
    pub label: String,
    /// The address that the pack gives.
    pub email: Option<String>,
    /// The number to ring that is kept here.
    pub number: Option<String>,
    /// Under which their numbers may be kept, the closest first.
    pub places: Vec<String>,
}

/// Which side owes something, seen from the person's agency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Our side.
    Ours,
    /// The other side.
    Theirs,
    /// Somebody who is of neither side, both sides, or the procedure does not say.
    Unsaid,
}

/// How much of the process a duty spans.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// Something to do.
    Task,
    /// The clock of one step: ends when the step is left.
    StepClock,
    /// One clock over several steps.
    Budget,
}

/// Whence a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Basis {
    /// The duty's own limit.
    Own,
    /// It was agreed.
    Agreed,
    /// The clock over several steps that shortens it, by its text.
    Budget(String),
}

/// Whether a date's number is the source's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateStanding {
    /// There is no number to count: it is owed now, whatever day it is.
    AtOnce,
    /// The procedure gives it.
    Source,
    /// The procedure gives no number: ours, as a reminder.
    Reminder,
}

/// Outstanding, or how it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DutyState {
    /// Owed.
    Outstanding,
    /// Done in time, or with no date: when, a day where no more is known.
    Done(Due),
    /// Done after its date.
    DoneLate(Due),
    /// Waived with a reason.
    Waived(Due),
    /// Ended with its step.
    Lapsed(Due),
}

/// A date against now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// It has no date.
    NoDate,
    /// It ended; nothing runs.
    Ended,
    /// It is owed now, from the moment it opened until it is done.
    AtOnce,
    /// So many working days are left; 0 = it is due before the next working day, and not today.
    Left(u32),
    /// It is due today (a limit in hours: it is not passed yet).
    Today,
    /// Its date has passed, by so many working days; 0 = none has gone by since.
    Overdue(u32),
}

impl DutyLine {
    /// What is owed, and about whom where it is owed once for each.
    pub fn what(&self) -> String {
        match &self.subject {
            Some(subject) => [&self.text, ": ", subject].concat(),
            None => self.text.clone(),
        }
    }

    /// Whether its date has passed and it is still owed.
    pub fn is_overdue(&self, now: Moment) -> bool {
        self.state == DutyState::Outstanding && self.by.is_some_and(|by| by.has_passed(now))
    }
}

/// "Why this date?": the whole count, day by day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WhyThisDate {
    /// The count in one sentence: by when, how far from which day, and what is left out.
    pub sentence: String,
    /// The paragraph that the count rests on.
    pub paragraph: Option<String>,
    /// The moment that it is counted from; day 0.
    pub from: Moment,
    /// Each calendar day from day 0 to the due day (or back, for a limit before a date); empty
    /// for an agreed date, for limits of hours and for what is owed at once.
    pub days: Vec<CountedDay>,
    /// What a change of the calendar moved here, the earliest first; empty is the rule.
    pub reckoned_again: Vec<String>,
    /// Which table of bank holidays was used.
    pub calendar: String,
}

/// One day of the count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountedDay {
    /// The day.
    pub date: NaiveDate,
    /// Whether it counts.
    pub mark: DayMark,
    /// Whether it is the due day.
    pub due: bool,
}

/// Whether a day counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DayMark {
    /// The day of the event.
    DayZero,
    /// It is the nth.
    Counted(u32),
    /// Saturday or Sunday, not counted.
    Weekend,
    /// A bank holiday, by name, not counted.
    BankHoliday(String),
    /// A day that the limit runs over without numbering it (a month; a date that was moved).
    Passed,
}
