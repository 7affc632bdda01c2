//! A backup brings everything back, says when it cannot, and never takes anything away.

use accord::casebook::OpenedBackup;
use accord::vault::backup::BackupError;

use super::*;

const WORDS: &str = "five plain words";

/// A device that nobody has set up.
fn bare(series: u64) -> Opening {
    let at = DateTime::parse_from_rfc3339("2026-11-20T09:30:00Z").expect("a time").to_utc();
    let clock = Rc::new(ScriptedClock::at(at).with_series(series));
    Opening { vault: Rc::new(Memory::default()), stretch: Rc::new(Quick), clock }
}

fn made(desk: &Desk) -> String {
    let file = block_on(desk.book.backup()).expect("a backup");
    assert_eq!(file.name, "accord-backup-2026-11-16.json");
    let report = block_on(desk.book.check_backup(&file.text)).expect("whole");
    block_on(desk.book.backup_made(&report)).expect("noted");
    file.text
}

fn opened(device: &Opening, text: &str, typed: &str) -> Result<OpenedBackup, CasebookError> {
    block_on(OpenedBackup::open(device, text, typed))
}

fn everything(device: &Opening) -> Vec<Vec<Sealed>> {
    Store::ALL.iter().map(|store| block_on(device.vault.load(*store)).expect("loaded")).collect()
}

fn home(book: &Casebook) -> HomeView {
    block_on(book.home()).expect("home")
}

#[test]
fn a_device_without_a_casebook_gets_it_as_it_was() {
    let school = Desk::new("Worker of the school", "school", 1);
    let dispute = school.opens().id;
    school.acts(&dispute, "note", &[("text", &["what matters"])]);
    let text = made(&school);
    for (series, typed) in [(8, WORDS), (9, &school.code)] {
        let device = bare(series);
        let backup = opened(&device, &text, typed).expect("opened");
        assert_eq!(backup.is_by_code(), typed != WORDS);
        let report = backup.report();
        assert_eq!((report.disputes, report.entries, report.unreadable), (1, 2, 0));
        assert_eq!(report.made.to_string(), "2026-11-16T09:30");
        let book = block_on(backup.adopt(&device)).expect("adopted");
        let (there, here) = (block_on(book.dispute(&dispute)).expect("a dispute"), school.sees(&dispute));
        assert_eq!((there.title, there.timeline), (here.title, here.timeline));
        assert_eq!(block_on(book.profile()), block_on(school.book.profile()));
        // What is written there is signed with the same key, and reads here as one's own.
        let note =
            block_on(book.act(&dispute, "note", &answers(&[("text", &["from there"])]))).expect("noted");
        assert_eq!(note.timeline[0].signer.standing, Standing::Own);
        let safety = home(&book).safety;
        assert_eq!(safety.backup.map(|last| last.day.to_string()).as_deref(), Some("2026-11-16"));
        // Both ways in are there, and there is one casebook only.
        drop(book);
        for secret in [Secret::Passphrase(WORDS), Secret::RecoveryCode(&school.code)] {
            block_on(Casebook::unlock(&device, secret)).expect("unlocked");
        }
        let again = opened(&device, &text, WORDS).expect("opened");
        assert_eq!(block_on(again.adopt(&device)).map(drop), Err(CasebookError::Vault(VaultError::Taken)));
    }
}

#[test]
fn a_wrong_secret_and_a_file_that_is_none_are_told_apart() {
    let school = Desk::new("Worker of the school", "school", 1);
    school.opens();
    let text = made(&school);
    let device = bare(9);
    let refused = |text: &str, typed: &str| opened(&device, text, typed).map(drop);
    let another = Desk::new("Another", "school", 7).code;
    for wrong in ["", "other words", &another] {
        assert_eq!(refused(&text, wrong), Err(BackupError::WrongSecret.into()), "{wrong}");
    }
    let dispute = block_on(school.book.home()).expect("home").disputes[0].dispute.clone();
    for other in ["", "hello", "{}", "[1]", &school.hands_over(&dispute).text] {
        assert_eq!(refused(other, WORDS), Err(BackupError::NotABackup.into()), "{other}");
    }
    let newer = text.replace("vault-backup/1", "vault-backup/2");
    assert_eq!(refused(&newer, WORDS), Err(BackupError::Newer.into()));
    let unknown = text.replace("\"packs\":{", "\"parcels\":{");
    assert_eq!(refused(&unknown, WORDS), Err(BackupError::Newer.into()));
    assert!(everything(&device).iter().all(Vec::is_empty));
    assert_eq!(block_on(school.book.open(&text)), Err(CasebookError::IsBackup));
    let marked = format!("\u{feff}{}\r\n", text.replace(",\"", ",\r\n\""));
    assert!(opened(&device, &marked, WORDS).is_ok(), "spaces between members change nothing");
}

/// Every member of the file with every record in it: `store`, `name`, bytes.
fn records(text: &str) -> Vec<(String, String, String)> {
    let file: serde_json::Value = serde_json::from_str(text).expect("JSON");
    let stores = file["stores"].as_object().expect("stores");
    let of_store = |(store, records): (&String, &serde_json::Value)| {
        let records = records.as_object().expect("records").clone();
        let store = store.clone();
        records
            .into_iter()
            .map(move |(name, bytes)| (store.clone(), name, bytes.as_str().expect("text").to_owned()))
    };
    stores.iter().flat_map(of_store).collect()
}

#[test]
fn a_backup_that_was_cut_or_altered_anywhere_is_refused() {
    let school = Desk::new("Worker of the school", "school", 1);
    let dispute = school.opens().id;
    school.acts(&dispute, "note", &[("text", &["what matters"])]);
    let text = made(&school);
    let device = bare(9);
    let told = |text: &str| opened(&device, text, WORDS).map(drop).expect_err("refused").told();
    for end in [1, 20, text.len() / 3, text.len() - 1] {
        let happened = told(&text[..end]).happened;
        assert!(happened.contains("stops before its end") || happened.contains("not a backup"), "{happened}");
    }
    let all = records(&text);
    assert_eq!(all.len(), 16);
    for (store, name, bytes) in &all {
        let (last, other) = (&bytes[bytes.len() - 8..bytes.len() - 4], "AAAA");
        let altered = text.replacen(bytes, &bytes.replacen(last, other, 1), 1);
        assert_ne!(altered, text);
        let told = told(&altered);
        let is_told =
            told.happened.contains("not as it was made") || told.happened.contains("not the passphrase");
        assert!(is_told, "{store} {name}: {told:?}");
        assert!(block_on(school.book.check_backup(&altered)).is_err(), "{store} {name}");
        let without = text.replacen(&format!("\"{name}\":\"{bytes}\""), "", 1);
        let without = without.replace("{,", "{").replace(",}", "}").replace(",,", ",");
        assert!(opened(&device, &without, WORDS).is_err(), "without {store} {name}");
    }
    let (_, name, bytes) = all.iter().find(|(store, ..)| store == "events").expect("an entry");
    let missing =
        text.replacen(&format!("\"{name}\":\"{bytes}\""), "", 1).replace("{,", "{").replace(",}", "}");
    let n = all.len();
    let expected = BackupError::Incomplete { made: n, found: n - 1 };
    assert_eq!(opened(&device, &missing, WORDS).map(drop), Err(expected.into()));
}

#[test]
fn a_record_of_another_vault_or_of_another_backup_does_not_pass() {
    let school = Desk::new("Worker of the school", "school", 1);
    let care = Desk::new("Social worker", "childrens-social-care", 2);
    let dispute = school.opens().id;
    block_on(care.book.commit_import(&school.hands_over(&dispute).text)).expect("an import");
    let before = made(&school);
    school.acts(&dispute, "note", &[("text", &["what matters"])]);
    let (text, theirs) = (made(&school), made(&care));
    let device = bare(9);
    let of = |text: &str| {
        let is_entry = |(store, ..): &&(String, String, String)| store == "events";
        records(text).iter().find(is_entry).expect("an entry").2.clone()
    };
    for other in [
        of(&theirs),
        records(&text).iter().filter(|(store, ..)| store == "events").nth(1).expect("two").2.clone(),
    ] {
        let swapped = text.replacen(&of(&text), &other, 1);
        assert_eq!(opened(&device, &swapped, WORDS).map(drop), Err(BackupError::Altered("records").into()));
    }
    // The list of an earlier backup does not vouch for a later one.
    let manifest = |text: &str| {
        let file: serde_json::Value = serde_json::from_str(text).expect("JSON");
        file["manifest"].as_str().expect("text").to_owned()
    };
    let mixed = text.replacen(&manifest(&text), &manifest(&before), 1);
    assert!(matches!(
        opened(&device, &mixed, WORDS).map(drop),
        Err(CasebookError::Backup(BackupError::Incomplete { .. }))
    ));
    assert_eq!(block_on(school.book.check_backup(&theirs)), Err(BackupError::OfAnother.into()));
    // An earlier backup is whole, and says so.
    assert_eq!(opened(&device, &before, WORDS).expect("opened").report().entries, 1);
}

#[test]
fn restored_over_entries_of_its_own_it_adds_and_can_be_taken_out_again() {
    let (school, care, dispute) = pair();
    school.acts(&dispute, "note", &[("text", &["what matters"])]);
    let alone = school.opens().id;
    let text = made(&school);
    let own = care.acts(&dispute, "note", &[("text", &["ours"])]);
    let kept = everything(&care.device);

    let backup = opened(&care.device, &text, WORDS).expect("opened");
    let preview = block_on(care.book.preview_restore(&backup)).expect("a preview");
    assert_eq!(everything(&care.device), kept, "a preview stores nothing");
    let mut lines: Vec<_> =
        preview.disputes.iter().map(|line| (line.dispute.clone(), line.here, line.new_entries)).collect();
    lines.sort_by_key(|line| line.1 == Here::New);
    assert_eq!(lines, [(dispute.clone(), Here::Known, 1), (alone.clone(), Here::New, 1)]);
    assert_eq!(preview.left, 0);

    home(&care.book);
    assert_eq!(block_on(care.book.restore(&backup)), Ok(()));
    assert_eq!(care.sees(&dispute).timeline.len(), own.timeline.len() + 1);
    assert_eq!(care.sees(&alone).timeline.len(), 1);
    assert_eq!(home(&care.book).disputes.len(), 2);
    let restored = block_on(care.book.restored()).expect("read").expect("there");
    assert_eq!((restored.disputes, restored.entries), (2, 2));
    // Again is as once, and does not lose what can be taken out.
    let again = block_on(care.book.preview_restore(&backup)).expect("a preview");
    assert_eq!((again.disputes.len(), block_on(care.book.restore(&backup))), (0, Ok(())));
    assert_eq!(block_on(care.book.restored()), Ok(Some(restored)));

    block_on(care.book.take_restored_out()).expect("taken out");
    assert_eq!(care.sees(&dispute).timeline, own.timeline);
    assert_eq!(block_on(care.book.dispute(&alone)), Err(CasebookError::NoSuchDispute));
    assert_eq!(home(&care.book).disputes.len(), 1);
    assert_eq!(block_on(care.book.restored()), Ok(None));
    assert_eq!(block_on(care.book.take_restored_out()), Err(CasebookError::NothingRestored));
    let again = block_on(Casebook::unlock(&care.device, Secret::Passphrase(WORDS))).expect("unlocked");
    assert_eq!((home(&again).disputes.len(), home(&again).safety.unreadable), (1, 0));
}

#[test]
fn what_later_entries_build_upon_stays() {
    let (school, care, dispute) = pair();
    school.acts(&dispute, "note", &[("text", &["what matters"])]);
    let text = made(&school);
    let backup = opened(&care.device, &text, WORDS).expect("opened");
    block_on(care.book.restore(&backup)).expect("restored");
    care.acts(&dispute, "note", &[("text", &["built upon it"])]);
    let kept = everything(&care.device);
    assert_eq!(block_on(care.book.take_restored_out()), Err(CasebookError::BuiltUpon));
    assert_eq!(everything(&care.device), kept);
    assert_eq!(care.sees(&dispute).timeline.len(), 3);
}

#[test]
fn an_older_backup_of_the_same_casebook_takes_nothing_away_and_brings_back_what_was_lost() {
    let school = Desk::new("Worker of the school", "school", 1);
    let dispute = school.opens().id;
    let text = made(&school);
    school.acts(&dispute, "note", &[("text", &["since then"])]);
    let backup = opened(&school.device, &text, WORDS).expect("opened");
    assert!(block_on(school.book.preview_restore(&backup)).expect("a preview").disputes.is_empty());
    block_on(school.book.restore(&backup)).expect("nothing to do");
    assert_eq!(school.sees(&dispute).timeline.len(), 2);

    let fresh = bare(9);
    let emptied = opened(&fresh, &text, WORDS).expect("opened");
    let book = block_on(emptied.adopt(&fresh)).expect("adopted");
    let later = opened(&fresh, &made(&school), WORDS).expect("opened");
    block_on(book.restore(&later)).expect("restored");
    let view = block_on(book.dispute(&dispute)).expect("a dispute");
    assert_eq!((view.timeline.len(), view.timeline[0].signer.standing), (2, Standing::Own));
    // It was written with this key, and in no file for the other agency.
    assert_eq!(home(&book).safety.not_exported, 2);
}

#[test]
fn entries_in_a_backup_that_their_author_did_not_sign_do_not_come_in() {
    let (school, care, dispute) = pair();
    let look = accord::vault::Look::All(Store::Events);
    let found = block_on(school.device.vault.look(vec![look])).expect("loaded");
    assert_eq!(found[0].len(), 1);
    // Whoever holds a vault's keys can seal what they like in it; they cannot sign for somebody else.
    let forged = forged(&school, &dispute);
    let backup = opened(&care.device, &made(&school), WORDS).expect("opened");
    assert_eq!(backup.report().entries, 2);
    let preview = block_on(care.book.preview_restore(&backup));
    assert!(
        preview.as_ref().is_ok_and(|preview| preview.left == 1 && preview.disputes.is_empty()),
        "{preview:?}"
    );
    block_on(care.book.restore(&backup)).expect("nothing to do");
    assert!(!care.sees(&dispute).timeline.iter().any(|entry| entry.id == forged));
}

/// Puts an entry with somebody else's signature into a vault; gives its id.
fn forged(school: &Desk, dispute: &str) -> String {
    use accord::dispute::event::EventId;
    use accord::vault::record::{EventRecord, Origin};
    use accord::vault::unlocked;

    let view = school.acts(dispute, "note", &[("text", &["genuine"])]);
    let id = view.timeline[0].id.clone();
    let vault = block_on(accord::vault::Unlocked::unlock(
        &school.device,
        unlocked::Secret::Passphrase("five plain words"),
    ))
    .expect("unlocked");
    let entries = block_on(vault.entries_kept()).expect("entries").records;
    let genuine = entries.iter().find(|entry| entry.id.0 == id).expect("there");
    let mut signed: serde_json::Value = serde_json::from_str(&genuine.signed).expect("JSON");
    let first: serde_json::Value =
        serde_json::from_str(&entries.iter().find(|entry| entry.id.0 != id).expect("there").signed)
            .expect("JSON");
    let signature = first["jws"]["signature"].clone();
    assert!(signature.is_string(), "{first}");
    signed["jws"]["signature"] = signature;
    // The name of an entry does not cover its signature, so it takes the genuine one's place.
    let tag = vault.tag(&EventId(dispute.to_owned()));
    let kept = block_on(school.device.vault.load(Store::Events)).expect("loaded");
    for Sealed { key, .. } in kept.into_iter().filter(|record| record.key.starts_with(&tag)) {
        let write = Write { store: Store::Events, key, change: Change::Remove };
        block_on(school.device.vault.commit(vec![write])).expect("removed");
    }
    let record = EventRecord { signed: signed.to_string(), origin: Origin::Own, ..genuine.clone() };
    let others = entries.iter().filter(|entry| entry.id.0 != id).cloned();
    let all: Vec<EventRecord> = others.chain([record]).collect();
    block_on(vault.append(&EventId(dispute.to_owned()), &all)).expect("kept");
    id
}

#[test]
fn a_backup_is_due_again_once_it_is_old_and_something_is_new() {
    let school = Desk::new("Worker of the school", "school", 1);
    let last = || home(&school.book).safety.backup;
    assert_eq!(last(), None);
    let dispute = school.opens().id;
    made(&school);
    let is_due = || last().expect("one was made").is_due;
    school.clock.advance(TimeDelta::days(30));
    assert!(!is_due(), "nothing is new");
    school.acts(&dispute, "note", &[("text", &["new"])]);
    assert!(is_due());
    let file = block_on(school.book.backup()).expect("a backup");
    assert!(is_due(), "a file that nobody has read back is no backup");
    let report = block_on(school.book.check_backup(&file.text)).expect("whole");
    block_on(school.book.backup_made(&report)).expect("noted");
    assert!(!is_due());
    school.acts(&dispute, "note", &[("text", &["newer"])]);
    school.clock.advance(TimeDelta::days(7));
    assert!(!is_due());
    school.clock.advance(TimeDelta::seconds(1));
    assert!(is_due());
    school.clock.advance(TimeDelta::days(-8));
    assert!(is_due(), "a clock that went back keeps nobody from a backup");
}

#[test]
fn who_never_made_a_backup_is_reminded_as_soon_as_who_made_one_long_ago() {
    let (school, care, dispute) = pair();
    let is_due = |desk: &Desk| home(&desk.book).safety.first_backup_is_due;
    assert!(!is_due(&school));
    for desk in [&school, &care] {
        desk.clock.advance(TimeDelta::days(7));
        assert!(!is_due(desk));
        desk.clock.advance(TimeDelta::minutes(1));
    }
    assert!(is_due(&school));
    assert!(!is_due(&care), "what came in a file is in that file");
    care.acts(&dispute, "note", &[("text", &["of its own"])]);
    care.clock.advance(TimeDelta::days(8));
    assert!(is_due(&care));
    let again = block_on(Casebook::unlock(&school.device, Secret::Passphrase(WORDS))).expect("unlocked");
    assert!(home(&again).safety.first_backup_is_due, "by the summary that was kept, too");
    let file = block_on(school.book.backup()).expect("a backup");
    let report = block_on(school.book.check_backup(&file.text)).expect("whole");
    block_on(school.book.backup_made(&report)).expect("noted");
    assert!(!is_due(&school));
}

#[test]
fn a_record_that_does_not_open_is_in_the_backup_and_counted() {
    let school = Desk::new("Worker of the school", "school", 1);
    let dispute = school.opens().id;
    school.acts(&dispute, "note", &[("text", &["what matters"])]);
    let shelf = &school.device.vault;
    let Sealed { key, mut bytes } = block_on(shelf.load(Store::Events)).expect("loaded").swap_remove(1);
    *bytes.last_mut().expect("sealed bytes") ^= 1;
    let write = Write { store: Store::Events, key, change: Change::Replace(bytes) };
    block_on(shelf.commit(vec![write])).expect("damaged");
    let backup = opened(&bare(9), &made(&school), WORDS).expect("opened");
    assert_eq!((backup.report().entries, backup.report().unreadable, backup.report().kept), (1, 1, 2));
}

#[test]
fn a_restore_that_fails_part_way_changes_nothing() {
    let school = Desk::new("Worker of the school", "school", 1);
    school.opens();
    let text = made(&school);
    for cleared in [true, false] {
        let vault = Rc::new(super::kept::Failing::default());
        let device = Opening { vault: vault.clone(), ..bare(9) };
        vault.allow(9);
        let profile = block_on(school.book.profile()).expect("a profile");
        let book = (!cleared).then(|| {
            block_on(Casebook::create(&device, "other plain words", &profile)).expect("a casebook").0
        });
        let before = everything(&device);
        let backup = opened(&device, &text, WORDS).expect("opened");
        vault.allow(0);
        let done = match &book {
            Some(book) => block_on(book.restore(&backup)).map(drop),
            None => block_on(backup.adopt(&device)).map(drop),
        };
        assert_eq!(done, Err(CasebookError::Vault(VaultError::Closed)));
        assert_eq!(everything(&device), before);
    }
}
