//! The files inside a message that was saved whole, as mail programs write an attachment: in base64, quoted-printable or as
//! it is; and files that were pasted one below the other.
//!
//! The one idea: *nothing of the message is believed or followed*: what is looked for is blocks of base64 in which files
//! of ours lie, and the files themselves. Each counts once, however often the message brings it. The desk, which gets
//! messages of every kind, takes them apart properly (`mail`).

use std::borrow::Cow;

use base64ct::{Base64, Encoding};

use crate::ordered::Index;

/// How a file of ours begins.
const BEGINS: [&[u8]; 2] = [b"{\"format\"", b"{\"ciphertext\""];
/// So many that begin and end nowhere are looked at: each is followed to the end of the text.
const MOST_UNENDED: usize = 8;

/// The first of our files in a message, or the text as it is.
pub(super) fn attached(text: &str) -> Cow<'_, str> {
    if is_one(text) {
        return Cow::Borrowed(text);
    }
    all_attached(text).into_iter().next().map_or(Cow::Borrowed(text), Cow::Owned)
}

/// Each of our files in a message, once; or the text as it is. Those in base64 come first: they are as they were attached,
/// while mail may have broken the same in the text.
pub(super) fn all_attached(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    if !is_one(text) {
        encoded(text, &mut found);
        written(text, &mut found);
    }
    if found.is_empty() {
        return vec![text.to_owned()];
    }
    let squeezed: Vec<String> = found.iter().map(|file| squeezed(file)).collect();
    let index = Index::of(squeezed.iter().map(String::as_str).collect());
    let mut place = 0..;
    found.retain(|_| place.next().is_some_and(|place| index.is_nth(place, 0)));
    found
}

/// Whether a text is one file alone, also one that is cut off or has a slip in it.
fn is_one(text: &str) -> bool {
    let bare = text.trim_start();
    let more = |end: End| !end.is_last;
    bare.starts_with('{') && !(begins(bare) == Some(0) && end_of(bare, 0).is_some_and(more))
}

/// Adds the files that lie in blocks of base64.
fn encoded(text: &str, found: &mut Vec<String>) {
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
        if let Some(within) = Base64::decode_vec(&block).ok().and_then(|bytes| String::from_utf8(bytes).ok())
        {
            // A block may hold a message again, or base64.
            found.extend(all_attached(&within).into_iter().filter(|file| begins(file).is_some()));
        }
        block.clear();
    }
}

/// Adds the files that stand in the text; the first that ends nowhere, where there is none besides.
fn written(text: &str, found: &mut Vec<String>) {
    let (mut from, mut cut_off, mut unended) = (0, None, 0);
    while unended < MOST_UNENDED
        && let Some(at) = begins(&text[from..]).map(|place| from + place)
    {
        let start = text[from..at].rfind('\n').map_or(from, |end| from + end + 1);
        match end_of(text, at) {
            Some(end) => {
                found.push(plain(&text[start..end.at], end.is_wrapped));
                from = end.at;
            }
            None => {
                cut_off.get_or_insert(start);
                unended += 1;
                from = at + 1;
            }
        }
    }
    if found.is_empty()
        && let Some(start) = cut_off
    {
        let rest = &text[start..];
        found.push(plain(rest, rest.contains("=\n") || rest.contains("=\r\n")));
    }
}

/// Where a file of ours begins, if one is written here as it is; mail breaks lines and quotes.
fn begins(text: &str) -> Option<usize> {
    let is_of_mail = |byte: &&u8| byte.is_ascii_whitespace() || **byte == b'>';
    let begun = |at: &usize| {
        let letters = || text.as_bytes()[*at..].iter().filter(|byte| !is_of_mail(byte));
        BEGINS.iter().any(|begin| letters().take(begin.len()).eq(*begin))
    };
    text.match_indices('{').map(|(at, _)| at).find(begun)
}

/// Where a file ends.
struct End {
    /// Behind its last line, or its last brace where the next one begins on that line.
    at: usize,
    /// Whether no other begins behind it.
    is_last: bool,
    /// Whether quoted-printable breaks a line of it.
    is_wrapped: bool,
}

/// Where the file ends that begins at a place.
fn end_of(text: &str, at: usize) -> Option<End> {
    let (mut depth, mut inside, mut escaped, mut is_wrapped) = (0_usize, false, false, false);
    let mut last = 0;
    for (place, byte) in text.bytes().enumerate().skip(at) {
        match byte {
            // Where quoted-printable breaks a line, nothing stands.
            b'\r' | b'\n' => is_wrapped |= last == b'=',
            b'=' => {}
            _ => {
                match byte {
                    b'"' if !escaped => inside = !inside,
                    b'{' if !inside => depth += 1,
                    b'}' if !inside => depth -= 1,
                    _ => {}
                }
                escaped = inside && byte == b'\\' && !escaped;
            }
        }
        last = byte;
        if depth == 0 {
            let rest = &text[place + 1..];
            let next = begins(rest);
            let rest = &rest[..next.unwrap_or(rest.len())];
            let line = rest.find('\n').map(|end| end + 1).or(next.is_none().then_some(rest.len()));
            let line = &rest[..line.unwrap_or(0)];
            is_wrapped |= line.trim_end().ends_with('=');
            return Some(End { at: place + 1 + line.len(), is_last: next.is_none(), is_wrapped });
        }
    }
    None
}

/// What of a file mail leaves as it is, by which two are told to be the same.
fn squeezed(file: &str) -> String {
    let (start, end) = (file.find('{').unwrap_or(0), file.rfind('}').unwrap_or(file.len()));
    file[start..end.max(start)].chars().filter(|c| !c.is_ascii_whitespace() && *c != '>').collect()
}

/// A text without quoted-printable, if it is written in it.
fn plain(text: &str, is_wrapped: bool) -> String {
    unquoted_printable(text.as_bytes(), is_wrapped).unwrap_or_else(|| text.to_owned())
}

/// Quoted-printable undone, where every `=` must be of it: a line is broken at one, which JSON never is, or else it
/// writes what has to be written so. `?id=42` in an unsigned text stays.
fn unquoted_printable(mut text: &[u8], is_wrapped: bool) -> Option<String> {
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

    const OTHER: &str =
        "{\"ciphertext\":\"another one\",\"protected\":\"in two lines of a message, or in three\"}\n";

    /// Lines as a message has them, of at most this width.
    fn lines(text: &str, width: usize) -> String {
        let lines = text.as_bytes().chunks(width).map(|line| str::from_utf8(line).expect("letters"));
        lines.flat_map(|line| [line, "\r\n"]).collect()
    }

    fn in_base64(text: &str) -> String {
        lines(&Base64::encode_string(text.as_bytes()), 76)
    }

    fn parts(parts: &[&str]) -> String {
        let parts = parts.iter().flat_map(|part| ["--x\r\nContent-Type: text/plain\r\n\r\n", part, "\r\n"]);
        ["Subject: Hello\r\n\r\n"].into_iter().chain(parts).chain(["--x--\r\n"]).collect()
    }

    #[test]
    fn every_file_of_a_message_is_found_however_each_was_written() {
        let quoted_printable = FILE.replace('\n', "\r\n").replace(", for", ",=\r\n for");
        let within = parts(&["Forwarded", &in_base64(OTHER)]);
        for (message, found) in [
            (parts(&["Hello", &in_base64(FILE), &in_base64(OTHER)]), [FILE, OTHER]),
            (parts(&[OTHER, "Hello", &in_base64(FILE)]), [FILE, OTHER]),
            (parts(&[FILE, OTHER]), [FILE, OTHER]),
            (parts(&[&in_base64(&within), &quoted_printable.replace("=\r\n", "=\n")]), [OTHER, FILE]),
            (parts(&[&in_base64(&parts(&[&in_base64(FILE), OTHER]))]), [FILE, OTHER]),
            (["Here they are:\r\n", FILE, OTHER].concat(), [FILE, OTHER]),
            ([FILE, OTHER].concat(), [FILE, OTHER]),
            ([FILE.trim_end(), OTHER].concat(), [FILE, OTHER]),
        ] {
            let all = all_attached(&message);
            assert_eq!(all.iter().map(|file| file.trim_end()).collect::<Vec<_>>(), found.map(str::trim_end));
            assert_eq!(attached(&message).trim_end(), found[0].trim_end());
            // What was found is found again as it is.
            assert!(all.iter().all(|file| all_attached(file) == [file.as_str()]));
        }
        let printable = parts(&[&quoted_printable, OTHER]);
        assert_eq!(all_attached(&printable)[0], FILE.replace('\n', "\r\n"));
    }

    #[test]
    fn a_file_counts_once_however_often_a_message_brings_it() {
        let quoted: String = lines(FILE, 9).lines().map(|line| ["> ", line, "\r\n"].concat()).collect();
        assert!(begins(&quoted).is_some(), "broken in its first word");
        let message = parts(&[&quoted, &in_base64(FILE), FILE, &in_base64(FILE), &in_base64(OTHER), &quoted]);
        assert_eq!(all_attached(&message), [FILE, OTHER], "as it was attached, and not as it was quoted");
    }

    #[test]
    fn one_that_ends_nowhere_hides_no_other_and_is_told_where_there_is_none() {
        let cut_off = "{\"format\":\"dispute-bundle/1\",\"cut";
        for (rest, found) in [(in_base64(FILE), FILE), (FILE.to_owned(), FILE.trim_end())] {
            let all = all_attached(&parts(&[cut_off, &rest]));
            assert_eq!(all.iter().map(|file| file.trim_end()).collect::<Vec<_>>(), [found.trim_end()]);
        }
        assert!(all_attached(&parts(&["Hello", cut_off]))[0].starts_with(cut_off));
        assert_eq!(all_attached(cut_off), [cut_off]);
        let slip = "{ \"version\": \"1\", \"within\": {\"format\": \"procedure/1\"} }\n{\"format\"";
        assert_eq!(all_attached(slip), [slip], "what does not begin as ours does is told whole");
    }

    /// Each would take hours if one place of it were looked at for every other.
    #[test]
    fn what_means_harm_is_looked_through_a_few_times_and_no_more() {
        const SIZE: usize = 2_000_000;
        let of = |piece: &str| piece.repeat(SIZE / piece.len());
        let mut encoded = "Hello".to_owned();
        while encoded.len() < SIZE {
            encoded = in_base64(&encoded);
        }
        let wide = of(" ");
        for hostile in [
            of("{\"format\""),
            of("x{\"format\"\n"),
            of("\"{\"format\""),
            of("{"),
            of("{\"format\":{"),
            of("{>> \r\n"),
            ["{", &wide, "{", &wide, "\"format\""].concat(),
            of("eyJmb3JtYXQi\n\n"),
            of("eyJmb3JtYXQi"),
            encoded,
        ] {
            assert_eq!(all_attached(&["-\n", &hostile].concat()).len(), 1);
        }
        let many = all_attached(&of("{\"format\":1}\n"));
        assert_eq!(many.len(), 1, "the same again and again");
        let each: String = (0..100_000).map(|n| ["{\"format\":", &n.to_string(), "}"].concat()).collect();
        assert_eq!(all_attached(&each).len(), 100_000);
    }
}
