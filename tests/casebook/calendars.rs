//! A later calendar: what it would move, what it moved, and who vouches for it.

use accord::calendar::Due;
use accord::calendar::format::BUILT_IN;

use super::*;

/// The calendar of the build with one more closed day, issued later.
fn later(issued: &str, day: &str) -> String {
    let before = day_before(day);
    let added =
        format!("{{ \"date\": \"{day}\", \"name\": \"A day of mourning\", \"source\": \"act-1971\" }}");
    BUILT_IN
        .replacen("\"issued\": \"2026-11-25\"", &format!("\"issued\": \"{issued}\""), 1)
        .replacen("\"version\": \"2026-11\"", &format!("\"version\": \"{issued}\""), 1)
        .replacen(&before, &format!("{before},\n    {added}"), 1)
}

/// The line of the last listed day before that one.
fn day_before(day: &str) -> String {
    let lines = BUILT_IN.lines().filter(|line| line.trim_start().starts_with("{ \"date\""));
    let line = lines.take_while(|line| line[15..25] < *day).last().expect("a day before");
    line.trim().trim_end_matches(',').to_owned()
}

fn by(view: &DisputeView, key: &str) -> String {
    duty(view, key).by.expect("a date").to_string()
}

fn calendar(opened: Opened) -> CalendarPreview {
    match opened {
        Opened::Calendar(preview) => preview,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_later_calendar_says_what_it_would_move_and_then_what_it_moved() {
    let school = Desk::new("Worker of the school", "school", 1);
    let dispute = school.opens().id;
    let settled = by(&school.sees(&dispute), "S1.settle");
    assert_eq!(settled, "2026-11-23");
    let file = later("2026-11-26", "2026-11-20");

    let preview = calendar(block_on(school.book.open(&file)).expect("a calendar"));
    assert!(preview.later && preview.reopened.is_empty());
    assert_eq!(preview.calendar.vouched, Vouched::Unsigned);
    assert_eq!(preview.now.vouched, Vouched::ByBuild);
    assert_eq!(preview.closed.len(), 1);
    let moved: Vec<_> = preview.moved.iter().map(|moved| (moved.from, moved.to)).collect();
    let date = |text| Due::parse(text);
    assert_eq!(moved, [(date("2026-11-23"), date("2026-11-24"))]);
    assert_eq!(by(&school.sees(&dispute), "S1.settle"), settled, "a preview stores nothing");

    assert_eq!(block_on(school.book.take_in_file(&file)), Ok(TakenIn::Calendar));
    let view = school.sees(&dispute);
    assert_eq!(by(&view, "S1.settle"), "2026-11-24");
    let why = duty(&view, "S1.settle").why.as_ref().expect("why");
    assert_eq!(why.calendar, "england-and-wales/2026-11-26");
    assert_eq!(
        why.reckoned_again,
        [
            "Reckoned again on Monday 16 November 2026 with the calendar england-and-wales/2026-11-26: moved from \
          Monday 23 November 2026 to Tuesday 24 November 2026."
        ]
    );
    let twice = block_on(school.book.take_in_file(&file)).expect_err("not later");
    assert!(twice.told().happened.contains("not later"), "{twice:?}");

    let again = block_on(Casebook::unlock(&school.device, Secret::Passphrase("five plain words")));
    let view = block_on(again.expect("unlocked").dispute(&dispute)).expect("a dispute");
    assert_eq!(by(&view, "S1.settle"), "2026-11-24", "unlocking keeps the later calendar");
    assert_eq!(duty(&view, "S1.settle").why.as_ref().expect("why").reckoned_again.len(), 1);
}

#[test]
fn a_new_entry_is_kept_with_the_calendar_that_it_was_reckoned_with() {
    let school = Desk::new("Worker of the school", "school", 1);
    block_on(school.book.take_in_file(&later("2026-11-26", "2026-11-20"))).expect("taken over");
    let view = school.opens();
    assert_eq!(by(&view, "S1.settle"), "2026-11-24");
    assert_eq!(duty(&view, "S1.settle").why.as_ref().expect("why").reckoned_again, [""; 0]);
    let card = block_on(school.book.calendar()).expect("a calendar");
    assert_eq!((card.version.as_str(), card.vouched), ("england-and-wales/2026-11-26", Vouched::Unsigned));
}

#[test]
fn a_calendar_of_a_new_build_notes_what_it_moved_when_the_casebook_is_unlocked() {
    let school = Desk::new("Worker of the school", "school", 1);
    let dispute = school.opens().id;
    // What an older build would have left here: a calendar issued before that of this build.
    let old = later("2026-10-01", "2026-11-20");
    let vault = block_on(accord::vault::Unlocked::unlock(
        &school.device,
        accord::vault::unlocked::Secret::Passphrase("five plain words"),
    ))
    .expect("unlocked");
    let kept_at = DateTime::parse_from_rfc3339("2026-10-02T09:00:00Z").expect("a time").to_utc();
    let record = accord::vault::record::CalendarRecord { text: old, signed: None, kept_at };
    block_on(vault.keep_calendar(&record, &[])).expect("kept");

    let unlock = || block_on(Casebook::unlock(&school.device, Secret::Passphrase("five plain words")));
    for _ in 0..2 {
        let view = block_on(unlock().expect("unlocked").dispute(&dispute)).expect("a dispute");
        let why = duty(&view, "S1.settle").why.as_ref().expect("why");
        assert_eq!(why.reckoned_again.len(), 1, "{:?}", why.reckoned_again);
        assert!(why.reckoned_again[0].contains("moved from Tuesday 24 November 2026 to Monday 23"));
    }
}

#[test]
fn a_signed_calendar_says_who_signed_it_and_one_that_was_changed_is_refused() {
    let (school, care, _) = pair();
    let text = later("2026-11-26", "2026-11-20");
    let signed = block_on(school.book.sign_for_all(&text)).expect("a file");
    assert!(signed.name.starts_with("accord-calendar-2026-11-16"), "{}", signed.name);

    let own = calendar(block_on(school.book.open(&signed.text)).expect("a calendar"));
    let theirs = calendar(block_on(care.book.open(&signed.text)).expect("a calendar"));
    let standing = |preview: &CalendarPreview| match &preview.calendar.vouched {
        Vouched::Signed(signer) => (signer.name.clone(), signer.standing),
        other => panic!("{other:?}"),
    };
    assert_eq!(standing(&own), ("Worker of the school".to_owned(), Standing::Own));
    assert_eq!(standing(&theirs), ("Worker of the school".to_owned(), Standing::NotConfirmed));

    block_on(care.book.take_in_file(&signed.text)).expect("taken over");
    let card = block_on(care.book.calendar()).expect("a calendar");
    assert!(matches!(card.vouched, Vouched::Signed(signer) if signer.standing == Standing::NotConfirmed));

    // One letter of the payload.
    let at = signed.text.rfind("\"payload\":\"").expect("a payload") + 40;
    let other = if &signed.text[at..=at] == "A" { "B" } else { "A" };
    let altered = [&signed.text[..at], other, &signed.text[at + 1..]].concat();
    let refused = block_on(care.book.open(&altered)).expect_err("altered");
    assert!(matches!(refused, CasebookError::Bundle(accord::bundle::BundleError::Altered(_))), "{refused:?}");
    let cut = block_on(care.book.open(&signed.text[..signed.text.len() - 60])).expect_err("truncated");
    assert!(matches!(cut, CasebookError::Bundle(_)), "{cut:?}");
}

#[test]
fn a_faulty_calendar_says_every_fault_and_changes_nothing() {
    let school = Desk::new("Worker of the school", "school", 1);
    let faulty = BUILT_IN.replacen("2019-01-01", "2019-13-01", 1).replacen(
        "\"through\": 2028",
        "\"through\": 2030",
        1,
    );
    let told = block_on(school.book.open(&faulty)).expect_err("faults").told();
    assert_eq!(told.happened, "This calendar has 3 faults, so it was not opened.");
    assert!(told.reasons[0].say.starts_with("days[0].date: "), "{:?}", told.reasons);
    assert_eq!(block_on(school.book.calendar()).expect("a calendar").vouched, Vouched::ByBuild);
}
