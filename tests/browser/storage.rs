//! The vault's contract on IndexedDB, and the ways in which a browser fails to store.

use std::cell::Cell;
use std::rc::Rc;

use accord::vault::indexed_db::IndexedDb;
use accord::vault::{Change, Memory, Store, Vault, VaultError, Write};
use js_sys::Function;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::vault_contract::{self as contract, Tabs, put};

thread_local! {
    static MADE: Cell<u32> = const { Cell::new(0) };
}

/// A database that no other test uses, this run or another.
fn fresh() -> IndexedDb {
    let number = MADE.replace(MADE.get() + 1);
    let unique = script("return crypto.randomUUID()").as_string().expect("a name");
    IndexedDb::named(&format!("{number}-{unique}"))
}

fn script(body: &str) -> wasm_bindgen::JsValue {
    Function::new_no_args(body).call0(&wasm_bindgen::JsValue::NULL).expect("the script runs")
}

macro_rules! in_the_browser {
    ($($test:ident)*) => {
        mod on_indexed_db {
            use super::*;
            $(
                #[wasm_bindgen_test]
                async fn $test() {
                    let vault = fresh();
                    contract::$test(Tabs { one: Rc::new(vault.clone()), other: Rc::new(vault) }).await;
                }
            )*
        }

        /// The browser's own cryptography over memory: a fault is then not the storage's.
        mod on_memory {
            use super::*;
            $(
                #[wasm_bindgen_test]
                async fn $test() {
                    let vault = Memory::default();
                    contract::$test(Tabs { one: Rc::new(vault.clone()), other: Rc::new(vault) }).await;
                }
            )*
        }
    };
}

each_test_of_the_contract!(in_the_browser);

/// As Chromium does when the disk is full: every write is good, the end is not.
#[wasm_bindgen_test]
async fn a_transaction_that_ends_aborted_is_an_error_and_stores_nothing() {
    let vault = fresh();
    vault.commit(vec![put(Store::Events, "before", b"kept")]).await.expect("committed");
    script(
        "const put = IDBObjectStore.prototype.put;
         IDBObjectStore.prototype.put = function (value, key) {
           IDBObjectStore.prototype.put = put;
           const request = put.call(this, value, key);
           request.addEventListener('success', () => this.transaction.abort());
           return request;
         };",
    );
    let batch = vec![put(Store::Drafts, "a", b"1"), put(Store::Events, "b", b"2")];
    // Nothing says why; so it is done once more, and that is right where the storage was closed.
    assert_eq!(vault.commit(batch).await, Ok(()));
    script(
        "globalThis.put = IDBObjectStore.prototype.put;
         IDBObjectStore.prototype.put = function (value, key) {
           const request = globalThis.put.call(this, value, key);
           request.addEventListener('success', () => this.transaction.abort());
           return request;
         };",
    );
    let batch = vec![put(Store::Drafts, "c", b"1"), put(Store::Events, "d", b"2")];
    assert_eq!(vault.commit(batch).await, Err(VaultError::Closed));
    script("IDBObjectStore.prototype.put = globalThis.put");
    let keys = |stored: Vec<accord::vault::Sealed>| Vec::from_iter(stored.into_iter().map(|one| one.key));
    assert_eq!(vault.load(Store::Drafts).await.map(keys), Ok(vec!["a".to_owned()]));
    assert_eq!(vault.load(Store::Events).await.map(keys), Ok(vec!["b".to_owned(), "before".to_owned()]));
}

#[wasm_bindgen_test]
async fn a_put_that_is_refused_names_its_reason_and_stores_nothing() {
    let vault = fresh();
    for (name, expected) in [
        ("QuotaExceededError", VaultError::Full),
        ("DataError", VaultError::Failed("DataError: words".to_owned())),
    ] {
        script(&format!(
            "const put = IDBObjectStore.prototype.put;
             let first = true;
             IDBObjectStore.prototype.put = function (value, key) {{
               if (first) {{ first = false; return put.call(this, value, key); }}
               IDBObjectStore.prototype.put = put;
               throw new DOMException('words', '{name}');
             }};"
        ));
        let batch = vec![put(Store::Events, "a", b"1"), put(Store::Events, "b", b"2")];
        assert_eq!(vault.commit(batch).await, Err(expected));
        assert_eq!(vault.load(Store::Events).await, Ok(vec![]), "what was put before is taken back");
    }
}

#[wasm_bindgen_test]
async fn no_storage_and_a_newer_storage_are_told_apart() {
    let vault = fresh();
    script(
        "globalThis.open = IDBFactory.prototype.open;
         IDBFactory.prototype.open = () => { throw new DOMException('private', 'SecurityError') };",
    );
    assert_eq!(vault.load(Store::Header).await, Err(VaultError::NoStorage));
    assert_eq!(vault.commit(vec![put(Store::Events, "a", b"1")]).await, Err(VaultError::NoStorage));
    script("IDBFactory.prototype.open = function (name) { return globalThis.open.call(this, name, 1000) };");
    vault.load(Store::Header).await.expect("made by a newer version");
    script("IDBFactory.prototype.open = globalThis.open");
    assert_eq!(vault.load(Store::Header).await, Err(VaultError::Newer));
    assert_eq!(vault.commit(vec![put(Store::Events, "a", b"1")]).await, Err(VaultError::Newer));
}

#[wasm_bindgen_test]
async fn writes_are_strict() {
    let vault = fresh();
    script(
        "globalThis.durability = [];
         globalThis.transaction = IDBDatabase.prototype.transaction;
         IDBDatabase.prototype.transaction = function (...given) {
           const made = globalThis.transaction.apply(this, given);
           if (made.mode === 'readwrite') globalThis.durability.push(made.durability);
           return made;
         };",
    );
    vault.commit(vec![put(Store::Events, "a", b"1")]).await.expect("committed");
    let seen = script(
        "IDBDatabase.prototype.transaction = globalThis.transaction;
         return globalThis.durability.join()",
    );
    assert_eq!(seen.as_string().as_deref(), Some("strict"));
}

#[wasm_bindgen_test]
async fn a_large_import_is_one_transaction() {
    let vault = fresh();
    let keep = |number: u32| Write {
        store: Store::Events,
        key: format!("{number:05}"),
        change: Change::KeepFirst(vec![0; 450]),
    };
    vault.commit((0..2_500).map(keep).collect()).await.expect("committed");
    vault.commit((0..5_000).map(keep).collect()).await.expect("committed");
    assert_eq!(vault.load(Store::Events).await.map(|stored| stored.len()), Ok(5_000));
}
