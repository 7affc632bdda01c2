//! `accord desk list`, `accord desk show`: what the desk's own casebook holds.

use std::io::{self, Write};

use serde_json::{Value, json};

use crate::calendar::Moment;
use crate::casebook::dates::{counted, listed};
use crate::casebook::desk::{Holds, OwnCasebook, agency_named};
use crate::casebook::views::{Missing, MissingEntry};
use crate::cli::desk::erase::{beside, entry_json};
use crate::cli::lines::line;
use crate::cli::{Failure, Output, Verdict, disputes, json as as_json, lines, show};

/// Lists the disputes.
pub fn list(book: &OwnCasebook, output: Output, out: &mut impl Write) -> Result<Verdict, Failure> {
    let holds = book.holds()?;
    if output.json {
        let Holds { profile, disputes, unreadable } = &holds;
        let of = json!({"name": profile.name, "role": profile.role, "agency": profile.agency});
        let list = disputes::in_json(disputes);
        lines::object(
            out,
            &json!({"holds": *unreadable == 0, "of": of, "unreadable": unreadable, "list": list}),
        )?;
    } else {
        as_text(&holds, out)?;
    }
    // A record that cannot be read is told, and whoever watches the exit code is told too.
    Ok(if holds.unreadable == 0 { Verdict::Holds } else { Verdict::Fails })
}

fn as_text(holds: &Holds, out: &mut impl Write) -> io::Result<()> {
    let Holds { profile, disputes, unreadable } = holds;
    let entries = disputes.iter().map(|dispute| dispute.entries).sum();
    line!(out, "The casebook of {} ({}, {}).", profile.name, profile.role, agency_named(profile))?;
    let (disputes_held, entries) =
        (counted(disputes.len(), "dispute", "disputes"), counted(entries, "entry", "entries"));
    line!(out, "  holds     {disputes_held}, {entries}")?;
    if *unreadable > 0 {
        let records = counted(*unreadable, "record", "records");
        line!(out, "  damaged   {records} cannot be read; they stay where they are")?;
    }
    disputes::in_lines(disputes, out)
}

/// How a dispute is shown.
#[derive(Clone, Copy, Debug)]
pub enum Shown {
    /// In words, or as JSON.
    Told(Output),
    /// Drawn.
    Drawn,
}

/// Shows a dispute, whole.
pub fn show(
    book: &OwnCasebook,
    begin: &str,
    now: Moment,
    shown: Shown,
    out: &mut impl Write,
) -> Result<Verdict, Failure> {
    let (view, missing) = book.dispute(begin, now)?;
    let (_, worded) = book.worded(begin)?;
    let erased = Vec::from_iter(worded.into_iter().filter(|entry| entry.erased.is_some()));
    match shown {
        Shown::Drawn => return show::draw(&view, out),
        Shown::Told(Output { json: true }) => {
            let mut whole = as_json::dispute(&view);
            whole["missing"] = missing_json(&missing);
            whole["erased"] = erased.iter().map(entry_json).collect();
            lines::object(out, &whole)?;
        }
        Shown::Told(Output { json: false }) => {
            show::as_text(&view, out)?;
            if !missing.entries.is_empty() {
                show::heading("What has not arrived", out)?;
                missing_lines(&missing, out)?;
            }
            if !erased.is_empty() {
                show::heading("Words that were erased here", out)?;
                beside(&erased, out)?;
            }
        }
    }
    Ok(Verdict::Holds)
}

/// Lists what has not arrived.
pub fn missing(book: &OwnCasebook, output: Output, out: &mut impl Write) -> Result<Verdict, Failure> {
    let missing = book.missing()?;
    let verdict = if missing.is_empty() { Verdict::Holds } else { Verdict::ForAPerson };
    if output.json {
        let of_dispute = |of: &Missing| {
            json!({
                "dispute": of.dispute,
                "title": of.title,
                "waiting": of.waiting,
                "missing": missing_json(of),
            })
        };
        let list: Vec<Value> = missing.iter().map(of_dispute).collect();
        lines::object(out, &json!({"holds": missing.is_empty(), "list": list}))?;
        return Ok(verdict);
    }
    if missing.is_empty() {
        line!(out, "Nothing is missing that anything here builds upon.")?;
        return Ok(verdict);
    }
    let disputes = counted(missing.len(), "dispute", "disputes");
    line!(out, "In {disputes} something is known to exist and has not arrived.")?;
    for of in &missing {
        line!(out, "")?;
        line!(out, "{}", of.title)?;
        line!(out, "  dispute   {}", of.dispute)?;
        line!(out, "  waiting   {}", counted(of.waiting, "entry", "entries"))?;
        missing_lines(of, out)?;
    }
    Ok(verdict)
}

fn missing_json(of: &Missing) -> Value {
    let entry = |entry: &MissingEntry| json!({"id": entry.id, "named_by": entry.named_by, "receipts": entry.receipts});
    of.entries.iter().map(entry).collect()
}

fn missing_lines(of: &Missing, out: &mut impl Write) -> io::Result<()> {
    for entry in &of.entries {
        line!(out, "  missing   {}", entry.id)?;
        if !entry.named_by.is_empty() {
            line!(out, "            {} built upon it: ask for the dispute again", listed(&entry.named_by))?;
        }
        if let Some(number) = entry.receipts.first() {
            line!(out, "            it was here: receipt {number} names it; look for a backup")?;
        }
    }
    Ok(())
}
