//! FORMAT `vault/1`: the header, and what the sealed records say once they are open.
//!
//! Reading the header is strict: what does not write back to the same bytes is damaged. Records are
//! JSON inside a seal, so their bytes are ours; a member that is added must be optional, with its
//! meaning when absent written in `docs/formats/vault-1.md`.

use base64ct::{Base64UrlUnpadded, Encoding};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::VaultError;
use crate::dispute::event::{Author, EventId};

const FORMAT: &str = "vault/1";

/// The one record that is not sealed: how the vault key is unwrapped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Header {
    format: String,
    /// The vault's random name; every seal covers it.
    pub vault: String,
    /// Names the vault key.
    pub key: KeyId,
    /// One for each way to unlock.
    pub wraps: Vec<Wrap>,
}

/// The vault key, wrapped in one way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Wrap {
    /// By a key stretched from a passphrase with Argon2id.
    Passphrase {
        /// What the stretching costs.
        cost: Cost,
        /// Goes into the stretching.
        salt: Salt,
        /// Of this wrap.
        nonce: Nonce,
        /// The vault key, encrypted.
        wrapped: Base64,
    },
    /// By a key derived from a printed code of 128 random bits.
    RecoveryCode {
        /// Goes into the derivation.
        salt: Salt,
        /// Of this wrap.
        nonce: Nonce,
        /// The vault key, encrypted.
        wrapped: Base64,
    },
}

impl Wrap {
    /// Its kind as the seal covers it.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Passphrase { .. } => "passphrase",
            Self::RecoveryCode { .. } => "recovery-code",
        }
    }

    /// The wrapped key and its nonce.
    pub fn sealed(&self) -> (Nonce, &[u8]) {
        match self {
            Self::Passphrase { nonce, wrapped, .. } | Self::RecoveryCode { nonce, wrapped, .. } => {
                (*nonce, &wrapped.0)
            }
        }
    }
}

impl Header {
    /// A header without wraps.
    pub fn new(vault: String, key: KeyId) -> Self {
        Self { format: FORMAT.to_owned(), vault, key, wraps: Vec::new() }
    }

    /// The bytes at rest.
    pub fn to_bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("a header has only string keys")
    }

    /// Reads a header.
    ///
    /// # Errors
    /// [`VaultError::Newer`] for another version, [`VaultError::UnsafeCost`] for a cost out of
    /// bounds, [`VaultError::Damaged`] for everything else that is not exactly of the format.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, VaultError> {
        #[derive(Deserialize)]
        struct Version {
            format: String,
        }
        let damaged = VaultError::Damaged("the header");
        let Version { format } = serde_json::from_slice(bytes).map_err(|_| damaged.clone())?;
        if format != FORMAT {
            return Err(if format.starts_with("vault/") { VaultError::Newer } else { damaged });
        }
        let header: Self = serde_json::from_slice(bytes).map_err(|_| damaged.clone())?;
        for wrap in &header.wraps {
            if let Wrap::Passphrase { cost, .. } = wrap {
                cost.check()?;
            }
        }
        if header.to_bytes() == bytes { Ok(header) } else { Err(damaged) }
    }
}

/// Bytes written as unpadded base64url.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Base64(pub Vec<u8>);

/// A fixed number of bytes, written as unpadded base64url.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Bytes<const N: usize>(pub [u8; N]);

/// Names a key; random.
pub type KeyId = Bytes<16>;
/// Used once with a key; random.
pub type Nonce = Bytes<12>;
/// Makes equal secrets give different keys; random.
pub type Salt = Bytes<16>;

/// What stretching a passphrase costs; see [`super::stretch`] for the bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// How often the memory is passed over.
    pub passes: u32,
    /// How many lanes could run side by side; part of the result.
    pub lanes: u32,
}

/// Whose device an entry comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// Written here.
    Own,
    /// Came in a bundle, whose signature was verified before it was kept.
    Imported,
}

/// An entry of a dispute.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventRecord {
    /// Its id.
    pub id: EventId,
    /// Whose it is.
    pub dispute: EventId,
    /// Whence it came.
    pub origin: Origin,
    /// The signed event and the words beside it: the object that stands in a bundle, as text.
    pub signed: String,
    /// When it was kept here, by this device's clock.
    pub kept_at: DateTime<Utc>,
}

/// That entries left this device in a bundle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportRecord {
    /// Of which dispute.
    pub dispute: EventId,
    /// Which entries.
    pub events: Vec<EventId>,
    /// When.
    pub at: DateTime<Utc>,
}

/// A signer whose key this device knows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignerRecord {
    /// Names the key.
    pub kid: Author,
    /// The enrolment or member certificate that brought it: the object that stands in a bundle.
    pub signed: String,
    /// How it was checked that the key is this person's; `None` = not yet.
    pub checked: Option<String>,
    /// When it was kept here.
    pub kept_at: DateTime<Utc>,
}

/// A procedure that came with a bundle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackRecord {
    /// base64url(SHA-256(the pack's text)): what disputes pin.
    pub digest: String,
    /// The pack under the signature of whoever brought it: the object that stands in a bundle.
    pub signed: String,
}

/// Who uses this device, as entries and enrolments name them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonRecord {
    /// In full.
    pub name: String,
    /// As the agency calls it.
    pub role: String,
    /// Where they work.
    pub agency: String,
    /// The procedure that they mostly work under; absent = never said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub procedure: Option<String>,
}

impl From<Base64> for String {
    fn from(Base64(bytes): Base64) -> Self {
        Base64UrlUnpadded::encode_string(&bytes)
    }
}

impl TryFrom<String> for Base64 {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Base64UrlUnpadded::decode_vec(&text).map(Self).map_err(|error| error.to_string())
    }
}

impl<const N: usize> Bytes<N> {
    /// As text.
    pub fn to_text(self) -> String {
        Base64UrlUnpadded::encode_string(&self.0)
    }
}

impl<const N: usize> From<Bytes<N>> for String {
    fn from(bytes: Bytes<N>) -> Self {
        bytes.to_text()
    }
}

impl<const N: usize> TryFrom<String> for Bytes<N> {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let Base64(bytes) = Base64::try_from(text)?;
        bytes.try_into().map(Self).map_err(|_| format!("not {N} bytes"))
    }
}
