//! Every case below `tests/cases` holds under its procedure.

use std::fs;
use std::path::{Path, PathBuf};

use accord::calendar::Calendar;
use accord::case;
use accord::procedure::pack::Pack;
use accord::procedure::{built_in, pack};

fn packs(folder: &Path) -> Vec<Pack> {
    let mut packs: Vec<Pack> = files(folder, ".json")
        .iter()
        .map(|path| pack::read(&fs::read_to_string(path).expect("a file")).expect("a pack"))
        .collect();
    packs.extend(built_in());
    packs
}

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let mut files: Vec<PathBuf> = entries.filter(|path| path.to_string_lossy().ends_with(ending)).collect();
    files.sort();
    files
}

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
    assert!(check(&tests.join("cases"), &packs(&tests.join("packs"))) > 0);
}
