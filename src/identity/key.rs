//! Public keys on P-256, their names, and whether they made a signature.
//!
//! The last two questions are answered here in native builds only. A browser answers them with its own
//! cryptography (`src/vault/cipher/subtle.rs`), which is ten times as fast and adds nothing to what a phone
//! downloads.

use std::fmt;

use base64ct::{Base64UrlUnpadded, Encoding};
#[cfg(not(target_arch = "wasm32"))]
use p256::ecdsa::VerifyingKey;
use sha2::{Digest, Sha256};

/// Names a key: base64url(SHA-256(the key as RFC 7638 spells it)).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Kid(pub String);

impl fmt::Display for Kid {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// A public key as 65 bytes: two coordinates. Whether they are a point of the curve is asked before any use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PublicKey([u8; POINT]);

/// These bytes or coordinates cannot be a public key on P-256.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAKey;

const COORDINATE: usize = 32;
const POINT: usize = 1 + 2 * COORDINATE;
const UNCOMPRESSED: u8 = 4;

impl PublicKey {
    /// The key of a JWK `{"crv":"P-256","kty":"EC","x","y"}`.
    ///
    /// # Errors
    /// [`NotAKey`] where a coordinate is not 32 bytes of strict base64url.
    pub fn from_coordinates(x: &str, y: &str) -> Result<Self, NotAKey> {
        let mut point = [UNCOMPRESSED; POINT];
        for (text, place) in [x, y].into_iter().zip(point[1..].chunks_exact_mut(COORDINATE)) {
            let bytes = Base64UrlUnpadded::decode_vec(text).map_err(|_| NotAKey)?;
            if bytes.len() != COORDINATE {
                return Err(NotAKey);
            }
            place.copy_from_slice(&bytes);
        }
        Ok(Self(point))
    }

    /// The key of an uncompressed point, 65 bytes: what WebCrypto exports as `raw`.
    ///
    /// # Errors
    /// [`NotAKey`] where it is none, the compressed form included.
    pub fn from_point(point: &[u8]) -> Result<Self, NotAKey> {
        let point: [u8; POINT] = point.try_into().map_err(|_| NotAKey)?;
        if point[0] == UNCOMPRESSED { Ok(Self(point)) } else { Err(NotAKey) }
    }

    /// The uncompressed point, 65 bytes.
    pub fn point(&self) -> &[u8] {
        &self.0
    }

    /// The coordinates `(x, y)` as a JWK holds them.
    pub fn coordinates(&self) -> (String, String) {
        let point = self.point();
        let (x, y) = point[1..].split_at(COORDINATE);
        (Base64UrlUnpadded::encode_string(x), Base64UrlUnpadded::encode_string(y))
    }

    /// Its name.
    pub fn kid(&self) -> Kid {
        let (x, y) = self.coordinates();
        // RFC 7638 section 3: the required members, sorted by name, no spaces.
        let jwk = format!(r#"{{"crv":"P-256","kty":"EC","x":"{x}","y":"{y}"}}"#);
        Kid(Base64UrlUnpadded::encode_string(&Sha256::digest(jwk.as_bytes())))
    }

    /// Whether it is a point of the curve.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn is_on_the_curve(&self) -> bool {
        VerifyingKey::from_sec1_bytes(&self.0).is_ok()
    }

    /// Whether this key made `signature` (ES256: r and s, 32 bytes each) over `signed`. A signature whose r or
    /// s is zero or out of range was made by nobody.
    ///
    /// Of every signature the twin (r, n−s) holds too: so nothing is ever named by its signature.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn made(&self, signature: &[u8], signed: &[u8]) -> bool {
        super::verifying::holds(&self.0, signature, signed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // RFC 7515, appendix A.3: the key, the signing input and the signature.
    const X: &str = "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU";
    const Y: &str = "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0";
    const SIGNED: &str = concat!(
        "eyJhbGciOiJFUzI1NiJ9.",
        "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
    );
    const SIGNATURE: &str =
        "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";

    fn key() -> PublicKey {
        PublicKey::from_coordinates(X, Y).expect("the key of the RFC")
    }

    #[test]
    fn the_signature_of_rfc_7515_holds() {
        let signature = Base64UrlUnpadded::decode_vec(SIGNATURE).expect("base64url");
        assert!(key().made(&signature, SIGNED.as_bytes()));
        assert!(!key().made(&signature, b"something else"));
        assert!(!key().made(&signature[..63], SIGNED.as_bytes()));
        assert!(!key().made(&[0; 64], SIGNED.as_bytes()));
    }

    #[test]
    fn a_key_goes_in_and_out_in_both_forms() {
        assert_eq!(key().coordinates(), (X.to_owned(), Y.to_owned()));
        assert_eq!(PublicKey::from_point(key().point()), Ok(key()));
        // Made apart from this code: printf '{"crv":…}' | openssl dgst -sha256 -binary | basenc --base64url
        assert_eq!(key().kid().0, "oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-U");
    }

    #[test]
    fn what_is_no_point_is_no_key() {
        assert!(key().is_on_the_curve());
        let off_curve = PublicKey::from_coordinates(X, &Y.replacen("x_FE", "x_FF", 1));
        assert_eq!(off_curve.map(|key| key.is_on_the_curve()), Ok(false));
        for (x, y) in [(X, ""), (&X[..42], Y), (X, &format!("{Y}="))] {
            assert_eq!(PublicKey::from_coordinates(x, y), Err(NotAKey), "{x} {y}");
        }
        assert_eq!(PublicKey::from_point(&[]), Err(NotAKey));
        assert_eq!(PublicKey::from_point(&[0]), Err(NotAKey));
    }
}
