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
/// [`Fault`] says where it breaks. Nesting is looked at first.
pub fn read(text: &str, deepest: usize) -> Result<Json, Fault> {
    if let Some(end) = too_deep(text.as_bytes(), deepest) {
        return Err(Fault::Deep(Place::after(&text.as_bytes()[..end])));
    }
    let mut reader = Reader { text, at: 0 };
    let value = reader.value()?;
    match reader.peek() {
        None => Ok(value),
        Some(_) => reader.wrong("trailing characters"),
    }
}

/// Where arrays and objects nest too deep, found without recursion: before any reading may recurse.
fn too_deep(text: &[u8], deepest: usize) -> Option<usize> {
    let (mut depth, mut in_string, mut escaped) = (0_usize, false, false);
    for (at, byte) in text.iter().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'[' | b'{' if !in_string => {
                depth += 1;
                if depth > deepest {
                    return Some(at + 1);
                }
            }
            b']' | b'}' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl Reader<'_> {
    fn value(&mut self) -> Result<Json, Fault> {
        match self.needed()? {
            b'n' => self.word("null", Json::Null),
            b't' => self.word("true", Json::Flag(true)),
            b'f' => self.word("false", Json::Flag(false)),
            b'"' => self.string().map(Json::Text),
            b'[' => self.list(),
            b'{' => self.object(),
            b'-' | b'0'..=b'9' => self.number(),
            _ => self.wrong("expected value"),
        }
    }

    fn list(&mut self) -> Result<Json, Fault> {
        self.at += 1;
        let mut list = Vec::new();
        if self.needed()? == b']' {
            self.at += 1;
            return Ok(Json::List(list));
        }
        loop {
            list.push(self.value()?);
            match self.needed()? {
                b',' => self.at += 1,
                b']' => {
                    self.at += 1;
                    return Ok(Json::List(list));
                }
                _ => return self.wrong("expected `,` or `]`"),
            }
        }
    }

    fn object(&mut self) -> Result<Json, Fault> {
        self.at += 1;
        let mut members = Vec::new();
        if self.needed()? == b'}' {
            self.at += 1;
            return Ok(Json::Object(members));
        }
        loop {
            if self.needed()? != b'"' {
                return self.wrong("expected the name of a member in quotes");
            }
            let name = self.string()?;
            if self.needed()? != b':' {
                return self.wrong("expected `:`");
            }
            self.at += 1;
            members.push((name, self.value()?));
            match self.needed()? {
                b',' => self.at += 1,
                b'}' => {
                    self.at += 1;
                    return Ok(Json::Object(members));
                }
                _ => return self.wrong("expected `,` or `}`"),
            }
        }
    }

    fn word(&mut self, word: &str, value: Json) -> Result<Json, Fault> {
        for letter in word.bytes() {
            if self.byte()? != letter {
                return self.wrong("expected ident");
            }
            self.at += 1;
        }
        Ok(value)
    }

    fn number(&mut self) -> Result<Json, Fault> {
        let start = self.at;
        if self.byte()? == b'-' {
            self.at += 1;
        }
        // No number begins with a zero that means nothing.
        if self.byte()? == b'0' {
            self.at += 1;
        } else {
            self.digits()?;
        }
        let whole = self.at;
        if self.next() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if let Some(b'e' | b'E') = self.next() {
            self.at += 1;
            if let b'+' | b'-' = self.byte()? {
                self.at += 1;
            }
            self.digits()?;
        }
        let digits = &self.text[start..self.at];
        let number = if self.at == whole && digits != "-0" { digits.parse().ok() } else { None };
        Ok(number.map_or(Json::Fraction, Json::Whole))
    }

    fn digits(&mut self) -> Result<(), Fault> {
        if !self.byte()?.is_ascii_digit() {
            return self.wrong("invalid number");
        }
        while self.next().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        Ok(())
    }

    fn string(&mut self) -> Result<String, Fault> {
        self.at += 1;
        let mut read = String::new();
        loop {
            let start = self.at;
            while !matches!(self.byte()?, b'"' | b'\\' | 0..0x20) {
                self.at += 1;
            }
            read.push_str(&self.text[start..self.at]);
            match self.byte()? {
                b'"' => {
                    self.at += 1;
                    return Ok(read);
                }
                b'\\' => {
                    self.at += 1;
                    read.push(self.escaped()?);
                }
                _ => return self.wrong("a control character in a text"),
            }
        }
    }

    /// What stands behind a backslash.
    fn escaped(&mut self) -> Result<char, Fault> {
        let character = match self.byte()? {
            b'u' => {
                self.at += 1;
                return self.code_point();
            }
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            byte @ (b'"' | b'\\' | b'/') => char::from(byte),
            _ => return self.wrong("invalid escape"),
        };
        self.at += 1;
        Ok(character)
    }

    /// Four hexadecimal digits; of a character beyond 16 bits twice four, as UTF-16 has it.
    fn code_point(&mut self) -> Result<char, Fault> {
        let first = self.four()?;
        if !(0xd800..0xdc00).contains(&first) {
            return char::from_u32(first).map_or_else(|| self.wrong("half a character"), Ok);
        }
        for mark in [b'\\', b'u'] {
            if self.byte()? != mark {
                return self.wrong("half a character");
            }
            self.at += 1;
        }
        let second = self.four()?;
        let is_second = (0xdc00..0xe000).contains(&second);
        let whole = is_second.then(|| 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00));
        whole.and_then(char::from_u32).map_or_else(|| self.wrong("half a character"), Ok)
    }

    fn four(&mut self) -> Result<u32, Fault> {
        let mut code = 0;
        for _ in 0..4 {
            let Some(digit) = char::from(self.byte()?).to_digit(16) else {
                return self.wrong("invalid escape");
            };
            code = code << 4 | digit;
            self.at += 1;
        }
        Ok(code)
    }

    /// The byte that comes next, whatever it is.
    fn next(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn byte(&self) -> Result<u8, Fault> {
        self.next().ok_or_else(|| Fault::Truncated(self.place()))
    }

    /// The next byte that is not blank.
    fn peek(&mut self) -> Option<u8> {
        while let Some(b' ' | b'\n' | b'\t' | b'\r') = self.next() {
            self.at += 1;
        }
        self.next()
    }

    fn needed(&mut self) -> Result<u8, Fault> {
        self.peek();
        self.byte()
    }

    fn place(&self) -> Place {
        Place::after(&self.text.as_bytes()[..self.at])
    }

    /// The fault that the next byte is.
    fn wrong<T>(&self, why: &str) -> Result<T, Fault> {
        let read = &self.text.as_bytes()[..self.at + 1];
        Err(Fault::Text(format!("{why} {}", Place::after(read))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Another program's reader is the witness: what is JSON for it is JSON here, and the same.
    #[test]
    fn what_is_read_is_what_another_program_reads() {
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

    #[test]
    fn fractions_are_told_from_whole_numbers_and_twins_stay() {
        for text in ["1.0", "-0", "1e2", "1E-2", "-0.0", "9223372036854775808", "1e999"] {
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

    #[test]
    fn a_fault_says_where_it_is() {
        let said = |text: &str| match read(text, 2) {
            Err(Fault::Text(why)) => why,
            Err(Fault::Truncated(place)) => format!("cut {place}"),
            Err(Fault::Deep(place)) => format!("deep {place}"),
            Ok(json) => json.to_text(),
        };
        assert_eq!(said("nope"), "expected ident at line 1 column 2");
        assert_eq!(said("{\n \"a\": ?}"), "expected value at line 2 column 7");
        assert_eq!(said("{\n \"a\": 1"), "cut at line 2 column 7");
        assert_eq!(said("[[\n[]]]"), "deep at line 2 column 1");
        assert_eq!(said(""), "cut at line 1 column 0");
    }
}
