//! The rules that hold because a test says so: who may use whom, how long a file is, that
//! nothing derives a format. A new edge is a reviewed line in [`MAY_USE`].

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Who may use whom. The binaries and `lib.rs` are the map and use what they name.
const MAY_USE: &[(&str, &[&str])] = &[
    ("ordered", &[]),
    ("words", &[]),
    ("json", &[]),
    ("calendar", &["json"]),
    ("identity", &[]),
    ("clock", &[]),
    ("procedure", &["json", "calendar", "ordered"]),
    ("dispute", &["procedure", "json", "calendar", "ordered"]),
    ("case", &["dispute", "procedure", "calendar", "ordered"]),
    ("bundle", &["dispute", "identity", "json", "ordered"]),
    ("vault", &["dispute", "identity", "clock", "json", "ordered"]),
    ("mail", &[]),
    ("post", &[]),
    (
        "casebook",
        &[
            "mail",
            "vault",
            "bundle",
            "case",
            "dispute",
            "procedure",
            "identity",
            "clock",
            "json",
            "calendar",
            "ordered",
            "words",
        ],
    ),
    ("ui", &["casebook", "calendar", "words"]),
    ("cli", &["casebook", "calendar", "post"]),
];

/// The files that say a format, each with the page that tells it: a format is a promise.
const FORMATS: &[(&str, &str)] = &[
    ("src/bundle/format.rs", "docs/formats/dispute-bundle-1.md"),
    ("src/bundle/card.rs", "docs/formats/partnership-card-1.md"),
    ("src/bundle/certificate.rs", "docs/formats/member-certificate-1.md"),
    ("src/bundle/receipt.rs", "docs/formats/dispute-receipt-1.md"),
    ("src/bundle/sealed.rs", "docs/formats/sealed-bundle-1.md"),
    ("src/bundle/signed_text.rs", "docs/formats/signed-text-1.md"),
    ("src/calendar/format.rs", "docs/formats/calendar-1.md"),
    ("src/case.rs", "docs/formats/case-1.md"),
    ("src/dispute/event.rs", "docs/formats/dispute-event-1.md"),
    ("src/procedure/ids.rs", "docs/formats/procedure-1.md"),
    ("src/vault/record.rs", "docs/formats/vault-1.md"),
    ("src/vault/folder/log.rs", "docs/formats/vault-log-1.md"),
    ("src/vault/backup.rs", "docs/formats/vault-backup-1.md"),
    ("src/casebook/summary.rs", "docs/formats/vault-1.md"),
];

const MOST_LINES: usize = 400;

#[test]
fn imports_point_one_way() {
    let mut faults = Vec::new();
    for file in rust_files("src") {
        let text = before_tests(&file);
        let Some(module) = module_of(&file) else { continue };
        let Some((_, may)) = MAY_USE.iter().find(|(name, _)| *name == module) else {
            faults.push(format!("{}: the module {module} is not in the table", shown(&file)));
            continue;
        };
        for used in modules_named(&text) {
            if used != module && !may.contains(&used.as_str()) {
                faults.push(format!("{}: {module} may not use {used}", shown(&file)));
            }
        }
        // As many steps up as the file is deep lead out of its module.
        let above = "super::".repeat(shown(&file).matches('/').count());
        if code(&text).contains(&above) {
            faults.push(format!("{}: name the crate's own modules as crate::", shown(&file)));
        }
    }
    none(&faults);
}

#[test]
fn the_architecture_page_shows_the_same_table() {
    let page = read(&root().join("ARCHITECTURE.md"));
    let row = |(module, may): &(&str, &[&str])| {
        let may = if may.is_empty() { "–".to_owned() } else { may.join(", ") };
        format!("| {module} | {may} |")
    };
    let missing: Vec<String> = MAY_USE.iter().map(row).filter(|row| !page.contains(row.as_str())).collect();
    none(&missing);
}

#[test]
fn a_file_is_one_idea_that_can_be_seen() {
    let mut faults = Vec::new();
    for file in rust_files("src").into_iter().chain(rust_files("tests")) {
        let lines = before_tests(&file).lines().count();
        if lines > MOST_LINES {
            faults.push(format!("{}: {lines} lines before its tests", shown(&file)));
        }
        let name = file.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        if ["mod", "utils", "util", "helpers", "common", "types", "manager", "misc"].contains(&name) {
            faults.push(format!("{}: a file is named after its idea", shown(&file)));
        }
    }
    none(&faults);
}

#[test]
fn every_source_file_says_what_it_is() {
    let silent = |file: &PathBuf| !read(file).starts_with("//! ");
    none(&rust_files("src").into_iter().filter(silent).map(|file| shown(&file)).collect::<Vec<_>>());
}

/// A derived format is whatever its types happen to be; ours names each member, through `json`.
#[test]
fn nothing_derives_a_format() {
    let mut faults = Vec::new();
    for file in rust_files("src") {
        let text = before_tests(&file);
        let code = code(&text);
        let mut derived = code.split("derive(").skip(1).filter_map(|rest| rest.split(')').next());
        if derived.any(|names| names.contains("erialize")) {
            faults.push(format!("{}: name the members of the format", shown(&file)));
        }
    }
    none(&faults);
}

/// Whatever else wrote could let the words of a file reach the terminal raw.
#[test]
fn the_desk_writes_through_one_place() {
    let writes = |file: &PathBuf| {
        shown(file) != "src/cli/lines.rs" && ["write!(", "writeln!("].iter().any(|by| read(file).contains(by))
    };
    let files = rust_files("src/cli").into_iter().chain([root().join("src/cli.rs")]);
    none(&files.filter(writes).map(|file| format!("{}: write by line!", shown(&file))).collect::<Vec<_>>());
}

#[test]
fn every_format_has_its_page() {
    let is_missing = |path: &&str| !root().join(path).is_file();
    let paths = FORMATS.iter().flat_map(|(format, page)| [*format, *page]);
    none(&paths.filter(is_missing).map(str::to_owned).collect::<Vec<_>>());
}

#[test]
fn the_tree_names_no_machine_and_holds_no_stub() {
    // Joined here, so that this file does not name them.
    let machines = [["/wo", "rk/"], ["/tm", "p/"], ["/ro", "ot/"], ["/ho", "me/"]];
    let stubs = [["to", "do!("], ["unimple", "mented!("], ["FIX", "ME"]];
    let never: Vec<String> = machines.iter().chain(&stubs).map(|halves| halves.concat()).collect();
    let mut faults = Vec::new();
    let tree = tree();
    for seen in ["Makefile", "package.json", "benches/core.rs", ".ci/run", "src/lib.rs"] {
        assert!(tree.iter().any(|file| shown(file) == seen), "{seen} was not looked at");
    }
    for file in tree {
        let Ok(text) = fs::read_to_string(&file) else { continue };
        for word in never.iter().filter(|word| text.contains(word.as_str())) {
            faults.push(format!("{}: holds {word}", shown(&file)));
        }
    }
    none(&faults);
}

#[test]
fn every_test_file_is_run() {
    let manifest = read(&root().join("Cargo.toml"));
    let all = read(&root().join("tests/all.rs"));
    let mut faults = Vec::new();
    for file in rust_files("tests") {
        if shown(&file).matches('/').count() != 1 {
            continue;
        }
        let name = file.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        let path = format!("path = \"{}\"", shown(&file));
        if !manifest.contains(&path) && !all.contains(&format!("mod {name};")) {
            faults.push(format!("{}: neither in Cargo.toml nor in tests/all.rs", shown(&file)));
        }
    }
    none(&faults);
}

/// What only the desk says, to those who write packs and look after a register; and what tests are played with.
const ENGLISH: &[&str] =
    &["src/casebook/desk.rs", "src/casebook/desk/", "src/casebook/simulated.rs", "src/casebook/simulated/"];

/// What looks like words in the casebook and is none of a person's: salts of a format, a header of mail, the first
/// words of a pack's roles, and what the desk alone says.
const NO_WORDS: &[&str] = &[
    "check words/1 me",
    "check words/1 pa",
    "X-Unsent: 1\\r\\nSubject: ",
    "The",
    "Your",
    "Every",
    "Each",
    "nothing of {} may be open",
];

/// A sentence in a screen would be said in English whatever the language: it belongs to the catalogue. So do the
/// casebook's words, down to two in a row and to one with a capital: nothing else there is read by people.
#[test]
fn words_stand_in_the_catalogue() {
    let mut faults = Vec::new();
    let by_desk = |file: &PathBuf| ENGLISH.iter().any(|english| shown(file).starts_with(english));
    let casebook = rust_files("src/casebook").into_iter().filter(|file| !by_desk(file));
    let casebook = casebook.map(|file| (file, is_wording as fn(&str) -> bool));
    let screens = rust_files("src/ui").into_iter().map(|file| (file, is_sentence as fn(&str) -> bool));
    for (file, is_said) in screens.chain(casebook) {
        let code = code(&before_tests(&file));
        // Why a lint is set aside, and what cannot happen, is said to whoever reads the code.
        let beside = ["reason = ", ".expect(", "unreachable!(", "#[doc"];
        let said = code.lines().filter(|line| !beside.iter().any(|mark| line.contains(mark)));
        let said = said.collect::<Vec<_>>().join("\n");
        for literal in literals(&said).iter().filter(|literal| is_said(literal)) {
            if !NO_WORDS.contains(&literal.as_str()) {
                faults.push(format!("{}: say {literal:?} in src/words/en", shown(&file)));
            }
        }
    }
    none(&faults);
    assert!(is_sentence("Nothing is due.") && is_sentence(" not said yet.") && !is_sentence("button second"));
    assert!([", by a departure", "{n} was added", "Reason", " with "].into_iter().all(is_wording));
    assert!(
        !["field.", "accord-{day}", "X-WD", "missing:agreed", "BEGIN:VEVENT"].into_iter().any(is_wording)
    );
    assert_eq!(literals(r#"p().class("a").text("B \"c\" d")"#), ["a", r#"B \"c\" d"#]);
}

/// Two words or more, one with room beside it, or one alone that begins with a capital.
fn is_wording(literal: &str) -> bool {
    let marks = ['.', ',', ':', ';', '?', '(', ')', '“', '”'];
    let is_word = |word: &&str| {
        let is_letter = |letter: char| letter.is_alphabetic() || "’'-".contains(letter);
        word.starts_with(char::is_alphabetic) && word.len() > 1 && word.chars().all(is_letter)
    };
    let words = literal.split_whitespace().map(|part| part.trim_matches(marks)).filter(is_word);
    let words: Vec<&str> = words.collect();
    let is_alone =
        |word: &str| word.starts_with(char::is_uppercase) && word.chars().skip(1).all(char::is_lowercase);
    match words[..] {
        [] => false,
        [word] if literal.trim_matches(marks) == word => is_alone(word),
        [_] => literal.trim() != literal,
        _ => true,
    }
}

/// Two words or more, of which the first begins with a capital or the last ends with a full stop.
fn is_sentence(literal: &str) -> bool {
    let words: Vec<&str> = literal.split_whitespace().collect();
    let is_word = |word: &&&str| word.chars().filter(|letter| letter.is_alphabetic()).count() > 1;
    let capital = words.first().is_some_and(|word| word.starts_with(char::is_uppercase));
    words.iter().filter(is_word).count() > 1 && (capital || literal.ends_with('.'))
}

/// What stands in quotes.
fn literals(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut open: Option<String> = None;
    // A quotation mark as a character, not the begin of a text.
    let code = code.replace("'\"'", "").replace(r#"'\"'"#, "");
    let mut letters = code.chars();
    while let Some(letter) = letters.next() {
        match (&mut open, letter) {
            (Some(text), '\\') => text.extend(['\\'].into_iter().chain(letters.next())),
            (Some(_), '"') => found.extend(open.take()),
            (Some(text), other) => text.push(other),
            (None, '"') => open = Some(String::new()),
            (None, _) => {}
        }
    }
    found
}

#[track_caller]
fn none(faults: &[String]) {
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn shown(file: &Path) -> String {
    file.strip_prefix(root()).unwrap_or(file).to_string_lossy().replace('\\', "/")
}

fn read(file: &Path) -> String {
    fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", shown(file)))
}

fn rust_files(folder: &str) -> Vec<PathBuf> {
    files(folder, "rs")
}

/// Every file of the tree: all but the history and what `.gitignore` names, each folder of it at the top.
fn tree() -> Vec<PathBuf> {
    let ignored = read(&root().join(".gitignore"));
    let is_ours = |path: &PathBuf| {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        name != ".git" && !ignored.lines().any(|line| line.trim_matches('/') == name)
    };
    let top = fs::read_dir(root()).expect("the root can be read").filter_map(Result::ok);
    let ours = top.map(|entry| entry.path()).filter(is_ours);
    ours.flat_map(|path| if path.is_dir() { files(&shown(&path), "") } else { vec![path] }).collect()
}

/// Every file below a folder of ours with that ending; of an empty ending, every file.
fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for path in entries.filter_map(Result::ok).map(|entry| entry.path()) {
            if path.is_dir() {
                folders.push(path);
            } else if ending.is_empty() || path.extension().is_some_and(|own| own == ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// What stands before the tests of a file.
fn before_tests(file: &Path) -> String {
    let text = read(file);
    let end = text.find("\n#[cfg(test)]\nmod tests").map_or(text.len(), |at| at + 1);
    text[..end].to_owned()
}

/// The lines that are not comments.
fn code(text: &str) -> String {
    let line_is_code = |line: &&str| !line.trim_start().starts_with("//");
    text.lines().filter(line_is_code).collect::<Vec<_>>().join("\n")
}

/// The top-level module that a file of `src` belongs to; none for the map and the binaries.
fn module_of(file: &Path) -> Option<String> {
    let path = shown(file);
    let below = path.strip_prefix("src/")?;
    let module = below.split('/').next()?.trim_end_matches(".rs");
    (!["lib", "main", "bin"].contains(&module)).then(|| module.to_owned())
}

/// The modules that a text names as `crate::x` or `crate::{x, y::z}`.
fn modules_named(text: &str) -> BTreeSet<String> {
    let code = code(text);
    let mut named = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        if let Some(list) = rest.strip_prefix('{') {
            let mut depth = 0;
            let mut item = String::new();
            for letter in list.chars() {
                match letter {
                    '{' => depth += 1,
                    '}' if depth == 0 => break,
                    '}' => depth -= 1,
                    ',' if depth == 0 => named.extend(first_name(&std::mem::take(&mut item))),
                    _ if depth == 0 => item.push(letter),
                    _ => {}
                }
            }
            named.extend(first_name(&item));
        } else {
            named.extend(first_name(rest));
        }
    }
    named
}

fn first_name(path: &str) -> Option<String> {
    let name: String = path
        .trim_start()
        .chars()
        .take_while(|letter| letter.is_ascii_alphanumeric() || *letter == '_')
        .collect();
    (!name.is_empty()).then_some(name)
}
