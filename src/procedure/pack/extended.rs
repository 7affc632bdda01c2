//! A pack that gives only what differs from another.
//!
//! The one idea: *it is made whole before it is read*, on the desk. What travels, is pinned and runs
//! is the whole text, so no device ever needs the base, and a new version of the base changes
//! nothing that was opened under the old one.

use super::{Fault, Faulty, MOST_NESTING, Pack, examine};
use crate::json::found::quoted;
use crate::json::{self, Json};
use crate::procedure::built_in;

/// A base of a base of a base … is a slip of the hand.
const DEEPEST: usize = 8;

/// By which member the things of a list are told from each other.
const KEYS: [&str; 4] = ["id", "to", "step", "code"];

/// Reads a pack; one that extends another is made whole first, from these texts or from those that
/// come with the build.
///
/// # Errors
/// Every fault and every notice at once. Places are those of the whole pack.
pub fn read_beside(text: &str, beside: &[&str]) -> Result<Pack, Faulty> {
    match whole(text, beside, DEEPEST) {
        Ok(Some(json)) => examine(&json.to_text()),
        Ok(None) => examine(text),
        Err(faults) => Err(Faulty { faults, notices: Vec::new() }),
    }
}

/// The whole pack; `None` where the text extends no other, or is no pack at all.
fn whole(text: &str, beside: &[&str], deepest: usize) -> Result<Option<Json>, Vec<Fault>> {
    let Ok(Json::Object(mut members)) = json::read(text, MOST_NESTING) else { return Ok(None) };
    let Some(at) = members.iter().position(|(name, json)| name == "extends" && *json != Json::Null) else {
        return Ok(None);
    };
    let (_, extends) = members.remove(at);
    let fault = |what: String| vec![Fault { path: "extends".to_owned(), what }];
    let (Some(id), version) = (member(&extends, "id"), member(&extends, "version")) else {
        return Err(fault(format!(
            "This is {}; write {{\"id\": …}}, the id of the pack that it extends.",
            extends.found()
        )));
    };
    if deepest == 0 {
        return Err(fault(format!("{} leads to itself in the end; name another pack.", quoted(id))));
    }
    let own = built_in();
    let mut versions = Vec::new();
    for base in beside.iter().copied().chain(own.iter().map(Pack::text)).filter(|base| *base != text) {
        let Ok(json) = json::read(base, MOST_NESTING) else { continue };
        if member(&json, "id") != Some(id) {
            continue;
        }
        let here = member(&json, "version").unwrap_or_default().to_owned();
        if version.is_none_or(|wanted| wanted == here) {
            let base = whole(base, beside, deepest - 1)?.unwrap_or(json);
            return Ok(Some(merged(base, Json::Object(members))));
        }
        versions.push(here);
    }
    Err(fault(match versions.as_slice() {
        [] => format!(
            "The pack {} is neither built in nor in the folder of packs; add it there (`--packs`).",
            quoted(id)
        ),
        [here, ..] => format!(
            "The pack {} is here in version {}; look at what changed, then name that one.",
            quoted(id),
            quoted(here)
        ),
    }))
}

/// The base with what differs: objects by member, lists of things by their id, all else replaced.
fn merged(base: Json, differs: Json) -> Json {
    match (base, differs) {
        (Json::Object(mut base), Json::Object(differs)) => {
            let known = base.len();
            let mut seen: Vec<String> = Vec::new();
            let mut gone: Vec<usize> = Vec::new();
            for (name, json) in differs {
                let at = base[..known].iter().position(|(member, _)| *member == name);
                // What stands twice stays twice, so that reading refuses it.
                match at.filter(|_| !seen.contains(&name)) {
                    Some(at) if json == Json::Null => gone.push(at),
                    Some(at) => {
                        let old = std::mem::replace(&mut base[at].1, Json::Null);
                        base[at].1 = merged(old, json);
                    }
                    None => base.push((name.clone(), json)),
                }
                seen.push(name);
            }
            let mut index = 0;
            base.retain(|_| {
                index += 1;
                !gone.contains(&(index - 1))
            });
            Json::Object(base)
        }
        (Json::List(base), Json::List(differs))
            if differs.iter().chain(&base).all(|item| key(item).is_some()) =>
        {
            Json::List(things(base, differs))
        }
        (_, differs) => differs,
    }
}

fn things(mut base: Vec<Json>, differs: Vec<Json>) -> Vec<Json> {
    for item in differs {
        let at = base.iter().position(|old| key(old) == key(&item));
        match (at, removes(&item)) {
            (Some(at), true) => {
                base.remove(at);
            }
            (Some(at), false) => {
                let old = std::mem::replace(&mut base[at], Json::Null);
                base[at] = merged(old, item);
            }
            // A thing to remove that is not there stays, and its `remove` is noted as unknown.
            (None, _) => base.push(item),
        }
    }
    base
}

fn removes(item: &Json) -> bool {
    matches!(item, Json::Object(members) if members.iter().any(|(name, json)| name == "remove" && *json == Json::Flag(true)))
}

fn key(item: &Json) -> Option<&str> {
    KEYS.iter().find_map(|name| member(item, name))
}

fn member<'j>(json: &'j Json, name: &str) -> Option<&'j str> {
    let Json::Object(members) = json else { return None };
    members.iter().find(|(member, _)| member == name).and_then(|(_, json)| match json {
        Json::Text(text) => Some(text.as_str()),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::procedure::pack::read;
    use crate::procedure::pack::tests::LANTERN;

    fn said(text: &str, beside: &[&str]) -> String {
        let faulty = read_beside(text, beside).map(|_| ()).expect_err("a fault");
        faulty.faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn only_what_differs_is_given() {
        let text = json!({
            "format": "procedure/1", "id": "beacon", "version": "1", "extends": {"id": "lantern", "version": "2"},
            "contacts": {"beacon": {"label": "Beacon"}},
            "terms": null,
            "steps": [{"id": "R1", "title": "Speak", "duties": [
                {"id": "R1.settle", "due": {"n": 4}, "agree": null},
                {"id": "R1.note", "kind": "record", "owner": "worker"},
                {"id": "R1.hear-both", "remove": true}], "exits": [{"to": "R2", "needs": null}]}],
        })
        .to_string();
        let pack = read_beside(&text, &[LANTERN]).unwrap_or_else(|faults| panic!("{faults:#?}"));
        assert_eq!(pack.notices(), []);
        let base = read(LANTERN).expect("a pack").into_procedure();
        let procedure = pack.procedure();
        assert_eq!((procedure.id.as_str(), &procedure.about.title), ("beacon", &base.about.title));
        assert_eq!(procedure.roles.len(), base.roles.len() + 1);
        assert!(procedure.about.terms.is_empty());
        let step = &procedure.steps[0];
        assert_eq!((step.title.as_str(), &procedure.steps[1]), ("Speak", &base.steps[1]));
        let duties: Vec<&str> = step.duties.iter().map(|duty| duty.id.as_str()).collect();
        assert_eq!(duties, ["R1.settle", "R1.note"]);
        let limit = step.duties[0].due.as_ref().map(|due| (due.limit.n, due.limit.unit));
        assert_eq!(limit, Some((4, crate::calendar::Unit::WorkingDay)));
        assert!(step.exits[0].needs.is_empty());
        // What is pinned is the whole text: it is read without the base.
        let again = read(pack.text()).expect("whole");
        assert_eq!((again.digest(), again.procedure()), (pack.digest(), procedure));
    }

    #[test]
    fn the_examples_of_the_formats_page_fit_together() {
        let page = include_str!("../../../docs/formats/procedure-1.md");
        let block = |kind: &str| {
            page.split_once(kind).and_then(|(_, rest)| rest.split_once("```")).map(|(block, _)| block)
        };
        let (base, text) = (block("```json\n").expect("a pack"), block("```text\n").expect("what differs"));
        let pack = read_beside(text, &[base]).unwrap_or_else(|faults| panic!("{faults:#?}"));
        assert_eq!(pack.notices(), []);
        assert_eq!(pack.procedure().steps[0].duties.len(), 1);
    }

    #[test]
    fn a_base_may_be_built_in_or_extend_another() {
        let first =
            r#"{"format": "procedure/1", "id": "one", "version": "1", "extends": {"id": "havering"}}"#;
        let second = r#"{"id": "two", "extends": {"id": "one", "version": "1"}, "partnership": "Two"}"#;
        let pack = read_beside(second, &[first, second]).unwrap_or_else(|faults| panic!("{faults:#?}"));
        let (procedure, base) = (pack.procedure(), built_in().swap_remove(0).into_procedure());
        assert_eq!((procedure.id.as_str(), procedure.about.partnership.as_str()), ("two", "Two"));
        assert_eq!((&procedure.steps, &procedure.tracks), (&base.steps, &base.tracks));
    }

    #[test]
    fn a_base_that_cannot_be_had_is_a_fault() {
        let none = r#"{"id": "two", "extends": {"id": "nowhere"}}"#;
        assert_eq!(
            said(none, &[]),
            "extends: The pack `nowhere` is neither built in nor in the folder of packs; add it there (`--packs`)."
        );
        let other = r#"{"id": "two", "extends": {"id": "york", "version": "0"}}"#;
        assert_eq!(
            said(other, &[]),
            "extends: The pack `york` is here in version `1`; look at what changed, then name that one."
        );
        let circle = [r#"{"id": "a", "extends": {"id": "b"}}"#, r#"{"id": "b", "extends": {"id": "a"}}"#];
        assert!(said(circle[0], &circle).contains("leads to itself"));
        assert_eq!(
            said(r#"{"extends": "york"}"#, &[]),
            "extends: This is the text `york`; write {\"id\": …}, the id of the pack that it extends."
        );
    }

    #[test]
    fn what_is_wrong_with_the_whole_is_said() {
        let twice = r#"{"id": "two", "id": "three", "extends": {"id": "york"}}"#;
        assert!(said(twice, &[]).contains("`id` stands here more than once"));
        let unknown =
            r#"{"id": "two", "extends": {"id": "york"}, "steps": [{"id": "E1", "raising": "nobody"}]}"#;
        assert_eq!(
            said(unknown, &[]),
            "steps[0].raising: `nobody` is no role or contact of this pack; add it or name another."
        );
        // Where it cannot be made whole, it is refused rather than read as all there is.
        let faults = read(r#"{"format": "procedure/1", "id": "two", "extends": {"id": "york"}}"#)
            .expect_err("a fault");
        assert!(faults.iter().any(|fault| fault.path == "extends"));
    }
}
