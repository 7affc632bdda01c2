//! A vault with its keys: makes, unlocks, signs, keeps and finds.
//!
//! Everything is sealed before a transaction is opened, and every change is one transaction.
//! Dropping it drops the keys, which is how it is locked. Start at [`Unlocked::create`] and
//! [`Unlocked::unlock`].

mod backup;
mod by_prf;
mod code;
mod drafts;
mod glance;
mod notes;
mod opening;
#[cfg(feature = "desk")]
mod partnership;
mod reckoning;
mod summaries;
mod taking_back;
mod together;

use crate::ordered::Map;
use std::rc::Rc;

use super::cipher::{AgreementKey, SigningKey};
use super::keyring::{DisputeKey, Keyring};
pub use super::keyring::{Unread, Unreadable};
use super::record::{EventRecord, Record};
use super::{Change, Look, Sealed, Store, Vault, VaultError, Write};
use crate::clock::Clock;
use crate::dispute::event::EventId;
use crate::identity::PublicKey;
pub use by_prf::NewPrf;
pub use glance::{Glance, Of};
pub use opening::{New, Opening, Presence, Secret};
#[cfg(feature = "desk")]
pub use partnership::{PartnershipKeys, PartnershipPublic};
pub use summaries::{Summarised, Tally};
pub use taking_back::TakenBack;
pub use together::Together;

/// A vault with its keys.
pub struct Unlocked {
    vault: Rc<dyn Vault>,
    clock: Rc<dyn Clock>,
    ring: Keyring,
    signing: SigningKey,
    signing_public: PublicKey,
    agreement: AgreementKey,
    agreement_public: PublicKey,
}

impl std::fmt::Debug for Unlocked {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Unlocked").field("vault", &self.ring.vault).finish_non_exhaustive()
    }
}

/// What a store holds: what could be read, and what could not. Failing to read is never "empty".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found<T> {
    /// What could be read.
    pub records: T,
    /// What could not; it stays where it is.
    pub unreadable: Vec<Unreadable>,
}

impl Unlocked {
    /// The public half of the key that signs this device's entries.
    pub fn public_key(&self) -> &PublicKey {
        &self.signing_public
    }

    /// The public half of the key to which others seal.
    pub fn agreement_public_key(&self) -> &PublicKey {
        &self.agreement_public
    }

    /// The key that opens what is sealed to this device.
    pub fn agreement_key(&self) -> &AgreementKey {
        &self.agreement
    }

    /// Signs with ES256; 64 bytes, `r | s`.
    ///
    /// # Errors
    /// [`VaultError::Failed`] with the words of the platform.
    pub async fn sign(&self, bytes: &[u8]) -> Result<[u8; 64], VaultError> {
        Ok(self.signing.sign(bytes).await?)
    }

    /// Keeps entries of a dispute, all or none. One whose id is here already stays as it is, so
    /// importing twice is as importing once.
    ///
    /// # Errors
    /// What [`Vault::commit`] gives; nothing was stored then.
    pub async fn append(&self, dispute: &EventId, records: &[EventRecord]) -> Result<(), VaultError> {
        debug_assert!(records.iter().all(|record| record.dispute == *dispute));
        self.again_if_overtaken(async || {
            let key = self.key_for(dispute).await?;
            let writes = self.entries(&key, records, Change::KeepFirst).await?;
            self.commit_with(key, writes).await
        })
        .await
    }

    /// Every entry, by dispute; within a dispute in no order that means anything.
    ///
    /// # Errors
    /// What [`Vault::load`] gives. A record that does not open is no error: it is reported.
    pub async fn events(&self) -> Result<Found<Map<EventId, Vec<EventRecord>>>, VaultError> {
        let Found { records, unreadable } = self.entries_kept().await?;
        let mut by_dispute: Map<EventId, Vec<EventRecord>> = Map::new();
        for record in records {
            by_dispute.entry(record.dispute.clone()).or_default().push(record);
        }
        Ok(Found { records: by_dispute, unreadable })
    }

    /// As [`Self::events`], as they lie there.
    ///
    /// # Errors
    /// What [`Vault::load`] gives.
    pub async fn entries_kept(&self) -> Result<Found<Vec<EventRecord>>, VaultError> {
        self.read_all(Store::Events).await
    }

    async fn read_all<T: Record>(&self, store: Store) -> Result<Found<Vec<T>>, VaultError> {
        let stored = self.load(store).await?;
        if !self.ring.knows_keys_of(&stored) {
            self.ring.learn(&self.vault.load(Store::Keys).await?).await;
        }
        let stored = stored.into_iter().map(|record| (store, record)).collect();
        Ok(read(&self.open_all(stored).await, store))
    }

    /// What records hold; all begun before the first is awaited.
    async fn open_all(&self, stored: Vec<(Store, Sealed)>) -> Vec<Opened> {
        let opening =
            Vec::from_iter(stored.iter().map(|(store, record)| self.ring.open_record(*store, record)));
        let mut opened = Vec::with_capacity(stored.len());
        for ((store, Sealed { key, .. }), opening) in stored.into_iter().zip(opening) {
            opened.push(Opened { store, key, plain: opening.await });
        }
        opened
    }

    /// A store that is empty because the browser's data was cleared is not "nothing yet".
    async fn load(&self, store: Store) -> Result<Vec<Sealed>, VaultError> {
        let stored = self.vault.load(store).await?;
        if stored.is_empty() {
            let still_there = self.ring.still_there();
            let keys = self.vault.load(still_there.store).await?;
            if !keys.iter().any(|record| record.key == still_there.key) {
                return Err(VaultError::Gone);
            }
        }
        Ok(stored)
    }

    /// The data key of a dispute: known, made by another tab, or new.
    async fn key_for(&self, dispute: &EventId) -> Result<DisputeKey, VaultError> {
        if let Some(known) = self.ring.key_for(dispute) {
            return Ok(known);
        }
        let its_keys = Look::Of(Store::Keys, self.ring.dispute_at_rest(dispute));
        let keys = self.vault.look(vec![its_keys]).await?.pop().unwrap_or_default();
        self.ring.learn(&keys).await;
        match self.ring.key_for(dispute) {
            Some(key) => Ok(key),
            None => self.ring.make_key_for(&*self.clock, dispute).await,
        }
    }

    async fn commit(&self, mut writes: Vec<Write>) -> Result<(), VaultError> {
        writes.push(self.ring.still_there());
        self.commit_all(writes, Vec::new()).await
    }

    /// Commits records of a dispute together with the key that sealed them, if that is new.
    async fn commit_with(&self, key: DisputeKey, mut writes: Vec<Write>) -> Result<(), VaultError> {
        writes.push(self.ring.still_there());
        self.commit_all(writes, vec![key]).await
    }

    /// The transaction itself.
    async fn commit_all(&self, mut writes: Vec<Write>, keys: Vec<DisputeKey>) -> Result<(), VaultError> {
        writes.extend(keys.iter().map(|key| key.at_rest.clone()));
        match self.vault.commit(writes).await {
            Ok(()) => keys.into_iter().for_each(|key| self.ring.remember(key)),
            // Whatever is new is so once: where a name is taken, another tab was first.
            Err(VaultError::Taken | VaultError::Overtaken) => {
                keys.iter().for_each(|key| self.ring.forget(key));
                return Err(VaultError::Overtaken);
            }
            Err(error) => return Err(error),
        }
        Ok(())
    }

    /// Does it once more where it was overtaken: it may be that the key alone was taken away that was to seal it, and
    /// then another one does.
    async fn again_if_overtaken(
        &self,
        write: impl AsyncFn() -> Result<(), VaultError>,
    ) -> Result<(), VaultError> {
        match write().await {
            Err(VaultError::Overtaken) => write().await,
            done => done,
        }
    }
}

/// What a record holds, or why that cannot be told.
struct Opened {
    store: Store,
    key: String,
    plain: Result<Vec<u8>, Unread>,
}

/// The records of a store among those that were opened.
fn read<T: Record>(opened: &[Opened], store: Store) -> Found<Vec<T>> {
    let mut records = Vec::new();
    let take = &mut |plain: &[u8]| T::from_bytes(plain).map(|read| records.push(read));
    let unreadable = unreadable(opened, store, take);
    Found { records, unreadable }
}

/// Reads the records of a store with `take`, and says which it could not.
fn unreadable(opened: &[Opened], store: Store, take: &mut dyn FnMut(&[u8]) -> Option<()>) -> Vec<Unreadable> {
    let mut unreadable = Vec::new();
    for Opened { key, plain, .. } in opened.iter().filter(|one| one.store == store) {
        let read = plain.as_ref().map_err(|why| *why).and_then(|plain| take(plain).ok_or(Unread::Content));
        if let Err(reason) = read {
            unreadable.push(Unreadable { store, key: key.clone(), reason });
        }
    }
    unreadable
}
