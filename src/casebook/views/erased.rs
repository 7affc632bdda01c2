//! Words that were erased at a desk, and what is left of them.

use chrono::NaiveDate;

use super::Signer;
use crate::calendar::Moment;

/// An entry whose words are here, or were erased here.
#[derive(Clone, Debug, PartialEq)]
pub struct WordedEntry {
    /// Its id.
    pub entry: String,
    /// When it was written, as its author says.
    pub at: Moment,
    /// What happened, in one sentence without a full stop.
    pub what: String,
    /// Its author.
    pub signer: Signer,
    /// What became of its words here, where they were erased.
    pub erased: Option<ErasedWords>,
}

/// That the words of an entry were erased.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErasedWords {
    /// When.
    pub at: Moment,
    /// By whom.
    pub by: String,
    /// Why.
    pub reason: String,
}

/// What came of an order to erase the words of an entry.
#[derive(Clone, Debug, PartialEq)]
pub struct Erasure {
    /// The dispute, by its whole id.
    pub dispute: String,
    /// The entry, and that its words are gone.
    pub entry: WordedEntry,
    /// Whether that was so before: nothing changed.
    pub was_there: bool,
    /// Who else signed an entry of the dispute: they have it, and keep their words.
    pub signers: Vec<Signer>,
    /// On which days the desk made a file of the dispute, the first first.
    pub handed_out: Vec<NaiveDate>,
}
