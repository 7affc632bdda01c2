//! `accord desk export`: a dispute of the desk's own casebook as a file to hand out.
//!
//! The one idea: *whom it is for stands there before the file does*, large, on standard error, where no script takes it away.

use std::io::{self, Write};
use std::path::Path;

use serde_json::json;

use crate::casebook::dates::counted;
use crate::casebook::desk::{ForWhom, OwnCasebook};
use crate::casebook::views::{ExportFile, Signer};
use crate::cli::lines::line;
use crate::cli::place::Place;
use crate::cli::verify::signer;
use crate::cli::{Failure, Output, Verdict, json as as_json, lines};

/// A rule above and below whom a file is for.
const RULE: &str = "======================================================================";

/// Who may read the file.
#[derive(Debug)]
pub enum Readers<'a> {
    /// The holders of the keys that begin so; without any, whoever signed and is confirmed.
    Keys(&'a [String]),
    /// Whoever gets it, for this reason.
    Anyone(&'a str),
}

/// Writes the file.
pub fn run(
    book: &OwnCasebook,
    begin: &str,
    readers: &Readers<'_>,
    to: &Path,
    output: Output,
    out: &mut impl Write,
) -> Result<Verdict, Failure> {
    let mut err = io::stderr();
    let (dispute, file, others) = match readers {
        Readers::Keys(keys) => {
            let for_whom = book.for_whom(begin, keys)?;
            for_these(&for_whom, &mut err)?;
            let place = Place::of_new(to)?;
            let file = book.sealed_file(&for_whom)?;
            place.fill(file.text.as_bytes())?;
            let ForWhom { dispute, others, .. } = for_whom;
            (dispute, file, others)
        }
        Readers::Anyone(reason) => {
            let dispute = book.named(begin)?;
            for_anyone(&mut err)?;
            // The reason is noted for good: what keeps the file from being written is found before.
            let place = Place::of_new(to)?;
            let file = book.readable_file(&dispute, reason)?;
            place.fill(file.text.as_bytes())?;
            (dispute, file, Vec::new())
        }
    };
    book.file_made(&dispute, &file)?;
    if output.json {
        let whole = json!({
            "holds": true,
            "dispute": dispute,
            "entries": file.entries.len(),
            "sealed": !others.is_empty(),
            "to": others.iter().map(as_json::signer).collect::<Vec<_>>(),
            "file": to.display().to_string(),
        });
        lines::object(out, &whole)?;
    } else {
        made(&dispute, &file, &others, to, out)?;
    }
    Ok(Verdict::Holds)
}

fn for_these(to: &ForWhom, err: &mut impl Write) -> io::Result<()> {
    line!(err, "{RULE}")?;
    for who in &to.others {
        line!(err, "")?;
        line!(err, "    FOR  {}", signer(who))?;
        line!(err, "         key {}", who.key)?;
    }
    line!(err, "")?;
    line!(err, "{RULE}")?;
    line!(err, "Beside them only this desk can open it.")
}

fn for_anyone(err: &mut impl Write) -> io::Result<()> {
    line!(err, "{RULE}")?;
    line!(err, "")?;
    line!(err, "    FOR ANYONE WHO GETS IT: THIS FILE IS NOT SEALED")?;
    line!(err, "")?;
    line!(err, "{RULE}")
}

fn made(
    dispute: &str,
    file: &ExportFile,
    others: &[Signer],
    to: &Path,
    out: &mut impl Write,
) -> io::Result<()> {
    let entries = counted(file.entries.len(), "entry", "entries");
    line!(out, "The file is made: {}. It has not been sent.", to.display())?;
    line!(out, "  dispute   {dispute}")?;
    line!(out, "  holds     {entries}")?;
    if others.is_empty() {
        return line!(out, "  sealed    to nobody; the reason is noted in the dispute");
    }
    for who in others {
        line!(out, "  sealed    to {}", signer(who))?;
    }
    Ok(())
}
