//! A partnership's form as a dispute fills it in, to print.

use super::*;

/// What stands in the field of that label.
pub fn written<'p>(paper: &'p Paper, label: &str) -> &'p str {
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
    let forms: Vec<(&str, &str)> =
        seen.forms.iter().map(|(id, title)| (id.as_str(), title.as_str())).collect();
    assert_eq!(
        forms,
        [
            ("mailbox-summary", "Summary for the partnership's mailbox"),
            ("record", "Record of this dispute"),
            ("chronology", "Chronology of this dispute"),
        ]
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

/// YOR-R33: the group asks every agency for a chronology of its involvement, with a summary and analysis.
#[test]
fn yorks_report_has_the_chronology_of_the_dispute_and_room_for_the_rest() {
    let school = Desk::new("Worker of the school", "school", 1);
    let opening = answers(&[
        ("raising", &["school"]),
        ("other", &["childrens-social-care"]),
        ("children", &["A"]),
        ("text", &["The plan drifts"]),
    ]);
    let dispute = block_on(school.book.begin("york", "plan", "open", &opening)).expect("a dispute").id;
    school.clock.advance(TimeDelta::days(1));
    school.acts(&dispute, "note", &[("text", &["Rang the manager"])]);
    let paper = block_on(school.book.paper(&dispute, "report-to-crag")).expect("a form");
    let entries: Vec<&str> = written(&paper, "Chronology of our involvement").lines().collect();
    assert_eq!(entries.len(), 2, "{entries:?}");
    assert!(entries[0].contains("The plan drifts") && entries[1].contains("Rang the manager"), "{entries:?}");
    assert_eq!(written(&paper, "Agency that reports"), "School");
    for typed in ["Our involvement before this disagreement", "Summary and analysis of it"] {
        assert_eq!(written(&paper, typed), "", "{typed}");
    }
}

/// RUT-R67: one alert has one case note, and the manager's answer stands in it.
#[test]
fn the_managers_answer_stands_in_the_case_note_of_the_alert_and_no_other_track_has_that_note() {
    let school = Desk::new("Chair", "childrens-social-care", 1);
    let opening = answers(&[
        ("raising", &["childrens-social-care"]),
        ("children", &["A"]),
        ("grounds", &["code-1"]),
        ("text", &["The visits are late"]),
    ]);
    let begun = |track: &str, opening: &Answers| {
        block_on(school.book.begin("rutland", track, "open", opening)).expect("a dispute").id
    };
    let dispute = begun("practice-alert", &opening);
    school.acts(&dispute, "received", &[("date", &["2026-11-16"])]);
    let note = block_on(school.book.paper(&dispute, "practice-alert-note")).expect("a form");
    assert_eq!(
        written(&note, "What is asked, and by when"),
        "Answer the alert in its case note, saying how it will be put right (Team Manager), by Monday 23 November 2026"
    );
    assert_eq!(written(&note, "Received on"), "Monday 16 November 2026");
    let answer = answers(&[("by", &["team-manager"]), ("field.answer", &["Two visits this week"])]);
    block_on(school.book.act(&dispute, "done:P1.respond", &answer)).expect("recorded");
    let answered = school.sees(&dispute).timeline.remove(0);
    assert!(answered.said.contains(&("By".into(), "Team Manager".into())), "{:?}", answered.said);
    let note = block_on(school.book.paper(&dispute, "practice-alert-note")).expect("a form");
    assert_eq!(written(&note, "Manager's answer: how it is put right"), "Two visits this week");
    let other = begun(
        "disagreement",
        &answers(&[("raising", &["school"]), ("other", &["police"]), ("text", &["x"])]),
    );
    let forms = |dispute: &str| school.sees(dispute).forms.into_iter().map(|(id, _)| id).collect::<Vec<_>>();
    assert!(forms(&dispute).contains(&"practice-alert-note".to_owned()));
    assert!(!forms(&other).contains(&"practice-alert-note".to_owned()));
}

pub(super) fn opens_in_sunderland(school: &Desk) -> String {
    let opening = answers(&[
        ("raising", &["school"]),
        ("other", &["police"]),
        ("grounds", &["threshold"]),
        ("children", &["A"]),
    ]);
    block_on(school.book.begin("sunderland", "inter-agency", "open", &opening)).expect("a dispute").id
}

#[test]
fn appendix_1_has_exactly_its_fields_and_what_was_recorded_for_it_stands_in_them() {
    let school = Desk::new("Worker of the school", "school", 1);
    let dispute = opens_in_sunderland(&school);
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
    assert!(step_1.contains("A discussion was recorded (What is agreed: Nothing yet)"), "{step_1}");
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

#[test]
fn how_people_talked_is_asked_once_and_stands_in_the_record() {
    let school = Desk::new("Worker of the school", "school", 1);
    let asks = |dispute: &str| {
        let view = school.sees(dispute);
        let discuss = view.actions.into_iter().find(|action| action.id == "discuss").expect("offered");
        discuss.asks.into_iter().filter(|ask| ask.label == "How you talked").collect::<Vec<_>>()
    };
    // Havering's procedure asks it itself, of the talk that is owed.
    let asked_by_the_procedure = asks(&school.opens().id);
    assert_eq!(asked_by_the_procedure.iter().map(|ask| ask.id.as_str()).collect::<Vec<_>>(), ["field.mode"]);

    let opening = answers(&[("raising", &["school"]), ("other", &["police"]), ("grounds", &["threshold"])]);
    let dispute =
        block_on(school.book.begin("sunderland", "inter-agency", "open", &opening)).expect("a dispute").id;
    assert_eq!(asks(&dispute).iter().map(|ask| ask.id.as_str()).collect::<Vec<_>>(), ["how"]);
    school.acts(&dispute, "discuss", &[("with", &["The duty inspector"]), ("how", &["telephone"])]);
    let entry = school.sees(&dispute).timeline.remove(0);
    assert!(entry.said.contains(&("How you talked".into(), "by telephone".into())), "{:?}", entry.said);
    let record = block_on(school.book.paper(&dispute, "record")).expect("a paper");
    let talks = written(&record, "Talks, and with whom");
    assert!(talks.ends_with(": The duty inspector, by telephone"), "{talks}");
}

#[test]
fn the_record_says_on_one_page_what_each_side_holds_and_leaves_room_to_confirm_it() {
    let (school, care) = (
        Desk::new("Worker of the school", "school", 1),
        Desk::new("Duty worker", "childrens-social-care", 2),
    );
    let dispute = school.opens().id;
    school.clock.advance(TimeDelta::days(1));
    let ours =
        [("agreed", ["A visit this week"]), ("wanted", ["An assessment"]), ("their-reasons", ["Not met"])];
    school.acts(&dispute, "discuss", &ours.each_ref().map(|(name, said)| (*name, said.as_slice())));
    let record = |desk: &Desk, form| block_on(desk.book.paper(&dispute, form)).expect("a paper");
    let paper = record(&school, "record");
    assert_eq!(written(&paper, "Between"), "School and Children's social care");
    assert_eq!(
        written(&paper, "What is agreed, as Worker of the school wrote it down, Tuesday 17 November 2026"),
        "A visit this week"
    );
    assert_eq!(
        written(&paper, "What School holds"),
        "Why it was raised: We think that the threshold is met\nWhat we want: An assessment"
    );
    assert_eq!(
        written(&paper, "What Children's social care holds"),
        "Their reasons, as the others heard them: Not met"
    );
    assert_eq!(
        written(&paper, "Where it stands"),
        "Open\nStage 1: Discussion between the people who disagree"
    );
    assert_eq!(written(&paper, "Confirmed for Children's social care: name, role, date"), "");

    let file = block_on(school.book.export(&dispute)).expect("a file");
    block_on(care.book.commit_import(&file.text)).expect("taken in");
    care.clock.advance(TimeDelta::days(1));
    care.acts(&dispute, "discuss", &[("agreed", &["A plan by May"]), ("wanted", &["Early help first"])]);
    assert_eq!(
        written(&record(&care, "record"), "What Children's social care holds"),
        "Their reasons, as the others heard them: Not met\nWhat we want: Early help first"
    );
    // What was agreed at the first talk is not undone by the second.
    let voices = care.sees(&dispute).voices.expect("both have spoken");
    let agreed: Vec<&str> = voices.agreed.iter().map(|said| said.words.as_str()).collect();
    assert_eq!(agreed, ["A visit this week", "A plan by May"]);
    let printed = record(&care, "record");
    assert_eq!(
        written(&printed, "What is agreed, as Worker of the school wrote it down, Tuesday 17 November 2026"),
        "A visit this week"
    );
    assert_eq!(
        voices.sides.each_ref().map(|side| (&*side.agency, side.ours, side.said.len())),
        [("Children's social care", true, 2), ("School", false, 2)]
    );
    let chronology = record(&care, "chronology");
    let told: Vec<&str> = written(&chronology, "What happened").lines().collect();
    assert_eq!(told.len(), 3);
    assert!(
        told[0].starts_with("Monday 16 November 2026 at 09:30: The dispute was opened at Stage 1"),
        "{told:?}"
    );
    assert!(told[2].ends_with("Practitioner, Children's social care"), "{told:?}");
}

#[test]
fn the_picture_shows_the_steps_and_what_happened_and_no_word_that_was_recorded() {
    let school = Desk::new("Worker of the school", "school", 1);
    let dispute = school.opens().id;
    school.clock.advance(TimeDelta::days(1));
    school.acts(&dispute, "move:S2", &[]);
    let svg = picture(&school.sees(&dispute));
    assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>"));
    assert_eq!(svg.matches("<text").count(), svg.matches("</text>").count());
    for shown in [
        "School and Children's social care",
        "class=\"passed\"",
        "Stage 1: Discussion between the people who disagree",
        "Monday 16 November 2026 to Tuesday 17 November 2026",
        "class=\"current\"",
    ] {
        assert!(svg.contains(shown), "{shown} is not in {svg}");
    }
    assert!(!svg.contains("threshold is met") && !svg.contains("Worker of the school"));
}

#[test]
fn the_picture_says_who_acts_how_late_it_is_and_who_signed_as_the_screen_does() {
    let school = Desk::new("Worker of the school", "school", 1);
    let dispute = school.opens().id;
    let shows = |view: &DisputeView, all: &[&str]| {
        let svg = picture(view);
        for shown in all {
            assert!(svg.contains(shown), "{shown} is not in {svg}");
        }
        svg
    };
    let by = ">By Monday 23 November 2026, 5 working days left<";
    let svg = shows(&school.sees(&dispute), &[by, ">Practitioner, School<"]);
    // A cell for the day on which it began and for each that counts; none for the weekend.
    assert_eq!((svg.matches("class=\"zero ").count(), svg.matches("class=\"left ").count()), (1, 5));
    school.clock.advance(TimeDelta::days(9));
    let late = shows(&school.sees(&dispute), &[">By Monday 23 November 2026, overdue by 2 working days<"]);
    assert_eq!(late.matches("class=\"gone late\"").count(), 5);

    school.acts(&dispute, "move:S2", &[]);
    school.acts(&dispute, "agree:S2.settle", &[("date", &["2026-11-27"])]);
    school.clock.advance(TimeDelta::days(6));
    let mut view = school.sees(&dispute);
    // A report is read on both sides: nobody is "you" in it.
    let sides = [
        ">School: Supervisor or line manager<",
        ">Children's social care: Worker in the other agency<",
        ">With: Chair of the HSCP<",
        ">Monday 16 November 2026 to Wednesday 25 November 2026, late<",
        ">By Friday 27 November 2026, overdue by 2 working days<",
    ];
    shows(&view, &sides);
    view.timeline[0].signer.role = Some("Lead <of A & E>".to_owned());
    // Letters of the title are larger, so fewer fit.
    view.title = "Children's social care, Health visiting and school nursing and Police".to_owned();
    shows(&view, &[">Lead &lt;of A &amp; E&gt;<", ">Children's social care, Health visiting and school<"]);
}

#[test]
fn the_picture_has_the_time_for_all_steps_with_its_date() {
    let school = Desk::new("Worker of the school", "school", 1);
    let dispute = opens_in_sunderland(&school);
    let svg = picture(&school.sees(&dispute));
    for shown in [
        ">The whole process within a month<",
        ">By Wednesday 16 December 2026, 22 working days left<",
        // The role of whoever raises it there is the agency itself.
        ">School<",
    ] {
        assert!(svg.contains(shown), "{shown} is not in {svg}");
    }
    assert!(!svg.contains("School: School"));
}

#[test]
fn what_happened_at_a_step_stands_at_that_step_though_the_next_was_entered_in_the_same_minute() {
    let school = Desk::new("Worker of the school", "school", 1);
    let dispute = opens_in_sunderland(&school);
    school.acts(&dispute, "discuss", &[("agreed", &["Nothing yet"])]);
    school.acts(&dispute, "move:T2", &[]);
    school.acts(&dispute, "discuss", &[("agreed", &["A visit"])]);
    let paper = block_on(school.book.paper(&dispute, "appendix-1")).expect("a form");
    let first = written(&paper, "Step 1, practitioners: actions taken");
    assert!(first.contains("The dispute was opened") && first.contains("Nothing yet"), "{first}");
    let second = written(&paper, "Step 2, line manager: action taken");
    assert!(second.contains("A visit") && !second.contains("Nothing yet"), "{second}");
    let passed = written(&paper, "Date information passed to SSCB Strategic Business Manager");
    assert_eq!(passed, "", "nothing was passed");
}
