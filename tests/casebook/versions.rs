//! A dispute that is moved to a newer version of its procedure.

use accord::calendar::Due;

use super::procedures::{lantern, opens_under_lantern};
use super::*;

/// The pack on one line in a newer version, with these texts replaced.
pub(super) fn newer(changes: &[(&str, &str)]) -> String {
    let pack: serde_json::Value = serde_json::from_str(&lantern()).expect("JSON");
    let version = ("\"version\":\"2\"", "\"version\":\"3\"");
    changes.iter().chain([&version]).fold(pack.to_string(), |text, (old, new)| {
        assert!(text.contains(old), "{old}");
        text.replacen(old, new, 1)
    })
}

pub(super) fn takes(desk: &Desk, file: &str) {
    desk.clock.advance(TimeDelta::minutes(1));
    block_on(desk.book.take_in_file(file)).expect("taken over");
}

/// A school with a dispute under version 2, and version 3 beside it.
fn with_newer(changes: &[(&str, &str)]) -> (Desk, String) {
    let school = Desk::new("Worker of the school", "school", 1);
    takes(&school, &lantern());
    let dispute = opens_under_lantern(&school).id;
    takes(&school, &newer(changes));
    (school, dispute)
}

fn moves(desk: &Desk, dispute: &str) -> DisputeView {
    let offer = desk.sees(dispute).offer.expect("another version is here");
    block_on(desk.book.move_to_version(dispute, &offer.digest)).expect("moved")
}

const LIMIT: (&str, &str) = ("\"n\":3,", "\"n\":5,");
const HEAR: (&str, &str) = ("\"id\":\"R1.hear-both\"", "\"id\":\"R1.hear-each\"");
const NEEDS: (&str, &str) = ("[\"R1.hear-both\"]", "[\"R1.hear-each\"]");

#[test]
fn what_would_change_is_shown_and_then_holds_from_the_move_on() {
    let (school, dispute) = with_newer(&[LIMIT, HEAR, NEEDS]);
    school.acts(&dispute, "done:R1.hear-both@nursery", &[]);
    let before = school.sees(&dispute);
    assert_eq!(before.offer.as_ref().map(|offer| offer.version.as_str()), Some("3"));

    let preview = block_on(school.book.preview_version(&dispute)).expect("a preview");
    let (three, five) = (Due::parse("2026-11-19"), Due::parse("2026-11-23"));
    assert_eq!((preview.from.as_str(), preview.refused.len()), ("2", 0));
    assert_eq!(preview.moved.iter().map(|moved| (moved.from, moved.to)).collect::<Vec<_>>(), [(three, five)]);
    assert_eq!((preview.owed_gone.len(), preview.owed_new.len()), (1, 2), "{preview:?}");
    assert_eq!((preview.duties_gone.len(), preview.duties_new.len()), (1, 1));
    assert!(preview.steps_new.is_empty() && preview.steps_gone.is_empty());
    assert_eq!(school.sees(&dispute).duties, before.duties, "a preview stores nothing");

    let view = moves(&school, &dispute);
    assert_eq!((view.procedure.version.as_str(), view.procedure.pack), ("3", PackHere::Same));
    assert_eq!(view.offer, None);
    assert_eq!(view.anomalies, []);
    assert_eq!(duty(&view, "R1.settle").by, five);
    assert_eq!(duty(&view, "R1.hear-each@clinic").state, DutyState::Outstanding);
    assert_eq!(view.timeline[0].what, "It was moved to version 3 of the procedure");

    // What the new version has no longer is told in the words of the old one.
    assert_eq!(duty(&view, "R1.hear-both@nursery").text, "Hear each side");
    assert!(
        view.timeline.iter().any(|entry| entry.what == "Done: Hear each side (Nursery)"),
        "{:?}",
        view.timeline
    );

    // What was done before the move stays done, and what is new gates from now on.
    for agency in ["nursery", "clinic"] {
        assert!(block_on(school.book.act(&dispute, "move:R2", &Answers::new())).is_err());
        school.acts(&dispute, &format!("done:R1.hear-each@{agency}"), &[]);
    }
    let view = school.acts(&dispute, "move:R2", &[]);
    assert_eq!(
        view.ladder.iter().find(|rung| rung.place == Place::Current).map(|rung| rung.step.as_str()),
        Some("R2")
    );
}

#[test]
fn who_comes_after_the_move_is_owed_what_the_newer_version_asks() {
    let (school, dispute) = with_newer(&[HEAR, NEEDS]);
    moves(&school, &dispute);
    let view = school.acts(&dispute, "add-agency", &[("agency", &["early-years"])]);
    assert_eq!(duty(&view, "R1.hear-each@early-years").state, DutyState::Outstanding);
}

#[test]
fn a_duty_that_is_owed_to_others_in_the_newer_version_is_owed_to_them() {
    let (school, dispute) = with_newer(&[("\"scope\":\"agency\"", "\"scope\":\"case\"")]);
    let view = moves(&school, &dispute);
    assert!(matches!(duty(&view, "R1.hear-both@clinic").state, DutyState::Lapsed(_)));
    assert_eq!(duty(&view, "R1.hear-both").state, DutyState::Outstanding);
}

#[test]
fn the_other_side_gets_the_newer_version_with_the_file_and_says_the_same() {
    let (school, dispute) = with_newer(&[LIMIT]);
    let care = Desk::new("Social worker", "childrens-social-care", 2);
    block_on(care.book.commit_import(&school.hands_over(&dispute).text)).expect("an import");
    let moved = moves(&school, &dispute);
    assert!(duty(&care.sees(&dispute), "R1.settle").by != duty(&moved, "R1.settle").by);

    block_on(care.book.commit_import(&school.hands_over(&dispute).text)).expect("an import");
    let theirs = care.sees(&dispute);
    assert_eq!(dates(&theirs), dates(&moved));
    assert_eq!((theirs.procedure.version.as_str(), theirs.anomalies.len()), ("3", 0));

    // Who never had the older version reckons by the one that came.
    let third = Desk::new("A third", "school", 3);
    block_on(third.book.commit_import(&school.hands_over(&dispute).text)).expect("an import");
    assert_eq!(dates(&third.sees(&dispute)), dates(&moved));
}

#[test]
fn a_version_that_is_not_here_is_told_and_the_dispute_stays_under_its_own() {
    let (school, dispute) = with_newer(&[LIMIT]);
    let care = Desk::new("Social worker", "childrens-social-care", 2);
    takes(&care, &lantern());
    moves(&school, &dispute);
    let file = school.hands_over(&dispute).text;
    assert!(file.contains("\"procedure\":[{"), "it carries packs");
    block_on(care.book.commit_import(&carrying(&file, &[]))).expect("an import");
    let view = care.sees(&dispute);
    assert_eq!(duty(&view, "R1.settle").by, Due::parse("2026-11-19"));
    assert!(
        view.anomalies.iter().any(|anomaly| anomaly.happened.contains("is not here")),
        "{:?}",
        view.anomalies
    );
}

#[test]
fn a_version_without_the_step_that_the_dispute_is_in_is_refused_in_a_sentence() {
    let (school, dispute) = with_newer(&[
        ("\"id\":\"R1\"", "\"id\":\"R0\""),
        ("\"step\":\"R1\"", "\"step\":\"R0\""),
        ("\"steps\":[\"R1\"", "\"steps\":[\"R0\""),
    ]);
    let preview = block_on(school.book.preview_version(&dispute)).expect("a preview");
    assert_eq!(preview.refused[0].code, "step-not-in-version:R1");
    assert!(
        preview.refused[0].say.starts_with("The new version has no step like Rung 1: "),
        "{:?}",
        preview.refused
    );
    assert_eq!((preview.steps_new.len(), preview.steps_gone.len()), (1, 1));
    let refused = block_on(school.book.move_to_version(&dispute, &preview.offer.digest));
    assert!(matches!(refused, Err(CasebookError::Refused(_))), "{refused:?}");
    assert_eq!(school.sees(&dispute).timeline.len(), 1);
}

#[test]
fn a_closed_dispute_stays_under_the_version_that_it_was_closed_under() {
    let (school, dispute) = with_newer(&[LIMIT]);
    let digest = school.sees(&dispute).offer.expect("another version").digest;
    school.acts(&dispute, "resolve", &[("text", &["agreed"])]);
    school.acts(&dispute, "close:resolved", &[]);
    assert_eq!(school.sees(&dispute).offer, None);
    let refused = block_on(school.book.move_to_version(&dispute, &digest));
    assert!(matches!(refused, Err(CasebookError::Refused(reasons)) if reasons[0].code == "already-closed"));
}

/// The same file with these procedures only, of those that it carries; the list does not name them.
fn carrying(file: &str, keep: &[usize]) -> String {
    let mut file: serde_json::Value = serde_json::from_str(file).expect("JSON");
    let carried = file["procedure"].as_array().cloned().unwrap_or_default();
    file["procedure"] = match keep {
        [] => serde_json::Value::Null,
        [one] => carried[*one].clone(),
        several => several.iter().map(|nth| carried[*nth].clone()).collect(),
    };
    file.to_string()
}

#[test]
fn every_version_that_a_dispute_was_run_under_travels_with_it() {
    let (school, dispute) = with_newer(&[LIMIT, HEAR, NEEDS]);
    school.acts(&dispute, "done:R1.hear-both@nursery", &[]);
    let moved = moves(&school, &dispute);
    let file = school.hands_over(&dispute).text;
    let third = Desk::new("A third", "school", 3);
    block_on(third.book.commit_import(&file)).expect("an import");
    let theirs = third.sees(&dispute);
    assert_eq!((theirs.duties.len(), dates(&theirs)), (moved.duties.len(), dates(&moved)));
    assert_eq!(duty(&theirs, "R1.hear-both@nursery").text, "Hear each side");
    assert_eq!(theirs.anomalies, []);
    // And on from there.
    let fourth = Desk::new("A fourth", "school", 4);
    block_on(fourth.book.commit_import(&third.hands_over(&dispute).text)).expect("an import");
    assert_eq!((dates(&fourth.sees(&dispute)), fourth.sees(&dispute).anomalies), (dates(&moved), Vec::new()));
}

#[test]
fn a_beginning_under_a_text_that_is_not_here_is_told_after_the_move_too() {
    let (school, dispute) = with_newer(&[LIMIT]);
    moves(&school, &dispute);
    let file = school.hands_over(&dispute).text;
    let third = Desk::new("A third", "school", 3);
    // The version that it stands under comes first.
    block_on(third.book.commit_import(&carrying(&file, &[0]))).expect("an import");
    let told = third.sees(&dispute).anomalies;
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(
        told[0].happened.contains("before it was moved") && told[0].happened.contains("version 2"),
        "{told:?}"
    );
    block_on(third.book.commit_import(&file)).expect("an import");
    assert_eq!(third.sees(&dispute).anomalies, []);
}

#[test]
fn a_dispute_under_another_text_of_a_procedure_of_the_build_says_how_to_get_that_text() {
    let school = Desk::new("Worker of the school", "school", 1);
    let text = accord::procedure::built_in_pack(&"havering".into()).expect("a pack").text().to_owned();
    takes(&school, &text.replacen("\"version\":\"", "\"version\":\"older ", 1));
    let dispute = school.opens().id;
    let file = school.hands_over(&dispute).text;
    let mut bare: serde_json::Value = serde_json::from_str(&file).expect("JSON");
    bare["procedure"] = serde_json::Value::Null;
    let care = Desk::new("Social worker", "childrens-social-care", 2);
    block_on(care.book.commit_import(&bare.to_string())).expect("an import");
    let view = care.sees(&dispute);
    assert_eq!(view.procedure.pack, PackHere::Other);
    let told = &view.anomalies[0];
    assert!(told.happened.contains("version older "), "{told:?}");
    assert!(told.to_do.contains("both devices") && told.to_do.contains("new file"), "{told:?}");
}

#[test]
fn a_move_that_could_not_be_made_is_told_as_that() {
    let renamed = [
        ("\"jump\":\"R2\"", "\"jump\":\"R9\""),
        ("\"id\":\"R2\"", "\"id\":\"R9\""),
        ("\"R1\",\"R2\"", "\"R1\",\"R9\""),
        ("\"to\":\"R2\"", "\"to\":\"R9\""),
    ];
    let (school, dispute) = with_newer(&renamed);
    for agency in ["nursery", "clinic"] {
        school.acts(&dispute, &format!("done:R1.hear-both@{agency}"), &[]);
    }
    let care = Desk::new("Social worker", "clinic", 2);
    care.clock.advance(TimeDelta::minutes(3));
    block_on(care.book.commit_import(&school.hands_over(&dispute).text)).expect("an import");
    care.acts(&dispute, "move:R2", &[]);
    school.clock.advance(TimeDelta::minutes(10));
    moves(&school, &dispute);
    block_on(care.book.commit_import(&school.hands_over(&dispute).text)).expect("an import");
    let view = care.sees(&dispute);
    let told = view.anomalies.iter().find(|one| one.entries.len() == 1).expect("it is told");
    assert!(told.happened.starts_with("The dispute could not be moved to version 3"), "{told:?}");
    assert_eq!(view.procedure.version, "2");
}
