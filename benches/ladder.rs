//! Havering's ladder, timed natively: 100,000 events of 10,000 disputes are folded, and what is due is
//! reckoned. Prints its figures as one line of JSON, which `ladder.mjs` shows beside XState's.

#[path = "ladder/disputes.rs"]
mod disputes;
#[path = "timed/median.rs"]
mod median;

use disputes::Disputes;
use median::milliseconds;

const DISPUTES: usize = 10_000;
const ROUNDS: usize = 7;

#[expect(clippy::print_stdout, reason = "what a benchmark is for")]
fn main() {
    let mut disputes = Disputes::of(DISPUTES);
    let fold = milliseconds(ROUNDS, || disputes.fold());
    let due = milliseconds(ROUNDS, || {
        std::hint::black_box(disputes.due("2026-11-25T09:00"));
    });
    let told: Vec<String> = (0..DISPUTES).map(|number| disputes.told(number)).collect();
    let said = serde_json::json!({ "events": disputes.events(), "fold": fold, "due": due, "told": told });
    println!("{said}");
}
