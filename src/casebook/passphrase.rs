//! The passphrase of a new casebook: five words that are drawn, or a person's own, if it is not among the first
//! that somebody would try.
//!
//! Deliberately absent: an estimate of how strong a person's own is
//! (`docs/decisions/which-passphrase.md`).

use crate::clock::{Clock, random};
use crate::identity::{SPOKEN_WORDS, is_spoken_word, spoken_word};
use zeroize::Zeroizing;

/// A passphrase of a person's own has at least so many characters.
pub const SHORTEST: usize = 12;

const WORDS: usize = 5;

/// What passphrases are commonly made of, in small letters; the longer before what they begin with.
const COMMON: [&str; 30] = [
    "password",
    "passphrase",
    "passwort",
    "qwertyuiop",
    "qwerty",
    "asdfghjkl",
    "asdf",
    "zxcvbnm",
    "abcdefghijklmnop",
    "abcdef",
    "abc",
    "iloveyou",
    "welcome",
    "letmein",
    "changeme",
    "football",
    "liverpool",
    "arsenal",
    "chelsea",
    "sunshine",
    "princess",
    "dragon",
    "monkey",
    "superman",
    "admin",
    "secret",
    "safeguarding",
    "accord",
    "login",
    "test",
];

/// Why a passphrase is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weak {
    /// It has fewer than [`SHORTEST`] characters.
    Short,
    /// It is made of what everybody would try first.
    Common,
}

/// Five words with a space between, drawn evenly: 51 bits.
pub fn five_words(clock: &dyn Clock) -> Zeroizing<String> {
    let mut words = Zeroizing::new(String::with_capacity(WORDS * 6));
    let mut drawn = 0;
    while drawn < WORDS {
        let number = u16::from_be_bytes(random(clock));
        // The numbers above the last whole round would make the first words likelier.
        if number < u16::MAX - u16::MAX % SPOKEN_WORDS {
            if drawn > 0 {
                words.push(' ');
            }
            words.push_str(spoken_word(number));
            drawn += 1;
        }
    }
    words
}

/// Words that may have been drawn as [`five_words`] gives them, where they were typed in another way: with capitals,
/// or with more between them than a space.
pub fn as_drawn(typed: &str) -> Option<Zeroizing<String>> {
    let (mut words, mut count) = (Zeroizing::new(String::with_capacity(typed.len())), 0);
    for typed in typed.split_whitespace() {
        let word = Zeroizing::new(typed.to_ascii_lowercase());
        if !is_spoken_word(&word) {
            return None;
        }
        if count > 0 {
            words.push(' ');
        }
        words.push_str(&word);
        count += 1;
    }
    (count == WORDS && *words != typed).then_some(words)
}

/// What is wrong with a passphrase of a person's own, if anything is.
pub fn weakness(typed: &str) -> Option<Weak> {
    if typed.chars().count() < SHORTEST {
        return Some(Weak::Short);
    }
    let lower = Zeroizing::new(typed.to_ascii_lowercase());
    let (mut rest, mut letters) = (lower.as_str(), 0_u32);
    while let Some(letter) = rest.chars().next() {
        if let Some(after) = COMMON.iter().find_map(|common| rest.strip_prefix(common)) {
            rest = after;
            continue;
        }
        // Digits and signs are what people add to a word that is asked to be longer. One bit a letter; those
        // of other alphabets share them.
        if letter.is_ascii_lowercase() || !letter.is_ascii() {
            letters |= 1 << (u32::from(letter) % 32);
        }
        rest = &rest[letter.len_utf8()..];
    }
    (letters.count_ones() < 4).then_some(Weak::Common)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::ScriptedClock;
    use chrono::DateTime;

    #[test]
    fn five_words_are_drawn_evenly_and_each_time_afresh() {
        let clock = ScriptedClock::at(DateTime::from_timestamp(1_795_000_000, 0).expect("a time"));
        let mut counts = vec![0_u32; usize::from(SPOKEN_WORDS)];
        let listed: Vec<&str> = (0..SPOKEN_WORDS).map(spoken_word).collect();
        let mut before = String::new();
        for _ in 0..2000 {
            let words = five_words(&clock);
            assert_ne!(*words, before);
            before.clone_from(&words);
            assert_eq!(words.split(' ').count(), 5);
            for word in words.split(' ') {
                counts[listed.binary_search(&word).expect("one of them")] += 1;
            }
        }
        // Each is expected 7.7 times; over 1,296 words chi-squared stays below 1,460 but once in a thousand.
        let expected = 10_000.0 / f64::from(SPOKEN_WORDS);
        let chi: f64 = counts.iter().map(|n| (f64::from(*n) - expected).powi(2) / expected).sum();
        assert!(chi < 1_460.0, "{chi}");
    }

    #[test]
    fn drawn_words_are_known_however_they_are_typed() {
        let drawn =
            five_words(&ScriptedClock::at(DateTime::from_timestamp(1_795_000_000, 0).expect("a time")));
        assert_eq!(as_drawn(&drawn), None, "as they are");
        for typed in [drawn.to_uppercase(), drawn.replace(' ', "  "), format!(" {}\n", *drawn)] {
            assert_eq!(as_drawn(&typed).as_ref(), Some(&drawn), "{typed}");
        }
        let others = [drawn.replacen(' ', "", 1), "Copper meadow lantern sixty".to_owned(), String::new()];
        for other in others {
            assert_eq!(as_drawn(&other), None, "{other}");
        }
    }

    #[test]
    fn what_everybody_tries_first_is_not_taken() {
        for short in ["", "short", "eleven char", "ééééééééééé"] {
            assert_eq!(weakness(short), Some(Weak::Short), "{short}");
        }
        for common in [
            "Password1234",
            "passwordpassword",
            "123456789012",
            "qwertyuiop123!",
            "aaaaaaaaaaaaaa",
            "ababababababab",
            "Safeguarding2026",
            "letmein letmein",
            "            ",
            "1q1q1q1q1q1q1q",
        ] {
            assert_eq!(weakness(common), Some(Weak::Common), "{common}");
        }
        for good in ["copper meadow lantern sixty", "Passwords are not my thing", "zwölf böse Äpfel"] {
            assert_eq!(weakness(good), None, "{good}");
        }
    }
}
