//! The names that a pack gives to its parts, one type for each, and the values of its facts.
//!
//! They stand in packs, in signed events and in cases alike, as plain JSON strings and values.

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub String);

        impl $name {
            /// The id as it stands in the pack and in the log.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(id: &str) -> Self {
                Self(id.to_owned())
            }
        }

        impl From<String> for $name {
            fn from(id: String) -> Self {
                Self(id)
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    )+};
}

ids! {
    /// Names a procedure, as `havering`.
    ProcedureId,
    /// Names a track of a procedure, as `inter-agency`.
    TrackId,
    /// Names a step, as `S1`.
    StepId,
    /// Names a duty of the pack, as `S1.settle`.
    DutyId,
    /// Names an agency that can be a party.
    AgencyId,
    /// Names a role or a contact: who owes a duty, or to whom it is owed.
    RoleId,
    /// Names a fact that guards may read.
    FactId,
    /// Names a closure of a track.
    ClosureId,
    /// Names a ground of a track.
    GroundId,
}

/// The value of a fact. Nothing known is `Option::None`, never a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FactValue {
    /// Yes or no.
    Flag(bool),
    /// A whole number.
    Count(i64),
    /// A date, a date-time or a choice, as it is written.
    Text(String),
}

impl FactValue {
    /// Whether setting a fact to this fires `fact:` triggers: neither false nor 0.
    pub fn counts_as_set(&self) -> bool {
        !matches!(self, Self::Flag(false) | Self::Count(0))
    }
}
