//! What somebody orders: the commands of a dispute, in the imperative.
//!
//! A command carries the words of the person too; what is refused is decided in [`super::decide`].

use crate::ordered::Map;

use chrono::NaiveDate;

use super::event::{Child, EventId, Instance};
use crate::calendar::Due;
use crate::json::Json;
use crate::procedure::{AgencyId, ClosureId, DutyId, FactId, FactValue, GroundId, RoleId, StepId};

/// The fields of a form as they were filled in.
pub type Fields = Map<String, Json>;

/// Something that a person orders.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the members are told by the procedure format, section Commands")]
pub enum Command {
    /// Begin on the ladder.
    Open(Open),
    /// Go to another step.
    Move(Move),
    /// Take it to the next management tier inside the step.
    AddTier { who: Option<String> },
    /// Say that a duty is done.
    Done(Done),
    /// Waive a duty.
    Waive { instance: Instance, reason: Option<String> },
    /// Owe an ended duty afresh.
    Again { instance: Instance, reason: Option<String> },
    /// Agree on a date.
    AgreeDate { instance: Instance, date: Due, reason: Option<String>, with: Option<String> },
    /// Say when it was received.
    Received { date: NaiveDate },
    /// Say a fact; `is: None` takes it back.
    SetFact { fact: FactId, is: Option<FactValue>, child: Option<String> },
    /// Add a child.
    AddChild { child: Child },
    /// Add an agency.
    AddAgency { agency: AgencyId },
    /// Note a lesson.
    Lesson { scope: String, kind: Option<String>, text: Option<String> },
    /// Explain a delay.
    Delay { reason: Option<String>, duty: Option<DutyId> },
    /// Record a discussion.
    Discuss { words: Fields },
    /// Record anything.
    Note { words: Fields },
    /// Say what is wrong in an entry that cannot be changed any more, and what is right.
    Correct { entry: EventId, wrong: Option<String>, right: Option<String> },
    /// Say of somebody else's entry that this is what was agreed, or that it is not.
    Confirm { entry: EventId, agreed: Option<bool>, text: Option<String> },
    /// A child may be in danger now. Never refused.
    Risk(Risk),
    /// The danger is over.
    RiskEnded,
    /// The disagreement is resolved.
    Resolve { outcome: Option<String>, text: Option<String>, by: Option<RoleId> },
    /// Close the record.
    Close { closure: ClosureId, by: Option<RoleId>, reason: Option<String> },
    /// Open it again.
    Reopen { reason: Option<String> },
}

/// Begin on the ladder.
#[derive(Clone, Debug, Default, PartialEq)]
#[expect(missing_docs, reason = "the members are told by the procedure format, section Commands")]
pub struct Open {
    pub raising: Option<AgencyId>,
    pub other: Option<AgencyId>,
    pub also: Vec<AgencyId>,
    pub children: Vec<Child>,
    pub facts: Map<FactId, Option<FactValue>>,
    pub grounds: Vec<GroundId>,
    pub text: Option<String>,
    pub informal_attempt: Option<InformalAttempt>,
    pub entry: Option<StepId>,
    pub reason: Option<String>,
    pub departure: bool,
    pub received: Option<NaiveDate>,
    pub by: Option<RoleId>,
}

/// With whom and when it was tried informally.
#[derive(Clone, Debug, Default, PartialEq)]
#[expect(missing_docs, reason = "two members that say themselves")]
pub struct InformalAttempt {
    pub with: Option<String>,
    pub on: Option<NaiveDate>,
}

/// Go to another step.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the members are told by the procedure format, section Commands")]
pub struct Move {
    pub to: StepId,
    pub fields: Fields,
    pub received: Option<NaiveDate>,
    pub departure: bool,
    pub reason: Option<String>,
    pub by: Option<RoleId>,
}

/// Say that a duty is done.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the members are told by the procedure format, section Commands")]
pub struct Done {
    pub instance: Instance,
    pub by: Option<RoleId>,
    pub route: Option<String>,
    pub choice: Option<String>,
    pub fields: Fields,
    pub agencies: Vec<AgencyId>,
    /// When it was done, where that was before it is said: a day, or a local time.
    pub on: Option<Due>,
}

/// A child may be in danger now.
#[derive(Clone, Debug, Default, PartialEq)]
#[expect(missing_docs, reason = "the members are told by the procedure format, section Commands")]
pub struct Risk {
    pub by: Option<RoleId>,
    pub raising: Option<AgencyId>,
    pub other: Option<AgencyId>,
    pub children: Vec<Child>,
}
