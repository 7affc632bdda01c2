//! FORMAT `dispute-bundle/1`: how one dispute travels, member by member.
//!
//! Only shapes live here; [`super::open`] says what they must hold, `docs/formats/dispute-bundle-1.md`
//! tells it byte by byte. Every member is always present; `null` says "none".

use chrono::{DateTime, Utc};
use serde::{Deserialize, Deserializer, Serialize};

use crate::dispute::event::{Author, EventId};

/// The value of `format`, and of the manifest's `bundle`, where a signature covers it.
pub(super) const FORMAT: &str = "dispute-bundle/1";
/// The one algorithm: P-256 is in every browser's WebCrypto.
pub(super) const ALG: &str = "ES256";

/// The largest file, in bytes.
pub const MAX_BYTES: usize = 2_000_000;
/// The deepest nesting of arrays and objects, in the file and in everything inside it.
pub const MAX_NESTING: usize = 16;
/// The most events in a file.
pub const MAX_EVENTS: usize = 5_000;
/// The most earlier entries that one event names.
pub const MAX_PARENTS: usize = 64;
/// The most enrolments in a file.
pub const MAX_CERTS: usize = 64;

/// The whole file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub format: String,
    pub manifest: Jws,
    pub certs: Vec<Jws>,
    #[serde(deserialize_with = "present")]
    pub procedure: Option<Jws>,
    pub events: Vec<SignedLine>,
}

/// One event with its words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SignedLine {
    pub disclosures: Vec<String>,
    pub jws: Jws,
}

/// A flattened JSON Web Signature (RFC 7515) without an unprotected header.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Jws {
    pub(super) protected: String,
    pub(super) payload: String,
    pub(super) signature: String,
}

/// The protected header: exactly these members.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Header {
    pub alg: String,
    pub kid: String,
    pub typ: Typ,
}

/// What a signature is for; one made for one place never holds in another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Typ {
    #[serde(rename = "dispute-event+sd-jwt")]
    Event,
    #[serde(rename = "dispute-manifest+jws")]
    Manifest,
    #[serde(rename = "dispute-enrolment+jws")]
    Enrolment,
    #[serde(rename = "dispute-procedure+jws")]
    Procedure,
}

/// What the exporter says the file holds. All lists sorted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ManifestPayload {
    pub at: DateTime<Utc>,
    pub bundle: String,
    pub certs: Vec<String>,
    pub dispute: EventId,
    pub events: Vec<EventId>,
    pub exporter: Author,
    pub heads: Vec<EventId>,
    pub to: Vec<String>,
    pub v: u8,
}

/// What a person says of themselves and their keys, signed by the first key.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EnrolmentPayload {
    pub agency: String,
    pub at: DateTime<Utc>,
    pub enc_jwk: Jwk,
    pub jwk: Jwk,
    pub kid: String,
    pub name: String,
    pub role: String,
    pub v: u8,
}

/// A public key on P-256 (RFC 7517): exactly these members.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Jwk {
    pub crv: String,
    pub kty: String,
    pub x: String,
    pub y: String,
}

/// A procedure that is not built in, carried along as the text whose digest the events pin.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ProcedurePayload {
    pub at: DateTime<Utc>,
    pub pack: String,
    pub v: u8,
}

/// Refuses a missing member where serde's own reading of `Option` would take it for `null`.
fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(reader: D) -> Result<Option<T>, D::Error> {
    Option::deserialize(reader)
}
