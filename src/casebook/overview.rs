//! Every dispute at once, for the first screen: from its summary where that counts, else read and reckoned.

use std::rc::Rc;

use super::stored::{Held, Stored};
use super::summary::{Summary, stamp};
use super::{Casebook, CasebookError};
use crate::calendar::Moment;
use crate::dispute::event::EventId;
use crate::ordered::{Map, by_key};
use crate::vault::Sealed;
use crate::vault::unlocked::{Of, Summarised, Tally};

/// More disputes than this are not read one by one.
const FEW: usize = 200;

/// The summaries that this tab has opened, with the sealed bytes that they were opened from, by key. Bytes
/// that are the same were sealed once, so what they say is the same.
pub(super) type Opened = Vec<(Sealed, Option<Rc<Summary>>)>;

/// Every dispute.
pub(super) struct Overview {
    /// What belongs to no dispute.
    pub stored: Stored,
    /// What each shows, by id.
    pub disputes: Vec<Rc<Summary>>,
    /// How many records cannot be read.
    pub unreadable: usize,
}

impl Casebook {
    /// Every dispute as it stands now.
    pub(super) async fn overview(&self, now: Moment) -> Result<Overview, CasebookError> {
        let (stored, mut kept) = self.kept_summaries().await?;
        // Asked after they were read: entries are only ever added, so where the sums are the same, no
        // dispute has one that its summary does not know.
        let all = self.vault.tally().await?;
        let sum = kept.iter().fold(Tally::default(), |sum, summary| Tally {
            entries: sum.entries + summary.tally.entries,
            notes: sum.notes + summary.tally.notes,
        });
        let here = stamp(&stored);
        let (mut afresh, mut strays) = (Vec::new(), 0);
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
                    _ => afresh.push(tag),
                }
            }
            by_key(&mut kept, |summary| summary.dispute.clone());
        }
        let stale = kept.iter().filter(|summary| !summary.holds(&here, now));
        afresh.extend(stale.map(|summary| self.vault.tag(&summary.dispute)));
        if afresh.is_empty() {
            let unreadable = stored.unreadable + told_unreadable(&kept) + strays;
            return Ok(Overview { stored, disputes: kept, unreadable });
        }
        let stored = if afresh.len() > FEW {
            kept.clear();
            strays = 0;
            self.stored(Of::Every).await?
        } else {
            kept.retain(|summary| !afresh.contains(&self.vault.tag(&summary.dispute)));
            self.stored(Of::Tags(&afresh)).await?
        };
        let unreadable = stored.unreadable + told_unreadable(&kept) + strays;
        let here = stamp(&stored);
        let ids: Vec<EventId> = stored.disputes().cloned().collect();
        let fresh: Vec<Rc<Summary>> =
            ids.iter().map(|id| Rc::new(self.summary(&stored, id, &here, now))).collect();
        let news: Vec<Summarised> = fresh.iter().map(|summary| summary.kept()).collect();
        kept.extend(fresh);
        by_key(&mut kept, |summary| summary.dispute.clone());
        // Not kept, they are worked out again: that costs time, and nobody their first screen.
        let _ = self.vault.keep_summaries(&news).await;
        Ok(Overview { stored, disputes: kept, unreadable })
    }

    /// A dispute's summary as it is to be kept beside its entries.
    pub(super) fn summarised(&self, stored: &Stored, id: &EventId) -> Summarised {
        self.summary(stored, id, &stamp(stored), self.now()).kept()
    }

    fn summary(&self, stored: &Stored, id: &EventId, stamp: &str, now: Moment) -> Summary {
        let nothing = Held::default();
        let held = stored.held.get(id).unwrap_or(&nothing);
        stored.record(id, &self.own, now).seen(&stored.packs, |seen| Summary::of(seen, held, stamp))
    }

    /// What belongs to no dispute, and the summaries that can be read, by dispute.
    async fn kept_summaries(&self) -> Result<(Stored, Vec<Rc<Summary>>), CasebookError> {
        let (stored, sealed) = Stored::with_summaries(&self.vault, &self.packs, &self.calendar).await?;
        let before = self.opened.take();
        let known = |one: &Sealed| {
            let place = before.binary_search_by(|(other, _)| other.key.cmp(&one.key)).ok()?;
            Some(&before[place]).filter(|(other, _)| other.bytes == one.bytes)
        };
        let unknown: Vec<Sealed> = sealed.iter().filter(|one| known(one).is_none()).cloned().collect();
        let mut opened = self.vault.open_summaries(unknown).await.into_iter();
        let mut now: Opened = Vec::with_capacity(sealed.len());
        for one in sealed {
            let summary = match known(&one) {
                Some((_, summary)) => summary.clone(),
                None => opened.next().flatten().and_then(|bytes| Summary::read(&bytes)).map(Rc::new),
            };
            now.push((one, summary));
        }
        let mut kept: Vec<Rc<Summary>> = now.iter().filter_map(|(_, summary)| summary.clone()).collect();
        by_key(&mut kept, |summary| summary.dispute.clone());
        self.opened.replace(now);
        Ok((stored, kept))
    }
}

fn told_unreadable(summaries: &[Rc<Summary>]) -> usize {
    summaries.iter().map(|summary| summary.unreadable).sum()
}
