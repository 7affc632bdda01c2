//! Every dispute at once, for the first screen: from its summary where that counts, else read and reckoned.

use std::rc::Rc;

use super::stored::{Held, Stored};
use super::summary::{Summary, stamp};
use super::{Casebook, CasebookError};
use crate::calendar::Moment;
use crate::dispute::event::EventId;
use crate::ordered::{Index, Map, arranged};
use crate::vault::unlocked::{Of, Summarised, Tally};

/// More disputes than this are not read one by one.
const FEW: usize = 200;

/// Every dispute.
pub(super) struct Overview {
    /// What belongs to no dispute.
    pub stored: Stored,
    /// What each shows, by id.
    pub disputes: Vec<Rc<Summary>>,
    /// How many records cannot be read.
    pub unreadable: usize,
    /// How many records of entries there are.
    pub entries: usize,
}

impl Casebook {
    /// Every dispute as it stands now.
    pub(super) async fn overview(&self, now: Moment) -> Result<Overview, CasebookError> {
        let known = self.known.borrow().clone();
        let (mut stored, mut kept) = match known.is_empty() {
            true => self.kept_summaries().await?,
            false => (self.stored(Of::Nothing).await?, known),
        };
        // Asked after they were read: entries are only ever added, or taken back with a note more, so where the sums are the same, no
        // dispute has one that its summary does not know.
        let mut all = self.vault.tally().await?;
        if sum(&kept) != all {
            // Another tab may have written an entry, and its summary.
            (stored, kept) = self.kept_summaries().await?;
            all = self.vault.tally().await?;
        }
        let sum = sum(&kept);
        let here = stamp(&stored);
        let (mut afresh, mut strays) = (Vec::new(), 0);
        // Those of them that have a summary, which then says what was there before.
        let mut summarised = Vec::new();
        if sum != all {
            let mut known: Map<String, Rc<Summary>> = Map::new();
            for summary in kept.drain(..) {
                known.insert(self.vault.tag(&summary.dispute), summary);
            }
            for (tag, tally) in self.vault.tally_each().await? {
                let Some(tag) = tag else {
                    strays = tally.entries + tally.notes;
                    continue;
                };
                match known.remove(&tag) {
                    Some(summary) if summary.tally == tally => kept.push(summary),
                    Some(summary) => {
                        afresh.push(tag);
                        summarised.push(summary.dispute.clone());
                    }
                    None => afresh.push(tag),
                }
            }
            // Of these nothing is there any more.
            for (tag, summary) in known {
                afresh.push(tag);
                summarised.push(summary.dispute.clone());
            }
        }
        for summary in kept.iter().filter(|summary| !summary.holds(&here, now)) {
            afresh.push(self.vault.tag(&summary.dispute));
            summarised.push(summary.dispute.clone());
        }
        if afresh.is_empty() {
            let kept = self.remember(kept);
            let unreadable = stored.unreadable + told_unreadable(&kept) + strays;
            return Ok(Overview { stored, disputes: kept, unreadable, entries: all.entries });
        }
        let stored = if afresh.len() > FEW {
            kept.clear();
            strays = 0;
            self.stored(Of::Every).await?
        } else {
            kept.retain(|summary| !afresh.contains(&self.vault.tag(&summary.dispute)));
            self.stored(Of::Tags(&afresh, &summarised)).await?
        };
        let unreadable = stored.unreadable + told_unreadable(&kept) + strays;
        let here = stamp(&stored);
        let ids: Vec<EventId> = stored.disputes().cloned().collect();
        let mut fresh: Vec<Rc<Summary>> =
            ids.iter().map(|id| Rc::new(self.summary(&stored, id, &here, now))).collect();
        for known in stored.known.iter().filter(|known| !stored.events.contains_key(&known.dispute)) {
            let unread = || stored.unread_of(&self.vault.tag(&known.dispute));
            let held = stored.held.get(&known.dispute).copied().unwrap_or_else(unread);
            let (lost, gone) = stored.lost(&known.dispute, held.unread_entries);
            if gone > 0 {
                fresh.push(Rc::new(known.of_nothing((lost, gone), &held, &here, now)));
            }
        }
        let news: Vec<Summarised> = fresh.iter().map(|summary| summary.kept()).collect();
        kept.extend(fresh);
        let kept = self.remember(kept);
        // Not kept, they are worked out again: that costs time, and nobody their first screen.
        let _ = self.vault.keep_summaries(&news).await;
        Ok(Overview { stored, disputes: kept, unreadable, entries: all.entries })
    }

    /// A dispute's summary as it is to be kept beside its entries.
    pub(super) fn summarised(&self, stored: &Stored, id: &EventId) -> Rc<Summary> {
        Rc::new(self.summary(stored, id, &stamp(stored), self.now()))
    }

    /// Knows a summary that was kept.
    pub(super) fn know(&self, summary: Rc<Summary>) {
        let mut known = self.known.borrow_mut();
        // None is known before the first screen was seen.
        if !known.is_empty() {
            known.retain(|other| other.dispute != summary.dispute);
            known.push(summary);
        }
    }

    /// Keeps a dispute's summary; where it cannot be kept, it is worked out again.
    pub(super) async fn keep_summary(&self, stored: &Stored, id: &EventId) {
        let summary = self.summarised(stored, id);
        if self.vault.keep_summaries(&[summary.kept()]).await.is_ok() {
            self.know(summary);
        }
    }

    /// The same in the order of their disputes, for the next time.
    fn remember(&self, summaries: Vec<Rc<Summary>>) -> Vec<Rc<Summary>> {
        let summaries = arranged(summaries, &|one, other| one.dispute.cmp(&other.dispute));
        self.known.replace(summaries.clone());
        summaries
    }

    fn summary(&self, stored: &Stored, id: &EventId, stamp: &str, now: Moment) -> Summary {
        let nothing = Held::default();
        let held = stored.held.get(id).unwrap_or(&nothing);
        stored.record(id, &self.own, now).seen(&stored.packs, |seen| Summary::of(seen, held, stamp))
    }

    /// What belongs to no dispute, and the summaries that can be read.
    async fn kept_summaries(&self) -> Result<(Stored, Vec<Rc<Summary>>), CasebookError> {
        let (mut stored, keyed) = Stored::with_summaries(&self.vault, &self.packs, &self.calendar).await?;
        let keyed = Index::of(keyed.iter().map(String::as_str).collect());
        // Without its key, nothing of a dispute can be read, whatever was worked out before.
        let counts =
            |known: Summary| match keyed.has(&self.vault.tag(&known.dispute)) || !known.is_of_something() {
                true => known,
                false => known.ended(),
            };
        let kept = std::mem::take(&mut stored.known).into_iter().map(|known| Rc::new(counts(known)));
        Ok((stored, kept.collect()))
    }
}

fn sum(summaries: &[Rc<Summary>]) -> Tally {
    summaries.iter().fold(Tally::default(), |sum, summary| Tally {
        entries: sum.entries + summary.tally.entries,
        notes: sum.notes + summary.tally.notes,
    })
}

fn told_unreadable(summaries: &[Rc<Summary>]) -> usize {
    summaries.iter().map(|summary| summary.unreadable).sum()
}
