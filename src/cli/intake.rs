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
mod sum;

use std::io::Write;
use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Args;

use super::lines::line;
use super::members::day;
use super::post::{self, By, Server};
use super::{Failure, Output, Verdict, files, lines, secret};
use crate::casebook::dates::counted;
use crate::casebook::desk::{Answer, LookedAt, OwnCasebook, is_address};
use crate::casebook::views::{Imported, Told};
use crate::post::address::{For, is_mailbox};
use crate::post::line::Unencrypted;
use bar::{Bar, Far, Unit};
use source::Item;
use sum::Sum;

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
    let book = super::desk::unlocked(&asked.desk, &passphrase)?;
    let mut sum = Sum::default();
    if let Some(dir) = &asked.replies {
        files::folder(dir)?;
    }
    let bar = Bar::new(output);
    let mut waiting = Vec::new();
    let look = |place: &str, item: Item, far: Far| {
        sum.looked += 1;
        let (seen, is_read) = match item {
            Item::Bytes(bytes) => (book.take_in(&bytes)?, true),
            Item::TooLarge => (left(OwnCasebook::too_large()), true),
            Item::NoMailbox => (left(OwnCasebook::no_mailbox()), true),
            Item::Unreadable(told) => (left(told), false),
        };
        let lines = sum.note(place, &seen, is_read, output);
        if seen.answer.unsigned.is_empty() {
            sum.written += asked.answered(&seen.answer)?;
        } else {
            waiting.push((seen.answer.clone(), lines));
        }
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
    let (bar, of) = (Bar::new(output), waiting.len() as u64);
    let mut signing = book.signing();
    for (done, (answer, lines)) in (1..).zip(waiting) {
        let answer = signing.complete(answer)?;
        sum.written += asked.answered(&answer)?;
        sum.receipted(lines, &answer);
        bar.show(Far { done, of, unit: Unit::Answers });
    }
    bar.end();
    sum.receipts = signing.how_many();
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
    /// Writes an answer where it is not there yet, and gives how many files that were.
    fn answered(&self, answer: &Answer) -> Result<usize, Failure> {
        let Some(dir) = &self.replies else { return Ok(0) };
        let mut written = 0;
        for reply in answer.replies() {
            written += usize::from(files::write_once(&dir.join(&reply.name), &reply.bytes)?);
        }
        Ok(written)
    }

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
