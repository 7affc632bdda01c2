//! A backup brought into a casebook that has entries of its own, and taken out again.
//!
//! The one idea: *a backup is taken in as the files would be that it holds.* Each dispute, card and receipt goes
//! through the same door as one that somebody sent: every signature is verified, and what is here stays. So whoever
//! makes a backup up can say no more in it than they could sign, and the first card of a partnership comes by itself
//! only from a backup of this very casebook.

use super::exchange::verified;
use super::holding::{put, registers};
use super::partnership::Held;
use super::proof::proven;
use super::stored::Stored;
use super::views::{CardNews, CardPreview, Here, RestoreLine, RestorePreview, Restored};
use super::{Casebook, CasebookError, OpenedBackup};
use crate::bundle::{CardChange, Said, SignedCard, SignedEvent, SignedReceipt};
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
    cards: Vec<(CardPreview, String)>,
    left: usize,
}

impl Bringing {
    fn brings_cards(&self) -> bool {
        self.cards.iter().any(|(card, _)| card.news != CardNews::First)
    }
}

impl Casebook {
    /// What a backup would bring. Stores nothing.
    ///
    /// # Errors
    /// [`CasebookError::Vault`].
    pub async fn preview_restore(&self, backup: &OpenedBackup) -> Result<RestorePreview, CasebookError> {
        let Bringing { lines, records, cards, left, .. } = self.bringing(backup).await?;
        Ok(RestorePreview { disputes: lines, cards, left, brings: !records.is_empty() })
    }

    /// Takes in what [`Self::preview_restore`] showed, all of it or nothing. Twice is as once.
    ///
    /// # Errors
    /// [`CasebookError::Vault`]; nothing was stored then.
    pub async fn restore(&self, backup: &OpenedBackup) -> Result<(), CasebookError> {
        let Bringing { records, added, .. } = self.bringing(backup).await?;
        if !records.is_empty() {
            let note = RestoredRecord { at: self.clock.now(), disputes: added };
            // Where no entry comes, those of the backup before can be taken out still.
            let brings_entries = !note.disputes.is_empty();
            self.vault.keep_restored(&records, brings_entries.then_some(&note)).await?;
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
    /// them as earlier; [`CasebookError::BegunIn`]; [`CasebookError::Vault`].
    pub async fn take_restored_out(&self) -> Result<(), CasebookError> {
        let restored = self.vault.restored().await?.ok_or(CasebookError::NothingRestored)?;
        let stored = self.stored(Of::Every).await?;
        let mut gone = Vec::new();
        for (dispute, events) in &restored.disputes {
            let out = Index::of(events.iter().map(|id| id.0.as_str()).collect());
            let here = stored.events.get(dispute).map(Vec::as_slice).unwrap_or_default();
            let mut stay =
                here.iter().map(SignedEvent::event).filter(|event| !out.has(&event.id.0)).peekable();
            let unread = stored.unread_of(&self.vault.tag(dispute)).unreadable;
            if stay.peek().is_none() && unread == 0 {
                gone.push(dispute.clone());
            }
            if stay.any(|event| event.entry.prev.iter().any(|earlier| out.has(&earlier.0))) {
                return Err(CasebookError::BuiltUpon);
            }
        }
        self.check_begun(&gone).await?;
        self.vault.take_out(&restored, &gone).await?;
        self.known.take();
        Ok(())
    }

    async fn bringing(&self, backup: &OpenedBackup) -> Result<Bringing, CasebookError> {
        let theirs = backup.inside.stored(Of::Every).await?;
        let mut ours = self.stored(Of::Every).await?;
        let mut bringing = Bringing::default();
        self.bring_cards(backup, &theirs, &mut ours, &mut bringing).await?;
        for (id, events) in theirs.events.iter() {
            let here = if ours.events.contains_key(id) { Here::Known } else { Here::New };
            let mut records = Together::default();
            if self.is_news_in(&ours, id, events) {
                match self.bring_entries(backup, &theirs, &mut ours, id).await {
                    Ok((brought, added)) => {
                        records = brought;
                        bringing.added.extend((!added.is_empty()).then(|| (id.clone(), added)));
                    }
                    Err(error @ CasebookError::Vault(_)) => return Err(error),
                    // One that cannot be checked keeps nobody from the others.
                    Err(_) => {
                        bringing.left += 1;
                        continue;
                    }
                }
            }
            self.bring_receipts(&theirs, &mut ours, id, (&mut records, &mut bringing.left)).await?;
            if records.is_nothing() {
                continue;
            }
            let seen = ours.record(id, &self.own, self.now());
            bringing.lines.push(RestoreLine {
                dispute: id.0.clone(),
                title: seen.seen(&ours.packs, |seen| seen.sight.title()),
                here,
                new_entries: records.entries.len(),
                words_back: records.replacing.len(),
                receipts: records.receipts.len(),
            });
            bringing.records.push(records);
        }
        if bringing.brings_cards() {
            let partnerships = Some(ours.kept_partnerships());
            bringing.records.push(Together { partnerships, ..Together::default() });
        }
        Ok(bringing)
    }

    /// The entries of a dispute as its file would bring them, put beside what is here.
    async fn bring_entries(
        &self,
        backup: &OpenedBackup,
        theirs: &Stored,
        ours: &mut Stored,
        id: &EventId,
    ) -> Result<(Together, Vec<EventId>), CasebookError> {
        let file = backup.inside.signed_file(theirs, id, &[]).await?;
        let file = verified(file.text.as_bytes()).await?;
        let known = ours.enrolments.len();
        let brought = self.take_in(ours, &file).await?;
        for event in brought.new.iter().map(SignedEvent::event) {
            // It was written with this very key, and no other casebook is known to have it.
            if event.entry.author.0 == self.own.0 {
                ours.travel.remove(&event.id);
            }
        }
        let records = self.records_of(ours, &file, &brought).await;
        if records.is_err() {
            // Another dispute may bring the same people.
            ours.enrolments.truncate(known);
        }
        Ok((records?.0, brought.added))
    }

    /// The receipts of a dispute that registers signed whose cards are held, put beside what is here.
    async fn bring_receipts(
        &self,
        theirs: &Stored,
        ours: &mut Stored,
        id: &EventId,
        (records, left): (&mut Together, &mut usize),
    ) -> Result<(), CasebookError> {
        for text in theirs.receipts.get(id).into_iter().flatten() {
            if ours.receipts.get(id).is_some_and(|here| here.contains(text)) {
                continue;
            }
            match proven(SignedReceipt::read_of(text, registers(ours))).await {
                Ok(receipt) if receipt.content().dispute == *id => {
                    records.receipts.push(self.receipt_record(ours, id, &receipt));
                }
                Err(error @ CasebookError::Vault(_)) => return Err(error),
                Ok(_) | Err(_) => *left += 1,
            }
        }
        if !records.receipts.is_empty() {
            records.summaries = vec![self.summarised(ours, id).kept()];
            records.unread = ours.unread_names();
        }
        Ok(())
    }

    /// What a backup holds of partnerships, put beside what is here.
    async fn bring_cards(
        &self,
        backup: &OpenedBackup,
        theirs: &Stored,
        ours: &mut Stored,
        bringing: &mut Bringing,
    ) -> Result<(), CasebookError> {
        let own = self.is_own(backup).await;
        for held in &theirs.partnerships {
            match self.bring_card(held, ours, own).await {
                Ok(card) => bringing.cards.extend(card.map(|card| (card, held.card.to_text()))),
                Err(error @ CasebookError::Vault(_)) => return Err(error),
                Err(_) => bringing.left += 1,
            }
        }
        Ok(())
    }

    /// What comes of one partnership, if anything does.
    async fn bring_card(
        &self,
        held: &Held,
        ours: &mut Stored,
        own: bool,
    ) -> Result<Option<CardPreview>, CasebookError> {
        let card = proven(SignedCard::read(&held.card.to_text())).await?;
        let root = card.content().root;
        let said = held.of_members().into_iter().map(|(_, jws)| jws).collect();
        let said = proven(Said::by_root(said, &root)).await?;
        let mut all = ours.partnerships.clone();
        let is_of_root = |held: &Held| held.card.content().root == root;
        let (place, news) = match (put(&mut all, card), all.iter().position(is_of_root)) {
            // What it says of members stands for itself.
            (Err(CasebookError::Card(CardChange::Older)), Some(place)) => (place, CardNews::Held),
            (put, _) => put?,
        };
        let news = match (news, all[place].take_in(&said)) {
            (CardNews::First, _) if own => CardNews::Again,
            (CardNews::Held, true) => CardNews::Later,
            (CardNews::Held, false) => return Ok(None),
            (news, _) => news,
        };
        let shown = self.previewed(ours, &all, place, news);
        if news != CardNews::First {
            ours.partnerships = all;
        }
        Ok(Some(shown))
    }

    /// Whether a backup was made of this very casebook, on whichever device: its list is sealed with the same key,
    /// which nobody has who made one up.
    async fn is_own(&self, backup: &OpenedBackup) -> bool {
        match self.vault.inside(&backup.file).await {
            Ok(inside) => inside.manifest(&backup.file).await.is_ok(),
            Err(_) => false,
        }
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
