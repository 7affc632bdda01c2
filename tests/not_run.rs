//! What could not be tested here, said where it is seen: the test's own output is not, when it passes.

use std::io::Write;

/// Says it; `make test` counts it.
pub fn not_run(what: &str) {
    let _ = writeln!(std::io::stderr(), "NOT RUN: {what}");
}
