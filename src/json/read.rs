//! Reading JSON (RFC 8259), nothing looser: the text as a tree, or where it breaks.

use std::fmt;

use super::Json;

/// Why text is not JSON, or not JSON that is read here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It stops before its end.
    Truncated(Place),
    /// Arrays and objects nest deeper in one another than the reader allows.
    Deep(Place),
    /// Anything else: the reason, with the position where there is one.
    Text(String),
}

/// A place in a text; lines count from 1, columns are the bytes of the line that were read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "at line {} column {}", self.line, self.column)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Truncated(_) => out.write_str("it stops before its end"),
            Self::Deep(_) => out.write_str("it nests too deep"),
            Self::Text(why) => out.write_str(why),
        }
    }
}

impl Place {
    fn after(read: &[u8]) -> Self {
        let line_start = read.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        let line = 1 + read.iter().filter(|byte| **byte == b'\n').count();
        Self { line, column: read.len() - line_start }
    }
}

/// Reads a text as one JSON value in which at most `deepest` arrays and objects nest.
///
/// # Errors
/// [`Fault`] says where it breaks first.
pub fn read(text: &str, deepest: usize) -> Result<Json, Fault> {
    let mut reader = Reader { text, at: 0, left: deepest };
    reader.whole().map_err(|stop| {
        // The byte that cannot stand there is one of those that were read.
        let read = &text.as_bytes()[..text.len().min(reader.at + 1)];
        let place = Place::after(read);
        match stop {
            Stop::End => Fault::Truncated(place),
            Stop::Deep => Fault::Deep(place),
            Stop::Other(what) => Fault::Text(format!("{what} {place}")),
        }
    })
}

/// Why reading stops, at the byte where the reader is.
enum Stop {
    /// The text ends.
    End,
    /// One array or object too many begins.
    Deep,
    /// This was expected there, or cannot stand there.
    Other(&'static str),
}

/// What is being read: the next byte, and how many arrays and objects may still begin in one another.
struct Reader<'t> {
    text: &'t str,
    at: usize,
    left: usize,
}

impl Reader<'_> {
    fn whole(&mut self) -> Result<Json, Stop> {
        let json = self.value()?;
        match self.after_blanks() {
            None => Ok(json),
            Some(_) => Err(Stop::Other("expected the end")),
        }
    }

    fn value(&mut self) -> Result<Json, Stop> {
        match self.after_blanks().ok_or(Stop::End)? {
            b'n' => self.word("null", Json::Null),
            b't' => self.word("true", Json::Flag(true)),
            b'f' => self.word("false", Json::Flag(false)),
            b'-' | b'0'..=b'9' => self.number(),
            b'"' => self.string().map(Json::Text),
            b'[' => {
                let mut items = Vec::new();
                self.each(b']', &mut |reader| {
                    items.push(reader.value()?);
                    Ok(())
                })?;
                Ok(Json::List(items))
            }
            b'{' => {
                let mut members = Vec::new();
                self.each(b'}', &mut |reader| {
                    if reader.after_blanks().ok_or(Stop::End)? != b'"' {
                        return Err(Stop::Other("expected a name in quotes"));
                    }
                    let name = reader.string()?;
                    if reader.after_blanks().ok_or(Stop::End)? != b':' {
                        return Err(Stop::Other("expected `:`"));
                    }
                    reader.at += 1;
                    members.push((name, reader.value()?));
                    Ok(())
                })?;
                Ok(Json::Object(members))
            }
            _ => Err(Stop::Other("expected a value")),
        }
    }

    /// What stands between this bracket and the one that closes it, with commas in between.
    fn each(&mut self, close: u8, read: &mut dyn FnMut(&mut Self) -> Result<(), Stop>) -> Result<(), Stop> {
        self.left = self.left.checked_sub(1).ok_or(Stop::Deep)?;
        self.at += 1;
        if self.after_blanks() != Some(close) {
            loop {
                read(self)?;
                match self.after_blanks().ok_or(Stop::End)? {
                    b',' => self.at += 1,
                    byte if byte == close => break,
                    _ => return Err(Stop::Other("expected `,` or the closing bracket")),
                }
            }
        }
        self.at += 1;
        self.left += 1;
        Ok(())
    }

    fn word(&mut self, word: &str, means: Json) -> Result<Json, Stop> {
        for letter in word.bytes() {
            if self.byte()? != letter {
                return Err(Stop::Other("expected a value"));
            }
            self.at += 1;
        }
        Ok(means)
    }

    /// A number by RFC 8259, section 6. One that is not whole, or beyond 64 bits, is only known to be one.
    fn number(&mut self) -> Result<Json, Stop> {
        let from = self.at;
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        if self.byte()? == b'0' {
            self.at += 1;
        } else {
            self.digits()?;
        }
        let mut is_whole = &self.text[from..self.at] != "-0";
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits()?;
            is_whole = false;
        }
        if let Some(b'e' | b'E') = self.peek() {
            self.at += 1;
            if let b'+' | b'-' = self.byte()? {
                self.at += 1;
            }
            self.digits()?;
            is_whole = false;
        }
        let whole = if is_whole { self.text[from..self.at].parse().ok() } else { None };
        Ok(whole.map_or(Json::Fraction, Json::Whole))
    }

    fn digits(&mut self) -> Result<(), Stop> {
        if !self.byte()?.is_ascii_digit() {
            return Err(Stop::Other("expected a digit"));
        }
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        Ok(())
    }

    fn string(&mut self) -> Result<String, Stop> {
        self.at += 1;
        let mut string = String::new();
        loop {
            let plain = plain(&self.text.as_bytes()[self.at..]);
            string.push_str(&self.text[self.at..self.at + plain]);
            self.at += plain;
            match self.byte()? {
                b'"' => break,
                b'\\' => {
                    self.at += 1;
                    string.push(self.escaped()?);
                }
                _ => return Err(Stop::Other("expected no control character in a text")),
            }
        }
        self.at += 1;
        Ok(string)
    }

    /// What stands after a backslash.
    fn escaped(&mut self) -> Result<char, Stop> {
        let byte = self.byte()?;
        let means = match byte {
            b'"' | b'\\' | b'/' => byte,
            b'b' => 8,
            b'f' => 12,
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'u' => {
                self.at += 1;
                return self.unicode();
            }
            _ => return Err(Stop::Other("no such escape")),
        };
        self.at += 1;
        Ok(means.into())
    }

    /// Four digits after a `u`, or twice that where a pair makes one character.
    fn unicode(&mut self) -> Result<char, Stop> {
        let first = self.four_digits()?;
        let code = if first & 0xfc00 == 0xd800 {
            for expected in [b'\\', b'u'] {
                if self.byte()? != expected {
                    return Err(HALF);
                }
                self.at += 1;
            }
            let second = self.four_digits()?;
            if second & 0xfc00 != 0xdc00 {
                return Err(HALF);
            }
            0x10000 + ((first & 0x3ff) << 10 | second & 0x3ff)
        } else {
            first
        };
        char::from_u32(code).ok_or(HALF)
    }

    fn four_digits(&mut self) -> Result<u32, Stop> {
        let mut code = 0;
        for _ in 0..4 {
            let digit = char::from(self.byte()?).to_digit(16);
            code = code * 16 + digit.ok_or(Stop::Other("expected four hexadecimal digits"))?;
            self.at += 1;
        }
        Ok(code)
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn byte(&self) -> Result<u8, Stop> {
        self.peek().ok_or(Stop::End)
    }

    /// The next byte that is no blank, which stays to be read.
    fn after_blanks(&mut self) -> Option<u8> {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.peek() {
            self.at += 1;
        }
        self.peek()
    }
}

const HALF: Stop = Stop::Other("half of a character");

/// How many bytes stand for themselves in a text. Most of a signed file is inside texts, so whole runs of bytes
/// are looked at together, without a branch for each, which compilers turn into wide instructions.
fn plain(rest: &[u8]) -> usize {
    const RUN: usize = 32;
    let tells = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..0x20);
    let is_plain = |run: &&[u8]| !run.iter().fold(false, |told, byte| told | tells(byte));
    let runs = RUN * rest.chunks_exact(RUN).take_while(is_plain).count();
    runs + rest[runs..].iter().position(tells).unwrap_or(rest.len() - runs)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A tree says what the text says, also once it is written again.
    #[test]
    fn what_is_read_is_what_stands_there() {
        let of = |text: &str| format!(r#"{{"a":[{text}],"b":null}}"#);
        let values = [
            "0",
            "-1",
            "10",
            "9223372036854775807",
            "-9223372036854775808",
            "true",
            "false",
            "null",
            r#""""#,
            r#""a\"\\\/\b\f\n\r\t\u00e9\ud83c\udf0a\u0000""#,
            "[]",
            "{}",
            "[[],[1,2]]",
            r#"{"x":{"y":[]}}"#,
            " 1 , 2 ",
            "\r\n\t1",
            r#""é🌊""#,
            // Not JSON at all.
            "",
            ",",
            "1,",
            "01",
            "+1",
            "-",
            "-a",
            ".5",
            "1.",
            "1.e1",
            "1e",
            "1e+",
            "tru",
            "nul",
            "truth",
            "True",
            "'a'",
            "[",
            "]",
            "{",
            "}",
            "{1:2}",
            r#"{"a"}"#,
            r#"{"a":}"#,
            r#"{"a":1,}"#,
            r#"{a:1}"#,
            r#""\x""#,
            r#""\u12""#,
            r#""\u12g4""#,
            r#""\ud83c""#,
            r#""\ud83c\u0041""#,
            r#""\udf0a""#,
            r#""\ud83cx""#,
            "\"\u{1}\"",
            "\"\n\"",
            "NaN",
            "Infinity",
            "1 2",
            "\u{a0}1",
            "/**/1",
            "\"a",
            "\\u0031",
        ];
        for value in values {
            let text = of(value);
            let other = serde_json::from_str::<serde_json::Value>(&text);
            match (read(&text, 16), other) {
                (Ok(ours), Ok(other)) => {
                    let again: serde_json::Value = serde_json::from_str(&ours.to_text()).expect("JSON");
                    assert_eq!(again, other, "{value}");
                }
                (Err(_), Err(_)) => {}
                (ours, other) => panic!("{value}: {ours:?} and {other:?}"),
            }
        }
    }

    /// What is nearly JSON is read, or refused, as another reader does.
    #[test]
    fn a_text_with_one_byte_changed_means_what_another_reader_says() {
        let text = r#"{"a":[-10.5e+1,true,0,"\ud83c\udf0a\n"],"b":{"c":null, "é":-12},"d":false}"#;
        let others = r#"{}[]":,\/-+.eE019ntfu d"#.bytes().chain([0, b'\n', 0x7f]);
        for (at, other) in (0..text.len()).flat_map(|at| others.clone().map(move |other| (at, other))) {
            let mut bytes = text.as_bytes().to_vec();
            bytes[at] = other;
            let Ok(changed) = std::str::from_utf8(&bytes) else { continue };
            match (read(changed, 16), serde_json::from_str::<serde_json::Value>(changed)) {
                (Ok(ours), Ok(other)) => {
                    // By way of its objects, which are sorted and hold no twin.
                    let again: serde_json::Value = serde_json::from_str(&ours.to_text()).expect("JSON");
                    assert_eq!(Json::from(&again).to_text(), Json::from(&other).to_text(), "{changed}");
                }
                (Err(_), Err(_)) => {}
                (ours, other) => panic!("{changed}: {ours:?} and {other:?}"),
            }
        }
    }

    #[test]
    fn fractions_are_told_from_whole_numbers_and_twins_stay() {
        for text in ["1.0", "-0", "1e2", "1E-2", "-0.0", "9223372036854775808"] {
            assert_eq!(read(text, 16), Ok(Json::Fraction), "{text}");
        }
        let twins = Json::Object(vec![("a".into(), Json::Whole(1)), ("a".into(), Json::Whole(2))]);
        assert_eq!(read(r#"{"a":1,"\u0061":2}"#, 16), Ok(twins));
    }

    #[test]
    fn a_text_cut_anywhere_is_known_as_cut() {
        let text = r#"{"a":[-10.5e+1,true,"\ud83c\udf0a\n"],"b":{"c":null}}"#;
        for end in 0..text.len() {
            assert!(matches!(read(&text[..end], 16), Err(Fault::Truncated(_))), "{}", &text[..end]);
        }
        assert!(read(text, 16).is_ok());
    }

    /// What stands in a string nests nothing, however long the string is and wherever its escapes stand.
    #[test]
    fn strings_of_every_length_are_passed_over() {
        for length in 0..100 {
            let long = "[".repeat(length);
            for inside in
                [long.clone(), format!("{long}\\\""), format!("\\\\{long}\\\\"), format!("{long}\\\"{long}")]
            {
                let text = format!("[\"{inside}\",[\"{inside}\",[");
                let place = Place { line: 1, column: text.len() };
                assert_eq!(read(&text, 2), Err(Fault::Deep(place)), "{text}");
                assert!(read(&format!("[\"{inside}\",[\"{inside}\"]]"), 2).is_ok(), "{inside}");
                assert!(matches!(read(&format!("[\"{inside}"), 2), Err(Fault::Truncated(_))), "{inside}");
            }
        }
    }

    #[test]
    fn a_fault_says_where_it_is() {
        let said = |text: &str| match read(text, 2) {
            Err(Fault::Text(why)) => why,
            Err(Fault::Truncated(place)) => format!("cut {place}"),
            Err(Fault::Deep(place)) => format!("deep {place}"),
            Ok(json) => json.to_text(),
        };
        assert_eq!(said("nope"), "expected a value at line 1 column 2");
        assert_eq!(said("{\n \"a\": ?}"), "expected a value at line 2 column 7");
        assert_eq!(said("{\n \"a\": 1"), "cut at line 2 column 7");
        assert_eq!(said("[[\n[]]]"), "deep at line 2 column 1");
        assert_eq!(said(""), "cut at line 1 column 0");
    }
}
