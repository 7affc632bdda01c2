//! What one device keeps, sealed.
//!
//! The one idea: a [`Vault`] is a shelf of sealed records that can neither be read nor told apart
//! by what they are about; only [`Unlocked`] holds the keys. A batch of writes is one transaction,
//! on disk when it returns `Ok`. So whatever a browser, a second tab or a full disk does, a record
//! is there whole or not at all.
//!
//! Deliberately absent: search, indexes, deletion that could be relied on (storage engines keep old
//! bytes for a while), any key that a raw storage reader could use. `docs/formats/vault-1.md` is the
//! format at rest. Start at [`Unlocked`].

pub mod backup;
pub mod cipher;
#[cfg(not(target_arch = "wasm32"))]
pub mod folder;
#[cfg(feature = "web")]
pub mod indexed_db;
mod keyring;
pub mod memory;
pub mod prf;
pub mod record;
pub mod recovery;
pub mod stretch;
pub mod unlocked;
#[cfg(feature = "web")]
pub mod worker;

use std::future::Future;
use std::pin::Pin;

pub use memory::Memory;
pub use unlocked::Unlocked;

/// What a vault's operation gives, some time. Not `Send`: a browser's page has one thread.
pub type Pending<'a, T> = Pin<Box<dyn Future<Output = Result<T, VaultError>> + 'a>>;

/// A shelf of sealed records. `memory`, `indexed_db`, `folder`: one contract test for all.
pub trait Vault {
    /// Everything in a store, by key.
    fn load(&self, store: Store) -> Pending<'_, Vec<Sealed>>;

    /// What each look finds, by key, all at one moment: what is written meanwhile is in all of it or in none.
    fn look(&self, looks: Vec<Look>) -> Pending<'_, Vec<Vec<Sealed>>> {
        Box::pin(async move {
            let mut found = Vec::with_capacity(looks.len());
            for look in looks {
                let mut records = self.load(look.store()).await?;
                records.retain(|record| look.finds(&record.key));
                if matches!(look, Look::Names(_)) {
                    records.iter_mut().for_each(|record| record.bytes.clear());
                }
                found.push(records);
            }
            Ok(found)
        })
    }

    /// How many records each of these stores has.
    fn how_many(&self, stores: Vec<Store>) -> Pending<'_, Vec<usize>> {
        Box::pin(async move {
            let mut counts = Vec::with_capacity(stores.len());
            for store in stores {
                counts.push(self.load(store).await?.len());
            }
            Ok(counts)
        })
    }

    /// Writes all of it or nothing; on disk when `Ok`.
    fn commit(&self, writes: Vec<Write>) -> Pending<'_, ()>;
}

/// The stores. The list only ever grows: another version of the app may go on with what this one kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Store {
    /// How the vault is unlocked: one record, and one beside it where the device's own lock opens it too. The only
    /// store that can be read without a key.
    Header,
    /// The device's own keys and one data key a dispute, wrapped by the vault key.
    Keys,
    /// What the device notes of a dispute: which entries have been exported.
    Disputes,
    /// The entries of disputes.
    Events,
    /// What a person has begun to write.
    Drafts,
    /// Whose signatures are known.
    Trust,
    /// Receipts of the register.
    Receipts,
    /// The person's own settings.
    Settings,
    /// Procedures that came with bundles.
    Packs,
}

impl Store {
    /// Every store, in the order in which they came to be.
    pub const ALL: [Self; 9] = [
        Self::Header,
        Self::Keys,
        Self::Disputes,
        Self::Events,
        Self::Drafts,
        Self::Trust,
        Self::Receipts,
        Self::Settings,
        Self::Packs,
    ];

    /// Its name at rest, and in what a record's seal covers.
    pub fn name(self) -> &'static str {
        match self {
            Self::Header => "header",
            Self::Keys => "keys",
            Self::Disputes => "disputes",
            Self::Events => "events",
            Self::Drafts => "drafts",
            Self::Trust => "trust",
            Self::Receipts => "receipts",
            Self::Settings => "settings",
            Self::Packs => "packs",
        }
    }
}

/// What is looked for in a store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Look {
    /// Everything.
    All(Store),
    /// The keys of everything, each with no bytes.
    Names(Store),
    /// The record with that key.
    Named(Store, String),
    /// The records of the dispute with that tag: those whose keys begin with it and a full stop.
    Of(Store, String),
}

impl Look {
    /// Where it looks.
    pub fn store(&self) -> Store {
        match self {
            Self::All(store) | Self::Names(store) | Self::Named(store, _) | Self::Of(store, _) => *store,
        }
    }

    fn finds(&self, key: &str) -> bool {
        match self {
            Self::All(_) | Self::Names(_) => true,
            Self::Named(_, name) => key == name,
            Self::Of(_, dispute) => key.split_once('.').is_some_and(|(tag, _)| tag == dispute),
        }
    }
}

/// A record as it lies in a store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// Its name within the store; says nothing to whoever has no key.
    pub key: String,
    /// What only the keys open.
    pub bytes: Vec<u8>,
}

/// One write of a batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Write {
    /// Where.
    pub store: Store,
    /// Under which key.
    pub key: String,
    /// What is done there.
    pub change: Change,
}

/// What it means that a key which must exist is not there: of an entry, or of what seals a dispute's, that it was taken
/// away; of anything else, that the vault is not there.
fn missing(store: Store, key: &str) -> VaultError {
    match store {
        Store::Events => VaultError::Overtaken,
        Store::Keys if key.contains('.') => VaultError::Overtaken,
        _ => VaultError::Gone,
    }
}

/// What a [`Write`] does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Stores it; a taken key fails the whole batch with [`VaultError::Taken`].
    Create(Vec<u8>),
    /// Stores it unless the key is taken: who came first stays, which makes a repeat harmless.
    KeepFirst(Vec<u8>),
    /// Stores it in any case.
    Replace(Vec<u8>),
    /// Takes it away. The bytes may stay on the disk for a while.
    Remove,
    /// Changes nothing; a key that is not there fails the whole batch: an entry, or what seals a dispute's, with
    /// [`VaultError::Overtaken`], anything else with [`VaultError::Gone`].
    MustExist,
    /// Changes nothing; unless the dispute with the tag that the key is has exactly so many records in the
    /// store, the whole batch fails with [`VaultError::Overtaken`].
    MustCount(usize),
}

/// Why a vault did not do as asked. Nothing was stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VaultError {
    /// This passphrase or recovery code does not open it. Try again; nothing was changed.
    WrongSecret,
    /// There is nothing here yet. Create a vault, or open the one on your other device.
    Absent,
    /// The vault that was unlocked is no longer here: somebody cleared the browser's data. Copy what
    /// is on the screen, then make a vault and import your last export.
    Gone,
    /// Another tab has written to the dispute meanwhile, or taken an entry back. Look at it again.
    Overtaken,
    /// Something is here already, perhaps from another tab. Reload and unlock that.
    Taken,
    /// It was made with settings too weak, or too heavy, to be safe. Do not use it: somebody may
    /// have altered it; import a bundle into a new one.
    UnsafeCost,
    /// It was made by a newer version of the app. Reload to get that version.
    Newer,
    /// A part without which nothing opens cannot be read; it says which, in one word. Keep it, make a new vault
    /// in another profile and import your last export.
    Damaged(&'static str),
    /// The browser gives this page no storage, as in a private window. Use an ordinary window.
    NoStorage,
    /// The disk or the browser's share of it is full. Free some space and do it again.
    Full,
    /// The browser closed the storage. Reload; what was saved before is there.
    Closed,
    /// The part that stretches the passphrase could not be started. Reload while online once.
    NoStretching(String),
    /// Anything else, in the words of the browser. Reload, and report the words if it comes again.
    Failed(String),
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Taking a name away, renaming or reordering deletes people's records on the next upgrade.
    #[test]
    fn the_list_of_stores_only_grows() {
        let names: Vec<&str> = Store::ALL.iter().map(|store| store.name()).collect();
        let first =
            ["header", "keys", "disputes", "events", "drafts", "trust", "receipts", "settings", "packs"];
        assert_eq!(names[..first.len()], first);
        for (place, store) in Store::ALL.iter().enumerate() {
            assert_eq!(*store as usize, place, "{store:?} is missing from the list or out of its place");
        }
    }
}
