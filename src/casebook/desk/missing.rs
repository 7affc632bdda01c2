//! What is known to exist and has not arrived.
//!
//! The one idea: *an entry names what came before it by digest*, and so does a receipt; so what was left out on the way is
//! known by its name before it is here. What nobody built upon and no receipt names, nobody can miss.

use super::backups::at_once;
use super::own::OwnCasebook;
use super::trouble::DeskError;
use crate::bundle::SignedReceipt;
use crate::casebook::stored::Stored;
use crate::casebook::views::{Missing, MissingEntry};
use crate::casebook::{Casebook, CasebookError};
use crate::dispute::event::EventId;
use crate::ordered::Index;
use crate::vault::unlocked::Of;

impl OwnCasebook {
    /// The disputes in which something is missing.
    ///
    /// # Errors
    /// [`DeskError::Casebook`].
    pub fn missing(&self) -> Result<Vec<Missing>, DeskError> {
        Ok(at_once(async {
            let stored = self.book.stored(Of::Every).await?;
            let all = stored.disputes().map(|id| self.book.missing_in(&stored, id));
            Ok::<_, CasebookError>(all.filter(|missing| !missing.entries.is_empty()).collect())
        })?)
    }
}

impl Casebook {
    /// What is missing in a dispute among what is stored.
    pub(super) fn missing_in(&self, stored: &Stored, id: &EventId) -> Missing {
        let events = stored.events.get(id).map(Vec::as_slice).unwrap_or_default();
        let here = Index::of(events.iter().map(|event| event.event().id.0.as_str()).collect());
        let mut entries: Vec<MissingEntry> = Vec::new();
        let mut place = |id: &EventId| {
            let known = entries.iter().position(|missing| missing.id == id.0);
            known.unwrap_or_else(|| {
                entries.push(MissingEntry { id: id.0.clone(), ..MissingEntry::default() });
                entries.len() - 1
            })
        };
        let mut named: Vec<(usize, String)> = Vec::new();
        let (title, waiting) = stored.record(id, &self.own, self.now()).seen(&stored.packs, |seen| {
            for waits in &seen.history.pending {
                let signer = seen.signer(&waits.event.entry.author).name;
                named.extend(waits.missing.iter().map(|id| (place(id), signer.clone())));
            }
            (seen.sight.title(), seen.history.pending.len())
        });
        let mut receipted: Vec<(usize, i64)> = Vec::new();
        for file in stored.receipts.get(id).map(Vec::as_slice).unwrap_or_default() {
            let cards = stored.partnerships.iter().map(|held| held.card.content());
            let read = cards.filter_map(|card| SignedReceipt::from_record(file, card).ok());
            for receipt in read {
                let gone = receipt.content().heads.iter().filter(|id| !here.has(&id.0));
                receipted.extend(gone.map(|id| (place(id), receipt.content().number)));
            }
        }
        for (place, signer) in named {
            if !entries[place].named_by.contains(&signer) {
                entries[place].named_by.push(signer);
            }
        }
        for (place, number) in receipted {
            entries[place].receipts.push(number);
        }
        Missing { dispute: id.0.clone(), title, waiting, entries }
    }
}
