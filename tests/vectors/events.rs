//! An event of every type, written by another program: read, understood, and written again.

use std::collections::BTreeSet;

use accord::ordered::Map;

use accord::dispute::event::{EventId, Words, decode, encode};
use serde::Deserialize;
#[cfg(target_family = "wasm")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use super::text;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Vector {
    r#type: String,
    salt: u8,
    id: String,
    payload: String,
    disclosures: Vec<String>,
}

#[test]
fn every_type_of_event_is_read_and_written_the_same() {
    let read = |file: &str| -> Vec<Vector> { serde_json::from_str(&text(file)).expect("vectors") };
    let files = ["events.json", "later-events.json", "confirmed-events.json"];
    let vectors: Vec<Vector> = files.into_iter().flat_map(read).collect();
    for vector in &vectors {
        let event = decode(vector.payload.as_bytes(), &vector.disclosures)
            .unwrap_or_else(|error| panic!("{}: {error:?}", vector.payload));
        assert_eq!(event.id, EventId(vector.id.clone()));
        let words = match event.words {
            Words::Said(words) => words,
            Words::Erased => Map::new(),
        };
        let again = encode(&event.entry, &words, [vector.salt; 16]);
        assert_eq!(String::from_utf8(again.payload).expect("text"), vector.payload);
        assert_eq!(again.disclosures, vector.disclosures);
    }
    let types: BTreeSet<&str> = vectors.iter().map(|vector| vector.r#type.as_str()).collect();
    assert_eq!(types.len(), 23, "a type has no vector");
}

/// The pages show bytes of the vectors: whoever follows them by hand gets what we get.
#[cfg(not(target_family = "wasm"))]
#[test]
fn the_examples_of_the_pages_are_the_vectors() {
    let bundle: serde_json::Value = serde_json::from_str(&text("bundle/valid.json")).expect("JSON");
    let decoded = |jws: &serde_json::Value| {
        use base64ct::{Base64UrlUnpadded, Encoding};
        let bytes = Base64UrlUnpadded::decode_vec(jws["payload"].as_str().expect("text")).expect("base64url");
        String::from_utf8(bytes).expect("text")
    };
    let entry = &bundle["events"][2]["jws"];
    let (page, of_events) =
        (text("../../docs/formats/dispute-bundle-1.md"), text("../../docs/formats/dispute-event-1.md"));
    assert!(page.contains(&decoded(&bundle["manifest"])));
    assert!(of_events.contains(&decoded(entry)));
    assert!(of_events.contains(bundle["events"][1]["disclosures"][0].as_str().expect("text")));
    for part in ["protected", "payload", "signature"] {
        assert!(page.contains(entry[part].as_str().expect("text")), "{part}");
    }
}
