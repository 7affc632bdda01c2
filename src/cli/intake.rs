//! `accord intake SOURCE --desk DIR`: what a mailbox brings into the desk's casebook.
//!
//! Every message is listed: what was taken in from it, or why it is left as it is.
//!
//! The one idea: *a mailbox is shared, so what concerns others is no failure.* The exit code is 0 when all that concerns this
//! desk was taken in: messages without a file of ours, and files that are sealed for other people, are listed and counted.
//! It is 3 where somebody is to do something (a file was refused, or left out for there were too many, a person asks to be
//! confirmed, an answer is not wanted by its address), and 1 where the same command is to be run again, for something could not be read or sent.

mod bar;
mod outbox;
mod server;
mod source;

use std::collections::BTreeSet;
use std::io::Write;
use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Args;
use serde_json::{Value, json};

use super::lines::line;
use super::members::day;
use super::post::{self, By, Server};
use super::{Failure, Output, Verdict, files, lines, secret};
use crate::casebook::dates::counted;
use crate::casebook::desk::{LookedAt, OwnCasebook, is_address};
use crate::casebook::views::{Imported, Told};
use crate::post::address::{For, is_mailbox};
use crate::post::line::Unencrypted;
use bar::{Bar, Far};
use outbox::Sent;
use source::Item;

/// What is ordered.
#[derive(Debug, Args)]
pub struct Intake {
    /// A folder of files, a mailbox in one file (mbox), a Maildir, one message, or a folder of a mailbox on a server, as
    /// imaps://user@host/INBOX.
    ///
    /// imap:// turns to TLS by a command. An @ in the user name may stand as it is; other signs are written as in any
    /// address, a space as %20.
    source: PathBuf,
    /// The folder of the casebook.
    #[arg(long, value_name = "DIR")]
    desk: PathBuf,
    /// A folder for the answers that take the register's receipts back, ready to be sent: one for each message.
    #[arg(long, value_name = "DIR")]
    replies: Option<PathBuf>,
    /// Sends the answers that lie in that folder and were not sent, through a server, as smtps://user@host.
    ///
    /// smtp:// turns to TLS by a command. Beside each answer that was sent lies a file that says so, and it is not sent
    /// again.
    #[arg(long, value_name = "SERVER", requires = "replies")]
    send: Option<String>,
    /// Whom the answers that are sent come from; otherwise the user of --send, where that is an address.
    #[arg(long, value_name = "ADDRESS", requires = "send")]
    from: Option<String>,
    /// Looks only at messages that came into the mailbox on a server on this day or later, as 2026-11-22.
    #[arg(long, value_name = "DAY", value_parser = day)]
    since: Option<NaiveDate>,
    /// Logs in with access tokens in place of passwords, as Microsoft 365 and Google want it (XOAUTH2).
    ///
    /// Accord gets none itself: a program that is registered with the service does, and one lasts about an hour.
    #[arg(long)]
    oauth: bool,
    /// Certificates of authorities to trust besides those that this machine trusts, as PEM.
    #[arg(long, value_name = "FILE")]
    trust_ca: Option<PathBuf>,
    /// Goes without encryption where a server offers none: whoever is on the way can read the password and the mail.
    #[arg(long)]
    unencrypted: bool,
    #[command(flatten)]
    pub(super) output: Output,
}

/// What came of everything.
#[derive(Default)]
struct Sum {
    looked: usize,
    taken: usize,
    refused: usize,
    unread: usize,
    for_others: usize,
    left_out: usize,
    asks: usize,
    nothing: usize,
    added: usize,
    receipts: usize,
    written: usize,
    sending: Option<Sent>,
    disputes: BTreeSet<String>,
    /// For `--json`: a line for each file that was taken in, and for each message or file that was left.
    listed: (Vec<Value>, Vec<Value>),
}

/// Runs the command.
pub fn run(asked: &Intake, out: &mut impl Write) -> Result<Verdict, Failure> {
    let output = asked.output;
    let unencrypted = if asked.unencrypted { Unencrypted::Anywhere } else { Unencrypted::Here };
    let terms = || post::terms(asked.trust_ca.as_deref(), unencrypted);
    let address = asked.source.to_str().filter(|source| is_mailbox(source));
    if address.is_none() && asked.since.is_some() {
        return Err(Failure::told(
            "Only a mailbox on a server knows on which day a message came in.",
            "Leave --since out: what is known already brings nothing new.",
        ));
    }
    let passphrase = secret::asked("casebook", false)?;
    // Whatever is asked for is asked for before the work begins.
    let mailbox = address.map(|address| post::server(address, For::Reading, asked.by())).transpose()?;
    let sending = asked.sending()?;
    let book = OwnCasebook::open(&asked.desk, &passphrase)?;
    let mut sum = Sum::default();
    if let Some(dir) = &asked.replies {
        files::folder(dir)?;
    }
    let bar = Bar::new(output);
    let look = |place: &str, item: Item, far: Far| {
        sum.looked += 1;
        let (seen, is_read) = match item {
            Item::Bytes(bytes) => (book.take_in(&bytes)?, true),
            Item::TooLarge => (left(OwnCasebook::too_large()), true),
            Item::NoMailbox => (left(OwnCasebook::no_mailbox()), true),
            Item::Unreadable(told) => (left(told), false),
        };
        if let Some(dir) = &asked.replies {
            for reply in seen.replies() {
                sum.written += usize::from(files::write_once(&dir.join(&reply.name), &reply.bytes)?);
            }
        }
        sum.note(place, &seen, is_read, output);
        let told = if output.json { Ok(()) } else { bar.above(|| as_text(place, &seen, out)) };
        bar.show(far);
        told
    };
    let done = match &mailbox {
        Some(mailbox) => server::each(mailbox, &terms()?, asked.since, look),
        None => source::each(&asked.source, look),
    };
    bar.end();
    // What was taken in before something failed stays, and is told.
    if let Err(error) = done {
        if !output.json && sum.looked > 0 {
            sum.told(out)?;
        }
        return Err(error);
    }
    if let (Some((by, from)), Some(dir)) = (&sending, &asked.replies) {
        sum.sending = Some(outbox::send(dir, by, from, &terms()?)?);
    }
    if output.json {
        lines::object(out, &sum.as_json())?;
    } else {
        sum.told(out)?;
    }
    Ok(sum.verdict())
}

impl Intake {
    fn by(&self) -> By {
        if self.oauth { By::Token } else { By::Password }
    }

    /// The server that sends, and from whom.
    fn sending(&self) -> Result<Option<(Server, String)>, Failure> {
        let Some(text) = &self.send else { return Ok(None) };
        let by = post::server(text, For::Sending, self.by())?;
        let from = self.from.as_ref().or(by.at.user.as_ref()).filter(|from| is_address(from)).cloned();
        match from {
            Some(from) => Ok(Some((by, from))),
            None => Err(Failure::told(
                "Nobody is named whom the answers come from.",
                "Name the desk's address with --from, as desk@council.example.",
            )),
        }
    }
}

fn left(why: Told) -> LookedAt {
    LookedAt { left: Some(why), ..LookedAt::default() }
}

fn as_text(place: &str, seen: &LookedAt, out: &mut impl Write) -> Result<(), Failure> {
    let mut about: Vec<String> = seen.from.iter().map(|from| format!("from {from}")).collect();
    about.extend(seen.day.clone());
    let about = if about.is_empty() { String::new() } else { format!(" ({})", about.join(", ")) };
    let word = match seen.files.iter().any(Result::is_ok) {
        true if seen.left_out > 0 => "part  ",
        true => "taken ",
        false => "left  ",
    };
    line!(out, "{word}  {place}{about}")?;
    for file in &seen.files {
        match file {
            Ok(imported) => line!(out, "        {}: {}", imported.dispute, brought(imported))?,
            Err(told) => line!(out, "        refused: {} {}", told.happened, told.to_do)?,
        }
    }
    if seen.for_others > 0 && seen.left.is_none() {
        let files = counted(seen.for_others, "file is", "files are");
        line!(out, "        {files} sealed for other people than this desk")?;
    }
    for told in seen.left.as_ref().or(seen.asks.as_ref()).into_iter().chain(seen.more().as_ref()) {
        line!(out, "        {} {}", told.happened, told.to_do)?;
    }
    Ok(())
}

/// What happened, and what to do.
fn why(told: &Told) -> Value {
    json!({"happened": told.happened, "to_do": told.to_do})
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
        let listed = |told: &Told, kind: &str| {
            let mut why = why(told);
            why["why"] = kind.into();
            line(why)
        };
        self.for_others += seen.for_others;
        self.left_out += seen.left_out;
        self.asks += usize::from(seen.asks.is_some());
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
    }

    fn verdict(&self) -> Verdict {
        let stopped = self.sending.as_ref().is_some_and(|of| of.stopped.is_some());
        let unwanted = self.sending.as_ref().is_some_and(|of| !of.unsent.is_empty());
        let for_a_person = self.refused > 0 || self.left_out > 0 || self.asks > 0 || unwanted;
        match (self.unread > 0 || stopped, for_a_person) {
            (true, _) => Verdict::Fails,
            (false, true) => Verdict::ForAPerson,
            (false, false) => Verdict::Holds,
        }
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

    fn as_json(&self) -> Value {
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
