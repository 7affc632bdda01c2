//! `accord backup …`: whether a backup is whole, and what is in it.

use std::io::{self, BufRead, IsTerminal, Write};
use std::path::Path;

use serde_json::{Value, json};

use super::lines::line;
use super::show::status;
use super::{Backup, Failure, Verdict, files, json as as_json, lines};
use crate::casebook::dates::{counted, long_moment};
use crate::casebook::desk::{BackupHolds, look_through_backup};

/// Where a script leaves the passphrase: never among the arguments, which every process can read.
const VARIABLE: &str = "ACCORD_PASSPHRASE";

/// Runs the command.
pub fn run(command: Backup, out: &mut impl Write) -> Result<Verdict, Failure> {
    let (file, output, listed) = match command {
        Backup::Verify { file, output } => (file, output, false),
        Backup::Show { file, output } => (file, output, true),
    };
    let text = String::from_utf8(files::read_backup(&file)?).map_err(|_| {
        Failure::told("The backup is not text in UTF-8.", "Copy it again from where you keep it.")
    })?;
    let holds = look_through_backup(&text, &secret(&file)?)?;
    if output.json {
        lines::object(out, &told(&holds, listed))?;
    } else {
        as_text(&holds, listed, out)?;
    }
    Ok(Verdict::Holds)
}

/// The passphrase or the recovery code: from the environment, from a terminal that does not show it, or the
/// first line of standard input.
fn secret(file: &Path) -> Result<String, Failure> {
    if let Ok(secret) = std::env::var(VARIABLE) {
        return Ok(secret);
    }
    let none = || {
        Failure::told(
            "No passphrase was given.",
            "Type it at the prompt, write it to standard input, or set ACCORD_PASSPHRASE.",
        )
    };
    let typed = if file == Path::new("-") {
        return Err(none());
    } else if io::stdin().is_terminal() {
        rpassword::prompt_password("Passphrase or recovery code of the backup: ").map_err(|_| none())?
    } else {
        let mut typed = String::new();
        io::stdin().lock().read_line(&mut typed).map_err(|_| none())?;
        typed.trim_end_matches(['\r', '\n']).to_owned()
    };
    if typed.is_empty() { Err(none()) } else { Ok(typed) }
}

fn as_text(holds: &BackupHolds, listed: bool, out: &mut impl Write) -> io::Result<()> {
    let BackupHolds { report, profile, disputes } = holds;
    line!(out, "The backup is whole, and every record opens as it was made.")?;
    line!(out, "  made      {}", long_moment(report.made))?;
    line!(out, "  of        {} ({}, {})", profile.name, profile.role, profile.agency)?;
    let (disputes_held, entries) =
        (counted(report.disputes, "dispute", "disputes"), counted(report.entries, "entry", "entries"));
    line!(out, "  holds     {disputes_held}, {entries}")?;
    if report.unreadable > 0 {
        let records = counted(report.unreadable, "record", "records");
        line!(out, "  damaged   {records} could not be read when it was made")?;
    }
    for dispute in disputes.iter().filter(|_| listed) {
        line!(out, "")?;
        line!(out, "{}", dispute.title)?;
        line!(out, "  dispute   {}", dispute.dispute)?;
        line!(out, "  holds     {}", counted(dispute.entries, "entry", "entries"))?;
        let step = dispute.stands.step.as_deref().map_or_else(String::new, |step| format!(", {step}"));
        line!(out, "  status    {}{step}", status(&dispute.stands.status))?;
    }
    Ok(())
}

fn told(holds: &BackupHolds, listed: bool) -> Value {
    let BackupHolds { report, profile, disputes } = holds;
    let mut told = json!({
        "holds": true,
        "made": report.made.to_string(),
        "of": {"name": profile.name, "role": profile.role, "agency": profile.agency},
        "disputes": report.disputes,
        "entries": report.entries,
        "unreadable": report.unreadable,
    });
    if listed {
        let line = |line: &crate::casebook::views::BackupLine| {
            json!({
                "dispute": line.dispute,
                "title": line.title,
                "entries": line.entries,
                "stands": as_json::standpoint(&line.stands),
            })
        };
        told["list"] = disputes.iter().map(line).collect();
    }
    told
}
