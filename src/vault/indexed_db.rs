//! A vault in the browser's IndexedDB.
//!
//! The one idea: *one connection, which is in nobody's way.* It stays, for opening one takes longer than writing an
//! entry; and it closes as soon as another asks: a new version of the app that adds a store, or whoever deletes
//! the storage. An operation that finds it closed, by that or by the browser, is done once more on a new one, which is
//! safe because its transaction was undone.
//!
//! Opening adds the stores that are missing and never takes one away, so an earlier version of the app goes on
//! with what a later one made (`docs/decisions/indexed-db-through-idb.md`).
//!
//! Whatever is written is sealed before it comes here: in WebKit and Firefox a transaction does not
//! survive waiting for anything but itself.

mod reason;

use std::cell::RefCell;
use std::future::{Future, IntoFuture, poll_fn};
use std::rc::Rc;
use std::task::Poll;

use idb::{Database, DatabaseEvent, Factory, KeyRange, ObjectStoreParams, Query, TransactionMode};
use js_sys::{Array, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::{Closure, wasm_bindgen};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbTransaction};

use super::{Change, Look, Pending, Sealed, Store, Vault, VaultError, Write};
use crate::ordered::Set;

/// Grows by one whenever [`Store::ALL`] does.
const VERSION: u32 = 1;
const _: () = assert!(VERSION as usize + 8 == Store::ALL.len(), "a store more needs a version more");

/// A vault in the storage that the browser gives to this origin.
#[derive(Clone, Debug)]
pub struct IndexedDb {
    database: String,
    connection: Rc<RefCell<Option<Rc<Connection>>>>,
}

/// A connection, closed once nobody holds it.
#[derive(Debug)]
struct Connection {
    to: IdbDatabase,
    /// Hears when another one asks for the storage.
    _asked: Closure<dyn FnMut()>,
}

impl Connection {
    fn new(to: IdbDatabase) -> Self {
        let closing = to.clone();
        let asked = Closure::<dyn FnMut()>::new(move || closing.close());
        to.set_onversionchange(Some(asked.as_ref().unchecked_ref()));
        Self { to, _asked: asked }
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.to.set_onversionchange(None);
        self.to.close();
    }
}

impl IndexedDb {
    /// The vault of this name. Nothing is opened yet.
    pub fn named(database: &str) -> Self {
        Self { database: database.to_owned(), connection: Rc::default() }
    }

    /// The connection that is there, or a new one; as a newer version of the app left the storage where there is one:
    /// its stores are here, and more.
    async fn opened(&self) -> Result<Rc<Connection>, VaultError> {
        if let Some(there) = &*self.connection.borrow() {
            return Ok(Rc::clone(there));
        }
        let database = match self.opened_at(Some(VERSION)).await {
            Err(VaultError::Newer) => self.opened_at(None).await?,
            opened => opened?,
        };
        let connection = Rc::new(Connection::new(database.into()));
        // One that was opened at the same time closes when its operation is done.
        self.connection.replace(Some(Rc::clone(&connection)));
        Ok(connection)
    }

    /// Whether an operation failed because its connection is no longer one, which is let go of then.
    fn lets_go(&self, error: &VaultError) -> bool {
        let is_lost = match error {
            VaultError::Closed => true,
            // WebKit says this of the connections of an app that was put away for a while.
            VaultError::Failed(why) => why.starts_with("UnknownError"),
            _ => false,
        };
        if is_lost {
            self.connection.take();
        }
        is_lost
    }

    async fn opened_at(&self, version: Option<u32>) -> Result<Database, VaultError> {
        let asked = Factory::new().and_then(|factory| factory.open(&self.database, version));
        let mut asked = asked.map_err(reason::of_opening)?;
        asked.on_upgrade_needed(|event| {
            // Where this fails, opening fails, and says why.
            if let Ok(database) = event.database() {
                let here = database.store_names();
                for store in Store::ALL.iter().filter(|store| !here.iter().any(|name| name == store.name())) {
                    drop(database.create_object_store(store.name(), ObjectStoreParams::new()));
                }
            }
        });
        asked.await.map_err(reason::of_opening)
    }

    async fn count(&self, stores: &[Store]) -> Result<Vec<usize>, VaultError> {
        let connection = self.opened().await?;
        let counted = async {
            let names: Vec<&str> = stores.iter().map(|store| store.name()).collect();
            let transaction =
                Database::from(connection.to.clone()).transaction(&names, TransactionMode::ReadOnly)?;
            let mut counts = Vec::with_capacity(stores.len());
            for name in names {
                counts.push(transaction.object_store(name)?.count(None)?.await? as usize);
            }
            Ok(counts)
        };
        counted.await.map_err(reason::of_idb)
    }

    async fn read(&self, looks: &[Look]) -> Result<Vec<Vec<Sealed>>, VaultError> {
        if looks.is_empty() {
            return Ok(Vec::new());
        }
        let connection = self.opened().await?;
        in_one_glance(&connection.to.clone().into(), looks).await.map_err(reason::of_idb)
    }

    async fn read_again(&self, looks: Vec<Look>) -> Result<Vec<Vec<Sealed>>, VaultError> {
        match self.read(&looks).await {
            Err(error) if self.lets_go(&error) => self.read(&looks).await,
            done => done,
        }
    }

    async fn write(&self, writes: &[Write]) -> Result<(), VaultError> {
        let connection = self.opened().await?;
        in_one_transaction(&connection.to, writes).await
    }
}

impl Vault for IndexedDb {
    fn load(&self, store: Store) -> Pending<'_, Vec<Sealed>> {
        Box::pin(async move {
            let found = self.read_again(vec![Look::All(store)]).await?;
            Ok(found.into_iter().flatten().collect())
        })
    }

    fn look(&self, looks: Vec<Look>) -> Pending<'_, Vec<Vec<Sealed>>> {
        Box::pin(self.read_again(looks))
    }

    fn how_many(&self, stores: Vec<Store>) -> Pending<'_, Vec<usize>> {
        Box::pin(async move {
            match self.count(&stores).await {
                Err(error) if self.lets_go(&error) => self.count(&stores).await,
                done => done,
            }
        })
    }

    fn commit(&self, writes: Vec<Write>) -> Pending<'_, ()> {
        Box::pin(async move {
            if writes.is_empty() {
                return Ok(());
            }
            match self.write(&writes).await {
                // Closed under our hands, and the transaction with it: it can be done once more.
                Err(error) if self.lets_go(&error) => self.write(&writes).await,
                done => done,
            }
        })
    }
}

/// What the looks find, in one transaction: every request is made before the first answer is waited for.
async fn in_one_glance(database: &Database, looks: &[Look]) -> Result<Vec<Vec<Sealed>>, idb::Error> {
    let asked = |store: &&Store| looks.iter().any(|look| look.store() == **store);
    let names: Vec<&str> = Store::ALL.iter().filter(asked).map(|store| store.name()).collect();
    let transaction = database.transaction(&names, TransactionMode::ReadOnly)?;
    let mut answers = Vec::with_capacity(looks.len() * 2);
    for look in looks {
        let range = range(look)?;
        let asked: &[What] = match look {
            Look::Names(_) => &[What::Keys],
            Look::Named(..) => &[What::Values],
            Look::All(_) | Look::Of(..) => &[What::Keys, What::Values],
        };
        for what in asked {
            let store = transaction.object_store(look.store().name())?;
            let range = range.clone().map(Query::KeyRange);
            answers.push(async move {
                match what {
                    What::Keys => store.get_all_keys(range, None)?.await,
                    What::Values => store.get_all(range, None)?.await,
                }
            });
        }
    }
    // What is no key or no bytes of ours stays as an empty record: it is reported, not hidden.
    let sealed = |(key, value): (JsValue, JsValue)| Sealed {
        key: key.as_string().unwrap_or_default(),
        bytes: value.dyn_into::<Uint8Array>().map(|bytes| bytes.to_vec()).unwrap_or_default(),
    };
    let mut answers = side_by_side(answers).await.into_iter();
    let mut found = Vec::with_capacity(looks.len());
    for look in looks {
        let mut next = || answers.next().unwrap_or_else(|| Ok(Vec::new()));
        let (keys, values) = match look {
            Look::Names(_) => {
                let keys = next()?;
                let nothing = vec![JsValue::NULL; keys.len()];
                (keys, nothing)
            }
            Look::Named(_, name) => {
                let values = next()?;
                (vec![JsValue::from(name); values.len()], values)
            }
            Look::All(_) | Look::Of(..) => (next()?, next()?),
        };
        found.push(keys.into_iter().zip(values).map(sealed).collect());
    }
    Ok(found)
}

#[derive(Clone, Copy)]
enum What {
    Keys,
    Values,
}

/// The keys that a look takes in. After every key that begins with a tag and a full stop stands the tag
/// with the next character.
fn range(look: &Look) -> Result<Option<KeyRange>, idb::Error> {
    let key = |end: &str, tag: &str| JsValue::from([tag, end].concat());
    Ok(match look {
        Look::All(_) | Look::Names(_) => None,
        Look::Named(_, name) => Some(KeyRange::only(&name.into())?),
        Look::Of(_, tag) => Some(KeyRange::bound(&key(".", tag), &key("/", tag), None, Some(true))?),
    })
}

/// Waits for all of these; each is begun before the first is done.
async fn side_by_side<F: Future>(waiting: Vec<F>) -> Vec<F::Output> {
    let mut waiting: Vec<_> = waiting.into_iter().map(|one| (Box::pin(one), None)).collect();
    poll_fn(|context| {
        let mut all = true;
        for (one, done) in waiting.iter_mut().filter(|(_, done)| done.is_none()) {
            match one.as_mut().poll(context) {
                Poll::Ready(output) => *done = Some(output),
                Poll::Pending => all = false,
            }
        }
        if all { Poll::Ready(()) } else { Poll::Pending }
    })
    .await;
    waiting.into_iter().filter_map(|(_, done)| done).collect()
}

async fn in_one_transaction(database: &IdbDatabase, writes: &[Write]) -> Result<(), VaultError> {
    let written = |store: &&Store| writes.iter().any(|write| write.store == **store);
    let names: Array = Store::ALL.iter().filter(written).map(|store| JsValue::from(store.name())).collect();
    let strict = Object::new();
    Reflect::set(&strict, &"durability".into(), &"strict".into()).expect("a new object takes every member");
    let transaction = database
        .unchecked_ref::<WithOptions>()
        .transaction(&names, "readwrite", &strict)
        .map_err(|error| reason::of_js(&error))?;
    // Listens before anything can happen: after its end, waiting for the end would be for ever.
    let end = JsFuture::from(Promise::new(&mut |committed, aborted| {
        transaction.set_oncomplete(Some(&committed));
        transaction.set_onabort(Some(&aborted));
    }));
    let issued = issue(&idb::Transaction::from(transaction.clone()), writes).await;
    // Merely dropped, it would commit what it has, and only once every single answer had come. Where it has ended by
    // itself already, the end says why.
    #[expect(deprecated, reason = "only `web-sys` holds it to be; the standard has no other")]
    let _ = if issued.is_ok() { transaction.commit() } else { transaction.abort() };
    // On a full disk every single write was said to be good: only the end tells.
    let ended = end.await.map_err(|_| reason::of_abort(&transaction));
    issued.and(ended.map(drop))
}

/// Issues every write, waiting only for what must be known first: which keys are taken.
async fn issue(transaction: &idb::Transaction, writes: &[Write]) -> Result<(), VaultError> {
    let store = |store: Store| transaction.object_store(store.name()).map_err(reason::of_idb);
    let mut looking = Vec::new();
    for Write { store: within, key, change } in writes {
        if matches!(change, Change::Create(_) | Change::KeepFirst(_) | Change::MustExist) {
            let request = store(*within)?.get_key(JsValue::from(key)).map_err(reason::of_idb)?;
            // Listened to at once: all have been asked before the first is waited for.
            looking.push(((*within, key), request.into_future()));
        }
    }
    let mut counting = Vec::new();
    for Write { store: within, key, change } in writes {
        if let Change::MustCount(n) = change {
            let of_it = range(&Look::Of(*within, key.clone())).map_err(reason::of_idb)?;
            let request = store(*within)?.count(of_it.map(Query::KeyRange)).map_err(reason::of_idb)?;
            counting.push((*n, request.into_future()));
        }
    }
    let mut taken = Set::new();
    for (place, looking) in looking {
        if looking.await.map_err(reason::of_idb)?.is_some() {
            taken.insert(place);
        }
    }
    for (n, counting) in counting {
        if counting.await.map_err(reason::of_idb)? as usize != n {
            return Err(VaultError::Overtaken);
        }
    }
    for Write { store: within, key, change } in writes {
        let place = (*within, key);
        let name = JsValue::from(key);
        let put = |bytes: &[u8]| {
            store(*within)?.put(&Uint8Array::from(bytes), Some(&name)).map(drop).map_err(reason::of_idb)
        };
        match change {
            Change::MustExist if taken.contains(&place) => {}
            Change::MustExist => return Err(super::missing(*within, key)),
            Change::MustCount(_) => {}
            Change::Create(_) if taken.contains(&place) => return Err(VaultError::Taken),
            Change::KeepFirst(_) if taken.contains(&place) => {}
            Change::Create(bytes) | Change::KeepFirst(bytes) | Change::Replace(bytes) => {
                put(bytes)?;
                taken.insert(place);
            }
            Change::Remove => {
                store(*within)?.delete(name.clone()).map_err(reason::of_idb)?;
                taken.remove(&place);
            }
        }
    }
    Ok(())
}

#[wasm_bindgen]
extern "C" {
    /// `IDBDatabase` with the third argument of `transaction`, which `web-sys` holds to be unstable.
    type WithOptions;

    #[wasm_bindgen(method, catch)]
    fn transaction(
        this: &WithOptions,
        stores: &Array,
        mode: &str,
        options: &Object,
    ) -> Result<IdbTransaction, JsValue>;
}
