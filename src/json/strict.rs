//! JSON with one meaning: what two readers could understand differently is refused.
//!
//! Of two equal members some readers take the first, some the last; some keep fractions exactly,
//! some do not. A signature says nothing about which meaning was signed, so none of that gets in.

use super::found::quoted;
use super::{Fault, Json, read};

/// The deepest nesting of arrays and objects, in a file and in everything inside it.
pub const MAX_NESTING: usize = 16;

/// The largest integer that every reader of JSON keeps exactly: 2^53 − 1.
const LARGEST_INTEGER: u64 = (1 << 53) - 1;

/// Reads JSON without members written twice, fractions, lone surrogates or deep nesting.
///
/// # Errors
/// [`Fault`] says what it holds instead.
pub fn strictly(text: &[u8]) -> Result<Json, Fault> {
    let text = std::str::from_utf8(text).map_err(|_| Fault::Text("it is not UTF-8".to_owned()))?;
    let json = read(text, MAX_NESTING)?;
    check(&json).map_err(Fault::Text)?;
    Ok(json)
}

/// Reads JSON as [`strictly`] does, and only in its one spelling: RFC 8785 for what we can hold.
///
/// # Errors
/// Why it is not.
pub fn canonical(text: &[u8]) -> Result<Json, String> {
    let json = strictly(text).map_err(|fault| fault.to_string())?;
    if is_sorted(&json) && json.to_text().as_bytes() == text {
        Ok(json)
    } else {
        Err("it is not in its one spelling".to_owned())
    }
}

/// The names that stand more than once among these members, each once.
pub fn twins(members: &[(String, Json)]) -> Vec<&str> {
    let mut names: Vec<&str> = members.iter().map(|(name, _)| name.as_str()).collect();
    names.sort_unstable();
    let mut twins: Vec<&str> =
        names.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect();
    twins.dedup();
    twins
}

fn check(json: &Json) -> Result<(), String> {
    match json {
        Json::Null | Json::Flag(_) | Json::Text(_) => Ok(()),
        Json::Whole(number) if number.unsigned_abs() <= LARGEST_INTEGER => Ok(()),
        Json::Whole(_) | Json::Fraction => Err("a number that is not whole, or out of range".to_owned()),
        Json::List(items) => items.iter().try_for_each(check),
        Json::Object(members) => match twins(members).first() {
            Some(twin) => Err(format!("the member {} twice", quoted(twin))),
            None => members.iter().try_for_each(|(_, value)| check(value)),
        },
    }
}

/// Whether the members of every object are sorted by name.
fn is_sorted(json: &Json) -> bool {
    match json {
        Json::Null | Json::Flag(_) | Json::Whole(_) | Json::Fraction | Json::Text(_) => true,
        Json::List(items) => items.iter().all(is_sorted),
        Json::Object(members) => {
            members.windows(2).all(|pair| pair[0].0 < pair[1].0)
                && members.iter().all(|(_, value)| is_sorted(value))
        }
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
            assert!(matches!(strictly(text.as_bytes()), Err(Fault::Text(_))), "{text}");
        }
        assert!(matches!(strictly(b"[\"\xff\"]"), Err(Fault::Text(_))));
        assert!(strictly(br#"{"a":[9007199254740991,-1,null,true,"\ud83d\ude00"]}"#).is_ok());
    }

    #[test]
    fn nesting_is_counted_before_parsing_and_not_in_text() {
        let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert!(strictly(nested(16).as_bytes()).is_ok());
        assert!(matches!(strictly(nested(17).as_bytes()), Err(Fault::Deep(_))));
        assert!(matches!(strictly("[".repeat(2_000_000).as_bytes()), Err(Fault::Deep(_))));
        assert!(strictly(format!(r#"["{}\"{}"]"#, "[".repeat(20), "{".repeat(20)).as_bytes()).is_ok());
    }

    #[test]
    fn there_is_one_spelling() {
        assert!(canonical(br#"{"a":[{"b":1,"c":"\n"}],"z":null}"#).is_ok());
        for text in [
            r#"{"z":1,"a":2}"#,
            r#"[{"b":{"d":1,"c":2}}]"#,
            r#"{ "a":1}"#,
            r#"{"a":1} "#,
            r#"{"a":"\u000a"}"#,
            r#"{"a":"\u00e9"}"#,
            r#"{"a":"\/"}"#,
        ] {
            assert!(strictly(text.as_bytes()).is_ok() && canonical(text.as_bytes()).is_err(), "{text}");
        }
    }
}
