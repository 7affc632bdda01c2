//! Guards, checks and role references: what they name, and whether it can be compared.

use super::Check;
use crate::calendar::{Moment, parse_date};
use crate::json::slips::meant;
use crate::procedure::{Check as Condition, Fact, FactKind, FactValue, Guard, RoleRef};

/// A guard, wherever it stands.
pub(super) fn guard(check: &mut Check<'_>, path: &str, guard: &Guard) {
    match guard {
        Guard::FactIs(id, value) => {
            if let Some(fact) = check.fact(path, id) {
                compared(check, path, fact, value.as_ref());
            }
        }
        Guard::FactAtLeast(id, _) => {
            if let Some(fact) = check.fact(path, id)
                && fact.kind != FactKind::Count
            {
                let what = format!("`at_least` compares a count and `{id}` is none; write `is` or `set`.");
                check.fault(path, what);
            }
        }
        Guard::FactSet(id, _) => {
            check.fact(path, id);
        }
        Guard::Party(flag) => {
            if !flag.is_empty() && !check.flags.has(flag) {
                let meant = meant(flag, check.flags.each());
                check.unknown(path, flag, "agency's flag", meant);
            }
        }
        Guard::Chose(duty, choice) => check.choice(path, duty, choice),
        Guard::All(guards) => each(check, path, "all", guards),
        Guard::Any(guards) => {
            if guards.is_empty() {
                check.notice(path, "`any` of nothing never holds.");
            }
            each(check, path, "any", guards);
        }
        Guard::Not(inner) => self::guard(check, &format!("{path}.not"), inner),
        Guard::SameAgency(_) | Guard::Risk(_) => {}
    }
}

fn each(check: &mut Check<'_>, path: &str, name: &str, guards: &[Guard]) {
    for (index, inner) in guards.iter().enumerate() {
        guard(check, &format!("{path}.{name}[{index}]"), inner);
    }
}

/// Whether a fact can ever equal the value.
fn compared(check: &mut Check<'_>, path: &str, fact: &Fact, value: Option<&FactValue>) {
    let id = &fact.id;
    let wanted = match (fact.kind, value) {
        (FactKind::Flag, Some(FactValue::Flag(_)))
        | (FactKind::Count, Some(FactValue::Count(_)))
        | (FactKind::Choice, Some(FactValue::Text(_))) => return,
        (FactKind::Date, Some(FactValue::Text(text))) if parse_date(text).is_some() => return,
        (FactKind::DateTime, Some(FactValue::Text(text))) if Moment::parse(text).is_some() => return,
        (FactKind::Flag | FactKind::Count, None) => {
            check.notice(path, format!("`{id}` that nobody has set reads as false or 0, never as null."));
            return;
        }
        (_, None) => return,
        (FactKind::Flag, _) => "a flag; compare it with true or false",
        (FactKind::Count, _) => "a count; compare it with a whole number, or write `at_least`",
        (FactKind::Date, _) => "a date; compare it with one, as \"2026-11-30\", or write `set`",
        (FactKind::DateTime, _) => "a date and time; compare it with one, or write `set`",
        (FactKind::Choice, _) => "a choice; compare it with a text, or write `set`",
    };
    check.fault(path, format!("`{id}` is {wanted}."));
}

/// The checks of an exit, an entry, an opening or a closure.
pub(super) fn conditions(check: &mut Check<'_>, path: &str, conditions: &[Condition]) {
    for (index, condition) in conditions.iter().enumerate() {
        guard(check, &format!("{path}.requires[{index}].if"), &condition.guard);
    }
}

/// Who acts.
pub(super) fn role(check: &mut Check<'_>, path: &str, role: Option<&RoleRef>) {
    let Some(RoleRef(choices)) = role else {
        return;
    };
    let alone = matches!(choices.as_slice(), [(None, _)]);
    for (index, (when, role)) in choices.iter().enumerate() {
        let place = if alone { path.to_owned() } else { format!("{path}[{index}]") };
        if let Some(when) = when {
            guard(check, &format!("{place}.when"), when);
        } else if index + 1 < choices.len() {
            check.notice(&place, "This role has no `when`, so those after it are never asked.");
        }
        if !role.as_str().is_empty() && !check.procedure.roles.contains_key(role) {
            let roles = check.procedure.roles.keys().map(|role| role.as_str());
            check.unknown(&place, role.as_str(), "role or contact", meant(role.as_str(), roles));
        }
    }
}
