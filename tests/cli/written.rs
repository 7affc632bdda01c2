//! Where the command writes: what is there already is lost nowhere.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use accord::casebook::desk::{OwnCasebook, make_casebook, profile};

const PASSPHRASE: &str = "copper meadow lantern sixty";

/// A folder of a test's own, with nothing in it.
fn fresh(name: &str) -> PathBuf {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("written").join(name);
    let _ = fs::remove_dir_all(&dir);
    fs::create_dir_all(&dir).expect("made");
    dir
}

/// A casebook in that folder.
fn desk(dir: &Path) -> PathBuf {
    let kept = dir.join("kept");
    let manager = profile(Some("havering"), "School", "Business manager", "Manager").expect("a profile");
    make_casebook(&kept, PASSPHRASE, &manager, "Havering").expect("made");
    kept
}

/// Writes the card to a file by the command; whether it did.
fn card(kept: &Path, out: &Path) -> bool {
    let mut command = Command::new(env!("CARGO_BIN_EXE_accord"));
    command.args(["desk", "card", "--desk"]).arg(kept).arg("--out").arg(out);
    command.env("ACCORD_PASSPHRASE", PASSPHRASE).output().expect("run").status.success()
}

fn man(out: &Path) -> bool {
    let mut command = Command::new(env!("CARGO_BIN_EXE_accord"));
    command.args(["man", "--out"]).arg(out).output().expect("run").status.success()
}

#[test]
fn a_card_takes_the_place_of_an_older_one_of_its_partnership_and_of_nothing_else() {
    let dir = fresh("card");
    let kept = desk(&dir);
    let out = dir.join("card.json");
    assert!(card(&kept, &out));
    let first = fs::read(&out).expect("a card");
    assert!(card(&kept, &out), "the same again");

    let book = OwnCasebook::open(&kept, PASSPHRASE).expect("opened");
    let pack = include_str!("../../src/procedure/packs/york.json");
    book.card(Some(pack)).expect("a card with a procedure");
    drop(book);
    let before = dir.join("before");
    fs::copy(&out, &before).expect("copied");
    assert!(card(&kept, &out), "a newer one");
    let second = fs::read(&out).expect("a card");
    assert_ne!(first, second);

    // A casebook that was put back from a copy knows less than the card that lies there.
    let other = dir.join("other");
    fs::create_dir(&other).expect("made");
    let stranger = desk(&other);
    assert!(!card(&stranger, &out), "a card of another partnership");
    assert_eq!(fs::read(&out).expect("as it was"), second);

    for (name, there) in [("empty", &b""[..]), ("minutes", b"What we agreed on."), ("bytes", &[0xFF, 0])] {
        let file = dir.join(name);
        fs::write(&file, there).expect("written");
        assert!(!card(&kept, &file), "{name}");
        assert_eq!(fs::read(&file).expect("as it was"), there, "{name}");
    }
    assert!(!card(&kept, &dir), "a folder");
    // What lies where the half-written card would lie is somebody's, too.
    let part = dir.join("card.json.part");
    fs::write(&part, b"mine").expect("written");
    fs::copy(&before, &out).expect("copied");
    assert!(!card(&kept, &out));
    assert_eq!((fs::read(&part).expect("there"), fs::read(&out).expect("there")), (b"mine".to_vec(), first));
}

#[test]
fn a_casebook_from_a_copy_does_not_replace_the_newer_card() {
    let dir = fresh("copy");
    let kept = desk(&dir);
    let out = dir.join("card.json");
    let copy = fs::read(kept.join("vault")).expect("the log");
    let book = OwnCasebook::open(&kept, PASSPHRASE).expect("opened");
    book.card(Some(include_str!("../../src/procedure/packs/york.json"))).expect("the next card");
    drop(book);
    assert!(card(&kept, &out));
    let newer = fs::read(&out).expect("a card");
    fs::write(kept.join("vault"), copy).expect("put back");
    assert!(!card(&kept, &out));
    assert_eq!(fs::read(&out).expect("as it was"), newer);
}

#[test]
fn a_procedure_is_not_put_on_a_card_that_has_no_place() {
    let dir = fresh("procedure");
    let kept = desk(&dir);
    let pack = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/procedure/packs/york.json");
    let mut command = Command::new(env!("CARGO_BIN_EXE_accord"));
    command.args(["desk", "card", "--desk"]).arg(&kept).arg("--procedure").arg(pack).arg("--out").arg(&dir);
    assert!(!command.env("ACCORD_PASSPHRASE", PASSPHRASE).output().expect("run").status.success());
    let book = OwnCasebook::open(&kept, PASSPHRASE).expect("opened");
    assert_eq!(book.card(None).expect("a card").number, 1);
}

#[cfg(unix)]
#[test]
fn what_is_no_plain_file_is_left_as_it_is() {
    let dir = fresh("link");
    let kept = desk(&dir);
    let out = dir.join("card.json");
    assert!(card(&kept, &out));
    let there = fs::read(&out).expect("a card");
    let link = dir.join("link");
    std::os::unix::fs::symlink(&out, &link).expect("a link");
    assert!(!card(&kept, &link));
    assert!(link.symlink_metadata().expect("there").is_symlink());
    assert_eq!(fs::read(&out).expect("as it was"), there);
    // A link into the casebook is the casebook.
    let door = dir.join("door");
    std::os::unix::fs::symlink(&kept, &door).expect("a link");
    assert!(!card(&kept, &door.join("card.json")));
}

#[test]
fn pages_of_the_manual_take_the_place_of_pages_of_the_manual() {
    let dir = fresh("man");
    assert!(man(&dir) && man(&dir));
    fs::write(dir.join("accord-verify.1"), "My notes.").expect("written");
    fs::write(dir.join("accord.1"), ".TH accord 1 \"\" \"accord 0.0.1\" Accord\n").expect("written");
    assert!(!man(&dir));
    assert_eq!(fs::read(dir.join("accord-verify.1")).expect("there"), b"My notes.");
    // All or none: an older page is replaced with the others.
    assert!(fs::read_to_string(dir.join("accord.1")).expect("there").contains("0.0.1"));
    fs::remove_file(dir.join("accord-verify.1")).expect("removed");
    assert!(man(&dir));
    assert!(!fs::read_to_string(dir.join("accord.1")).expect("there").contains("0.0.1"));
}

#[test]
fn an_answer_that_somebody_wrote_into_stays_theirs_and_that_of_another_desk_stays_its_own() {
    let dir = fresh("answers");
    let post = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli");
    let answered = |kept: &Path, source: &str, answers: &Path| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_accord"));
        command.arg("intake").arg(post.join(source)).arg("--desk").arg(kept).arg("--replies").arg(answers);
        command.env("ACCORD_PASSPHRASE", PASSPHRASE).output().expect("run").status.success()
    };
    let (kept, answers) = (desk(&dir), dir.join("answers"));
    assert!(answered(&kept, "desk.in/post/renamed.eml", &answers));
    let draft = fs::read_dir(&answers).expect("listed").next().expect("an answer").expect("an entry").path();
    fs::write(&draft, "Dear colleague, thank you.").expect("written");
    assert!(answered(&kept, "desk.in/post/renamed.eml", &answers), "what is known brings nothing new");
    assert_eq!(fs::read(&draft).expect("there"), b"Dear colleague, thank you.");

    // A file without a sender: its receipt lies there by itself, by the register's own number.
    assert!(answered(&kept, "dispute.json", &answers) && answered(&kept, "dispute.json", &answers));
    let receipt = answers.join("receipt-000001.json");
    let first = fs::read(&receipt).expect("a receipt");
    let other = dir.join("other");
    fs::create_dir(&other).expect("made");
    assert!(!answered(&desk(&other), "dispute.json", &answers));
    assert_eq!(fs::read(&receipt).expect("as it was"), first);
}
