//! What has been begun and is no entry yet: a draft for each form, so that two tabs which write into two
//! forms lose nothing of either; where they write into one, a draft for each tab.

use super::{Found, Unlocked, read};
use crate::vault::record::{DraftRecord, Record, draft_name};
use crate::vault::{Change, Look, Store, VaultError, Write};

/// What people call a draft.
const DRAFT_TOLD: &str = "draft";

impl Unlocked {
    /// Keeps what stands in a form; what was kept under the same name before is replaced.
    ///
    /// # Errors
    /// What [`super::Vault::commit`] gives.
    pub async fn keep_form(&self, draft: &DraftRecord) -> Result<(), VaultError> {
        self.keep(Store::Drafts, &draft_name(&draft.form, draft.beside), &draft.to_bytes()).await
    }

    /// The draft of that name.
    ///
    /// # Errors
    /// What [`super::Vault::look`] gives, or [`VaultError::Damaged`].
    pub async fn form(&self, form: &str) -> Result<Option<DraftRecord>, VaultError> {
        let Some(plain) = self.plain_draft(form).await? else { return Ok(None) };
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
    pub(super) fn ending(&self, form: &str) -> Write {
        let key = self.ring.name_at_rest(Store::Drafts, form);
        Write { store: Store::Drafts, key, change: Change::Remove }
    }

    async fn plain_draft(&self, name: &str) -> Result<Option<Vec<u8>>, VaultError> {
        let key = self.ring.name_at_rest(Store::Drafts, name);
        let found = self.look(vec![Look::Named(Store::Drafts, key)]).await?;
        let Some(record) = found.flatten().next() else { return Ok(None) };
        let plain = self.ring.open_record(Store::Drafts, &record).await;
        plain.map(Some).map_err(|_| VaultError::Damaged(DRAFT_TOLD))
    }

    /// What lies under a name, as it stands: also what is no form's draft, as the first version kept it.
    ///
    /// # Errors
    /// What [`super::Vault::look`] gives, or [`VaultError::Damaged`].
    pub async fn as_it_lies(&self, name: &str) -> Result<Option<String>, VaultError> {
        let Some(plain) = self.plain_draft(name).await? else { return Ok(None) };
        String::from_utf8(plain).map(Some).map_err(|_| VaultError::Damaged(DRAFT_TOLD))
    }

    /// Takes a draft away, once it has become an entry or is not wanted.
    ///
    /// # Errors
    /// What [`super::Vault::commit`] gives.
    pub async fn drop_form(&self, form: &str) -> Result<(), VaultError> {
        self.commit(vec![self.ending(form)]).await
    }
}
