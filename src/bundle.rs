//! One dispute as a file that travels: signed entries, who signed them, and a list that is signed too.
//!
//! The one idea: *what can be read has been verified.* [`Bundle::read`] gives a
//! `Bundle<Unverified>` that tells nothing; only [`Bundle::verify`] turns it into a
//! `Bundle<Verified>` with entries in it. The exact bytes that were signed are kept and passed on,
//! so no rewriting ever stands between a signature and what it covers.
//!
//! Cryptography is asked for in two halves, because the browser's is asynchronous and this module
//! knows nothing of that: [`Unsigned::signing_input`], then [`Unsigned::with_signature`]; and
//! [`Asked::questions`], then [`Asked::answered`].
//!
//! ```text
//! event | enrolment | procedure ─▶ Unsigned ─sign─▶ Signed ─┐
//!                                              Export::unsigned ─sign─▶ Signed<Draft>::to_text
//! Bundle::read ─▶ Bundle<Unverified> ─verify─▶ Asked ─answered─▶ Bundle<Verified>
//! ```
//!
//! A calendar or a pack that somebody signed by itself is a [`SignedText`].
//!
//! What a partnership says of itself and its members is a [`Card`]; what its register has seen, a [`Receipt`].
//!
//! What travels sealed is a [`Sealed`] with such a file inside.
//!
//! Deliberately absent: secret keys, clocks, randomness, and merging (the union of verified entries is
//! the caller's).

mod card;
mod certificate;
mod enrolled;
mod error;
mod export;
mod format;
mod jws;
mod open;
mod question;
mod receipt;
mod sealed;
mod sign;
mod signed_text;

use base64ct::{Base64UrlUnpadded, Encoding};
use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};

pub use card::{Card, CardChange, SignedCard};
pub use certificate::{Said, SignedCertificate, SignedRevocation, certificate, revocation};
pub use error::{BundleError, ExportError, Limit, Part};
pub use export::{Draft, Export};
pub use format::{Jws, MAX_BYTES, MAX_CERTS, MAX_EVENTS, MAX_PARENTS};
pub use jws::{Signed, Unsigned};
pub use open::heads;
pub use question::{Asked, Question};
pub use receipt::{Receipt, SignedReceipt, late_after, received};
pub use sealed::{MAX_RECIPIENTS, Recipient, Sealed};
pub use sign::{CarriedCalendar, CarriedPack, Recorded, calendar, enrolment, event, procedure};
pub use signed_text::{Held, SignedText};

use crate::dispute::event::{Author, EventId};
use crate::identity::{Kid, Member, PublicKey};
pub use crate::json::MAX_NESTING;

/// An event with its words, under its author's signature.
pub type SignedEvent = Signed<Recorded>;
/// What somebody says of themselves, under their own signature.
pub type Enrolment = Signed<Member>;
/// A procedure that is not built in, under the signature of whoever brought it.
pub type SignedPack = Signed<CarriedPack>;

/// A calendar under the signature of whoever issued it.
pub type SignedCalendar = Signed<CarriedCalendar>;

/// A file with one dispute. `S` says whether it has been verified.
#[derive(Clone, Debug)]
pub struct Bundle<S>(S);

/// Read, within the limits, and not to be believed yet.
#[derive(Clone, Debug)]
pub struct Unverified(format::File);

/// Every signature holds, and what is there is what the exporter signed.
#[derive(Clone, Debug)]
pub struct Verified {
    exported: DateTime<Utc>,
    exporter: Kid,
    dispute: EventId,
    heads: Vec<EventId>,
    to: Vec<String>,
    enrolments: Vec<Enrolment>,
    partnership: Vec<Jws>,
    procedures: Vec<SignedPack>,
    events: Vec<SignedEvent>,
}

impl Bundle<Verified> {
    /// When it was exported, by the exporter's clock.
    pub fn exported(&self) -> DateTime<Utc> {
        self.0.exported
    }

    /// Who exported it.
    pub fn exporter(&self) -> &Kid {
        &self.0.exporter
    }

    /// The dispute that it is about.
    pub fn dispute(&self) -> &EventId {
        &self.0.dispute
    }

    /// The entries that no other entry of the file names as earlier, sorted.
    pub fn heads(&self) -> &[EventId] {
        &self.0.heads
    }

    /// Whether the exporter meant it for the holder of this encryption key. Whoever opens a sealed file asks: anybody
    /// can seal an honest file on to somebody else.
    pub fn is_for(&self, encryption: &Kid) -> bool {
        self.0.to.contains(&encryption.0)
    }

    /// The enrolments of all who signed; at most one a key.
    pub fn enrolments(&self) -> &[Enrolment] {
        &self.0.enrolments
    }

    /// What the partnership with this root key says of members in this file. What another one says is passed over.
    pub fn of_partnership(&self, root: &PublicKey) -> Asked<Said> {
        Said::by_root(self.0.partnership.clone(), root)
    }

    /// The procedure that the dispute stands under, where it is not built in: its text has the digest that
    /// an entry pins.
    pub fn procedure(&self) -> Option<&SignedPack> {
        self.0.procedures.first()
    }

    /// That one, and those that it was moved from, each text once.
    pub fn procedures(&self) -> &[SignedPack] {
        &self.0.procedures
    }

    /// The entries, each once, as they stand in the file. Earlier ones may be missing.
    pub fn events(&self) -> &[SignedEvent] {
        &self.0.events
    }
}

impl From<&Author> for Kid {
    fn from(author: &Author) -> Self {
        Self(author.0.clone())
    }
}

impl From<&Kid> for Author {
    fn from(kid: &Kid) -> Self {
        Self(kid.0.clone())
    }
}

/// Decodes base64url without padding and without stray bits in the last character.
fn base64url(text: &str) -> Result<Vec<u8>, String> {
    Base64UrlUnpadded::decode_vec(text).map_err(|_| "it is not base64url".to_owned())
}

/// base64url(SHA-256(bytes)): names an enrolment, pins a pack, commits to words.
fn digest(bytes: &[u8]) -> String {
    Base64UrlUnpadded::encode_string(&Sha256::digest(bytes))
}
