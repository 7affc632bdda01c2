//! Cards of partnerships and receipts of their registers, taken in.
//!
//! The one idea: *a root key is believed once, after two people compared its words; what it signs later follows by
//! itself.* A card of another root that bears a known name blocks: nobody is asked whether to go on.

use super::partnership::{Held, Partnership};
use super::proof::proven;
use super::stored::Stored;
use super::views::{CardNews, CardPreview, ExportFile, PartnershipCard, ReceiptPreview};
use super::{Casebook, CasebookError};
use crate::bundle::{BundleError, CardChange, SignedCard, SignedReceipt, received};
use crate::calendar::Moment;
use crate::dispute::event::EventId;
use crate::identity::{PublicKey, is_one_name};
use crate::procedure::pack;
use crate::vault::record::ReceiptRecord;
use crate::vault::unlocked::{Of, Together};

/// A dispute, and receipts of it that came in.
type OfDispute = (Stored, EventId, Vec<SignedReceipt>);

impl Casebook {
    /// The partnerships whose cards are held here.
    ///
    /// # Errors
    /// [`CasebookError::Vault`].
    pub async fn partnerships(&self) -> Result<Vec<PartnershipCard>, CasebookError> {
        let stored = self.stored(Of::Nothing).await?;
        Ok(stored.partnerships.iter().map(|held| self.partnership(&stored, held)).collect())
    }

    /// Reads a card and says what taking it in would change. Stores nothing.
    ///
    /// # Errors
    /// [`CasebookError::Bundle`]; [`CasebookError::Card`] says why it takes no known one's place.
    pub async fn preview_card(&self, file: &str) -> Result<CardPreview, CasebookError> {
        let (stored, place, news) = self.beside(file).await?;
        Ok(self.previewed(&stored, &stored.partnerships, place, news))
    }

    /// One of these cards, and what it is here.
    pub(super) fn previewed(
        &self,
        stored: &Stored,
        all: &[Held],
        place: usize,
        news: CardNews,
    ) -> CardPreview {
        let card = self.partnership(stored, &all[place]);
        let others = all.iter().filter(|other| other.card.content().root.kid().0 != card.root);
        let others = others.map(|held| held.card.content().partnership.clone()).collect();
        CardPreview { card, news, others }
    }

    /// Takes a card in. Of a root key that is not held yet, whoever orders it has compared the partnership's check
    /// words with somebody whom they know.
    ///
    /// # Errors
    /// As [`Self::preview_card`], and [`CasebookError::Vault`].
    pub async fn take_card(&self, file: &str) -> Result<(), CasebookError> {
        let (stored, _, news) = self.beside(file).await?;
        if news == CardNews::Held { Ok(()) } else { self.keep_partnerships(&stored).await }
    }

    /// Takes in a card of a root key that is held already.
    ///
    /// # Errors
    /// [`CasebookError::NotCompared`] of the first card of a root key; else as [`Self::take_card`].
    pub(super) async fn take_later_card(&self, file: &str) -> Result<(), CasebookError> {
        let (stored, _, news) = self.beside(file).await?;
        match news {
            CardNews::First => Err(CasebookError::NotCompared),
            CardNews::Held => Ok(()),
            CardNews::Later | CardNews::Again => self.keep_partnerships(&stored).await,
        }
    }

    /// Lets go of a partnership: what it says counts no longer, and its next card is a first one. For whoever took a
    /// wrong one in, or where the partnership made a new root key.
    ///
    /// # Errors
    /// [`CasebookError::Vault`].
    pub async fn let_go_of(&self, root: &str) -> Result<(), CasebookError> {
        let mut stored = self.stored(Of::Nothing).await?;
        stored.partnerships.retain(|held| held.card.content().root.kid().0 != root);
        self.keep_partnerships(&stored).await
    }

    async fn keep_partnerships(&self, stored: &Stored) -> Result<(), CasebookError> {
        let partnerships = Some(stored.kept_partnerships());
        Ok(self.vault.keep_together(&Together { partnerships, ..Together::default() }).await?)
    }

    /// A card put beside what is stored; where, and what it is there.
    async fn beside(&self, file: &str) -> Result<(Stored, usize, CardNews), CasebookError> {
        let mut stored = self.stored(Of::Nothing).await?;
        let (place, news) = put(&mut stored.partnerships, proven(SignedCard::read(file)).await?)?;
        Ok((stored, place, news))
    }

    /// What the holder of this device says of themselves, as a file for their partnership.
    ///
    /// # Errors
    /// [`CasebookError::NoProfile`]; [`CasebookError::Vault`].
    pub async fn enrolment_file(&self) -> Result<ExportFile, CasebookError> {
        let stored = self.stored(Of::Nothing).await?;
        let own = stored.enrolments.iter().find(|enrolment| enrolment.content().kid() == self.own);
        let text = own.ok_or(CasebookError::NoProfile)?.to_file();
        let name = ["accord-enrolment-", &self.now().date().to_string(), ".json"].concat();
        Ok(ExportFile { name, text, entries: Vec::new() })
    }

    /// Reads receipts and says what taking them in would change, once for each dispute. Stores nothing.
    ///
    /// # Errors
    /// [`CasebookError::Bundle`]; [`CasebookError::NoCard`]; [`CasebookError::NoSuchDispute`] where none of them is of
    /// one that is here; [`CasebookError::Vault`].
    pub(super) async fn preview_receipts(
        &self,
        files: &[String],
    ) -> Result<Vec<ReceiptPreview>, CasebookError> {
        let mut previews = Vec::new();
        for (stored, id, receipts) in self.read_receipts(files).await? {
            let events = stored.events.get(&id).map(Vec::as_slice).unwrap_or_default();
            let last = receipts.iter().map(|receipt| receipt.content().at).max().unwrap_or_default();
            previews.push(ReceiptPreview {
                title: stored
                    .record(&id, &self.own, self.now())
                    .seen(&stored.packs, |seen| seen.sight.title()),
                at: Moment::from_utc(last.naive_utc()),
                covers: received(events, &receipts).len(),
                is_here: receipts.iter().all(|receipt| is_here(&stored, &id, receipt)),
                dispute: id.0,
            });
        }
        Ok(previews)
    }

    /// Takes receipts in, of each dispute all of them or none; gives the first one's dispute. Twice is as once.
    ///
    /// # Errors
    /// As [`Self::preview_receipts`].
    pub(super) async fn take_receipts(&self, files: &[String]) -> Result<String, CasebookError> {
        let mut first = None;
        for (mut stored, id, read) in self.read_receipts(files).await? {
            let mut receipts = Vec::new();
            for receipt in read {
                if !is_here(&stored, &id, &receipt) {
                    receipts.push(self.receipt_record(&mut stored, &id, &receipt));
                }
            }
            if !receipts.is_empty() {
                let summary = self.summarised(&stored, &id);
                let (summaries, unread) = (vec![summary.kept()], stored.unread_names());
                self.vault
                    .keep_together(&Together { receipts, summaries, unread, ..Together::default() })
                    .await?;
                self.know(summary);
            }
            first.get_or_insert(id.0);
        }
        first.ok_or(CasebookError::NoSuchDispute)
    }

    /// A receipt as it is kept, put beside what is stored.
    pub(super) fn receipt_record(
        &self,
        stored: &mut Stored,
        id: &EventId,
        receipt: &SignedReceipt,
    ) -> (String, ReceiptRecord) {
        let text = receipt.to_text();
        stored.receipts.entry(id.clone()).or_default().push(text.clone());
        stored.held.entry(id.clone()).or_default().tally.notes += 1;
        let record = ReceiptRecord { dispute: id.clone(), at: self.clock.now(), receipt: text };
        (receipt.id(), record)
    }

    /// The receipts of registers that held cards name, by dispute; those of one that is not here are passed over where
    /// others are not.
    async fn read_receipts(&self, files: &[String]) -> Result<Vec<OfDispute>, CasebookError> {
        let registers = registers(&self.stored(Of::Nothing).await?);
        let mut read: Vec<OfDispute> = Vec::new();
        for file in files {
            let receipt = match proven(SignedReceipt::read_of(file, registers.clone())).await {
                Err(CasebookError::Bundle(BundleError::MissingKey(_))) => return Err(CasebookError::NoCard),
                other => other?,
            };
            let dispute = &receipt.content().dispute;
            if let Some((.., receipts)) = read.iter_mut().find(|(_, id, _)| id == dispute) {
                receipts.push(receipt);
                continue;
            }
            match self.stored_of(&dispute.0).await {
                Ok((stored, id)) => read.push((stored, id, vec![receipt])),
                Err(CasebookError::NoSuchDispute) => {}
                Err(error) => return Err(error),
            }
        }
        if read.is_empty() { Err(CasebookError::NoSuchDispute) } else { Ok(read) }
    }

    fn partnership(&self, stored: &Stored, held: &Held) -> PartnershipCard {
        let card = held.card.content();
        let one = std::slice::from_ref(held);
        let own =
            Partnership::new(one, &[], &[], self.clock.now()).standing(&stored.members, &self.own, None);
        // Of a key that is certified again there are two certificates; one that was withdrawn keeps its own.
        let mut certified = 0;
        for (place, of) in card.certificates.iter().enumerate() {
            let signing = &of.content().signing;
            let (kid, earlier) = (signing.kid(), &card.certificates[..place]);
            let counts = earlier.iter().all(|of| of.content().signing != *signing)
                && card.revocations.iter().all(|of| of.content().kid != kid);
            certified += usize::from(counts);
        }
        PartnershipCard {
            name: card.partnership.clone(),
            root: card.root.kid().0,
            number: card.number,
            issued: Moment::from_utc(card.issued.naive_utc()),
            procedure: card.procedure.as_ref().and_then(|pack| {
                let pack = pack::read(&pack.content().text).ok()?;
                Some((pack.procedure().about.title.clone(), pack.procedure().version.clone()))
            }),
            certified,
            revoked: card.revocations.len(),
            own: own.0,
        }
    }
}

/// Puts a card beside those that are held, or in the place of the one of its root; where, and what it is there.
///
/// # Errors
/// [`CasebookError::Card`]; the ones that are held stay.
pub(super) fn put(all: &mut Vec<Held>, card: SignedCard) -> Result<(usize, CardNews), CasebookError> {
    let (root, name) = (&card.content().root, &card.content().partnership);
    let is_of_root = |held: &Held| held.card.content().root == *root;
    let Some(place) = all.iter().position(is_of_root) else {
        if all.iter().any(|held| is_one_name(&held.card.content().partnership, name)) {
            return Err(CasebookError::Card(CardChange::AnotherRoot));
        }
        all.push(Held::new(card));
        return Ok((all.len() - 1, CardNews::First));
    };
    let known = &all[place];
    let card = card.in_place_of(&known.card).map_err(CasebookError::Card)?;
    let news = if card.id() == known.card.id() { CardNews::Held } else { CardNews::Later };
    all[place] = known.with(card).map_err(CasebookError::Bundle)?;
    Ok((place, news))
}

/// The keys that sign receipts, by the cards that are held.
pub(super) fn registers(stored: &Stored) -> Vec<PublicKey> {
    stored.partnerships.iter().flat_map(|held| held.card.content().registers.clone()).collect()
}

/// Whether a receipt is here.
pub(super) fn is_here(stored: &Stored, id: &EventId, receipt: &SignedReceipt) -> bool {
    stored.receipts.get(id).is_some_and(|here| here.contains(&receipt.to_text()))
}
