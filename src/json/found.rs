//! What stands in a file, as a sentence about it calls it.

use super::Json;

impl Json {
    /// What it is, for a sentence.
    pub fn found(&self) -> String {
        match self {
            Self::Null => "null".to_owned(),
            Self::Flag(flag) => flag.to_string(),
            Self::Whole(n) => format!("the number {n}"),
            Self::Fraction => "a number that is not whole".to_owned(),
            Self::Text(text) => format!("the text {}", quoted(text)),
            Self::List(_) => "a list".to_owned(),
            Self::Object(_) => "an object".to_owned(),
        }
    }
}

/// A word of the file in a sentence: quoted, and cut where it would fill the screen.
pub fn quoted(text: &str) -> String {
    format!("`{}`", shortened(text))
}

/// At most 60 characters of a word that may be as long as the file.
pub fn shortened(text: &str) -> String {
    let printable = |c: char| if c.is_control() { '\u{fffd}' } else { c };
    let mut short: String = text.chars().take(60).map(printable).collect();
    if short.len() < text.len() && text.chars().nth(60).is_some() {
        short.push('…');
    }
    short
}
