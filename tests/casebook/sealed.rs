//! A file that only those can open whom it is for.

use accord::casebook::sealing::SealingError;
use accord::casebook::views::{Opened, TakenIn};

use super::*;

#[test]
fn a_sealed_file_is_opened_by_whom_it_is_for_and_by_its_maker_and_by_nobody_else() {
    let (school, care, dispute) = pair();
    let readers = block_on(care.book.readers(&dispute)).expect("readers");
    assert_eq!(readers.iter().map(|one| one.who.name.as_str()).collect::<Vec<_>>(), ["Worker of the school"]);
    assert!(block_on(school.book.readers(&dispute)).expect("readers").is_empty(), "nobody else has signed");
    care.acts(&dispute, "note", &[("text", &["We have looked at it again"])]);
    let file = block_on(care.book.export_sealed(&dispute, &[readers[0].who.key.clone()])).expect("a file");
    assert!(file.name.ends_with("-sealed.json"), "{}", file.name);
    assert_eq!(file.entries.len(), 2);
    for words in ["Worker", "school", "havering", "dispute-bundle", "looked"] {
        assert!(!file.text.contains(words), "{words}");
    }

    let Ok(Opened::Dispute(preview)) = block_on(school.book.open(&file.text)) else { panic!("no preview") };
    assert_eq!((preview.new_entries.len(), preview.known_entries), (1, 1));
    assert_eq!(school.sees(&dispute).timeline.len(), 1, "looking stores nothing");
    let Ok(TakenIn::Dispute(taken)) = block_on(school.book.take_in_file(&file.text)) else {
        panic!("not taken in")
    };
    assert_eq!(taken.added, 1);
    assert_eq!(school.sees(&dispute).timeline.len(), 2);
    assert!(block_on(care.book.open(&file.text)).is_ok(), "who made it can open it too");

    // In a message that was saved whole, and as text that mail wrapped and an answer quoted.
    let message = accord::casebook::posting::draft(&file, "A file", "It is attached.").text;
    let wrapped: String = file
        .text
        .as_bytes()
        .chunks(72)
        .map(|line| ["> ", str::from_utf8(line).expect("letters"), "\r\n"].concat())
        .collect();
    for mailed in [message, ["On Monday you wrote:\r\n", &wrapped, "\r\nKind regards\r\n"].concat()] {
        let opened = block_on(school.book.open(&mailed));
        assert!(matches!(opened, Ok(Opened::Dispute(preview)) if preview.known_entries == 2), "{mailed}");
    }

    let police = Desk::new("Officer", "police", 3);
    assert_eq!(
        block_on(police.book.open(&file.text)).err(),
        Some(CasebookError::Seal(SealingError::ForOthers))
    );
    // Altered, it does not open.
    let altered = file.text.replacen("\"ciphertext\":\"", "\"ciphertext\":\"A", 1);
    assert!(block_on(school.book.open(&altered)).is_err());
}

#[test]
fn a_file_for_anybody_says_so_in_its_name_and_in_the_record_why() {
    let (_, care, dispute) = pair();
    let file = block_on(care.book.export_readable(&dispute, "The court asks for it")).expect("a file");
    assert!(file.name.ends_with("-readable.json"), "{}", file.name);
    assert_eq!(file.entries.len(), 2, "the reason travels with it");
    let said = recorded::said(&care.sees(&dispute), "A note was made", "In words").to_owned();
    assert_eq!(said, "A file that anyone can read was made. Reason: The court asks for it");
}

#[test]
fn a_reason_stands_in_the_record_once_until_it_is_another_or_something_was_recorded_since() {
    let (school, care, dispute) = pair();
    let made =
        |reason: &str| block_on(care.book.export_readable(&dispute, reason)).expect("a file").entries.len();
    assert_eq!(
        [made("The court asks for it"), made("The court asks for it")],
        [2, 2],
        "the file is made again"
    );
    assert_eq!(made("  The court asks for it "), 2, "the same words");
    assert_eq!([made("The judge asks for it"), made("The judge asks for it")], [3, 3]);
    assert_eq!(made("The court asks for it"), 4, "what stood before does not stand any more");
    care.acts(&dispute, "note", &[("text", &["We have rung them"])]);
    assert_eq!(made("The court asks for it"), 6);
    // What the other side wrote is something new, also where it is the same note.
    block_on(school.book.commit_import(&care.hands_over(&dispute).text)).expect("an import");
    assert_eq!(
        block_on(school.book.export_readable(&dispute, "The court asks for it"))
            .expect("a file")
            .entries
            .len(),
        7
    );
    block_on(care.book.commit_import(&school.hands_over(&dispute).text)).expect("an import");
    assert_eq!(made("The court asks for it"), 8);
}
