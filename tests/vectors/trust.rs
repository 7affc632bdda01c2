//! What a partnership signs, made by another program: cards, certificates, revocations, receipts, check words.

use std::collections::BTreeMap;

use accord::bundle::{
    Bundle, BundleError, Card, CardChange, Enrolment, SignedCard, SignedReceipt, Verified, late_after,
    received,
};
use accord::casebook::check_words;
use accord::dispute::event::EventId;
use accord::identity::{Certificate, Checked, Kid, PublicKey, Revocation, Standing, Trust};
use accord::vault::stretch::InThisThread;
use chrono::{DateTime, Utc};
use serde_json::Value;

use super::{proven, text, waiting};
use crate::files::files;

fn index() -> BTreeMap<String, String> {
    serde_json::from_str(&text("trust/index.json")).expect("JSON")
}

fn file(name: &str) -> String {
    text(&format!("trust/{name}.json"))
}

fn key(name: &str) -> PublicKey {
    let keys: Value = serde_json::from_str(&file("keys")).expect("JSON");
    let part = |part: &str| keys[name][part].as_str().expect("a part of a key").to_owned();
    PublicKey::from_coordinates(&part("x"), &part("y")).expect("a key")
}

async fn card(name: &str) -> SignedCard {
    proven(SignedCard::read(&file(name))).await.unwrap_or_else(|why| panic!("{name}: {why:?}"))
}

async fn receipt(name: &str, card: &Card) -> SignedReceipt {
    proven(SignedReceipt::read(&file(name), card)).await.unwrap_or_else(|why| panic!("{name}: {why:?}"))
}

async fn bundle(text: &str) -> Result<Bundle<Verified>, BundleError> {
    proven(Bundle::read(text.as_bytes())?.verify()).await
}

waiting! {
    what_a_partnership_signed_holds_and_what_was_broken_is_refused: each_of_the_index,
    what_is_read_is_written_again_as_it_came: read_and_written,
    a_card_takes_only_an_older_ones_place: one_card_after_another,
    an_entry_counts_by_what_the_partnership_says_of_its_signer: standings,
    receipts_cover_what_came_before_and_name_what_is_late: covered_and_late,
    what_another_root_says_in_a_bundle_is_passed_over: of_several_roots,
    both_sides_come_to_the_check_words_of_another_program: check_words_of_each,
}

async fn outcome(name: &str) -> Result<(), BundleError> {
    if name.starts_with("receipt") {
        let card = card("card").await;
        return proven(SignedReceipt::read(&file(name), card.content())).await.map(|_| ());
    }
    if name.starts_with("bundle") {
        let bundle = bundle(&file(name)).await?;
        return proven(bundle.of_partnership(&key("root"))).await.map(|_| ());
    }
    proven(SignedCard::read(&file(name))).await.map(|_| ())
}

async fn each_of_the_index() {
    for (name, expected) in index() {
        let came = match outcome(&name).await {
            Ok(()) => "holds",
            Err(BundleError::Altered(_)) => "altered",
            Err(BundleError::MissingKey(_)) => "missing key",
            Err(BundleError::Malformed(..)) => "malformed",
            Err(BundleError::OtherVersion(_)) => "another version",
            Err(BundleError::NotABundle) => "not a bundle",
            Err(BundleError::TooLarge(_) | BundleError::Truncated) => "refused",
        };
        assert_eq!(came, expected, "{name}");
    }
    assert!(index().len() >= 95, "vectors went missing");
}

#[test]
fn every_file_of_the_folder_is_in_the_index() {
    for found in files("tests/vectors/trust", "") {
        let name = found.path.trim_start_matches("tests/vectors/trust/").trim_end_matches(".json");
        let other = ["index", "keys", "check-words"].contains(&name);
        assert!(other || index().contains_key(name), "{name}");
    }
}

async fn read_and_written() {
    for name in ["card", "card-that-revokes"] {
        let read = card(name).await;
        assert_eq!(read.to_text(), file(name), "{name}");
        let quoted: String = file(name)
            .as_bytes()
            .chunks(70)
            .map(|line| format!("> {}\r\n", String::from_utf8_lossy(line)))
            .collect();
        assert_eq!(proven(SignedCard::read(&quoted)).await, Ok(read), "{name}: as mail quotes it");
    }
    let card = card("card").await;
    assert_eq!(receipt("receipt-1", card.content()).await.to_text(), file("receipt-1"));
    let text = file("card");
    for end in (0..text.len() - 3).step_by(97) {
        assert!(proven(SignedCard::read(&text[..end])).await.is_err(), "{end}");
    }
    let Card { partnership, registers, certificates, procedure, .. } = card.content();
    assert_eq!((partnership.as_str(), registers.len(), certificates.len()), ("Lantern Quay", 2, 2));
    assert!(procedure.is_some());
    assert_eq!(certificates[1].content().checked, Checked::InPerson);
}

async fn one_card_after_another() {
    let known = card("card").await;
    let after = async |name: &str| card(name).await.in_place_of(&known);
    assert_eq!(after("card").await.as_ref(), Ok(&known), "twice is as once");
    assert_eq!(after("card-older").await, Err(CardChange::Older));
    assert_eq!(after("card-forked").await, Err(CardChange::Forked));
    assert_eq!(after("card-of-another-root").await, Err(CardChange::AnotherRoot));
    let revoking = after("card-that-revokes").await.expect("a later card");
    assert_eq!(revoking.content().revocations.len(), 1);
    // It says nothing of who is certified under the new key, and takes nobody's certificate away.
    let mut later = card("card-of-the-new-key").await.content().clone();
    (later.number, later.revocations) = (9, Vec::new());
    let later = later.unsigned().with_signature([0; 64]);
    assert_eq!(later.clone().in_place_of(&revoking), Err(CardChange::Unrevoked));
    assert_eq!(later.in_place_of(&known).expect("later").content().certificates.len(), 3);
}

/// Who signed at the desk, by the card; and whether the pressing fact that Ben set counts.
#[cfg(feature = "desk")]
fn at_the_desk(
    file_of: &str,
    card: Option<(&str, &[&str])>,
) -> (Vec<(String, Standing)>, accord::casebook::views::DisputeView) {
    use accord::calendar::Moment;
    use accord::casebook::desk::{Shelf, check_pack};
    let (_, pack) = check_pack(&crate::files::text("tests/packs/harbour.json"), &[]);
    let mut shelf = Shelf::new(pack.into_iter().collect());
    let now = day("2026-11-20");
    if let Some((card, receipts)) = card {
        let receipts: Vec<String> = receipts.iter().map(|name| file(name)).collect();
        let receipts: Vec<&str> = receipts.iter().map(String::as_str).collect();
        shelf = shelf.with_card(&file(card), &receipts, now).expect("a card");
    }
    let (text, now) = (text(file_of), Moment::from_utc(now.naive_utc()));
    let report = shelf.verify(text.as_bytes(), now).expect("it holds");
    let signers = report.signers.into_iter().map(|(signer, _)| (signer.name, signer.standing)).collect();
    (signers, shelf.show(text.as_bytes(), now).expect("it holds"))
}

#[cfg(feature = "desk")]
#[test]
fn at_the_desk_a_card_decides_who_counts() {
    use Standing::{Certified, NotConfirmed, Revoked};
    let standing = |signers: &[(String, Standing)], name: &str| {
        signers.iter().find(|(own, _)| own == name).map(|(_, standing)| *standing)
    };
    let urgent = |view: &accord::casebook::views::DisputeView| {
        view.facts.iter().find(|fact| fact.fact == "urgent").map(|fact| fact.is.clone())
    };
    let (signers, without) = at_the_desk("bundle/valid.json", None);
    assert_eq!(standing(&signers, "Ben Okoro"), Some(NotConfirmed));
    let (signers, only_ann) = at_the_desk("bundle/valid.json", Some(("card-unchecked", &[])));
    assert_eq!(standing(&signers, "Ann Marsh"), Some(Certified(Checked::Nothing)));
    assert_eq!(standing(&signers, "Ben Okoro"), Some(NotConfirmed));
    assert_eq!(only_ann.timeline.len(), 4, "shown, whoever signed");
    assert!(only_ann.timeline.iter().all(|entry| !entry.outweighed));
    assert_ne!(urgent(&only_ann), urgent(&without), "what is not confirmed counts for nothing");
    assert!(only_ann.anomalies.iter().any(|told| told.happened.contains("does not vouch for")));
    // The certificate comes with the file.
    let (signers, both) = at_the_desk("trust/bundle-certified.json", Some(("card-unchecked", &[])));
    assert_eq!(standing(&signers, "Ben Okoro"), Some(Certified(Checked::InPerson)));
    assert_eq!(urgent(&both), urgent(&without));
    let late = |view: &accord::casebook::views::DisputeView| {
        view.timeline.iter().filter(|entry| entry.said.iter().any(|(label, _)| label == "Late")).count()
    };
    assert_eq!(late(&both), 0);
    // Another partnership's word is nobody's here.
    let (signers, _) = at_the_desk("trust/bundle-of-another-root.json", Some(("card-unchecked", &[])));
    assert_eq!(standing(&signers, "Ben Okoro"), Some(NotConfirmed));
    // So is its revocation, by the receipt that covers the entries.
    let (signers, cut) =
        at_the_desk("trust/bundle-revoked.json", Some(("card-unchecked", &["receipt-1", "receipt-2"])));
    assert_eq!(standing(&signers, "Ben Okoro"), Some(Revoked(at("2026-12-01T09:00:00Z"))));
    assert_eq!((urgent(&cut), late(&cut)), (urgent(&only_ann), 1));
    // A key that took a certified one's place blocks: nothing that it signed counts.
    let (signers, blocked) = at_the_desk("bundle/valid.json", Some(("card-of-the-new-key", &[])));
    assert_eq!(standing(&signers, "Ann Marsh"), Some(Standing::Changed));
    assert_eq!((blocked.timeline.len(), blocked.status), (4, accord::casebook::views::Status::NotBegun));
}

fn day(day: &str) -> DateTime<Utc> {
    at(&format!("{day}T12:00:00Z"))
}

fn at(time: &str) -> DateTime<Utc> {
    time.parse().expect("a time")
}

/// The standings of the four entries of `bundle/valid.json`, by Ann, Ann, Ben and Ann.
async fn standing(by: &str, receipts: &[&str], today: &str) -> [Standing; 4] {
    let bundle = bundle(&text("bundle/valid.json")).await.expect("a bundle");
    let card = card(by).await;
    let mut read = Vec::new();
    for name in receipts {
        read.push(receipt(name, card.content()).await);
    }
    let certificates: Vec<Certificate> =
        card.content().certificates.iter().map(|of| of.content().clone()).collect();
    let revocations: Vec<Revocation> =
        card.content().revocations.iter().map(|of| of.content().clone()).collect();
    let enrolled: Vec<_> = bundle.enrolments().iter().map(|of| of.content().clone()).collect();
    let trust = Trust { certificates: &certificates, revocations: &revocations, enrolled: &enrolled };
    let covered = received(bundle.events(), &read);
    let of = |place: usize| {
        let event = bundle.events()[place].event();
        let signer = Kid::from(&event.entry.author);
        trust.of_entry(&signer, covered.get(&event.id).copied(), day(today)).0
    };
    [of(0), of(1), of(2), of(3)]
}

async fn standings() {
    use Standing::{Certified, Changed, Ended, NotConfirmed};
    let cut_off = Standing::Revoked(at("2026-12-01T09:00:00Z"));
    let (called, met) = (Certified(Checked::CallBack), Certified(Checked::InPerson));
    assert_eq!(standing("card", &[], "2026-12-05").await, [called, called, met, called]);
    let unchecked = Certified(Checked::Nothing);
    assert_eq!(
        standing("card-unchecked", &[], "2026-12-05").await,
        [unchecked, unchecked, NotConfirmed, unchecked]
    );
    assert_eq!(standing("card-not-yet", &[], "2026-12-05").await, [NotConfirmed; 4]);
    // What the register saw in time counts after the end.
    assert_eq!(standing("card-that-expires", &[], "2026-12-05").await, [Ended, Ended, NotConfirmed, Ended]);
    let covered = standing("card-that-expires", &["receipt-1"], "2026-12-05").await;
    assert_eq!(covered, [called, called, NotConfirmed, Ended]);
    // A revocation cuts after the receipt that it names, whatever the entry's or anybody's date.
    assert_eq!(standing("card-that-revokes", &[], "2026-11-04").await, [cut_off, cut_off, met, cut_off]);
    for receipts in [&["receipt-1", "receipt-2"], &["receipt-2", "receipt-1"]] {
        let cut = standing("card-that-revokes", receipts, "2026-12-05").await;
        assert_eq!(cut, [called, called, met, cut_off], "before, and after");
    }
    let none = standing("card-that-revokes-all", &["receipt-1"], "2026-12-05").await;
    assert_eq!(none, [cut_off, cut_off, met, cut_off]);
    let elsewhere = standing("card-that-revokes", &["receipt-of-another-dispute"], "2026-12-05").await;
    assert_eq!(elsewhere, [cut_off, cut_off, met, cut_off]);
    let changed = standing("card-of-the-new-key", &[], "2026-12-05").await;
    assert_eq!(changed, [Changed, Changed, NotConfirmed, Changed]);
}

async fn covered_and_late() {
    let bundle = bundle(&text("bundle/valid.json")).await.expect("a bundle");
    let card = card("card").await;
    let receipts = [receipt("receipt-1", card.content()).await, receipt("receipt-2", card.content()).await];
    let events = bundle.events();
    let covered = received(events, &receipts);
    let number = |place: usize| covered.get(&events[place].event().id).map(|received| received.number);
    assert_eq!([0, 1, 2, 3].map(number), [Some(1), Some(1), Some(2), Some(2)]);
    let late = |place: usize| {
        let event = events[place].event();
        late_after(event, covered.get(&event.id).copied(), &receipts).is_some()
    };
    // Ben's entry claims five past two; the register, at six, had not seen it.
    assert_eq!([0, 1, 2, 3].map(late), [false, false, true, false]);
    // A receipt for entries that have not arrived covers what is here of what came before.
    let some = received(&events[..1], &receipts[..1]);
    assert_eq!(some.get(&EventId(events[0].id())), None, "its head is not here");
}

async fn of_several_roots() {
    let root = key("root");
    for (name, certificates, revocations) in
        [("bundle-certified", 1, 0), ("bundle-revoked", 1, 1), ("bundle-of-another-root", 0, 0)]
    {
        let bundle = bundle(&file(name)).await.expect("a bundle");
        let said = proven(bundle.of_partnership(&root)).await.expect("the root's");
        assert_eq!((said.certificates.len(), said.revocations.len()), (certificates, revocations), "{name}");
    }
    let plain = bundle(&text("bundle/valid.json")).await.expect("a bundle");
    assert!(proven(plain.of_partnership(&root)).await.expect("none").certificates.is_empty());
}

async fn check_words_of_each() {
    let words: BTreeMap<String, String> = serde_json::from_str(&file("check-words")).expect("JSON");
    let bundle = bundle(&text("bundle/valid.json")).await.expect("a bundle");
    let named = |name: &str| -> &Enrolment {
        let mut all = bundle.enrolments().iter();
        all.find(|of| of.content().person.name().starts_with(name)).expect("an enrolment")
    };
    let (ann, ben) = (named("Ann"), named("Ben"));
    for (of, name) in [(ann, "ann"), (ben, "ben")] {
        let came = check_words::of_member(&InThisThread, of).await.expect("words");
        assert_eq!(came.to_string(), words[name]);
        assert!(came.are(&words[name]) && !came.are(&words["root"]));
    }
    for name in ["root", "other_root"] {
        let came = check_words::of_partnership(&InThisThread, &key(name).kid()).await.expect("words");
        assert_eq!(came.to_string(), words[name]);
    }
}
