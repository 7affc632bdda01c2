//! `accord backup …`: whether a backup is whole, and what is in it.

use std::io::{self, Write};
use std::path::Path;

use serde_json::{Value, json};

use super::lines::line;
use super::{Backup, Failure, Verdict, disputes, files, lines, secret};
use crate::casebook::dates::{counted, long_moment};
use crate::casebook::desk::{BackupHolds, agency_named, look_through_backup};

/// Runs the command.
pub fn run(command: Backup, out: &mut impl Write) -> Result<Verdict, Failure> {
    let (file, output, listed) = match command {
        Backup::Verify { file, output } => (file, output, false),
        Backup::Show { file, output } => (file, output, true),
    };
    let text = String::from_utf8(files::read_backup(&file)?).map_err(|_| {
        Failure::told("The backup is not text in UTF-8.", "Copy it again from where you keep it.")
    })?;
    let holds = look_through_backup(&text, &secret::asked("backup", file == Path::new("-"))?)?;
    if output.json {
        lines::object(out, &told(&holds, listed))?;
    } else {
        as_text(&holds, listed, out)?;
    }
    Ok(Verdict::Holds)
}

fn as_text(holds: &BackupHolds, listed: bool, out: &mut impl Write) -> io::Result<()> {
    let BackupHolds { report, profile, disputes } = holds;
    if report.unreadable > 0 {
        let records = counted(report.unreadable, "record", "records");
        line!(
            out,
            "The backup is as it was made, when {records} could not be read; one from before may have them."
        )?;
    } else {
        line!(out, "The backup is whole, and every record opens as it was made.")?;
    }
    line!(out, "  made      {}", long_moment(report.made))?;
    line!(out, "  of        {} ({}, {})", profile.name, profile.role, agency_named(profile))?;
    let (disputes_held, entries) =
        (counted(report.disputes, "dispute", "disputes"), counted(report.entries, "entry", "entries"));
    line!(out, "  holds     {disputes_held}, {entries}")?;
    if listed { disputes::in_lines(disputes, out) } else { Ok(()) }
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
        told["list"] = disputes::in_json(disputes);
    }
    told
}
