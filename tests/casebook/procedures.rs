//! A procedure that does not come with the build: taken over, run under, carried along.

use super::*;

pub(super) fn lantern() -> String {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/packs/lantern.json");
    std::fs::read_to_string(file).expect("a pack")
}

fn preview(desk: &Desk, file: &str) -> PackPreview {
    match block_on(desk.book.open(file)).expect("a procedure") {
        Opened::Pack(preview) => preview,
        other => panic!("{other:?}"),
    }
}

fn offered(desk: &Desk) -> Vec<(String, String)> {
    let offered = block_on(desk.book.procedures()).expect("procedures");
    offered.into_iter().map(|one| (one.id, one.version)).collect()
}

pub(super) fn opens_under_lantern(desk: &Desk) -> DisputeView {
    let answers = answers(&[
        ("raising", &["nursery"]),
        ("other", &["clinic"]),
        ("grounds", &["plan"]),
        ("text", &["The plan does not hold"]),
    ]);
    block_on(desk.book.begin("lantern", "main", "open", &answers)).expect("a dispute")
}

#[test]
fn the_procedure_on_a_card_is_offered_as_long_as_the_card_is_held_and_travels_with_its_disputes() {
    use accord::bundle::{CarriedPack, procedure};

    use super::partnerships::{Partnership, at, signed, taken};

    let school = Desk::new("Worker of the school", "school", 1);
    let mut partnership = Partnership::named("Lantern Quay", 11);
    taken(&school, &partnership);
    assert_eq!(offered(&school).len(), 5);
    let pack = CarriedPack { text: lantern(), signed: at("2026-11-16T09:00:00Z") };
    partnership.card.procedure = Some(signed(procedure(pack, &partnership.kid()), &partnership.root));
    partnership.card.number += 1;
    taken(&school, &partnership);
    let card = block_on(school.book.partnerships()).expect("cards").remove(0);
    assert_eq!(card.procedure.map(|(_, version)| version).as_deref(), Some("2"));
    let choices = block_on(school.book.procedures()).expect("procedures");
    let choice = choices.iter().find(|choice| choice.id == "lantern").expect("it is offered");
    let Vouched::Signed(signer) = &choice.vouched else { panic!("{:?}", choice.vouched) };
    assert_eq!(signer.name, "Lantern Quay");
    assert_eq!(block_on(school.book.taken_over()).expect("cards"), [], "it comes and goes with its card");

    let view = opens_under_lantern(&school);
    assert_eq!((view.procedure.pack, view.status), (PackHere::Same, Status::Open));
    let care = Desk::new("Social worker", "childrens-social-care", 2);
    block_on(care.book.commit_import(&school.hands_over(&view.id).text)).expect("an import");
    assert_eq!(care.sees(&view.id).procedure.pack, PackHere::Same);

    assert_eq!(block_on(school.book.let_go_of(&partnership.kid().0)), Ok(()));
    assert_eq!(offered(&school).len(), 5);
    assert_eq!(school.acts(&view.id, "note", &[("text", &["Still here"])]).procedure.pack, PackHere::Same);
    assert_eq!(block_on(school.book.taken_over()).expect("cards"), [], "it serves its own dispute only");
}

#[test]
fn a_sixth_procedure_is_looked_at_taken_over_and_run_under() {
    let school = Desk::new("Worker of the school", "school", 1);
    assert!(block_on(school.book.begin("lantern", "main", "open", &Answers::new())).is_err());
    let seen = preview(&school, &lantern());
    assert_eq!((seen.pack.partnership.as_str(), seen.pack.version.as_str()), ("Lantern Quay", "2"));
    assert_eq!(
        (seen.pack.vouched, seen.offered, seen.is_offered, seen.others),
        (Vouched::Unsigned, None, false, 0)
    );
    assert_eq!(offered(&school).len(), 5, "a preview stores nothing");

    assert_eq!(block_on(school.book.take_in_file(&lantern())), Ok(TakenIn::Pack));
    assert!(offered(&school).contains(&("lantern".to_owned(), "2".to_owned())));
    assert!(preview(&school, &lantern()).is_offered);
    let cards = block_on(school.book.taken_over()).expect("cards");
    assert_eq!((cards.len(), &cards[0].vouched), (1, &Vouched::Unsigned), "it came unsigned");

    // It travels with the dispute under it; the receiver does not offer it for that.
    let view = opens_under_lantern(&school);
    assert_eq!((view.procedure.pack, view.status), (PackHere::Same, Status::Open));
    let care = Desk::new("Social worker", "childrens-social-care", 2);
    block_on(care.book.commit_import(&school.hands_over(&view.id).text)).expect("an import");
    assert_eq!(care.sees(&view.id).procedure.pack, PackHere::Same);
    assert_eq!(offered(&care).len(), 5);

    // A file that carries it does not undo that it was taken over.
    care.acts(&view.id, "note", &[("text", &["seen"])]);
    block_on(school.book.commit_import(&care.hands_over(&view.id).text)).expect("an import");
    assert_eq!(offered(&school).len(), 6);

    let stop = block_on(school.book.stop_offering(&cards[0].digest));
    assert_eq!((stop, offered(&school).len()), (Ok(()), 5));
    assert_eq!(school.sees(&view.id).procedure.pack, PackHere::Same, "the dispute stays under it");
}

#[test]
fn a_signed_procedure_says_whose_it_is_and_can_be_carried_on() {
    let (school, care, _) = pair();
    let signed = block_on(school.book.sign_for_all(&lantern())).expect("a file");
    let seen = preview(&care, &signed.text);
    assert!(
        matches!(&seen.pack.vouched, Vouched::Signed(signer) if signer.standing == Standing::NotConfirmed)
    );
    block_on(care.book.take_in_file(&signed.text)).expect("taken over");
    let cards = block_on(care.book.taken_over()).expect("cards");
    assert!(matches!(&cards[0].vouched, Vouched::Signed(signer) if signer.name == "Worker of the school"));
    // The signer's enrolment came with it, so the file that carries it can be checked by anybody.
    let third = Desk::new("A third", "school", 3);
    let vector = vector("../signed-text/procedure");
    block_on(third.book.take_in_file(&vector)).expect("taken over");
    let file = third.hands_over(&opens_under_lantern(&third).id);
    assert_eq!(block_on(care.book.commit_import(&file.text)).expect("an import").added, 1);
}

#[test]
fn a_newer_version_is_offered_and_disputes_stay_under_theirs() {
    let school = Desk::new("Worker of the school", "school", 1);
    block_on(school.book.take_in_file(&lantern())).expect("taken over");
    let old = opens_under_lantern(&school);
    let newer = lantern().replacen("\"version\": \"2\"", "\"version\": \"3\"", 1);
    let seen = preview(&school, &newer);
    assert_eq!((seen.offered.as_deref(), seen.others), (Some("2"), 1));
    school.clock.advance(TimeDelta::minutes(1));
    block_on(school.book.take_in_file(&newer)).expect("taken over");
    assert!(offered(&school).contains(&("lantern".to_owned(), "3".to_owned())));
    assert_eq!(opens_under_lantern(&school).procedure.version, "3");
    let stays = school.sees(&old.id).procedure;
    assert_eq!((stays.version.as_str(), stays.pack), ("2", PackHere::Same));
}

#[test]
fn what_is_taken_over_last_is_offered_though_the_clock_was_put_back() {
    let school = Desk::new("Worker of the school", "school", 1);
    block_on(school.book.take_in_file(&lantern())).expect("taken over");
    for (version, since) in
        [("3", TimeDelta::zero()), ("4", TimeDelta::hours(-2)), ("5", TimeDelta::days(-30))]
    {
        school.clock.advance(since);
        let newer = lantern().replacen("\"version\": \"2\"", &format!("\"version\": \"{version}\""), 1);
        block_on(school.book.take_in_file(&newer)).expect("taken over");
        assert!(offered(&school).contains(&("lantern".to_owned(), version.to_owned())), "{version}");
    }
}

#[test]
fn a_faulty_procedure_says_every_fault_and_changes_nothing() {
    let school = Desk::new("Worker of the school", "school", 1);
    let faulty = lantern().replace("\"owner\": \"worker\"", "\"owner\": \"nobody\"");
    let told = block_on(school.book.open(&faulty)).expect_err("faults").told();
    assert!(told.happened.starts_with("This procedure has ") && told.reasons.len() > 1, "{told:?}");
    assert!(block_on(school.book.take_in_file(&faulty)).is_err());
    assert_eq!(offered(&school).len(), 5);
}

#[test]
fn the_text_that_a_dispute_is_run_under_is_kept_so_that_a_later_build_moves_no_dispute() {
    let (school, care, dispute) = pair();
    for desk in [&school, &care] {
        let secret = accord::vault::unlocked::Secret::Passphrase("five plain words");
        let vault = block_on(accord::vault::Unlocked::unlock(&desk.device, secret)).expect("unlocked");
        let kept = block_on(vault.packs()).expect("packs").records;
        let texts: Vec<String> = kept.values().map(|record| record.signed.clone()).collect();
        let [text] = texts.as_slice() else { panic!("{} packs are kept", texts.len()) };
        let pack = accord::bundle::SignedPack::from_record(text.as_bytes()).expect("a pack");
        let built_in = accord::procedure::built_in_pack(&"havering".into()).expect("a pack");
        assert_eq!(pack.content().text, built_in.text());
    }
    school.acts(&dispute, "note", &[("text", &["twice is as once"])]);
    let file = school.hands_over(&dispute).text;
    assert!(file.contains("\"procedure\":null"), "what comes with every build does not travel");
    assert_eq!(offered(&school).len(), 5);
}
