//! A simulated partnership: the same bytes for the same seed, whole in every file, and what its mailbox brings into a
//! casebook is what its own list says.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use accord::bundle::{Bundle, Sealed, SignedCard, SignedReceipt, Verified};
use accord::casebook::desk::{OwnCasebook, Shelf, now};
use accord::casebook::simulated::{NotMade, Simulation, simulate};
use accord::casebook::views::Status;
use serde_json::Value;

use super::{PASSPHRASE, desk, fresh};

type Files = BTreeMap<String, Vec<u8>>;

fn made(seed: u64, disputes: usize, pack: Option<&str>) -> Files {
    let mut files = Files::new();
    let of = Simulation { seed, disputes, pack: pack.map(str::to_owned) };
    let mut write = |place: &str, bytes: &[u8]| {
        assert!(files.insert(place.to_owned(), bytes.to_vec()).is_none(), "{place} is written twice");
        Ok(())
    };
    simulate(&of, &mut write, None).expect("made");
    files
}

fn text<'f>(files: &'f Files, place: &str) -> &'f str {
    str::from_utf8(&files[place]).expect("text")
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

fn verified(file: &[u8]) -> Bundle<Verified> {
    Bundle::read(file).expect("a file").verify().settled().expect("verified")
}

fn number(of: &Value, member: &str) -> usize {
    usize::try_from(of[member].as_u64().expect(member)).expect("a count")
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_others() {
    let files = made(5, 12, None);
    assert_eq!(files, made(5, 12, None));
    let other = made(6, 12, None);
    let same: Vec<&String> =
        files.iter().filter(|(place, of)| other.get(*place) == Some(of)).map(|(p, _)| p).collect();
    assert_eq!(same, ["README.txt"]);
}

#[test]
fn every_file_is_whole_and_the_list_says_what_is_in_it() {
    let files = made(5, 12, None);
    let truth = json(text(&files, "truth.json"));
    let card = SignedCard::read(text(&files, "partnership/card.json")).settled().expect("a card");
    let certified: BTreeSet<String> =
        card.content().certificates.iter().map(|of| of.content().signing.kid().0).collect();
    let mut procedures = BTreeSet::new();
    for dispute in truth["disputes"].as_array().expect("disputes") {
        let place = format!("bundles/{:05}-readable.json", number(dispute, "number"));
        let whole = verified(&files[&place]);
        assert_eq!(whole.dispute().0, dispute["dispute"].as_str().expect("an id"));
        assert_eq!(whole.events().len(), number(&dispute["written"], "entries"));
        assert!(
            whole.enrolments().iter().all(|of| certified.contains(&of.content().kid().0)),
            "nobody else signs"
        );
        let report = Shelf::new(Vec::new()).verify(&files[&place], now()).expect("verified");
        assert_eq!(word(&report.standpoint.status), dispute["written"]["status"]);
        assert_eq!(report.pending, number(&dispute["written"], "pending"));
        let sealed = text(&files, &format!("bundles/{:05}-sealed.json", number(dispute, "number")));
        let sealed = Sealed::read(sealed).expect("a sealed file");
        assert!(sealed.to(&card.content().encryption.kid()).is_some() && sealed.recipients.len() == 3);
        procedures.insert(dispute["procedure"].as_str().expect("an id").to_owned());
    }
    assert_eq!(procedures.len(), 5, "{procedures:?}");
    for (place, bytes) in files.iter().filter(|(place, _)| place.starts_with("partnership/receipts/")) {
        let receipt = str::from_utf8(bytes).expect("text");
        assert!(SignedReceipt::read(receipt, card.content()).settled().is_ok(), "{place}");
    }
    let keys: Vec<&String> = files.keys().filter(|place| place.starts_with("keys/")).collect();
    assert!(keys.iter().all(|place| place.starts_with("keys/TEST-KEY-")), "{keys:?}");
    assert!(keys.iter().all(|place| text(&files, place).contains("A test key that everybody knows")));
}

#[test]
fn a_pack_that_is_brought_travels_with_its_disputes() {
    let lantern = include_str!("../packs/lantern.json");
    let files = made(2, 3, Some(lantern));
    for place in files.keys().filter(|place| place.ends_with("-readable.json")) {
        let pack = verified(&files[place]).procedure().expect("the pack").content().text.clone();
        assert_eq!(pack, lantern);
    }
    let of = Simulation { seed: 1, disputes: 1, pack: Some("{}".to_owned()) };
    let faulty = simulate(&of, &mut |_, _| panic!("nothing is written"), None);
    assert!(matches!(faulty, Err(NotMade::Faults(faults)) if faults > 0));
}

fn accord(arguments: &[&str], dir: &Path) -> (bool, Value) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_accord"));
    let output = command.args(arguments).arg(dir).arg("--json").env("ACCORD_PASSPHRASE", PASSPHRASE);
    let output = output.output().expect("run");
    (output.status.success(), json(&String::from_utf8(output.stdout).expect("text")))
}

#[test]
fn what_a_mailbox_brings_is_what_the_list_says() {
    let folder = fresh("simulated");
    let (done, said) = accord(&["simulate", "--seed", "3", "--disputes", "18", "--out"], &folder);
    assert!(done, "{said}");
    let truth = json(&std::fs::read_to_string(folder.join("truth.json")).expect("the list"));
    let totals = &truth["totals"];
    for kind in ["contested", "late", "lost", "sealed", "twice", "late_entries", "lost_entries"] {
        assert!(number(totals, kind) > 0, "nothing is {kind}: {totals}");
        assert_eq!(number(totals, kind), number(&said, kind));
    }
    let (book, dir) = desk("simulated-desk");
    drop(book);
    let mail = folder.join("mail").display().to_string();
    let (all_taken, seen) = accord(&["intake", &mail, "--desk"], &dir);
    assert_eq!(number(&seen, "looked_at"), number(totals, "in_mailbox"));
    // Each message by its own file: what can be read is taken in, what is sealed for others is left.
    let disputes = truth["disputes"].as_array().expect("disputes");
    let messages = disputes.iter().flat_map(|of| of["messages"].as_array().expect("messages"));
    let (mut readable, mut sealed) = (BTreeSet::new(), BTreeSet::new());
    for message in messages.filter(|of| of["fate"] != "lost") {
        for file in message["files"].as_array().expect("files") {
            let place = file.as_str().expect("a place").trim_start_matches("mail/").to_owned();
            if message["sealed"] == true {
                sealed.insert(place)
            } else {
                readable.insert(place)
            };
        }
    }
    let places = |list: &Value| -> BTreeSet<String> {
        list.as_array()
            .expect("a list")
            .iter()
            .map(|of| of["place"].as_str().expect("a place").to_owned())
            .collect()
    };
    assert_eq!(places(&seen["taken"]), readable);
    assert_eq!(places(&seen["left"]), sealed);
    assert!(
        all_taken
            && seen["left"]
                .as_array()
                .is_some_and(|left| { left.iter().all(|of| of["why"] == "for-others") })
    );
    assert_eq!(number(&seen, "for_others"), sealed.len(), "{seen}");
    let holds = OwnCasebook::open(&dir, PASSPHRASE).expect("opened").holds().expect("listed");
    assert_eq!(holds.unreadable, 0);
    // Nobody at this desk has confirmed who signed, so all of it is there and none of it counts.
    let held: BTreeMap<&str, usize> =
        holds.disputes.iter().map(|of| (of.dispute.as_str(), of.entries)).collect();
    let expected: BTreeMap<&str, usize> = disputes
        .iter()
        .filter(|of| !of["readable"].is_null())
        .map(|of| (of["dispute"].as_str().expect("an id"), number(&of["readable"], "entries")))
        .collect();
    assert_eq!(held, expected);
}

#[test]
fn the_desk_of_a_simulated_partnership_opens_all_that_arrives_and_counts_it() {
    let folder = fresh("simulated-own-desk");
    assert!(accord(&["simulate", "--seed", "3", "--disputes", "8", "--out"], &folder).0);
    let truth = json(&std::fs::read_to_string(folder.join("truth.json")).expect("the list"));
    let (dir, passphrase) = (&truth["desk"]["folder"], &truth["desk"]["passphrase"]);
    assert_eq!(truth["desk"]["test"], true);
    let (dir, passphrase) =
        (folder.join(dir.as_str().expect("a folder")), passphrase.as_str().expect("words"));
    let mail = folder.join("mail");
    let output = Command::new(env!("CARGO_BIN_EXE_accord"))
        .args(["intake", "--json", "--desk"])
        .args([&dir, &mail])
        .env("ACCORD_PASSPHRASE", passphrase)
        .output()
        .expect("run");
    let seen = json(&String::from_utf8(output.stdout).expect("text"));
    assert_eq!(output.status.code(), Some(0), "{seen}");
    assert_eq!((number(&seen, "for_others"), number(&seen, "refused")), (0, 0));
    assert_eq!(seen["taken"].as_array().map(Vec::len), Some(number(&truth["totals"], "in_mailbox")));
    // Its register goes on counting from the receipts that are there.
    let there = std::fs::read_dir(folder.join("partnership/receipts")).expect("receipts").count() as u64;
    let signed = seen["taken"].as_array().into_iter().flatten().flat_map(|of| of["receipts"].as_array());
    let numbers: BTreeSet<u64> = signed.flatten().map(|number| number.as_u64().expect("a number")).collect();
    assert_eq!(numbers.first(), Some(&(there + 1)));
    let held = OwnCasebook::open(&dir, passphrase).expect("opened").holds().expect("listed");
    let disputes = truth["disputes"].as_array().expect("disputes");
    let arrived: Vec<&Value> = disputes.iter().filter(|of| !of["arrived"].is_null()).collect();
    assert_eq!((held.disputes.len(), held.unreadable), (arrived.len(), 0));
    for of in arrived {
        let line = held.disputes.iter().find(|line| line.dispute == of["dispute"]).expect("it is there");
        let counts = [line.entries, line.waiting, line.contested];
        assert_eq!(counts, ["entries", "pending", "contested"].map(|count| number(&of["arrived"], count)));
        assert_eq!(word(&line.stands.status), of["arrived"]["status"], "{of}");
        assert_eq!(line.uncounted, 0, "who signed is on the desk's card");
    }
}

#[test]
fn the_card_of_a_simulated_partnership_confirms_all_who_signed() {
    let folder = fresh("simulated-card");
    assert!(accord(&["simulate", "--seed", "3", "--disputes", "4", "--out"], &folder).0);
    let place = |name: &str| folder.join(name).display().to_string();
    let (card, receipts) = (place("partnership/card.json"), place("partnership/receipts"));
    for file in ["00001", "00002", "00003", "00004"] {
        let file = folder.join("bundles").join(format!("{file}-readable.json"));
        let (all_hold, seen) = accord(&["verify", "--card", &card, "--receipts", &receipts], &file);
        assert!(all_hold && seen["unconfirmed"] == 0, "{seen}");
    }
}

fn word(status: &Status) -> &'static str {
    match status {
        Status::NotBegun => "not begun",
        Status::Open => "open",
        Status::Emergency => "emergency",
        Status::Resolved => "resolved",
        Status::Closed(_) => "closed",
    }
}
