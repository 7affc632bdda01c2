//! A dispute: a log of events, and what follows from it under a procedure.
//!
//! The one idea: *what is due follows from the log, the procedure, a calendar and a moment.*
//! [`command::Command`] is what somebody orders; [`decide`] refuses it or turns it into an
//! [`event::Happening`]; [`state::State`] is folded from happenings and never refuses one. So a
//! changed rule never changes what an old log means: the log pins the pack it was made under.
//!
//! Deliberately absent: a clock, storage, signatures. Start at [`state::State`].

pub mod clocks;
pub mod command;
pub mod contest;
mod course;
mod decide;
pub mod due;
pub mod event;
mod fold;
pub mod merge;
pub mod outlook;
mod reading;
pub mod refusal;
mod rules;
pub mod state;
mod version;

pub use self::decide::{Accepted, decide};
pub use self::fold::fold;
pub use self::rules::{Home, Rules};
pub use self::version::decide_version;

use crate::procedure::{RoleId, RoleRef};

/// Who is asked by a role reference, about a subject, at this moment.
pub fn role_of(
    state: &state::State,
    rules: &Rules<'_>,
    role: Option<&RoleRef>,
    subject: &state::Subject,
) -> Option<RoleId> {
    reading::Reading { rules, state, subject }.role(role)
}
