//! FORMAT: what a partnership's root key says of a member's keys: whose they are, and which are not to be relied on.
//!
//! `docs/formats/member-certificate-1.md` tells both member by member; they travel in a card and, of those who signed
//! something, in a bundle.

use chrono::{DateTime, Utc};

use super::base64url;
use super::error::{BundleError, Part};
use super::format::{HolderLines, Jwk, Jws, Typ};
use super::jws::{Signed, Unsigned, claimed, signed_by};
use super::open::{is_our_time, keys_of, person};
use super::question::{Answering, Asked};
use super::sign::stored;
use crate::dispute::event;
use crate::identity::{Certificate, Checked, Kid, PublicKey, Revocation};
use crate::json::{self, Json};

/// A certificate under the root key's signature.
pub type SignedCertificate = Signed<Certificate>;
/// A revocation under the root key's signature.
pub type SignedRevocation = Signed<Revocation>;

/// What a partnership says of members' keys.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Said {
    /// Whose they are.
    pub certificates: Vec<SignedCertificate>,
    /// Which are not to be relied on.
    pub revocations: Vec<SignedRevocation>,
}

const CERTIFICATE: Part = Part::Partnership("certificate");
const REVOCATION: Part = Part::Partnership("revocation");
/// The bytes of a certificate's serial.
const SERIAL: usize = 16;
/// More seconds than there are between any two of our times.
const AGES: i64 = 1 << 40;

/// Makes a certificate ready to be signed by the root key.
pub fn certificate(mut of: Certificate, root: &Kid) -> Unsigned<Certificate> {
    (of.from, of.until) = (event::recordable(of.from), event::recordable(of.until));
    let payload = Json::object(vec![
        ("agency", Json::from(of.person.agency())),
        ("checked", Json::from(of.checked.name())),
        ("enc_jwk", Jwk::of(&of.encryption).to_json()),
        ("jwk", Jwk::of(&of.signing).to_json()),
        ("kid", Json::Text(of.signing.kid().0)),
        ("name", Json::from(of.person.name())),
        ("not_after", Json::moment(of.until)),
        ("not_before", Json::moment(of.from)),
        ("role", Json::from(of.person.role())),
        ("root", Json::from(root.0.as_str())),
        ("serial", Json::from(of.serial.as_str())),
        ("v", Json::Whole(1)),
    ]);
    Unsigned::new(Typ::Certificate, root, payload.to_text().as_bytes(), of)
}

/// Makes a revocation ready to be signed by the root key.
pub fn revocation(mut of: Revocation, root: &Kid) -> Unsigned<Revocation> {
    of.at = event::recordable(of.at);
    let payload = Json::object(vec![
        ("at", Json::moment(of.at)),
        ("kid", Json::from(of.kid.0.as_str())),
        ("receipts", Json::Whole(of.receipts)),
        ("root", Json::from(root.0.as_str())),
        ("v", Json::Whole(1)),
    ]);
    Unsigned::new(Typ::Revocation, root, payload.to_text().as_bytes(), of)
}

/// Verifies a certificate with the root key.
pub(super) fn read_certificate(
    jws: Jws,
    root: &PublicKey,
    answer: Answering<'_>,
) -> Result<SignedCertificate, BundleError> {
    let malformed = |why: &str| BundleError::Malformed(CERTIFICATE, why.to_owned());
    let value = signed_by(root, &jws, Typ::Certificate, CERTIFICATE, answer)?;
    let lines = json::exactly(value, |part| {
        part.object(|of| {
            let checked = of.take("checked").text_as(Checked::named, Checked::Nothing);
            let [from, until] = ["not_before", "not_after"].map(|member| of.take(member).moment());
            let [named, serial] = ["root", "serial"].map(|member| of.take(member).text());
            (HolderLines::of(of), checked, from, until, named, serial)
        })
    });
    let (holder, checked, from, until, named, serial) = lines.map_err(|why| malformed(&why))?;
    let (signing, encryption) = keys_of(&holder, answer).map_err(malformed)?;
    if signing == encryption || named != root.kid().0 {
        return Err(malformed("it has one key for both signing and sealing, or names another root"));
    }
    if base64url(&serial).map(|bytes| bytes.len()) != Ok(SERIAL) {
        return Err(malformed("its serial is not 16 bytes of base64url"));
    }
    let are_our_times = is_our_time(from) && is_our_time(until) && from <= until;
    let person = person(&holder, &signing, are_our_times).map_err(malformed)?;
    Ok(Signed::new(Certificate { person, signing, encryption, checked, from, until, serial }, jws))
}

impl Said {
    /// Reads what was kept, as [`Jws::to_text`] writes it; only from a store that vouches for it.
    ///
    /// # Errors
    /// [`BundleError`] where one of it is none of this root key's.
    pub fn from_record(said: &[String], root: &PublicKey) -> Result<Self, BundleError> {
        let mut read = Vec::with_capacity(said.len());
        for one in said {
            read.push(stored(one.as_bytes(), CERTIFICATE)?);
        }
        of_root(&read, root, &mut |_| true)
    }

    /// Those of these that name this root key, and asks what is to be known before they may be believed.
    pub fn by_root(said: Vec<Jws>, root: &PublicKey) -> Asked<Self> {
        let root = *root;
        Asked::by(move |answer| of_root(&said, &root, answer))
    }

    /// What of it travels, each with the key that it is about: of a key the newest certificate in force, else the one that
    /// held longest, and the strictest revocation. The rest says nothing that these do not.
    pub fn newest(&self, now: DateTime<Utc>) -> Vec<(Kid, Jws)> {
        let mut newest: Vec<(Kid, i64, &Jws)> = Vec::new();
        let mut after = 0;
        let mut offer = |from: usize, kid: Kid, rank: i64, jws| {
            match newest[from..].iter_mut().find(|(of, ..)| *of == kid) {
                None => newest.push((kid, rank, jws)),
                Some(known) if known.1 < rank => *known = (kid, rank, jws),
                Some(_) => {}
            }
            newest.len()
        };
        for Signed { content: of, jws } in &self.certificates {
            let is_in_force = of.from <= now && now <= of.until;
            // Whatever is in force ranks above what is not.
            let rank = if is_in_force { of.from.timestamp() } else { of.until.timestamp() - AGES };
            after = offer(0, of.signing.kid(), rank, jws);
        }
        for Signed { content: of, jws } in &self.revocations {
            offer(after, of.kid.clone(), -of.receipts, jws);
        }
        newest.into_iter().map(|(kid, _, jws)| (kid, jws.clone())).collect()
    }

    /// All of it, each with the key that it is about.
    pub fn each(&self) -> Vec<(Kid, Jws)> {
        let mut each = Vec::with_capacity(self.certificates.len() + self.revocations.len());
        for of in &self.certificates {
            each.push((of.content.signing.kid(), of.jws.clone()));
        }
        for of in &self.revocations {
            each.push((of.content.kid.clone(), of.jws.clone()));
        }
        each
    }
}

/// Those that this root key signed, of all that stand in a bundle.
fn of_root(said: &[Jws], root: &PublicKey, answer: Answering<'_>) -> Result<Said, BundleError> {
    let own = root.kid();
    let mut found = Said::default();
    for jws in said {
        let (typ, kid) = claimed(jws).map_err(|why| BundleError::Malformed(CERTIFICATE, why))?;
        if kid != own {
            continue;
        }
        if typ == Typ::Revocation {
            found.revocations.push(read_revocation(jws.clone(), root, answer)?);
        } else {
            found.certificates.push(read_certificate(jws.clone(), root, answer)?);
        }
    }
    Ok(found)
}

/// Verifies a revocation with the root key.
pub(super) fn read_revocation(
    jws: Jws,
    root: &PublicKey,
    answer: Answering<'_>,
) -> Result<SignedRevocation, BundleError> {
    let part = REVOCATION;
    let malformed = |why: &str| BundleError::Malformed(part, why.to_owned());
    let value = signed_by(root, &jws, Typ::Revocation, part, answer)?;
    let lines = json::exactly(value, |part| {
        part.object(|of| {
            let revocation = Revocation {
                kid: Kid(of.take("kid").text()),
                receipts: of.take("receipts").whole(),
                at: of.take("at").moment(),
            };
            (revocation, of.take("root").text(), of.take("v").whole())
        })
    });
    let (revocation, named, v) = lines.map_err(|why| malformed(&why))?;
    if named != root.kid().0 || base64url(&revocation.kid.0).map(|bytes| bytes.len()) != Ok(32) {
        return Err(malformed("its key or its root has another name"));
    }
    if v != 1 || revocation.receipts < 0 || !is_our_time(revocation.at) {
        return Err(malformed("its version, its time or its number is out of range"));
    }
    Ok(Signed::new(revocation, jws))
}
