//! What is found in a message that was saved whole, or in a text that was pasted, on a phone.
#![no_main]

use accord::casebook::files_in;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let found = files_in(text);
    assert!(!found.is_empty(), "there is always something to say what is wrong with");
    for (place, file) in found.iter().enumerate() {
        // Receipts stay together, a line each.
        assert!(file.len() <= 2 * text.len(), "a file grows on its way");
        assert!(!found[..place].contains(file), "a file comes twice");
    }
});
