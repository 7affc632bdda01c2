//! `accord pack rules PACK`: every rule of the document with the parts of the pack that carry it.

use std::io::{Result, Write};

use serde_json::json;

use super::check::in_version;
use super::{Brought, Output, lines};
use crate::casebook::dates::counted;
use crate::casebook::views::RuleLine;
use crate::cli::lines::line;

/// Lists them.
pub fn write(pack: &Brought, output: Output, out: &mut impl Write) -> Result<()> {
    let found = pack.rules();
    let (id, version) = pack.name();
    let rules: Vec<&[RuleLine]> = found.chunk_by(|one, next| one.rule == next.rule).collect();
    if output.json {
        let part = |line: &RuleLine| json!({"place": line.path, "part": line.part, "at": line.at, "text": line.text});
        let rule = |parts: &&[RuleLine]| json!({"rule": parts[0].rule, "carried_by": parts.iter().map(part).collect::<Vec<_>>()});
        let rules: Vec<_> = rules.iter().map(rule).collect();
        return lines::object(out, &json!({"holds": true, "id": id, "version": version, "rules": rules}));
    }
    for parts in &rules {
        let mut name = parts[0].rule.as_str();
        for RuleLine { part, at, text, .. } in *parts {
            let at = if at.is_empty() { String::new() } else { format!(" [{at}]") };
            let text = text.as_ref().map_or_else(String::new, |text| format!(": {text}"));
            line!(out, "{name:<10}  {part}{at}{text}")?;
            name = "";
        }
    }
    let is_part = |id: &str| {
        let stem = id.trim_end_matches(|c: char| c.is_ascii_lowercase());
        stem != id && rules.iter().any(|parts| parts[0].rule == stem)
    };
    let of_others = rules.iter().filter(|parts| is_part(&parts[0].rule)).count();
    let (rules, parts) =
        (counted(rules.len() - of_others, "rule", "rules"), counted(found.len(), "place", "places"));
    let rules = match of_others {
        0 => rules,
        n => format!("{rules} ({} of them told apart)", counted(n, "part", "parts")),
    };
    line!(out, "The pack {id}{}, carries {rules} in {parts}.", in_version(&version))
}
