//! Messages as mail programs send them: a file attached, in the text, or in a message that is forwarded.

use base64ct::{Base64, Encoding};
use chrono::{DateTime, Utc};

use super::dice::Dice;
use super::people::Worker;
use crate::clock::random;

const HELLO: &str = "Hello,\r\nattached is an invented file of an invented dispute, for tests.\r\n";

/// A message with a file, to the other side and the desk.
pub fn message(
    dice: &Dice,
    [from, to]: [&Worker; 2],
    sent: DateTime<Utc>,
    is_sealed: bool,
    file: &str,
) -> String {
    let id: [u8; 8] = random(dice.clock());
    let id: String = id.iter().map(|byte| format!("{byte:02x}")).collect();
    let name = from.enrolment.content().person.name();
    // What is no ASCII would have to be encoded.
    let name: String = name.chars().map(|of| if of.is_ascii() && of != '"' { of } else { '?' }).collect();
    let head = format!(
        "From: \"{name} (invented)\" <{}>\r\nTo: <{}>, <desk@simulated.example>\r\nDate: {}\r\n\
         Message-ID: <{id}@simulated.example>\r\nSubject: An invented dispute\r\nMIME-Version: 1.0\r\n",
        from.address(),
        to.address(),
        sent.to_rfc2822(),
    );
    let ending = if is_sealed { "sealed" } else { "readable" };
    let file_name = format!("accord-{}-{}-{ending}.json", sent.date_naive(), &id[..6]);
    match dice.below(4) {
        0 => format!(
            "{head}Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{}",
            quoted_printable(&format!("Hello,\nhere is an invented file:\n\n{file}"))
        ),
        1 => {
            let inner = with_attachment(&head, &id, &file_name, file);
            format!(
                "{head}Content-Type: multipart/mixed; boundary=\"outer-{id}\"\r\n\r\n--outer-{id}\r\n\
                 Content-Type: text/plain\r\n\r\nForwarded.\r\n--outer-{id}\r\nContent-Type: message/rfc822\r\n\r\n\
                 {inner}\r\n--outer-{id}--\r\n"
            )
        }
        _ => with_attachment(&head, &id, &file_name, file),
    }
}

fn with_attachment(head: &str, id: &str, name: &str, file: &str) -> String {
    let encoded = Base64::encode_string(file.as_bytes());
    let lines: Vec<&str> =
        (0..encoded.len()).step_by(76).map(|at| &encoded[at..encoded.len().min(at + 76)]).collect();
    format!(
        "{head}Content-Type: multipart/mixed; boundary=\"part-{id}\"\r\n\r\n--part-{id}\r\n\
         Content-Type: text/plain; charset=utf-8\r\n\r\n{HELLO}\r\n--part-{id}\r\n\
         Content-Type: application/json; name=\"{name}\"\r\nContent-Transfer-Encoding: base64\r\n\
         Content-Disposition: attachment; filename=\"{name}\"\r\n\r\n{}\r\n--part-{id}--\r\n",
        lines.join("\r\n")
    )
}

/// RFC 2045, section 6.7.
fn quoted_printable(text: &str) -> String {
    let mut written = String::with_capacity(text.len() * 11 / 10);
    let mut column = 0;
    for byte in text.bytes() {
        if byte == b'\n' {
            written.push_str("\r\n");
            column = 0;
            continue;
        }
        let plain = matches!(byte, b' '..=b'~') && byte != b'=';
        // Room for the mark of a soft line end, and no space before it.
        if column + if plain { 1 } else { 3 } > 74 {
            written.push_str("=\r\n");
            column = 0;
        }
        if plain {
            written.push(char::from(byte));
            column += 1;
        } else {
            written.push_str(&format!("={byte:02X}"));
            column += 3;
        }
    }
    written
}
