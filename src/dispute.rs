//! A dispute: a log of events, and what follows from it under a procedure.
//!
//! The one idea: *what is due follows from the log, the procedure, a calendar and a moment.*
//! [`command::Command`] is what somebody orders; [`decide`] refuses it or turns it into an
//! [`event::Happening`]; [`state::State`] is folded from happenings and never refuses one. So a
//! changed rule never changes what an old log means: the log pins the pack it was made under.
//!
//! Deliberately absent: a clock, storage, signatures. Start at [`state::State`].

pub mod command;
pub mod event;
