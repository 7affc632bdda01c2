//! A list of disputes with where each stands: of a backup, and of the desk's own casebook.

use std::io::{Result, Write};

use serde_json::{Value, json};

use super::json as as_json;
use super::lines::line;
use super::show::status;
use crate::casebook::dates::counted;
use crate::casebook::views::BackupLine;

/// A few lines for each, after an empty one.
pub fn in_lines(disputes: &[BackupLine], out: &mut impl Write) -> Result<()> {
    for dispute in disputes {
        line!(out, "")?;
        line!(out, "{}", dispute.title)?;
        line!(out, "  dispute   {}", dispute.dispute)?;
        line!(out, "  holds     {}", counted(dispute.entries, "entry", "entries"))?;
        if dispute.uncounted > 0 {
            let entries = counted(dispute.uncounted, "entry does", "entries do");
            line!(out, "  unproven  {entries} not count: nobody has confirmed who signed")?;
        }
        let step = dispute.stands.step.as_deref().map_or_else(String::new, |step| format!(", {step}"));
        line!(out, "  status    {}{step}", status(&dispute.stands.status))?;
    }
    Ok(())
}

/// The same for `--json`.
pub fn in_json(disputes: &[BackupLine]) -> Value {
    let line = |line: &BackupLine| {
        json!({
            "dispute": line.dispute,
            "title": line.title,
            "entries": line.entries,
            "uncounted": line.uncounted,
            "stands": as_json::standpoint(&line.stands),
        })
    };
    disputes.iter().map(line).collect()
}
