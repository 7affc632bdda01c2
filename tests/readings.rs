//! Every reading of a source that a pack names has a case, or a reason why it can have none.

use crate::files::files;
use std::collections::BTreeSet;

/// Readings that change nothing that the engine does.
const INFORMING: &[(&str, &str)] = &[
    ("HAV-A10", "the standing of the document: shown with the pack"),
    ("RUT-A3", "one word for stage and step: the pack's terms"),
    ("RUT-A7", "the standard behind a reason code: told, never owed"),
    ("RUT-A8", "the standard behind a reason code: told, never owed"),
    ("RUT-A15", "two slips of the pen in the names of codes: labels"),
    ("RUT-A16", "dead links: text"),
    ("RUT-A18", "bodies that have gone: the standing of the document"),
    ("SOL-A3", "who acts at a stage is assumed: labels, which say so (packs.rs)"),
    ("SOL-A9", "a review long due: shown with the pack"),
    ("SOL-A10", "what the quarterly review counts: a report"),
    ("SUN-A4", "the form prints its own words: labels"),
    ("X-DATES", "documents past their review: shown with the pack"),
    ("YOR-A8", "words that have gone out of use: labels"),
];

#[test]
fn every_reading_that_a_pack_names_has_a_case() {
    let named = readings("src/procedure/packs", ".json", |text| text.to_owned());
    let told = readings("tests/cases", ".case.json", |text| {
        let case: serde_json::Value = serde_json::from_str(text).expect("a case");
        case["readings"].to_string()
    });
    assert!(named.len() > 40, "the packs name only {named:?}");
    let informing: BTreeSet<String> = INFORMING.iter().map(|(id, _)| (*id).to_owned()).collect();
    let without: Vec<&String> =
        named.iter().filter(|id| !told.contains(*id) && !informing.contains(*id)).collect();
    assert!(without.is_empty(), "no case tells {without:?}");
    let both: Vec<&String> = informing.intersection(&told).collect();
    assert!(both.is_empty(), "a case tells {both:?}, so they do not only inform");
}

/// The ids of readings in the files of a folder: `SOL-A5`, `X-WD`.
fn readings(folder: &str, ending: &str, part: impl Fn(&str) -> String) -> BTreeSet<String> {
    files(folder, ending).iter().flat_map(|file| ids(&part(&file.text))).collect()
}

fn ids(text: &str) -> Vec<String> {
    let words = text.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-');
    let is_id = |word: &&str| match word.split_once('-') {
        Some(("X", issue)) => issue.len() > 1 && issue.bytes().all(|letter| letter.is_ascii_uppercase()),
        Some((source, issue)) => {
            let number = issue.strip_prefix('A').unwrap_or_default();
            source.len() == 3
                && source.bytes().all(|letter| letter.is_ascii_uppercase())
                && !number.is_empty()
                && number.bytes().all(|digit| digit.is_ascii_digit())
        }
        None => false,
    };
    words.filter(is_id).map(str::to_owned).collect()
}
