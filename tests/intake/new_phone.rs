//! A phone was lost, and its owner asks to be confirmed by another: what the desk is told to do is what it then does.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use accord::casebook::desk::{DeskError, Who, now};
use accord::casebook::views::Checked;
use chrono::{Months, NaiveDate};
use pollster::block_on;

use super::receipts::phone;
use super::{PASSPHRASE, desk};

fn accord(dir: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_accord"));
    command.current_dir(dir).args(arguments).env("ACCORD_PASSPHRASE", PASSPHRASE).output().expect("run")
}

fn said(dir: &Path, arguments: &[&str]) -> String {
    let output = accord(dir, arguments);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}

#[test]
fn a_new_phone_is_confirmed_by_the_commands_that_are_shown() {
    let (_, dir) = desk("new-phone");
    for (name, series) in [("old.json", 1), ("new.json", 2)] {
        let file =
            block_on(phone("Worker of the school", "school", series).enrolment_file()).expect("a file");
        fs::write(dir.join(name), file.text).expect("written");
    }
    said(&dir, &["desk", "enrol", "old.json", "--desk", ".", "--checked", "call-back"]);

    let shown = said(&dir, &["desk", "enrol", "new.json", "--desk", "."]);
    assert!(!shown.contains("Run it again"), "{shown}");
    let [ring, ask, words, revoke, enrol] = [
        "Ring them",
        "whether they have a new device",
        "One word",
        "  accord desk revoke",
        "  accord desk enrol",
    ]
    .map(|text| shown.find(text).unwrap_or_else(|| panic!("{text}: {shown}")));
    assert!(ring < ask && ask < words && words < revoke && revoke < enrol, "{shown}");

    let commands = shown.lines().filter_map(|line| line.strip_prefix("  accord "));
    let mut last = String::new();
    for command in commands {
        last = said(&dir, &command.split(' ').collect::<Vec<_>>());
    }
    assert!(last.starts_with("Confirmed by call-back: Worker of the school"), "{last}");

    // The old one asks again: nothing can be done for it.
    let shown = said(&dir, &["desk", "enrol", "old.json", "--desk", "."]);
    assert!(shown.contains("nothing can be") && !shown.contains("--checked"), "{shown}");
    assert!(
        !accord(&dir, &["desk", "enrol", "old.json", "--desk", ".", "--checked", "in-person"])
            .status
            .success()
    );
}

#[cfg(unix)]
#[test]
fn a_name_that_a_shell_would_take_apart_is_shown_as_it_is_typed() {
    let (_, dir) = desk("new-phone-quoted");
    for (name, series) in [("old.json", 1), ("it's new.json", 2)] {
        let file =
            block_on(phone("Worker of the school", "school", series).enrolment_file()).expect("a file");
        fs::write(dir.join(name), file.text).expect("written");
    }
    said(&dir, &["desk", "enrol", "old.json", "--desk", ".", "--checked", "call-back"]);
    let shown = said(&dir, &["desk", "enrol", "it's new.json", "--desk", "."]);
    assert!(shown.contains(r"accord desk enrol 'it'\''s new.json' --desk . --checked call-back"), "{shown}");
}

#[test]
fn a_certificate_holds_for_three_years_at_most() {
    let (book, _) = desk("three-years");
    let file = block_on(phone("Worker of the school", "school", 1).enrolment_file()).expect("a file").text;
    let until = |day| book.certify(Who::File(&file), Checked::CallBack, Some(day));
    let last = now().date() + Months::new(36);
    let issued = until(last).expect("certified");
    assert_eq!((issued.until.date(), issued.was_there), (last, false));
    for day in [last.succ_opt().expect("a day"), NaiveDate::MAX] {
        assert_eq!(until(day), Err(DeskError::TooLong(last)));
    }
    assert_eq!(until(now().date().pred_opt().expect("a day")), Err(DeskError::OverAlready));
    assert_eq!(book.card(None).expect("a card").number, 2, "what was refused is on no card");
}
