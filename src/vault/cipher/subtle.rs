//! Keys as handles of the browser's own cryptography: they cannot be exported from it.
//!
//! What is sealed with a nonce of ours is still sealed there; only the vault key's and the data
//! keys' bytes pass through our memory, once, when they are made.

mod for_others;

use std::future::Future;

use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, DomException, SubtleCrypto, WorkerGlobalScope};

use super::{CipherError, ForOthers, Purpose, wrapping_key};
use crate::clock::Clock;
use crate::identity::PublicKey;
use crate::vault::record::Nonce;
use crate::vault::stretch::KeyBytes;

pub use for_others::seal_to;

/// A symmetric key.
pub struct Key(CryptoKey);

/// The device's signing key.
pub struct SigningKey(CryptoKey);

/// The device's key for receiving what is sealed to it.
pub struct AgreementKey(CryptoKey);

const AES: &str = "AES-GCM";
const SYMMETRIC: [&str; 4] = ["encrypt", "decrypt", "wrapKey", "unwrapKey"];

impl Key {
    /// A key of these bytes.
    pub async fn import(bytes: KeyBytes) -> Result<Self, CipherError> {
        let raw = Uint8Array::from(bytes.as_slice());
        let importing = subtle()?
            .import_key_with_str("raw", &raw, AES, false, &texts(&SYMMETRIC))
            .map_err(|error| platform(&error))?;
        let key = settled(importing).await;
        raw.fill(0, 0, raw.length());
        Ok(Self(key?.unchecked_into()))
    }

    /// Seals; the nonce must never have been used with this key.
    pub fn seal(
        &self,
        nonce: Nonce,
        covered: &[u8],
        plain: &[u8],
    ) -> impl Future<Output = Result<Vec<u8>, CipherError>> + use<> {
        let begun = subtle().and_then(|subtle| {
            subtle
                .encrypt_with_object_and_u8_array(&gcm(nonce, covered), &self.0, plain)
                .map_err(|error| platform(&error))
        });
        async move { Ok(bytes(&settled(begun?).await?)) }
    }

    /// Opens.
    pub fn open(
        &self,
        nonce: Nonce,
        covered: &[u8],
        sealed: &[u8],
    ) -> impl Future<Output = Result<Vec<u8>, CipherError>> + use<> {
        let begun = subtle().and_then(|subtle| {
            subtle
                .decrypt_with_object_and_u8_array(&gcm(nonce, covered), &self.0, sealed)
                .map_err(|error| platform(&error))
        });
        async move { Ok(bytes(&settled(begun?).await?)) }
    }

    /// Opens a key without letting its bytes out.
    pub fn unwrap_key(
        &self,
        nonce: Nonce,
        covered: &[u8],
        wrapped: &[u8],
    ) -> impl Future<Output = Result<Self, CipherError>> + use<> {
        let algorithm = for_others::aes_256();
        let unwrapping = self.unwrap("raw", nonce, covered, wrapped, &algorithm, &SYMMETRIC);
        async move { unwrapping.await.map(Self) }
    }

    /// Makes a key pair; its secret half comes out wrapped by this key, as PKCS#8, and never stands
    /// in our memory.
    pub async fn make_pair(
        &self,
        _clock: &dyn Clock,
        purpose: Purpose,
        nonce: Nonce,
        covered: &[u8],
    ) -> Result<(PublicKey, Vec<u8>), CipherError> {
        let usages: &[&str] = match purpose {
            Purpose::Signing => &["sign", "verify"],
            Purpose::Agreement => &["deriveBits"],
        };
        let subtle = subtle()?;
        let making = subtle
            .generate_key_with_object(&elliptic(purpose), true, &texts(usages))
            .map_err(|error| platform(&error))?;
        let pair = settled(making).await?;
        let half = |name: &str| -> Result<CryptoKey, CipherError> {
            let key = Reflect::get(&pair, &name.into()).map_err(|error| platform(&error))?;
            Ok(key.unchecked_into())
        };
        let wrapping = subtle
            .wrap_key_with_object("pkcs8", &half("privateKey")?, &self.0, &gcm(nonce, covered))
            .map_err(|error| platform(&error))?;
        let wrapped = bytes(&settled(wrapping).await?);
        let exporting = subtle.export_key("raw", &half("publicKey")?).map_err(|error| platform(&error))?;
        let public = PublicKey::from_point(&bytes(&settled(exporting).await?));
        Ok((public.map_err(|_| CipherError::Platform("no public key".to_owned()))?, wrapped))
    }

    /// Opens the signing key.
    pub async fn unwrap_signing(
        &self,
        nonce: Nonce,
        covered: &[u8],
        wrapped: &[u8],
    ) -> Result<SigningKey, CipherError> {
        let algorithm = elliptic(Purpose::Signing);
        self.unwrap("pkcs8", nonce, covered, wrapped, &algorithm, &["sign"]).await.map(SigningKey)
    }

    /// Opens the agreement key.
    pub async fn unwrap_agreement(
        &self,
        nonce: Nonce,
        covered: &[u8],
        wrapped: &[u8],
    ) -> Result<AgreementKey, CipherError> {
        let algorithm = elliptic(Purpose::Agreement);
        self.unwrap("pkcs8", nonce, covered, wrapped, &algorithm, &["deriveBits"]).await.map(AgreementKey)
    }

    fn unwrap(
        &self,
        form: &str,
        nonce: Nonce,
        covered: &[u8],
        wrapped: &[u8],
        algorithm: &Object,
        usages: &[&str],
    ) -> impl Future<Output = Result<CryptoKey, CipherError>> + use<> {
        let begun = subtle().and_then(|subtle| {
            subtle
                .unwrap_key_with_js_u8_array_and_object_and_object(
                    form,
                    &Uint8Array::from(wrapped),
                    &self.0,
                    &gcm(nonce, covered),
                    algorithm,
                    false,
                    &texts(usages),
                )
                .map_err(|error| platform(&error))
        });
        async move { Ok(settled(begun?).await?.unchecked_into()) }
    }
}

impl SigningKey {
    /// Signs with ES256: `r | s`.
    pub async fn sign(&self, signed: &[u8]) -> Result<[u8; 64], CipherError> {
        let signing = subtle()?
            .sign_with_object_and_u8_array(&es256(), &self.0, signed)
            .map_err(|error| platform(&error))?;
        let signature = bytes(&settled(signing).await?);
        signature.try_into().map_err(|_| CipherError::Platform("not 64 bytes of signature".to_owned()))
    }
}

/// Somebody's public key, ready to check signatures.
pub struct VerifyingKey(CryptoKey);

impl VerifyingKey {
    /// `None` where it is no point of the curve.
    pub async fn import(key: &PublicKey) -> Result<Option<Self>, CipherError> {
        let importing = subtle()?
            .import_key_with_object(
                "raw",
                &Uint8Array::from(key.point()),
                &elliptic(Purpose::Signing),
                false,
                &texts(&["verify"]),
            )
            .map_err(|error| platform(&error))?;
        match JsFuture::from(importing).await {
            Ok(key) => Ok(Some(Self(key.unchecked_into()))),
            Err(error)
                if error.dyn_ref::<DomException>().is_some_and(|error| error.name() == "DataError") =>
            {
                Ok(None)
            }
            Err(error) => Err(platform(&error)),
        }
    }

    /// Whether this key made an ES256 signature. The browser begins at once: several are checked side by side.
    pub fn made(
        &self,
        signature: &[u8],
        signed: &[u8],
    ) -> impl Future<Output = Result<bool, CipherError>> + use<> {
        // Firefox reads two numbers out of a signature of any even length.
        let whole = signature.len() == 64;
        let begun = subtle().and_then(|subtle| {
            subtle
                .verify_with_object_and_u8_array_and_u8_array(&es256(), &self.0, signature, signed)
                .map_err(|error| platform(&error))
        });
        async move { Ok(settled(begun?).await?.is_truthy() && whole) }
    }
}

fn subtle() -> Result<SubtleCrypto, CipherError> {
    let global: WorkerGlobalScope = js_sys::global().unchecked_into();
    let subtle = global.crypto().map_err(|error| platform(&error))?.subtle();
    // A page that came over plain HTTP has none.
    if subtle.is_undefined() {
        return Err(CipherError::Platform("this page was not loaded securely".to_owned()));
    }
    Ok(subtle)
}

fn gcm(nonce: Nonce, covered: &[u8]) -> Object {
    object(&[
        ("name", AES.into()),
        ("iv", Uint8Array::from(nonce.0.as_slice()).into()),
        ("additionalData", Uint8Array::from(covered).into()),
    ])
}

fn elliptic(purpose: Purpose) -> Object {
    let name = match purpose {
        Purpose::Signing => "ECDSA",
        Purpose::Agreement => "ECDH",
    };
    object(&[("name", name.into()), ("namedCurve", "P-256".into())])
}

fn es256() -> Object {
    object(&[("name", "ECDSA".into()), ("hash", "SHA-256".into())])
}

fn object(members: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in members {
        Reflect::set(&object, &(*name).into(), value).expect("a new object takes every member");
    }
    object
}

fn texts(texts: &[&str]) -> Array {
    texts.iter().map(|text| JsValue::from(*text)).collect()
}

fn bytes(buffer: &JsValue) -> Vec<u8> {
    Uint8Array::new(buffer).to_vec()
}

async fn settled(promise: js_sys::Promise) -> Result<JsValue, CipherError> {
    JsFuture::from(promise).await.map_err(|error| platform(&error))
}

fn platform(error: &JsValue) -> CipherError {
    match error.dyn_ref::<DomException>() {
        // A seal that does not fit; in some browsers what was unwrapped is then no key.
        Some(error) if matches!(error.name().as_str(), "OperationError" | "DataError") => {
            CipherError::DoesNotOpen
        }
        Some(error) => CipherError::Platform(format!("{}: {}", error.name(), error.message())),
        None => CipherError::Platform(format!("{error:?}")),
    }
}
