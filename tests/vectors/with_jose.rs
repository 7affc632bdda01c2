//! Both directions against npm's `jose`: it verifies what we sign, and we read what it signs.

use std::path::Path;
use std::process::Command;

use accord::bundle::{self, SignedEvent};
use accord::dispute::event::{Author, Entry, Happening, Words};
use accord::json::Json;
use chrono::TimeDelta;

use super::verified;
use super::writing::{bundle, export, sign};

/// A file that this program has signed: an entry after those of the vector, and the list.
fn ours() -> String {
    let before = bundle("bundle/carried-procedure.json");
    let entry = Entry {
        at: before.events()[3].event().entry.at + TimeDelta::hours(1),
        author: Author::from(before.exporter()),
        dispute: Some(before.dispute().clone()),
        prev: before.heads().to_vec(),
        happening: Happening::Noted {},
    };
    let words = [("text".to_owned(), Json::from("We shall ring back"))].into();
    let new = sign(bundle::event(entry, words, [7; 16]), "ann");
    let events: Vec<SignedEvent> = before.events().iter().cloned().chain([new]).collect();
    let list = export(&before, &events).unsigned().expect("one dispute");
    sign(list, "ann").to_text().expect("small")
}

#[test]
fn jose_verifies_what_we_sign_and_we_read_what_it_signs() {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    if !top.join("node_modules/jose").exists() {
        crate::not_run::not_run("the test against npm's `jose`, which is not here (make setup-node)");
        return;
    }
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("signed-by-us.json");
    let said = |text: &str| {
        std::fs::write(&file, text).expect("written");
        let mut node = Command::new("node");
        let node = node.arg(top.join("tests/vectors/with-jose.mjs")).arg(&file).output().expect("node runs");
        let text = |bytes| String::from_utf8(bytes).expect("text");
        (text(node.stdout), text(node.stderr))
    };
    let own = ours();
    let (out, errors) = said(&own);
    let (held, theirs) = out.split_once(' ').unwrap_or_else(|| panic!("{errors}"));
    assert_eq!(held, "9", "two enrolments, the list, five entries, the procedure");

    let (before, after) = (verified(&own).expect("ours"), verified(theirs).expect("theirs"));
    assert_eq!(after.events().len(), before.events().len() + 1);
    assert_eq!(after.events()[..before.events().len()], before.events()[..]);
    assert_eq!(after.procedures(), before.procedures());
    let newest = after.events().last().expect("an entry").event();
    assert_eq!(after.heads(), std::slice::from_ref(&newest.id));
    assert_eq!(newest.entry.prev, before.heads());
    let Words::Said(words) = &newest.words else { panic!("its words came along") };
    assert_eq!(words.get("text"), Some(&Json::from("Wir rufen zurück: 電話")));
    let mut people = after.enrolments().iter().map(|enrolment| enrolment.content());
    let joined = people.find(|member| member.kid() == *after.exporter()).expect("their enrolment");
    assert_eq!(joined.person.name(), "Worker of the school");

    // The list under the first enrolment's signature: neither takes it.
    let signature = |text: &str, nth: usize| {
        text.split("\"signature\":\"").nth(nth).expect("a signature")[..86].to_owned()
    };
    let altered = own.replacen(&signature(&own, 1), &signature(&own, 2), 1);
    assert!(verified(&altered).is_err());
    let (out, errors) = said(&altered);
    assert!(out.is_empty() && errors.contains("signature verification failed"), "{out}{errors}");
}
