//! A number to tap.

use crate::casebook::telephone::address;
use crate::ui::element::{El, a, span};

/// Rings a number; the words before it say whom. Of the class of its kind: red is for the safety card alone.
/// What holds no number that can be dialled is read and not tapped.
pub fn ring(class: &str, whom: &str, number: &str) -> El {
    let shown = match address(number) {
        Some(address) => a().class(class).attr("href", &address),
        None => span(),
    };
    shown.text(&[whom, ": ", number].concat())
}
