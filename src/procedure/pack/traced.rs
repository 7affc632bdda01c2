//! Which part of a pack carries which rule of the document that it is made from.
//!
//! The one idea: *the text is asked, not the procedure*. Whatever has a `source` carries the rules
//! that it names, be it a step, a role or a field of a form, so no part of the procedure has to
//! remember its paragraph for this. Guidance carries the rules that it stands for.

use super::{MOST_NESTING, Pack};
use crate::json::{self, Json};

/// A rule, and one part of the pack that carries it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carried {
    /// The rule's id, as `HAV-R8`.
    pub rule: String,
    /// The place in the pack, as `steps[1].duties[0]`.
    pub path: String,
    /// The part in words, as `step S1, duty S1.settle`.
    pub part: String,
    /// The paragraph.
    pub at: String,
    /// For guidance, its text.
    pub text: Option<String>,
}

/// What stands in a list, or among the members of an object, of that name.
const PARTS: &[(&str, &str)] = &[
    ("steps", "step"),
    ("duties", "duty"),
    ("exits", "exit to"),
    ("tracks", "track"),
    ("grounds", "ground"),
    ("closures", "closure"),
    ("entries", "entry at"),
    ("requires", "check"),
    ("fields", "field"),
    ("facts", "fact"),
    ("roles", "role"),
    ("contacts", "contact"),
    ("forms", "form"),
    ("reports", "report of"),
];

/// Every rule with every part that carries it, rules in their order.
pub fn carried(pack: &Pack) -> Vec<Carried> {
    let mut found = Vec::new();
    // Whoever holds a pack has had its text read before.
    if let Ok(json) = json::read(pack.text(), MOST_NESTING) {
        walk(&json, "", "", &mut found);
    }
    found.sort_by_key(|carried| order(&carried.rule));
    found
}

fn walk(json: &Json, path: &str, part: &str, found: &mut Vec<Carried>) {
    let Json::Object(members) = json else { return };
    let (rules, at) = match member(members, "source") {
        Some(Json::Object(source)) => (member(source, "rule"), text(source, "at")),
        _ => (member(members, "rules"), text(members, "at")),
    };
    for rule in rules.into_iter().flat_map(words) {
        let is_guidance = member(members, "rules").is_some();
        found.push(Carried {
            rule,
            path: path.to_owned(),
            part: if part.is_empty() { "the document".to_owned() } else { part.to_owned() },
            at: at.clone().unwrap_or_default(),
            text: text(members, "text").filter(|_| is_guidance),
        });
    }
    for (name, value) in members {
        let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
        let kind = PARTS.iter().find(|(known, _)| known == name).map(|(_, kind)| *kind);
        match (value, kind) {
            (Json::List(items), _) => {
                for (index, item) in items.iter().enumerate() {
                    let inner = match kind {
                        Some(kind) => deeper(part, kind, &name_of(item).unwrap_or_else(|| index.to_string())),
                        None => deeper(part, name, ""),
                    };
                    walk(item, &format!("{path}[{index}]"), &inner, found);
                }
            }
            (Json::Object(named), Some(kind)) => {
                for (id, item) in named {
                    walk(item, &format!("{path}.{id}"), &deeper(part, kind, id), found);
                }
            }
            (Json::Object(_), None) => walk(value, &path, &deeper(part, name, ""), found),
            _ => {}
        }
    }
}

fn deeper(part: &str, kind: &str, name: &str) -> String {
    let own = format!("{kind} {name}");
    let own = own.trim_end();
    if part.is_empty() { own.to_owned() } else { format!("{part}, {own}") }
}

/// How a part is told from its neighbours.
fn name_of(item: &Json) -> Option<String> {
    let Json::Object(members) = item else { return None };
    ["id", "to", "step", "code"].into_iter().find_map(|name| text(members, name))
}

fn member<'j>(members: &'j [(String, Json)], name: &str) -> Option<&'j Json> {
    members.iter().find(|(member, _)| member == name).map(|(_, json)| json)
}

fn text(members: &[(String, Json)], name: &str) -> Option<String> {
    member(members, name).into_iter().flat_map(words).next()
}

/// One text, or the texts of a list.
fn words(json: &Json) -> Vec<String> {
    match json {
        Json::Text(text) => vec![text.clone()],
        Json::List(items) => items.iter().flat_map(words).collect(),
        _ => Vec::new(),
    }
}

/// `HAV-R9` before `HAV-R10` before `HAV-R10a`.
fn order(rule: &str) -> (String, u64, String) {
    let digits = rule.find(|c: char| c.is_ascii_digit()).unwrap_or(rule.len());
    let (prefix, rest) = rule.split_at(digits);
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    (prefix.to_owned(), rest[..end].parse().unwrap_or(0), rest[end..].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Vec<String> {
        let pack = crate::procedure::pack::read(text).expect("a pack");
        let told = |carried: Carried| format!("{} {} {}", carried.rule, carried.part, carried.path);
        carried(&pack).into_iter().map(told).collect()
    }

    #[test]
    fn whatever_has_a_source_carries_its_rules() {
        let with = crate::procedure::pack::tests::lantern_with;
        let text =
            with("/guidance", serde_json::json!([{"rules": ["L-10", "L-9"], "at": "7", "text": "Listen."}]));
        assert_eq!(
            parts(&text),
            [
                "L-1 step R1, duty R1.settle steps[0].duties[0]",
                "L-2 step R1, duty R1.hear-both steps[0].duties[1]",
                "L-3 step R2, duty R2.decide steps[1].duties[0]",
                "L-4 track main, duty any.tell-registry tracks[0].duties[0]",
                "L-5 track main, duty risk.call tracks[0].duties[1]",
                "L-9 guidance guidance[0]",
                "L-10 guidance guidance[0]",
            ]
        );
    }
}
