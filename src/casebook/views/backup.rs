//! Backups: what is in one, and what one would bring.

use chrono::NaiveDate;

use super::{CardPreview, DutyLine, Here, ProcedureCard, Standpoint};
use crate::calendar::Moment;

/// What is in a backup that was found to be whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackupReport {
    /// When it was made, by the clock of the device that made it.
    pub made: Moment,
    /// How many disputes.
    pub disputes: usize,
    /// How many entries.
    pub entries: usize,
    /// How many records cannot be read; they could not be read when it was made. 0 is the rule.
    pub unreadable: usize,
    /// How many records of entries, readable or not: to tell whether others came since.
    pub kept: usize,
}

/// A dispute of a backup, or of the desk's own casebook.
#[derive(Clone, Debug, PartialEq)]
pub struct BackupLine {
    /// Its id.
    pub dispute: String,
    /// What people call it.
    pub title: String,
    /// The children's local references.
    pub children: Vec<String>,
    /// The procedure that it is run under.
    pub procedure: ProcedureCard,
    /// How many entries it has there.
    pub entries: usize,
    /// How many of them do not count, for the partnership does not vouch for whoever signed them.
    pub uncounted: usize,
    /// How many outcomes are recorded that contradict each other. 0 is the rule.
    pub contested: usize,
    /// How many entries wait for earlier ones.
    pub waiting: usize,
    /// How many entries are known to exist and have not arrived.
    pub missing: usize,
    /// Where it stands.
    pub stands: Standpoint,
    /// Whether a child may be in danger now.
    pub danger: bool,
    /// The outstanding duty with the next date, or the earliest that has passed; where none has a date, what the step waits
    /// for.
    pub next: Option<DutyLine>,
    /// How many outstanding duties are overdue.
    pub overdue: usize,
}

/// What restoring a backup would bring into this casebook. Nothing that is here goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RestorePreview {
    /// The disputes that would come, or grow.
    pub disputes: Vec<RestoreLine>,
    /// The cards of partnerships that would come, each with its file, and those whose words are to be compared first
    /// ([`super::CardNews::First`]): these stay in the backup.
    pub cards: Vec<(CardPreview, String)>,
    /// How many disputes, cards and receipts of the backup cannot be checked or contradict what is here, and stay in it.
    pub left: usize,
    /// Whether anything would come.
    pub brings: bool,
}

/// What a backup would bring to one dispute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RestoreLine {
    /// Its id.
    pub dispute: String,
    /// What people call it.
    pub title: String,
    /// Whether it is known here.
    pub here: Here,
    /// How many entries would come.
    pub new_entries: usize,
    /// How many entries that are here without their words would have them again.
    pub words_back: usize,
    /// How many receipts of a register would come.
    pub receipts: usize,
}

/// What a backup brought, and can be taken out again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// On which day.
    pub day: NaiveDate,
    /// How many disputes came or grew.
    pub disputes: usize,
    /// How many entries came.
    pub entries: usize,
}

/// The last backup that was made and checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastBackup {
    /// On which day.
    pub day: NaiveDate,
    /// Whether another is due: entries were made since, and it is older than seven days.
    pub is_due: bool,
}
