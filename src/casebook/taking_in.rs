//! Files in: verified first, shown, then taken in whole or not at all.

use std::rc::Rc;

use super::exchange::{index_of, is_erased, packed, text};
use super::proof::proven;
use super::stored::Stored;
use super::summary::Summary;
use super::views::{Here, ImportPreview, Imported, Signer, Travel};
use super::{Casebook, CasebookError};
use crate::bundle::{Bundle, Enrolment, SignedEvent, Verified};
use crate::dispute::event::{Author, EventId};
use crate::ordered::{Index, Map};
use crate::vault::record::{EventRecord, LastRecord, Origin, PackRecord};
use crate::vault::unlocked::{Of, Together};

impl Casebook {
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
        let brought = self.take_in(&mut stored, &file).await?;
        self.check_brought(&stored, &id, &brought)?;
        let Brought { new, words, .. } = brought;
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

    /// Verifies a file and takes in what is new, all of it or nothing. Twice is as once. Its entries may be taken
    /// out again as what was ordered last ([`Self::take_back`]).
    ///
    /// # Errors
    /// [`CasebookError::Bundle`], [`CasebookError::Vault`]; nothing was stored of a refused file.
    pub async fn commit_import(&self, file: &str) -> Result<Imported, CasebookError> {
        let file = self.verified_file(file).await?;
        let mut stored = self.stored(Of::One(file.dispute())).await?;
        let brought = self.take_in(&mut stored, &file).await?;
        let (mut records, summary) = self.records_of(&stored, &file, &brought).await?;
        if !brought.added.is_empty() {
            let events = brought.added.clone();
            let (dispute, form, said) = (file.dispute().clone(), String::new(), Map::new());
            records.last = Some(LastRecord { dispute, events, form, said });
        }
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
        self.check_brought(stored, file.dispute(), brought)?;
        let kept_at = self.clock.now();
        let signer = |enrolment: &Enrolment| stored.signer_record(enrolment, kept_at);
        let entry = |event: &SignedEvent| EventRecord {
            id: event.event().id.clone(),
            dispute: file.dispute().clone(),
            origin: match stored.travel.get(&event.event().id) {
                Some(Travel::Imported) => Origin::Imported,
                Some(Travel::OnlyHere | Travel::Exported(_) | Travel::Sent(_)) | None => Origin::Own,
            },
            signed: text(event.to_record()),
            // One that has its words again was here before.
            kept_at: stored.since.get(&event.event().id).copied().unwrap_or(kept_at),
        };
        let summary = self.summarised(stored, file.dispute());
        // An entry is never here without what explains it.
        let records = Together {
            partnerships: brought.partnerships.then(|| stored.kept_partnerships()),
            signers: brought.signers.iter().map(signer).collect(),
            // One that was taken over before stays so.
            packs: self.packs_of(stored, file).await?,
            entries: brought.new.iter().map(entry).collect(),
            replacing: brought.words.iter().map(entry).collect(),
            unread: stored.unread_names(),
            summaries: vec![summary.kept()],
            ..Together::default()
        };
        Ok((records, summary))
    }

    /// Refuses what would keep the dispute on this device for ever.
    fn check_brought(&self, stored: &Stored, id: &EventId, brought: &Brought) -> Result<(), CasebookError> {
        let is_nothing = brought.new.is_empty() && brought.words.is_empty();
        if is_nothing { Ok(()) } else { self.check_room(stored, id, CasebookError::TooMuch) }
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
        let id = file.dispute();
        let lost = stored.unread_of(&self.vault.tag(id));
        let own = stored.events.entry(id.clone()).or_default();
        let held = stored.held.entry(id.clone()).or_insert(lost);
        let unread = Index::of(stored.unread.iter().map(|unread| unread.key.as_str()).collect());
        let here = index_of(own);
        let places: Vec<Option<usize>> =
            file.events().iter().map(|event| here.place(&event.event().id.0)).collect();
        for (event, place) in file.events().iter().zip(places) {
            #[cfg(feature = "desk")]
            let event = &super::desk::as_kept(event, &stored.erased);
            match place {
                None => {
                    stored.travel.insert(event.event().id.clone(), Travel::Imported);
                    own.push(event.clone());
                    if lost.unread_entries > 0 && unread.has(&self.vault.entry_at_rest(id, &event.event().id))
                    {
                        held.unreadable -= 1;
                        held.unread_entries -= 1;
                    } else {
                        held.tally.entries += 1;
                        brought.added.push(event.event().id.clone());
                    }
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
        brought.signers = file.enrolments().to_vec();
        brought.signers.retain(|new| self.is_news(stored, new));
        stored.enrolments.extend(brought.signers.clone());
        stored.carried.extend(file.procedures().iter().cloned());
        file.procedures().iter().for_each(|pack| stored.packs.carried(&pack.content().text));
        Ok(brought)
    }
}

/// What a file brings that is not here.
#[derive(Default)]
pub(super) struct Brought {
    /// Entries.
    pub new: Vec<SignedEvent>,
    /// Those of them that take no place of one that cannot be read.
    pub added: Vec<EventId>,
    /// Entries with the words that are not here any more.
    pub words: Vec<SignedEvent>,
    /// Who signed and is not known here, or says something newer of themselves.
    pub signers: Vec<Enrolment>,
    /// Whether it brings what a partnership says of members.
    pub partnerships: bool,
}

/// Whether an entry that is here without its words would have them again.
pub(super) fn is_words_back(here: &SignedEvent, brought: &SignedEvent) -> bool {
    is_erased(here) && !is_erased(brought)
}

/// Who signed the entries of a file, each once, with how many.
pub(super) fn signers(file: &Bundle<Verified>, signer: impl Fn(&Author) -> Signer) -> Vec<(Signer, usize)> {
    let authors: Vec<&Author> = file.events().iter().map(|event| &event.event().entry.author).collect();
    let index = Index::of(authors.iter().map(|author| author.0.as_str()).collect());
    let entries = |first: usize| index.places(&authors[first].0).len();
    index.firsts().map(|first| (signer(authors[first]), entries(first))).collect()
}
