//! What was said to be saved is there, can be read, and can travel: whatever the device did.

use std::cell::Cell;

use super::*;

/// Storage that fails after so many transactions, as a browser does that is closed in between.
#[derive(Default)]
pub struct Failing {
    shelf: Memory,
    left: Cell<usize>,
}

impl Vault for Failing {
    fn load(&self, store: Store) -> Pending<'_, Vec<Sealed>> {
        self.shelf.load(store)
    }

    fn commit(&self, writes: Vec<Write>) -> Pending<'_, ()> {
        let Some(left) = self.left.get().checked_sub(1) else {
            return Box::pin(async { Err(VaultError::Closed) });
        };
        self.left.set(left);
        self.shelf.commit(writes)
    }
}

impl Failing {
    /// So many transactions work from now on.
    pub fn allow(&self, transactions: usize) {
        self.left.set(transactions);
    }

    fn everything(&self) -> Vec<Vec<Sealed>> {
        Store::ALL.iter().map(|store| block_on(self.load(*store)).expect("loaded")).collect()
    }
}

fn profile(name: &str) -> Profile {
    Profile {
        name: name.into(),
        role: "Practitioner".into(),
        agency: "school".into(),
        procedure: Some("havering".into()),
    }
}

#[test]
fn what_fails_part_way_changes_nothing() {
    let at = DateTime::parse_from_rfc3339("2026-11-16T09:30:00Z").expect("a time").to_utc();
    for left in 0..6 {
        let vault = Rc::new(Failing::default());
        let clock = Rc::new(ScriptedClock::at(at));
        let device = Opening { vault: vault.clone(), stretch: Rc::new(Quick), clock };
        vault.left.set(left);
        if block_on(Casebook::create(&device, "five plain words", &profile("One"))).is_err() {
            assert_eq!(block_on(Casebook::presence(&device)), Ok(Presence::Absent), "after {left}");
            vault.left.set(9);
            block_on(Casebook::create(&device, "five plain words", &profile("One"))).expect("a casebook");
        }
        vault.left.set(left);
        let book =
            block_on(Casebook::unlock(&device, Secret::Passphrase("five plain words"))).expect("unlocked");
        let before = vault.everything();
        if block_on(book.commit_import(&vector("carried-procedure"))).is_err() {
            assert_eq!(vault.everything(), before, "after {left}");
        }
        vault.left.set(left);
        let before = vault.everything();
        if block_on(book.set_profile(&profile("Another"))).is_err() {
            assert_eq!(vault.everything(), before, "after {left}");
        }
    }
}

/// Sets the clock of the device that far off, from the year 2026.
fn desk_off_by(days: i64) -> Desk {
    let desk = Desk::new("Worker of the school", "school", 1);
    desk.clock.advance(TimeDelta::days(days));
    desk
}

#[test]
fn a_clock_that_is_set_wrong_loses_no_entry() {
    // 1970, as after a reset, and the year 10000.
    for days in [-20_774, 2_914_000] {
        let school = desk_off_by(days);
        block_on(school.book.set_profile(&block_on(school.book.profile()).expect("a profile")))
            .expect("enrolled anew");
        let dispute = school.opens().id;
        school.acts(&dispute, "note", &[("text", &["at a wrong time"])]);
        let seen = school.sees(&dispute);
        assert_eq!((seen.timeline.len(), seen.pending), (2, 0), "{days} days off");
        assert_eq!(block_on(school.book.home()).expect("home").safety.unreadable, 0);
        let file = school.hands_over(&dispute);
        let care = Desk::new("Social worker", "childrens-social-care", 2);
        assert_eq!(block_on(care.book.commit_import(&file.text)).expect("an import").added, 2);
    }
}

/// A casebook with a dispute of which one record of the settings is damaged; whether it still knows who
/// uses the device. Which records those are is looked up before there is a dispute with a summary among them.
fn with_damaged_setting(nth: usize) -> (Desk, String, bool) {
    let school = Desk::new("Worker of the school", "school", 1);
    let settings = || block_on(school.device.vault.load(Store::Settings)).expect("loaded");
    let damaged = settings().swap_remove(nth).key;
    let dispute = school.opens().id;
    let is_it = |sealed: &Sealed| sealed.key == damaged;
    let Sealed { key, mut bytes } = settings().into_iter().find(is_it).expect("it is still kept");
    let shelf = &school.device.vault;
    *bytes.last_mut().expect("sealed bytes") ^= 1;
    let write = Write { store: Store::Settings, key, change: Change::Replace(bytes) };
    block_on(shelf.commit(vec![write])).expect("damaged");
    let is_known = block_on(school.book.profile()).expect("a profile") != Profile::default();
    (school, dispute, is_known)
}

#[test]
fn a_damaged_record_of_who_uses_the_device_locks_nobody_out() {
    let damaged = [0, 1].map(with_damaged_setting).into_iter().filter(|(_, _, is_known)| !is_known);
    let [(school, dispute, _)] = &*damaged.collect::<Vec<_>>() else { panic!("one of them says who") };
    let home = block_on(school.book.home()).expect("home");
    assert_eq!((home.disputes.len(), home.safety.unreadable), (1, 1));
    assert_eq!(home.profile, Profile::default());
    assert!(!school.hands_over(dispute).text.is_empty());
    assert!(!block_on(school.book.procedures()).expect("procedures").is_empty());
    block_on(school.book.set_profile(&profile("Worker of the school"))).expect("said again");
    assert_eq!(block_on(school.book.home()).expect("home").safety.unreadable, 0);
}

#[test]
fn a_damaged_calendar_is_told_and_unlocking_begins_again_with_that_of_the_build() {
    let damaged = [0, 1].map(with_damaged_setting).into_iter().filter(|(_, _, is_known)| *is_known);
    let [(school, dispute, _)] = &*damaged.collect::<Vec<_>>() else { panic!("one of them is the calendar") };
    let home = block_on(school.book.home()).expect("home");
    assert_eq!((home.disputes.len(), home.safety.unreadable), (1, 1));
    assert!(duty(&school.sees(dispute), "S1.settle").by.is_some());
    let again = block_on(Casebook::unlock(&school.device, Secret::Passphrase("five plain words")));
    let home = block_on(again.expect("unlocked").home()).expect("home");
    assert_eq!(home.safety.unreadable, 0);
}

/// The same file without the words of its entries, as anybody on the way can make it.
fn without_words(file: &str) -> String {
    let mut parts = file.split("\"disclosures\":[");
    let mut stripped = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        stripped += "\"disclosures\":[";
        stripped += &part[part.find(']').expect("a list ends")..];
    }
    stripped
}

#[test]
fn words_that_were_taken_out_on_the_way_come_back_with_the_genuine_file() {
    let school = Desk::new("Worker of the school", "school", 1);
    let dispute = school.opens().id;
    school.acts(&dispute, "note", &[("text", &["what matters to the child"])]);
    let file = school.hands_over(&dispute).text;
    let care = Desk::new("Social worker", "childrens-social-care", 2);
    block_on(care.book.commit_import(&without_words(&file))).expect("an import");
    let erased = |desk: &Desk| desk.sees(&dispute).timeline.iter().filter(|entry| entry.words_erased).count();
    assert_eq!(erased(&care), 2);

    let preview = block_on(care.book.preview_import(&file)).expect("a preview");
    assert_eq!((preview.new_entries.len(), preview.known_entries, preview.words_back), (0, 2, 2));
    assert_eq!(erased(&care), 2, "a preview stores nothing");
    let imported = block_on(care.book.commit_import(&file)).expect("an import");
    assert_eq!((imported.added, imported.words_back), (0, 2));
    assert_eq!(erased(&care), 0);

    block_on(school.book.commit_import(&without_words(&file))).expect("an import");
    assert_eq!(erased(&school), 0, "words that are here stay");
    let again = block_on(care.book.commit_import(&file)).expect("an import");
    assert_eq!((again.added, again.words_back), (0, 0));
}

#[test]
fn what_was_here_before_a_key_was_withdrawn_was_here_also_when_its_words_come_back_later() {
    let school = Desk::new("Worker of the school", "school", 1);
    let dispute = school.opens().id;
    let file = school.hands_over(&dispute);
    let care = Desk::new("Social worker", "childrens-social-care", 2);
    block_on(care.book.commit_import(&without_words(&file.text))).expect("an import");
    let of_school = partnerships::enrolment(&file, "Worker of the school");
    let mut partnership = partnerships::Partnership::named("Havering", 11);
    partnership.certifies(&of_school, accord::identity::Checked::CallBack);
    partnership.revokes(&of_school.content().kid(), 1);
    partnerships::taken(&care, &partnership);
    care.clock.advance(TimeDelta::hours(2));
    assert_eq!(care.sees(&dispute).status, Status::Open);
    assert_eq!(block_on(care.book.commit_import(&file.text)).map(|taken| taken.words_back), Ok(1));
    assert_eq!(care.sees(&dispute).status, Status::Open);
}
