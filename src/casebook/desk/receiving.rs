//! What came in is receipted, and the receipt goes back to whoever sent it.
//!
//! The one idea: *what lies in a mailbox came together*, whoever sent it and in whatever order it lies there. So all of it is taken
//! in before anything is signed, and each dispute gets one receipt for all that came: signed message by message, the first
//! receipt would make everybody else's entries late. What has a receipt keeps it. So whoever is stopped and begins anew signs
//! for what has none yet, and the answers are made from the receipts alone: the same files, byte by byte.

use std::fmt::Write as _;

use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};

use super::backups::at_once;
use super::own::OwnCasebook;
use super::trouble::DeskError;
use crate::bundle::{Bundle, Receipt, Sealed, SignedEvent, SignedReceipt, Verified, heads, received};
use crate::casebook::CasebookError;
use crate::casebook::proof::proven;
use crate::casebook::sealing::{inside, opened_by};
use crate::casebook::stored::Stored;
use crate::casebook::views::{Imported, ReceiptFile, ReplyFile};
use crate::dispute::event::EventId;
use crate::identity::Received;
use crate::mail::reply::Reply;
use crate::ordered::Map;
use crate::vault::unlocked::{Of, PartnershipKeys, Together};

const SUBJECT: &str = "Received";
const BODY: &str = "Your file has come in, and the register has signed for it.\r\n\r\n\
    Save this message whole, or what is attached, and open it in Accord under \"Open a file\", on the device that you sent \
    from. The entries then say when they were received.\r\n";

/// What goes back to whoever sent a message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// Where it goes, as the message says.
    pub to: Option<String>,
    /// The id of the message.
    pub id: Option<String>,
    /// The receipts that were the first to cover entries of its files, by number, each once.
    pub receipts: Vec<ReceiptFile>,
    /// The disputes of which it brought entries that no receipt covers yet, each with the number of its last one.
    pub unsigned: Vec<(EventId, i64)>,
}

/// Signs for what was taken in: for each dispute once, however many messages brought it.
#[derive(Debug)]
pub struct Signing<'a> {
    desk: &'a OwnCasebook,
    /// The receipts of a dispute that came after its messages were looked at.
    signed: Map<EventId, Vec<ReceiptFile>>,
}

impl Signing<'_> {
    /// The answer with the receipts that it waits for.
    ///
    /// # Errors
    /// [`DeskError::Casebook`]; what was signed before it stays.
    pub fn complete(&mut self, mut answer: Answer) -> Result<Answer, DeskError> {
        for (dispute, since) in std::mem::take(&mut answer.unsigned) {
            if !self.signed.contains_key(&dispute) {
                let signed = at_once(self.desk.receipts_since(&dispute, since))?;
                self.signed.insert(dispute.clone(), signed);
            }
            answer.receipts.extend(self.signed.get(&dispute).into_iter().flatten().cloned());
        }
        answer.in_order();
        Ok(answer)
    }

    /// How many receipts were signed.
    pub fn how_many(&self) -> usize {
        self.signed.values().flatten().filter(|receipt| receipt.is_new).count()
    }
}

impl OwnCasebook {
    /// Signs for what was taken in from messages, once all of them were looked at.
    pub fn signing(&self) -> Signing<'_> {
        Signing { desk: self, signed: Map::new() }
    }

    /// Takes a file in; the answer to its message is given the receipts that its entries have, and what has none yet.
    pub(super) async fn take_in_file(
        &self,
        text: &str,
        answer: &mut Answer,
    ) -> Result<Imported, CasebookError> {
        let Some(keys) = &self.keys else { return self.book.commit_import(text).await };
        let book = &self.book;
        let file = self.verified(keys, text).await?;
        let id = file.dispute().clone();
        let mut stored = book.stored(Of::One(&id)).await?;
        let brought = book.take_in(&mut stored, &file).await?;
        let receipts = receipts_of(keys, &stored, &id);
        let covered = received(events_of(&stored, &id), &receipts);
        let first = Vec::from_iter(file.events().iter().map(|event| covered.get(&event.event().id).copied()));
        let is_first = |receipt: &&SignedReceipt| {
            let Receipt { number, at, .. } = *receipt.content();
            first.contains(&Some(Received { number, at }))
        };
        let (records, summary) = book.records_of(&stored, &file, &brought).await?;
        if !records.is_nothing() {
            book.vault.keep_together(&records).await?;
            book.know(summary);
        }
        answer.receipts.extend(receipts.iter().filter(is_first).map(|receipt| file_of(receipt, false)));
        answer.in_order();
        if first.contains(&None) {
            let last = receipts.iter().map(|receipt| receipt.content().number).max().unwrap_or_default();
            answer.unsigned.push((id.clone(), last));
        }
        Ok(Imported { dispute: id.0, added: records.entries.len(), words_back: records.replacing.len() })
    }

    /// The receipts of a dispute after that number; one more is signed where entries have none yet.
    async fn receipts_since(&self, id: &EventId, since: i64) -> Result<Vec<ReceiptFile>, CasebookError> {
        let Some(keys) = &self.keys else { return Ok(Vec::new()) };
        let book = &self.book;
        let mut stored = book.stored(Of::One(id)).await?;
        let receipts = receipts_of(keys, &stored, id);
        let covered = received(events_of(&stored, id), &receipts);
        let after = |receipt: &&SignedReceipt| receipt.content().number > since;
        let mut files: Vec<ReceiptFile> =
            receipts.iter().filter(after).map(|receipt| file_of(receipt, false)).collect();
        let events = events_of(&stored, id);
        if events.iter().all(|event| covered.contains_key(&event.event().id)) {
            return Ok(files);
        }
        let number = book.vault.last_receipt().await? + 1;
        let receipt = Receipt { at: book.clock.now(), dispute: id.clone(), heads: heads(events), number };
        let unsigned = receipt.unsigned(&keys.public.register.kid());
        let signature = keys.sign_as_register(&unsigned.signing_input()).await?;
        let receipt = unsigned.with_signature(signature);
        // What no reader accepts would be signed anew at every run.
        let read = SignedReceipt::read_of(&receipt.to_text(), vec![keys.public.register]);
        let receipt = proven(read).await?;
        let noted = book.receipt_record(&mut stored, id, &receipt);
        let summary = book.summarised(&stored, id);
        let records = Together {
            last_receipt: Some(number),
            receipts: vec![noted],
            summaries: vec![summary.kept()],
            ..Together::default()
        };
        book.vault.keep_together(&records).await?;
        book.know(summary);
        files.push(file_of(&receipt, true));
        Ok(files)
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
}

/// The entries of a dispute that are here.
fn events_of<'a>(stored: &'a Stored, id: &EventId) -> &'a [SignedEvent] {
    stored.events.get(id).map(Vec::as_slice).unwrap_or_default()
}

/// The receipts of this register for a dispute.
fn receipts_of(keys: &PartnershipKeys, stored: &Stored, id: &EventId) -> Vec<SignedReceipt> {
    let own = stored.partnerships.iter().map(|held| held.card.content());
    let card = own.into_iter().find(|card| card.root == keys.public.root);
    let files = stored.receipts.get(id).map(Vec::as_slice).unwrap_or_default();
    files.iter().filter_map(|file| SignedReceipt::from_record(file, card?).ok()).collect()
}

fn file_of(receipt: &SignedReceipt, is_new: bool) -> ReceiptFile {
    let Receipt { at, number, .. } = *receipt.content();
    ReceiptFile { number, at, text: receipt.to_text(), is_new }
}

impl Answer {
    /// By number, each once.
    fn in_order(&mut self) {
        self.receipts.sort_by_key(|receipt| receipt.number);
        self.receipts.dedup_by_key(|receipt| receipt.number);
    }

    /// The answer that takes the receipts back to whoever sent the message; without an address to send it to, the
    /// receipts by themselves. The name of a file says nothing but the numbers of receipts.
    pub fn replies(&self) -> Vec<ReplyFile> {
        let name = |receipt: &ReceiptFile| format!("receipt-{:06}", receipt.number);
        let Some(to) = self.to.as_deref() else {
            let alone = |receipt: &ReceiptFile| ReplyFile {
                name: name(receipt) + ".json",
                bytes: receipt.text.clone().into_bytes(),
                to: None,
            };
            return self.receipts.iter().map(alone).collect();
        };
        let Some(last) = self.receipts.last() else { return Vec::new() };
        let files: Vec<(String, String)> =
            self.receipts.iter().map(|receipt| (name(receipt) + ".json", receipt.text.clone())).collect();
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
        let at = self.receipts.iter().map(|receipt| receipt.at).max().unwrap_or(DateTime::<Utc>::UNIX_EPOCH);
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
