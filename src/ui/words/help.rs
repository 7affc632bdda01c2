//! The words of what a procedure tells people, and of the page of help.

/// The tab and heading.
pub const HELP: &str = "How this procedure works";
/// What the page is.
pub const WHAT: &str =
    "In our own words. The numbers are the paragraphs of the document, which counts where the two differ.";
/// The list of the others.
pub const OTHERS: &str = "Other procedures";
/// Duties of no single step.
pub const AT_ANY_STEP: &str = "At any step";
/// A child in danger.
pub const DANGER: &str = "If a child is in danger";
/// How it begins.
pub const BEGINS: &str = "How it begins";
/// How it ends.
pub const ENDS: &str = "How it ends";
/// Readings of no single duty.
pub const READINGS: &str = "How we read the document";
/// Readings of a duty.
pub const HOW_READ: &str = "How we read it";
/// Guidance.
pub const GOOD_TO_KNOW: &str = "Good to know";
/// The step of the dispute.
pub const NOW: &str = "your dispute is here";

/// What to say.
pub const SAY: &str = "Ring first, and say";
/// What to send.
pub const SEND: &str = "Then send this";
/// What is in brackets.
pub const FILL_IN: &str = "Fill in what stands in [square brackets]. Write no name of a child.";
/// Copies it.
pub const COPY: &str = "Copy the text";
/// Copied.
pub const COPIED: &str = "Copied. Nothing has been sent.";
/// Not copied.
pub const NOT_COPIED: &str = "Not copied: the browser does not allow it. Mark the text and copy it by hand.";

/// Opens the words for a step.
pub fn words_at(step: &str) -> String {
    ["Words you can use at ", step].concat()
}

/// A paragraph behind a line.
pub fn in_paragraph(at: &str) -> String {
    ["(", at, ")"].concat()
}

/// The source's words.
pub fn quoted(words: &str) -> String {
    ["“", words, "”"].concat()
}

/// A reading with its id in the catalogue.
pub fn reading(id: &str, text: &str) -> String {
    if id.is_empty() { text.to_owned() } else { [id, ": ", text].concat() }
}

/// Who reads it so.
pub fn read_by(by: &str) -> String {
    ["Read so by ", by, "."].concat()
}

/// Clauses as sentences.
pub fn sentences(clauses: &[String]) -> String {
    clauses.iter().map(|clause| [clause, ". "].concat()).collect::<String>().trim_end().to_owned()
}

/// The document, its version and its state.
pub fn document(title: &str, version: &str, status: &str) -> String {
    let version = if version.is_empty() { String::new() } else { [", version ", version].concat() };
    [title, &version, ". ", status, "."].concat()
}
