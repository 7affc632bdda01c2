//! The words of printing a form.

/// The tab.
pub const PAPER: &str = "A form to print";
/// Opens the list on the dispute.
pub const FORMS: &str = "Forms to print";
/// Saves a drawing.
pub const PICTURE: &str = "Save a picture of the steps and what happened";
/// What it is.
pub const WHAT: &str = "What Accord knows of this dispute stands in the form. Type the rest, names among it: it goes on the paper and is not kept, and leaving this screen forgets it.";
/// Who reads it.
pub const FOR_WHOM: &str = "Print it only for somebody who may read it. Accord does not send it.";
/// Prints it.
pub const PRINT: &str = "Print it, or save it as a PDF";
