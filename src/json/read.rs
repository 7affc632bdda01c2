//! Reading JSON (RFC 8259), nothing looser: the text as a tree, or where it breaks.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

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
    serde_json::from_str(text).map_err(|error| {
        let place = Place { line: error.line(), column: error.column() };
        if error.is_eof() { Fault::Truncated(place) } else { Fault::Text(error.to_string()) }
    })
}

/// Where arrays and objects nest too deep, found without recursion: before any reading may recurse.
fn too_deep(text: &[u8], deepest: usize) -> Option<usize> {
    let (mut depth, mut at) = (0_usize, 0);
    while let Some(byte) = text.get(at) {
        at += 1;
        match byte {
            b'"' => at = after_string(text, at),
            b'[' | b'{' => {
                depth += 1;
                if depth > deepest {
                    return Some(at);
                }
            }
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

/// Where a string ends that begins before `at`. Most of a signed file is inside strings, so whole runs of
/// bytes are looked at together, without a branch for each, which compilers turn into wide instructions.
fn after_string(text: &[u8], mut at: usize) -> usize {
    const RUN: usize = 32;
    let tells = |byte: &u8| matches!(byte, b'"' | b'\\');
    while let Some(rest) = text.get(at..) {
        let is_plain = |run: &&[u8]| !run.iter().fold(false, |told, byte| told | tells(byte));
        let plain = RUN * rest.chunks_exact(RUN).take_while(is_plain).count();
        match rest[plain..].iter().position(tells) {
            None => break,
            Some(end) if rest[plain + end] == b'"' => return at + plain + end + 1,
            Some(escape) => at += plain + escape + 2,
        }
    }
    text.len()
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Tree)
    }
}

struct Tree;

impl<'de> Visitor<'de> for Tree {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Json, E> {
        Ok(Json::Flag(flag))
    }

    fn visit_i64<E>(self, n: i64) -> Result<Json, E> {
        Ok(Json::Whole(n))
    }

    fn visit_u64<E>(self, n: u64) -> Result<Json, E> {
        Ok(i64::try_from(n).map_or(Json::Fraction, Json::Whole))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Json, E> {
        Ok(Json::Fraction)
    }

    fn visit_str<E>(self, text: &str) -> Result<Json, E> {
        Ok(Json::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Json, E> {
        Ok(Json::Text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Json, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Json::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Json, A::Error> {
        let mut object = Vec::new();
        while let Some(member) = members.next_entry()? {
            object.push(member);
        }
        Ok(Json::Object(object))
    }
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
        assert_eq!(said("nope"), "expected ident at line 1 column 2");
        assert_eq!(said("{\n \"a\": ?}"), "expected value at line 2 column 7");
        assert_eq!(said("{\n \"a\": 1"), "cut at line 2 column 7");
        assert_eq!(said("[[\n[]]]"), "deep at line 2 column 1");
        assert_eq!(said(""), "cut at line 1 column 0");
    }
}
