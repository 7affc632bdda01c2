//! What no file could carry is not recorded, and what protects a child is recorded in any case.

use super::crowded::crowded;
use super::*;

#[test]
fn an_answer_is_refused_beyond_its_limit_and_says_so() {
    let school = Desk::new("Worker of the school", "school", 1);
    let dispute = school.opens().id;
    let most = "é".repeat(20_000);
    let refused =
        block_on(school.book.act(&dispute, "note", &answers(&[("text", &[&(most.clone() + "é")])])));
    let Err(CasebookError::Answers(reasons)) = refused else { panic!("{refused:?}") };
    assert_eq!((reasons[0].code.as_str(), reasons[0].ask.as_deref()), ("too-long", Some("text")));
    school.acts(&dispute, "note", &[("text", &[&most])]);
}

#[test]
fn what_no_file_could_carry_is_not_recorded_but_a_danger_is() {
    let school = Desk::new("Worker of the school", "school", 1);
    let dispute = school.opens().id;
    let most = "é".repeat(20_000);
    let prompts = ["with", "agreed", "not-agreed", "matters", "wanted", "their-reasons"];
    let talk = answers(
        &prompts.map(|prompt| (prompt, [most.as_str()])).each_ref().map(|(id, said)| (*id, &said[..])),
    );
    let refused = (0..20).find_map(|_| block_on(school.book.act(&dispute, "discuss", &talk)).err());
    assert!(matches!(refused, Some(CasebookError::NoRoom(_))), "{refused:?}");
    let file = school.hands_over(&dispute);
    let entries = school.sees(&dispute).timeline.len();
    assert!(entries > 4 && file.entries.len() == entries);
    school.acts(&dispute, "risk", &[]);
    assert_eq!(school.sees(&dispute).timeline.len(), entries + 1);
}

#[test]
fn where_the_record_takes_no_entry_any_more_a_file_still_leaves_it() {
    let school = Desk::new("Worker of the school", "school", 1);
    let dispute = school.opens().id;
    let mut refused = None;
    for length in [20_000, 1_000, 20, 1] {
        let words = "é".repeat(length);
        let note = answers(&[("text", &[&words])]);
        refused = (0..100).find_map(|_| block_on(school.book.act(&dispute, "note", &note)).err());
    }
    assert!(matches!(refused, Some(CasebookError::NoRoom(_))), "{refused:?}");
    let entries = school.sees(&dispute).timeline.len();
    let file =
        block_on(school.book.export_readable(&dispute, "Nobody else's key is here yet")).expect("a file");
    assert_eq!(file.entries.len(), entries);
    assert!(file.name.ends_with("-readable.json"));
}

/// The same device as it was: what a restored backup gives.
fn restored(desk: &Desk, backup: &[Write]) -> Opening {
    let vault = Rc::new(Memory::default());
    block_on(vault.commit(backup.to_vec())).expect("restored");
    Opening { vault, stretch: Rc::new(Quick), clock: desk.clock.clone() }
}

#[test]
fn more_heads_than_an_entry_may_name_are_answered_in_several() {
    let (school, care) = (
        Desk::new("Worker of the school", "school", 1),
        Desk::new("Social worker", "childrens-social-care", 2),
    );
    let dispute = school.opens().id;
    block_on(care.book.commit_import(&school.hands_over(&dispute).text)).expect("an import");
    let backup: Vec<Write> = Store::ALL
        .into_iter()
        .flat_map(|store| {
            let sealed = block_on(care.device.vault.load(store)).expect("loaded");
            sealed.into_iter().map(move |sealed| Write {
                store,
                key: sealed.key,
                change: Change::Replace(sealed.bytes),
            })
        })
        .collect();
    for _ in 0..65 {
        let device = restored(&care, &backup);
        let book =
            block_on(Casebook::unlock(&device, Secret::Passphrase("five plain words"))).expect("unlocked");
        block_on(book.act(&dispute, "note", &answers(&[("text", &["without the others"])]))).expect("a note");
        let file = block_on(book.export(&dispute)).expect("a file");
        block_on(school.book.commit_import(&file.text)).expect("an import");
    }
    assert_eq!(school.sees(&dispute).timeline.len(), 66);
    school.acts(&dispute, "note", &[("text", &["read"])]);
    let third = Desk::new("Health visitor", "health", 3);
    let file = school.hands_over(&dispute);
    assert_eq!(block_on(third.book.commit_import(&file.text)).expect("an import").added, 67);
    let joined = school.acts(&dispute, "note", &[("text", &["read the last one too"])]);
    let told: Vec<_> = joined.anomalies.iter().map(|one| one.happened.as_str()).collect();
    let forked = "Social worker signed entries on two devices, or in two windows, and neither saw the other.";
    assert_eq!(told, [forked], "the heads are joined; the key is still on several devices");
}

#[test]
fn danger_is_recorded_where_the_procedure_or_the_first_entry_is_missing() {
    let school = Desk::new("Worker of the school", "school", 1);
    let dispute = block_on(school.book.commit_import(&vector("valid"))).expect("an import").dispute;
    let bare = school.sees(&dispute);
    assert_eq!(bare.procedure.pack, PackHere::Missing);
    assert!(action(&bare, "risk").asks.iter().all(|ask| ask.id == "children"));
    let declared = school.acts(&dispute, "risk", &[("children", &["B"])]);
    assert!(declared.danger.is_some());
    assert!(school.acts(&dispute, "risk-ended", &[]).danger.is_none());
    school.hands_over(&dispute);
}

#[test]
fn an_answer_that_cannot_be_read_keeps_nobody_from_declaring_danger() {
    let school = Desk::new("Worker of the school", "school", 1);
    let given = answers(&[
        ("children", &["A", &"B".repeat(20_001)]),
        ("children.A.looked-after", &["perhaps"]),
        ("raising", &["school"]),
    ]);
    let begun = block_on(school.book.begin("havering", "inter-agency", "risk", &given)).expect("a record");
    assert!(begun.danger.is_some());
    assert_eq!((begun.children.len(), begun.children[0].reference.as_str()), (1, "A"));
    let again = school.acts(&begun.id, "risk", &[("children.A.looked-after", &["perhaps"])]);
    assert_eq!(again.timeline.len(), 2);
}

#[test]
fn a_file_of_strangers_that_would_keep_the_dispute_here_for_ever_is_not_taken_in() {
    let (school, care, dispute) = pair();
    care.acts(&dispute, "note", &[("text", &["We have looked at it"])]);
    let file = crowded(&school.hands_over(&dispute).text, 63, 1);
    let refused = block_on(care.book.open(&file)).expect_err("too much");
    assert_eq!(refused, CasebookError::TooMuch(accord::bundle::Limit::Certs));
    assert!(refused.told().happened.contains("no file could carry the dispute"), "{:?}", refused.told());
    assert_eq!(block_on(care.book.take_in_file(&file)), Err(refused));
    assert_eq!(care.sees(&dispute).timeline.len(), 2, "nothing of it was stored");
    care.acts(&dispute, "note", &[("text", &["It goes on"])]);
    let some = crowded(&school.hands_over(&dispute).text, 62, 1);
    assert_eq!(block_on(care.book.commit_import(&some)).map(|taken| taken.added), Ok(62));
    care.hands_over(&dispute);
}

#[test]
fn a_key_that_was_certified_often_travels_with_its_newest_certificate() {
    let (school, care, dispute) = pair();
    let of_school = partnerships::enrolment(&school.hands_over(&dispute), "Worker of the school");
    let mut partnership = partnerships::Partnership::named("Havering", 11);
    for times in 1..=70_u8 {
        partnership.certifies(&of_school, accord::identity::Checked::CallBack);
        let last = partnership.card.certificates.pop().expect("one");
        let mut content = last.content().clone();
        content.serial = [
            "AAAAAAAAAAAAAAAAAAAA",
            &char::from(b'A' + times % 26).to_string(),
            ["A", "Q", "g"][usize::from(times / 26)],
        ]
        .concat();
        content.from += TimeDelta::minutes(times.into());
        let again = accord::bundle::certificate(content, &partnership.kid());
        partnership.card.certificates.push(partnerships::signed(again, &partnership.root));
    }
    partnerships::taken(&care, &partnership);
    care.acts(&dispute, "note", &[("text", &["We have looked at it"])]);
    let file = care.hands_over(&dispute).text;
    let bundle = accord::bundle::Bundle::read(file.as_bytes()).and_then(|file| file.verify().settled());
    let said = bundle.expect("a file").of_partnership(&partnership.card.root).settled().expect("said");
    assert_eq!(said.certificates.len(), 1);
    assert_eq!(said.certificates[0].content().from, at_minute(70));
}

fn at_minute(minute: i64) -> DateTime<chrono::Utc> {
    partnerships::at("2026-11-15T00:00:00Z") + TimeDelta::minutes(minute)
}
