//! What a procedure tells people: at the step, at the duty, and as a whole.

use super::*;

const ALL: [&str; 5] = ["havering", "solihull", "york", "rutland", "sunderland"];

#[test]
fn the_words_for_a_step_go_to_the_side_that_goes_on() {
    let (school, care, dispute) = pair();
    let said = |desk: &Desk| desk.sees(&dispute).at_step.expect("it is on the ladder");
    assert_eq!(said(&school).step, "Stage 1");
    let words = said(&school).words.expect("words to say");
    assert!(words.script.contains("May I tell you what worries me"), "{}", words.script);
    assert!(words.send.contains("about A."), "the reference is known: {}", words.send);
    assert_eq!(said(&care).words, None, "whoever answers needs others");
    let known =
        |desk: &Desk| said(desk).guidance.iter().map(|line| line.paragraph.clone()).collect::<Vec<_>>();
    assert_eq!(known(&school), ["1.6", "1.6", "2.2"]);
    assert_eq!(known(&care), known(&school));
    let second = school.acts(&dispute, "move:S2", &[]).at_step.expect("it is on the ladder");
    assert!(second.words.is_some_and(|words| words.send.contains("stage 2 (2.4)")));
    assert_eq!(second.guidance, []);
}

#[test]
fn guidance_stands_at_the_duty_that_it_is_about() {
    let school = Desk::new("Worker of the school", "school", 1);
    let opened = school.opens();
    let lines = &duty(&opened, "any.record-on-file").guidance;
    let said: Vec<_> = lines.iter().map(|line| (line.text.as_str(), line.paragraph.as_str())).collect();
    assert_eq!(said, [("Keep a record of every discussion.", "1.6")]);
    assert_eq!(duty(&opened, "S1.discuss").guidance, []);
}

#[test]
fn off_the_ladder_there_is_nothing_to_say() {
    let school = Desk::new("Worker of the school", "school", 1);
    let dispute = school.opens().id;
    assert_eq!(school.acts(&dispute, "resolve", &[("text", &["Agreed"])]).at_step, None);
}

#[test]
fn a_reading_says_the_words_of_the_source_and_who_reads_them_so() {
    let school = Desk::new("Worker of the school", "school", 1);
    let opened = school.opens();
    let readings = &duty(&opened, "S1.settle").readings;
    let ids: Vec<&str> = readings.iter().map(|reading| reading.id.as_str()).collect();
    assert_eq!(ids, ["HAV-A1", "HAV-A2", "X-WD"]);
    let week = &readings[1];
    assert_eq!((week.words.as_str(), week.by.as_str()), ("one working week", "the Accord project"));
    // A duty without a date has its readings too, and none about working days.
    let stage_2 = school.acts(&opened.id, "move:S2", &[]);
    let ids: Vec<&str> = duty(&stage_2, "S2.settle").readings.iter().map(|line| line.id.as_str()).collect();
    assert_eq!(ids, ["HAV-A12", "HAV-A15"]);
}

#[test]
fn every_procedure_is_told_in_plain_words_with_its_paragraphs() {
    let school = Desk::new("Worker of the school", "school", 1);
    for id in ALL {
        let guide = block_on(school.book.guide(Some(id))).expect(id);
        assert_eq!(guide.id, id);
        assert!(!guide.guidance.is_empty() && !guide.readings.is_empty(), "{id}");
        for track in &guide.tracks {
            let sentences = [&track.begins, &track.danger, &track.ends];
            for sentence in sentences.into_iter().flatten() {
                is_plain(id, sentence);
            }
            for step in &track.steps {
                assert!(step.paragraph.is_some() && !step.acts.is_empty(), "{id} {}", step.title);
                is_plain(id, &step.title);
                step.leads.iter().for_each(|sentence| is_plain(id, sentence));
                assert!(!step.current, "nobody came from a dispute");
            }
            for duty in track.duties.iter().chain(track.steps.iter().flat_map(|step| &step.duties)) {
                assert!(duty.paragraph.is_some() && !duty.when.is_empty(), "{id} {}", duty.text);
                is_plain(id, &duty.when);
                duty.details.iter().for_each(|detail| is_plain(id, detail));
            }
        }
    }
}

/// No id of a step or duty, as `S2` or `S2.settle`, stands in what people read.
#[track_caller]
fn is_plain(procedure: &str, sentence: &str) {
    let word_is_id = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_ascii_alphanumeric());
        let is_step = word.len() > 1 && word[..1].chars().all(|c| c.is_ascii_uppercase());
        word.contains('.') && !word.ends_with('.') && word.split('.').all(|part| part.parse::<u32>().is_err())
            || is_step && word[1..].bytes().all(|b| b.is_ascii_digit())
    };
    let found = sentence.split_whitespace().find(|word| word_is_id(word));
    assert_eq!(found, None, "{procedure}: {sentence}");
}

#[test]
fn a_limit_and_who_owes_it_are_told_in_a_line() {
    let school = Desk::new("Worker of the school", "school", 1);
    let guide = block_on(school.book.guide(None)).expect("the person's own");
    assert_eq!(guide.partnership, "Havering Safeguarding Children Partnership");
    let settle = &guide.tracks[0].steps[1].duties[0];
    assert_eq!(settle.when, "Within 5 working days of entering Stage 1");
    assert_eq!(settle.owner.as_deref(), Some("the Worker who disagrees"));
    assert_eq!((settle.force.as_deref(), settle.paragraph.as_deref()), (Some("guide"), Some("1.4")));
    assert_eq!(settle.readings.len(), 2);
    let leads = &guide.tracks[0].steps[3].leads;
    let member = "“Involve the agency's member on the HSCP before the Chair is asked”";
    assert_eq!(leads, &[format!("Leads to Stage 4: HSCP Chair; before that: {member}.")]);
    let discuss = &guide.tracks[0].steps[1].duties[1].details[0];
    assert_eq!(discuss, "It asks for: How you talked (of: telephone, face to face, video)");
    let unknown = block_on(school.book.guide(Some("nowhere"))).err();
    assert_eq!(unknown, Some(CasebookError::NoSuchProcedure));
}

#[test]
fn the_page_of_a_dispute_marks_where_it_is() {
    let school = Desk::new("Worker of the school", "school", 1);
    let dispute = school.opens().id;
    school.acts(&dispute, "move:S2", &[]);
    let guide = block_on(school.book.guide_of(&dispute)).expect("its procedure");
    let steps = guide.tracks.iter().flat_map(|track| &track.steps);
    let current: Vec<&str> = steps.filter(|step| step.current).map(|step| step.id.as_str()).collect();
    assert_eq!(current, ["S2"]);
    assert_eq!(block_on(school.book.guide_of("no-such")).err(), Some(CasebookError::NoSuchDispute));
    let missing = block_on(school.book.commit_import(&vector("valid"))).expect("an import").dispute;
    assert_eq!(block_on(school.book.guide_of(&missing)).err(), Some(CasebookError::NoSuchProcedure));
}

#[test]
fn a_side_of_which_the_document_names_nobody_is_called_by_its_agency() {
    let school = Desk::new("Designated lead", "school", 1);
    let ground = block_on(school.book.procedures()).expect("procedures");
    let solihull = ground.iter().find(|choice| choice.id == "solihull").expect("it is built in");
    let ask = solihull.tracks[0].open.asks.iter().find(|ask| ask.id == "grounds").expect("it asks");
    let AskKind::Many(grounds) = &ask.kind else { panic!("several") };
    let said: &[(&str, &[&str])] = &[
        ("raising", &["school"]),
        ("other", &["childrens-social-care"]),
        ("children", &["A"]),
        ("grounds", &[grounds[0].value.as_str()]),
        ("informal-with", &["Their manager"]),
        ("informal-on", &["2026-11-16"]),
    ];
    let view =
        block_on(school.book.begin("solihull", "inter-agency", "open", &answers(said))).expect("a dispute");
    let at = view.ladder.iter().find(|rung| rung.place == Place::Current).expect("a step");
    assert_eq!(at.raising.as_deref(), Some("Practitioner (assumed)"));
    assert_eq!(at.responding.as_deref(), Some("Practitioner (assumed)"));
    let settle = duty(&view, "S1.settle");
    assert_eq!((settle.owner.as_deref(), settle.whose), (Some("School"), Whose::Ours));
}

#[test]
fn a_step_ahead_is_told_with_those_who_would_act_in_this_dispute() {
    let school = Desk::new("Worker of the school", "school", 1);
    let ahead = |other: &str| {
        let opening =
            answers(&[("raising", &["school"]), ("other", &[other]), ("grounds", &["levels-of-need"])]);
        let view =
            block_on(school.book.begin("havering", "inter-agency", "open", &opening)).expect("a dispute");
        action(&view, "move:S2").leads_to.clone().expect("the step")
    };
    let answered = "Answers: the Supervisor or line manager in the other agency.";
    let step = ahead("childrens-social-care");
    assert_eq!(step.acts, format!("Acts: the Supervisor or line manager. {answered}"));
    assert_eq!(step.duties[0].owner.as_deref(), Some("the Supervisor or line manager"));
    assert_eq!(
        ahead("health-trust").acts,
        format!("Acts: the Named safeguarding professional (health). {answered}")
    );
}

/// A dissent at a conference in York: the belief that starts its clock is said or not.
fn dissent(chair: &Desk, belief: &[&str]) -> DisputeView {
    let opening = answers(&[
        ("raising", &["school"]),
        ("text", &["The plan leaves out the risk"]),
        ("fact.risk-belief", belief),
    ]);
    block_on(chair.book.begin("york", "conference", "open", &opening)).expect("a dispute")
}

#[test]
fn a_question_on_which_a_date_depends_is_asked_until_it_is_answered() {
    let school = Desk::new("Worker of the school", "school", 1);
    assert!(dissent(&school, &["no"]).unsaid.is_empty());
    let open = dissent(&school, &[]);
    // From when it would be counted comes first: said later, it moves no date.
    assert_eq!(open.unsaid, ["set-fact:conference-date", "set-fact:risk-belief"]);
    let dated = school.acts(&open.id, "set-fact:conference-date", &[("is", &["2026-11-13"])]);
    assert_eq!(dated.unsaid, ["set-fact:risk-belief"]);
    let said = school.acts(&open.id, "set-fact:risk-belief", &[("is", &["yes"])]);
    assert!(said.unsaid.is_empty());
    let raise = duty(&said, "C1.raise");
    assert_eq!(raise.by.map(|by| by.to_string()).as_deref(), Some("2026-11-17"));
    let why = &raise.why.as_ref().expect("it has a date").sentence;
    assert!(why.contains("It is owed only if the answer to “Do you believe"), "{why}");
    // Now that it runs, another day moves nothing, and the form says so.
    let day = action(&said, "set-fact:conference-date");
    assert!(
        day.explain.as_ref().is_some_and(|say| say.starts_with("The date that runs already stays as it is."))
    );
    assert!(action(&open, "set-fact:conference-date").explain.is_none());
    assert!(school.acts(&open.id, "move:C2", &[]).unsaid.is_empty());
}

#[test]
fn at_a_duty_stand_the_ways_that_end_it() {
    let school = Desk::new("Worker of the school", "school", 1);
    let view = dissent(&school, &["yes"]);
    assert_eq!(
        duty(&view, "C1.decide").actions,
        ["move:C2", "close:dissent-noted", "done:C1.decide", "agree:C1.decide"]
    );
    assert_eq!(duty(&view, "C1.raise").actions[..2], ["move:C2", "done:C1.raise"]);
    let challenged = school.acts(&view.id, "move:C2", &[]);
    assert!(!duty(&challenged, "C1.decide").actions.contains(&"move:C2".to_owned()));
}
