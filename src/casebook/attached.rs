//! A file inside a message that was saved whole, as mail programs write an attachment.
//!
//! The one idea: *nothing of the message is believed or followed*: what is looked for is a block of base64 in which one of
//! our files lies. The desk, which gets messages of every kind, takes them apart properly (`mail`).

use std::borrow::Cow;

use base64ct::{Base64, Encoding};

/// The first of our files in a message, or the text as it is.
pub(super) fn attached(text: &str) -> Cow<'_, str> {
    if text.trim_start().starts_with('{') {
        return Cow::Borrowed(text);
    }
    let mut block = String::new();
    // A blank line more, which ends the last block.
    for line in text.lines().map(str::trim).chain([""]) {
        if !line.is_empty() && line.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/=".contains(&byte))
        {
            block.push_str(line);
            continue;
        }
        let decoded = Base64::decode_vec(&block).ok().and_then(|bytes| String::from_utf8(bytes).ok());
        if let Some(file) = decoded.filter(|file| file.trim_start().starts_with("{\"format\"")) {
            return Cow::Owned(file);
        }
        block.clear();
    }
    Cow::Borrowed(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str =
        "{\"format\":\"dispute-bundle/1\",\"and\":\"so on, for longer than one line of a message\"}\n";

    fn message(body: &str) -> String {
        let lines = body.as_bytes().chunks(76).map(|line| str::from_utf8(line).expect("letters"));
        let body = lines.collect::<Vec<_>>().join("\r\n");
        let head = "Subject: Hello\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nHello\r\n\r\n--x\r\n\
                    Content-Transfer-Encoding: base64\r\n\r\n";
        [head, &body, "\r\n--x--\r\n"].concat()
    }

    #[test]
    fn a_file_is_found_in_a_message_and_nothing_is_made_of_what_is_none() {
        assert_eq!(attached(&message(&Base64::encode_string(FILE.as_bytes()))), FILE);
        let last = message(&Base64::encode_string(FILE.as_bytes())).replace("\r\n--x--\r\n", "");
        assert_eq!(attached(&last), FILE, "cut off behind the block");
        for other in [FILE.to_owned(), message("SGVsbG8="), message(""), String::new(), "Hello".to_owned()] {
            assert_eq!(attached(&other), other);
        }
    }
}
