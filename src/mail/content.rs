//! What of ours stands in bytes that somebody sent.
//!
//! The one idea: *a file is found by what every file of its kind says of itself, and reaches from brace to brace.*
//! Nothing signed has white space, `>` or `<` in it, so what mail puts between its letters (line ends, marks of
//! quoting, the tags of a page) can be taken out and hides no change: every signature is checked afterwards. Where
//! nothing is found, the same is tried on what the bytes may be an encoding of. Where there are more than are handed on,
//! the others are found too, so that whoever reads it can be told how many they are.

use std::collections::BTreeSet;

/// No more files than these of one part are to be worked on.
pub const MOST_FILES: usize = 50;
/// No file of ours is longer; one that seems to be is handed on cut, to be refused.
const LONGEST: usize = 2_900_000;

/// What bytes that hold nothing of ours may be instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrapping {
    /// Files packed into one.
    Packed,
    /// A message in the own format of a mail program.
    OwnFormat,
    /// Encrypted mail.
    Encrypted,
}

/// Something that says of itself that it is ours.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct File {
    /// Which of the marks it bears.
    pub mark: usize,
    /// From its first brace to its last.
    pub text: String,
}

/// What was found, each file once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Files {
    /// The first of them, [`MOST_FILES`] of one part at most.
    pub found: Vec<File>,
    /// Those beyond.
    pub left_out: BTreeSet<File>,
}

impl Files {
    fn add(&mut self, file: File) {
        if self.found.contains(&file) {
            return;
        }
        if self.found.len() < MOST_FILES {
            self.found.push(file);
        } else {
            self.left_out.insert(file);
        }
    }

    /// Takes in what stands in another part of the same message: each file of it counts as it does there, and once.
    pub fn join(&mut self, other: Self) {
        for file in other.found {
            if !self.found.contains(&file) {
                self.found.push(file);
            }
        }
        self.left_out.extend(other.left_out);
    }

    /// Once every part is taken in: what one leaves out and another brings is not left out.
    pub fn settle(&mut self) {
        let found: BTreeSet<&File> = self.found.iter().collect();
        self.left_out.retain(|file| !found.contains(file));
    }
}

/// How `{"format":` and `{"ciphertext":` begin in base64.
const ENCODED: [&[u8]; 2] = [b"eyJmb3JtYXQi", b"eyJjaXBoZXJ0ZXh0"];

/// Every file that bears one of these marks, each once.
pub fn files_in(bytes: &[u8], marks: &[&str]) -> Files {
    let squeezed = squeezed(bytes);
    let mut files = Files::default();
    marked(&squeezed, marks, &mut files);
    // A signed file holds texts in base64: they are parts of it, and no files.
    if files.found.is_empty() {
        ENCODED.into_iter().for_each(|begin| encoded(&squeezed, begin, marks, &mut files));
    }
    // Nothing signed has `=` in it either: where one stands, quoted-printable was not undone.
    let is_quoted = files.found.is_empty() || files.found.iter().any(|file| file.text.contains('='));
    if is_quoted && (has(bytes, b"=\n") || has(bytes, b"=\r\n") || has(bytes, b"=22")) {
        let mut unquoted_ones = Files::default();
        marked(&self::squeezed(&unquoted(bytes)), marks, &mut unquoted_ones);
        if !unquoted_ones.found.is_empty() {
            files = unquoted_ones;
        }
    }
    if files.found.is_empty() && (has(bytes, b"&quot;") || has(bytes, b"&#34;")) {
        marked(&unescaped(&untagged(&squeezed)), marks, &mut files);
    }
    files
}

/// What these bytes are, by their first ones.
pub fn wrapping(bytes: &[u8]) -> Option<Wrapping> {
    let begins: [(&[u8], Wrapping); 6] = [
        (b"PK\x03\x04", Wrapping::Packed),
        (b"7z\xBC\xAF\x27\x1C", Wrapping::Packed),
        (b"\x1F\x8B", Wrapping::Packed),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Wrapping::OwnFormat),
        (b"\x78\x9F\x3E\x22", Wrapping::OwnFormat),
        (b"-----BEGIN PGP MESSAGE-----", Wrapping::Encrypted),
    ];
    let begun = bytes.trim_ascii_start();
    let by_begin = begins.into_iter().find(|(begin, _)| begun.starts_with(begin)).map(|(_, what)| what);
    // CMS EnvelopedData: a SEQUENCE whose first member is this object identifier.
    let enveloped = || has(&bytes[..bytes.len().min(64)], b"\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x03");
    by_begin.or_else(|| enveloped().then_some(Wrapping::Encrypted))
}

/// Adds what bears a mark: the object that the mark is a member of.
fn marked(squeezed: &[u8], marks: &[&str], files: &mut Files) {
    for (mark, says) in marks.iter().enumerate() {
        let (says, mut from) = (says.as_bytes(), 0);
        while let Some(place) = place_of(&squeezed[from..], says).map(|place| from + place) {
            let begin = opened_before(squeezed, place, from);
            let end = closed_after(squeezed, begin);
            let text = untagged(&squeezed[begin..end]);
            files.add(File { mark, text: String::from_utf8_lossy(&text).into_owned() });
            from = end.max(place + says.len());
        }
    }
}

/// Adds what bears a mark once its base64 is undone.
fn encoded(squeezed: &[u8], begin: &[u8], marks: &[&str], files: &mut Files) {
    let mut from = 0;
    while let Some(place) = place_of(&squeezed[from..], begin).map(|place| from + place) {
        let run = squeezed[place..].iter().take_while(|byte| sextet(**byte).is_some()).count();
        marked(&self::squeezed(&decoded(&squeezed[place..place + run])), marks, files);
        from = place + run;
    }
}

/// Where the object begins that a place belongs to; where none does, the place itself.
fn opened_before(bytes: &[u8], place: usize, from: usize) -> usize {
    let (mut closed, begin) = (0_usize, from.max(place.saturating_sub(LONGEST)));
    for at in (begin..place).rev() {
        match bytes[at] {
            b'}' => closed += 1,
            b'{' if closed == 0 => return at,
            b'{' => closed -= 1,
            _ => {}
        }
    }
    place
}

/// Where an object ends that begins here; where it does not, where the bytes end, or the longest file would.
fn closed_after(bytes: &[u8], begin: usize) -> usize {
    let end = bytes.len().min(begin + LONGEST);
    let mut open = 0_usize;
    for (at, byte) in bytes[begin..end].iter().enumerate() {
        match byte {
            b'{' => open += 1,
            b'}' if open <= 1 => return begin + at + 1,
            b'}' => open -= 1,
            _ => {}
        }
    }
    end
}

/// Without white space, without what stands between the letters of UTF-16, and without marks of quoting at the
/// beginning of a line.
fn squeezed(bytes: &[u8]) -> Vec<u8> {
    let mut kept = Vec::with_capacity(bytes.len());
    let mut at_start = true;
    for byte in bytes {
        match byte {
            b'\n' | b'\r' => at_start = true,
            b' ' | b'\t' | 0 => {}
            b'>' if at_start => {}
            other => {
                at_start = false;
                kept.push(*other);
            }
        }
    }
    kept
}

/// Without the tags of a page.
fn untagged(bytes: &[u8]) -> Vec<u8> {
    let mut inside = false;
    let mut kept = Vec::with_capacity(bytes.len());
    for byte in bytes {
        match byte {
            b'<' => inside = true,
            b'>' if inside => inside = false,
            other if !inside => kept.push(*other),
            _ => {}
        }
    }
    kept
}

/// The quotation marks of a page as they are.
fn unescaped(bytes: &[u8]) -> Vec<u8> {
    let mut kept = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((first, after)) = rest.split_first() {
        let escape =
            [&b"&quot;"[..], b"&#34;", b"&#x22;"].into_iter().find_map(|mark| rest.strip_prefix(mark));
        kept.push(if escape.is_some() { b'"' } else { *first });
        rest = escape.unwrap_or(after);
    }
    kept
}

/// Quoted-printable, undone.
fn unquoted(bytes: &[u8]) -> Vec<u8> {
    let mut kept = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((first, after)) = rest.split_first() {
        let soft = || rest.strip_prefix(b"=\r\n").or_else(|| rest.strip_prefix(b"=\n"));
        let digits = |rest: &[u8]| Some((nibble(*rest.get(1)?)? << 4) | nibble(*rest.get(2)?)?);
        rest = match first {
            b'=' => match (soft(), digits(rest)) {
                (Some(after), _) => after,
                (None, Some(byte)) => {
                    kept.push(byte);
                    &rest[3..]
                }
                (None, None) => after,
            },
            other => {
                kept.push(*other);
                after
            }
        };
    }
    kept
}

fn nibble(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

/// Base64 of either alphabet, as far as whole bytes go.
fn decoded(run: &[u8]) -> Vec<u8> {
    let mut kept = Vec::with_capacity(run.len() / 4 * 3);
    for four in run.chunks(4) {
        let bits = four.iter().filter_map(|byte| sextet(*byte)).fold(0_u32, |bits, six| (bits << 6) | six);
        let bits = bits << (6 * (4 - four.len()));
        kept.extend_from_slice(&bits.to_be_bytes()[1..four.len()]);
    }
    kept
}

fn sextet(byte: u8) -> Option<u32> {
    let value = match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' | b'-' => 62,
        b'/' | b'_' => 63,
        _ => return None,
    };
    Some(value.into())
}

fn has(bytes: &[u8], word: &[u8]) -> bool {
    place_of(bytes, word).is_some()
}

/// Where a word stands first.
fn place_of(bytes: &[u8], word: &[u8]) -> Option<usize> {
    let first = word.first()?;
    let mut from = 0;
    while let Some(place) = bytes[from..].iter().position(|byte| byte == first).map(|place| from + place) {
        if bytes[place..].starts_with(word) {
            return Some(place);
        }
        from = place + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const MARK: &str = "\"format\":\"ours/";
    const FILE: &str = r#"{"format":"ours/1","list":[{"a":"b_-"},{}]}"#;

    fn found(bytes: impl AsRef<[u8]>) -> Vec<String> {
        files_in(bytes.as_ref(), &["never", MARK]).found.into_iter().map(|file| file.text).collect()
    }

    #[test]
    fn a_file_is_found_whatever_stands_around_it() {
        let wrapped: String = FILE
            .as_bytes()
            .chunks(7)
            .flat_map(|line| [b"> > ", line, b"\r\n"].concat())
            .map(char::from)
            .collect();
        let page = FILE.replace('"', "&quot;").replace("list", "li<wbr>st");
        let utf_16 = Vec::from_iter(FILE.encode_utf16().flat_map(u16::to_le_bytes));
        let other_order = r#"{"list":[{"a":"b_-"},{}],"format":"ours/1"}"#;
        for text in [
            FILE.to_owned(),
            format!("Dear {{all}}, {FILE} Kind regards }}"),
            format!("On Monday somebody wrote:\n{wrapped}\nRegards"),
            format!("<p>{}</p>", FILE.replace("list", "li<br/>\nst")),
            format!("<html><p>{page}</p>"),
            FILE.replace("\"list\"", "=22list=22").replace(":[", ":=\r\n["),
            format!("x {} y", "eyJmb3JtYXQiOiJvdXJzLzEiLCJsaXN0IjpbeyJhIjoiYl8t\r\nIn0se31dfQ=="),
        ] {
            assert_eq!(found(&text), [FILE], "{text}");
        }
        assert_eq!(found(utf_16), [FILE]);
        assert_eq!(found([b"\x78\x9f\x3e\x22\x00\xff{", FILE.as_bytes(), b"\xfe\x01}"].concat()), [FILE]);
        assert_eq!(found(other_order), [other_order]);
        assert_eq!(found(format!("{FILE}{FILE}")), [FILE], "each once");
        assert_eq!(found(format!("{FILE}, {other_order}")), [FILE, other_order]);
    }

    #[test]
    fn what_stops_early_is_handed_on_as_it_is() {
        assert_eq!(found(&FILE[..30]), [&FILE[..30]]);
        assert!(found("").is_empty() && found("{{{{{{").is_empty() && found("\"format\":\"ours").is_empty());
        let long = FILE.replace("b_-", &"x".repeat(LONGEST));
        assert_eq!(found(long)[0].len(), LONGEST);
    }

    #[test]
    fn many_marks_and_many_braces_cost_no_more_than_a_few() {
        let thousand: String = (0..1000).map(|n| FILE.replace('b', &n.to_string())).collect();
        let Files { found: handed_on, left_out } = files_in(thousand.as_bytes(), &[MARK]);
        assert_eq!((handed_on.len(), left_out.len()), (MOST_FILES, 1000 - MOST_FILES));
        let twice = files_in([thousand.as_str(), &thousand].concat().as_bytes(), &[MARK]);
        assert_eq!(twice.left_out, left_out, "each once");
        found("{".repeat(1_000_000) + MARK);
        found("eyJmb3JtYXQi".repeat(100_000));
        found("&quot;<".repeat(100_000));
    }

    #[test]
    fn what_one_part_leaves_out_and_another_brings_is_not_left_out() {
        let file = |n: usize| FILE.replace('b', &n.to_string());
        let part = |numbers: std::ops::Range<usize>| {
            files_in(numbers.map(file).collect::<String>().as_bytes(), &[MARK])
        };
        let mut whole = part(0..MOST_FILES + 10);
        whole.join(part(MOST_FILES..MOST_FILES + 7));
        whole.settle();
        assert_eq!((whole.found.len(), whole.left_out.len()), (MOST_FILES + 7, 3));
        let encoded = "eyJmb3JtYXQiOiJvdXJzLzEiLCJsaXN0IjpbeyJhIjoiYl8t\r\nIn0se31dfQ==";
        assert_eq!(files_in(encoded.as_bytes(), &[MARK]).left_out.len(), 0);
    }
}
