//! Who signs: keys, the people who hold them, and how far a signer is confirmed.
//!
//! The one idea: *a key is its own name.* A [`Kid`] is the thumbprint of a public key (RFC 7638), so
//! nobody can give a key another's name; whose key it is, is a separate question with its own
//! answer, the [`Standing`]. Until a partnership has confirmed a signer, the signature is good and
//! the name is only a claim.
//!
//! Deliberately absent: secret keys, which only the vault touches, and every file format. Start at
//! [`PublicKey`]; how far a partnership vouches for a signer is reckoned by [`Trust`].

mod check_words;
mod key;
mod person;
mod spoken;
mod trust;
#[cfg(not(target_arch = "wasm32"))]
mod verifying;

pub use check_words::CheckWords;
pub use key::{Kid, NotAKey, PublicKey};
pub use person::{Member, NotAPerson, Person, can_be_seen_whole, is_unseen};
pub use spoken::{SPOKEN_WORDS, is_spoken_word, spoken_word};
pub use trust::{Certificate, Checked, Received, Revocation, Standing, Trust, is_one_name};
