//! Backups that another program made of the vault of the first version.

use std::collections::BTreeMap;
use std::rc::Rc;

use accord::clock::ScriptedClock;
use accord::vault::backup::{Backup, BackupError, Manifest};
use accord::vault::recovery::RecoveryCode;
use accord::vault::stretch::InThisThread;
use accord::vault::unlocked::{Opening, Secret};
use accord::vault::{Memory, Unlocked};
use chrono::DateTime;
use serde_json::Value;

use super::{text, waiting};

waiting! {
    what_another_program_backed_up_opens_and_what_it_broke_is_refused: each_of_the_index,
    what_is_read_is_written_again_as_it_came: read_and_written,
    a_list_that_is_sealed_here_says_the_same: sealed_again,
}

fn device() -> Opening {
    let at = DateTime::parse_from_rfc3339("2026-11-24T09:30:00Z").expect("a time").to_utc();
    let clock = Rc::new(ScriptedClock::at(at));
    Opening { vault: Rc::new(Memory::default()), stretch: Rc::new(InThisThread), clock }
}

/// The vault in a backup, and what belongs in it.
async fn opened(file: &str) -> Result<(Unlocked, Rc<Backup>, Manifest), BackupError> {
    let first: Value = serde_json::from_str(include_str!("../vault_contract/vault-1.json")).expect("JSON");
    let code = RecoveryCode::parse(first["recovery_code"].as_str().expect("text")).expect("a code");
    let backup = Rc::new(Backup::read(file)?);
    let vault = Unlocked::of_backup(&device(), &backup, Secret::RecoveryCode(&code)).await?;
    let manifest = vault.manifest(&backup).await?;
    Ok((vault, backup, manifest))
}

async fn each_of_the_index() {
    let index: BTreeMap<String, String> = serde_json::from_str(&text("backup/index.json")).expect("JSON");
    assert_eq!(index.len(), 16);
    for (name, expected) in index {
        let came = match opened(&text(&format!("backup/{name}.json"))).await.map(drop) {
            Ok(()) => "holds",
            Err(BackupError::Altered(_)) => "altered",
            Err(BackupError::Incomplete { made: 14, found: 13 }) => "incomplete",
            Err(BackupError::Newer) => "newer",
            Err(BackupError::Truncated) => "truncated",
            Err(BackupError::NotABackup) => "no backup",
            Err(other) => panic!("{name}: {other:?}"),
        };
        assert_eq!(came, expected, "{name}");
    }
}

async fn read_and_written() {
    let file = text("backup/valid.json");
    let (vault, backup, manifest) = opened(&file).await.expect("it holds");
    assert_eq!(backup.to_text(), file);
    assert_eq!(manifest.made_at.to_rfc3339(), "2026-11-24T09:30:00+00:00");
    let [dispute] = &manifest.disputes[..] else { panic!("one dispute") };
    assert_eq!((dispute.dispute.0.as_str(), dispute.entries), ("a-dispute", 2));
    assert_eq!(dispute.heads.iter().map(|head| head.0.as_str()).collect::<Vec<_>>(), ["a-head"]);
    assert_eq!(vault.entries_kept().await.expect("entries").records.len(), 2);
}

async fn sealed_again() {
    let (vault, backup, manifest) = opened(&text("backup/valid.json")).await.expect("it holds");
    let copy = vault.copy().await.expect("a copy");
    let again = vault.backup(&copy, manifest.disputes.clone()).await.expect("a file");
    assert_ne!(again, backup.to_text(), "no nonce is used twice");
    assert_eq!(opened(&again).await.expect("it holds").2, manifest);
}
