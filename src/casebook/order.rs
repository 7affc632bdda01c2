//! Orders: what is offered, what each form asks, and what an answered form commands.
//!
//! The one idea: *the engine decides; here it is only put into forms.* What may be done is found by
//! asking [`crate::dispute::decide`] about a form with nothing filled in, so no rule stands twice.

pub mod answers;
pub mod asks;
pub mod begin;
pub mod blank;
pub mod doubts;
pub mod of_entry;
pub mod offers;
pub mod refusals;
pub mod ways;
