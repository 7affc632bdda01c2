//! A number to tap.

use crate::ui::element::{El, a};

/// Rings a number; the words before it say whom.
pub fn ring(whom: &str, number: &str) -> El {
    let dialled = number.chars().filter(|c| c.is_ascii_digit() || *c == '+');
    let dialled: String = "tel:".chars().chain(dialled).collect();
    a().class("call").attr("href", &dialled).text(&[whom, ": ", number].concat())
}
