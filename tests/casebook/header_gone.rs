//! The record that says how a casebook opens is gone, and all else is there: it is missed, nothing is written over what
//! is left, and a backup of that very casebook opens all of it again.

use accord::casebook::OpenedBackup;
use accord::vault::backup::BackupError;

use super::*;

const WORDS: &str = "five plain words";

type Everything = Vec<Vec<Sealed>>;

fn everything(device: &Opening) -> Everything {
    Store::ALL.iter().map(|store| block_on(device.vault.load(*store)).expect("loaded")).collect()
}

fn presence(device: &Opening) -> Presence {
    block_on(Casebook::presence(device)).expect("looked at")
}

fn puts(device: &Opening, store: Store, key: &str, change: Change) {
    let write = Write { store, key: key.to_owned(), change };
    block_on(device.vault.commit(vec![write])).expect("written");
}

fn backup(desk: &Desk) -> String {
    block_on(desk.book.backup()).expect("a backup").text
}

/// Brings a backup to the device on which the header is gone.
fn brings(device: &Opening, text: &str, secret: &str) -> Result<Casebook, CasebookError> {
    let backup = block_on(OpenedBackup::open(device, text, secret)).expect("opened");
    block_on(backup.adopt(device))
}

/// A casebook with a backup and with more than is in it, as the first screen shows it; then its header goes.
fn left() -> (Desk, String, [String; 2], HomeView) {
    let school = Desk::new("Worker of the school", "school", 1);
    let first = school.opens().id;
    let text = backup(&school);
    school.clock.advance(TimeDelta::hours(1));
    school.acts(&first, "note", &[("text", &["since then"])]);
    let second = school.opens().id;
    let profile = block_on(school.book.profile()).expect("a profile");
    let renamed = Profile { role: "Head".into(), ..profile };
    block_on(school.book.set_profile(&renamed)).expect("kept");
    let home = block_on(school.book.home()).expect("home");
    puts(&school.device, Store::Header, "vault", Change::Remove);
    (school, text, [first, second], home)
}

#[test]
fn it_is_missed_and_no_other_casebook_is_begun_over_it() {
    let (school, ..) = left();
    assert_eq!(presence(&school.device), Presence::Lost);
    let before = everything(&school.device);
    let profile = Profile {
        name: "Another".into(),
        role: "Practitioner".into(),
        agency: "school".into(),
        procedure: Some("havering".into()),
    };
    let created = block_on(Casebook::create(&school.device, "other plain words", &profile)).map(drop);
    assert_eq!(created, Err(CasebookError::Vault(VaultError::Taken)));
    assert_eq!(everything(&school.device), before);
}

#[test]
fn the_lock_of_the_device_left_beside_it_makes_it_no_casebook_that_opens() {
    let school = Desk::new("Worker of the school", "school", 1);
    puts(&school.device, Store::Header, "prf", Change::Create(vec![1; 100]));
    assert_eq!(presence(&school.device), Presence::Locked);
    puts(&school.device, Store::Header, "vault", Change::Remove);
    assert_eq!(presence(&school.device), Presence::Lost);
}

#[test]
fn a_backup_of_that_casebook_opens_all_of_it_also_what_came_since() {
    for by_code in [false, true] {
        let (school, text, [first, second], home) = left();
        let secret = if by_code { school.code.as_str() } else { WORDS };
        let before = everything(&school.device);
        let book = brings(&school.device, &text, secret).expect("brought back");
        assert_eq!(presence(&school.device), Presence::Locked);
        drop(book);
        let book = block_on(Casebook::unlock(&school.device, Secret::Passphrase(WORDS))).expect("unlocked");
        let timeline = |id: &str| block_on(book.dispute(id)).expect("a dispute").timeline;
        assert_eq!((timeline(&first).len(), timeline(&second).len()), (2, 1));
        assert_eq!(timeline(&second)[0].signer.standing, Standing::Own);
        let again = block_on(book.home()).expect("home");
        assert_eq!((again.disputes, again.profile), (home.disputes, home.profile));
        assert_eq!(again.safety.unreadable, 0);
        // What came since stands as it was.
        let after = everything(&school.device);
        for (store, records) in Store::ALL.iter().zip(&before) {
            let here = &after[*store as usize];
            let is_kept = |record: &&Sealed| here.contains(record) || *store == Store::Settings;
            assert_eq!(records.iter().filter(is_kept).count(), records.len(), "{store:?}");
        }
        let note = block_on(book.act(&first, "note", &answers(&[("text", &["and on"])]))).expect("noted");
        assert_eq!(note.timeline.len(), 3);
    }
}

#[test]
fn it_opens_with_what_was_in_use_when_the_backup_was_made() {
    let school = Desk::new("Worker of the school", "school", 1);
    let dispute = school.opens().id;
    let text = backup(&school);
    let changed = Casebook::change_passphrase(&school.device, WORDS, "six other plain words", || {});
    block_on(changed).expect("changed");
    school.acts(&dispute, "note", &[("text", &["since then"])]);
    puts(&school.device, Store::Header, "vault", Change::Remove);
    brings(&school.device, &text, WORDS).expect("brought back");
    let book = block_on(Casebook::unlock(&school.device, Secret::Passphrase(WORDS))).expect("unlocked");
    assert_eq!(block_on(book.dispute(&dispute)).expect("a dispute").timeline.len(), 2);
}

#[test]
fn a_backup_of_another_casebook_is_refused_and_nothing_is_changed() {
    let (school, ..) = left();
    let other = Desk::new("Somebody else", "school", 5);
    other.opens();
    let before = everything(&school.device);
    let refused = brings(&school.device, &backup(&other), WORDS).map(drop).expect_err("refused");
    assert_eq!(refused, CasebookError::Backup(BackupError::OfAnother));
    let told = refused.told();
    assert_eq!(told.happened, "This backup is of another casebook.");
    assert!(told.to_do.starts_with("Nothing was changed."), "{}", told.to_do);
    assert_eq!(everything(&school.device), before);
}

#[test]
fn where_what_names_are_made_with_is_damaged_too_nothing_is_written_over_it() {
    let (school, text, ..) = left();
    let keys = block_on(school.device.vault.load(Store::Keys)).expect("loaded");
    for Sealed { key, mut bytes } in keys.into_iter().filter(|record| record.key.starts_with("tags-")) {
        *bytes.last_mut().expect("bytes") ^= 1;
        puts(&school.device, Store::Keys, &key, Change::Replace(bytes));
    }
    let before = everything(&school.device);
    let refused = brings(&school.device, &text, WORDS).map(drop);
    assert_eq!(refused, Err(CasebookError::Backup(BackupError::OfAnother)));
    assert_eq!(everything(&school.device), before);
}

#[test]
fn a_key_of_the_device_that_is_damaged_beside_it_is_mended() {
    let (school, text, [first, _], _) = left();
    puts(&school.device, Store::Keys, "signing", Change::Replace(vec![1; 60]));
    brings(&school.device, &text, WORDS).expect("brought back");
    let book = block_on(Casebook::unlock(&school.device, Secret::Passphrase(WORDS))).expect("unlocked");
    assert_eq!(block_on(book.dispute(&first)).expect("a dispute").timeline.len(), 2);
}

/// A code that was made since opens nothing any more: to have it typed back would confirm it.
#[test]
fn no_code_is_confirmed_that_the_header_of_the_backup_does_not_know() {
    let school = Desk::new("Worker of the school", "school", 1);
    school.opens();
    let text = backup(&school);
    let renewed = block_on(school.book.renew_recovery_code(&school.device, WORDS)).expect("a new code");
    puts(&school.device, Store::Header, "vault", Change::Remove);
    let book = brings(&school.device, &text, WORDS).expect("brought back");
    let asked = block_on(book.home()).expect("home").safety.code;
    assert_ne!(asked.as_deref(), Some(renewed.as_str()));
    drop(book);
    if let Some(asked) = asked {
        block_on(Casebook::unlock(&school.device, Secret::RecoveryCode(&asked)))
            .expect("the code that is asked for opens it");
    }
}

#[test]
fn what_was_taken_back_since_the_backup_stays_away() {
    let school = Desk::new("Worker of the school", "school", 1);
    let dispute = school.opens().id;
    school.acts(&dispute, "note", &[("text", &["not so"])]);
    let text = backup(&school);
    block_on(school.book.take_back(&dispute)).expect("taken back");
    puts(&school.device, Store::Header, "vault", Change::Remove);
    let book = brings(&school.device, &text, WORDS).expect("brought back");
    let view = block_on(book.dispute(&dispute)).expect("a dispute");
    assert_eq!((view.timeline.len(), view.anomalies), (1, Vec::new()));
}

#[test]
fn any_key_that_is_left_says_that_a_casebook_was_here() {
    let (school, ..) = left();
    puts(&school.device, Store::Keys, "signing", Change::Remove);
    assert_eq!(presence(&school.device), Presence::Lost);
}
