//! The calendar that dates are reckoned with, and what was moved when it changed.

use super::notes::{CALENDAR, CALENDAR_TOLD};
use super::{Found, Unlocked};
use crate::clock::random;
use crate::vault::record::{Bytes, CalendarRecord, DisputeNote, Record, RecountRecord};
use crate::vault::{Change, Sealed, Store, VaultError, Write};

impl Unlocked {
    /// The calendar that was last reckoned with; `None` if none was ever kept.
    ///
    /// # Errors
    /// What [`super::Vault::load`] gives, or [`VaultError::Damaged`].
    pub async fn calendar(&self) -> Result<Option<CalendarRecord>, VaultError> {
        self.setting(CALENDAR, CALENDAR_TOLD).await
    }

    /// Keeps a calendar together with what it moved, all or nothing.
    ///
    /// # Errors
    /// What [`super::Vault::commit`] gives; nothing was stored then.
    pub async fn keep_calendar(
        &self,
        calendar: &CalendarRecord,
        moved: &[RecountRecord],
    ) -> Result<(), VaultError> {
        let mut writes = vec![self.replacing(Store::Settings, CALENDAR, &calendar.to_bytes()).await?];
        let mut keys = Vec::new();
        for recount in moved {
            let key = self.key_for(&recount.dispute).await?;
            let note = DisputeNote::Recounted(recount.clone()).to_bytes();
            let name = Bytes(random::<16>(&*self.clock)).to_text();
            let sealing = self.ring.seal_of(&*self.clock, Store::Disputes, &key, &name, &note);
            let Sealed { key: at, bytes } = sealing.await?;
            writes.push(Write { store: Store::Disputes, key: at, change: Change::Create(bytes) });
            keys.push(key);
        }
        writes.push(self.ring.still_there());
        self.commit_all(writes, keys).await
    }

    /// What the device noted of its disputes.
    ///
    /// # Errors
    /// What [`super::Vault::load`] gives.
    pub async fn dispute_notes(&self) -> Result<Found<Vec<DisputeNote>>, VaultError> {
        self.read_all(Store::Disputes).await
    }
}
