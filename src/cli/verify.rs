//! `accord verify FILE`: whether every signature holds, and whose it is.

use std::io::Write;

use serde_json::json;

use super::lines::line;
use super::{Failure, Output, Verdict, card, json, lines};
use crate::casebook::dates::{counted, long_moment};
use crate::casebook::desk::{self, Shelf};
use crate::casebook::views::{Checked, FileReport, Signer, Standing};

/// Verifies a file.
pub fn run(file: &[u8], shelf: &Shelf, output: Output, out: &mut impl Write) -> Result<Verdict, Failure> {
    let (report, card) = (shelf.verify(file, desk::now())?, shelf.card()?);
    // Every signature holds; whether to rely on somebody whom nobody confirmed is for a person to say.
    let verdict = match report.unconfirmed {
        None | Some(0) => Verdict::Holds,
        Some(_) => Verdict::ForAPerson,
    };
    if output.json {
        let mut whole = as_json(&report);
        if let Some(card) = &card {
            whole["card"] = card::in_json(card);
            whole["unconfirmed"] = report.unconfirmed.into();
            whole["holds"] = (verdict == Verdict::Holds).into();
        }
        lines::object(out, &whole)?;
    } else {
        as_text(&report, out)?;
        if let Some(card) = &card {
            card::line_of(card, out)?;
        }
    }
    Ok(verdict)
}

fn as_text(report: &FileReport, out: &mut impl Write) -> std::io::Result<()> {
    let entries = counted(report.entries, "entry", "entries");
    line!(out, "The file is whole, and every signature holds.")?;
    line!(out, "  dispute   {} ({})", report.dispute, report.title)?;
    line!(out, "  exported  {} by {}", long_moment(report.exported), signer(&report.exporter))?;
    line!(out, "  holds     {entries}")?;
    if report.pending > 0 {
        let waits = counted(report.pending, "entry waits", "entries wait");
        line!(out, "  waiting   {waits} for earlier ones that are not in the file")?;
    }
    for who in &report.forked {
        line!(out, "  forked    {} signed on two devices, neither having seen the other", signer(who))?;
    }
    if report.without_words > 0 {
        let entries = counted(report.without_words, "entry is", "entries are");
        line!(out, "  words     {entries} without words that were signed: erased, or taken out on the way")?;
    }
    if let Some(entries) = report.unconfirmed.filter(|entries| *entries > 0) {
        let entries = counted(entries, "entry is", "entries are");
        line!(out, "  unproven  {entries} of signers whom the card does not confirm")?;
    }
    for (who, entries) in &report.signers {
        line!(out, "  signed    {} by {}", counted(*entries, "entry", "entries"), signer(who))?;
    }
    Ok(())
}

/// A signer on one line.
pub fn signer(signer: &Signer) -> String {
    let role = signer.role.as_ref().map_or_else(String::new, |role| format!(" ({role})"));
    let standing = match signer.standing {
        Standing::Own => "",
        Standing::Certified(Checked::CallBack) => ": confirmed by call-back",
        Standing::Certified(Checked::InPerson) => ": confirmed in person",
        Standing::Certified(Checked::Nothing) => ": certified, not checked",
        Standing::Changed => ": signed with another key than the one that is certified",
        Standing::Ended => ": signed, certificate ended",
        Standing::Revoked(_) => ": signed with a key that was revoked",
        Standing::NotConfirmed => ": signed, signer not confirmed",
    };
    format!("{}{role}{standing}{}", signer.name, json::revoked_on(signer.standing))
}

fn as_json(report: &FileReport) -> serde_json::Value {
    let signers =
        report.signers.iter().map(|(who, entries)| json!({"signer": json::signer(who), "entries": entries}));
    json!({
        "holds": true,
        "dispute": report.dispute,
        "title": report.title,
        "exported": report.exported.to_string(),
        "exporter": json::signer(&report.exporter),
        "entries": report.entries,
        "pending": report.pending,
        "forked": report.forked.iter().map(json::signer).collect::<Vec<_>>(),
        "without_words": report.without_words,
        "signers": signers.collect::<Vec<_>>(),
        "stands": json::standpoint(&report.standpoint),
    })
}
