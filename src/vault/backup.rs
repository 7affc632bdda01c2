//! FORMAT `vault-backup/1`: a whole vault in one file.
//!
//! The one idea: *a backup is a vault that lies in a file.* It holds every record as it lies in the
//! storage, so whatever opens the vault opens the backup, on any device, and nothing has to be
//! encrypted anew. What a storage cannot tell, a file must: whether it is whole. So a manifest, sealed
//! by the vault key, says what belongs into it. Deliberately absent: writing; whoever wants to change
//! what is in a backup restores it first.

use base64ct::{Base64UrlUnpadded, Encoding};
use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};

use super::record::{Bytes, Record};
use super::{Pending, Sealed, Store, Vault, VaultError, Write};
use crate::dispute::event::EventId;
use crate::json::{self, Fault, Json, Members, Part};
use crate::ordered::by_key;

const FORMAT: &str = "vault-backup/1";
const ANY_FORMAT: &str = "vault-backup/";

/// More bytes than these are no backup that a phone could read: of 30,000 entries it has half as many.
pub const MOST_BYTES: usize = 100_000_000;

/// What the manifest is sealed under, where a record has its store and its name.
pub(super) const MANIFEST: &str = "manifest";
/// As [`MANIFEST`].
pub(super) const BACKUP: &str = "backup";

/// A vault in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// The records of each store, in the order of [`Store::ALL`]; within a store by key.
    stores: Vec<(Store, Vec<Sealed>)>,
    /// The manifest, sealed.
    pub(super) manifest: Vec<u8>,
}

/// What belongs into a backup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    /// When it was made, by the device's clock.
    pub made_at: DateTime<Utc>,
    /// How many records each store has, by its name.
    pub records: Vec<(String, usize)>,
    /// SHA-256 of the records.
    pub digest: Bytes<32>,
    /// The disputes, by id.
    pub disputes: Vec<BackedUp>,
}

/// A dispute in a backup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackedUp {
    /// Its id.
    pub dispute: EventId,
    /// How many entries it has.
    pub entries: usize,
    /// The entries that no other of them names as earlier, by id.
    pub heads: Vec<EventId>,
}

/// Why a file is no backup to rely on. Nothing of it is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BackupError {
    /// It is some other kind of file.
    NotABackup,
    /// It stops before its end.
    Truncated,
    /// It is larger than [`MOST_BYTES`].
    TooLarge,
    /// It was made by a newer version of the app.
    Newer,
    /// It has not as many records as were put into it.
    Incomplete {
        /// How many there were.
        made: usize,
        /// How many there are.
        found: usize,
    },
    /// Something in it is not as it was made; it says which part, in one word.
    Altered(&'static str),
    /// This passphrase or recovery code does not open it.
    WrongSecret,
    /// It is of another vault than the one whose keys were to open it.
    OfAnother,
    /// It could not be looked at.
    Vault(VaultError),
}

impl From<VaultError> for BackupError {
    fn from(error: VaultError) -> Self {
        match error {
            VaultError::WrongSecret => Self::WrongSecret,
            VaultError::Newer => Self::Newer,
            VaultError::Damaged(part) => Self::Altered(part),
            VaultError::Absent => Self::Altered("header"),
            other => Self::Vault(other),
        }
    }
}

impl Backup {
    /// Every record of a vault; the manifest is still to come.
    pub(super) fn of(records: Vec<Vec<Sealed>>) -> Self {
        let mut stores = Vec::with_capacity(records.len());
        for (store, mut records) in Store::ALL.into_iter().zip(records) {
            by_key(&mut records, |record| record.key.clone());
            stores.push((store, records));
        }
        Self { stores, manifest: Vec::new() }
    }

    /// Reads a file. That it is whole and by whom it was made is known once its manifest was opened.
    ///
    /// # Errors
    /// [`BackupError`] says what is wrong with the file.
    pub fn read(text: &str) -> Result<Self, BackupError> {
        if text.len() > MOST_BYTES {
            return Err(BackupError::TooLarge);
        }
        let json = match json::strictly(text.trim_start_matches('\u{feff}').as_bytes()) {
            Ok(json) => json,
            Err(_) if !text.contains(ANY_FORMAT) => return Err(BackupError::NotABackup),
            Err(Fault::Truncated(_)) => return Err(BackupError::Truncated),
            Err(_) => return Err(BackupError::Altered("file")),
        };
        match json.member("format").and_then(Json::as_text) {
            Some(FORMAT) => {}
            Some(other) if other.starts_with(ANY_FORMAT) => return Err(BackupError::Newer),
            _ => return Err(BackupError::NotABackup),
        }
        let mut found = Vec::new();
        let mut unknown = false;
        let manifest = json::exactly(json, |part| {
            let (stores, manifest) = part.object(|file| {
                file.take("format");
                (file.take("stores").entries(), file.take("manifest").text_as(decoded, Vec::new()))
            });
            for (name, records) in stores {
                let store = Store::ALL.into_iter().find(|store| store.name() == name);
                unknown |= store.is_none();
                let record = |(key, bytes): (String, Part<'_>)| Sealed {
                    key,
                    bytes: bytes.text_as(decoded, Vec::new()),
                };
                let records: Vec<Sealed> = records.entries().into_iter().map(record).collect();
                found.extend(store.map(|store| (store, records)));
            }
            manifest
        });
        let manifest = manifest.map_err(|_| BackupError::Altered("file"))?;
        if unknown {
            return Err(BackupError::Newer);
        }
        by_key(&mut found, |(store, _)| *store as usize);
        found.iter_mut().for_each(|(_, records)| by_key(records, |record| record.key.clone()));
        Ok(Self { stores: found, manifest })
    }

    /// The same with its manifest.
    pub(super) fn with(&self, manifest: Vec<u8>) -> Self {
        Self { stores: self.stores.clone(), manifest }
    }

    /// The file.
    pub fn to_text(&self) -> String {
        let file = Json::object(vec![
            ("format", Json::from(FORMAT)),
            ("manifest", Json::Text(Base64UrlUnpadded::encode_string(&self.manifest))),
            ("stores", self.stores()),
        ]);
        file.to_text()
    }

    /// How many records each store has.
    pub(super) fn counts(&self) -> Vec<(String, usize)> {
        self.stores.iter().map(|(store, records)| (store.name().to_owned(), records.len())).collect()
    }

    /// SHA-256 of the records: of the member `stores` in its one spelling.
    pub(super) fn digest(&self) -> Bytes<32> {
        Bytes(Sha256::digest(self.stores().to_text()).into())
    }

    /// Every record, with its store.
    pub(super) fn records(&self) -> impl Iterator<Item = (Store, &Sealed)> {
        self.stores.iter().flat_map(|(store, records)| records.iter().map(move |record| (*store, record)))
    }

    fn stores(&self) -> Json {
        let record = |record: &Sealed| {
            (record.key.clone(), Json::Text(Base64UrlUnpadded::encode_string(&record.bytes)))
        };
        let store = |(store, records): &(Store, Vec<Sealed>)| {
            (store.name(), Json::Object(records.iter().map(record).collect()))
        };
        Json::object(self.stores.iter().map(store).collect())
    }
}

impl Vault for Backup {
    fn load(&self, store: Store) -> Pending<'_, Vec<Sealed>> {
        let found = self.stores.iter().find(|(own, _)| *own == store);
        let records = found.map(|(_, records)| records.clone()).unwrap_or_default();
        Box::pin(async move { Ok(records) })
    }

    /// A file is never written to.
    fn commit(&self, _: Vec<Write>) -> Pending<'_, ()> {
        Box::pin(async { Err(VaultError::Closed) })
    }
}

impl Record for Manifest {
    fn read(record: &mut Members<'_>) -> Self {
        let dispute = |part: Part<'_>| {
            part.open_object(|dispute| BackedUp {
                dispute: EventId(dispute.take("dispute").text()),
                entries: count(dispute.take("entries")),
                heads: dispute.take("heads").list(|head| EventId(head.text())),
            })
        };
        Self {
            made_at: record.take("made_at").moment(),
            records: record.take("records").entries().into_iter().map(|(name, n)| (name, count(n))).collect(),
            digest: record.take("sha256").text_as(Bytes::read, Bytes([0; 32])),
            disputes: record.take("disputes").list(dispute),
        }
    }

    fn members(&self) -> Vec<(&'static str, Json)> {
        let dispute = |dispute: &BackedUp| {
            Json::object(vec![
                ("dispute", Json::from(dispute.dispute.0.as_str())),
                ("entries", whole(dispute.entries)),
                ("heads", Json::texts(&dispute.heads)),
            ])
        };
        vec![
            ("made_at", Json::moment(self.made_at)),
            (
                "records",
                Json::Object(self.records.iter().map(|(name, n)| (name.clone(), whole(*n))).collect()),
            ),
            ("sha256", Json::Text(self.digest.to_text())),
            ("disputes", Json::List(self.disputes.iter().map(dispute).collect())),
        ]
    }
}

fn decoded(text: &str) -> Option<Vec<u8>> {
    Base64UrlUnpadded::decode_vec(text).ok()
}

fn count(part: Part<'_>) -> usize {
    usize::try_from(part.whole()).unwrap_or_default()
}

fn whole(count: usize) -> Json {
    Json::Whole(count.try_into().unwrap_or(i64::MAX))
}
