//! Duties: who owes what, to whom, by when, on which paragraph's authority.

use super::{DutyId, FactId, Field, Guard, Reading, RoleRef, SourceRef, StepId};
use crate::calendar::Limit;

/// Something that somebody owes.
#[derive(Clone, Debug, PartialEq)]
pub struct Duty {
    /// Its id.
    pub id: DutyId,
    /// What kind of act it is.
    pub kind: DutyKind,
    /// What is owed, for people.
    pub text: Option<String>,
    /// How the source's words are read where they leave it open, for people.
    pub readings: Vec<Reading>,
    /// Which rule and paragraph of the source asks for it.
    pub source: Option<SourceRef>,
    /// The source's own word: must, should, guide … Never changes what the engine does.
    pub force: Option<String>,
    /// Who owes it.
    pub owner: Option<RoleRef>,
    /// To whom.
    pub to: Option<RoleRef>,
    /// One instance, or one for each child or concerned agency.
    pub scope: DutyScope,
    /// What opens it; empty = entering its step, or opening for a track's duty.
    pub opens: Vec<Trigger>,
    /// What must hold beside the trigger.
    pub when: Option<Guard>,
    /// By when; absent = no date.
    pub due: Option<Deadline>,
    /// What agreeing on a later date than the limit needs.
    pub agree: LaterDate,
    /// What doing it must bring.
    pub asks: Asks,
    /// These duties have no outstanding instance first.
    pub after: Vec<DutyId>,
    /// Whether it may be waived with a reason.
    pub waiver: Waiver,
    /// What leaving its step does to it.
    pub on_leaving: OnLeaving,
    /// The steps it runs over, for a budget.
    pub budget: Option<Budget>,
}

/// By when a duty is due.
#[derive(Clone, Debug, PartialEq)]
pub struct Deadline {
    /// How far from the anchor.
    pub limit: Limit,
    /// Counted from when.
    pub from: Anchor,
    /// Whether the number is the source's or only a reminder of ours.
    pub standing: LimitStanding,
}

/// Counted from when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The moment the duty opened.
    Opening,
    /// The date given as received for the current step, else the moment it opened.
    Received,
    /// That fact's date, else the moment it opened.
    Fact(FactId),
}

/// Whether a limit's number is the source's or a reminder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LimitStanding {
    /// The source gives it.
    Source,
    /// The source gives no number; shown as a reminder.
    Reminder,
}

/// What doing a duty must bring.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Asks {
    /// By that route.
    pub route: Option<String>,
    /// By that role.
    pub by: Option<RoleRef>,
    /// With these fields.
    pub fields: Vec<Field>,
    /// One of these choices; empty = none is asked.
    pub choices: Vec<String>,
    /// By a panel of agencies.
    pub panel: Option<Panel>,
}

/// Who must sit on a panel.
#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    /// At least so many different agencies.
    pub min: usize,
    /// Whether each concerned agency, or the one that represents it, must be there.
    pub concerned: PanelParties,
}

/// Whether the concerned agencies must sit on a panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PanelParties {
    /// Any agencies will do.
    Anyone,
    /// Each concerned agency, or the one that represents it.
    EveryConcerned,
}

/// What kind of act a duty is. Only `Settle` and `Reply` change what the engine does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the kinds are the field's own verbs")]
pub enum DutyKind {
    Discuss,
    Tell,
    Record,
    Agree,
    Confirm,
    Meet,
    Decide,
    Approve,
    Consider,
    Reply,
    Settle,
}

impl DutyKind {
    /// Every kind.
    pub const ALL: [Self; 11] = [
        Self::Discuss,
        Self::Tell,
        Self::Record,
        Self::Agree,
        Self::Confirm,
        Self::Meet,
        Self::Decide,
        Self::Approve,
        Self::Consider,
        Self::Reply,
        Self::Settle,
    ];

    /// The word for it in packs, in cases and in the desk's output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Discuss => "discuss",
            Self::Tell => "tell",
            Self::Record => "record",
            Self::Agree => "agree",
            Self::Confirm => "confirm",
            Self::Meet => "meet",
            Self::Decide => "decide",
            Self::Approve => "approve",
            Self::Consider => "consider",
            Self::Reply => "reply",
            Self::Settle => "settle",
        }
    }
}

/// How many instances of a duty there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DutyScope {
    /// One.
    Case,
    /// One for each child.
    Child,
    /// One for each concerned agency.
    Agency,
}

/// What agreeing on a later date than the limit needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LaterDate {
    /// It is refused.
    Refuse,
    /// A reason.
    WithReason,
}

/// Whether a duty may be waived with a reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waiver {
    /// Never.
    Never,
    /// With a reason.
    WithReason,
}

/// What leaving its step does to an outstanding duty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnLeaving {
    /// It stays owed.
    StaysOwed,
    /// It lapses.
    Lapses,
}

/// One clock over several steps.
#[derive(Clone, Debug, PartialEq)]
pub struct Budget {
    /// The steps it covers; `None` = all.
    pub over: Option<Vec<StepId>>,
    /// Whether its date binds the `settle` and `reply` duties of the steps it covers.
    pub binding: Binding,
}

/// Whether a budget's date binds the duties beneath it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Binding {
    /// It stands beside them.
    Advisory,
    /// It shortens them.
    Tightens,
}

/// What makes a duty open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trigger {
    /// The dispute was opened.
    Opened,
    /// A step was entered.
    Entered(StepId),
    /// A step was left.
    Left(StepId),
    /// The dispute was resolved.
    Resolved,
    /// The dispute was closed.
    Closed,
    /// A risk was declared.
    Risk,
    /// A lesson of this scope was noted.
    Lesson(String),
    /// The fact was set to something that counts and differs from before.
    Fact(FactId),
    /// A duty became done, with this choice if one is named.
    Done(DutyId, Option<String>),
    /// A duty's date has passed.
    Overdue(DutyId),
}
