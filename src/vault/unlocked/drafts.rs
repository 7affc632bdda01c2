//! What has been begun and is no entry yet: a draft for each form, so that two tabs which write into two
//! forms lose nothing of either.

use super::{Found, Unlocked, read};
use crate::dispute::event::EventId;
use crate::vault::record::{DraftRecord, Record};
use crate::vault::{Change, Look, Store, VaultError, Write};

/// What people call a draft.
const DRAFT_TOLD: &str = "a draft";

/// What a draft is of. Each has one draft; the last one kept stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DraftOf<'a> {
    /// A dispute not opened yet.
    NewDispute,
    /// The next entry of a dispute.
    NextEntry(&'a EventId),
    /// The form of that name.
    Form(&'a str),
}

impl DraftOf<'_> {
    fn name(&self) -> &str {
        match self {
            Self::NewDispute => "new",
            Self::NextEntry(dispute) => &dispute.0,
            Self::Form(form) => form,
        }
    }
}

impl Unlocked {
    /// Keeps what stands in a form; what was kept of the same form before is replaced.
    ///
    /// # Errors
    /// What [`super::Vault::commit`] gives.
    pub async fn keep_form(&self, draft: &DraftRecord) -> Result<(), VaultError> {
        self.keep(Store::Drafts, &draft.form, &draft.to_bytes()).await
    }

    /// What stands in the form of that name.
    ///
    /// # Errors
    /// What [`super::Vault::look`] gives, or [`VaultError::Damaged`].
    pub async fn form(&self, form: &str) -> Result<Option<DraftRecord>, VaultError> {
        let Some(plain) = self.plain_draft(DraftOf::Form(form)).await? else { return Ok(None) };
        DraftRecord::from_bytes(&plain).map(Some).ok_or(VaultError::Damaged(DRAFT_TOLD))
    }

    /// What stands in every form.
    ///
    /// # Errors
    /// What [`super::Vault::look`] gives. A record that does not open is no error: it is reported.
    pub async fn forms(&self) -> Result<Found<Vec<DraftRecord>>, VaultError> {
        let mut found = self.look(vec![Look::All(Store::Drafts)]).await?;
        let stored = found.next().into_iter().flatten().map(|record| (Store::Drafts, record)).collect();
        Ok(read(&self.open_all(stored).await, Store::Drafts))
    }

    /// The write that takes a draft away.
    pub(super) fn ending(&self, of: DraftOf<'_>) -> Write {
        let key = self.ring.name_at_rest(Store::Drafts, of.name());
        Write { store: Store::Drafts, key, change: Change::Remove }
    }

    async fn plain_draft(&self, of: DraftOf<'_>) -> Result<Option<Vec<u8>>, VaultError> {
        let key = self.ring.name_at_rest(Store::Drafts, of.name());
        let found = self.look(vec![Look::Named(Store::Drafts, key)]).await?;
        let Some(record) = found.flatten().next() else { return Ok(None) };
        let plain = self.ring.open_record(Store::Drafts, &record).await;
        plain.map(Some).map_err(|_| VaultError::Damaged(DRAFT_TOLD))
    }

    /// Keeps what has been written so far, whatever it is.
    ///
    /// # Errors
    /// What [`super::Vault::commit`] gives.
    pub async fn keep_draft(&self, of: DraftOf<'_>, draft: &serde_json::Value) -> Result<(), VaultError> {
        self.keep(Store::Drafts, of.name(), draft.to_string().as_bytes()).await
    }

    /// What has been written so far.
    ///
    /// # Errors
    /// What [`super::Vault::load`] gives, or [`VaultError::Damaged`].
    pub async fn draft(&self, of: DraftOf<'_>) -> Result<Option<serde_json::Value>, VaultError> {
        let Some(plain) = self.plain_draft(of).await? else { return Ok(None) };
        serde_json::from_slice(&plain).map(Some).map_err(|_| VaultError::Damaged(DRAFT_TOLD))
    }

    /// Takes a draft away, once it has become an entry or is not wanted.
    ///
    /// # Errors
    /// What [`super::Vault::commit`] gives.
    pub async fn drop_draft(&self, of: DraftOf<'_>) -> Result<(), VaultError> {
        self.commit(vec![self.ending(of)]).await
    }
}
