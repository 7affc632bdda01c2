//! Files out: signed, read once before they are handed out, and what is noted of them.

use chrono::{DateTime, Utc};

use super::proof::proven;
use super::stored::Stored;
use super::views::{ExportFile, Profile, Travel};
use super::{Casebook, CasebookError};
use crate::bundle::{self, Bundle, Export, ExportError, Jws, Limit, SignedEvent, SignedPack, Verified};
use crate::calendar::Moment;
use crate::dispute::event::{Author, EventId, Words};
use crate::identity::{Kid, Member, Person};
use crate::ordered::Index;
use crate::vault::record::{PackRecord, PersonRecord, SignerRecord};
use crate::vault::unlocked::{Together, Unlocked};

/// How the name of a file ends that anybody can read: no word of the case, but this one.
pub(super) const READABLE: &str = "-readable.json";

impl Casebook {
    /// Makes the signed file of a dispute. Nothing is marked yet: call [`Self::file_made`] once
    /// the person has it.
    ///
    /// # Errors
    /// [`CasebookError::NoProfile`], [`CasebookError::Export`], [`CasebookError::Vault`].
    pub async fn export(&self, dispute: &str) -> Result<ExportFile, CasebookError> {
        let (stored, id) = self.stored_of(dispute).await?;
        self.signed_file(&stored, &id, &[]).await
    }

    /// The signed file of a dispute among what is stored, meant for these encryption keys.
    pub(super) async fn signed_file(
        &self,
        stored: &Stored,
        id: &EventId,
        to: &[Kid],
    ) -> Result<ExportFile, CasebookError> {
        if !stored.members.iter().any(|member| member.kid() == self.own) {
            return Err(CasebookError::NoProfile);
        }
        let (packs, said) = (self.travelling(stored, id), stored.said_of_members(self.clock.now()));
        let file = self.file_of(stored, id, &packs, &said, to);
        let unsigned = file.unsigned().map_err(CasebookError::Export)?;
        let signature = self.vault.sign(&unsigned.signing_input()).await?;
        let text = unsigned.with_signature(signature).to_text().map_err(CasebookError::Export)?;
        // Who is handed a file relies on it: it must read before it is handed out.
        verified(text.as_bytes()).await.map_err(|error| match error {
            CasebookError::Bundle(why) => CasebookError::Export(ExportError::Unreadable(why)),
            other => other,
        })?;
        let day = Moment::from_utc(file.at.naive_utc()).date();
        let tag: String = id.0.chars().filter(char::is_ascii_alphanumeric).take(6).collect();
        Ok(ExportFile {
            name: format!("accord-{day}-{tag}{READABLE}"),
            text,
            entries: file.events.iter().map(|event| event.event().id.0.clone()).collect(),
        })
    }

    /// The packs that a dispute was run under and that do not come with every build: the one that it stands
    /// under first.
    fn travelling(&self, stored: &Stored, id: &EventId) -> Vec<SignedPack> {
        let stands = stored.record(id, &self.own, self.now());
        let mut digests = vec![stands.seen(&stored.packs, |seen| seen.under.digest.clone())];
        let events = stored.events.get(id).map(Vec::as_slice).unwrap_or_default();
        for under in events.iter().filter_map(|event| event.event().pins()) {
            if !digests.contains(&under.digest) {
                digests.push(under.digest.clone());
            }
        }
        digests.retain(|digest| !self.packs.has(digest));
        let carried = |digest: &String| stored.carried.iter().find(|pack| pack.content().digest() == *digest);
        digests.iter().filter_map(carried).cloned().collect()
    }

    /// What is to be exported of a dispute.
    fn file_of<'a>(
        &'a self,
        stored: &'a Stored,
        id: &EventId,
        packs: &'a [SignedPack],
        of_members: &'a [(Kid, Jws)],
        to: &'a [Kid],
    ) -> Export<'a> {
        let events = stored.events.get(id).map(Vec::as_slice).unwrap_or_default();
        Export {
            at: self.clock.now(),
            exporter: &self.own,
            enrolments: &stored.enrolments,
            of_members,
            procedures: packs,
            to,
            events,
        }
    }

    /// Refuses what no file could carry: it would be on this device for ever.
    pub(super) fn check_room(
        &self,
        stored: &Stored,
        id: &EventId,
        refused: fn(Limit) -> CasebookError,
    ) -> Result<(), CasebookError> {
        let (packs, said) = (self.travelling(stored, id), stored.said_of_members(self.clock.now()));
        let made = self
            .file_of(stored, id, &packs, &said, &[])
            .unsigned()
            .map(|file| file.with_signature([0; 64]).to_text());
        match made {
            Ok(Err(ExportError::TooLarge(limit))) | Err(ExportError::TooLarge(limit)) => Err(refused(limit)),
            // What else keeps a file from being made is said when one is made.
            Ok(_) | Err(_) => Ok(()),
        }
    }

    /// Notes that a file of [`Self::export`] was handed to the person: its entries are not on this
    /// device only any more.
    ///
    /// # Errors
    /// [`CasebookError::Vault`].
    pub async fn file_made(&self, dispute: &str, file: &ExportFile) -> Result<(), CasebookError> {
        let events: Vec<EventId> = file.entries.iter().cloned().map(EventId).collect();
        let id = EventId(dispute.to_owned());
        self.vault.mark_exported(&id, &events).await?;
        self.summarise(dispute).await;
        Ok(())
    }

    /// Works a dispute out again after something was noted of it; where that fails, the first screen does.
    async fn summarise(&self, dispute: &str) {
        if let Ok((stored, id)) = self.stored_of(dispute).await {
            self.keep_summary(&stored, &id).await;
        }
    }

    /// Notes that the person says that they have sent a file with these entries. What another tab put into a later
    /// file stays as it is. Whether it came, only a receipt tells.
    ///
    /// # Errors
    /// [`CasebookError::NoSuchDispute`], [`CasebookError::Vault`].
    pub async fn sent(&self, dispute: &str, entries: &[String]) -> Result<(), CasebookError> {
        let (stored, id) = self.stored_of(dispute).await?;
        let entries = Index::of(entries.iter().map(String::as_str).collect());
        let in_file = |event: &&SignedEvent| {
            let id = &event.event().id;
            entries.has(&id.0) && matches!(stored.travel.get(id), Some(Travel::Exported(_)))
        };
        let events = stored.events.get(&id).map(Vec::as_slice).unwrap_or_default();
        let sent: Vec<EventId> =
            events.iter().filter(in_file).map(|event| event.event().id.clone()).collect();
        if sent.is_empty() {
            return Ok(());
        }
        self.vault.mark_sent(&id, &sent).await?;
        self.summarise(dispute).await;
        Ok(())
    }

    /// The pack of the build or of a partnership's card that a dispute is run under, where it is not kept yet: signed
    /// by this device, so that it can travel.
    pub(super) async fn pack_of_build(
        &self,
        stored: &Stored,
        id: &EventId,
    ) -> Result<Option<PackRecord>, CasebookError> {
        let digest =
            stored.record(id, &self.own, self.now()).seen(&stored.packs, |seen| seen.under.digest.clone());
        let of_card =
            || stored.of_cards().find(|(pack, _)| pack.digest() == digest).map(|(pack, _)| pack.text);
        let of_build = self.packs.exactly(&digest).map(|pack| pack.text().to_owned());
        let Some(text) = of_build.or_else(of_card).filter(|_| !stored.kept.contains(&digest)) else {
            return Ok(None);
        };
        Ok(Some(packed(&self.signed_pack(text).await?)))
    }
}

/// Entries by their id.
pub(super) fn index_of(events: &[SignedEvent]) -> Index<'_> {
    Index::of(events.iter().map(|event| event.event().id.0.as_str()).collect())
}

/// Whether an entry came without the words that it was signed with.
pub(super) fn is_erased(event: &SignedEvent) -> bool {
    event.event().words == Words::Erased
}

/// Who uses a device, and the same as they sign it, so that the name can travel with what they sign.
pub(super) async fn introduced(
    vault: &Unlocked,
    profile: &Profile,
    person: Person,
    at: DateTime<Utc>,
) -> Result<Together, CasebookError> {
    let member = Member {
        person,
        signing: *vault.public_key(),
        encryption: *vault.agreement_public_key(),
        enrolled: at,
    };
    let kid = Author::from(&member.kid());
    let unsigned = bundle::enrolment(member);
    let signature = vault.sign(&unsigned.signing_input()).await?;
    let signed = text(unsigned.with_signature(signature).to_record());
    let Profile { name, role, agency, procedure } = profile.clone();
    Ok(Together {
        person: Some(PersonRecord { name, role, agency, procedure }),
        signers: vec![SignerRecord { kid, signed, checked: None, kept_at: at, by_itself: false }],
        ..Together::default()
    })
}

/// A pack as a casebook keeps it.
pub(super) fn packed(pack: &SignedPack) -> PackRecord {
    PackRecord { digest: pack.content().digest(), signed: text(pack.to_record()), offered: None }
}

/// Reads and verifies a file.
pub(super) async fn verified(file: &[u8]) -> Result<Bundle<Verified>, CasebookError> {
    proven(Bundle::read(file).map_err(CasebookError::Bundle)?.verify()).await
}

/// A record of ours is JSON, so it is text.
pub(super) fn text(record: Vec<u8>) -> String {
    String::from_utf8(record).expect("JSON is text")
}
