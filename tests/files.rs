//! The files that tests read: from the disk, or, in a browser, taken into the test when it was built.

/// A file that a test reads.
pub struct File {
    /// Its path from the top of the tree.
    pub path: String,
    pub text: String,
}

/// The files of a folder with that ending, by name.
pub fn files(folder: &str, ending: &str) -> Vec<File> {
    let mut paths = place::paths(folder);
    paths.retain(|path| path.ends_with(ending));
    paths.sort();
    paths.into_iter().map(|path| File { text: text(&path), path }).collect()
}

/// What stands in a file.
#[track_caller]
pub fn text(path: &str) -> String {
    place::text(path).unwrap_or_else(|| panic!("{path} cannot be read"))
}

/// Tells whoever runs the tests, also when they pass.
pub fn say(line: &str) {
    place::say(line);
}

#[cfg(not(target_family = "wasm"))]
mod place {
    use std::fs;
    use std::path::{Path, PathBuf};

    fn below_the_top(path: &str) -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
    }

    pub fn paths(folder: &str) -> Vec<String> {
        let entries = fs::read_dir(below_the_top(folder)).expect("a folder");
        let name = |entry: fs::DirEntry| entry.file_name().into_string().expect("a name in UTF-8");
        entries.map(|entry| format!("{folder}/{}", name(entry.expect("an entry")))).collect()
    }

    pub fn text(path: &str) -> Option<String> {
        fs::read_to_string(below_the_top(path)).ok()
    }

    #[expect(clippy::print_stdout, reason = "what a test tells")]
    pub fn say(line: &str) {
        println!("{line}");
    }
}

#[cfg(target_family = "wasm")]
mod place {
    use include_dir::{Dir, include_dir};
    use js_sys::Function;
    use wasm_bindgen::JsValue;

    static TAKEN_IN: [(&str, Dir<'static>); 3] = [
        ("tests/cases", include_dir!("$CARGO_MANIFEST_DIR/tests/cases")),
        ("tests/packs", include_dir!("$CARGO_MANIFEST_DIR/tests/packs")),
        ("tests/vectors", include_dir!("$CARGO_MANIFEST_DIR/tests/vectors")),
    ];

    /// The folder that was taken in and holds a path, and the path within it.
    fn taken_in(path: &str) -> Option<(&'static Dir<'static>, &str)> {
        TAKEN_IN
            .iter()
            .find_map(|(name, folder)| Some((folder, path.strip_prefix(name)?.trim_start_matches('/'))))
    }

    pub fn paths(folder: &str) -> Vec<String> {
        let (top, within) = taken_in(folder).expect("a folder that was taken in");
        let found = if within.is_empty() { top } else { top.get_dir(within).expect("a folder") };
        let name = |path: &std::path::Path| path.file_name().expect("a file").display().to_string();
        found.files().map(|file| format!("{folder}/{}", name(file.path()))).collect()
    }

    pub fn text(path: &str) -> Option<String> {
        let (top, within) = taken_in(path)?;
        top.get_file(within)?.contents_utf8().map(str::to_owned)
    }

    /// The runner keeps back what a passing test writes to the console, and shows its own page.
    pub fn say(line: &str) {
        let show =
            Function::new_with_args("line", "document.getElementById('output').textContent += `${line}\\n`");
        show.call1(&JsValue::NULL, &line.into()).expect("the runner's page");
    }
}
