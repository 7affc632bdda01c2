//! A vault put into a file, opened there, and brought back.

use std::rc::Rc;

use super::code::CODE;
use super::opening::HEADER;
use super::taking_back::LAST;
use super::{Opening, Secret, Together, Unlocked};
use crate::dispute::event::EventId;
use crate::vault::backup::{BackedUp, Backup, BackupError, Manifest};
use crate::vault::record::{BackupRecord, Record, RestoredRecord};
use crate::vault::{Change, Look, Sealed, Store, Vault, VaultError, Write};

pub(super) const LAST_BACKUP: &str = "backup";
pub(super) const RESTORED: &str = "restored";

/// Stores whose records no screen reads all of.
const UNSEEN: [Store; 3] = [Store::Drafts, Store::Receipts, Store::Settings];

impl Unlocked {
    /// Every record as it lies there, all of one moment, but for the lock of this device.
    ///
    /// # Errors
    /// What [`Vault::look`] gives, and [`VaultError::Gone`].
    pub async fn copy(&self) -> Result<Backup, VaultError> {
        // What lies beside the header is the lock of this very device.
        let all = Store::ALL.map(|store| match store {
            Store::Header => Look::Named(store, HEADER.to_owned()),
            other => Look::All(other),
        });
        Ok(Backup::of(self.look(all.into()).await?.collect()))
    }

    /// The file of a copy, with what belongs into it sealed.
    ///
    /// # Errors
    /// [`VaultError::Failed`] with the words of the platform.
    pub async fn backup(&self, copy: &Backup, disputes: Vec<BackedUp>) -> Result<String, VaultError> {
        let made_at = self.clock.now();
        let manifest = Manifest { made_at, records: copy.counts(), digest: copy.digest(), disputes };
        let manifest = self.ring.seal_manifest(&*self.clock, &manifest.to_bytes()).await?;
        Ok(copy.with(manifest).to_text())
    }

    /// The vault in a backup of this one, opened with the keys of this one.
    ///
    /// # Errors
    /// [`BackupError`] says what is wrong with it.
    pub async fn inside(&self, backup: &Rc<Backup>) -> Result<Self, BackupError> {
        let vault: Rc<dyn Vault> = Rc::clone(backup) as _;
        let header = super::opening::header(&*vault).await?;
        let keys = vault.load(Store::Keys).await?;
        let ring = self.ring.of_copy(&header, &keys).await?.ok_or(BackupError::OfAnother)?;
        Ok(Self::with(&vault, &self.clock, ring, &keys).await?)
    }

    /// The vault in a backup, opened with a secret of its own.
    ///
    /// # Errors
    /// [`BackupError`] says what is wrong with it.
    pub async fn of_backup(
        device: &Opening,
        backup: &Rc<Backup>,
        secret: Secret<'_>,
    ) -> Result<Self, BackupError> {
        let opening = Opening { vault: Rc::clone(backup) as _, ..device.clone() };
        Ok(Self::unlock(&opening, secret).await?)
    }

    /// What belongs into a backup, once it is known that all of it is there and nothing else.
    ///
    /// # Errors
    /// [`BackupError`] says what is missing or was altered.
    pub async fn manifest(&self, backup: &Backup) -> Result<Manifest, BackupError> {
        let opened = self.ring.open_manifest(&backup.manifest).await;
        let manifest = opened.and_then(|plain| Manifest::from_bytes(&plain));
        let manifest = manifest.ok_or(BackupError::Altered("list"))?;
        let counts = backup.counts();
        if manifest.records != counts {
            let sum = |records: &[(String, usize)]| records.iter().map(|(_, n)| n).sum();
            return Err(BackupError::Incomplete { made: sum(&manifest.records), found: sum(&counts) });
        }
        if manifest.digest == backup.digest() { Ok(manifest) } else { Err(BackupError::Altered("records")) }
    }

    /// How many records do not open of those that no screen reads all of.
    ///
    /// # Errors
    /// What [`Vault::load`] gives.
    pub async fn unopened(&self) -> Result<usize, VaultError> {
        let mut sealed = Vec::new();
        for store in UNSEEN {
            sealed.extend(self.vault.load(store).await?.into_iter().map(|record| (store, record)));
        }
        Ok(self.open_all(sealed).await.iter().filter(|opened| opened.plain.is_err()).count())
    }

    /// Brings the whole vault of a backup to a device that has none, or of which the header is gone, in one transaction.
    ///
    /// # Errors
    /// [`BackupError::OfAnother`] where the keys that are left are of another vault; [`VaultError::Taken`] if there is
    /// one; what [`Vault::commit`] gives.
    pub async fn adopted(
        self,
        device: &Opening,
        backup: &Backup,
        note: &BackupRecord,
    ) -> Result<Self, BackupError> {
        let keys = device.vault.load(Store::Keys).await.map_err(BackupError::Vault)?;
        if !keys.is_empty() && !self.ring.is_of(&keys).await {
            return Err(BackupError::OfAnother);
        }
        let is_left = !keys.is_empty();
        let mut writes = Vec::new();
        for (store, Sealed { key, bytes }) in backup.records() {
            let kept = match store {
                // The lock of another device, which a version that does not know of it copies with the rest.
                Store::Header if key != HEADER => continue,
                Store::Header => Change::Create,
                Store::Keys => Change::Replace,
                // What is here came later; what was removed since stays so, until a restore shows what it would bring.
                _ if is_left => continue,
                _ => Change::KeepFirst,
            };
            writes.push(Write { store, key: key.clone(), change: kept(bytes.clone()) });
        }
        // A code that has to be typed back belongs to the header that it came with. What was written down last may be in a
        // file of the device that this one replaces.
        let key = self.ring.name_at_rest(Store::Settings, if is_left { CODE } else { LAST });
        let its_own =
            backup.records().find(|(store, one)| is_left && *store == Store::Settings && one.key == key);
        let change = its_own.map_or(Change::Remove, |(_, one)| Change::Replace(one.bytes.clone()));
        writes.push(Write { store: Store::Settings, key, change });
        writes.push(self.replacing(Store::Settings, LAST_BACKUP, &note.to_bytes()).await?);
        device.vault.commit(writes).await.map_err(BackupError::Vault)?;
        Ok(Self { vault: Rc::clone(&device.vault), ..self })
    }

    /// Notes that a backup was made.
    ///
    /// # Errors
    /// What [`Vault::commit`] gives.
    pub async fn keep_backup_note(&self, note: &BackupRecord) -> Result<(), VaultError> {
        self.commit(vec![self.replacing(Store::Settings, LAST_BACKUP, &note.to_bytes()).await?]).await
    }

    /// What a backup brought into this vault last; `None` where none did, or where it was taken out again.
    ///
    /// # Errors
    /// What [`Vault::look`] gives, or [`VaultError::Damaged`].
    pub async fn restored(&self) -> Result<Option<RestoredRecord>, VaultError> {
        self.setting(RESTORED, "restored").await
    }

    /// Keeps what a backup brings, dispute by dispute, with the note of the entries: all of it or nothing.
    ///
    /// # Errors
    /// What [`Vault::commit`] gives; nothing was stored then.
    pub async fn keep_restored(
        &self,
        brought: &[Together],
        note: Option<&RestoredRecord>,
    ) -> Result<(), VaultError> {
        let mut writes = Vec::new();
        if let Some(note) = note {
            writes.push(self.replacing(Store::Settings, RESTORED, &note.to_bytes()).await?);
        }
        let mut keys = Vec::new();
        for together in brought {
            let (more, key) = self.writes_of(together).await?;
            writes.extend(more);
            keys.extend(key);
        }
        writes.push(self.ring.still_there());
        self.commit_all(writes, keys).await
    }

    /// Takes the entries of [`Self::restored`] out again; of the disputes in `gone` nothing is left.
    ///
    /// # Errors
    /// What [`Vault::commit`] gives; nothing was taken out then.
    pub async fn take_out(&self, restored: &RestoredRecord, gone: &[EventId]) -> Result<(), VaultError> {
        let remove = |store, key| Write { store, key, change: Change::Remove };
        let setting = |name: &str| remove(Store::Settings, self.ring.name_at_rest(Store::Settings, name));
        let mut writes = vec![setting(RESTORED), self.ring.still_there()];
        let mut keys = Vec::new();
        for (dispute, events) in &restored.disputes {
            let at = |event: &EventId| self.entry_at_rest(dispute, event);
            writes.extend(events.iter().map(|event| remove(Store::Events, at(event))));
            // What was worked out with them says that they are here.
            writes.push(setting(&super::summaries::name_of(dispute)));
            if !gone.contains(dispute) {
                let key = self.key_for(dispute).await?;
                writes.push(self.noting_nothing(&key, dispute).await?);
                keys.push(key);
            }
        }
        for dispute in gone {
            let notes = self.look(vec![Look::Of(Store::Disputes, self.tag(dispute))]).await?;
            writes.extend(notes.flatten().map(|note| remove(Store::Disputes, note.key)));
        }
        self.commit_all(writes, keys).await
    }
}
