//! The test key that the sealed vectors are for, out of `tests/vectors/keys.json`, without a reader of JSON.

fn main() {
    let keys = std::fs::read_to_string("../tests/vectors/keys.json").expect("the keys of the vectors");
    let of = &keys[keys.find("\"ann_enc\"").expect("its key")..];
    let out = std::env::var("OUT_DIR").expect("set by cargo");
    for part in ["d", "x", "y"] {
        let from = of.find(&format!("\"{part}\"")).expect("a part of the key");
        let value = of[from..].split('"').nth(3).expect("text");
        std::fs::write(format!("{out}/{part}"), value).expect("written");
    }
    println!("cargo::rerun-if-changed=../tests/vectors/keys.json");
}
