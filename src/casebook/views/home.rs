//! The first screen: what is due, what is not sent, which disputes there are.

use chrono::NaiveDate;

use super::{DraftLine, DutyLine, LastBackup, Status};
use crate::calendar::Moment;

/// The first screen.
#[derive(Clone, Debug, PartialEq)]
pub struct HomeView {
    /// Now, in London.
    pub now: Moment,
    /// Who uses this device.
    pub profile: Profile,
    /// The tracks of the person's procedure but for the first, id and title: each is begun by one tap.
    pub tracks: Vec<(String, String)>,
    /// What was begun and not ordered yet, the last first.
    pub begun: Vec<DraftLine>,
    /// Every outstanding duty whose date has passed or is today, of every dispute, most overdue
    /// first; but for those of the other side.
    pub due: Vec<DueLine>,
    /// What the other side owes by a date, the longest overdue first.
    pub theirs: Vec<DueLine>,
    /// The dated duties after today, soonest first; but for those of the other side.
    pub coming: Vec<DueLine>,
    /// One row a dispute: danger first, then open, resolved, closed; newest change first.
    pub disputes: Vec<DisputeRow>,
    /// Whether the work is safe.
    pub safety: Safety,
}

/// A duty of some dispute.
#[derive(Clone, Debug, PartialEq)]
pub struct DueLine {
    /// The dispute, to open it.
    pub dispute: String,
    /// What people call the dispute ([`DisputeRow::name`]).
    pub title: String,
    /// The duty, as it stands in the dispute too.
    pub duty: DutyLine,
}

/// One dispute among others.
#[derive(Clone, Debug, PartialEq)]
pub struct DisputeRow {
    /// Its id.
    pub dispute: String,
    /// The two sides, as `School and Children's social care`.
    pub title: String,
    /// The children's local references.
    pub children: Vec<String>,
    /// The partnership.
    pub partnership: String,
    /// Where it is, as `Stage 2: Supervisors or managers`; `None` off the ladder.
    pub step: Option<String>,
    /// Open, resolved …
    pub status: Status,
    /// Whether a child may be in danger now.
    pub danger: bool,
    /// Whether the others wrote down how it ended, and this person has neither confirmed it nor said otherwise.
    pub to_confirm: bool,
    /// Whether it went a step on, and nobody has been told yet.
    pub to_tell: bool,
    /// Whether the other side confirmed how it ended, as a sentence; `None` while it has not ended.
    pub end_answered: Option<String>,
    /// The next date of an outstanding duty, or the earliest that has passed.
    pub next: Option<DutyLine>,
    /// How many outstanding duties are overdue.
    pub overdue: usize,
    /// What is owed without a date, and not by the other side.
    pub undated: Vec<String>,
    /// How many entries are on this device only.
    pub not_exported: usize,
    /// How many entries have not been sent, as far as anybody here says.
    pub not_sent: usize,
    /// How many entries wait for earlier ones that have not arrived.
    pub pending: usize,
    /// When the last entry was made.
    pub changed: Moment,
}

impl DisputeRow {
    /// What tells it from others of the same two sides: with the children's references.
    pub fn name(&self) -> String {
        std::iter::once(&self.title).chain(&self.children).map(String::as_str).collect::<Vec<_>>().join(", ")
    }
}

/// Whether the work is safe.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Safety {
    /// How many entries of all disputes are on this device only.
    pub not_exported: usize,
    /// How many have not been sent, as far as anybody here says.
    pub not_sent: usize,
    /// When a file was last made from this casebook.
    pub last_export: Option<NaiveDate>,
    /// How many stored records cannot be read; they stay where they are. 0 is the rule.
    pub unreadable: usize,
    /// The disputes of which entries that were stored are not there any more, by name.
    pub gone: Vec<String>,
    /// The last backup; `None` where none was made.
    pub backup: Option<LastBackup>,
    /// Whether none was made, and an entry was made here more than seven days ago.
    pub first_backup_is_due: bool,
    /// The recovery code, until it was typed back and so is known to be written down.
    pub code: Option<String>,
    /// The time of the latest entry, where the device's clock is well before it: one of the two is wrong.
    pub clock_before: Option<Moment>,
}

/// Who uses this device. It travels, signed, with what they sign.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profile {
    /// In full.
    pub name: String,
    /// As the agency calls it.
    pub role: String,
    /// The agency, by the id that packs use: it tells "ours" from "theirs".
    pub agency: String,
    /// The procedure that a new dispute offers first.
    pub procedure: Option<String>,
}
