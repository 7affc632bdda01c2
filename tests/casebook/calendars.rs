//! A later calendar: what it would move, what it moved, and who vouches for it.

use accord::calendar::Due;
use accord::calendar::format::BUILT_IN;

use super::*;

/// The calendar of the build with one more closed day, issued later.
pub(super) fn later(issued: &str, day: &str) -> String {
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

#[test]
fn a_calendar_that_is_kept_and_cannot_be_read_stays_and_is_told() {
    let school = Desk::new("Worker of the school", "school", 1);
    let vault = || {
        let secret = accord::vault::unlocked::Secret::Passphrase("five plain words");
        block_on(accord::vault::Unlocked::unlock(&school.device, secret)).expect("unlocked")
    };
    // What a later build would have left here, in a format that this one does not know.
    let text = BUILT_IN.replacen("calendar/1", "calendar/2", 1);
    let kept_at = DateTime::parse_from_rfc3339("2026-11-17T09:00:00Z").expect("a time").to_utc();
    let record = accord::vault::record::CalendarRecord { text: text.clone(), signed: None, kept_at };
    block_on(vault().keep_calendar(&record, &[])).expect("kept");

    let book = block_on(Casebook::unlock(&school.device, Secret::Passphrase("five plain words")));
    let book = book.expect("unlocked");
    assert_eq!(block_on(book.home()).expect("the first screen").safety.unreadable, 1);
    let card = block_on(book.calendar()).expect("a calendar");
    assert_eq!(card.vouched, Vouched::ByBuild, "dates are reckoned with that of the build");
    let kept = block_on(vault().calendar()).expect("readable").expect("it is there");
    assert_eq!(kept.text, text, "unlocking replaced it");
    // Whoever opens a later one mends it.
    block_on(book.take_in_file(&later("2026-11-26", "2026-11-20"))).expect("taken over");
    assert_eq!(block_on(book.home()).expect("the first screen").safety.unreadable, 0);
}

#[test]
fn of_two_calendars_of_one_day_the_same_one_counts_on_every_device() {
    let named = |version: &str, day: &str| {
        later("2026-11-26", day).replacen(
            "\"version\": \"2026-11-26\"",
            &format!("\"version\": \"{version}\""),
            1,
        )
    };
    let (a, b) = (named("2026-11-26a", "2026-11-20"), named("2026-11-26b", "2026-11-19"));
    let settled = |files: [&String; 2]| {
        let desk = Desk::new("Worker of the school", "school", 1);
        let taken = files.map(|file| block_on(desk.book.take_in_file(file)).is_ok());
        let again = block_on(Casebook::unlock(&desk.device, Secret::Passphrase("five plain words")));
        (taken, block_on(again.expect("unlocked").calendar()).expect("a calendar").version)
    };
    let counts = "england-and-wales/2026-11-26b".to_owned();
    assert_eq!(settled([&a, &b]), ([true, true], counts.clone()));
    assert_eq!(settled([&b, &a]), ([true, false], counts));
    // Of one day and one version it is the closed days that decide.
    let (a, b) = (named("2026-11-26", "2026-11-20"), named("2026-11-26", "2026-11-19"));
    assert_eq!((settled([&a, &b]).0, settled([&b, &a]).0), ([true, false], [true, true]));
}

#[test]
fn a_note_of_a_moved_date_stands_at_the_instance_whose_date_moved() {
    let school = Desk::new("Worker of the school", "school", 1);
    let dispute = school.opens().id;
    block_on(school.book.take_in_file(&later("2026-11-26", "2026-11-20"))).expect("taken over");
    let again = |view: &DisputeView| duty(view, "S1.settle").why.as_ref().expect("why").reckoned_again.len();
    assert_eq!(again(&school.sees(&dispute)), 1);
    school.clock.advance(TimeDelta::days(1));
    school.acts(&dispute, "resolve", &[("text", &["agreed"])]);
    assert_eq!(again(&school.sees(&dispute)), 1);
    let afresh = school.acts(&dispute, "reopen", &[("reason", &["It was not"])]);
    assert_eq!(by(&afresh, "S1.settle"), "2026-11-25");
    assert_eq!(again(&afresh), 0, "this instance was never reckoned otherwise");
}

/// Under `millrace` a date that passes brings a duty that has none.
#[test]
fn what_a_calendar_would_owe_or_not_owe_any_more_is_shown() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/packs/millrace.json");
    let pack = std::fs::read_to_string(file).expect("a pack");
    let school = Desk::new("Worker of the school", "school", 1);
    block_on(school.book.take_in_file(&pack)).expect("taken over");
    let opening = answers(&[("raising", &["school"]), ("other", &["clinic"]), ("text", &["The water"])]);
    let dispute = block_on(school.book.begin("millrace", "main", "open", &opening)).expect("a dispute").id;
    school.clock.advance(TimeDelta::days(2));
    assert_eq!(duty(&school.sees(&dispute), "any.chase").by, None);
    let preview =
        calendar(block_on(school.book.open(&later("2026-11-26", "2026-11-17"))).expect("a calendar"));
    assert_eq!(
        (preview.owed_gone.as_slice(), preview.owed_new.len()),
        (&["School and Clinic: Ask why nobody rang".to_owned()][..], 0)
    );
    block_on(school.book.take_in_file(&later("2026-11-26", "2026-11-17"))).expect("taken over");
    assert!(school.sees(&dispute).duties.iter().all(|line| line.key != "any.chase"));
    // A later one that takes the day back owes it again.
    let back = later("2026-11-27", "2026-11-30");
    let preview = calendar(block_on(school.book.open(&back)).expect("a calendar"));
    assert_eq!(
        (preview.owed_gone.len(), preview.owed_new.as_slice()),
        (0, &["School and Clinic: Ask why nobody rang".to_owned()][..])
    );
}
