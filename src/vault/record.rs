//! FORMAT `vault/1`: the header, and what the sealed records say once they are open.
//!
//! Reading the header is strict: what does not write back to the same bytes is damaged. Records are
//! JSON inside a seal, so their bytes are ours; a member that is added must be optional, with its
//! meaning when absent written in `docs/formats/vault-1.md`.

mod backup;
mod code;
mod contacts;
mod draft;
#[cfg(feature = "desk")]
mod erased;
mod header;
mod last;
mod partnership;
mod reckoning;
#[cfg(feature = "desk")]
mod register;

use base64ct::{Base64UrlUnpadded, Encoding};
use chrono::{DateTime, Utc};

use crate::dispute::event::{Author, EventId};
use crate::json::{self, Json, Members, Part};
pub use backup::{BackupRecord, RestoredRecord};
pub use code::CodeRecord;
pub use contacts::ContactsRecord;
pub use draft::{DraftRecord, draft_name};
#[cfg(feature = "desk")]
pub use erased::ErasedRecord;
pub use header::{Cost, Header, Wrap};
pub(super) use header::{PASSPHRASE, PRF, RECOVERY_CODE};
pub use last::LastRecord;
pub use partnership::{PartnershipRecord, PartnershipsRecord, ReceiptRecord};
pub use reckoning::{CalendarRecord, DisputeNote, MovedDate, RecountRecord};
#[cfg(feature = "desk")]
pub use register::RegisterRecord;

/// Bytes written as unpadded base64url.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Base64(pub Vec<u8>);

/// A fixed number of bytes, written as unpadded base64url.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bytes<const N: usize>(pub [u8; N]);

/// Names a key; random.
pub type KeyId = Bytes<16>;
/// Used once with a key; random.
pub type Nonce = Bytes<12>;
/// Makes equal secrets give different keys; random.
pub type Salt = Bytes<16>;

/// What can be kept sealed. A member that this version does not know is passed over.
pub trait Record: Sized {
    /// Takes its members.
    fn read(record: &mut Members<'_>) -> Self;

    /// Its members, in their order.
    fn members(&self) -> Vec<(&'static str, Json)>;

    /// The bytes that are sealed.
    fn to_bytes(&self) -> Vec<u8> {
        Json::object(self.members()).to_text().into_bytes()
    }

    /// Reads [`Self::to_bytes`] back; none where they are no such record.
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let json = json::strictly(bytes).ok()?;
        json::exactly(json, |part| part.open_object(Self::read)).ok()
    }
}

/// Whose device an entry comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Written here.
    Own,
    /// Came in a bundle, whose signature was verified before it was kept.
    Imported,
}

impl Origin {
    fn name(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Imported => "imported",
        }
    }

    fn named(name: &str) -> Option<Self> {
        [Self::Own, Self::Imported].into_iter().find(|origin| origin.name() == name)
    }
}

/// An entry of a dispute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventRecord {
    /// Its id.
    pub id: EventId,
    /// Whose it is.
    pub dispute: EventId,
    /// Whence it came.
    pub origin: Origin,
    /// The signed event and the words beside it: the object that stands in a bundle, as text.
    pub signed: String,
    /// When it was kept here, by this device's clock.
    pub kept_at: DateTime<Utc>,
}

impl Record for EventRecord {
    fn read(record: &mut Members<'_>) -> Self {
        Self {
            id: EventId(record.take("id").text()),
            dispute: EventId(record.take("dispute").text()),
            origin: record.take("origin").text_as(Origin::named, Origin::Own),
            signed: record.take("signed").text(),
            kept_at: record.take("kept_at").moment(),
        }
    }

    fn members(&self) -> Vec<(&'static str, Json)> {
        vec![
            ("id", Json::from(self.id.0.as_str())),
            ("dispute", Json::from(self.dispute.0.as_str())),
            ("origin", Json::from(self.origin.name())),
            ("signed", Json::from(self.signed.as_str())),
            ("kept_at", Json::moment(self.kept_at)),
        ]
    }
}

/// That entries left this device in a bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportRecord {
    /// Of which dispute.
    pub dispute: EventId,
    /// Which entries.
    pub events: Vec<EventId>,
    /// When.
    pub at: DateTime<Utc>,
}

impl Record for ExportRecord {
    fn read(record: &mut Members<'_>) -> Self {
        Self {
            dispute: EventId(record.take("dispute").text()),
            events: record.take("events").list(|event| EventId(event.text())),
            at: record.take("at").moment(),
        }
    }

    fn members(&self) -> Vec<(&'static str, Json)> {
        vec![
            ("dispute", Json::from(self.dispute.0.as_str())),
            ("events", Json::texts(&self.events)),
            ("at", Json::moment(self.at)),
        ]
    }
}

/// A signer whose key this device knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignerRecord {
    /// Names the key.
    pub kid: Author,
    /// The enrolment or member certificate that brought it: the object that stands in a bundle.
    pub signed: String,
    /// How it was checked that the key is this person's; `None` = not yet.
    pub checked: Option<String>,
    /// When it was kept here.
    pub kept_at: DateTime<Utc>,
    /// Whether their enrolment was taken in by itself, to seal files to them.
    pub by_itself: bool,
}

impl Record for SignerRecord {
    fn read(record: &mut Members<'_>) -> Self {
        Self {
            kid: Author(record.take("kid").text()),
            signed: record.take("signed").text(),
            checked: text_if_there(record, "checked"),
            kept_at: record.take("kept_at").moment(),
            by_itself: record.take_if_there("by_itself").is_some(),
        }
    }

    fn members(&self) -> Vec<(&'static str, Json)> {
        let mut members = vec![
            ("kid", Json::from(self.kid.0.as_str())),
            ("signed", Json::from(self.signed.as_str())),
            ("checked", Json::text_or_null(self.checked.as_ref())),
            ("kept_at", Json::moment(self.kept_at)),
        ];
        if self.by_itself {
            members.push(("by_itself", Json::Flag(true)));
        }
        members
    }
}

/// A procedure that came with a bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackRecord {
    /// base64url(SHA-256(the pack's text)): what disputes pin.
    pub digest: String,
    /// The pack under the signature of whoever brought it: the object that stands in a bundle.
    pub signed: String,
    /// That it was taken over for new disputes; `None` = it came with a bundle and serves its own
    /// dispute only.
    pub offered: Option<OfferedRecord>,
}

/// That a procedure was taken over for new disputes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OfferedRecord {
    /// When.
    pub at: DateTime<Utc>,
    /// Whether somebody else had signed it; else this device signed it when it took it over.
    pub signed: bool,
}

impl Record for PackRecord {
    fn read(record: &mut Members<'_>) -> Self {
        let offered = |part: Part<'_>| {
            part.open_object(|it| OfferedRecord {
                at: it.take("at").moment(),
                signed: it.take("signed").flag(),
            })
        };
        Self {
            digest: record.take("digest").text(),
            signed: record.take("signed").text(),
            offered: record.take_if_there("offered").map(offered),
        }
    }

    fn members(&self) -> Vec<(&'static str, Json)> {
        let mut members =
            vec![("digest", Json::from(self.digest.as_str())), ("signed", Json::from(self.signed.as_str()))];
        members.extend(self.offered.map(|OfferedRecord { at, signed }| {
            let offered = Json::object(vec![("at", Json::moment(at)), ("signed", Json::Flag(signed))]);
            ("offered", offered)
        }));
        members
    }
}

/// Who uses this device, as entries and enrolments name them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PersonRecord {
    /// In full.
    pub name: String,
    /// As the agency calls it.
    pub role: String,
    /// Where they work.
    pub agency: String,
    /// The procedure that they mostly work under; absent = never said.
    pub procedure: Option<String>,
}

impl Record for PersonRecord {
    fn read(record: &mut Members<'_>) -> Self {
        Self {
            name: record.take("name").text(),
            role: record.take("role").text(),
            agency: record.take("agency").text(),
            procedure: text_if_there(record, "procedure"),
        }
    }

    fn members(&self) -> Vec<(&'static str, Json)> {
        let mut members = vec![
            ("name", Json::from(self.name.as_str())),
            ("role", Json::from(self.role.as_str())),
            ("agency", Json::from(self.agency.as_str())),
        ];
        members.extend(self.procedure.as_deref().map(|procedure| ("procedure", Json::from(procedure))));
        members
    }
}

fn text_if_there(record: &mut Members<'_>, name: &'static str) -> Option<String> {
    record.take_if_there(name)?.or_null(Part::text)
}

impl Base64 {
    fn read(text: &str) -> Option<Self> {
        Base64UrlUnpadded::decode_vec(text).map(Self).ok()
    }
}

impl<const N: usize> Bytes<N> {
    /// As text.
    pub fn to_text(self) -> String {
        Base64UrlUnpadded::encode_string(&self.0)
    }

    /// Reads [`Self::to_text`] back.
    pub fn read(text: &str) -> Option<Self> {
        Base64::read(text)?.0.try_into().map(Self).ok()
    }
}
