//! The desk command as people run it: each file of `tests/cli/` is a session with its output.

#[path = "cli/cut.rs"]
mod cut;
#[path = "cli/written.rs"]
mod written;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

#[test]
fn the_desk_command_does_what_its_sessions_show() {
    trycmd::TestCases::new().case("tests/cli/*.trycmd");
}

fn said(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_accord")).args(arguments).output().expect("run");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}

/// What a program of this machine says and complains of; none where it is not here.
fn ask(program: &str, arguments: &[&str]) -> Option<(String, String)> {
    let output =
        Command::new(program).args(arguments).env("LC_ALL", "C.UTF-8").stdin(Stdio::null()).output().ok()?;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Some((text(&output.stdout), text(&output.stderr)))
}

#[test]
fn a_shell_completes_what_the_command_takes() {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("completions");
    fs::create_dir_all(&dir).expect("made");
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = said(&["completions", shell]);
        assert!(script.contains("intake") && script.contains("trust-ca"), "{shell}");
        let file = dir.join(shell);
        fs::write(&file, script).expect("written");
        // These can be asked whether they can read it.
        if ["bash", "zsh", "fish"].contains(&shell)
            && let Some((_, complaint)) = ask(shell, &["-n", &file.display().to_string()])
        {
            assert_eq!(complaint, "", "{shell}");
        }
    }
    let typed = "source \"$0\"; COMP_WORDS=(accord desk en); COMP_CWORD=2; _accord accord en desk; echo ${COMPREPLY[@]}";
    if let Some((completed, complaint)) = ask("bash", &["-c", typed, &dir.join("bash").display().to_string()])
    {
        assert_eq!((completed.trim(), complaint.as_str()), ("enrol", ""));
    }
}

#[test]
fn every_command_has_a_page_in_the_manual() {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("manual");
    let _ = fs::remove_dir_all(&dir);
    let written = said(&["man", "--out", &dir.display().to_string()]);
    let pages = Vec::from_iter(fs::read_dir(&dir).expect("listed").map(|page| page.expect("a page").path()));
    assert!(pages.len() >= 25 && written.starts_with(&format!("{} pages", pages.len())), "{written}");
    let whole = fs::read_to_string(dir.join("accord.1")).expect("a page");
    assert_eq!(said(&["man"]), whole);
    assert!(whole.contains("exit code"), "{whole}");
    for page in pages {
        let text = fs::read_to_string(&page).expect("a page");
        // Each page that is named is there.
        for named in text.lines().filter_map(|line| line.strip_suffix("(1)")) {
            assert!(dir.join(format!("{}.1", named.replace("\\-", "-"))).exists(), "{named}");
        }
        if let Some((shown, complaint)) = ask("man", &["--warnings", "-l", &page.display().to_string()]) {
            // A machine without its manual has a man that says only so.
            assert!(complaint.is_empty() || shown.is_empty(), "{}: {complaint}", page.display());
        }
    }
}
