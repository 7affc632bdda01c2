//! A message or a mailbox: taken apart, and looked through for files of ours.
#![no_main]

use std::io::Cursor;

use accord::casebook::desk::{Found, Mbox, is_mbox};
use accord::mail::content::{MOST_FILES, files_in, wrapping};
use accord::mail::{is_message, read};
use libfuzzer_sys::fuzz_target;

const MARKS: [&str; 2] = ["\"format\":\"dispute-bundle/", "\"ciphertext\":\""];

fuzz_target!(|bytes: &[u8]| {
    let looked_through = |bytes: &[u8]| {
        let files = files_in(bytes, &MARKS);
        assert!(files.left_out.is_empty() || files.found.len() >= MOST_FILES, "a file is left out for nothing");
        for file in files.found.iter().chain(&files.left_out) {
            assert!(file.text.len() <= bytes.len() * 4 + 16, "a file grows on its way");
        }
        let _ = wrapping(bytes);
    };
    looked_through(bytes);
    let _ = is_message(bytes);
    if let Ok(mail) = read(bytes) {
        mail.parts.iter().for_each(|part| looked_through(part));
    }
    if is_mbox(bytes) {
        for found in Mbox::new(Cursor::new(bytes)).take(1_000).flatten() {
            if let Found::Message(message) = found {
                let _ = read(&message);
            }
        }
    }
});
