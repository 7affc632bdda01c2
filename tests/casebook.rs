//! The whole road on the memory vault: two people, two casebooks, one dispute.

use std::rc::Rc;

use accord::calendar::Moment;
use accord::casebook::views::*;
use accord::casebook::{Casebook, CasebookError, Opening, Presence, Secret};
use accord::clock::ScriptedClock;
use accord::vault::record::{Cost, Salt};
use accord::vault::stretch::{KeyBytes, Stretch};
use accord::vault::{Memory, Pending, VaultError};
use chrono::{DateTime, TimeDelta};
use pollster::block_on;

/// Stretches nothing: these tests are about what stands behind the lock.
struct Quick;

impl Stretch for Quick {
    fn stretch<'a>(&'a self, passphrase: &'a str, salt: Salt, _: Cost) -> Pending<'a, KeyBytes> {
        let mut key = KeyBytes::default();
        for (index, byte) in passphrase.bytes().chain(salt.0).enumerate() {
            key[index % 32] = key[index % 32].wrapping_mul(31).wrapping_add(byte);
        }
        Box::pin(async move { Ok(key) })
    }
}

/// A person at a device.
struct Desk {
    device: Opening,
    clock: Rc<ScriptedClock>,
    book: Casebook,
    code: String,
}

impl Desk {
    fn new(name: &str, agency: &str, series: u64) -> Self {
        let at = DateTime::parse_from_rfc3339("2026-11-16T09:30:00Z").expect("a time").to_utc();
        let clock = Rc::new(ScriptedClock::at(at).with_series(series));
        let device =
            Opening { vault: Rc::new(Memory::default()), stretch: Rc::new(Quick), clock: clock.clone() };
        let profile = Profile {
            name: name.into(),
            role: "Practitioner".into(),
            agency: agency.into(),
            procedure: Some("havering".into()),
        };
        let (book, code) =
            block_on(Casebook::create(&device, "five plain words", &profile)).expect("a casebook");
        Self { device, clock, book, code }
    }

    fn opens(&self) -> DisputeView {
        let answers = answers(&[
            ("raising", &["school"]),
            ("other", &["childrens-social-care"]),
            ("grounds", &["levels-of-need"]),
            ("children", &["A"]),
            ("children.A.looked-after", &["yes"]),
            ("text", &["We think that the threshold is met"]),
        ]);
        block_on(self.book.begin("havering", "inter-agency", "open", &answers)).expect("a dispute")
    }

    fn acts(&self, dispute: &str, action: &str, given: &[(&str, &[&str])]) -> DisputeView {
        block_on(self.book.act(dispute, action, &answers(given)))
            .unwrap_or_else(|error| panic!("{action}: {error:?}"))
    }

    fn sees(&self, dispute: &str) -> DisputeView {
        block_on(self.book.dispute(dispute)).expect("a dispute")
    }

    fn hands_over(&self, dispute: &str) -> ExportFile {
        let file = block_on(self.book.export(dispute)).expect("a file");
        block_on(self.book.file_made(dispute, &file)).expect("noted");
        file
    }
}

fn answers(given: &[(&str, &[&str])]) -> Answers {
    let owned = |values: &[&str]| values.iter().map(|value| (*value).to_owned()).collect();
    given.iter().map(|(id, values)| ((*id).to_owned(), owned(values))).collect()
}

fn duty<'v>(view: &'v DisputeView, key: &str) -> &'v DutyLine {
    view.duties.iter().find(|duty| duty.key == key).unwrap_or_else(|| panic!("{key} is not there"))
}

fn action<'v>(view: &'v DisputeView, id: &str) -> &'v Action {
    let ids: Vec<&str> = view.actions.iter().map(|action| action.id.as_str()).collect();
    view.actions.iter().find(|action| action.id == id).unwrap_or_else(|| panic!("{id} is not among {ids:?}"))
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
    assert_eq!(imported, Imported { dispute: opened.id.clone(), added: 4 });
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

fn ladder(view: &DisputeView) -> Vec<(String, Place, Option<Moment>)> {
    view.ladder.iter().map(|rung| (rung.step.clone(), rung.place, rung.entered)).collect()
}

fn dates(view: &DisputeView) -> Vec<(String, Option<accord::calendar::Due>)> {
    view.duties.iter().map(|duty| (duty.key.clone(), duty.by)).collect()
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

/// Two people who both hold the dispute as it was opened.
fn pair() -> (Desk, Desk, String) {
    let (school, care) = (
        Desk::new("Worker of the school", "school", 1),
        Desk::new("Social worker", "childrens-social-care", 2),
    );
    let dispute = school.opens().id;
    block_on(care.book.commit_import(&school.hands_over(&dispute).text)).expect("an import");
    (school, care, dispute)
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
    assert!(told.contains("You recorded “The disagreement was resolved”"), "{told}");
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

fn vector(name: &str) -> String {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/bundle/");
    std::fs::read_to_string(format!("{folder}{name}.json")).expect("a vector")
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
    assert!(bare.actions.is_empty(), "what is not reckoned is not offered");
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
                AskKind::Count => "1",
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
fn why_this_date_numbers_each_counted_day_and_names_the_others() {
    let school = Desk::new("Worker of the school", "school", 1);
    school.clock.advance(TimeDelta::days(37));
    let opened = school.opens();
    let why = duty(&opened, "S1.settle").why.as_ref().expect("it has a date");
    let marks: Vec<DayMark> = why.days.iter().map(|day| day.mark.clone()).collect();
    use DayMark::{BankHoliday, Counted, DayZero, Weekend};
    // From Wednesday 23 December 2026: Christmas, Boxing Day's substitute and New Year do not count.
    let [zero, first, friday, sat, sun, monday, second, .., last] = marks.as_slice() else {
        panic!("{marks:?}")
    };
    assert_eq!((zero, first), (&DayZero, &Counted(1)));
    assert!(matches!((friday, monday), (BankHoliday(_), BankHoliday(_))));
    assert_eq!((sat, sun, second), (&Weekend, &Weekend, &Counted(2)));
    assert_eq!(last, &Counted(5));
    assert!(why.days.last().is_some_and(|day| day.due && day.date.to_string() == "2027-01-04"));
    assert!(why.sentence.contains("Wednesday 23 December 2026"), "{}", why.sentence);
    assert!(why.readings.iter().any(|reading| reading.starts_with("HAV-A1")));
}

#[test]
fn danger_is_never_refused_and_begins_a_record_of_its_own() {
    let school = Desk::new("Worker of the school", "school", 1);
    let begun =
        block_on(school.book.begin("havering", "inter-agency", "risk", &Answers::new())).expect("a record");
    assert_eq!(begun.status, Status::Emergency);
    assert!(begun.danger.is_some());
    assert_eq!(duty(&begun, "risk.tell-dsl").clock, Clock::Today);
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
fn a_second_window_sees_what_the_first_has_written() {
    let school = Desk::new("Worker of the school", "school", 1);
    let dispute = school.opens().id;
    let second =
        block_on(Casebook::unlock(&school.device, Secret::Passphrase("five plain words"))).expect("unlocked");
    school.acts(&dispute, "move:S2", &[]);
    let refused = block_on(second.act(&dispute, "move:S2", &Answers::new()));
    assert!(matches!(refused, Err(CasebookError::Refused(reasons)) if reasons[0].code == "not-next-step"));
    assert_eq!(block_on(second.dispute(&dispute)).expect("a dispute").timeline.len(), 2);
}

#[test]
fn a_casebook_opens_by_its_passphrase_and_its_code_alone() {
    let school = Desk::new("Worker of the school", "school", 1);
    assert_eq!(block_on(Casebook::presence(&school.device)), Ok(Presence::Locked));
    let wrong = block_on(Casebook::unlock(&school.device, Secret::Passphrase("other words"))).err();
    assert_eq!(wrong, Some(CasebookError::Vault(VaultError::WrongSecret)));
    let typo = block_on(Casebook::unlock(&school.device, Secret::RecoveryCode("12345"))).err();
    assert_eq!(typo, Some(CasebookError::NotACode));
    let book =
        block_on(Casebook::unlock(&school.device, Secret::RecoveryCode(&school.code))).expect("unlocked");
    assert_eq!(block_on(book.profile()).expect("a profile").name, "Worker of the school");
    let nameless = block_on(book.set_profile(&Profile::default())).err();
    assert!(nameless.is_some_and(|error| error.told().happened.contains("is empty")));
}

#[test]
fn a_bad_file_is_told_apart_and_changes_nothing() {
    let school = Desk::new("Worker of the school", "school", 1);
    let dispute = school.opens().id;
    let file = school.hands_over(&dispute).text;
    let care = Desk::new("Social worker", "childrens-social-care", 2);
    let cases = [
        ("hello".to_owned(), "not a dispute"),
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
fn home_tells_ours_from_theirs_and_today_from_later() {
    let school = Desk::new("Worker of the school", "school", 1);
    school.opens();
    let home = block_on(school.book.home()).expect("home");
    assert_eq!((home.due.len(), home.coming.len(), home.safety.not_exported), (0, 1, 1));
    school.clock.advance(TimeDelta::days(9));
    let late = block_on(school.book.home()).expect("home");
    assert_eq!((late.due.len(), late.disputes[0].overdue), (1, 1));
    assert_eq!((late.due[0].duty.clock, late.due[0].duty.whose), (Clock::Overdue(2), Whose::Ours));
}
