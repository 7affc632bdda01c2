//! Where a command writes: a file that somebody named, or one of ours in a folder that somebody named.
//!
//! The one idea: *what is there already is lost nowhere.* A file is new, or it takes the place of what the same command wrote
//! before and what reads as that; a folder, a link and a device are neither. Among the files of a casebook nothing is written.
//! A place is taken before the work is done, so that whatever is in the way is found first.

use std::fs;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use super::{Failure, files};
use crate::casebook::desk::is_casebook;

/// A place for a file. Where it is not filled, all is as it was.
#[derive(Debug)]
pub struct Place {
    path: PathBuf,
    /// What is written into: the place itself where nothing was there, else beside it.
    made: PathBuf,
    file: Option<fs::File>,
}

/// Who may read what is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum For {
    Owner,
    Everybody,
}

impl Place {
    /// The place of a file that is not there yet, for its owner alone.
    pub fn of_new(path: &Path) -> Result<Self, Failure> {
        is_no_casebook(above(path))?;
        Self::taken(path, path, For::Owner)
            .map_err(|error| in_the_way(path, &error, "Name a file that is not there yet."))
    }

    /// The place of a file that is not there yet, or that is there as a plain file and is an older one of the kind: it goes
    /// when the new one is whole. `kind` says what that is.
    pub fn of_newer(
        path: &Path,
        kind: &str,
        to_do: &str,
        is_older: impl FnOnce(&[u8]) -> Result<bool, Failure>,
    ) -> Result<Self, Failure> {
        is_no_casebook(above(path))?;
        match Self::taken(path, path, For::Everybody) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                // Not even looked into: a device may never come to an end.
                let is_plain = fs::symlink_metadata(path).is_ok_and(|there| there.is_file());
                if !is_plain || !is_older(&files::read(path)?)? {
                    return Err(Failure::told(
                        format!(
                            "What is at {} is not {kind}, and nothing else is written over.",
                            path.display()
                        ),
                        to_do,
                    ));
                }
                let beside = beside(path);
                Self::taken(path, &beside, For::Everybody)
                    .map_err(|error| in_the_way(&beside, &error, "Move it away, then run it again."))
            }
            taken => taken.map_err(|error| files::unwritable(path, &error)),
        }
    }

    fn taken(path: &Path, made: &Path, whom: For) -> std::io::Result<Self> {
        let mut how = fs::OpenOptions::new();
        how.write(true).create_new(true);
        #[cfg(unix)]
        if whom == For::Owner {
            std::os::unix::fs::OpenOptionsExt::mode(&mut how, 0o600);
        }
        Ok(Self { path: path.to_owned(), made: made.to_owned(), file: Some(how.open(made)?) })
    }

    /// Writes it whole.
    pub fn fill(mut self, bytes: &[u8]) -> Result<(), Failure> {
        let written = self.file.as_mut().map_or(Ok(()), |file| {
            file.write_all(bytes)?;
            file.sync_all()
        });
        let there = written.and_then(|()| match self.made == self.path {
            true => Ok(()),
            false => fs::rename(&self.made, &self.path),
        });
        there.map_err(|error| files::unwritable(&self.path, &error))?;
        self.file = None;
        Ok(())
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if self.file.take().is_some() {
            // Nothing can be done if it stays: it says nothing.
            let _ = fs::remove_file(&self.made);
        }
    }
}

/// Makes a folder for files of ours where there is none.
pub fn folder(dir: &Path) -> Result<(), Failure> {
    is_no_casebook(dir)?;
    fs::create_dir_all(dir).map_err(|error| files::unwritable(dir, &error))
}

/// Where a file is written before it is whole.
pub fn beside(file: &Path) -> PathBuf {
    let mut beside = file.as_os_str().to_owned();
    beside.push(".part");
    PathBuf::from(beside)
}

/// The folder in which a file lies.
fn above(path: &Path) -> &Path {
    path.parent().filter(|above| !above.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn is_no_casebook(dir: &Path) -> Result<(), Failure> {
    if !is_casebook(dir) {
        return Ok(());
    }
    Err(Failure::told(
        format!("{} is the folder of a casebook, and nothing else is kept in it.", dir.display()),
        "Name a place in another folder.",
    ))
}

fn in_the_way(path: &Path, error: &std::io::Error, to_do: &str) -> Failure {
    if error.kind() != ErrorKind::AlreadyExists {
        return files::unwritable(path, error);
    }
    Failure::told(
        format!("There is something at {} already, and nothing is written over.", path.display()),
        to_do,
    )
}
