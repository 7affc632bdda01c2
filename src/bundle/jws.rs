//! The signed envelope: a JSON Web Signature, ES256, with a protected header of exactly three members.

use std::rc::Rc;

use base64ct::{Base64UrlUnpadded, Encoding};

use super::base64url;
use super::error::{BundleError, Part};
use super::format::{ALG, Header, Jws, Typ};
use super::question::{Answering, Question};
use crate::identity::{Kid, PublicKey};
use crate::json::{self, Json};

/// Something that is ready to be signed.
#[derive(Clone, Debug)]
pub struct Unsigned<C> {
    content: C,
    protected: String,
    payload: String,
}

impl<C> Unsigned<C> {
    pub(super) fn new(typ: Typ, kid: &Kid, payload: &[u8], content: C) -> Self {
        let (protected, payload) = unsigned(typ, kid, payload);
        Self { content, protected, payload }
    }

    /// What is to be signed.
    pub fn content(&self) -> &C {
        &self.content
    }

    /// The bytes that the signer's key signs with ES256.
    pub fn signing_input(&self) -> Vec<u8> {
        signing_input(&self.protected, &self.payload)
    }

    /// Joins the signature (r and s, 32 bytes each). The caller made it with the key that was
    /// named: a wrong one shows when anybody verifies.
    pub fn with_signature(self, signature: [u8; 64]) -> Signed<C> {
        let Self { content, protected, payload } = self;
        let signature = Base64UrlUnpadded::encode_string(&signature);
        Signed::new(content, Jws { protected, payload, signature })
    }
}

/// Something with a signature that holds: made here, or verified.
#[derive(Clone, Debug, PartialEq)]
pub struct Signed<C> {
    /// Shared by its copies: it never changes.
    pub(super) content: Rc<C>,
    pub(super) jws: Jws,
}

impl<C> Signed<C> {
    pub(super) fn new(content: C, jws: Jws) -> Self {
        Self { content: Rc::new(content), jws }
    }

    /// What is signed.
    pub fn content(&self) -> &C {
        &self.content
    }

    /// The bytes that are signed and the signature, as they are passed on.
    pub fn jws(&self) -> &Jws {
        &self.jws
    }

    /// base64url(SHA-256(payload bytes)): names it, whatever its signature.
    pub fn id(&self) -> String {
        self.jws.id().expect("a signed payload is base64url")
    }
}

/// A JWS whose header is right for its place; its signature has not been looked at.
pub(super) struct Envelope<'a> {
    /// The key that the header names.
    pub kid: Kid,
    jws: &'a Jws,
    header_is_canonical: bool,
    payload: Vec<u8>,
    part: Part,
}

impl<'a> Envelope<'a> {
    /// Opens the envelope as one of type `typ`.
    pub fn open(jws: &'a Jws, typ: Typ, part: Part) -> Result<Self, BundleError> {
        let malformed = |why: String| BundleError::Malformed(part, why);
        let (header, read) = header(jws).map_err(malformed)?;
        let payload = base64url(&jws.payload).map_err(malformed)?;
        if read.alg != ALG || read.typ != typ {
            return Err(malformed("its algorithm or its type is not the one for this place".to_owned()));
        }
        // Nothing else is in a header, so it is spelt as we would spell it, or else otherwise than the format allows.
        let header_is_canonical = read.to_json().to_text().as_bytes() == header;
        Ok(Self { kid: Kid(read.kid), jws, header_is_canonical, payload, part })
    }

    /// The payload before the signature is known to hold: only for the key that stands inside.
    pub fn claimed(&self) -> Result<Json, BundleError> {
        json::strictly(&self.payload).map_err(|fault| BundleError::Malformed(self.part, fault.to_string()))
    }

    /// The payload bytes and what they say, once `key` is known to have signed them. Only then is
    /// the spelling looked at: a fault there is "malformed", never "altered".
    pub fn verify(self, key: &PublicKey, answer: Answering<'_>) -> Result<(Vec<u8>, Json), BundleError> {
        let malformed = |why: String| BundleError::Malformed(self.part, why);
        let signature = base64url(&self.jws.signature).map_err(malformed)?;
        let signed = signing_input(&self.jws.protected, &self.jws.payload);
        if !answer(Question::Signed { key: *key, signed, signature }) {
            return Err(BundleError::Altered(self.part));
        }
        if !self.header_is_canonical {
            return Err(malformed("its header is not in its one spelling".to_owned()));
        }
        let value = json::canonical(&self.payload).map_err(malformed)?;
        Ok((self.payload, value))
    }
}

/// What `jws` says under the signature of this very key.
pub(super) fn signed_by(
    key: &PublicKey,
    jws: &Jws,
    typ: Typ,
    part: Part,
    answer: Answering<'_>,
) -> Result<Json, BundleError> {
    let envelope = Envelope::open(jws, typ, part)?;
    if envelope.kid != key.kid() {
        return Err(BundleError::MissingKey(part));
    }
    Ok(envelope.verify(key, answer)?.1)
}

/// What a signature says that it is for, and by whom, before anything of it is believed.
pub(super) fn claimed(jws: &Jws) -> Result<(Typ, Kid), String> {
    let (_, header) = header(jws)?;
    Ok((header.typ, Kid(header.kid)))
}

fn header(jws: &Jws) -> Result<(Vec<u8>, Header), String> {
    let header = base64url(&jws.protected)?;
    let value = json::strictly(&header).map_err(|fault| fault.to_string())?;
    let read = json::exactly(value, Header::read)?;
    Ok((header, read))
}

/// The header and the payload as a signature covers them.
fn unsigned(typ: Typ, kid: &Kid, payload: &[u8]) -> (String, String) {
    let header = Header { alg: ALG.to_owned(), kid: kid.0.clone(), typ };
    let encode = Base64UrlUnpadded::encode_string;
    (encode(header.to_json().to_text().as_bytes()), encode(payload))
}

fn signing_input(protected: &str, payload: &str) -> Vec<u8> {
    format!("{protected}.{payload}").into_bytes()
}
