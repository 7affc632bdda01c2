//! What the reader takes, what it says about the rest, and that nothing makes it panic.

use serde_json::{Value, json};

use super::*;

const HARBOUR: &str = include_str!("../../../tests/packs/harbour.json");
pub(in crate::procedure) const LANTERN: &str = include_str!("../../../tests/packs/lantern.json");

fn said(text: &str) -> String {
    let faults = read(text).map(|_| ()).expect_err("a pack with faults");
    faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

/// The neutral pack with one part put in, replaced, or (`null`) taken out.
pub(in crate::procedure) fn lantern_with(pointer: &str, part: Value) -> String {
    let mut pack: Value = serde_json::from_str(LANTERN).expect("JSON");
    put(&mut pack, pointer, part);
    pack.to_string()
}

pub(in crate::procedure) fn put(pack: &mut Value, pointer: &str, part: Value) {
    let (parent, name) = pointer.rsplit_once('/').expect("a pointer");
    match pack.pointer_mut(parent).expect("the parent is there") {
        Value::Array(items) => match name.parse::<usize>() {
            Ok(index) => items[index] = part,
            Err(_) => items.push(part),
        },
        parent => parent[name] = part,
    }
}

#[track_caller]
fn check(pointer: &str, part: Value, expected: &str) {
    assert_eq!(said(&lantern_with(pointer, part)), expected);
}

#[test]
fn the_neutral_packs_are_read_without_a_word() {
    for text in [HARBOUR, LANTERN] {
        let pack = read(text).unwrap_or_else(|faults| panic!("{faults:#?}"));
        assert_eq!(pack.notices(), []);
        assert_eq!(pack.text(), text);
    }
}

#[test]
fn the_pack_of_the_formats_page_is_whole() {
    let page = include_str!("../../../docs/formats/procedure-1.md");
    let (_, example) = page.split_once("```json\n").expect("an example");
    let (example, _) = example.split_once("```").expect("its end");
    let pack = read(example).unwrap_or_else(|faults| panic!("{faults:#?}"));
    assert_eq!(pack.notices(), []);
}

#[test]
fn a_digest_names_the_exact_text() {
    let pack = read(LANTERN).expect("a pack");
    // Computed apart, by `openssl dgst -sha256 -binary lantern.json | basenc --base64url`.
    assert_eq!(pack.digest(), "L0ZqjA0ZTDSeBdO_iwUypK-YixvV8-K9luiFU1uHBCc");
    assert_ne!(read(&format!("{LANTERN}\n")).expect("a pack").digest(), pack.digest());
}

#[test]
fn each_misread_part_says_where_it_is_and_what_to_write() {
    let due = "/steps/0/duties/0/due";
    check(
        "/format",
        json!("procedure/2"),
        "format: This pack is written in the format `procedure/2`; this version reads procedure/1 only.",
    );
    check(
        "/id",
        json!("two words"),
        "id: `two words` cannot be an id; write lower-case words joined by hyphens, as `looked-after`, at most 100 letters.",
    );
    check(
        "/calendar",
        json!("scotland"),
        "calendar: This is the text `scotland`; write \"england-and-wales\", the only calendar that is known instead.",
    );
    check(
        "/facts/0/type",
        json!("yes-no"),
        "facts[0].type: This is the text `yes-no`; write one of flag, count, date, date-time, choice instead.",
    );
    check(
        "/facts/0/default",
        json!(3),
        "facts[0].default: This is the number 3; write true or false instead.",
    );
    check(
        "/steps/0/duties/0/kind",
        json!(null),
        "steps[0].duties[0]: `kind` is missing; write what kind of act it is, as tell or record.",
    );
    check(
        due,
        json!(5),
        "steps[0].duties[0].due: This is the number 5; write a deadline, as {\"n\": 5, \"unit\": \"working-day\"} instead.",
    );
    check(due, json!({"unit": "hour"}), "steps[0].duties[0].due: `n` is missing; write how many.");
    check(
        due,
        json!({"n": -1, "unit": "month"}),
        "steps[0].duties[0].due.n: This is the number -1; write a whole number from 0 to 10000 instead.",
    );
    check(
        due,
        json!({"n": 2, "unit": "month", "from": "sent"}),
        "steps[0].duties[0].due.from: This is the text `sent`; write \"received\" or {\"fact\": id}, or leave it out to count from the opening instead.",
    );
    check(
        "/tracks/0/duties/0/opens",
        json!("entering:R1"),
        "tracks[0].duties[0].opens: `entering:R1` is not a trigger; write opened, entered:STEP, left:STEP, resolved, closed, risk, lesson:SCOPE, fact:FACT, done:DUTY, done:DUTY=CHOICE or overdue:DUTY.",
    );
    check(
        "/tracks/0/duties/0/when",
        json!({}),
        "tracks[0].duties[0].when: A guard needs one of `fact`, `party`, `same_agency`, `risk`, `chose`, `all`, `any`, `not`.",
    );
    check(
        "/tracks/0/duties/0/when",
        json!({"risk": true, "party": "health"}),
        "tracks[0].duties[0].when: `party` and `risk` stand in one guard; write a guard for each and join them with `all` or `any`.",
    );
    check(
        "/tracks/0/duties/0/tightens",
        json!(true),
        "tracks[0].duties[0]: `tightens` stands without `over`; write the steps, or \"all\".",
    );
    check(
        "/tracks/0/risk/leaves_ladder",
        json!(true),
        "tracks[0].risk: `jump` and `leaves_ladder` stand together; a risk does one of the two, so keep one.",
    );
    check(
        "/tracks/0/closures/-",
        json!({"id": "risk-ended"}),
        "tracks[0].closures[1]: `risk-ended` is a closure that every track has for a record of a risk alone; name this one otherwise.",
    );
}

#[test]
fn a_missing_member_is_found_where_it_was_misspelt() {
    let text = LANTERN.replacen("\"kind\": \"settle\"", "\"kidn\": \"settle\"", 1);
    assert_eq!(
        said(&text),
        "steps[0].duties[0]: `kind` is missing (`kidn` stands here: is that what is meant?); write what kind of act it is, as tell or record."
    );
}

#[test]
fn what_informs_people_never_stops_a_pack() {
    let mut pack: Value = serde_json::from_str(LANTERN).expect("JSON");
    put(&mut pack, "/guidance", json!([7, {"rules": "L-7", "at": "2", "text": "Listen."}]));
    put(&mut pack, "/forms", json!("none"));
    put(&mut pack, "/steps/0/say", json!([]));
    put(&mut pack, "/steps/0/source", json!({"rule": ["L-1", 2], "at": "1"}));
    put(&mut pack, "/steps/0/duties/0/reading", json!(["L-A1: so.", {"id": "L-A2", "text": "so."}, null]));
    let pack = read(&pack.to_string()).unwrap_or_else(|faults| panic!("{faults:#?}"));
    let places: Vec<&str> = pack.notices().iter().map(|notice| notice.path.as_str()).collect();
    let expected =
        ["guidance[0]", "forms", "steps[0].source.rule[1]", "steps[0].say", "steps[0].duties[0].reading[2]"];
    assert_eq!(places, expected);
    let Procedure { about, steps, .. } = pack.procedure();
    assert_eq!((about.guidance.len(), about.forms.len()), (1, 0));
    assert_eq!(steps[0].source.as_ref().map(|source| source.rules.join(" ")).as_deref(), Some("L-1"));
    let readings = steps[0].duties[0].readings.iter();
    let read: Vec<(&str, &str)> = readings.map(|reading| (&*reading.id, &*reading.text)).collect();
    assert_eq!(read, [("", "L-A1: so."), ("L-A2", "so.")]);
}

#[test]
fn what_nobody_knows_is_noted_and_changes_nothing() {
    let text = lantern_with("/steps/0/duties/0/lapse", json!(true));
    let pack = read(&text).expect("a whole pack");
    let notices: Vec<String> = pack.notices().iter().map(ToString::to_string).collect();
    assert_eq!(
        notices,
        ["steps[0].duties[0]: `lapse` is not a member that is known here; did you mean `lapses`?"]
    );
    let plain = read(LANTERN).expect("a whole pack");
    assert_eq!(pack.procedure(), plain.procedure());
}

#[test]
fn hostile_text_ends_in_a_sentence() {
    assert!(said("").starts_with("This is not JSON"));
    assert_eq!(said("[1]"), "This is a list; write one JSON object instead.");
    assert!(said(&LANTERN[..900]).starts_with("This is not JSON (EOF while parsing"));
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(said(&deep).contains("nested deeper than 128 levels"));
    let huge = " ".repeat(MOST_BYTES + 1);
    assert!(said(&huge).contains("1000001 bytes long"));
    let twins = LANTERN.replacen("\"n\": 3", "\"n\": 3, \"n\": 4", 1);
    assert_eq!(said(&twins), "steps[0].duties[0].due: `n` stands here more than once; keep one.");
}

#[test]
fn any_part_replaced_by_anything_is_read_or_refused_but_never_a_panic() {
    let pack: Value = serde_json::from_str(HARBOUR).expect("JSON");
    let mut pointers = Vec::new();
    collect(&pack, String::new(), &mut pointers);
    assert!(pointers.len() > 300);
    for pointer in &pointers {
        for part in [json!(null), json!(-7), json!(1.5), json!("x:y=z@"), json!([[]]), json!({"a": {}})] {
            let mut pack = pack.clone();
            put(&mut pack, pointer, part);
            if let Err(faults) = read(&pack.to_string()) {
                assert!(
                    !faults.is_empty()
                        && faults.iter().all(|fault| fault.what.ends_with('.') || fault.what.ends_with('?')),
                    "{faults:#?}"
                );
            }
        }
    }
}

fn collect(value: &Value, pointer: String, pointers: &mut Vec<String>) {
    match value {
        Value::Object(members) => members.iter().for_each(|(name, value)| {
            collect(value, format!("{pointer}/{name}"), pointers);
        }),
        Value::Array(items) => items.iter().enumerate().for_each(|(index, value)| {
            collect(value, format!("{pointer}/{index}"), pointers);
        }),
        _ => {}
    }
    if !pointer.is_empty() {
        pointers.push(pointer);
    }
}
