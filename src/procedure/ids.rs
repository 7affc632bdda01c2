//! The names that a pack gives to its parts: one type for each, so that none is taken for another.

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
