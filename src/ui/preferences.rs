//! Small things that this browser remembers in plain words. Never anything of a case.

use gloo_storage::{LocalStorage, Storage};

/// The numbers of the safety card: they have to show while everything else is locked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Numbers {
    /// The duty team of children's social care.
    pub duty_team: String,
    /// The designated safeguarding lead.
    pub lead: String,
}

/// Whether the browser keeps what it was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It does.
    Yes,
    /// It keeps nothing for this page.
    No,
}

const DUTY_TEAM: &str = "accord-number-duty-team";
const LEAD: &str = "accord-number-lead";

/// The numbers that are kept; empty where none is.
pub fn numbers() -> Numbers {
    Numbers {
        duty_team: LocalStorage::get(DUTY_TEAM).unwrap_or_default(),
        lead: LocalStorage::get(LEAD).unwrap_or_default(),
    }
}

/// Keeps the numbers.
pub fn keep_numbers(numbers: &Numbers) -> Kept {
    let kept = LocalStorage::set(DUTY_TEAM, numbers.duty_team.trim())
        .and_then(|()| LocalStorage::set(LEAD, numbers.lead.trim()));
    if kept.is_ok() { Kept::Yes } else { Kept::No }
}
