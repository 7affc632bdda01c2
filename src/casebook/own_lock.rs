//! The device's own lock as a way into the casebook.
//!
//! What the platform is asked is the screen's; here it is 32 bytes that open the casebook or do not
//! (`docs/decisions/the-devices-own-lock.md`). It is set up with the passphrase: whoever holds the unlocked device
//! could add a finger of theirs. Start at [`super::Opening::prf`].

pub use crate::vault::prf::PrfOutput;

/// Why the device's own lock did not do as asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OwnLockError {
    /// It did not know who is there, or somebody broke it off: a platform does not tell the two apart.
    Refused,
    /// It lets nothing out that could open a casebook.
    Unable,
    /// It let something out that does not open this one, or opens it no longer.
    OfAnother,
}
