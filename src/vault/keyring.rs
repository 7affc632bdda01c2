//! The keys of an unlocked vault: names records, seals them, opens them.
//!
//! Names at rest are keyed hashes ("tags"), so that whoever reads the storage can match nothing in
//! it with a bundle, a published procedure or a person's key.

use crate::ordered::Map;
use std::cell::RefCell;
use std::future::Future;
use std::rc::Rc;

use base64ct::{Base64UrlUnpadded, Encoding};
use zeroize::Zeroizing;

use super::backup::{BACKUP, MANIFEST};
use super::cipher::{AgreementKey, CipherError, Key, Parts, Place, Purpose, SigningKey};
use super::record::{Bytes, Header, KeyId};
use super::recovery::keyed_hash;
use super::stretch::KeyBytes;
use super::{Change, Sealed, Store, VaultError, Write};
use crate::clock::{Clock, random};
use crate::dispute::event::EventId;
use crate::identity::PublicKey;

/// A record that did not open. It stays where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// Where it lies.
    pub store: Store,
    /// Its name there.
    pub key: String,
    /// Why.
    pub reason: Unread,
}

/// Why a record did not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    /// Its key is not here, or it is no sealed record at all.
    NoKey,
    /// Its seal does not fit: bytes were altered, or it was moved here from another place.
    Seal,
    /// It opens, but says nothing that this version can read.
    Content,
}

pub(super) struct Keyring {
    pub vault: String,
    main: KeyId,
    main_key: Rc<Key>,
    tags: KeyBytes,
    data: RefCell<Map<KeyId, DataKey>>,
}

#[derive(Clone)]
struct DataKey {
    dispute: String,
    key: Rc<Key>,
}

/// The data key of a dispute, ready for use.
pub(super) struct DisputeKey {
    id: KeyId,
    dispute: String,
    key: Rc<Key>,
    /// What is committed together with whatever it seals: a new one is kept, and one that is known must still be there,
    /// for after the next unlocking nobody else would open that.
    pub at_rest: Write,
}

/// What names are made with. Its own name holds the vault's, so that it stands for this very vault.
fn tags_of(vault: &str) -> String {
    format!("tags-{vault}")
}

/// Fails a batch of writes where that vault is no longer.
pub(super) fn still_there(vault: &str) -> Write {
    Write { store: Store::Keys, key: tags_of(vault), change: Change::MustExist }
}

/// The name at rest of a dispute's data key.
fn name_of(dispute: &str, id: &KeyId) -> String {
    [dispute, ".", &id.to_text()].concat()
}

impl Keyring {
    /// The ring of a new vault, and the write that keeps what names are made with.
    pub async fn make(
        clock: &dyn Clock,
        vault: String,
        main: KeyId,
        main_key: Key,
    ) -> Result<(Self, Write), VaultError> {
        let tags = Zeroizing::new(random::<32>(clock));
        let ring = Self::with(vault, main, Rc::new(main_key), tags);
        let write = ring.wrap(clock, &tags_of(&ring.vault), ring.tags.as_ref()).await?;
        Ok((ring, write))
    }

    /// The ring of an existing vault, from its store of keys. The data keys of disputes are learnt when a
    /// record of theirs is read: a device may hold a thousand.
    pub async fn open(
        vault: String,
        main: KeyId,
        main_key: Rc<Key>,
        keys: &[Sealed],
    ) -> Result<Self, VaultError> {
        let mut ring = Self::with(vault, main, main_key, KeyBytes::default());
        let damaged = VaultError::Damaged("names");
        let opened = Zeroizing::new(ring.unwrap_plain(keys, &tags_of(&ring.vault), "names").await?);
        ring.tags = Zeroizing::new(opened.as_slice().try_into().map_err(|_| damaged)?);
        Ok(ring)
    }

    fn with(vault: String, main: KeyId, main_key: Rc<Key>, tags: KeyBytes) -> Self {
        Self { vault, main, main_key, tags, data: RefCell::default() }
    }

    /// The ring of a copy of the same vault; none where the header is that of another.
    pub async fn of_copy(&self, header: &Header, keys: &[Sealed]) -> Result<Option<Self>, VaultError> {
        if (header.vault.as_str(), header.key) != (&self.vault, self.main) {
            return Ok(None);
        }
        Self::open(self.vault.clone(), self.main, Rc::clone(&self.main_key), keys).await.map(Some)
    }

    /// Whether these keys are of this vault: it opens them.
    pub async fn is_of(&self, keys: &[Sealed]) -> bool {
        self.unwrap_plain(keys, &tags_of(&self.vault), "names").await.is_ok()
    }

    /// What is covered for the manifest of a backup.
    fn covered_of_backup(&self) -> Vec<u8> {
        let place = Place { store: BACKUP, vault: &self.vault, dispute: None, record: MANIFEST };
        place.covered(self.main)
    }

    /// Seals the manifest of a backup.
    pub async fn seal_manifest(&self, clock: &dyn Clock, plain: &[u8]) -> Result<Vec<u8>, VaultError> {
        let nonce = Bytes(random(clock));
        let sealed = self.main_key.seal(nonce, &self.covered_of_backup(), plain).await?;
        Ok(Parts { key: self.main, nonce, sealed: &sealed }.join())
    }

    /// Opens the manifest of a backup; none where its seal does not fit.
    pub async fn open_manifest(&self, sealed: &[u8]) -> Option<Vec<u8>> {
        let parts = Parts::of(sealed)?;
        self.main_key.open(parts.nonce, &self.covered_of_backup(), parts.sealed).await.ok()
    }

    /// What is covered for a record of the store of keys.
    fn covered(&self, record: &str) -> Vec<u8> {
        let place = Place { store: Store::Keys.name(), vault: &self.vault, dispute: None, record };
        place.covered(self.main)
    }

    /// A record of the store of keys, sealed by the vault key under its plain name.
    pub async fn wrap(&self, clock: &dyn Clock, record: &str, plain: &[u8]) -> Result<Write, VaultError> {
        let nonce = Bytes(random(clock));
        let sealed = self.main_key.seal(nonce, &self.covered(record), plain).await?;
        let bytes = Parts { key: self.main, nonce, sealed: &sealed }.join();
        Ok(Write { store: Store::Keys, key: record.to_owned(), change: Change::Create(bytes) })
    }

    /// The device's own key pairs, for use.
    pub async fn unwrap_pairs(
        &self,
        keys: &[Sealed],
        signing: &'static str,
        agreement: &'static str,
    ) -> Result<(SigningKey, AgreementKey), VaultError> {
        let main = &self.main_key;
        let parts = wrapped(keys, signing).ok_or(VaultError::Damaged(signing))?;
        let opened = main.unwrap_signing(parts.nonce, &self.covered(signing), parts.sealed).await;
        let signing = opened.map_err(|_| VaultError::Damaged(signing))?;
        let parts = wrapped(keys, agreement).ok_or(VaultError::Damaged(agreement))?;
        let opened = main.unwrap_agreement(parts.nonce, &self.covered(agreement), parts.sealed).await;
        Ok((signing, opened.map_err(|_| VaultError::Damaged(agreement))?))
    }

    /// What a record of the store of keys says; `what` is its name for people.
    pub async fn unwrap_plain(
        &self,
        keys: &[Sealed],
        record: &str,
        what: &'static str,
    ) -> Result<Vec<u8>, VaultError> {
        let parts = wrapped(keys, record).ok_or(VaultError::Damaged(what))?;
        let opened = self.main_key.open(parts.nonce, &self.covered(record), parts.sealed).await;
        opened.map_err(|_| VaultError::Damaged(what))
    }

    /// Fails a batch of writes where this vault is no longer: a browser's data can be cleared while
    /// it is unlocked, and what is written then could never be opened again.
    pub fn still_there(&self) -> Write {
        still_there(&self.vault)
    }

    /// Takes in the data keys that are not known yet, all begun before the first is awaited. One that does
    /// not open is passed over here: its records are then reported, one by one.
    pub async fn learn(&self, keys: &[Sealed]) {
        let mut learning = Vec::new();
        for sealed in keys {
            let Some((dispute, id)) = sealed.key.split_once('.') else { continue };
            let Some(id) = KeyId::read(id) else { continue };
            if self.data.borrow().contains_key(&id) {
                continue;
            }
            let Some(parts) = Parts::of(&sealed.bytes) else { continue };
            let unwrapping = self.main_key.unwrap_key(parts.nonce, &self.covered(&sealed.key), parts.sealed);
            learning.push((id, dispute, unwrapping));
        }
        for (id, dispute, unwrapping) in learning {
            if let Ok(key) = unwrapping.await {
                let key = DataKey { dispute: dispute.to_owned(), key: Rc::new(key) };
                self.data.borrow_mut().insert(id, key);
            }
        }
    }

    /// What the names at rest of a dispute's records begin with.
    pub fn dispute_at_rest(&self, dispute: &EventId) -> String {
        self.tag(TagOf::Dispute, &dispute.0)
    }

    /// The data key of a dispute, if one is known.
    pub fn key_for(&self, dispute: &EventId) -> Option<DisputeKey> {
        let dispute = self.dispute_at_rest(dispute);
        let data = self.data.borrow();
        let (id, found) = data.iter().find(|(_, key)| key.dispute == dispute)?;
        let at_rest = Write { store: Store::Keys, key: name_of(&dispute, id), change: Change::MustExist };
        Some(DisputeKey { id: *id, dispute, key: Rc::clone(&found.key), at_rest })
    }

    /// Makes a data key for a dispute. Two tabs may each make one: both are kept, and every record
    /// names its own.
    pub async fn make_key_for(&self, clock: &dyn Clock, dispute: &EventId) -> Result<DisputeKey, VaultError> {
        let id: KeyId = Bytes(random(clock));
        let bytes = Zeroizing::new(random::<32>(clock));
        let dispute = self.dispute_at_rest(dispute);
        let at_rest = self.wrap(clock, &name_of(&dispute, &id), bytes.as_ref()).await?;
        let key = Rc::new(Key::import(bytes).await?);
        Ok(DisputeKey { id, dispute, key, at_rest })
    }

    /// Takes a made key into use. Only once its write is on disk: records sealed with a key that
    /// was never stored would be lost.
    pub fn remember(&self, made: DisputeKey) {
        let DisputeKey { id, dispute, key, .. } = made;
        self.data.borrow_mut().insert(id, DataKey { dispute, key });
    }

    /// Knows it no longer: it may have been taken away.
    pub fn forget(&self, key: &DisputeKey) {
        self.data.borrow_mut().remove(&key.id);
    }

    /// Makes one of the device's own key pairs: its public half, and the write of its secret half.
    pub async fn make_pair(
        &self,
        clock: &dyn Clock,
        purpose: Purpose,
        record: &str,
    ) -> Result<(PublicKey, Write), VaultError> {
        let nonce = Bytes(random(clock));
        let (public, sealed) = self.main_key.make_pair(clock, purpose, nonce, &self.covered(record)).await?;
        let bytes = Parts { key: self.main, nonce, sealed: &sealed }.join();
        Ok((public, Write { store: Store::Keys, key: record.to_owned(), change: Change::Create(bytes) }))
    }

    /// As [`Self::make_pair`] of a scalar that is known already.
    #[cfg(all(feature = "desk", not(target_arch = "wasm32")))]
    pub async fn keep_known_pair(
        &self,
        clock: &dyn Clock,
        scalar: &KeyBytes,
        record: &str,
    ) -> Result<(PublicKey, Write), VaultError> {
        let nonce = Bytes(random(clock));
        let (public, sealed) = self.main_key.keep_known_pair(scalar, nonce, &self.covered(record)).await?;
        let bytes = Parts { key: self.main, nonce, sealed: &sealed }.join();
        Ok((public, Write { store: Store::Keys, key: record.to_owned(), change: Change::Create(bytes) }))
    }

    /// The name at rest of a record of no dispute.
    pub fn name_at_rest(&self, store: Store, name: &str) -> String {
        self.tag(TagOf::Record(store), name)
    }

    /// The name at rest of what is called `name` in `of`.
    fn tag(&self, of: TagOf, name: &str) -> String {
        let hash = keyed_hash(self.tags.as_ref(), &[of.name().as_bytes(), b"|", name.as_bytes()]);
        Base64UrlUnpadded::encode_string(&hash[..16])
    }

    /// Seals a record of no dispute, with the vault key. Gives its name at rest and its bytes.
    pub async fn seal(
        &self,
        clock: &dyn Clock,
        store: Store,
        name: &str,
        plain: &[u8],
    ) -> Result<Sealed, VaultError> {
        let record = self.tag(TagOf::Record(store), name);
        let place = Place { store: store.name(), vault: &self.vault, dispute: None, record: &record };
        let nonce = Bytes(random(clock));
        let sealed = self.main_key.seal(nonce, &place.covered(self.main), plain).await?;
        let bytes = Parts { key: self.main, nonce, sealed: &sealed }.join();
        Ok(Sealed { key: record, bytes })
    }

    /// Begins to seal a record of a dispute; many can be begun before the first is awaited.
    pub fn seal_of(
        &self,
        clock: &dyn Clock,
        store: Store,
        with: &DisputeKey,
        name: &str,
        plain: &[u8],
    ) -> impl Future<Output = Result<Sealed, VaultError>> + use<> {
        let record = self.tag(TagOf::Record(store), name);
        let place =
            Place { store: store.name(), vault: &self.vault, dispute: Some(&with.dispute), record: &record };
        let nonce = Bytes(random(clock));
        let sealing = with.key.seal(nonce, &place.covered(with.id), plain);
        let (id, key) = (with.id, format!("{}.{record}", with.dispute));
        async move {
            let sealed = sealing.await?;
            Ok(Sealed { key, bytes: Parts { key: id, nonce, sealed: &sealed }.join() })
        }
    }

    /// Whether every record names a key of this ring.
    pub fn knows_keys_of(&self, records: &[Sealed]) -> bool {
        let data = self.data.borrow();
        let known = |id: KeyId| id == self.main || data.contains_key(&id);
        records.iter().all(|record| Parts::of(&record.bytes).is_none_or(|parts| known(parts.key)))
    }

    /// Begins to open a record; many can be begun before the first is awaited.
    pub fn open_record(
        &self,
        store: Store,
        record: &Sealed,
    ) -> impl Future<Output = Result<Vec<u8>, Unread>> + use<> {
        let begun = self.begin_to_open(store, record);
        async move { begun.ok_or(Unread::NoKey)?.await.map_err(|_| Unread::Seal) }
    }

    fn begin_to_open(
        &self,
        store: Store,
        record: &Sealed,
    ) -> Option<impl Future<Output = Result<Vec<u8>, CipherError>> + use<>> {
        let parts = Parts::of(&record.bytes)?;
        let (dispute, name) = match record.key.split_once('.') {
            Some((dispute, name)) => (Some(dispute), name),
            None => (None, record.key.as_str()),
        };
        let key = match dispute {
            None if parts.key == self.main => Rc::clone(&self.main_key),
            None => return None,
            Some(_) => Rc::clone(&self.data.borrow().get(&parts.key)?.key),
        };
        let place = Place { store: store.name(), vault: &self.vault, dispute, record: name };
        Some(key.open(parts.nonce, &place.covered(parts.key), parts.sealed))
    }
}

/// The parts of a record of the store of keys.
fn wrapped<'a>(keys: &'a [Sealed], record: &str) -> Option<Parts<'a>> {
    Parts::of(&keys.iter().find(|sealed| sealed.key == record)?.bytes)
}

/// Whose names are hashed: equal names of different kinds get different tags.
#[derive(Clone, Copy)]
enum TagOf {
    Dispute,
    Record(Store),
}

impl TagOf {
    fn name(self) -> &'static str {
        match self {
            Self::Dispute => "dispute",
            Self::Record(store) => store.name(),
        }
    }
}

impl From<CipherError> for VaultError {
    fn from(error: CipherError) -> Self {
        match error {
            CipherError::DoesNotOpen => Self::Damaged("sealed"),
            CipherError::Platform(words) => Self::Failed(words),
        }
    }
}
