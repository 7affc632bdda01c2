//! Reading of one dispute, of all and of none.

use accord::dispute::event::EventId;
use accord::vault::record::EventRecord;
use accord::vault::unlocked::{Found, Of};
use accord::vault::{Look, Sealed, Store, VaultError};

use super::{Tabs, created, id, put, record, sorted, unlocked};

pub async fn a_look_finds_what_it_asks_for_and_nothing_beside_it(tabs: Tabs) {
    let keys = ["a", "a-b", "a.", "a.1", "a.2", "a/3", "aa.4", "b.1", "b1"];
    let writes = keys.iter().map(|key| put(Store::Events, key, key.as_bytes())).collect();
    tabs.one.commit(writes).await.expect("committed");
    tabs.one.commit(vec![put(Store::Disputes, "a.9", b"a.9")]).await.expect("committed");
    let looks = vec![
        Look::Of(Store::Events, "a".to_owned()),
        Look::Named(Store::Events, "a".to_owned()),
        Look::Of(Store::Disputes, "a".to_owned()),
        Look::Named(Store::Events, "c".to_owned()),
        Look::All(Store::Events),
        Look::All(Store::Trust),
    ];
    let found = tabs.other.look(looks).await.expect("looked");
    let sealed = |keys: &[&str]| {
        let sealed = |key: &&str| Sealed { key: (*key).to_owned(), bytes: key.as_bytes().to_vec() };
        Vec::from_iter(keys.iter().map(sealed))
    };
    let expected = [
        sealed(&["a.", "a.1", "a.2"]),
        sealed(&["a"]),
        sealed(&["a.9"]),
        sealed(&[]),
        sealed(&keys),
        sealed(&[]),
    ];
    assert_eq!(found, expected);
    assert_eq!(tabs.one.look(vec![]).await, Ok(vec![]));
}

fn ids(found: &Found<Vec<EventRecord>>) -> Vec<EventId> {
    sorted(found.records.iter().map(|record| record.id.clone()).collect())
}

pub async fn who_asks_about_one_dispute_reads_that_one(tabs: Tabs) {
    let vault = created(&tabs.one).await;
    vault.append(&id("one"), &[record("one", "one"), record("one", "a")]).await.expect("appended");
    vault.append(&id("two"), &[record("two", "two")]).await.expect("appended");
    vault.mark_exported(&id("two"), &[id("two")]).await.expect("marked");
    // A tab that was unlocked before the disputes began knows none of their keys.
    for tab in [&vault, &unlocked(&tabs.other, 2).await] {
        let one = tab.glance(Of::One(&id("one"))).await.expect("one");
        assert_eq!(ids(&one.events), sorted(vec![id("one"), id("a")]));
        assert_eq!((one.notes.records.len(), one.events.unreadable.len()), (0, 0));
        let two = tab.glance(Of::One(&id("two"))).await.expect("two");
        assert_eq!((ids(&two.events), two.notes.records.len()), (vec![id("two")], 1));
        let every = tab.glance(Of::Every).await.expect("all");
        assert_eq!((every.events.records.len(), every.notes.records.len()), (3, 1));
        for of in [Of::Nothing, Of::One(&id("none"))] {
            let none = tab.glance(of).await.expect("nothing");
            assert_eq!((none.events.records.len(), none.person), (0, Ok(None)));
        }
    }
    let one = tabs.one.load(Store::Events).await.expect("loaded").swap_remove(0);
    let damaged = put(Store::Events, &one.key, &one.bytes[..one.bytes.len() - 1]);
    tabs.one.commit(vec![damaged]).await.expect("damaged");
    let unreadable = async |name: &str| {
        let glance = vault.glance(Of::One(&id(name))).await.expect("a dispute");
        glance.events.unreadable.len()
    };
    assert_eq!(unreadable("one").await + unreadable("two").await, 1, "it is told with its own dispute");
}

pub async fn a_glance_at_a_cleared_storage_is_refused(tabs: Tabs) {
    let vault = created(&tabs.one).await;
    let keys = tabs.other.load(Store::Keys).await.expect("loaded");
    let remove = |record: Sealed| accord::vault::Write {
        store: Store::Keys,
        key: record.key,
        change: accord::vault::Change::Remove,
    };
    tabs.other.commit(keys.into_iter().map(remove).collect()).await.expect("cleared");
    for of in [Of::Nothing, Of::One(&id("d")), Of::Every] {
        assert_eq!(vault.glance(of).await.err(), Some(VaultError::Gone));
    }
}
