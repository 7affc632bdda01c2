//! The worker gives the very key that every other build gives.

use accord::vault::VaultError;
use accord::vault::record::{Bytes, Cost};
use accord::vault::stretch::{InThisThread, Stretch};
use accord::vault::worker::InWorker;
use js_sys::Function;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

const SALT: Bytes<16> = Bytes(*b"sixteen of salt!");

/// The app's own worker script, with this test's module in the place of the app's, and what follows.
async fn script(after: &str) -> String {
    let fetched = Function::new_with_args(
        "after",
        "return fetch('/public/stretch-worker.js').then((answer) => answer.text()).then((text) =>
           URL.createObjectURL(new Blob([text.replace('./accord-app.js', location.origin + '/wasm-bindgen-test.js'),
             after], { type: 'text/javascript' })))",
    );
    let promise = fetched.call1(&JsValue::NULL, &after.into()).expect("the script runs");
    let url = JsFuture::from(js_sys::Promise::from(promise)).await.expect("the worker's script is served");
    url.as_string().expect("an address")
}

#[wasm_bindgen_test]
async fn the_worker_gives_the_same_key() {
    let worker = InWorker::with_script(&script("").await);
    let cost = Cost { memory_kib: 20 * 1024, ..Cost::FLOOR };
    // As the reference implementation has it: see `src/vault/stretch.rs`.
    let known = worker.stretch("Schlüssel im Schloß", SALT, Cost::DEFAULT).await.expect("stretched");
    assert_eq!(known[..4], [0x47, 0x7d, 0x19, 0xce]);
    let there = worker.stretch("anchor bishop", SALT, cost).await.expect("stretched");
    let here = InThisThread.stretch("anchor bishop", SALT, cost).await.expect("stretched");
    assert_eq!(*there, *here);
    let other = worker.stretch("anchor bishop ", SALT, cost).await.expect("stretched");
    assert_ne!(*there, *other);
}

#[wasm_bindgen_test]
async fn a_worker_that_cannot_start_is_an_error_and_so_is_an_unsafe_cost() {
    let missing = InWorker::with_script("/no-such-worker.js");
    let failed = missing.stretch("a", SALT, Cost::FLOOR).await.err();
    assert!(matches!(failed, Some(VaultError::NoStretching(_))), "{failed:?}");
    let unsafe_cost = Cost { passes: 1, ..Cost::FLOOR };
    assert_eq!(missing.stretch("a", SALT, unsafe_cost).await.err(), Some(VaultError::UnsafeCost));
}

#[wasm_bindgen_test]
async fn a_worker_that_cannot_be_given_the_module_is_an_error() {
    let not_given = "self.onmessage = () => self.dispatchEvent(new MessageEvent('messageerror'));";
    let worker = InWorker::with_script(&script(not_given).await);
    let failed = worker.stretch("a", SALT, Cost::FLOOR).await.err();
    assert!(matches!(failed, Some(VaultError::NoStretching(_))), "{failed:?}");
}
