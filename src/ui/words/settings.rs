//! The words of the settings.

/// The tab and heading.
pub const SETTINGS: &str = "Settings";
/// Who uses the device.
pub const ABOUT_YOU: &str = "About you";
/// Why it is asked.
pub const ABOUT_WHY: &str = "Your name, role and agency travel with every entry that you sign, so that the others know who wrote it. With your agency, Accord can tell what your side owes from what the other side owes.";
/// The person.
pub const NAME: &str = "Your name";
/// What they do.
pub const ROLE: &str = "Your role";
/// Rules offered first.
pub const PROCEDURE: &str = "Your partnership";
/// The agency.
pub const AGENCY: &str = "Your agency";
/// Stores it.
pub const SAVE: &str = "Save";

/// The numbers.
pub const NUMBERS: &str = "Numbers for the safety card";
/// Who can see them.
pub const NUMBERS_WHY: &str = "They show on the safety card even when Accord is locked, so anybody who holds this device can read them.";
/// The duty team.
pub const DUTY: &str = "Duty team of children's social care";
/// The lead.
pub const LEAD: &str = "Designated safeguarding lead";
/// Stores them.
pub const NUMBERS_SAVE: &str = "Keep these numbers";
/// Stored.
pub const NUMBERS_KEPT: &str = "The numbers are on the safety card.";
/// Not stored.
pub const NUMBERS_NOT_KEPT: &str = "The numbers are not kept: this browser keeps nothing for Accord. Write them down, and use an ordinary window.";
/// Above what leads to the numbers of the procedure.
pub const RING: &str = "Numbers of the people whom your procedure names";
/// Leads to the backup.
pub const TO_BACKUP: &str = "Make or restore a backup";
