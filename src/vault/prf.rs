//! What the device's own lock lets out for a vault: 32 bytes, once it has known who is there (WebAuthn PRF).
//!
//! To the vault they are a secret like the recovery code: the platform makes them evenly random, so HKDF is
//! enough. Deliberately absent: how a platform is asked for them.

use zeroize::Zeroizing;

use super::record::Salt;
use super::recovery::derived;
use super::stretch::KeyBytes;

const INFO: &[u8] = b"vault/1 prf";

/// What the platform gave for the salt of a vault. The same for the same credential and salt, on and on.
#[derive(Clone)]
pub struct PrfOutput(KeyBytes);

impl std::fmt::Debug for PrfOutput {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("PrfOutput(…)")
    }
}

impl PrfOutput {
    /// Of what the platform gave.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// The key that it stands for: HKDF-SHA256.
    pub(super) fn derive_key(&self, salt: Salt) -> KeyBytes {
        derived(salt, self.0.as_ref(), INFO)
    }
}
