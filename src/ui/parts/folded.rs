//! What opens on demand.

use crate::ui::element::{El, details, summary};

/// A part below its title, shut.
pub fn folded(title: &str, inside: El) -> El {
    details().child(summary().text(title)).child(inside)
}
