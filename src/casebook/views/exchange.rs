//! Files that go out and come in.

use super::{Anomaly, Refused, Signer, Status, TimelineEntry};

/// A file to hand to somebody. It has been made; it has not been sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportFile {
    /// A file name without a word of the case, as `accord-2026-11-22-3f9a-readable.json`.
    pub name: String,
    /// The bundle.
    pub text: String,
    /// The ids of the entries in it.
    pub entries: Vec<String>,
}

/// Somebody to whom a file can be sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reader {
    /// Who, with the key to hand back.
    pub who: Signer,
    /// Whether the file is for them unless somebody says otherwise.
    pub is_chosen: bool,
}

/// What importing a file would change. Nothing has been stored.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportPreview {
    /// The dispute.
    pub dispute: String,
    /// What people call it.
    pub title: String,
    /// Whether this casebook knows the dispute.
    pub here: Here,
    /// The entries that would come in, newest first.
    pub new_entries: Vec<TimelineEntry>,
    /// How many entries of the file are here already.
    pub known_entries: usize,
    /// How many entries that are here without their words would have them again.
    pub words_back: usize,
    /// How many of the file's entries wait for earlier ones that nobody has brought.
    pub pending: usize,
    /// How many earlier entries are missing.
    pub missing: usize,
    /// Who signed, each once, with how many entries.
    pub signers: Vec<(Signer, usize)>,
    /// Who made the file.
    pub exporter: Signer,
    /// Where the dispute stands now; `None` where it is not known here.
    pub before: Option<Standpoint>,
    /// Where it would stand.
    pub after: Standpoint,
    /// What a person should know before importing.
    pub warnings: Vec<Anomaly>,
}

/// Whether a dispute is known here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Here {
    /// It would be created.
    New,
    /// It is here.
    Known,
}

/// Where a dispute stands, in two words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standpoint {
    /// The step's name and title; `None` off the ladder.
    pub step: Option<String>,
    /// Open, resolved …
    pub status: Status,
}

/// What an import did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// The dispute.
    pub dispute: String,
    /// How many entries were new.
    pub added: usize,
    /// How many entries that were here without their words have them again.
    pub words_back: usize,
}

/// A sentence on what happened, and one on what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// What happened.
    pub happened: String,
    /// What to do.
    pub to_do: String,
    /// For a refused act: each reason.
    pub reasons: Vec<Refused>,
}
