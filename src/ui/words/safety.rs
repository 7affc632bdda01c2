//! The words of the safety card.

/// First question, on every screen.
pub const QUESTION: &str = "Is a child in danger now?";
/// The tab of the card.
pub const CARD: &str = "A child in danger";
/// The link in the head of every screen.
pub const LINK: &str = "Child in danger?";
/// First.
pub const RING_999: &str = "Ring 999";
/// Second.
pub const RING_DUTY: &str = "Ring the duty team";
/// Third.
pub const RING_LEAD: &str = "Ring your safeguarding lead";
/// No number is kept.
pub const NO_DUTY: &str = "Ring the children's social care duty team of the child's area.";
/// No number is kept.
pub const NO_LEAD: &str = "Tell the designated safeguarding lead in your own agency.";
/// Where to keep them.
pub const ADD_NUMBERS: &str = "Keep their numbers here";
/// What comes first.
pub const NOTHING_FIRST: &str =
    "Do this before anything else. No form, no date and no stage of a procedure comes first.";
/// Above the record.
pub const RECORD: &str = "When the child is safe: record it";
/// What the tap does.
pub const RECORD_WHAT: &str =
    "One tap records the time. Nothing is asked; you can add who and why afterwards.";
/// Where nothing is open.
pub const RECORD_NEW: &str = "Record it now as a new dispute";
/// To be unlocked first.
pub const RECORD_LOCKED: &str = "Unlock Accord to record it.";

/// On a dispute that is there; the children's references tell it from another of the same agencies.
pub fn record_in(title: &str, children: &[String]) -> String {
    let about = if children.is_empty() { String::new() } else { [", ", &children.join(", ")].concat() };
    ["Record it in: ", title, &about].concat()
}

/// Leads to the card.
pub const WHOM: &str = "Whom to ring now";
