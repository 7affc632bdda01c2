//! A file is signed, then sealed; who opens it holds it to the list that was signed.

use std::rc::Rc;

use accord::bundle::{Bundle, Export, Sealed, Verified};
use accord::casebook::sealing::{SealingError, opened, sealed};
use accord::clock::ScriptedClock;
use accord::identity::{Kid, PublicKey};
use accord::vault::record::Cost;
use accord::vault::stretch::InThisThread;
use accord::vault::unlocked::Opening;
use accord::vault::{Memory, Unlocked};
use chrono::DateTime;
use pollster::block_on;

use super::writing::{bundle, export, sign};

fn device(series: u64) -> Unlocked {
    let clock = ScriptedClock::at(DateTime::UNIX_EPOCH).with_series(series);
    let opening =
        Opening { vault: Rc::new(Memory::default()), stretch: Rc::new(InThisThread), clock: Rc::new(clock) };
    block_on(Unlocked::create(&opening, "anchor bishop copper", Cost::FLOOR)).expect("a vault").0
}

/// The file of `from`, whose signed list names these keys.
fn signed_for(from: &Bundle<Verified>, to: &[Kid]) -> String {
    let list = Export { to, ..export(from, from.events()) }.unsigned().expect("one dispute");
    sign(list, "ann").to_text().expect("a file")
}

fn sealed_to(file: &str, to: &[&Unlocked]) -> String {
    let keys: Vec<PublicKey> = to.iter().map(|vault| *vault.agreement_public_key()).collect();
    block_on(sealed(&ScriptedClock::at(DateTime::UNIX_EPOCH), file, &keys)).expect("sealed")
}

fn kid(vault: &Unlocked) -> Kid {
    vault.agreement_public_key().kid()
}

#[test]
fn a_sealed_file_opens_for_those_whom_its_author_named() {
    let from = bundle("bundle/valid.json");
    let (one, other, third) = (device(1), device(2), device(3));
    // A key that is named twice is listed once, and the list is sorted.
    let signed = signed_for(&from, &[kid(&other), kid(&one), kid(&one)]);
    let file = sealed_to(&signed, &[&one, &other]);
    for vault in [&one, &other] {
        let bundle = block_on(opened(vault, &file)).expect("opened");
        assert_eq!(bundle.events(), from.events());
        assert!(bundle.is_for(&kid(vault)) && !bundle.is_for(&kid(&third)));
    }
    assert_eq!(block_on(opened(&third, &file)).map(|_| ()), Err(SealingError::ForOthers));
}

#[test]
fn an_honest_file_that_was_sealed_on_is_refused() {
    let from = bundle("bundle/valid.json");
    let (meant, other) = (device(1), device(2));
    for signed in [signed_for(&from, &[kid(&meant)]), signed_for(&from, &[])] {
        let file = sealed_to(&signed, &[&other]);
        assert_eq!(block_on(opened(&other, &file)).map(|_| ()), Err(SealingError::SealedOn));
    }
}

#[test]
fn what_is_inside_is_verified_like_any_file() {
    let vault = device(1);
    let altered = super::text("bundle/altered-entry.json");
    for (inside, what) in [(altered.as_str(), "altered"), ("hello", "no file")] {
        let file = sealed_to(inside, &[&vault]);
        let error = block_on(opened(&vault, &file)).map(|_| ()).expect_err(what);
        assert!(matches!(error, SealingError::File(_)), "{what}: {error:?}");
    }
}

#[test]
fn every_refusal_of_a_seal_says_what_happened_and_what_to_do() {
    let vault = device(1);
    let file = sealed_to(&signed_for(&bundle("bundle/valid.json"), &[kid(&vault)]), &[&vault]);
    let mut altered = Sealed::read(&file).expect("of the format");
    altered.sealed[0] ^= 1;
    let altered = block_on(opened(&vault, &altered.to_text())).map(|_| ()).expect_err("altered");
    assert_eq!(altered, SealingError::Altered);
    let off_curve = PublicKey::from_point(&[[4].as_slice(), &[1; 64]].concat()).expect("65 bytes");
    let clock = ScriptedClock::at(DateTime::UNIX_EPOCH);
    assert_eq!(block_on(sealed(&clock, "hello", &[off_curve])), Err(SealingError::NotAKey));
    let malformed = block_on(opened(&vault, "{}")).map(|_| ()).expect_err("malformed");
    for error in [SealingError::ForOthers, altered, SealingError::SealedOn, SealingError::NotAKey, malformed]
    {
        let told = error.told();
        assert!(told.happened.ends_with('.') && told.to_do.ends_with('.'), "{told:?}");
    }
}
