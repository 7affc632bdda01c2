//! Every case below `tests/cases` holds under its procedure.

use accord::calendar::Calendar;
use accord::case;
use accord::procedure::built_in;
use accord::procedure::pack::Pack;
#[cfg(target_family = "wasm")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use crate::files::{files, say, text};
use crate::packs::packs;

/// Runs every case of a folder; how many there were.
#[track_caller]
fn check(folder: &str, packs: &[Pack]) -> usize {
    let calendar = Calendar::england_and_wales();
    let mut told = String::new();
    let mut ran = 0;
    for file in files(folder, ".case.json") {
        let find = |id: &_| packs.iter().map(Pack::procedure).find(|procedure| procedure.id == *id);
        let outcome = case::run(&file.text, find, &calendar);
        for difference in outcome.differences {
            told += &format!(
                "{} step {} on {}: expected {}, came {}\n",
                file.path, difference.step, difference.on, difference.expected, difference.came
            );
        }
        ran += 1;
    }
    assert!(told.is_empty(), "\n{told}");
    ran
}

/// How many cases there are, counted apart from what the test was built with: by `make`, for a browser.
fn cases_on_the_disk() -> usize {
    #[cfg(target_family = "wasm")]
    let counted = option_env!("ACCORD_CASES").and_then(|number| number.trim().parse().ok());
    #[cfg(not(target_family = "wasm"))]
    let counted = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases"))
        .ok()
        .map(|folder| folder.count());
    counted.expect("run `make browser-test`, which counts the files of tests/cases")
}

#[test]
fn every_case_of_ours_holds() {
    let ran = check("tests/cases", &packs());
    say(&format!("{ran} cases ran"));
    assert!(ran > 0);
    assert_eq!(ran, cases_on_the_disk(), "not every file of tests/cases was run");
}

/// Runs a public case with one part of it replaced, and gives what it tells.
#[track_caller]
fn differences(replace: &str, with: &str) -> String {
    let text = text("tests/cases/HAV-01.case.json");
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
        (
            "\"do\": {\"open\"",
            "\"refused\": \"past-limit\", \"do\": {\"open\"",
            "1: refused: past-limit | accepted; the case goes on without it",
        ),
        ("\"not_owed\"", "\"outstanding\"", "5: outstanding S1.discuss | [S1.settle, any.record-on-file]"),
        ("\"overdue\": [\"S1.settle\"]", "\"overdue\": []", "6: overdue [] | [S1.settle]"),
        ("\"may\": [\"move:S2\", \"resolve\"]", "\"may_not\": [\"resolve\"]", "6: may_not resolve"),
    ] {
        let came = differences(replace, with);
        assert!(came.contains(told), "{replace}: expected {told}, came {came}");
    }
}

#[test]
fn a_mark_that_an_editor_puts_in_front_changes_nothing() {
    assert_eq!(differences("{", "\u{feff}{"), "");
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
        ("\"grounds\"", "\"gruonds\"", "`open` has an unknown member \"gruonds\""),
        ("{ \"on\"", "{ on", "0: JSON"),
    ] {
        let came = differences(replace, with);
        assert!(came.contains(told), "{replace}: expected {told}, came {came}");
    }
}
