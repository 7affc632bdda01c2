//! What is issued for everybody: calendars, and procedures that do not come with the build.

use chrono::NaiveDate;

use super::{CardPreview, ImportPreview, Imported, ReceiptPreview, Refused, Signer};
use crate::calendar::Due;

/// What a file is that was opened, and what it would change. Nothing has been stored.
#[derive(Clone, Debug, PartialEq)]
pub enum Opened {
    /// A dispute.
    Dispute(ImportPreview),
    /// A calendar.
    Calendar(CalendarPreview),
    /// A procedure.
    Pack(PackPreview),
    /// A partnership's card.
    Card(CardPreview),
    /// Receipts of a register, by dispute.
    Receipts(Vec<ReceiptPreview>),
    /// Somebody's keys, by themselves.
    Colleague(Colleague),
}

/// What taking a file in did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TakenIn {
    /// Entries of a dispute came in.
    Dispute(Imported),
    /// Dates are reckoned with that calendar now.
    Calendar,
    /// New disputes may be run under that procedure.
    Pack,
    /// What the partnership says of signers counts now.
    Card,
    /// The register has received entries of that dispute.
    Receipt(String),
    /// Files can be sealed to somebody more.
    Colleague,
}

/// Somebody who sent the keys that files can be sealed to for them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Colleague {
    /// What they say of themselves, and how far that is known.
    pub who: Signer,
    /// Whether their keys are here for that already, or are this device's own.
    pub is_here: bool,
}

/// Whether somebody vouches for a text that is issued for everybody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Vouched {
    /// It came with the build.
    ByBuild,
    /// Nobody signed it.
    Unsigned,
    /// The signature holds; the signer's standing says how far we know them.
    Signed(Signer),
}

/// A calendar: which closed days dates are reckoned with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarCard {
    /// What records name it by, as `england-and-wales/2026-11`.
    pub version: String,
    /// When it was issued.
    pub issued: NaiveDate,
    /// The first and the last year whose days it lists; after these, days are reckoned by rule.
    pub years: (i32, i32),
    /// Who vouches for it.
    pub vouched: Vouched,
}

/// A procedure that does not come with the build.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackCard {
    /// SHA-256 of its text: to hand back.
    pub digest: String,
    /// The partnership.
    pub partnership: String,
    /// The document's title.
    pub title: String,
    /// The pack's version.
    pub version: String,
    /// Who vouches for it.
    pub vouched: Vouched,
}

/// What taking a procedure over would change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackPreview {
    /// The procedure.
    pub pack: PackCard,
    /// The version that a new dispute is run under now; `None` = no procedure of this id is here.
    pub offered: Option<String>,
    /// Whether exactly this one is offered already.
    pub is_offered: bool,
    /// How many disputes are run under another version of it. They stay there until they are moved.
    pub others: usize,
    /// The steps, in their order, as people see them.
    pub steps: Vec<String>,
    /// What is odd in it and changes nothing.
    pub notices: Vec<String>,
}

/// What taking a calendar over would change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarPreview {
    /// The calendar.
    pub calendar: CalendarCard,
    /// The one that dates are reckoned with now.
    pub now: CalendarCard,
    /// Whether it was issued later than the one that is here; only then it can be taken over.
    pub later: bool,
    /// The days that would be closed and are not now, with their names.
    pub closed: Vec<(NaiveDate, String)>,
    /// The days that would not be closed any more.
    pub reopened: Vec<(NaiveDate, String)>,
    /// The dates that would move.
    pub moved: Vec<Moved>,
    /// What would be owed, without a date, and is not now: another's date would have passed.
    pub owed_new: Vec<String>,
    /// What is owed now and would not be: the date that brought it would not have passed.
    pub owed_gone: Vec<String>,
    /// What is odd in it and changes nothing.
    pub notices: Vec<String>,
}

/// A date that moves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// The dispute.
    pub dispute: String,
    /// What people call it.
    pub title: String,
    /// The duty.
    pub duty: String,
    /// The date now; `None` = none.
    pub from: Option<Due>,
    /// The date then.
    pub to: Option<Due>,
}

/// A version of a dispute's procedure that is offered here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionOffer {
    /// SHA-256 of its text: to hand back.
    pub digest: String,
    /// The pack's version.
    pub version: String,
    /// Who vouches for it.
    pub vouched: Vouched,
}

/// What moving a dispute to another version of its procedure would change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionPreview {
    /// The dispute.
    pub dispute: String,
    /// What people call it.
    pub title: String,
    /// The version that it is run under.
    pub from: String,
    /// The version that it would be run under.
    pub offer: VersionOffer,
    /// Why it cannot be moved now; empty where it can.
    pub refused: Vec<Refused>,
    /// Steps that only the new version has.
    pub steps_new: Vec<String>,
    /// Steps that it has no longer.
    pub steps_gone: Vec<String>,
    /// What would be owed from then on and is not now.
    pub owed_new: Vec<String>,
    /// What is owed now and would lapse.
    pub owed_gone: Vec<String>,
    /// The dates of what stays owed that would differ.
    pub moved: Vec<Moved>,
    /// Duties of the track, at any step, that only the new version has.
    pub duties_new: Vec<String>,
    /// Duties of the track that it has no longer.
    pub duties_gone: Vec<String>,
}
