//! What the desk command reports.

use super::{Signer, Standpoint};
use crate::calendar::Moment;

/// A file whose every signature holds.
#[derive(Clone, Debug, PartialEq)]
pub struct FileReport {
    /// The dispute.
    pub dispute: String,
    /// What people call it.
    pub title: String,
    /// When it was exported, by the exporter's clock, in London.
    pub exported: Moment,
    /// Who made the file.
    pub exporter: Signer,
    /// How many entries are in it.
    pub entries: usize,
    /// How many of them wait for earlier ones that are not in it.
    pub pending: usize,
    /// Who signed, each once, with how many entries.
    pub signers: Vec<(Signer, usize)>,
    /// Where the dispute stands.
    pub standpoint: Standpoint,
}

/// What came of a case: passed if nothing differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseReport {
    /// The case's id; empty where it could not be read.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Where, what was expected, what came.
    pub differences: Vec<(String, String, String)>,
}

/// What is wrong with a pack: whole if there is no fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackReport {
    /// Its id, where it could be read.
    pub id: Option<String>,
    /// Its version, where it could be read.
    pub version: Option<String>,
    /// What is wrong: the place in the pack, and what to write instead.
    pub faults: Vec<(String, String)>,
    /// What is odd and changes nothing: the place, and what it is.
    pub notices: Vec<(String, String)>,
}
