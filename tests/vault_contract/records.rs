//! Sealed records: kept, found, reported, and bound to their place.

use accord::ordered::Map;
use std::cell::Cell;
use std::rc::Rc;

use accord::dispute::event::Author;
use accord::vault::record::{
    Cost, DisputeNote, EventRecord, ExportRecord, Origin, PackRecord, PartnershipRecord, PartnershipsRecord,
    PersonRecord, ReceiptRecord, Record, SignerRecord,
};
use accord::vault::unlocked::{Of, Together, Unread};
use accord::vault::{Change, Pending, Sealed, Store, Unlocked, Vault, VaultError, Write};
use chrono::DateTime;

use super::drafts::draft;
use super::{MARKER, PASSPHRASE, Tabs, created, id, names, opening, put, record, sorted, unlocked};

pub async fn importing_twice_is_as_once(tabs: Tabs) {
    let vault = created(&tabs.one).await;
    vault.append(&id("d"), &[record("d", "d")]).await.expect("appended");
    let imported = |name: &str| EventRecord { origin: Origin::Imported, ..record("d", name) };
    for _ in 0..2 {
        vault.append(&id("d"), &[imported("d"), imported("e")]).await.expect("imported");
    }
    let found = vault.events().await.expect("events").records;
    let origins = Vec::from_iter(found[&id("d")].iter().map(|record| (record.id.clone(), record.origin)));
    assert_eq!(origins.len(), 2);
    assert!(origins.contains(&(id("d"), Origin::Own)), "what was written here stays one's own");
    assert!(origins.contains(&(id("e"), Origin::Imported)));
}

pub async fn what_does_not_open_is_kept_and_reported(tabs: Tabs) {
    let vault = created(&tabs.one).await;
    vault.append(&id("d"), &[record("d", "d"), record("d", "e")]).await.expect("appended");
    let stored = tabs.one.load(Store::Events).await.expect("loaded");
    let mut altered = stored[0].clone();
    *altered.bytes.last_mut().expect("bytes") ^= 1;
    let mut unknown = stored[0].bytes.clone();
    unknown[1] ^= 1;
    let dispute = stored[0].key.split('.').next().expect("a tag");
    let writes = vec![
        put(Store::Events, &altered.key, &altered.bytes),
        put(Store::Events, &format!("{dispute}.unknown"), &unknown),
        put(Store::Events, "zz", b"no record"),
    ];
    tabs.one.commit(writes).await.expect("altered");
    let found = vault.events().await.expect("events");
    assert_eq!(found.records[&id("d")].len(), 1);
    let mut reasons = Vec::from_iter(found.unreadable.iter().map(|one| (one.key.clone(), one.reason)));
    reasons.sort_by(|one, other| one.0.cmp(&other.0));
    let mut expected = [
        (altered.key.clone(), Unread::Seal),
        (format!("{dispute}.unknown"), Unread::NoKey),
        ("zz".to_owned(), Unread::NoKey),
    ];
    expected.sort_by(|one, other| one.0.cmp(&other.0));
    assert_eq!(reasons, expected);
    vault.append(&id("d"), &[record("d", "d"), record("d", "e"), record("d", "f")]).await.expect("appended");
    let after = tabs.other.load(Store::Events).await.expect("loaded");
    assert!(after.contains(&altered), "what cannot be read is not written over");
    assert_eq!(after.len(), 5);
}

pub async fn a_record_that_was_moved_does_not_open(tabs: Tabs) {
    let vault = created(&tabs.one).await;
    vault.append(&id("one"), &[record("one", "one")]).await.expect("appended");
    vault.append(&id("two"), &[record("two", "two")]).await.expect("appended");
    vault.keep_form(&draft("begin", "draft")).await.expect("kept");
    let [first, second] = &tabs.one.load(Store::Events).await.expect("loaded")[..] else {
        panic!("two records were stored")
    };
    let [draft] = &tabs.one.load(Store::Drafts).await.expect("loaded")[..] else {
        panic!("one draft was stored")
    };
    let (first_dispute, first_name) = first.key.split_once('.').expect("a tag");
    let (second_dispute, second_name) = second.key.split_once('.').expect("a tag");
    let writes = vec![
        put(Store::Events, &format!("{second_dispute}.{first_name}"), &first.bytes),
        put(Store::Events, &format!("{first_dispute}.{second_name}"), &first.bytes),
        put(Store::Disputes, &first.key, &first.bytes),
        put(Store::Settings, &draft.key, &draft.bytes),
        put(Store::Trust, &draft.key, &draft.bytes),
    ];
    tabs.one.commit(writes).await.expect("moved");
    let found = vault.events().await.expect("events");
    assert_eq!(found.records.values().map(Vec::len).sum::<usize>(), 2);
    let reasons = Vec::from_iter(found.unreadable.iter().map(|one| one.reason));
    assert_eq!(reasons, [Unread::Seal, Unread::Seal]);
    assert_eq!(vault.exports().await.expect("exports").unreadable[0].reason, Unread::Seal);
    assert_eq!(vault.signers().await.expect("signers").unreadable[0].reason, Unread::Seal);
}

pub async fn two_tabs_on_one_vault_lose_nothing(tabs: Tabs) {
    let one = created(&tabs.one).await;
    let other = unlocked(&tabs.other, 2).await;
    // Neither tab knows of the other's dispute key: both are kept.
    let (here, there) = ([record("d", "d"), record("d", "a")], [record("d", "d"), record("d", "b")]);
    one.append(&id("d"), &here).await.expect("appended");
    other.append(&id("d"), &there).await.expect("appended");
    other.append(&id("x"), &[record("x", "x")]).await.expect("appended");
    one.append(&id("x"), &[record("x", "y")]).await.expect("appended");
    one.mark_exported(&id("d"), &[id("a")]).await.expect("marked");
    other.mark_exported(&id("d"), &[id("b")]).await.expect("marked");
    let expected = Map::from([
        (id("d"), sorted(vec![id("d"), id("a"), id("b")])),
        (id("x"), sorted(vec![id("x"), id("y")])),
    ]);
    for tab in [&one, &other, &unlocked(&tabs.one, 3).await] {
        assert_eq!(names(tab).await, expected);
        assert_eq!(tab.exports().await.expect("exports").records.len(), 2);
    }
}

pub async fn that_a_file_was_sent_is_noted_apart_and_an_older_build_reads_a_file(tabs: Tabs) {
    let vault = created(&tabs.one).await;
    vault.append(&id("d"), &[record("d", "d")]).await.expect("appended");
    vault.mark_sent(&id("d"), &[id("d")]).await.expect("marked");
    let notes = unlocked(&tabs.other, 2).await.dispute_notes().await.expect("read").records;
    let [DisputeNote::Sent(sent)] = &notes[..] else { panic!("{notes:?}") };
    assert_eq!((&sent.dispute, &sent.events[..]), (&id("d"), &[id("d")][..]));
    let before = ExportRecord::from_bytes(&notes[0].to_bytes()).expect("a note");
    assert_eq!(&before, sent);
}

pub async fn a_cleared_storage_is_not_written_to_nor_taken_for_empty(tabs: Tabs) {
    let vault = created(&tabs.one).await;
    for store in Store::ALL {
        let stored = tabs.other.load(store).await.expect("loaded");
        let remove = |record: Sealed| Write { store, key: record.key, change: Change::Remove };
        tabs.other.commit(stored.into_iter().map(remove).collect()).await.expect("cleared");
    }
    assert_eq!(vault.events().await, Err(VaultError::Gone));
    assert_eq!(vault.person().await, Err(VaultError::Gone));
    // Another vault in its place is not this one.
    let opening = opening(&tabs.other, 7);
    Unlocked::create(&opening, PASSPHRASE, Cost::FLOOR).await.expect("a new vault");
    assert_eq!(vault.append(&id("d"), &[record("d", "d")]).await, Err(VaultError::Gone));
    assert_eq!(vault.keep_form(&draft("begin", "draft")).await, Err(VaultError::Gone));
    for store in [Store::Events, Store::Drafts] {
        assert_eq!(tabs.one.load(store).await, Ok(vec![]));
    }
}

/// Gives one error on the next commit, then works: a disk that was full for a moment.
struct FullOnce {
    vault: Rc<dyn Vault>,
    full: Cell<bool>,
}

impl Vault for FullOnce {
    fn load(&self, store: Store) -> Pending<'_, Vec<Sealed>> {
        self.vault.load(store)
    }

    fn commit(&self, writes: Vec<Write>) -> Pending<'_, ()> {
        if self.full.replace(false) {
            return Box::pin(async { Err(VaultError::Full) });
        }
        self.vault.commit(writes)
    }
}

pub async fn a_failed_write_leaves_nothing_behind(tabs: Tabs) {
    let disk = Rc::new(FullOnce { vault: Rc::clone(&tabs.one), full: Cell::new(true) });
    let vault: Rc<dyn Vault> = disk.clone();
    let refused = Unlocked::create(&opening(&vault, 1), PASSPHRASE, Cost::FLOOR).await;
    assert_eq!(refused.err(), Some(VaultError::Full));
    let unlocked_here = created(&vault).await;
    disk.full.set(true);
    let refused = unlocked_here.append(&id("d"), &[record("d", "d")]).await;
    assert_eq!(refused, Err(VaultError::Full));
    assert_eq!(names(&unlocked_here).await, Map::new());
    // The key that was made for the failed write must not be used: nobody stored it.
    unlocked_here.append(&id("d"), &[record("d", "d")]).await.expect("appended");
    let again = unlocked(&tabs.other, 2).await;
    assert_eq!(names(&again).await, Map::from([(id("d"), vec![id("d")])]));
}

pub async fn what_is_kept_beside_the_entries_is_found(tabs: Tabs) {
    let vault = created(&tabs.one).await;
    assert_eq!(vault.person().await, Ok(None));
    assert_eq!(vault.form("begin").await, Ok(None));
    let person = PersonRecord {
        name: "A".to_owned(),
        role: "social worker".to_owned(),
        agency: "B".to_owned(),
        procedure: None,
    };
    vault.keep_person(&person).await.expect("kept");
    vault.keep_form(&draft("begin", "first")).await.expect("kept");
    vault.keep_form(&draft("begin", "second")).await.expect("kept");
    vault.keep_form(&draft("act/d/note", "third")).await.expect("kept");
    let mut signer = SignerRecord {
        kid: Author("kid".to_owned()),
        signed: "{}".to_owned(),
        checked: None,
        kept_at: DateTime::UNIX_EPOCH,
        by_itself: false,
    };
    vault.keep_signer(&signer).await.expect("kept");
    signer.checked = Some("call-back".to_owned());
    vault.keep_signer(&signer).await.expect("kept");
    let pack = PackRecord { digest: "digest".to_owned(), signed: "{}".to_owned(), offered: None };
    for _ in 0..2 {
        vault.keep_pack(&pack).await.expect("kept");
    }
    let again = unlocked(&tabs.other, 2).await;
    assert_eq!(again.person().await, Ok(Some(person)));
    assert_eq!(again.form("begin").await, Ok(Some(draft("begin", "second"))));
    assert_eq!(again.form("act/d/note").await, Ok(Some(draft("act/d/note", "third"))));
    let signers = again.signers().await.expect("signers").records;
    assert_eq!(signers, Map::from([(signer.kid.clone(), signer)]));
    let packs = again.packs().await.expect("packs").records;
    assert_eq!(packs, Map::from([(pack.digest.clone(), pack)]));
    again.drop_form("begin").await.expect("dropped");
    assert_eq!(vault.form("begin").await, Ok(None));
}

pub async fn nothing_at_rest_can_be_matched(tabs: Tabs) {
    let vault = created(&tabs.one).await;
    vault.append(&id("d"), &[record("d", "d"), record("d", "e")]).await.expect("appended");
    vault.mark_exported(&id("d"), &[id("e")]).await.expect("marked");
    let kid = vault.public_key().kid().0;
    let signer = SignerRecord {
        kid: Author(kid.clone()),
        signed: MARKER.to_owned(),
        checked: None,
        kept_at: DateTime::UNIX_EPOCH,
        by_itself: false,
    };
    vault.keep_signer(&signer).await.expect("kept");
    vault
        .keep_pack(&PackRecord { digest: MARKER.to_owned(), signed: MARKER.to_owned(), offered: None })
        .await
        .expect("kept");
    vault.keep_form(&draft("act/d/note", MARKER)).await.expect("kept");
    let point = vault.public_key().point();
    let (dispute, event) = (id("d").0, id("e").0);
    let never = [
        MARKER.as_bytes(),
        dispute.as_bytes(),
        event.as_bytes(),
        kid.as_bytes(),
        point,
        PASSPHRASE.as_bytes(),
    ];
    let mut looked_at = 0;
    for store in Store::ALL {
        for Sealed { key, bytes } in tabs.one.load(store).await.expect("loaded") {
            for needle in never {
                let holds = |bytes: &[u8]| bytes.windows(needle.len()).any(|window| window == needle);
                assert!(!holds(key.as_bytes()) && !holds(&bytes), "{store:?} {key}");
            }
            looked_at += 1;
        }
    }
    assert_eq!(
        looked_at,
        1 + 6 + 2 + 1 + 1 + 1 + 1 + 1,
        "the header, keys, entries, export, signer, pack, draft, recovery code"
    );
}

/// What is held of partnerships comes back in another tab, and a build from before takes a receipt for a note of nothing.
pub async fn what_is_held_of_a_partnership_comes_back(tabs: Tabs) {
    let vault = created(&tabs.one).await;
    assert_eq!(vault.glance(Of::Nothing).await.expect("read").partnerships, Ok(None));
    let of = |card: &str| PartnershipRecord { card: card.to_owned(), said: vec!["{}".to_owned()] };
    let held = PartnershipsRecord { held: vec![of("one"), of("other")] };
    let at = DateTime::UNIX_EPOCH;
    let receipt = ReceiptRecord { dispute: id("d"), at, receipt: "signed".to_owned() };
    let receipts = vec![("first".to_owned(), receipt.clone())];
    let together = Together { partnerships: Some(held.clone()), receipts, ..Together::default() };
    vault.keep_together(&together).await.expect("kept");
    // Who came first stays: the same receipt, kept a second time.
    let later = ReceiptRecord { receipt: "signed again".to_owned(), ..receipt.clone() };
    let receipts = vec![("first".to_owned(), later), ("second".to_owned(), receipt.clone())];
    vault.keep_together(&Together { receipts, ..Together::default() }).await.expect("kept");

    let other = unlocked(&tabs.other, 2).await;
    let glance = other.glance(Of::One(&id("d"))).await.expect("read");
    assert_eq!(glance.partnerships, Ok(Some(held)));
    assert_eq!(
        glance.notes.records,
        [DisputeNote::Received(receipt.clone()), DisputeNote::Received(receipt.clone())]
    );
    assert!(other.glance(Of::One(&id("e"))).await.expect("read").notes.records.is_empty());
    assert!(other.exports().await.expect("read").records.is_empty(), "it is no note of a file");
    let before = ExportRecord::from_bytes(&DisputeNote::Received(receipt).to_bytes()).expect("a note");
    assert_eq!((before.dispute, before.events), (id("d"), Vec::new()));
    for sealed in tabs.one.load(Store::Settings).await.expect("loaded") {
        assert!(!sealed.key.contains("partnership"), "a name at rest tells something: {}", sealed.key);
    }
}
