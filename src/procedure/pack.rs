//! Reading a pack: the text of a procedure in the format `procedure/1`.
//!
//! The one idea: *everything that is wrong is said at once*, each fault with its place and what to
//! write instead, so that an author corrects a pack in one go. A member that nobody knows is a
//! [`Notice`], not a fault: packs may inform people in ways that this engine does not. The format
//! is described in `docs/formats/procedure-1.md`. Start at [`read`].

mod duties;
#[cfg(any(test, feature = "desk"))]
pub mod extended;
mod guards;
mod informing;
mod names;
mod steps;
#[cfg(any(test, feature = "desk"))]
pub mod traced;
mod tracks;
mod whole;

use base64ct::{Base64UrlUnpadded, Encoding};
use sha2::{Digest, Sha256};

use super::{Procedure, check};
use crate::json;
pub use crate::json::walk::{Fault, Notice};
use crate::json::walk::{Findings, Node};

/// No pack is larger; the five partnerships' are about 30 kB each.
pub const MOST_BYTES: usize = 1_000_000;

/// The deepest nesting of lists and objects: every walk over the tree is bounded by it.
const MOST_NESTING: usize = 128;

/// A procedure with the exact text that it was read from. Only [`read`] makes one, so a pack is
/// always whole: every id that it names exists.
#[derive(Clone, Debug)]
pub struct Pack {
    text: String,
    digest: String,
    procedure: Procedure,
    notices: Vec<Notice>,
}

impl Pack {
    /// The exact text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// SHA-256 of the exact text, in base64url without padding: what events pin.
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// What the text says.
    pub fn procedure(&self) -> &Procedure {
        &self.procedure
    }

    /// The procedure alone.
    pub fn into_procedure(self) -> Procedure {
        self.procedure
    }

    /// What an author may want to look at though nothing is wrong.
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }
}

/// Reads a pack, or says everything that is wrong with it.
///
/// # Errors
/// Every fault at once, misread parts before missing ones; an author corrects them and reads again.
pub fn read(text: &str) -> Result<Pack, Vec<Fault>> {
    examine(text).map_err(|faulty| faulty.faults)
}

/// A text that is no pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Faulty {
    /// What is wrong; never empty.
    pub faults: Vec<Fault>,
    /// What is odd beside it: a mistyped member changes what is owed, and is no fault by itself.
    pub notices: Vec<Notice>,
}

/// Reads a pack as [`read`] does, for its author: what is odd is told beside what is wrong.
///
/// # Errors
/// Every fault and every notice at once.
pub fn examine(text: &str) -> Result<Pack, Faulty> {
    let whole = |what: String| {
        let path = String::new();
        Faulty { faults: vec![Fault { path, what }], notices: Vec::new() }
    };
    if text.len() > MOST_BYTES {
        return Err(whole(format!(
            "The pack is {} bytes long and at most {MOST_BYTES} are read; leave out what is not \
             part of the procedure.",
            text.len()
        )));
    }
    let json = json::read(text, MOST_NESTING).map_err(|fault| whole(unreadable(&fault)))?;
    let findings = Findings::default();
    let procedure = whole::procedure(&Node::root(&json, &findings));
    let (mut faults, mut notices) = (findings.faults.into_inner(), findings.notices.into_inner());
    let checked = check::look_over(&procedure);
    faults.extend(checked.faults);
    notices.extend(checked.notices);
    if !faults.is_empty() {
        return Err(Faulty { faults, notices });
    }
    Ok(Pack {
        text: text.to_owned(),
        digest: Base64UrlUnpadded::encode_string(&Sha256::digest(text.as_bytes())),
        procedure,
        notices,
    })
}

fn unreadable(fault: &json::Fault) -> String {
    let said = match fault {
        json::Fault::Deep(place) => {
            return format!(
                "The pack is nested deeper than {MOST_NESTING} levels at line {}; no procedure needs \
                 that, so make it flatter.",
                place.line
            );
        }
        json::Fault::Truncated(place) => format!("EOF while parsing {place}"),
        json::Fault::Text(why) => why.clone(),
    };
    format!("This is not JSON ({said}); correct it there.")
}

#[cfg(test)]
pub(super) mod tests;
