//! Keys that somebody sent by themselves: a file can be sealed to them before they have signed anything.

use super::*;
use accord::casebook::sealing::SealingError;

fn opened(desk: &Desk, file: &str) -> Colleague {
    match block_on(desk.book.open(file)).expect("an enrolment") {
        Opened::Colleague(found) => found,
        other => panic!("{other:?}"),
    }
}

fn readers(desk: &Desk, dispute: &str) -> Vec<(String, bool)> {
    let readers = block_on(desk.book.readers(dispute)).expect("readers");
    readers.into_iter().map(|reader| (reader.who.name, reader.is_chosen)).collect()
}

#[test]
fn the_first_file_of_a_dispute_can_be_sealed_to_a_manager_who_sent_their_keys() {
    let (school, head) =
        (Desk::new("Worker of the school", "school", 1), Desk::new("Head of the school", "school", 2));
    let dispute = school.opens().id;
    assert_eq!(readers(&school, &dispute), []);
    let file = block_on(head.book.enrolment_file()).expect("a file").text;
    let found = opened(&school, &file);
    assert_eq!((found.who.name.as_str(), found.is_here), ("Head of the school", false));
    assert_eq!(found.who.standing, Standing::NotConfirmed, "a file that says a name proves none");
    assert_eq!(readers(&school, &dispute), [], "looking at it stores nothing");

    assert_eq!(block_on(school.book.take_in_file(&file)), Ok(TakenIn::Colleague));
    assert!(opened(&school, &file).is_here);
    assert_eq!(block_on(school.book.take_in_file(&file)), Ok(TakenIn::Colleague), "twice is as once");
    let colleagues = block_on(school.book.colleagues()).expect("colleagues");
    assert_eq!(colleagues.iter().map(|who| who.name.as_str()).collect::<Vec<_>>(), ["Head of the school"]);
    assert_eq!(readers(&school, &dispute), [("Head of the school".to_owned(), false)], "nobody chose them");

    let key = found.who.key;
    let sealed = block_on(school.book.export_sealed(&dispute, &[key])).expect("a file");
    assert!(sealed.name.ends_with("-sealed.json"));
    block_on(head.book.commit_import(&sealed.text)).expect("it was for them");
    let other = Desk::new("Somebody else", "school", 3);
    let refused = block_on(other.book.commit_import(&sealed.text)).err();
    assert_eq!(refused, Some(CasebookError::Seal(SealingError::ForOthers)));

    // They stay known when they sign, and under a later name.
    head.acts(&dispute, "note", &[("text", &["Seen"])]);
    block_on(school.book.commit_import(&head.hands_over(&dispute).text)).expect("an import");
    let second = school.opens().id;
    assert!(readers(&school, &second).contains(&("Head of the school".to_owned(), false)));
}

#[test]
fn one_s_own_keys_a_mangled_file_and_words_to_compare() {
    let (school, head) =
        (Desk::new("Worker of the school", "school", 1), Desk::new("Head of the school", "school", 2));
    let own = block_on(school.book.enrolment_file()).expect("a file").text;
    assert!(opened(&school, &own).is_here);
    assert_eq!(block_on(school.book.take_in_file(&own)), Ok(TakenIn::Colleague));
    assert_eq!(block_on(school.book.colleagues()).expect("colleagues"), []);

    let file = block_on(head.book.enrolment_file()).expect("a file").text;
    let altered = file.replace("\"enrolment\"", "\"enrolments\"");
    assert!(matches!(block_on(school.book.open(&altered)), Err(CasebookError::Bundle(_))));
    let quoted: String = file.lines().map(|line| ["> ", line, "\r\n"].concat()).collect();
    assert_eq!(opened(&school, &quoted).who.name, "Head of the school");

    let theirs = block_on(head.book.own_check_words(&head.device)).expect("words");
    assert_eq!(block_on(school.book.check_words_of(&school.device, &file)), Ok(theirs));
    let ours = block_on(school.book.own_check_words(&school.device)).expect("words");
    assert_ne!(block_on(school.book.check_words_of(&school.device, &file)), Ok(ours));
}
