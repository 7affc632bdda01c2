//! A number to tap.

use crate::ui::element::{El, a};

/// Rings a number; the words before it say whom. Of the class of its kind: red is for the safety card alone.
pub fn ring(class: &str, whom: &str, number: &str) -> El {
    let dialled = number.chars().filter(|c| c.is_ascii_digit() || *c == '+');
    let dialled: String = "tel:".chars().chain(dialled).collect();
    a().class(class).attr("href", &dialled).text(&[whom, ": ", number].concat())
}
