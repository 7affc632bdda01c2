//! Words that a desk erased: gone from its casebook, kept out when they come again, and everything signed as it was.

use std::fs;
use std::path::Path;
use std::process::Command;

use accord::casebook::Casebook;
use accord::casebook::desk::{DeskError, OwnCasebook, Who, now, write_anew};
use accord::casebook::views::{Checked, Erasure, Imported, TimelineEntry};
use pollster::block_on;
use serde_json::Value;

use super::receipts::{notes, opens, phone, received, sent};
use super::{PASSPHRASE, desk, fresh};

const REASON: &str = "A request to erase, number 7";
/// As a phone of these tests notes it.
const NOTED: &str = "Looked at again";

fn entries(desk: &OwnCasebook, dispute: &str) -> Vec<TimelineEntry> {
    desk.dispute(dispute, now()).expect("a dispute").0.timeline
}

/// So that what they sign counts at the desk.
fn confirmed(desk: &OwnCasebook, who: &Casebook) {
    let file = block_on(who.enrolment_file()).expect("a file").text;
    desk.certify(Who::File(&file), Checked::CallBack, None).expect("certified");
}

fn taken(desk: &OwnCasebook, message: &[u8]) -> (usize, usize) {
    let seen = received(desk, message);
    let [Ok(Imported { added, words_back, .. })] = seen.files[..] else { panic!("{seen:?}") };
    (added, words_back)
}

#[test]
fn erased_words_stay_away_whatever_brings_them_and_every_signature_holds() {
    let (book, dir) = desk("erased");
    let school = phone("Worker of the school", "school", 1);
    let dispute = opens(&school);
    notes(&school, &dispute);
    confirmed(&book, &school);
    assert_eq!(taken(&book, &sent(&school, &dispute, 1)), (2, 0));
    let (whole, worded) = book.worded(&dispute[..8]).expect("listed");
    assert_eq!((whole.as_str(), worded.len()), (dispute.as_str(), 2));
    let note = worded.iter().find(|entry| entry.what == "A note was made").expect("the note").entry.clone();
    let before = entries(&book, &dispute);

    let Erasure { entry, was_there, signers, handed_out, .. } =
        book.erase(&dispute, &note[..8], REASON).expect("erased");
    let erased = entry.erased.expect("it was");
    assert_eq!((entry.entry.as_str(), was_there), (note.as_str(), false));
    assert_eq!((erased.by.as_str(), erased.reason.as_str()), ("Business manager", REASON));
    assert_eq!(signers.iter().map(|who| who.name.as_str()).collect::<Vec<_>>(), ["Worker of the school"]);
    assert!(handed_out.is_empty());
    // Once more is as once: the first reason stays.
    let again = book.erase(&dispute, &note, "Another").expect("erased");
    assert_eq!((again.was_there, again.entry.erased), (true, Some(erased)));

    let is_without = |entries: &[TimelineEntry]| {
        let note = entries.iter().find(|entry| entry.id == note).expect("it stays");
        assert!(note.words_erased && note.said.is_empty(), "{note:?}");
        let others = entries.iter().filter(|entry| entry.id != note.id);
        assert!(others.into_iter().all(|entry| !entry.words_erased));
    };
    is_without(&entries(&book, &dispute));
    let signed = |entries: &[TimelineEntry]| {
        entries.iter().map(|entry| (entry.id.clone(), entry.at, entry.received)).collect::<Vec<_>>()
    };
    assert_eq!(
        signed(&entries(&book, &dispute)),
        signed(&before),
        "ids, order and receipts are as they were"
    );

    // The same file again, and one with more in it.
    assert_eq!(taken(&book, &sent(&school, &dispute, 1)), (0, 0));
    notes(&school, &dispute);
    assert_eq!(taken(&book, &sent(&school, &dispute, 2)), (1, 0));
    is_without(&entries(&book, &dispute));
    drop(book);
    let book = OwnCasebook::open(&dir, PASSPHRASE).expect("opened");
    assert_eq!(taken(&book, &sent(&school, &dispute, 3)), (0, 0));
    is_without(&entries(&book, &dispute));

    // What is handed out verifies, and has them no more.
    let file = book.readable_file(&dispute, "Their own system reads it").expect("a file");
    book.file_made(&dispute, &file).expect("noted");
    let care = phone("Social worker", "childrens-social-care", 2);
    block_on(care.take_in_file(&file.text)).expect("every signature holds");
    is_without(&block_on(care.dispute(&dispute)).expect("a dispute").timeline);
    let again = book.erase(&dispute, &note, REASON).expect("erased");
    assert_eq!(again.handed_out, [now().date()], "whoever got that file is told of");
    // Whoever has the words keeps them.
    block_on(school.take_in_file(&file.text)).expect("taken in");
    let theirs = block_on(school.dispute(&dispute)).expect("a dispute").timeline;
    assert!(theirs.iter().all(|entry| !entry.words_erased));
}

#[test]
fn what_cannot_be_erased_is_told() {
    let (book, _) = desk("erased-not");
    let school = phone("Worker of the school", "school", 1);
    let dispute = opens(&school);
    received(&book, &sent(&school, &dispute, 1));
    assert_eq!(book.erase(&dispute, &dispute, "  "), Err(DeskError::NoReasonToErase));
    for begin in ["", "?", &dispute[..3]] {
        assert_eq!(book.erase(&dispute, begin, REASON), Err(DeskError::NoSuchEntry(begin.to_owned())));
    }
    let file = include_bytes!("../vectors/bundle/valid.json");
    received(&book, file);
    let lines = book.holds().expect("listed").disputes;
    let other = &lines.iter().find(|line| line.dispute != dispute).expect("the other").dispute;
    let wordless = entries(&book, other).into_iter().find(|entry| entry.what.contains("rgent"));
    let wordless = wordless.map_or_else(|| "urk67Du8mekRkv1p".to_owned(), |entry| entry.id);
    assert_eq!(book.erase(other, &wordless, REASON), Err(DeskError::NoWords));
    for error in [DeskError::NoReasonToErase, DeskError::NoWords, DeskError::NoSuchEntry("x".to_owned())] {
        let told = error.told();
        assert!(!told.happened.is_empty() && !told.to_do.is_empty());
    }
}

fn run(dir: &Path, more: &[&str]) -> (Option<i32>, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_accord"));
    command.arg("desk").args(more).arg("--desk").arg(dir).env("ACCORD_PASSPHRASE", PASSPHRASE);
    let output = command.output().expect("run");
    let said = if output.stdout.is_empty() { output.stderr } else { output.stdout };
    (output.status.code(), String::from_utf8(said).expect("text"))
}

#[test]
fn the_command_lists_first_erases_for_a_reason_says_who_keeps_the_words_and_leaves_none_behind() {
    let (book, dir) = desk("erased-by-command");
    let school = phone("Worker of the school", "school", 1);
    let dispute = opens(&school);
    notes(&school, &dispute);
    confirmed(&book, &school);
    taken(&book, &sent(&school, &dispute, 1));
    let (_, worded) = book.worded(&dispute).expect("listed");
    let note = worded.iter().find(|entry| entry.what == "A note was made").expect("the note").entry.clone();
    drop(book);
    let log = || fs::read(dir.join("vault")).expect("read");
    let before = log();

    let (code, said) = run(&dir, &["erase", &dispute]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("Nothing was erased.") && said.contains(&note) && !said.contains(NOTED), "{said}");
    assert_eq!(log(), before);
    assert_eq!(run(&dir, &["erase", &dispute, &note]).0, Some(2), "without a reason");
    let (code, said) = run(&dir, &["erase", &dispute, &note, "--reason", REASON]);
    assert_eq!(code, Some(0), "{said}");
    for says in [
        "The words of this entry were erased here.",
        "by Business manager: A request to erase, number 7",
        "Whoever has the words already keeps them",
        "signed    Worker of the school",
        "in backups of this folder",
    ] {
        assert!(said.contains(says), "{says}: {said}");
    }
    // Nothing lies in the folder that was replaced: written anew once more, it is the same.
    let after = log();
    assert!(!after.starts_with(&before), "what was there went on lying there");
    write_anew(&dir).expect("written anew");
    assert_eq!(log(), after);

    let (code, said) = run(&dir, &["erase", &dispute, &note, "--reason", "Another", "--json"]);
    let said: Value = serde_json::from_str(&said).unwrap_or_else(|error| panic!("{error}: {said}"));
    assert_eq!((code, &said["was_there"]), (Some(0), &true.into()), "{said}");
    assert_eq!((&said["entry"]["event"], &said["entry"]["erased"]["reason"]), (&note.into(), &REASON.into()));
    assert_eq!(said["signers"][0]["name"], "Worker of the school");
    let (_, shown) = run(&dir, &["show", &dispute]);
    assert!(shown.contains("Words that were erased here") && !shown.contains(NOTED), "{shown}");
    let (_, shown) = run(&dir, &["show", &dispute, "--json"]);
    let shown: Value = serde_json::from_str(&shown).expect("JSON");
    assert_eq!(shown["erased"].as_array().map(Vec::len), Some(1));

    // What the desk hands out verifies without them.
    let files = fresh("erased-files");
    fs::create_dir_all(&files).expect("made");
    let file = files.join("readable.json");
    let to = file.display().to_string();
    let (code, said) = run(&dir, &["export", &dispute, "--out", &to, "--readable-by-anyone", "For a test"]);
    assert_eq!(code, Some(0), "{said}");
    let output = Command::new(env!("CARGO_BIN_EXE_accord")).arg("verify").arg(&file).output().expect("run");
    let said = String::from_utf8(output.stdout).expect("text");
    assert!(
        said.contains("every signature holds") && said.contains("1 entry is without words that were signed"),
        "{said}"
    );
}
