//! What people write by hand: a procedure pack with all that is told of it, a pack that extends one, a calendar, a case.
#![no_main]

use accord::calendar::format;
use accord::casebook::desk::{Shelf, check_pack, pack_text};
use accord::procedure::pack;
use libfuzzer_sys::fuzz_target;

const LANTERN: &str = include_str!("../../tests/packs/lantern.json");

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = str::from_utf8(bytes) else { return };
    let _ = format::read(text);
    let _ = pack_text(text);
    if let (_, Some(brought)) = check_pack(text, &[LANTERN]) {
        let _ = (brought.explained(), brought.rules());
    }
    if let Ok(read) = pack::read(text) {
        assert!(pack::read(read.text()).is_ok(), "what was read is read again");
    }
    let _ = Shelf::new(Vec::new()).run(text);
});
