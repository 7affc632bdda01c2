//! Sealing for somebody else's key, and opening what was sealed for ours. The content key never stands in our
//! memory: the browser draws, wraps and unwraps it.

use web_sys::CryptoKey;

use super::{
    AES, AgreementKey, Array, CipherError, Clock, ForOthers, JsCast, Key, Nonce, Object, PublicKey, Purpose,
    Reflect, Uint8Array, bytes, elliptic, object, platform, settled, subtle, texts, wrapping_key,
};
use crate::clock::random;
use crate::vault::record::Bytes;

const WRAP: &str = "AES-KW";

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
        let wrapping = wrapping(&self.0, ephemeral, "unwrapKey").await?;
        let unwrapping = subtle()?
            .unwrap_key_with_js_u8_array_and_object_and_object(
                "raw",
                &Uint8Array::from(wrapped.as_slice()),
                &wrapping,
                &object(&[("name", WRAP.into())]),
                &aes_256(),
                false,
                &texts(&["decrypt"]),
            )
            .map_err(|error| platform(&error))?;
        Key(settled(unwrapping).await?.unchecked_into()).open(nonce, covered, sealed).await
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
    let subtle = subtle()?;
    let make = |algorithm: &Object, usages: &Array| {
        subtle.generate_key_with_object(algorithm, true, usages).map_err(|error| platform(&error))
    };
    let content: CryptoKey = settled(make(&aes_256(), &texts(&["encrypt"]))?).await?.unchecked_into();
    let mut wrapped = Vec::with_capacity(recipients.len());
    for recipient in recipients {
        let pair = settled(make(&elliptic(Purpose::Agreement), &texts(&["deriveBits"]))?).await?;
        let half = |name: &str| -> Result<CryptoKey, CipherError> {
            Ok(Reflect::get(&pair, &name.into()).map_err(|error| platform(&error))?.unchecked_into())
        };
        let wrapping = wrapping(&half("privateKey")?, recipient, "wrapKey").await?;
        let key =
            subtle.wrap_key_with_str("raw", &content, &wrapping, WRAP).map_err(|error| platform(&error))?;
        let key = bytes(&settled(key).await?);
        let key =
            key.try_into().map_err(|_| CipherError::Platform("not 40 bytes of a wrapped key".to_owned()))?;
        let public = subtle.export_key("raw", &half("publicKey")?).map_err(|error| platform(&error))?;
        let public = PublicKey::from_point(&bytes(&settled(public).await?));
        wrapped.push((public.map_err(|_| CipherError::Platform("no public key".to_owned()))?, key));
    }
    let nonce = Bytes(random(clock));
    let sealed = Key(content).seal(nonce, covered, plain).await?;
    Ok(ForOthers { wrapped, nonce, sealed })
}

/// The key that wraps a content key, out of what the two have in common.
async fn wrapping(secret: &CryptoKey, public: &PublicKey, usage: &str) -> Result<CryptoKey, CipherError> {
    let subtle = subtle()?;
    let point = Uint8Array::from(public.point());
    let importing = subtle
        .import_key_with_object("raw", &point, &elliptic(Purpose::Agreement), false, &Array::new())
        .map_err(|error| platform(&error))?;
    let public = settled(importing).await?;
    let agreement = object(&[("name", "ECDH".into()), ("public", public)]);
    let deriving =
        subtle.derive_bits_with_object(&agreement, secret, 256).map_err(|error| platform(&error))?;
    let key = wrapping_key(&bytes(&settled(deriving).await?));
    let raw = Uint8Array::from(key.as_slice());
    let importing = subtle
        .import_key_with_str("raw", &raw, WRAP, false, &texts(&[usage]))
        .map_err(|error| platform(&error))?;
    let key = settled(importing).await;
    raw.fill(0, 0, raw.length());
    Ok(key?.unchecked_into())
}

pub(super) fn aes_256() -> Object {
    object(&[("name", AES.into()), ("length", 256.into())])
}
