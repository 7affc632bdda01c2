//! Reading a pack: the text of a procedure in the format `procedure/1`.
//!
//! The one idea: *everything that is wrong is said at once*, each fault with its place and what to
//! write instead, so that an author corrects a pack in one go. A member that nobody knows is a
//! [`Notice`], not a fault: packs may inform people in ways that this engine does not. The format
//! is described in `docs/formats/procedure-1.md`. Start at [`read`].

mod duties;
mod guards;
mod json;
mod names;
mod steps;
mod tracks;
mod walk;
mod whole;

use std::fmt;

use base64ct::{Base64UrlUnpadded, Encoding};
use sha2::{Digest, Sha256};

use self::json::Json;
use self::walk::{Findings, Node};
use super::Procedure;

/// No pack is larger; the five partnerships' are about 30 kB each.
pub const MOST_BYTES: usize = 1_000_000;

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

/// Something wrong in a pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where, as `steps[0].duties[2].due`; empty = the pack as a whole.
    pub path: String,
    /// What is wrong and what to write instead.
    pub what: String,
}

/// Something odd in a pack that changes nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Where, as `steps[0].duties[2]`; empty = the pack as a whole.
    pub path: String,
    /// What is odd.
    pub what: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        located(f, &self.path, &self.what)
    }
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        located(f, &self.path, &self.what)
    }
}

fn located(f: &mut fmt::Formatter<'_>, path: &str, what: &str) -> fmt::Result {
    match path {
        "" => f.write_str(what),
        _ => write!(f, "{path}: {what}"),
    }
}

/// Reads a pack, or says everything that is wrong with it.
///
/// # Errors
/// Every fault at once, in the order of the text; an author corrects them and reads again.
pub fn read(text: &str) -> Result<Pack, Vec<Fault>> {
    let whole = |what: String| {
        let path = String::new();
        vec![Fault { path, what }]
    };
    if text.len() > MOST_BYTES {
        return Err(whole(format!(
            "The pack is {} bytes long and at most {MOST_BYTES} are read; leave out what is not \
             part of the procedure.",
            text.len()
        )));
    }
    let json: Json = serde_json::from_str(text).map_err(|error| whole(unreadable(&error)))?;
    let findings = Findings::default();
    let procedure = whole::procedure(&Node::root(&json, &findings));
    let faults = findings.faults.into_inner();
    if !faults.is_empty() {
        return Err(faults);
    }
    Ok(Pack {
        text: text.to_owned(),
        digest: Base64UrlUnpadded::encode_string(&Sha256::digest(text.as_bytes())),
        procedure,
        notices: findings.notices.into_inner(),
    })
}

fn unreadable(error: &serde_json::Error) -> String {
    let said = error.to_string();
    if said.starts_with("recursion limit") {
        return format!(
            "The pack is nested deeper than 128 levels at line {}; no procedure needs that, so \
             make it flatter.",
            error.line()
        );
    }
    format!("This is not JSON ({said}); correct it there.")
}

#[cfg(test)]
mod tests {
    use super::*;

    const HARBOUR: &str = include_str!("../../tests/packs/harbour.json");
    const LANTERN: &str = include_str!("../../tests/packs/lantern.json");

    fn faults(text: &str) -> Vec<String> {
        let faults = read(text).map(|_| ()).expect_err("a pack with faults");
        faults.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_neutral_packs_are_read_without_a_word() {
        for text in [HARBOUR, LANTERN] {
            let pack = read(text).expect("a whole pack");
            assert_eq!(pack.notices(), []);
            assert_eq!(pack.text(), text);
            assert_eq!(pack.digest().len(), 43);
        }
    }

    #[test]
    fn hostile_text_ends_in_a_sentence() {
        let said = |text: &str| faults(text).join("\n");
        assert!(said("").starts_with("This is not JSON"));
        assert!(said("[1]").starts_with("This is a list; write one JSON object instead."));
        let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        assert!(said(&deep).contains("nested deeper than 128 levels"));
        let huge = " ".repeat(MOST_BYTES + 1);
        assert!(said(&huge).contains("1000001 bytes long"));
    }
}
