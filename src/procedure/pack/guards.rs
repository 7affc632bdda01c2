//! Guards, checks and role references.

use super::informing::source;
use super::names::{Custom, id_at, informing, reference, word};
use crate::json::Json;
use crate::json::walk::{Node, Object};
use crate::procedure::{Check, DutyId, FactValue, Guard, RoleId, RoleRef};

const HEADS: [&str; 8] = ["fact", "party", "same_agency", "risk", "chose", "all", "any", "not"];
const ABOUT_FACT: [&str; 3] = ["is", "at_least", "set"];
const GUARD: &str = "a guard, as {\"fact\": \"looked-after\"}";

/// A guard; where none can be read, one that always holds stands in its place beside the fault.
pub(super) fn guard(node: &Node<'_>) -> Guard {
    let unreadable = || Guard::All(Vec::new());
    if !matches!(node.json(), Json::Object(_)) {
        node.wants(GUARD);
        return unreadable();
    }
    node.object(GUARD, |object| match object.present(&HEADS)[..] {
        ["fact"] => about_fact(object),
        ["party"] => {
            let flag = object.member("party");
            Guard::Party(reference(flag, "a flag of an agency, as `health`"))
        }
        ["same_agency"] => Guard::SameAgency(holds(object, "same_agency")),
        ["risk"] => Guard::Risk(holds(object, "risk")),
        ["chose"] => chose(object),
        ["all"] => Guard::All(several(object, "all")),
        ["any"] => Guard::Any(several(object, "any")),
        ["not"] => {
            let inner = object.member("not");
            Guard::Not(Box::new(inner.map_or_else(unreadable, |node| guard(&node))))
        }
        [] => {
            let heads = HEADS.map(|head| format!("`{head}`")).join(", ");
            node.fault(format!("A guard needs one of {heads}."));
            unreadable()
        }
        ref several => {
            let several = several.join("` and `");
            node.fault(format!(
                "`{several}` stand in one guard; write a guard for each and join them with `all` \
                 or `any`."
            ));
            unreadable()
        }
    })
}

fn about_fact(object: &Object<'_>) -> Guard {
    let fact = reference(object.member("fact"), "the id of a fact");
    match object.present(&ABOUT_FACT)[..] {
        ["at_least"] => {
            let node = object.member("at_least");
            let least = node.and_then(|node| node.number(1_000_000)).unwrap_or(0);
            Guard::FactAtLeast(fact, least)
        }
        ["set"] => Guard::FactSet(fact, holds(object, "set")),
        [] => Guard::FactIs(fact, Some(FactValue::Flag(true))),
        ["is"] => {
            let node = object.even_null("is");
            Guard::FactIs(fact, node.and_then(|node| fact_value(&node)))
        }
        ref several => {
            let several = several.join("` and `");
            let node = object.node();
            node.fault(format!("`{several}` stand in one guard; keep one of them."));
            Guard::FactIs(fact, None)
        }
    }
}

/// The value of a fact; `null` is none.
pub(super) fn fact_value(node: &Node<'_>) -> Option<FactValue> {
    match node.json() {
        Json::Null => None,
        Json::Flag(flag) => Some(FactValue::Flag(*flag)),
        Json::Whole(n) => Some(FactValue::Count(*n)),
        Json::Text(text) => Some(FactValue::Text(text.clone())),
        _ => {
            node.wants("true, false, a whole number or a text");
            None
        }
    }
}

fn holds(object: &Object<'_>, name: &'static str) -> bool {
    let node = object.even_null(name);
    node.and_then(|node| node.flag()).unwrap_or(true)
}

fn several(object: &Object<'_>, name: &'static str) -> Vec<Guard> {
    let Some(node) = object.even_null(name) else {
        return Vec::new();
    };
    node.items("a list of guards").iter().map(guard).collect()
}

fn chose(object: &Object<'_>) -> Guard {
    let wanted = "a duty and its choice, as `S4.route=panel`";
    let Some(node) = object.member("chose") else {
        return Guard::Chose(DutyId(String::new()), String::new());
    };
    let text = word(&node, wanted).unwrap_or_default();
    match text.split_once('=') {
        Some((duty, choice)) if !duty.is_empty() && !choice.is_empty() => {
            Guard::Chose(duty.into(), choice.to_owned())
        }
        _ => {
            if !text.is_empty() {
                node.wants(wanted);
            }
            Guard::Chose(DutyId(String::new()), String::new())
        }
    }
}

/// The checks of an exit, an entry, an opening or a closure.
pub(super) fn checks(object: &Object<'_>) -> Vec<Check> {
    let Some(node) = object.member("requires") else {
        return Vec::new();
    };
    let items = node.items("a list of checks");
    items.iter().map(check).collect()
}

fn check(node: &Node<'_>) -> Check {
    node.object("a check: {\"if\": guard, \"code\": …}", |object| {
        source(object);
        let condition = object.needed("if", "the guard that must hold");
        let code = object.needed("code", "the code of the refusal, as `single-agency`");
        Check {
            guard: condition.map_or_else(|| Guard::All(Vec::new()), |node| guard(&node)),
            code: code.map_or_else(String::new, |node| id_at(&node, Custom::Words)),
            say: informing(object, "say"),
        }
    })
}

/// Who acts, if the member is there.
pub(super) fn role(object: &Object<'_>, name: &'static str) -> Option<RoleRef> {
    let node = object.member(name)?;
    let wanted = "the id of a role or contact, or a list of {\"when\": guard, \"role\": id}";
    match node.json() {
        Json::Text(_) => Some(RoleRef(vec![(None, reference(Some(node), wanted))])),
        Json::List(_) => {
            let items = node.items(wanted);
            if items.is_empty() {
                node.fault("This list is empty, so nobody is ever asked; name a role or leave it out.");
            }
            Some(RoleRef(items.iter().map(role_when).collect()))
        }
        _ => {
            node.wants(wanted);
            None
        }
    }
}

fn role_when(node: &Node<'_>) -> (Option<Guard>, RoleId) {
    node.object("{\"when\": guard, \"role\": id}", |object| {
        let when = object.member("when").map(|node| guard(&node));
        let role = object.needed("role", "the id of a role or contact");
        (when, reference(role, "the id of a role or contact"))
    })
}
