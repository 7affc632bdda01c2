//! Where mail lies: a folder of files, a mailbox in one file, a Maildir. It is read, and nothing in it is changed.
//!
//! The one idea: *one message at a time, and whatever cannot be read keeps nobody from the next.* A folder within a
//! Maildir is a mailbox too, wherever a mail server puts it: beside the messages with a full stop before its name
//! (Maildir++), or as folders lie in folders. One that is none is named and not read.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read, Result as IoResult};
use std::path::{Path, PathBuf};

use super::bar::{Far, Unit};
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
    /// A folder among mailboxes that is none.
    NoMailbox,
    /// It cannot be read.
    Unreadable(Told),
}

/// Hands on everything that lies in a source with the place where it lies, in the order of places, and with how far it is
/// once that was looked at.
pub fn each(
    source: &Path,
    mut hand: impl FnMut(&str, Item, Far) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let about = fs::metadata(source).map_err(|error| files::unreadable(source, &error))?;
    if !about.is_dir() {
        let name = source.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        // A pipe has no length, and is refused.
        let of = about.len();
        return of_file(source, &name, &mut |place, item, at| {
            hand(place, item, Far { done: at.unwrap_or(of).min(of), of, unit: Unit::Bytes })
        });
    }
    let mut walk = Walk::default();
    if is_maildir(source) {
        walk.mailbox(source);
    } else {
        walk.folder(source);
    }
    walk.found.sort_by(|one, other| one.0.cmp(&other.0));
    let of = walk.found.len() as u64;
    for (done, (path, instead)) in (0..).zip(walk.found) {
        let place = path.strip_prefix(source).unwrap_or(&path).display().to_string();
        let far = |is_done: bool| Far { done: done + u64::from(is_done), of, unit: Unit::Files };
        match instead {
            None => of_file(&path, &place, &mut |place, item, at| hand(place, item, far(at.is_none())))?,
            Some(item) => hand(&place, item, far(true))?,
        }
    }
    Ok(())
}

/// What lies below a folder: files to look into, and what is said of a folder instead.
#[derive(Default)]
struct Walk {
    found: Vec<(PathBuf, Option<Item>)>,
    /// A link may lead back to a folder above.
    seen: BTreeSet<PathBuf>,
}

impl Walk {
    /// Every file below a folder.
    fn folder(&mut self, dir: &Path) {
        for path in self.listed(dir) {
            if path.is_dir() { self.folder(&path) } else { self.found.push((path, None)) }
        }
    }

    /// The messages of a Maildir, and the mailboxes within it.
    fn mailbox(&mut self, dir: &Path) {
        for path in self.listed(dir) {
            let name = path.file_name().unwrap_or_default();
            // What lies in `tmp` is still being delivered; files beside these are the mail server's own.
            if name == "tmp" || !path.is_dir() {
                continue;
            }
            if name == "new" || name == "cur" {
                self.folder(&path);
            } else if has_mailbox(&path, DEEPEST) {
                self.mailbox(&path);
            } else {
                self.found.push((path, Some(Item::NoMailbox)));
            }
        }
    }

    /// What lies in a folder; one that cannot be read is told, and keeps nobody from the others.
    fn listed(&mut self, dir: &Path) -> Vec<PathBuf> {
        if !self.seen.insert(fs::canonicalize(dir).unwrap_or_else(|_| dir.to_owned())) {
            return Vec::new();
        }
        match entries(dir) {
            Ok(entries) => entries,
            Err(error) => {
                self.found.push((dir.to_owned(), Some(unreadable(dir, &error))));
                Vec::new()
            }
        }
    }
}

fn entries(dir: &Path) -> IoResult<Vec<PathBuf>> {
    fs::read_dir(dir)?.map(|entry| Ok(entry?.path())).collect()
}

/// So deep mailboxes are looked for in each other.
const DEEPEST: usize = 20;

/// Whether a folder is a mailbox, or one lies below it. What cannot be read may hold one.
fn has_mailbox(dir: &Path, deepest: usize) -> bool {
    if is_maildir(dir) {
        return true;
    }
    match entries(dir) {
        Err(_) => true,
        Ok(entries) => {
            // A link may lead anywhere, also back.
            let is_folder = |path: &PathBuf| path.is_dir() && !path.is_symlink();
            deepest > 0 && entries.iter().any(|path| is_folder(path) && has_mailbox(path, deepest - 1))
        }
    }
}

fn is_maildir(dir: &Path) -> bool {
    ["new", "cur"].iter().all(|part| dir.join(part).is_dir())
}

/// Hands on what is in a file; of a mailbox in it each message, with how many bytes were read until then.
fn of_file(
    file: &Path,
    place: &str,
    hand: &mut impl FnMut(&str, Item, Option<u64>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    match opened(file) {
        Err(error) => hand(place, unreadable(file, &error), None),
        Ok((_, length, false)) if length > MOST_BYTES_OF_MESSAGE as u64 => hand(place, Item::TooLarge, None),
        Ok((input, _, false)) => {
            let mut bytes = Vec::new();
            // It may have grown since its length was asked for.
            match input.take(MOST_BYTES_OF_MESSAGE as u64 + 1).read_to_end(&mut bytes) {
                Ok(_) => hand(place, Item::Bytes(bytes), None),
                Err(error) => hand(place, unreadable(file, &error), None),
            }
        }
        Ok((input, _, true)) => {
            let read = Cell::new(0);
            for (number, message) in (1..).zip(Mbox::new(Counted { input, read: &read })) {
                let item = match message {
                    Ok(Found::Message(bytes)) => Item::Bytes(bytes),
                    Ok(Found::TooLarge) => Item::TooLarge,
                    Err(error) => unreadable(file, &error),
                };
                hand(&format!("{place}, message {number}"), item, Some(read.get()))?;
            }
            Ok(())
        }
    }
}

/// A file, and how many of its bytes were used.
struct Counted<'a> {
    input: BufReader<File>,
    read: &'a Cell<u64>,
}

impl Read for Counted<'_> {
    fn read(&mut self, into: &mut [u8]) -> IoResult<usize> {
        let read = self.input.read(into)?;
        self.read.set(self.read.get() + read as u64);
        Ok(read)
    }
}

impl BufRead for Counted<'_> {
    fn fill_buf(&mut self) -> IoResult<&[u8]> {
        self.input.fill_buf()
    }

    fn consume(&mut self, used: usize) {
        self.read.set(self.read.get() + used as u64);
        self.input.consume(used);
    }
}

/// The file, how long it is, and whether it is a mailbox.
fn opened(file: &Path) -> IoResult<(BufReader<File>, u64, bool)> {
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

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder that goes away between being found and being read cannot be read, for whoever runs this.
    #[test]
    fn a_folder_that_cannot_be_read_is_told_and_keeps_nobody_from_the_others() {
        let mut walk = Walk::default();
        walk.folder(Path::new("tests/mail/gone"));
        walk.folder(Path::new("tests/mail/raw"));
        let told = walk.found.iter().filter(|(_, item)| matches!(item, Some(Item::Unreadable(_)))).count();
        assert_eq!(told, 1);
        assert!(walk.found.len() > 3);
    }
}
