//! Small things that this browser remembers in plain words. Never anything of a case.

use gloo_storage::{LocalStorage, SessionStorage, Storage};

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
const LOCKED_ITSELF: &str = "accord-locked-itself";

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

/// Keeps for the page that this tab loads next that the lock fell by itself.
pub fn keep_locked_itself() {
    // Not kept, the lock shows without its reason.
    let _ = SessionStorage::set(LOCKED_ITSELF, true);
}

/// Whether the lock fell by itself on the page before; says so once.
pub fn takes_locked_itself() -> bool {
    let fell = SessionStorage::get(LOCKED_ITSELF).unwrap_or_default();
    SessionStorage::delete(LOCKED_ITSELF);
    fell
}
