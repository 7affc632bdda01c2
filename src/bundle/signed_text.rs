//! FORMAT `signed-text/1`: a calendar or a procedure pack under the signature of whoever issues it.
//!
//! The file brings the signer's enrolment, so whoever opens it can check that the text is as it was
//! signed; whether the signer may be relied on is another matter, and is shown beside it.
//! `docs/formats/signed-text-1.md` tells it member by member.

use super::error::{BundleError, Limit, Part};
use super::format::{Jws, MAX_BYTES, Typ};
use super::jws::{Envelope, Signed, claimed_typ};
use super::open::{enrolment, pack, signed_text, unmangled};
use super::question::{Answering, Asked};
use super::{CarriedCalendar, Enrolment, SignedCalendar, SignedPack};
use crate::json::{self, Fault, Json};

const FORMAT: &str = "signed-text/1";

/// A text whose signature holds, with whoever signed it.
#[derive(Clone, Debug, PartialEq)]
pub struct SignedText {
    /// Who signed it.
    pub signer: Enrolment,
    /// What was signed.
    pub held: Held,
}

/// What a signed text is.
#[derive(Clone, Debug, PartialEq)]
pub enum Held {
    /// A calendar.
    Calendar(SignedCalendar),
    /// A procedure pack.
    Procedure(SignedPack),
}

impl SignedText {
    /// Reads a file as it came, and asks what is to be known before it may be believed.
    pub fn read(file: &str) -> Asked<Self> {
        let file = file.to_owned();
        Asked::by(move |answer| Self::answered(&file, answer))
    }

    /// Reads what was kept of one; only from a store that vouches for it.
    ///
    /// # Errors
    /// [`BundleError`] where it is none.
    pub fn from_record(file: &str) -> Result<Self, BundleError> {
        Self::answered(file, &mut |_| true)
    }

    fn answered(file: &str, answer: Answering<'_>) -> Result<Self, BundleError> {
        if file.len() > MAX_BYTES {
            return Err(BundleError::TooLarge(Limit::Bytes));
        }
        let malformed = |why: String| BundleError::Malformed(Part::File, why);
        let value = json::strictly(unmangled(file)?.as_bytes()).map_err(|fault| match fault {
            Fault::Truncated(_) => BundleError::Truncated,
            Fault::Deep(_) => BundleError::TooLarge(Limit::Nesting),
            Fault::Text(why) => malformed(why),
        })?;
        match value.member("format").and_then(Json::as_text) {
            Some(FORMAT) => {}
            Some(other) if other.starts_with("signed-text/") => {
                return Err(BundleError::OtherVersion(other.chars().take(40).collect()));
            }
            _ => return Err(BundleError::NotABundle),
        }
        let parts = json::exactly(value, |file| {
            file.object(|file| {
                file.take("format").text();
                (Jws::read(file.take("cert")), Jws::read(file.take("text")))
            })
        });
        let (cert, text) = parts.map_err(malformed)?;
        let signer = enrolment(cert, Part::Enrolment(1), answer)?;
        let held = match claimed_typ(&text).map_err(malformed)? {
            Typ::Calendar => {
                let value = signed_by(&signer, &text, Typ::Calendar, Part::Calendar, answer)?;
                let (said, signed) = signed_text(value, Typ::Calendar, Part::Calendar)?;
                Held::Calendar(Signed::new(CarriedCalendar { text: said, signed }, text))
            }
            Typ::Event | Typ::Manifest | Typ::Enrolment | Typ::Procedure => {
                let value = signed_by(&signer, &text, Typ::Procedure, Part::Procedure, answer)?;
                Held::Procedure(Signed::new(pack(value)?, text))
            }
        };
        Ok(Self { signer, held })
    }

    /// The file.
    pub fn to_text(&self) -> String {
        let text = match &self.held {
            Held::Calendar(calendar) => calendar.jws.to_json(),
            Held::Procedure(pack) => pack.jws.to_json(),
        };
        let members =
            vec![("format", Json::from(FORMAT)), ("cert", self.signer.jws.to_json()), ("text", text)];
        Json::object(members).to_text() + "\n"
    }
}

fn signed_by(
    signer: &Enrolment,
    text: &Jws,
    typ: Typ,
    part: Part,
    answer: Answering<'_>,
) -> Result<Json, BundleError> {
    let envelope = Envelope::open(text, typ, part)?;
    if envelope.kid != signer.content.kid() {
        return Err(BundleError::MissingKey(part));
    }
    Ok(envelope.verify(&signer.content.signing, answer)?.1)
}
