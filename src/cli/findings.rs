//! What is wrong with a file and what is odd about it, each with its place.

use std::io::{Result, Write};

use serde_json::{Value, json};

use super::lines::line;

/// A line for each fault, then for each notice.
pub fn in_lines(
    faults: &[(String, String)],
    notices: &[(String, String)],
    out: &mut impl Write,
) -> Result<()> {
    for (kind, found) in [("fault ", faults), ("notice", notices)] {
        for (path, what) in found {
            match path.as_str() {
                "" => line!(out, "{kind}  {what}")?,
                path => line!(out, "{kind}  {path}: {what}")?,
            }
        }
    }
    Ok(())
}

/// The same for `--json`.
pub fn in_json(found: &[(String, String)]) -> Vec<Value> {
    found.iter().map(|(path, what)| json!({"path": path, "what": what})).collect()
}
