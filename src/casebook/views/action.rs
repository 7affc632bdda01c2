//! What may be done now, and what each asks: everything that a generic form needs.
//!
//! A form is filled in as [`Answers`]: by the id of each [`Ask`], the values as text. It is handed
//! back with the id of its [`Action`]; whoever shows it knows no command.

use super::guide::StepGuide;
use crate::ordered::Map;

/// A form as it was filled in: by the id of the ask. Nothing said = absent or empty.
pub type Answers = Map<String, Vec<String>>;

/// Something that may be done.
#[derive(Clone, Debug, PartialEq)]
pub struct Action {
    /// Its id, handed back with the answers: `move:S2`, `done:S1.discuss`, `note`.
    pub id: String,
    /// What kind it is, to place and to group it.
    pub kind: ActionKind,
    /// What a button says, as `Go to stage 2`.
    pub title: String,
    /// A sentence on what it means, where that is not plain.
    pub explain: Option<String>,
    /// The key of the duty it is about.
    pub duty: Option<String>,
    /// Whether it would be accepted now, what it asks apart.
    pub readiness: Readiness,
    /// Where it has to wait: the ids and titles of the actions that lead on.
    pub ways: Vec<(String, String)>,
    /// The step that it leads to: who acts there, and what is owed by when.
    pub leads_to: Option<StepGuide>,
    /// What it asks.
    pub asks: Vec<Ask>,
}

/// What kind of action it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActionKind {
    /// Begin on the ladder.
    Open,
    /// A child may be in danger now.
    Danger,
    /// The danger is over.
    DangerOver,
    /// Go to a step by its exit.
    Move,
    /// Go to a step otherwise, with a reason.
    Depart,
    /// Take it to the next management tier.
    AddTier,
    /// Say that a duty is done.
    Done,
    /// Waive a duty.
    Waive,
    /// Owe it afresh.
    Again,
    /// Agree on a date.
    AgreeDate,
    /// Record a discussion.
    Discuss,
    /// Record anything.
    Note,
    /// Say what is wrong in an entry, and what is right.
    Correct,
    /// Say of somebody else's entry that this is what was agreed, or that it is not.
    Confirm,
    /// Resolve.
    Resolve,
    /// Close.
    Close,
    /// Reopen.
    Reopen,
    /// Say when it was received.
    Received,
    /// Say a fact.
    SetFact,
    /// Add a child.
    AddChild,
    /// Add an agency.
    AddAgency,
    /// Note a lesson.
    Lesson,
    /// Explain a delay.
    Delay,
}

/// Whether an action would be accepted now.
#[derive(Clone, Debug, PartialEq)]
pub enum Readiness {
    /// With what it asks, yes.
    Ready,
    /// Not yet; each reason is a sentence that says what comes first.
    NotYet(Vec<Refused>),
}

/// Why something is refused: a code, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The engine's code, as `needs:S3.engage-members@school`.
    pub code: String,
    /// The sentence for a person.
    pub say: String,
    /// The id of the [`Ask`] that mends it, to mark that field.
    pub ask: Option<String>,
    /// The key of the duty that comes first.
    pub duty: Option<String>,
}

impl Refused {
    /// The code of what is odd and recorded as it stands once it is confirmed.
    pub const IS_IT_RIGHT: &str = "is-it-right";

    /// Under which the answer to an ask stands a second time in [`Answers`] when it is confirmed.
    pub fn sure(ask: &str) -> String {
        ["sure.", ask].concat()
    }
}

/// One thing that a form asks.
#[derive(Clone, Debug, PartialEq)]
pub struct Ask {
    /// Under which the answer stands in [`Answers`].
    pub id: String,
    /// The question.
    pub label: String,
    /// A line of help under it.
    pub hint: Option<String>,
    /// What answers it takes.
    pub kind: AskKind,
    /// Whether it may be left out.
    pub need: Need,
    /// What stands in it before anything is said.
    pub preset: Vec<String>,
}

/// Whether an ask may be left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// It is asked.
    Required,
    /// It may be left out.
    Optional,
    /// It may be left open, and something depends on it: nothing says that it does not matter.
    Wanted,
    /// It is asked where another answer of the form asks for it; the hint says which.
    WithAnother,
    /// It may be left out and seldom has to be said: a form asks it after everything else, in a fold.
    Aside,
}

/// What answers an ask takes.
#[derive(Clone, Debug, PartialEq)]
pub enum AskKind {
    /// One line of words.
    Line,
    /// Several lines of words.
    Text,
    /// `2026-11-22`.
    Date,
    /// `2026-11-22T14:05`.
    DateTime,
    /// A whole number.
    Count,
    /// A telephone number.
    Telephone,
    /// `yes` or `no`.
    YesNo,
    /// One of these.
    One(Vec<Choice>),
    /// Any of these, a value each.
    Many(Vec<Choice>),
    /// Children: a local reference a value. Of each, these are asked too; the id of such an
    /// answer is `<id of this ask>.<reference>.<id of the inner ask>`.
    Children(Vec<Ask>),
}

/// One of several answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What is handed back.
    pub value: String,
    /// What is shown.
    pub label: String,
}
