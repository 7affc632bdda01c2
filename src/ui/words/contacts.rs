//! The words of the screen that says whom to ring.

pub use crate::words::contacts::*;
