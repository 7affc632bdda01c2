//! What one side wrote down, and the other side's answer: that this is what was agreed, or that it is not.

use super::recorded::said;
use super::*;

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
    assert!(line("Children's social care").contains("Monday 16 November 2026, signed in Accord"));
    assert_eq!(line("School"), "");
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
