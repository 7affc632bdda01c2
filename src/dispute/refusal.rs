//! Why a command is refused: a code that cases and bundles of text can rely on.
//!
//! The sentence that says what to do is made where people read it, from these variants.

use crate::procedure::{AgencyId, ClosureId, DutyId, FactId, GroundId, StepId};

/// Why a command is refused. A refused command changes nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Nothing has begun.
    NotOpen,
    /// It has been opened.
    AlreadyOpen,
    /// It has been resolved.
    AlreadyResolved,
    /// It has been closed.
    AlreadyClosed,
    /// A risk holds the ladder.
    NotOnLadder,
    /// Something that must be given.
    Missing(String),
    /// The track has no such ground.
    UnknownGround(GroundId),
    /// The procedure has no such fact, or not of that scope.
    UnknownFact(FactId),
    /// The procedure has no such agency.
    UnknownAgency(AgencyId),
    /// The dispute has no such child.
    UnknownChild,
    /// The procedure has no such duty.
    UnknownDuty(DutyId),
    /// The track has no such closure.
    UnknownClosure(ClosureId),
    /// A field that nobody asked for.
    UnknownField(String),
    /// A value that is not among the options of this field.
    UnknownOption(String),
    /// This procedure is not for it.
    OutOfScope {
        /// The check's code.
        code: String,
        /// What the pack says to the person.
        say: Option<String>,
    },
    /// Something does not hold.
    NotMet {
        /// The check's code.
        code: String,
        /// What the pack says to the person.
        say: Option<String>,
    },
    /// Another role does this.
    ByWrongRole,
    /// The track does not begin there.
    EntryNotAllowed,
    /// The procedure has no such step.
    NoSuchStep(StepId),
    /// No way leads there from here.
    NotNextStep(StepId),
    /// The step has no tiers.
    NoTiers,
    /// A reason is asked for.
    ReasonRequired,
    /// The date has not come yet: which of those that the command gives.
    DateInFuture(&'static str),
    /// That instance comes first, by its key.
    Needs(String),
    /// It is not owed.
    NotOwed,
    /// It is owed already.
    AlreadyOwed,
    /// It cannot be waived.
    NotWaivable,
    /// It goes by that route.
    RouteNot(String),
    /// Not one of the choices or outcomes.
    NotAnOutcome,
    /// The panel is too small.
    TooFewAgencies,
    /// A concerned agency is not on the panel.
    ConcernedAgencyMissing(AgencyId),
    /// Later than the limit.
    PastLimit,
    /// It has not been resolved.
    NotResolved,
    /// It cannot be closed so from here.
    ClosureNotHere,
    /// The pack is of another procedure.
    AnotherProcedure,
    /// It is run under that version already.
    SameVersion,
    /// The version has no step of that id, and the dispute is in it.
    StepNotInVersion(StepId),
    /// The version has no track of that id.
    TrackNotInVersion,
}

impl Refusal {
    /// The code, as the procedure format lists it.
    pub fn code(&self) -> String {
        match self {
            Self::NotOpen => "not-open".into(),
            Self::AlreadyOpen => "already-open".into(),
            Self::AlreadyResolved => "already-resolved".into(),
            Self::AlreadyClosed => "already-closed".into(),
            Self::NotOnLadder => "not-on-ladder".into(),
            Self::Missing(what) => format!("missing:{what}"),
            Self::UnknownGround(ground) => format!("unknown-ground:{ground}"),
            Self::UnknownFact(fact) => format!("unknown-fact:{fact}"),
            Self::UnknownAgency(agency) => format!("unknown-agency:{agency}"),
            Self::UnknownChild => "unknown-child".into(),
            Self::UnknownDuty(_) => "unknown-duty".into(),
            Self::UnknownClosure(_) => "unknown-closure".into(),
            Self::UnknownField(field) => format!("unknown-field:{field}"),
            Self::UnknownOption(field) => format!("unknown-option:{field}"),
            Self::OutOfScope { code, .. } => format!("out-of-scope:{code}"),
            Self::NotMet { code, .. } => format!("not-met:{code}"),
            Self::ByWrongRole => "by-wrong-role".into(),
            Self::EntryNotAllowed => "entry-not-allowed".into(),
            Self::NoSuchStep(_) => "no-such-step".into(),
            Self::NotNextStep(_) => "not-next-step".into(),
            Self::NoTiers => "no-tiers".into(),
            Self::ReasonRequired => "reason-required".into(),
            Self::DateInFuture(_) => "date-in-future".into(),
            Self::Needs(key) => format!("needs:{key}"),
            Self::NotOwed => "not-owed".into(),
            Self::AlreadyOwed => "already-owed".into(),
            Self::NotWaivable => "not-waivable".into(),
            Self::RouteNot(route) => format!("route-not-{route}"),
            Self::NotAnOutcome => "not-an-outcome".into(),
            Self::TooFewAgencies => "too-few-agencies".into(),
            Self::ConcernedAgencyMissing(agency) => format!("concerned-agency-missing:{agency}"),
            Self::PastLimit => "past-limit".into(),
            Self::NotResolved => "not-resolved".into(),
            Self::ClosureNotHere => "closure-not-here".into(),
            Self::AnotherProcedure => "another-procedure".into(),
            Self::SameVersion => "same-version".into(),
            Self::StepNotInVersion(step) => format!("step-not-in-version:{step}"),
            Self::TrackNotInVersion => "track-not-in-version".into(),
        }
    }
}
