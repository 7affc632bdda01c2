//! `accord desk erase`: words of an entry that are not to be kept any more.
//!
//! The one idea: *looking erases nothing*, and what cannot be reached from here is said: others keep what they have.

use std::io::{self, Write};

use serde_json::{Value, json};

use crate::casebook::dates::{long_date, long_moment};
use crate::casebook::desk::{DeskError, OwnCasebook};
use crate::casebook::views::{ErasedWords, Erasure, Told, WordedEntry};
use crate::cli::lines::line;
use crate::cli::verify::signer;
use crate::cli::{Failure, Output, Verdict, json as as_json, lines};

/// Lists the entries of a dispute that have words, or had some.
pub fn list(
    book: &OwnCasebook,
    begin: &str,
    output: Output,
    out: &mut impl Write,
) -> Result<Verdict, Failure> {
    let (dispute, worded) = book.worded(begin)?;
    if output.json {
        let entries: Vec<Value> = worded.iter().map(entry_json).collect();
        lines::object(out, &json!({"holds": true, "dispute": dispute, "entries": entries}))?;
        return Ok(Verdict::Holds);
    }
    line!(out, "Nothing was erased. These entries of the dispute have words, or had some:")?;
    for entry in &worded {
        line!(out, "")?;
        entry_lines(entry, out)?;
    }
    Ok(Verdict::Holds)
}

/// Says what came of an order to erase.
pub fn erased(of: &Erasure, output: Output, out: &mut impl Write) -> Result<Verdict, Failure> {
    let Erasure { dispute, entry, was_there, signers, handed_out } = of;
    if output.json {
        let days: Vec<String> = handed_out.iter().map(ToString::to_string).collect();
        let whole = json!({
            "holds": true,
            "dispute": dispute,
            "entry": entry_json(entry),
            "was_there": was_there,
            "signers": signers.iter().map(as_json::signer).collect::<Vec<_>>(),
            "handed_out": days,
        });
        lines::object(out, &whole)?;
        return Ok(Verdict::Holds);
    }
    let before = if *was_there { " before; that is as it was" } else { "" };
    line!(out, "The words of this entry were erased here{before}.")?;
    entry_lines(entry, out)?;
    line!(
        out,
        "They stay away when a file brings them again, and what the desk hands out from now on is without them."
    )?;
    line!(out, "Whoever has the words already keeps them: ask them to erase their copy.")?;
    for who in signers {
        line!(out, "  signed    {}", signer(who))?;
    }
    for day in handed_out {
        line!(out, "  made      a file of this dispute on {}", long_date(*day))?;
    }
    line!(
        out,
        "Also in backups of this folder, in the messages that brought the file, and wherever a file went on from there."
    )?;
    Ok(Verdict::Holds)
}

/// The words count as erased, and what was replaced could not be got rid of.
pub fn half_done(why: &DeskError) -> Failure {
    let Told { happened, reasons, .. } = why.told();
    let happened =
        format!("The words were erased, but what stood there still lies in the folder, sealed. {happened}");
    Failure::Told(Told {
        happened,
        to_do: "Run the same command again: it writes the folder anew.".to_owned(),
        reasons,
    })
}

/// What was erased of a dispute, below everything else that is shown of it.
pub fn beside(worded: &[WordedEntry], out: &mut impl Write) -> io::Result<()> {
    worded.iter().try_for_each(|entry| entry_lines(entry, out))
}

fn entry_lines(of: &WordedEntry, out: &mut impl Write) -> io::Result<()> {
    line!(out, "  {}  {}", long_moment(of.at), of.what)?;
    line!(out, "    entry     {}", of.entry)?;
    line!(out, "    signed    {}", signer(&of.signer))?;
    if let Some(ErasedWords { at, by, reason }) = &of.erased {
        line!(out, "    erased    {} by {by}: {reason}", long_moment(*at))?;
    }
    Ok(())
}

/// An entry with what became of its words.
pub fn entry_json(of: &WordedEntry) -> Value {
    let erased = of.erased.as_ref();
    let erased = erased.map(|of| json!({"at": of.at.to_string(), "by": of.by, "reason": of.reason}));
    json!({
        "event": of.entry,
        "at": of.at.to_string(),
        "what": of.what,
        "signer": as_json::signer(&of.signer),
        "erased": erased,
    })
}
