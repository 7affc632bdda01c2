//! The packs that the tests run under: those of the build, and neutral ones in `tests/packs` that
//! go where no partnership's does.

use std::fs;
use std::path::{Path, PathBuf};

use accord::procedure::pack::Pack;
use accord::procedure::{Procedure, built_in, pack};

/// Every pack: the neutral ones, then those of the build.
pub fn packs() -> Vec<Pack> {
    let neutral = files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/packs"), ".json");
    let mut packs: Vec<Pack> = neutral
        .iter()
        .map(|path| pack::read(&fs::read_to_string(path).expect("a file")).expect("a pack"))
        .collect();
    packs.extend(built_in());
    packs
}

/// The procedures of these packs.
pub fn procedures() -> Vec<Procedure> {
    packs().into_iter().map(Pack::into_procedure).collect()
}

/// The files of a folder with that ending, by name.
pub fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let mut files: Vec<PathBuf> = entries.filter(|path| path.to_string_lossy().ends_with(ending)).collect();
    files.sort();
    files
}
