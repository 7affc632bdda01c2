//! The command is killed while it takes a mailbox in, again and again; what it comes to is the same as without.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::rc::Rc;
use std::thread;
use std::time::{Duration, Instant};

use accord::casebook::views::{Answers, Profile};
use accord::casebook::{Casebook, Opening};
use accord::clock::ScriptedClock;
use accord::vault::Memory;
use accord::vault::stretch::InThisThread;
use chrono::DateTime;
use pollster::block_on;

use super::{PASSPHRASE, desk, fresh};

const DISPUTES: usize = 40;
/// How often the command is killed, at moments spread over the time that it takes.
const KILLS: u32 = 14;

/// A mailbox with a file of each of many disputes.
fn mailbox(dir: &Path) {
    let at = DateTime::parse_from_rfc3339("2026-11-16T09:30:00Z").expect("a time").to_utc();
    let clock = Rc::new(ScriptedClock::at(at));
    let device = Opening { vault: Rc::new(Memory::default()), stretch: Rc::new(InThisThread), clock };
    let profile = Profile {
        name: "Worker of the school".into(),
        role: "Practitioner".into(),
        agency: "school".into(),
        procedure: Some("havering".into()),
    };
    let (book, _) = block_on(Casebook::create(&device, PASSPHRASE, &profile)).expect("a casebook");
    for number in 0..DISPUTES {
        let said = |id: &str, value: &str| (id.to_owned(), vec![value.to_owned()]);
        let answers = Answers::from_iter([
            said("raising", "school"),
            said("other", "childrens-social-care"),
            said("grounds", "levels-of-need"),
            said("children", &format!("A{number}")),
            said(&format!("children.A{number}.looked-after"), "no"),
            said("text", "We think that the threshold is met"),
        ]);
        let view = block_on(book.begin("havering", "inter-agency", "open", &answers)).expect("a dispute");
        let file = block_on(book.export(&view.id)).expect("a file").text;
        let about =
            format!("From: head@school.example\nMessage-ID: <{number}@school.example>\nSubject: Papers");
        let message = format!("{about}\n\n{file}\n");
        std::fs::write(dir.join(format!("{number:03}.eml")), message).expect("written");
    }
}

fn command(arguments: &[&str], dir: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_accord"));
    command.args(arguments).arg(dir).env("ACCORD_PASSPHRASE", PASSPHRASE);
    command
}

fn begun(source: &Path, dir: &Path, replies: &Path) -> Child {
    let (source, replies) = (source.display().to_string(), replies.display().to_string());
    let mut begun = command(&["intake", &source, "--replies", &replies, "--desk"], dir);
    begun.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("begun")
}

/// The list as the command tells it; it opens whatever was killed before.
fn listed(dir: &Path) -> (usize, String) {
    let output = command(&["desk", "list", "--json"], dir).output().expect("run");
    let text = String::from_utf8(output.stdout).expect("text");
    assert!(output.status.success(), "{text}");
    (text.matches("\"entries\"").count(), text)
}

/// What lies in a folder, by name.
fn written(dir: &Path) -> Vec<(String, Vec<u8>)> {
    let Ok(entries) = std::fs::read_dir(dir) else { return Vec::new() };
    let mut files: Vec<(String, Vec<u8>)> = entries
        .map(|entry| {
            let path = entry.expect("an entry").path();
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            (name, std::fs::read(path).expect("read"))
        })
        .collect();
    files.sort();
    files
}

#[expect(clippy::disallowed_methods, reason = "the kills are spread over what it takes; nothing rests on it")]
pub fn how_long(run: impl FnOnce()) -> Duration {
    let begin = Instant::now();
    run();
    begin.elapsed()
}

#[test]
fn killed_at_any_moment_and_run_again_it_comes_to_the_same_end() {
    let source = fresh("killed-mailbox");
    std::fs::create_dir_all(&source).expect("made");
    mailbox(&source);
    let (calm, without) = desk("calm");
    drop(calm);
    let (calm, replies, again) = (fresh("calm-replies"), fresh("replies"), fresh("replies-again"));
    let takes = how_long(|| assert!(begun(&source, &without, &calm).wait().expect("run").success()));
    let (disputes, expected) = listed(&without);
    assert_eq!((disputes, written(&calm).len()), (DISPUTES, DISPUTES));

    let (killed, dir) = desk("killed");
    drop(killed);
    let (mut kills, mut seen) = (0, vec![0]);
    let (mut before, mut kept): (Vec<(String, Vec<u8>)>, usize) = (Vec::new(), 0);
    for moment in 1..=KILLS {
        let mut child = begun(&source, &dir, &replies);
        thread::sleep(takes * moment / (KILLS + 1));
        if child.try_wait().expect("asked").is_some_and(|status| status.success()) {
            break;
        }
        child.kill().expect("killed");
        child.wait().expect("ended");
        kills += 1;
        let (disputes, _) = listed(&dir);
        assert!(disputes >= seen[seen.len() - 1], "what was stored is gone: {disputes} after {seen:?}");
        seen.push(disputes);
        // A half-written answer has no name that a mail program would open.
        let mut answers = written(&replies);
        assert!(answers.iter().all(|(name, bytes)| !name.ends_with(".eml") || bytes.ends_with(b"--\r\n")));
        // One that was half written makes room for the whole one.
        answers.retain(|(name, _)| name.ends_with(".eml"));
        before.retain(|(name, bytes)| answers.contains(&(name.clone(), bytes.clone())));
        assert_eq!(before.len(), kept, "an answer that was there became another");
        (kept, before) = (answers.len(), answers);
    }
    assert!(begun(&source, &dir, &replies).wait().expect("run").success());
    // As many receipts as without, each number once; and the same answers when they are made again.
    let mut answers = written(&replies);
    answers.retain(|(name, _)| name.ends_with(".eml"));
    let numbers = |answers: &[(String, Vec<u8>)]| {
        Vec::from_iter(answers.iter().map(|(name, _)| name.split('-').nth(1).expect("a number").to_owned()))
    };
    assert_eq!(numbers(&answers), numbers(&written(&calm)));
    assert!(begun(&source, &dir, &again).wait().expect("run").success());
    assert_eq!(written(&again), answers);
    assert_eq!(listed(&dir).1, expected, "after {kills} kills");
    let between = seen.iter().filter(|n| (1..DISPUTES).contains(*n)).count();
    assert!(kills >= 3 && between >= 1, "{kills} kills, and it was never stopped half-way: {seen:?}");
}
