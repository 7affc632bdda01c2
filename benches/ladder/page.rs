//! The disputes of the benchmark as a module: `page.mjs` times its exports in a page, beside XState.

mod disputes;

/// The page calls what `disputes` exports.
fn main() {}
