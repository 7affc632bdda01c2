//! What comes into the desk's casebook by mail: from every kind of message and of mailbox, also where the command
//! is killed, and nothing from what is hostile.
//!
//! The messages are in `tests/mail`: `made` by Python's email package, `raw` as no well-kept program writes them.

#[path = "intake/bar.rs"]
mod bar;
#[path = "intake/built.rs"]
mod built;
#[path = "intake/by_token.rs"]
mod by_token;
#[path = "casebook/crowded.rs"]
mod crowded;
#[path = "intake/erased.rs"]
mod erased;
#[path = "intake/exit_codes.rs"]
mod exit_codes;
#[path = "intake/held.rs"]
mod held;
#[path = "intake/hostile.rs"]
mod hostile;
#[path = "intake/killed.rs"]
mod killed;
#[path = "intake/killed_on_the_line.rs"]
mod killed_on_the_line;
#[path = "intake/messages.rs"]
mod messages;
#[path = "intake/mutated.rs"]
mod mutated;
#[path = "intake/new_phone.rs"]
mod new_phone;
#[path = "not_run.rs"]
mod not_run;
#[path = "intake/over_the_line.rs"]
mod over_the_line;
#[path = "intake/receipts.rs"]
mod receipts;
#[path = "intake/scripted.rs"]
mod scripted;
#[path = "intake/servers.rs"]
mod servers;
#[path = "intake/simulated.rs"]
mod simulated;
#[path = "intake/sources.rs"]
mod sources;

use std::fs;
use std::path::{Path, PathBuf};

use accord::casebook::desk::{OwnCasebook, make_casebook, profile};

const PASSPHRASE: &str = "copper meadow lantern sixty";
/// The dispute in `tests/cli/dispute.json`.
const DISPUTE: &str = "kfWAHcJXjwzztSpQg_cLmo93mChZPYNAeEKYWmOx8ko";

/// A folder of a test's own that is not there yet.
fn fresh(name: &str) -> PathBuf {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("intake").join(name);
    let _ = fs::remove_dir_all(&dir);
    fs::create_dir_all(dir.parent().expect("a folder above")).expect("made");
    dir
}

/// A casebook in a folder.
fn desk(name: &str) -> (OwnCasebook, PathBuf) {
    let dir = fresh(name);
    let manager = profile(Some("havering"), "School", "Business manager", "Manager").expect("a profile");
    make_casebook(&dir, PASSPHRASE, &manager, "Havering").expect("made");
    (OwnCasebook::open(&dir, PASSPHRASE).expect("opened"), dir)
}

fn mail(name: &str) -> Vec<u8> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mail").join(name);
    fs::read(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// Takes a source in by the command; its exit code, and what it says.
fn intake(source: &Path, dir: &Path) -> (Option<i32>, serde_json::Value) {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_accord"));
    command
        .arg("intake")
        .arg(source)
        .arg("--desk")
        .arg(dir)
        .arg("--json")
        .env("ACCORD_PASSPHRASE", PASSPHRASE);
    let output = command.output().expect("run");
    let said = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)));
    (output.status.code(), said)
}
