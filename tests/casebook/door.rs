//! Opening a casebook, the first screen, and why a date is what it is.

use super::*;
use accord::casebook::own_lock::{OwnLockError, PrfOutput};
use accord::casebook::passphrase;

#[test]
fn why_this_date_numbers_each_counted_day_and_names_the_others() {
    let school = Desk::new("Worker of the school", "school", 1);
    school.clock.advance(TimeDelta::days(37));
    let opened = school.opens();
    let why = duty(&opened, "S1.settle").why.as_ref().expect("it has a date");
    let marks: Vec<DayMark> = why.days.iter().map(|day| day.mark.clone()).collect();
    use DayMark::{BankHoliday, Counted, DayZero, Weekend};
    // From Wednesday 23 December 2026: Christmas, Boxing Day's substitute and New Year do not count.
    let [zero, first, friday, sat, sun, monday, second, .., last] = marks.as_slice() else {
        panic!("{marks:?}")
    };
    assert_eq!((zero, first), (&DayZero, &Counted(1)));
    assert!(matches!((friday, monday), (BankHoliday(_), BankHoliday(_))));
    assert_eq!((sat, sun, second), (&Weekend, &Weekend, &Counted(2)));
    assert_eq!(last, &Counted(5));
    assert!(why.days.last().is_some_and(|day| day.due && day.date.to_string() == "2027-01-04"));
    assert_eq!(
        why.sentence,
        "By Monday 4 January 2027: 5 working days from Wednesday 23 December 2026, when this duty began, \
         without 4 days at weekends and 3 bank holidays."
    );
    assert_eq!(why.paragraph.as_deref(), Some("1.4"));
    assert!(duty(&opened, "S1.settle").readings.iter().any(|reading| reading.id.starts_with("HAV-A1")));
}

#[test]
fn a_second_window_sees_what_the_first_has_written() {
    let school = Desk::new("Worker of the school", "school", 1);
    let dispute = school.opens().id;
    let second =
        block_on(Casebook::unlock(&school.device, Secret::Passphrase("five plain words"))).expect("unlocked");
    school.acts(&dispute, "move:S2", &[]);
    let refused = block_on(second.act(&dispute, "move:S2", &Answers::new()));
    assert!(matches!(refused, Err(CasebookError::Refused(reasons)) if reasons[0].code == "not-next-step"));
    assert_eq!(block_on(second.dispute(&dispute)).expect("a dispute").timeline.len(), 2);
}

#[test]
fn a_casebook_opens_by_its_passphrase_and_its_code_alone() {
    let school = Desk::new("Worker of the school", "school", 1);
    assert_eq!(block_on(Casebook::presence(&school.device)), Ok(Presence::Locked));
    let wrong = block_on(Casebook::unlock(&school.device, Secret::Passphrase("other words"))).err();
    assert_eq!(wrong, Some(CasebookError::Vault(VaultError::WrongSecret)));
    let typo = block_on(Casebook::unlock(&school.device, Secret::RecoveryCode("12345"))).err();
    assert_eq!(typo, Some(CasebookError::NotACode));
    let another = Desk::new("Another", "school", 7).code;
    let other = block_on(Casebook::unlock(&school.device, Secret::RecoveryCode(&another))).err();
    assert_eq!(other, Some(CasebookError::OtherCode));
    for wrong in [typo, other] {
        let told = wrong.expect("refused").told();
        // Capitals do not matter in a code, and a sheet may be printed or written by hand.
        assert!(told.to_do.contains("what you wrote down or printed"), "{told:?}");
    }
    let book =
        block_on(Casebook::unlock(&school.device, Secret::RecoveryCode(&school.code))).expect("unlocked");
    assert_eq!(block_on(book.profile()).expect("a profile").name, "Worker of the school");
    let nameless = block_on(book.set_profile(&Profile::default())).err();
    assert!(nameless.is_some_and(|error| error.told().happened.contains("is empty")));
}

#[test]
fn the_devices_own_lock_opens_a_casebook_that_let_it_in_and_no_other() {
    let school = Desk::new("Worker of the school", "school", 1);
    let opens = |byte| {
        let output = PrfOutput::new([byte; 32]);
        block_on(Casebook::unlock(&school.device, Secret::OwnLock(&output))).map(drop)
    };
    let refused = CasebookError::OwnLock(OwnLockError::OfAnother);
    assert_eq!(opens(1), Err(refused.clone()));
    let new = block_on(school.device.prepare_prf("five plain words")).expect("prepared");
    block_on(school.device.change_prf(Some((new, PrfOutput::new([1; 32]), vec![7])))).expect("kept");
    assert_eq!(opens(1), Ok(()));
    assert_eq!(opens(2), Err(refused.clone()));
    assert!(refused.told().to_do.contains("passphrase"));
    assert!(block_on(Casebook::unlock(&school.device, Secret::Passphrase("five plain words"))).is_ok());
}

#[test]
fn home_tells_ours_from_theirs_and_today_from_later() {
    let school = Desk::new("Worker of the school", "school", 1);
    school.opens();
    let home = block_on(school.book.home()).expect("home");
    assert_eq!((home.due.len(), home.coming.len(), home.safety.not_exported), (0, 1, 1));
    school.clock.advance(TimeDelta::days(9));
    let late = block_on(school.book.home()).expect("home");
    assert_eq!((late.due.len(), late.disputes[0].overdue), (1, 1));
    assert_eq!((late.due[0].duty.clock, late.due[0].duty.whose), (Clock::Overdue(2), Whose::Ours));
}

#[test]
fn what_the_other_side_owes_stands_apart() {
    let school = Desk::new("Worker of the school", "school", 1);
    let care = Desk::new("Duty worker", "childrens-social-care", 2);
    let dispute = school.opens().id;
    let file = block_on(school.book.export(&dispute)).expect("a file");
    block_on(care.book.commit_import(&file.text)).expect("taken in");
    let home = block_on(care.book.home()).expect("home");
    assert_eq!((home.due.len(), home.theirs.len(), home.coming.len()), (0, 1, 0));
    assert_eq!(home.theirs[0].duty.key, "S1.settle");
    let undated = &block_on(school.book.home()).expect("home").disputes[0].undated;
    assert!(undated.iter().any(|what| what.starts_with("Talk with the worker")), "{undated:?}");
    assert!(
        block_on(care.book.home()).expect("home").disputes[0].undated.iter().all(|what| !what.is_empty())
    );
}

#[test]
fn a_calendar_file_says_when_something_is_due_and_no_word_of_the_case() {
    let school = Desk::new("Worker of the school", "school", 1);
    school.opens();
    let home = block_on(school.book.home()).expect("home");
    let file = reminders(&home.coming, home.now);
    let lines: Vec<&str> = file.split_terminator("\r\n").collect();
    assert_eq!((lines[0], lines[lines.len() - 1]), ("BEGIN:VCALENDAR", "END:VCALENDAR"));
    for line in ["DTSTART;VALUE=DATE:20261123", "DTSTAMP:20261116T000000Z", "TRIGGER:PT9H"] {
        assert!(lines.contains(&line), "{line} is not in {file}");
    }
    assert_eq!(lines.iter().filter(|line| line.starts_with("UID:")).count(), 1);
    for word in ["School", "Settle", "S1", "Havering"] {
        assert!(!file.contains(word), "{word} is in {file}");
    }
    assert_eq!(file, reminders(&home.coming, home.now), "the same duty, the same entry");
}

#[test]
fn a_code_is_shown_until_it_was_typed_back_whatever_comes_between() {
    let desk = Desk::new("One", "school", 1);
    let kept = |desk: &Desk| block_on(desk.book.home()).expect("home").safety.code.is_none();
    assert!(!kept(&desk));
    let again =
        block_on(Casebook::unlock(&desk.device, Secret::Passphrase("five plain words"))).expect("unlocked");
    assert_eq!(
        block_on(again.home()).expect("home").safety.code.as_ref(),
        Some(&desk.code),
        "the browser was killed"
    );
    let typed = |desk: &Desk, typed: &str| block_on(desk.book.code_typed_back(typed));
    let other = Desk::new("Another", "school", 2);
    assert_eq!(typed(&desk, "no code"), Err(CasebookError::NotACode));
    assert_eq!(typed(&desk, &other.code), Err(CasebookError::OtherCode));
    assert!(!kept(&desk));
    for _ in 0..2 {
        typed(&desk, &desk.code.to_lowercase().replace('-', " ")).expect("that one");
    }
    assert!(kept(&desk));
    let opened =
        block_on(Casebook::unlock(&desk.device, Secret::RecoveryCode(&desk.code))).expect("unlocked");
    assert!(block_on(opened.home()).expect("home").safety.code.is_none());
}

#[test]
fn another_passphrase_is_chosen_with_the_one_before_or_with_the_code() {
    let desk = Desk::new("One", "school", 1);
    let opens = |typed: &str| block_on(Casebook::unlock(&desk.device, Secret::Passphrase(typed))).is_ok();
    let change =
        |typed: &str, new: &str| block_on(Casebook::change_passphrase(&desk.device, typed, new, || {}));
    let wrong = Err(CasebookError::Vault(VaultError::WrongSecret));
    assert_eq!(change("not the words", "second words"), wrong);
    assert!(opens("five plain words"), "a wrong one changes nothing");
    for (typed, new, before) in [
        ("five plain words", "second words", "five plain words"),
        (desk.code.as_str(), "third words", "second words"),
    ] {
        change(typed, new).expect("changed");
        assert!(opens(new));
        assert!(!opens(before), "{before}");
    }
    assert_eq!(block_on(desk.book.home()).expect("home").safety.code.as_ref(), Some(&desk.code), "it stays");
}

#[test]
fn a_new_code_is_shown_until_it_was_typed_back_and_the_one_before_opens_nothing() {
    let desk = Desk::new("One", "school", 1);
    block_on(desk.book.code_typed_back(&desk.code)).expect("that one");
    let renew = |typed: &str| block_on(desk.book.renew_recovery_code(&desk.device, typed));
    assert_eq!(renew("not the words"), Err(CasebookError::Vault(VaultError::WrongSecret)));
    let by_code = |code: &str| block_on(Casebook::unlock(&desk.device, Secret::RecoveryCode(code))).is_ok();
    let mut before = desk.code.clone();
    for typed in ["five plain words".to_owned(), before.clone()] {
        // The second time by the code that is no longer one.
        let Ok(code) = renew(&typed) else {
            assert_eq!(typed, desk.code);
            continue;
        };
        assert!(by_code(&code) && !by_code(&before));
        let told = block_on(desk.book.home()).expect("home").safety.code;
        assert_eq!(told.as_ref(), Some(&*code), "a killed browser costs nobody the code");
        before.clone_from(&code);
    }
    let last = renew(&before).expect("by the code that is one");
    block_on(desk.book.code_typed_back(&last)).expect("that one");
    assert_eq!(block_on(desk.book.home()).expect("home").safety.code, None);
}

#[test]
fn drawn_words_open_it_however_they_are_typed() {
    let desk = Desk::new("One", "school", 1);
    let drawn = passphrase::five_words(&*desk.device.clock);
    block_on(Casebook::change_passphrase(&desk.device, "five plain words", &drawn, || {})).expect("changed");
    let opens = |typed: &str| block_on(Casebook::unlock(&desk.device, Secret::Passphrase(typed))).is_ok();
    assert!(opens(&drawn) && opens(&drawn.to_uppercase()) && opens(&drawn.replace(' ', "  ")));
    assert!(!opens(&drawn.replacen(' ', "", 1)));
    // A person's own is taken as it is.
    block_on(Casebook::change_passphrase(&desk.device, &drawn, "Own words of mine", || {})).expect("changed");
    assert!(opens("Own words of mine") && !opens("own words of mine"));
}
