//! Who may work in a folder.
//!
//! The one idea: *let go of when the folder is closed, whoever else still holds the handle.* The system lets go of a
//! lock with its last handle. Any program that is started meanwhile has every handle for the moment until it runs, so
//! closing ours is not enough.

use std::fs::{File, TryLockError};
use std::path::Path;

use super::FolderError;
use super::anew::private;

/// Who holds the lock of this file works in the folder.
pub(super) const LOCK: &str = "lock";

/// The right to work in a folder; the system lets go of it when the process ends, however it ends.
#[derive(Debug)]
pub(super) struct Lock(File);

impl Lock {
    /// Takes it, at once or not at all.
    ///
    /// # Errors
    /// [`FolderError::Busy`] where somebody else holds it.
    pub(super) fn take(dir: &Path) -> Result<Self, FolderError> {
        let lock = private().create(true).truncate(false).write(true).open(dir.join(LOCK))?;
        match lock.try_lock() {
            Ok(()) => Ok(Self(lock)),
            Err(TryLockError::WouldBlock) => Err(FolderError::Busy),
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Where this fails the system does it when the process ends.
        let _ = self.0.unlock();
    }
}

#[cfg(test)]
mod tests {
    use super::{FolderError, Lock};

    #[test]
    fn a_handle_that_somebody_else_has_keeps_nobody_out_once_the_folder_is_closed() {
        let dir = std::env::temp_dir().join(format!("accord-lock-{}", std::process::id()));
        std::fs::create_dir_all(&dir).expect("made");
        let lock = Lock::take(&dir).expect("free");
        let theirs = lock.0.try_clone().expect("a second handle");
        assert_eq!(Lock::take(&dir).map(drop), Err(FolderError::Busy));
        drop(lock);
        assert!(Lock::take(&dir).is_ok());
        drop(theirs);
        std::fs::remove_dir_all(&dir).expect("removed");
    }
}
