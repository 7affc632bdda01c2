//! What a register signed for, and the answers that take it back.

use chrono::{DateTime, Utc};

/// A receipt of the register, as a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceiptFile {
    /// Its number.
    pub number: i64,
    /// When the register received what it names.
    pub at: DateTime<Utc>,
    /// The file.
    pub text: String,
    /// Whether it was signed just now; else it was there.
    pub is_new: bool,
}

/// A file to send back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplyFile {
    /// Its name, without a word of a case.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
    /// Where it goes, where the message says that; else it is a receipt by itself.
    pub to: Option<String>,
}

/// A dispute in which something is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// Its id.
    pub dispute: String,
    /// What people call it.
    pub title: String,
    /// How many entries that are here wait.
    pub waiting: usize,
    /// The entries that have not arrived.
    pub entries: Vec<MissingEntry>,
}

/// An entry that is known to exist.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MissingEntry {
    /// Its id.
    pub id: String,
    /// Who built upon it.
    pub named_by: Vec<String>,
    /// The numbers of the receipts that name it: it was here.
    pub receipts: Vec<i64>,
}
