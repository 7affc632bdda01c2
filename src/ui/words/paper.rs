//! The words of printing a form.

pub use crate::words::paper::*;
