//! What a procedure tells people: readings, guidance, words to say, forms and what is counted.
//!
//! The engine reads none of it. [`About`] holds what is about the procedure as a whole; a step and
//! a duty bring their own.

use super::TrackId;
use crate::ordered::Map;

/// What a procedure says about itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct About {
    /// The partnership's name.
    pub partnership: String,
    /// The document's title, as its authors wrote it.
    pub title: String,
    /// The document's own version.
    pub document_version: String,
    /// Draft, in force …, in the document's words.
    pub status: String,
    /// The month or day by which the authors meant to review it (`2025-08`), empty if none.
    pub review_due: String,
    /// The procedure's own words for things, as `step` → `Stage`.
    pub terms: Map<String, String>,
    /// Who made the readings that do not say so themselves.
    pub read_by: String,
    /// Readings that belong to no single duty.
    pub readings: Vec<Reading>,
    /// What the document asks of people that is no duty with an end.
    pub guidance: Vec<Guidance>,
    /// Forms to send, as lists of what to fill in.
    pub forms: Vec<Form>,
    /// What the partnership's regular report counts.
    pub reports: Vec<Dimension>,
}

/// Where the source asks for something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceRef {
    /// The rules' ids in the catalogue, as `HAV-R8`.
    pub rules: Vec<String>,
    /// The paragraph, as `1.4`.
    pub at: String,
}

/// How the source's words are read where they leave it open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Its id in the catalogue, as `HAV-A1`.
    pub id: String,
    /// The source's words, a phrase.
    pub words: String,
    /// How they are read.
    pub text: String,
    /// Who reads them so; empty = whoever [`About::read_by`] names.
    pub by: String,
}

/// What the document asks of people that is no duty with an end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guidance {
    /// The rules that it stands for.
    pub rules: Vec<String>,
    /// The paragraph.
    pub at: String,
    /// What to do or to know, in plain words.
    pub text: String,
    /// The ids of the steps, duties and tracks at which it helps; empty = the procedure as a whole.
    pub belongs_to: Vec<String>,
}

/// The words for a step: what to say on the telephone, and what to send after it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Say {
    /// What to say.
    pub script: String,
    /// The text to send, with places to fill in as `[child's reference]`.
    pub send: String,
}

/// A form to send.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// Its id.
    pub id: String,
    /// Its name for people.
    pub title: String,
    /// The paragraph that asks for it.
    pub at: String,
    /// What to fill in.
    pub fields: Vec<FormField>,
    /// The tracks on which it is sent; empty = on each.
    pub belongs_to: Vec<String>,
}

impl Form {
    /// Whether it is sent on that track.
    pub fn is_of(&self, track: &TrackId) -> bool {
        self.belongs_to.is_empty() || self.belongs_to.iter().any(|id| id == track.as_str())
    }
}

/// One thing to fill in on a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormField {
    /// Its id; what was recorded with a duty under the same id stands in it.
    pub id: String,
    /// Its name on the form.
    pub label: String,
    /// What of the dispute stands in it otherwise, as `children` or `at:T1`; empty = it is typed.
    pub from: String,
}

/// One thing that the partnership's regular report counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dimension {
    /// Its id.
    pub id: String,
    /// Its name for people.
    pub label: String,
    /// What of a dispute is counted, as `step` or `duty:any.tell-iro`.
    pub of: String,
}
