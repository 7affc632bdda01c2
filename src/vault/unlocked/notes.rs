//! What a device keeps beside the entries: exports, signers, procedures, settings.

use crate::ordered::Map;

use super::{Found, Unlocked};
use crate::clock::random;
use crate::dispute::event::{Author, EventId};
use crate::vault::record::{
    Bytes, ContactsRecord, DisputeNote, ExportRecord, PackRecord, PersonRecord, Record, SignerRecord,
};
use crate::vault::{Change, Sealed, Store, VaultError, Write};

pub(super) const PERSON: &str = "person";
pub(super) const CALENDAR: &str = "calendar";
pub(super) const CONTACTS: &str = "contacts";
pub(super) const PARTNERSHIPS: &str = "partnerships";
/// What people call the record of that name.
pub(super) const PERSON_TOLD: &str = "person";
/// As [`PERSON_TOLD`].
pub(super) const CALENDAR_TOLD: &str = "calendar";

impl Unlocked {
    /// Notes that entries left this device. Appended, never rewritten: two tabs lose nothing.
    ///
    /// # Errors
    /// What [`super::Vault::commit`] gives.
    pub async fn mark_exported(&self, dispute: &EventId, events: &[EventId]) -> Result<(), VaultError> {
        self.note(dispute, DisputeNote::Exported(self.left(dispute, events))).await
    }

    /// Notes that somebody says that they have sent a file with these entries.
    ///
    /// # Errors
    /// What [`super::Vault::commit`] gives.
    pub async fn mark_sent(&self, dispute: &EventId, events: &[EventId]) -> Result<(), VaultError> {
        self.note(dispute, DisputeNote::Sent(self.left(dispute, events))).await
    }

    fn left(&self, dispute: &EventId, events: &[EventId]) -> ExportRecord {
        ExportRecord { dispute: dispute.clone(), events: events.to_vec(), at: self.clock.now() }
    }

    async fn note(&self, dispute: &EventId, note: DisputeNote) -> Result<(), VaultError> {
        let key = self.key_for(dispute).await?;
        let name = Bytes(random::<16>(&*self.clock)).to_text();
        let sealing = self.ring.seal_of(&*self.clock, Store::Disputes, &key, &name, &note.to_bytes());
        let Sealed { key: at, bytes } = sealing.await?;
        let write = Write { store: Store::Disputes, key: at, change: Change::Create(bytes) };
        self.commit_with(key, vec![write]).await
    }

    /// What left this device.
    ///
    /// # Errors
    /// What [`super::Vault::load`] gives.
    pub async fn exports(&self) -> Result<Found<Vec<ExportRecord>>, VaultError> {
        let Found { records, unreadable } = self.dispute_notes().await?;
        let exported = |note| match note {
            DisputeNote::Exported(export) => Some(export),
            DisputeNote::Sent(_) | DisputeNote::Recounted(_) | DisputeNote::Received(_) => None,
            #[cfg(feature = "desk")]
            DisputeNote::Erased(_) => None,
        };
        Ok(Found { records: records.into_iter().filter_map(exported).collect(), unreadable })
    }

    /// Keeps a signer; what was kept of the same key before is replaced.
    ///
    /// # Errors
    /// What [`super::Vault::commit`] gives.
    pub async fn keep_signer(&self, signer: &SignerRecord) -> Result<(), VaultError> {
        self.keep(Store::Trust, &signer.kid.0, &signer.to_bytes()).await
    }

    /// Every signer whose key is known, by key.
    ///
    /// # Errors
    /// What [`super::Vault::load`] gives.
    pub async fn signers(&self) -> Result<Found<Map<Author, SignerRecord>>, VaultError> {
        let Found { records, unreadable } = self.read_all::<SignerRecord>(Store::Trust).await?;
        let mut by_key = Map::new();
        for signer in records {
            by_key.insert(signer.kid.clone(), signer);
        }
        Ok(Found { records: by_key, unreadable })
    }

    /// Keeps a procedure; again is as once.
    ///
    /// # Errors
    /// What [`super::Vault::commit`] gives.
    pub async fn keep_pack(&self, pack: &PackRecord) -> Result<(), VaultError> {
        self.keep(Store::Packs, &pack.digest, &pack.to_bytes()).await
    }

    /// The procedures that came with bundles, by digest.
    ///
    /// # Errors
    /// What [`super::Vault::load`] gives.
    pub async fn packs(&self) -> Result<Found<Map<String, PackRecord>>, VaultError> {
        let Found { records, unreadable } = self.read_all::<PackRecord>(Store::Packs).await?;
        let mut by_digest = Map::new();
        for pack in records {
            by_digest.insert(pack.digest.clone(), pack);
        }
        Ok(Found { records: by_digest, unreadable })
    }

    /// Says who uses this device.
    ///
    /// # Errors
    /// What [`super::Vault::commit`] gives.
    pub async fn keep_person(&self, person: &PersonRecord) -> Result<(), VaultError> {
        self.keep(Store::Settings, PERSON, &person.to_bytes()).await
    }

    /// Who uses this device; `None` if that was never said.
    ///
    /// # Errors
    /// What [`super::Vault::load`] gives, or [`VaultError::Damaged`].
    pub async fn person(&self) -> Result<Option<PersonRecord>, VaultError> {
        self.setting(PERSON, PERSON_TOLD).await
    }

    /// The numbers of whom to ring; `None` if none was ever kept.
    ///
    /// # Errors
    /// What [`super::Vault::load`] gives, or [`VaultError::Damaged`].
    pub async fn contacts(&self) -> Result<Option<ContactsRecord>, VaultError> {
        self.setting(CONTACTS, "contacts").await
    }

    pub(super) async fn keep(&self, store: Store, name: &str, record: &[u8]) -> Result<(), VaultError> {
        let write = self.replacing(store, name, record).await?;
        self.commit(vec![write]).await
    }

    /// The write that puts a record of no dispute in the place of the one of that name.
    pub(super) async fn replacing(
        &self,
        store: Store,
        name: &str,
        record: &[u8],
    ) -> Result<Write, VaultError> {
        let Sealed { key, bytes } = self.ring.seal(&*self.clock, store, name, record).await?;
        Ok(Write { store, key, change: Change::Replace(bytes) })
    }
}
