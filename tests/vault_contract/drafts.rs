//! What stands in forms.

use accord::ordered::Map;
use accord::vault::VaultError;
use accord::vault::record::DraftRecord;
use accord::vault::unlocked::Together;
use accord::vault::{Change, Store, Write};
use chrono::DateTime;

use super::{Tabs, created, id, names, record, unlocked};

pub fn draft(form: &str, said: &str) -> DraftRecord {
    DraftRecord {
        form: form.to_owned(),
        beside: 0,
        title: "Make a note".to_owned(),
        about: String::new(),
        begun: DateTime::UNIX_EPOCH,
        kept_at: DateTime::UNIX_EPOCH,
        said: Map::from([("text".to_owned(), vec![said.to_owned()])]),
    }
}

pub async fn what_stands_in_forms_is_kept_form_by_form_and_ends_with_what_it_became(tabs: Tabs) {
    let one = created(&tabs.one).await;
    let other = unlocked(&tabs.other, 2).await;
    assert_eq!(other.form("a").await, Ok(None));
    one.keep_form(&draft("a", "first")).await.expect("kept");
    other.keep_form(&draft("b", "beside it")).await.expect("kept");
    other.keep_form(&draft("a", "second")).await.expect("kept");
    assert_eq!(one.form("a").await, Ok(Some(draft("a", "second"))));
    assert_eq!(one.forms().await.expect("forms").records.len(), 2);

    let batch = Together {
        entries: vec![record("d", "d")],
        ended: vec!["a".to_owned(), "never begun".to_owned()],
        ..Together::default()
    };
    one.keep_together(&batch).await.expect("kept");
    assert_eq!(other.form("a").await, Ok(None));
    assert_eq!(other.forms().await.expect("forms").records, [draft("b", "beside it")]);
    assert_eq!(names(&other).await, Map::from([(id("d"), vec![id("d")])]));

    other.drop_form("b").await.expect("dropped");
    one.keep_form(&draft("a", "third")).await.expect("kept");
    let stored = tabs.one.load(Store::Drafts).await.expect("loaded").remove(0);
    let damaged = Change::Replace(stored.bytes[..stored.bytes.len() - 1].to_vec());
    let write = Write { store: Store::Drafts, key: stored.key, change: damaged };
    tabs.one.commit(vec![write]).await.expect("damaged");
    assert_eq!(other.form("a").await, Err(VaultError::Damaged("draft")));
    let forms = other.forms().await.expect("forms");
    assert_eq!((forms.records.len(), forms.unreadable.len()), (0, 1));
}
