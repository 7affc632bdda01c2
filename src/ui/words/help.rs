//! The words of what a procedure tells people, and of the page of help.

pub use crate::words::help::*;

/// A reading with its id in the catalogue of readings.
pub fn reading(id: &str, text: &str) -> String {
    if id.is_empty() { text.to_owned() } else { reading_with_id(id, text) }
}

/// Clauses as sentences.
pub fn sentences(clauses: &[String]) -> String {
    clauses.iter().map(|said| clause(said)).collect::<Vec<_>>().join(" ")
}

/// The document, its version and its state.
pub fn document(title: &str, version: &str, status: &str) -> String {
    if version.is_empty() { document_state(title, status) } else { document_version(title, version, status) }
}
