//! The packs that the tests run under: those of the build, and neutral ones in `tests/packs` that
//! go where no partnership's does.

#[cfg(not(target_family = "wasm"))]
use accord::procedure::Procedure;
use accord::procedure::pack::Pack;
use accord::procedure::{built_in, pack};

use crate::files::files;

/// Every pack: the neutral ones, then those of the build.
pub fn packs() -> Vec<Pack> {
    let neutral = files("tests/packs", ".json");
    let mut packs: Vec<Pack> = neutral.iter().map(|file| pack::read(&file.text).expect("a pack")).collect();
    packs.extend(built_in());
    packs
}

/// The procedures of these packs.
#[cfg(not(target_family = "wasm"))]
pub fn procedures() -> Vec<Procedure> {
    packs().into_iter().map(Pack::into_procedure).collect()
}
