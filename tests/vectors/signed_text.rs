//! Texts that are issued for everybody, signed by another program.

use std::collections::BTreeMap;

use accord::bundle::{BundleError, Held, SignedText};
use accord::calendar::format;
use accord::procedure::pack;

use super::{proven, text, waiting};

fn index() -> BTreeMap<String, String> {
    serde_json::from_str(&text("signed-text/index.json")).expect("JSON")
}

waiting! {
    what_another_program_signed_holds_and_what_it_broke_is_refused: each_of_the_index,
    what_is_read_is_what_was_signed_and_is_written_again_as_it_came: read_and_written,
    a_file_that_stops_early_is_refused_wherever_it_stops: cut_anywhere,
}

async fn each_of_the_index() {
    for (name, expected) in index() {
        let came = match proven(SignedText::read(&text(&format!("signed-text/{name}.json")))).await {
            Ok(_) => "holds",
            Err(BundleError::Altered(_)) => "altered",
            Err(BundleError::MissingKey(_)) => "missing key",
            Err(BundleError::Malformed(..)) => "malformed",
            Err(BundleError::OtherVersion(_)) => "another version",
            Err(BundleError::TooLarge(_) | BundleError::NotABundle | BundleError::Truncated) => "refused",
        };
        assert_eq!(came, expected, "{name}");
    }
}

async fn read_and_written() {
    for name in ["calendar", "procedure"] {
        let file = text(&format!("signed-text/{name}.json"));
        let read = proven(SignedText::read(&file)).await.expect("it holds");
        assert_eq!(read.signer.content().person.name(), "Ann Marsh");
        match &read.held {
            Held::Calendar(calendar) => {
                assert_eq!(calendar.content().text, text("signed-text/calendar.txt"));
                let (calendar, _) = format::read(&calendar.content().text).expect("a calendar");
                assert_eq!(calendar.version, "england-and-wales/2027-02");
            }
            Held::Procedure(pack) => {
                assert!(pack::read(&pack.content().text).is_ok(), "{name}");
            }
        }
        assert_eq!(read.to_text(), file, "{name}");
        let quoted: String = file
            .as_bytes()
            .chunks(70)
            .map(|line| format!("> {}\r\n", String::from_utf8_lossy(line)))
            .collect();
        assert_eq!(proven(SignedText::read(&quoted)).await, Ok(read), "{name}: as mail quotes it");
    }
}

async fn cut_anywhere() {
    let file = text("signed-text/calendar.json");
    for end in (0..file.len() - 3).step_by(97) {
        assert!(proven(SignedText::read(&file[..end])).await.is_err(), "{end}");
    }
}
