//! FORMAT `partnership-card/1`: what a member's device keeps of its partnership.
//!
//! The one idea: *the root key is the partnership.* It signs the card, and the card says what else is the
//! partnership's: the register's keys, the key to seal to, what was revoked, its procedure. A card of another root is
//! another partnership's, whatever name it bears; it never takes a known one's place.
//! `docs/formats/partnership-card-1.md` tells it member by member.

use chrono::{DateTime, Utc};

use super::SignedPack;
use super::certificate::{Said, SignedCertificate, SignedRevocation, read_certificate, read_revocation};
use super::error::{BundleError, Part};
use super::format::{Jwk, Jws, Typ};
use super::jws::{Envelope, Signed, Unsigned, signed_by};
use super::open::{file_of, is_our_time, is_sorted, key, pack};
use super::question::{Answering, Asked};
use crate::dispute::event;
use crate::identity::{Kid, PublicKey, can_be_seen_whole};
use crate::json::{self, Json};
use crate::ordered::Set;

const FORMAT: &str = "partnership-card/1";
const CARD: Part = Part::Partnership("card");
/// More keys than a register goes through in decades.
const MAX_REGISTERS: usize = 16;

/// A card under its root key's signature.
pub type SignedCard = Signed<Card>;

/// What a partnership says of itself and its members.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    /// What it calls itself.
    pub partnership: String,
    /// The key that certifies and revokes.
    pub root: PublicKey,
    /// The keys that sign receipts, the one in use first.
    pub registers: Vec<PublicKey>,
    /// What is sealed to it.
    pub encryption: PublicKey,
    /// Every card of a partnership has a higher one than the card before.
    pub number: i64,
    /// When it was issued.
    pub issued: DateTime<Utc>,
    /// Everything that was ever revoked.
    pub revocations: Vec<SignedRevocation>,
    /// Whoever this card vouches for: each stands for itself, a card need not have them all.
    pub certificates: Vec<SignedCertificate>,
    /// Its procedure.
    pub procedure: Option<SignedPack>,
}

/// Why a card does not take a known one's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardChange {
    /// It is under another root key. That blocks: the partnership is asked, by telephone.
    AnotherRoot,
    /// It is older than the one that is known.
    Older,
    /// It has the number of the known one and says something else: two desks hold the root key, or a copy of it.
    Forked,
    /// It revokes a key less strictly than the known one, or not at all.
    Unrevoked,
}

impl Card {
    /// Makes a card ready to be signed by the root key.
    pub fn unsigned(mut self) -> Unsigned<Self> {
        self.issued = event::recordable(self.issued);
        let jwk = |key: &PublicKey| Jwk::of(key).to_json();
        let procedure = self.procedure.as_ref().map(|pack| pack.content.digest());
        let payload = Json::object(vec![
            ("at", Json::moment(self.issued)),
            ("enc_jwk", jwk(&self.encryption)),
            ("jwk", jwk(&self.root)),
            ("number", Json::Whole(self.number)),
            ("partnership", Json::from(self.partnership.as_str())),
            ("procedure", Json::text_or_null(procedure.as_ref())),
            ("registers", Json::List(self.registers.iter().map(jwk).collect())),
            ("revocations", Json::texts(&ids(&self.revocations))),
            ("v", Json::Whole(1)),
        ]);
        Unsigned::new(Typ::Card, &self.root.kid(), payload.to_text().as_bytes(), self)
    }

    /// What it says of members' keys, each with the key that it is about: what a bundle carries along of its signers.
    pub fn of_members(&self) -> Vec<(Kid, Jws)> {
        self.said().each()
    }

    /// The same as it was signed.
    pub fn said(&self) -> Said {
        Said { certificates: self.certificates.clone(), revocations: self.revocations.clone() }
    }

    /// The register's key of that name, if this card names it.
    pub fn register(&self, kid: &Kid) -> Option<&PublicKey> {
        self.registers.iter().find(|key| key.kid() == *kid)
    }
}

impl SignedCard {
    /// Reads a card as it came, and asks what is to be known before it may be believed.
    pub fn read(file: &str) -> Asked<Self> {
        let file = file.to_owned();
        Asked::by(move |answer| answered(&file, answer))
    }

    /// Reads what was kept of one; only from a store that vouches for it.
    ///
    /// # Errors
    /// [`BundleError`] where it is none.
    pub fn from_record(file: &str) -> Result<Self, BundleError> {
        answered(file, &mut |_| true)
    }

    /// The file.
    pub fn to_text(&self) -> String {
        let card = self.content();
        let procedure = card.procedure.as_ref().map_or(Json::Null, |pack| pack.jws.to_json());
        let file = Json::object(vec![
            ("format", Json::from(FORMAT)),
            ("card", self.jws.to_json()),
            ("certs", Json::List(card.certificates.iter().map(|of| of.jws.to_json()).collect())),
            ("procedure", procedure),
            ("revocations", Json::List(card.revocations.iter().map(|of| of.jws.to_json()).collect())),
        ]);
        file.to_text() + "\n"
    }

    /// This card in the place of the one that is known; the certificates of both, for a card need not have them all.
    ///
    /// # Errors
    /// [`CardChange`] says why not; the known one stays.
    pub fn in_place_of(self, known: &Self) -> Result<Self, CardChange> {
        let (new, old) = (self.content(), known.content());
        if new.root != old.root {
            return Err(CardChange::AnotherRoot);
        }
        if new.number < old.number {
            return Err(CardChange::Older);
        }
        if new.number == old.number && self.id() != known.id() {
            return Err(CardChange::Forked);
        }
        let revokes = |known: &SignedRevocation| {
            let known = known.content();
            let mut there = new.revocations.iter().map(Signed::content);
            there.any(|of| of.kid == known.kid && of.receipts <= known.receipts)
        };
        if !old.revocations.iter().all(revokes) {
            return Err(CardChange::Unrevoked);
        }
        let mut card = new.clone();
        let is_there = |serial: &String| new.certificates.iter().any(|of| of.content.serial == *serial);
        card.certificates.extend(old.certificates.iter().filter(|of| !is_there(&of.content.serial)).cloned());
        Ok(Signed::new(card, self.jws))
    }
}

struct Lines {
    card: Jws,
    certs: Vec<Jws>,
    procedure: Option<Jws>,
    revocations: Vec<Jws>,
}

/// What the root key signs.
struct Payload {
    at: DateTime<Utc>,
    enc_jwk: Jwk,
    jwk: Jwk,
    number: i64,
    partnership: String,
    procedure: Option<String>,
    registers: Vec<Jwk>,
    revocations: Vec<String>,
    v: i64,
}

fn answered(file: &str, answer: Answering<'_>) -> Result<SignedCard, BundleError> {
    let malformed = |why: &str| BundleError::Malformed(CARD, why.to_owned());
    let Lines { card: jws, certs, procedure, revocations } = lines(file)?;
    let (root, payload) = said(&jws, answer)?;
    // The root key and the one of every day are separate, and no key signs what another opens.
    let mut keys = vec![root];
    for jwk in [&payload.enc_jwk].into_iter().chain(&payload.registers) {
        match key(jwk, answer).filter(|key| !keys.contains(key)) {
            Some(key) => keys.push(key),
            None => return Err(malformed("one of its keys is not on P-256, or stands for two things")),
        }
    }
    let registers = keys.split_off(2);
    if registers.is_empty() || registers.len() > MAX_REGISTERS {
        return Err(malformed("it has no register's key, or too many"));
    }
    let mut revoked = Vec::with_capacity(revocations.len());
    for jws in revocations {
        revoked.push(read_revocation(jws, &root, answer)?);
    }
    if ids(&revoked) != payload.revocations || revoked.len() != payload.revocations.len() {
        return Err(BundleError::Altered(Part::Contents));
    }
    let mut certificates: Vec<SignedCertificate> = Vec::with_capacity(certs.len());
    for jws in certs {
        let read = read_certificate(jws, &root, answer)?;
        if certificates.iter().any(|other| other.content.serial == read.content.serial) {
            return Err(malformed("a second certificate of the same serial"));
        }
        certificates.push(read);
    }
    let procedure = match procedure {
        None => None,
        Some(jws) => {
            let value = signed_by(&root, &jws, Typ::Procedure, Part::Procedure, answer)?;
            Some(Signed::new(pack(value)?, jws))
        }
    };
    if procedure.as_ref().map(|pack| pack.content.digest()) != payload.procedure {
        return Err(BundleError::Altered(Part::Contents));
    }
    let Payload { at: issued, number, partnership, .. } = payload;
    let card = Card {
        partnership,
        root,
        registers,
        encryption: keys[1],
        number,
        issued,
        revocations: revoked,
        certificates,
        procedure,
    };
    Ok(Signed::new(card, jws))
}

fn lines(file: &str) -> Result<Lines, BundleError> {
    let lines = json::exactly(file_of(FORMAT, file)?, |file| {
        file.object(|file| {
            file.take("format").text();
            Lines {
                card: Jws::read(file.take("card")),
                certs: file.take("certs").list(Jws::read),
                procedure: file.take("procedure").or_null(Jws::read),
                revocations: file.take("revocations").list(Jws::read),
            }
        })
    });
    lines.map_err(|why| BundleError::Malformed(Part::File, why))
}

/// What the card says under the signature of the key that stands in it.
fn said(jws: &Jws, answer: Answering<'_>) -> Result<(PublicKey, Payload), BundleError> {
    let malformed = |why: &str| BundleError::Malformed(CARD, why.to_owned());
    let envelope = Envelope::open(jws, Typ::Card, CARD)?;
    let payload = json::exactly(envelope.claimed()?, |part| {
        part.object(|card| Payload {
            at: card.take("at").moment(),
            enc_jwk: Jwk::read(card.take("enc_jwk")),
            jwk: Jwk::read(card.take("jwk")),
            number: card.take("number").whole(),
            partnership: card.take("partnership").text(),
            procedure: card.take("procedure").or_null(json::Part::text),
            registers: card.take("registers").list(Jwk::read),
            revocations: card.take("revocations").list(json::Part::text),
            v: card.take("v").whole(),
        })
    });
    let payload = payload.map_err(|why| malformed(&why))?;
    let root = key(&payload.jwk, answer).ok_or_else(|| malformed("its root key is not on P-256"))?;
    let signer = envelope.kid.clone();
    envelope.verify(&root, answer)?;
    if signer != root.kid() {
        return Err(malformed("its key has another name"));
    }
    if payload.v != 1 || payload.number < 1 || !is_our_time(payload.at) {
        return Err(malformed("its version, its number or its time is out of range"));
    }
    if can_be_seen_whole(&payload.partnership).is_err() || !is_sorted(&payload.revocations) {
        return Err(malformed("its name is empty, too long or not all visible, or its list is not sorted"));
    }
    Ok((root, payload))
}

/// The ids of revocations, sorted, each once.
fn ids(revocations: &[SignedRevocation]) -> Vec<String> {
    Set::from_iter(revocations.iter().map(Signed::id)).into_iter().collect()
}
