//! What this program writes is what another one wrote for the vectors, byte by byte.

use accord::bundle::{
    self, Bundle, CarriedPack, Enrolment, Export, ExportError, SignedEvent, SignedPack, Unsigned, Verified,
};
use accord::dispute::event::{Author, Entry, EventId, Happening, Words};
use accord::identity::{Kid, Standing};
use accord::json::Json;
use base64ct::{Base64UrlUnpadded, Encoding};
use chrono::TimeDelta;
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::Value;
#[cfg(target_family = "wasm")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use super::{text, valid, verified};

pub(super) fn bundle(name: &str) -> Bundle<Verified> {
    verified(&text(name)).expect("a valid vector")
}

/// The fixed key of somebody in `keys.json`.
fn key(name: &str) -> SigningKey {
    let keys: Value = serde_json::from_str(&text("keys.json")).expect("JSON");
    let secret = Base64UrlUnpadded::decode_vec(keys[name]["d"].as_str().expect("a key")).expect("base64url");
    SigningKey::from_slice(&secret).expect("a key")
}

/// Signs as the browser does: the bytes go out, 64 bytes come back.
pub(super) fn sign<C>(unsigned: Unsigned<C>, name: &str) -> bundle::Signed<C> {
    let signature: Signature = key(name).sign(&unsigned.signing_input());
    unsigned.with_signature(signature.to_bytes().into())
}

pub(super) fn export<'a>(from: &'a Bundle<Verified>, events: &'a [SignedEvent]) -> Export<'a> {
    Export {
        at: from.exported(),
        exporter: from.exporter(),
        enrolments: from.enrolments(),
        of_members: &[],
        procedures: from.procedures(),
        to: &[],
        events,
    }
}

#[test]
fn the_same_list_is_written() {
    let vector: Value = serde_json::from_str(&valid()).expect("JSON");
    let bundle = bundle("bundle/valid.json");
    let unsigned = export(&bundle, bundle.events()).unsigned().expect("one dispute");
    let part = |name: &str| vector["manifest"][name].as_str().expect("text").to_owned();
    let expected = format!("{}.{}", part("protected"), part("payload"));
    assert_eq!(String::from_utf8(unsigned.signing_input()).expect("text"), expected);
}

#[test]
fn the_same_entries_and_enrolments_are_written() {
    let bundle = bundle("bundle/valid.json");
    for (salt, signed) in (1..).zip(bundle.events()) {
        let Words::Said(words) = signed.event().words.clone() else { panic!("words were erased") };
        let again = bundle::event(signed.event().entry.clone(), words, [salt; 16]);
        let again = again.with_signature([0; 64]);
        assert_eq!(again.content(), signed.content());
        assert_eq!(again.id(), signed.id());
        assert_eq!(EventId(signed.id()), signed.event().id);
    }
    for enrolment in bundle.enrolments() {
        let again = bundle::enrolment(enrolment.content().clone()).with_signature([0; 64]);
        assert_eq!(again.id(), enrolment.id());
    }
}

#[test]
fn what_is_exported_is_read_and_says_the_same() {
    let before = bundle("bundle/carried-procedure.json");
    let last = &before.events()[3];
    let entry = Entry {
        // A clock ticks finer than the format, and heads come in any order: both are put right.
        at: last.event().entry.at + TimeDelta::milliseconds(1250),
        author: Author::from(before.exporter()),
        dispute: Some(before.dispute().clone()),
        prev: vec![before.heads()[0].clone(), before.dispute().clone(), before.heads()[0].clone()],
        happening: Happening::Noted {},
    };
    let words = [("text".to_owned(), Json::from("Ich rufe zurück: 電話 🌊 \u{1}\"\\"))].into();
    let new = sign(bundle::event(entry, words, [9; 16]), "ann");
    let events: Vec<SignedEvent> = before.events().iter().cloned().chain([new.clone()]).collect();
    let text =
        sign(export(&before, &events).unsigned().expect("one dispute"), "ann").to_text().expect("small");
    assert_eq!(text.lines().count(), 6, "one entry a line");
    let after = verified(&text).expect("valid");
    assert_eq!(after.events(), events);
    assert_eq!(after.heads(), [new.event().id.clone()]);
    assert_eq!(after.procedure(), before.procedure());
    assert_eq!(after.enrolments(), before.enrolments());
    // A wrong key shows at once.
    let forged =
        sign(export(&before, &events).unsigned().expect("one dispute"), "eve").to_text().expect("small");
    assert!(matches!(verified(&forged), Err(bundle::BundleError::Altered(bundle::Part::Manifest))));
}

#[test]
fn the_twin_of_a_signature_names_the_same_entry() {
    let (one, twin) = (bundle("bundle/valid.json"), bundle("bundle/twin-signature.json"));
    assert_ne!(one.events()[1].jws(), twin.events()[1].jws());
    assert_eq!(one.events()[1].event(), twin.events()[1].event());
    assert_eq!(one.events()[1].id(), twin.events()[1].id());
}

#[test]
fn records_come_back_as_they_were_stored() {
    let bundle = bundle("bundle/carried-procedure.json");
    for signed in bundle.events() {
        assert_eq!(SignedEvent::from_record(&signed.to_record()).as_ref(), Ok(signed));
    }
    for enrolment in bundle.enrolments() {
        assert_eq!(Enrolment::from_record(&enrolment.to_record()).as_ref(), Ok(enrolment));
    }
    let pack = bundle.procedure().expect("a carried procedure");
    assert_eq!(SignedPack::from_record(&pack.to_record()).as_ref(), Ok(pack));
    assert!(SignedEvent::from_record(b"{}").is_err());
}

#[test]
fn what_cannot_be_one_bundle_is_not_written() {
    let bundle = bundle("bundle/valid.json");
    let none = export(&bundle, &[]).unsigned();
    assert_eq!(none.expect_err("none"), ExportError::NotOneDispute);
    let twice: Vec<_> = bundle.events().iter().chain(bundle.events()).cloned().collect();
    assert_eq!(export(&bundle, &twice).unsigned().expect_err("twice"), ExportError::NotOneDispute);
    let unknown = Export { enrolments: &bundle.enrolments()[..1], ..export(&bundle, bundle.events()) };
    assert!(matches!(unknown.unsigned(), Err(ExportError::MissingEnrolment(_))));
    let pack = CarriedPack { text: "{}".to_owned(), signed: bundle.exported() };
    let pack = bundle::procedure(pack, bundle.exporter()).with_signature([0; 64]);
    let foreign = Export { procedures: std::slice::from_ref(&pack), ..export(&bundle, bundle.events()) };
    assert_eq!(foreign.unsigned().expect_err("foreign"), ExportError::NotOneDispute);
}

#[test]
fn a_signer_is_yourself_or_not_confirmed() {
    let bundle = bundle("bundle/valid.json");
    let own = bundle.exporter();
    let standing = |signed: &SignedEvent| Standing::of(&Kid::from(&signed.event().entry.author), Some(own));
    let standings: Vec<_> = bundle.events().iter().map(standing).collect();
    use Standing::{NotConfirmed, Own};
    assert_eq!(standings, [Own, Own, NotConfirmed, Own]);
    assert_eq!(Standing::of(own, None), NotConfirmed);
}
