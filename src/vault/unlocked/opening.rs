//! Making a vault and unlocking one.

use std::rc::Rc;

use zeroize::Zeroizing;

use super::{Together, Unlocked, by_prf};
use crate::clock::{Clock, random};
use crate::identity::PublicKey;
use crate::vault::cipher::{CipherError, Key, Place, Purpose};
use crate::vault::keyring::Keyring;
use crate::vault::prf::PrfOutput;
use crate::vault::record::{Base64, Bytes, Cost, Header, Nonce, PASSPHRASE, PRF, RECOVERY_CODE, Wrap};
use crate::vault::recovery::RecoveryCode;
use crate::vault::stretch::{KeyBytes, Stretch};
use crate::vault::{Change, Look, Sealed, Store, Vault, VaultError, Write};

pub(super) const HEADER: &str = "vault";
const SIGNING: &str = "signing";
const SIGNING_PUBLIC: &str = "signing-public";
const AGREEMENT: &str = "agreement";
const AGREEMENT_PUBLIC: &str = "agreement-public";

/// What opens a vault.
#[derive(Clone, Copy, Debug)]
pub enum Secret<'a> {
    /// The passphrase, exactly as it was typed when the vault was made.
    Passphrase(&'a str),
    /// The printed code.
    RecoveryCode(&'a RecoveryCode),
    /// What the device's own lock let out. It makes no other wrap: whoever has only this cannot take the passphrase
    /// or the code from anybody.
    Prf(&'a PrfOutput),
}

/// What making or unlocking a vault needs from around it.
#[derive(Clone)]
pub struct Opening {
    /// Where the records lie.
    pub vault: Rc<dyn Vault>,
    /// Where passphrases are stretched.
    pub stretch: Rc<dyn Stretch>,
    /// Time and randomness.
    pub clock: Rc<dyn Clock>,
}

/// Whether a vault is on a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// None: one can be created.
    Absent,
    /// One: it can be unlocked.
    Locked,
    /// One whose header is gone: it opens again once a backup of it is brought back.
    Lost,
}

impl Opening {
    /// Whether there is a vault.
    ///
    /// # Errors
    /// What [`Vault::look`] gives.
    pub async fn presence(&self) -> Result<Presence, VaultError> {
        let looks = [Look::Named(Store::Header, HEADER.to_owned()), Look::Names(Store::Keys)];
        let found = self.vault.look(looks.into()).await?;
        Ok(match found.iter().position(|records| !records.is_empty()) {
            Some(0) => Presence::Locked,
            Some(_) => Presence::Lost,
            None => Presence::Absent,
        })
    }
}

/// The header of a vault, with what lies beside it.
pub(super) async fn header(vault: &dyn Vault) -> Result<Header, VaultError> {
    let stored = vault.load(Store::Header).await?;
    let header = stored.iter().find(|record| record.key == HEADER);
    match header {
        Some(record) => {
            let mut header = Header::from_bytes(&record.bytes)?;
            let beside = stored.iter().find(|record| record.key == PRF);
            header.wraps.extend(beside.and_then(|record| by_prf::read(&record.bytes)));
            Ok(header)
        }
        None if stored.is_empty() => Err(VaultError::Absent),
        None => Err(VaultError::Damaged("header")),
    }
}

/// A vault with new keys that is not on disk yet: what it begins with can be signed by them first.
pub struct New {
    pub(super) unlocked: Unlocked,
    code: RecoveryCode,
    pub(super) writes: Vec<Write>,
}

impl std::fmt::Debug for New {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("New").finish_non_exhaustive()
    }
}

impl New {
    /// Its keys. What they keep fails with [`VaultError::Gone`] until [`Self::keep`] is done.
    pub fn unlocked(&self) -> &Unlocked {
        &self.unlocked
    }

    /// Writes it with what it begins with, in one transaction: after a failure there is no vault,
    /// and so none whose code nobody has seen.
    ///
    /// # Errors
    /// [`VaultError::Taken`] if there is one meanwhile, and what [`Vault::commit`] gives.
    pub async fn keep(self, first: &Together) -> Result<(Unlocked, RecoveryCode), VaultError> {
        let Self { unlocked, code, mut writes } = self;
        let (records, key) = unlocked.writes_of(first).await?;
        writes.extend(records);
        writes.push(unlocked.code_kept(&code).await?);
        unlocked.commit_all(writes, key.into_iter().collect()).await?;
        Ok((unlocked, code))
    }
}

impl Unlocked {
    /// Makes a vault with new keys, in one transaction, and the code that opens it when the
    /// passphrase is lost.
    ///
    /// # Errors
    /// As [`Self::prepare`] and [`New::keep`].
    pub async fn create(
        opening: &Opening,
        passphrase: &str,
        cost: Cost,
    ) -> Result<(Self, RecoveryCode), VaultError> {
        Self::prepare(opening, passphrase, cost).await?.keep(&Together::default()).await
    }

    /// Makes the keys of a new vault. Nothing is stored yet.
    ///
    /// # Errors
    /// [`VaultError::Taken`] if there is a vault already, [`VaultError::UnsafeCost`].
    pub async fn prepare(opening: &Opening, passphrase: &str, cost: Cost) -> Result<New, VaultError> {
        cost.check()?;
        if opening.presence().await? != Presence::Absent {
            return Err(VaultError::Taken);
        }
        let clock = &*opening.clock;
        let mut header = Header::new(Bytes(random::<16>(clock)).to_text(), Bytes(random(clock)));
        let main: KeyBytes = Zeroizing::new(random(clock));
        let code = RecoveryCode::from_random(random(clock));

        header.wraps.push(passphrase_wrap(opening, &header, passphrase, cost, &main).await?);
        header.wraps.push(recovery_wrap(opening, &header, &code, &main).await?);

        let change = Change::Create(header.to_bytes());
        let mut writes = vec![Write { store: Store::Header, key: HEADER.to_owned(), change }];
        let main = Key::import(main).await?;
        let (ring, write) = Keyring::make(clock, header.vault, header.key, main).await?;
        writes.push(write);
        for (purpose, secret, public) in
            [(Purpose::Signing, SIGNING, SIGNING_PUBLIC), (Purpose::Agreement, AGREEMENT, AGREEMENT_PUBLIC)]
        {
            let (point, write) = ring.make_pair(clock, purpose, secret).await?;
            writes.push(write);
            writes.push(ring.wrap(clock, public, point.point()).await?);
        }
        let keys = Vec::from_iter(writes.iter().filter_map(as_kept));
        let unlocked = Self::with(&opening.vault, &opening.clock, ring, &keys).await?;
        Ok(New { unlocked, code, writes })
    }

    /// Unlocks the vault. A wrong secret changes nothing.
    ///
    /// # Errors
    /// [`VaultError::Absent`], [`VaultError::WrongSecret`], what reading the header gives, and
    /// [`VaultError::Damaged`] if one of the device's own keys does not open.
    pub async fn unlock(opening: &Opening, secret: Secret<'_>) -> Result<Self, VaultError> {
        let (header, tries) = tries(opening, secret).await?;
        let mut main = None;
        for Try { outer, nonce, covered, wrapped } in tries {
            match outer.unwrap_key(nonce, &covered, &wrapped).await {
                Ok(key) => main = Some(key),
                Err(CipherError::DoesNotOpen) => {}
                Err(error) => return Err(error.into()),
            }
        }
        let main = main.ok_or(VaultError::WrongSecret)?;
        let keys = opening.vault.load(Store::Keys).await?;
        let ring = Keyring::open(header.vault, header.key, Rc::new(main), &keys).await?;
        Self::with(&opening.vault, &opening.clock, ring, &keys).await
    }

    /// Gives the vault another passphrase. The recovery code stays as it is, and every key: only
    /// the header is written. The device's own lock opens it no longer: whoever knew the passphrase before could have
    /// put their finger there. `stays` is called when the keys are derived: from then on the change is being stored.
    ///
    /// # Errors
    /// As [`Self::unlock`], [`VaultError::UnsafeCost`], and what [`Vault::commit`] gives.
    pub async fn change_passphrase(
        opening: &Opening,
        secret: Secret<'_>,
        passphrase: &str,
        cost: Cost,
        stays: impl Fn(),
    ) -> Result<(), VaultError> {
        cost.check()?;
        let (mut header, main) = main_key(opening, secret).await?;
        let wrap = passphrase_wrap(opening, &header, passphrase, cost, &main).await?;
        stays();
        header.wraps.retain(|wrap| wrap.kind() != PASSPHRASE);
        header.wraps.insert(0, wrap);
        rewrite(opening, &header, vec![by_prf::removal()]).await
    }

    /// Gives the vault another recovery code; the one before opens it no longer. For whoever never saw theirs, or
    /// has lost the sheet. It stays beside the records until it was typed back ([`Self::forget_code`]).
    ///
    /// # Errors
    /// As [`Self::unlock`], and what [`Vault::commit`] gives.
    pub async fn renew_recovery_code(
        &self,
        opening: &Opening,
        secret: Secret<'_>,
    ) -> Result<RecoveryCode, VaultError> {
        let (mut header, main) = main_key(opening, secret).await?;
        let code = RecoveryCode::from_random(random(&*opening.clock));
        let wrap = recovery_wrap(opening, &header, &code, &main).await?;
        header.wraps.retain(|wrap| wrap.kind() != RECOVERY_CODE);
        header.wraps.push(wrap);
        let kept = self.code_kept(&code).await?;
        rewrite(opening, &header, vec![kept]).await?;
        Ok(code)
    }

    pub(super) async fn with(
        vault: &Rc<dyn Vault>,
        clock: &Rc<dyn Clock>,
        ring: Keyring,
        keys: &[Sealed],
    ) -> Result<Self, VaultError> {
        let (signing, agreement) = ring.unwrap_pairs(keys, SIGNING, AGREEMENT).await?;
        Ok(Self {
            vault: Rc::clone(vault),
            clock: Rc::clone(clock),
            signing_public: public(&ring, keys, SIGNING_PUBLIC).await?,
            agreement_public: public(&ring, keys, AGREEMENT_PUBLIC).await?,
            ring,
            signing,
            agreement,
        })
    }
}

/// What a new record of the store of keys will be.
pub(super) fn as_kept(write: &Write) -> Option<Sealed> {
    match &write.change {
        Change::Create(bytes) if write.store == Store::Keys => {
            Some(Sealed { key: write.key.clone(), bytes: bytes.clone() })
        }
        _ => None,
    }
}

fn covered(header: &Header, kind: &str) -> Vec<u8> {
    let place = Place { store: Store::Header.name(), vault: &header.vault, dispute: None, record: kind };
    place.covered(header.key)
}

/// A wrap of the vault key, and the key that a secret of its kind stands for.
struct Try {
    outer: Key,
    nonce: Nonce,
    covered: Vec<u8>,
    wrapped: Vec<u8>,
}

/// The header, and each wrap that a secret of this kind opens.
async fn tries(opening: &Opening, secret: Secret<'_>) -> Result<(Header, Vec<Try>), VaultError> {
    let header = header(&*opening.vault).await?;
    let mut tries = Vec::new();
    for wrap in &header.wraps {
        let outer = match (wrap, secret) {
            (Wrap::Passphrase { cost, salt, .. }, Secret::Passphrase(passphrase)) => {
                opening.stretch.stretch(passphrase, *salt, *cost).await?
            }
            (Wrap::RecoveryCode { salt, .. }, Secret::RecoveryCode(code)) => code.derive_key(*salt),
            (Wrap::Prf { salt, .. }, Secret::Prf(output)) => output.derive_key(*salt),
            (Wrap::Passphrase { .. } | Wrap::RecoveryCode { .. } | Wrap::Prf { .. }, _) => continue,
        };
        let outer = Key::import(outer).await?;
        let (nonce, wrapped) = wrap.sealed();
        let (covered, wrapped) = (covered(&header, wrap.kind()), wrapped.to_vec());
        tries.push(Try { outer, nonce, covered, wrapped });
    }
    Ok((header, tries))
}

async fn passphrase_wrap(
    opening: &Opening,
    header: &Header,
    passphrase: &str,
    cost: Cost,
    main: &KeyBytes,
) -> Result<Wrap, VaultError> {
    let (salt, nonce) = (Bytes(random(&*opening.clock)), Bytes(random(&*opening.clock)));
    let outer = opening.stretch.stretch(passphrase, salt, cost).await?;
    let wrapped = wrapped(header, PASSPHRASE, outer, nonce, main).await?;
    Ok(Wrap::Passphrase { cost, salt, nonce, wrapped })
}

async fn recovery_wrap(
    opening: &Opening,
    header: &Header,
    code: &RecoveryCode,
    main: &KeyBytes,
) -> Result<Wrap, VaultError> {
    let (salt, nonce) = (Bytes(random(&*opening.clock)), Bytes(random(&*opening.clock)));
    let wrapped = wrapped(header, RECOVERY_CODE, code.derive_key(salt), nonce, main).await?;
    Ok(Wrap::RecoveryCode { salt, nonce, wrapped })
}

/// The header, and the bytes of the vault key that it wraps: what other wraps are made of. Not for whoever has
/// only what the device's own lock lets out.
pub(super) async fn main_key(
    opening: &Opening,
    secret: Secret<'_>,
) -> Result<(Header, KeyBytes), VaultError> {
    if matches!(secret, Secret::Prf(_)) {
        return Err(VaultError::WrongSecret);
    }
    let (header, tries) = tries(opening, secret).await?;
    let mut main = None;
    for Try { outer, nonce, covered, wrapped } in tries {
        if let Ok(key) = outer.open(nonce, &covered, &wrapped).await {
            let key = Zeroizing::new(key);
            let damaged = |_| VaultError::Damaged("header");
            main = Some(Zeroizing::new(key.as_slice().try_into().map_err(damaged)?));
        }
    }
    let main = main.ok_or(VaultError::WrongSecret)?;
    Ok((header, main))
}

async fn rewrite(opening: &Opening, header: &Header, mut with: Vec<Write>) -> Result<(), VaultError> {
    let there = Write { store: Store::Header, key: HEADER.to_owned(), change: Change::MustExist };
    let write = Write { change: Change::Replace(header.to_bytes()), ..there.clone() };
    with.extend([there, write]);
    opening.vault.commit(with).await
}

pub(super) async fn wrapped(
    header: &Header,
    kind: &str,
    outer: KeyBytes,
    nonce: Nonce,
    main: &KeyBytes,
) -> Result<Base64, VaultError> {
    let outer = Key::import(outer).await?;
    Ok(Base64(outer.seal(nonce, &covered(header, kind), main.as_ref()).await?))
}

pub(super) async fn public(
    ring: &Keyring,
    keys: &[Sealed],
    record: &'static str,
) -> Result<PublicKey, VaultError> {
    let plain = ring.unwrap_plain(keys, record, record).await?;
    PublicKey::from_point(&plain).map_err(|_| VaultError::Damaged(record))
}
