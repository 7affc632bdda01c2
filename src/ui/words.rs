//! Every word that the screens say. What a procedure or a refusal says comes from the casebook.
//!
//! Second person, present tense, short words; no blame, no exclamation marks. The words of one
//! screen stand in one file beside this one.

use crate::casebook::views::Told;

pub mod backup;
pub mod begin;
pub mod contacts;
pub mod dates;
pub mod dispute;
pub mod door;
pub mod exchange;
pub mod help;
pub mod home;
pub mod issued;
pub mod paper;
pub mod safety;
pub mod settings;
pub mod wipe;

/// The product's name.
pub const ACCORD: &str = "Accord";
/// An order came while the casebook was locked.
pub const LOCKED: &str = "Accord is locked, so nothing was done.";
/// What to do about it.
pub const LOCKED_TO_DO: &str = "Unlock it, then do it again.";
/// First in the tab order.
pub const SKIP: &str = "Skip to the main part";
/// The name of the menu.
pub const MENU: &str = "Menu";
/// A menu entry.
pub const MENU_HOME: &str = "What is due";
/// A menu entry.
pub const MENU_NEW: &str = "New dispute";
/// A menu entry.
pub const MENU_IMPORT: &str = "Open a file";
/// A menu entry.
pub const MENU_SETTINGS: &str = "Settings";
/// Drops the keys.
pub const LOCK: &str = "Lock";
/// Takes everything off the screen.
pub const HIDE: &str = "Hide";
/// At the foot of every screen.
pub const FOOT: &str = "Everything stays on this device until you make a file and send it yourself. Your agency's own file is the record.";
/// While something is read.
pub const READING: &str = "One moment.";
/// Leads back without doing anything.
pub const LEAVE: &str = "Leave it for now";
/// What a form seldom needs.
pub const SELDOM: &str = "More that you can say";
/// Shows more of a list.
pub fn more(left: usize) -> String {
    ["Show more (", &left.to_string(), ")"].concat()
}
/// Leads to the first screen.
pub const TO_HOME: &str = "Go to what is due";
/// Above what an error tells.
pub const PROBLEM: &str = "There is something to mend";

/// No screen has this address.
pub const UNKNOWN: &str = "There is nothing at this address";
/// What to do about it.
pub const UNKNOWN_TO_DO: &str = "The link may be incomplete. Start from what is due.";

/// A new version waits.
pub const UPDATE_READY: &str = "A new version is ready. Use it when you have finished here.";
/// Takes it.
pub const UPDATE_USE: &str = "Use the new version";
/// Leaves it.
pub const UPDATE_LATER: &str = "Later";
/// It cannot be taken: other tabs are open.
pub const UPDATE_BLOCKED: &str =
    "Accord is open in another tab too. Close the other tab, then use the new version.";
/// Nothing can be kept.
pub const OFFLINE_UNAVAILABLE: &str =
    "This browser window cannot keep Accord: it is a private window, or its address is not secure.";
/// What to do about it.
pub const OFFLINE_TO_DO: &str = "Open Accord in an ordinary window, at an address that begins with https.";

/// Names the browser's tab: the screen and the product, no word of a case.
pub fn tab(screen: &str) -> String {
    [screen, " – ", ACCORD].concat()
}

/// While an entry is being stored.
pub const SAVING: &str = "Saving.";
/// After the transaction completed.
pub const SAVED: &str = "Saved on this device.";
/// After an entry was not stored.
pub const NOT_SAVED: &str = "Not saved. Your words are still on this screen.";

/// After the transaction completed.
pub fn saved(time: &str) -> String {
    ["Saved on this device at ", time, "."].concat()
}

/// Since when something stands in a form.
pub fn begun(at: &str) -> String {
    ["You began this on ", at, "."].concat()
}

/// Opens the way to be rid of it.
pub const BEGIN_AGAIN: &str = "Begin again";
/// What that does.
pub const THROW_AWAY_WHAT: &str = "What you wrote here goes, and cannot be brought back.";
/// Does it.
pub const THROW_AWAY: &str = "Throw it away";
/// What was begun cannot be read.
pub const DRAFT_UNREADABLE: &str =
    "What you began here cannot be read. It stays where it is until you write something here.";

/// After what was typed is kept.
pub fn kept(time: &str) -> String {
    ["Saved as a draft at ", time, "."].concat()
}

/// After it was not.
pub fn not_kept(told: &Told) -> String {
    ["Not saved as a draft. ", &told.happened, " ", &told.to_do].concat()
}

/// The new version would cost what was typed.
pub const UPDATE_WAITS: &str =
    "What you typed could not be saved as a draft, so the new version waits. Finish here, then use it.";

/// So many of something, in words.
pub fn count(n: usize, one: &str, many: &str) -> String {
    [n.to_string().as_str(), " ", if n == 1 { one } else { many }].concat()
}
