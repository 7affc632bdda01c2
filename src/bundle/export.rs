//! Writing a bundle: pick who must be named, list what is there, have the list signed.

use crate::ordered::{Map, Set};

use chrono::{DateTime, Utc};

use super::error::{ExportError, Limit};
use super::format::{
    FORMAT, File, Jws, MAX_BYTES, MAX_CERTS, MAX_EVENTS, MAX_PARENTS, ManifestPayload, SignedLine, Typ,
};
use super::jws::{Signed, Unsigned, canonical};
use super::{Enrolment, SignedEvent, SignedPack, open};
use crate::dispute::event::{Author, EventId, recordable};
use crate::identity::Kid;

/// What is to be exported.
#[derive(Clone, Copy, Debug)]
pub struct Export<'a> {
    /// The moment.
    pub at: DateTime<Utc>,
    /// Whose key signs the list.
    pub exporter: &'a Kid,
    /// All enrolments that are known; those of the signers travel, the newest of each key.
    pub enrolments: &'a [Enrolment],
    /// The pack, where it is not built in.
    pub procedure: Option<&'a SignedPack>,
    /// The entries of one dispute that are known, each once.
    pub events: &'a [SignedEvent],
}

/// A bundle that lacks only the signature of its list.
#[derive(Clone, Debug)]
pub struct Draft {
    certs: Vec<Jws>,
    procedure: Option<Jws>,
    events: Vec<SignedLine>,
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
        let listed: Set<EventId> = self.events.iter().map(|event| event.event().id.clone()).collect();
        let manifest = ManifestPayload {
            at: recordable(self.at),
            bundle: FORMAT.to_owned(),
            certs: certs.keys().cloned().collect(),
            dispute,
            heads: open::heads(self.events.iter().map(SignedEvent::event)),
            events: listed.into_iter().collect(),
            exporter: Author::from(self.exporter),
            to: Vec::new(),
            v: 1,
        };
        let draft = Draft {
            certs: certs.into_values().map(|enrolment| enrolment.jws.clone()).collect(),
            procedure: self.procedure.map(|pack| pack.jws.clone()),
            events: self.events.iter().map(SignedEvent::to_line).collect(),
        };
        Ok(Unsigned::new(Typ::Manifest, self.exporter, &canonical(&manifest), draft))
    }

    /// The one dispute of all entries; the pack, if any, is pinned by one of them.
    fn dispute(&self) -> Result<EventId, ExportError> {
        let events = || self.events.iter().map(SignedEvent::event);
        let ids: Set<_> = events().map(|event| &event.id).collect();
        let disputes: Set<_> = events().map(|event| event.dispute()).collect();
        let pinned = self.procedure.is_none_or(|pack| open::pins(events(), &pack.content.digest()));
        match disputes.first() {
            Some(dispute) if disputes.len() == 1 && ids.len() == self.events.len() && pinned => {
                Ok((*dispute).clone())
            }
            _ => Err(ExportError::NotOneDispute),
        }
    }

    /// By id, the newest enrolment of everybody who signed something in the file.
    fn certs(&self) -> Result<Map<String, &Enrolment>, ExportError> {
        let authors = self.events.iter().map(|event| Kid::from(&event.event().entry.author));
        let bringer = self.procedure.map(|pack| open::signer(&pack.jws));
        let signers: Set<Kid> = authors.chain(bringer).chain([self.exporter.clone()]).collect();
        signers
            .into_iter()
            .map(|signer| {
                let own = self.enrolments.iter().filter(|enrolment| enrolment.content.kid() == signer);
                let newest = own.max_by_key(|enrolment| enrolment.content.enrolled);
                let enrolment = newest.ok_or(ExportError::MissingEnrolment(signer))?;
                Ok((enrolment.id(), enrolment))
            })
            .collect()
    }
}

impl Signed<Draft> {
    /// The file: JSON, one entry a line.
    ///
    /// # Errors
    /// [`ExportError::TooLarge`] where it exceeds what a reader accepts.
    pub fn to_text(&self) -> Result<String, ExportError> {
        let Draft { certs, procedure, events } = self.content.clone();
        let file = File { format: FORMAT.to_owned(), manifest: self.jws.clone(), certs, procedure, events };
        let text = serde_json::to_string(&file).expect("text and lists only");
        // Nothing inside is anything but base64url, so these two can only be where entries begin.
        let text = text
            .replace("\"events\":[", "\"events\":[\n")
            .replace("}},{\"disclosures\"", "}},\n{\"disclosures\"")
            + "\n";
        if text.len() > MAX_BYTES { Err(ExportError::TooLarge(Limit::Bytes)) } else { Ok(text) }
    }
}
