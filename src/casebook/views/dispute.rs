//! One dispute: its ladder, its duties, its timeline.

use chrono::NaiveDate;

use super::{Action, ActionKind, AtStep, DutyLine, ProcedureCard, VersionOffer};
use crate::calendar::Moment;
pub use crate::identity::{Checked, Standing};

/// One dispute, whole.
#[derive(Clone, Debug, PartialEq)]
pub struct DisputeView {
    /// Its id.
    pub id: String,
    /// The two sides, as `School and Children's social care`.
    pub title: String,
    /// Now, in London: what the view was reckoned for.
    pub now: Moment,
    /// The rules that it is run under.
    pub procedure: ProcedureCard,
    /// Open, resolved …
    pub status: Status,
    /// A child may be in danger now.
    pub danger: Option<Danger>,
    /// Who is in it.
    pub parties: Vec<Party>,
    /// The children: local references and what is known.
    pub children: Vec<ChildLine>,
    /// What is known about the case as a whole.
    pub facts: Vec<FactLine>,
    /// What it is about.
    pub grounds: Vec<String>,
    /// The steps of the track, lowest first.
    pub ladder: Vec<Rung>,
    /// What helps at the step where the dispute is; `None` off the ladder.
    pub at_step: Option<AtStep>,
    /// Every duty that has opened: outstanding ones first, by date; then the ended, newest first.
    pub duties: Vec<DutyLine>,
    /// When somebody last wrote down that no answer has come, by the key of the duty that waits for it.
    pub looked: Vec<(String, Moment)>,
    /// What each side holds; `None` while nobody has said anything.
    pub voices: Option<Voices>,
    /// What the others wrote down as the outcome, while this person has neither confirmed it nor said otherwise.
    pub to_confirm: Option<TimelineEntry>,
    /// Whether it went a step on, and nobody has been told yet.
    pub to_tell: bool,
    /// Whether the other side confirmed how it ended, as a sentence; `None` while it has not ended.
    pub end_answered: Option<String>,
    /// Whether the other side has said nothing to that; also while it has not ended.
    pub end_unanswered: bool,
    /// What happened, newest first.
    pub timeline: Vec<TimelineEntry>,
    /// What may be done now, most likely first; what is listed but refused now says why.
    pub actions: Vec<Action>,
    /// The ids of those that say what nobody has said yet, though a date depends on it.
    pub unsaid: Vec<String>,
    /// The partnership's forms, id and title: each can be printed as the dispute fills it in.
    pub forms: Vec<(String, String)>,
    /// What to know about the record: what waits, is contested or could not be placed. Empty is the rule.
    pub anomalies: Vec<Anomaly>,
    /// How many entries wait for earlier ones that have not arrived.
    pub pending: usize,
    /// How many entries are on this device only.
    pub not_exported: usize,
    /// How many entries are in no file of which somebody here says that they sent it, or a register that it came.
    pub not_sent: usize,
    /// Another version of the procedure, which is offered here and to which the dispute may be moved.
    pub offer: Option<VersionOffer>,
    /// What was done last on this device, if it was here and may be taken back.
    pub last: Option<Last>,
}

/// What was done last on a device, and may be taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Last {
    /// It was recorded: as the timeline says it.
    Recorded(String),
    /// It was recorded here, and is that a child may be in danger.
    Danger(String),
    /// So many entries were taken in from a file.
    TakenIn(usize),
}

/// What people call the state of a dispute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// Nothing readable has begun it.
    NotBegun,
    /// On the ladder.
    Open,
    /// Off the ladder: the emergency comes first.
    Emergency,
    /// Resolved, not yet closed.
    Resolved,
    /// Closed, by the closure's label.
    Closed(String),
}

impl Status {
    /// Where it stands among others in a list: what is open comes first.
    pub fn rank(&self) -> u8 {
        match self {
            Self::Emergency => 0,
            Self::Open => 1,
            Self::Resolved => 2,
            Self::NotBegun => 3,
            Self::Closed(_) => 4,
        }
    }
}

/// A child may be in danger now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Danger {
    /// What the procedure tells people to do.
    pub say: Option<String>,
    /// What the declaration does to the ladder, as a sentence.
    pub effect: String,
}

/// An agency in the dispute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// Its id in the pack.
    pub agency: String,
    /// Its name.
    pub label: String,
    /// On which side it stands.
    pub part: Part,
    /// Whether it is the person's own agency.
    pub ours: bool,
}

/// On which side an agency stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// It raised the dispute.
    Raising,
    /// It answers.
    Other,
    /// It is concerned too.
    Also,
}

/// A child, by local reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChildLine {
    /// The reference.
    pub reference: String,
    /// What is known.
    pub facts: Vec<FactLine>,
}

/// Something known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactLine {
    /// Its id.
    pub fact: String,
    /// The question.
    pub ask: String,
    /// The answer in words, as `yes`; `None` while nobody has said.
    pub is: Option<String>,
}

/// One step of the ladder.
#[derive(Clone, Debug, PartialEq)]
pub struct Rung {
    /// The step's id.
    pub step: String,
    /// What people call it, as `Stage 1`; the id where the step has no number.
    pub name: String,
    /// Its title.
    pub title: String,
    /// Passed, current, coming.
    pub place: Place,
    /// Who acts for the side that raised it.
    pub raising: Option<String>,
    /// Who answers.
    pub responding: Option<String>,
    /// Whether whoever answers there stands for the other side, and not above or beside both, as a partnership's chair.
    pub answers_for_side: bool,
    /// Which of the two is ours.
    pub our_part: Option<Part>,
    /// When it was entered (the last time).
    pub entered: Option<Moment>,
    /// When it was left.
    pub left: Option<Moment>,
    /// Whether its clock was kept, once it has ended; none where it had no date.
    pub kept: Option<Kept>,
    /// The management tier inside the step.
    pub tier: Option<u32>,
    /// The keys of its outstanding clocks and replies among [`DisputeView::duties`].
    pub clocks: Vec<String>,
    /// How it is reached otherwise than from the rung below: as `From stage 1`.
    pub reached: Vec<String>,
    /// The id of the action that goes there now.
    pub action: Option<String>,
}

/// Where a rung stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// It was left behind.
    Passed,
    /// The dispute is here.
    Current,
    /// The dispute was here when the emergency, the resolution or the closing came.
    Held,
    /// The dispute has not been here.
    Coming,
}

/// Whether a clock was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// In time.
    InTime,
    /// Late.
    Late,
}

/// Both positions, each by its latest words, and everything that was agreed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voices {
    /// What was agreed, as either side recorded it, the earliest first.
    pub agreed: Vec<Said>,
    /// The two sides: ours first where one is ours, else the one that raised it.
    pub sides: [Voice; 2],
}

/// What one side holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voice {
    /// Its agency's name.
    pub agency: String,
    /// Whether it is ours.
    pub ours: bool,
    /// What it says; empty while it has said nothing here.
    pub said: Vec<Said>,
}

/// Words that were recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// About what.
    pub label: String,
    /// The words.
    pub words: String,
    /// When, by their author's clock.
    pub at: Moment,
}

/// One entry of the log.
#[derive(Clone, Debug, PartialEq)]
pub struct TimelineEntry {
    /// The event's id.
    pub id: String,
    /// When, by its author's clock, in London.
    pub at: Moment,
    /// What happened, as `Stage 1 was entered`.
    pub what: String,
    /// What was recorded with it: label and words.
    pub said: Vec<(String, String)>,
    /// Whether its words are not here: erased, or taken out on the way.
    pub words_erased: bool,
    /// How many earlier entries it waits for; it counts once they have arrived. 0 = it counts.
    pub waits_for: usize,
    /// Whether it says the same as another entry, or less: neither author had seen the other, and
    /// the other one counts.
    pub outweighed: bool,
    /// Whether it claims to be from before a receipt of the register that does not have it, and nobody put that right.
    pub is_late: bool,
    /// Who signed it.
    pub signer: Signer,
    /// Where it has been.
    pub travel: Travel,
    /// When the partnership's register received it, by a receipt that is here.
    pub received: Option<Moment>,
}

/// Who signed an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signer {
    /// The key's thumbprint.
    pub key: String,
    /// The name that the partnership has for them, else the one that they give themselves; without one, the first eight characters of the
    /// thumbprint.
    pub name: String,
    /// The role and the agency; as the name.
    pub role: Option<String>,
    /// What is known of them.
    pub standing: Standing,
}

/// Where an entry has been.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Travel {
    /// On this device only.
    OnlyHere,
    /// In a file that was made on that day. Whether it was sent, nobody here knows.
    Exported(NaiveDate),
    /// In a file that somebody here says they sent, on that day.
    Sent(NaiveDate),
    /// It came from somebody's file.
    Imported,
}

/// Something to know about the record: shown, never lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anomaly {
    /// The entries that it is about, to be shown beside each other, those together that say the same; none where it is about
    /// the whole.
    pub entries: Vec<Vec<String>>,
    /// Which actions lead out of it, where they are offered.
    pub ways: &'static [ActionKind],
    /// What happened.
    pub happened: String,
    /// What to do.
    pub to_do: String,
}
