//! Where a dispute stands: pure data, folded from what happened.
//!
//! Fields are for reading; only [`super::fold`] and what it calls change them.

use crate::ordered::{Map, Set};

use chrono::NaiveDate;

use super::event::{Child, Instance};
use crate::calendar::{Due, Moment};
use crate::procedure::{AgencyId, ClosureId, DutyId, FactId, FactValue, GroundId, StepId};

/// Where a dispute stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// Whether it is open, and how it ended.
    pub status: Status,
    /// The step that it is in, was in when it ended, or that an emergency holds.
    pub place: Option<StepId>,
    /// The management tier, from 1; meaningful where the step repeats tiers.
    pub tier: Option<u32>,
    /// Whether a declared risk has not ended.
    pub risk: bool,
    /// The agency that raises it.
    pub raising: Option<AgencyId>,
    /// The other agency.
    pub other: Option<AgencyId>,
    /// Further agencies, in the order they came.
    pub also: Vec<AgencyId>,
    /// The children and what is known of each.
    pub children: Vec<Child>,
    /// What is known of the case.
    pub facts: Map<FactId, Option<FactValue>>,
    /// What it is about.
    pub grounds: Vec<GroundId>,
    /// The day given as received for the current step.
    pub received: Option<NaiveDate>,
    /// Every instance of a duty that ever opened, in that order.
    pub owed: Vec<Owed>,
    /// What could not be placed. Nothing of it is lost; it is shown.
    pub anomalies: Vec<Anomaly>,
    /// Triggers that fired and have not opened their duty.
    pub(super) firings: Map<DutyId, Firings>,
}

/// Whether a dispute is open, and how it ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Status {
    /// Nothing has begun.
    #[default]
    None,
    /// On the ladder.
    Open,
    /// A risk comes first; the step is held, or nothing but the risk is recorded.
    Emergency,
    /// Resolved, not yet closed.
    Resolved,
    /// Closed so.
    Closed(ClosureId),
}

/// Whom an instance is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// The case as a whole.
    Case,
    /// That child, by its local reference.
    Child(String),
    /// That agency.
    Agency(AgencyId),
}

/// One instance of a duty.
#[derive(Clone, Debug, PartialEq)]
pub struct Owed {
    /// The duty.
    pub duty: DutyId,
    /// Whom it is about.
    pub subject: Subject,
    /// The moment it opened: where counting begins unless the duty says otherwise.
    pub opened: Moment,
    /// The moment from which its own date is counted.
    pub(super) anchor: Moment,
    /// Its own due date.
    pub own: Option<Due>,
    /// From where that is counted.
    pub(super) counting: Counting,
    /// The agreed date.
    pub agreed: Option<Due>,
    /// How it ended; `None` = outstanding.
    pub ended: Option<Ended>,
    /// Its dates that have passed and have fired.
    pub(super) fired: Vec<Due>,
}

/// From where an instance's own date is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Counting {
    /// As the duty says: from its opening, what was received, or a fact.
    ByRule,
    /// From the moment it was owed afresh, whatever the duty says.
    Afresh,
}

/// How an instance ended.
#[derive(Clone, Debug, PartialEq)]
pub struct Ended {
    /// Done in time or late, waived, lapsed.
    pub how: Ending,
    /// When: for what was done earlier than it was recorded, when it was done.
    pub at: Due,
    /// What was chosen.
    pub choice: Option<String>,
    /// The date that counted, as it was then.
    pub counted: Counted,
    /// Whether resolving or closing ended it, so that reopening lets it run again.
    pub(super) by_stopping: bool,
}

/// In which way an instance ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Before its date had passed.
    Done,
    /// After.
    DoneLate,
    /// With a reason.
    Waived,
    /// Its step was left.
    Lapsed,
}

/// The date that counts for an instance, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// By when; `None` = no date.
    pub by: Option<Due>,
    /// Whose date it is.
    pub basis: Basis,
}

/// Whose date counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Basis {
    /// There is none.
    Nothing,
    /// The duty's own.
    Own,
    /// The agreed one.
    Agreed,
    /// That budget's.
    Budget(DutyId),
}

/// Something in the log that could not be placed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Anomaly {
    /// It happened before anything was opened.
    BeforeOpening,
    /// It was opened again, or with another track.
    OpenedTwice,
    /// The procedure has no such step.
    UnknownStep(StepId),
    /// It was moved to a version of the procedure that is not here.
    UnknownVersion,
    /// It was moved to a version that has no step of that id, and the dispute was in it.
    StepNotInVersion(StepId),
    /// That instance was not owed.
    NotOwed(Instance),
    /// It corrects an entry that is not here.
    UnknownEntry,
    /// The dispute was not where this could happen.
    OutOfPlace,
    /// Its author's clock claims a time that has not come.
    ClockAhead,
    /// Its author's clock claims a time before something that the author had seen.
    ClockBehind,
}

/// Triggers that fired for a duty.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Firings {
    /// Subjects for whom one waits.
    pub waiting: Set<Subject>,
    /// Whether one fired for everybody, so that a later subject is owed it too.
    pub for_everybody: bool,
}

impl Subject {
    /// The subject named by an instance; a duty owed once ignores what else is named.
    pub fn of(instance: &Instance, scope: crate::procedure::DutyScope) -> Option<Self> {
        match scope {
            crate::procedure::DutyScope::Case => Some(Self::Case),
            crate::procedure::DutyScope::Child => instance.child.clone().map(Self::Child),
            crate::procedure::DutyScope::Agency => instance.agency.clone().map(Self::Agency),
        }
    }
}

impl Owed {
    /// Its key: the duty's id, or `id@subject` where it is owed once per child or per agency.
    pub fn key(&self) -> String {
        key(&self.duty, &self.subject)
    }

    /// Whether it is still owed.
    pub fn is_outstanding(&self) -> bool {
        self.ended.is_none()
    }

    /// Whether it ended as done, in time or late.
    pub fn is_completed(&self) -> bool {
        matches!(&self.ended, Some(Ended { how: Ending::Done | Ending::DoneLate, .. }))
    }
}

/// The key of a duty's instance.
pub fn key(duty: &DutyId, subject: &Subject) -> String {
    match subject {
        Subject::Case => duty.to_string(),
        Subject::Child(child) => format!("{duty}@{child}"),
        Subject::Agency(agency) => format!("{duty}@{agency}"),
    }
}

impl State {
    /// The step as people see it: none in an emergency, kept when resolved or closed.
    pub fn step(&self) -> Option<&StepId> {
        if self.status == Status::Emergency { None } else { self.place.as_ref() }
    }

    /// Whether that step is current: the status is open and the dispute is in it.
    pub fn is_current(&self, step: &StepId) -> bool {
        self.status == Status::Open && self.place.as_ref() == Some(step)
    }

    /// Whether nothing but a risk is recorded.
    pub fn is_risk_record(&self) -> bool {
        self.status == Status::Emergency && self.place.is_none()
    }

    /// Whether it is closed.
    pub fn is_closed(&self) -> bool {
        matches!(self.status, Status::Closed(_))
    }

    /// The agencies concerned: raising, other and also, each once.
    pub fn concerned(&self) -> Vec<&AgencyId> {
        let mut concerned: Vec<&AgencyId> = Vec::new();
        for agency in self.raising.iter().chain(&self.other).chain(&self.also) {
            if !concerned.contains(&agency) {
                concerned.push(agency);
            }
        }
        concerned
    }

    /// The child of that reference.
    pub fn child(&self, reference: &str) -> Option<&Child> {
        self.children.iter().find(|child| child.reference == reference)
    }

    /// The latest instance of a duty about a subject.
    pub fn latest(&self, duty: &DutyId, subject: &Subject) -> Option<&Owed> {
        self.owed.iter().rev().find(|owed| owed.duty == *duty && owed.subject == *subject)
    }

    /// Where the outstanding instance of a duty about a subject stands among [`State::owed`].
    pub fn outstanding(&self, duty: &DutyId, subject: &Subject) -> Option<usize> {
        let latest = self.owed.iter().rposition(|owed| owed.duty == *duty && owed.subject == *subject)?;
        self.owed[latest].is_outstanding().then_some(latest)
    }

    /// The outstanding instances of any of these duties, in the order they opened.
    pub fn outstanding_of<'s>(&'s self, duties: &'s [DutyId]) -> impl Iterator<Item = &'s Owed> {
        self.owed.iter().filter(|owed| owed.is_outstanding() && duties.contains(&owed.duty))
    }
}
