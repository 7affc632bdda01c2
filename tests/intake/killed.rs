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
        let message = format!("From: head@school.example\nSubject: Papers\n\n{file}\n");
        std::fs::write(dir.join(format!("{number:03}.eml")), message).expect("written");
    }
}

fn command(arguments: &[&str], dir: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_accord"));
    command.args(arguments).arg(dir).env("ACCORD_PASSPHRASE", PASSPHRASE);
    command
}

fn begun(source: &Path, dir: &Path) -> Child {
    let mut begun = command(&["intake", &source.display().to_string(), "--desk"], dir);
    begun.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("begun")
}

/// The list as the command tells it; it opens whatever was killed before.
fn listed(dir: &Path) -> (usize, String) {
    let output = command(&["desk", "list", "--json"], dir).output().expect("run");
    let text = String::from_utf8(output.stdout).expect("text");
    assert!(output.status.success(), "{text}");
    (text.matches("\"entries\"").count(), text)
}

#[expect(clippy::disallowed_methods, reason = "the kills are spread over what it takes; nothing rests on it")]
fn how_long(run: impl FnOnce()) -> Duration {
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
    let takes = how_long(|| assert!(begun(&source, &without).wait().expect("run").success()));
    let (disputes, expected) = listed(&without);
    assert_eq!(disputes, DISPUTES);

    let (killed, dir) = desk("killed");
    drop(killed);
    let (mut kills, mut seen) = (0, vec![0]);
    for moment in 1..=KILLS {
        let mut child = begun(&source, &dir);
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
    }
    assert!(begun(&source, &dir).wait().expect("run").success());
    assert_eq!(listed(&dir).1, expected, "after {kills} kills");
    let between = seen.iter().filter(|n| (1..DISPUTES).contains(*n)).count();
    assert!(kills >= 3 && between >= 1, "{kills} kills, and it was never stopped half-way: {seen:?}");
}
