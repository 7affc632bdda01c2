//! A backup brought into a casebook that has entries of its own, and taken out again.
//!
//! The one idea: *a backup is taken in as its disputes' files would be.* Each dispute goes through the same
//! door as a file that somebody sent: every signature is verified, and what is here stays. So whoever makes a
//! backup up can say no more in it than they could sign.

use super::exchange::verified;
use super::stored::Stored;
use super::views::{Here, RestoreLine, RestorePreview, Restored};
use super::{Casebook, CasebookError, OpenedBackup};
use crate::bundle::SignedEvent;
use crate::calendar::Moment;
use crate::dispute::event::EventId;
use crate::ordered::Index;
use crate::vault::record::RestoredRecord;
use crate::vault::unlocked::{Of, Together};

/// What a backup brings to a casebook.
#[derive(Default)]
struct Bringing {
    lines: Vec<RestoreLine>,
    records: Vec<Together>,
    added: Vec<(EventId, Vec<EventId>)>,
    left: usize,
}

impl Casebook {
    /// What a backup would bring. Stores nothing.
    ///
    /// # Errors
    /// [`CasebookError::Vault`].
    pub async fn preview_restore(&self, backup: &OpenedBackup) -> Result<RestorePreview, CasebookError> {
        let Bringing { lines, left, .. } = self.bringing(backup).await?;
        Ok(RestorePreview { disputes: lines, left })
    }

    /// Takes in what [`Self::preview_restore`] showed, all of it or nothing. Twice is as once.
    ///
    /// # Errors
    /// [`CasebookError::Vault`]; nothing was stored then.
    pub async fn restore(&self, backup: &OpenedBackup) -> Result<(), CasebookError> {
        let Bringing { records, added, .. } = self.bringing(backup).await?;
        if !records.is_empty() {
            let note = RestoredRecord { at: self.clock.now(), disputes: added };
            self.vault.keep_restored(&records, &note).await?;
            self.known.take();
        }
        Ok(())
    }

    /// What a backup brought last, as long as it is not taken out again.
    ///
    /// # Errors
    /// [`CasebookError::Vault`].
    pub async fn restored(&self) -> Result<Option<Restored>, CasebookError> {
        let restored = self.vault.restored().await?;
        Ok(restored.map(|RestoredRecord { at, disputes }| Restored {
            day: Moment::from_utc(at.naive_utc()).date(),
            disputes: disputes.len(),
            entries: disputes.iter().map(|(_, events)| events.len()).sum(),
        }))
    }

    /// Takes the entries that a backup brought last out again, all of them or none.
    ///
    /// # Errors
    /// [`CasebookError::NothingRestored`]; [`CasebookError::BuiltUpon`] where an entry that stays names one of
    /// them as earlier; [`CasebookError::Vault`].
    pub async fn take_restored_out(&self) -> Result<(), CasebookError> {
        let restored = self.vault.restored().await?.ok_or(CasebookError::NothingRestored)?;
        let stored = self.stored(Of::Every).await?;
        let mut gone = Vec::new();
        for (dispute, events) in &restored.disputes {
            let out = Index::of(events.iter().map(|id| id.0.as_str()).collect());
            let here = stored.events.get(dispute).map(Vec::as_slice).unwrap_or_default();
            let mut stay =
                here.iter().map(SignedEvent::event).filter(|event| !out.has(&event.id.0)).peekable();
            if stay.peek().is_none() {
                gone.push(dispute.clone());
            }
            if stay.any(|event| event.entry.prev.iter().any(|earlier| out.has(&earlier.0))) {
                return Err(CasebookError::BuiltUpon);
            }
        }
        self.vault.take_out(&restored, &gone).await?;
        self.known.take();
        Ok(())
    }

    async fn bringing(&self, backup: &OpenedBackup) -> Result<Bringing, CasebookError> {
        let theirs = backup.inside.stored(Of::Every).await?;
        let mut ours = self.stored(Of::Every).await?;
        let mut bringing = Bringing::default();
        for (id, events) in theirs.events.iter() {
            if !self.is_news_in(&ours, id, events) {
                continue;
            }
            let here = if ours.events.contains_key(id) { Here::Known } else { Here::New };
            let file = match backup.inside.signed_file(&theirs, id, &[]).await {
                Ok(file) => verified(file.text.as_bytes()).await?,
                Err(error @ CasebookError::Vault(_)) => return Err(error),
                // One that cannot be checked keeps nobody from the others.
                Err(_) => {
                    bringing.left += 1;
                    continue;
                }
            };
            let brought = self.take_in(&mut ours, &file).await?;
            for event in brought.new.iter().map(SignedEvent::event) {
                // It was written with this very key, and no other casebook is known to have it.
                if event.entry.author.0 == self.own.0 {
                    ours.travel.remove(&event.id);
                }
            }
            let (records, _) = self.records_of(&ours, &file, &brought).await?;
            let seen = ours.record(id, &self.own, self.now());
            bringing.lines.push(RestoreLine {
                dispute: id.0.clone(),
                title: seen.seen(&ours.packs, |seen| seen.sight.title()),
                here,
                new_entries: records.entries.len(),
                words_back: records.replacing.len(),
            });
            bringing.added.push((id.clone(), records.entries.iter().map(|entry| entry.id.clone()).collect()));
            bringing.records.push(records);
        }
        Ok(bringing)
    }

    /// Whether any of these entries is not here, or here without its words.
    fn is_news_in(&self, ours: &Stored, id: &EventId, theirs: &[SignedEvent]) -> bool {
        let here = ours.events.get(id).map(Vec::as_slice).unwrap_or_default();
        let index = super::exchange::index_of(here);
        theirs.iter().any(|event| match index.place(&event.event().id.0) {
            None => true,
            Some(place) => super::taking_in::is_words_back(&here[place], event),
        })
    }
}
