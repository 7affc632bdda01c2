//! What one side wrote down, and the other side's answer: that this is what was agreed, or that it is not.

use super::recorded::said;
use super::*;
use accord::casebook::views::Kept;

/// The school resolved it; care has the file.
fn resolved_by_the_school() -> (Desk, Desk, String) {
    let (school, care, dispute) = pair();
    school.acts(&dispute, "resolve", &[("text", &["A strategy discussion by Friday"])]);
    block_on(care.book.commit_import(&school.hands_over(&dispute).text)).expect("an import");
    (school, care, dispute)
}

#[test]
fn the_other_side_confirms_the_outcome_by_one_answer_and_both_see_it_beside_it() {
    let (school, care, dispute) = resolved_by_the_school();
    let view = care.sees(&dispute);
    let shown = view.to_confirm.as_ref().expect("it asks for an answer");
    assert!(shown.what.starts_with("The disagreement was resolved"), "{}", shown.what);
    let asked = &action(&view, "confirm").asks;
    assert_eq!(
        asked[0].preset,
        std::slice::from_ref(&shown.id),
        "the outcome is meant unless another is chosen"
    );

    let before = dates(&view);
    let entry = shown.id.clone();
    let view = care.acts(&dispute, "confirm", &[("entry", &[&entry]), ("agreed", &["yes"])]);
    assert_eq!((view.to_confirm.as_ref(), view.status.clone()), (None, Status::Resolved));
    block_on(school.book.commit_import(&care.hands_over(&dispute).text)).expect("an import");
    let view = school.sees(&dispute);
    assert_eq!(
        said(&view, "The disagreement was resolved", "Confirmation"),
        "Confirmed on Monday 16 November 2026 by Social worker, whose key nobody has confirmed"
    );
    assert!(said(&view, "An entry was confirmed", "Of").starts_with("The disagreement was resolved"));
    assert_eq!((dates(&view), view.anomalies.as_slice()), (before, &[][..]));

    let paper = block_on(school.book.paper(&dispute, "record")).expect("the record");
    let line = |agency: &str| {
        let field =
            paper.fields.iter().find(|field| field.label.starts_with(&["Confirmed for ", agency].concat()));
        field.expect("a line for each side").filled.clone()
    };
    assert_eq!(
        line("Children's social care"),
        "Social worker, Practitioner, Children's social care, whose key nobody has confirmed, Monday 16 November 2026, \
         signed in Accord"
    );
    assert_eq!(line("School"), "");
}

#[test]
fn the_printed_record_tells_a_forged_confirmation_from_one_that_counts() {
    let (school, care, dispute) = resolved_by_the_school();
    let forger = Desk::new("Director", "childrens-social-care", 66);
    block_on(forger.book.commit_import(&school.hands_over(&dispute).text)).expect("an import");
    let outcome = care.sees(&dispute).timeline[0].id.clone();
    for desk in [&care, &forger] {
        desk.acts(&dispute, "confirm", &[("entry", &[&outcome]), ("agreed", &["yes"])]);
        block_on(school.book.commit_import(&desk.hands_over(&dispute).text)).expect("an import");
    }
    let mut partnership = partnerships::Partnership::named("Havering", 11);
    let of_care = partnerships::enrolment(&care.hands_over(&dispute), "Social worker");
    partnership.certifies(&of_care, accord::identity::Checked::CallBack);
    partnerships::taken(&school, &partnership);
    let paper = block_on(school.book.paper(&dispute, "record")).expect("the record");
    let field = paper.fields.iter().find(|field| field.label.starts_with("Confirmed for Children"));
    let mut lines: Vec<&str> = field.expect("a line for care").filled.lines().collect();
    lines.sort_unstable();
    let [forged, counts] = &lines[..] else { panic!("two lines: {lines:?}") };
    assert_eq!(
        *forged,
        "Does not count: Director, Practitioner, Children's social care, Monday 16 November 2026, signed with a key that \
         the partnership does not vouch for"
    );
    assert_eq!(
        *counts,
        "Social worker, Practitioner, Children's social care, Monday 16 November 2026, signed in Accord"
    );
}

#[test]
fn who_does_not_agree_says_what_was_agreed() {
    let (school, care, dispute) = resolved_by_the_school();
    let entry = care.sees(&dispute).to_confirm.expect("it asks for an answer").id;
    let refused =
        block_on(care.book.act(&dispute, "confirm", &answers(&[("entry", &[&entry]), ("agreed", &["no"])])));
    let Err(CasebookError::Answers(reasons)) = refused else { panic!("{refused:?}") };
    assert_eq!((reasons[0].code.as_str(), reasons[0].ask.as_deref()), ("missing:text", Some("text")));
    let given = [("entry", &[entry.as_str()][..]), ("agreed", &["no"]), ("text", &["By Wednesday"])];
    care.acts(&dispute, "confirm", &given);
    block_on(school.book.commit_import(&care.hands_over(&dispute).text)).expect("an import");
    assert!(
        said(&school.sees(&dispute), "The disagreement was resolved", "Not confirmed")
            .ends_with(": By Wednesday")
    );
}

#[test]
fn nobody_confirms_what_they_wrote_themselves_or_what_is_not_there() {
    let (school, care, dispute) = resolved_by_the_school();
    let view = school.sees(&dispute);
    assert_eq!(view.to_confirm, None);
    assert!(view.actions.iter().all(|action| action.id != "confirm"));
    let own = view.timeline[0].id.clone();
    for (desk, entry, code) in [(&school, own.as_str(), "own-entry"), (&care, "no-such", "unknown-entry")] {
        let given = answers(&[("entry", &[entry]), ("agreed", &["yes"])]);
        let refused = block_on(desk.book.act(&dispute, "confirm", &given));
        let Err(CasebookError::Answers(reasons)) = refused else { panic!("{refused:?}") };
        assert_eq!((reasons[0].code.as_str(), reasons[0].ask.as_deref()), (code, Some("entry")));
    }
}

#[test]
fn a_discussion_can_be_confirmed_too_and_asks_for_no_answer() {
    let (school, care, dispute) = pair();
    school.acts(&dispute, "discuss", &[("agreed", &["A visit"])]);
    block_on(care.book.commit_import(&school.hands_over(&dispute).text)).expect("an import");
    let view = care.sees(&dispute);
    assert_eq!(view.to_confirm, None, "a talk is no outcome");
    let talk = view.timeline[0].id.clone();
    let view = care.acts(&dispute, "confirm", &[("entry", &[&talk]), ("agreed", &["yes"])]);
    assert!(said(&view, "A discussion", "Confirmation").starts_with("Confirmed on "));
    assert!(view.actions.iter().all(|action| action.id != "confirm"), "nothing is left to answer");
}

#[test]
fn a_closed_dispute_says_on_both_sides_whether_the_other_one_confirmed_its_end() {
    let (school, care, dispute) = resolved_by_the_school();
    school.acts(&dispute, "close:resolved", &[]);
    let row = |desk: &Desk| block_on(desk.book.home()).expect("the first screen").disputes.remove(0);
    let open = "Only one side has said how it ended.";
    assert_eq!(row(&school).end_answered.as_deref(), Some(open));
    block_on(care.book.commit_import(&school.hands_over(&dispute).text)).expect("an import");
    assert!(row(&care).to_confirm && !row(&school).to_confirm);
    assert_eq!(row(&care).end_answered.as_deref(), Some(open), "it is true on either side");

    let view = care.sees(&dispute);
    let asked = view.to_confirm.clone().expect("it asks for an answer");
    assert!(asked.what.starts_with("The disagreement was resolved"), "{}", asked.what);
    let explained = action(&view, "confirm").explain.clone().unwrap_or_default();
    assert!(explained.contains("“A strategy discussion by Friday”"), "{explained}");
    let given = [("entry", &[asked.id.as_str()][..]), ("agreed", &["no"]), ("text", &["By Wednesday"])];
    assert_eq!(care.acts(&dispute, "confirm", &given).to_confirm, None, "one answer is enough");
    assert!(!row(&care).to_confirm);

    block_on(school.book.commit_import(&care.hands_over(&dispute).text)).expect("an import");
    let contradicted = "Social worker says that this is not what was agreed.";
    let said = |desk: &Desk| (row(desk).end_answered, desk.sees(&dispute).end_answered);
    assert_eq!(said(&school), (Some(contradicted.to_owned()), Some(contradicted.to_owned())));
    school.acts(&dispute, "reopen", &[("reason", &["They did not agree"])]);
    assert_eq!(said(&school), (None, None));
    school.acts(&dispute, "resolve", &[("text", &["By Wednesday"])]);
    assert_eq!(said(&school).1.as_deref(), Some(open), "what was said of another end counts for that one");
}

#[test]
fn a_step_without_a_date_was_neither_in_time_nor_late_and_a_chair_is_of_neither_side() {
    let school = Desk::new("Worker of the school", "school", 1);
    let dispute = school.opens().id;
    for step in ["move:S2", "move:S3"] {
        school.clock.advance(TimeDelta::days(1));
        school.acts(&dispute, step, &[]);
    }
    let ladder = school.sees(&dispute).ladder;
    let rung = |step: &str| ladder.iter().find(|rung| rung.step == step).expect("a step");
    assert_eq!((rung("S1").kept, rung("S2").kept), (Some(Kept::InTime), None));
    let sides = ["ADVICE", "S1", "S2", "S3", "S4"].map(|step| rung(step).answers_for_side);
    assert_eq!(sides, [false, true, true, true, false]);
}
