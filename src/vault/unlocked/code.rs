//! Whether somebody has the recovery code outside of this device: they typed it back.

use super::Unlocked;
use super::opening::{HEADER, covered, header};
use crate::vault::cipher::{CipherError, Key};
use crate::vault::record::{CodeRecord, Header, Record, Wrap};
use crate::vault::recovery::RecoveryCode;
use crate::vault::{Change, Sealed, Store, VaultError, Write};

pub(super) const CODE: &str = "recovery-code";

impl Unlocked {
    /// Notes that this code was typed back. One that does not open this vault is none.
    ///
    /// # Errors
    /// [`VaultError::WrongSecret`] where it opens another vault, or was replaced; what [`super::Vault::commit`]
    /// gives.
    pub async fn keep_code(&self, code: &RecoveryCode) -> Result<(), VaultError> {
        let header = header(&*self.vault).await?;
        for wrap in &header.wraps {
            let Wrap::RecoveryCode { salt, .. } = wrap else { continue };
            let outer = Key::import(code.derive_key(*salt)).await?;
            let (nonce, wrapped) = wrap.sealed();
            match outer.unwrap_key(nonce, &covered(&header, wrap.kind()), wrapped).await {
                Ok(_) => {}
                Err(CipherError::DoesNotOpen) => continue,
                Err(error) => return Err(error.into()),
            }
            let note = CodeRecord::of(self.clock.now(), *salt);
            let note = self.replacing(Store::Settings, CODE, &note.to_bytes()).await?;
            // Another tab may have made another code in between: the salt tells of which one this was.
            let there = Write { store: Store::Header, key: HEADER.to_owned(), change: Change::MustExist };
            return self.commit(vec![there, note]).await;
        }
        Err(VaultError::WrongSecret)
    }
}

/// Whether the recovery code of the header was typed back. A note that cannot be read is none.
pub(super) fn is_kept(note: Option<&CodeRecord>, header: Option<&Sealed>) -> bool {
    let (Some(note), Some(header)) = (note, header.and_then(|record| Header::from_bytes(&record.bytes).ok()))
    else {
        return false;
    };
    let is_it = |wrap: &Wrap| matches!(wrap, Wrap::RecoveryCode { salt, .. } if salt.to_text() == note.salt);
    header.wraps.iter().any(is_it)
}
