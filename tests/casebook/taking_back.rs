//! The last entry, taken back while nobody else can have it.

use accord::casebook::drafts::{form_to_act, form_to_begin};

use super::*;

impl Desk {
    fn last(&self, dispute: &str) -> Option<Last> {
        self.sees(dispute).last
    }

    fn takes_back(&self, dispute: &str) -> Result<Option<String>, CasebookError> {
        block_on(self.book.take_back(dispute))
    }

    fn notes(&self, dispute: &str, words: &str) -> DisputeView {
        self.acts(dispute, "note", &[("text", &[words])])
    }

    fn tab(&self) -> Casebook {
        block_on(Casebook::unlock(&self.device, Secret::Passphrase("five plain words"))).expect("unlocked")
    }
}

fn draft(desk: &Desk, form: &str) -> Option<Answers> {
    block_on(desk.book.draft(form)).expect("read").map(|draft| draft.answers)
}

#[test]
fn the_last_entry_goes_and_its_words_stand_in_the_form_again() {
    let desk = Desk::new("One", "school", 1);
    let dispute = desk.opens().id;
    let before = desk.sees(&dispute);
    desk.notes(&dispute, "Said in the wrong dispute");
    assert_eq!(desk.last(&dispute), Some(Last::Recorded("A note was made".to_owned())));
    assert_eq!(block_on(desk.book.home()).expect("home").safety.not_exported, 2);

    let form = form_to_act(&dispute, "note");
    assert_eq!(desk.takes_back(&dispute), Ok(Some(form.clone())));
    assert_eq!(desk.sees(&dispute).timeline, before.timeline);
    assert_eq!(draft(&desk, &form), Some(answers(&[("text", &["Said in the wrong dispute"])])));
    let home = block_on(desk.book.home()).expect("home");
    assert_eq!((home.safety.not_exported, home.safety.unreadable), (1, 0));
    assert_eq!(home.begun[0].title, "Make a note");
    // Only the last order, and only once.
    assert_eq!(desk.last(&dispute), None);
    assert_eq!(desk.takes_back(&dispute), Err(CasebookError::StaysForGood));
    desk.notes(&dispute, "Afterwards everything works");
    assert_eq!(desk.sees(&dispute).timeline.len(), 2);
}

#[test]
fn a_discussion_that_did_a_duty_goes_as_one() {
    let desk = Desk::new("One", "school", 1);
    let dispute = desk.opens().id;
    let offered = desk.sees(&dispute);
    let does = action(&offered, "discuss").asks.iter().find(|ask| ask.id == "does").expect("it asks");
    let AskKind::Many(choices) = &does.kind else { panic!("several") };
    let key = choices[0].value.clone();
    let on = "2026-11-16";
    let said: &[(&str, &[&str])] = &[("agreed", &["A visit"]), ("does", &[&key]), ("on", &[on])];
    let Ok(view) = block_on(desk.book.act(&dispute, "discuss", &answers(said))) else {
        return; // The duty asks more than a day: another test fills that in.
    };
    assert_eq!(view.timeline.len(), 3);
    desk.takes_back(&dispute).expect("taken back");
    assert_eq!(desk.sees(&dispute).timeline, offered.timeline);
}

#[test]
fn a_dispute_that_was_opened_by_mistake_is_gone_and_its_form_is_as_it_was_filled_in() {
    let desk = Desk::new("One", "school", 1);
    let other = desk.tab();
    let dispute = desk.opens().id;
    assert_eq!(block_on(other.home()).expect("home").disputes.len(), 1);
    let form = form_to_begin("havering", "inter-agency");
    assert_eq!(desk.takes_back(&dispute), Ok(Some(form.clone())));
    assert_eq!(block_on(other.dispute(&dispute)).err(), Some(CasebookError::NoSuchDispute));
    // As many entries as before: the other tab must not show what it knew.
    let again = desk.opens().id;
    for book in [&desk.book, &other] {
        let home = block_on(book.home()).expect("home");
        let shown: Vec<_> = home.disputes.iter().map(|row| row.dispute.as_str()).collect();
        assert_eq!((shown, home.safety.unreadable), (vec![again.as_str()], 0));
    }

    desk.takes_back(&again).expect("taken back");
    let said = draft(&desk, &form).expect("a draft");
    assert_eq!(said["children"], ["A"]);
    assert_eq!(said["children.#0.looked-after"], ["yes"]);
    let home = block_on(desk.book.home()).expect("home");
    assert_eq!(home.disputes, []);
    let begun: Vec<_> = home.begun.iter().map(|line| (&*line.form, &*line.title, &*line.about)).collect();
    assert_eq!(begun, [(&*form, "New dispute", "Disagreement between agencies")]);
}

#[test]
fn what_is_in_a_file_stays_and_so_does_what_is_built_upon() {
    let (school, _, dispute) = pair();
    assert_eq!(school.last(&dispute), None, "the file was made");
    assert_eq!(school.takes_back(&dispute), Err(CasebookError::StaysForGood));

    school.notes(&dispute, "One");
    let tab = school.tab();
    block_on(tab.act(&dispute, "note", &answers(&[("text", &["Two"])]))).expect("noted");
    assert!(school.last(&dispute).is_some(), "the last of this device, whichever tab");
    school.takes_back(&dispute).expect("taken back");
    assert_eq!(school.takes_back(&dispute), Err(CasebookError::StaysForGood), "not the one before");
    school.notes(&dispute, "Three");
    school.hands_over(&dispute);
    assert_eq!(school.takes_back(&dispute), Err(CasebookError::StaysForGood));
}

#[test]
fn what_a_file_brought_goes_until_something_is_built_upon_it_and_the_file_brings_it_again() {
    let school = Desk::new("One", "school", 1);
    let care = Desk::new("Two", "childrens-social-care", 2);
    let dispute = school.opens().id;
    let takes_in = |file: &ExportFile| block_on(care.book.commit_import(&file.text)).expect("an import");

    let first = school.hands_over(&dispute);
    takes_in(&first);
    assert_eq!(care.last(&dispute), Some(Last::TakenIn(1)));
    assert_eq!(care.takes_back(&dispute), Ok(None));
    let home = block_on(care.book.home()).expect("home");
    assert_eq!((home.disputes.len(), home.begun.len(), home.safety.unreadable), (0, 0, 0));
    assert_eq!(takes_in(&first).added, 1, "the file brings it again");

    school.notes(&dispute, "Said later");
    let second = school.hands_over(&dispute);
    let before = care.sees(&dispute).timeline;
    takes_in(&second);
    takes_in(&second);
    assert_eq!(care.last(&dispute), Some(Last::TakenIn(1)), "only what was new, and twice is as once");
    assert_eq!(care.takes_back(&dispute), Ok(None));
    assert_eq!(care.sees(&dispute).timeline, before);
    assert_eq!(care.last(&dispute), None, "not the file before");

    takes_in(&second);
    care.notes(&dispute, "An answer");
    care.takes_back(&dispute).expect("taken back");
    assert_eq!(care.last(&dispute), None);
    takes_in(&first);
    assert_eq!(care.last(&dispute), None, "it brought nothing");

    school.notes(&dispute, "Still later");
    takes_in(&school.hands_over(&dispute));
    block_on(care.tab().act(&dispute, "note", &answers(&[("text", &["From another tab"])]))).expect("noted");
    assert_eq!(care.last(&dispute), Some(Last::Recorded("A note was made".to_owned())));
    let back = care.hands_over(&dispute);
    assert_eq!(care.takes_back(&dispute), Err(CasebookError::StaysForGood));
    block_on(school.book.commit_import(&back.text)).expect("an import");
    school.notes(&dispute, "Upon theirs");
    school.takes_back(&dispute).expect("the note");
    assert_eq!(school.takes_back(&dispute), Err(CasebookError::StaysForGood));
}

#[test]
fn what_is_begun_in_a_dispute_keeps_it_from_going_whole_until_it_is_finished_or_thrown_away() {
    let school = Desk::new("One", "school", 1);
    let care = Desk::new("Two", "childrens-social-care", 2);
    let dispute = school.opens().id;
    let begun = |dispute: &str| Draft {
        form: form_to_act(dispute, "note"),
        title: "Make a note".to_owned(),
        about: String::new(),
        begun: None,
        answers: answers(&[("text", &["Half a"])]),
    };
    let refused = |desk: &Desk, dispute: &str, begun_in: Draft| {
        let form = begun_in.form.clone();
        block_on(desk.book.keep_draft(begun_in)).expect("kept");
        assert_eq!(desk.takes_back(dispute), Err(CasebookError::BegunIn));
        assert_eq!((desk.sees(dispute).timeline.len(), draft(desk, &form).is_some()), (1, true));
        block_on(desk.book.drop_draft(&form)).expect("thrown away");
    };
    let first = school.hands_over(&dispute);
    block_on(care.book.commit_import(&first.text)).expect("an import");
    refused(&care, &dispute, begun(&dispute));
    // What is begun elsewhere keeps nothing here, and nor does it where entries stay.
    let own = care.opens().id;
    refused(&care, &own, begun(&own));
    block_on(care.book.keep_draft(begun(&dispute))).expect("kept");
    assert!(care.takes_back(&own).is_ok(), "its own form comes back");
    school.notes(&dispute, "Said later");
    block_on(care.book.commit_import(&school.hands_over(&dispute).text)).expect("an import");
    assert_eq!(care.takes_back(&dispute), Ok(None));
    assert!(draft(&care, &form_to_act(&dispute, "note")).is_some());

    let backup = block_on(care.book.backup()).expect("a backup").text;
    let opened = accord::casebook::OpenedBackup::open(&care.device, &backup, "five plain words");
    let police = Desk::new("Three", "police", 3);
    block_on(police.book.restore(&block_on(opened).expect("opened"))).expect("restored");
    block_on(police.book.keep_draft(begun(&dispute))).expect("kept");
    assert_eq!(block_on(police.book.take_restored_out()), Err(CasebookError::BegunIn));
    block_on(police.book.drop_draft(&form_to_act(&dispute, "note"))).expect("thrown away");
    assert_eq!(block_on(police.book.take_restored_out()), Ok(()));
}

#[test]
fn a_backup_keeps_nothing_from_being_taken_back_and_brings_it_again() {
    let desk = Desk::new("One", "school", 1);
    let dispute = desk.opens().id;
    desk.notes(&dispute, "Kept in a backup");
    let file = block_on(desk.book.backup()).expect("a backup");
    let report = block_on(desk.book.check_backup(&file.text)).expect("whole");
    block_on(desk.book.backup_made(&report)).expect("noted");
    desk.takes_back(&dispute).expect("taken back");
    desk.notes(&dispute, "Another");
    desk.clock.advance(TimeDelta::days(8));
    let last = block_on(desk.book.home()).expect("home").safety.backup.expect("one");
    assert!(last.is_due, "as many entries as then, and not the same");

    let opened = accord::casebook::OpenedBackup::open(&desk.device, &file.text, "five plain words");
    block_on(desk.book.restore(&block_on(opened).expect("opened"))).expect("restored");
    assert_eq!(desk.sees(&dispute).timeline.len(), 3);
}

/// A vault that lets another tab write just before a transaction.
struct Between {
    shelf: Memory,
    then: std::cell::RefCell<Option<Box<dyn Fn()>>>,
}

impl Vault for Between {
    fn load(&self, store: Store) -> Pending<'_, Vec<Sealed>> {
        self.shelf.load(store)
    }

    fn commit(&self, writes: Vec<Write>) -> Pending<'_, ()> {
        if let Some(then) = self.then.take() {
            then();
        }
        self.shelf.commit(writes)
    }
}

#[test]
fn of_two_tabs_that_meet_one_is_refused_and_nothing_hangs_in_the_air() {
    for taking_first in [true, false] {
        let desk = Desk::new("One", "school", 1);
        let dispute = desk.opens().id;
        desk.notes(&dispute, "The last");
        let shelf = Memory::default();
        let all: Vec<Write> = Store::ALL
            .iter()
            .flat_map(|store| {
                let records = block_on(desk.device.vault.load(*store)).expect("loaded");
                let put =
                    |one: Sealed| Write { store: *store, key: one.key, change: Change::Create(one.bytes) };
                records.into_iter().map(put).collect::<Vec<_>>()
            })
            .collect();
        block_on(shelf.commit(all)).expect("copied");
        let device = |vault: Rc<dyn Vault>| Opening { vault, ..desk.device.clone() };
        let book = |device: &Opening| {
            block_on(Casebook::unlock(device, Secret::Passphrase("five plain words"))).expect("unlocked")
        };
        let between = Rc::new(Between { shelf: shelf.clone(), then: None.into() });
        let here = book(&device(between.clone()));
        let other = Rc::new(book(&device(Rc::new(shelf))));
        let (theirs, id) = (other.clone(), dispute.clone());
        let said = answers(&[("text", &["Meanwhile"])]);
        let told = if taking_first {
            let then = move || drop(block_on(theirs.take_back(&id)).expect("taken back"));
            between.then.replace(Some(Box::new(then)));
            block_on(here.act(&dispute, "note", &said)).err()
        } else {
            let then = move || drop(block_on(theirs.act(&id, "note", &said)).expect("noted"));
            between.then.replace(Some(Box::new(then)));
            block_on(here.take_back(&dispute)).err()
        };
        assert_eq!(told, Some(CasebookError::Vault(VaultError::Overtaken)));
        let seen = block_on(other.dispute(&dispute)).expect("a dispute");
        assert_eq!((seen.timeline.len(), seen.pending), (if taking_first { 1 } else { 3 }, 0));
    }
}
