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
use crate::casebook::proof::proven;
use crate::casebook::sealing::{inside, opened_by};
use crate::casebook::stored::Stored;
use crate::casebook::views::{Imported, ReceiptFile, ReplyFile};
use crate::identity::Received;
use crate::mail::reply::Reply;
use crate::vault::unlocked::{Of, PartnershipKeys};

const SUBJECT: &str = "Received";
const BODY: &str = "Your file has come in, and the register has signed for it.\r\n\r\n\
    Save this message whole, or what is attached, and open it in Accord under \"Open a file\", on the device that you sent \
    from. The entries then say when they were received.\r\n";

impl OwnCasebook {
    /// Takes a file in, and gives the register's receipts for all that is in it, for each entry the first one that covers
    /// it; none at a desk without a register.
    pub(super) async fn take_in_file(
        &self,
        text: &str,
    ) -> Result<(Imported, Vec<ReceiptFile>), CasebookError> {
        let Some(keys) = &self.keys else { return Ok((self.book.commit_import(text).await?, Vec::new())) };
        let book = &self.book;
        let file = self.verified(keys, text).await?;
        let id = file.dispute().clone();
        let mut stored = book.stored(Of::One(&id)).await?;
        let brought = book.take_in(&mut stored, &file).await?;
        let (first, all_covered) = self.receipts_for(keys, &stored, &file);
        let mut receipts: Vec<ReceiptFile> = first.iter().map(|receipt| file_of(receipt, false)).collect();
        let (mut last_receipt, mut noted) = (None, None);
        if !all_covered {
            let events = stored.events.get(&id).map(Vec::as_slice).unwrap_or_default();
            let number = book.vault.last_receipt().await? + 1;
            let receipt = Receipt { at: book.clock.now(), dispute: id.clone(), heads: heads(events), number };
            let unsigned = receipt.unsigned(&keys.public.register.kid());
            let signature = keys.sign_as_register(&unsigned.signing_input()).await?;
            let receipt = unsigned.with_signature(signature);
            // What no reader accepts would be signed anew with every message.
            let read = SignedReceipt::read_of(&receipt.to_text(), vec![keys.public.register]);
            let receipt = proven(read).await?;
            noted = Some(book.receipt_record(&mut stored, &id, &receipt));
            last_receipt = Some(number);
            receipts.push(file_of(&receipt, true));
        }
        let (mut records, summary) = book.records_of(&stored, &file, &brought).await?;
        records.last_receipt = last_receipt;
        records.receipts.extend(noted);
        if !records.is_nothing() {
            book.vault.keep_together(&records).await?;
            book.know(summary);
        }
        let imported =
            Imported { dispute: id.0, added: records.entries.len(), words_back: records.replacing.len() };
        Ok((imported, receipts))
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

    /// The receipts of this register that were the first to cover entries of a file, by number, each once; and whether
    /// they cover all of it.
    fn receipts_for(
        &self,
        keys: &PartnershipKeys,
        stored: &Stored,
        file: &Bundle<Verified>,
    ) -> (Vec<SignedReceipt>, bool) {
        let own = stored.partnerships.iter().map(|held| held.card.content());
        let card = own.into_iter().find(|card| card.root == keys.public.root);
        let files = stored.receipts.get(file.dispute()).map(Vec::as_slice).unwrap_or_default();
        let read = |file: &String| SignedReceipt::from_record(file, card?).ok();
        let mut receipts: Vec<SignedReceipt> = files.iter().filter_map(read).collect();
        let events = stored.events.get(file.dispute()).map(Vec::as_slice).unwrap_or_default();
        let covered = received(events, &receipts);
        let first = file.events().iter().map(|event| covered.get(&event.event().id).copied());
        let first: Vec<Option<Received>> = first.collect();
        receipts.retain(|receipt| {
            let Receipt { number, at, .. } = *receipt.content();
            first.contains(&Some(Received { number, at }))
        });
        receipts.sort_by_key(|receipt| receipt.content().number);
        (receipts, !first.contains(&None))
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
        let Some(last) = receipts.last() else { return Vec::new() };
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
            name: format!("{}-{token}.eml", name(last)),
            bytes: reply.to_bytes(),
            to: Some(to.to_owned()),
        }]
    }
}
