//! `accord intake SOURCE --desk DIR`: what a mailbox brings into the desk's casebook.
//!
//! Every message is listed: what was taken in from it, or why it is left as it is. The exit code is 0 when each
//! file of ours that was found was taken in and everything could be read; messages without one are no failure.

mod source;

use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;

use serde_json::{Value, json};

use super::lines::{line, progress};
use super::{Failure, Output, Verdict, files, lines, secret};
use crate::casebook::dates::counted;
use crate::casebook::desk::{LookedAt, OwnCasebook};
use crate::casebook::views::{Imported, Told};
use source::Item;

/// What came of everything.
#[derive(Default)]
struct Sum {
    looked: usize,
    taken: usize,
    refused: usize,
    unread: usize,
    nothing: usize,
    added: usize,
    receipts: usize,
    written: usize,
    disputes: BTreeSet<String>,
    /// For `--json`: a line for each file that was taken in, and for each message or file that was left.
    listed: (Vec<Value>, Vec<Value>),
}

/// Runs the command.
pub fn run(
    source: &Path,
    desk: &Path,
    replies: Option<&Path>,
    output: Output,
    out: &mut impl Write,
) -> Result<Verdict, Failure> {
    let book = OwnCasebook::open(desk, &secret::asked("casebook", false)?)?;
    let mut sum = Sum::default();
    if let Some(dir) = replies {
        files::folder(dir)?;
    }
    let done = source::each(source, |place, item| {
        sum.looked += 1;
        progress(sum.looked);
        let (seen, is_read) = match item {
            Item::Bytes(bytes) => (book.take_in(&bytes)?, true),
            Item::TooLarge => (left(OwnCasebook::too_large()), true),
            Item::Unreadable(told) => (left(told), false),
        };
        if let Some(dir) = replies {
            for reply in seen.replies() {
                sum.written += usize::from(files::write_once(&dir.join(&reply.name), &reply.bytes)?);
            }
        }
        sum.note(place, &seen, is_read, output);
        if output.json { Ok(()) } else { as_text(place, &seen, out) }
    });
    // What was taken in before something failed stays, and is told.
    if let Err(error) = done {
        if !output.json && sum.looked > 0 {
            sum.told(out)?;
        }
        return Err(error);
    }
    if output.json {
        lines::object(out, &sum.as_json())?;
    } else {
        sum.told(out)?;
    }
    Ok(sum.verdict())
}

fn left(why: Told) -> LookedAt {
    LookedAt { left: Some(why), ..LookedAt::default() }
}

fn as_text(place: &str, seen: &LookedAt, out: &mut impl Write) -> Result<(), Failure> {
    let mut about: Vec<String> = seen.from.iter().map(|from| format!("from {from}")).collect();
    about.extend(seen.day.clone());
    let about = if about.is_empty() { String::new() } else { format!(" ({})", about.join(", ")) };
    let word = if seen.files.iter().any(Result::is_ok) { "taken " } else { "left  " };
    line!(out, "{word}  {place}{about}")?;
    for file in &seen.files {
        match file {
            Ok(imported) => line!(out, "        {}: {}", imported.dispute, brought(imported))?,
            Err(told) => line!(out, "        refused: {} {}", told.happened, told.to_do)?,
        }
    }
    if let Some(told) = &seen.left {
        line!(out, "        {} {}", told.happened, told.to_do)?;
    }
    Ok(())
}

fn brought(imported: &Imported) -> String {
    let mut parts = Vec::new();
    if imported.added > 0 {
        parts.push(counted(imported.added, "new entry", "new entries"));
    }
    if imported.words_back > 0 {
        parts.push(format!("the words of {}", counted(imported.words_back, "entry", "entries")));
    }
    if parts.is_empty() { "nothing new".to_owned() } else { parts.join(", ") }
}

impl Sum {
    fn note(&mut self, place: &str, seen: &LookedAt, is_read: bool, output: Output) {
        let line = |more: Value| {
            let numbers: Vec<i64> = seen.receipts.iter().map(|receipt| receipt.number).collect();
            let mut line = json!({"place": place, "from": seen.from, "day": seen.day, "receipts": numbers});
            if let (Some(line), Value::Object(more)) = (line.as_object_mut(), more) {
                line.extend(more);
            }
            line
        };
        let why = |told: &Told| json!({"happened": told.happened, "to_do": told.to_do});
        self.receipts += seen.receipts.iter().filter(|receipt| receipt.is_new).count();
        for file in &seen.files {
            match file {
                Ok(Imported { dispute, added, words_back }) => {
                    self.taken += 1;
                    self.added += added;
                    self.disputes.insert(dispute.clone());
                    if output.json {
                        let more = json!({"dispute": dispute, "added": added, "words_back": words_back});
                        self.listed.0.push(line(more));
                    }
                }
                Err(told) => {
                    self.refused += 1;
                    if output.json {
                        self.listed.1.push(line(why(told)));
                    }
                }
            }
        }
        if let Some(told) = &seen.left {
            if is_read {
                self.nothing += 1;
            } else {
                self.unread += 1;
            }
            if output.json {
                self.listed.1.push(line(why(told)));
            }
        }
    }

    fn verdict(&self) -> Verdict {
        if self.refused == 0 && self.unread == 0 { Verdict::Holds } else { Verdict::Fails }
    }

    fn told(&self, out: &mut impl Write) -> Result<(), Failure> {
        let looked = counted(self.looked, "message was", "messages were");
        let taken = counted(self.taken, "file", "files");
        let entries = counted(self.added, "new entry", "new entries");
        let disputes = counted(self.disputes.len(), "dispute", "disputes");
        line!(out, "{looked} looked at; {taken} of {disputes} taken in, with {entries}.")?;
        if self.receipts > 0 {
            line!(out, "  signed    {}", counted(self.receipts, "receipt", "receipts"))?;
        }
        if self.written > 0 {
            line!(out, "  written   {} to send back", counted(self.written, "file", "files"))?;
        }
        if self.nothing > 0 {
            line!(out, "  left      {}", counted(self.nothing, "message as it is", "messages as they are"))?;
        }
        if self.refused > 0 {
            line!(out, "  refused   {}", counted(self.refused, "file", "files"))?;
        }
        if self.unread > 0 {
            line!(out, "  unread    {}", counted(self.unread, "file", "files"))?;
        }
        Ok(())
    }

    fn as_json(&self) -> Value {
        json!({
            "holds": self.verdict() == Verdict::Holds,
            "looked_at": self.looked,
            "taken": self.listed.0,
            "left": self.listed.1,
            "receipts": self.receipts,
            "written": self.written,
        })
    }
}
