//! Whom to ring.

use super::Ask;

/// Whom a procedure names, and their numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct ContactsView {
    /// Whose procedure it is.
    pub partnership: String,
    /// Whose number is kept, by their name.
    pub kept: Vec<(String, String)>,
    /// A number for each whom it names.
    pub asks: Vec<Ask>,
    /// Numbers are kept that cannot be read: typed again, they are mended.
    pub unreadable: bool,
}
