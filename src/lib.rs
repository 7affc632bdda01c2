//! Accord: the escalation procedures of safeguarding partnerships as an offline engine.
//!
//! The modules stand in reading order; who may use whom is held by `tests/tidy.rs`.

// Sets and maps that weigh little.
pub mod ordered;

// What is said.
pub mod words;

// How the formats are spelt.
pub mod json;

// When: working days, due dates.
pub mod calendar;

// What a partnership asks for, and what becomes of a dispute under it.
pub mod procedure;

pub mod dispute;

pub mod case;

// Who signs, what travels.
pub mod identity;

pub mod bundle;

// What a device keeps; time and randomness.
pub mod vault;

pub mod clock;

// What a mailbox holds, and the way to one.
#[cfg(feature = "desk")]
pub mod mail;

#[cfg(feature = "desk")]
pub mod post;

// The one door for screens and commands.
pub mod casebook;

#[cfg(feature = "desk")]
pub mod cli;

// The screens.
#[cfg(any(feature = "web", test))]
pub mod ui;
