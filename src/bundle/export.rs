//! Writing a bundle: pick who must be named, list what is there, have the list signed.

use chrono::{DateTime, Utc};

use super::error::{ExportError, Limit};
use super::format::{FORMAT, Jws, MAX_BYTES, MAX_CERTS, MAX_EVENTS, MAX_PARENTS, ManifestPayload, Typ};
use super::jws::{Signed, Unsigned};
use super::{Enrolment, SignedEvent, SignedPack, open};
use crate::dispute::event::{Author, Event, EventId, recordable};
use crate::identity::Kid;
use crate::json::Json;
use crate::ordered::Set;

/// What is to be exported.
#[derive(Clone, Copy, Debug)]
pub struct Export<'a> {
    /// The moment.
    pub at: DateTime<Utc>,
    /// Whose key signs the list.
    pub exporter: &'a Kid,
    /// All enrolments that are known; those of the signers travel, the newest of each key.
    pub enrolments: &'a [Enrolment],
    /// What partnerships say of members' keys, as [`super::Card::of_members`] gives it; of the signers it travels.
    pub of_members: &'a [(Kid, Jws)],
    /// The packs that are not built in: the one that the dispute stands under first. Each text once.
    pub procedures: &'a [SignedPack],
    /// The encryption keys that the file will be sealed to; none where it travels unsealed.
    pub to: &'a [Kid],
    /// The entries of one dispute that are known, each once.
    pub events: &'a [SignedEvent],
}

/// A bundle that lacks only the signature of its list.
#[derive(Clone, Debug)]
pub struct Draft {
    certs: Vec<Jws>,
    procedures: Vec<Jws>,
    events: Vec<String>,
}

impl Export<'_> {
    /// Makes the list ready to be signed by the exporter.
    ///
    /// # Errors
    /// [`ExportError`] says what keeps these entries from being one bundle.
    pub fn unsigned(self) -> Result<Unsigned<Draft>, ExportError> {
        let dispute = self.dispute()?;
        if self.events.len() > MAX_EVENTS {
            return Err(ExportError::TooLarge(Limit::Events));
        }
        if self.events.iter().any(|event| event.event().entry.prev.len() > MAX_PARENTS) {
            return Err(ExportError::TooLarge(Limit::Parents));
        }
        let certs = self.certs()?;
        if certs.len() > MAX_CERTS {
            return Err(ExportError::TooLarge(Limit::Certs));
        }
        let manifest = ManifestPayload {
            at: recordable(self.at),
            bundle: FORMAT.to_owned(),
            certs: certs.iter().map(|(id, _)| id.clone()).collect(),
            dispute,
            heads: open::heads(self.events),
            events: open::ids(self.events).into_iter().map(|id| EventId(id.to_owned())).collect(),
            exporter: Author::from(self.exporter),
            to: Set::from_iter(self.to.iter().map(|kid| kid.0.clone())).into_iter().collect(),
            v: 1,
        };
        let draft = Draft {
            certs: certs.into_iter().map(|(_, jws)| jws.clone()).collect(),
            procedures: self.procedures.iter().map(|pack| pack.jws.clone()).collect(),
            events: self.events.iter().map(|event| event.to_line().to_text()).collect(),
        };
        Ok(Unsigned::new(Typ::Manifest, self.exporter, manifest.to_json().to_text().as_bytes(), draft))
    }

    /// The one dispute of all entries; each pack is pinned by one of them.
    fn dispute(&self) -> Result<EventId, ExportError> {
        let events = || self.events.iter().map(SignedEvent::event);
        let dispute = events().next().map(Event::dispute).ok_or(ExportError::NotOneDispute)?;
        let is_one = events().all(|event| event.dispute() == dispute);
        let has_twins = open::ids(self.events).windows(2).any(|pair| pair[0] == pair[1]);
        let pinned = self.procedures.iter().all(|pack| open::pins(events(), &pack.content.digest()));
        if is_one && !has_twins && pinned { Ok(dispute.clone()) } else { Err(ExportError::NotOneDispute) }
    }

    /// Sorted by id, of everybody who signed something in the file the newest enrolment and what a partnership says.
    fn certs(&self) -> Result<Vec<(String, &Jws)>, ExportError> {
        let mut certs: Vec<(String, &Jws)> = Vec::new();
        for signer in self.signers() {
            let own = self.enrolments.iter().filter(|enrolment| enrolment.content.kid() == signer);
            let newest = own.max_by_key(|enrolment| enrolment.content.enrolled);
            let enrolment = newest.ok_or_else(|| ExportError::MissingEnrolment(signer.clone()))?;
            let own = self.of_members.iter().filter(|(of, _)| *of == signer);
            for jws in own.map(|(_, jws)| jws).chain([&enrolment.jws]) {
                let id = jws.id().expect("a signed payload is base64url");
                certs.insert(certs.partition_point(|(other, _)| *other < id), (id, jws));
            }
        }
        Ok(certs)
    }

    /// Everybody who signed something in the file, each once.
    fn signers(&self) -> Vec<Kid> {
        let mut signers = vec![self.exporter.clone()];
        let bringers = self.procedures.iter().map(|pack| open::signer(&pack.jws));
        let authors = self.events.iter().map(|event| Kid::from(&event.event().entry.author));
        for signer in bringers.chain(authors) {
            if !signers.contains(&signer) {
                signers.push(signer);
            }
        }
        signers
    }
}

impl Signed<Draft> {
    /// The file: JSON, one entry a line.
    ///
    /// # Errors
    /// [`ExportError::TooLarge`] where it exceeds what a reader accepts.
    pub fn to_text(&self) -> Result<String, ExportError> {
        let Draft { certs, procedures, events } = self.content();
        let procedure = match procedures.as_slice() {
            [] => Json::Null,
            [one] => one.to_json(),
            several => Json::List(several.iter().map(Jws::to_json).collect()),
        };
        let head = Json::object(vec![
            ("format", Json::from(FORMAT)),
            ("manifest", self.jws.to_json()),
            ("certs", Json::List(certs.iter().map(Jws::to_json).collect())),
            ("procedure", procedure),
        ]);
        let head = head.to_text();
        // The entries stand last, one a line, in front of the brace that ends the file.
        let text = [&head[..head.len() - 1], ",\"events\":[\n", &events.join(",\n"), "]}\n"].concat();
        if text.len() > MAX_BYTES { Err(ExportError::TooLarge(Limit::Bytes)) } else { Ok(text) }
    }
}
