//! What holds of stored records before anything is sealed.

use accord::vault::{Change, Sealed, Store, VaultError, Write};

use super::{Tabs, put};

pub async fn what_is_committed_is_there_in_the_order_of_keys(tabs: Tabs) {
    assert_eq!(tabs.one.load(Store::Events).await, Ok(vec![]));
    let every_byte = Vec::from_iter(0..=255);
    let writes = vec![
        put(Store::Events, "b", &every_byte),
        put(Store::Events, "a", b""),
        put(Store::Drafts, "a", b"draft"),
    ];
    tabs.one.commit(writes).await.expect("committed");
    for handle in [&tabs.one, &tabs.other] {
        let expected = [
            Sealed { key: "a".to_owned(), bytes: vec![] },
            Sealed { key: "b".to_owned(), bytes: every_byte.clone() },
        ];
        assert_eq!(handle.load(Store::Events).await.expect("loaded"), expected);
    }
    let remove = Write { store: Store::Events, key: "b".to_owned(), change: Change::Remove };
    tabs.other.commit(vec![remove]).await.expect("committed");
    assert_eq!(tabs.one.load(Store::Events).await.map(|stored| stored.len()), Ok(1));
    assert_eq!(tabs.one.load(Store::Drafts).await.map(|stored| stored.len()), Ok(1));
    assert_eq!(tabs.one.commit(vec![]).await, Ok(()));
}

pub async fn a_batch_is_all_or_nothing(tabs: Tabs) {
    tabs.one.commit(vec![put(Store::Keys, "taken", b"first")]).await.expect("committed");
    let create = |key: &str| Write {
        store: Store::Keys,
        key: key.to_owned(),
        change: Change::Create(b"second".to_vec()),
    };
    let batch = vec![
        put(Store::Events, "before", b"x"),
        create("free"),
        create("taken"),
        put(Store::Keys, "taken", b"third"),
    ];
    assert_eq!(tabs.other.commit(batch).await, Err(VaultError::Taken));
    assert_eq!(tabs.one.load(Store::Events).await, Ok(vec![]));
    let only = Sealed { key: "taken".to_owned(), bytes: b"first".to_vec() };
    assert_eq!(tabs.one.load(Store::Keys).await, Ok(vec![only]));
}

pub async fn who_came_first_stays(tabs: Tabs) {
    let keep = |key: &str, bytes: &[u8]| Write {
        store: Store::Events,
        key: key.to_owned(),
        change: Change::KeepFirst(bytes.to_vec()),
    };
    tabs.one.commit(vec![keep("a", b"first"), keep("a", b"again")]).await.expect("committed");
    tabs.other.commit(vec![keep("a", b"second"), keep("b", b"new")]).await.expect("committed");
    let stored = tabs.one.load(Store::Events).await.expect("loaded");
    let bytes = Vec::from_iter(stored.iter().map(|record| record.bytes.as_slice()));
    assert_eq!(bytes, [b"first".as_slice(), b"new"]);
}

pub async fn what_a_count_rests_on_is_asked_in_the_transaction(tabs: Tabs) {
    let puts = ["a.1", "a.2", "ab.1", "b.1"].map(|key| put(Store::Events, key, b"x"));
    tabs.one.commit(puts.into()).await.expect("stored");
    let counts =
        |tag: &str, n| Write { store: Store::Events, key: tag.to_owned(), change: Change::MustCount(n) };
    let there = |store, key: &str| Write { store, key: key.to_owned(), change: Change::MustExist };
    for n in [1, 3] {
        let refused = tabs.one.commit(vec![put(Store::Events, "a.3", b"y"), counts("a", n)]).await;
        assert_eq!(refused, Err(VaultError::Overtaken));
    }
    let refused = tabs.one.commit(vec![there(Store::Events, "a.9")]).await;
    assert_eq!(refused, Err(VaultError::Overtaken), "an entry that was taken back");
    let refused = tabs.one.commit(vec![there(Store::Keys, "a.9")]).await;
    assert_eq!(refused, Err(VaultError::Overtaken), "what seals a dispute was taken away");
    assert_eq!(tabs.one.commit(vec![there(Store::Keys, "a")]).await, Err(VaultError::Gone));
    assert_eq!(tabs.other.load(Store::Events).await.expect("loaded").len(), 4);
    let remove = Write { store: Store::Events, key: "a.1".to_owned(), change: Change::Remove };
    tabs.one.commit(vec![counts("a", 2), counts("c", 0), remove]).await.expect("taken away");
    assert_eq!(tabs.other.load(Store::Events).await.expect("loaded").len(), 3);
}
