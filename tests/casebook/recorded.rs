//! What happened before it was recorded, and what was recorded wrongly.

use super::*;

pub(super) fn said<'v>(view: &'v DisputeView, what: &str, label: &str) -> &'v str {
    let of = |entry: &&TimelineEntry| entry.what.starts_with(what);
    let entry = view.timeline.iter().find(of).unwrap_or_else(|| panic!("no entry “{what}”"));
    let said = entry.said.iter().find(|(own, _)| own == label);
    said.map(|(_, words)| words.as_str()).unwrap_or_else(|| panic!("{label} is not said: {:?}", entry.said))
}

/// A danger declared on Monday the 16th, looked at two days later.
fn two_days_after_a_danger() -> (Desk, String) {
    let school = Desk::new("Worker of the school", "school", 1);
    let dispute = school.opens().id;
    school.acts(&dispute, "risk", &[]);
    school.clock.advance(TimeDelta::days(2));
    assert_eq!(duty(&school.sees(&dispute), "risk.tell-dsl").clock, Clock::AtOnce);
    (school, dispute)
}

#[test]
fn a_call_that_was_made_in_time_and_recorded_late_is_done_in_time_and_shows_both_days() {
    let (school, dispute) = two_days_after_a_danger();
    let view = school.acts(&dispute, "done:risk.tell-dsl", &[("on", &["2026-11-16"])]);
    let line = duty(&view, "risk.tell-dsl");
    assert_eq!(line.state, DutyState::Done(accord::calendar::Due::parse("2026-11-16").expect("a day")));
    assert_eq!(
        said(&view, "Done: ", "Happened on"),
        "Monday 16 November 2026; recorded on Wednesday 18 November 2026"
    );
    let care = Desk::new("Social worker", "childrens-social-care", 2);
    block_on(care.book.commit_import(&school.hands_over(&dispute).text)).expect("an import");
    assert_eq!(duty(&care.sees(&dispute), "risk.tell-dsl").state, line.state, "it travels");
}

#[test]
fn today_stands_in_the_form_and_says_no_more_than_the_entry_itself() {
    let (school, dispute) = two_days_after_a_danger();
    let asked = action(&school.sees(&dispute), "done:risk.tell-dsl").asks.clone();
    let on = asked.iter().find(|ask| ask.id == "on").expect("it asks when");
    assert_eq!(
        (&on.kind, on.need, on.preset.as_slice()),
        (&AskKind::Date, Need::Optional, &["2026-11-18".to_owned()][..])
    );
    let view = school.acts(&dispute, "done:risk.tell-dsl", &[("on", &["2026-11-18"])]);
    assert!(matches!(duty(&view, "risk.tell-dsl").state, DutyState::DoneLate(_)));
    assert!(view.timeline[0].said.is_empty(), "{:?}", view.timeline[0].said);
    let file = school.hands_over(&dispute).text;
    assert!(verifies(&file).iter().all(|payload| !payload.contains("\"on\"")), "nothing new is written");
}

/// The payloads of a file's entries.
fn verifies(file: &str) -> Vec<String> {
    use base64ct::{Base64UrlUnpadded, Encoding};
    let file: serde_json::Value = serde_json::from_str(file).expect("JSON");
    let payload = |entry: &serde_json::Value| {
        let payload = entry["jws"]["payload"].as_str().expect("text");
        String::from_utf8(Base64UrlUnpadded::decode_vec(payload).expect("base64url")).expect("text")
    };
    file["events"].as_array().expect("entries").iter().map(payload).collect()
}

#[test]
fn a_day_that_has_not_come_is_refused_at_its_field() {
    let (school, dispute) = two_days_after_a_danger();
    let tomorrow = answers(&[("on", &["2026-11-19"]), ("agreed", &["A visit"])]);
    let refused = block_on(school.book.act(&dispute, "done:risk.tell-dsl", &tomorrow));
    let Err(CasebookError::Refused(reasons)) = refused else { panic!("{refused:?}") };
    assert_eq!((reasons[0].code.as_str(), reasons[0].ask.as_deref()), ("date-in-future", Some("on")));
    let refused = block_on(school.book.act(&dispute, "discuss", &tomorrow));
    let Err(CasebookError::Answers(reasons)) = refused else { panic!("{refused:?}") };
    assert_eq!((reasons[0].code.as_str(), reasons[0].ask.as_deref()), ("date-in-future", Some("on")));
    let tried = [("informal-with", &["Their manager"][..]), ("informal-on", &["2026-11-19"])];
    let refused = block_on(school.book.begin("solihull", "inter-agency", "open", &answers(&tried)));
    let Err(CasebookError::Refused(reasons)) = refused else { panic!("{refused:?}") };
    let future = reasons.iter().find(|reason| reason.code == "date-in-future").expect("it is told");
    assert_eq!(future.ask.as_deref(), Some("informal-on"));
}

#[test]
fn a_discussion_says_when_it_took_place_where_that_is_another_day() {
    let (school, dispute) = two_days_after_a_danger();
    let view = school.acts(&dispute, "discuss", &[("agreed", &["A visit"]), ("on", &["2026-11-17"])]);
    assert_eq!(
        said(&view, "A discussion", "Happened on"),
        "Tuesday 17 November 2026; recorded on Wednesday 18 November 2026"
    );
    assert_eq!(view.timeline[0].said.len(), 2, "{:?}", view.timeline[0].said);
    let only_a_day = block_on(school.book.act(&dispute, "discuss", &answers(&[("on", &["2026-11-17"])])));
    assert!(matches!(only_a_day, Err(CasebookError::Answers(_))), "a day alone is no discussion");
    let today = school.acts(&dispute, "discuss", &[("agreed", &["A visit"]), ("on", &["2026-11-18"])]);
    assert_eq!(today.timeline[0].said.len(), 1, "{:?}", today.timeline[0].said);
}

#[test]
fn a_correction_stands_beside_the_entry_and_as_one_of_its_own_and_moves_nothing() {
    let (school, care, dispute) = pair();
    let before = dates(&care.sees(&dispute));
    let form = action(&care.sees(&dispute), "correct").asks.clone();
    let AskKind::One(entries) = &form[0].kind else { panic!("{form:?}") };
    let opened = entries.last().expect("the opening");
    assert!(opened.label.starts_with("The dispute was opened at "), "{}", opened.label);
    let when = " (Monday 16 November 2026 at 09:30, Worker of the school): \u{201c}";
    assert!(opened.label.contains(when), "{}", opened.label);

    let given = [("entry", &[opened.value.as_str()][..]), ("wrong", &["Child A"]), ("right", &["Child B"])];
    school.clock.advance(TimeDelta::days(1));
    care.clock.advance(TimeDelta::days(1));
    care.acts(&dispute, "correct", &given);
    block_on(school.book.commit_import(&care.hands_over(&dispute).text)).expect("an import");
    let view = school.sees(&dispute);
    assert_eq!(
        said(&view, "The dispute was opened", "Correction"),
        "Corrected on Tuesday 17 November 2026 by Social worker: Child B"
    );
    let of = said(&view, "An entry was corrected", "Of");
    assert!(
        of.starts_with("The dispute was opened at ")
            && of.contains(", Monday 16 November 2026 at 09:30: \u{201c}"),
        "{of}"
    );
    assert_eq!(said(&view, "An entry was corrected", "What is wrong"), "Child A");
    assert_eq!(said(&view, "An entry was corrected", "What is right"), "Child B");
    assert_eq!((dates(&view), view.anomalies.as_slice()), (before, &[][..]));
}

#[test]
fn two_notes_of_one_day_are_told_apart_where_one_is_chosen_and_in_its_correction() {
    let school = Desk::new("Worker of the school", "school", 1);
    let dispute = school.opens().id;
    school.acts(&dispute, "note", &[("text", &["They rang back.\nNobody was there."])]);
    let view = school.acts(
        &dispute,
        "note",
        &[("text", &["Their manager says that the visit is to be on Thursday, and not before that"])],
    );
    let AskKind::One(entries) = &action(&view, "correct").asks[0].kind else { panic!("{view:?}") };
    let labels: Vec<&str> = entries.iter().map(|entry| entry.label.as_str()).collect();
    let note = "A note was made (Monday 16 November 2026 at 09:30, Worker of the school): ";
    assert_eq!(
        labels[..2],
        [
            [note, "\u{201c}Their manager says that the visit is to be on…\u{201d}"].concat(),
            [note, "\u{201c}They rang back. Nobody was there.\u{201d}"].concat(),
        ]
    );
    let first = [("entry", &[entries[1].value.as_str()][..]), ("right", &["They did not"])];
    let view = school.acts(&dispute, "correct", &first);
    let of = "A note was made, Monday 16 November 2026 at 09:30: \u{201c}They rang back. Nobody was there.\u{201d}";
    assert_eq!(said(&view, "An entry was corrected", "Of"), of);
    let AskKind::One(entries) = &action(&view, "correct").asks[0].kind else { panic!("{view:?}") };
    assert!(entries[0].label.ends_with(": \u{201c}They did not\u{201d}"), "{}", entries[0].label);
}

#[test]
fn a_correction_says_of_which_entry_and_what_is_right() {
    let (school, _, dispute) = pair();
    let opened = school.sees(&dispute).timeline[0].id.clone();
    for (given, ask, code) in [
        (vec![("right", &["B"][..])], "entry", "missing:entry"),
        (vec![("entry", &[opened.as_str()][..])], "right", "missing:right"),
        (vec![("entry", &["no-such"][..]), ("right", &["B"][..])], "entry", "unknown-entry"),
    ] {
        let refused = block_on(school.book.act(&dispute, "correct", &answers(&given)));
        let Err(CasebookError::Answers(reasons)) = refused else { panic!("{refused:?}") };
        assert_eq!((reasons[0].code.as_str(), reasons[0].ask.as_deref()), (code, Some(ask)));
    }
    assert_eq!(school.sees(&dispute).timeline.len(), 1);
}

/// Another program may have written it: `tests/vectors/bundle` holds such a file.
#[test]
fn a_correction_of_an_entry_that_is_not_here_is_told_and_kept() {
    let school = Desk::new("Worker of the school", "school", 1);
    block_on(school.book.take_in_file(&vector("../../packs/harbour"))).expect("taken over");
    block_on(school.book.commit_import(&vector("correction-of-nothing"))).expect("an import");
    let dispute = block_on(school.book.home()).expect("the first screen").disputes[0].dispute.clone();
    let view = school.sees(&dispute);
    assert_eq!(said(&view, "An entry was corrected", "What is right"), "It was Tuesday.");
    let told =
        view.anomalies.iter().find(|one| one.happened == "Something is said of an entry that is not here.");
    assert!(told.is_some_and(|told| told.entries.len() == 1), "{:?}", view.anomalies);
}
