//! Why a bundle cannot be read or written, each in two sentences.

use std::fmt;

use super::format::{MAX_BYTES, MAX_CERTS, MAX_EVENTS, MAX_PARENTS};
use crate::identity::Kid;
use crate::json::MAX_NESTING;
use crate::json::found::shortened;

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
    /// What a partnership or its register signed, by its name.
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

impl fmt::Display for Part {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File => out.write_str("the file"),
            Self::Manifest => out.write_str("the exporter's list"),
            Self::Enrolment(number) => write!(out, "enrolment {number}"),
            Self::Procedure => out.write_str("the procedure"),
            Self::Calendar => out.write_str("the calendar"),
            Self::Partnership(name) => out.write_str(name),
            Self::Entry(number) => write!(out, "entry {number}"),
            Self::Contents => out.write_str("the contents"),
        }
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bytes => write!(out, "{} MB", MAX_BYTES / 1_000_000),
            Self::Nesting => write!(out, "{MAX_NESTING} levels of nesting"),
            Self::Events => write!(out, "{MAX_EVENTS} entries"),
            Self::Parents => write!(out, "{MAX_PARENTS} earlier entries of one entry"),
            Self::Certs => write!(out, "{MAX_CERTS} enrolments"),
        }
    }
}

impl BundleError {
    /// What happened, and what to do: a sentence each.
    pub fn told(&self) -> (String, String) {
        let (what, to_do) = match self {
            Self::TooLarge(limit) => (
                format!(
                    "This file is larger than a dispute can be (more than {limit}), so it was not opened."
                ),
                "Check that you chose the right file; if you did, ask the sender to export the dispute again.",
            ),
            Self::NotABundle => (
                "This file is not a dispute that Accord exported.".to_owned(),
                "Choose the file that the sender's Accord made; its name ends in .txt or .json.",
            ),
            Self::Truncated => (
                "This file stops before its end.".to_owned(),
                "Download it again, or ask the sender to send it again as an attachment.",
            ),
            Self::OtherVersion(format) => (
                format!("This file was made by a newer Accord (its format is \"{}\").", shortened(format)),
                "Update Accord, then open the file again.",
            ),
            Self::Altered(Part::Contents) => (
                "Entries were taken out of this file, or put in, since it was signed.".to_owned(),
                "Do not rely on it: ring the sender on a number that you know, and ask for it again.",
            ),
            Self::Altered(part) => (
                format!("This file was changed since it was signed: {part} is not what its author signed."),
                "Do not rely on it: ring the sender on a number that you know, and ask for it again.",
            ),
            Self::MissingKey(part) => (
                format!("This file lacks the key that signed {part}, so nobody can check who wrote it."),
                "Ask the sender to export the dispute again with an up-to-date Accord.",
            ),
            Self::Malformed(part, why) => (
                format!("This file is not written as the format demands ({part}: {why})."),
                "Ask the sender to export it again; if that does not help, report both sentences to whoever \
                 looks after Accord in your agency.",
            ),
        };
        (what, to_do.to_owned())
    }
}

impl ExportError {
    /// What happened, and what to do: a sentence each.
    pub fn told(&self) -> (String, String) {
        let (what, to_do) = match self {
            Self::TooLarge(limit) => (
                format!("This dispute has outgrown what one file can carry ({limit})."),
                "Nothing is lost: the record stays on this device. Show it to whoever needs it on the screen, and \
                 tell whoever looks after Accord in your agency.",
            ),
            Self::MissingEnrolment(kid) => (
                format!(
                    "Somebody whose key we do not hold ({kid}) signed an entry, so nobody could check the file."
                ),
                "Import the file again that this entry came with, then export.",
            ),
            Self::NotOneDispute => (
                "The entries to export do not belong together.".to_owned(),
                "This is a fault in Accord: report it; what is stored is unharmed.",
            ),
            Self::Unreadable(why) => (
                format!(
                    "The file was made and cannot be read again, so it is not handed out: {}",
                    why.told().0
                ),
                "This is a fault in Accord: report it; what is stored is unharmed.",
            ),
        };
        (what, to_do.to_owned())
    }
}

impl fmt::Display for BundleError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (what, to_do) = self.told();
        write!(out, "{what} {to_do}")
    }
}

impl fmt::Display for ExportError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (what, to_do) = self.told();
        write!(out, "{what} {to_do}")
    }
}

impl std::error::Error for BundleError {}
impl std::error::Error for ExportError {}
