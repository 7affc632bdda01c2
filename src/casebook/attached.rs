//! A file inside a message that was saved whole, as mail programs write an attachment: in base64, quoted-printable or as
//! it is.
//!
//! The one idea: *nothing of the message is believed or followed*: what is looked for is a block of base64 in which one of
//! our files lies, else the file itself. The desk, which gets messages of every kind, takes them apart properly (`mail`).

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
        if block.is_empty() {
            continue;
        }
        let decoded = Base64::decode_vec(&block).ok().and_then(|bytes| String::from_utf8(bytes).ok());
        // A block may hold a message again, or base64.
        if let Some(file) = decoded.map(|within| attached(&within).into_owned())
            && begins(&file).is_some()
        {
            return Cow::Owned(file);
        }
        block.clear();
    }
    match begins(text) {
        Some(at) => Cow::Owned(written(text, at)),
        None => Cow::Borrowed(text),
    }
}

/// Where a file of ours begins, if one is written here as it is.
fn begins(text: &str) -> Option<usize> {
    let begun = |first: &str| {
        let mut from = 0;
        while let Some(place) = text[from..].find(first) {
            from += place;
            let before = text[..from].trim_end_matches(|c: char| c.is_ascii_whitespace() || c == '>');
            if before.ends_with('{') {
                return Some(before.len() - 1);
            }
            from += first.len();
        }
        None
    };
    begun("\"format\"").or_else(|| begun("\"ciphertext\""))
}

/// The lines from where a file begins to where its braces end, with the line end.
fn written(text: &str, at: usize) -> String {
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let (mut depth, mut inside, mut escaped, mut is_wrapped) = (0_usize, false, false, false);
    let mut file = &text[start..];
    let mut last = 0;
    for (place, byte) in text.bytes().enumerate().skip(at) {
        match byte {
            b'\n' if depth == 0 => {
                file = &text[start..=place];
                break;
            }
            // Where quoted-printable breaks a line, nothing stands.
            b'\r' | b'\n' => is_wrapped |= last == b'=',
            b'=' => {}
            _ => {
                match byte {
                    b'"' if !escaped => inside = !inside,
                    b'{' if !inside => depth += 1,
                    b'}' if !inside => depth = depth.saturating_sub(1),
                    _ => {}
                }
                escaped = inside && byte == b'\\' && !escaped;
            }
        }
        last = byte;
    }
    plain(file.as_bytes(), is_wrapped).unwrap_or_else(|| file.to_owned())
}

/// Quoted-printable undone, where every `=` must be of it: a line is broken at one, which JSON never is, or else it
/// writes what has to be written so. `?id=42` in an unsigned text stays.
fn plain(mut text: &[u8], is_wrapped: bool) -> Option<String> {
    let mut plain = Vec::with_capacity(text.len());
    loop {
        text = match text {
            [b'=', b'\r', b'\n', rest @ ..] | [b'=', b'\n', rest @ ..] => rest,
            [b'=', high, low, rest @ ..] => {
                let digit = |byte: u8| char::from(byte).to_digit(16);
                let byte = digit(*high)? << 4 | digit(*low)?;
                if !is_wrapped && byte < 128 && byte != u32::from(b'=') {
                    return None;
                }
                plain.push(byte as u8);
                rest
            }
            [b'=', ..] => return None,
            [byte, rest @ ..] => {
                plain.push(*byte);
                rest
            }
            [] => return String::from_utf8(plain).ok(),
        }
    }
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
