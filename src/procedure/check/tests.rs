//! One fault put into a neutral pack is exactly one fault found; many are found at once.

use serde_json::{Value, json};

use crate::procedure::pack::tests::{LANTERN, lantern_with, put};
use crate::procedure::pack::{examine, read};

/// The neutral pack with one part put in has exactly this fault.
#[track_caller]
fn check(pointer: &str, part: Value, expected: &str) {
    let faults = read(&lantern_with(pointer, part)).map(|_| ()).expect_err("a fault");
    let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
    assert_eq!(faults, [expected]);
}

/// … is read, with exactly this notice.
#[track_caller]
fn noted(pointer: &str, part: Value, expected: &str) {
    let pack = read(&lantern_with(pointer, part)).unwrap_or_else(|faults| panic!("{faults:#?}"));
    let notices: Vec<String> = pack.notices().iter().map(ToString::to_string).collect();
    assert_eq!(notices, [expected]);
}

fn duty(id: &str, members: Value) -> Value {
    let mut duty = json!({"id": id, "kind": "tell"});
    let more = members.as_object().cloned().unwrap_or_default();
    more.into_iter().for_each(|(name, value)| duty[name] = value);
    duty
}

#[test]
fn guidance_that_belongs_to_nothing_is_noted() {
    let guidance = |at: Value| json!([{"rules": ["L-9"], "at": "7", "text": "Listen.", "for": at}]);
    noted(
        "/guidance",
        guidance(json!(["R1", "R1.settle", "main", "R9"])),
        "guidance[0].for: `R9` is no step, duty or track of this pack.",
    );
    let pack = read(&lantern_with("/guidance", guidance(json!("R2")))).expect("a pack");
    assert_eq!(pack.notices(), []);
    assert_eq!(pack.procedure().about.guidance[0].belongs_to, ["R2"]);
}

#[test]
fn a_form_of_no_track_is_noted() {
    let form = |of: Value| json!([{"id": "note", "title": "Note", "at": "7", "for": of, "fields": []}]);
    noted("/forms", form(json!(["main", "other"])), "forms[0].for: `other` is no track of this pack.");
    let pack = read(&lantern_with("/forms", form(json!("main")))).expect("a pack");
    assert_eq!(
        (pack.notices().len(), &pack.procedure().about.forms[0].belongs_to),
        (0, &vec!["main".to_owned()])
    );
}

#[test]
fn a_name_that_nothing_bears_is_a_fault_with_the_name_that_was_meant() {
    let exit = "/steps/0/exits/0";
    check(
        &format!("{exit}/to"),
        json!("R9"),
        "steps[0].exits[0].to: `R9` is no step of this pack; add it or name another.",
    );
    check(
        &format!("{exit}/needs"),
        json!(["R1.hear-bth"]),
        "steps[0].exits[0].needs: `R1.hear-bth` is no duty of this pack; did you mean `R1.hear-both`?",
    );
    check(
        &format!("{exit}/completes"),
        json!(["x.y"]),
        "steps[0].exits[0].completes: `x.y` is no duty of this pack; add it or name another.",
    );
    check(
        &format!("{exit}/requires"),
        json!([{"if": {"fact": "incare"}, "code": "c"}]),
        "steps[0].exits[0].requires[0].if: `incare` is no fact of this pack; did you mean `in-care`?",
    );
    check(
        "/agencies/nursery/represented_by",
        json!("council"),
        "agencies.nursery.represented_by: `council` is no agency of this pack; add it or name another.",
    );
    check(
        "/steps/0/raising",
        json!("wroker"),
        "steps[0].raising: `wroker` is no role or contact of this pack; did you mean `worker`?",
    );
    let owner = json!([{"when": {"party": "helth"}, "role": "lead"}, {"role": "worker"}]);
    check(
        "/steps/0/duties/0/owner",
        owner,
        "steps[0].duties[0].owner[0].when: `helth` is no agency's flag of this pack; did you mean `health`?",
    );
    check(
        "/tracks/0/duties/0/by",
        json!("nobody"),
        "tracks[0].duties[0].by: `nobody` is no role or contact of this pack; add it or name another.",
    );
    check(
        "/tracks/0/duties/0/opens",
        json!("left:X1"),
        "tracks[0].duties[0].opens: `X1` is no step of this pack; add it or name another.",
    );
    check(
        "/tracks/0/duties/0/opens",
        json!(["risk", "fact:missing"]),
        "tracks[0].duties[0].opens: `missing` is no fact of this pack; add it or name another.",
    );
    check(
        "/tracks/0/duties/0/opens",
        json!("done:R2.decide=agreed"),
        "tracks[0].duties[0].opens: `agreed` is no choice of `R2.decide` of this pack; did you mean `agree`?",
    );
    check(
        "/tracks/0/duties/0/when",
        json!({"any": [{"not": {"chose": "R2.decide=no"}}]}),
        "tracks[0].duties[0].when.any[0].not: `no` is no choice of `R2.decide` of this pack; add it or name another.",
    );
    check(
        "/tracks/0/duties/0/after",
        json!(["R2.nothing"]),
        "tracks[0].duties[0].after: `R2.nothing` is no duty of this pack; add it or name another.",
    );
    check(
        "/tracks/0/closures/0/at",
        json!(["R3"]),
        "tracks[0].closures[0].at: `R3` is no step of this pack; add it or name another.",
    );
    check(
        "/tracks/0/entries/0/step",
        json!("R0"),
        "tracks[0].entries[0].step: `R0` is no step of this pack; add it or name another.",
    );
    check(
        "/tracks/0/risk/jump",
        json!("RX"),
        "tracks[0].risk.jump: `RX` is no step of this pack; add it or name another.",
    );
    check(
        "/tracks/0/resolve",
        json!({"needs": ["a.b"]}),
        "tracks[0].resolve.needs: `a.b` is no duty of this pack; add it or name another.",
    );
    check(
        "/tracks/0/opening/by",
        json!("chair"),
        "tracks[0].opening.by: `chair` is no role or contact of this pack; add it or name another.",
    );
}

#[test]
fn an_id_stands_for_one_thing() {
    check(
        "/facts/-",
        json!({"id": "in-care", "type": "count"}),
        "facts[1]: The fact `in-care` stands here more than once; keep one.",
    );
    check("/steps/-", json!({"id": "R2"}), "steps[2]: The step `R2` stands here more than once; keep one.");
    check(
        "/steps/1/duties/-",
        duty("R1.settle", json!({})),
        "steps[1].duties[1]: The duty `R1.settle` stands here more than once; keep one.",
    );
    check(
        "/tracks/0/duties/-",
        duty("R1.settle", json!({})),
        "tracks[0].duties[2]: A step has a duty `R1.settle` too; give one of them another id.",
    );
    check(
        "/tracks/0/duties/-",
        duty("risk.call", json!({})),
        "tracks[0].duties[2]: The duty `risk.call` stands here more than once; keep one.",
    );
    check(
        "/tracks/0/grounds/-",
        json!({"id": "plan"}),
        "tracks[0].grounds[1]: The ground `plan` stands here more than once; keep one.",
    );
}

#[test]
fn a_guard_compares_what_can_be_compared() {
    let when = "/tracks/0/duties/0/when";
    check(
        when,
        json!({"fact": "in-care", "is": "yes"}),
        "tracks[0].duties[0].when: `in-care` is a flag; compare it with true or false.",
    );
    check(
        when,
        json!({"fact": "in-care", "at_least": 1}),
        "tracks[0].duties[0].when: `at_least` compares a count and `in-care` is none; write `is` or `set`.",
    );
    let due = json!({"n": 1, "unit": "month", "from": {"fact": "in-care"}});
    check(
        "/tracks/0/duties/0/due",
        due,
        "tracks[0].duties[0].due.from.fact: `in-care` is no date; count from a date or date-time fact.",
    );
    noted(when, json!({"any": []}), "tracks[0].duties[0].when: `any` of nothing never holds.");
}

#[test]
fn a_budget_is_a_settle_duty_of_a_track() {
    let settle = |members| {
        let mut duty = duty("budget.all", members);
        duty["kind"] = json!("settle");
        duty
    };
    check(
        "/tracks/0/duties/-",
        settle(json!({})),
        "tracks[0].duties[2]: A track's duty of kind settle is one clock over several steps; add `over`: \"all\" or the steps.",
    );
    check(
        "/tracks/0/duties/-",
        settle(json!({"over": ["R1", "R7"]})),
        "tracks[0].duties[2].over: `R7` is no step of this pack; add it or name another.",
    );
    check(
        "/steps/0/duties/0/over",
        json!("all"),
        "steps[0].duties[0].over: A step's duty cannot run over several steps; move it to the track, or leave `over` out.",
    );
    check(
        "/tracks/0/duties/0/over",
        json!("all"),
        "tracks[0].duties[0].over: Only a duty of kind settle runs over steps; write that kind.",
    );
    noted(
        "/tracks/0/duties/0/lapses",
        json!(true),
        "tracks[0].duties[0].lapses: A track's duty belongs to no step, so it never lapses.",
    );
}

#[test]
fn a_track_begins_and_leads_somewhere() {
    check(
        "/tracks/0/entries",
        json!([]),
        "tracks[0].entries: A track has to begin somewhere; name a step, or leave `entries` out to begin at the first.",
    );
    check(
        "/tracks/0/steps",
        json!(["R1"]),
        "tracks[0].risk.jump: `R2` is no step of the track `main`; add it to its `steps`.",
    );
    noted("/steps/-", json!({"id": "R3"}), "steps[2]: No track has the step `R3`.");
    noted(
        "/steps/0/exits/-",
        json!({"to": "R2"}),
        "steps[0].exits[1]: Another exit leads to `R2` already; only the first counts.",
    );
    noted(
        "/tracks/0/closures",
        json!([]),
        "tracks[0]: This track has no closures, so a dispute in it stays open for ever.",
    );
    noted(
        "/steps/0/duties/0/opens",
        json!("entered:R2"),
        "steps[0].duties[0].opens: When `R2` is entered or left, `R1` is not the current step, so this trigger never opens its duty; leave the trigger out, or move the duty to the track.",
    );
    let panel = json!({"min": 4, "concerned": true});
    check(
        "/steps/1/duties/0/panel",
        panel,
        "steps[1].duties[0].panel: `min` asks for 4 agencies and the pack has 3; ask for fewer.",
    );
}

#[test]
fn circles_are_faults_where_nothing_can_ever_happen() {
    let lists = |a: Value, b: Value| {
        let mut pack: Value = serde_json::from_str(LANTERN).expect("JSON");
        put(&mut pack, "/tracks/0/duties/-", duty("a.one", a));
        put(&mut pack, "/tracks/0/duties/-", duty("a.two", b));
        match read(&pack.to_string()) {
            Ok(pack) => pack.notices().iter().map(ToString::to_string).collect::<Vec<_>>(),
            Err(faults) => faults.iter().map(|fault| format!("fault: {fault}")).collect(),
        }
    };
    assert_eq!(
        lists(json!({"opens": "overdue:a.two"}), json!({"opens": "overdue:a.one"})),
        [
            "fault: tracks[0].duties[2].opens: Nothing can ever open `a.one`: its triggers wait for each other. Add one that can fire.",
            "fault: tracks[0].duties[3].opens: Nothing can ever open `a.two`: its triggers wait for each other. Add one that can fire.",
        ]
    );
    assert_eq!(
        lists(json!({"after": ["a.two"]}), json!({"after": ["a.one"]})),
        [
            "fault: tracks[0].duties[2].after: `a.one` waits, by `after`, for itself; it could never be done. Break the circle.",
            "fault: tracks[0].duties[3].after: `a.two` waits, by `after`, for itself; it could never be done. Break the circle.",
        ]
    );
    // A review that comes back is owed again by what a person does, never by itself.
    assert_eq!(
        lists(json!({"opens": ["opened", "done:a.two"]}), json!({"opens": "done:a.one"})),
        [
            "tracks[0].duties[2]: `a.one` is owed again each time it, or what follows from it, is done.",
            "tracks[0].duties[3]: `a.two` is owed again each time it, or what follows from it, is done.",
        ]
    );
    let overdue = lists(json!({"opens": ["opened", "overdue:a.two"]}), json!({"opens": "overdue:a.one"}));
    assert_eq!(overdue, Vec::<String>::new());
}

#[test]
fn what_is_odd_is_told_beside_what_is_wrong() {
    let mut pack: Value = serde_json::from_str(LANTERN).expect("JSON");
    put(&mut pack, "/steps/0/duties/0/laspes", json!(true));
    put(&mut pack, "/steps/0/exits/0/to", json!("R9"));
    let faulty = examine(&pack.to_string()).map(|_| ()).expect_err("a fault");
    assert_eq!(faulty.faults.len(), 1);
    let notices: Vec<String> = faulty.notices.iter().map(ToString::to_string).collect();
    let mistyped = "steps[0].duties[0]: `laspes` is not a member that is known here; did you mean `lapses`?";
    assert!(notices.iter().any(|notice| notice == mistyped), "{notices:#?}");
}

#[test]
fn everything_is_said_at_once() {
    let mut pack: Value = serde_json::from_str(LANTERN).expect("JSON");
    put(&mut pack, "/format", json!(1));
    put(&mut pack, "/steps/0/exits/0/to", json!("R9"));
    put(&mut pack, "/steps/0/duties/0/kind", json!("settel"));
    put(&mut pack, "/steps/1/duties/0/due/unit", json!("weeks"));
    put(&mut pack, "/tracks/0/duties/0/to", json!("registrar"));
    put(&mut pack, "/tracks/0/duties/1/opens", json!("danger"));
    let faults = read(&pack.to_string()).map(|_| ()).expect_err("faults");
    let places: Vec<&str> = faults.iter().map(|fault| fault.path.as_str()).collect();
    let expected = [
        "format",
        "steps[0].duties[0].kind",
        "steps[1].duties[0].due.unit",
        "tracks[0].duties[1].opens",
        "steps[0].exits[0].to",
        "tracks[0].duties[0].to",
    ];
    assert_eq!(places, expected);
}

#[test]
fn a_pack_of_many_thousand_duties_in_a_chain_is_looked_over() {
    let chain = (0..5000).map(|n| {
        let before = format!("a.d{}", n + 1);
        duty(&format!("a.d{n}"), json!({"opens": format!("done:{before}"), "after": [before]}))
    });
    let mut pack: Value = serde_json::from_str(LANTERN).expect("JSON");
    pack["tracks"][0]["duties"] = chain.chain([duty("a.d5000", json!({}))]).collect();
    assert!(read(&pack.to_string()).is_ok());
    pack["tracks"][0]["duties"][5000]["opens"] = json!("overdue:a.d0");
    let faults = read(&pack.to_string()).map(|_| ()).expect_err("faults");
    assert_eq!(faults.len(), 5001);
}
