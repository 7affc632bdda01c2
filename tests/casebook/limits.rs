//! What no file could carry is not recorded, and what protects a child is recorded in any case.

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
    assert!(joined.anomalies.is_empty(), "{:?}", joined.anomalies);
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
