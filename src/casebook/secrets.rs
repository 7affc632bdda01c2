//! What opens the casebook: it begins with one, tries it as it was typed, and changes it.
//!
//! Five words that were drawn open it however they are typed: with capitals, as a phone begins a sentence, or with a
//! space too many. Whoever has only the recovery code can choose another passphrase with it. A backup keeps what
//! opened the casebook when it was made.

use zeroize::Zeroizing;

use super::packs::Packs;
use super::passphrase::as_drawn;
use super::views::Profile;
use super::{Casebook, CasebookError, Opening, Secret, calendars, exchange, profile};
use crate::vault::VaultError;
use crate::vault::prf::PrfOutput;
use crate::vault::record::Cost;
use crate::vault::recovery::RecoveryCode;
use crate::vault::unlocked::{self, Of, Unlocked};

/// One reading of what a person gave.
pub(super) enum Way<'a> {
    Typed(&'a str),
    Drawn(Zeroizing<String>),
    Code(RecoveryCode),
    OwnLock(&'a PrfOutput),
}

impl Way<'_> {
    /// As the vault takes it.
    pub(super) fn secret(&self) -> unlocked::Secret<'_> {
        match self {
            Self::Typed(typed) => unlocked::Secret::Passphrase(typed),
            Self::Drawn(words) => unlocked::Secret::Passphrase(words),
            Self::Code(code) => unlocked::Secret::RecoveryCode(code),
            Self::OwnLock(output) => unlocked::Secret::Prf(output),
        }
    }
}

/// What is tried, one after the other until one is not wrong.
///
/// # Errors
/// [`CasebookError::NotACode`].
pub(super) fn ways(secret: Secret<'_>) -> Result<Vec<Way<'_>>, CasebookError> {
    Ok(match secret {
        Secret::Passphrase(typed) => {
            [Way::Typed(typed)].into_iter().chain(as_drawn(typed).map(Way::Drawn)).collect()
        }
        Secret::RecoveryCode(typed) => {
            vec![Way::Code(RecoveryCode::parse(typed).ok_or(CasebookError::NotACode)?)]
        }
        Secret::OwnLock(output) => vec![Way::OwnLock(output)],
    })
}

/// The same of what may be the passphrase or the recovery code: somebody may have chosen a passphrase that reads
/// like a code.
pub(super) fn either(typed: &str) -> Vec<Way<'_>> {
    let mut ways = Vec::from_iter(RecoveryCode::parse(typed).map(Way::Code));
    ways.push(Way::Typed(typed));
    ways.extend(as_drawn(typed).map(Way::Drawn));
    ways
}

impl Casebook {
    /// Makes a casebook with its keys. The recovery code is to be shown once; nobody keeps it.
    ///
    /// # Errors
    /// [`CasebookError::Profile`] before anything is stored; [`CasebookError::Vault`].
    pub async fn create(
        device: &Opening,
        passphrase: &str,
        profile: &Profile,
    ) -> Result<(Self, String), CasebookError> {
        Self::create_or_stop(device, passphrase, profile, || {}).await
    }

    /// The same; `stays` is called when it is about to be stored: what is given up before that leaves nothing.
    ///
    /// # Errors
    /// As [`Self::create`].
    pub async fn create_or_stop(
        device: &Opening,
        passphrase: &str,
        profile: &Profile,
        stays: impl Fn(),
    ) -> Result<(Self, String), CasebookError> {
        let person = profile::person(&Packs::built_in(), profile)?;
        let new = Unlocked::prepare(device, passphrase, Cost::DEFAULT).await?;
        stays();
        let now = device.clock.now();
        let mut first = exchange::introduced(new.unlocked(), profile, person, now).await?;
        first.calendar = Some(calendars::of_build(now));
        let (vault, code) = new.keep(&first).await?;
        Ok((Self::on(device, vault), code.to_text()))
    }

    /// Gives the casebook another passphrase. `typed` is the one before, or the recovery code; the code stays as it
    /// is. The device's own lock opens it no longer. `stays` is called when it is about to be stored: what is given up
    /// before that has changed nothing.
    ///
    /// # Errors
    /// As [`Self::unlock`]; nothing is changed then.
    pub async fn change_passphrase(
        device: &Opening,
        typed: &str,
        new: &str,
        stays: impl Fn(),
    ) -> Result<(), CasebookError> {
        let mut changed = Err(VaultError::WrongSecret);
        for way in either(typed) {
            changed = Unlocked::change_passphrase(device, way.secret(), new, Cost::DEFAULT, &stays).await;
            if changed != Err(VaultError::WrongSecret) {
                break;
            }
        }
        Ok(changed?)
    }

    /// Gives a new recovery code, to be shown until it was typed back; the one before opens the casebook no longer.
    /// `typed` is the passphrase, or the code before.
    ///
    /// # Errors
    /// As [`Self::unlock`]; nothing is changed then.
    pub async fn renew_recovery_code(
        &self,
        device: &Opening,
        typed: &str,
    ) -> Result<Zeroizing<String>, CasebookError> {
        for way in either(typed) {
            match self.vault.renew_recovery_code(device, way.secret()).await {
                Err(VaultError::WrongSecret) => {}
                renewed => return Ok(Zeroizing::new(renewed?.to_text())),
            }
        }
        Err(VaultError::WrongSecret.into())
    }

    /// Takes the recovery code as it was typed back, and forgets it: it can be read where it was written down.
    ///
    /// # Errors
    /// [`CasebookError::NotACode`]; [`CasebookError::OtherCode`]; [`CasebookError::Vault`].
    pub async fn code_typed_back(&self, typed: &str) -> Result<(), CasebookError> {
        let typed = RecoveryCode::parse(typed).ok_or(CasebookError::NotACode)?.to_text();
        match self.stored(Of::Nothing).await?.code {
            Some(code) if code != typed => Err(CasebookError::OtherCode),
            // Another tab was first.
            None => Ok(()),
            Some(_) => Ok(self.vault.forget_code().await?),
        }
    }
}
