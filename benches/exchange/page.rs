//! Files verified in a page as the app verifies them: `page.mjs` times it, beside jose.

use accord::bundle::Bundle;
use accord::casebook::proof::proven;
use wasm_bindgen::prelude::wasm_bindgen;

/// Reads a file and asks the platform whether it holds; how many questions that took.
#[wasm_bindgen]
pub async fn verified(file: String) -> usize {
    let asked = Bundle::read(file.as_bytes()).expect("a file").verify();
    let count = asked.questions().len();
    assert!(proven(asked).await.is_ok(), "it does not hold");
    count
}

/// Reads a file and asks nothing; how many questions there are.
#[wasm_bindgen]
pub fn read(file: &str) -> usize {
    Bundle::read(file.as_bytes()).expect("a file").verify().questions().len()
}

/// The page calls what is exported.
fn main() {}
