//! What was worked out from a dispute's entries, kept so that the first screen need not read them all.
//!
//! Only whoever wrote a summary knows what its bytes say. It may be missing, damaged or old: how many
//! records a dispute has is told by the storage itself, and entries are only ever added, or taken back
//! with a note more.

use super::Unlocked;
use crate::dispute::event::EventId;
use crate::ordered::Map;
use crate::vault::{Change, Look, Sealed, Store, VaultError, Write};

const SUMMARY: &str = "summary-";

/// A summary of a dispute, and of which.
pub type Summarised = (EventId, Vec<u8>);

/// How many records there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Entries.
    pub entries: usize,
    /// Notes of disputes.
    pub notes: usize,
}

impl Unlocked {
    /// How many records all disputes have. Asked after their summaries were read, it tells whether these
    /// leave any out.
    ///
    /// # Errors
    /// What [`super::Vault::how_many`] gives.
    pub async fn tally(&self) -> Result<Tally, VaultError> {
        let counts = self.vault.how_many(vec![Store::Events, Store::Disputes]).await?;
        let [entries, notes] = counts[..] else { return Ok(Tally::default()) };
        Ok(Tally { entries, notes })
    }

    /// How many records each dispute has, by what their names begin with; under none, what is named like no
    /// record of a dispute.
    ///
    /// # Errors
    /// What [`super::Vault::look`] gives, and [`VaultError::Gone`].
    pub async fn tally_each(&self) -> Result<Vec<(Option<String>, Tally)>, VaultError> {
        let mut found = self.look(vec![Look::Names(Store::Events), Look::Names(Store::Disputes)]).await?;
        let mut each: Map<Option<String>, Tally> = Map::new();
        for is_note in [false, true] {
            for Sealed { key, .. } in found.next().unwrap_or_default() {
                let tag = key.split_once('.').map(|(tag, _)| tag.to_owned());
                let tally = each.entry(tag).or_default();
                *if is_note { &mut tally.notes } else { &mut tally.entries } += 1;
            }
        }
        Ok(each.into_iter().collect())
    }

    /// What the names at rest of a dispute's records begin with.
    pub fn tag(&self, dispute: &EventId) -> String {
        self.ring.dispute_at_rest(dispute)
    }

    /// Keeps summaries; each takes the place of the one before.
    ///
    /// # Errors
    /// What [`super::Vault::commit`] gives.
    pub async fn keep_summaries(&self, summaries: &[Summarised]) -> Result<(), VaultError> {
        self.commit(self.summary_writes(summaries).await?).await
    }

    /// Forgets the summary of a dispute.
    ///
    /// # Errors
    /// What [`super::Vault::commit`] gives.
    pub async fn forget_summary(&self, dispute: &EventId) -> Result<(), VaultError> {
        let key = self.ring.name_at_rest(Store::Settings, &name_of(dispute));
        self.commit(vec![Write { store: Store::Settings, key, change: Change::Remove }]).await
    }

    pub(super) async fn summary_writes(&self, summaries: &[Summarised]) -> Result<Vec<Write>, VaultError> {
        let mut writes = Vec::with_capacity(summaries.len());
        for (dispute, bytes) in summaries {
            writes.push(self.replacing(Store::Settings, &name_of(dispute), bytes).await?);
        }
        Ok(writes)
    }
}

/// Under which name a dispute's summary is kept.
pub(super) fn name_of(dispute: &EventId) -> String {
    [SUMMARY, &dispute.0].concat()
}
