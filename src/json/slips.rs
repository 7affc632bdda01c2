//! Likely slips of the hand, for "did you mean".

/// Beyond so many known names no suggestion is sought: a hostile file must not buy time with it.
const MOST_KNOWN: usize = 300;

/// The known name that was probably meant.
pub fn meant<'k>(name: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    known.into_iter().take(MOST_KNOWN).find(|known| is_slip(name, known))
}

/// Whether one name is likely a slip for the other: few letters apart, or only written otherwise.
pub fn is_slip(name: &str, known: &str) -> bool {
    if name.len() > 40 || known.len() > 40 || name == known {
        return false;
    }
    let (a, b) = (plain(name), plain(known));
    let allowed = if b.len() < 4 { 1 } else { 2 };
    a == b || (a.len() > 2 && b.len() > 2 && distance(&a, &b) <= allowed)
}

/// Without capitals and without what parts words.
fn plain(text: &str) -> String {
    text.chars().filter(|c| !matches!(c, '-' | '_' | ' ')).map(|c| c.to_ascii_lowercase()).collect()
}

/// How many letters must be put in, left out or replaced.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, letter) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, other) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(letter != *other);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_few_letters_away_and_never_the_name_itself() {
        assert!(is_slip("lapse", "lapses"));
        assert!(is_slip("leavesLadder", "leaves_ladder"));
        assert!(is_slip("S1.setle", "S1.settle"));
        assert!(!is_slip("to", "to"));
        assert!(!is_slip("S1", "S2"));
        assert!(!is_slip("reading", "duties"));
    }
}
