//! Tracks: the separate processes of a partnership, and how each begins and ends.

use super::{Check, ClosureId, Duty, DutyId, GroundId, Presence, Reason, RoleRef, StepId, TrackId};

/// A separate process of the partnership.
#[derive(Clone, Debug, PartialEq)]
pub struct Track {
    /// Its id.
    pub id: TrackId,
    /// Its name for people.
    pub title: String,
    /// What it is about, as somebody says it who has to choose among the tracks; else its title.
    pub about: Option<String>,
    /// The steps of the pool that belong to it.
    pub steps: Vec<StepId>,
    /// Where it may begin; the first is the default.
    pub entries: Vec<Entry>,
    /// What it may be about.
    pub grounds: Vec<Ground>,
    /// What opening asks for.
    pub opening: Opening,
    /// Duties not tied to one step.
    pub duties: Vec<Duty>,
    /// How it may be closed, beside `risk-ended`, which every track has.
    pub closures: Vec<Closure>,
    /// Limits on resolving.
    pub resolve: ResolveRules,
    /// What a declared risk does to the ladder.
    pub risk: RiskRule,
    /// Whether a step may be reached by a reasoned departure.
    pub departures: Departures,
}

/// Whether a step may be reached by a reasoned departure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Departures {
    /// With a reason.
    Allowed,
    /// Never.
    Never,
}

/// Where a track may begin.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The step.
    pub step: StepId,
    /// Whether beginning there asks for a reason.
    pub reason: Reason,
    /// What must hold.
    pub requires: Vec<Check>,
}

/// What a dispute may be about.
#[derive(Clone, Debug, PartialEq)]
pub struct Ground {
    /// Its id.
    pub id: GroundId,
    /// Its name for people.
    pub label: String,
    /// Whether it must be said in words.
    pub text: Presence,
}

/// What opening asks for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Opening {
    /// What must be given.
    pub needs: Vec<OpeningNeed>,
    /// What must hold; a failure is `out-of-scope`.
    pub requires: Vec<Check>,
    /// Who may open, if it is not everybody.
    pub by: Option<RoleRef>,
}

/// Something that opening must bring.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpeningNeed {
    /// At least one ground.
    Ground,
    /// The agency that raises it.
    Raising,
    /// The other agency.
    Other,
    /// With whom and when it was tried informally.
    InformalAttempt,
}

/// How a dispute may be closed.
#[derive(Clone, Debug, PartialEq)]
pub struct Closure {
    /// Its id.
    pub id: ClosureId,
    /// Its name for people.
    pub label: String,
    /// From which status.
    pub from: ClosesFrom,
    /// At which steps; empty = at any.
    pub at: Vec<StepId>,
    /// Duties that must have no outstanding instance.
    pub needs: Vec<DutyId>,
    /// What must hold.
    pub requires: Vec<Check>,
    /// Duties that closing so does.
    pub completes: Vec<DutyId>,
    /// Who may close so, if it is not everybody.
    pub by: Option<RoleRef>,
    /// Whether it asks for a reason.
    pub reason: Reason,
}

/// From which status a closure is possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClosesFrom {
    /// Only after resolving.
    Resolved,
    /// Only while open.
    Open,
    /// While open or after resolving.
    Either,
}

/// Limits on resolving.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ResolveRules {
    /// Who may resolve, if it is not everybody.
    pub by: Option<RoleRef>,
    /// Duties that must have no outstanding instance.
    pub needs: Vec<DutyId>,
    /// The only outcomes; empty = in words.
    pub outcomes: Vec<String>,
}

/// What a declared risk does to the ladder.
#[derive(Clone, Debug, PartialEq)]
pub struct RiskRule {
    /// What to tell the person who declares it.
    pub say: Option<String>,
    /// Where the dispute goes.
    pub effect: RiskEffect,
}

/// Where a declared risk takes the dispute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RiskEffect {
    /// It runs beside the ladder.
    Stays,
    /// The dispute enters this step at once.
    Jumps(StepId),
    /// The step is held and the status is an emergency.
    LeavesLadder,
}
