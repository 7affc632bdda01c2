//! Random packs: three steps and a track, with duties that open, count and end in any way that a pack
//! may say.
//!
//! Each is written as a business manager writes one and read as the app reads one, so nothing is tried
//! that the reader would refuse.

use accord::procedure::{Procedure, pack};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

const STEPS: [&str; 3] = ["S1", "S2", "S3"];
const KINDS: [&str; 5] = ["settle", "reply", "tell", "settle", "decide"];
const UNITS: [&str; 6] = ["working-day", "working-day", "same-working-day", "calendar-day", "month", "hour"];

/// What a duty is made of: a number for each of its members.
type Making = [u8; 12];

/// The text of a pack.
pub fn any_pack() -> impl Strategy<Value = String> {
    let of_steps = prop::collection::vec(any::<Making>(), 3..7);
    let of_track = prop::collection::vec(any::<Making>(), 2..7);
    (of_steps, of_track, 0..3u8).prop_map(|(of_steps, of_track, risk)| written(&of_steps, &of_track, risk))
}

/// The procedure that a text says.
pub fn procedure(text: &str) -> Procedure {
    pack::read(text).unwrap_or_else(|faults| panic!("{faults:#?}")).into_procedure()
}

fn written(of_steps: &[Making], of_track: &[Making], risk: u8) -> String {
    let mut earlier: Vec<String> = Vec::new();
    let mut steps: Vec<Vec<Value>> = vec![Vec::new(); STEPS.len()];
    for (place, making) in of_steps.iter().enumerate() {
        let at = place % STEPS.len();
        let id = format!("{}.d{place}", STEPS[at]);
        steps[at].push(duty(&id, making, Some(STEPS[at]), &earlier));
        earlier.push(id);
    }
    let mut duties = Vec::new();
    for (place, making) in of_track.iter().enumerate() {
        let id = format!("any.d{place}");
        duties.push(duty(&id, making, None, &earlier));
        earlier.push(id);
    }
    let steps = STEPS.iter().zip(steps).map(|(id, duties)| {
        let exits: Vec<Value> = STEPS.iter().filter(|to| *to != id).map(|to| json!({"to": to})).collect();
        json!({"id": id, "title": id, "tiers": *id == "S2", "duties": duties, "exits": exits})
    });
    let risk = match risk {
        0 => json!({}),
        1 => json!({"jump": "S3"}),
        _ => json!({"leaves_ladder": true}),
    };
    let pack = json!({
        "format": "procedure/1", "id": "any", "version": "1", "calendar": "england-and-wales",
        "agencies": {"pier": {"label": "Pier", "flags": ["health"]}, "lock": {"label": "Lock", "flags": []}},
        "roles": {"worker": {"label": "Worker"}},
        "facts": [
            {"id": "urgent", "type": "flag", "scope": "case"},
            {"id": "met-on", "type": "date", "scope": "case"},
            {"id": "told-at", "type": "date-time", "scope": "case"},
            {"id": "in-care", "type": "flag", "scope": "child"},
            {"id": "placed-on", "type": "date", "scope": "child"},
        ],
        "steps": steps.collect::<Vec<Value>>(),
        "tracks": [{
            "id": "main", "title": "Any", "steps": STEPS, "entries": [{"step": "S1"}, {"step": "S2"}],
            "grounds": [], "duties": duties, "risk": risk,
            "closures": [
                {"id": "resolved", "label": "Resolved"},
                {"id": "withdrawn", "label": "Withdrawn", "from": "either"},
            ],
        }],
    });
    pack.to_string()
}

/// A duty of a step, or of the track, that only an earlier one may bring.
fn duty(id: &str, making: &Making, step: Option<&str>, earlier: &[String]) -> Value {
    let [kind, has_due, unit, n, way, from, opens, by, when, scope, ends, over] = *making;
    let mut duty = Map::new();
    let mut put = |name: &str, value: Value| duty.insert(name.to_owned(), value);
    put("id", json!(id));
    let kind = KINDS[usize::from(kind) % KINDS.len()];
    put("kind", json!(kind));
    put("scope", json!(["case", "case", "child", "agency"][usize::from(scope) % 4]));
    if has_due % 8 != 0 {
        put("due", due(unit, n, way, from));
    }
    let before = earlier.get(usize::from(by) % earlier.len().max(1));
    match (opens % 12, before) {
        (1, _) => put("opens", json!(["risk"])),
        (2, _) => put("opens", json!(["fact:urgent", "fact:in-care"])),
        (3, _) => put("opens", json!(["left:S1", "resolved"])),
        (4, _) => put("opens", json!(["entered:S2", "closed"])),
        (5, Some(before)) => put("opens", json!(format!("done:{before}"))),
        (6 | 7, Some(before)) => put("opens", json!([format!("overdue:{before}")])),
        _ => None,
    };
    match when % 8 {
        1 => put("when", json!({"fact": "urgent"})),
        2 => put("when", json!({"not": {"risk": true}})),
        3 => put("when", json!({"party": "health"})),
        4 => put("when", json!({"fact": "placed-on", "set": true})),
        _ => None,
    };
    if ends % 2 == 0 {
        put("agree", json!("reason"));
        put("waivable", json!(true));
    }
    match step {
        Some(_) if ends % 3 == 0 => put("lapses", json!(true)),
        None if kind == "settle" => {
            put("tightens", json!(over % 4 != 0));
            put("over", if over % 2 == 0 { json!("all") } else { json!(["S1", "S2"]) })
        }
        _ => None,
    };
    Value::Object(duty)
}

fn due(unit: u8, n: u8, way: u8, from: u8) -> Value {
    let mut due = Map::new();
    due.insert("unit".into(), json!(UNITS[usize::from(unit) % UNITS.len()]));
    due.insert("n".into(), json!(n % 12 + 1));
    due.insert("before".into(), json!(way < 64));
    match way % 3 {
        1 => due.insert("roll".into(), json!("earlier")),
        2 => due.insert("roll".into(), json!("later")),
        _ => None,
    };
    match from % 8 {
        0 | 1 => due.insert("from".into(), json!("received")),
        2 => due.insert("from".into(), json!({"fact": "met-on"})),
        3 => due.insert("from".into(), json!({"fact": "told-at"})),
        4 => due.insert("from".into(), json!({"fact": "placed-on"})),
        _ => None,
    };
    Value::Object(due)
}
