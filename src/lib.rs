//! Accord: the escalation procedures of safeguarding partnerships as an offline engine.
//!
//! Modules in reading order; who may use whom is held by `tests/tidy.rs`.

pub mod bundle;
pub mod calendar;
pub mod case;
pub mod casebook;
pub mod dispute;
pub mod identity;
pub mod procedure;
