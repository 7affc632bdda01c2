//! The words of the screen that begins a dispute.

/// The tab and heading.
pub const NEW: &str = "New dispute";
/// Which rules.
pub const PROCEDURE: &str = "Whose procedure?";
/// Before the partnership whose rules it is run under.
pub const UNDER: &str = "Under the procedure of ";
/// Opens the choice among procedures.
pub const OTHER_PROCEDURE: &str = "Use another procedure";
/// Which process.
pub const TRACK: &str = "What kind of disagreement?";
/// What not to write.
pub const NO_NAMES: &str =
    "Write no names, dates of birth or addresses here. Use the reference that your agency's own file bears.";
/// Begins it.
pub const OPEN: &str = "Open the dispute";
/// No procedure is built in.
pub const NO_PROCEDURE: &str =
    "No procedure is in this version of Accord. Update it, or ask your partnership.";
