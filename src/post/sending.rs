//! Letters that are handed over to a server, over SMTP.
//!
//! The one idea: *a letter is sent when the server has said that it has it*, and each by itself: one recipient that is
//! refused is told, and the next letter goes. What is sent has one recipient and is ASCII, so nothing of the protocol
//! beyond 1982 and its login is needed.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::IpAddr;

use zeroize::Zeroizing;

use super::Trouble;
use super::address::{Address, Encrypted};
use super::line::{Line, SHORT, Terms};
use super::secret::{Secret, encoded, plain, xoauth2};

/// A server that takes letters.
#[derive(Debug)]
pub struct Sending {
    line: BufReader<Line>,
    /// What it says that it can, in capitals.
    can: Vec<String>,
}

/// What became of a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Became {
    /// The server has it.
    Sent,
    /// The server does not take it; what it says.
    Refused(String),
}

/// An answer: its number, and what it says line by line.
struct Answer {
    code: u16,
    says: Vec<String>,
}

impl Answer {
    fn is_good(&self) -> bool {
        (200..300).contains(&self.code)
    }

    fn text(&self) -> String {
        [&self.code.to_string(), " ", &self.says.join(" ")].concat()
    }
}

impl Sending {
    /// Opens a line to a server, and logs in where the address names a user.
    ///
    /// # Errors
    /// [`Trouble`] says why not.
    pub fn open(at: &Address, secret: Option<Secret<'_>>, terms: &Terms) -> Result<Self, Trouble> {
        let mut sending = Self { line: BufReader::new(Line::to(at, terms)?), can: Vec::new() };
        let greeting = sending.answer()?;
        good(greeting)?;
        sending.introduce()?;
        if at.encrypted == Encrypted::ByCommand && sending.can("STARTTLS").is_some() {
            good(sending.ask("STARTTLS")?)?;
            // What came after the answer came unencrypted, from whoever.
            if !sending.line.buffer().is_empty() {
                return Err(Trouble::NoAnswer);
            }
            let line = sending.line.into_inner().encrypted(&at.host, terms)?;
            sending = Self { line: BufReader::new(line), can: Vec::new() };
            sending.introduce()?;
        }
        sending.line.get_ref().check(terms)?;
        if let (Some(user), Some(secret)) = (&at.user, secret) {
            sending.log_in(user, secret)?;
        }
        Ok(sending)
    }

    /// Hands a letter over. An address is plain: it holds no space and no angle bracket.
    ///
    /// # Errors
    /// [`Trouble`] where the server can be used no further.
    pub fn send(&mut self, from: &str, to: &str, letter: &[u8]) -> Result<Became, Trouble> {
        let asked = [["MAIL FROM:<", from, ">"].concat(), ["RCPT TO:<", to, ">"].concat(), "DATA".to_owned()];
        for command in asked {
            let answer = self.ask(&command)?;
            let is_wanted = if command == "DATA" { answer.code == 354 } else { answer.is_good() };
            if !is_wanted {
                self.ask("RSET")?;
                return Ok(Became::Refused(answer.text()));
            }
        }
        let stuffed = stuffed(letter);
        self.line.get_mut().write_all(&stuffed)?;
        self.line.get_mut().flush()?;
        let answer = self.answer()?;
        Ok(if answer.is_good() { Became::Sent } else { Became::Refused(answer.text()) })
    }

    /// Takes leave. Nothing rests on it.
    pub fn close(mut self) {
        let _ = self.ask("QUIT");
    }

    /// Says who is here: as what it is, so that no name of a machine leaves it.
    fn introduce(&mut self) -> Result<(), Trouble> {
        let name = match self.line.get_ref().own_address().map(|address| address.ip()) {
            Some(IpAddr::V4(own)) => format!("[{own}]"),
            Some(IpAddr::V6(own)) => format!("[IPv6:{own}]"),
            None => "[127.0.0.1]".to_owned(),
        };
        let answer = self.ask(&["EHLO ", &name].concat())?;
        self.can = answer.says.iter().skip(1).map(|line| line.to_ascii_uppercase()).collect();
        good(answer)
    }

    /// What stands beside a word that the server says it can.
    fn can(&self, word: &str) -> Option<&str> {
        self.can.iter().find_map(|line| {
            let rest = line.strip_prefix(word)?;
            (rest.is_empty() || rest.starts_with(' ')).then_some(rest)
        })
    }

    fn log_in(&mut self, user: &str, secret: Secret<'_>) -> Result<(), Trouble> {
        let ways = self.can("AUTH").unwrap_or_default().to_owned();
        let has = |way: &str| ways.split_whitespace().any(|other| other == way);
        let mut begin = |way: &str, said: &str| self.ask(&Zeroizing::new(["AUTH ", way, " ", said].concat()));
        let answer = match secret {
            Secret::Token(token) if has("XOAUTH2") => {
                let answer = begin("XOAUTH2", &xoauth2(user, token))?;
                // It has said why not, and waits for an empty line before it says so again.
                if answer.code == 334 { self.ask("")? } else { answer }
            }
            Secret::Token(_) => {
                let says = "it offers no way to log in with an access token";
                return Err(Trouble::Login(says.to_owned()));
            }
            Secret::Password(password) if has("PLAIN") => begin("PLAIN", &plain(user, password))?,
            Secret::Password(password) if has("LOGIN") => {
                let mut answer = self.ask("AUTH LOGIN")?;
                for told in [user, password] {
                    if answer.code == 334 {
                        answer = self.ask(&encoded(told))?;
                    }
                }
                answer
            }
            Secret::Password(_) => {
                let says = "it offers no way to log in with a password";
                return Err(Trouble::Login(says.to_owned()));
            }
        };
        if answer.is_good() { Ok(()) } else { Err(Trouble::Login(answer.text())) }
    }

    fn ask(&mut self, command: &str) -> Result<Answer, Trouble> {
        let said = Zeroizing::new([command, "\r\n"].concat());
        self.line.get_mut().write_all(said.as_bytes())?;
        self.line.get_mut().flush()?;
        self.answer()
    }

    fn answer(&mut self) -> Result<Answer, Trouble> {
        self.line.get_mut().expect(SHORT);
        let mut answer = Answer { code: 0, says: Vec::new() };
        loop {
            let mut line = Vec::new();
            self.line.by_ref().take(SHORT).read_until(b'\n', &mut line)?;
            let line = String::from_utf8_lossy(&line).trim_end().to_owned();
            if line.is_empty() {
                return Err(Trouble::Closed(answer.says.join(" ")));
            }
            let code = line.get(..3).and_then(|digits| digits.parse().ok()).ok_or(Trouble::NoAnswer)?;
            if answer.code != 0 && code != answer.code {
                return Err(Trouble::NoAnswer);
            }
            answer.code = code;
            answer.says.push(line.get(4..).unwrap_or_default().to_owned());
            if !line[3..].starts_with('-') {
                break;
            }
        }
        // It takes its leave.
        if answer.code == 421 { Err(Trouble::Closed(answer.text())) } else { Ok(answer) }
    }
}

fn good(answer: Answer) -> Result<(), Trouble> {
    if answer.is_good() { Ok(()) } else { Err(Trouble::Refused(answer.text())) }
}

/// With its end, and a full stop more before each line that begins with one.
fn stuffed(letter: &[u8]) -> Vec<u8> {
    let mut stuffed = Vec::with_capacity(letter.len() + 16);
    let letter = letter.strip_suffix(b"\r\n").unwrap_or(letter);
    for line in letter.split_inclusive(|byte| *byte == b'\n') {
        if line.starts_with(b".") {
            stuffed.push(b'.');
        }
        stuffed.extend_from_slice(line);
    }
    stuffed.extend_from_slice(b"\r\n.\r\n");
    stuffed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_ends_where_it_ends() {
        assert_eq!(stuffed(b"a\r\n.\r\n..b\r\n"), b"a\r\n..\r\n...b\r\n.\r\n");
        assert_eq!(stuffed(b"a"), b"a\r\n.\r\n");
    }
}
