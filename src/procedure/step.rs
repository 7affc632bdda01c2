//! Steps, the ways between them, and what those ask for.

use super::{Duty, DutyId, Guard, RoleRef, Say, SourceRef, StepId};

/// One rung of the ladder.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Its id.
    pub id: StepId,
    /// Its number as people say it.
    pub number: Option<i64>,
    /// Its name for people.
    pub title: String,
    /// Who acts on the side that raised it, and on the other.
    pub raising: Option<RoleRef>,
    /// Who answers on the other side.
    pub responding: Option<RoleRef>,
    /// Whether management tiers repeat inside the step.
    pub tiers: Tiers,
    /// Which rule and paragraph of the source makes it.
    pub source: Option<SourceRef>,
    /// The words for it.
    pub say: Option<Say>,
    /// The duties that belong to the step.
    pub duties: Vec<Duty>,
    /// Where it leads.
    pub exits: Vec<Exit>,
}

/// Whether management tiers repeat inside a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tiers {
    /// One level of people only.
    One,
    /// As many as the agencies have.
    Repeat,
}

/// A way from one step to another.
#[derive(Clone, Debug, PartialEq)]
pub struct Exit {
    /// The step it leads to.
    pub to: StepId,
    /// Next, jump …: shown only.
    pub kind: Option<String>,
    /// Duties that must have no outstanding instance.
    pub needs: Vec<DutyId>,
    /// What must hold.
    pub requires: Vec<Check>,
    /// What the move must bring.
    pub fields: Vec<Field>,
    /// Duties that going this way does.
    pub completes: Vec<DutyId>,
    /// Whether the move asks for a reason.
    pub reason: Reason,
}

/// Whether an act asks for a reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It may be given.
    Free,
    /// Without one the act is refused.
    Required,
}

/// Refused with `code` when the guard is false.
#[derive(Clone, Debug, PartialEq)]
pub struct Check {
    /// What must hold.
    pub guard: Guard,
    /// The code of the refusal.
    pub code: String,
    /// What to tell the person who is refused.
    pub say: Option<String>,
}

/// Something that an act must bring: present and not empty unless optional.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Its id.
    pub id: String,
    /// Its name for people.
    pub label: Option<String>,
    /// The only values it takes; empty = anything.
    pub options: Vec<String>,
    /// Whether it may be left out.
    pub presence: Presence,
}

/// Whether a field may be left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// It must be there and not empty.
    Required,
    /// It may be left out.
    Optional,
}
