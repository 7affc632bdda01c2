//! What a script learns from the exit code: a run that did all it could is told apart from one that failed, and from one that
//! leaves something to a person.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use accord::casebook::desk::{OwnCasebook, Who};
use accord::casebook::views::Checked;
use pollster::block_on;
use serde_json::Value;

use super::receipts::{opens, phone, sent};
use super::{PASSPHRASE, desk, fresh, intake, mail};

fn why(said: &Value, place: &str) -> String {
    let left = said["left"].as_array().expect("a list");
    let of_place: Vec<&Value> = left.iter().filter(|line| line["place"] == place).collect();
    let [line] = of_place[..] else { panic!("{place} is not listed once: {said}") };
    line["why"].as_str().expect("why").to_owned()
}

#[test]
fn what_concerns_others_is_no_failure_and_what_is_left_to_a_person_is_told_apart_from_one() {
    let (book, dir) = desk("exit-codes");
    let source = fresh("exit-codes-mail");
    fs::create_dir_all(&source).expect("made");
    let put = |name: &str, bytes: &[u8]| fs::write(source.join(name), bytes).expect("written");
    let (school, care) =
        (phone("Worker of the school", "school", 1), phone("Social worker", "childrens-social-care", 2));
    let dispute = opens(&school);
    block_on(care.take_in_file(&block_on(school.export(&dispute)).expect("a file").text)).expect("taken in");
    let readers = block_on(care.readers(&dispute)).expect("readers");
    let keys: Vec<String> = readers.into_iter().map(|reader| reader.who.key).collect();
    let sealed = block_on(care.export_sealed(&dispute, &keys)).expect("a file").text;
    put("lunch.eml", &mail("made/about-lunch.eml"));
    put("dispute.eml", &sent(&school, &dispute, 1));
    put("sealed.json", sealed.as_bytes());
    drop(book);

    let (code, said) = intake(&source, &dir);
    assert_eq!((code, &said["holds"]), (Some(0), &true.into()), "{said}");
    assert_eq!((&said["for_others"], &said["refused"], &said["asks"]), (&1.into(), &0.into(), &0.into()));
    assert_eq!(
        (why(&said, "sealed.json").as_str(), why(&said, "lunch.eml").as_str()),
        ("for-others", "nothing")
    );

    // Somebody asks to be confirmed: until it is settled, a person is to ring them.
    let enrolment = block_on(care.enrolment_file()).expect("a file").text;
    put("enrolment.json", enrolment.as_bytes());
    let (code, said) = intake(&source, &dir);
    assert_eq!((code, &said["asks"], why(&said, "enrolment.json").as_str()), (Some(3), &1.into(), "asks"));
    // Beside a dispute, it is told too.
    put("enrolment.json", &[sent(&school, &dispute, 2), enrolment.clone().into_bytes()].concat());
    let (code, said) = intake(&source, &dir);
    assert_eq!((code, why(&said, "enrolment.json").as_str()), (Some(3), "asks"));
    assert_eq!(said["taken"].as_array().map(Vec::len), Some(2), "{said}");
    put("enrolment.json", enrolment.as_bytes());
    let open = || OwnCasebook::open(&dir, PASSPHRASE).expect("opened");
    let key = {
        let book = open();
        book.certify(Who::File(&enrolment), Checked::CallBack, None).expect("certified");
        book.applicant(Who::File(&enrolment)).expect("an applicant").key
    };
    let (code, said) = intake(&source, &dir);
    assert_eq!((code, why(&said, "enrolment.json").as_str()), (Some(0), "nothing"), "{said}");
    open().revoke(&key, None).expect("revoked");
    assert_eq!(intake(&source, &dir).0, Some(0), "nobody is to be rung about a revoked key");

    put("altered.eml", &mail("made/altered.eml"));
    let (code, said) = intake(&source, &dir);
    assert_eq!((code, &said["holds"]), (Some(3), &false.into()));
    assert_eq!((&said["refused"], why(&said, "altered.eml").as_str()), (&1.into(), "refused"));

    // What could not be read weighs more: it is to be run again.
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("nowhere", source.join("gone.eml")).expect("linked");
        let (code, said) = intake(&source, &dir);
        assert_eq!((code, &said["unread"], why(&said, "gone.eml").as_str()), (Some(1), &1.into(), "unread"));
    }
    let code = Command::new(env!("CARGO_BIN_EXE_accord")).arg("intake").output().expect("run").status.code();
    assert_eq!(code, Some(2), "the arguments do not fit");
}

#[test]
fn of_more_files_than_are_taken_in_at_once_the_others_are_counted_and_left_to_a_person() {
    let (book, dir) = desk("too-many");
    drop(book);
    let source = fresh("too-many-mail");
    fs::create_dir_all(&source).expect("made");
    let school = phone("Worker of the school", "school", 1);
    let files: Vec<String> =
        (0..52).map(|_| block_on(school.export(&opens(&school))).expect("a file").text).collect();
    let head = "From: Head <head@school.example>\nMessage-ID: <1@school.example>\nSubject: Papers\n\n";
    fs::write(source.join("all.eml"), [head, &files.join("\n")].concat()).expect("written");

    let (code, said) = intake(&source, &dir);
    assert_eq!((code, &said["holds"], &said["left_out"]), (Some(3), &false.into(), &2.into()));
    assert_eq!(said["taken"].as_array().map(Vec::len), Some(50), "the first are taken in");
    assert_eq!((why(&said, "all.eml").as_str(), &said["left"][0]["files"]), ("left-out", &2.into()));

    let text = Command::new(env!("CARGO_BIN_EXE_accord"))
        .arg("intake")
        .args([&source, &PathBuf::from("--desk"), &dir])
        .env("ACCORD_PASSPHRASE", PASSPHRASE)
        .output()
        .expect("run");
    let text = String::from_utf8_lossy(&text.stdout).into_owned();
    assert!(text.contains("part    all.eml") && text.contains("2 more files were found in it and left out"));
    assert!(text.contains("left out  2 files, for a person to bring"), "{text}");

    // What is done about it brings the others.
    for (number, file) in (0..).zip(&files[50..]) {
        fs::write(source.join(format!("{number}.json")), file).expect("written");
    }
    fs::remove_file(source.join("all.eml")).expect("removed");
    let (code, said) = intake(&source, &dir);
    assert_eq!((code, &said["left_out"]), (Some(0), &0.into()));
    let added = said["taken"].as_array().map(|taken| taken.iter().filter(|one| one["added"] == 1).count());
    assert_eq!(added, Some(2), "{said}");
}
