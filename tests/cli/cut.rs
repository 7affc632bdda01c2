//! A casebook whose end was cut off opens as it was before its last write, and the command says so.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use accord::casebook::desk::{make_casebook, profile};

const PASSPHRASE: &str = "copper meadow lantern sixty";

fn list(kept: &Path, passphrase: &str, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_accord"));
    command.args(["desk", "list", "--desk"]).arg(kept).args(arguments);
    command.env("ACCORD_PASSPHRASE", passphrase).output().expect("run")
}

#[test]
fn a_last_write_that_is_not_whole_is_told_once_and_the_casebook_opens() {
    let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cut");
    let _ = fs::remove_dir_all(&kept);
    let manager = profile(Some("havering"), "School", "Business manager", "Manager").expect("a profile");
    make_casebook(&kept, PASSPHRASE, &manager, "Havering").expect("made");
    let whole = fs::read(kept.join("vault")).expect("a log");
    let calm = list(&kept, PASSPHRASE, &["--json"]);
    assert!(calm.status.success() && calm.stderr.is_empty());

    let told = |output: &Output| {
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        let is_told = said.contains("The last write into this casebook is not whole");
        assert!(!is_told || said.contains("Run the last command on it again"), "{said}");
        is_told
    };
    let half = [&whole[..], b"ACF1 and half of what was to be written"].concat();
    for passphrase in [PASSPHRASE, "the passphrase of somebody else"] {
        fs::write(kept.join("vault"), &half).expect("written");
        let cut = list(&kept, passphrase, &["--json"]);
        assert_eq!((cut.status.success(), told(&cut)), (passphrase == PASSPHRASE, true));
        if passphrase == PASSPHRASE {
            assert_eq!(cut.stdout, calm.stdout, "what was written before is there, and the JSON is as ever");
        }
        let again = list(&kept, PASSPHRASE, &[]);
        assert!(again.status.success() && !told(&again), "once");
    }
}
