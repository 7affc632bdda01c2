//! What does not open any more is mended by a file or a backup that has it, is never taken for nothing, and stays.

use std::cell::RefCell;

use accord::casebook::OpenedBackup;
use accord::dispute::event::EventId;
use accord::vault::unlocked;
use accord::vault::{Look, Unlocked};

use super::*;

const WORDS: &str = "five plain words";

impl Desk {
    /// The same device after the browser was closed.
    fn restarted(self) -> Self {
        let book = block_on(Casebook::unlock(&self.device, Secret::Passphrase(WORDS))).expect("unlocked");
        Self { book, ..self }
    }

    fn keys(&self) -> Unlocked {
        block_on(Unlocked::unlock(&self.device, unlocked::Secret::Passphrase(WORDS))).expect("unlocked")
    }

    fn puts(&self, store: Store, key: &str, change: Change) {
        let write = Write { store, key: key.to_owned(), change };
        block_on(self.device.vault.commit(vec![write])).expect("written");
    }

    fn kept(&self, store: Store, key: &str) -> Vec<u8> {
        let found = block_on(self.device.vault.look(vec![Look::Named(store, key.to_owned())])).expect("read");
        found[0][0].bytes.clone()
    }

    /// Flips a byte of the record of an entry; gives its name at rest.
    fn damages(&self, dispute: &str, entry: &str) -> String {
        let key = self.keys().entry_at_rest(&EventId(dispute.to_owned()), &EventId(entry.to_owned()));
        let mut bytes = self.kept(Store::Events, &key);
        *bytes.last_mut().expect("bytes") ^= 1;
        self.puts(Store::Events, &key, Change::Replace(bytes));
        key
    }

    /// Takes the data keys of a dispute away, or damages them.
    fn loses_key(&self, dispute: &str, flipped: bool) {
        let tag = self.keys().tag(&EventId(dispute.to_owned()));
        let keys = block_on(self.device.vault.look(vec![Look::Of(Store::Keys, tag)])).expect("read");
        assert_eq!(keys[0].len(), 1);
        for Sealed { key, mut bytes } in keys.into_iter().flatten() {
            *bytes.last_mut().expect("bytes") ^= 1;
            self.puts(Store::Keys, &key, if flipped { Change::Replace(bytes) } else { Change::Remove });
        }
    }

    fn backs_up(&self) -> String {
        block_on(self.book.backup()).expect("a backup").text
    }

    /// The backup, opened beside this device's own vault.
    fn opens_backup(&self, text: &str) -> OpenedBackup {
        let device = Opening { vault: Rc::new(Memory::default()), ..self.device.clone() };
        block_on(OpenedBackup::open(&device, text, WORDS)).expect("opened")
    }

    fn ids(&self, dispute: &str) -> Vec<String> {
        self.sees(dispute).timeline.into_iter().map(|entry| entry.id).collect()
    }

    fn first_screen(&self) -> HomeView {
        block_on(self.book.home()).expect("home")
    }
}

/// A dispute at the other agency with two notes from a file, and a note of its own after them.
fn given() -> (Desk, Desk, String, Vec<String>) {
    let (school, care, dispute) = pair();
    school.acts(&dispute, "note", &[("text", &["One"])]);
    school.acts(&dispute, "note", &[("text", &["Two"])]);
    block_on(care.book.commit_import(&school.hands_over(&dispute).text)).expect("an import");
    care.acts(&dispute, "note", &[("text", &["Ours"])]);
    let ids = care.ids(&dispute);
    assert_eq!(ids.len(), 4);
    (school, care, dispute, ids)
}

#[test]
fn a_file_that_is_taken_in_again_mends_what_does_not_open() {
    let (school, care, dispute, ids) = given();
    let key = care.damages(&dispute, &ids[2]);
    let damaged = care.kept(Store::Events, &key);
    let care = care.restarted();
    assert_eq!(care.first_screen().safety.unreadable, 0, "its summary is as good as it was");
    assert!(!care.ids(&dispute).contains(&ids[2]));
    assert_eq!(care.first_screen().safety.unreadable, 1);

    let file = school.hands_over(&dispute).text;
    let preview = block_on(care.book.preview_import(&file)).expect("a preview");
    assert_eq!((preview.new_entries.len(), preview.known_entries), (1, 2));
    assert_eq!(care.kept(Store::Events, &key), damaged, "a preview stores nothing");
    assert_eq!(block_on(care.book.commit_import(&file)).expect("an import").added, 1);
    for care in [&care, &care_again(&care)] {
        assert_eq!(care.ids(&dispute), ids);
        assert_eq!(care.first_screen().safety.unreadable, 0);
        // What was mended was here before the last order, which can still be taken back.
        assert_eq!(care.sees(&dispute).last, Some(Last::Recorded("A note was made".to_owned())));
    }
    assert_eq!(block_on(care.book.commit_import(&file)).expect("an import").added, 0);
}

fn care_again(care: &Desk) -> Desk {
    let (device, clock, code) = (care.device.clone(), care.clock.clone(), care.code.clone());
    let book = block_on(Casebook::unlock(&device, Secret::Passphrase(WORDS))).expect("unlocked");
    Desk { device, clock, book, code }
}

#[test]
fn a_backup_mends_what_does_not_open_and_taking_it_out_leaves_that() {
    let (school, care, dispute, ids) = given();
    let own = care.backs_up();
    for entry in [&ids[0], &ids[2]] {
        care.damages(&dispute, entry);
    }
    let care = care.restarted();
    let backup = care.opens_backup(&own);
    let preview = block_on(care.book.preview_restore(&backup)).expect("a preview");
    assert_eq!(preview.disputes.iter().map(|line| line.new_entries).collect::<Vec<_>>(), [2]);
    block_on(care.book.restore(&backup)).expect("restored");
    assert_eq!(block_on(care.book.restored()), Ok(None), "nothing came that was not here");
    let care = care.restarted();
    assert_eq!((care.ids(&dispute), care.first_screen().safety.unreadable), (ids.clone(), 0));
    let travel = |desk: &Desk| desk.sees(&dispute).timeline[0].travel;
    assert_eq!(travel(&care), Travel::OnlyHere, "it is one's own, and in no file");

    // Of two entries one is new: that goes, the other stays.
    school.acts(&dispute, "note", &[("text", &["Three"])]);
    care.damages(&dispute, &ids[2]);
    let care = care.restarted();
    block_on(care.book.restore(&care.opens_backup(&school.backs_up()))).expect("restored");
    let restored = block_on(care.book.restored()).expect("read").expect("there");
    assert_eq!((restored.disputes, restored.entries), (1, 1));
    assert_eq!(care.ids(&dispute).len(), 5);
    block_on(care.book.take_restored_out()).expect("taken out");
    assert_eq!(care.restarted().ids(&dispute), ids);
}

#[test]
fn taking_a_backup_out_leaves_what_does_not_open_and_what_is_noted_of_it() {
    let (school, care, dispute) = pair();
    care.hands_over(&dispute);
    let entry = care.ids(&dispute).remove(0);
    school.acts(&dispute, "note", &[("text", &["One"])]);
    let backup = care.opens_backup(&school.backs_up());
    block_on(care.book.restore(&backup)).expect("restored");
    care.damages(&dispute, &entry);
    let noted = block_on(care.device.vault.load(Store::Disputes)).expect("loaded");
    block_on(care.book.take_restored_out()).expect("taken out");
    let since = block_on(care.device.vault.load(Store::Disputes)).expect("loaded");
    assert!(noted.iter().all(|note| since.contains(note)), "what was noted is there");
    block_on(care.book.commit_import(&school.hands_over(&dispute).text)).expect("an import");
    assert_eq!(care.restarted().ids(&dispute).len(), 2);
}

#[test]
fn what_comes_to_a_dispute_whose_key_is_gone_gets_a_new_one() {
    for flipped in [true, false] {
        let (school, care, dispute, ids) = given();
        let (backup, file) = (care.backs_up(), school.hands_over(&dispute).text);
        care.loses_key(&dispute, flipped);
        let care = care.restarted();
        assert!(block_on(care.book.dispute(&dispute)).is_err());
        let imported = block_on(care.book.commit_import(&file)).expect("an import");
        assert_eq!(imported.added, 3, "all but its own");
        let care = care.restarted();
        assert_eq!(care.ids(&dispute), ids[1..]);
        block_on(care.book.restore(&care.opens_backup(&backup))).expect("restored");
        let care = care.restarted();
        assert_eq!((care.ids(&dispute), care.first_screen().safety.unreadable), (ids, 0));
        assert_eq!(block_on(care.book.restored()), Ok(None));
    }
}

#[test]
fn a_key_that_is_at_rest_no_more_seals_nothing_more() {
    let (_, care, dispute, _) = given();
    let backup = care.backs_up();
    care.loses_key(&dispute, false);
    let last = care.acts(&dispute, "note", &[("text", &["After it was lost"])]).timeline[0].id.clone();
    let care = care.restarted();
    assert_eq!(care.ids(&dispute), [last]);
    block_on(care.book.restore(&care.opens_backup(&backup))).expect("restored");
    assert_eq!(care.restarted().ids(&dispute).len(), 5);
}

/// A shelf on which something else happens right before the next transaction.
struct Overtaken {
    shelf: Memory,
    first: RefCell<Option<Box<dyn FnOnce()>>>,
}

impl Vault for Overtaken {
    fn load(&self, store: Store) -> Pending<'_, Vec<Sealed>> {
        self.shelf.load(store)
    }

    fn commit(&self, writes: Vec<Write>) -> Pending<'_, ()> {
        if let Some(first) = self.first.take() {
            first();
        }
        self.shelf.commit(writes)
    }
}

#[test]
fn what_another_tab_took_in_meanwhile_is_not_said_to_have_come_twice() {
    let (school, _, dispute) = pair();
    let file = school.hands_over(&dispute).text;
    let care = Desk::new("Another", "childrens-social-care", 3);
    let shelf = Memory::default();
    let everything = |store: &Store| {
        let store = *store;
        let records = block_on(care.device.vault.load(store)).expect("loaded").into_iter();
        records.map(move |Sealed { key, bytes }| Write { store, key, change: Change::Create(bytes) })
    };
    block_on(shelf.commit(Store::ALL.iter().flat_map(everything).collect())).expect("stored");
    let vault = Rc::new(Overtaken { shelf: shelf.clone(), first: RefCell::default() });
    let at = |vault: Rc<dyn Vault>| Opening { vault, ..care.device.clone() };
    let unlock = |device: &Opening| block_on(Casebook::unlock(device, Secret::Passphrase(WORDS)));
    let one = unlock(&at(vault.clone())).expect("unlocked");
    let other = unlock(&at(Rc::new(shelf))).expect("unlocked");
    let taken = file.clone();
    *vault.first.borrow_mut() =
        Some(Box::new(move || drop(block_on(other.commit_import(&taken)).expect("an import"))));
    let overtaken = Err(CasebookError::Vault(VaultError::Overtaken));
    assert_eq!(block_on(one.commit_import(&file)).map(|imported| imported.added), overtaken);
    assert_eq!(block_on(one.commit_import(&file)).map(|imported| imported.added), Ok(0));
}

fn told(view: &DisputeView) -> Vec<(&str, &str)> {
    view.anomalies.iter().map(|told| (told.happened.as_str(), told.to_do.as_str())).collect()
}

#[test]
fn a_dispute_says_what_of_it_cannot_be_read_and_asks_nobody_for_what_they_never_had() {
    let (_, care, dispute, ids) = given();
    assert_eq!(told(&care.sees(&dispute)), []);
    care.damages(&dispute, &ids[0]);
    let care = care.restarted();
    let view = care.sees(&dispute);
    let [(happened, to_do)] = told(&view)[..] else { panic!("{:?}", view.anomalies) };
    assert_eq!(happened, "1 entry of this dispute cannot be read on this device.");
    assert!(to_do.contains("Restore a backup, or open a file"), "{to_do}");
    // An own entry that others wait for.
    let school = Desk::new("Worker of the school", "school", 4);
    let dispute = school.opens().id;
    for words in ["One", "Two"] {
        school.acts(&dispute, "note", &[("text", &[words])]);
    }
    school.damages(&dispute, &school.ids(&dispute)[1]);
    let view = school.restarted().sees(&dispute);
    let [_, (happened, to_do)] = told(&view)[..] else { panic!("{:?}", view.anomalies) };
    assert!(happened.starts_with("1 entry waits") && !to_do.contains("Ask the other side"), "{to_do}");
}

#[test]
fn a_dispute_of_which_nothing_can_be_read_is_not_said_to_be_elsewhere() {
    let school = Desk::new("Worker of the school", "school", 1);
    let (dispute, other) = (school.opens().id, school.opens().id);
    school.first_screen();
    let entry = school.ids(&dispute).remove(0);
    school.damages(&dispute, &entry);
    let mut school = school.restarted();
    let unread = CasebookError::Unread(1);
    assert_eq!(block_on(school.book.dispute(&dispute)), Err(unread.clone()));
    assert_eq!(unread.told().happened, "1 entry of this dispute cannot be read on this device.");
    for _ in 0..2 {
        for _ in 0..2 {
            let home = school.first_screen();
            assert_eq!((home.disputes.len(), home.safety.unreadable), (1, 1));
        }
        school = school.restarted();
    }
    let report = block_on(school.book.check_backup(&school.backs_up())).expect("whole");
    assert_eq!((report.disputes, report.entries, report.unreadable), (1, 1, 1));
    let nowhere = block_on(school.book.dispute("nowhere"));
    assert_eq!(nowhere, Err(CasebookError::NoSuchDispute));
    assert_eq!(told(&school.sees(&other)), []);
}

#[test]
fn a_key_that_is_gone_is_told_on_the_first_screen_before_anybody_looks_at_the_dispute() {
    let (_, care, dispute, _) = given();
    care.opens();
    care.first_screen();
    care.loses_key(&dispute, false);
    let care = care.restarted();
    for _ in 0..2 {
        let home = care.first_screen();
        assert_eq!((home.disputes.len(), home.safety.unreadable), (1, 4));
    }
    assert_eq!(block_on(care.book.dispute(&dispute)), Err(CasebookError::Unread(4)));
}

#[test]
fn a_casebook_whose_keys_are_damaged_leads_to_the_last_backup_and_names_no_key() {
    for key in ["signing", "signing-public", "agreement", "agreement-public"] {
        let school = Desk::new("Worker of the school", "school", 1);
        let mut bytes = school.kept(Store::Keys, key);
        *bytes.last_mut().expect("bytes") ^= 1;
        school.puts(Store::Keys, key, Change::Replace(bytes));
        let refused = block_on(Casebook::unlock(&school.device, Secret::Passphrase(WORDS))).err();
        let told = refused.expect("refused").told();
        assert_eq!(told.happened, "A part of the casebook cannot be read (a key).");
        assert!(told.to_do.contains("your last backup"), "{told:?}");
    }
}

#[test]
fn where_the_first_entry_of_a_dispute_cannot_be_read_nothing_else_is_said_to_be_missing() {
    let school = Desk::new("Worker of the school", "school", 1);
    let dispute = school.opens().id;
    school.acts(&dispute, "note", &[("text", &["One"])]);
    school.damages(&dispute, &dispute);
    let school = school.restarted();
    let view = school.sees(&dispute);
    let told: Vec<&str> = view.anomalies.iter().map(|one| one.happened.as_str()).collect();
    assert_eq!(
        told,
        [
            "1 entry of this dispute cannot be read on this device.",
            "1 entry waits for earlier ones that have not arrived."
        ]
    );
    assert!(view.anomalies.iter().all(|one| one.to_do.contains("Restore a backup")), "{:?}", view.anomalies);
    assert_eq!(view.procedure.id, "", "no entry that is here says which procedure it is");
}
