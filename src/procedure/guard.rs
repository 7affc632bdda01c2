//! Conditions on the case, and who is asked under them.

use super::{DutyId, FactId, FactValue, RoleId};

/// A condition on the case, read at the moment of asking.
#[derive(Clone, Debug, PartialEq)]
pub enum Guard {
    /// The fact equals the value.
    FactIs(FactId, Option<FactValue>),
    /// The fact is a count of at least this.
    FactAtLeast(FactId, i64),
    /// The fact has a value or a default (or, with `false`, has not).
    FactSet(FactId, bool),
    /// A concerned agency bears the flag.
    Party(String),
    /// All parties named are one and the same agency (or, with `false`, are not).
    SameAgency(bool),
    /// A risk is declared (or, with `false`, is not).
    Risk(bool),
    /// The latest completed instance of the duty chose this.
    Chose(DutyId, String),
    /// Every one holds.
    All(Vec<Guard>),
    /// At least one holds.
    Any(Vec<Guard>),
    /// It does not hold.
    Not(Box<Guard>),
}

impl Guard {
    /// Whether it asks about that fact.
    pub fn reads(&self, fact: &FactId) -> bool {
        match self {
            Self::FactIs(read, _) | Self::FactAtLeast(read, _) | Self::FactSet(read, _) => read == fact,
            Self::All(guards) | Self::Any(guards) => guards.iter().any(|guard| guard.reads(fact)),
            Self::Not(guard) => guard.reads(fact),
            Self::Party(_) | Self::SameAgency(_) | Self::Risk(_) | Self::Chose(..) => false,
        }
    }
}

/// Who acts: the first whose guard holds; where none holds, no role is asked.
#[derive(Clone, Debug, PartialEq)]
pub struct RoleRef(pub Vec<(Option<Guard>, RoleId)>);
