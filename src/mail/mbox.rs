//! A mailbox in one file, message by message.
//!
//! The one idea: *one message is in memory at a time.* A line that begins with `From ` after an empty line, or first of
//! all, begins the next (RFC 4155); so does one that goes on with a sender and a moment, for programs forget the empty
//! line. A `>` that was put before such a line is taken off again. A message that is larger than any that is read is
//! passed over, and said to be.

use std::io::{self, BufRead};

use super::MOST_BYTES;

/// The messages of a mailbox; of one that is too large, nothing but that.
#[derive(Debug)]
pub struct Mbox<R> {
    input: R,
    has_begun: bool,
    is_over: bool,
}

/// A message of a mailbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// Its bytes.
    Message(Vec<u8>),
    /// It is larger than [`MOST_BYTES`].
    TooLarge,
}

/// Whether these are the first bytes of a mailbox, after empty lines or none.
pub fn is_mbox(begin: &[u8]) -> bool {
    begin.trim_ascii_start().starts_with(b"From ")
}

/// Whether a line says who sent a message and when, as `From desk@council.example Mon Nov 23 09:15:00 2026`: no
/// sentence of a letter does.
fn says_when(line: &[u8]) -> bool {
    let words = Vec::from_iter(line.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty()).take(12));
    let is_time = |word: &[u8]| {
        let parts = Vec::from_iter(word.split(|byte| *byte == b':'));
        parts.len() >= 2 && parts.iter().all(|part| part.len() == 2 && part.iter().all(u8::is_ascii_digit))
    };
    words.windows(4).skip(1).any(|words| {
        let [weekday, month, day, time] = words else { return false };
        DAYS.contains(weekday)
            && MONTHS.contains(month)
            && day.len() <= 2
            && day.iter().all(u8::is_ascii_digit)
            && is_time(time)
    })
}

const DAYS: [&[u8]; 7] = [b"Mon", b"Tue", b"Wed", b"Thu", b"Fri", b"Sat", b"Sun"];
const MONTHS: [&[u8]; 12] =
    [b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec"];

/// No more of a line than this is held at once.
const PIECE: u64 = 65_536;

impl<R: BufRead> Mbox<R> {
    /// Reads from here.
    pub fn new(input: R) -> Self {
        Self { input, has_begun: false, is_over: false }
    }

    fn next_message(&mut self) -> io::Result<Option<Found>> {
        if self.is_over {
            return Ok(None);
        }
        let (mut message, mut is_too_large) = (Vec::new(), false);
        let (mut after_empty, mut at_start) = (!self.has_begun, true);
        let mut piece = Vec::new();
        loop {
            piece.clear();
            if io::Read::take(&mut self.input, PIECE).read_until(b'\n', &mut piece)? == 0 {
                self.is_over = true;
                break;
            }
            let is_line_end = piece.ends_with(b"\n");
            let begins = at_start && piece.starts_with(b"From ") && (after_empty || says_when(&piece));
            if begins {
                // The rest of this line belongs to it.
                let mut more = !is_line_end;
                while more {
                    piece.clear();
                    let read = io::Read::take(&mut self.input, PIECE).read_until(b'\n', &mut piece)?;
                    more = read > 0 && !piece.ends_with(b"\n");
                }
                if std::mem::replace(&mut self.has_begun, true) {
                    break;
                }
                (after_empty, at_start) = (false, true);
                continue;
            }
            after_empty = at_start && matches!(piece.as_slice(), b"\n" | b"\r\n");
            if !self.has_begun {
                // Empty lines before the first.
                (after_empty, at_start) = (true, is_line_end);
                continue;
            }
            let kept = if at_start { unescaped(&piece) } else { &piece };
            if message.len() + kept.len() > MOST_BYTES {
                is_too_large = true;
                message = Vec::new();
            } else if !is_too_large {
                message.extend_from_slice(kept);
            }
            at_start = is_line_end;
        }
        Ok(match (is_too_large, self.has_begun) {
            (true, _) => Some(Found::TooLarge),
            (false, true) => Some(Found::Message(message)),
            (false, false) => None,
        })
    }
}

impl<R: BufRead> Iterator for Mbox<R> {
    type Item = io::Result<Found>;

    fn next(&mut self) -> Option<Self::Item> {
        let next = self.next_message().transpose();
        // What cannot be read now is not read at the next call either.
        self.is_over |= matches!(next, Some(Err(_)));
        next
    }
}

/// A line without the mark that kept it from beginning a message.
fn unescaped(line: &[u8]) -> &[u8] {
    let marks = line.iter().take_while(|byte| **byte == b'>').count();
    if marks > 0 && line[marks..].starts_with(b"From ") { &line[1..] } else { line }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(text: &str) -> Vec<String> {
        let found = Mbox::new(text.as_bytes()).map(|found| match found.expect("read") {
            Found::Message(bytes) => String::from_utf8(bytes).expect("text"),
            Found::TooLarge => "too large".to_owned(),
        });
        found.collect()
    }

    #[test]
    fn a_line_begins_a_message_only_after_an_empty_one() {
        let text = "From a Mon\nA: 1\n\none\nFrom here on\n>From there\n>>From\n>> From\n\nFrom b Tue\r\nB: 2\r\n\r\n\r\nFrom c\nC: 3";
        let expected =
            ["A: 1\n\none\nFrom here on\nFrom there\n>>From\n>> From\n\n", "B: 2\r\n\r\n\r\n", "C: 3"];
        assert_eq!(messages(text), expected);
        assert_eq!(messages("From a\n\nFrom b\n"), ["\n", ""]);
        assert!(messages("").is_empty());
    }

    #[test]
    fn what_programs_forget_or_add_costs_no_message() {
        assert!(is_mbox(b"\r\n\nFrom a") && !is_mbox(b"\nFrom: a") && !is_mbox(b"Subject: a\n\nFrom a"));
        assert_eq!(messages("\n\r\nFrom a\nA: 1\n"), ["A: 1\n"]);
        let text = "From a Mon\nA: 1\n\none\nFrom desk@council.example Mon Nov 23 09:15:00 2026\r\nB: 2\n\nx\n\
                    From Mon Nov to Tue, at 10:15, I was there.\nFrom my side: Mon Nov 3rd\n\
                    From b Tue Nov  3 9:1 2026\nFrom - Tue Nov  3 09:15 2026 +0100\nC: 3\n";
        let second = "B: 2\n\nx\nFrom Mon Nov to Tue, at 10:15, I was there.\nFrom my side: Mon Nov 3rd\n\
                      From b Tue Nov  3 9:1 2026\n";
        assert_eq!(messages(text), ["A: 1\n\none\n", second, "C: 3\n"]);
    }

    #[test]
    fn a_message_that_is_too_large_is_passed_over() {
        let line = "x".repeat(100_000) + "\n";
        let text = format!("From a\nA: 1\n\n{}\nFrom b\nB: 2\n", line.repeat(MOST_BYTES / line.len() + 1));
        assert_eq!(messages(&text), ["too large", "B: 2\n"]);
        // In one line, too, and with one that begins no message in its middle.
        let text = format!("From a\nA: {}From b\nB\n\nFrom c\nC: 3\n", "y".repeat(MOST_BYTES));
        assert_eq!(messages(&text), ["too large", "C: 3\n"]);
    }
}
