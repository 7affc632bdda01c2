//! A file on its way out: a message that is ready but for whom it goes to, for mail programs on a computer.
//!
//! Nothing of the case is in its subject or its words.

use base64ct::{Base64, Encoding};

use super::views::ExportFile;

/// What keeps the parts of the message apart; no line of base64 is like it.
const BOUNDARY: &str = "accord-file-apart";

/// A draft with the file in it, as a file. `X-Unsent` has a mail program open it to be sent on.
pub fn draft(file: &ExportFile, subject: &str, words: &str) -> ExportFile {
    let subject = match subject.is_ascii() {
        true => subject.to_owned(),
        false => ["=?utf-8?B?", &Base64::encode_string(subject.as_bytes()), "?="].concat(),
    };
    let mut text = [
        "X-Unsent: 1\r\nSubject: ",
        &subject,
        "\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"",
        BOUNDARY,
        "\"\r\n",
    ]
    .concat();
    let name = file.name.as_str();
    let plain = "text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64";
    let attached = [
        "application/json; name=\"",
        name,
        "\"\r\nContent-Disposition: attachment; filename=\"",
        name,
        "\"\r\nContent-Transfer-Encoding: base64",
    ]
    .concat();
    for (kind, content) in [(plain, words), (&attached, &file.text)] {
        text += &["\r\n--", BOUNDARY, "\r\nContent-Type: ", kind, "\r\n\r\n"].concat();
        let encoded = Base64::encode_string(content.as_bytes());
        let mut rest = encoded.as_str();
        while !rest.is_empty() {
            let (line, further) = rest.split_at(rest.len().min(76));
            text += line;
            text += "\r\n";
            rest = further;
        }
    }
    text += &["--", BOUNDARY, "--\r\n"].concat();
    ExportFile { name: name.replace(".json", ".eml"), text, entries: Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::super::attached::attached;
    use super::*;

    #[test]
    fn the_file_comes_out_of_the_draft_as_it_went_in() {
        let text = ["{\"format\":\"dispute-bundle/1\",\"long\":\"", &"ü".repeat(200), "\"}\n"].concat();
        let file = ExportFile { name: "accord-x-sealed.json".to_owned(), text, entries: Vec::new() };
        let message = draft(&file, "Ein Gruß", "Words.\n");
        assert_eq!(message.name, "accord-x-sealed.eml");
        assert_eq!(attached(&message.text), file.text);
        assert!(message.text.is_ascii() && message.text.lines().all(|line| line.len() <= 998));
    }
}
