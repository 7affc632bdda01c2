//! The vectors of `sealed-bundle/1`, both directions against another implementation, and what a changed byte does.

use accord::bundle::{BundleError, Recipient, Sealed};
use accord::clock::ScriptedClock;
use accord::identity::PublicKey;
use accord::vault::cipher::{AgreementKey, CipherError, Key, seal_to};
use accord::vault::record::Bytes;
#[cfg(not(target_family = "wasm"))]
use pollster::block_on;
use serde::Deserialize;
use serde_json::Value;

use super::text;

/// Natively and in the browser, by the cryptography that each has.
macro_rules! in_both {
    ($($test:ident)*) => {
        #[cfg(not(target_family = "wasm"))]
        mod natively {
            $(#[test] fn $test() { pollster::block_on(super::$test()) })*
        }
        #[cfg(target_family = "wasm")]
        mod in_the_browser {
            $(#[wasm_bindgen_test::wasm_bindgen_test] async fn $test() { super::$test().await })*
        }
    };
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Vector {
    name: String,
    why: String,
    #[serde(default)]
    opens: Vec<String>,
    #[serde(default)]
    closed: bool,
    refused: Option<String>,
}

#[cfg(not(target_family = "wasm"))]
fn top() -> &'static std::path::Path {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A key of the vectors: who it is, and what opens.
struct Named {
    public: PublicKey,
    secret: AgreementKey,
}

async fn key(name: &str) -> Named {
    let keys: Value = serde_json::from_str(&text("keys.json")).expect("JSON");
    key_of(&keys[name]).await
}

async fn key_of(jwk: &Value) -> Named {
    use base64ct::{Base64UrlUnpadded, Encoding};
    let part = |part: &str| jwk[part].as_str().expect("a part of a key").to_owned();
    let public = PublicKey::from_coordinates(&part("x"), &part("y")).expect("a key");
    // PKCS#8 of a key on P-256, which differs in the scalar and the point alone.
    let der = [
        &[0x30, 0x81, 0x87, 2, 1, 0, 0x30, 0x13, 6, 7, 0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1, 6, 8][..],
        &[0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7, 4, 0x6d, 0x30, 0x6b, 2, 1, 1, 4, 0x20],
        &Base64UrlUnpadded::decode_vec(&part("d")).expect("base64url"),
        &[0xa1, 0x44, 3, 0x42, 0],
        public.point(),
    ]
    .concat();
    let wrapping = Key::import([7; 32].into()).await.expect("a key");
    let wrapped = wrapping.seal(Bytes([1; 12]), b"", &der).await.expect("wrapped");
    let secret = wrapping.unwrap_agreement(Bytes([1; 12]), b"", &wrapped).await.expect("a pair");
    Named { public, secret }
}

async fn open(file: &Sealed, named: &Named) -> Result<Vec<u8>, CipherError> {
    let Some(Recipient { ephemeral, wrapped, .. }) = file.to(&named.public.kid()) else {
        return Err(CipherError::DoesNotOpen);
    };
    let nonce = Bytes(file.nonce);
    named.secret.open(ephemeral, wrapped, nonce, file.protected.as_bytes(), &file.sealed).await
}

in_both! {
    what_another_program_sealed_opens_and_what_it_must_not_seal_is_refused
    what_we_seal_opens_for_each_and_reads_back_as_it_was_written
}

async fn what_another_program_sealed_opens_and_what_it_must_not_seal_is_refused() {
    let vectors: Vec<Vector> = serde_json::from_str(&text("sealed/index.json")).expect("vectors");
    let inside = text("bundle/one-entry.json");
    let names = ["ann_enc", "ben_enc", "eve_enc"];
    for vector in &vectors {
        let what = format!("{}: {}", vector.name, vector.why);
        let file = Sealed::read(&text(&format!("sealed/{}.json", vector.name)));
        if vector.refused.is_some() {
            assert!(matches!(file, Err(BundleError::Malformed(..))), "{what}: {file:?}");
            continue;
        }
        let file = file.unwrap_or_else(|why| panic!("{what}: {why:?}"));
        let mut opened = Vec::new();
        for name in names {
            if open(&file, &key(name).await).await.is_ok_and(|found| found == inside.as_bytes()) {
                opened.push(name);
            }
        }
        // Of a file with one part altered, the other recipient's part may still be whole.
        if vector.closed {
            assert!(!opened.contains(&"ann_enc"), "{what}: {opened:?}");
        } else {
            assert_eq!(opened, vector.opens, "{what}");
        }
    }
    assert_eq!(vectors.len(), 41);
}

async fn sealed_by_us(plain: &[u8], to: &[&Named]) -> String {
    let recipients: Vec<PublicKey> = to.iter().map(|named| named.public).collect();
    let clock = ScriptedClock::at(chrono::DateTime::UNIX_EPOCH);
    let protected = Sealed::header();
    let made = seal_to(&clock, &recipients, protected.as_bytes(), plain).await.expect("sealed");
    let each = recipients.iter().zip(made.wrapped);
    let recipients =
        each.map(|(key, (ephemeral, wrapped))| Recipient { kid: key.kid(), ephemeral, wrapped }).collect();
    Sealed { protected, recipients, nonce: made.nonce.0, sealed: made.sealed }.to_text()
}

async fn what_we_seal_opens_for_each_and_reads_back_as_it_was_written() {
    let (ann, ben, eve) = (key("ann_enc").await, key("ben_enc").await, key("eve_enc").await);
    let file = sealed_by_us(b"the file inside", &[&ann, &ben]).await;
    let read = Sealed::read(&file).expect("of the format");
    assert_eq!(read.to_text(), file);
    assert_eq!(open(&read, &ann).await.as_deref(), Ok(&b"the file inside"[..]));
    assert_eq!(open(&read, &ben).await.as_deref(), Ok(&b"the file inside"[..]));
    assert_eq!(open(&read, &eve).await, Err(CipherError::DoesNotOpen));
    assert_ne!(read.recipients[0].ephemeral, read.recipients[1].ephemeral, "a key of its own for each");
}

#[cfg(not(target_family = "wasm"))]
#[test]
fn another_program_opens_what_we_seal() {
    let modules = top().join("node_modules/jose");
    if !modules.exists() {
        eprintln!("skipped: `jose` is not here (make setup-node)");
        return;
    }
    let file = block_on(async {
        let (ann, ben) = (key("ann_enc").await, key("ben_enc").await);
        sealed_by_us("Bläckfisk and a file inside".as_bytes(), &[&ann, &ben]).await
    });
    let program = "import { generalDecrypt, importJWK } from 'jose';
        const [file, key] = process.argv.slice(1).map((given) => JSON.parse(given));
        const { plaintext, protectedHeader } = await generalDecrypt(file, await importJWK(key, 'ECDH-ES+A256KW'));
        console.log(protectedHeader.typ, new TextDecoder().decode(plaintext));";
    let keys: Value = serde_json::from_str(&text("keys.json")).expect("JSON");
    for name in ["ann_enc", "ben_enc"] {
        let node = std::process::Command::new("node")
            .args(["--input-type=module", "-e", program, &file, &keys[name].to_string()])
            .current_dir(top())
            .output()
            .expect("node runs");
        let said = String::from_utf8_lossy(&node.stdout);
        assert_eq!(
            said.trim_end(),
            "dispute-sealed+jwe Bläckfisk and a file inside",
            "{}",
            String::from_utf8_lossy(&node.stderr)
        );
    }
}

/// Python with `jwcrypto`: one that PYTHON names and that has it, or the one that the set-up gave it to.
#[cfg(not(target_family = "wasm"))]
fn with_jwcrypto() -> Option<std::process::Command> {
    use std::env::var;
    let tools =
        var("ACCORD_TOOLS").unwrap_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/.tools").to_owned());
    let folder = std::path::Path::new(&tools).join("python");
    let python = || {
        let mut python = std::process::Command::new(var("PYTHON").unwrap_or_else(|_| "python3".to_owned()));
        python.env("PYTHONPATH", &folder);
        python
    };
    let found = python().args(["-c", "import jwcrypto"]).output();
    if found.as_ref().is_ok_and(|found| found.status.success()) {
        return Some(python());
    }
    assert!(
        !folder.join("installed-from").exists(),
        "the set-up has installed it, and it does not run: {found:?}"
    );
    crate::not_run::not_run("the tests against Python's `jwcrypto`, which is not here (make setup-python)");
    None
}

#[cfg(not(target_family = "wasm"))]
#[test]
fn a_third_program_opens_what_we_seal_and_seals_what_we_open() {
    let program = "import sys, json
from jwcrypto import jwe, jwk
file, key = sys.argv[1:3]
own = jwk.JWK.from_json(key)
token = jwe.JWE(); token.deserialize(file, own)
again = jwe.JWE(token.payload, json.dumps({'enc': 'A256GCM', 'typ': 'dispute-sealed+jwe'}))
public = jwk.JWK.from_json(own.export_public())
for _ in range(2):
    header = {'alg': 'ECDH-ES+A256KW', 'kid': public.thumbprint()}
    again.add_recipient(public, json.dumps(header))
made = json.loads(again.serialize())
made['recipients'] = made['recipients'][:1]
print(json.dumps(made))";
    let Some(mut python) = with_jwcrypto() else { return };
    let ann = block_on(key("ann_enc"));
    let file = block_on(sealed_by_us(b"the file inside", &[&ann]));
    let keys: Value = serde_json::from_str(&text("keys.json")).expect("JSON");
    let made =
        python.args(["-c", program, &file, &keys["ann_enc"].to_string()]).output().expect("python runs");
    let made = String::from_utf8(made.stdout).expect("text") + &String::from_utf8_lossy(&made.stderr);
    let read = Sealed::read(&made).unwrap_or_else(|why| panic!("{why:?}: {made}"));
    assert_eq!(block_on(open(&read, &ann)).as_deref(), Ok(&b"the file inside"[..]));
}

/// Every signature of a file holds for a third program too, and a list that it signed is read by us.
#[cfg(not(target_family = "wasm"))]
#[test]
fn a_third_program_verifies_what_is_signed_and_signs_what_we_read() {
    let program = "import sys, json, hashlib, base64
from jwcrypto import jws, jwk
file, own = json.loads(sys.argv[1]), jwk.JWK.from_json(sys.argv[2])
decode = lambda text: base64.urlsafe_b64decode(text + '=' * (-len(text) % 4))
keys = {}
for cert in file['certs']:
    said = json.loads(decode(cert['payload']))
    key = jwk.JWK.from_json(json.dumps(said['jwk']))
    assert key.thumbprint() == said['kid']
    keys[said['kid']] = key
def holds(signed):
    token = jws.JWS(); token.allowed_algs = ['ES256']
    token.deserialize(json.dumps(signed))
    kid = json.loads(decode(signed['protected']))['kid']
    token.verify(keys[kid])
signed = file['certs'] + [file['manifest']] + [entry['jws'] for entry in file['events']]
for each in signed: holds(each)
altered = dict(file['manifest'], payload=file['events'][0]['jws']['payload'])
try: holds(altered); sys.exit('an altered list holds')
except jws.InvalidJWSSignature: pass
spelt = lambda value: json.dumps(value, sort_keys=True, separators=(',', ':'))
again = jws.JWS(decode(file['manifest']['payload']))
again.add_signature(own, None, spelt({'alg': 'ES256', 'kid': own.thumbprint(), 'typ': 'dispute-manifest+jws'}))
made = json.loads(again.serialize())
file['manifest'] = {part: made[part] for part in ['payload', 'protected', 'signature']}
print(len(signed), json.dumps(file))";
    let Some(mut python) = with_jwcrypto() else { return };
    let (file, keys) = (text("bundle/valid.json"), text("keys.json"));
    let keys: Value = serde_json::from_str(&keys).expect("JSON");
    let said = python.args(["-c", program, &file, &keys["ann"].to_string()]).output().expect("python runs");
    let out = String::from_utf8(said.stdout).expect("text");
    let (count, made) =
        out.split_once(' ').unwrap_or_else(|| panic!("{}", String::from_utf8_lossy(&said.stderr)));
    assert_eq!(count, "7");
    let (ours, theirs) =
        (super::verified(&file).expect("valid"), super::verified(made).expect("signed anew"));
    assert_eq!((ours.exporter(), ours.heads()), (theirs.exporter(), theirs.heads()));
    assert_ne!(file.trim_end(), made.trim_end(), "it signed the list anew");
}

/// Every byte of a file becomes every other: what is refused is refused without a panic, and nothing opens.
#[cfg(not(target_family = "wasm"))]
#[test]
fn no_changed_byte_of_a_sealed_file_opens_at_all() {
    let ann = block_on(key("ann_enc"));
    let file = block_on(sealed_by_us(b"the file inside", &[&ann]));
    let (mut read, mut changed) = (0, 0);
    for place in 0..file.len() {
        for other in (0..=u8::MAX).filter(|other| *other != file.as_bytes()[place]) {
            let mut bytes = file.clone().into_bytes();
            bytes[place] = other;
            changed += 1;
            let altered = String::from_utf8_lossy(&bytes).into_owned();
            let Ok(altered) = Sealed::read(&altered) else { continue };
            read += 1;
            assert_eq!(
                block_on(open(&altered, &ann)),
                Err(CipherError::DoesNotOpen),
                "byte {place} became {other}"
            );
        }
    }
    assert!(changed > 100_000 && read > 5_000, "{changed} changed, {read} of them read");
    for end in 0..file.len() {
        assert!(Sealed::read(&file[..end]).is_err(), "cut after {end} bytes");
    }
}

/// RFC 7516 and the agreement of RFC 7518, as the public vectors of `json_web_encryption` have them: one is of our
/// algorithms, and none of them is of our type, so none is read.
#[cfg(not(target_family = "wasm"))]
#[test]
fn of_the_public_encryptions_none_is_taken_for_ours() {
    let path = top().join("../shared/vectors/wycheproof/json_web_encryption_test.json");
    let Ok(vectors) = std::fs::read_to_string(&path) else {
        return crate::not_run::not_run(
            "Wycheproof's JSON Web Encryptions; they are not beside this checkout",
        );
    };
    let vectors: Value = serde_json::from_str(&vectors).expect("JSON");
    let (mut tried, mut opened) = (0, 0);
    for group in vectors["testGroups"].as_array().expect("groups") {
        for test in group["tests"].as_array().expect("tests") {
            let jwe = &test["jwe"];
            let file = jwe.as_str().map_or_else(|| jwe.to_string(), str::to_owned);
            assert!(Sealed::read(&file).is_err(), "{test}");
            tried += 1;
            if test["comment"] == "acceptsEcdhEsA256KwA256Gcm" {
                opens_by_parts(&file, &group["private"]);
                opened += 1;
            }
        }
    }
    assert_eq!((tried, opened), (139, 1));
}

/// The agreement of two keys as JWKs, all 353 cases: what the vectors say that a pair has in common wraps a key as RFC 7518
/// has it, and the pair opens it; with the key of another curve, or no point of it, there is nothing to open. The crate
/// of vectors does not have this set.
#[cfg(not(target_family = "wasm"))]
#[test]
fn two_keys_agree_as_the_public_vectors_for_web_cryptography_say() {
    let name = "../shared/vectors/wycheproof/ecdh_secp256r1_webcrypto_test.json";
    let Ok(vectors) = std::fs::read_to_string(top().join(name)) else {
        return crate::not_run::not_run(&format!(
            "Wycheproof's agreements for WebCrypto; {name} is not there"
        ));
    };
    let vectors: Value = serde_json::from_str(&vectors).expect("JSON");
    let (mut agree, mut refused) = (0, 0);
    for test in vectors["testGroups"]
        .as_array()
        .expect("groups")
        .iter()
        .flat_map(|group| group["tests"].as_array().expect("tests"))
    {
        let of = &test["public"];
        let coordinate = |name: &str| of[name].as_str().unwrap_or_default();
        let ephemeral = PublicKey::from_coordinates(coordinate("x"), coordinate("y"));
        let ephemeral = ephemeral.ok().filter(|_| of["crv"] == "P-256" && of["kty"] == "EC");
        let opened = ephemeral.is_some_and(|ephemeral| {
            let shared = bytes_of_hex(test["shared"].as_str().expect("a text"));
            opens_what_is_wrapped_by(&shared, &ephemeral, &test["private"])
        });
        assert_eq!(opened, test["result"] == "valid", "{test}");
        if opened { agree += 1 } else { refused += 1 }
    }
    assert_eq!((agree, refused), (330, 23));
}

/// Whether the holder of a key opens what was sealed with that common secret (RFC 7518, 4.6.2, and RFC 3394).
#[cfg(not(target_family = "wasm"))]
fn opens_what_is_wrapped_by(shared: &[u8], ephemeral: &PublicKey, private: &Value) -> bool {
    use aes_kw::{KeyInit, KwAes256};
    use sha2::{Digest, Sha256};
    let algorithm = b"ECDH-ES+A256KW";
    let parts: [&[u8]; 6] =
        [&1_u32.to_be_bytes(), shared, &14_u32.to_be_bytes(), algorithm, &[0; 8], &256_u32.to_be_bytes()];
    let mut wrapped = [0; 40];
    let wrapping: [u8; 32] = Sha256::digest(parts.concat()).into();
    KwAes256::new((&wrapping).into()).wrap_key(&[9; 32], &mut wrapped).expect("wrapped");
    block_on(async {
        let content = Key::import([9; 32].into()).await.expect("a key");
        let sealed = content.seal(Bytes([2; 12]), b"header", b"words").await.expect("sealed");
        let secret = key_of(private).await.secret;
        secret.open(ephemeral, &wrapped, Bytes([2; 12]), b"header", &sealed).await == Ok(b"words".to_vec())
    })
}

#[cfg(not(target_family = "wasm"))]
fn bytes_of_hex(text: &str) -> Vec<u8> {
    let digit = |at: usize| u8::from_str_radix(&text[at..at + 2], 16).expect("hexadecimal");
    (0..text.len()).step_by(2).map(digit).collect()
}

#[cfg(not(target_family = "wasm"))]
/// The one of our algorithms, in the compact form, by its parts.
fn opens_by_parts(compact: &str, private: &Value) {
    use base64ct::{Base64UrlUnpadded, Encoding};
    let parts: Vec<&str> = compact.split('.').collect();
    let bytes = |text: &str| Base64UrlUnpadded::decode_vec(text).expect("base64url");
    let header: Value = serde_json::from_slice(&bytes(parts[0])).expect("JSON");
    let coordinate = |name: &str| header["epk"][name].as_str().expect("a coordinate");
    let ephemeral = PublicKey::from_coordinates(coordinate("x"), coordinate("y")).expect("a key");
    let named = block_on(key_of(private));
    let nonce = Bytes(bytes(parts[2]).try_into().expect("12 bytes"));
    let sealed = [bytes(parts[3]), bytes(parts[4])].concat();
    let wrapped = bytes(parts[1]).try_into().expect("40 bytes");
    let opened = block_on(named.secret.open(&ephemeral, &wrapped, nonce, parts[0].as_bytes(), &sealed));
    assert!(opened.is_ok(), "{opened:?}");
}
