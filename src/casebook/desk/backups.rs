//! A backup at the desk: opened, looked at and forgotten.

use std::future::Future;
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use crate::casebook::views::{BackupLine, BackupReport, Profile};
use crate::casebook::{CasebookError, OpenedBackup};
use crate::clock::SystemClock;
use crate::vault::Memory;
use crate::vault::stretch::InThisThread;
use crate::vault::unlocked::Opening;

/// No backup is larger: what exceeds this need not be read to its end.
pub use crate::vault::backup::MOST_BYTES as MOST_BYTES_OF_BACKUP;

/// What a backup holds.
#[derive(Clone, Debug, PartialEq)]
pub struct BackupHolds {
    /// In numbers.
    pub report: BackupReport,
    /// Whose it is.
    pub profile: Profile,
    /// Its disputes.
    pub disputes: Vec<BackupLine>,
}

/// Opens a backup with its passphrase or its recovery code, and looks through all of it.
///
/// # Errors
/// [`CasebookError::Backup`] says what is wrong with it.
pub fn look_through_backup(text: &str, typed: &str) -> Result<BackupHolds, CasebookError> {
    let device = Opening {
        vault: Rc::new(Memory::default()),
        stretch: Rc::new(InThisThread),
        clock: Rc::new(SystemClock),
    };
    at_once(async {
        let backup = OpenedBackup::open(&device, text, typed).await?;
        let profile = backup.profile().await?;
        Ok(BackupHolds { report: backup.report().clone(), profile, disputes: backup.disputes().await? })
    })
}

/// What never waits: a vault in memory or on the disk, cryptography in this very thread.
pub(super) fn at_once<T>(asked: impl Future<Output = T>) -> T {
    match pin!(asked).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(answer) => answer,
        Poll::Pending => unreachable!("nothing at the desk waits for anything"),
    }
}
