//! The words of the settings.

pub use crate::words::settings::*;
