//! Enrolments in files of their own, signed by another program.

use std::collections::BTreeMap;

use accord::bundle::{BundleError, Enrolment};

use super::{proven, text, waiting};

fn file(name: &str) -> String {
    text(&format!("enrolment/{name}.json"))
}

waiting! {
    what_somebody_signed_of_themselves_holds_and_what_was_broken_is_refused: each_of_the_index,
    an_enrolment_is_written_again_as_it_came_and_read_as_mail_leaves_it: read_and_written,
}

async fn each_of_the_index() {
    let index: BTreeMap<String, String> = serde_json::from_str(&file("index")).expect("JSON");
    assert!(index.len() >= 22, "vectors went missing");
    for (name, expected) in index {
        let came = match proven(Enrolment::read(&file(&name))).await {
            Ok(_) => "holds",
            Err(BundleError::Altered(_)) => "altered",
            Err(BundleError::MissingKey(_)) => "missing key",
            Err(BundleError::Malformed(..)) => "malformed",
            Err(BundleError::OtherVersion(_)) => "another version",
            Err(BundleError::NotABundle) => "not a bundle",
            Err(BundleError::TooLarge(_) | BundleError::Truncated) => "refused",
        };
        assert_eq!(came, expected, "{name}");
    }
}

async fn read_and_written() {
    let text = file("enrolment");
    let read = proven(Enrolment::read(&text)).await.expect("it holds");
    let person = &read.content().person;
    assert_eq!((person.name(), person.role(), person.agency()), ("Eve Stone", "Officer", "housing"));
    assert_eq!(read.to_file(), text);
    let quoted: String =
        text.as_bytes().chunks(70).map(|line| format!("> {}\r\n", String::from_utf8_lossy(line))).collect();
    assert_eq!(proven(Enrolment::read(&quoted)).await, Ok(read), "as mail quotes it");
    for end in (0..text.len() - 3).step_by(7) {
        assert!(proven(Enrolment::read(&text[..end])).await.is_err(), "{end}");
    }
}
