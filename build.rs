//! Names the build by what it was made from: what one build worked out and kept, another works out again
//! (`src/casebook/summary.rs`). And makes of the catalogue of words a module (`src/words.rs`), and
//! of the packs texts without blanks (`src/procedure/built_in.rs`).

use std::collections::hash_map::DefaultHasher;
use std::fmt::Write;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};

/// The reader of the crate itself.
#[expect(dead_code, reason = "a build reads messages, and fills none in")]
#[path = "src/words"]
mod words {
    pub mod catalogue;
    pub mod message;
}

use words::catalogue;

fn main() {
    let mut hasher = DefaultHasher::new();
    for file in files(Path::new("src")) {
        // With one separator, whatever the machine's is.
        file.to_string_lossy().replace('\\', "/").hash(&mut hasher);
        fs::read(&file).unwrap_or_default().hash(&mut hasher);
    }
    println!("cargo::rerun-if-changed=src");
    println!("cargo::rustc-env=ACCORD_BUILD={:016x}", hasher.finish());
    let out = std::env::var("OUT_DIR").unwrap_or_default();
    let write = |name: &Path, text: String| {
        if let Err(error) = fs::write(Path::new(&out).join(name), text) {
            println!("cargo::error={} could not be written: {error}", name.display());
        }
    };
    write(Path::new("words.rs"), words_as_code());
    for pack in files(Path::new("src/procedure/packs")) {
        let text = fs::read_to_string(&pack).unwrap_or_default();
        write(Path::new(pack.file_name().unwrap_or_default()), without_blanks(&text));
    }
}

/// A pack's text without what only people read between its words: a phone downloads it.
fn without_blanks(json: &str) -> String {
    let (mut is_text, mut is_escaped) = (false, false);
    let stays = |letter: &char| {
        let stays = is_text || !letter.is_ascii_whitespace();
        is_text ^= *letter == '"' && !is_escaped;
        is_escaped = is_text && *letter == '\\' && !is_escaped;
        stays
    };
    json.chars().filter(stays).collect()
}

/// A module for each file of the catalogue, and all their messages, one a line.
fn words_as_code() -> String {
    let mut code = String::new();
    let mut lines: Vec<String> = Vec::new();
    // What is said before the module runs is put into the page (`scripts/finish-build.mjs`).
    let runs = |file: &PathBuf| file.file_stem().is_some_and(|name| name != "shell");
    for file in files(Path::new("src/words/en")).into_iter().filter(runs) {
        let text = fs::read_to_string(&file).unwrap_or_default();
        let entries = catalogue::read(&text).unwrap_or_else(|faults| {
            faults.iter().for_each(|fault| println!("cargo::error={}, {fault}", file.display()));
            Vec::new()
        });
        let about = text.lines().next().unwrap_or_default().trim_start_matches('#').trim();
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        code += &format!("/// {about}\npub mod {name} {{\n");
        for entry in entries {
            item(&mut code, &entry, lines.len());
            lines.push(catalogue::numbered(&entry.message, &entry.names()));
        }
        code += "}\n";
    }
    code + &format!(
        "/// Every message in English, one a line.\nconst ENGLISH: &str = {:?};\n",
        lines.join("\n")
    )
}

fn item(code: &mut String, entry: &catalogue::Entry, line: usize) {
    let note = if entry.note.is_empty() { &entry.message } else { &entry.note };
    let key = &entry.key;
    let _ = writeln!(code, "    #[doc = {note:?}]");
    if entry.arguments.is_empty() {
        let name = key.to_uppercase();
        let _ = writeln!(code, "    pub const {name}: &super::Word = &super::Word({line});");
        return;
    }
    let (mut takes, mut values) = (Vec::new(), Vec::new());
    for (name, counted) in &entry.arguments {
        let (kind, value) = if *counted { ("usize", "Count") } else { ("&str", "Text") };
        takes.push(format!("{name}: {kind}"));
        values.push(format!("super::Value::{value}({name})"));
    }
    let (takes, values) = (takes.join(", "), values.join(", "));
    let _ = writeln!(code, "    pub fn {key}({takes}) -> String {{");
    let _ = writeln!(code, "        super::filled({line}, &[{values}])\n    }}");
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() { files.extend(self::files(&path)) } else { files.push(path) }
    }
    files.sort();
    files
}
