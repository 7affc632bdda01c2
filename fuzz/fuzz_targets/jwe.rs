//! A sealed file: as it is read, and as one of its recipients opens it.
#![no_main]

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use accord::bundle::{Bundle, Recipient, Sealed};
use accord::identity::PublicKey;
use accord::vault::cipher::{AgreementKey, Key};
use accord::vault::record::Bytes;
use base64ct::{Base64UrlUnpadded, Encoding};
use libfuzzer_sys::fuzz_target;

/// The key `ann_enc` of the vectors, which everybody knows.
const D: &str = include_str!(concat!(env!("OUT_DIR"), "/d"));
const X: &str = include_str!(concat!(env!("OUT_DIR"), "/x"));
const Y: &str = include_str!(concat!(env!("OUT_DIR"), "/y"));

fn at_once<T>(asked: impl Future<Output = T>) -> T {
    match pin!(asked).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(answer) => answer,
        Poll::Pending => unreachable!("native cryptography never waits"),
    }
}

thread_local! {
    static ANN: (PublicKey, AgreementKey) = at_once(ann());
}

async fn ann() -> (PublicKey, AgreementKey) {
    let public = PublicKey::from_coordinates(X, Y).expect("a key");
    // PKCS#8 of a key on P-256, which differs in the scalar and the point alone.
    let der = [
        &[0x30, 0x81, 0x87, 2, 1, 0, 0x30, 0x13, 6, 7, 0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1, 6, 8][..],
        &[0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7, 4, 0x6d, 0x30, 0x6b, 2, 1, 1, 4, 0x20],
        &Base64UrlUnpadded::decode_vec(D).expect("base64url"),
        &[0xa1, 0x44, 3, 0x42, 0],
        public.point(),
    ]
    .concat();
    let wrapping = Key::import([7; 32].into()).await.expect("a key");
    let wrapped = wrapping.seal(Bytes([1; 12]), b"", &der).await.expect("wrapped");
    (public, wrapping.unwrap_agreement(Bytes([1; 12]), b"", &wrapped).await.expect("a pair"))
}

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = str::from_utf8(bytes) else { return };
    let Ok(file) = Sealed::read(text) else { return };
    // Another program may have put the key of a single recipient under the cover, where ours does not write it.
    if let Ok(again) = Sealed::read(&file.to_text()) {
        assert_eq!((&again.protected, &again.sealed), (&file.protected, &file.sealed));
    }
    ANN.with(|(public, secret)| {
        let Some(Recipient { ephemeral, wrapped, .. }) = file.to(&public.kid()) else { return };
        let opening = secret.open(ephemeral, wrapped, Bytes(file.nonce), file.protected.as_bytes(), &file.sealed);
        if let Ok(plain) = at_once(opening) {
            let _ = Bundle::read(&plain).map(|file| file.verify().settled());
        }
    });
});
