//! Why a bundle cannot be read or written. The casebook says each in two sentences.

use crate::identity::Kid;

/// Why a file is not taken in. Nothing of a refused file is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BundleError {
    /// It exceeds a limit; found before it is parsed any further.
    TooLarge(Limit),
    /// It is some other kind of file.
    NotABundle,
    /// It stops before its end.
    Truncated,
    /// It is of this format in a version that this program does not know.
    OtherVersion(String),
    /// A signature does not hold: somebody or something changed it since it was signed.
    Altered(Part),
    /// A signer's key is not in the file, so nobody can check it.
    MissingKey(Part),
    /// It breaks a rule of the format that no honest program of ours breaks.
    Malformed(Part, String),
}

/// The limits of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// Its bytes.
    Bytes,
    /// Arrays and objects in one another.
    Nesting,
    /// Its events.
    Events,
    /// The earlier entries that one event names.
    Parents,
    /// Its enrolments.
    Certs,
}

/// A part of a file; entries and enrolments count from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The file around the signed parts.
    File,
    /// What the exporter says it holds.
    Manifest,
    /// Somebody's enrolment.
    Enrolment(usize),
    /// The procedure that travels along, or that was signed by itself.
    Procedure,
    /// A calendar.
    Calendar,
    /// What a partnership or its register signed: `card`, `certificate`, `revocation`, `receipt`.
    Partnership(&'static str),
    /// An entry.
    Entry(usize),
    /// The list of what is there: something was taken out or put in.
    Contents,
}

/// Why a bundle cannot be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExportError {
    /// The dispute has outgrown one file.
    TooLarge(Limit),
    /// We hold no enrolment of this signer, so nobody could check what they signed.
    MissingEnrolment(Kid),
    /// The entries are not of one dispute, or the pack is not the one that they pin.
    NotOneDispute,
    /// What was made does not read as a file of ours.
    Unreadable(BundleError),
}
