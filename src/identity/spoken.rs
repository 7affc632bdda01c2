//! Short words that are said over a telephone and typed from memory: 1,296 of them, each a little more than ten
//! bits.
//!
//! The list is the first short one that the Electronic Frontier Foundation published for passphrases from dice
//! (Creative Commons Attribution 3.0): at most five letters, no two that sound alike.

const LIST: &str = include_str!("spoken.txt");

/// How many words there are: four throws of a die.
pub const SPOKEN_WORDS: u16 = 1296;

/// The word with that number, counted from 0, and round again from [`SPOKEN_WORDS`].
pub fn spoken_word(number: u16) -> &'static str {
    LIST.lines().nth(usize::from(number % SPOKEN_WORDS)).unwrap_or_default()
}

/// Whether it is one of the words.
pub fn is_spoken_word(word: &str) -> bool {
    LIST.lines().any(|listed| listed == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_has_a_word_of_its_own() {
        let words: Vec<&str> = (0..SPOKEN_WORDS).map(spoken_word).collect();
        assert_eq!((words[0], words[1295]), ("acid", "zoom"));
        assert!(words.windows(2).all(|two| two[0] < two[1]), "sorted, so no word comes twice");
        assert!(words.iter().all(|word| (3..=5).contains(&word.len()) && is_spoken_word(word)));
        assert_eq!(LIST.lines().count(), words.len());
        assert!(!is_spoken_word("") && !is_spoken_word("acids"));
        assert_eq!(spoken_word(SPOKEN_WORDS), "acid");
    }
}
