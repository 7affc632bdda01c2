//! FORMAT `signed-text/1`: a calendar or a procedure pack under the signature of whoever issues it.
//!
//! The file brings the signer's enrolment, so whoever opens it can check that the text is as it was
//! signed; whether the signer may be relied on is another matter, and is shown beside it.
//! `docs/formats/signed-text-1.md` tells it member by member.

use super::error::{BundleError, Part};
use super::format::{Jws, Typ};
use super::jws::{Signed, claimed, signed_by};
use super::open::{enrolment, file_of, pack, signed_text};
use super::question::{Answering, Asked};
use super::{CarriedCalendar, Enrolment, SignedCalendar, SignedPack};
use crate::json::{self, Json};

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
        let malformed = |why: String| BundleError::Malformed(Part::File, why);
        let parts = json::exactly(file_of(FORMAT, file)?, |file| {
            file.object(|file| {
                file.take("format").text();
                (Jws::read(file.take("cert")), Jws::read(file.take("text")))
            })
        });
        let (cert, text) = parts.map_err(malformed)?;
        let signer = enrolment(cert, Part::Enrolment(1), answer)?;
        let held = match claimed(&text).map_err(malformed)?.0 {
            Typ::Calendar => {
                let value = signed_by(&signer.content.signing, &text, Typ::Calendar, Part::Calendar, answer)?;
                let (said, signed) = signed_text(value, Typ::Calendar, Part::Calendar)?;
                Held::Calendar(Signed::new(CarriedCalendar { text: said, signed }, text))
            }
            // Whatever else it claims to be is refused as no procedure.
            _ => {
                let value =
                    signed_by(&signer.content.signing, &text, Typ::Procedure, Part::Procedure, answer)?;
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
