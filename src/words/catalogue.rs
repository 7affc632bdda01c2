//! Reading a catalogue as a translator writes it, `key = message`, and finding all its faults with
//! their lines. Builds and tests only: a page gets lines that were found right.

use super::message::{closing, next_branch};

/// A message with its key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its key.
    pub key: String,
    /// What it says.
    pub message: String,
    /// What stands above it, for the translator.
    pub note: String,
    /// Its arguments in the order in which they come, and whether each is counted.
    pub arguments: Vec<(String, bool)>,
}

impl Entry {
    /// The names of its arguments; each is taken for its number.
    pub fn names(&self) -> Vec<&str> {
        self.arguments.iter().map(|(name, _)| name.as_str()).collect()
    }
}

/// Reads a file of a catalogue; or all that is wrong with it, each with its line.
pub fn read(text: &str) -> Result<Vec<Entry>, Vec<String>> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut faults = Vec::new();
    let mut note: Vec<&str> = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let line = line.trim();
        if let Some(said) = line.strip_prefix('#') {
            note.push(said.trim());
        } else if line.is_empty() {
            note.clear();
        } else {
            match entry(line, &note.join(" ")) {
                Ok(entry) if entries.iter().any(|other| other.key == entry.key) => {
                    faults.push(format!("line {}: {} is there twice", number + 1, entry.key));
                }
                Ok(entry) => entries.push(entry),
                Err(fault) => faults.push(format!("line {}: {fault}", number + 1)),
            }
            note.clear();
        }
    }
    if faults.is_empty() { Ok(entries) } else { Err(faults) }
}

/// A message as a page takes it: each argument by its number among these instead of its name.
pub fn numbered(message: &str, names: &[&str]) -> String {
    let mut said = String::new();
    let mut rest = message;
    while let Some(at) = next_brace(rest) {
        let Some(end) = closing(&rest[at..]).map(|end| at + end).filter(|_| rest[at..].starts_with('{'))
        else {
            break;
        };
        let inner = &rest[at + 1..end];
        let (name, choice) = inner.split_once(',').unwrap_or((inner, ""));
        let place = names.iter().position(|own| *own == name.trim());
        said += &[&rest[..=at], &place.map_or("?".to_owned(), |place| place.to_string())].concat();
        if let Some((kind, mut branches)) = choice.split_once(',') {
            said += &[",", kind.trim(), ","].concat();
            while let Some((selector, branch, after)) = next_branch(branches) {
                said += &[selector, "{", &numbered(branch, names), "}"].concat();
                branches = after;
            }
        }
        said.push('}');
        rest = &rest[end + 1..];
    }
    said + rest
}

/// The messages of a file of another language in the order of those of the English one, as a page takes
/// them; or all that is wrong with it.
pub fn in_order(english: &[Entry], text: &str) -> Result<String, Vec<String>> {
    let own = read(text)?;
    let mut faults = Vec::new();
    for entry in &own {
        match english.iter().find(|other| other.key == entry.key) {
            None => faults.push(format!("{}: English has no such key", entry.key)),
            Some(other) => {
                for (name, counted) in &entry.arguments {
                    match other.arguments.iter().find(|(known, _)| known == name) {
                        None => faults.push(format!("{}: has no argument {name}", entry.key)),
                        Some((_, false)) if *counted => {
                            faults.push(format!("{}: {name} is not a number", entry.key));
                        }
                        Some(_) => {}
                    }
                }
            }
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let said = |other: &Entry| {
        let own = own.iter().find(|entry| entry.key == other.key)?;
        Some(numbered(&own.message, &other.names()))
    };
    Ok(english.iter().map(|other| said(other).unwrap_or_default()).collect::<Vec<_>>().join("\n"))
}

fn entry(line: &str, note: &str) -> Result<Entry, String> {
    let (key, message) = line.split_once('=').ok_or("no = after the key")?;
    let (key, message) = (key.trim(), message.trim());
    if key.is_empty()
        || !key.chars().all(|one| one.is_ascii_lowercase() || one.is_ascii_digit() || one == '_')
    {
        return Err(format!("{key:?} is no key"));
    }
    if message.is_empty() {
        return Err(format!("{key} says nothing"));
    }
    let mut arguments = Vec::new();
    check(message, &mut arguments).map_err(|fault| format!("{key}: {fault}"))?;
    Ok(Entry { key: key.to_owned(), message: message.to_owned(), note: note.to_owned(), arguments })
}

/// Finds the arguments of a message, or what is wrong with it.
fn check(message: &str, arguments: &mut Vec<(String, bool)>) -> Result<(), String> {
    let mut rest = message;
    // An apostrophe is skipped with what it quotes by looking for the brace that would close it all.
    while let Some(at) = next_brace(rest) {
        if rest[at..].starts_with('}') {
            return Err("a brace is closed that was not opened".to_owned());
        }
        let end = at + closing(&rest[at..]).ok_or("a brace is not closed")?;
        argument(&rest[at + 1..end], arguments)?;
        rest = &rest[end + 1..];
    }
    Ok(())
}

/// The next brace that is not quoted.
fn next_brace(text: &str) -> Option<usize> {
    let mut quoted = false;
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '\'' if letters.next_if(|(_, next)| *next == '\'').is_some() => {}
            '\'' if quoted => quoted = false,
            '\'' => quoted = letters.peek().is_some_and(|(_, next)| ['{', '}', '#'].contains(next)),
            '{' | '}' if !quoted => return Some(at),
            _ => {}
        }
    }
    None
}

fn argument(inner: &str, arguments: &mut Vec<(String, bool)>) -> Result<(), String> {
    let (name, choice) = inner.split_once(',').unwrap_or((inner, ""));
    let name = name.trim();
    if name.is_empty() || !name.chars().all(|one| one.is_ascii_lowercase() || one == '_') {
        return Err(format!("{name:?} is no argument"));
    }
    let (kind, mut rest) = choice.split_once(',').unwrap_or((choice, ""));
    let kind = kind.trim();
    if !["", "plural", "select"].contains(&kind) {
        return Err(format!("{kind:?} is neither plural nor select"));
    }
    let counted = kind == "plural";
    match arguments.iter_mut().find(|(known, _)| known == name) {
        Some((_, known)) => *known |= counted,
        None => arguments.push((name.to_owned(), counted)),
    }
    if kind.is_empty() {
        return Ok(());
    }
    let mut selectors = Vec::new();
    while let Some((selector, branch, after)) = next_branch(rest) {
        let is_exact = selector.strip_prefix('=').is_some_and(|n| n.parse::<usize>().is_ok());
        let is_form = ["zero", "one", "two", "few", "many", "other"].contains(&selector);
        if selector.is_empty() || counted && !is_exact && !is_form || selectors.contains(&selector) {
            return Err(format!("{selector:?} is no choice here"));
        }
        selectors.push(selector);
        check(branch, arguments)?;
        rest = after;
    }
    if !rest.trim().is_empty() {
        return Err(format!("{:?} is left over", rest.trim()));
    }
    if selectors.contains(&"other") { Ok(()) } else { Err(format!("{name} has no other")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_catalogue_has_keys_messages_and_notes() {
        let read = read("# The page.\n\n# A button.\nsave = Save = keep\nn_left = {n, plural, one {#} other {# of {all}}}\n")
            .expect("a catalogue");
        assert_eq!((&*read[0].key, &*read[0].message, &*read[0].note), ("save", "Save = keep", "A button."));
        assert_eq!(read[1].arguments, [("n".to_owned(), true), ("all".to_owned(), false)]);
    }

    #[test]
    fn a_malformed_message_is_refused_with_its_line() {
        let faults = |text: &str| read(text).expect_err("a fault").join("; ");
        assert_eq!(faults("a = A\n\nb = {n\n"), "line 3: b: a brace is not closed");
        assert_eq!(faults("a = n}\n"), "line 1: a: a brace is closed that was not opened");
        assert_eq!(
            faults("a\nB = B\nc ="),
            "line 1: no = after the key; line 2: \"B\" is no key; line 3: c says nothing"
        );
        assert_eq!(faults("a = {n, plural, one {x}}"), "line 1: a: n has no other");
        assert_eq!(faults("a = {n, plural, tri {x} other {y}}"), "line 1: a: \"tri\" is no choice here");
        assert_eq!(faults("a = {n, number}"), "line 1: a: \"number\" is neither plural nor select");
        assert_eq!(faults("a = A\na = B"), "line 2: a is there twice");
        assert_eq!(faults("a = {n, plural, other {{m}}"), "line 1: a: a brace is not closed");
    }

    #[test]
    fn a_page_gets_numbers_for_names() {
        let message = "{n, plural, one {# of { who }'{n}'} other {{how, select, late {{who}} other {}}}} {n}";
        let numbers = "{0,plural,one{# of {1}'{n}'}other{{2,select,late{{1}}other{}}}} {0}";
        assert_eq!(numbered(message, &["n", "who", "how"]), numbers);
    }

    #[test]
    fn quoted_braces_are_text() {
        assert!(read("a = '{' and it's '}'").is_ok_and(|read| read[0].arguments.is_empty()));
    }

    #[test]
    fn another_language_stands_in_the_order_of_the_english() {
        let english = read("a = A\nb = {n, plural, other {#}}\nc = {who}").expect("English");
        assert_eq!(in_order(&english, "c = c {who}\na = á"), Ok("á\n\nc {0}".to_owned()));
        let faults = in_order(&english, "d = D\nc = {whom}\na = {n}").expect_err("faults");
        assert_eq!(faults, ["d: English has no such key", "c: has no argument whom", "a: has no argument n"]);
        let faults = in_order(&english, "c = {who, plural, other {#}}").expect_err("a fault");
        assert_eq!(faults, ["c: who is not a number"]);
    }
}
