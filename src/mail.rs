//! Mail as it lies in a mailbox, taken apart into what it carries.
//!
//! The one idea: *what a part says about itself is not believed.* Gateways rename attachments, give them other
//! types, encode them twice and forward them within each other. So every part is unpacked, whatever it calls
//! itself, and what it holds is found by looking into it (`content.rs`). What would cost more than a mailbox's
//! message ever does is refused before it is unpacked. Deliberately absent: whatever could change a mailbox. An answer
//! is made as bytes (`reply.rs`), for a person to look at and send.

pub mod content;
pub mod mbox;
pub mod reply;

use mail_parser::{Address, Message, MessageParser, PartType};

/// No message is read that is larger.
pub const MOST_BYTES: usize = 50_000_000;
/// A message with more parts is not looked into.
pub const MOST_PARTS: usize = 500;
/// Messages that were forwarded within each other, deeper than this, are not looked into.
pub const MOST_LEVELS: usize = 20;
/// How often a part that calls itself something else is looked into as a message.
const MOST_DISGUISED: usize = 3;
/// The most headers that could each begin another level: the parser has no limit of its own.
const MOST_NESTING_HEADERS: usize = 1_000;

/// Without this header, a message within a part is as readable as the part.
const ENCODING: &[u8] = b"content-transfer-encoding";

/// A message, taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mail {
    /// Who sent it, as it says.
    pub from: Option<String>,
    /// On which day, as it says: `2026-11-24`.
    pub day: Option<String>,
    /// Where an answer goes, as it says; none where that is no plain address.
    pub answer_to: Option<String>,
    /// Its id, as it says; none where that is not plain.
    pub id: Option<String>,
    /// What its parts hold, unpacked; also those of the messages within it.
    pub parts: Vec<Vec<u8>>,
}

/// Why a message was not taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    /// It is larger than [`MOST_BYTES`].
    TooLarge,
    /// It has more parts than [`MOST_PARTS`].
    TooManyParts,
    /// It has messages within each other, deeper than [`MOST_LEVELS`].
    TooDeep,
    /// It cannot be read as a message at all.
    Broken,
}

/// Whether these bytes begin as a message does: with the name of a header, or as a mailbox begins one.
pub fn is_message(bytes: &[u8]) -> bool {
    let bytes = begun(bytes);
    let line = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let Some(colon) = line.iter().position(|byte| *byte == b':') else { return false };
    (1..=76).contains(&colon) && line[..colon].iter().all(|byte| byte.is_ascii_graphic() && *byte != b'{')
}

/// Takes a message apart.
///
/// # Errors
/// [`Unread`] says why not.
pub fn read(bytes: &[u8]) -> Result<Mail, Unread> {
    let mut mail = Mail::default();
    let mut disguised = vec![(begun(bytes).to_vec(), 0)];
    let mut is_first = true;
    while let Some((bytes, level)) = disguised.pop() {
        if bytes.len() > MOST_BYTES {
            return Err(Unread::TooLarge);
        }
        if nesting_headers(&bytes) > MOST_NESTING_HEADERS {
            return Err(Unread::TooDeep);
        }
        // Whatever a message does to the parser, the next one is looked at.
        let parsed = std::panic::catch_unwind(|| MessageParser::default().parse(&bytes));
        let message = parsed.ok().flatten().ok_or(Unread::Broken)?;
        if std::mem::take(&mut is_first) {
            mail.from = message.from().and_then(sender);
            let asked = message.reply_to().or(message.from()).and_then(|to| to.first()?.address());
            mail.answer_to = asked.filter(|to| reply::is_address(to)).map(str::to_owned);
            mail.id = message.message_id().filter(|id| reply::is_plain(id)).map(str::to_owned);
            mail.day = message.date().map(|at| format!("{:04}-{:02}-{:02}", at.year, at.month, at.day));
        }
        let found = unpacked(&message)?;
        if mail.parts.len() + found.len() > MOST_PARTS {
            return Err(Unread::TooManyParts);
        }
        for part in found {
            if level < MOST_DISGUISED && is_message(&part) && place_of(&part, ENCODING).is_some() {
                disguised.push((begun(&part).to_vec(), level + 1));
            }
            mail.parts.push(part);
        }
    }
    Ok(mail)
}

/// What the parts of a message hold, and of those within it.
fn unpacked(message: &Message<'_>) -> Result<Vec<Vec<u8>>, Unread> {
    let mut found = Vec::new();
    let mut parts = 0;
    let mut within = vec![(message, 0)];
    while let Some((message, level)) = within.pop() {
        if level > MOST_LEVELS {
            return Err(Unread::TooDeep);
        }
        parts += message.parts.len();
        if parts > MOST_PARTS {
            return Err(Unread::TooManyParts);
        }
        for part in &message.parts {
            match &part.body {
                PartType::Text(text) | PartType::Html(text) => found.push(text.as_bytes().to_vec()),
                PartType::Binary(bytes) | PartType::InlineBinary(bytes) => found.push(bytes.to_vec()),
                PartType::Message(message) => within.push((message, level + 1)),
                PartType::Multipart(_) => {}
            }
        }
    }
    Ok(found)
}

fn sender(from: &Address<'_>) -> Option<String> {
    let first = from.first()?;
    match (first.name(), first.address()) {
        (Some(name), Some(address)) => Some(format!("{name} <{address}>")),
        (Some(one), None) | (None, Some(one)) => Some(one.to_owned()),
        (None, None) => None,
    }
}

/// From where a message begins: without a mark of its encoding, empty lines, and the line by which a mailbox
/// begins one.
fn begun(bytes: &[u8]) -> &[u8] {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    if !bytes.starts_with(b"From ") {
        return bytes;
    }
    let line = bytes.iter().position(|byte| *byte == b'\n');
    line.map_or(bytes, |end| &bytes[end + 1..])
}

/// How many headers there are, at most, that could begin a message within a message: the type of a part that
/// names one, or a digest of them. A header is counted wherever its name stands.
fn nesting_headers(bytes: &[u8]) -> usize {
    const NAME: &[u8] = b"content-type";
    let (mut count, mut rest) = (0, bytes);
    while let Some(begin) = place_of(rest, NAME) {
        let header = &rest[begin + NAME.len()..];
        let folded = |end: &usize| !matches!(header.get(end + 1), Some(b' ' | b'\t'));
        let ends = header.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(place, _)| place);
        let end = ends.into_iter().find(folded).unwrap_or(header.len());
        let says = |word: &[u8]| place_of(&header[..end], word).is_some();
        count += usize::from(says(b"message") || says(b"digest"));
        rest = &header[end..];
    }
    count
}

/// Where a word of small letters stands first, in whatever letters.
fn place_of(bytes: &[u8], word: &[u8]) -> Option<usize> {
    bytes.windows(word.len()).position(|window| window.eq_ignore_ascii_case(word))
}
