//! Any text at all: our reader and another must refuse it, or find the same in it.
#![no_main]

use accord::json::{Json, read};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

/// So deep the other one reads too.
const DEEPEST: usize = 100;

fn other(text: &str) -> Option<Value> {
    serde_json::from_str(text).ok()
}

/// Sorted and without twins, as the other one keeps objects; what is no whole number of 64 bits as nothing.
fn plain(value: &Value) -> String {
    Json::from(value).to_text()
}

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = str::from_utf8(bytes) else { return };
    match (read(text, DEEPEST), other(text)) {
        (Ok(ours), Some(theirs)) => {
            let again = other(&ours.to_text()).expect("what we write is JSON");
            assert_eq!(plain(&again), plain(&theirs));
        }
        // A fraction beyond its range is the one thing of JSON that the other one does not read.
        (Ok(_), None) => assert!(text.contains(['e', 'E']) || text.len() > 300, "{text}"),
        (Err(_), Some(_)) => {
            let depth = text.bytes().filter(|byte| matches!(byte, b'[' | b'{')).count();
            assert!(depth > DEEPEST, "{text}");
        }
        (Err(_), None) => {}
    }
});
