//! Why a file of a dispute is not taken in, or not made, in two sentences.

use crate::bundle::{
    BundleError, ExportError, Limit, MAX_BYTES, MAX_CERTS, MAX_EVENTS, MAX_NESTING, MAX_PARENTS, Part,
};
use crate::json::found::shortened;
use crate::words::{Word, told as words};

/// Why it is not taken in.
pub(super) fn read(error: &BundleError) -> (String, &'static Word) {
    match error {
        BundleError::TooLarge(limit) => {
            (words::file_too_large(&self::limit(*limit)), words::FILE_TOO_LARGE_DO)
        }
        BundleError::NotABundle => (words::NOT_A_BUNDLE.to_owned(), words::NOT_A_BUNDLE_DO),
        BundleError::Truncated => (words::FILE_TRUNCATED.to_owned(), words::FILE_TRUNCATED_DO),
        BundleError::OtherVersion(format) => (words::file_newer(&shortened(format)), words::FILE_NEWER_DO),
        BundleError::Altered(Part::Contents) => (words::CONTENTS_ALTERED.to_owned(), words::DO_NOT_RELY_DO),
        BundleError::Altered(part) => (words::file_altered(&self::part(*part)), words::DO_NOT_RELY_DO),
        BundleError::MissingKey(part) => (words::missing_key(&self::part(*part)), words::MISSING_KEY_DO),
        BundleError::Malformed(part, why) => (words::malformed(&self::part(*part), why), words::MALFORMED_DO),
    }
}

/// Why it cannot be made.
pub(super) fn written(error: &ExportError) -> (String, &'static Word) {
    match error {
        ExportError::TooLarge(limit) => (words::outgrown(&self::limit(*limit)), words::OUTGROWN_DO),
        ExportError::MissingEnrolment(kid) => (words::missing_enrolment(&kid.0), words::MISSING_ENROLMENT_DO),
        ExportError::NotOneDispute => (words::NOT_ONE_DISPUTE.to_owned(), words::FAULT_IN_ACCORD_DO),
        ExportError::Unreadable(why) => (words::file_unreadable(&read(why).0), words::FAULT_IN_ACCORD_DO),
    }
}

/// A limit, within a sentence.
pub(super) fn limit(limit: Limit) -> String {
    match limit {
        Limit::Bytes => words::limit_megabytes(MAX_BYTES / 1_000_000),
        Limit::Nesting => words::limit_nesting(MAX_NESTING),
        Limit::Events => words::limit_entries(MAX_EVENTS),
        Limit::Parents => words::limit_parents(MAX_PARENTS),
        Limit::Certs => words::limit_enrolments(MAX_CERTS),
    }
}

fn part(part: Part) -> String {
    words::part(match part {
        Part::Enrolment(number) => return words::part_enrolment(number),
        Part::Entry(number) => return words::part_entry(number),
        Part::File => "file",
        Part::Manifest => "list",
        Part::Procedure => "procedure",
        Part::Calendar => "calendar",
        Part::Contents => "contents",
        Part::Partnership(name) => name,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_and_a_limit_are_named_within_a_sentence() {
        let parts = [Part::Manifest, Part::Entry(3), Part::Partnership("card"), Part::Partnership("receipt")];
        assert_eq!(parts.map(part), ["the exporter's list", "entry 3", "the card", "the receipt"]);
        assert_eq!([Limit::Bytes, Limit::Parents].map(limit), ["2 MB", "64 earlier entries of one entry"]);
    }
}
