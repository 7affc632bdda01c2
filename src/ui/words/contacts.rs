//! The words of the screen that says whom to ring.

/// The tab, the heading, and what leads here.
pub const CONTACTS: &str = "People to ring";
/// What it is for.
pub const WHY: &str = "Type a number once. It then stands, ready to tap, wherever a duty sends you to that person or agency: ring first, then write.";
/// Who can see them.
pub const LOCKED: &str = "These numbers are sealed and show only while Accord is open. The two that must show while it is locked are kept for the safety card.";
/// Leads to those two.
pub const TO_CARD: &str = "Numbers for the safety card";
/// Above the form.
pub const NUMBERS: &str = "Numbers";
/// Stores them.
pub const KEEP: &str = "Keep these numbers sealed";
/// Damaged.
pub const UNREADABLE: &str = "The numbers that were kept cannot be read. Type them again.";

/// Whose procedure names them.
pub fn of(partnership: &str) -> String {
    ["Whom the procedure of ", partnership, " names. No number of a child or a family belongs here."].concat()
}

/// At a duty, before its e-mail.
pub fn ring_first(whom: &str) -> String {
    ["Ring first: ", whom].concat()
}
