//! What only a real browser can show: IndexedDB, its own cryptography, the worker.
#![cfg(target_family = "wasm")]

#[macro_use]
mod vault_contract;
#[path = "browser/signatures.rs"]
mod signatures;
#[path = "browser/storage.rs"]
mod storage;
#[path = "browser/stretching.rs"]
mod stretching;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
