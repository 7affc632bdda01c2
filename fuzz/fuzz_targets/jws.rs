//! What is signed by itself: cards, certificates, receipts, calendars, packs, and the records of a device.
#![no_main]

use accord::bundle::{Asked, Card, Enrolment, SignedCard, SignedEvent, SignedPack, SignedReceipt, SignedText};
use libfuzzer_sys::fuzz_target;

const CARD: &str = include_str!("../../tests/vectors/trust/card.json");

thread_local! {
    static KNOWN: Card = SignedCard::read(CARD).settled().expect("a card").content().clone();
}

fn believed<T>(asked: Asked<T>) -> Option<T> {
    let answers = vec![true; asked.questions().len()];
    asked.answered(&answers).ok()
}

fuzz_target!(|bytes: &[u8]| {
    if let Ok(event) = SignedEvent::from_record(bytes) {
        let again = SignedEvent::from_record(&event.to_record()).expect("read again");
        assert_eq!(again.content(), event.content());
    }
    let _ = Enrolment::from_record(bytes);
    let _ = SignedPack::from_record(bytes);
    let Ok(text) = str::from_utf8(bytes) else { return };
    if let Some(signed) = believed(SignedText::read(text)) {
        assert_eq!(believed(SignedText::read(&signed.to_text())).as_ref(), Some(&signed));
    }
    if let Some(card) = believed(SignedCard::read(text)) {
        let again = believed(SignedCard::read(&card.to_text())).expect("read again");
        assert_eq!(again.content(), card.content());
        let _ = again.in_place_of(&card);
    }
    KNOWN.with(|card| drop(believed(SignedReceipt::read(text, card))));
});
