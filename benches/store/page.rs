//! Entries kept by this project in a page: sealed, as the same bytes with no seal, and through the whole
//! casebook. `page.mjs` times it beside Dexie and PouchDB.

use std::rc::Rc;

use accord::casebook::views::{Answers, Profile};
use accord::casebook::{Casebook, Opening};
use accord::clock::SystemClock;
use accord::dispute::event::EventId;
use accord::vault::indexed_db::IndexedDb;
use accord::vault::record::{Cost, EventRecord, Origin, Record};
use accord::vault::stretch::InThisThread;
use accord::vault::{Change, Store, Unlocked, Vault, Write};
use chrono::DateTime;
use wasm_bindgen::prelude::wasm_bindgen;

/// The page calls what stands below.
fn main() {}

const PASSPHRASE: &str = "copper meadow lantern sixty";

fn opening(name: &str) -> Opening {
    Opening {
        vault: Rc::new(IndexedDb::named(name)),
        stretch: Rc::new(InThisThread),
        clock: Rc::new(SystemClock),
    }
}

/// Entries in IndexedDB.
#[wasm_bindgen]
pub struct Kept {
    shelf: IndexedDb,
    /// None where nothing is sealed.
    vault: Option<Unlocked>,
}

/// In a shelf without a vault, stands for the key whose being there every write asks for.
fn here(change: Change) -> Write {
    Write { store: Store::Keys, key: "here".to_owned(), change }
}

#[wasm_bindgen]
impl Kept {
    /// A new vault.
    pub async fn sealed(name: String) -> Self {
        let made = Unlocked::create(&opening(&name), PASSPHRASE, Cost::FLOOR).await.expect("a vault");
        Self { shelf: IndexedDb::named(&name), vault: Some(made.0) }
    }

    /// A new shelf for the same records as they are.
    pub async fn unsealed(name: String) -> Self {
        let shelf = IndexedDb::named(&name);
        shelf.commit(vec![here(Change::Create(vec![1]))]).await.expect("a shelf");
        Self { shelf, vault: None }
    }

    /// Entries of one dispute, in one transaction.
    pub async fn append(&self, dispute: String, ids: Vec<String>, texts: Vec<String>) {
        let dispute = EventId(dispute);
        let record = |(id, signed)| EventRecord {
            id: EventId(id),
            dispute: dispute.clone(),
            origin: Origin::Own,
            signed,
            kept_at: DateTime::UNIX_EPOCH,
        };
        let records: Vec<_> = ids.into_iter().zip(texts).map(record).collect();
        let Some(vault) = &self.vault else {
            let unsealed = |record: &EventRecord| Write {
                store: Store::Events,
                key: [record.dispute.0.as_str(), ".", &record.id.0].concat(),
                change: Change::KeepFirst(record.to_bytes()),
            };
            let mut writes: Vec<Write> = records.iter().map(unsealed).collect();
            writes.push(here(Change::MustExist));
            return self.shelf.commit(writes).await.expect("kept");
        };
        vault.append(&dispute, &records).await.expect("kept");
    }

    /// Every entry: its id, and its text.
    pub async fn all(&self) -> Vec<String> {
        let records = match &self.vault {
            Some(vault) => {
                let found = vault.entries_kept().await.expect("read");
                assert!(found.unreadable.is_empty(), "every seal fits");
                found.records
            }
            None => {
                let stored = self.shelf.load(Store::Events).await.expect("read");
                let read = stored.iter().map(|one| EventRecord::from_bytes(&one.bytes).expect("a record"));
                read.collect()
            }
        };
        records.into_iter().flat_map(|record| [record.id.0, record.signed]).collect()
    }
}

/// A casebook with the dispute that is written to.
#[wasm_bindgen]
pub struct Book {
    book: Casebook,
    dispute: String,
}

fn answers(given: &[(&str, &str)]) -> Answers {
    given.iter().map(|(id, value)| ((*id).to_owned(), vec![(*value).to_owned()])).collect()
}

#[wasm_bindgen]
impl Book {
    /// A new casebook with one dispute.
    pub async fn begun(name: String) -> Self {
        let profile = Profile {
            name: "Head of year".to_owned(),
            role: "Designated lead".to_owned(),
            agency: "school".to_owned(),
            procedure: Some("havering".to_owned()),
        };
        let made = Casebook::create(&opening(&name), PASSPHRASE, &profile).await;
        let (book, _) = made.expect("a casebook");
        let opened = answers(&[
            ("raising", "school"),
            ("other", "childrens-social-care"),
            ("grounds", "levels-of-need"),
            ("children", "HV-2000"),
            ("children.HV-2000.cp-plan", "yes"),
            ("text", "We think that the threshold is met."),
        ]);
        let view = book.begin("havering", "inter-agency", "open", &opened).await.expect("a dispute");
        Self { book, dispute: view.id }
    }

    /// A note, as a person saves it: the dispute read and verified, the note decided, signed, sealed, kept.
    pub async fn note(&self, words: String) {
        let note = answers(&[("text", &words)]);
        self.book.act(&self.dispute, "note", &note).await.expect("a note");
    }

    /// How many entries the dispute shows.
    pub async fn entries(&self) -> usize {
        self.book.dispute(&self.dispute).await.expect("the dispute").timeline.len()
    }
}
