//! Each message of `tests/mail`: the same file is found in it, or it is left with the reason.

use super::{DISPUTE, desk, mail};

#[test]
fn the_file_is_found_however_it_was_sent() {
    let whole = [
        "made/attached.eml",
        "made/renamed.eml",
        "made/quoted-printable.eml",
        "made/in-the-body.eml",
        "made/quoted-in-an-answer.eml",
        "made/text-and-page.eml",
        "made/a-page.eml",
        "made/forwarded.eml",
        "made/saved-and-attached.eml",
        "made/encoded-twice.eml",
        "made/utf-16.eml",
        "made/wrong-charset.eml",
        "raw/winmail.eml",
        "raw/unclosed.eml",
        "raw/other-boundary.eml",
        "raw/quoted-printable-unsaid.eml",
        "raw/base64-unsaid.eml",
        "raw/bare-line-ends.eml",
        "raw/type-of-nothing.eml",
        "raw/saved.dat",
        "raw/digest.eml",
    ];
    let (book, _) = desk("found");
    for (number, name) in whole.into_iter().enumerate() {
        let seen = book.take_in(&mail(name)).expect("looked at");
        let [Ok(imported)] = seen.files.as_slice() else { panic!("{name}: {seen:?}") };
        assert_eq!(imported.dispute, DISPUTE, "{name}");
        assert_eq!(imported.added, if number == 0 { 4 } else { 0 }, "{name}");
        assert_eq!((seen.left, imported.words_back), (None, 0), "{name}");
        if name.starts_with("made/") {
            assert!(seen.from.is_some_and(|from| from.contains("head@school.example")), "{name}");
            assert_eq!(seen.day.as_deref(), Some("2026-11-24"), "{name}");
        }
    }
    let holds = book.holds().expect("listed");
    assert_eq!((holds.disputes.len(), holds.unreadable), (1, 0));
}

#[test]
fn what_is_wrong_with_a_file_is_said_and_nothing_of_it_is_kept() {
    let (book, _) = desk("refused");
    for (name, happened) in [
        ("made/altered.eml", "changed since it was signed"),
        ("made/a-backup.eml", "a backup of a casebook"),
        ("raw/cut-short.eml", "stops before its end"),
    ] {
        let seen = book.take_in(&mail(name)).expect("looked at");
        let [Err(told)] = seen.files.as_slice() else { panic!("{name}: {seen:?}") };
        assert!(told.happened.contains(happened), "{name}: {told:?}");
        assert!(told.happened.ends_with('.') && told.to_do.ends_with('.'), "{name}: {told:?}");
    }
    assert_eq!(book.holds().expect("listed").disputes, []);
    // One that is refused keeps nobody from another in the same message.
    let seen = book.take_in(&mail("made/one-truncated-one-whole.eml")).expect("looked at");
    assert!(seen.files.iter().any(|file| file.as_ref().is_ok_and(|taken| taken.added == 4)), "{seen:?}");
}

#[test]
fn what_holds_nothing_is_left_with_the_reason() {
    let (book, _) = desk("left");
    for (name, happened) in [
        ("made/about-lunch.eml", "No file of Accord is in it."),
        ("made/packed.eml", "files packed into one"),
        ("made/encrypted.eml", "encrypted"),
        ("raw/winmail-without.eml", "own format of a mail program"),
        ("raw/nothing.eml", "No file of Accord is in it."),
        ("raw/garbage.eml", "No file of Accord is in it."),
        ("raw/too-deep.eml", "more than 20 deep"),
        ("raw/too-many.eml", "more than 500 parts"),
    ] {
        let seen = book.take_in(&mail(name)).expect("looked at");
        let told = seen.left.unwrap_or_else(|| panic!("{name}: {:?}", seen.files));
        assert!(told.happened.contains(happened), "{name}: {told:?}");
        assert!(told.happened.ends_with('.') && told.to_do.ends_with('.'), "{name}: {told:?}");
    }
    let holds = book.holds().expect("listed");
    assert_eq!(holds.disputes, []);
}

#[test]
fn what_is_issued_for_everybody_and_what_is_sealed_for_others_is_not_taken_over() {
    let (book, _) = desk("issued");
    for (text, happened) in [
        (accord::calendar::format::BUILT_IN.as_bytes().to_vec(), "a calendar of closed days"),
        (mail("../vectors/sealed/compressed.json"), "not written as the format demands"),
    ] {
        let message = [b"From: a@b.example\nSubject: x\n\nHere:\n", text.as_slice(), b"\n"].concat();
        let seen = book.take_in(&message).expect("looked at");
        let [Err(told)] = seen.files.as_slice() else { panic!("{happened}: {seen:?}") };
        assert!(told.happened.contains(happened), "{told:?}");
    }
    // In a shared mailbox that is no failure: it is left, and told.
    let seen = book.take_in(&mail("../vectors/sealed/for-one.json")).expect("looked at");
    assert_eq!((seen.files.len(), seen.for_others), (0, 1));
    assert!(seen.left.is_some_and(|told| told.happened.contains("sealed for other people")));
}
