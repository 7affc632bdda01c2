//! JSON with one meaning: what two readers could understand differently is refused.
//!
//! serde_json takes the last of two equal keys, reads an array as a struct, and keeps floats;
//! a signature says nothing about which meaning was signed, so none of that gets in.

use std::fmt;

use base64ct::{Base64UrlUnpadded, Encoding};
use serde::de::{DeserializeOwned, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::format::MAX_NESTING;

/// Why text is not strict JSON.
#[derive(Debug, PartialEq)]
pub(super) enum Fault {
    /// It stops before its end.
    Truncated,
    /// It nests deeper than the format allows.
    Deep,
    /// Anything else: the position and the reason.
    Text(String),
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Truncated => out.write_str("it stops before its end"),
            Self::Deep => write!(out, "it nests deeper than {MAX_NESTING}"),
            Self::Text(why) => out.write_str(why),
        }
    }
}

/// The largest integer that every reader of JSON keeps exactly: 2^53 − 1.
const LARGEST_INTEGER: u64 = (1 << 53) - 1;

/// Reads JSON without duplicate members, floats, lone surrogates or deep nesting.
pub(super) fn value(text: &[u8]) -> Result<Value, Fault> {
    if nesting(text) > MAX_NESTING {
        return Err(Fault::Deep);
    }
    let read: Result<Strict, _> = serde_json::from_slice(text);
    read.map(|Strict(value)| value)
        .map_err(|error| if error.is_eof() { Fault::Truncated } else { Fault::Text(error.to_string()) })
}

/// Reads JSON as [`value`] does, and only in its one spelling: RFC 8785 for what we can hold.
pub(super) fn canonical(text: &[u8]) -> Result<Value, String> {
    let value = value(text).map_err(|fault| fault.to_string())?;
    if value.to_string().as_bytes() == text {
        Ok(value)
    } else {
        Err("it is not in its one spelling".to_owned())
    }
}

/// Reads a value as exactly a `T`: no member more or fewer, nothing in another shape.
pub(super) fn exactly<T: Serialize + DeserializeOwned>(value: &Value) -> Result<T, String> {
    let typed = T::deserialize(value).map_err(|error| error.to_string())?;
    let again = serde_json::to_value(&typed).map_err(|error| error.to_string())?;
    if again == *value { Ok(typed) } else { Err("its members are not those of the format".to_owned()) }
}

/// Decodes base64url without padding and without stray bits in the last character.
pub(super) fn base64url(text: &str) -> Result<Vec<u8>, String> {
    Base64UrlUnpadded::decode_vec(text).map_err(|_| "it is not base64url".to_owned())
}

/// base64url(SHA-256(bytes)): names an enrolment, pins a pack, commits to words.
pub(super) fn digest(bytes: &[u8]) -> String {
    Base64UrlUnpadded::encode_string(&Sha256::digest(bytes))
}

/// How deep arrays and objects nest, found without recursion: before any parser may recurse.
fn nesting(text: &[u8]) -> usize {
    let (mut depth, mut deepest, mut in_string, mut escaped) = (0_usize, 0, false, false);
    for byte in text {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'[' | b'{' if !in_string => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b']' | b'}' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

struct Strict(Value);

impl<'de> Deserialize<'de> for Strict {
    fn deserialize<D: Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
        reader.deserialize_any(StrictVisitor).map(Strict)
    }
}

struct StrictVisitor;

impl<'de> Visitor<'de> for StrictVisitor {
    type Value = Value;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("null, true, false, an integer, text, an array or an object")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, is: bool) -> Result<Value, E> {
        Ok(Value::Bool(is))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Value, E> {
        if number > LARGEST_INTEGER {
            return Err(E::custom("an integer out of range"));
        }
        Ok(Value::from(number))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Value, E> {
        if number.unsigned_abs() > LARGEST_INTEGER {
            return Err(E::custom("an integer out of range"));
        }
        Ok(Value::from(number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::from(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut read = Vec::new();
        while let Some(Strict(item)) = items.next_element()? {
            read.push(item);
        }
        Ok(Value::Array(read))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut read = Map::new();
        while let Some((name, Strict(value))) = members.next_entry::<String, Strict>()? {
            if read.contains_key(&name) {
                return Err(A::Error::custom(format!("the member {name:?} twice")));
            }
            read.insert(name, value);
        }
        Ok(Value::Object(read))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_two_meanings_is_refused() {
        for text in [
            r#"{"a":1,"a":1}"#,
            r#"[{"a":{"b":1,"c":2,"b":3}}]"#,
            r#"{"a":1,"\u0061":2}"#,
            "[1.0]",
            "[1e2]",
            "[-0]",
            "[9007199254740992]",
            "[-9007199254740992]",
            r#"["\ud800"]"#,
            r#"{"\udfff":1}"#,
            "[1]]",
        ] {
            assert!(matches!(value(text.as_bytes()), Err(Fault::Text(_))), "{text}");
        }
        assert!(value(br#"{"a":[9007199254740991,-1,null,true,"\ud83d\ude00"]}"#).is_ok());
    }

    #[test]
    fn nesting_is_counted_before_parsing_and_not_in_text() {
        let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert!(value(nested(16).as_bytes()).is_ok());
        assert_eq!(value(nested(17).as_bytes()), Err(Fault::Deep));
        assert_eq!(value("[".repeat(2_000_000).as_bytes()), Err(Fault::Deep));
        assert!(value(format!(r#"["{}\"{}"]"#, "[".repeat(20), "{".repeat(20)).as_bytes()).is_ok());
    }

    #[test]
    fn members_in_another_shape_are_refused() {
        #[derive(Debug, serde::Serialize, serde::Deserialize)]
        struct Pair {
            a: u8,
            b: Option<u8>,
        }
        let pair = |text: &str| exactly::<Pair>(&value(text.as_bytes()).expect("JSON"));
        assert!(pair(r#"{"b":null,"a":1}"#).is_ok());
        for text in [r#"{"a":1}"#, r#"[1,2]"#, r#"{"a":1,"b":2,"c":3}"#, r#"{"a":256,"b":2}"#] {
            assert!(pair(text).is_err(), "{text}");
        }
    }
}
