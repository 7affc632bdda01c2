//! A file looked at by a partnership's card: who signed it, in the partnership's own words.
//!
//! The one idea: *whoever brings a card has made sure that it is the partnership's.* Anybody can make one, so the words that
//! stand for its root key are told with whatever is said by it. Of receipts what its registers signed is believed.

use chrono::{DateTime, Utc};

use super::Shelf;
use super::backups::at_once;
use super::partnership::moment;
use crate::bundle::{SignedCard, SignedReceipt};
use crate::casebook::views::{CardFile, Signer, TimelineEntry};
use crate::casebook::{CasebookError, check_words};
use crate::vault::stretch::InThisThread;

impl Shelf {
    /// The same, taking a partnership's word for who signed, as of a moment.
    ///
    /// # Errors
    /// [`CasebookError::Bundle`] says what does not hold.
    pub fn with_card(self, card: &str, receipts: &[&str], at: DateTime<Utc>) -> Result<Self, CasebookError> {
        let card = SignedCard::read(card).settled().map_err(CasebookError::Bundle)?;
        let shelf = Self { partnership: Some((card, Vec::new(), at)), ..self };
        receipts.iter().try_fold(shelf, |shelf, receipt| shelf.with_receipt(receipt))
    }

    /// The same with one more receipt of the register of its partnership; of no use without a card.
    ///
    /// # Errors
    /// [`CasebookError::Bundle`] says what does not hold.
    pub fn with_receipt(mut self, receipt: &str) -> Result<Self, CasebookError> {
        if let Some((card, receipts, _)) = &mut self.partnership {
            let receipt = SignedReceipt::read(receipt, card.content()).settled();
            receipts.push(receipt.map_err(CasebookError::Bundle)?.to_text());
        }
        Ok(self)
    }

    /// What the card says, with the words to compare.
    ///
    /// # Errors
    /// [`CasebookError::Vault`] where the words cannot be made.
    pub fn card(&self) -> Result<Option<CardFile>, CasebookError> {
        match &self.partnership {
            Some((card, ..)) => at_once(card_file(card)).map(Some),
            None => Ok(None),
        }
    }
}

/// A card as a file, and what it says.
pub(super) async fn card_file(card: &SignedCard) -> Result<CardFile, CasebookError> {
    let said = card.content();
    let words = check_words::of_partnership(&InThisThread, &said.root.kid()).await?;
    Ok(CardFile {
        text: card.to_text(),
        partnership: said.partnership.clone(),
        root: said.root.kid().0,
        number: said.number,
        issued: moment(said.issued),
        certificates: said.certificates.len(),
        revocations: said.revocations.len(),
        words: words.to_string(),
    })
}

/// Who signed, as far as each was known when the entry was received, with how many entries; in the order of the entries.
pub(super) fn signers_of_entries(newest_first: &[TimelineEntry]) -> Vec<(Signer, usize)> {
    let mut signers: Vec<(Signer, usize)> = Vec::new();
    for entry in newest_first.iter().rev() {
        match signers.iter_mut().find(|(who, _)| *who == entry.signer) {
            Some((_, entries)) => *entries += 1,
            None => signers.push((entry.signer.clone(), 1)),
        }
    }
    signers
}

/// How many entries are of signers whom the partnership does not confirm.
pub(super) fn unconfirmed(entries: &[TimelineEntry]) -> usize {
    entries.iter().filter(|entry| !entry.signer.standing.counts()).count()
}
