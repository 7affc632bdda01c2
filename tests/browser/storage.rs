//! The vault's contract on IndexedDB, and the ways in which a browser fails to store.

use std::cell::Cell;
use std::rc::Rc;

use accord::vault::indexed_db::IndexedDb;
use accord::vault::{Change, Memory, Store, Vault, VaultError, Write};
use js_sys::{Function, Promise};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::vault_contract::{self as contract, Tabs, put};

thread_local! {
    static MADE: Cell<u32> = const { Cell::new(0) };
}

/// A database that no other test uses, this run or another.
fn fresh() -> IndexedDb {
    IndexedDb::named(&fresh_name())
}

fn fresh_name() -> String {
    let number = MADE.replace(MADE.get() + 1);
    let unique = script("return crypto.randomUUID()").as_string().expect("a name");
    format!("{number}-{unique}")
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
        "globalThis.commit = IDBTransaction.prototype.commit;
         IDBTransaction.prototype.commit = function () {
           IDBTransaction.prototype.commit = globalThis.commit;
           this.abort();
         };",
    );
    let batch = vec![put(Store::Drafts, "a", b"1"), put(Store::Events, "b", b"2")];
    // Nothing says why; so it is done once more, and that is right where the storage was closed.
    assert_eq!(vault.commit(batch).await, Ok(()));
    script("IDBTransaction.prototype.commit = function () { this.abort() }");
    let batch = vec![put(Store::Drafts, "c", b"1"), put(Store::Events, "d", b"2")];
    assert_eq!(vault.commit(batch).await, Err(VaultError::Closed));
    // A browser that knows no such call commits by itself.
    script("IDBTransaction.prototype.commit = undefined");
    vault.commit(vec![put(Store::Drafts, "e", b"1")]).await.expect("committed");
    script("IDBTransaction.prototype.commit = globalThis.commit");
    let keys = |stored: Vec<accord::vault::Sealed>| Vec::from_iter(stored.into_iter().map(|one| one.key));
    assert_eq!(vault.load(Store::Drafts).await.map(keys), Ok(vec!["a".to_owned(), "e".to_owned()]));
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
async fn no_storage_is_told() {
    let vault = fresh();
    script(
        "globalThis.open = IDBFactory.prototype.open;
         IDBFactory.prototype.open = () => { throw new DOMException('private', 'SecurityError') };",
    );
    assert_eq!(vault.load(Store::Header).await, Err(VaultError::NoStorage));
    assert_eq!(vault.commit(vec![put(Store::Events, "a", b"1")]).await, Err(VaultError::NoStorage));
    script("IDBFactory.prototype.open = globalThis.open");
}

/// A storage of that version, with these stores; its name.
async fn made(version: u32, stores: &str) -> String {
    let name = fresh_name();
    let making = script(&format!(
        "return new Promise((made, failed) => {{
           const asked = indexedDB.open('{name}', {version});
           asked.onupgradeneeded = () => '{stores}'.split(' ').forEach((name) => asked.result.createObjectStore(name));
           asked.onsuccess = () => {{ asked.result.close(); made(); }};
           asked.onerror = () => failed(asked.error);
         }})"
    ));
    JsFuture::from(Promise::from(making)).await.expect("the storage is made");
    name
}

/// The names of the stores, with spaces between them.
async fn stores(name: &str) -> String {
    let looking = script(&format!(
        "return new Promise((found, failed) => {{
           const asked = indexedDB.open('{name}');
           asked.onsuccess = () => {{ asked.result.close(); found([...asked.result.objectStoreNames].join(' ')); }};
           asked.onerror = () => failed(asked.error);
         }})"
    ));
    let found = JsFuture::from(Promise::from(looking)).await.expect("the storage is looked at");
    found.as_string().expect("names")
}

const OF_THIS_VERSION: &str = "disputes drafts events header keys packs receipts settings trust";

#[wasm_bindgen_test]
async fn what_a_newer_version_of_the_app_made_is_read_and_written_and_keeps_its_stores() {
    let name = made(1000, &[OF_THIS_VERSION, " unheard-of"].concat()).await;
    let vault = IndexedDb::named(&name);
    vault.commit(vec![put(Store::Events, "a", b"1")]).await.expect("written");
    assert_eq!(vault.load(Store::Events).await.map(|found| found.len()), Ok(1));
    assert_eq!(stores(&name).await, [OF_THIS_VERSION, " unheard-of"].concat());
}

#[wasm_bindgen_test]
async fn an_upgrade_adds_what_is_missing_and_takes_nothing_away() {
    let name = made(1, "events of-another-version").await;
    let vault = IndexedDb::named(&name);
    script(
        "globalThis.open = IDBFactory.prototype.open;
         IDBFactory.prototype.open = function (name, version) { return globalThis.open.call(this, name, version && version + 1) };",
    );
    let written = vault.commit(vec![put(Store::Events, "a", b"1"), put(Store::Drafts, "b", b"2")]).await;
    script("IDBFactory.prototype.open = globalThis.open");
    assert_eq!(written, Ok(()));
    assert_eq!(stores(&name).await, OF_THIS_VERSION.replace(" packs", " of-another-version packs"));
    assert_eq!(vault.load(Store::Events).await.map(|found| found.len()), Ok(1));
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

/// What a script comes to that waits.
async fn waited(body: &str) -> Result<wasm_bindgen::JsValue, wasm_bindgen::JsValue> {
    JsFuture::from(Promise::from(script(body))).await
}

#[wasm_bindgen_test]
async fn one_connection_serves_every_operation() {
    let vault = fresh();
    script(
        "globalThis.opened = 0;
         globalThis.open = IDBFactory.prototype.open;
         IDBFactory.prototype.open = function (...given) { globalThis.opened += 1; return globalThis.open.apply(this, given) };",
    );
    vault.commit(vec![put(Store::Events, "a", b"1")]).await.expect("written");
    vault.clone().commit(vec![put(Store::Events, "b", b"2")]).await.expect("written");
    assert_eq!(vault.load(Store::Events).await.map(|found| found.len()), Ok(2));
    assert_eq!(vault.how_many(vec![Store::Events]).await, Ok(vec![2]));
    script("IDBFactory.prototype.open = globalThis.open");
    assert_eq!(script("return globalThis.opened").as_f64(), Some(1.0));
}

#[wasm_bindgen_test]
async fn the_connection_is_in_nobodys_way() {
    let name = fresh_name();
    let vault = IndexedDb::named(&name);
    vault.commit(vec![put(Store::Events, "a", b"1")]).await.expect("written");
    let asking = |what: &str| {
        format!(
            "return new Promise((done, failed) => {{
               const asked = {what};
               asked.onblocked = () => failed('the connection is in the way');
               asked.onupgradeneeded = () => asked.result.createObjectStore('of-a-newer-version');
               asked.onsuccess = () => {{ asked.result?.close?.(); done(); }};
               asked.onerror = () => failed(asked.error);
             }})"
        )
    };
    waited(&asking(&format!("indexedDB.open('{name}', 1000)"))).await.expect("a newer version has its store");
    vault.commit(vec![put(Store::Events, "b", b"2")]).await.expect("written to what the newer one made");
    assert_eq!(vault.load(Store::Events).await.map(|found| found.len()), Ok(2));
    assert!(stores(&name).await.contains("of-a-newer-version"));

    waited(&asking(&format!("indexedDB.deleteDatabase('{name}')"))).await.expect("it is deleted");
    assert_eq!(vault.load(Store::Events).await, Ok(vec![]), "nothing is told that is there no longer");
    let kept = Write { store: Store::Keys, key: "kept".to_owned(), change: Change::MustExist };
    let written = vault.commit(vec![kept, put(Store::Events, "c", b"3")]).await;
    assert_eq!(written, Err(VaultError::Gone));
}

/// As WebKit does with an app that was put away, and any browser that closes a storage.
#[wasm_bindgen_test]
async fn a_connection_that_was_lost_is_opened_again_and_what_was_asked_is_done() {
    let vault = fresh();
    vault.commit(vec![put(Store::Events, "a", b"1")]).await.expect("written");
    for (nth, name) in (2..).zip(["InvalidStateError", "UnknownError"]) {
        let lose = || {
            script(&format!(
                "const transaction = IDBDatabase.prototype.transaction;
                 IDBDatabase.prototype.transaction = function () {{
                   IDBDatabase.prototype.transaction = transaction;
                   throw new DOMException('Connection to Indexed Database server lost.', '{name}');
                 }};"
            ))
        };
        lose();
        vault.commit(vec![put(Store::Events, name, b"2")]).await.expect("written on a new one");
        lose();
        assert_eq!(vault.load(Store::Events).await.map(|found| found.len()), Ok(nth), "{name}");
        lose();
        assert_eq!(vault.how_many(vec![Store::Events]).await, Ok(vec![nth]), "{name}");
    }
}
