//! The procedures that a dispute can be run under, and how one begins.

use super::{Action, Vouched};

/// What is shown of the rules that a dispute is run under.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProcedureCard {
    /// The pack's id.
    pub id: String,
    /// The pack's version.
    pub version: String,
    /// The partnership.
    pub partnership: String,
    /// The document's title.
    pub title: String,
    /// The document's own version.
    pub document_version: String,
    /// Draft, in force …
    pub status: String,
    /// A sentence where the document is past its authors' own review date.
    pub review_overdue: Option<String>,
    /// The track of this dispute.
    pub track: String,
    /// What the procedure calls a step, as `Stage`.
    pub step_word: String,
    /// Whether the pack of the log is here in the version that it pins.
    pub pack: PackHere,
}

/// Whether the pack that a log pins is here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PackHere {
    /// The same text.
    Same,
    /// Another text of the same id: shown by that one, and said so.
    Other,
    /// None: the log is shown, nothing is reckoned.
    Missing,
}

/// A procedure that a new dispute may be run under.
#[derive(Clone, Debug, PartialEq)]
pub struct ProcedureChoice {
    /// The pack's id.
    pub id: String,
    /// The partnership.
    pub partnership: String,
    /// The document's title.
    pub title: String,
    /// The pack's version.
    pub version: String,
    /// Who vouches for the pack.
    pub vouched: Vouched,
    /// A sentence where the document is past its authors' own review date.
    pub review_overdue: Option<String>,
    /// The agencies, id and name: for the profile.
    pub agencies: Vec<(String, String)>,
    /// Its tracks; the first is the default.
    pub tracks: Vec<TrackChoice>,
}

/// A track that a dispute may begin on.
#[derive(Clone, Debug, PartialEq)]
pub struct TrackChoice {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What it is about, as somebody says it who has to choose.
    pub about: String,
    /// The form that opens a dispute; its id is `open`.
    pub open: Action,
    /// The form that begins with a child in danger; its id is `risk`. Never refused.
    pub danger: Action,
}
