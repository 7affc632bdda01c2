//! The record that is not sealed: how the vault key is unwrapped.

use base64ct::{Base64UrlUnpadded, Encoding};

use super::{Base64, Bytes, KeyId, Nonce, Salt};
use crate::json::{self, Json, MAX_NESTING, Part};
use crate::vault::VaultError;

const FORMAT: &str = "vault/1";
/// The kind of a wrap by a passphrase.
pub(in crate::vault) const PASSPHRASE: &str = "passphrase";
/// The kind of a wrap by a recovery code.
pub(in crate::vault) const RECOVERY_CODE: &str = "recovery-code";
/// The kind of a wrap by what the device's own lock lets out.
pub(in crate::vault) const PRF: &str = "prf";

/// The record that is not sealed: how the vault key is unwrapped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    format: String,
    /// The vault's random name; every seal covers it.
    pub vault: String,
    /// Names the vault key.
    pub key: KeyId,
    /// One for each way to unlock; that of the device's own lock lies beside the header and is not among its bytes.
    pub wraps: Vec<Wrap>,
}

/// The vault key, wrapped in one way.
#[derive(Clone, Debug, PartialEq, Eq)]
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
    /// By a key derived from what the device's own lock lets out.
    Prf {
        /// Names what the platform keeps for this vault.
        credential: Vec<u8>,
        /// What the platform is asked about; goes into the derivation as well.
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
            Self::Passphrase { .. } => PASSPHRASE,
            Self::RecoveryCode { .. } => RECOVERY_CODE,
            Self::Prf { .. } => PRF,
        }
    }

    /// The wrapped key and its nonce.
    pub fn sealed(&self) -> (Nonce, &[u8]) {
        match self {
            Self::Passphrase { nonce, wrapped, .. }
            | Self::RecoveryCode { nonce, wrapped, .. }
            | Self::Prf { nonce, wrapped, .. } => (*nonce, &wrapped.0),
        }
    }

    fn read(part: Part<'_>) -> Self {
        part.object(|wrap| {
            let kind = wrap.take("kind");
            let cost = (kind.json().as_text() == Some(PASSPHRASE)).then(|| Cost::read(wrap.take("cost")));
            let (salt, nonce) = (bytes(wrap.take("salt")), bytes(wrap.take("nonce")));
            let wrapped = wrap.take("wrapped").text_as(Base64::read, Base64(Vec::new()));
            match (cost, kind.json().as_text()) {
                (Some(cost), _) => Self::Passphrase { cost, salt, nonce, wrapped },
                (None, Some(RECOVERY_CODE)) => Self::RecoveryCode { salt, nonce, wrapped },
                (None, _) => kind.marked(Self::RecoveryCode { salt, nonce, wrapped }),
            }
        })
    }

    fn to_json(&self) -> Json {
        let mut members = vec![("kind", Json::from(self.kind()))];
        let (Self::Passphrase { salt, .. } | Self::RecoveryCode { salt, .. } | Self::Prf { salt, .. }) = self;
        if let Self::Passphrase { cost, .. } = self {
            members.push(("cost", cost.to_json()));
        }
        let (nonce, wrapped) = self.sealed();
        members.extend([
            ("salt", Json::Text(salt.to_text())),
            ("nonce", Json::Text(nonce.to_text())),
            ("wrapped", Json::Text(Base64UrlUnpadded::encode_string(wrapped))),
        ]);
        Json::object(members)
    }
}

impl Header {
    /// A header without wraps.
    pub fn new(vault: String, key: KeyId) -> Self {
        Self { format: FORMAT.to_owned(), vault, key, wraps: Vec::new() }
    }

    /// The bytes at rest.
    pub fn to_bytes(&self) -> Vec<u8> {
        let wraps = self.wraps.iter().filter(|wrap| wrap.kind() != PRF).map(Wrap::to_json).collect();
        let header = Json::object(vec![
            ("format", Json::from(self.format.as_str())),
            ("vault", Json::from(self.vault.as_str())),
            ("key", Json::Text(self.key.to_text())),
            ("wraps", Json::List(wraps)),
        ]);
        header.to_text().into_bytes()
    }

    /// Reads a header.
    ///
    /// # Errors
    /// [`VaultError::Newer`] for another version, or a way to unlock that this one has not heard of;
    /// [`VaultError::UnsafeCost`] for a cost out of bounds, [`VaultError::Damaged`] for everything else that is not exactly of the format.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, VaultError> {
        const DAMAGED: VaultError = VaultError::Damaged("header");
        let text = std::str::from_utf8(bytes).map_err(|_| DAMAGED)?;
        let json = json::read(text, MAX_NESTING).map_err(|_| DAMAGED)?;
        match json.member("format").and_then(Json::as_text) {
            Some(FORMAT) => {}
            Some(other) if other.starts_with("vault/") => return Err(VaultError::Newer),
            _ => return Err(DAMAGED),
        }
        let wraps = json.member("wraps").map(Json::items).unwrap_or_default();
        let kinds = || wraps.iter().filter_map(|wrap| wrap.member("kind")?.as_text());
        if kinds().any(|kind| kind != PASSPHRASE && kind != RECOVERY_CODE) {
            return Err(VaultError::Newer);
        }
        let header = json::exactly(json, Self::read).map_err(|_| DAMAGED)?;
        for wrap in &header.wraps {
            if let Wrap::Passphrase { cost, .. } = wrap {
                cost.check()?;
            }
        }
        if header.to_bytes() == bytes { Ok(header) } else { Err(DAMAGED) }
    }

    fn read(part: Part<'_>) -> Self {
        part.object(|header| Self {
            format: header.take("format").text(),
            vault: header.take("vault").text(),
            key: bytes(header.take("key")),
            wraps: header.take("wraps").list(Wrap::read),
        })
    }
}

/// What stretching a passphrase costs; see [`crate::vault::stretch`] for the bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// How often the memory is passed over.
    pub passes: u32,
    /// How many lanes could run side by side; part of the result.
    pub lanes: u32,
}

impl Cost {
    fn read(part: Part<'_>) -> Self {
        let whole = |part: Part<'_>| match *part.json() {
            Json::Whole(number) => u32::try_from(number).unwrap_or_else(|_| part.marked(0)),
            _ => part.marked(0),
        };
        part.object(|cost| Self {
            memory_kib: whole(cost.take("memory_kib")),
            passes: whole(cost.take("passes")),
            lanes: whole(cost.take("lanes")),
        })
    }

    fn to_json(self) -> Json {
        Json::object(vec![
            ("memory_kib", Json::Whole(self.memory_kib.into())),
            ("passes", Json::Whole(self.passes.into())),
            ("lanes", Json::Whole(self.lanes.into())),
        ])
    }
}

fn bytes<const N: usize>(part: Part<'_>) -> Bytes<N> {
    part.text_as(Bytes::read, Bytes([0; N]))
}
