//! What came in is receipted, and the receipt goes back to whoever sent it.
//!
//! The one idea: *an entry is in the casebook with the receipt for it, or not at all.* Both are kept in one transaction;
//! what was taken in before gets the receipt that it has. So whoever is stopped and begins anew comes to the same
//! receipts, and the answers are made from these alone: the same files, byte by byte.

use std::fmt::Write as _;

use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};

use super::intake::LookedAt;
use super::own::OwnCasebook;
use crate::bundle::{Bundle, Receipt, Sealed, SignedReceipt, Verified, heads, received};
use crate::casebook::CasebookError;
use crate::casebook::sealing::{inside, opened_by};
use crate::casebook::views::{Imported, ReceiptFile, ReplyFile};
use crate::mail::reply::Reply;
use crate::vault::unlocked::{Of, PartnershipKeys};

const SUBJECT: &str = "Received";
const BODY: &str = "Your file has come in, and the register has signed for it.\r\n\r\n\
    Save what is attached, and open it in Accord under \"Open a file\", on the device that you sent from. Your entries \
    then say when they were received.\r\n";

impl OwnCasebook {
    /// Takes a file in, and gives the register's receipt for all that is in it; none at a desk without a register.
    pub(super) async fn take_in_file(
        &self,
        text: &str,
    ) -> Result<(Imported, Option<ReceiptFile>), CasebookError> {
        let Some(keys) = &self.keys else { return Ok((self.book.commit_import(text).await?, None)) };
        let book = &self.book;
        let file = self.verified(keys, text).await?;
        let id = file.dispute().clone();
        let mut stored = book.stored(Of::One(&id)).await?;
        let brought = book.take_in(&mut stored, &file).await?;
        let (receipt, is_new) = match self.receipt_for(keys, &stored, &file) {
            Some(receipt) => (receipt, false),
            None => {
                let events = stored.events.get(&id).map(Vec::as_slice).unwrap_or_default();
                let number = book.vault.last_receipt().await? + 1;
                let receipt =
                    Receipt { at: book.clock.now(), dispute: id.clone(), heads: heads(events), number };
                let unsigned = receipt.unsigned(&keys.public.register.kid());
                let signature = keys.sign_as_register(&unsigned.signing_input()).await?;
                (unsigned.with_signature(signature), true)
            }
        };
        let noted = is_new.then(|| book.receipt_record(&mut stored, &id, &receipt));
        let (mut records, summary) = book.records_of(&stored, &file, &brought).await?;
        records.last_receipt = is_new.then_some(receipt.content().number);
        records.receipts.extend(noted);
        if !records.is_nothing() {
            book.vault.keep_together(&records).await?;
            book.know(summary);
        }
        let imported =
            Imported { dispute: id.0, added: records.entries.len(), words_back: records.replacing.len() };
        Ok((imported, Some(file_of(&receipt, is_new))))
    }

    /// Reads and verifies a file, also one that was sealed to the partnership.
    async fn verified(&self, keys: &PartnershipKeys, text: &str) -> Result<Bundle<Verified>, CasebookError> {
        if Sealed::is_one(text) {
            let (file, own) = (Sealed::read(text).map_err(inside)?, keys.public.encryption.kid());
            if file.to(&own).is_some() {
                return Ok(opened_by(keys.opens(), &own, &file).await?);
            }
        }
        self.book.verified_file(text).await
    }

    /// The first receipt of this register that covers all of a file, if one does: each covers what those before it did.
    fn receipt_for(
        &self,
        keys: &PartnershipKeys,
        stored: &crate::casebook::stored::Stored,
        file: &Bundle<Verified>,
    ) -> Option<SignedReceipt> {
        let own = stored.partnerships.iter().map(|held| held.card.content());
        let card = own.into_iter().find(|card| card.root == keys.public.root)?;
        let files = stored.receipts.get(file.dispute())?;
        let receipts: Vec<SignedReceipt> =
            files.iter().filter_map(|file| SignedReceipt::from_record(file, card).ok()).collect();
        let covered = received(stored.events.get(file.dispute())?, &receipts);
        let mut last = 0;
        for event in file.events() {
            last = last.max(covered.get(&event.event().id)?.number);
        }
        receipts.into_iter().find(|receipt| receipt.content().number == last)
    }
}

fn file_of(receipt: &SignedReceipt, is_new: bool) -> ReceiptFile {
    let Receipt { at, number, .. } = *receipt.content();
    ReceiptFile { number, at, text: receipt.to_text(), is_new }
}

impl LookedAt {
    /// The answer that takes the receipts back to whoever sent the message; without an address to send it to, the
    /// receipts by themselves. The name of a file says nothing but the numbers of receipts.
    pub fn replies(&self) -> Vec<ReplyFile> {
        let mut receipts: Vec<&ReceiptFile> = Vec::new();
        for receipt in &self.receipts {
            if receipts.iter().all(|other| other.number != receipt.number) {
                receipts.push(receipt);
            }
        }
        receipts.sort_by_key(|receipt| receipt.number);
        let name = |receipt: &ReceiptFile| format!("receipt-{:06}", receipt.number);
        let Some(to) = self.answer_to.as_deref() else {
            let alone = |receipt: &&ReceiptFile| ReplyFile {
                name: name(receipt) + ".json",
                bytes: receipt.text.clone().into_bytes(),
                to: None,
            };
            return receipts.iter().map(alone).collect();
        };
        let Some(first) = receipts.first() else { return Vec::new() };
        let files: Vec<(String, String)> =
            receipts.iter().map(|receipt| (name(receipt) + ".json", receipt.text.clone())).collect();
        let mut hash = Sha256::new().chain_update(to).chain_update([0]);
        hash.update(self.id.as_deref().unwrap_or_default());
        for (_, text) in &files {
            hash.update([0]);
            hash.update(text);
        }
        let token = hash.finalize().iter().take(8).fold(String::new(), |mut token, byte| {
            // Writing to a string cannot fail.
            let _ = write!(token, "{byte:02x}");
            token
        });
        let at = receipts.iter().map(|receipt| receipt.at).max().unwrap_or(DateTime::<Utc>::UNIX_EPOCH);
        let reply = Reply {
            to,
            answers: self.id.as_deref(),
            token: &token,
            at: at.timestamp(),
            subject: SUBJECT,
            body: BODY,
            files: &files,
        };
        vec![ReplyFile {
            name: format!("{}-{token}.eml", name(first)),
            bytes: reply.to_bytes(),
            to: Some(to.to_owned()),
        }]
    }
}
