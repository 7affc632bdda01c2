//! The words of the first screen.

pub use crate::words::home::*;

use crate::casebook::views::{Status, Whose};

/// Which side a duty is on.
pub fn whose(whose: Whose) -> Option<&'static str> {
    match whose {
        Whose::Ours => Some(super::dispute::OUR_SIDE),
        Whose::Theirs => Some(super::dispute::THEIR_SIDE),
        Whose::Unsaid => None,
    }
}

/// A dispute's status.
pub fn status(status: &Status) -> String {
    match status {
        Status::NotBegun => STATUS_NOT_BEGUN.to_owned(),
        Status::Open => STATUS_OPEN.to_owned(),
        Status::Emergency => STATUS_EMERGENCY.to_owned(),
        Status::Resolved => STATUS_RESOLVED.to_owned(),
        Status::Closed(how) => status_closed(how),
    }
}
