//! A sealed file of a dispute, in which one byte becomes another, 100,000 times: nothing of it is accepted.
//! `ACCORD_MUTATIONS` says how many times.

use std::io::Write as _;

use accord::bundle::{Bundle, Recipient, Sealed};
use accord::casebook::sealing::sealed;
use accord::casebook::simulated::{Simulation, simulate};
use accord::clock::ScriptedClock;
use accord::identity::PublicKey;
use accord::vault::cipher::{AgreementKey, Key};
use accord::vault::record::Bytes;
use base64ct::{Base64UrlUnpadded, Encoding};
use pollster::block_on;
use serde_json::Value;

use super::hostile::Numbers;

/// The desk's test key, as a device would hold it.
async fn key(jwk: &Value) -> (PublicKey, AgreementKey) {
    let part = |part: &str| jwk[part].as_str().expect("a part of a key");
    let public = PublicKey::from_coordinates(part("x"), part("y")).expect("a key");
    // PKCS#8 of a key on P-256, which differs in the scalar and the point alone.
    let der = [
        &[0x30, 0x81, 0x87, 2, 1, 0, 0x30, 0x13, 6, 7, 0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1, 6, 8][..],
        &[0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7, 4, 0x6d, 0x30, 0x6b, 2, 1, 1, 4, 0x20],
        &Base64UrlUnpadded::decode_vec(part("d")).expect("base64url"),
        &[0xa1, 0x44, 3, 0x42, 0],
        public.point(),
    ]
    .concat();
    let wrapping = Key::import([7; 32].into()).await.expect("a key");
    let wrapped = wrapping.seal(Bytes([1; 12]), b"", &der).await.expect("wrapped");
    (public, wrapping.unwrap_agreement(Bytes([1; 12]), b"", &wrapped).await.expect("a pair"))
}

#[test]
fn no_changed_byte_of_a_real_sealed_file_is_accepted() {
    let mut desk = None;
    let of = Simulation { seed: 4, disputes: 0, pack: None };
    let mut keep = |place: &str, bytes: &[u8]| {
        if place == "keys/TEST-KEY-desk.json" {
            desk = Some(serde_json::from_slice(bytes).expect("JSON"));
        }
        Ok(())
    };
    simulate(&of, &mut keep, None).expect("made");
    let desk: Value = desk.expect("a key");
    let (public, secret) = block_on(key(&desk));
    let clock = ScriptedClock::at(chrono::DateTime::UNIX_EPOCH);
    let file = include_str!("../vectors/bundle/one-entry.json");
    let file = block_on(sealed(&clock, file, &[public])).expect("sealed").into_bytes();
    let open = |text: &str| -> Option<Result<Vec<u8>, ()>> {
        let file = Sealed::read(text).ok()?;
        let Recipient { ephemeral, wrapped, .. } = file.to(&public.kid())?;
        let opening =
            secret.open(ephemeral, wrapped, Bytes(file.nonce), file.protected.as_bytes(), &file.sealed);
        Some(block_on(opening).map_err(|_| ()))
    };
    let text = String::from_utf8(file.clone()).expect("text");
    let plain = open(&text).expect("for the desk").expect("opened");
    assert!(Bundle::read(&plain).expect("a file").verify().settled().is_ok());

    let changes =
        std::env::var("ACCORD_MUTATIONS").ok().and_then(|given| given.parse().ok()).unwrap_or(100_000);
    let mut numbers = Numbers(0x5EED_ACC0_4D00_0004);
    let (mut read, mut for_others) = (0, 0);
    for _ in 0..changes {
        let (place, byte) = (numbers.below(file.len()), numbers.below(255) as u8);
        let mut bytes = file.clone();
        bytes[place] = if byte >= bytes[place] { byte + 1 } else { byte };
        // As the intake reads it: what is no text is no file.
        let Ok(text) = String::from_utf8(bytes) else { continue };
        match open(&text) {
            None if Sealed::read(&text).is_ok() => for_others += 1,
            None => {}
            // The part of another recipient may be altered: then it is the same file for the desk.
            Some(Ok(opened)) => {
                let altered = Sealed::read(&text).expect("read");
                let own = Sealed::read(str::from_utf8(&file).expect("text")).expect("read");
                assert!(
                    opened == plain && altered.sealed == own.sealed,
                    "byte {place} changed what is believed"
                );
                for_others += 1;
            }
            Some(Err(())) => read += 1,
        }
    }
    writeln!(
        std::io::stderr().lock(),
        "a sealed file of {} bytes, {changes} times with another byte: {read} were of the format and did not open, \
         {for_others} were for another key, the others were refused as they were read",
        file.len(),
    )
    .expect("the log takes a line");
    assert!(read * 10 > changes, "{read} of {changes}: nothing was tried");
}
