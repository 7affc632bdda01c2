//! What only a real browser can show: IndexedDB, its own cryptography, the worker; and that the module
//! says of every case and every vector what the native build says.
#![cfg(target_family = "wasm")]

mod cases;
mod files;
mod packs;
mod vectors;
#[macro_use]
mod vault_contract;
#[path = "browser/signatures.rs"]
mod signatures;
#[path = "browser/storage.rs"]
mod storage;
#[path = "browser/stretching.rs"]
mod stretching;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
