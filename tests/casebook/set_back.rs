//! The host is set back to the version before: what the newer one left here is told and stays, and goes on when that
//! version returns. This build is the older one; what it cannot read stands for what only a newer one can.

use std::collections::BTreeMap;

use accord::clock::Clock as _;
use accord::dispute::event::{Author, EventId};
use accord::vault::record::{
    CalendarRecord, EventRecord, Origin, PackRecord, PartnershipRecord, PartnershipsRecord, SignerRecord,
};
use accord::vault::unlocked::{self, Together, Unlocked};

use super::partnerships::{Partnership, taken};
use super::*;

const OF_NEWER: &str = r#"{"format":"something/2"}"#;

fn keys(desk: &Desk) -> Unlocked {
    let secret = unlocked::Secret::Passphrase("five plain words");
    block_on(Unlocked::unlock(&desk.device, secret)).expect("unlocked")
}

fn cards(desk: &Desk) -> PartnershipsRecord {
    let held = block_on(keys(desk).glance(unlocked::Of::Nothing)).expect("a glance").partnerships;
    held.expect("it can be read").expect("it is there")
}

type Records = BTreeMap<(Store, String), Vec<u8>>;

fn records(desk: &Desk) -> Records {
    let of_store = |store: &Store| {
        let store = *store;
        let stored = block_on(desk.device.vault.load(store)).expect("loaded");
        stored.into_iter().map(move |Sealed { key, bytes }| ((store, key), bytes))
    };
    Store::ALL.iter().flat_map(of_store).collect()
}

/// Leaves one of each kind of record that this version cannot read; how many of them are to be told, and which
/// stay byte for byte.
fn leave_what_only_a_newer_version_reads(desk: &Desk, dispute: &str) -> (usize, Records) {
    let before = records(desk);
    let (keys, dispute, kept_at) = (keys(desk), EventId(dispute.to_owned()), desk.clock.now());
    let entry = EventRecord {
        id: EventId("an entry of another kind".to_owned()),
        dispute: dispute.clone(),
        origin: Origin::Own,
        signed: OF_NEWER.to_owned(),
        kept_at,
    };
    let signer = SignerRecord {
        kid: Author("k".to_owned()),
        signed: OF_NEWER.to_owned(),
        checked: None,
        kept_at,
        by_itself: false,
    };
    let pack = PackRecord { digest: "d".to_owned(), signed: OF_NEWER.to_owned(), offered: None };
    let card = PartnershipRecord { card: OF_NEWER.to_owned(), said: Vec::new() };
    let calendar = CalendarRecord { text: OF_NEWER.to_owned(), signed: None, kept_at };
    let together = Together {
        entries: vec![entry],
        signers: vec![signer],
        packs: vec![pack],
        partnerships: Some(PartnershipsRecord { held: vec![card] }),
        calendar: Some(calendar),
        ..Together::default()
    };
    block_on(keys.keep_together(&together)).expect("kept");
    // Seals of another version; and a setting that nothing here asks for.
    let tag = keys.tag(&dispute);
    let sealed = |store, key: String| Write { store, key, change: Change::Create(vec![2; 60]) };
    let of_dispute = [Store::Events, Store::Disputes].map(|store| sealed(store, format!("{tag}.newer")));
    let of_none = [Store::Trust, Store::Packs, Store::Drafts, Store::Settings, Store::Receipts];
    let of_none = of_none.map(|store| sealed(store, "newer".to_owned()));
    block_on(desk.device.vault.commit([&of_dispute[..], &of_none[..]].concat())).expect("put");
    let mut left = records(desk);
    left.retain(|place, bytes| before.get(place) != Some(bytes));
    // The list of partnerships is one record: it grows beside what it cannot read.
    let partnerships = left.len() - 1;
    assert_eq!(partnerships, 11, "an entry, a signer, a pack, a calendar, seven seals");
    (10, left)
}

fn home_after_unlocking(desk: &Desk) -> (Casebook, HomeView) {
    let again = block_on(Casebook::unlock(&desk.device, Secret::Passphrase("five plain words")));
    let again = again.expect("unlocked");
    let home = block_on(again.home()).expect("home");
    (again, home)
}

#[test]
fn what_a_newer_version_left_is_told_and_stays_whatever_is_done_beside_it() {
    let school = Desk::new("Worker of the school", "school", 1);
    let dispute = school.opens().id;
    school.acts(&dispute, "note", &[("text", &["From before"])]);
    let (told, left) = leave_what_only_a_newer_version_reads(&school, &dispute);
    let held = cards(&school);

    let (book, home) = home_after_unlocking(&school);
    assert_eq!((home.disputes.len(), home.safety.unreadable), (1, told));
    assert_eq!(home.profile.name, "Worker of the school");
    let noted = block_on(book.act(&dispute, "note", &answers(&[("text", &["Set back"])]))).expect("a note");
    assert_eq!(noted.timeline.len(), 3, "what can be read is shown, and goes on");
    block_on(book.set_profile(&Profile { role: "Head of year".into(), ..home.profile })).expect("said");
    let file = block_on(book.export(&dispute)).expect("a file");
    block_on(book.file_made(&dispute, &file)).expect("noted");
    let partnership = Partnership::named("Havering", 11);
    taken(&school, &partnership);
    let backup = block_on(book.backup()).expect("a backup").text;
    block_on(book.check_backup(&backup)).expect("it holds all of it");

    let after = records(&school);
    let changed = |(place, bytes): &(&(Store, String), &Vec<u8>)| after.get(*place) != Some(*bytes);
    let changed = Vec::from_iter(left.iter().filter(changed).map(|(place, _)| place));
    assert_eq!(changed.len(), 1, "only the list of partnerships: {changed:?}");
    let cards = cards(&school).held;
    assert_eq!(cards.len(), 2);
    assert!(cards.contains(&held.held[0]), "a card that cannot be read stays beside one that is taken in");
    assert_eq!(home_after_unlocking(&school).1.safety.unreadable, told);
}

#[test]
fn a_casebook_of_a_newer_version_is_left_alone_and_opens_again_when_that_version_returns() {
    let school = Desk::new("Worker of the school", "school", 1);
    let dispute = school.opens().id;
    let header = block_on(school.device.vault.load(Store::Header)).expect("a header").swap_remove(0);
    let text = String::from_utf8(header.bytes.clone()).expect("text");
    let put = |bytes: Vec<u8>| {
        let change = Change::Replace(bytes);
        let write = Write { store: Store::Header, key: header.key.clone(), change };
        block_on(school.device.vault.commit(vec![write])).expect("put");
    };
    for (old, new) in [("vault/1", "vault/2"), ("\"kind\":\"recovery-code\"", "\"kind\":\"prf\"")] {
        put(text.replacen(old, new, 1).into_bytes());
        let before = records(&school);
        assert_eq!(block_on(Casebook::presence(&school.device)), Ok(Presence::Locked));
        let words = "five plain words";
        let unlocking = block_on(Casebook::unlock(&school.device, Secret::Passphrase(words))).err();
        let refused = [
            unlocking,
            block_on(Casebook::unlock(&school.device, Secret::RecoveryCode(&school.code))).err(),
            block_on(school.book.renew_recovery_code(&school.device, words)).err(),
            block_on(Casebook::change_passphrase(&school.device, words, "six other plain words", || {}))
                .err(),
        ];
        for refused in refused {
            assert_eq!(refused, Some(CasebookError::Vault(VaultError::Newer)));
        }
        let told = CasebookError::Vault(VaultError::Newer).told();
        assert_eq!(told.happened, "This casebook was made by a newer version of Accord.");
        assert!(told.to_do.starts_with("Nothing was changed. Reload the page"), "{}", told.to_do);
        let profile = Profile {
            name: "Another".into(),
            role: "Practitioner".into(),
            agency: "school".into(),
            procedure: None,
        };
        let another = block_on(Casebook::create(&school.device, words, &profile)).err();
        assert_eq!(another, Some(CasebookError::Vault(VaultError::Taken)), "nothing takes its place");
        assert_eq!(records(&school), before, "not a byte is changed");
    }
    put(text.into_bytes());
    let (book, home) = home_after_unlocking(&school);
    assert_eq!((home.disputes.len(), home.safety.unreadable), (1, 0));
    assert_eq!(block_on(book.dispute(&dispute)).expect("the dispute").timeline.len(), 1);
}
