//! The recovery code, sealed beside the records until it was typed back: a killed browser or a person in a hurry
//! costs nobody the code that they have not written down yet.

use super::Unlocked;
use crate::vault::record::{CodeRecord, Record};
use crate::vault::recovery::RecoveryCode;
use crate::vault::{Change, Store, VaultError, Write};

pub(super) const CODE: &str = "recovery-code";

impl Unlocked {
    /// Writes the code down beside the records.
    pub(super) async fn code_kept(&self, code: &RecoveryCode) -> Result<Write, VaultError> {
        let record = CodeRecord { code: code.to_text() };
        self.replacing(Store::Settings, CODE, &record.to_bytes()).await
    }

    /// Forgets the recovery code: whoever needs it has it.
    ///
    /// # Errors
    /// What [`super::Vault::commit`] gives.
    pub async fn forget_code(&self) -> Result<(), VaultError> {
        let key = self.ring.name_at_rest(Store::Settings, CODE);
        self.commit(vec![Write { store: Store::Settings, key, change: Change::Remove }]).await
    }
}
