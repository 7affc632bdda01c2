//! How far it is, of how much: shown on a terminal, and nowhere else.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use super::over_the_line::Run;
use super::servers::Servers;
use super::{PASSPHRASE, desk, fresh, mail};

/// What stands on a terminal on which a command is run; none where `script` is not here, and says so.
fn on_a_terminal(name: &str, command: &Command) -> Option<String> {
    let quoted = |word: &std::ffi::OsStr| ["'", &word.to_string_lossy().replace('\'', "'\\''"), "'"].concat();
    let words: Vec<String> =
        std::iter::once(command.get_program()).chain(command.get_args()).map(quoted).collect();
    let mut terminal = Command::new("script");
    terminal.args(["-qec", &words.join(" "), "/dev/null"]).env("TERM", "xterm").stdin(Stdio::null());
    terminal.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let Ok(Output { status, stdout, .. }) = terminal.output() else {
        crate::not_run::not_run(&format!("{name}, which needs script (of util-linux)"));
        return None;
    };
    let said = String::from_utf8_lossy(&stdout).into_owned();
    assert!(status.success(), "{said}");
    Some(said)
}

fn intake(source: &Path, dir: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_accord"));
    command.arg("intake").arg(source).arg("--desk").arg(dir).env("ACCORD_PASSPHRASE", PASSPHRASE);
    command
}

#[test]
fn a_folder_and_a_mailbox_in_one_file_show_how_far_it_is_of_how_much_on_a_terminal_and_nowhere_else() {
    let (book, dir) = desk("bar");
    drop(book);
    let source = fresh("bar-mail");
    fs::create_dir_all(&source).expect("made");
    for name in ["1.eml", "2.eml", "3.eml"] {
        fs::write(source.join(name), mail("made/about-lunch.eml")).expect("written");
    }
    let Some(said) = on_a_terminal("the bar of intake", &intake(&source, &dir)) else { return };
    assert!(said.contains("of 3 files"), "{said}");
    assert!(said.contains("3 messages were looked at"), "{said}");

    let mbox = fresh("bar.mbox");
    let one =
        [b"From desk@council.example Mon Nov 23 09:15:00 2026\n", &mail("made/about-lunch.eml")[..], b"\n"]
            .concat();
    fs::write(&mbox, one.repeat(3)).expect("written");
    let said = on_a_terminal("the bar of intake", &intake(&mbox, &dir)).expect("as before");
    let length = one.len() * 3;
    let total = if length < 1024 {
        format!("of {length} B")
    } else {
        format!("of {:.2} KiB", length as f64 / 1024.0)
    };
    assert!(said.contains(&total), "{total}: {said}");

    let said = on_a_terminal("the bar of intake", intake(&source, &dir).arg("--json")).expect("as before");
    assert!(said.trim().starts_with('{') && !said.contains('\u{1b}'), "{said}");
    let output = intake(&source, &dir).output().expect("run");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "", "no terminal");
    assert!(!output.stdout.contains(&0x1b));
}

#[test]
fn a_mailbox_on_a_server_shows_it_too() {
    let Some(servers) = Servers::begun("the bar of a mailbox on a server", &[]) else { return };
    let (book, dir) = desk("bar-of-server");
    drop(book);
    for name in ["1", "2"] {
        fs::write(servers.mailbox("desk").join("new").join(name), mail("made/about-lunch.eml"))
            .expect("written");
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_accord"));
    let as_json = Run::of(&servers).command(&dir);
    command.args(as_json.get_args().filter(|argument| *argument != "--json"));
    command.envs(as_json.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let Some(said) = on_a_terminal("the bar of intake", &command) else { return };
    assert!(said.contains("of 2 messages"), "{said}");
}
