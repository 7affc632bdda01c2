//! What was begun and not ordered yet.

use chrono::{DateTime, Utc};

use super::Answers;
use crate::calendar::Moment;

/// What stands in a form.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// The form's name ([`form_to_act`](crate::casebook::drafts::form_to_act) and its like).
    pub form: String,
    /// What people call the form; empty where the first screen need not tell that it was begun.
    pub title: String,
    /// What it is about, as the two sides of a dispute; may be empty.
    pub about: String,
    /// When it was begun; `None` = now.
    pub begun: Option<DateTime<Utc>>,
    /// What is said, each where it stands in the form.
    pub answers: Answers,
}

/// A form that was begun, on the first screen.
#[derive(Clone, Debug, PartialEq)]
pub struct DraftLine {
    /// The form's name, to open it.
    pub form: String,
    /// Which of several drafts of that form ([`choose_draft`](crate::casebook::Casebook::choose_draft)).
    pub beside: usize,
    /// What people call it.
    pub title: String,
    /// What it is about; may be empty.
    pub about: String,
    /// When it was begun.
    pub begun: Moment,
}
