//! FORMAT `dispute-bundle/1`: how one dispute travels, member by member.
//!
//! Only shapes live here; [`super::open`] says what they must hold, `docs/formats/dispute-bundle-1.md`
//! tells it byte by byte. Every member is always present; `null` says "none".

use chrono::{DateTime, Utc};

use super::{base64url, digest};
use crate::dispute::event::{Author, EventId};
use crate::identity::PublicKey;
use crate::json::{Json, Members, Part};

/// The value of `format`, and of the manifest's `bundle`, where a signature covers it.
pub(super) const FORMAT: &str = "dispute-bundle/1";
/// The one algorithm: P-256 is in every browser's WebCrypto.
pub(super) const ALG: &str = "ES256";

/// The largest file, in bytes.
pub const MAX_BYTES: usize = 2_000_000;
/// The most events in a file.
pub const MAX_EVENTS: usize = 5_000;
/// The most earlier entries that one event names.
pub const MAX_PARENTS: usize = 64;
/// The most enrolments in a file.
pub const MAX_CERTS: usize = 64;

/// The whole file.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct File {
    pub format: String,
    pub manifest: Jws,
    pub certs: Vec<Jws>,
    pub procedures: Vec<Jws>,
    pub events: Vec<SignedLine>,
}

impl File {
    pub fn read(part: Part<'_>) -> Self {
        part.object(|file| Self {
            format: file.take("format").text(),
            manifest: Jws::read(file.take("manifest")),
            certs: file.take("certs").list(Jws::read),
            procedures: procedures(file.take("procedure")),
            events: file.take("events").list(SignedLine::read),
        })
    }
}

/// None, one, or a list of several: each of these has one spelling.
fn procedures(part: Part<'_>) -> Vec<Jws> {
    match part.json() {
        Json::Null => Vec::new(),
        Json::List(several) if several.len() > 1 => part.list(Jws::read),
        _ => vec![Jws::read(part)],
    }
}

/// One event with its words.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct SignedLine {
    pub disclosures: Vec<String>,
    pub jws: Jws,
}

impl SignedLine {
    pub fn read(part: Part<'_>) -> Self {
        part.object(|line| Self {
            disclosures: line.take("disclosures").list(Part::text),
            jws: Jws::read(line.take("jws")),
        })
    }

    pub fn to_json(disclosures: &[String], jws: &Jws) -> Json {
        Json::object(vec![("disclosures", Json::texts(disclosures)), ("jws", jws.to_json())])
    }
}

/// A flattened JSON Web Signature (RFC 7515) without an unprotected header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Jws {
    pub(super) protected: String,
    pub(super) payload: String,
    pub(super) signature: String,
}

impl Jws {
    pub(super) fn read(part: Part<'_>) -> Self {
        part.object(|jws| Self {
            protected: jws.take("protected").text(),
            payload: jws.take("payload").text(),
            signature: jws.take("signature").text(),
        })
    }

    /// base64url(SHA-256(payload bytes)): names it, whatever its signature.
    pub(super) fn id(&self) -> Result<String, String> {
        Ok(digest(&base64url(&self.payload)?))
    }

    /// As it is stored on a device.
    pub fn to_text(&self) -> String {
        self.to_json().to_text()
    }

    pub(super) fn to_json(&self) -> Json {
        Json::object(vec![
            ("protected", Json::from(self.protected.as_str())),
            ("payload", Json::from(self.payload.as_str())),
            ("signature", Json::from(self.signature.as_str())),
        ])
    }
}

/// The protected header: exactly these members.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Header {
    pub alg: String,
    pub kid: String,
    pub typ: Typ,
}

impl Header {
    pub fn read(part: Part<'_>) -> Self {
        part.object(|header| Self {
            alg: header.take("alg").text(),
            kid: header.take("kid").text(),
            typ: header.take("typ").text_as(Typ::named, Typ::Event),
        })
    }

    pub fn to_json(&self) -> Json {
        Json::object(vec![
            ("alg", Json::from(self.alg.as_str())),
            ("kid", Json::from(self.kid.as_str())),
            ("typ", Json::from(self.typ.name())),
        ])
    }
}

/// What a signature is for; one made for one place never holds in another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Typ {
    Event,
    Manifest,
    Enrolment,
    Procedure,
    Calendar,
    Certificate,
    Revocation,
    Card,
    Receipt,
}

impl Typ {
    const ALL: [Self; 9] = [
        Self::Event,
        Self::Manifest,
        Self::Enrolment,
        Self::Procedure,
        Self::Calendar,
        Self::Certificate,
        Self::Revocation,
        Self::Card,
        Self::Receipt,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Event => "dispute-event+sd-jwt",
            Self::Manifest => "dispute-manifest+jws",
            Self::Enrolment => "dispute-enrolment+jws",
            Self::Procedure => "dispute-procedure+jws",
            Self::Calendar => "dispute-calendar+jws",
            Self::Certificate => "dispute-member+jws",
            Self::Revocation => "dispute-revocation+jws",
            Self::Card => "dispute-card+jws",
            Self::Receipt => "dispute-receipt+jws",
        }
    }

    /// The member that holds the text of a signed text.
    pub fn holds(self) -> &'static str {
        if self == Self::Calendar { "calendar" } else { "pack" }
    }

    fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|typ| typ.name() == name)
    }
}

/// What the exporter says the file holds. All lists sorted.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ManifestPayload {
    pub at: DateTime<Utc>,
    pub bundle: String,
    pub certs: Vec<String>,
    pub dispute: EventId,
    pub events: Vec<EventId>,
    pub exporter: Author,
    pub heads: Vec<EventId>,
    pub to: Vec<String>,
    pub v: i64,
}

impl ManifestPayload {
    pub fn read(part: Part<'_>) -> Self {
        let ids = |part: Part<'_>| part.list(|id| EventId(id.text()));
        part.object(|list| Self {
            at: list.take("at").moment(),
            bundle: list.take("bundle").text(),
            certs: list.take("certs").list(Part::text),
            dispute: EventId(list.take("dispute").text()),
            events: ids(list.take("events")),
            exporter: Author(list.take("exporter").text()),
            heads: ids(list.take("heads")),
            to: list.take("to").list(Part::text),
            v: list.take("v").whole(),
        })
    }

    pub fn to_json(&self) -> Json {
        Json::object(vec![
            ("at", Json::moment(self.at)),
            ("bundle", Json::from(self.bundle.as_str())),
            ("certs", Json::texts(&self.certs)),
            ("dispute", Json::from(self.dispute.0.as_str())),
            ("events", Json::texts(&self.events)),
            ("exporter", Json::from(self.exporter.0.as_str())),
            ("heads", Json::texts(&self.heads)),
            ("to", Json::texts(&self.to)),
            ("v", Json::Whole(self.v)),
        ])
    }
}

/// What a person says of themselves and their keys, signed by the first key.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct EnrolmentPayload {
    pub at: DateTime<Utc>,
    pub holder: HolderLines,
}

/// Who holds which keys: what enrolments and certificates both say.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct HolderLines {
    pub agency: String,
    pub enc_jwk: Jwk,
    pub jwk: Jwk,
    pub kid: String,
    pub name: String,
    pub role: String,
    pub v: i64,
}

impl HolderLines {
    pub fn of(holder: &mut Members<'_>) -> Self {
        Self {
            agency: holder.take("agency").text(),
            enc_jwk: Jwk::read(holder.take("enc_jwk")),
            jwk: Jwk::read(holder.take("jwk")),
            kid: holder.take("kid").text(),
            name: holder.take("name").text(),
            role: holder.take("role").text(),
            v: holder.take("v").whole(),
        }
    }
}

impl EnrolmentPayload {
    pub fn read(part: Part<'_>) -> Self {
        part.object(|enrolment| Self {
            at: enrolment.take("at").moment(),
            holder: HolderLines::of(enrolment),
        })
    }

    pub fn to_json(&self) -> Json {
        let HolderLines { agency, enc_jwk, jwk, kid, name, role, v } = &self.holder;
        Json::object(vec![
            ("agency", Json::from(agency.as_str())),
            ("at", Json::moment(self.at)),
            ("enc_jwk", enc_jwk.to_json()),
            ("jwk", jwk.to_json()),
            ("kid", Json::from(kid.as_str())),
            ("name", Json::from(name.as_str())),
            ("role", Json::from(role.as_str())),
            ("v", Json::Whole(*v)),
        ])
    }
}

/// A public key on P-256 (RFC 7517): exactly these members.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Jwk {
    pub crv: String,
    pub kty: String,
    pub x: String,
    pub y: String,
}

impl Jwk {
    pub(super) fn of(key: &PublicKey) -> Self {
        let (x, y) = key.coordinates();
        Self { crv: "P-256".to_owned(), kty: "EC".to_owned(), x, y }
    }

    pub(super) fn read(part: Part<'_>) -> Self {
        part.object(|jwk| Self {
            crv: jwk.take("crv").text(),
            kty: jwk.take("kty").text(),
            x: jwk.take("x").text(),
            y: jwk.take("y").text(),
        })
    }

    pub(super) fn to_json(&self) -> Json {
        Json::object(vec![
            ("crv", Json::from(self.crv.as_str())),
            ("kty", Json::from(self.kty.as_str())),
            ("x", Json::from(self.x.as_str())),
            ("y", Json::from(self.y.as_str())),
        ])
    }
}

/// A text that somebody signed as a whole: a procedure whose digest the events pin, or a calendar.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct TextPayload {
    pub at: DateTime<Utc>,
    pub text: String,
    pub v: i64,
}

impl TextPayload {
    /// `holds` is the member that holds the text: it tells what the text is.
    pub fn read(part: Part<'_>, holds: &'static str) -> Self {
        part.object(|payload| Self {
            at: payload.take("at").moment(),
            text: payload.take(holds).text(),
            v: payload.take("v").whole(),
        })
    }

    pub fn to_json(&self, holds: &'static str) -> Json {
        Json::object(vec![
            ("at", Json::moment(self.at)),
            (holds, Json::from(self.text.as_str())),
            ("v", Json::Whole(self.v)),
        ])
    }
}
