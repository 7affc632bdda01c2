//! The words before the casebook is open: first use, the lock.

pub use crate::words::door::*;
