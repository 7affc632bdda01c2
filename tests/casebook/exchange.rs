//! Files out and in: what travels, what both see, what is refused.

use super::*;

#[test]
fn a_file_counts_as_sent_once_somebody_says_so_and_what_came_after_it_does_not() {
    let school = Desk::new("Worker of the school", "school", 1);
    let opened = school.opens();
    let unsent = || {
        let (view, home) = (school.sees(&opened.id), block_on(school.book.home()).expect("home"));
        assert_eq!(home.disputes[0].not_sent, view.not_sent, "the list says what the dispute says");
        assert_eq!(home.safety.not_sent, view.not_sent);
        (view.not_exported, view.not_sent)
    };
    assert_eq!(unsent(), (1, 1));
    let sent = |desk: &Desk, entries: &[String]| block_on(desk.book.sent(&opened.id, entries)).expect("said");
    sent(&school, std::slice::from_ref(&opened.id));
    assert_eq!(unsent(), (1, 1), "without a file nothing was sent");

    let first = school.hands_over(&opened.id);
    assert_eq!(unsent(), (0, 1), "a file that is made has not been sent");
    school.acts(&opened.id, "note", &[("text", &["After the file"])]);
    let second = school.hands_over(&opened.id);
    school.acts(&opened.id, "note", &[("text", &["After both"])]);
    assert_eq!(unsent(), (1, 3));
    sent(&school, &first.entries);
    assert_eq!(unsent(), (1, 2), "what another tab put into a file since is not in this one");
    let travels = || school.sees(&opened.id).timeline.iter().map(|entry| entry.travel).collect::<Vec<_>>();
    assert!(
        matches!(travels()[..], [Travel::OnlyHere, Travel::Exported(_), Travel::Sent(_)]),
        "{:?}",
        travels()
    );
    sent(&school, &second.entries);
    assert_eq!(unsent(), (1, 1), "what was written since is in no file");

    let care = Desk::new("Social worker", "childrens-social-care", 2);
    let file = school.hands_over(&opened.id);
    block_on(care.book.commit_import(&file.text)).expect("an import");
    let view = care.sees(&opened.id);
    assert_eq!((view.not_exported, view.not_sent), (0, 0), "what came from others is theirs to send");
    sent(&care, &care.hands_over(&opened.id).entries);
    assert!(care.sees(&opened.id).timeline.iter().all(|entry| entry.travel == Travel::Imported));
}

#[test]
fn a_dispute_goes_up_a_stage_travels_and_stands_the_same_elsewhere() {
    let school = Desk::new("Worker of the school", "school", 1);
    let opened = school.opens();
    assert_eq!(opened.title, "School and Children's social care");
    let settle = duty(&opened, "S1.settle");
    assert_eq!(settle.by.map(|by| by.to_string()).as_deref(), Some("2026-11-23"));
    assert_eq!(
        (settle.whose, settle.clock, settle.paragraph.as_deref()),
        (Whose::Ours, Clock::Left(5), Some("1.4"))
    );

    assert_eq!(settle.actions, ["resolve", "agree:S1.settle"], "a clock is not done by saying so");

    school.clock.advance(TimeDelta::days(1));
    let talked = school.acts(&opened.id, "done:S1.discuss", &[("field.mode", &["telephone"])]);
    assert!(matches!(duty(&talked, "S1.discuss").state, DutyState::Done(_)));
    school.acts(&opened.id, "discuss", &[("with", &["the duty worker"]), ("not-agreed", &["the threshold"])]);
    let escalated = school.acts(&opened.id, "move:S2", &[]);
    assert_eq!(
        escalated.ladder.iter().find(|rung| rung.place == Place::Current).map(|rung| rung.step.as_str()),
        Some("S2")
    );
    assert_eq!(duty(&escalated, "S2.tell-iro@A").subject.as_deref(), Some("A"));
    assert_eq!(escalated.not_exported, 4);

    let file = school.hands_over(&opened.id);
    assert_eq!(school.sees(&opened.id).not_exported, 0);

    let care = Desk::new("Social worker", "childrens-social-care", 2);
    care.clock.advance(TimeDelta::days(1));
    let preview = block_on(care.book.preview_import(&file.text)).expect("a preview");
    assert_eq!((preview.here, preview.new_entries.len(), preview.known_entries), (Here::New, 4, 0));
    assert_eq!(preview.exporter.name, "Worker of the school");
    assert_eq!(preview.exporter.standing, Standing::NotConfirmed);
    assert_eq!(preview.after.step.as_deref(), Some("Stage 2: Supervisors or managers"));
    assert!(block_on(care.book.home()).expect("home").disputes.is_empty(), "a preview stores nothing");

    let imported = block_on(care.book.commit_import(&file.text)).expect("an import");
    assert_eq!(imported, Imported { dispute: opened.id.clone(), added: 4, words_back: 0 });
    let (ours, theirs) = (school.sees(&opened.id), care.sees(&opened.id));
    assert_eq!(ladder(&ours), ladder(&theirs));
    assert_eq!(dates(&ours), dates(&theirs));
    assert_eq!(duty(&theirs, "S1.settle").whose, Whose::Theirs);

    let again = block_on(care.book.commit_import(&file.text)).expect("an import");
    assert_eq!(again.added, 0, "importing twice is as importing once");

    care.acts(&opened.id, "note", &[("text", &["We have read it"])]);
    let back = care.hands_over(&opened.id);
    let preview = block_on(school.book.preview_import(&back.text)).expect("a preview");
    assert_eq!((preview.here, preview.new_entries.len(), preview.known_entries), (Here::Known, 1, 4));
    block_on(school.book.commit_import(&back.text)).expect("an import");
    let last = school.sees(&opened.id).timeline.remove(0);
    assert_eq!((last.what.as_str(), last.signer.name.as_str()), ("A note was made", "Social worker"));
    assert_eq!(last.said, [("In words".to_owned(), "We have read it".to_owned())]);
}

#[test]
fn what_both_wrote_without_seeing_each_other_is_kept_and_the_next_entry_joins_it() {
    let (school, care) = (
        Desk::new("Worker of the school", "school", 1),
        Desk::new("Social worker", "childrens-social-care", 2),
    );
    let dispute = school.opens().id;
    block_on(care.book.commit_import(&school.hands_over(&dispute).text)).expect("an import");
    school.acts(&dispute, "note", &[("text", &["ours"])]);
    care.acts(&dispute, "note", &[("text", &["theirs"])]);
    block_on(school.book.commit_import(&care.hands_over(&dispute).text)).expect("an import");
    let forked = school.sees(&dispute);
    assert_eq!((forked.timeline.len(), forked.anomalies.len()), (3, 1));
    let joined = school.acts(&dispute, "note", &[("text", &["read"])]);
    assert_eq!((joined.timeline.len(), joined.anomalies.len()), (4, 0));
}

#[test]
fn resolved_and_escalated_without_seeing_each_other_stays_open_until_somebody_has_seen_both() {
    let (school, care, dispute) = pair();
    school.acts(&dispute, "resolve", &[("text", &["They agreed"])]);
    care.acts(&dispute, "move:S2", &[]);
    block_on(school.book.commit_import(&care.hands_over(&dispute).text)).expect("an import");
    let contested = school.sees(&dispute);
    assert_eq!(contested.status, Status::Open);
    let told = &contested.anomalies[0].happened;
    assert!(told.starts_with("You recorded “The disagreement was resolved” and "), "{told}");
    assert!(told.contains("Social worker recorded “Stage 2"), "{told}");
    assert!(told.contains("It stays open at Stage 2"), "{told}");
    assert!(contested.timeline.iter().any(|entry| entry.outweighed && entry.what.contains("resolved")));

    block_on(care.book.commit_import(&school.hands_over(&dispute).text)).expect("an import");
    assert_eq!(ladder(&care.sees(&dispute)), ladder(&contested), "both devices see the same");
    let settled = care.acts(&dispute, "resolve", &[("text", &["We rang; it is settled"])]);
    assert_eq!((settled.status.clone(), settled.anomalies.len()), (Status::Resolved, 0));
}

#[test]
fn the_same_escalation_recorded_by_both_is_one() {
    let (school, care, dispute) = pair();
    school.acts(&dispute, "move:S2", &[]);
    care.clock.advance(TimeDelta::days(1));
    care.acts(&dispute, "move:S2", &[]);
    block_on(school.book.commit_import(&care.hands_over(&dispute).text)).expect("an import");
    let view = school.sees(&dispute);
    let stage_2 = view.ladder.iter().find(|rung| rung.step == "S2").expect("a rung");
    assert_eq!(stage_2.entered.map(|at| at.to_string()).as_deref(), Some("2026-11-16T09:30"));
    assert_eq!(view.duties.iter().filter(|duty| duty.key == "S2.settle").count(), 1);
    assert!(!view.anomalies.iter().any(|anomaly| anomaly.happened.contains("recorded “")));
}

#[test]
fn entries_whose_earlier_ones_have_not_come_wait_and_count_once_they_have() {
    let school = Desk::new("Worker of the school", "school", 1);
    let preview =
        block_on(school.book.preview_import(&vector("earlier-entries-missing"))).expect("a preview");
    assert_eq!((preview.new_entries.len(), preview.pending, preview.missing), (3, 1, 1));
    let part = block_on(school.book.commit_import(&vector("earlier-entries-missing"))).expect("an import");
    let waiting = school.sees(&part.dispute);
    assert_eq!((waiting.timeline.len(), waiting.pending), (3, 1));
    let rest = block_on(school.book.commit_import(&vector("valid"))).expect("an import");
    assert_eq!((rest.added, school.sees(&part.dispute).pending), (1, 0));
}

#[test]
fn a_procedure_that_is_not_built_in_comes_with_the_file_and_goes_on_with_it() {
    let (school, care) = (
        Desk::new("Worker of the school", "school", 1),
        Desk::new("Social worker", "childrens-social-care", 2),
    );
    let dispute = block_on(school.book.commit_import(&vector("valid"))).expect("an import").dispute;
    let bare = school.sees(&dispute);
    assert_eq!((bare.procedure.pack, bare.timeline.len(), bare.anomalies.len()), (PackHere::Missing, 4, 1));
    let offered: Vec<&str> = bare.actions.iter().map(|action| action.id.as_str()).collect();
    assert_eq!(offered, ["risk"], "what is not reckoned is not offered, protection is");
    block_on(school.book.commit_import(&vector("carried-procedure"))).expect("an import");
    let whole = school.sees(&dispute);
    assert_eq!(
        (whole.procedure.pack, whole.procedure.partnership.as_str()),
        (PackHere::Same, "Harbour Reach")
    );
    school.acts(&dispute, "note", &[("text", &["We have read it"])]);
    block_on(care.book.commit_import(&school.hands_over(&dispute).text)).expect("an import");
    assert_eq!(ladder(&care.sees(&dispute)), ladder(&school.sees(&dispute)));
    let offered = block_on(care.book.procedures()).expect("procedures");
    assert!(offered.iter().all(|choice| choice.id != "harbour"), "nobody here has confirmed that pack");
}

#[test]
fn a_bad_file_is_told_apart_and_changes_nothing() {
    let school = Desk::new("Worker of the school", "school", 1);
    let dispute = school.opens().id;
    let file = school.hands_over(&dispute).text;
    let care = Desk::new("Social worker", "childrens-social-care", 2);
    let cases = [
        ("hello".to_owned(), "not a file that Accord can open"),
        (file[..file.len() / 2].to_owned(), "stops before its end"),
        (file.replacen("\"signature\":\"", "\"signature\":\"AAAA", 1), ""),
        (" ".repeat(2_100_000), "larger than"),
    ];
    for (text, expected) in cases {
        let error = block_on(care.book.commit_import(&text)).expect_err("it is refused");
        assert!(matches!(error, CasebookError::Bundle(_)), "{error:?}");
        assert!(error.told().happened.contains(expected), "{:?}", error.told());
        assert!(!error.told().to_do.is_empty());
    }
    assert!(block_on(care.book.home()).expect("home").disputes.is_empty());
}

#[test]
fn whoever_signed_the_same_outcome_is_named_with_it() {
    let (school, care, dispute) = pair();
    let police = Desk::new("Officer", "police", 3);
    let health = Desk::new("Nurse", "health-trust", 4);
    let first = school.hands_over(&dispute).text;
    for desk in [&police, &health] {
        block_on(desk.book.commit_import(&first)).expect("an import");
    }
    school.acts(&dispute, "resolve", &[("text", &["They agreed"])]);
    police.acts(&dispute, "resolve", &[("text", &["It is settled"])]);
    care.acts(&dispute, "move:S2", &[]);
    health.acts(&dispute, "move:S2", &[]);
    for other in [&police, &care, &health] {
        block_on(school.book.commit_import(&other.hands_over(&dispute).text)).expect("an import");
    }
    let view = school.sees(&dispute);
    let contested = &view.anomalies[0];
    assert!(
        contested.happened.starts_with("You and Officer each recorded “The disagreement was resolved” and "),
        "{}",
        contested.happened
    );
    let names =
        ["Social worker and Nurse each recorded “Stage 2", "Nurse and Social worker each recorded “Stage 2"];
    assert!(names.iter().any(|names| contested.happened.contains(names)), "{}", contested.happened);
    let signed = |side: &Vec<String>| {
        let of_side = view.timeline.iter().filter(|entry| side.contains(&entry.id));
        let mut names: Vec<&str> = of_side.map(|entry| entry.signer.name.as_str()).collect();
        names.sort_unstable();
        names.join(", ")
    };
    let mut sides: Vec<String> = contested.entries.iter().map(signed).collect();
    sides.sort_unstable();
    assert_eq!(sides, ["Nurse, Social worker", "Officer, Worker of the school"]);
    assert!(
        view.timeline
            .iter()
            .any(|entry| entry.signer.name == "Officer" && entry.signer.standing == Standing::NotConfirmed)
    );
}
