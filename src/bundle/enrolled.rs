//! FORMAT `member-enrolment/1`: what somebody says of themselves, in a file of its own: what a practitioner sends to
//! the partnership before anything else.
//!
//! It proves that whoever made it holds the keys, and nothing of the name. `docs/formats/member-enrolment-1.md`.

use super::Enrolment;
use super::error::{BundleError, Part};
use super::format::Jws;
use super::open::{enrolment, file_of};
use super::question::Asked;
use crate::json::{self, Json};

const FORMAT: &str = "member-enrolment/1";

impl Enrolment {
    /// Reads a file as it came, and asks what is to be known before it may be believed.
    pub fn read(file: &str) -> Asked<Self> {
        let file = file.to_owned();
        Asked::by(move |answer| {
            let read = json::exactly(file_of(FORMAT, &file)?, |file| {
                file.object(|file| {
                    file.take("format").text();
                    Jws::read(file.take("enrolment"))
                })
            });
            enrolment(
                read.map_err(|why| BundleError::Malformed(Part::File, why))?,
                Part::Enrolment(1),
                answer,
            )
        })
    }

    /// The file.
    pub fn to_file(&self) -> String {
        Json::object(vec![("format", Json::from(FORMAT)), ("enrolment", self.jws.to_json())]).to_text() + "\n"
    }
}
