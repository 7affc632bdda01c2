//! The words of the first screen.

use crate::casebook::views::{Status, Whose};

/// The tab and heading.
pub const HOME: &str = "What is due";
/// What was begun.
pub const BEGUN: &str = "You began, and did not finish";
/// Due or overdue.
pub const DUE_NOW: &str = "Due today or overdue";
/// Dated, later.
pub const COMING: &str = "Coming up";
/// The other side's.
pub const THEIRS: &str = "What the other side owes";
/// What silence is for.
pub const SILENCE: &str = "No reply by a date is an answer too. You can remind them, or take the next step: you need not wait for them.";
/// Makes a file for a calendar.
pub const IN_CALENDAR: &str = "Put these dates into your calendar";
/// After it.
pub const IN_CALENDAR_TO_DO: &str = "The file is made. Open it to add the dates. It says that something is due and when, and no word of a case.";
/// Neither.
pub const NOTHING_DUE: &str = "Nothing is due today.";
/// The list.
pub const DISPUTES: &str = "Disputes";
/// None yet.
pub const NO_DISPUTES: &str = "No dispute is recorded on this device yet.";
/// Begins one.
pub const BEGIN: &str = "Begin a dispute";
/// Opens a file.
pub const OPEN_FILE: &str = "Open a file that you were sent";
/// The line about the work.
pub const SAFE: &str = "Is my work safe?";
/// What is stored.
pub const SAVED_HERE: &str = "All work is saved on this device.";
/// Makes a file of a dispute.
pub const MAKE_FILE: &str = "Make a file";
/// The browser's storage is not promised.
pub const MAY_BE_CLEARED: &str =
    "The browser may clear it when the device runs out of room, or after weeks without use.";
/// Asks for the promise.
pub const KEEP: &str = "Ask the browser to keep it";
/// Installs the app.
pub const INSTALL: &str = "Install Accord on this device";
/// Where there is no button for it.
pub const INSTALL_BY_HAND: &str = "Put Accord on the home screen: open the share menu, then Add to Home Screen. There it has a storage of its own, so do it before the first dispute, or take your work along in files.";
/// Everything is in a file.
pub const ALL_EXPORTED: &str = "Every entry is in a file that you made";
/// A child may be in danger.
pub const DANGER: &str = "A child may be in danger";

/// Which side a duty is on.
pub fn whose(whose: Whose) -> Option<&'static str> {
    match whose {
        Whose::Ours => Some(super::dispute::OUR_SIDE),
        Whose::Theirs => Some(super::dispute::THEIR_SIDE),
        Whose::Unsaid => None,
    }
}

/// A dispute's status.
pub fn status(status: &Status) -> String {
    match status {
        Status::NotBegun => "Nothing readable yet".to_owned(),
        Status::Open => "Open".to_owned(),
        Status::Emergency => "Emergency first".to_owned(),
        Status::Resolved => "Resolved, not yet closed".to_owned(),
        Status::Closed(how) => ["Closed: ", how].concat(),
    }
}

/// How many entries are on this device alone.
pub fn not_exported(n: usize) -> String {
    [&super::count(n, "entry", "entries"), " on this device only"].concat()
}

/// How many duties are overdue.
pub fn overdue(n: usize) -> String {
    [&n.to_string(), " overdue"].concat()
}

/// How many things are owed without a date.
pub fn undated(n: usize) -> String {
    [&super::count(n, "thing", "things"), " to do without a date"].concat()
}

/// How many entries wait.
pub fn pending(n: usize) -> String {
    [&super::count(n, "entry waits", "entries wait"), " for earlier ones that have not arrived"].concat()
}

/// When a file was last made.
pub fn last_export(day: &str) -> String {
    ["The last file was made on ", day, "."].concat()
}

/// The next duty of a dispute.
pub fn next(text: &str, by: &str) -> String {
    ["Next: ", text, ", by ", by].concat()
}

/// Records that cannot be read.
pub fn unreadable(n: usize) -> String {
    [
        &super::count(n, "stored record cannot be read", "stored records cannot be read"),
        ". They stay where they are; make a file of what you see, and ask for help.",
    ]
    .concat()
}
