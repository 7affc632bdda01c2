//! JSON as the formats use it: one tree, one reader, one writer.
//!
//! The one idea: *reading forgets nothing that could have a second meaning.* A member written twice
//! stands in the tree twice, a fraction stands there as what no member takes; so whoever reads can
//! refuse it, and nobody has to know what a parser silently makes of it. [`strictly`] refuses it for
//! the formats whose bytes are signed, [`exactly`] takes a tree apart member by member, [`walk`] says
//! everything at once that is wrong with a file that a person wrote, and [`Json::to_text`] writes one. Start at [`Json`].

pub mod found;
mod members;
mod read;
pub mod slips;
mod spelling;
mod strict;
mod values;
pub mod walk;

use chrono::{DateTime, NaiveDate, Utc};

pub use members::{Members, Part, exactly};
pub use read::{Fault, Place, read};
pub use spelling::{minutes_text, parse_any_date, parse_date, parse_minutes, parse_utc, utc_text};
pub use strict::{MAX_NESTING, canonical, strictly, twins};

/// A JSON value as it stands in the text.
#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    /// `null`.
    Null,
    /// `true` or `false`.
    Flag(bool),
    /// A whole number.
    Whole(i64),
    /// Not a whole number, or one beyond 64 bits, or `-0`; no member takes it.
    Fraction,
    /// Text.
    Text(String),
    /// An array.
    List(Vec<Json>),
    /// An object: its members as they stand, one that is written twice twice.
    Object(Vec<(String, Json)>),
}

impl Json {
    /// An object of these members, in this order.
    pub fn object(members: Vec<(&'static str, Self)>) -> Self {
        let mut named = Vec::with_capacity(members.len());
        for (name, value) in members {
            named.push((name.to_owned(), value));
        }
        Self::Object(named)
    }

    /// An object of these members, sorted by name.
    pub fn sorted_object(members: Vec<(&'static str, Self)>) -> Self {
        let mut sorted: Vec<(&str, Self)> = Vec::with_capacity(members.len());
        for member in members {
            let place = sorted.partition_point(|(name, _)| *name < member.0);
            sorted.insert(place, member);
        }
        Self::object(sorted)
    }

    /// A moment in UTC, in whole seconds, as [`Part::moment`] reads it.
    pub fn moment(at: DateTime<Utc>) -> Self {
        Self::Text(utc_text(at))
    }

    /// A date as [`Part::date`] reads it.
    pub fn date(date: NaiveDate) -> Self {
        Self::Text(date.to_string())
    }

    /// Text, or `null` where there is none.
    pub fn text_or_null<T: AsRef<str>>(text: Option<&T>) -> Self {
        text.map_or(Self::Null, |text| Self::from(text.as_ref()))
    }

    /// A list of texts.
    pub fn texts<T: AsRef<str>>(texts: &[T]) -> Self {
        Self::List(texts.iter().map(|text| Self::from(text.as_ref())).collect())
    }

    /// A member of an object; of two with that name the first.
    pub fn member(&self, name: &str) -> Option<&Self> {
        let Self::Object(members) = self else { return None };
        members.iter().find(|(own, _)| own == name).map(|(_, value)| value)
    }

    /// What it says, if it is text.
    pub fn as_text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// Its items, if it is a list; else none.
    pub fn items(&self) -> &[Self] {
        if let Self::List(items) = self { items } else { &[] }
    }

    /// As text (a [`Self::Fraction`] as `null`), without a space and with no escapes but those that JSON demands: with its members
    /// sorted by name it is the one spelling of RFC 8785, as far as that goes for whole numbers.
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        self.write(&mut text);
        text
    }

    fn write(&self, to: &mut String) {
        match self {
            Self::Null | Self::Fraction => to.push_str("null"),
            Self::Flag(flag) => to.push_str(if *flag { "true" } else { "false" }),
            Self::Whole(number) => to.push_str(&number.to_string()),
            Self::Text(text) => write_text(text, to),
            Self::List(items) => {
                to.push('[');
                for (place, item) in items.iter().enumerate() {
                    if place > 0 {
                        to.push(',');
                    }
                    item.write(to);
                }
                to.push(']');
            }
            Self::Object(members) => {
                to.push('{');
                for (place, (name, value)) in members.iter().enumerate() {
                    if place > 0 {
                        to.push(',');
                    }
                    write_text(name, to);
                    to.push(':');
                    value.write(to);
                }
                to.push('}');
            }
        }
    }
}

impl From<&str> for Json {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

fn write_text(text: &str, to: &mut String) {
    to.push('"');
    let mut written = 0;
    for (at, byte) in text.bytes().enumerate() {
        let escape = match byte {
            b'"' => "\\\"",
            b'\\' => "\\\\",
            b'\n' => "\\n",
            b'\r' => "\\r",
            b'\t' => "\\t",
            0x08 => "\\b",
            0x0c => "\\f",
            0..0x20 => "\\u00",
            _ => continue,
        };
        to.push_str(&text[written..at]);
        to.push_str(escape);
        if escape.len() > 2 {
            for half in [byte >> 4, byte & 15] {
                to.extend(char::from_digit(half.into(), 16));
            }
        }
        written = at + 1;
    }
    to.push_str(&text[written..]);
    to.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_what_another_program_writes() {
        let characters: String = (0..0x180).filter_map(char::from_u32).chain(['\u{2028}', '🌊']).collect();
        let object = Json::object(vec![
            ("text", Json::from(characters.as_str())),
            ("list", Json::List(vec![Json::Null, Json::Flag(true), Json::Flag(false), Json::List(vec![])])),
            ("number", Json::Whole(-9_007_199_254_740_991)),
            ("none", Json::Object(vec![])),
        ]);
        let other = serde_json::json!({
            "list": [null, true, false, []], "none": {}, "number": -9_007_199_254_740_991_i64, "text": characters,
        });
        let text = object.to_text();
        assert_eq!(serde_json::from_str::<serde_json::Value>(&text).expect("JSON"), other);
        assert!(text.contains(&serde_json::Value::from(characters).to_string()));
        assert_eq!(read(&text, 16), Ok(object));
    }
}
