//! The check words of either side, stretched so that nobody can try many keys for them.
//!
//! What is stretched is public, and so is the salt: two devices must come to the same words. The stretching is there
//! only to make each try dear.

use crate::bundle::Enrolment;
use crate::identity::{CheckWords, Kid};
use crate::vault::VaultError;
use crate::vault::record::{Bytes, Cost, Salt};
use crate::vault::stretch::Stretch;

/// One salt for each side, so that no phrase of one can be passed off as the other's.
const MEMBER: Salt = Bytes(*b"check words/1 me");
const PARTNERSHIP: Salt = Bytes(*b"check words/1 pa");

/// As for a vault, and fixed: both devices must come to the same words, whatever a later vault is made with.
const COST: Cost = Cost { memory_kib: 64 * 1024, passes: 3, lanes: 1 };

/// The words of somebody who enrols: of their keys, and of the name that they enrol under.
///
/// # Errors
/// What [`Stretch::stretch`] gives.
pub async fn of_member(stretch: &dyn Stretch, enrolment: &Enrolment) -> Result<CheckWords, VaultError> {
    words(stretch, &enrolment.id(), MEMBER).await
}

/// The words of a partnership: of its root key alone, so that they are the same on every card.
///
/// # Errors
/// What [`Stretch::stretch`] gives.
pub async fn of_partnership(stretch: &dyn Stretch, root: &Kid) -> Result<CheckWords, VaultError> {
    words(stretch, &root.0, PARTNERSHIP).await
}

async fn words(stretch: &dyn Stretch, of: &str, salt: Salt) -> Result<CheckWords, VaultError> {
    Ok(CheckWords::of_stretched(&*stretch.stretch(of, salt, COST).await?))
}
