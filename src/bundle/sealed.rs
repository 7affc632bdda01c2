//! FORMAT `sealed-bundle/1`: a signed file, sealed to those who may read it.
//!
//! The one idea: *one algorithm, one shape.* A JSON Web Encryption in its general JSON form (RFC 7516): the content
//! key is wrapped once for each recipient (ECDH-ES+A256KW on P-256), the content is under A256GCM. Nothing else is
//! read: no compression, no passphrase, no other curve. What is inside was signed before it was sealed, and its
//! signed list names the recipients, so nobody can seal it on to somebody else and seem to be its author.
//!
//! Only shapes live here; who opens them is [`crate::vault`]'s matter. `docs/formats/sealed-bundle-1.md`.

use base64ct::{Base64UrlUnpadded, Encoding};

use super::error::{BundleError, Limit, Part};
use super::open::unmangled;
use super::{MAX_BYTES, base64url};
use crate::identity::{Kid, PublicKey};
use crate::json::{self, Json};

/// The most recipients of one file.
pub const MAX_RECIPIENTS: usize = 64;

const ALG: &str = "ECDH-ES+A256KW";
const ENC: &str = "A256GCM";
const TYP: &str = "dispute-sealed+jwe";
const NONCE: usize = 12;
const TAG: usize = 16;
const WRAPPED: usize = 40;

/// A sealed file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// What the seal covers beside the content: the protected header as it stands in the file, ASCII.
    pub protected: String,
    /// Who can open it, in the file's order; no key twice.
    pub recipients: Vec<Recipient>,
    /// Used once with this content key.
    pub nonce: [u8; NONCE],
    /// The ciphertext with its tag behind it.
    pub sealed: Vec<u8>,
}

/// Somebody who can open it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    /// Whose encryption key.
    pub kid: Kid,
    /// The key that was made for this once. Whether it is a point of the curve is asked before any use.
    pub ephemeral: PublicKey,
    /// The content key, wrapped (RFC 3394).
    pub wrapped: [u8; WRAPPED],
}

impl Sealed {
    /// The protected header of every file of this format.
    pub fn header() -> String {
        let header = Json::object(vec![("enc", Json::from(ENC)), ("typ", Json::from(TYP))]);
        Base64UrlUnpadded::encode_string(header.to_text().as_bytes())
    }

    /// Whether a file looks like one of these, to be read as one. In no other file of ours does this word stand.
    pub fn is_one(file: &str) -> bool {
        file.contains("\"ciphertext\"")
    }

    /// Reads one, without what mail puts at line ends and line starts: nothing of it is spaces or `>`.
    ///
    /// # Errors
    /// [`BundleError::TooLarge`], before anything else is looked at; [`BundleError::Malformed`] for whatever
    /// is not exactly of this format.
    pub fn read(text: &str) -> Result<Self, BundleError> {
        let malformed = |why: String| BundleError::Malformed(Part::File, why);
        // Sealing makes a file a third longer, and adds little.
        if text.len() > MAX_BYTES / 3 * 4 + 100_000 {
            return Err(BundleError::TooLarge(Limit::Bytes));
        }
        let json =
            json::strictly(unmangled(text)?.as_bytes()).map_err(|fault| malformed(fault.to_string()))?;
        let lines = json::exactly(json, |file| {
            file.object(|file| Lines {
                ciphertext: file.take("ciphertext").text(),
                iv: file.take("iv").text(),
                protected: file.take("protected").text(),
                recipients: file.take("recipients").list(RecipientLines::read),
                tag: file.take("tag").text(),
            })
        });
        let lines = lines.map_err(malformed)?;
        lines.checked().map_err(malformed)
    }

    /// The file.
    pub fn to_text(&self) -> String {
        let encode = |bytes: &[u8]| Json::from(Base64UrlUnpadded::encode_string(bytes).as_str());
        let (ciphertext, tag) = self.sealed.split_at(self.sealed.len().saturating_sub(TAG));
        let recipient = |recipient: &Recipient| {
            let (x, y) = recipient.ephemeral.coordinates();
            let epk = Json::object(vec![
                ("crv", Json::from("P-256")),
                ("kty", Json::from("EC")),
                ("x", Json::from(x.as_str())),
                ("y", Json::from(y.as_str())),
            ]);
            let header = Json::object(vec![
                ("alg", Json::from(ALG)),
                ("epk", epk),
                ("kid", Json::from(recipient.kid.0.as_str())),
            ]);
            Json::object(vec![("encrypted_key", encode(&recipient.wrapped)), ("header", header)])
        };
        let file = Json::object(vec![
            ("ciphertext", encode(ciphertext)),
            ("iv", encode(&self.nonce)),
            ("protected", Json::from(self.protected.as_str())),
            ("recipients", Json::List(self.recipients.iter().map(recipient).collect())),
            ("tag", encode(tag)),
        ]);
        file.to_text()
    }

    /// The part for that key.
    pub fn to(&self, kid: &Kid) -> Option<&Recipient> {
        self.recipients.iter().find(|recipient| recipient.kid == *kid)
    }
}

/// The file's members, as they are written.
struct Lines {
    ciphertext: String,
    iv: String,
    protected: String,
    recipients: Vec<RecipientLines>,
    tag: String,
}

struct RecipientLines {
    encrypted_key: String,
    alg: String,
    kid: String,
    epk: Option<EpkLines>,
}

/// A public key as it is written.
struct EpkLines {
    crv: String,
    kty: String,
    x: String,
    y: String,
}

impl RecipientLines {
    fn read(part: json::Part<'_>) -> Self {
        part.object(|recipient| {
            let encrypted_key = recipient.take("encrypted_key").text();
            recipient.take("header").object(|header| Self {
                encrypted_key,
                alg: header.take("alg").text(),
                kid: header.take("kid").text(),
                epk: header.take_if_there("epk").map(EpkLines::read),
            })
        })
    }

    fn checked(self, covered: Option<PublicKey>) -> Result<Recipient, String> {
        if self.alg != ALG {
            return Err("a recipient's algorithm is not the one of this format".to_owned());
        }
        let own = self.epk.map(EpkLines::checked).transpose()?;
        // One of the two places, never both.
        let (Some(ephemeral), None) = (own.or(covered), own.and(covered)) else {
            return Err("a recipient's key is not there, or there twice".to_owned());
        };
        if self.kid.len() != KID || base64url(&self.kid).is_err() {
            return Err("a recipient's name is no key's name".to_owned());
        }
        Ok(Recipient { kid: Kid(self.kid), ephemeral, wrapped: exact(&self.encrypted_key)? })
    }
}

impl EpkLines {
    fn read(part: json::Part<'_>) -> Self {
        part.object(|epk| Self {
            crv: epk.take("crv").text(),
            kty: epk.take("kty").text(),
            x: epk.take("x").text(),
            y: epk.take("y").text(),
        })
    }

    fn checked(self) -> Result<PublicKey, String> {
        if self.crv != "P-256" || self.kty != "EC" {
            return Err("a key is not on the curve of this format".to_owned());
        }
        PublicKey::from_coordinates(&self.x, &self.y).map_err(|_| "a recipient's key is no key".to_owned())
    }
}

/// The characters of a key's name.
const KID: usize = 43;

impl Lines {
    fn checked(self) -> Result<Sealed, String> {
        let header = base64url(&self.protected)?;
        let header = json::strictly(&header).map_err(|fault| fault.to_string())?;
        let (enc, typ, epk) = json::exactly(header, |header| {
            header.object(|header| {
                let epk = header.take_if_there("epk").map(EpkLines::read);
                (header.take("enc").text(), header.take("typ").text(), epk)
            })
        })?;
        if enc != ENC || typ != TYP {
            return Err("its algorithm or its type is not the one of this format".to_owned());
        }
        if self.recipients.is_empty() || self.recipients.len() > MAX_RECIPIENTS {
            return Err(["it is for nobody, or for more than ", &MAX_RECIPIENTS.to_string()].concat());
        }
        let epk = epk.map(EpkLines::checked).transpose()?;
        if epk.is_some() && self.recipients.len() > 1 {
            return Err("several recipients share a key".to_owned());
        }
        let recipients = self.recipients.into_iter().map(|recipient| recipient.checked(epk));
        let recipients = recipients.collect::<Result<Vec<Recipient>, String>>()?;
        let twice =
            |(n, one): (usize, &Recipient)| recipients[..n].iter().any(|before| before.kid == one.kid);
        if recipients.iter().enumerate().any(twice) {
            return Err("it is for one key twice".to_owned());
        }
        let mut sealed = base64url(&self.ciphertext)?;
        sealed.extend(exact::<TAG>(&self.tag)?);
        Ok(Sealed { protected: self.protected, recipients, nonce: exact(&self.iv)?, sealed })
    }
}

fn exact<const N: usize>(text: &str) -> Result<[u8; N], String> {
    base64url(text)?.try_into().map_err(|_| "a part is of another length than it must be".to_owned())
}
