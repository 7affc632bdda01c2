//! `accord cases [--packs DIR] DIR`: runs every case below a folder.
//!
//! A case that cannot be read has failed: its reason stands in its line. The last line counts.

use std::fs;
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use serde_json::json;

use super::lines::line;
use super::{Brought, Closed, Failure, Output, Verdict, calendar, complain, files, lines};
use crate::casebook::desk::Shelf;
use crate::casebook::views::{CaseReport, Told};

/// Runs the cases.
pub fn run(
    dir: &Path,
    brought: &Brought,
    closed: &Closed,
    output: Output,
    out: &mut impl Write,
) -> Result<Verdict, Failure> {
    let (shelf, faulty) = files::packs(brought)?;
    let shelf = calendar::on(shelf, closed)?;
    let mut reports = Vec::new();
    for file in files::below(dir, ".case.json")? {
        let report = one(&shelf, &file);
        if !output.json && !report.differences.is_empty() {
            line!(out, "FAILED {}", told(&file, &report))?;
        }
        reports.push((file, report));
    }
    let failed = reports.iter().filter(|(_, report)| !report.differences.is_empty()).count();
    let passed = reports.len() - failed;
    if reports.is_empty() {
        complain(&Told {
            happened: format!("There is no case below {}.", dir.display()),
            to_do: "Name a folder that holds files whose names end in .case.json.".to_owned(),
            reasons: Vec::new(),
        });
    }
    if output.json {
        let packs: Vec<_> = faulty.iter().map(|(file, _)| file.display().to_string()).collect();
        let cases: Vec<_> = reports.iter().map(|(file, report)| as_json(file, report)).collect();
        let report = json!({"passed": passed, "failed": failed, "cases": cases, "faulty_packs": packs});
        lines::object(out, &report)?;
    } else {
        line!(out, "{passed} passed, {failed} failed")?;
    }
    let holds = failed == 0 && passed > 0 && faulty.is_empty();
    Ok(if holds { Verdict::Holds } else { Verdict::Fails })
}

fn one(shelf: &Shelf, file: &Path) -> CaseReport {
    let text = match fs::read(file).map(String::from_utf8) {
        Ok(Ok(text)) => text,
        Ok(Err(_)) => return cannot("text in UTF-8", "other bytes".to_owned()),
        Err(error) => return cannot("a file that can be read", error.to_string()),
    };
    // A case must not keep the others from being run, whatever is in it.
    catch_unwind(AssertUnwindSafe(|| shelf.run(&text)))
        .unwrap_or_else(|_| cannot("a case that can be run", "a fault of this program: report it".to_owned()))
}

fn cannot(expected: &str, came: String) -> CaseReport {
    let difference = ("the case".to_owned(), expected.to_owned(), came);
    CaseReport { id: String::new(), title: String::new(), differences: vec![difference] }
}

/// One line: which case, and each difference.
fn told(file: &Path, report: &CaseReport) -> String {
    let differences: Vec<String> = report
        .differences
        .iter()
        .map(|(place, expected, came)| format!("{place}: expected {expected}, came {came}"))
        .collect();
    let name = match report.id.as_str() {
        "" => file.display().to_string(),
        id => format!("{id} ({})", file.display()),
    };
    let line = format!("{name}: {}", differences.join("; "));
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn as_json(file: &Path, report: &CaseReport) -> serde_json::Value {
    let difference = |(place, expected, came): &(String, String, String)| json!({"at": place, "expected": expected, "came": came});
    json!({
        "file": PathBuf::from(file).display().to_string(),
        "id": report.id,
        "title": report.title,
        "passed": report.differences.is_empty(),
        "differences": report.differences.iter().map(difference).collect::<Vec<_>>(),
    })
}
