//! How long the core takes, side by side: what grows, and what an import or an unlocking is made of.
//! Ratios travel between machines; the times beside them are this machine's.

use std::hint::black_box;
use std::time::{Duration, Instant};

use accord::calendar::{Calendar, Direction, Limit, Moment, Roll, Unit};
use accord::dispute::event::{Happening, Under};
use accord::dispute::outlook::outlook;
use accord::dispute::{Rules, fold};
use accord::identity::PublicKey;
use accord::json;
use accord::procedure::{ProcedureId, built_in_pack, pack};
use accord::vault::record::Cost;
use accord::vault::stretch::stretched;
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::Value;
use sha2::{Digest, Sha256};

fn main() {
    let calendar = Calendar::england_and_wales();
    let packed = built_in_pack(&ProcedureId::from("havering")).expect("Havering's pack is built in");
    let text = packed.text().to_owned();
    let procedure = packed.into_procedure();
    let rules = Rules::new(&procedure, &procedure.tracks[0].id, &calendar).expect("its own track");

    heading("Counting days");
    let start = Moment::parse("2026-12-23").expect("a date");
    let working_days =
        |n| Limit { n, unit: Unit::WorkingDay, direction: Direction::After, roll: Roll::Stays };
    let week = timed(|| calendar.due(start, &working_days(5)));
    row("5 working days", week, None);
    row("250 working days", timed(|| calendar.due(start, &working_days(250))), Some((week, "the 5")));

    heading("Reading a pack and a history");
    row("Havering's pack, checked", timed(|| pack::read(&text)), None);
    let mut shorter = None;
    for entries in [10, 100, 1_000, 10_000] {
        let log = history(&rules, entries);
        let each = timed(|| fold(&rules, log.iter().map(|(what, at)| (what, *at))));
        row(&format!("{entries} entries"), each, shorter.map(|before| (before, "a tenth of them")));
        shorter = Some(each);
    }
    let log = history(&rules, 1_000);
    let state = fold(&rules, log.iter().map(|(what, at)| (what, *at)));
    let one = shorter.map_or(Duration::ZERO, |whole| whole / 10_000);
    row("what is due after 1,000", timed(|| outlook(&state, &rules, start)), Some((one, "one entry")));

    heading("Reading JSON: a file of 19 kB, and one entry; strictly = what has two meanings is refused");
    let file = include_str!("../tests/vectors/bundle/carried-procedure.json");
    let plain = timed(|| serde_json::from_str::<Value>(file));
    row("serde_json's Value", plain, None);
    let read = timed(|| json::read(file, json::MAX_NESTING));
    row("the tree of src/json", read, Some((plain, "serde_json's Value")));
    let strictly = timed(|| json::strictly(file.as_bytes()));
    row("the same, strictly", strictly, Some((plain, "serde_json's Value")));
    let events: Value = serde_json::from_str(include_str!("../tests/vectors/events.json")).expect("JSON");
    let payload = events[0]["payload"].as_str().expect("an entry").as_bytes();
    let plain = timed(|| serde_json::from_slice::<Value>(payload));
    row("one entry: serde_json's Value", plain, None);
    let strictly = timed(|| json::strictly(payload));
    row("one entry: the same, strictly", strictly, Some((plain, "serde_json's Value")));

    heading("What an import is made of, for one event");
    let payload = vec![b'x'; 600];
    row("naming it (SHA-256 of 600 bytes)", timed(|| Sha256::digest(&payload)), None);
    let signing = SigningKey::from_slice(&[7; 32]).expect("a scalar");
    let signature: Signature = signing.sign(&payload);
    let signature = signature.to_bytes();
    let point = signing.verifying_key().to_sec1_point(false);
    let key = PublicKey::from_point(point.as_bytes()).expect("a point of the curve");
    let verify = timed(|| key.made(&signature, &payload));
    row("taking it in", one, None);
    row("verifying it (ES256)", verify, Some((one, "taking it in")));

    heading("Unlocking");
    let floor = timed(|| stretched(b"passphrase", &[1; 16], Cost::FLOOR));
    row("the weakest cost that is accepted", floor, None);
    let usual = timed(|| stretched(b"passphrase", &[1; 16], Cost::DEFAULT));
    row("the cost of a new vault", usual, Some((floor, "the weakest")));
}

/// An opening and then notes, an hour apart.
fn history(rules: &Rules<'_>, entries: usize) -> Vec<(Happening, Moment)> {
    let opened = Happening::Opened {
        also: Vec::new(),
        by: None,
        children: Vec::new(),
        departure: false,
        entry: rules.track.steps[0].clone(),
        facts: Default::default(),
        grounds: Vec::new(),
        informal_attempt_on: None,
        other: None,
        raising: None,
        received: None,
        under: Under {
            calendar: String::new(),
            digest: String::new(),
            procedure: rules.procedure.id.clone(),
            track: rules.track.id.clone(),
            version: String::new(),
        },
    };
    let start =
        chrono::NaiveDate::from_ymd_opt(2026, 1, 5).expect("a date").and_hms_opt(9, 0, 0).expect("a time");
    let hours = (0..).map(|hour| Moment::from_utc(start + chrono::TimeDelta::hours(hour)));
    let notes = std::iter::repeat_with(|| Happening::Discussed {});
    std::iter::once(opened).chain(notes).zip(hours).take(entries).collect()
}

/// The median of eleven rounds, each long enough to be told from nothing.
#[expect(clippy::disallowed_methods, reason = "a benchmark is about time")]
fn timed<T>(mut work: impl FnMut() -> T) -> Duration {
    const ROUND: Duration = Duration::from_millis(20);
    let mut times = 1u32;
    let mut round = |times: u32| {
        let start = Instant::now();
        for _ in 0..times {
            black_box(work());
        }
        start.elapsed()
    };
    while round(times) < ROUND {
        times *= 2;
    }
    let mut each: Vec<_> = (0..11).map(|_| round(times) / times).collect();
    each.sort();
    each[each.len() / 2]
}

#[expect(clippy::print_stdout, reason = "what a benchmark is for")]
fn heading(text: &str) {
    println!("\n{text}");
}

#[expect(clippy::print_stdout, reason = "what a benchmark is for")]
fn row(what: &str, took: Duration, against: Option<(Duration, &str)>) {
    let ratio = against.map_or(String::new(), |(other, name)| {
        format!("{:>8.1} times {name}", took.as_secs_f64() / other.as_secs_f64())
    });
    println!("  {what:<34}{took:>12.2?}{ratio}");
}
