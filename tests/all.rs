//! One binary for every native test that needs no feature: one link instead of many.
//!
//! A test of the desk command is in `cli.rs`, one of a real browser in `browser.rs` and `e2e/`.

mod casebook;
mod cases;
mod explorer;
mod files;
#[cfg(not(target_family = "wasm"))]
mod not_run;
mod packs;
mod properties;
mod readings;
mod tidy;
#[macro_use]
mod vault_contract;
mod vault;
mod vectors;
