//! A partnership's procedure: steps, and the duties that a step, a fact or an event brings.
//!
//! The one idea: *deadlines, notifications, records, approvals, panels, replies and limits on the
//! whole process are all [`Duty`]s; there is no second mechanism.* A procedure is data. It decides
//! nothing here: the engine in [`crate::dispute`] reads it. Nothing in this file knows a dispute.
//!
//! Start at [`Procedure`], then [`Track`], [`Step`], [`Duty`]. [`pack`] reads the JSON format,
//! [`check`] says everything that is wrong with one.

mod built_in;
pub mod check;
mod duty;
mod guard;
mod ids;
mod informing;
pub mod pack;
mod reads;
mod step;
mod track;

use crate::ordered::Map;

pub use self::built_in::{built_in, built_in_at, built_in_pack};
pub use self::duty::*;
pub use self::guard::*;
pub use self::ids::*;
pub use self::informing::*;
pub use self::step::*;
pub use self::track::*;

/// One partnership's procedure, read and checked.
#[derive(Clone, Debug, PartialEq)]
pub struct Procedure {
    /// Its id: packs of the same id are versions of one procedure.
    pub id: ProcedureId,
    /// The pack's own version.
    pub version: String,
    /// What is shown to people about the partnership and its document.
    pub about: About,
    /// Who can be a party.
    pub agencies: Map<AgencyId, Agency>,
    /// Roles and contacts, under one roof: every owner and recipient is one of them.
    pub roles: Map<RoleId, Role>,
    /// The only things that guards may read about the case.
    pub facts: Vec<Fact>,
    /// What a lesson may be; absent = free.
    pub lessons: Option<LessonRules>,
    /// The pool of steps that the tracks share.
    pub steps: Vec<Step>,
    /// The separate processes; the first is the default.
    pub tracks: Vec<Track>,
}

/// An agency that can be a party.
#[derive(Clone, Debug, PartialEq)]
pub struct Agency {
    /// Its name for people.
    pub label: String,
    /// Marks that guards read, as `health`.
    pub flags: Vec<String>,
    /// The agency that sits for it on a panel.
    pub represented_by: Option<AgencyId>,
}

/// A role that people hold, or a contact that things are sent to.
#[derive(Clone, Debug, PartialEq)]
pub struct Role {
    /// Its name for people.
    pub label: String,
    /// Where to write, for a contact.
    pub email: Option<String>,
    /// How to write, for a contact (`secure`).
    pub route: Option<String>,
}

/// Something about the case or a child that guards may read.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// Its id.
    pub id: FactId,
    /// What values it takes.
    pub kind: FactKind,
    /// Whether it is one for the case or one for each child.
    pub scope: FactScope,
    /// What it is while nobody has said.
    pub default: Option<FactValue>,
    /// The question that asks for it.
    pub ask: Option<String>,
}

/// What values a fact takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactKind {
    /// Yes or no.
    Flag,
    /// A whole number.
    Count,
    /// A day.
    Date,
    /// A day and a time.
    DateTime,
    /// One word of several.
    Choice,
}

/// Whom a fact is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactScope {
    /// The case as a whole.
    Case,
    /// Each child.
    Child,
}

/// What a lesson may be.
#[derive(Clone, Debug, PartialEq)]
pub struct LessonRules {
    /// Single-agency, multi-agency …; empty = free.
    pub scopes: Vec<String>,
    /// Training needs, practice guidance …; empty = free.
    pub kinds: Vec<String>,
}

impl Procedure {
    /// The step of that id.
    pub fn step(&self, id: &StepId) -> Option<&Step> {
        self.steps.iter().find(|step| step.id == *id)
    }

    /// The track of that id.
    pub fn track(&self, id: &TrackId) -> Option<&Track> {
        self.tracks.iter().find(|track| track.id == *id)
    }

    /// The fact of that id.
    pub fn fact(&self, id: &FactId) -> Option<&Fact> {
        self.facts.iter().find(|fact| fact.id == *id)
    }

    /// Every duty of the pack, of whatever step or track.
    pub fn all_duties(&self) -> impl Iterator<Item = &Duty> {
        let of_steps = self.steps.iter().flat_map(|step| &step.duties);
        of_steps.chain(self.tracks.iter().flat_map(|track| &track.duties))
    }
}
