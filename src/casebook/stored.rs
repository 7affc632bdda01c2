//! What the vault holds, read afresh for every order.

use std::rc::Rc;

use chrono::{DateTime, NaiveDate, Utc};

use super::calendars::in_use;
use super::exchange::text;
use super::packs::Packs;
use super::partnership::{Held as OfPartnership, Partnership};
use super::show::signers::signer_of;
use super::show::whole::Record;
use super::summary::Summary;
use super::told::CasebookError;
use super::views::{Profile, Travel, Vouched};
use crate::bundle::{CarriedPack, Enrolment, Jws, SignedEvent, SignedPack};
use crate::calendar::{Calendar, Moment};
use crate::dispute::event::{Author, EventId};
use crate::identity::{Kid, Member};
use crate::ordered::{Map, by_key};
use crate::vault::record::{
    BackupRecord, DisputeNote, EventRecord, LastRecord, OfferedRecord, Origin, PackRecord, PartnershipRecord,
    PartnershipsRecord, ReceiptRecord, RecountRecord, SignerRecord,
};
use crate::vault::unlocked::{Glance, Of, Tally, Unlocked, Unread, Unreadable};
use crate::vault::{Store, VaultError};

/// Everything that views are reckoned from.
pub(super) struct Stored {
    /// The entries, by dispute.
    pub events: Map<EventId, Vec<SignedEvent>>,
    /// Where entries have been; absent = here only.
    pub travel: Map<EventId, Travel>,
    /// When this device kept what came to it.
    pub since: Map<EventId, DateTime<Utc>>,
    /// Who has enrolled, as it was signed.
    pub enrolments: Vec<Enrolment>,
    /// The same, read.
    pub members: Vec<Member>,
    /// Of whom the enrolment was taken in by itself.
    pub colleagues: Vec<Kid>,
    /// The calendar that dates are reckoned with.
    pub calendar: Rc<Calendar>,
    /// What a change of it moved.
    pub recounts: Vec<RecountRecord>,
    /// The packs that are here.
    pub packs: Packs,
    /// The packs that do not come with the build, as they were signed.
    pub carried: Vec<SignedPack>,
    /// The digests of all packs that are kept: also of those of the build that disputes are run under, so
    /// that a later build with another text moves no dispute.
    pub kept: Vec<String>,
    /// When a pack was last taken over.
    pub last_taken_over: Option<DateTime<Utc>>,
    /// Who uses this device.
    pub profile: Profile,
    /// The last backup that was made.
    pub backup: Option<BackupRecord>,
    /// The recovery code that is still to be typed back.
    pub code: Option<String>,
    /// What was ordered last on this device. One that cannot be read is none: nothing is taken back then.
    pub last: Option<LastRecord>,
    /// How many records could not be read. They stay where they are.
    pub unreadable: usize,
    /// Those of them that are of disputes.
    pub unread: Vec<Unreadable>,
    /// From what each dispute was read.
    pub held: Map<EventId, Held>,
    /// What was worked out from them before, where that was read with them.
    pub known: Vec<Summary>,
    /// The partnerships whose cards are held.
    pub partnerships: Vec<OfPartnership>,
    /// Those whose cards this version cannot read: they stay beside what is written.
    pub unread_cards: Vec<PartnershipRecord>,
    /// The receipts that are here, by dispute, each as a file.
    pub receipts: Map<EventId, Vec<String>>,
    /// The entries whose words were erased here.
    #[cfg(feature = "desk")]
    pub erased: Vec<crate::vault::record::ErasedRecord>,
}

/// From what a dispute was read.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Held {
    /// How many records it has.
    pub tally: Tally,
    /// How many of them could not be read.
    pub unreadable: usize,
    /// How many of these are entries.
    pub unread_entries: usize,
    /// When a file of it was last made.
    pub last_export: Option<NaiveDate>,
    /// How often an entry of it was taken back.
    pub taken_back: usize,
}

impl Stored {
    pub async fn load(
        vault: &Unlocked,
        packs: &Packs,
        build: &Rc<Calendar>,
        of: Of<'_>,
    ) -> Result<Self, CasebookError> {
        let glance = vault.glance(of).await?;
        Self::read(vault, packs, build, glance)
    }

    /// What belongs to no dispute, with every summary; and which disputes have a data key, by tag.
    pub async fn with_summaries(
        vault: &Unlocked,
        packs: &Packs,
        build: &Rc<Calendar>,
    ) -> Result<(Self, Vec<String>), CasebookError> {
        let mut glance = vault.glance(Of::Summaries).await?;
        let keyed = std::mem::take(&mut glance.keyed);
        Ok((Self::read(vault, packs, build, glance)?, keyed))
    }

    fn read(
        vault: &Unlocked,
        packs: &Packs,
        build: &Rc<Calendar>,
        glance: Glance,
    ) -> Result<Self, CasebookError> {
        let Glance { events, notes, signers, packs: carried, person, calendar, backup, code, last, .. } =
            glance;
        let (partnerships, summaries) = (glance.partnerships, glance.summaries);
        let (profile, mut unread) = super::profile::who(person)?;
        let kept = if_readable(calendar, &mut unread)?;
        let backup = if_readable(backup, &mut unread)?;
        let (calendar, readable) = in_use(kept.as_ref(), build);
        unread += usize::from(!readable);
        let found = [&events.unreadable, &notes.unreadable, &signers.unreadable, &carried.unreadable];
        let mut stored = Self {
            events: Map::new(),
            travel: Map::new(),
            since: Map::new(),
            enrolments: Vec::new(),
            members: Vec::new(),
            calendar,
            recounts: Vec::new(),
            last_taken_over: None,
            packs: packs.clone(),
            carried: Vec::new(),
            kept: Vec::new(),
            profile,
            backup,
            code: if_readable(code, &mut unread)?.map(|record| record.code),
            last: last.ok().flatten(),
            unreadable: unread + found.iter().map(|unreadable| unreadable.len()).sum::<usize>(),
            unread: [events.unreadable, notes.unreadable].concat(),
            held: Map::new(),
            known: summaries.iter().filter_map(|bytes| Summary::read(bytes)).collect(),
            partnerships: Vec::new(),
            colleagues: Vec::new(),
            unread_cards: Vec::new(),
            receipts: Map::new(),
            #[cfg(feature = "desk")]
            erased: Vec::new(),
        };
        for record in if_readable(partnerships, &mut stored.unreadable)?.unwrap_or_default().held {
            match OfPartnership::read(&record) {
                Ok(held) => stored.partnerships.push(held),
                Err(_) => {
                    stored.unreadable += 1;
                    stored.unread_cards.push(record);
                }
            }
        }
        for record in events.records {
            stored.take_in(vault, record);
        }
        for note in notes.records {
            stored.take_in_note(note);
        }
        if !stored.unread.is_empty() {
            for dispute in stored.held.keys().cloned().collect::<Vec<EventId>>() {
                let unread = stored.unread_of(&vault.tag(&dispute));
                let held = stored.held.entry(dispute).or_default();
                held.tally.entries += unread.tally.entries;
                held.tally.notes += unread.tally.notes;
                held.unreadable = unread.unreadable;
                held.unread_entries = unread.unread_entries;
            }
        }
        by_key(&mut stored.recounts, |recount| recount.at);
        for signer in signers.records {
            match Enrolment::from_record(signer.signed.as_bytes()) {
                Ok(enrolment) => {
                    if signer.by_itself {
                        stored.colleagues.push(enrolment.content().kid());
                    }
                    stored.members.push(enrolment.content().clone());
                    stored.enrolments.push(enrolment);
                }
                Err(_) => stored.unreadable += 1,
            }
        }
        // What a person took over themselves comes before what a card brings.
        for held in &mut stored.partnerships {
            held.offer_procedure(&mut stored.packs);
        }
        let own = vault.public_key().kid();
        let mut kept: Vec<PackRecord> = carried.records;
        by_key(&mut kept, |pack| pack.offered.map(|offered| offered.at));
        stored.last_taken_over = kept.last().and_then(|pack| Some(pack.offered?.at));
        for record in kept {
            stored.kept.push(record.digest.clone());
            if record.offered.is_none() && packs.has(&record.digest) {
                continue;
            }
            match SignedPack::from_record(record.signed.as_bytes()) {
                Ok(pack) => stored.take_in_pack(pack, record.offered, &own),
                Err(_) => stored.unreadable += 1,
            }
        }
        Ok(stored)
    }

    /// The procedures on the cards that are held, each with the partnership that vouches for it.
    pub fn of_cards(&self) -> impl Iterator<Item = (CarriedPack, Vouched)> {
        self.partnerships.iter().filter_map(OfPartnership::procedure)
    }

    fn take_in_pack(&mut self, pack: SignedPack, offered: Option<OfferedRecord>, own: &Kid) {
        match offered {
            None => self.packs.carried(&pack.content().text),
            Some(OfferedRecord { signed, .. }) => {
                let signer = self.members.iter().find(|member| signed && member.kid() == pack.signer());
                let vouched =
                    signer.map_or(Vouched::Unsigned, |member| Vouched::Signed(signer_of(member, Some(own))));
                self.packs.taken_over(&pack.content().text, vouched);
            }
        }
        self.carried.push(pack);
    }

    fn take_in_note(&mut self, note: DisputeNote) {
        match note {
            DisputeNote::Exported(export) => {
                let day = Moment::from_utc(export.at.naive_utc()).date();
                let held = self.held.entry(export.dispute).or_default();
                held.tally.notes += 1;
                held.taken_back += usize::from(export.events.is_empty());
                for event in export.events {
                    if let Travel::Exported(day) = *self.travel.entry(event).or_insert(Travel::Exported(day))
                    {
                        held.last_export = held.last_export.max(Some(day));
                    }
                }
            }
            DisputeNote::Sent(sent) => {
                let day = Moment::from_utc(sent.at.naive_utc()).date();
                self.held.entry(sent.dispute).or_default().tally.notes += 1;
                for event in sent.events {
                    // The note of the file may come before or after.
                    let travel = self.travel.entry(event).or_insert(Travel::Sent(day));
                    if let Travel::Exported(_) = travel {
                        *travel = Travel::Sent(day);
                    }
                }
            }
            DisputeNote::Recounted(recount) => {
                self.held.entry(recount.dispute.clone()).or_default().tally.notes += 1;
                self.recounts.push(recount);
            }
            DisputeNote::Received(ReceiptRecord { dispute, receipt, .. }) => {
                self.held.entry(dispute.clone()).or_default().tally.notes += 1;
                self.receipts.entry(dispute).or_default().push(receipt);
            }
            #[cfg(feature = "desk")]
            DisputeNote::Erased(erased) => {
                self.held.entry(erased.dispute.clone()).or_default().tally.notes += 1;
                self.erased.push(erased);
            }
        }
    }

    /// What could not be read of the dispute whose names at rest begin so.
    pub fn unread_of(&self, tag: &str) -> Held {
        let mut held = Held::default();
        let own = |unread: &&Unreadable| unread.key.split_once('.').is_some_and(|(own, _)| own == tag);
        for unread in self.unread.iter().filter(own) {
            held.unreadable += 1;
            if unread.store == Store::Events {
                held.tally.entries += 1;
                held.unread_entries += 1;
            } else {
                held.tally.notes += 1;
            }
        }
        held
    }

    /// The names at rest of what of disputes could not be read.
    pub fn unread_names(&self) -> Vec<String> {
        self.unread.iter().map(|unread| unread.key.clone()).collect()
    }

    fn take_in(&mut self, vault: &Unlocked, record: EventRecord) {
        match SignedEvent::from_record(record.signed.as_bytes()) {
            Ok(event) => {
                self.held.entry(record.dispute.clone()).or_default().tally.entries += 1;
                if record.origin == Origin::Imported {
                    self.since.insert(record.id.clone(), record.kept_at);
                    self.travel.insert(record.id, Travel::Imported);
                }
                self.events.entry(record.dispute).or_default().push(event);
            }
            Err(_) => {
                let key = vault.entry_at_rest(&record.dispute, &record.id);
                self.unread.push(Unreadable { store: Store::Events, key, reason: Unread::Content });
                self.unreadable += 1;
            }
        }
    }

    /// The partnerships as they are kept.
    pub fn kept_partnerships(&self) -> PartnershipsRecord {
        let read = self.partnerships.iter().map(OfPartnership::kept);
        PartnershipsRecord { held: read.chain(self.unread_cards.iter().cloned()).collect() }
    }

    /// What partnerships say of members' keys and a file may carry, each with the key that it is about.
    pub fn said_of_members(&self, now: DateTime<Utc>) -> Vec<(Kid, Jws)> {
        let mut said = Vec::new();
        for held in &self.partnerships {
            said.extend(held.travelling(now));
        }
        said
    }

    /// Somebody who has enrolled, as they are kept.
    pub fn signer_record(&self, enrolment: &Enrolment, kept_at: DateTime<Utc>) -> SignerRecord {
        let kid = enrolment.content().kid();
        SignerRecord {
            by_itself: self.colleagues.contains(&kid),
            kid: Author::from(&kid),
            signed: text(enrolment.to_record()),
            checked: None,
            kept_at,
        }
    }

    /// The disputes that are here.
    pub fn disputes(&self) -> impl Iterator<Item = &EventId> {
        self.events.keys()
    }

    /// What a dispute is seen by.
    pub fn record<'a>(&'a self, dispute: &EventId, own: &'a Kid, now: Moment) -> Record<'a> {
        let events = self.events.get(dispute).map(Vec::as_slice).unwrap_or_default();
        let receipts = self.receipts.get(dispute).map(Vec::as_slice).unwrap_or_default();
        let agency = Some(self.profile.agency.as_str()).filter(|agency| !agency.is_empty());
        // A dispute is named by the entry that began it.
        let first = events.iter().map(SignedEvent::event).find(|event| event.id == *dispute);
        let procedure = first.and_then(|event| Some(&event.pins()?.procedure));
        let unread = self.held.get(dispute).map_or(0, |held| held.unread_entries);
        let (lost, gone) = self.lost(dispute, unread);
        Record {
            events,
            unread,
            lost,
            gone,
            travel: &self.travel,
            members: &self.members,
            partnership: Partnership::new(&self.partnerships, receipts, events, now.to_utc())
                .under(procedure, &self.packs)
                .since(&self.since),
            own: Some(own),
            agency,
            calendar: &self.calendar,
            recounts: &self.recounts,
            now,
        }
    }
}

/// A note of the device's own; one that is damaged is counted, and made anew when it is due.
fn if_readable<T>(note: Result<Option<T>, VaultError>, unread: &mut usize) -> Result<Option<T>, VaultError> {
    match note {
        Err(VaultError::Damaged(_)) => {
            *unread += 1;
            Ok(None)
        }
        other => other,
    }
}
