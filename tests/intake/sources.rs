//! Where mail lies: a folder of files, a mailbox in one file, a Maildir; read, listed, and left as it is.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use super::{desk, fresh, intake, mail};

fn places(said: &Value, list: &str) -> Vec<String> {
    let place = |line: &Value| line["place"].as_str().unwrap_or_default().to_owned();
    said[list].as_array().expect("a list").iter().map(place).collect()
}

/// Every file below a folder with its bytes and when it was changed.
fn everything(dir: &Path) -> BTreeMap<PathBuf, (Vec<u8>, std::time::SystemTime)> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(dir).expect("listed") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.append(&mut everything(&path));
        } else {
            let changed = fs::metadata(&path).and_then(|about| about.modified()).expect("about it");
            found.insert(path.clone(), (fs::read(&path).expect("read"), changed));
        }
    }
    found
}

#[test]
fn a_maildir_and_the_folders_within_it_are_read_and_nothing_in_it_changes() {
    let source = fresh("maildir");
    let folders = ["new", "cur", "tmp", ".Safeguarding/new", ".Safeguarding/cur", "other"];
    // As `LAYOUT=fs` has folders: a mailbox below a folder that is none, and one below a mailbox.
    let nested = ["Teams/East/new", "Teams/East/cur", "Teams/East/Old/new", "Teams/East/Old/cur"];
    for folder in folders.into_iter().chain(nested) {
        fs::create_dir_all(source.join(folder)).expect("made");
    }
    let lies = [
        ("new/1.host", "made/about-lunch.eml"),
        ("cur/2.host:2,S", "made/attached.eml"),
        (".Safeguarding/cur/3.host:2,", "made/renamed.eml"),
        ("tmp/4.host", "made/altered.eml"),
        ("Teams/East/new/6.host", "made/about-lunch.eml"),
        ("Teams/East/Old/cur/7.host:2,S", "made/about-lunch.eml"),
        ("other/5", "made/altered.eml"),
        ("dovecot.index", "made/altered.eml"),
    ];
    for (place, name) in lies {
        fs::write(source.join(place), mail(name)).expect("written");
    }
    let before = everything(&source);
    let (book, dir) = desk("of-maildir");
    drop(book);
    let (code, said) = intake(&source, &dir);
    assert_eq!(code, Some(0), "{said}");
    assert_eq!(places(&said, "taken"), [".Safeguarding/cur/3.host:2,", "cur/2.host:2,S"]);
    let left = ["Teams/East/Old/cur/7.host:2,S", "Teams/East/new/6.host", "new/1.host", "other"];
    assert_eq!(places(&said, "left"), left);
    assert!(said["left"][3]["happened"].as_str().is_some_and(|told| told.contains("is no mailbox")));
    assert_eq!(said["taken"][0]["added"], 4);
    // Again: nothing new, the same list.
    let (_, again) = intake(&source, &dir);
    assert_eq!(
        (again["taken"][0]["added"].as_u64(), again["taken"][1]["added"].as_u64()),
        (Some(0), Some(0))
    );
    assert_eq!(again["left"], said["left"]);
    assert_eq!(everything(&source), before);
}

#[test]
fn a_mailbox_in_one_file_is_read_message_by_message() {
    let source = fresh("mailbox-file");
    fs::create_dir_all(&source).expect("made");
    fs::write(source.join("Inbox"), mail("raw/mailbox.mbox")).expect("written");
    let (book, dir) = desk("of-mbox");
    drop(book);
    for source in [source.join("Inbox"), source] {
        let (code, said) = intake(&source, &dir);
        assert_eq!(code, Some(0), "{said}");
        assert_eq!(said["looked_at"], 3);
        assert_eq!(places(&said, "taken"), ["Inbox, message 2"]);
        assert_eq!(places(&said, "left"), ["Inbox, message 1", "Inbox, message 3"]);
    }
}

#[test]
fn a_folder_of_files_is_read_and_what_is_too_large_or_unreadable_is_told() {
    let source = fresh("files");
    fs::create_dir_all(source.join("below")).expect("made");
    fs::write(source.join("below/a.bin"), mail("made/forwarded.eml")).expect("written");
    fs::write(source.join("b.json"), mail("../cli/dispute.json")).expect("written");
    // As long as a film, and no byte of it is read.
    fs::File::create(source.join("film.mp4")).and_then(|file| file.set_len(2_000_000_000)).expect("made");
    #[cfg(unix)]
    {
        let link = |to: &str, name: &str| std::os::unix::fs::symlink(to, source.join(name)).expect("linked");
        link("nowhere", "gone.eml");
        link("round", "round");
        link(".", "back");
        // Whoever opened a pipe would wait for somebody to write into it.
        let made = Command::new("mkfifo").arg(source.join("pipe")).status().expect("run");
        assert!(made.success());
    }
    let (book, dir) = desk("of-files");
    drop(book);
    let (code, said) = intake(&source, &dir);
    assert_eq!(places(&said, "taken"), ["b.json", "below/a.bin"]);
    let left = places(&said, "left");
    assert_eq!(left[0], "film.mp4");
    assert!(said["left"][0]["happened"].as_str().is_some_and(|told| told.contains("50 MB")));
    if cfg!(unix) {
        assert_eq!(code, Some(1), "{said}");
        assert_eq!(left[1..], ["gone.eml", "pipe", "round"]);
    }
}
