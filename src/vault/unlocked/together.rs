//! Records that mean something only together: kept in one transaction, or not at all.

use super::{Summarised, Unlocked};
use crate::dispute::event::EventId;
use crate::ordered::Index;
use crate::vault::keyring::DisputeKey;
use crate::vault::record::{
    CalendarRecord, ContactsRecord, DisputeNote, EventRecord, LastRecord, PackRecord, PartnershipsRecord,
    PersonRecord, ReceiptRecord, Record, SignerRecord,
};
use crate::vault::{Change, Sealed, Store, VaultError, Write};

/// What is kept together.
#[derive(Clone, Debug, Default)]
pub struct Together {
    /// Who uses this device.
    pub person: Option<PersonRecord>,
    /// The calendar that dates are reckoned with.
    pub calendar: Option<CalendarRecord>,
    /// The numbers of whom to ring.
    pub contacts: Option<ContactsRecord>,
    /// Every partnership whose card is held.
    pub partnerships: Option<PartnershipsRecord>,
    /// Signers; what was kept of the same keys before is replaced.
    pub signers: Vec<SignerRecord>,
    /// Procedures.
    pub packs: Vec<PackRecord>,
    /// Entries of one dispute. Where one of them is here already, nothing is kept: another tab was first.
    pub entries: Vec<EventRecord>,
    /// Entries of the same dispute that take the place of those of their ids.
    pub replacing: Vec<EventRecord>,
    /// Receipts for the same dispute, each with its name. One that is here already stays as it is.
    pub receipts: Vec<(String, ReceiptRecord)>,
    /// What lies there of the same dispute and does not open, by its name at rest: what comes under such a name
    /// takes its place.
    pub unread: Vec<String>,
    /// The number of the last receipt that the register of this desk signed.
    #[cfg(feature = "desk")]
    pub last_receipt: Option<i64>,
    /// That the words of one of those that take a place were erased. Where it was noted before, that stays.
    #[cfg(feature = "desk")]
    pub erased: Option<crate::vault::record::ErasedRecord>,
    /// Entries of the same dispute that these name as earlier: not there any more, nothing is kept.
    pub upon: Vec<EventId>,
    /// That this was ordered last on this device.
    pub last: Option<LastRecord>,
    /// What was worked out with them.
    pub summaries: Vec<Summarised>,
    /// The names of the drafts that end with it.
    pub ended: Vec<String>,
}

impl Together {
    /// Whether a file brought nothing: no entry, no words, and nothing that explains them.
    pub fn is_nothing(&self) -> bool {
        let Self { partnerships, signers, packs, entries, replacing, receipts, .. } = self;
        let nobody = partnerships.is_none() && signers.is_empty() && receipts.is_empty();
        nobody && packs.is_empty() && entries.is_empty() && replacing.is_empty()
    }
}

impl Unlocked {
    /// Keeps all of it or nothing.
    ///
    /// # Errors
    /// What [`super::Vault::commit`] gives; nothing was stored then.
    pub async fn keep_together(&self, records: &Together) -> Result<(), VaultError> {
        self.again_if_overtaken(async || {
            let (mut writes, key) = self.writes_of(records).await?;
            writes.push(self.ring.still_there());
            self.commit_all(writes, key.into_iter().collect()).await
        })
        .await
    }

    /// Everything sealed, and the key of the dispute that it is about, if it is about one.
    pub(super) async fn writes_of(
        &self,
        records: &Together,
    ) -> Result<(Vec<Write>, Option<DisputeKey>), VaultError> {
        let mut writes = Vec::new();
        if let Some(person) = &records.person {
            writes.push(self.replacing(Store::Settings, super::notes::PERSON, &person.to_bytes()).await?);
        }
        if let Some(calendar) = &records.calendar {
            let kept = calendar.to_bytes();
            writes.push(self.replacing(Store::Settings, super::notes::CALENDAR, &kept).await?);
        }
        if let Some(contacts) = &records.contacts {
            let kept = contacts.to_bytes();
            writes.push(self.replacing(Store::Settings, super::notes::CONTACTS, &kept).await?);
        }
        if let Some(partnerships) = &records.partnerships {
            let kept = partnerships.to_bytes();
            writes.push(self.replacing(Store::Settings, super::notes::PARTNERSHIPS, &kept).await?);
        }
        #[cfg(feature = "desk")]
        if let Some(number) = records.last_receipt {
            writes.push(self.counting(number).await?);
        }
        writes.extend(self.summary_writes(&records.summaries).await?);
        if let Some(last) = &records.last {
            writes.push(self.noting_last(last).await?);
        }
        for signer in &records.signers {
            writes.push(self.replacing(Store::Trust, &signer.kid.0, &signer.to_bytes()).await?);
        }
        for pack in &records.packs {
            writes.push(self.replacing(Store::Packs, &pack.digest, &pack.to_bytes()).await?);
        }
        writes.extend(records.ended.iter().map(|form| self.ending(form)));
        let of_entries = records.entries.iter().chain(&records.replacing).map(|record| &record.dispute);
        let of_receipts = records.receipts.iter().map(|(_, record)| &record.dispute);
        let Some(dispute) = of_entries.chain(of_receipts).next() else { return Ok((writes, None)) };
        let key = self.key_for(dispute).await?;
        for (name, receipt) in &records.receipts {
            let note = DisputeNote::Received(receipt.clone()).to_bytes();
            let sealing = self.ring.seal_of(&*self.clock, Store::Disputes, &key, name, &note);
            let Sealed { key, bytes } = sealing.await?;
            writes.push(Write { store: Store::Disputes, key, change: Change::KeepFirst(bytes) });
        }
        #[cfg(feature = "desk")]
        if let Some(erased) = &records.erased {
            let note = DisputeNote::Erased(erased.clone()).to_bytes();
            let sealing = self.ring.seal_of(&*self.clock, Store::Disputes, &key, &erased.entry.0, &note);
            let Sealed { key, bytes } = sealing.await?;
            writes.push(Write { store: Store::Disputes, key, change: Change::KeepFirst(bytes) });
        }
        let upon = records.upon.iter().map(|earlier| self.entry_at_rest(dispute, earlier));
        writes.extend(upon.map(|key| Write { store: Store::Events, key, change: Change::MustExist }));
        writes.extend(self.entries(&key, &records.entries, Change::Create).await?);
        writes.extend(self.entries(&key, &records.replacing, Change::Replace).await?);
        let unread = Index::of(records.unread.iter().map(String::as_str).collect());
        for write in &mut writes {
            if let Change::Create(bytes) | Change::KeepFirst(bytes) = &mut write.change
                && unread.has(&write.key)
            {
                write.change = Change::Replace(std::mem::take(bytes));
            }
        }
        Ok((writes, Some(key)))
    }

    /// Entries of a dispute, sealed; all begun before the first is awaited.
    pub(super) async fn entries(
        &self,
        key: &DisputeKey,
        records: &[EventRecord],
        change: fn(Vec<u8>) -> Change,
    ) -> Result<Vec<Write>, VaultError> {
        let seal = |record: &EventRecord| {
            self.ring.seal_of(&*self.clock, Store::Events, key, &record.id.0, &record.to_bytes())
        };
        let sealing: Vec<_> = records.iter().map(seal).collect();
        let mut writes = Vec::with_capacity(records.len());
        for sealing in sealing {
            let Sealed { key, bytes } = sealing.await?;
            writes.push(Write { store: Store::Events, key, change: change(bytes) });
        }
        Ok(writes)
    }
}
