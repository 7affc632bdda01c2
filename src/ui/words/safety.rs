//! The words of the safety card.

pub use crate::words::safety::*;

/// On a dispute that is there; the children's references tell it from another of the same agencies.
pub fn record_in(title: &str, children: &[String]) -> String {
    if children.is_empty() {
        record_in_dispute(title)
    } else {
        record_in_dispute_about(title, &children.join(", "))
    }
}
