//! Everything that the screens and the casebook say, in one catalogue that a translator can open: `words/en/*.txt`.
//!
//! The one idea: *whoever says something names a message, and never holds one.* `build.rs` makes of each file of the
//! catalogue a module here, with a constant for a message without arguments and a function for one
//! with, so the compiler knows every key and every argument. The English text is one blob, and a
//! [`Word`] is the number of a line in it. Another language's lines can be [`put`] in their place once,
//! at the start; a line that it lacks is said in English. What a message can say is in [`message`];
//! how to translate, in `docs/translating.md`.

use std::ops::Deref;
use std::sync::OnceLock;

pub mod message;

#[cfg(any(test, not(target_arch = "wasm32")))]
pub mod catalogue;

use message::{Filling, Value};

include!(concat!(env!("OUT_DIR"), "/words.rs"));

static LINES: OnceLock<Lines> = OnceLock::new();

/// A message without arguments; as text it is said in the language that is in place.
pub struct Word(u16);

/// The messages of a language, in the order of the English ones.
struct Lines {
    said: Vec<&'static str>,
    category: Category,
}

/// Which of the plural forms a language uses for a number: `zero`, `one`, `two`, `few`, `many`, `other`.
pub type Category = fn(usize) -> String;

impl Word {
    /// What it says.
    pub fn said(&self) -> &'static str {
        line(self.0)
    }

    /// The same, to be kept.
    pub fn to_owned(&self) -> String {
        self.said().to_owned()
    }
}

impl Deref for Word {
    type Target = str;

    fn deref(&self) -> &str {
        self.said()
    }
}

/// Puts another language in place of English: its messages, one a line, in the order of the English
/// ones and with numbers for names, each empty where it has none. Nothing happens where something was said already.
pub fn put(text: &str, category: Category) {
    let lines = Lines { said: laid_over(ENGLISH, text), category };
    // The first one stays: half a screen in each language helps nobody.
    let _ = LINES.set(lines);
}

/// The lines of a language, with the English one wherever it has none.
fn laid_over(english: &'static str, text: &str) -> Vec<&'static str> {
    let text: &'static str = String::leak(text.to_owned());
    let mut own = text.split('\n');
    let mut choose = |line| own.next().filter(|own| !own.is_empty()).unwrap_or(line);
    english.split('\n').map(&mut choose).collect()
}

fn lines() -> &'static Lines {
    LINES.get_or_init(|| Lines { said: ENGLISH.split('\n').collect(), category: in_english })
}

#[inline(never)]
fn line(number: u16) -> &'static str {
    lines().said.get(number as usize).copied().unwrap_or_default()
}

/// The message with its arguments filled in.
#[inline(never)]
fn filled(number: u16, values: &[Value<'_>]) -> String {
    Filling { values, category: lines().category }.of(line(number))
}

/// The plural forms of English.
pub fn in_english(n: usize) -> String {
    if n == 1 { "one" } else { "other" }.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_a_language_lacks_is_said_in_english() {
        assert_eq!(laid_over("One\nTwo\nThree", "Un\n\nTri"), ["Un", "Two", "Tri"]);
        assert_eq!(laid_over("One\nTwo", ""), ["One", "Two"]);
    }

    #[test]
    fn a_word_is_its_line_and_a_function_fills_it_in() {
        assert_eq!(&**home::DISPUTES, "Disputes");
        assert_eq!(home::overdue(2), "2 overdue");
        assert_eq!(home::pending(1), "1 entry waits for earlier ones that have not arrived");
    }
}
