//! What must hold after a step, and how it differs from what does.

use serde_json::{Map, Value, json};

use super::Unreadable;
use crate::calendar::Moment;
use crate::dispute::outlook::{outlook, overdue};
use crate::dispute::state::{Basis, Ending, Owed, State, Status};
use crate::dispute::{Rules, due, role_of};

/// Every member of `then` that does not hold, as expected and came.
pub(super) fn differences(
    state: &State,
    rules: &Rules<'_>,
    now: Moment,
    then: &Map<String, Value>,
) -> Result<Vec<(String, String)>, Unreadable> {
    let mut found = Vec::new();
    let mut differ = |expected: String, came: String| found.push((expected, came));
    let outlook = outlook(state, rules, now);
    let outstanding: Vec<String> =
        state.owed.iter().filter(|owed| owed.is_outstanding()).map(|owed| owed.key()).collect();
    for (member, expected) in then {
        let equal = match member.as_str() {
            "step" => Some(json!(state.step().map(|step| step.as_str()))),
            "status" => Some(json!(status(&state.status))),
            "tier" => Some(json!(state.tier.filter(|_| state.step().is_some()))),
            "risk" => Some(json!(state.risk)),
            _ => None,
        };
        if let Some(came) = equal {
            if came != *expected {
                differ(format!("{member} {expected}"), came.to_string());
            }
            continue;
        }
        match member.as_str() {
            "duties" => {
                let expected = expected.as_object().ok_or("`duties` is not an object")?;
                for (key, members) in expected {
                    let Some(owed) = state.owed.iter().rev().find(|owed| owed.key() == *key) else {
                        differ(format!("a duty {key}"), "never opened".into());
                        continue;
                    };
                    let came = duty(state, rules, owed);
                    for (name, expected) in
                        members.as_object().ok_or_else(|| format!("{key} is not an object"))?
                    {
                        let came = came.get(name).ok_or_else(|| format!("a duty has no {name:?}"))?;
                        if came != expected {
                            differ(format!("{key} {name} {expected}"), came.to_string());
                        }
                    }
                }
            }
            "overdue" => same_set(expected, &overdue(state, rules, now), member, &mut differ)?,
            "moves" => {
                let moves: Vec<String> = outlook.moves.iter().map(ToString::to_string).collect();
                same_set(expected, &moves, member, &mut differ)?;
            }
            "outstanding" | "not_owed" => {
                among(expected, &outstanding, member == "outstanding", member, &mut differ)?
            }
            "may" | "may_not" => among(expected, &outlook.acts(), member == "may", member, &mut differ)?,
            other => return Err(format!("`then` has an unknown member {other:?}")),
        }
    }
    Ok(found)
}

fn status(status: &Status) -> String {
    match status {
        Status::None => "none".into(),
        Status::Open => "open".into(),
        Status::Emergency => "emergency".into(),
        Status::Resolved => "resolved".into(),
        Status::Closed(closure) => format!("closed:{closure}"),
    }
}

fn duty(state: &State, rules: &Rules<'_>, owed: &Owed) -> Map<String, Value> {
    let counted = due::counted(rules, state, owed);
    let known = rules.home(&owed.duty).map(|home| home.duty);
    let role = |role| role_of(state, rules, role, &owed.subject).map(|role| role.to_string());
    let mut came = Map::new();
    let mut tell = |name: &str, value: Value| came.insert(name.to_owned(), value);
    tell("by", json!(counted.by.map(|by| by.to_string())));
    tell("basis", basis(&counted.basis));
    tell("state", json!(ending(owed)));
    tell("force", json!(known.and_then(|duty| duty.force.clone())));
    tell("kind", json!(known.map(|duty| duty.kind.word())));
    tell("owner", json!(known.and_then(|duty| role(duty.owner.as_ref()))));
    tell("to", json!(known.and_then(|duty| role(duty.to.as_ref()))));
    tell("route", json!(known.and_then(|duty| duty.asks.route.clone())));
    tell("remind_by", json!(due::remind_by(rules, &counted).map(|day| day.to_string())));
    came
}

fn basis(basis: &Basis) -> Value {
    match basis {
        Basis::Nothing => Value::Null,
        Basis::Own => "own".into(),
        Basis::Agreed => "agreed".into(),
        Basis::Budget(duty) => duty.to_string().into(),
    }
}

fn ending(owed: &Owed) -> &'static str {
    match owed.ended.as_ref().map(|ended| ended.how) {
        None => "outstanding",
        Some(Ending::Done) => "done",
        Some(Ending::DoneLate) => "done-late",
        Some(Ending::Waived) => "waived",
        Some(Ending::Lapsed) => "lapsed",
    }
}

type Differ<'d> = dyn FnMut(String, String) + 'd;

fn names(expected: &Value, member: &str) -> Result<Vec<String>, Unreadable> {
    let list = expected.as_array().ok_or_else(|| format!("`{member}` is not a list"))?;
    let name =
        |value: &Value| value.as_str().map(str::to_owned).ok_or_else(|| format!("`{member}` holds no text"));
    list.iter().map(name).collect()
}

/// Exactly these, in any order.
fn same_set(
    expected: &Value,
    came: &[String],
    member: &str,
    differ: &mut Differ<'_>,
) -> Result<(), Unreadable> {
    let mut expected = names(expected, member)?;
    let mut came = came.to_vec();
    expected.sort();
    expected.dedup();
    came.sort();
    came.dedup();
    if expected != came {
        differ(format!("{member} [{}]", expected.join(", ")), format!("[{}]", came.join(", ")));
    }
    Ok(())
}

/// Each of these is there, or none of them is; one without `@` means any subject.
fn among(
    expected: &Value,
    came: &[String],
    wanted: bool,
    member: &str,
    differ: &mut Differ<'_>,
) -> Result<(), Unreadable> {
    for name in names(expected, member)? {
        let there = came.iter().any(|came| {
            *came == name || (!name.contains('@') && came.split('@').next() == Some(name.as_str()))
        });
        if there != wanted {
            differ(format!("{member} {name}"), format!("[{}]", came.join(", ")));
        }
    }
    Ok(())
}
