//! What chance and malice do to a real file: nothing that changed is believed, nothing panics.

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use super::{found, said, text, valid, verified};
use accord::bundle::{Bundle, BundleError, Verified};

/// Everything that a reader of the bundle could act upon.
fn content(bundle: &Bundle<Verified>) -> String {
    let events: Vec<_> = bundle.events().iter().map(|signed| signed.content()).collect();
    let people: Vec<_> = bundle.enrolments().iter().map(|enrolment| enrolment.content()).collect();
    let about = (bundle.exported(), bundle.exporter(), bundle.dispute(), bundle.heads());
    format!("{events:?} {people:?} {about:?} {:?}", bundle.procedure().map(|pack| pack.content()))
}

/// The same cases in every run, so that a failure anywhere is a failure everywhere.
fn runner(cases: u32) -> TestRunner {
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha))
}

/// One byte of the file becomes another, 20,000 times: the file is refused, or says the same.
#[test]
fn no_changed_byte_changes_what_is_believed() {
    let file = text("bundle/one-entry.json").into_bytes();
    let before = content(&Bundle::read(&file).and_then(|file| file.verify().settled()).expect("valid"));
    let changes = (0..file.len(), any::<u8>());
    let outcome = runner(20_000).run(&changes, |(place, byte)| {
        let mut changed = file.clone();
        changed[place] = byte;
        if let Ok(bundle) = Bundle::read(&changed).and_then(|file| file.verify().settled()) {
            prop_assert_eq!(content(&bundle), before.clone(), "byte {} became {}", place, byte);
        }
        Ok(())
    });
    outcome.expect("refused or unchanged");
}

#[test]
fn a_file_cut_anywhere_is_known_as_cut() {
    let file = text("bundle/carried-procedure.json");
    let file = file.trim_end();
    runner(200)
        .run(&(1..file.len()), |place| {
            prop_assert_eq!(said(&verified(&file[..place]).expect_err("cut")).0, "truncated", "at {}", place);
            Ok(())
        })
        .expect("truncated");
}

#[test]
fn no_bytes_at_all_make_it_panic() {
    runner(2_000)
        .run(&proptest::collection::vec(any::<u8>(), 0..400), |bytes| {
            prop_assert!(Bundle::read(&bytes).is_err());
            Ok(())
        })
        .expect("refused");
    let nasty =
        ["}{", "{}", "\u{feff}", "[[[[", "{\"format\":", "{\"format\":\"dispute-bundle/1\"}", "null", "}"];
    for text in nasty {
        assert!(verified(text).is_err(), "{text}");
    }
}

/// Every refusal is told in two sentences that a person can read.
#[test]
fn every_refusal_says_what_happened_and_what_to_do() {
    let cut = valid();
    for error in [
        verified("").expect_err("empty"),
        verified("hello").expect_err("text"),
        verified(&cut[..1000]).expect_err("cut"),
        verified(&cut.replace("bundle/1", "bundle/9")).expect_err("newer"),
        BundleError::TooLarge(accord::bundle::Limit::Bytes),
        BundleError::Altered(accord::bundle::Part::Contents),
        BundleError::MissingKey(accord::bundle::Part::Entry(3)),
    ] {
        let accord::casebook::views::Told { happened, to_do, .. } =
            accord::casebook::CasebookError::Bundle(error).told();
        for sentence in [&happened, &to_do] {
            assert!(sentence.ends_with('.') && sentence.len() > 20, "{sentence}");
        }
    }
    assert_eq!(found(&verified(&cut).expect("valid")).events, 4);
}
