//! What a screen or an order needs, in one reading: of one dispute, of all, or of none.
//!
//! The one idea: *who asks about one dispute reads that one.* Names at rest begin with the dispute's tag, so
//! its records lie side by side, and a device may hold a thousand others at no cost.

use super::backup::{LAST_BACKUP, RESTORED};
use super::code::CODE;
use super::notes::{CALENDAR, CALENDAR_TOLD, CONTACTS, PARTNERSHIPS, PERSON, PERSON_TOLD};
use super::taking_back::LAST;
use super::{Found, Opened, Unlocked, read, summaries};
use crate::dispute::event::EventId;
use crate::vault::record::{
    BackupRecord, CalendarRecord, CodeRecord, DisputeNote, EventRecord, LastRecord, PackRecord,
    PartnershipsRecord, PersonRecord, Record, SignerRecord,
};
use crate::vault::{Look, Sealed, Store, VaultError};

const OF_DISPUTES: [Store; 3] = [Store::Keys, Store::Events, Store::Disputes];

/// Of which disputes the records are read.
#[derive(Clone, Copy, Debug)]
pub enum Of<'a> {
    /// All.
    Every,
    /// That one.
    One(&'a EventId),
    /// Those whose records' names begin so ([`Unlocked::tag`]), with the summaries of these.
    Tags(&'a [String], &'a [EventId]),
    /// None: only what belongs to no dispute.
    Nothing,
    /// None, but every summary.
    Summaries,
}

/// What was read, all of one moment.
#[derive(Debug)]
pub struct Glance {
    /// The entries, in no order that means anything.
    pub events: Found<Vec<EventRecord>>,
    /// What the device noted of the disputes.
    pub notes: Found<Vec<DisputeNote>>,
    /// Every signer whose key is known.
    pub signers: Found<Vec<SignerRecord>>,
    /// The procedures that are kept.
    pub packs: Found<Vec<PackRecord>>,
    /// Who uses this device; `None` if that was never said, an error where it cannot be read.
    pub person: Result<Option<PersonRecord>, VaultError>,
    /// The calendar that was last reckoned with; as [`Self::person`].
    pub calendar: Result<Option<CalendarRecord>, VaultError>,
    /// The last backup; as [`Self::person`].
    pub backup: Result<Option<BackupRecord>, VaultError>,
    /// The recovery code that is still to be typed back; as [`Self::person`].
    pub code: Result<Option<CodeRecord>, VaultError>,
    /// What was ordered last on this device; as [`Self::person`].
    pub last: Result<Option<LastRecord>, VaultError>,
    /// The partnerships whose cards are held; as [`Self::person`].
    pub partnerships: Result<Option<PartnershipsRecord>, VaultError>,
    /// What the summaries of these disputes say that open.
    pub summaries: Vec<Vec<u8>>,
    /// With every summary, which disputes have a data key, by tag.
    pub keyed: Vec<String>,
}

impl Unlocked {
    /// Reads what is asked for, and what belongs to no dispute.
    ///
    /// # Errors
    /// What [`super::Vault::look`] gives, and [`VaultError::Gone`].
    pub async fn glance(&self, of: Of<'_>) -> Result<Glance, VaultError> {
        let known = [PERSON, CALENDAR, LAST_BACKUP, CODE, LAST, PARTNERSHIPS, RESTORED, CONTACTS];
        let known = known.map(|name| self.ring.name_at_rest(Store::Settings, name));
        let [person, calendar, backup, code, last, partnerships, ..] = &known;
        let named = |name: &str| Look::Named(Store::Settings, name.to_owned());
        let mut looks = vec![
            Look::All(Store::Trust),
            Look::All(Store::Packs),
            named(person),
            named(calendar),
            named(backup),
            named(code),
            named(last),
            named(partnerships),
        ];
        let of_dispute = |tag: &str| OF_DISPUTES.map(|store| Look::Of(store, tag.to_owned()));
        let summary = |dispute| named(&self.ring.name_at_rest(Store::Settings, &summaries::name_of(dispute)));
        let before = looks.len();
        match of {
            Of::Every | Of::Summaries => looks.push(Look::All(Store::Settings)),
            Of::One(dispute) => looks.push(summary(dispute)),
            Of::Tags(_, disputes) => looks.extend(disputes.iter().map(summary)),
            Of::Nothing => {}
        }
        let of_summaries = looks.len() - before;
        match of {
            Of::Every => looks.extend(OF_DISPUTES.map(Look::All)),
            Of::One(dispute) => looks.extend(of_dispute(&self.tag(dispute))),
            Of::Tags(tags, _) => looks.extend(tags.iter().flat_map(|tag| of_dispute(tag))),
            Of::Nothing => {}
            Of::Summaries => looks.push(Look::Names(Store::Keys)),
        }
        let mut found = self.look(looks).await?;
        let mut sealed = Vec::new();
        let settings = [Store::Settings; 6];
        for store in [Store::Trust, Store::Packs].into_iter().chain(settings) {
            sealed.extend(found.next().into_iter().flatten().map(|record| (store, record)));
        }
        for record in found.by_ref().take(of_summaries).flatten() {
            if !known.contains(&record.key) {
                sealed.push((Store::Settings, record));
            }
        }
        let mut keyed = Vec::new();
        if let Of::Summaries = of {
            let names = found.next().unwrap_or_default();
            keyed.extend(names.iter().filter_map(|key| Some(key.key.split_once('.')?.0.to_owned())));
        }
        let mut keys = Vec::new();
        while let Some(mut more) = found.next() {
            keys.append(&mut more);
            for store in [Store::Events, Store::Disputes] {
                sealed.extend(found.next().into_iter().flatten().map(|record| (store, record)));
            }
        }
        self.ring.learn(&keys).await;
        let mut opened = self.open_all(sealed).await;
        let mut summaries = Vec::new();
        for Opened { store, key, plain } in &mut opened {
            if let Ok(plain) = plain
                && *store == Store::Settings
                && !known.contains(key)
            {
                summaries.push(std::mem::take(plain));
            }
        }
        Ok(Glance {
            events: read(&opened, Store::Events),
            notes: read(&opened, Store::Disputes),
            signers: read(&opened, Store::Trust),
            packs: read(&opened, Store::Packs),
            person: only(&opened, person, PERSON_TOLD),
            calendar: only(&opened, calendar, CALENDAR_TOLD),
            backup: only(&opened, backup, "backup"),
            code: only(&opened, code, "code"),
            last: only(&opened, last, "last"),
            partnerships: only(&opened, partnerships, "card"),
            summaries,
            keyed,
        })
    }

    /// The record of the settings with that name; `what` is its name for people.
    pub(super) async fn setting<T: Record>(
        &self,
        name: &str,
        what: &'static str,
    ) -> Result<Option<T>, VaultError> {
        only(&self.opened_setting(name).await?, &self.ring.name_at_rest(Store::Settings, name), what)
    }

    // One for all kinds of record: what waits weighs, what reads does not.
    async fn opened_setting(&self, name: &str) -> Result<Vec<Opened>, VaultError> {
        let key = self.ring.name_at_rest(Store::Settings, name);
        let found = self.look(vec![Look::Named(Store::Settings, key)]).await?;
        let found = found.flatten().map(|record| (Store::Settings, record)).collect();
        Ok(self.open_all(found).await)
    }

    /// What the looks find. A storage that is empty because the browser's data was cleared is not "nothing
    /// yet".
    pub(super) async fn look(
        &self,
        mut looks: Vec<Look>,
    ) -> Result<std::vec::IntoIter<Vec<Sealed>>, VaultError> {
        let still_there = self.ring.still_there();
        looks.insert(0, Look::Named(still_there.store, still_there.key));
        let mut found = self.vault.look(looks).await?.into_iter();
        match found.next() {
            Some(there) if !there.is_empty() => Ok(found),
            _ => Err(VaultError::Gone),
        }
    }
}

/// The setting that lies under that key.
fn only<T: Record>(opened: &[Opened], key: &str, what: &'static str) -> Result<Option<T>, VaultError> {
    let Some(one) = opened.iter().find(|one| one.store == Store::Settings && one.key == key) else {
        return Ok(None);
    };
    let read = one.plain.as_ref().ok().and_then(|plain| T::from_bytes(plain));
    read.map(Some).ok_or(VaultError::Damaged(what))
}
