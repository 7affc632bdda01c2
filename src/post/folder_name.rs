//! Names of folders as IMAP writes them: in ASCII, other letters as UTF-16 in base64 between `&` and `-`
//! (RFC 3501, section 5.1.3).

use base64ct::{Base64Unpadded, Encoding};

/// As a server is told it.
pub fn written(name: &str) -> String {
    let mut written = String::with_capacity(name.len());
    let mut other: Vec<u8> = Vec::new();
    for character in name.chars().map(Some).chain([None]) {
        let is_plain = character.is_none_or(|character| matches!(character, ' '..='~'));
        if is_plain && !other.is_empty() {
            let encoded = Base64Unpadded::encode_string(&other).replace('/', ",");
            written.extend(["&", &encoded, "-"]);
            other.clear();
        }
        match character {
            Some('&') => written.push_str("&-"),
            Some(character) if is_plain => written.push(character),
            Some(character) => {
                other.extend(character.encode_utf16(&mut [0; 2]).iter().flat_map(|unit| unit.to_be_bytes()));
            }
            None => {}
        }
    }
    written
}

/// As people read it; what is not written so stays as it is.
pub fn read(written: &str) -> String {
    let mut name = String::with_capacity(written.len());
    let mut rest = written;
    while let Some((before, after)) = rest.split_once('&') {
        name.push_str(before);
        let Some((encoded, after)) = after.split_once('-') else { return written.to_owned() };
        match encoded {
            "" => name.push('&'),
            _ => match decoded(encoded) {
                Some(text) => name.push_str(&text),
                None => return written.to_owned(),
            },
        }
        rest = after;
    }
    name + rest
}

fn decoded(encoded: &str) -> Option<String> {
    let bytes = Base64Unpadded::decode_vec(&encoded.replace(',', "/")).ok()?;
    let units: Vec<u16> =
        bytes.chunks(2).filter_map(|two| Some(u16::from_be_bytes(two.try_into().ok()?))).collect();
    String::from_utf16(&units).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_written_in_ascii_and_read_back() {
        for (name, expected) in [
            ("INBOX", "INBOX"),
            ("Diogelu & Ŵyn", "Diogelu &- &AXQ-yn"),
            ("Entwürfe", "Entw&APw-rfe"),
            ("台北", "&U,BTFw-"),
            ("a😀", "a&2D3eAA-"),
        ] {
            assert_eq!(written(name), expected);
            assert_eq!(read(expected), name);
        }
        assert_eq!(read("a & b"), "a & b");
        assert_eq!(read("&!!-"), "&!!-");
    }
}
