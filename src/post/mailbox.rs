//! A folder of a mailbox on a server, read over IMAP.
//!
//! The one idea: *nothing is asked for that could change anything.* EXAMINE opens a folder for reading alone, and
//! BODY.PEEK takes a message without marking it as read. How large a message is, is asked before it is; then several
//! are asked for at once and handed on one by one, so the memory that is needed is that of one message. Of an answer
//! nothing is parsed but numbers, sizes and bytes: what servers say about the structure of a message is often wrong.

mod nesting;
mod spacing;

use std::collections::BTreeMap;
use std::io::{Read, Write};

use chrono::NaiveDate;
use imap_proto::{AttributeValue, MailboxDatum, Outcome, Response, Status};
use zeroize::Zeroizing;

use super::Trouble;
use super::address::{Address, Encrypted};
use super::folder_name;
use super::line::{Line, SHORT, Terms};
use super::secret::{Secret, plain, xoauth2};

/// What the numbers of all messages of a folder may have, in bytes: those of a million.
const NUMBERS: u64 = 12_000_000;
/// How many sizes are asked for at once.
const AT_ONCE: usize = 200;
/// How many bytes of messages are asked for at once; a larger one by itself.
const BYTES_AT_ONCE: u64 = 4_000_000;
/// What stands beside the bytes of messages that were asked for, at most. Some servers say a size that is not exact.
const BESIDE: u64 = 2_000_000;
const PIECE: usize = 16_384;
const MOST_FOLDERS: usize = 20;

/// A folder of a mailbox, open for reading.
#[derive(Debug)]
pub struct Mailbox {
    line: Line,
    /// What came and was not looked at.
    came: Vec<u8>,
    commands: u32,
    /// What the server said before it ended the connection.
    last_words: String,
}

/// A message.
#[derive(Debug)]
pub enum Found<'a> {
    /// Its bytes.
    Message(&'a [u8]),
    /// It is larger than any that is wanted, and was not asked for.
    TooLarge,
    /// The server has it and does not hand it out; what it says.
    Withheld(&'a str),
}

/// How a command ended.
enum Ended {
    Well,
    /// As the server says it.
    Badly(String),
}

/// Something that came.
enum Came {
    Data,
    Asked,
    Ended(Ended),
}

impl Mailbox {
    /// Opens the folder that the address names, or INBOX.
    ///
    /// # Errors
    /// [`Trouble`] says why not.
    pub fn open(at: &Address, secret: Secret<'_>, terms: &Terms) -> Result<Self, Trouble> {
        let line = Line::to(at, terms)?;
        let mut mailbox = Self { line, came: Vec::new(), commands: 0, last_words: String::new() };
        mailbox.greeted()?;
        if at.encrypted == Encrypted::ByCommand {
            mailbox = mailbox.encrypted(&at.host, terms)?;
        }
        mailbox.line.check(terms)?;
        mailbox.log_in(at.user.as_deref().unwrap_or_default(), secret)?;
        mailbox.examine(at.folder.as_deref().unwrap_or("INBOX"))?;
        Ok(mailbox)
    }

    fn greeted(&mut self) -> Result<(), Trouble> {
        let greeting = self.next(|response| match response {
            Response::Data { status: Status::Ok | Status::PreAuth, .. } => Ok(()),
            Response::Data { status: Status::Bye, outcome } => Err(Trouble::Refused(said(outcome))),
            _ => Err(Trouble::NoAnswer),
        });
        greeting?
    }

    fn encrypted(mut self, host: &str, terms: &Terms) -> Result<Self, Trouble> {
        match self.ask("STARTTLS")? {
            Ended::Badly(_) => Ok(self),
            // What came after the answer came unencrypted, from whoever.
            Ended::Well if !self.came.is_empty() => Err(Trouble::NoAnswer),
            Ended::Well => Ok(Self { line: self.line.encrypted(host, terms)?, ..self }),
        }
    }

    fn log_in(&mut self, user: &str, secret: Secret<'_>) -> Result<(), Trouble> {
        let ended = match secret {
            Secret::Password(password) if user.is_ascii() && password.is_ascii() => {
                let command = ["LOGIN ", &*quoted(user), " ", &*quoted(password)].concat();
                self.ask(&Zeroizing::new(command))?
            }
            // What stands between quotation marks is ASCII.
            Secret::Password(password) => self.authenticate("PLAIN", &plain(user, password))?,
            Secret::Token(token) => self.authenticate("XOAUTH2", &xoauth2(user, token))?,
        };
        match ended {
            Ended::Well => Ok(()),
            Ended::Badly(says) => Err(Trouble::Login(says)),
        }
    }

    fn authenticate(&mut self, way: &str, answer: &str) -> Result<Ended, Trouble> {
        let command = ["AUTHENTICATE ", way].concat();
        self.run(&command, Some(answer), SHORT, &mut |_| Ok::<(), Trouble>(()))
    }

    fn examine(&mut self, folder: &str) -> Result<(), Trouble> {
        let command = ["EXAMINE ", &*quoted(&folder_name::written(folder))].concat();
        let Ended::Badly(_) = self.ask(&command)? else { return Ok(()) };
        let mut there = Vec::new();
        self.run("LIST \"\" \"*\"", None, NUMBERS, &mut |response| {
            if let Response::MailboxData(MailboxDatum::List(folder)) = response
                && there.len() < MOST_FOLDERS
            {
                there.push(folder_name::read(&folder.name));
            }
            Ok::<(), Trouble>(())
        })?;
        there.sort();
        Err(Trouble::NoFolder(there))
    }

    /// Hands on the messages of the folder, or those that came into it on a day or later, in the order of their numbers, and
    /// how many there are.
    ///
    /// # Errors
    /// What is handed back, and [`Trouble`] with the server.
    pub fn each<E: From<Trouble>>(
        &mut self,
        since: Option<NaiveDate>,
        most: usize,
        hand: &mut dyn FnMut(u32, Found<'_>, usize) -> Result<(), E>,
    ) -> Result<(), E> {
        let numbers = self.numbers(since)?;
        let hand = &mut |number, found: Found<'_>| hand(number, found, numbers.len());
        for some in numbers.chunks(AT_ONCE) {
            let mut wanted: Vec<(u32, u64)> = Vec::new();
            let mut bytes = 0;
            for (number, size) in self.sizes(some)? {
                if bytes + size > BYTES_AT_ONCE || size > most as u64 {
                    self.messages(&wanted, most, hand)?;
                    (wanted, bytes) = (Vec::new(), 0);
                }
                if size > most as u64 {
                    hand(number, Found::TooLarge)?;
                } else {
                    wanted.push((number, size));
                    bytes += size;
                }
            }
            self.messages(&wanted, most, hand)?;
        }
        Ok(())
    }

    fn numbers(&mut self, since: Option<NaiveDate>) -> Result<Vec<u32>, Trouble> {
        let command = match since {
            None => "UID SEARCH ALL".to_owned(),
            Some(day) => ["UID SEARCH SINCE ", &day.format("%-d-%b-%Y").to_string()].concat(),
        };
        let mut numbers = Vec::new();
        let ended = self.run(&command, None, NUMBERS, &mut |response| {
            if let Response::MailboxData(MailboxDatum::Search(found)) = response {
                numbers.extend(found);
            }
            Ok::<(), Trouble>(())
        })?;
        numbers.sort_unstable();
        numbers.dedup();
        ended.well().map(|()| numbers)
    }

    /// How large each is; those that are gone meanwhile are not among them.
    fn sizes(&mut self, numbers: &[u32]) -> Result<BTreeMap<u32, u64>, Trouble> {
        let command = ["UID FETCH ", &set(numbers.iter()), " (UID RFC822.SIZE)"].concat();
        let mut sizes = BTreeMap::new();
        let ended = self.run(&command, None, BESIDE, &mut |response| {
            if let Response::Fetch(_, about) = response
                && let Some(number) = number(about)
                && let Some(size) = about.iter().find_map(|of| match of {
                    AttributeValue::Rfc822Size(size) => Some(u64::from(*size)),
                    _ => None,
                })
                && numbers.contains(&number)
            {
                sizes.insert(number, size);
            }
            Ok::<(), Trouble>(())
        })?;
        ended.well().map(|()| sizes)
    }

    fn messages<E: From<Trouble>>(
        &mut self,
        wanted: &[(u32, u64)],
        most: usize,
        hand: &mut dyn FnMut(u32, Found<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        if wanted.is_empty() {
            return Ok(());
        }
        let mut missing: Vec<u32> = wanted.iter().map(|(number, _)| *number).collect();
        // One byte more than is wanted tells that a message is larger than it was said to be.
        let part = (most + 1).to_string();
        let command = ["UID FETCH ", &set(missing.iter()), " (UID BODY.PEEK[]<0.", &part, ">)"].concat();
        let may_come = wanted.iter().map(|(_, size)| size * 2).sum::<u64>() + BESIDE;
        let ended = self.run(&command, None, may_come, &mut |response| {
            let Response::Fetch(_, about) = response else { return Ok(()) };
            let bytes = about.iter().find_map(|of| match of {
                AttributeValue::BodySection { section: None, data: Some(bytes), .. } => Some(bytes.as_ref()),
                _ => None,
            });
            let place = number(about).and_then(|number| missing.iter().position(|other| *other == number));
            let (Some(bytes), Some(place)) = (bytes, place) else { return Ok(()) };
            let found = if bytes.len() > most { Found::TooLarge } else { Found::Message(bytes) };
            hand(missing.remove(place), found)
        })?;
        let says = match &ended {
            Ended::Well => "",
            Ended::Badly(says) => says,
        };
        missing.into_iter().try_for_each(|number| hand(number, Found::Withheld(says)))
    }

    /// Takes leave. Nothing rests on it.
    pub fn close(mut self) {
        let _ = self.ask("LOGOUT");
    }

    fn ask(&mut self, command: &str) -> Result<Ended, Trouble> {
        self.run(command, None, SHORT, &mut |_| Ok(()))
    }

    /// Runs a command, gives what it is asked for on the way, and hands on what comes until it has ended. Where it asks once
    /// more, it has said why not, and waits for an empty line before it ends.
    fn run<E: From<Trouble>>(
        &mut self,
        command: &str,
        answer: Option<&str>,
        may_come: u64,
        hand: &mut dyn FnMut(&Response<'_>) -> Result<(), E>,
    ) -> Result<Ended, E> {
        let (mut answer, answers) = (answer, answer.is_some());
        self.commands += 1;
        let tag = format!("a{}", self.commands);
        self.line.expect(may_come);
        self.say(&[&tag, " ", command])?;
        loop {
            let mut farewell = None;
            let came = self.next(|response| match response {
                Response::Done { tag: of, status, outcome } if of.0 == tag => Ok(Came::Ended(match status {
                    Status::Ok => Ended::Well,
                    _ => Ended::Badly(said(outcome)),
                })),
                Response::Continue(_) => Ok(Came::Asked),
                Response::Data { status: Status::Bye, outcome } => {
                    farewell = Some(said(outcome));
                    Ok(Came::Data)
                }
                data => hand(data).map(|()| Came::Data),
            })?;
            self.last_words = farewell.unwrap_or_default();
            match came? {
                Came::Ended(ended) => return Ok(ended),
                Came::Asked if answers => self.say(&[answer.take().unwrap_or_default()])?,
                Came::Asked | Came::Data => {}
            }
        }
    }

    fn say(&mut self, parts: &[&str]) -> Result<(), Trouble> {
        let said = Zeroizing::new([&parts.concat(), "\r\n"].concat());
        self.line.write_all(said.as_bytes())?;
        Ok(self.line.flush()?)
    }

    /// Waits for the next thing that the server says.
    fn next<T>(&mut self, take: impl FnOnce(&Response<'_>) -> T) -> Result<T, Trouble> {
        loop {
            if nesting::is_too_deep(&self.came) {
                return Err(Trouble::NoAnswer);
            }
            while let Some(place) = spacing::missing(&self.came) {
                self.came.insert(place, b' ');
            }
            let whole = match Response::parse(&self.came) {
                Ok((rest, response)) => Ok((self.came.len() - rest.len(), response)),
                Err(why) => Err(why.is_incomplete()),
            };
            match whole {
                Ok((length, response)) => {
                    let taken = take(&response);
                    drop(response);
                    self.came.drain(..length);
                    return Ok(taken);
                }
                Err(true) => self.wait()?,
                Err(false) => {
                    let length = unknown(&self.came).ok_or(Trouble::NoAnswer)?;
                    self.came.drain(..length);
                }
            }
        }
    }

    fn wait(&mut self) -> Result<(), Trouble> {
        let held = self.came.len();
        self.came.resize(held + PIECE, 0);
        let read = self.line.read(&mut self.came[held..]);
        self.came.truncate(held + read.as_ref().copied().unwrap_or_default());
        match read? {
            0 => Err(Trouble::Closed(std::mem::take(&mut self.last_words))),
            _ => Ok(()),
        }
    }
}

impl Ended {
    fn well(self) -> Result<(), Trouble> {
        match self {
            Self::Well => Ok(()),
            Self::Badly(says) => Err(Trouble::Refused(says)),
        }
    }
}

/// What it says to people, without a code that the parser does not know.
fn said(outcome: &Outcome<'_>) -> String {
    let text = outcome.information.as_deref().unwrap_or_default();
    let rest = text.strip_prefix('[').and_then(|rest| rest.split_once(']')).map(|(_, rest)| rest);
    rest.unwrap_or(text).trim().to_owned()
}

/// How long a line is that says something which nobody asked for and the parser does not know; none where it could be a
/// message.
fn unknown(came: &[u8]) -> Option<usize> {
    let length = came.windows(2).position(|two| two == b"\r\n")? + 2;
    let line = came[..length].to_ascii_uppercase();
    let is_message = line.windows(5).any(|word| word == b"FETCH");
    (line.starts_with(b"* ") && !is_message && !line.ends_with(b"}\r\n")).then_some(length)
}

fn number(about: &[AttributeValue<'_>]) -> Option<u32> {
    about.iter().find_map(|of| match of {
        AttributeValue::Uid(number) => Some(*number),
        _ => None,
    })
}

/// As `1,3:5,9`.
fn set<'n>(numbers: impl Iterator<Item = &'n u32>) -> String {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for number in numbers {
        match runs.last_mut() {
            Some((_, last)) if last.checked_add(1) == Some(*number) => *last = *number,
            _ => runs.push((*number, *number)),
        }
    }
    let written = runs.iter().map(|(first, last)| {
        if first == last { first.to_string() } else { [first.to_string(), last.to_string()].join(":") }
    });
    written.collect::<Vec<_>>().join(",")
}

/// Between quotation marks. Line breaks were refused where it was read.
fn quoted(text: &str) -> Zeroizing<String> {
    let mut quoted = Zeroizing::new(String::with_capacity(2 * text.len() + 2));
    quoted.push('"');
    for character in text.chars() {
        if matches!(character, '"' | '\\') {
            quoted.push('\\');
        }
        quoted.push(character);
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_asked_for_in_runs() {
        assert_eq!(set([1, 3, 4, 5, 9, u32::MAX].iter()), "1,3:5,9,4294967295");
    }

    #[test]
    fn what_stands_between_quotation_marks_ends_where_it_should() {
        assert_eq!(&*quoted("a\"b\\c"), r#""a\"b\\c""#);
    }

    #[test]
    fn what_nobody_asked_for_is_passed_over_unless_it_could_be_a_message() {
        assert_eq!(unknown(b"* X-NEWS 1 (a b)\r\n* 1 EXISTS\r\n"), Some(18));
        for other in [&b"* 1 fetch (X \r\n"[..], b"* X {3}\r\nabc", b"a1 what\r\n", b"* X"] {
            assert_eq!(unknown(other), None);
        }
    }
}
