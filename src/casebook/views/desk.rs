//! What the desk command reports.

use chrono::NaiveDate;

use super::{CalendarCard, Signer, Standpoint, Vouched};
use crate::calendar::Moment;

/// A file whose every signature holds.
#[derive(Clone, Debug, PartialEq)]
pub struct FileReport {
    /// The dispute.
    pub dispute: String,
    /// What people call it.
    pub title: String,
    /// When it was exported, by the exporter's clock, in London.
    pub exported: Moment,
    /// Who made the file.
    pub exporter: Signer,
    /// How many entries are in it.
    pub entries: usize,
    /// How many of them wait for earlier ones that are not in it.
    pub pending: usize,
    /// Those who signed entries of which none had seen the other, as on two devices, and none of theirs has joined.
    pub forked: Vec<Signer>,
    /// How many entries are in it without their words.
    pub without_words: usize,
    /// Who signed, each once, with how many entries; by a card, once for each way in which they are known.
    pub signers: Vec<(Signer, usize)>,
    /// How many entries are of signers whom the card does not confirm; none without a card.
    pub unconfirmed: Option<usize>,
    /// Where the dispute stands.
    pub standpoint: Standpoint,
}

/// What came of a case: passed if nothing differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseReport {
    /// The case's id; empty where it could not be read.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Where, what was expected, what came.
    pub differences: Vec<(String, String, String)>,
}

/// A calendar: whole if there is no fault.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CalendarReport {
    /// What it is; none where it cannot be used.
    pub card: Option<CalendarCard>,
    /// Every day that it lists, with its name and its source.
    pub days: Vec<(NaiveDate, String, String)>,
    /// The days of the first years after those, by rule: provisional.
    pub by_rule: Vec<(NaiveDate, String)>,
    /// What is wrong: the place in the file, and what to write instead.
    pub faults: Vec<(String, String)>,
    /// What is odd and changes nothing: the place, and what it is.
    pub notices: Vec<(String, String)>,
}

/// What is wrong with a pack: whole if there is no fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackReport {
    /// Its id, where it could be read.
    pub id: Option<String>,
    /// Its version, where it could be read.
    pub version: Option<String>,
    /// Who vouches for it.
    pub vouched: Vouched,
    /// What is wrong: the place in the pack, and what to write instead.
    pub faults: Vec<(String, String)>,
    /// What is odd and changes nothing: the place, and what it is.
    pub notices: Vec<(String, String)>,
}

/// A rule of the document, and one part of the pack that carries it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleLine {
    /// The rule's id, as `HAV-R8`.
    pub rule: String,
    /// The place in the pack, as `steps[1].duties[0]`.
    pub path: String,
    /// The part in words, as `step S1, duty S1.settle`.
    pub part: String,
    /// The paragraph.
    pub at: String,
    /// For guidance, the text in which it is shown.
    pub text: Option<String>,
}

/// A pack in plain English, for whoever has to sign it off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackExplained {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// Whose procedure, of which document, in which state: a line each.
    pub about: Vec<String>,
    /// Who can be a party, with its marks and who sits for it: a sentence each.
    pub agencies: Vec<String>,
    /// What is asked about the case or a child: a sentence each.
    pub facts: Vec<String>,
    /// Whom things are sent to, with the address: a sentence each.
    pub contacts: Vec<String>,
    /// The separate processes.
    pub tracks: Vec<TrackExplained>,
    /// What the document asks of people that is no duty: a sentence each.
    pub guidance: Vec<String>,
    /// The readings that belong to no single duty.
    pub readings: Vec<String>,
    /// The forms, a line each.
    pub forms: Vec<String>,
    /// What the regular report counts, a line each.
    pub reports: Vec<String>,
    /// The ladders as one Mermaid state diagram.
    pub mermaid: String,
}

/// A process in plain English.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrackExplained {
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: String,
    /// How it begins: a sentence each.
    pub begins: Vec<String>,
    /// What it may be about.
    pub grounds: Vec<String>,
    /// Its steps, in order.
    pub steps: Vec<StepExplained>,
    /// The duties that belong to no single step.
    pub duties: Vec<DutyExplained>,
    /// What a child in danger changes: a sentence each.
    pub danger: Vec<String>,
    /// How it ends: a sentence each.
    pub ends: Vec<String>,
}

/// A step in plain English.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepExplained {
    /// Its id.
    pub id: String,
    /// Its name, with its number and paragraph.
    pub title: String,
    /// Who acts, and who answers.
    pub acts: String,
    /// Its duties.
    pub duties: Vec<DutyExplained>,
    /// Where it leads: a sentence each.
    pub leads: Vec<String>,
    /// What to say, and what to send.
    pub say: Option<(String, String)>,
}

/// A duty in plain English.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DutyExplained {
    /// Its id.
    pub id: String,
    /// Who owes what, to whom, by when, on which paragraph's authority.
    pub sentence: String,
    /// How the document's words are read.
    pub readings: Vec<String>,
}
