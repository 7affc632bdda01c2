//! A mailbox in one file, message by message.
//!
//! The one idea: *one message is in memory at a time.* A line that begins with `From ` after an empty line, or first of
//! all, begins the next (RFC 4155); a `>` that was put before such a line is taken off again. A message that is
//! larger than any that is read is passed over, and said to be.

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

/// Whether these are the first bytes of a mailbox.
pub fn is_mbox(begin: &[u8]) -> bool {
    begin.starts_with(b"From ")
}

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
            if at_start && after_empty && piece.starts_with(b"From ") {
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
            let kept = if at_start { unescaped(&piece) } else { &piece };
            if message.len() + kept.len() > MOST_BYTES {
                is_too_large = true;
                message = Vec::new();
            } else if !is_too_large {
                message.extend_from_slice(kept);
            }
            after_empty = at_start && matches!(piece.as_slice(), b"\n" | b"\r\n");
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
    fn a_message_that_is_too_large_is_passed_over() {
        let line = "x".repeat(100_000) + "\n";
        let text = format!("From a\nA: 1\n\n{}\nFrom b\nB: 2\n", line.repeat(MOST_BYTES / line.len() + 1));
        assert_eq!(messages(&text), ["too large", "B: 2\n"]);
        // In one line, too, and with one that begins no message in its middle.
        let text = format!("From a\nA: {}From b\nB\n\nFrom c\nC: 3\n", "y".repeat(MOST_BYTES));
        assert_eq!(messages(&text), ["too large", "C: 3\n"]);
    }
}
