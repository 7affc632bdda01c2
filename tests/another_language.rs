//! A year of simulated disputes, told in a language without letters: whatever can still be read is not Accord's.
//!
//! The one idea: *every letter of the catalogue is a dot here.* So the words that are left in a view come from a
//! procedure, from the calendar, or from what somebody wrote; any others were said outside the catalogue. A test
//! binary of its own, because a language is put in place once.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use accord::casebook::desk::{Shelf, now};
use accord::casebook::simulated::{Simulation, simulate};
use accord::words;
use accord::words::catalogue::{self, Entry};

const DISPUTES: usize = 30;

#[test]
fn every_word_of_a_dispute_comes_from_the_catalogue_or_from_people() {
    put_dots();
    let theirs = Theirs::of(&["src/procedure/packs", "src/calendar", "src/casebook/simulated"]);
    let shelf = Shelf::new(Vec::new());
    let (mut texts, mut faults) = (HashSet::new(), HashSet::new());
    let mut shown = 0;
    let mut look = |place: &str, bytes: &[u8]| {
        if place.ends_with("-readable.json") {
            let view = shelf.show(bytes, now()).expect("a dispute");
            texts.extend(quoted(&format!("{view:?}")));
            shown += 1;
        }
        Ok(())
    };
    let of = Simulation { seed: 11, disputes: DISPUTES, pack: None };
    simulate(&of, &mut look, None).expect("made");
    for text in &texts {
        let is_theirs = |run: &String| theirs.said(&run.to_lowercase()) || theirs.begin(run, text);
        faults.extend(runs(text).into_iter().filter(|run| is_wording(run) && !is_theirs(run)));
    }
    assert_eq!(shown, DISPUTES);
    assert!(texts.iter().any(|text| text.contains('·')), "nothing was said");
    let mut faults: Vec<String> = faults.into_iter().collect();
    faults.sort();
    assert!(faults.is_empty(), "said outside the catalogue:\n{}", faults.join("\n"));
    assert!(!theirs.said("nothing has been opened yet"));
}

/// Puts the catalogue in place with a dot for every letter; what stands in braces chooses and stays.
fn put_dots() {
    let mut lines = Vec::new();
    // The words before the program are no part of it, as in `build.rs`.
    for file in files("src/words/en").iter().filter(|file| !file.ends_with("shell.txt")) {
        let entries = catalogue::read(&fs::read_to_string(file).expect("a catalogue")).expect("no faults");
        lines.extend(entries.iter().map(in_dots));
    }
    words::put(&lines.join("\n"), words::in_english);
}

fn in_dots(entry: &Entry) -> String {
    let mut depth = 0;
    let message = catalogue::numbered(&entry.message, &entry.names());
    let letter = |letter: char| {
        depth += i32::from(letter == '{') - i32::from(letter == '}');
        // In an argument its branches are text again.
        if depth % 2 == 0 && letter.is_alphabetic() { '·' } else { letter }
    };
    message.chars().map(letter).collect()
}

/// What others than Accord may say, in words.
struct Theirs {
    pieces: HashSet<String>,
    ids: HashSet<String>,
}

impl Theirs {
    /// Every text in quotes of these folders.
    fn of(folders: &[&str]) -> Self {
        let mut own = Self { pieces: HashSet::new(), ids: HashSet::new() };
        for file in folders.iter().flat_map(|folder| files(folder)) {
            for text in quoted(&fs::read_to_string(file).expect("a text")) {
                let is_id = |letter: char| letter.is_ascii_lowercase() || letter == '-';
                if text.chars().all(is_id) {
                    own.ids.insert(text.replace('-', " "));
                } else {
                    own.pieces.extend(runs(&text).iter().map(|run| run.to_lowercase()));
                }
            }
        }
        own
    }

    /// Whether a text quotes the first words of a piece of theirs, and says that it breaks off there.
    fn begin(&self, run: &str, text: &str) -> bool {
        let begins = [&run.to_lowercase(), " "].concat();
        text.contains(&[run, "…"].concat()) && self.pieces.iter().any(|piece| piece.starts_with(&begins))
    }

    /// Whether some words in a row are theirs: an id, or pieces one after the other.
    fn said(&self, run: &str) -> bool {
        let words: Vec<&str> = run.split(' ').collect();
        let is_piece = |from: usize, end: usize| self.pieces.contains(&words[from..end].join(" "));
        let mut reached = vec![true];
        for end in 1..=words.len() {
            let is = (0..end).any(|from| reached[from] && is_piece(from, end));
            reached.push(is);
        }
        self.ids.contains(run) || reached[words.len()]
    }
}

/// The letters of a digest in base64url, of which one in some thousand has nothing but letters.
const DIGEST: usize = 43;

/// Whether so many words in a row are for people: two, or one that begins with a capital and is no digest.
fn is_wording(run: &str) -> bool {
    run.contains(' ') || (run.len() != DIGEST && run.starts_with(char::is_uppercase))
}

/// Words that stand in a row in a text, without a mark between.
fn runs(text: &str) -> Vec<String> {
    let marks = |letter: char| ".,:;?!()[]“”…\"{}*".contains(letter);
    let is_word = |word: &str| {
        let is_letter = |letter: char| letter.is_ascii_alphabetic() || "’'-/".contains(letter);
        word.len() > 1
            && word.chars().all(is_letter)
            && word.starts_with(|one: char| one.is_ascii_alphabetic())
    };
    let mut found = vec![Vec::new()];
    for part in text.split_whitespace() {
        if part.starts_with(marks) {
            found.push(Vec::new());
        }
        match part.trim_matches(marks) {
            word if is_word(word) => found.last_mut().expect("one").push(word),
            _ => found.push(Vec::new()),
        }
        if part.ends_with(marks) {
            found.push(Vec::new());
        }
    }
    found.retain(|run| !run.is_empty());
    found.iter().map(|run| run.join(" ")).collect()
}

/// The texts that stand in quotes.
fn quoted(text: &str) -> Vec<String> {
    let text = text.replace("'\"'", "").replace("\\\"", "“").replace("\\'", "'").replace("\\n", " ");
    text.split('"').skip(1).step_by(2).map(|text| text.replace("\\\n", "")).collect()
}

fn files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            files.extend(self::files(&path.to_string_lossy()));
        } else if path
            .extension()
            .is_some_and(|ending| ["rs", "json", "txt"].iter().any(|own| ending == *own))
        {
            files.push(path);
        }
    }
    files.sort();
    files
}
