//! The answers that lie in a folder, sent: each once.
//!
//! The one idea: *the folder says what was sent.* An answer is written before it is sent, and beside it lies a file
//! `….sent` once the server has said that it has it. Who is killed between the two sends that one again, as the same
//! message with the same id: at least once is what mail can promise. An answer that somebody wrote into is theirs and
//! is left.

use std::path::{Path, PathBuf};

use crate::casebook::desk::{Letter, letter};
use crate::casebook::views::Told;
use crate::cli::post::{self, Server};
use crate::cli::{Failure, files};
use crate::post::Trouble;
use crate::post::line::Terms;
use crate::post::sending::{Became, Sending};

/// What became of the answers that lay there.
#[derive(Debug, Default)]
pub struct Sent {
    /// How many were sent.
    pub sent: usize,
    /// Those that were not, with the reason; they are tried again.
    pub unsent: Vec<(String, Told)>,
    /// Why the server was given no more, and how many are left for that.
    pub stopped: Option<(Told, usize)>,
}

/// Sends what lies in a folder and was not sent.
pub fn send(dir: &Path, by: &Server, from: &str, terms: &Terms) -> Result<Sent, Failure> {
    let waiting: Vec<PathBuf> = files::below(dir, ".eml")?
        .into_iter()
        .filter(|file| is_answer(file) && !mark(file).exists())
        .collect();
    let mut became = Sent::default();
    let mut line = None;
    for (done, file) in waiting.iter().enumerate() {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let Some(Letter { to, bytes }) = letter(&files::read_message(file)?, from) else {
            became.unsent.push((name, theirs()));
            continue;
        };
        match over(&mut line, by, terms).and_then(|line| line.send(from, &to, &bytes)) {
            Ok(Became::Sent) => {
                files::write(&mark(file), format!("to {to} by {}\n", by.at.host).as_bytes())?;
                became.sent += 1;
            }
            Ok(Became::Refused(says)) => became.unsent.push((name, refused(&to, by, &says))),
            Err(trouble) => {
                became.stopped = Some((post::told(&trouble, &by.at), waiting.len() - done));
                return Ok(became);
            }
        }
    }
    if let Some(line) = line {
        line.close();
    }
    Ok(became)
}

/// The line to the server, taken when there is something to send.
fn over<'l>(line: &'l mut Option<Sending>, by: &Server, terms: &Terms) -> Result<&'l mut Sending, Trouble> {
    if line.is_none() {
        *line = Some(Sending::open(&by.at, by.secret(), terms)?);
    }
    line.as_mut().ok_or(Trouble::NotFound)
}

/// Whether it is called as answers are: `receipt-000001-0123456789abcdef.eml`.
fn is_answer(file: &Path) -> bool {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let rest = name.strip_prefix("receipt-").and_then(|rest| rest.strip_suffix(".eml"));
    rest.and_then(|rest| rest.split_once('-')).is_some_and(|(number, token)| {
        number.bytes().all(|byte| byte.is_ascii_digit())
            && token.len() == 16
            && token.bytes().all(|byte| byte.is_ascii_hexdigit())
    })
}

fn mark(file: &Path) -> PathBuf {
    file.with_extension("sent")
}

fn theirs() -> Told {
    Told {
        happened: "Somebody wrote into it, so it was not sent.".to_owned(),
        to_do: "Send it from your mail program; or delete it, and it is written anew.".to_owned(),
        reasons: Vec::new(),
    }
}

fn refused(to: &str, by: &Server, says: &str) -> Told {
    Told {
        happened: format!("{} does not take it for {to}{}.", by.at.host, post::quoted(says)),
        to_do: "Ask the sender for their address; or send it yourself. The next run tries it again."
            .to_owned(),
        reasons: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_called_as_an_answer_is_sent() {
        for (name, is) in [
            ("receipt-000001-0123456789abcdef.eml", true),
            ("receipt-1000001-0123456789abcdef.eml", true),
            ("receipt-000001-0123456789abcdeg.eml", false),
            ("receipt-000001.eml", false),
            ("minutes.eml", false),
            ("receipt-000001-0123456789abcdef.eml.part", false),
        ] {
            assert_eq!(is_answer(Path::new(name)), is, "{name}");
        }
    }
}
