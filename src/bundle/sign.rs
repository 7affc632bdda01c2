//! What can be signed: events, enrolments, calendars, and packs that are not built in.

use crate::ordered::{Map, Set};

use chrono::{DateTime, Utc};

use super::error::{BundleError, Part};
use super::format::{EnrolmentPayload, HolderLines, Jwk, Jws, SignedLine, TextPayload, Typ};
use super::jws::{Signed, Unsigned};
use super::{Enrolment, SignedEvent, SignedPack, base64url, digest, open};
use crate::dispute::event::{self, Entry, Event, EventId, Words};
use crate::identity::{Kid, Member};
use crate::json::{self, Json};

/// An event as it was written, with the salted words that stand beside the signature.
#[derive(Clone, Debug, PartialEq)]
pub struct Recorded {
    /// The event.
    pub event: Event,
    /// Its words as they travel; empty where nothing was said, or where it was erased.
    pub disclosures: Vec<String>,
}

/// The text of a procedure pack, carried because the receiver may not have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CarriedPack {
    /// The pack, exactly as its digest was taken.
    pub text: String,
    /// When it was signed, by the signer's clock.
    pub signed: DateTime<Utc>,
}

/// The text of a calendar, as its author wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CarriedCalendar {
    /// The calendar.
    pub text: String,
    /// When it was signed, by the signer's clock.
    pub signed: DateTime<Utc>,
}

impl CarriedPack {
    /// What a dispute under this pack pins.
    pub fn digest(&self) -> String {
        digest(self.text.as_bytes())
    }
}

/// Makes an event ready to be signed by its author. A salt is random and used once. Words hold text,
/// whole numbers and lists of these. The moment becomes one that can be
/// read back ([`event::recordable`]), the earlier entries are sorted.
pub fn event(mut entry: Entry, words: Map<String, Json>, salt: [u8; 16]) -> Unsigned<Recorded> {
    entry.at = event::recordable(entry.at);
    entry.prev = Set::from_iter(entry.prev).into_iter().collect();
    let event::Encoded { payload, disclosures } = event::encode(&entry, &words, salt);
    let author = Kid::from(&entry.author);
    let event = Event { id: EventId::of(&payload), entry, words: Words::Said(words) };
    Unsigned::new(Typ::Event, &author, &payload, Recorded { event, disclosures })
}

/// Makes an enrolment ready to be signed by the member's own signing key.
pub fn enrolment(mut member: Member) -> Unsigned<Member> {
    member.enrolled = event::recordable(member.enrolled);
    let holder = HolderLines {
        agency: member.person.agency().to_owned(),
        enc_jwk: Jwk::of(&member.encryption),
        jwk: Jwk::of(&member.signing),
        kid: member.kid().0,
        name: member.person.name().to_owned(),
        role: member.person.role().to_owned(),
        v: 1,
    };
    let payload = EnrolmentPayload { at: member.enrolled, holder };
    Unsigned::new(Typ::Enrolment, &member.kid(), payload.to_json().to_text().as_bytes(), member)
}

/// Makes a pack that is not built in ready to be signed by whoever brings it.
pub fn procedure(mut pack: CarriedPack, signer: &Kid) -> Unsigned<CarriedPack> {
    pack.signed = event::recordable(pack.signed);
    let payload = signed_text(&pack.text, pack.signed, Typ::Procedure);
    Unsigned::new(Typ::Procedure, signer, &payload, pack)
}

/// Makes a calendar ready to be signed by whoever issues it.
pub fn calendar(mut calendar: CarriedCalendar, signer: &Kid) -> Unsigned<CarriedCalendar> {
    calendar.signed = event::recordable(calendar.signed);
    let payload = signed_text(&calendar.text, calendar.signed, Typ::Calendar);
    Unsigned::new(Typ::Calendar, signer, &payload, calendar)
}

fn signed_text(text: &str, at: DateTime<Utc>, typ: Typ) -> Vec<u8> {
    let payload = TextPayload { at, text: text.to_owned(), v: 1 };
    payload.to_json(typ.holds()).to_text().into_bytes()
}

impl SignedEvent {
    /// The event.
    pub fn event(&self) -> &Event {
        &self.content.event
    }

    /// The same without its words: its id, its place and its signature hold as before.
    #[cfg(feature = "desk")]
    pub fn without_words(&self) -> Self {
        let Recorded { event, disclosures } = &*self.content;
        let words = if disclosures.is_empty() { event.words.clone() } else { Words::Erased };
        let event = Event { words, ..event.clone() };
        Self { content: Recorded { event, disclosures: Vec::new() }.into(), jws: self.jws.clone() }
    }

    /// As it is stored on a device: the very object that stands in a bundle.
    pub fn to_record(&self) -> Vec<u8> {
        self.to_line().to_text().into_bytes()
    }

    /// Reads [`Self::to_record`] back. The signature is not verified again: only for bytes from a
    /// store that vouches for them, as the vault does by authenticated encryption.
    ///
    /// # Errors
    /// [`BundleError::Malformed`] where the record is none.
    pub fn from_record(record: &[u8]) -> Result<Self, BundleError> {
        let part = Part::Entry(1);
        let malformed = |why: String| BundleError::Malformed(part, why);
        let line = json::exactly(strictly(record, part)?, SignedLine::read).map_err(malformed)?;
        let payload = base64url(&line.jws.payload).map_err(malformed)?;
        let event = open::decoded(&payload, strictly(&payload, part)?, &line.disclosures, part)?;
        Ok(Signed::new(Recorded { event, disclosures: line.disclosures }, line.jws))
    }

    /// As it stands in a file.
    pub(super) fn to_line(&self) -> Json {
        SignedLine::to_json(&self.content.disclosures, &self.jws)
    }
}

impl Enrolment {
    /// As it is stored on a device.
    pub fn to_record(&self) -> Vec<u8> {
        self.jws.to_json().to_text().into_bytes()
    }

    /// Reads [`Self::to_record`] back; as with events, only from a store that vouches for it.
    ///
    /// # Errors
    /// A [`BundleError`] where it is none.
    pub fn from_record(record: &[u8]) -> Result<Self, BundleError> {
        open::enrolment(stored(record, Part::Enrolment(1))?, Part::Enrolment(1), &mut |_| true)
    }
}

impl SignedPack {
    /// Whose key signed it.
    pub fn signer(&self) -> Kid {
        open::signer(&self.jws)
    }

    /// As it is stored on a device.
    pub fn to_record(&self) -> Vec<u8> {
        self.jws.to_json().to_text().into_bytes()
    }

    /// Reads [`Self::to_record`] back; as with events, only from a store that vouches for it.
    ///
    /// # Errors
    /// [`BundleError::Malformed`] where the record is none.
    pub fn from_record(record: &[u8]) -> Result<Self, BundleError> {
        let malformed = |why: String| BundleError::Malformed(Part::Procedure, why);
        let jws = stored(record, Part::Procedure)?;
        let payload = base64url(&jws.payload).map_err(malformed)?;
        Ok(Signed::new(open::pack(json::canonical(&payload).map_err(malformed)?)?, jws))
    }
}

pub(super) fn stored(record: &[u8], part: Part) -> Result<Jws, BundleError> {
    json::exactly(strictly(record, part)?, Jws::read).map_err(|why| BundleError::Malformed(part, why))
}

fn strictly(record: &[u8], part: Part) -> Result<Json, BundleError> {
    json::strictly(record).map_err(|fault| BundleError::Malformed(part, fault.to_string()))
}
