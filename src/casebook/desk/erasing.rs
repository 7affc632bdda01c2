//! Words that are not to be kept any more: the desk drops those of an entry, and keeps them out.
//!
//! The one idea: *the words go, and what was signed stays.* An entry without its words verifies as before, so ids, the order and
//! every signature hold; that words were erased, by whom and why is noted in the same transaction, and whatever brings them again
//! is taken in without them (`docs/decisions/erasing-words.md`).

use std::path::Path;

use chrono::NaiveDate;

use super::backups::at_once;
use super::held::named;
use super::own::OwnCasebook;
use super::partnership::SHORTEST_NAME;
use super::trouble::DeskError;
use crate::bundle::SignedEvent;
use crate::calendar::Moment;
use crate::casebook::CasebookError;
use crate::casebook::exchange::text;
use crate::casebook::stored::Stored;
use crate::casebook::views::{ErasedWords, Erasure, Signer, Standing, TimelineEntry, Travel, WordedEntry};
use crate::dispute::event::{Author, EventId, Words};
use crate::ordered::Map;
use crate::vault::folder::Folder;
use crate::vault::record::{ErasedRecord, EventRecord, LastRecord, Origin};
use crate::vault::unlocked::{Of, Together};

/// As it is kept where the words of its entry were erased: without them.
pub(in crate::casebook) fn as_kept(event: &SignedEvent, erased: &[ErasedRecord]) -> SignedEvent {
    let is_erased = erased.iter().any(|record| record.entry == event.event().id);
    if is_erased { event.without_words() } else { event.clone() }
}

impl OwnCasebook {
    /// The entries of a dispute that have words here or had some until they were erased here, the newest first; by the
    /// dispute's whole id.
    ///
    /// # Errors
    /// As [`Self::dispute`].
    pub fn worded(&self, begin: &str) -> Result<(String, Vec<WordedEntry>), DeskError> {
        at_once(async {
            let stored = self.book.stored(Of::Every).await?;
            let id = named(&stored, begin)?.clone();
            let worded = self.worded_in(&stored, &id).into_iter();
            let worded = worded.filter(|(entry, has_words)| *has_words || entry.erased.is_some());
            Ok((id.0.clone(), worded.map(|(entry, _)| entry).collect()))
        })
    }

    /// Erases the words of the entry whose id begins so, for good, and keeps them out from now on. Again is as once: the
    /// first reason stays.
    ///
    /// # Errors
    /// As [`Self::dispute`]; [`DeskError::NoSuchEntry`]; [`DeskError::NoWords`] of an entry that was signed without any;
    /// [`DeskError::NoReasonToErase`].
    pub fn erase(&self, begin: &str, entry: &str, reason: &str) -> Result<Erasure, DeskError> {
        let reason = match reason.trim() {
            "" => return Err(DeskError::NoReasonToErase),
            reason => reason.to_owned(),
        };
        at_once(async {
            let every = self.book.stored(Of::Every).await?;
            let id = named(&every, begin)?.clone();
            let mut stored = self.book.stored(Of::One(&id)).await?;
            let place = place_of(&stored, &id, entry)?;
            let event = stored.events.get(&id).and_then(|events| events.get(place)).cloned();
            let event = event.ok_or_else(|| DeskError::NoSuchEntry(entry.to_owned()))?;
            if matches!(&event.event().words, Words::Said(words) if words.is_empty()) {
                return Err(DeskError::NoWords);
            }
            let entry = event.event().id.clone();
            let was_there = stored.erased.iter().any(|record| record.entry == entry);
            if !was_there {
                let (at, by) = (self.book.clock.now(), stored.profile.name.clone());
                let record = ErasedRecord { dispute: id.clone(), entry: entry.clone(), at, by, reason };
                self.keep_erased(&mut stored, &event, place, record).await?;
            }
            let worded = self.worded_in(&stored, &id).into_iter().map(|(worded, _)| worded);
            let found = worded.into_iter().find(|worded| worded.entry == entry.0);
            let entry = found.ok_or_else(|| DeskError::NoSuchEntry(entry.0.clone()))?;
            let handed_out = self.handed_out(&id).await?;
            Ok(Erasure {
                dispute: id.0.clone(),
                entry,
                was_there,
                signers: self.signers(&stored, &id),
                handed_out,
            })
        })
    }

    /// Puts the entry without its words, and why, in one transaction.
    async fn keep_erased(
        &self,
        stored: &mut Stored,
        event: &SignedEvent,
        place: usize,
        record: ErasedRecord,
    ) -> Result<(), CasebookError> {
        let (id, entry) = (record.dispute.clone(), record.entry.clone());
        let wordless = event.without_words();
        let kept = EventRecord {
            id: entry.clone(),
            dispute: id.clone(),
            origin: match stored.travel.get(&entry) {
                Some(Travel::Imported) => Origin::Imported,
                Some(Travel::OnlyHere | Travel::Exported(_) | Travel::Sent(_)) | None => Origin::Own,
            },
            signed: text(wordless.to_record()),
            kept_at: stored.since.get(&entry).copied().unwrap_or(event.event().entry.at),
        };
        if let Some(events) = stored.events.get_mut(&id) {
            events[place] = wordless;
        }
        if let Some(held) = stored.held.get_mut(&id) {
            held.tally.notes += 1;
        }
        stored.erased.push(record.clone());
        // What was typed for it stands in what was ordered last, too.
        let last = stored.last.take().filter(|last| last.events.contains(&entry));
        let last = last.map(|last| LastRecord { said: Map::new(), ..last });
        let summary = self.book.summarised(stored, &id);
        let records = Together {
            replacing: vec![kept],
            erased: Some(record),
            last,
            summaries: vec![summary.kept()],
            ..Together::default()
        };
        self.book.vault.keep_together(&records).await?;
        self.book.know(summary);
        Ok(())
    }

    /// Every entry of a dispute, and whether its words are here.
    fn worded_in(&self, stored: &Stored, id: &EventId) -> Vec<(WordedEntry, bool)> {
        let events = stored.events.get(id).map(Vec::as_slice).unwrap_or_default();
        let has_words = |entry: &TimelineEntry| {
            events.iter().map(SignedEvent::event).any(|event| {
                event.id.0 == entry.id && matches!(&event.words, Words::Said(words) if !words.is_empty())
            })
        };
        let erased = |entry: &TimelineEntry| {
            let of_it = stored.erased.iter().filter(|record| record.entry.0 == entry.id);
            let first = of_it.min_by_key(|record| record.at)?;
            let (by, reason) = (first.by.clone(), first.reason.clone());
            Some(ErasedWords { at: Moment::from_utc(first.at.naive_utc()), by, reason })
        };
        let worded = |entry: TimelineEntry| {
            let (has_words, erased) = (has_words(&entry), erased(&entry));
            let TimelineEntry { id, at, what, signer, .. } = entry;
            (WordedEntry { entry: id, at, what, signer, erased }, has_words)
        };
        stored
            .record(id, &self.book.own, self.book.now())
            .seen(&stored.packs, |seen| seen.timeline().into_iter().map(worded).collect())
    }

    /// Everybody else who signed an entry of a dispute.
    fn signers(&self, stored: &Stored, id: &EventId) -> Vec<Signer> {
        stored.record(id, &self.book.own, self.book.now()).seen(&stored.packs, |seen| {
            let mut signers: Vec<Signer> = Vec::new();
            for event in stored.events.get(id).map(Vec::as_slice).unwrap_or_default() {
                let author: &Author = &event.event().entry.author;
                if signers.iter().all(|signer| signer.key != author.0) {
                    signers.push(seen.signer(author));
                }
            }
            signers.retain(|signer| signer.standing != Standing::Own);
            signers
        })
    }

    async fn handed_out(&self, id: &EventId) -> Result<Vec<NaiveDate>, CasebookError> {
        let exports = self.book.vault.exports().await?.records.into_iter();
        let exports = exports.filter(|export| export.dispute == *id && !export.events.is_empty());
        let mut days: Vec<NaiveDate> =
            exports.map(|export| Moment::from_utc(export.at.naive_utc()).date()).collect();
        days.sort_unstable();
        days.dedup();
        Ok(days)
    }
}

/// Writes the folder of a casebook anew, without what was replaced in it. It is open nowhere.
///
/// # Errors
/// [`DeskError::Folder`].
pub fn write_anew(dir: &Path) -> Result<(), DeskError> {
    Ok(Folder::write_anew(dir)?)
}

/// Where the one entry of a dispute stands whose id begins so.
fn place_of(stored: &Stored, id: &EventId, begin: &str) -> Result<usize, DeskError> {
    let events = stored.events.get(id).map(Vec::as_slice).unwrap_or_default().iter().enumerate();
    let mut fit = events.filter(|(_, event)| event.event().id.0.starts_with(begin));
    match (fit.next(), fit.next()) {
        (Some((place, _)), None) if begin.len() >= SHORTEST_NAME => Ok(place),
        _ => Err(DeskError::NoSuchEntry(begin.to_owned())),
    }
}
