//! The device's own lock as a third way into a vault, beside the passphrase and the code.
//!
//! The one idea: *it lies beside the header, never in it.* The header goes on saying what it said, so a version
//! that knows nothing of it opens the vault as before, and whatever befalls this record costs nobody the other
//! two ways (`docs/decisions/the-devices-own-lock.md`).

use super::opening::{header, main_key, wrapped};
use super::{Opening, Secret};
use crate::clock::random;
use crate::vault::cipher::Parts;
use crate::vault::keyring::still_there;
use crate::vault::prf::PrfOutput;
use crate::vault::record::{Base64, Bytes, Header, PRF, Salt, Wrap};
use crate::vault::stretch::KeyBytes;
use crate::vault::{Change, Store, VaultError, Write};

/// The vault key and its tag.
const WRAPPED: usize = 48;

/// What lies beside the header: `version (1) | salt (16) | nonce (12) | wrapped (48) | credential`. None where it
/// is nothing of this version.
pub(super) fn read(beside: &[u8]) -> Option<Wrap> {
    let Parts { key: salt, nonce, sealed } = Parts::of(beside)?;
    let (wrapped, credential) = sealed.split_at_checked(WRAPPED)?;
    Some(Wrap::Prf { credential: credential.to_vec(), salt, nonce, wrapped: Base64(wrapped.to_vec()) })
}

fn write(change: Change) -> Write {
    Write { store: Store::Header, key: PRF.to_owned(), change }
}

/// Takes it away.
pub(super) fn removal() -> Write {
    write(Change::Remove)
}

/// A third wrap that waits for what the platform gives.
pub struct NewPrf {
    header: Header,
    main: KeyBytes,
    /// What the platform is to be asked about.
    pub salt: Salt,
}

impl Opening {
    /// What the platform is asked about, and the credential that is meant. None where nobody has set up that the
    /// device's own lock opens the vault, and where that cannot be read: the passphrase and the code open it all
    /// the same.
    ///
    /// # Errors
    /// What reading the header gives.
    pub async fn prf(&self) -> Result<Option<(Salt, Vec<u8>)>, VaultError> {
        Ok(header(&*self.vault).await?.wraps.into_iter().find_map(|wrap| match wrap {
            Wrap::Prf { credential, salt, .. } => Some((salt, credential)),
            Wrap::Passphrase { .. } | Wrap::RecoveryCode { .. } => None,
        }))
    }

    /// Begins to let the device's own lock open the vault. Nothing is stored yet.
    ///
    /// # Errors
    /// As [`super::Unlocked::unlock`].
    pub async fn prepare_prf(&self, passphrase: &str) -> Result<NewPrf, VaultError> {
        let (header, main) = main_key(self, Secret::Passphrase(passphrase)).await?;
        Ok(NewPrf { header, main, salt: Bytes(random(&*self.clock)) })
    }

    /// Keeps what was prepared, in place of the one before: from now on this output of that credential opens the
    /// vault. With nothing, the device's own lock opens it no longer.
    ///
    /// # Errors
    /// [`VaultError::Gone`] where it is another vault meanwhile; what [`crate::vault::Vault::commit`] gives.
    pub async fn change_prf(&self, new: Option<(NewPrf, PrfOutput, Vec<u8>)>) -> Result<(), VaultError> {
        let mut writes = vec![removal()];
        if let Some((NewPrf { header, main, salt }, output, credential)) = new {
            let nonce = Bytes(random(&*self.clock));
            let wrapped = wrapped(&header, PRF, output.derive_key(salt), nonce, &main).await?.0;
            let sealed = &[wrapped, credential].concat();
            let keep = write(Change::Replace(Parts { key: salt, nonce, sealed }.join()));
            writes = vec![still_there(&header.vault), keep];
        }
        self.vault.commit(writes).await
    }
}
