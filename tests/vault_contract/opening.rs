//! Making a vault, locking and unlocking it, and what refuses.

use accord::vault::record::{Cost, Header, Wrap};
use accord::vault::recovery::RecoveryCode;
use accord::vault::unlocked::{Presence, Secret};
use accord::vault::{Store, Unlocked, VaultError};

use super::{PASSPHRASE, Tabs, created, id, is_made_by, opening, put, record, unlocked};

pub async fn a_vault_is_the_same_after_locking(tabs: Tabs) {
    assert_eq!(opening(&tabs.one, 1).presence().await, Ok(Presence::Absent));
    let first = created(&tabs.one).await;
    first.append(&id("d"), &[record("d", "d"), record("d", "e")]).await.expect("appended");
    let (signing, agreement) = (*first.public_key(), *first.agreement_public_key());
    assert_ne!(signing, agreement);
    drop(first);
    assert_eq!(opening(&tabs.other, 2).presence().await, Ok(Presence::Locked));
    let again = unlocked(&tabs.other, 2).await;
    assert_eq!((again.public_key(), again.agreement_public_key()), (&signing, &agreement));
    let signature = again.sign(b"what is signed").await.expect("signed");
    assert!(is_made_by(&signing, &signature, b"what is signed").await);
    assert!(!is_made_by(&signing, &signature, b"what was not").await);
    let mut found = again.events().await.expect("events").records;
    assert_eq!(found.len(), 1);
    let mut entries = found.remove(&id("d")).expect("the dispute");
    entries.sort_by(|one, other| one.signed.cmp(&other.signed));
    assert_eq!(entries, [record("d", "d"), record("d", "e")]);
}

pub async fn a_wrong_secret_changes_nothing(tabs: Tabs) {
    let nothing = Unlocked::unlock(&opening(&tabs.one, 1), Secret::Passphrase(PASSPHRASE)).await;
    assert_eq!(nothing.err(), Some(VaultError::Absent));
    let (_, code) =
        Unlocked::create(&opening(&tabs.one, 1), PASSPHRASE, Cost::FLOOR).await.expect("a new vault");
    let before = tabs.one.load(Store::Header).await;
    for wrong in ["", "anchor bishop copper dragon elboW", "anchor bishop copper dragon elbow "] {
        let refused = Unlocked::unlock(&opening(&tabs.one, 2), Secret::Passphrase(wrong)).await;
        assert_eq!(refused.err(), Some(VaultError::WrongSecret), "{wrong:?}");
    }
    assert_eq!(tabs.one.load(Store::Header).await, before);
    let typed = RecoveryCode::parse(&code.to_text()).expect("a code");
    let by_code = Unlocked::unlock(&opening(&tabs.one, 3), Secret::RecoveryCode(&typed)).await;
    assert_eq!(by_code.err(), None);
    let other = RecoveryCode::from_random([9; 16]);
    let refused = Unlocked::unlock(&opening(&tabs.one, 4), Secret::RecoveryCode(&other)).await;
    assert_eq!(refused.err(), Some(VaultError::WrongSecret));
}

pub async fn a_second_vault_is_refused(tabs: Tabs) {
    let first = created(&tabs.one).await;
    let second = Unlocked::create(&opening(&tabs.other, 2), "another", Cost::FLOOR).await;
    assert_eq!(second.err(), Some(VaultError::Taken));
    assert_eq!(unlocked(&tabs.other, 3).await.public_key(), first.public_key());
}

pub async fn an_unsafe_cost_is_refused(tabs: Tabs) {
    let weak = Cost { memory_kib: Cost::FLOOR.memory_kib - 1, ..Cost::FLOOR };
    let quick = Cost { passes: 1, ..Cost::DEFAULT };
    let endless = Cost { memory_kib: u32::MAX, ..Cost::DEFAULT };
    for cost in [weak, quick, endless] {
        let refused = Unlocked::create(&opening(&tabs.one, 1), PASSPHRASE, cost).await;
        assert_eq!(refused.err(), Some(VaultError::UnsafeCost), "{cost:?}");
    }
    assert_eq!(opening(&tabs.one, 1).presence().await, Ok(Presence::Absent));
    created(&tabs.one).await;
    let stored = tabs.one.load(Store::Header).await.expect("a header");
    let mut header = Header::from_bytes(&stored[0].bytes).expect("a header");
    for wrap in &mut header.wraps {
        if let Wrap::Passphrase { cost, .. } = wrap {
            *cost = weak;
        }
    }
    let bytes = header.to_bytes();
    assert_eq!(Header::from_bytes(&bytes).err(), Some(VaultError::UnsafeCost));
    tabs.one.commit(vec![put(Store::Header, &stored[0].key, &bytes)]).await.expect("altered");
    let refused = Unlocked::unlock(&opening(&tabs.one, 2), Secret::Passphrase(PASSPHRASE)).await;
    assert_eq!(refused.err(), Some(VaultError::UnsafeCost));
}

pub async fn a_header_that_is_not_of_the_format_is_refused(tabs: Tabs) {
    created(&tabs.one).await;
    let stored = tabs.one.load(Store::Header).await.expect("a header");
    let text = String::from_utf8(stored[0].bytes.clone()).expect("text");
    let damaged = VaultError::Damaged("header");
    let spellings = [
        (text.replacen("vault/1", "vault/2", 1), VaultError::Newer),
        (text.replacen("vault/1", "other/1", 1), damaged.clone()),
        (text.replacen('{', "{ ", 1), damaged.clone()),
        (text.replacen("\"wraps\"", "\"more\":1,\"wraps\"", 1), damaged.clone()),
        (text[..text.len() - 1].to_owned(), damaged),
        // A way to unlock that this version has not heard of.
        (text.replacen("\"kind\":\"recovery-code\"", "\"kind\":\"pin\"", 1), VaultError::Newer),
    ];
    for (spelling, expected) in spellings {
        assert_ne!(spelling, text);
        let write = put(Store::Header, &stored[0].key, spelling.as_bytes());
        tabs.one.commit(vec![write]).await.expect("altered");
        let refused = Unlocked::unlock(&opening(&tabs.one, 2), Secret::Passphrase(PASSPHRASE)).await;
        assert_eq!(refused.err(), Some(expected), "{spelling}");
    }
}

pub async fn a_passphrase_can_be_changed(tabs: Tabs) {
    let opening = |series| opening(&tabs.one, series);
    let (first, code) = Unlocked::create(&opening(1), PASSPHRASE, Cost::FLOOR).await.expect("a new vault");
    first.append(&id("d"), &[record("d", "d")]).await.expect("appended");
    let wrong = Secret::Passphrase("wrong");
    let refused = Unlocked::change_passphrase(&opening(2), wrong, "second", Cost::FLOOR, || {}).await;
    assert_eq!(refused, Err(VaultError::WrongSecret));
    for (secret, new, old) in [
        (Secret::Passphrase(PASSPHRASE), "second", PASSPHRASE),
        (Secret::RecoveryCode(&code), "third", "second"),
    ] {
        Unlocked::change_passphrase(&opening(3), secret, new, Cost::FLOOR, || {}).await.expect("changed");
        let refused = Unlocked::unlock(&opening(4), Secret::Passphrase(old)).await;
        assert_eq!(refused.err(), Some(VaultError::WrongSecret), "{old}");
        let again = Unlocked::unlock(&opening(4), Secret::Passphrase(new)).await.expect("unlocked");
        assert_eq!(again.public_key(), first.public_key());
        assert_eq!(again.events().await.expect("events").records.len(), 1);
    }
    // A tab that was unlocked before goes on as it was.
    first.append(&id("d"), &[record("d", "e")]).await.expect("appended");
    assert_eq!(Unlocked::unlock(&opening(5), Secret::RecoveryCode(&code)).await.err(), None);
}
