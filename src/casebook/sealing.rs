//! A signed file, sealed to its recipients; and a sealed one, opened and held to what its author signed.
//!
//! The one idea: *a seal says nothing about who made it.* Whoever has a public key can seal to it, also a file that
//! was meant for somebody else. So what comes out is verified like any file, and its signed list must name the very
//! key that opened it.

use super::proof::proven;
use super::{CasebookError, views::Told};
use crate::bundle::{Bundle, BundleError, Recipient, Sealed, Verified};
use crate::clock::Clock;
use crate::identity::PublicKey;
use crate::vault::cipher::{CipherError, seal_to};
use crate::vault::record::Bytes;
use crate::vault::unlocked::Unlocked;

/// Why a sealed file is not taken in, or not made. Nothing of it is used.
#[derive(Clone, Debug, PartialEq)]
pub enum SealingError {
    /// It was sealed for other keys than this device's.
    ForOthers,
    /// It was altered since it was sealed.
    Altered,
    /// Who signed it did not mean it for this device: somebody else sealed it on.
    SealedOn,
    /// A recipient's key cannot be used.
    NotAKey,
    /// The seal, or what is inside, is not as its format demands.
    File(CasebookError),
}

impl SealingError {
    /// What happened, and what to do.
    pub fn told(&self) -> Told {
        let (happened, to_do) = match self {
            Self::ForOthers => (
                "This file was sealed for somebody else, so it cannot be opened here.",
                "Ask the sender to seal it for the key of this device.",
            ),
            Self::Altered => (
                "This file was changed since it was sealed.",
                "Do not rely on it: ask the sender to send it again as an attachment.",
            ),
            Self::SealedOn => (
                "Whoever signed this file did not mean it for you: somebody else sealed it on.",
                "Do not rely on it: ring whoever signed it on a number that you know.",
            ),
            Self::NotAKey => (
                "The key of a recipient cannot be used, so the file was not made.",
                "Ask them for a new card or enrolment.",
            ),
            Self::File(error) => return error.told(),
        };
        Told { happened: happened.to_owned(), to_do: to_do.to_owned(), reasons: Vec::new() }
    }
}

/// Seals a signed file to the encryption keys that its list names.
///
/// # Errors
/// [`SealingError::NotAKey`] where one of them is no key.
pub async fn sealed(clock: &dyn Clock, file: &str, to: &[PublicKey]) -> Result<String, SealingError> {
    let protected = Sealed::header();
    let made =
        seal_to(clock, to, protected.as_bytes(), file.as_bytes()).await.map_err(|error| match error {
            CipherError::DoesNotOpen => SealingError::NotAKey,
            other => platform(other),
        })?;
    let each = to.iter().zip(made.wrapped);
    let recipients =
        each.map(|(key, (ephemeral, wrapped))| Recipient { kid: key.kid(), ephemeral, wrapped }).collect();
    Ok(Sealed { protected, recipients, nonce: made.nonce.0, sealed: made.sealed }.to_text())
}

/// Opens a sealed file with the key of this vault; its text, and the same verified.
///
/// # Errors
/// [`SealingError`]; nothing of the file is to be used then.
pub async fn opened(vault: &Unlocked, file: &str) -> Result<(Vec<u8>, Bundle<Verified>), SealingError> {
    let file = Sealed::read(file).map_err(inside)?;
    let own = vault.agreement_public_key().kid();
    let Some(Recipient { ephemeral, wrapped, .. }) = file.to(&own) else {
        return Err(SealingError::ForOthers);
    };
    let opening =
        vault.open_for_us(ephemeral, wrapped, Bytes(file.nonce), file.protected.as_bytes(), &file.sealed);
    let plain = opening.await.map_err(|error| match error {
        CipherError::DoesNotOpen => SealingError::Altered,
        other => platform(other),
    })?;
    let bundle = proven(Bundle::read(&plain).map_err(inside)?.verify()).await.map_err(SealingError::File)?;
    if bundle.is_for(&own) { Ok((plain, bundle)) } else { Err(SealingError::SealedOn) }
}

fn inside(error: BundleError) -> SealingError {
    SealingError::File(CasebookError::Bundle(error))
}

fn platform(error: CipherError) -> SealingError {
    SealingError::File(CasebookError::Vault(error.into()))
}
