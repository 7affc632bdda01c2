//! The words of the screen that begins a dispute.

pub use crate::words::begin::*;
