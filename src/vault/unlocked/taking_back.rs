//! The last order of this device, and how it is taken back: in one transaction, or not at all.

use super::backup::LAST_BACKUP;
use super::{Summarised, Unlocked};
use crate::clock::random;
use crate::dispute::event::EventId;
use crate::vault::keyring::DisputeKey;
use crate::vault::record::{BackupRecord, Bytes, DraftRecord, ExportRecord, LastRecord, Record};
use crate::vault::unlocked::Tally;
use crate::vault::{Change, Sealed, Store, VaultError, Write};

pub(super) const LAST: &str = "last";

/// What is taken back, and what stands in its place.
#[derive(Debug)]
pub struct TakenBack<'a> {
    /// What was ordered.
    pub last: &'a LastRecord,
    /// How many records the dispute had when it was found that nothing rests on it: another tab may add one.
    pub found: Tally,
    /// The dispute's summary without it; none where nothing of the dispute is left.
    pub summary: Option<Summarised>,
    /// What was answered, as a draft of its form.
    pub draft: Option<DraftRecord>,
    /// The last backup, which holds what is taken back.
    pub backup: Option<BackupRecord>,
}

impl Unlocked {
    /// The write that notes what was ordered last.
    pub(super) async fn noting_last(&self, last: &LastRecord) -> Result<Write, VaultError> {
        self.replacing(Store::Settings, LAST, &last.to_bytes()).await
    }

    /// The write of a note of nothing: how many records there are never comes back to what it was, so no tab takes
    /// its old summary for new, and none misses what was taken away on purpose.
    pub(super) async fn noting_nothing(
        &self,
        key: &DisputeKey,
        dispute: &EventId,
    ) -> Result<Write, VaultError> {
        let nothing = ExportRecord { dispute: dispute.clone(), events: Vec::new(), at: self.clock.now() };
        let name = Bytes(random::<16>(&*self.clock)).to_text();
        let sealing = self.ring.seal_of(&*self.clock, Store::Disputes, key, &name, &nothing.to_bytes());
        let Sealed { key: at, bytes } = sealing.await?;
        Ok(Write { store: Store::Disputes, key: at, change: Change::Create(bytes) })
    }

    /// Where an entry lies.
    pub fn entry_at_rest(&self, dispute: &EventId, event: &EventId) -> String {
        [&self.tag(dispute), ".", &self.ring.name_at_rest(Store::Events, &event.0)].concat()
    }

    /// Takes it back.
    ///
    /// # Errors
    /// [`VaultError::Overtaken`] where another tab has written to the dispute meanwhile, or has taken it back;
    /// what [`super::Vault::commit`] gives. Nothing was changed then.
    pub async fn take_back(&self, taken: &TakenBack<'_>) -> Result<(), VaultError> {
        let TakenBack { last, found, summary, draft, backup } = taken;
        let of = |store, key: &str, change| Write { store, key: key.to_owned(), change };
        let tag = self.tag(&last.dispute);
        let setting = |name: &str| self.ring.name_at_rest(Store::Settings, name);
        let mut writes = vec![
            of(Store::Events, &tag, Change::MustCount(found.entries)),
            of(Store::Disputes, &tag, Change::MustCount(found.notes)),
            of(Store::Settings, &setting(LAST), Change::Remove),
        ];
        for event in &last.events {
            let at = self.entry_at_rest(&last.dispute, event);
            writes.push(of(Store::Events, &at, Change::MustExist));
            writes.push(of(Store::Events, &at, Change::Remove));
        }
        let key = self.key_for(&last.dispute).await?;
        writes.push(self.noting_nothing(&key, &last.dispute).await?);
        match summary {
            Some(summary) => writes.extend(self.summary_writes(std::slice::from_ref(summary)).await?),
            None => {
                let summary = setting(&super::summaries::name_of(&last.dispute));
                writes.push(of(Store::Settings, &summary, Change::Remove));
            }
        }
        if let Some(draft) = draft {
            writes.push(self.replacing(Store::Drafts, &draft.form, &draft.to_bytes()).await?);
        }
        if let Some(BackupRecord { at, .. }) = backup {
            // What is written next is new, however many entries there are then.
            let note = BackupRecord { at: *at, entries: 0 };
            writes.push(self.replacing(Store::Settings, LAST_BACKUP, &note.to_bytes()).await?);
        }
        self.commit_with(key, writes).await
    }
}
