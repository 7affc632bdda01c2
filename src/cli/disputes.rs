//! A list of disputes with where each stands: of a backup, and of the desk's own casebook.

use std::io::{Result, Write};

use serde_json::{Value, json};

use super::json as as_json;
use super::lines::line;
use super::show::{by, procedure, status};
use crate::casebook::dates::{counted, listed};
use crate::casebook::views::BackupLine;

/// A few lines for each, after an empty one.
pub fn in_lines(disputes: &[BackupLine], out: &mut impl Write) -> Result<()> {
    for dispute in disputes {
        line!(out, "")?;
        line!(out, "{}", dispute.title)?;
        line!(out, "  dispute   {}", dispute.dispute)?;
        if !dispute.children.is_empty() {
            line!(out, "  children  {}", listed(&dispute.children))?;
        }
        line!(out, "  procedure {}", procedure(&dispute.procedure))?;
        line!(out, "  holds     {}", counted(dispute.entries, "entry", "entries"))?;
        if dispute.uncounted > 0 {
            let entries = counted(dispute.uncounted, "entry does", "entries do");
            line!(out, "  unproven  {entries} not count: nobody has confirmed who signed")?;
        }
        if dispute.waiting > 0 {
            let waits = counted(dispute.waiting, "entry waits", "entries wait");
            line!(out, "  waiting   {waits} for earlier ones")?;
        }
        if dispute.missing > 0 {
            let entries = counted(dispute.missing, "entry that is", "entries that are");
            line!(out, "  missing   {entries} known to exist, not arrived")?;
        }
        if dispute.contested > 0 {
            let outcomes = counted(dispute.contested, "outcome", "outcomes");
            line!(out, "  contested {outcomes} recorded that contradict each other")?;
        }
        let step = dispute.stands.step.as_deref().map_or_else(String::new, |step| format!(", {step}"));
        line!(out, "  status    {}{step}", status(&dispute.stands.status))?;
        if dispute.danger {
            line!(out, "  DANGER    A child may be in danger now.")?;
        }
        next(dispute, out)?;
    }
    Ok(())
}

/// What is due next, and from whom.
fn next(dispute: &BackupLine, out: &mut impl Write) -> Result<()> {
    let Some(duty) = &dispute.next else { return Ok(()) };
    line!(out, "  next      {}", by(duty))?;
    let owner = duty.owner.as_ref().map_or_else(String::new, |owner| format!("{owner}: "));
    let about = duty.subject.as_ref().map_or_else(String::new, |subject| format!(" ({subject})"));
    line!(out, "            {owner}{}{about}", duty.text)?;
    match dispute.overdue {
        0 => Ok(()),
        overdue => line!(out, "  overdue   {}", counted(overdue, "duty", "duties")),
    }
}

/// The same for `--json`.
pub fn in_json(disputes: &[BackupLine]) -> Value {
    let line = |line: &BackupLine| {
        json!({
            "dispute": line.dispute,
            "title": line.title,
            "children": line.children,
            "procedure": as_json::procedure(&line.procedure),
            "entries": line.entries,
            "uncounted": line.uncounted,
            "waiting": line.waiting,
            "missing": line.missing,
            "contested": line.contested,
            "danger": line.danger,
            "next": line.next.as_ref().map(as_json::duty),
            "overdue": line.overdue,
            "stands": as_json::standpoint(&line.stands),
        })
    };
    disputes.iter().map(line).collect()
}
