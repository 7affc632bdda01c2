//! Where mail lies: a folder of files, a mailbox in one file, a Maildir. It is read, and nothing in it is changed.
//!
//! The one idea: *one message at a time, and one that cannot be read keeps nobody from the next.*

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use crate::casebook::desk::{Found, MOST_BYTES_OF_MESSAGE, Mbox, is_mbox};
use crate::casebook::views::Told;
use crate::cli::{Failure, files};

/// Something to look at.
#[derive(Debug)]
pub enum Item {
    /// A message, or a file.
    Bytes(Vec<u8>),
    /// It is larger than any that is looked into; it was not read.
    TooLarge,
    /// It cannot be read.
    Unreadable(Told),
}

/// Hands on everything that lies in a source with the place where it lies, in the order of places.
pub fn each(source: &Path, mut hand: impl FnMut(&str, Item) -> Result<(), Failure>) -> Result<(), Failure> {
    let about = fs::metadata(source).map_err(|error| files::unreadable(source, &error))?;
    if !about.is_dir() {
        let name = source.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        return of_file(source, &name, &mut hand);
    }
    for file in in_folder(source)? {
        let place = file.strip_prefix(source).unwrap_or(&file).display().to_string();
        of_file(&file, &place, &mut hand)?;
    }
    Ok(())
}

/// The messages of a Maildir and of the folders within it, or every file below a folder.
fn in_folder(dir: &Path) -> Result<Vec<PathBuf>, Failure> {
    if !is_maildir(dir) {
        return files::below(dir, "");
    }
    let mut boxes = vec![dir.to_owned()];
    for entry in fs::read_dir(dir).map_err(|error| files::unreadable(dir, &error))? {
        let path = entry.map_err(|error| files::unreadable(dir, &error))?.path();
        // As Maildir++ has folders: beside the messages, each with a full stop before its name.
        if path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.')) && is_maildir(&path) {
            boxes.push(path);
        }
    }
    let mut found = Vec::new();
    for mailbox in boxes {
        // What lies in `tmp` is still being delivered.
        for part in ["new", "cur"] {
            found.extend(files::below(&mailbox.join(part), "")?);
        }
    }
    found.sort();
    Ok(found)
}

fn is_maildir(dir: &Path) -> bool {
    ["new", "cur"].iter().all(|part| dir.join(part).is_dir())
}

fn of_file(
    file: &Path,
    place: &str,
    hand: &mut impl FnMut(&str, Item) -> Result<(), Failure>,
) -> Result<(), Failure> {
    match opened(file) {
        Err(error) => hand(place, unreadable(file, &error)),
        Ok((_, length, false)) if length > MOST_BYTES_OF_MESSAGE as u64 => hand(place, Item::TooLarge),
        Ok((input, _, false)) => {
            let mut bytes = Vec::new();
            // It may have grown since its length was asked for.
            match input.take(MOST_BYTES_OF_MESSAGE as u64 + 1).read_to_end(&mut bytes) {
                Ok(_) => hand(place, Item::Bytes(bytes)),
                Err(error) => hand(place, unreadable(file, &error)),
            }
        }
        Ok((input, _, true)) => {
            for (number, message) in (1..).zip(Mbox::new(input)) {
                let item = match message {
                    Ok(Found::Message(bytes)) => Item::Bytes(bytes),
                    Ok(Found::TooLarge) => Item::TooLarge,
                    Err(error) => unreadable(file, &error),
                };
                hand(&format!("{place}, message {number}"), item)?;
            }
            Ok(())
        }
    }
}

/// The file, how long it is, and whether it is a mailbox.
fn opened(file: &Path) -> std::io::Result<(BufReader<File>, u64, bool)> {
    let about = fs::metadata(file)?;
    if !about.is_file() {
        // A pipe or a device might never end.
        return Err(std::io::Error::other("it is no ordinary file"));
    }
    let mut input = BufReader::new(File::open(file)?);
    let begin = input.fill_buf()?;
    let is_mailbox = is_mbox(begin);
    Ok((input, about.len(), is_mailbox))
}

fn unreadable(file: &Path, error: &std::io::Error) -> Item {
    match files::unreadable(file, error) {
        Failure::Told(told) => Item::Unreadable(told),
        Failure::Closed => unreachable!("that is said of what is written"),
    }
}
