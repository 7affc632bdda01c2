//! The words of removing everything.

pub use crate::words::wipe::*;
