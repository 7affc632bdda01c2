//! Six words that two people compare over the telephone, each reading the other's.
//!
//! The one idea: *two phrases, never one.* Each side's words stand for that side's keys alone. A joint phrase of both
//! would let somebody in the middle choose their keys until it fits on both sides; against one phrase they must hit
//! 62 bits exactly, each try slowed by the stretching that comes before (`casebook/check_words.rs`).

use std::fmt;

use super::{SPOKEN_WORDS, spoken_word};

/// What is read out for one side's keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CheckWords([&'static str; 6]);

impl CheckWords {
    /// The words of stretched bytes: the first 16, as one number, in the base of the list; the lowest place first.
    pub fn of_stretched(bytes: &[u8; 32]) -> Self {
        let mut number = bytes[..16].iter().fold(0_u128, |number, byte| number << 8 | u128::from(*byte));
        Self([(); 6].map(|()| {
            let place = number % u128::from(SPOKEN_WORDS);
            number /= u128::from(SPOKEN_WORDS);
            // Below 1,296, so it fits.
            spoken_word(place as u16)
        }))
    }

    /// The words in the order in which they are read.
    pub fn words(&self) -> [&'static str; 6] {
        self.0
    }

    /// Whether these are the words that somebody heard and typed: all six, in their order.
    pub fn are(&self, typed: &str) -> bool {
        let typed: Vec<String> = typed.split_whitespace().map(str::to_ascii_lowercase).collect();
        typed == self.0
    }
}

impl fmt::Display for CheckWords {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0.join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn six_words_are_told_apart_and_typed_words_compared_whole() {
        let words = CheckWords::of_stretched(&[0; 32]);
        assert_eq!(words.to_string(), "acid acid acid acid acid acid");
        let mut bytes = [0; 32];
        bytes[15] = 1;
        let other = CheckWords::of_stretched(&bytes);
        assert_ne!(words, other);
        let [first, ..] = other.words();
        let typed = other.to_string();
        assert!(other.are(&typed) && other.are(&format!("  {} \n", typed.to_uppercase())));
        for wrong in
            ["", first, &typed.replacen("acid", "zoom", 1), &format!("{typed} acid"), &words.to_string()]
        {
            assert!(!other.are(wrong), "{wrong}");
        }
    }
}
