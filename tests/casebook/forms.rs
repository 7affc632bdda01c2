//! What is offered, what a filled-in form does, and what is refused.

use super::*;

#[test]
fn a_refusal_says_what_to_do_and_stores_nothing() {
    let school = Desk::new("Worker of the school", "school", 1);
    let dispute = school.opens().id;
    let refused = block_on(school.book.act(&dispute, "done:S1.discuss", &Answers::new()));
    let Err(CasebookError::Refused(reasons)) = refused else { panic!("{refused:?}") };
    assert_eq!((reasons[0].code.as_str(), reasons[0].ask.as_deref()), ("missing:mode", Some("field.mode")));
    let unreadable =
        block_on(school.book.act(&dispute, "agree:S1.settle", &answers(&[("date", &["Friday"])])));
    assert!(
        matches!(unreadable, Err(CasebookError::Answers(reasons)) if reasons[0].ask.as_deref() == Some("date"))
    );
    for empty in ["note", "discuss", "add-child", "lesson"] {
        let refused = block_on(school.book.act(&dispute, empty, &Answers::new()));
        assert!(matches!(refused, Err(CasebookError::Answers(_))), "{empty}: {refused:?}");
    }
    assert_eq!(school.sees(&dispute).timeline.len(), 1);
    assert_eq!(
        block_on(school.book.act("no-such", "note", &Answers::new())).err(),
        Some(CasebookError::NoSuchDispute)
    );
    assert_eq!(
        block_on(school.book.act(&dispute, "fly", &Answers::new())).err(),
        Some(CasebookError::NoSuchAction)
    );
}

#[test]
fn what_is_not_possible_yet_is_shown_with_what_comes_first() {
    let school = Desk::new("Worker of the school", "school", 1);
    let dispute = school.opens().id;
    school.acts(&dispute, "move:S2", &[]);
    let stage_3 = school.acts(&dispute, "move:S3", &[]);
    let Readiness::NotYet(reasons) = &action(&stage_3, "move:S4").readiness else { panic!("it is ready") };
    assert_eq!(reasons.len(), 2);
    assert_eq!(reasons[0].duty.as_deref(), Some("S3.engage-members@school"));
    assert_eq!(action(&stage_3, "depart:S4").readiness, Readiness::Ready);
    let ways: Vec<&str> = action(&stage_3, "move:S4").ways.iter().map(|(id, _)| id.as_str()).collect();
    let lead_on =
        ["done:S3.engage-members@school", "done:S3.engage-members@childrens-social-care", "depart:S4"];
    assert_eq!(ways, lead_on, "each duty that comes first, and the way around it");
    assert!(stage_3.actions.iter().all(|one| one.readiness != Readiness::Ready || one.ways.is_empty()));
    let gone = school.acts(&dispute, "depart:S4", &[("reason", &["Nobody answers"])]);
    assert_eq!(
        gone.ladder.iter().find(|rung| rung.place == Place::Current).map(|rung| rung.step.as_str()),
        Some("S4")
    );
}

/// Every form that is offered as ready is accepted once it is filled in as it asks.
#[test]
fn an_offered_form_that_is_filled_in_is_never_refused() {
    let school = Desk::new("Worker of the school", "school", 1);
    let dispute = school.opens().id;
    let view = school.sees(&dispute);
    for offered in view.actions.iter().filter(|action| action.readiness == Readiness::Ready) {
        let fresh = Desk::new("Worker of the school", "school", 1);
        let dispute = fresh.opens().id;
        let mut filled = Answers::new();
        for ask in &offered.asks {
            let value = match &ask.kind {
                AskKind::Line | AskKind::Text => "words",
                AskKind::Date => "2026-11-16",
                AskKind::DateTime => "2026-11-16T10:00",
                AskKind::Count | AskKind::Telephone => "1",
                AskKind::YesNo => "yes",
                AskKind::One(choices) | AskKind::Many(choices) => choices[0].value.as_str(),
                AskKind::Children(_) => "B",
            };
            filled.insert(ask.id.clone(), vec![value.to_owned()]);
        }
        let done = block_on(fresh.book.act(&dispute, &offered.id, &filled));
        assert!(done.is_ok(), "{}: {:?}", offered.id, done.err());
    }
}

#[test]
fn danger_is_never_refused_and_begins_a_record_of_its_own() {
    let school = Desk::new("Worker of the school", "school", 1);
    let begun =
        block_on(school.book.begin("havering", "inter-agency", "risk", &Answers::new())).expect("a record");
    assert_eq!(begun.status, Status::Emergency);
    assert!(begun.danger.is_some());
    assert_eq!(duty(&begun, "risk.tell-dsl").clock, Clock::AtOnce);
    assert_eq!(begun.title, "Agencies not named yet");
    let opened = school.acts(
        &begun.id,
        "open",
        &[("raising", &["school"]), ("other", &["police"]), ("grounds", &["levels-of-need"])],
    );
    assert_eq!(opened.status, Status::Open);
    assert!(opened.danger.is_some(), "opening does not end a danger");
    let home = block_on(school.book.home()).expect("home");
    assert_eq!((home.disputes.len(), home.due.len(), home.disputes[0].danger), (1, 1, true));
}

#[test]
fn a_discussion_does_the_duty_to_discuss_where_the_person_says_so() {
    let school = Desk::new("Worker of the school", "school", 1);
    let opened = school.opens();
    let form = opened.actions.iter().find(|action| action.id == "discuss").expect("it is offered");
    let does = form.asks.iter().find(|ask| ask.id == "does").expect("something is owed by talking");
    let AskKind::Many(choices) = &does.kind else { panic!("{does:?}") };
    let owed: Vec<&str> = choices.iter().map(|choice| choice.value.as_str()).collect();
    assert_eq!(owed, ["S1.discuss"]);
    assert_eq!(choices[0].label, "Talk with the worker in the other agency as soon as possible");

    let alone: [(&str, &[&str]); 2] = [("agreed", &["Nothing yet"]), ("field.mode", &["telephone"])];
    let alone = school.acts(&opened.id, "discuss", &alone);
    assert_eq!(duty(&alone, "S1.discuss").state, DutyState::Outstanding);
    // How people talked is recorded though it was not what is owed.
    let said = &alone.timeline[0].said;
    assert!(said.contains(&("How you talked".to_owned(), "by telephone".to_owned())), "{said:?}");
    let order: Vec<&str> = form.asks.iter().map(|ask| ask.id.as_str()).collect();
    assert_eq!(order[..4], ["with", "does", "field.mode", "agreed"], "what is tapped comes first");
    let lacking = block_on(school.book.act(
        &opened.id,
        "discuss",
        &answers(&[("agreed", &["A visit"]), ("does", &["S1.discuss"])]),
    ));
    let Err(CasebookError::Refused(reasons)) = lacking else { panic!("{lacking:?}") };
    assert_eq!(reasons[0].ask.as_deref(), Some("field.mode"), "the field that mends it is on this form");
    let mode = form.asks.iter().find(|ask| ask.id == "field.mode").expect("it is asked");
    assert_eq!(mode.need, Need::WithAnother, "it may not be left out where this was owed");
    assert_eq!(mode.hint.as_deref(), Some("Needed if it was the talk that the procedure asks for."));
    let said: [(&str, &[&str]); 3] =
        [("agreed", &["A visit"]), ("does", &["S1.discuss"]), ("field.mode", &["telephone"])];
    let both = school.acts(&opened.id, "discuss", &said);
    assert!(matches!(duty(&both, "S1.discuss").state, DutyState::Done(_)));
    assert_eq!(both.timeline.len(), 4);
    assert!(both.anomalies.is_empty(), "{:?}", both.anomalies);
    assert!(both.actions.iter().all(|action| action.asks.iter().all(|ask| ask.id != "does")));

    let gone = block_on(school.book.act(
        &opened.id,
        "discuss",
        &answers(&[("agreed", &["Once more"]), ("does", &["S1.discuss"]), ("field.mode", &["video"])]),
    ));
    assert!(matches!(gone, Err(CasebookError::Refused(_))), "{gone:?}");
    assert_eq!(school.sees(&opened.id).timeline.len(), 4, "all or none");
}

#[test]
fn no_answer_when_it_is_time_is_said_at_that_duty_and_moves_nothing() {
    let school = Desk::new("Worker of the school", "school", 1);
    let dispute = school.opens().id;
    let offered = |view: &DisputeView| view.actions.iter().any(|one| one.id == "delay:S1.settle");
    let fresh = school.sees(&dispute);
    let by = duty(&fresh, "S1.settle").by;
    assert!(!offered(&fresh), "there is time left");
    school.clock.advance(TimeDelta::days(20));
    let view = school.sees(&dispute);
    let asked = &action(&view, "delay:S1.settle").asks;
    assert_eq!(asked.iter().map(|ask| ask.id.as_str()).collect::<Vec<_>>(), ["reason"]);
    let said = school.acts(&dispute, "delay:S1.settle", &[("reason", &[asked[0].preset[0].as_str()])]);
    assert_eq!(
        recorded::said(&said, "No answer, or a delay, was noted", "Reason"),
        "No answer from them yet."
    );
    let line = duty(&said, "S1.settle");
    assert_eq!((line.state, line.by), (DutyState::Outstanding, by));
    assert!(offered(&said), "it may be said again");
}

#[test]
fn two_duties_in_the_same_words_are_told_apart_by_their_step() {
    let school = Desk::new("Worker of the school", "school", 1);
    let dispute = paper::opens_in_sunderland(&school);
    let view = school.acts(&dispute, "move:T2", &[]);
    let does = action(&view, "discuss").asks.iter().find(|ask| ask.id == "does").expect("it asks");
    let AskKind::Many(choices) = &does.kind else { panic!("{:?}", does.kind) };
    let labels: Vec<&str> = choices.iter().map(|one| one.label.as_str()).collect();
    let lead = "Talk it over with your designated lead for safeguarding";
    let told: Vec<&str> = labels.iter().filter_map(|label| label.strip_prefix(lead)).collect();
    assert_eq!(told, [", Step 1", ", Step 2"], "{labels:?}");
}

#[test]
fn an_alert_inside_one_agency_names_it_once() {
    let school = Desk::new("Worker of the school", "school", 1);
    let said = answers(&[("raising", &["school"]), ("other", &["school"])]);
    let alert = block_on(school.book.begin("havering", "inter-agency", "risk", &said)).expect("a record");
    assert_eq!(alert.title, "School");
}

#[test]
fn everything_that_is_missing_in_a_new_dispute_is_said_at_once_each_with_its_field() {
    let school = Desk::new("Worker of the school", "school", 1);
    let missing = |given: &[(&str, &[&str])]| {
        let begun = block_on(school.book.begin("havering", "inter-agency", "open", &answers(given)));
        let (Err(CasebookError::Answers(reasons)) | Err(CasebookError::Refused(reasons))) = begun else {
            panic!("{begun:?}")
        };
        reasons.into_iter().map(|one| one.ask.expect("a field")).collect::<Vec<_>>()
    };
    assert_eq!(missing(&[]), ["raising", "other", "text"]);
    assert_eq!(missing(&[("text", &["Is the threshold met?"])]), ["raising", "other"]);
    assert_eq!(missing(&[("raising", &["school"])]), ["other", "text"]);
    let unread: &[(&str, &[&str])] = &[("text", &["Is it met?"]), ("received", &["Friday"])];
    assert_eq!(missing(unread), ["raising", "other", "received"], "with what cannot be read");
}
