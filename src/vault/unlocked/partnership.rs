//! The keys of a partnership, in the vault of its desk: made with it, wrapped like the desk's own, used for what they are
//! there for.
//!
//! The one idea: *three keys, and no one stands for two things.* The root certifies and revokes, the register signs what
//! came in every day, the third opens what is sealed to the partnership.

use super::Unlocked;
use super::opening::{New, public};
use crate::clock::Clock;
use crate::identity::PublicKey;
use crate::vault::cipher::{AgreementKey, Purpose, SigningKey};
use crate::vault::record::{Record, RegisterRecord};
use crate::vault::stretch::KeyBytes;
use crate::vault::{Sealed, Store, VaultError, Write};

const ROOT: [&str; 2] = ["root", "root-public"];
const REGISTER: [&str; 2] = ["register", "register-public"];
const ENCRYPTION: [&str; 2] = ["partnership", "partnership-public"];
/// Under which name the register's count is kept.
pub(super) const COUNT: &str = "register";

/// A partnership's keys, ready for use.
pub struct PartnershipKeys {
    root: SigningKey,
    register: SigningKey,
    encryption: AgreementKey,
    /// Their public halves.
    pub public: PartnershipPublic,
}

/// The public halves of a partnership's keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartnershipPublic {
    /// Certifies and revokes.
    pub root: PublicKey,
    /// Signs receipts.
    pub register: PublicKey,
    /// What is sealed to the partnership.
    pub encryption: PublicKey,
}

impl std::fmt::Debug for PartnershipKeys {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("PartnershipKeys").field("public", &self.public).finish_non_exhaustive()
    }
}

impl New {
    /// Adds the keys of a partnership; they come to disk with the vault.
    ///
    /// # Errors
    /// [`VaultError::Failed`] with the words of the platform.
    pub async fn with_partnership(self, clock: &dyn Clock) -> Result<(Self, PartnershipKeys), VaultError> {
        let ring = &self.unlocked.ring;
        let mut keys = Vec::new();
        for (purpose, [secret, public]) in
            [(Purpose::Signing, ROOT), (Purpose::Signing, REGISTER), (Purpose::Agreement, ENCRYPTION)]
        {
            let (point, write) = ring.make_pair(clock, purpose, secret).await?;
            keys.push(write);
            keys.push(ring.wrap(clock, public, point.point()).await?);
        }
        self.with_keys(keys).await
    }

    /// As [`Self::with_partnership`] with keys that are there already: the root's, the register's and the one that opens.
    /// **For a partnership that is simulated: whoever has made them knows them.**
    ///
    /// # Errors
    /// As [`Self::with_partnership`].
    pub async fn with_known_partnership(
        self,
        clock: &dyn Clock,
        scalars: [KeyBytes; 3],
    ) -> Result<(Self, PartnershipKeys), VaultError> {
        let ring = &self.unlocked.ring;
        let mut keys = Vec::new();
        for (scalar, [secret, public]) in scalars.iter().zip([ROOT, REGISTER, ENCRYPTION]) {
            let (point, write) = ring.keep_known_pair(clock, scalar, secret).await?;
            keys.push(write);
            keys.push(ring.wrap(clock, public, point.point()).await?);
        }
        self.with_keys(keys).await
    }

    async fn with_keys(mut self, keys: Vec<Write>) -> Result<(Self, PartnershipKeys), VaultError> {
        let sealed = Vec::from_iter(keys.iter().filter_map(super::opening::as_kept));
        self.writes.extend(keys);
        let keys = self.unlocked.of_partnership(&sealed).await?.ok_or(VaultError::Damaged(ROOT[0]))?;
        Ok((self, keys))
    }
}

impl PartnershipKeys {
    /// Signs with the root key; 64 bytes, `r | s`.
    ///
    /// # Errors
    /// [`VaultError::Failed`] with the words of the platform.
    pub async fn sign_as_root(&self, bytes: &[u8]) -> Result<[u8; 64], VaultError> {
        Ok(self.root.sign(bytes).await?)
    }

    /// Signs with the register's key.
    ///
    /// # Errors
    /// [`VaultError::Failed`] with the words of the platform.
    pub async fn sign_as_register(&self, bytes: &[u8]) -> Result<[u8; 64], VaultError> {
        Ok(self.register.sign(bytes).await?)
    }

    /// The key that opens what is sealed to the partnership.
    pub fn opens(&self) -> &AgreementKey {
        &self.encryption
    }
}

impl Unlocked {
    /// The keys of the partnership whose desk this is; `None` where it is nobody's.
    ///
    /// # Errors
    /// What [`super::Vault::load`] gives, or [`VaultError::Damaged`].
    pub async fn partnership_keys(&self) -> Result<Option<PartnershipKeys>, VaultError> {
        self.of_partnership(&self.vault.load(Store::Keys).await?).await
    }

    async fn of_partnership(&self, keys: &[Sealed]) -> Result<Option<PartnershipKeys>, VaultError> {
        if keys.iter().all(|sealed| sealed.key != ROOT[0]) {
            return Ok(None);
        }
        let (root, encryption) = self.ring.unwrap_pairs(keys, ROOT[0], ENCRYPTION[0]).await?;
        let (register, _) = self.ring.unwrap_pairs(keys, REGISTER[0], ENCRYPTION[0]).await?;
        let public = PartnershipPublic {
            root: public(&self.ring, keys, ROOT[1]).await?,
            register: public(&self.ring, keys, REGISTER[1]).await?,
            encryption: public(&self.ring, keys, ENCRYPTION[1]).await?,
        };
        Ok(Some(PartnershipKeys { root, register, encryption, public }))
    }

    /// The number of the last receipt that the register signed; 0 before the first.
    ///
    /// # Errors
    /// What [`super::Vault::look`] gives, or [`VaultError::Damaged`].
    pub async fn last_receipt(&self) -> Result<i64, VaultError> {
        let record: Option<RegisterRecord> = self.setting(COUNT, "register").await?;
        Ok(record.map_or(0, |record| record.number))
    }

    pub(super) async fn counting(&self, number: i64) -> Result<Write, VaultError> {
        self.replacing(Store::Settings, COUNT, &RegisterRecord { number }.to_bytes()).await
    }
}
