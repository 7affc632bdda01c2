//! What a browser or a system lost of a casebook is told, until it is back or somebody has read it; and nothing else is.

use accord::casebook::OpenedBackup;
use accord::dispute::event::EventId;
use accord::vault::Look;
use accord::vault::unlocked::{self, Of, Unlocked};

use super::*;

const WORDS: &str = "five plain words";

fn tab(desk: &Desk) -> Casebook {
    block_on(Casebook::unlock(&desk.device, Secret::Passphrase(WORDS))).expect("unlocked")
}

/// The same device after the browser was closed.
fn restarted(desk: Desk) -> Desk {
    Desk { book: tab(&desk), ..desk }
}

fn keys(desk: &Desk) -> Unlocked {
    block_on(Unlocked::unlock(&desk.device, unlocked::Secret::Passphrase(WORDS))).expect("unlocked")
}

fn id(text: &str) -> EventId {
    EventId(text.to_owned())
}

fn removes(desk: &Desk, store: Store, names: Vec<String>) {
    let gone = |key| Write { store, key, change: Change::Remove };
    block_on(desk.device.vault.commit(names.into_iter().map(gone).collect())).expect("removed");
}

/// Takes the record of an entry out of the storage.
fn loses(desk: &Desk, dispute: &str, entry: &str) {
    removes(desk, Store::Events, vec![keys(desk).entry_at_rest(&id(dispute), &id(entry))]);
}

/// Takes all that a store has of a dispute out of it.
fn loses_all(desk: &Desk, dispute: &str, store: Store) {
    let look = Look::Of(store, keys(desk).tag(&id(dispute)));
    let found = block_on(desk.device.vault.look(vec![look])).expect("looked").remove(0);
    removes(desk, store, found.into_iter().map(|record| record.key).collect());
}

fn home(book: &Casebook) -> HomeView {
    block_on(book.home()).expect("home")
}

fn gone(book: &Casebook) -> Vec<String> {
    home(book).safety.gone
}

/// The entries of a dispute, the first first.
fn ids(desk: &Desk, dispute: &str) -> Vec<String> {
    desk.sees(dispute).timeline.into_iter().rev().map(|entry| entry.id).collect()
}

/// What the dispute's screen says of what is gone.
fn told(desk: &Desk, dispute: &str) -> Vec<String> {
    let told = desk.sees(dispute).anomalies.into_iter().map(|told| told.happened);
    told.filter(|happened| happened.contains("gone from this device")).collect()
}

const ONE: &str = "1 entry of this dispute is gone from this device.";
const NAME: &str = "School and Children's social care, A";

fn backup(desk: &Desk) -> String {
    block_on(desk.book.backup()).expect("a backup").text
}

fn opens(desk: &Desk, text: &str) -> OpenedBackup {
    let device = Opening { vault: Rc::new(Memory::default()), ..desk.device.clone() };
    block_on(OpenedBackup::open(&device, text, WORDS)).expect("opened")
}

/// A dispute of three entries; its backup.
fn three() -> (Desk, String, Vec<String>, String) {
    let school = Desk::new("Worker of the school", "school", 1);
    let dispute = school.opens().id;
    school.acts(&dispute, "note", &[("text", &["One"])]);
    school.acts(&dispute, "note", &[("text", &["Two"])]);
    let ids = ids(&school, &dispute);
    let backup = backup(&school);
    (school, dispute, ids, backup)
}

#[test]
fn an_entry_that_is_gone_is_told_on_both_screens_until_a_backup_brings_it_back() {
    // Without its first entry, a dispute does not know who disagrees.
    for (nth, name) in [(0, "Agencies not named yet"), (1, NAME), (2, NAME)] {
        for looks_first in [true, false] {
            let (school, dispute, ids, backup) = three();
            assert_eq!((gone(&school.book), told(&school, &dispute)), (vec![], vec![]));
            loses(&school, &dispute, &ids[nth]);
            let mut school = restarted(school);
            if looks_first {
                assert_eq!(told(&school, &dispute), [ONE], "entry {nth}");
            }
            for _ in 0..2 {
                assert_eq!(gone(&school.book), [name], "entry {nth}");
                assert_eq!(gone(&school.book), [name], "and in the same tab");
                assert_eq!(told(&school, &dispute), [ONE], "entry {nth}");
                school = restarted(school);
            }
            // Whatever is done meanwhile.
            if nth > 0 {
                school.acts(&dispute, "note", &[("text", &["Three"])]);
                school.hands_over(&dispute);
            }
            assert_eq!(
                (gone(&school.book), told(&school, &dispute)),
                (vec![name.to_owned()], vec![ONE.to_owned()])
            );
            block_on(school.book.restore(&opens(&school, &backup))).expect("restored");
            assert_eq!((gone(&school.book), told(&school, &dispute)), (vec![], vec![]));
            let school = restarted(school);
            assert_eq!((gone(&school.book), told(&school, &dispute)), (vec![], vec![]));
        }
    }
}

#[test]
fn it_is_told_in_a_tab_that_is_open_and_where_something_is_written_first() {
    let (school, dispute, ids, _) = three();
    assert_eq!(gone(&school.book), Vec::<String>::new());
    loses(&school, &dispute, &ids[2]);
    assert_eq!(gone(&school.book), [NAME]);

    let (school, dispute, ids, _) = three();
    loses(&school, &dispute, &ids[2]);
    let school = restarted(school);
    school.acts(&dispute, "note", &[("text", &["Three"])]);
    school.hands_over(&dispute);
    for school in [
        &school,
        &Desk {
            book: tab(&school),
            device: school.device.clone(),
            clock: school.clock.clone(),
            code: String::new(),
        },
    ] {
        assert_eq!(
            (gone(&school.book), told(school, &dispute)),
            (vec![NAME.to_owned()], vec![ONE.to_owned()])
        );
    }
}

#[test]
fn a_file_that_is_taken_in_brings_it_back() {
    let (school, care, dispute) = pair();
    school.acts(&dispute, "note", &[("text", &["One"])]);
    block_on(care.book.commit_import(&school.hands_over(&dispute).text)).expect("an import");
    loses(&care, &dispute, &ids(&care, &dispute)[1]);
    let care = restarted(care);
    assert_eq!((gone(&care.book), told(&care, &dispute)), (vec![NAME.to_owned()], vec![ONE.to_owned()]));
    block_on(care.book.commit_import(&school.hands_over(&dispute).text)).expect("an import");
    assert_eq!((gone(&care.book), told(&care, &dispute)), (vec![], vec![]));
    assert_eq!(gone(&restarted(care).book), Vec::<String>::new());
}

#[test]
fn a_dispute_of_which_everything_is_gone_is_told_by_its_name_and_a_backup_brings_it_back() {
    for stores in
        [&[Store::Events][..], &[Store::Events, Store::Keys], &[Store::Events, Store::Keys, Store::Disputes]]
    {
        let (school, dispute, before, _) = three();
        let other = school.opens().id;
        school.hands_over(&dispute);
        let backup = backup(&school);
        for store in stores {
            loses_all(&school, &dispute, *store);
        }
        let mut school = restarted(school);
        for _ in 0..2 {
            for _ in 0..2 {
                let home = home(&school.book);
                assert_eq!(home.safety.gone, [NAME], "{stores:?}");
                let rows: Vec<&str> = home.disputes.iter().map(|row| row.dispute.as_str()).collect();
                assert_eq!(rows, [other.as_str()]);
                assert!(home.coming.iter().chain(&home.due).all(|line| line.dispute == other));
            }
            let lost = block_on(school.book.dispute(&dispute)).expect_err("nothing is there");
            assert_eq!(lost, CasebookError::Gone(3));
            assert_eq!(lost.told().happened, "3 entries of this dispute are gone from this device.");
            school = restarted(school);
        }
        block_on(school.book.restore(&opens(&school, &backup))).expect("restored");
        for _ in 0..2 {
            let home = home(&school.book);
            assert_eq!((home.safety.gone, home.disputes.len()), (vec![], 2));
            assert_eq!((ids(&school, &dispute), told(&school, &dispute)), (before.clone(), vec![]));
            school = restarted(school);
        }
    }
}

#[test]
fn what_was_read_is_told_no_more_and_what_is_lost_after_that_is() {
    let (school, dispute, ids, _) = three();
    let other = school.opens().id;
    loses(&school, &dispute, &ids[2]);
    loses_all(&school, &other, Store::Events);
    let mut school = restarted(school);
    assert_eq!(gone(&school.book).len(), 2);
    block_on(school.book.accept_loss()).expect("noted");
    for _ in 0..2 {
        assert_eq!((gone(&school.book), told(&school, &dispute)), (vec![], vec![]));
        assert_eq!(home(&school.book).disputes.len(), 1);
        assert_eq!(block_on(school.book.dispute(&other)), Err(CasebookError::NoSuchDispute));
        school = restarted(school);
    }
    loses(&school, &dispute, &ids[1]);
    let school = restarted(school);
    assert_eq!((gone(&school.book), told(&school, &dispute)), (vec![NAME.to_owned()], vec![ONE.to_owned()]));
}

#[test]
fn what_does_not_open_is_told_as_that_and_not_as_gone() {
    let (school, dispute, ids, _) = three();
    let key = keys(&school).entry_at_rest(&id(&dispute), &id(&ids[1]));
    let look = Look::Named(Store::Events, key.clone());
    let mut bytes = block_on(school.device.vault.look(vec![look])).expect("read")[0][0].bytes.clone();
    *bytes.last_mut().expect("bytes") ^= 1;
    let write = Write { store: Store::Events, key, change: Change::Replace(bytes) };
    block_on(school.device.vault.commit(vec![write])).expect("damaged");
    let school = restarted(school);
    assert_eq!(told(&school, &dispute), Vec::<String>::new());
    assert_eq!((gone(&school.book), home(&school.book).safety.unreadable), (vec![], 1));
    loses(&school, &dispute, &ids[2]);
    let school = restarted(school);
    assert_eq!((gone(&school.book), told(&school, &dispute)), (vec![NAME.to_owned()], vec![ONE.to_owned()]));
}

#[test]
fn a_casebook_from_before_raises_no_alarm() {
    let (school, dispute, entries, _) = three();
    // As a build wrote them that knew nothing of this.
    let vault = keys(&school);
    let glance = block_on(vault.glance(Of::One(&id(&dispute)))).expect("a glance");
    let mut summary: serde_json::Value = serde_json::from_slice(&glance.summaries[0]).expect("JSON");
    let list = summary.as_array_mut().expect("a list");
    list.truncate(list.len() - 4);
    block_on(vault.keep_summaries(&[(id(&dispute), summary.to_string().into_bytes())])).expect("kept");
    loses(&school, &dispute, &entries[2]);
    let school = restarted(school);
    assert_eq!((gone(&school.book), told(&school, &dispute)), (vec![], vec![]));
    assert_eq!(ids(&school, &dispute).len(), 2);
    loses(&school, &dispute, &entries[1]);
    assert_eq!(gone(&restarted(school).book), [NAME], "from then on it is");
}

#[test]
fn what_is_taken_back_or_out_again_is_not_said_to_be_gone() {
    let (school, care, dispute) = pair();
    let nothing_is = |desk: &Desk, why: &str| {
        assert_eq!((gone(&desk.book), told(desk, &dispute)), (vec![], vec![]), "{why}");
        assert_eq!(gone(&tab(desk)), Vec::<String>::new(), "{why}");
    };
    let both = |desk: &Desk| desk.sees(&dispute).timeline.len();
    school.acts(&dispute, "note", &[("text", &["One"])]);
    let own = school.opens().id;
    for looks in [true, false] {
        block_on(care.book.restore(&opens(&care, &backup(&school)))).expect("restored");
        if looks {
            nothing_is(&care, "restored");
            assert_eq!(home(&care.book).disputes.len(), 2);
        }
        block_on(care.book.take_restored_out()).expect("taken out");
        nothing_is(&care, "taken out");
        assert_eq!((home(&care.book).disputes.len(), both(&care)), (1, 1));
        assert_eq!(block_on(care.book.dispute(&own)), Err(CasebookError::NoSuchDispute));
        block_on(care.book.commit_import(&school.hands_over(&dispute).text)).expect("an import");
        block_on(care.book.take_back(&dispute)).expect("taken back");
        nothing_is(&care, "taken back");
    }
    // What another tab saw before knows no better, and raises no alarm either.
    let stale = tab(&care);
    care.acts(&dispute, "note", &[("text", &["Ours"])]);
    home(&stale);
    block_on(care.book.take_back(&dispute)).expect("taken back");
    assert_eq!(gone(&stale), Vec::<String>::new());
    nothing_is(&care, "in another tab");
    // Not even where that tab writes what it worked out before.
    let vault = keys(&care);
    care.acts(&dispute, "note", &[("text", &["Ours"])]);
    let seen = block_on(vault.glance(Of::One(&id(&dispute)))).expect("a glance").summaries.remove(0);
    block_on(care.book.take_back(&dispute)).expect("taken back");
    block_on(vault.keep_summaries(&[(id(&dispute), seen)])).expect("kept");
    nothing_is(&care, "written by another tab");
    block_on(care.book.restore(&opens(&care, &backup(&school)))).expect("restored");
    home(&care.book);
    let seen = block_on(vault.glance(Of::One(&id(&dispute)))).expect("a glance").summaries.remove(0);
    block_on(care.book.take_restored_out()).expect("taken out");
    block_on(vault.keep_summaries(&[(id(&dispute), seen)])).expect("kept");
    nothing_is(&care, "taken out, and written by another tab");
}

/// Numbers that look like chance and are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }
}

#[test]
fn whatever_people_do_in_two_tabs_nothing_is_said_to_be_gone() {
    let mut done = [0; 9];
    for seed in 0..6 {
        let mut dice = Dice(seed);
        let mut school = Desk::new("Worker of the school", "school", 1);
        let care = Desk::new("Social worker", "childrens-social-care", 2);
        let mut other = tab(&school);
        let mut disputes = vec![school.opens().id];
        let mut backups = Vec::new();
        let mut before = 0;
        for step in 0..30 {
            let book = if dice.below(2) == 0 { &school.book } else { &other };
            let dispute = disputes[dice.below(disputes.len())].clone();
            let what = match before {
                4 => 5,
                5 => 6,
                _ => dice.below(9),
            };
            let worked = match what {
                0 => block_on(book.take_back(&dispute)).is_ok(),
                1 => {
                    let text = answers(&[("text", &["words"])]);
                    block_on(book.act(&dispute, "note", &text)).is_ok()
                }
                2 => match block_on(book.export(&dispute)) {
                    Ok(file) => {
                        block_on(book.file_made(&dispute, &file)).expect("noted");
                        block_on(care.book.commit_import(&file.text)).is_ok()
                    }
                    Err(_) => false,
                },
                3 => {
                    let _ = block_on(care.book.act(&dispute, "note", &answers(&[("text", &["theirs"])])));
                    match block_on(care.book.export(&dispute)) {
                        Ok(file) => block_on(book.commit_import(&file.text)).is_ok(),
                        Err(_) => false,
                    }
                }
                4 => {
                    let text = answers(&[("text", &["in no file yet"])]);
                    let _ = block_on(care.book.act(&dispute, "note", &text));
                    backups.push(backup([&school, &care][dice.below(2)]));
                    true
                }
                5 if !backups.is_empty() => {
                    // The last one may bring something, and what it brought may be taken out again.
                    let backup = &backups[backups.len() - 1 - dice.below(2).min(backups.len() - 1)];
                    block_on(book.restore(&opens(&school, backup))).is_ok()
                }
                6 => block_on(book.take_restored_out()).is_ok(),
                7 => {
                    disputes.push(school.opens().id);
                    true
                }
                _ => {
                    other = tab(&school);
                    school = restarted(school);
                    true
                }
            };
            done[what] += usize::from(worked);
            before = what;
            for book in [&school.book, &other] {
                if dice.below(2) == 0 {
                    assert_eq!(gone(book), Vec::<String>::new(), "seed {seed}, step {step}: {what}");
                }
                let seen = block_on(book.dispute(&dispute));
                let is_told = |seen: &DisputeView| {
                    seen.anomalies.iter().any(|told| told.happened.contains("gone from this device"))
                };
                assert!(!matches!(seen, Err(CasebookError::Gone(_))), "seed {seed}, step {step}: {what}");
                assert!(!seen.is_ok_and(|seen| is_told(&seen)), "seed {seed}, step {step}: {what}");
            }
            school.clock.advance(TimeDelta::minutes(dice.below(90) as i64));
        }
    }
    assert!(done.iter().all(|times| *times > 0), "the walks do nothing of some kind: {done:?}");
}
