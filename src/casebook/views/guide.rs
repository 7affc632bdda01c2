//! What a procedure tells people: at a step, at a duty, and as a whole on the page of help.

/// What the procedure asks of people that is no duty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GuidanceLine {
    /// What to do or to know.
    pub text: String,
    /// The paragraph; empty where the pack gives none.
    pub paragraph: String,
}

/// How the procedure's words are read where they leave room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadingLine {
    /// Its id in the catalogue, as `HAV-A1`; empty where it has none.
    pub id: String,
    /// The source's words, a phrase; empty where it has none.
    pub words: String,
    /// How they are read.
    pub text: String,
    /// Who reads them so; empty where nobody is named.
    pub by: String,
}

/// What helps at a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AtStep {
    /// What people call the step, as `Stage 1`.
    pub step: String,
    /// The words for whoever raised it; `None` where the pack has none, or for the side that answers.
    pub words: Option<StepWords>,
    /// What the procedure asks of people at this step and on its track.
    pub guidance: Vec<GuidanceLine>,
}

/// The words for a step. What to fill in stands in square brackets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepWords {
    /// What to say, first.
    pub script: String,
    /// What to send after it.
    pub send: String,
}

/// A procedure in plain words, whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guide {
    /// The pack's id.
    pub id: String,
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
    /// The separate processes; the first is the default.
    pub tracks: Vec<TrackGuide>,
    /// What the document asks of people throughout.
    pub guidance: Vec<GuidanceLine>,
    /// The readings that belong to no single duty.
    pub readings: Vec<ReadingLine>,
}

/// A process in plain words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrackGuide {
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: String,
    /// How it begins: a sentence each.
    pub begins: Vec<String>,
    /// Its steps, in order.
    pub steps: Vec<StepGuide>,
    /// The duties that belong to no single step.
    pub duties: Vec<DutyGuide>,
    /// What a child in danger changes: a sentence each.
    pub danger: Vec<String>,
    /// How it ends: a sentence each.
    pub ends: Vec<String>,
    /// What the document asks of people on this track.
    pub guidance: Vec<GuidanceLine>,
}

/// A step in plain words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepGuide {
    /// Its id.
    pub id: String,
    /// Its name with its title, as `Stage 1: Discussion`.
    pub title: String,
    /// Whether the dispute from which the person came is there now.
    pub current: bool,
    /// The paragraph that makes it.
    pub paragraph: Option<String>,
    /// Who acts, and who answers.
    pub acts: String,
    /// Its duties.
    pub duties: Vec<DutyGuide>,
    /// Where it leads: a sentence each.
    pub leads: Vec<String>,
    /// What the document asks of people at this step.
    pub guidance: Vec<GuidanceLine>,
}

/// A duty in plain words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DutyGuide {
    /// What is owed.
    pub text: String,
    /// By when or from when on, for whom and if what, as `Within 5 working days of entering Stage 1`.
    pub when: String,
    /// Who owes it.
    pub owner: Option<String>,
    /// To whom.
    pub to: Option<String>,
    /// The source's own word: must, should, guide …
    pub force: Option<String>,
    /// The paragraph that asks for it.
    pub paragraph: Option<String>,
    /// What it asks beside the act itself: a clause each.
    pub details: Vec<String>,
    /// How the procedure's words are read.
    pub readings: Vec<ReadingLine>,
    /// What the document asks of people beside it.
    pub guidance: Vec<GuidanceLine>,
}

/// A partnership's form, as a dispute fills it in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper {
    /// Its title.
    pub title: String,
    /// The partnership.
    pub partnership: String,
    /// The paragraph that asks for it.
    pub paragraph: String,
    /// What to fill in, in the form's order.
    pub fields: Vec<PaperField>,
}

/// One thing to fill in on a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperField {
    /// Its name on the form.
    pub label: String,
    /// What the dispute holds for it; empty where it is typed.
    pub filled: String,
}
