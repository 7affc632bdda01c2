//! Files out and files in.

use std::rc::Rc;

use chrono::{DateTime, Utc};

use super::proof::proven;
use super::stored::Stored;
use super::summary::Summary;
use super::views::{ExportFile, Here, ImportPreview, Imported, Profile, Signer, Travel};
use super::{Casebook, CasebookError};
use crate::bundle::{self, Bundle, Enrolment, Export, ExportError, Jws, SignedEvent, SignedPack, Verified};
use crate::calendar::Moment;
use crate::dispute::event::{Author, EventId, Words};
use crate::identity::{Kid, Member, Person};
use crate::ordered::Index;
use crate::vault::record::{EventRecord, Origin, PackRecord, PersonRecord, SignerRecord};
use crate::vault::unlocked::{Of, Together, Unlocked};

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
        let (packs, said) = (self.travelling(stored, id), stored.said_of_members());
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
    pub(super) fn check_room(&self, stored: &Stored, id: &EventId) -> Result<(), CasebookError> {
        let (packs, said) = (self.travelling(stored, id), stored.said_of_members());
        let made = self
            .file_of(stored, id, &packs, &said, &[])
            .unsigned()
            .map(|file| file.with_signature([0; 64]).to_text());
        match made {
            Ok(Err(ExportError::TooLarge(limit))) | Err(ExportError::TooLarge(limit)) => {
                Err(CasebookError::NoRoom(limit))
            }
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
        if let Ok((stored, id)) = self.stored_of(dispute).await {
            self.keep_summary(&stored, &id).await;
        }
        Ok(())
    }

    /// Notes that the person says that they have sent what was made of a dispute. Whether it came, only a
    /// receipt tells.
    ///
    /// # Errors
    /// [`CasebookError::NoSuchDispute`], [`CasebookError::Vault`].
    pub async fn sent(&self, dispute: &str) -> Result<(), CasebookError> {
        let (stored, id) = self.stored_of(dispute).await?;
        let in_file =
            |event: &&SignedEvent| matches!(stored.travel.get(&event.event().id), Some(Travel::Exported(_)));
        let events = stored.events.get(&id).map(Vec::as_slice).unwrap_or_default();
        let sent: Vec<EventId> =
            events.iter().filter(in_file).map(|event| event.event().id.clone()).collect();
        self.vault.mark_sent(&id, &sent).await?;
        let (stored, id) = self.stored_of(dispute).await?;
        self.keep_summary(&stored, &id).await;
        Ok(())
    }

    /// Verifies a file and says what importing it would change. Stores nothing.
    ///
    /// # Errors
    /// [`CasebookError::Bundle`] says what is wrong with the file.
    pub async fn preview_import(&self, text: &str) -> Result<ImportPreview, CasebookError> {
        let file = self.verified_file(text).await?;
        let mut stored = self.stored(Of::One(file.dispute())).await?;
        let now = self.now();
        let id = file.dispute().clone();
        let here = if stored.events.contains_key(&id) { Here::Known } else { Here::New };
        let before = (here == Here::Known)
            .then(|| stored.record(&id, &self.own, now).seen(&stored.packs, |seen| seen.standpoint()));
        let Brought { new, words, .. } = self.take_in(&mut stored, &file).await?;
        Ok(stored.record(&id, &self.own, now).seen(&stored.packs, |seen| {
            let view = seen.view();
            let came = index_of(&new);
            let mut timeline = view.timeline;
            timeline.retain(|entry| came.has(&entry.id));
            let missing = seen.history.pending.iter().flat_map(|waits| &waits.missing);
            let missing = Index::of(missing.map(|id| id.0.as_str()).collect());
            ImportPreview {
                dispute: id.0.clone(),
                title: view.title,
                here,
                known_entries: file.events().len() - new.len(),
                words_back: words.len(),
                pending: seen.history.pending.len(),
                missing: missing.firsts().count(),
                signers: signers(&file, |author| seen.signer(author)),
                exporter: seen.signer(&Author::from(file.exporter())),
                before,
                after: seen.standpoint(),
                warnings: view.anomalies,
                new_entries: timeline,
            }
        }))
    }

    /// Verifies a file and takes in what is new, all of it or nothing. Twice is as once.
    ///
    /// # Errors
    /// [`CasebookError::Bundle`], [`CasebookError::Vault`]; nothing was stored of a refused file.
    pub async fn commit_import(&self, file: &str) -> Result<Imported, CasebookError> {
        let file = self.verified_file(file).await?;
        let mut stored = self.stored(Of::One(file.dispute())).await?;
        let brought = self.take_in(&mut stored, &file).await?;
        let (records, summary) = self.records_of(&stored, &file, &brought).await?;
        if !records.is_nothing() {
            self.vault.keep_together(&records).await?;
            self.know(summary);
        }
        Ok(Imported {
            dispute: file.dispute().0.clone(),
            added: records.entries.len(),
            words_back: records.replacing.len(),
        })
    }

    /// What is kept of a file, once what it brings stands beside what is stored.
    pub(super) async fn records_of(
        &self,
        stored: &Stored,
        file: &Bundle<Verified>,
        brought: &Brought,
    ) -> Result<(Together, Rc<Summary>), CasebookError> {
        let kept_at = self.clock.now();
        let signer = |enrolment: &Enrolment| signer_record(enrolment, kept_at);
        let entry = |event: &SignedEvent| EventRecord {
            id: event.event().id.clone(),
            dispute: file.dispute().clone(),
            origin: match stored.travel.get(&event.event().id) {
                Some(Travel::Imported) => Origin::Imported,
                Some(Travel::OnlyHere | Travel::Exported(_) | Travel::Sent(_)) | None => Origin::Own,
            },
            signed: text(event.to_record()),
            kept_at,
        };
        let summary = self.summarised(stored, file.dispute());
        // An entry is never here without what explains it.
        let records = Together {
            partnerships: brought.partnerships.then(|| super::holding::kept(&stored.partnerships)),
            signers: file.enrolments().iter().filter(|new| self.is_news(stored, new)).map(signer).collect(),
            // One that was taken over before stays so.
            packs: self.packs_of(stored, file).await?,
            entries: brought.new.iter().map(entry).collect(),
            replacing: brought.words.iter().map(entry).collect(),
            summaries: vec![summary.kept()],
            ..Together::default()
        };
        Ok((records, summary))
    }

    /// The packs that explain the entries of a file and are not kept yet.
    async fn packs_of(
        &self,
        stored: &Stored,
        file: &Bundle<Verified>,
    ) -> Result<Vec<PackRecord>, CasebookError> {
        let is_news = |record: &PackRecord| !stored.kept.contains(&record.digest);
        let mut packs: Vec<PackRecord> = file.procedures().iter().map(packed).filter(is_news).collect();
        packs.extend(self.pack_of_build(stored, file.dispute()).await?);
        Ok(packs)
    }

    /// The pack of the build that a dispute is run under, where it is not kept yet.
    pub(super) async fn pack_of_build(
        &self,
        stored: &Stored,
        id: &EventId,
    ) -> Result<Option<PackRecord>, CasebookError> {
        let digest =
            stored.record(id, &self.own, self.now()).seen(&stored.packs, |seen| seen.under.digest.clone());
        let Some(pack) = self.packs.exactly(&digest).filter(|_| !stored.kept.contains(&digest)) else {
            return Ok(None);
        };
        Ok(Some(packed(&self.signed_pack(pack.text().to_owned()).await?)))
    }

    /// Whether an enrolment says something newer of somebody else than what is stored.
    pub(super) fn is_news(&self, stored: &Stored, new: &Enrolment) -> bool {
        let member = new.content();
        let mut known = stored.enrolments.iter().map(Enrolment::content);
        member.kid() != self.own
            && known.all(|known| known.kid() != member.kid() || known.enrolled < member.enrolled)
    }

    /// Puts what a file brings beside what is stored, in memory.
    ///
    /// # Errors
    /// [`CasebookError::Bundle`] where it says in the name of a partnership what that did not sign.
    pub(super) async fn take_in(
        &self,
        stored: &mut Stored,
        file: &Bundle<Verified>,
    ) -> Result<Brought, CasebookError> {
        let mut brought = Brought::default();
        for held in &mut stored.partnerships {
            let said = proven(file.of_partnership(&held.card.content().root)).await?;
            brought.partnerships |= held.take_in(&said);
        }
        let own = stored.events.entry(file.dispute().clone()).or_default();
        let held = stored.held.entry(file.dispute().clone()).or_default();
        let here = index_of(own);
        let places: Vec<Option<usize>> =
            file.events().iter().map(|event| here.place(&event.event().id.0)).collect();
        for (event, place) in file.events().iter().zip(places) {
            match place {
                None => {
                    stored.travel.insert(event.event().id.clone(), Travel::Imported);
                    own.push(event.clone());
                    held.tally.entries += 1;
                    brought.new.push(event.clone());
                }
                // Anybody on the way can take words out, and nobody can put others in: the digest
                // that is signed proves that these are the author's.
                Some(place) if is_words_back(&own[place], event) => {
                    own[place] = event.clone();
                    brought.words.push(event.clone());
                }
                Some(_) => {}
            }
        }
        stored.members.extend(file.enrolments().iter().map(|enrolment| enrolment.content().clone()));
        file.procedures().iter().for_each(|pack| stored.packs.carried(&pack.content().text));
        Ok(brought)
    }
}

/// Somebody who has enrolled, as a casebook keeps them.
pub(super) fn signer_record(enrolment: &Enrolment, kept_at: DateTime<Utc>) -> SignerRecord {
    SignerRecord {
        kid: Author::from(&enrolment.content().kid()),
        signed: text(enrolment.to_record()),
        checked: None,
        kept_at,
    }
}

/// What a file brings that is not here.
#[derive(Default)]
pub(super) struct Brought {
    /// Entries.
    pub new: Vec<SignedEvent>,
    /// Entries with the words that are not here any more.
    pub words: Vec<SignedEvent>,
    /// Whether it brings what a partnership says of members.
    pub partnerships: bool,
}

/// Entries by their id.
pub(super) fn index_of(events: &[SignedEvent]) -> Index<'_> {
    Index::of(events.iter().map(|event| event.event().id.0.as_str()).collect())
}

/// Whether an entry that is here without its words would have them again.
pub(super) fn is_words_back(here: &SignedEvent, brought: &SignedEvent) -> bool {
    is_erased(here) && !is_erased(brought)
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
        signers: vec![SignerRecord { kid, signed, checked: None, kept_at: at }],
        ..Together::default()
    })
}

fn packed(pack: &SignedPack) -> PackRecord {
    PackRecord { digest: pack.content().digest(), signed: text(pack.to_record()), offered: None }
}

/// Reads and verifies a file.
pub(super) async fn verified(file: &[u8]) -> Result<Bundle<Verified>, CasebookError> {
    proven(Bundle::read(file).map_err(CasebookError::Bundle)?.verify()).await
}

/// Who signed the entries of a file, each once, with how many.
pub(super) fn signers(file: &Bundle<Verified>, signer: impl Fn(&Author) -> Signer) -> Vec<(Signer, usize)> {
    let authors: Vec<&Author> = file.events().iter().map(|event| &event.event().entry.author).collect();
    let index = Index::of(authors.iter().map(|author| author.0.as_str()).collect());
    let entries = |first: usize| index.places(&authors[first].0).len();
    index.firsts().map(|first| (signer(authors[first]), entries(first))).collect()
}

/// A record of ours is JSON, so it is text.
pub(super) fn text(record: Vec<u8>) -> String {
    String::from_utf8(record).expect("JSON is text")
}
