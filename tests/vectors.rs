//! The committed vectors of `dispute-bundle/1`, and the public ones for the primitives beneath it.
//!
//! No test writes a vector: one that fails means that the code is wrong. `vectors/make.mjs` tells
//! how they were made, without a line of the code that they test.

use accord::bundle::{Asked, Bundle, BundleError, Limit, Part, Verified};
use accord::casebook::{self, CasebookError};
use accord::dispute::event::Words;
use serde::Deserialize;
use serde_json::Value;
#[cfg(target_family = "wasm")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use crate::files::{self, files};

mod backup;
mod enrolment;
mod events;
#[cfg(not(target_family = "wasm"))]
mod hostile;
#[cfg(not(target_family = "wasm"))]
mod public;
mod sealed;
#[cfg(not(target_family = "wasm"))]
mod sealing;
mod signed_text;
mod trust;
#[cfg(not(target_family = "wasm"))]
mod with_jose;
#[cfg(not(target_family = "wasm"))]
mod writing;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Vector {
    name: String,
    why: String,
    file: String,
    #[serde(default)]
    recipe: Vec<Step>,
    accepted: Option<Accepted>,
    refused: Option<String>,
    part: Option<String>,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
struct Accepted {
    events: usize,
    erased: usize,
    heads: usize,
    carries: Option<String>,
}

/// One change to the text of a file.
#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Step {
    Prefix(String),
    Suffix(String),
    /// Every occurrence of the first becomes the second.
    Swap(String, String),
    /// Keep so many bytes.
    Cut(usize),
    /// Blanks at the end, up to so many bytes.
    Pad(usize),
    /// Break every line after so many characters.
    Wrap(usize),
    /// The last entry so many times instead of all entries.
    Repeat(usize),
}

impl Step {
    fn apply(&self, text: String) -> String {
        match self {
            Self::Prefix(more) => format!("{more}{text}"),
            Self::Suffix(more) => format!("{text}{more}"),
            Self::Swap(from, to) => {
                assert!(text.contains(from), "nothing to swap: {from}");
                text.replace(from, to)
            }
            Self::Cut(bytes) => text[..*bytes].to_owned(),
            Self::Pad(bytes) => text.clone() + &" ".repeat(bytes - text.len()),
            Self::Wrap(width) => {
                let characters: Vec<char> = text.chars().collect();
                let lines: Vec<String> =
                    characters.chunks(*width).map(|line| line.iter().collect()).collect();
                lines.join("\r\n")
            }
            Self::Repeat(times) => {
                let mut file: Value = serde_json::from_str(&text).expect("JSON");
                let small = serde_json::json!({
                    "disclosures": [], "jws": {"payload": "", "protected": "", "signature": ""}
                });
                file["events"] = Value::Array(vec![small; *times]);
                file.to_string()
            }
        }
    }
}

/// What stands in a file of `tests/vectors`.
#[track_caller]
fn text(path: &str) -> String {
    files::text(&format!("tests/vectors/{path}"))
}

#[cfg(not(target_family = "wasm"))]
fn valid() -> String {
    text("bundle/valid.json")
}

#[cfg(not(target_family = "wasm"))]
fn verified(text: &str) -> Result<Bundle<Verified>, BundleError> {
    Bundle::read(text.as_bytes())?.verify().settled()
}

/// What was read, by the cryptography of the platform that the test runs on.
async fn proven<T>(asked: Asked<T>) -> Result<T, BundleError> {
    casebook::proof::proven(asked).await.map_err(|error| match error {
        CasebookError::Bundle(error) => error,
        other => panic!("{other:?}"),
    })
}

/// A test that waits, on both platforms.
macro_rules! waiting {
    ($($test:ident: $body:path),+ $(,)?) => {$(
        #[cfg(not(target_family = "wasm"))]
        #[test]
        fn $test() {
            pollster::block_on($body());
        }
        #[cfg(target_family = "wasm")]
        #[wasm_bindgen_test::wasm_bindgen_test]
        async fn $test() {
            $body().await;
        }
    )+};
}
use waiting;

waiting! { every_vector_comes_out_as_the_format_says: every_vector }

/// The words of `index.json` for a refusal: its kind and where.
fn said(error: &BundleError) -> (&'static str, String) {
    let limit = |limit: &Limit| format!("{limit:?}").to_lowercase();
    let place = |part: &Part| match part {
        Part::File => "the file".to_owned(),
        Part::Manifest => "the exporter's list".to_owned(),
        Part::Procedure => "the procedure".to_owned(),
        Part::Calendar => "the calendar".to_owned(),
        Part::Contents => "the contents".to_owned(),
        Part::Partnership(name) => (*name).to_owned(),
        Part::Enrolment(number) => format!("enrolment {number}"),
        Part::Entry(number) => format!("entry {number}"),
    };
    match error {
        BundleError::TooLarge(which) => ("too-large", limit(which)),
        BundleError::NotABundle => ("not-a-bundle", String::new()),
        BundleError::Truncated => ("truncated", String::new()),
        BundleError::OtherVersion(_) => ("other-version", String::new()),
        BundleError::Altered(part) => ("altered", place(part)),
        BundleError::MissingKey(part) => ("missing-key", place(part)),
        BundleError::Malformed(part, _) => ("malformed", place(part)),
    }
}

fn found(bundle: &Bundle<Verified>) -> Accepted {
    let erased = bundle.events().iter().filter(|signed| signed.event().words == Words::Erased).count();
    Accepted {
        events: bundle.events().len(),
        erased,
        heads: bundle.heads().len(),
        carries: bundle.procedure().map(|pack| pack.content().digest()),
    }
}

async fn every_vector() {
    let index: Vec<Vector> = serde_json::from_str(&text("index.json")).expect("index.json");
    let mut faults = Vec::new();
    for vector in &index {
        let text = vector.recipe.iter().fold(text(&vector.file), |text, step| step.apply(text));
        let outcome = match Bundle::read(text.as_bytes()) {
            Ok(read) => proven(read.verify()).await,
            Err(error) => Err(error),
        };
        let fault = match (outcome, &vector.accepted, &vector.refused) {
            (Ok(bundle), Some(expected), None) => {
                (found(&bundle) != *expected).then(|| format!("{:?}", found(&bundle)))
            }
            (Err(error), None, Some(kind)) => {
                let (is, part) = said(&error);
                let right = is == kind && vector.part.as_ref().is_none_or(|wanted| *wanted == part);
                (!right).then(|| format!("{error:?}"))
            }
            (Ok(_), ..) => Some("accepted".to_owned()),
            (Err(error), ..) => Some(format!("{error:?}")),
        };
        faults.extend(fault.map(|fault| format!("{} ({}): {fault}", vector.name, vector.why)));
    }
    assert!(faults.is_empty(), "{} of {}:\n{}", faults.len(), index.len(), faults.join("\n"));
    assert!(index.len() >= 130, "vectors went missing: {}", index.len());
}

#[test]
fn a_vector_file_that_the_index_forgot_is_found() {
    let index: Vec<Vector> = serde_json::from_str(&text("index.json")).expect("index.json");
    let named: Vec<&str> = index.iter().map(|vector| vector.file.as_str()).collect();
    for file in files("tests/vectors/bundle", "") {
        let name = file.path.strip_prefix("tests/vectors/").expect("below tests/vectors");
        assert!(named.contains(&name), "{name}");
    }
}
