//! Files and folders that a command is given.

use std::collections::BTreeSet;
use std::fs;
use std::io::{Read, Write as _};
use std::path::{Path, PathBuf};

use super::place::beside;
pub use super::place::folder;
use super::{Brought, Failure, complain};
use crate::casebook::desk::{self, Shelf};
use crate::casebook::views::{PackReport, Told};

/// The bytes of a file, or of standard input for `-`. One byte beyond the largest file is enough
/// to know that it is too large.
pub fn read(file: &Path) -> Result<Vec<u8>, Failure> {
    read_at_most(file, desk::MOST_BYTES)
}

/// The same of a message that may hold a file of ours.
pub fn read_message(file: &Path) -> Result<Vec<u8>, Failure> {
    read_at_most(file, desk::MOST_BYTES_OF_MESSAGE)
}

/// Writes a file of ours in a folder for such files, whole or not at all: beside its place first, then into it.
pub fn write(file: &Path, bytes: &[u8]) -> Result<(), Failure> {
    // What a command left there that was stopped is of no use to anybody.
    let beside = beside(file);
    let written = fs::File::create(&beside).and_then(|mut made| {
        made.write_all(bytes)?;
        made.sync_all()
    });
    written.and_then(|()| fs::rename(&beside, file)).map_err(|error| unwritable(file, &error))
}

/// Writes an answer that is not there; whether it was written. A message is called by what it answers: where another lies
/// there, somebody wrote into it, and it is theirs.
pub fn write_once(file: &Path, bytes: &[u8]) -> Result<bool, Failure> {
    let is_plain = match fs::symlink_metadata(file) {
        Ok(there) => there.is_file(),
        Err(_) => return write(file, bytes).map(|()| true),
    };
    if is_plain && (named(file, ".eml") || fs::read(file).is_ok_and(|there| there == bytes)) {
        return Ok(false);
    }
    Err(Failure::told(
        format!("There is something else at {} already, and nothing is written over.", file.display()),
        "Name another folder for the answers, or move it away; then run it again.",
    ))
}

/// What to say of a file or folder that cannot be written.
pub fn unwritable(path: &Path, error: &std::io::Error) -> Failure {
    Failure::told(
        format!("{} cannot be written ({error}).", path.display()),
        "Check that the folder is there, that it is yours and that the disk has room; then run it again.",
    )
}

/// The same of a backup.
pub fn read_backup(file: &Path) -> Result<Vec<u8>, Failure> {
    read_at_most(file, desk::MOST_BYTES_OF_BACKUP)
}

fn read_at_most(file: &Path, most: usize) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let most = most as u64 + 1;
    let read = if file == Path::new("-") {
        std::io::stdin().lock().take(most).read_to_end(&mut bytes)
    } else {
        fs::File::open(file).and_then(|file| file.take(most).read_to_end(&mut bytes))
    };
    match read {
        Ok(_) => Ok(bytes),
        Err(error) => Err(unreadable(file, &error)),
    }
}

/// What to say of a file or folder that cannot be read.
pub fn unreadable(path: &Path, error: &std::io::Error) -> Failure {
    let path = path.display();
    match error.kind() {
        std::io::ErrorKind::NotFound => {
            Failure::told(format!("There is nothing at {path}."), "Check the name, then try again.")
        }
        std::io::ErrorKind::PermissionDenied => Failure::told(
            format!("{path} may not be read by you."),
            "Ask whoever owns it, or copy it to a place of your own.",
        ),
        _ => Failure::told(
            format!("{path} cannot be read ({error})."),
            "Check that it is a file on a disk that is there, then try again.",
        ),
    }
}

/// The packs of a folder, before the built-in ones. A pack with faults is told and left out.
pub fn shelf(brought: &Brought) -> Result<Shelf, Failure> {
    Ok(packs(brought)?.0)
}

/// The packs of a folder as they stand there, with their files.
pub fn texts(brought: &Brought) -> Result<Vec<(PathBuf, String)>, Failure> {
    let files = match &brought.packs {
        Some(dir) => below(dir, ".json")?,
        None => Vec::new(),
    };
    // A folder of packs may hold cases too; they are no packs.
    let packs = files.into_iter().filter(|file| !named(file, ".case.json"));
    let text = |file: PathBuf| {
        let text = String::from_utf8_lossy(&read(&file)?).into_owned();
        // Who signed it is told by `accord pack check`; here it counts what the text says.
        Ok((file, desk::pack_text(&text)?.0))
    };
    packs.map(text).collect()
}

/// The same as [`shelf`], with the packs that have faults.
pub fn packs(brought: &Brought) -> Result<(Shelf, Vec<(PathBuf, PackReport)>), Failure> {
    let (mut read, mut faulty) = (Vec::new(), Vec::new());
    let texts = texts(brought)?;
    let beside: Vec<&str> = texts.iter().map(|(_, text)| text.as_str()).collect();
    for (file, text) in &texts {
        match desk::check_pack(text, &beside) {
            (_, Some(pack)) => read.push(pack),
            (report, None) => {
                let n = report.faults.len();
                let first = report.faults.first().map(|(path, what)| match path.as_str() {
                    "" => what.clone(),
                    path => format!("{path}: {what}"),
                });
                complain(&Told {
                    happened: format!(
                        "The pack {} has {n} fault{} and is left out ({}).",
                        file.display(),
                        if n == 1 { "" } else { "s" },
                        first.unwrap_or_default().trim_end_matches('.'),
                    ),
                    to_do: format!("Run `accord pack check {}` and correct what it says.", file.display()),
                    reasons: Vec::new(),
                });
                faulty.push((file.clone(), report));
            }
        }
    }
    Ok((Shelf::new(read), faulty))
}

/// Every file below a folder whose name ends so, sorted; a file that is named itself, as it is.
pub fn below(dir: &Path, ending: &str) -> Result<Vec<PathBuf>, Failure> {
    let about = fs::metadata(dir).map_err(|error| unreadable(dir, &error))?;
    if !about.is_dir() {
        return Ok(vec![dir.to_owned()]);
    }
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    let mut folders = vec![dir.to_owned()];
    while let Some(folder) = folders.pop() {
        // A link may lead back to a folder above.
        let real = fs::canonicalize(&folder).unwrap_or_else(|_| folder.clone());
        if !seen.insert(real) {
            continue;
        }
        let entries = fs::read_dir(&folder).map_err(|error| unreadable(&folder, &error))?;
        for entry in entries {
            let path = entry.map_err(|error| unreadable(&folder, &error))?.path();
            if path.is_dir() {
                folders.push(path);
            } else if named(&path, ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

fn named(path: &Path, ending: &str) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().ends_with(ending))
}
