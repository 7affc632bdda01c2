//! A vault of the first version, as it was written once: it opens for ever, wherever it lies.
//!
//! `vault-1.json` is never made again. One that does not open means that the code is wrong.

use accord::dispute::event::Author;
use accord::vault::record::{Origin, PersonRecord};
use accord::vault::recovery::RecoveryCode;
use accord::vault::unlocked::Secret;
use accord::vault::{Change, Store, Unlocked, Write};
use base64ct::{Base64UrlUnpadded, Encoding};
use serde_json::Value;

use super::{Tabs, id, is_made_by, opening, record};

const FIRST: &str = include_str!("vault-1.json");

fn text(value: &Value) -> String {
    value.as_str().expect("text").to_owned()
}

/// Puts it there; gives its passphrase.
pub(super) async fn first_version(tabs: &Tabs) -> String {
    let first: Value = serde_json::from_str(FIRST).expect("JSON");
    let mut writes = Vec::new();
    for store in Store::ALL {
        let Some(records) = first["stores"][store.name()].as_object() else { continue };
        for (key, bytes) in records {
            let bytes = Base64UrlUnpadded::decode_vec(&text(bytes)).expect("base64url");
            writes.push(Write { store, key: key.clone(), change: Change::Replace(bytes) });
        }
    }
    assert_eq!(writes.len(), 14);
    tabs.one.commit(writes).await.expect("committed");
    text(&first["passphrase"])
}

pub async fn a_vault_of_the_first_version_opens(tabs: Tabs) {
    let passphrase = first_version(&tabs).await;
    let first: Value = serde_json::from_str(FIRST).expect("JSON");
    let code = RecoveryCode::parse(&text(&first["recovery_code"])).expect("a code");
    for secret in [Secret::Passphrase(&passphrase), Secret::RecoveryCode(&code)] {
        let vault = Unlocked::unlock(&opening(&tabs.other, 1), secret).await.expect("unlocked");
        let (x, y) = vault.public_key().coordinates();
        assert_eq!((x, y), (text(&first["signing"]["x"]), text(&first["signing"]["y"])));
        let signature = vault.sign(b"signed").await.expect("signed");
        assert!(is_made_by(vault.public_key(), &signature, b"signed").await);

        let found = vault.events().await.expect("events");
        assert_eq!(found.unreadable, []);
        let mut entries = found.records[&id("d")].clone();
        entries.sort_by_key(|entry| entry.origin == Origin::Imported);
        let mut expected = [record("d", "d"), record("d", "e")];
        for (entry, name) in expected.iter_mut().zip(["d", "e"]) {
            entry.signed = format!("{{\"entry\":\"{name}\"}}");
        }
        expected[1].origin = Origin::Imported;
        assert_eq!(entries, expected);
        assert_eq!(vault.exports().await.expect("exports").records[0].events, [id("d")]);
        let signers = vault.signers().await.expect("signers").records;
        assert_eq!(signers[&Author("kid".to_owned())].checked.as_deref(), Some("call-back"));
        assert!(vault.packs().await.expect("packs").records.contains_key("digest"));
        let person = PersonRecord {
            name: "A Name".to_owned(),
            role: "A role".to_owned(),
            agency: "An agency".to_owned(),
            procedure: None,
        };
        assert_eq!(vault.person().await, Ok(Some(person)));
        let draft = vault.as_it_lies(&id("d").0).await.expect("a draft").expect("it is there");
        let draft: serde_json::Value = serde_json::from_str(&draft).expect("JSON");
        assert_eq!(draft, serde_json::json!({"reason": "half a sent"}));
    }
    let vault =
        Unlocked::unlock(&opening(&tabs.one, 2), Secret::RecoveryCode(&code)).await.expect("unlocked");
    vault.append(&id("d"), &[record("d", "f")]).await.expect("goes on");
}
