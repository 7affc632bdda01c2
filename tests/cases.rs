//! Every case below `tests/cases` holds under its procedure.

use std::fs;
use std::path::Path;

use accord::calendar::Calendar;
use accord::case;
use accord::procedure::built_in;
use accord::procedure::pack::Pack;

use crate::packs::{files, packs};

#[track_caller]
fn check(folder: &Path, packs: &[Pack]) -> usize {
    let calendar = Calendar::england_and_wales();
    let files = files(folder, ".case.json");
    let mut told = String::new();
    for path in &files {
        let find = |id: &_| packs.iter().map(Pack::procedure).find(|procedure| procedure.id == *id);
        let outcome = case::run(&fs::read_to_string(path).expect("a file"), find, &calendar);
        for difference in outcome.differences {
            told += &format!(
                "{} step {} on {}: expected {}, came {}\n",
                outcome.id, difference.step, difference.on, difference.expected, difference.came
            );
        }
    }
    assert!(told.is_empty(), "\n{told}");
    files.len()
}

#[test]
fn every_case_of_ours_holds() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    assert!(check(&tests.join("cases"), &packs()) > 0);
}

/// Runs a public case with one part of it replaced, and gives what it tells.
#[track_caller]
fn differences(replace: &str, with: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/HAV-01.case.json");
    let text = fs::read_to_string(path).expect("a file");
    assert!(text.contains(replace), "{replace} is not in the case");
    let packs = built_in();
    let find = |id: &_| packs.iter().map(Pack::procedure).find(|procedure| procedure.id == *id);
    let outcome = case::run(&text.replacen(replace, with, 1), find, &Calendar::england_and_wales());
    let told = outcome.differences.iter().map(|d| format!("{}: {} | {}", d.step, d.expected, d.came));
    told.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_case_that_expects_something_else_is_told_so() {
    for (replace, with, told) in [
        ("2026-11-23", "2026-11-24", r#"1: S1.settle by "2026-11-24" | "2026-11-23""#),
        ("\"moves\": [\"S2\"]", "\"moves\": []", "1: moves [] | [S2]"),
        ("\"basis\": \"own\"", "\"basis\": \"agreed\"", r#"1: S1.settle basis "agreed" | "own""#),
        ("past-limit", "reason-required", "2: refused: reason-required | refused: past-limit"),
        ("\"refused\": \"missing:mode\"", "\"then\": {}", "4: accepted | refused: missing:mode"),
        ("\"not_owed\"", "\"outstanding\"", "5: outstanding S1.discuss | [S1.settle, any.record-on-file]"),
        ("\"overdue\": [\"S1.settle\"]", "\"overdue\": []", "6: overdue [] | [S1.settle]"),
        ("\"may\": [\"move:S2\", \"resolve\"]", "\"may_not\": [\"resolve\"]", "6: may_not resolve"),
    ] {
        let came = differences(replace, with);
        assert!(came.contains(told), "{replace}: expected {told}, came {came}");
    }
}

#[test]
fn a_case_that_cannot_be_run_says_why_and_does_not_pass() {
    for (replace, with, told) in [
        ("\"case/1\"", "\"case/2\"", "0: format case/1"),
        ("\"havering\"", "\"nowhere\"", "0: a known procedure"),
        ("\"inter-agency\"", "\"other\"", "0: a known track"),
        ("{\"open\":", "{\"unseal\":", "there is no command \"unseal\""),
        ("2026-11-17", "2026-11-15", "`on` goes backwards"),
        ("\"then\"", "\"than\"", "unknown member \"than\""),
        ("{ \"on\"", "{ on", "0: JSON"),
    ] {
        let came = differences(replace, with);
        assert!(came.contains(told), "{replace}: expected {told}, came {came}");
    }
}
