//! What the desk writes, a line at a time.
//!
//! The one idea: *a file's words never reach the terminal raw.* Titles, references and names come
//! out of files that somebody sent; a control character in one could paint over what stands above
//! it, or begin a line that the desk never wrote. So whole lines are looked at, and no caller can
//! forget one.

use std::fmt::{Arguments, Write as _};
use std::io::{Result, Write};

use serde_json::Value;

use crate::casebook::desk::is_unseen;

/// Writes one line of text, given as to `format!`.
macro_rules! line {
    ($out:expr, $($said:tt)*) => { $crate::cli::lines::text($out, format_args!($($said)*)) };
}
pub(super) use line;

/// Writes one line of text; [`line!`] is the short way.
pub fn text(out: &mut impl Write, line: Arguments<'_>) -> Result<()> {
    writeln!(out, "{}", shown(&line.to_string()))
}

/// Writes one JSON object on one line, the same value for whoever reads it.
pub fn object(out: &mut impl Write, object: &Value) -> Result<()> {
    writeln!(out, "{}", escaped(&object.to_string()))
}

/// Each character that cannot be seen, or that moves what can, as one that can be seen.
fn shown(text: &str) -> String {
    text.chars().map(|character| if is_unseen(character) { '\u{FFFD}' } else { character }).collect()
}

/// The same in JSON, where only a string can hold such characters, as its escapes.
fn escaped(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len());
    for character in json.chars() {
        if is_unseen(character) {
            for unit in character.encode_utf16(&mut [0; 2]) {
                // Writing to a string cannot fail.
                let _ = write!(escaped, "\\u{unit:04x}");
            }
        } else {
            escaped.push(character);
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAINTED: &str = "Siân\u{1b}[2J\u{9b}31m\u{202e}\r\n  signed  by nobody\u{e0041}";

    #[test]
    fn nothing_of_a_file_moves_what_stands_on_the_terminal() {
        assert_eq!(shown(PAINTED), "Siân�[2J�31m���  signed  by nobody�");
    }

    #[test]
    fn whoever_reads_json_gets_the_same_words() {
        let escaped = escaped(&Value::from(PAINTED).to_string());
        assert!(!escaped.chars().any(is_unseen), "{escaped}");
        assert_eq!(serde_json::from_str::<Value>(&escaped).expect("JSON"), Value::from(PAINTED));
    }
}
