//! What protects a child at once, and days that are odd: told as what they are.

use super::*;

/// A danger declared on Saturday 28 November 2026.
fn danger_on_a_saturday() -> (Desk, String) {
    let school = Desk::new("Worker of the school", "school", 1);
    let dispute = school.opens().id;
    school.clock.advance(TimeDelta::days(12));
    school.acts(&dispute, "risk", &[]);
    (school, dispute)
}

#[test]
fn what_protects_a_child_is_owed_now_stands_first_and_has_no_day_to_agree_on() {
    let (school, dispute) = danger_on_a_saturday();
    for days in [0, 1, 2, 30] {
        school.clock.advance(TimeDelta::days(days));
        let view = school.sees(&dispute);
        let first = &view.duties[0];
        assert_eq!((first.key.as_str(), first.clock), ("risk.tell-dsl", Clock::AtOnce), "{days} days later");
        assert_eq!((first.standing, first.remind_by), (Some(DateStanding::AtOnce), None));
        let why = first.why.as_ref().expect("it says whence it is");
        assert_eq!(
            why.sentence,
            "At once: on Saturday 28 November 2026, when this duty began, whatever day it is."
        );
        assert!(why.days.is_empty(), "no days are counted");
        assert!(!first.actions.iter().any(|id| id.starts_with("agree:")), "{:?}", first.actions);
        assert!(first.actions.iter().any(|id| id == "done:risk.tell-dsl"));
        let home = block_on(school.book.home()).expect("home");
        assert_eq!(home.due[0].duty.key, "risk.tell-dsl", "it comes before what is longer overdue");
        assert_eq!(home.due[0].duty.clock, Clock::AtOnce);
        assert_eq!(home.disputes[0].next.as_ref().map(|next| next.key.as_str()), Some("risk.tell-dsl"));
        assert!(!reminders(&home.due[..1], home.now).contains("VEVENT"), "it waits for no morning");
    }
    let paper = block_on(school.book.paper(&dispute, "record")).expect("a paper");
    let owed = paper.fields.iter().find(|field| field.filled.contains("designated safeguarding lead"));
    assert!(owed.is_some_and(|field| field.filled.contains("at once, since Saturday 28 November 2026")));
}

#[test]
fn done_two_days_later_it_is_done_late_though_no_working_day_has_gone_by() {
    let (school, dispute) = danger_on_a_saturday();
    school.clock.advance(TimeDelta::days(1));
    assert_eq!(block_on(school.book.home()).expect("home").disputes[0].overdue, 2);
    let done = school.acts(&dispute, "done:risk.tell-dsl", &[]);
    assert!(matches!(duty(&done, "risk.tell-dsl").state, DutyState::DoneLate(_)));
}

#[test]
fn two_clocks_on_one_rung_are_named_in_the_drawing() {
    let school = Desk::new("Worker of the school", "school", 1);
    let said: [(&str, &[&str]); 3] =
        [("raising", &["school"]), ("other", &["childrens-social-care"]), ("text", &["The plan"])];
    let opened =
        block_on(school.book.begin("sunderland", "inter-agency", "open", &answers(&said))).expect("opened");
    let name = "The other line manager answers";
    assert!(!picture(&opened).contains(name));
    let second = school.acts(&opened.id, "depart:T2", &[("reason", &["They are away"])]);
    assert_eq!(second.ladder.iter().find(|rung| rung.step == "T2").map(|rung| rung.clocks.len()), Some(2));
    assert!(picture(&second).contains(name));
}

#[test]
fn a_dissent_begins_at_the_table_without_words_and_is_asked_for_them_until_there_are_some() {
    let school = Desk::new("Worker of the school", "school", 1);
    let begins =
        |said: &[(&str, &[&str])]| block_on(school.book.begin("york", "conference", "open", &answers(said)));
    let choices = block_on(school.book.procedures()).expect("procedures");
    let york = choices.iter().find(|choice| choice.id == "york").expect("it is in the build");
    let form = |track: &str| {
        let track = york.tracks.iter().find(|known| known.id == track).expect("a track");
        track.open.asks.iter().find(|ask| ask.id == "text").expect("it asks for words").need
    };
    assert_eq!((form("conference"), form("enquiry")), (Need::Optional, Need::WithAnother));
    let opened = begins(&[("raising", &["school"])]).expect("opened");
    assert_eq!(opened.unsaid.last().map(String::as_str), Some("about"));
    // A note may be of anything; it answers nothing.
    let noted = school.acts(&opened.id, "note", &[("text", &["Left a message"])]);
    assert_eq!(noted.unsaid.last().map(String::as_str), Some("about"));
    let said = school.acts(&opened.id, "about", &[("about", &["The plan leaves out the risk"])]);
    assert!(!said.unsaid.contains(&"about".to_owned()));
    let opened =
        begins(&[("raising", &["school"]), ("text", &["The plan leaves out the risk"])]).expect("opened");
    assert!(!opened.unsaid.contains(&"about".to_owned()));
    // No other side is asked for, so none is missing.
    assert_eq!(opened.title, "School: Dissent at a child protection conference");
    block_on(school.book.begin("york", "conference", "risk", &Answers::new())).expect("never refused");
}

#[test]
fn an_enquiry_without_a_ground_and_without_words_is_asked_what_it_is_about() {
    let school = Desk::new("Worker of the school", "school", 1);
    for track in ["enquiry", "plan"] {
        let begins = |said: &[(&str, &[&str])]| {
            let who: [(&str, &[&str]); 2] = [("raising", &["school"]), ("other", &["childrens-social-care"])];
            block_on(school.book.begin("york", track, "open", &answers(&[&who[..], said].concat())))
        };
        let Err(CasebookError::Answers(reasons)) = begins(&[]) else { panic!("{track} opened") };
        assert_eq!((reasons[0].code.as_str(), reasons[0].ask.as_deref()), ("missing:text", Some("text")));
        let ground = if track == "plan" { "lack-of-action" } else { "informal-advice" };
        begins(&[("grounds", &[ground])]).expect("a ground says it");
        begins(&[("text", &["Nobody has seen the child"])]).expect("words say it");
    }
    let Err(CasebookError::Refused(reasons)) = block_on(school.book.begin(
        "solihull",
        "inter-agency",
        "open",
        &answers(&[("raising", &["school"])]),
    )) else {
        panic!("opened")
    };
    assert!(reasons.iter().all(|reason| reason.code != "missing:text"), "{reasons:?}");
}

#[test]
fn a_child_by_what_may_be_a_name_is_asked_about_once() {
    let school = Desk::new("Worker of the school", "school", 1);
    let dispute = school.opens().id;
    let adds = |said: &[(&str, &[&str])]| block_on(school.book.act(&dispute, "add-child", &answers(said)));
    for name in ["Jane Smith", "O’Neil", "Élodie", "the younger Smith", "Anne-Marie", "child Alfie"] {
        let doubt = in_doubt(adds(&[("children", &[name])]));
        assert_eq!(doubt.ask.as_deref(), Some("children"));
        assert!(doubt.say.starts_with(&format!("“{name}” may be a name.")), "{}", doubt.say);
    }
    let both = in_doubt(adds(&[("children", &["Jane Smith", "HV7", "Tom Hill"])]));
    assert!(both.say.starts_with("“Jane Smith” and “Tom Hill” may be a name."), "{}", both.say);
    for reference in ["C", "Child C", "CP-2026-118", "HV7", "ab/12", "Smith 4", "JS", "the younger one"] {
        adds(&[("children", &[reference])]).expect(reference);
    }
    adds(&[("children", &["Blue"]), ("sure.children", &["Blue"])]).expect("confirmed");
    school.acts(&dispute, "risk", &[("children", &["Jane Smith"])]);
}

fn in_doubt(ordered: Result<DisputeView, CasebookError>) -> Refused {
    let Err(CasebookError::InDoubt(doubts)) = ordered else { panic!("{ordered:?}") };
    assert_eq!((doubts.len(), doubts[0].code.as_str()), (1, "is-it-right"));
    doubts.into_iter().next().expect("one")
}

#[test]
fn a_day_before_the_dispute_is_asked_about_once_and_recorded_when_it_is_confirmed() {
    let school = Desk::new("Worker of the school", "school", 1);
    let dispute = school.opens().id;
    let acts =
        |action: &str, said: &[(&str, &[&str])]| block_on(school.book.act(&dispute, action, &answers(said)));
    let talk: (&str, &[&str]) = ("agreed", &["A visit"]);
    let doubt = in_doubt(acts("discuss", &[talk, ("on", &["2025-11-16"])]));
    assert_eq!(doubt.ask.as_deref(), Some("on"));
    assert_eq!(
        doubt.say,
        "That day is before this dispute was opened, on Monday 16 November 2026. Is it right?"
    );
    assert_eq!(school.sees(&dispute).timeline.len(), 1, "nothing is recorded yet");
    let another = [talk, ("on", &["2024-11-16"]), ("sure.on", &["2025-11-16"])];
    in_doubt(acts("discuss", &another));
    let sure = [talk, ("on", &["2025-11-16"]), ("sure.on", &["2025-11-16"])];
    let view = acts("discuss", &sure).expect("recorded");
    assert!(recorded::said(&view, "A discussion", "Happened on").starts_with("Sunday 16 November 2025"));

    let does = [talk, ("does", &["S1.discuss"]), ("field.mode", &["video"])];
    let both = [&does[..], &sure[1..]].concat();
    acts("discuss", &both).expect("confirmed for the duty that it does too");
    assert_eq!(in_doubt(acts("agree:S1.settle", &[("date", &["2025-11-20"])])).ask.as_deref(), Some("date"));
    acts("agree:S1.settle", &[("date", &["2026-11-20"])]).expect("a day after the opening is none");
}

#[test]
fn a_day_to_come_on_which_something_happened_is_asked_about() {
    let school = Desk::new("Worker of the school", "school", 1);
    let begins = |said: &[(&str, &[&str])]| {
        let dissent: [(&str, &[&str]); 2] = [("raising", &["school"]), ("text", &["The plan"])];
        block_on(school.book.begin("york", "conference", "open", &answers(&[&dissent[..], said].concat())))
    };
    let conference = "fact.conference-date";
    let doubt = in_doubt(begins(&[(conference, &["2026-12-14"])]));
    assert_eq!(doubt.ask.as_deref(), Some(conference));
    assert!(doubt.say.ends_with("Is it right?"));
    begins(&[(conference, &["2026-11-13"])]).expect("before the dispute is where a conference belongs");
    let sure = [(conference, &["2026-12-14"][..]), ("sure.fact.conference-date", &["2026-12-14"][..])];
    begins(&sure).expect("recorded");
}

#[test]
fn that_no_answer_has_come_is_offered_from_the_next_day_on_and_stands_at_its_duty() {
    let school = Desk::new("Worker of the school", "school", 1);
    let said: [(&str, &[&str]); 3] =
        [("raising", &["school"]), ("other", &["childrens-social-care"]), ("text", &["The plan drifts"])];
    let opened = block_on(school.book.begin("york", "enquiry", "open", &answers(&said))).expect("opened");
    let key = "delay:E1.settle";
    assert!(duty(&opened, "E1.settle").by.is_none(), "York gives no number");
    assert!(opened.actions.iter().all(|action| action.id != key), "it is the day on which it began");
    school.clock.advance(TimeDelta::days(1));
    assert!(school.sees(&opened.id).looked.is_empty());
    let noted = school.acts(&opened.id, key, &[("reason", &["No answer from them yet."])]);
    assert_eq!(noted.looked, [("E1.settle".to_owned(), noted.now)]);
    assert_eq!(duty(&noted, "E1.settle").state, DutyState::Outstanding, "nothing ends by it");
}
