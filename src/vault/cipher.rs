//! Sealing: AES-256-GCM, and what a seal covers.
//!
//! The one idea: a seal covers *where the record belongs*, so that a record which somebody moved to
//! another dispute, store or vault does not open. Keys are handles: in the browser non-extractable
//! keys of the platform's own cryptography, elsewhere bytes that are wiped. Both have the same
//! functions, picked by the target, so what is tested natively is what runs in the page.

#[cfg(not(target_arch = "wasm32"))]
mod native;
#[cfg(all(feature = "web", target_arch = "wasm32"))]
mod subtle;

#[cfg(not(target_arch = "wasm32"))]
pub use native::{AgreementKey, Key, SigningKey, VerifyingKey, seal_to};
#[cfg(all(feature = "web", target_arch = "wasm32"))]
pub use subtle::{AgreementKey, Key, SigningKey, VerifyingKey, seal_to};

use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::record::{Bytes, KeyId, Nonce};
use super::stretch::KeyBytes;
use crate::identity::PublicKey;

const VERSION: u8 = 1;
const HEAD: usize = 1 + 16 + 12;

/// Why a cipher did not do as asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CipherError {
    /// The seal does not fit: another key, another place, or altered bytes.
    DoesNotOpen,
    /// The platform's own words.
    Platform(String),
}

/// What a key pair is for: no key is used for both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Signing entries and enrolments: ECDSA.
    Signing,
    /// Receiving what is sealed to this device: ECDH.
    Agreement,
}

/// What was sealed for somebody else's key: the content once, its key once for each recipient.
#[derive(Clone, Debug)]
pub struct ForOthers {
    /// For each recipient, in the order asked for: the key made for this once, and the content key wrapped.
    pub wrapped: Vec<(PublicKey, [u8; 40])>,
    /// Of the content.
    pub nonce: Nonce,
    /// Ciphertext and tag.
    pub sealed: Vec<u8>,
}

/// The key that wraps the content key, out of what two key pairs have in common: the Concat KDF of ECDH-ES+A256KW
/// (RFC 7518, 4.6.2) with no party information.
fn wrapping_key(common: &[u8]) -> KeyBytes {
    const ALG: &[u8] = b"ECDH-ES+A256KW";
    let digest = Sha256::new()
        .chain_update(1u32.to_be_bytes())
        .chain_update(common)
        .chain_update((ALG.len() as u32).to_be_bytes())
        .chain_update(ALG)
        .chain_update([0; 8])
        .chain_update(256u32.to_be_bytes())
        .finalize();
    Zeroizing::new(digest.into())
}

/// Where a record belongs; the seal covers all of it.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// The store's name.
    pub store: &'a str,
    /// The vault's.
    pub vault: &'a str,
    /// The dispute's tag, if it is of one.
    pub dispute: Option<&'a str>,
    /// The record's name in the store.
    pub record: &'a str,
}

impl Place<'_> {
    /// `version | store | vault | dispute | record | key id`; no part can contain the bar.
    pub fn covered(&self, key: KeyId) -> Vec<u8> {
        let dispute = self.dispute.unwrap_or("-");
        let parts = ["vault/1", self.store, self.vault, dispute, self.record, &key.to_text()];
        debug_assert!(parts.iter().all(|part| !part.contains('|')));
        parts.join("|").into_bytes()
    }
}

/// A sealed record taken apart: `version (1) | key id (16) | nonce (12) | ciphertext and tag`.
#[derive(Clone, Copy, Debug)]
pub struct Parts<'a> {
    /// Which key sealed it.
    pub key: KeyId,
    /// Of this seal.
    pub nonce: Nonce,
    /// Ciphertext and tag.
    pub sealed: &'a [u8],
}

impl<'a> Parts<'a> {
    /// `None` for what is no record of this version.
    pub fn of(record: &'a [u8]) -> Option<Self> {
        let (head, sealed) = record.split_at_checked(HEAD)?;
        let (version, head) = head.split_first()?;
        let (key, nonce) = head.split_at_checked(16)?;
        (*version == VERSION).then_some(Self {
            key: Bytes(key.try_into().ok()?),
            nonce: Bytes(nonce.try_into().ok()?),
            sealed,
        })
    }

    /// The record's bytes at rest.
    pub fn join(&self) -> Vec<u8> {
        [&[VERSION], &self.key.0[..], &self.nonce.0, self.sealed].concat()
    }
}
