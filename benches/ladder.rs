//! Havering's ladder, timed natively: 100,000 events of 10,000 disputes are folded, and what is due is
//! reckoned. Prints its figures as one line of JSON, which `ladder.mjs` shows beside XState's.

#[path = "ladder/disputes.rs"]
mod disputes;

use disputes::Disputes;

const DISPUTES: usize = 10_000;

#[expect(clippy::print_stdout, reason = "what a benchmark is for")]
fn main() {
    let mut disputes = Disputes::of(DISPUTES);
    let fold = milliseconds(|| disputes.fold());
    let due = milliseconds(|| {
        std::hint::black_box(disputes.due("2026-11-25T09:00"));
    });
    let told: Vec<String> = (0..DISPUTES).map(|number| disputes.told(number)).collect();
    let said = serde_json::json!({ "events": disputes.events(), "fold": fold, "due": due, "told": told });
    println!("{said}");
}

/// The median of seven rounds.
#[expect(clippy::disallowed_methods, reason = "a benchmark is about time")]
fn milliseconds(mut work: impl FnMut()) -> f64 {
    let mut rounds: Vec<f64> = (0..7)
        .map(|_| {
            let start = std::time::Instant::now();
            work();
            start.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    rounds.sort_by(f64::total_cmp);
    rounds[rounds.len() / 2]
}
