//! The register signs for what came in, once; and people are confirmed at the desk,
//! so that what they signed counts on every side.

use std::rc::Rc;

use accord::casebook::desk::{DeskError, LookedAt, OwnCasebook, Who, now};
use accord::casebook::views::{Answers, CardNews, Checked, Opened, Profile, Standing, Status, TakenIn};
use accord::casebook::{Casebook, Opening};
use accord::clock::ScriptedClock;
use accord::vault::Memory;
use accord::vault::stretch::InThisThread;
use chrono::DateTime;
use pollster::block_on;

use super::crowded::crowded;
use super::{PASSPHRASE, desk, mail};

/// A practitioner's device.
pub fn phone(name: &str, agency: &str, series: u64) -> Casebook {
    let at = DateTime::parse_from_rfc3339("2026-11-16T09:30:00Z").expect("a time").to_utc();
    let clock = Rc::new(ScriptedClock::at(at).with_series(series));
    let device = Opening { vault: Rc::new(Memory::default()), stretch: Rc::new(InThisThread), clock };
    let profile = Profile {
        name: name.into(),
        role: "Practitioner".into(),
        agency: agency.into(),
        procedure: Some("havering".into()),
    };
    block_on(Casebook::create(&device, PASSPHRASE, &profile)).expect("a casebook").0
}

pub fn opens(book: &Casebook) -> String {
    let said = |id: &str, value: &str| (id.to_owned(), vec![value.to_owned()]);
    let answers = Answers::from_iter([
        said("raising", "school"),
        said("other", "childrens-social-care"),
        said("grounds", "levels-of-need"),
        said("children", "A"),
        said("children.A.looked-after", "no"),
        said("text", "We think that the threshold is met"),
    ]);
    block_on(book.begin("havering", "inter-agency", "open", &answers)).expect("a dispute").id
}

pub fn notes(book: &Casebook, dispute: &str) {
    let answers = Answers::from_iter([("text".to_owned(), vec!["Looked at again".to_owned()])]);
    block_on(book.act(dispute, "note", &answers)).expect("a note");
}

pub fn sent(book: &Casebook, dispute: &str, id: u32) -> Vec<u8> {
    let file = block_on(book.export(dispute)).expect("a file").text;
    format!("From: Head <head@school.example>\nMessage-ID: <{id}@school.example>\nSubject: Papers\n\n{file}")
        .into_bytes()
}

/// Looks at a message that came alone, and signs for it.
pub fn received(desk: &OwnCasebook, message: &[u8]) -> LookedAt {
    let mut seen = desk.take_in(message).expect("looked at");
    seen.answer = desk.signing().complete(seen.answer).expect("signed");
    seen
}

fn numbers(desk: &OwnCasebook, message: &[u8]) -> Vec<(i64, bool)> {
    received(desk, message).answer.receipts.iter().map(|receipt| (receipt.number, receipt.is_new)).collect()
}

#[test]
fn what_came_in_is_signed_for_once_and_the_receipt_says_so_on_the_phone_that_sent_it() {
    let (desk, dir) = desk("receipts");
    let school = phone("Worker of the school", "school", 1);
    let dispute = opens(&school);
    let first = sent(&school, &dispute, 1);
    notes(&school, &dispute);
    let second = sent(&school, &dispute, 2);
    assert_eq!(numbers(&desk, &first), [(1, true)]);
    assert_eq!(numbers(&desk, &second), [(1, false), (2, true)]);
    // Again, in whatever order: the receipts that are there, for each entry of the message the first.
    for _ in 0..2 {
        assert_eq!(numbers(&desk, &second), [(1, false), (2, false)]);
        assert_eq!(numbers(&desk, &first), [(1, false)]);
    }
    let other = opens(&phone("Social worker", "childrens-social-care", 2));
    assert_ne!(other, dispute);
    drop(desk);
    let desk = OwnCasebook::open(&dir, PASSPHRASE).expect("opened");
    assert_eq!(numbers(&desk, &mail("made/attached.eml")), [(3, true)], "it counts on after a restart");

    let seen = received(&desk, &first);
    let [reply] = &seen.answer.replies()[..] else { panic!("one answer") };
    assert_eq!(reply.to.as_deref(), Some("head@school.example"));
    assert!(reply.name.starts_with("receipt-000001-") && reply.name.ends_with(".eml"), "{}", reply.name);
    let text = String::from_utf8(reply.bytes.clone()).expect("text");
    assert!(text.contains("In-Reply-To: <1@school.example>"), "{text}");
    for word in ["school", "Worker", "Havering", "havering", &dispute[..8]] {
        let said = text.replace("head@school.example", "").replace("1@school.example", "");
        assert!(!said.contains(word), "{word} stands in an answer: {text}");
    }

    let card = desk.card(None).expect("a card");
    assert!(block_on(school.open(&seen.answer.receipts[0].text)).is_err(), "whose register is it?");
    let Ok(Opened::Card(preview)) = block_on(school.open(&card.text)) else { panic!("no card") };
    assert_eq!((preview.news, preview.card.own), (CardNews::First, Standing::NotConfirmed));
    block_on(school.take_card(&card.text)).expect("taken in");
    let quoted: String = seen.answer.receipts[0].text.lines().map(|line| format!("> {line}\r\n")).collect();
    assert_eq!(block_on(school.take_in_file(&quoted)), Ok(TakenIn::Receipt(dispute.clone())));
    let view = block_on(school.dispute(&dispute)).expect("a dispute");
    let received: Vec<bool> = view.timeline.iter().map(|entry| entry.received.is_some()).collect();
    assert_eq!(received, [false, true], "the newest first");
}

#[test]
fn what_two_people_sent_is_not_late_for_having_been_looked_at_after_the_other() {
    let (desk, _) = desk("two-senders");
    let school = phone("Worker of the school", "school", 1);
    let dispute = opens(&school);
    let care = phone("Social worker", "childrens-social-care", 2);
    let file = block_on(school.export(&dispute)).expect("a file").text;
    block_on(care.take_in_file(&file)).expect("taken in");
    notes(&care, &dispute);
    notes(&school, &dispute);
    let mut signing = desk.signing();
    let messages = [sent(&school, &dispute, 1), sent(&care, &dispute, 2), sent(&school, &dispute, 3)];
    let seen = messages.map(|message| desk.take_in(&message).expect("looked at"));
    let answers = seen.map(|seen| signing.complete(seen.answer).expect("signed"));
    let of_each =
        answers.each_ref().map(|answer| Vec::from_iter(answer.receipts.iter().map(|one| one.number)));
    assert_eq!(of_each, [[1], [1], [1]].map(Vec::from), "one for all that came");
    assert_eq!(signing.how_many(), 1);
    let (view, _) = desk.dispute(&dispute[..8], now()).expect("held");
    assert_eq!(view.timeline.len(), 3);
    assert!(view.timeline.iter().all(|entry| entry.received.is_some() && !entry.is_late), "{view:?}");
    // Looked at again, all of it has what it needs, and the answers are the same.
    for message in [sent(&school, &dispute, 1), sent(&care, &dispute, 2)] {
        assert_eq!(numbers(&desk, &message), [(1, false)]);
    }
}

#[test]
fn without_an_address_the_receipt_lies_by_itself() {
    let (desk, _) = desk("receipts-alone");
    let school = phone("Worker of the school", "school", 1);
    let dispute = opens(&school);
    let file = block_on(school.export(&dispute)).expect("a file").text;
    let seen = received(&desk, file.as_bytes());
    let [reply] = &seen.answer.replies()[..] else { panic!("one receipt") };
    assert_eq!((reply.name.as_str(), &reply.to), ("receipt-000001.json", &None));
    assert_eq!(reply.bytes, seen.answer.receipts[0].text.as_bytes());
    let about = "From: \"a\\r\\nBcc: b@c\" <a b@c>\nSubject: x\n\n";
    let seen = received(&desk, format!("{about}{file}").as_bytes());
    assert_eq!(seen.answer.replies()[0].to, None, "what is no plain address is no address");
}

#[test]
fn who_is_confirmed_at_the_desk_counts_there_and_on_the_other_phone() {
    let (desk, _) = desk("enrolled");
    let (school, care) =
        (phone("Worker of the school", "school", 1), phone("Social worker", "childrens-social-care", 2));
    let dispute = opens(&school);
    let status = |desk: &OwnCasebook| desk.holds().expect("listed").disputes[0].stands.status.clone();
    received(&desk, &sent(&school, &dispute, 1));
    assert_eq!(status(&desk), Status::NotBegun);
    assert_eq!(desk.holds().expect("listed").disputes[0].uncounted, 1);

    let enrolment = block_on(school.enrolment_file()).expect("a file");
    assert!(enrolment.name.starts_with("accord-enrolment-2026-11-16"), "{}", enrolment.name);
    let asked = desk.applicant(Who::File(&enrolment.text)).expect("an applicant");
    assert_eq!((asked.name.as_str(), asked.standing), ("Worker of the school", Standing::NotConfirmed));
    assert_ne!(asked.their_words, asked.own_words);
    assert_eq!(desk.card(None).expect("a card").number, 1, "looking issues nothing");
    let issued = desk.certify(Who::File(&enrolment.text), Checked::CallBack, None).expect("certified");
    assert_eq!((issued.card, issued.was_there), (2, false));
    let again = desk.certify(Who::Key(&asked.key[..8]), Checked::CallBack, None).expect("certified");
    assert_eq!((again.card, again.was_there, &again.serial), (2, true, &issued.serial));
    assert_eq!(desk.card(None).expect("a card").text, desk.card(None).expect("a card").text);
    assert_eq!(status(&desk), Status::Open);

    let card = desk.card(None).expect("a card").text;
    block_on(care.take_card(&card)).expect("taken in");
    let file = block_on(school.export(&dispute)).expect("a file").text;
    block_on(care.take_in_file(&file)).expect("taken in");
    let seen = |book: &Casebook| block_on(book.dispute(&dispute)).expect("a dispute");
    assert_eq!(seen(&care).timeline[0].signer.standing, Standing::Certified(Checked::CallBack));
    assert_eq!(seen(&care).status, Status::Open);

    // Somebody else under the same name: blocked, at the desk and on the phone.
    let impostor = phone("Worker of the school", "school", 66);
    let file = block_on(impostor.enrolment_file()).expect("a file").text;
    let asks = desk.applicant(Who::File(&file)).expect("an applicant");
    assert_eq!((asks.standing, asks.other_key), (Standing::Changed, Some(asked.key.clone())));
    let refused = desk.certify(Who::File(&file), Checked::CallBack, None);
    assert_eq!(refused, Err(DeskError::OtherKey("Worker of the school".to_owned(), asked.key.clone())));

    // The phone is lost: what the register signed for counts, what came after does not; a new key is a new enrolment.
    let revoked = desk.revoke(&asked.key[..8], None).expect("revoked");
    assert_eq!((revoked.receipts, revoked.card, revoked.was_there), (1, 3, false));
    assert!(desk.revoke(&asked.key, Some(1)).expect("revoked").was_there);
    assert_eq!(desk.revoke(&asked.key, Some(9)), Err(DeskError::NoSuchReceipt(1)));
    let refused = desk.certify(Who::File(&enrolment.text), Checked::CallBack, None);
    assert!(matches!(refused, Err(DeskError::RevokedKey(key, _)) if key == asked.key));
    notes(&school, &dispute);
    received(&desk, &sent(&school, &dispute, 3));
    let line = &desk.holds().expect("listed").disputes[0];
    assert_eq!((line.entries, line.uncounted, line.stands.status.clone()), (2, 1, Status::Open));
    assert!(!desk.certify(Who::File(&file), Checked::InPerson, None).expect("certified").was_there);
    // Of several keys before, the one that is in force is in the way.
    let third = block_on(phone("Worker of the school", "school", 77).enrolment_file()).expect("a file").text;
    let asks = desk.applicant(Who::File(&third)).expect("an applicant");
    let second = desk.applicant(Who::File(&file)).expect("an applicant");
    assert_eq!((asks.other_key, second.other_key), (Some(second.key), None));

    let names: Vec<(String, Standing)> =
        desk.members().expect("members").into_iter().map(|line| (line.name, line.standing)).collect();
    assert_eq!(names.len(), 3, "{names:?}");
    let is_revoked = |(name, standing): &(String, Standing)| {
        name == "Worker of the school" && matches!(standing, Standing::Revoked(_))
    };
    assert!(names.iter().any(is_revoked), "{names:?}");
    let manager = names.iter().find(|(name, _)| name == "Business manager").expect("the manager");
    assert_eq!(manager.1, Standing::Certified(Checked::InPerson));
    let own = desk.members().expect("members").into_iter().find(|line| line.name == "Business manager");
    assert_eq!(desk.revoke(&own.expect("the manager").key, None), Err(DeskError::OwnKey));
    assert!(matches!(desk.applicant(Who::Key("nobody")), Err(DeskError::NoSuchMember(_))));
}

#[test]
fn what_is_sealed_to_the_partnership_is_opened_at_its_desk_and_a_lost_phone_reads_no_more() {
    let (desk, _) = desk("sealed-to-the-desk");
    let (school, care) =
        (phone("Worker of the school", "school", 1), phone("Social worker", "childrens-social-care", 2));
    let dispute = opens(&school);
    let card = |desk: &OwnCasebook| desk.card(None).expect("a card").text;
    block_on(school.take_card(&card(&desk))).expect("taken in");
    block_on(care.take_in_file(&block_on(school.export(&dispute)).expect("a file").text)).expect("taken in");
    notes(&care, &dispute);
    block_on(school.take_in_file(&block_on(care.export(&dispute)).expect("a file").text)).expect("taken in");
    let readers = || block_on(school.readers(&dispute)).expect("readers");
    let named = || {
        let named = readers().into_iter().map(|reader| (reader.who.name, reader.is_chosen));
        named.collect::<Vec<_>>()
    };
    let said = |all: &[(&str, bool)]| Vec::from_iter(all.iter().map(|(name, is)| ((*name).to_owned(), *is)));
    // Care signed an entry and nobody confirms it; the manager is on the card.
    assert_eq!(named(), said(&[("Social worker", false), ("Business manager", false), ("Havering", true)]));
    let key =
        |name: &str| readers().into_iter().find(|reader| reader.who.name == name).expect("a reader").who;
    assert_eq!(key("Business manager").role.as_deref(), Some("Manager, School"));
    let to = |name: &str| {
        let chosen = key(name).key;
        block_on(school.export_sealed(&dispute, &[chosen])).expect("a file").text
    };
    let (for_desk, for_care) = (to("Havering"), to("Social worker"));
    assert!(block_on(care.open(&for_desk)).is_err(), "it is for the desk alone");
    let message =
        |file: &str| format!("From: Head <head@school.example>\nSubject: Papers\n\n{file}").into_bytes();
    let seen = received(&desk, &message(&for_desk));
    assert_eq!(seen.files[0].as_ref().map(|taken| taken.added), Ok(2));
    assert_eq!(seen.answer.receipts.len(), 1);
    let left = received(&desk, &message(&for_care));
    assert_eq!((left.files.len(), left.answer.receipts.len(), left.for_others), (0, 0, 1));

    // Who never signed here can be chosen all the same: their key is on the card.
    let for_manager = to("Business manager");
    assert!(block_on(care.open(&for_manager)).is_err());
    let seen = received(&desk, &message(&for_manager));
    assert_eq!(seen.files[0].as_ref().map(|taken| taken.added), Ok(0), "{seen:?}");

    let of_care = block_on(care.enrolment_file()).expect("a file").text;
    desk.certify(Who::File(&of_care), Checked::CallBack, None).expect("certified");
    block_on(school.take_card(&card(&desk))).expect("taken in");
    assert_eq!(named()[0], ("Social worker".to_owned(), true), "who signed and is confirmed is meant");
    desk.revoke(&readers()[0].who.key, Some(0)).expect("revoked");
    block_on(school.take_card(&card(&desk))).expect("taken in");
    assert_eq!(
        named(),
        said(&[("Business manager", false), ("Havering", true)]),
        "nothing more is sealed to a key that was revoked"
    );
}

#[test]
fn what_others_built_upon_and_has_not_arrived_is_listed_until_it_is_here() {
    let (desk, _) = desk("missing");
    let vector = |name: &str| {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/bundle/");
        std::fs::read(format!("{file}{name}.json")).expect("a vector")
    };
    assert_eq!(desk.missing(), Ok(Vec::new()));
    received(&desk, &vector("earlier-entries-missing"));
    let missing = desk.missing().expect("listed");
    let [of] = &missing[..] else { panic!("one dispute: {missing:?}") };
    assert_eq!((of.waiting, of.entries.len()), (1, 1), "{of:?}");
    assert_eq!((of.entries[0].named_by.len(), &of.entries[0].receipts), (1, &Vec::new()), "{of:?}");
    received(&desk, &vector("valid"));
    assert_eq!(desk.missing(), Ok(Vec::new()));
}

#[test]
fn who_asks_by_mail_to_be_confirmed_is_left_for_the_manager_to_ring() {
    let (desk, _) = desk("asked-by-mail");
    let school = phone("Worker of the school", "school", 1);
    let enrolment = block_on(school.enrolment_file()).expect("a file").text;
    let message = format!("From: Head <head@school.example>\nSubject: For you\n\n{enrolment}");
    let seen = received(&desk, message.as_bytes());
    assert_eq!((seen.files.len(), seen.answer.receipts.len()), (0, 0));
    let left = seen.left.expect("it is left");
    assert!(left.happened.contains("asks to be confirmed") && left.to_do.contains("desk enrol"), "{left:?}");
    assert_eq!(desk.members().expect("members").len(), 1, "nobody is known by mail alone");
    // With a dispute beside it, that is taken in all the same.
    let dispute = opens(&school);
    let both = [sent(&school, &dispute, 1), enrolment.into_bytes()].concat();
    assert!(received(&desk, &both).files[0].is_ok());
}

#[test]
fn an_answer_brings_every_receipt_that_its_entries_need_and_of_every_dispute() {
    let (desk, _) = desk("every-receipt");
    let (school, care) =
        (phone("Worker of the school", "school", 1), phone("Social worker", "childrens-social-care", 2));
    let dispute = opens(&school);
    let keys = [&school, &care].map(|book| {
        let file = block_on(book.enrolment_file()).expect("a file").text;
        desk.certify(Who::File(&file), Checked::CallBack, None).expect("certified");
        desk.applicant(Who::File(&file)).expect("an applicant").key
    });
    let card = || desk.card(None).expect("a card").text;
    block_on(care.take_card(&card())).expect("taken in");
    assert_eq!(numbers(&desk, &sent(&school, &dispute, 1)), [(1, true)]);
    block_on(care.take_in_file(&block_on(school.export(&dispute)).expect("a file").text)).expect("taken in");

    // The school's phone is lost; what it had signed was here before.
    desk.revoke(&keys[0], None).expect("revoked");
    block_on(care.take_in_file(&card())).expect("taken in");
    let seen = || block_on(care.dispute(&dispute)).expect("a dispute");
    assert_eq!(seen().status, Status::Open);
    assert!(matches!(seen().timeline[0].signer.standing, Standing::Revoked(_)));
    notes(&care, &dispute);
    let second = opens(&care);
    let both = [sent(&care, &dispute, 2), sent(&care, &second, 3)].concat();
    let looked = received(&desk, &both);
    let [answer] = &looked.answer.replies()[..] else { panic!("one answer") };
    let answer = String::from_utf8(answer.bytes.clone()).expect("text");
    assert_eq!(answer.matches("filename=").count(), 3, "{answer}");
    let [together] = &accord::casebook::files_in(&answer)[..] else {
        panic!("receipts are not looked at one by one")
    };
    let Ok(Opened::Receipts(previews)) = block_on(care.open(together)) else { panic!("no receipts") };
    assert_eq!(
        previews.iter().map(|of| (of.covers, of.is_here)).collect::<Vec<_>>(),
        [(2, false), (1, false)]
    );
    for file in [together, &answer] {
        assert_eq!(block_on(care.take_in_file(file)), Ok(TakenIn::Receipt(dispute.clone())));
    }
    let view = seen();
    assert!(view.timeline.iter().all(|entry| entry.received.is_some()));
    let opening = view.timeline.last().expect("an opening").signer.standing;
    assert_eq!((view.status, opening), (Status::Open, Standing::Certified(Checked::CallBack)));
    let other = block_on(care.dispute(&second)).expect("a dispute");
    assert!(other.timeline[0].received.is_some(), "none of the answer's receipts is left out");
}

#[test]
fn what_would_make_a_receipt_that_no_reader_accepts_is_refused_and_the_dispute_goes_on() {
    let (desk, _) = desk("crowded");
    let school = phone("Worker of the school", "school", 1);
    let dispute = opens(&school);
    let file = block_on(school.export(&dispute)).expect("a file").text;
    assert_eq!(numbers(&desk, &sent(&school, &dispute, 1)), [(1, true)]);
    let (one, two) = (crowded(&file, 1, 2_000), crowded(&file, 2, 1_000));
    assert_eq!(numbers(&desk, one.as_bytes()), [(1, false), (2, true)]);
    let seen = received(&desk, two.as_bytes());
    let [Err(told)] = &seen.files[..] else { panic!("{seen:?}") };
    assert!(told.happened.contains("no file could carry the dispute any more"), "{told:?}");
    assert_eq!(seen.answer.receipts, []);
    notes(&school, &dispute);
    assert_eq!(numbers(&desk, &sent(&school, &dispute, 2)), [(1, false), (3, true)]);
    let card = desk.card(None).expect("a card").text;
    block_on(school.take_card(&card)).expect("taken in");
    let last = received(&desk, &sent(&school, &dispute, 2)).answer.receipts.pop().expect("a receipt");
    assert_eq!(block_on(school.take_in_file(&last.text)), Ok(TakenIn::Receipt(dispute)));
}
