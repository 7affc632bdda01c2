//! What came of a source: every message counted, a line for each in `--json`, and the words and the exit code of it all.

use std::collections::BTreeSet;
use std::io::Write;

use serde_json::{Value, json};

use super::super::lines::line;
use super::super::{Failure, Output, Verdict};
use super::outbox::Sent;
use crate::casebook::dates::counted;
use crate::casebook::desk::{Answer, LookedAt};
use crate::casebook::views::{Imported, Told};

/// What came of everything.
#[derive(Default)]
pub(super) struct Sum {
    pub(super) looked: usize,
    pub(super) taken: usize,
    pub(super) refused: usize,
    pub(super) unread: usize,
    pub(super) for_others: usize,
    pub(super) left_out: usize,
    pub(super) asks: usize,
    pub(super) nothing: usize,
    pub(super) added: usize,
    pub(super) receipts: usize,
    pub(super) written: usize,
    pub(super) sending: Option<Sent>,
    pub(super) disputes: BTreeSet<String>,
    /// For `--json`: a line for each file that was taken in, and for each message or file that was left.
    pub(super) listed: (Vec<Value>, Vec<Value>),
}

/// Where the lines of a message stand in either list: from, to.
pub(super) type Lines = ((usize, usize), (usize, usize));

fn numbers(answer: &Answer) -> Vec<i64> {
    answer.receipts.iter().map(|receipt| receipt.number).collect()
}

/// What happened, and what to do.
fn why(told: &Told) -> Value {
    json!({"happened": told.happened, "to_do": told.to_do})
}

impl Sum {
    /// Counts a message, and gives where its lines begin.
    pub(super) fn note(&mut self, place: &str, seen: &LookedAt, is_read: bool, output: Output) -> Lines {
        let begin = self.ends();
        let line = |more: Value| {
            let numbers = numbers(&seen.answer);
            let mut line = json!({"place": place, "from": seen.from, "day": seen.day, "receipts": numbers});
            if let (Some(line), Value::Object(more)) = (line.as_object_mut(), more) {
                line.extend(more);
            }
            line
        };
        let listed = |told: &Told, kind: &str| {
            let mut why = why(told);
            why["why"] = kind.into();
            line(why)
        };
        self.for_others += seen.for_others;
        self.left_out += seen.left_out;
        self.asks += usize::from(seen.asks.is_some());
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
                        self.listed.1.push(listed(told, "refused"));
                    }
                }
            }
        }
        if seen.left.is_some() {
            if is_read {
                self.nothing += 1;
            } else {
                self.unread += 1;
            }
        }
        if let Some(told) = seen.left.as_ref().or(seen.asks.as_ref()).filter(|_| output.json) {
            let kind = match seen {
                _ if !is_read => "unread",
                LookedAt { asks: Some(_), .. } => "asks",
                LookedAt { for_others: 1.., .. } => "for-others",
                LookedAt { .. } => "nothing",
            };
            self.listed.1.push(listed(told, kind));
        }
        if let Some(told) = seen.more().filter(|_| output.json) {
            let mut more = listed(&told, "left-out");
            more["files"] = seen.left_out.into();
            self.listed.1.push(more);
        }
        (begin, self.ends())
    }

    /// How many lines there are of either kind.
    fn ends(&self) -> (usize, usize) {
        (self.listed.0.len(), self.listed.1.len())
    }

    /// Puts the receipts of an answer into the lines of its message.
    pub(super) fn receipted(&mut self, (begin, end): Lines, answer: &Answer) {
        let of_it = self.listed.0[begin.0..end.0].iter_mut().chain(&mut self.listed.1[begin.1..end.1]);
        of_it.for_each(|line| line["receipts"] = numbers(answer).into());
    }

    pub(super) fn verdict(&self) -> Verdict {
        let stopped = self.sending.as_ref().is_some_and(|of| of.stopped.is_some());
        let unwanted = self.sending.as_ref().is_some_and(|of| !of.unsent.is_empty());
        let for_a_person = self.refused > 0 || self.left_out > 0 || self.asks > 0 || unwanted;
        match (self.unread > 0 || stopped, for_a_person) {
            (true, _) => Verdict::Fails,
            (false, true) => Verdict::ForAPerson,
            (false, false) => Verdict::Holds,
        }
    }

    pub(super) fn told(&self, out: &mut impl Write) -> Result<(), Failure> {
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
        if let Some(Sent { sent, unsent, stopped }) = &self.sending {
            line!(out, "  sent      {}", counted(*sent, "answer", "answers"))?;
            for (name, told) in unsent {
                line!(out, "  unsent    {name}: {} {}", told.happened, told.to_do)?;
            }
            if let Some((told, waiting)) = stopped {
                let waiting = counted(*waiting, "answer", "answers");
                line!(out, "  unsent    {waiting}: {} {}", told.happened, told.to_do)?;
            }
        }
        if self.nothing > 0 {
            line!(out, "  left      {}", counted(self.nothing, "message as it is", "messages as they are"))?;
        }
        if self.for_others > 0 {
            let files = counted(self.for_others, "file is", "files are");
            line!(out, "  others    {files} sealed for other people than this desk")?;
        }
        if self.asks > 0 {
            let asks = counted(self.asks, "message asks", "messages ask");
            line!(out, "  asks      {asks} to confirm somebody, whom a person is to ring")?;
        }
        if self.refused > 0 {
            let files = counted(self.refused, "file", "files");
            line!(out, "  refused   {files}, for a person to look at")?;
        }
        if self.left_out > 0 {
            let files = counted(self.left_out, "file", "files");
            line!(out, "  left out  {files}, for a person to bring: there were too many in one place")?;
        }
        if self.unread > 0 {
            line!(out, "  unread    {}", counted(self.unread, "file", "files"))?;
        }
        Ok(())
    }

    pub(super) fn as_json(&self) -> Value {
        let mut whole = json!({
            "holds": self.verdict() == Verdict::Holds,
            "looked_at": self.looked,
            "taken": self.listed.0,
            "left": self.listed.1,
            "receipts": self.receipts,
            "written": self.written,
            "for_others": self.for_others,
            "left_out": self.left_out,
            "asks": self.asks,
            "refused": self.refused,
            "unread": self.unread,
        });
        if let Some(Sent { sent, unsent, stopped }) = &self.sending {
            let unsent: Vec<Value> =
                unsent.iter().map(|(name, told)| json!({"file": name, "why": why(told)})).collect();
            let stopped =
                stopped.as_ref().map(|(told, waiting)| json!({"waiting": waiting, "why": why(told)}));
            whole["sending"] = json!({"sent": sent, "unsent": unsent, "stopped": stopped});
        }
        whole
    }
}
