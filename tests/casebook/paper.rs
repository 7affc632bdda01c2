//! A partnership's form as a dispute fills it in, to print.

use super::*;

fn written<'p>(paper: &'p Paper, label: &str) -> &'p str {
    let field = paper.fields.iter().find(|field| field.label == label);
    &field.unwrap_or_else(|| panic!("{label} is not on the form")).filled
}

#[test]
fn the_referral_summary_says_what_the_dispute_holds_and_leaves_the_rest_to_be_typed() {
    let school = Desk::new("Worker of the school", "school", 1);
    let dispute = school.opens().id;
    school.clock.advance(TimeDelta::days(1));
    school.acts(&dispute, "move:S2", &[]);
    let seen = school.sees(&dispute);
    assert_eq!(
        seen.forms,
        [("mailbox-summary".to_owned(), "Summary for the partnership's mailbox".to_owned())]
    );
    let paper = block_on(school.book.paper(&dispute, "mailbox-summary")).expect("a form");
    assert_eq!((paper.paragraph.as_str(), paper.fields.len()), ("2.11", 8));
    assert_eq!(written(&paper, "Our reference (no name)"), "A");
    assert_eq!(written(&paper, "Agency that raises it"), "School");
    assert_eq!(written(&paper, "Other agencies"), "Children's social care");
    assert_eq!(
        written(&paper, "Stages passed, with their dates"),
        "Stage 1: Discussion between the people who disagree: Monday 16 November 2026 to Tuesday 17 November 2026\n\
         Stage 2: Supervisors or managers: Tuesday 17 November 2026"
    );
    assert_eq!(written(&paper, "What we differ on"), "We think that the threshold is met");
    assert_eq!(written(&paper, "Whom to ring"), "", "a person's name is typed on the paper");
    assert_eq!(school.sees(&dispute).timeline.len(), seen.timeline.len(), "printing records nothing");
    let unknown = block_on(school.book.paper(&dispute, "no-such")).err();
    assert_eq!(unknown, Some(CasebookError::NoSuchForm));
}

#[test]
fn appendix_1_has_exactly_its_fields_and_what_was_recorded_for_it_stands_in_them() {
    let school = Desk::new("Worker of the school", "school", 1);
    let opening = answers(&[
        ("raising", &["school"]),
        ("other", &["police"]),
        ("grounds", &["threshold"]),
        ("children", &["A"]),
    ]);
    let dispute =
        block_on(school.book.begin("sunderland", "inter-agency", "open", &opening)).expect("a dispute").id;
    school.acts(&dispute, "discuss", &[("agreed", &["Nothing yet"])]);
    let form = |dispute: &str| block_on(school.book.paper(dispute, "appendix-1")).expect("a form");
    let paper = form(&dispute);
    let labels: Vec<&str> = paper.fields.iter().map(|field| field.label.as_str()).collect();
    assert_eq!(
        labels,
        [
            "Name and designation of referrer",
            "Contact details of referrer",
            "Date information passed to SSCB Strategic Business Manager",
            "Reason for implementing the protocol",
            "Step 1, practitioners: actions taken",
            "Step 1: outcome",
            "Step 1: has any learning been identified?",
            "Step 2, line manager: action taken",
            "Step 2: outcome",
            "Step 2: has any learning been identified?",
            "Step 3, senior manager or equivalent: action taken",
            "Step 3: outcome",
            "Step 3: has any learning been identified?",
            "Date complete",
            "Signed",
        ]
    );
    assert_eq!(written(&paper, "Name and designation of referrer"), "");
    assert_eq!(
        written(&paper, "Reason for implementing the protocol"),
        "Level of need (use the thresholds document)"
    );
    let step_1 = written(&paper, "Step 1, practitioners: actions taken");
    assert!(step_1.contains("A discussion was recorded (Nothing yet)"), "{step_1}");
    assert_eq!(written(&paper, "Step 2, line manager: action taken"), "");

    school.acts(&dispute, "depart:T3", &[("reason", &["Nobody answers"])]);
    let asked = action(&school.sees(&dispute), "done:T3.form").asks.clone();
    let fields = asked.iter().filter(|ask| ask.id.starts_with("field."));
    let filled: Answers =
        fields.map(|ask| (ask.id.clone(), vec![format!("Written for {}", ask.label)])).collect();
    block_on(school.book.act(&dispute, "done:T3.form", &filled)).expect("the form is recorded");
    for field in form(&dispute).fields {
        assert_eq!(field.filled, format!("Written for {}", field.label));
    }
}

#[test]
fn the_written_confirmation_repeats_what_was_agreed() {
    let school = Desk::new("Worker of the school", "school", 1);
    let opening = answers(&[("raising", &["school"]), ("other", &["police"]), ("grounds", &["threshold"])]);
    let dispute =
        block_on(school.book.begin("sunderland", "inter-agency", "open", &opening)).expect("a dispute").id;
    school.acts(&dispute, "resolve", &[("text", &["A visit on Friday"])]);
    let paper = block_on(school.book.paper(&dispute, "written-confirmation")).expect("a form");
    assert_eq!(written(&paper, "What was agreed"), "A visit on Friday");
    assert_eq!(written(&paper, "Agencies"), "School and Police");
}

#[test]
fn a_form_holds_no_words_of_a_duty_that_asks_for_something_else_too() {
    let school = Desk::new("Worker of the school", "school", 1);
    let opening = answers(&[("raising", &["school"]), ("other", &["police"]), ("grounds", &["threshold"])]);
    let dispute =
        block_on(school.book.begin("sunderland", "inter-agency", "open", &opening)).expect("a dispute").id;
    school.acts(&dispute, "depart:T4", &[("reason", &["Nobody answers"])]);
    school.acts(&dispute, "done:T4.facilitate", &[("choice", &["unresolved"])]);
    let referred = [("field.inspectorate", &["ofsted"][..]), ("field.reason", &["It is for Ofsted now"])];
    school.acts(&dispute, "done:any.refer-inspectorate", &referred);
    let paper = block_on(school.book.paper(&dispute, "appendix-1")).expect("a form");
    let reason = written(&paper, "Reason for implementing the protocol");
    assert_eq!(reason, "Level of need (use the thresholds document)");
}
