//! Backups: one is made, checked, opened with a secret of its own, or put on a device that has no casebook.
//!
//! The one idea: *what is said to be safe was read back.* A file counts as a backup only after its very text
//! was opened again and said what the casebook says.

use std::rc::Rc;

use chrono::{DateTime, TimeDelta, Utc};

use super::packs::Packs;
use super::secrets::{Way, either};
use super::stored::Stored;
#[cfg(feature = "desk")]
use super::views::BackupLine;
use super::views::{BackupReport, ExportFile, LastBackup};
use super::{Casebook, CasebookError};
use crate::bundle;
use crate::calendar::{Calendar, Moment};
use crate::vault::Store;
use crate::vault::backup::{BackedUp, Backup, BackupError};
use crate::vault::record::BackupRecord;
use crate::vault::unlocked::{Of, Opening, Unlocked};

/// A backup that is older than these days is to be made again, if there is something new.
const OLD: TimeDelta = TimeDelta::days(7);

/// A backup that was opened with its passphrase or its recovery code, and found to be whole.
#[derive(Debug)]
pub struct OpenedBackup {
    pub(super) inside: Casebook,
    pub(super) file: Rc<Backup>,
    report: BackupReport,
    made_at: DateTime<Utc>,
    by_code: bool,
}

impl Casebook {
    /// Makes the backup of everything. Nothing is noted yet: call [`Self::check_backup`] with the very text
    /// that the person got, then [`Self::backup_made`].
    ///
    /// # Errors
    /// [`CasebookError::Vault`], [`CasebookError::Backup`].
    pub async fn backup(&self) -> Result<ExportFile, CasebookError> {
        let copy = Rc::new(self.vault.copy().await?);
        let inside = self.vault.inside(&copy).await?;
        let stored = Stored::load(&inside, &self.packs, &self.calendar, Of::Every).await?;
        let text = self.vault.backup(&copy, backed_up(&stored)).await?;
        Ok(ExportFile {
            name: format!("accord-backup-{}.json", self.now().date()),
            text,
            entries: Vec::new(),
        })
    }

    /// Opens every record of a backup of this casebook.
    ///
    /// # Errors
    /// [`CasebookError::Backup`] says what is wrong with it.
    pub async fn check_backup(&self, text: &str) -> Result<BackupReport, CasebookError> {
        let file = Rc::new(Backup::read(text)?);
        let inside = self.vault.inside(&file).await?;
        Ok(looked_through(&inside, &file, &self.packs, &self.calendar).await?.0)
    }

    /// Notes that the backup which was checked is the person's now.
    ///
    /// # Errors
    /// [`CasebookError::Vault`].
    pub async fn backup_made(&self, report: &BackupReport) -> Result<(), CasebookError> {
        let note = BackupRecord { at: self.clock.now(), entries: report.kept };
        Ok(self.vault.keep_backup_note(&note).await?)
    }

    /// What the first screen says of the last backup. A clock that went back makes it due, too.
    pub(super) fn last_backup(&self, note: &BackupRecord, entries: usize) -> LastBackup {
        let day = Moment::from_utc(note.at.naive_utc()).date();
        LastBackup { day, is_due: self.is_old(note.at) && note.entries != entries }
    }

    /// Whether that is so long ago that a backup since then is missed.
    pub(super) fn is_old(&self, at: DateTime<Utc>) -> bool {
        let age = self.clock.now() - at;
        age > OLD || age < TimeDelta::zero()
    }
}

impl OpenedBackup {
    /// Opens a backup of whatever casebook with what was typed, its passphrase or its recovery code, and looks
    /// through all of it. Stores nothing.
    ///
    /// # Errors
    /// [`CasebookError::Backup`] says what is wrong with it.
    pub async fn open(device: &Opening, text: &str, typed: &str) -> Result<Self, CasebookError> {
        let file = Rc::new(Backup::read(text)?);
        let (mut opened, mut by_code) = (Err(BackupError::WrongSecret), false);
        for way in either(typed) {
            by_code = matches!(way, Way::Code(_));
            opened = Unlocked::of_backup(device, &file, way.secret()).await;
            if !matches!(opened, Err(BackupError::WrongSecret)) {
                break;
            }
        }
        let vault = opened?;
        let inside = Casebook::on(device, vault);
        let (report, made_at) = looked_through(&inside.vault, &file, &inside.packs, &inside.calendar).await?;
        Ok(Self { inside, file, report, made_at, by_code })
    }

    /// Whether it was opened with its recovery code.
    pub fn is_by_code(&self) -> bool {
        self.by_code
    }

    /// What is in it.
    pub fn report(&self) -> &BackupReport {
        &self.report
    }

    /// Whose it is.
    ///
    /// # Errors
    /// [`CasebookError::Vault`].
    #[cfg(feature = "desk")]
    pub async fn profile(&self) -> Result<super::views::Profile, CasebookError> {
        self.inside.profile().await
    }

    /// Its disputes, as they stand now.
    ///
    /// # Errors
    /// [`CasebookError::Vault`].
    #[cfg(feature = "desk")]
    pub async fn disputes(&self) -> Result<Vec<BackupLine>, CasebookError> {
        Ok(self.inside.lines().await?.0)
    }

    /// Puts the casebook on a device that has none, as it was, in one transaction: it is opened with the same
    /// passphrase and code, and signs with the same key. Where it was here and its header is gone, what is left of it
    /// stays as it is.
    ///
    /// # Errors
    /// [`BackupError::OfAnother`] where what is left is of another casebook, or too little to tell;
    /// [`CasebookError::Vault`]; nothing was stored then.
    pub async fn adopt(self, device: &Opening) -> Result<Casebook, CasebookError> {
        let Self { inside, file, report, made_at, .. } = self;
        let note = BackupRecord { at: made_at, entries: report.kept };
        let book = Casebook::on(device, inside.vault.adopted(device, &file, &note).await?);
        // As after unlocking: what keeps this note from being written keeps nobody from their disputes.
        let _ = book.settle_calendar().await;
        Ok(book)
    }
}

/// What is in a backup; everything in it is opened.
async fn looked_through(
    inside: &Unlocked,
    file: &Backup,
    packs: &Packs,
    calendar: &Rc<Calendar>,
) -> Result<(BackupReport, DateTime<Utc>), CasebookError> {
    let manifest = inside.manifest(file).await?;
    let stored = Stored::load(inside, packs, calendar, Of::Every).await?;
    let disputes = backed_up(&stored);
    // All its bytes are as they were made: a version that says otherwise of them reads them otherwise.
    if disputes != manifest.disputes {
        return Err(BackupError::Newer.into());
    }
    let kept = manifest.records.iter().find(|(store, _)| store == Store::Events.name());
    let report = BackupReport {
        made: Moment::from_utc(manifest.made_at.naive_utc()),
        disputes: disputes.len(),
        entries: disputes.iter().map(|dispute| dispute.entries).sum(),
        unreadable: stored.unreadable + inside.unopened().await?,
        kept: kept.map_or(0, |(_, count)| *count),
    };
    Ok((report, manifest.made_at))
}

fn backed_up(stored: &Stored) -> Vec<BackedUp> {
    let dispute = |id| {
        let events = stored.events.get(id).map(Vec::as_slice).unwrap_or_default();
        BackedUp { dispute: id.clone(), entries: events.len(), heads: bundle::heads(events) }
    };
    stored.disputes().map(dispute).collect()
}
