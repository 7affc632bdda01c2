//! An answer to a message, ready to be looked at and sent by a person, or as a letter that is sent for them.
//!
//! The one idea: *nothing of the message stands in the answer but where it goes and which one it answers*, and both only
//! where they are plain. The same answer is the same bytes: no clock is read, nothing is drawn.

use mail_builder::MessageBuilder;
use mail_builder::headers::content_type::ContentType;
use mail_builder::headers::raw::Raw;
use mail_builder::mime::MimePart;

/// The longest address or id that is taken over.
const LONGEST: usize = 250;

/// What an answer is made of.
#[derive(Clone, Copy, Debug)]
pub struct Reply<'a> {
    /// Where it goes.
    pub to: &'a str,
    /// The id of the message that it answers.
    pub answers: Option<&'a str>,
    /// What tells it from every other answer: letters and digits.
    pub token: &'a str,
    /// When, in seconds since 1970.
    pub at: i64,
    /// Its subject.
    pub subject: &'a str,
    /// What it says.
    pub body: &'a str,
    /// Files that go along: name and content.
    pub files: &'a [(String, String)],
}

impl Reply<'_> {
    /// The message, without a sender: the program that opens it puts in whoever sends it.
    pub fn to_bytes(&self) -> Vec<u8> {
        let boundary = ["accord-", self.token].concat();
        let mut parts = vec![MimePart::new("text/plain", self.body)];
        for (name, content) in self.files {
            // As bytes: a program on the way may break the lines of a text.
            parts.push(MimePart::new("application/json", content.as_bytes()).attachment(name.as_str()));
        }
        let body = MimePart::new(ContentType::new("multipart/mixed").attribute("boundary", boundary), parts);
        let mut message = MessageBuilder::new()
            .to(self.to)
            .subject(self.subject)
            .date(self.at)
            .message_id([self.token, "@accord.invalid"].concat())
            // Programs that know it open the file as a draft.
            .header("X-Unsent", Raw::new("1"));
        if let Some(id) = self.answers {
            message = message.in_reply_to(id).references(id);
        }
        // Writing into memory does not fail.
        message.body(body).write_to_vec().unwrap_or_default()
    }
}

/// Where the ids of answers end.
const IDS_END: &str = "@accord.invalid>";

/// An answer as it goes out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// Where it goes.
    pub to: String,
    /// The message, with its sender.
    pub bytes: Vec<u8>,
}

/// The letter that an answer becomes when somebody sends it; none where it is no longer as it was written here, for
/// then it is a person's.
pub fn letter(file: &[u8], from: &str) -> Option<Letter> {
    let (head, body) = str::from_utf8(file).ok()?.split_once("\r\n\r\n")?;
    let (mut to, mut is_ours, mut is_draft) = (None, false, false);
    let mut letter = String::with_capacity(file.len() + from.len() + 64);
    for line in head.split("\r\n") {
        let (name, value) = line.split_once(": ").unwrap_or((line, ""));
        match name {
            "X-Unsent" => {
                is_draft = true;
                // So that no absence note and no other desk answers it (RFC 3834).
                letter.extend(["From: <", from, ">\r\nAuto-Submitted: auto-replied\r\n"]);
                continue;
            }
            "To" if to.is_none() => to = Some(value.trim_start_matches('<').trim_end_matches('>').to_owned()),
            "To" | "From" | "Cc" | "Bcc" => return None,
            "Message-ID" => is_ours = value.ends_with(IDS_END),
            _ => {}
        }
        letter.extend([line, "\r\n"]);
    }
    letter.extend(["\r\n", body]);
    let to = to.filter(|to| is_address(to) && is_ours && is_draft && file.is_ascii())?;
    Some(Letter { to, bytes: letter.into_bytes() })
}

/// Whether it can stand in a header as it is.
pub fn is_plain(text: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_graphic() && !b"<>()[],;:\\\"".contains(&byte);
    !text.is_empty() && text.len() <= LONGEST && text.bytes().all(is_plain)
}

/// Whether it is a plain address.
pub fn is_address(text: &str) -> bool {
    is_plain(text) && text.split('@').count() == 2 && !text.starts_with('@') && !text.ends_with('@')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mail;

    fn reply<'a>(files: &'a [(String, String)]) -> Reply<'a> {
        Reply {
            to: "head@school.example",
            answers: Some("abc.1@mail.school.example"),
            token: "0f3a",
            at: 1_795_000_000,
            subject: "Received",
            body: "Your file has come in.",
            files,
        }
    }

    #[test]
    fn an_answer_is_read_as_what_it_was_made_of_and_is_the_same_bytes_again() {
        let files = [("receipt-1.json".to_owned(), "{\"a\":\"é\"}\n".repeat(99))];
        let bytes = reply(&files).to_bytes();
        assert_eq!(bytes, reply(&files).to_bytes());
        let text = String::from_utf8(bytes.clone()).expect("ASCII");
        assert!(text.is_ascii());
        assert!(text.contains("In-Reply-To: <abc.1@mail.school.example>"), "{text}");
        assert!(text.contains("To: ") && text.contains("head@school.example"), "{text}");
        let read = mail::read(&bytes).expect("a message");
        assert_eq!(read.id.as_deref(), Some("0f3a@accord.invalid"));
        assert_eq!(read.day.as_deref(), Some("2026-11-18"));
        assert_eq!(read.parts.len(), 2);
        assert_eq!(read.parts[1], files[0].1.as_bytes());
    }

    #[test]
    fn an_answer_becomes_a_letter_unless_somebody_wrote_into_it() {
        let files = [("receipt-1.json".to_owned(), "{}\n".to_owned())];
        let bytes = reply(&files).to_bytes();
        let sent = letter(&bytes, "desk@council.example").expect("a letter");
        assert_eq!(sent.to, "head@school.example");
        let text = String::from_utf8(sent.bytes).expect("ASCII");
        assert!(
            text.contains("\r\nFrom: <desk@council.example>\r\nAuto-Submitted: auto-replied\r\n"),
            "{text}"
        );
        assert!(!text.contains("X-Unsent"), "{text}");
        let before = String::from_utf8(bytes).expect("ASCII");
        let (own, other) = (before.split_once("\r\n\r\n"), text.split_once("\r\n\r\n"));
        assert_eq!(own.expect("a body").1, other.expect("a body").1);
        for (of, by) in [
            ("X-Unsent: 1", "X-Unsent: 1\r\nBcc: all@council.example"),
            ("X-Unsent: 1\r\n", ""),
            ("@accord.invalid", "@council.example"),
            ("head@school.example", "head@school.example>, <all@council.example"),
            ("Your file", "Dear Si\u{e2}n, your file"),
        ] {
            assert!(before.contains(of), "{of}");
            assert_eq!(letter(before.replace(of, by).as_bytes(), "desk@council.example"), None, "{by}");
        }
    }

    #[test]
    fn what_is_not_plain_is_not_taken_over() {
        for address in ["", "a", "@b", "a@", "a@b@c", "a b@c", "a@b\r\nBcc: all@d", "ä@b", "<a@b>", "a@b,c@d"]
        {
            assert!(!is_address(address), "{address:?}");
        }
        assert!(is_address("o'neill+sw@council.example") && is_plain("CA+x=1@mail.example"));
        assert!(!is_plain(&"a".repeat(251)));
    }
}
