//! From a passphrase to a key: Argon2id, slow on purpose.
//!
//! In the browser it runs in a worker, so that the page stays alive and the memory, with whatever is
//! left in it, is given back afterwards. Start at [`Stretch`].

use argon2::{Algorithm, Argon2, Params, Version};
use zeroize::Zeroizing;

use super::record::{Cost, Salt};
use super::{Pending, VaultError};

/// 32 bytes of key, wiped when dropped.
pub type KeyBytes = Zeroizing<[u8; 32]>;

impl Cost {
    /// What a new vault is made with.
    pub const DEFAULT: Self = Self { memory_kib: 64 * 1024, passes: 3, lanes: 1 };
    /// Below this a stolen device's passphrase is guessed too cheaply: refused, also on unlocking,
    /// so that nobody who can write to the storage can talk us down.
    pub const FLOOR: Self = Self { memory_kib: 19 * 1024, passes: 2, lanes: 1 };
    /// Above this a phone's page dies or stands still: refused as well.
    pub const CEILING: Self = Self { memory_kib: 1024 * 1024, passes: 64, lanes: 16 };

    /// Refuses what is out of bounds.
    ///
    /// # Errors
    /// [`VaultError::UnsafeCost`].
    pub fn check(self) -> Result<(), VaultError> {
        let within = |value: u32, floor: u32, ceiling: u32| (floor..=ceiling).contains(&value);
        let safe = within(self.memory_kib, Self::FLOOR.memory_kib, Self::CEILING.memory_kib)
            && within(self.passes, Self::FLOOR.passes, Self::CEILING.passes)
            && within(self.lanes, Self::FLOOR.lanes, Self::CEILING.lanes);
        if safe { Ok(()) } else { Err(VaultError::UnsafeCost) }
    }
}

/// Where stretching is done.
pub trait Stretch {
    /// Stretches a passphrase.
    fn stretch<'a>(&'a self, passphrase: &'a str, salt: Salt, cost: Cost) -> Pending<'a, KeyBytes>;
}

/// Here and now: at the desk, in the worker itself, in tests. It blocks for as long as it takes.
#[derive(Clone, Copy, Debug, Default)]
pub struct InThisThread;

impl Stretch for InThisThread {
    fn stretch<'a>(&'a self, passphrase: &'a str, salt: Salt, cost: Cost) -> Pending<'a, KeyBytes> {
        Box::pin(async move { stretched(passphrase.as_bytes(), &salt.0, cost) })
    }
}

/// Argon2id, version 1.3, 32 bytes.
///
/// # Errors
/// [`VaultError::UnsafeCost`] for a cost out of bounds.
pub fn stretched(passphrase: &[u8], salt: &[u8], cost: Cost) -> Result<KeyBytes, VaultError> {
    cost.check()?;
    let params = Params::new(cost.memory_kib, cost.passes, cost.lanes, Some(32))
        .map_err(|_| VaultError::UnsafeCost)?;
    let mut key = KeyBytes::default();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(passphrase, salt, key.as_mut())
        .map_err(|error| VaultError::NoStretching(error.to_string()))?;
    Ok(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Made with the reference implementation: argon2-cffi's `hash_secret_raw`, type ID, 32 bytes.
    #[test]
    fn keys_are_those_of_the_reference() {
        let known = [
            (Cost::FLOOR, "5d51b72290fdf8fa9b8bf8133cd06f4b2d15386cc172b997133bf7c196468675"),
            (Cost::DEFAULT, "477d19ce70222f09f4c04c99fe2bf66f48bef0803adc6c5e0a0351281f95f015"),
        ];
        for (cost, expected) in known {
            let key = stretched("Schlüssel im Schloß".as_bytes(), b"sixteen of salt!", cost).expect("a key");
            let hex = Vec::from_iter(key.iter().map(|byte| format!("{byte:02x}"))).concat();
            assert_eq!(hex, expected, "{cost:?}");
        }
    }

    #[test]
    fn the_bounds_are_inside() {
        for cost in [Cost::FLOOR, Cost::DEFAULT, Cost::CEILING] {
            assert_eq!(cost.check(), Ok(()));
        }
        for cost in [
            Cost { memory_kib: Cost::FLOOR.memory_kib - 1, ..Cost::FLOOR },
            Cost { passes: Cost::FLOOR.passes - 1, ..Cost::FLOOR },
            Cost { lanes: 0, ..Cost::FLOOR },
            Cost { memory_kib: Cost::CEILING.memory_kib + 1, ..Cost::FLOOR },
            Cost { passes: Cost::CEILING.passes + 1, ..Cost::FLOOR },
            Cost { lanes: Cost::CEILING.lanes + 1, ..Cost::FLOOR },
        ] {
            assert_eq!(cost.check(), Err(VaultError::UnsafeCost), "{cost:?}");
        }
    }
}
