//! Every state that a dispute can reach under every pack, walked through the real `decide` and `fold`.
//!
//! The one idea: *two states are one where no rule can tell them apart.* What tells is the status,
//! the step, the risk, the parties' flags, the facts that a guard reads, and of each duty that
//! something waits for or reads, how it stands ([`likeness`]). A duty that nothing reads makes no state
//! of its own: it is tried where it opens, its date passing too, and is done wherever it is owed. From
//! one state of each likeness every command is tried, filled in as its form asks ([`orders`]), and what
//! comes of it is walked further until nothing new comes ([`walk`]).
//!
//! So the walk ends. It is bounded besides by two tiers, by one child (two where what tells is owed for
//! each), by two agencies of each set of flags that a guard reads and a third that may join, and by one
//! departure: what only a departure reaches is walked last, and proves nothing about the pack's own
//! ways. How many children or agencies are alike is not told apart, nor what waits behind a guard.
//!
//! How many states there are stands in the log of the tests.

mod likeness;
mod orders;
mod walk;

use std::collections::BTreeSet;
use std::io::Write as _;

use accord::calendar::Calendar;
use accord::dispute::Rules;
use accord::procedure::{Procedure, RiskEffect, Track};

use self::likeness::Telling;
use self::walk::{Seen, Walk};
use crate::packs::procedures;

#[test]
fn every_state_of_every_pack_has_a_way_on_and_every_part_of_a_pack_is_used() {
    let calendar = Calendar::england_and_wales();
    let mut faults = Vec::new();
    for procedure in procedures() {
        let mut seen = Seen::default();
        for track in &procedure.tracks {
            let rules = Rules::new(&procedure, &track.id, &calendar).expect("its own track");
            let telling = Telling::of(&rules);
            let walk = Walk::of(&rules, &telling);
            // How many states there are is part of the proof. The test runner keeps what `println!` says.
            writeln!(
                std::io::stderr().lock(),
                "{} {}: {} states, {} of them by a departure only; {} commands tried, {} accepted",
                procedure.id,
                track.id,
                walk.states(),
                walk.by_departure(),
                walk.tried,
                walk.accepted
            )
            .expect("the log takes a line");
            let without_end = walk.without_a_way_out();
            faults.extend(without_end.iter().map(|state| format!("no way out of {state}")));
            faults.extend(unused_ways(&rules, &walk.seen));
            seen.duties_opened.extend(walk.seen.duties_opened);
            seen.duties_done.extend(walk.seen.duties_done);
        }
        faults.extend(unused_duties(&procedure, &seen));
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// What a track offers and nobody can reach.
fn unused_ways(rules: &Rules<'_>, seen: &Seen) -> Vec<String> {
    let track = rules.track;
    let mut expected: BTreeSet<String> = BTreeSet::new();
    expected.extend(track.entries.iter().map(|entry| format!("entry {}", entry.step)));
    expected.extend(track.closures.iter().map(|closure| format!("closure {}", closure.id)));
    for from in &track.steps {
        expected.extend(rules.exits(from).map(|exit| format!("exit {from} to {}", exit.to)));
    }
    if begins_as_a_record(track) {
        expected.insert("closure risk-ended".into());
    }
    let unused = expected.into_iter().filter(|way| !seen.ways.contains(way));
    unused.map(|way| format!("{} {}: {way} is never reached", rules.procedure.id, track.id)).collect()
}

/// Whether a risk with nothing open begins a record of its own.
fn begins_as_a_record(track: &Track) -> bool {
    !matches!(track.risk.effect, RiskEffect::Jumps(_))
}

fn unused_duties(procedure: &Procedure, seen: &Seen) -> Vec<String> {
    let told = |duty: &str, what: &str| format!("{}: {duty} is never {what}", procedure.id);
    let duties = procedure.all_duties().map(|duty| &duty.id);
    duties
        .flat_map(|duty| {
            let opened = seen.duties_opened.contains(duty);
            let done = seen.duties_done.contains(duty);
            let faults = [(opened, "opened"), (done, "done")];
            faults.into_iter().filter(|(holds, _)| !holds).map(move |(_, what)| told(duty.as_str(), what))
        })
        .collect()
}
