//! A calendar or a procedure that went through mail on its way to "Open a file".

use accord::casebook::{files_in, posting};

use super::procedures::lantern;
use super::*;

/// As an answer quotes it: words before and after, each line behind a mark, the line ends of mail.
fn quoted(text: &str, mark: &str) -> String {
    let lines: String = text.lines().map(|line| format!("{mark}{line}\r\n")).collect();
    format!("On Monday Ann Marsh wrote:\r\n{lines}\r\nKind regards\r\n")
}

/// As a mail program breaks long lines.
fn wrapped(text: &str, width: usize) -> String {
    let characters: Vec<char> = text.chars().collect();
    characters.chunks(width).map(|line| line.iter().collect::<String>() + "\r\n").collect()
}

fn opened(desk: &Desk, file: &str) -> Opened {
    block_on(desk.book.open(file)).unwrap_or_else(|error| panic!("{error:?}"))
}

#[test]
fn a_signed_one_is_read_however_it_was_quoted_and_wrapped() {
    let (school, care, _) = pair();
    let calendar = accord::calendar::format::BUILT_IN;
    for text in [calendar, &lantern()] {
        let signed = block_on(school.book.sign_for_all(text)).expect("a file").text;
        // Broken in its first word too.
        for width in [4, 76] {
            let vouched = match opened(&care, &quoted(&wrapped(&signed, width), "> > ")) {
                Opened::Calendar(preview) => preview.calendar.vouched,
                Opened::Pack(preview) => preview.pack.vouched,
                other => panic!("{other:?}"),
            };
            assert!(matches!(vouched, Vouched::Signed(signer) if signer.name == "Worker of the school"));
        }
    }
}

#[test]
fn an_unsigned_one_that_was_quoted_is_the_same_text() {
    let school = Desk::new("Worker of the school", "school", 1);
    let Opened::Pack(plain) = opened(&school, &lantern()) else { panic!("no procedure") };
    for mark in ["> ", ">", "> > "] {
        let Opened::Pack(mailed) = opened(&school, &quoted(&lantern(), mark)) else { panic!("no procedure") };
        assert_eq!((mailed.steps, mailed.notices), (plain.steps.clone(), plain.notices.clone()));
    }
    // Files end with a line end, as editors write them.
    let lantern = lantern() + "\n";
    let Opened::Pack(plain) = opened(&school, &lantern) else { panic!("no procedure") };
    for mailed in [quoted(&lantern, "> "), lantern.replace('\n', "\r\n")] {
        let Opened::Pack(mailed) = opened(&school, &mailed) else { panic!("no procedure") };
        assert_eq!(mailed.pack.digest, plain.pack.digest);
    }
    let calendar = quoted(accord::calendar::format::BUILT_IN, "> ");
    assert!(matches!(opened(&school, &calendar), Opened::Calendar(_)));
}

#[test]
fn an_unsigned_one_whose_words_were_broken_is_refused_with_what_to_do() {
    let school = Desk::new("Worker of the school", "school", 1);
    for text in [lantern(), accord::calendar::format::BUILT_IN.to_owned()] {
        for mailed in [wrapped(&text, 60), quoted(&wrapped(&text, 60), "> ")] {
            let told = block_on(school.book.open(&mailed)).expect_err("broken").told();
            assert_eq!(
                told.happened,
                "This file was changed on its way: lines were broken in the middle of a text."
            );
            assert!(told.to_do.contains("attachment") && told.to_do.contains("signed"), "{told:?}");
        }
    }
}

#[test]
fn a_message_that_was_saved_whole_is_opened_however_its_file_was_written() {
    let care = Desk::new("Social worker", "childrens-social-care", 2);
    let open = |name: &str| {
        let message = std::fs::read(["tests/mail/", name].concat()).expect("a message");
        let opened = block_on(care.book.open(&String::from_utf8_lossy(&message)));
        matches!(opened, Ok(Opened::Dispute(found)) if found.new_entries.len() == 4)
    };
    let opens = [
        "made/attached.eml",
        "made/renamed.eml",
        "made/quoted-printable.eml",
        "made/in-the-body.eml",
        "made/quoted-in-an-answer.eml",
        "made/text-and-page.eml",
        "made/forwarded.eml",
        "made/saved-and-attached.eml",
        "made/encoded-twice.eml",
        "made/wrong-charset.eml",
        "raw/unclosed.eml",
        "raw/other-boundary.eml",
        "raw/quoted-printable-unsaid.eml",
        "raw/bare-line-ends.eml",
        "raw/type-of-nothing.eml",
        "raw/saved.dat",
        "raw/digest.eml",
        "raw/too-deep.eml",
    ];
    let failed: Vec<&str> = opens.into_iter().filter(|name| !open(name)).collect();
    assert_eq!(failed, [""; 0]);
    // What only the desk takes apart, what is wrong and what holds nothing is refused, and breaks nothing.
    for name in [
        "made/a-page.eml",
        "made/about-lunch.eml",
        "made/altered.eml",
        "made/encrypted.eml",
        "made/utf-16.eml",
        "raw/base64-unsaid.eml",
        "raw/cut-short.eml",
        "raw/garbage.eml",
        "raw/nothing.eml",
        "raw/winmail.eml",
    ] {
        assert!(!open(name), "{name}");
    }
}

#[test]
fn an_unsigned_one_in_a_message_is_the_same_text() {
    let school = Desk::new("Worker of the school", "school", 1);
    let lantern = lantern().replacen("\"title\": \"", "\"title\": \"?id=42 \\\" \u{fc} ", 1) + "\n";
    assert!(lantern.contains("?id=42"), "a text that looks as if it were encoded");
    let Opened::Pack(plain) = opened(&school, &lantern) else { panic!("no procedure") };
    let message = |file: &str| {
        let head = "Subject: Hello {you}\r\nContent-Type: multipart/mixed; boundary=\"=x\"\r\n\r\n--=x\r\n\r\n\
                    Your \"format\"\r\n\r\n--=x\r\n\r\n";
        [head, file, "\r\n--=x--\r\n{}\r\n"].concat()
    };
    // Lines are broken behind each of these.
    let quoted_printable = |breaks: &[u8]| {
        let mut text = String::new();
        for byte in lantern.bytes() {
            text += &match byte {
                b'\n' => "\r\n".to_owned(),
                b'=' | 127.. => format!("={byte:02X}"),
                other => char::from(other).to_string(),
            };
            if breaks.contains(&byte) {
                text += "=\r\n";
            }
        }
        text
    };
    for file in [lantern.replace('\n', "\r\n"), quoted_printable(b".\\"), quoted_printable(b"")] {
        let Opened::Pack(mailed) = opened(&school, &message(&file)) else { panic!("no procedure") };
        assert_eq!(mailed.pack.digest, plain.pack.digest);
    }
}

#[test]
fn every_file_of_a_message_is_opened_by_itself_and_one_that_it_brings_twice_once() {
    let (school, care, first) = pair();
    let second = school.opens().id;
    let files = [&first, &second].map(|dispute| school.hands_over(dispute));
    let [one, other] = &files;
    let message = posting::draft(one, "Papers", "Both are attached.").text;
    let message = [&message, "\r\n", &posting::draft(other, "", "").text, &quoted(&one.text, "> ")].concat();
    let each = files_in(&message);
    let opened = |file: &String| match opened(&care, file) {
        Opened::Dispute(preview) => preview.dispute,
        other => panic!("{other:?}"),
    };
    assert_eq!(each.iter().map(opened).collect::<Vec<_>>(), [first, second]);
    let below = [one.text.as_str(), &other.text].concat();
    assert_eq!(files_in(&below), [one.text.as_str(), &other.text], "pasted one below the other");
    for alone in [one.text.as_str(), &lantern(), "Hello"] {
        assert_eq!(files_in(alone), [alone]);
    }
}
