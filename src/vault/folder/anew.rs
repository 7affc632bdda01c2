//! How a log comes onto a disk: whole, in a folder that only its owner can look into, under its name when it is complete.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::log::{self, Place};
use super::{FolderError, LOG};

/// The log while it is written anew; it counts for nothing until it has the other's name.
pub(super) const NEW_LOG: &str = "vault.new";

/// Writes a log with these records, whole, before it takes the place of the one that is there.
pub(super) fn write_anew(dir: &Path, records: &[(Place, Option<Vec<u8>>)]) -> Result<(), FolderError> {
    let beside: PathBuf = dir.join(NEW_LOG);
    let mut new = private().create(true).truncate(true).write(true).open(&beside)?;
    new.write_all(log::BEGIN)?;
    for (number, record) in (0..).zip(records) {
        let frame = log::frame(number, std::slice::from_ref(record)).ok_or(FolderError::Damaged)?;
        new.write_all(&frame)?;
    }
    new.sync_all()?;
    fs::rename(&beside, dir.join(LOG))?;
    sync_names(dir)?;
    Ok(())
}

/// A folder that only its owner can look into, where the system knows owners.
pub(super) fn make_private(dir: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir)?;
    match dir.parent().filter(|above| !above.as_os_str().is_empty()) {
        Some(above) => sync_names(above),
        None => sync_names(Path::new(".")),
    }
}

/// As [`make_private`], for a file.
pub(super) fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// The names in a folder are on disk when this returns; Windows has no such call and needs none.
fn sync_names(dir: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(dir)?.sync_all() } else { Ok(()) }
}
