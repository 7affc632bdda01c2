//! The device's own lock as a third way in: it opens this vault and no other, and costs nobody the other two.

use std::rc::Rc;

use accord::vault::backup::Backup;
use accord::vault::prf::PrfOutput;
use accord::vault::record::{BackupRecord, Cost};
use accord::vault::unlocked::{Opening, Presence, Secret};
use accord::vault::{Change, Memory, Sealed, Store, Unlocked, Vault, VaultError, Write};
use base64ct::{Base64UrlUnpadded, Encoding};
use serde_json::Value;

use super::first::first_version;
use super::{PASSPHRASE, Tabs, created, id, names, opening, put, record};

/// Made beside `vault-1.json` by Node's own HKDF and AES-GCM; never made again.
const FIRST_PRF: &str = include_str!("vault-1-prf.json");

fn output(byte: u8) -> PrfOutput {
    PrfOutput::new([byte; 32])
}

async fn set_up(device: &Opening, byte: u8) {
    let new = device.prepare_prf(PASSPHRASE).await.expect("prepared");
    device.change_prf(Some((new, output(byte), vec![byte; 20]))).await.expect("kept");
}

async fn refusal(device: &Opening, byte: u8) -> Option<VaultError> {
    Unlocked::unlock(device, Secret::Prf(&output(byte))).await.err()
}

fn beside(stored: &[Sealed]) -> Vec<&Sealed> {
    stored.iter().filter(|record| record.key != "vault").collect()
}

pub async fn the_devices_own_lock_opens_it_beside_the_passphrase_and_the_code(tabs: Tabs) {
    let device = opening(&tabs.one, 7);
    let (first, code) = Unlocked::create(&device, PASSPHRASE, Cost::FLOOR).await.expect("a new vault");
    first.append(&id("d"), &[record("d", "d")]).await.expect("appended");
    let header = tabs.one.load(Store::Header).await.expect("a header");
    assert_eq!(device.prf().await, Ok(None));
    assert_eq!(refusal(&device, 1).await, Some(VaultError::WrongSecret));
    assert_eq!(device.prepare_prf("another").await.err(), Some(VaultError::WrongSecret));

    set_up(&device, 1).await;
    let other = opening(&tabs.other, 8);
    let again = Unlocked::unlock(&other, Secret::Prf(&output(1))).await.expect("unlocked");
    assert_eq!(again.public_key(), first.public_key());
    assert_eq!(names(&again).await[&id("d")], [id("d")]);
    again.append(&id("d"), &[record("d", "e")]).await.expect("appended");
    assert_eq!(refusal(&other, 2).await, Some(VaultError::WrongSecret));
    let (salt, credential) = other.prf().await.expect("read").expect("set up");
    assert_eq!(credential, [1; 20]);

    // What a version from before reads is byte for byte as it was.
    let stored = tabs.one.load(Store::Header).await.expect("a header");
    assert_eq!(stored.len(), 2);
    assert!(stored.contains(&header[0]));
    for secret in [Secret::Passphrase(PASSPHRASE), Secret::RecoveryCode(&code)] {
        assert_eq!(Unlocked::unlock(&device, secret).await.err(), None);
    }

    // What it lets out makes no other wrap.
    let by_lock = Secret::Prf(&output(1));
    let refused = Unlocked::change_passphrase(&device, by_lock, "another", Cost::FLOOR, || {}).await;
    assert_eq!(refused, Err(VaultError::WrongSecret));
    assert_eq!(first.renew_recovery_code(&device, by_lock).await.err(), Some(VaultError::WrongSecret));

    // Another finger takes the place of the first; then none.
    set_up(&device, 3).await;
    assert_ne!(device.prf().await.expect("read").expect("set up").0, salt);
    assert_eq!(refusal(&device, 1).await, Some(VaultError::WrongSecret));
    assert_eq!(refusal(&device, 3).await, None);
    device.change_prf(None).await.expect("forgotten");
    assert_eq!(refusal(&device, 3).await, Some(VaultError::WrongSecret));
    assert_eq!(tabs.one.load(Store::Header).await, Ok(header));
}

pub async fn another_passphrase_ends_it_and_another_code_does_not(tabs: Tabs) {
    let device = opening(&tabs.one, 1);
    let first = created(&tabs.one).await;
    set_up(&device, 1).await;
    let secret = Secret::Passphrase(PASSPHRASE);
    first.renew_recovery_code(&device, secret).await.expect("renewed");
    assert_eq!(refusal(&device, 1).await, None);
    Unlocked::change_passphrase(&device, secret, "another", Cost::FLOOR, || {}).await.expect("changed");
    assert_eq!(refusal(&device, 1).await, Some(VaultError::WrongSecret));
    assert_eq!(device.prf().await, Ok(None));
    assert_eq!(Unlocked::unlock(&device, Secret::Passphrase("another")).await.err(), None);
}

pub async fn a_vault_of_the_first_version_takes_a_devices_lock(tabs: Tabs) {
    let passphrase = first_version(&tabs).await;
    let device = opening(&tabs.one, 1);
    assert_eq!(device.prf().await, Ok(None));
    let known: Value = serde_json::from_str(FIRST_PRF).expect("JSON");
    let bytes = |name: &str| {
        let text = known[name].as_str().expect("text");
        Base64UrlUnpadded::decode_vec(text).expect("base64url")
    };
    let beside = bytes("beside");
    tabs.one.commit(vec![put(Store::Header, "prf", &beside)]).await.expect("kept");
    let (salt, credential) = device.prf().await.expect("read").expect("set up");
    assert_eq!((salt.0.to_vec(), credential), (bytes("salt"), bytes("credential")));
    let output = PrfOutput::new(bytes("output").try_into().expect("32 bytes"));
    assert_eq!(Unlocked::unlock(&device, Secret::Prf(&output)).await.err(), None);

    // Damaged, it is none; the passphrase opens the vault all the same.
    let newer = [&[2], &beside[1..]].concat();
    for damaged in [&[], &b"{}"[..], &beside[..76], &newer] {
        tabs.one.commit(vec![put(Store::Header, "prf", damaged)]).await.expect("kept");
        assert_eq!(device.prf().await, Ok(None), "{damaged:?}");
        assert_eq!(Unlocked::unlock(&device, Secret::Passphrase(&passphrase)).await.err(), None);
    }
}

pub async fn the_lock_of_one_vault_opens_no_other_and_is_in_no_backup(tabs: Tabs) {
    let device = opening(&tabs.one, 1);
    let vault = created(&tabs.one).await;
    set_up(&device, 1).await;
    let stored = tabs.one.load(Store::Header).await.expect("a header");
    let [lock] = *beside(&stored) else { panic!("one record beside the header") };

    let elsewhere: Rc<dyn Vault> = Rc::new(Memory::default());
    let other = opening(&elsewhere, 2);
    Unlocked::create(&other, PASSPHRASE, Cost::FLOOR).await.expect("a new vault");
    elsewhere.commit(vec![put(Store::Header, &lock.key, &lock.bytes)]).await.expect("moved");
    assert_eq!(refusal(&other, 1).await, Some(VaultError::WrongSecret));

    let copy = vault.copy().await.expect("a copy");
    assert_eq!(beside(&copy.load(Store::Header).await.expect("a header")), [] as [&Sealed; 0]);
    let text = vault.backup(&copy, Vec::new()).await.expect("a backup");
    // A version from before copies it with the rest: it does not go on to another device.
    let here = format!("\"{}\":\"{}\"", lock.key, Base64UrlUnpadded::encode_string(&lock.bytes));
    let with_it = text.replacen("\"header\":{", &format!("\"header\":{{{here},"), 1);
    assert_ne!(with_it, text);
    for text in [text, with_it] {
        let file = Rc::new(Backup::read(&text).expect("a backup"));
        let new: Rc<dyn Vault> = Rc::new(Memory::default());
        let phone = opening(&new, 3);
        let inside =
            Unlocked::of_backup(&phone, &file, Secret::Passphrase(PASSPHRASE)).await.expect("opened");
        let note = BackupRecord { at: device.clock.now(), entries: 0 };
        inside.adopted(&phone, &file, &note).await.expect("adopted");
        assert_eq!(phone.prf().await, Ok(None));
        assert_eq!(refusal(&phone, 1).await, Some(VaultError::WrongSecret));
        assert_eq!(Unlocked::unlock(&phone, Secret::Passphrase(PASSPHRASE)).await.err(), None);
    }
}

pub async fn nothing_is_kept_of_a_devices_lock_for_a_vault_that_is_gone(tabs: Tabs) {
    let device = opening(&tabs.one, 1);
    created(&tabs.one).await;
    let new = device.prepare_prf(PASSPHRASE).await.expect("prepared");
    let stores = [Store::Header, Store::Keys, Store::Settings];
    for store in stores {
        let stored = tabs.one.load(store).await.expect("loaded");
        let gone = |Sealed { key, .. }| Write { store, key, change: Change::Remove };
        tabs.one.commit(stored.into_iter().map(gone).collect()).await.expect("cleared");
    }
    assert_eq!(device.change_prf(Some((new, output(1), vec![1]))).await, Err(VaultError::Gone));
    assert_eq!(device.presence().await, Ok(Presence::Absent));
}
