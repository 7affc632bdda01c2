//! Duties: their triggers, deadlines, and what doing them must bring.

use super::guards::{guard, role};
use super::informing::{readings, source};
use super::names::{Custom, id_list, informing, own_id, reference, word, word_list, yes};
use crate::calendar::{Direction, Limit, Roll, Unit};
use crate::json::Json;
use crate::json::found::quoted;
use crate::json::walk::{Node, Object};
use crate::procedure::{
    Anchor, Asks, Binding, Budget, Deadline, Duty, DutyKind, DutyScope, Field, LaterDate, LimitStanding,
    OnLeaving, Panel, PanelParties, Presence, StepId, Trigger, Waiver,
};

/// No limit of a source is longer; a slip of the hand is.
const MOST: i64 = 10_000;

const SCOPES: &[(&str, DutyScope)] =
    &[("case", DutyScope::Case), ("child", DutyScope::Child), ("agency", DutyScope::Agency)];
const LATER: &[(&str, LaterDate)] = &[("refuse", LaterDate::Refuse), ("reason", LaterDate::WithReason)];
const UNITS: &[(&str, Unit)] = &[
    ("working-day", Unit::WorkingDay),
    ("calendar-day", Unit::CalendarDay),
    ("month", Unit::Month),
    ("hour", Unit::Hour),
    ("now", Unit::Now),
    ("same-working-day", Unit::SameWorkingDay),
];
const ROLLS: &[(&str, Roll)] = &[("earlier", Roll::Earlier), ("later", Roll::Later)];
const FORCES: [&str; 8] = ["must", "shall", "will", "should", "expected", "guide", "may", "advisory"];

/// One of the words that a member takes.
pub(super) fn one_of<T: Copy>(node: &Node<'_>, words: &[(&str, T)]) -> Option<T> {
    let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
    let wanted = format!("one of {}", known.join(", "));
    let word = node.text(&wanted)?;
    let found = words.iter().find(|(known, _)| *known == word);
    if found.is_none() {
        node.wants(&wanted);
    }
    found.map(|(_, value)| *value)
}

/// The duties of a step or a track.
pub(super) fn duties(object: &Object<'_>) -> Vec<Duty> {
    let Some(node) = object.member("duties") else {
        return Vec::new();
    };
    let items = node.items("a list of duties");
    items.iter().map(|item| item.object("a duty", duty)).collect()
}

fn duty(object: &Object<'_>) -> Duty {
    let kind = object.needed("kind", "what kind of act it is, as tell or record");
    let scope = object.member("scope");
    let agree = object.member("agree");
    let when = object.member("when");
    let force = informing(object, "force");
    if let (Some(force), Some(node)) = (&force, object.member("force"))
        && !FORCES.contains(&force.as_str())
    {
        node.notice(format!(
            "{} is shown as it stands; the usual words are {}.",
            quoted(force),
            FORCES.join(", ")
        ));
    }
    Duty {
        id: own_id(object, Custom::Duty).as_str().into(),
        kind: kind
            .and_then(|node| one_of(&node, &DutyKind::ALL.map(|kind| (kind.word(), kind))))
            .unwrap_or(DutyKind::Record),
        text: informing(object, "text"),
        readings: readings(object, "reading"),
        source: source(object),
        force,
        owner: role(object, "owner"),
        to: role(object, "to"),
        scope: scope.and_then(|node| one_of(&node, SCOPES)).unwrap_or(DutyScope::Case),
        opens: opens(object),
        when: when.map(|node| guard(&node)),
        due: object.member("due").and_then(|node| deadline(&node)),
        agree: agree.and_then(|node| one_of(&node, LATER)).unwrap_or(LaterDate::Refuse),
        asks: Asks {
            route: object
                .member("route")
                .and_then(|node| word(&node, "a route, as `secure`"))
                .map(str::to_owned),
            by: role(object, "by"),
            fields: fields(object),
            choices: word_list(object, "choices", "choice"),
            panel: object.member("panel").map(|node| panel(&node)),
        },
        after: id_list(object, "after", "duty id"),
        waiver: if yes(object, "waivable") { Waiver::WithReason } else { Waiver::Never },
        on_leaving: if yes(object, "lapses") { OnLeaving::Lapses } else { OnLeaving::StaysOwed },
        budget: budget(object),
    }
}

fn opens(object: &Object<'_>) -> Vec<Trigger> {
    let Some(node) = object.member("opens") else {
        return Vec::new();
    };
    let wanted = "a trigger or a list of triggers";
    let items = match node.json() {
        Json::Text(_) => vec![node],
        _ => node.items(wanted),
    };
    items.iter().filter_map(trigger).collect()
}

fn trigger(node: &Node<'_>) -> Option<Trigger> {
    let wanted = "opened, entered:STEP, left:STEP, resolved, closed, risk, lesson:SCOPE, \
                  fact:FACT, done:DUTY, done:DUTY=CHOICE or overdue:DUTY";
    let text = word(node, wanted)?;
    let read = match text.split_once(':') {
        None => match text {
            "opened" => Some(Trigger::Opened),
            "resolved" => Some(Trigger::Resolved),
            "closed" => Some(Trigger::Closed),
            "risk" => Some(Trigger::Risk),
            _ => None,
        },
        Some((_, "")) => None,
        Some(("entered", step)) => Some(Trigger::Entered(step.into())),
        Some(("left", step)) => Some(Trigger::Left(step.into())),
        Some(("lesson", scope)) => Some(Trigger::Lesson(scope.to_owned())),
        Some(("fact", fact)) => Some(Trigger::Fact(fact.into())),
        Some(("overdue", duty)) => Some(Trigger::Overdue(duty.into())),
        Some(("done", done)) => match done.split_once('=') {
            None => Some(Trigger::Done(done.into(), None)),
            Some(("", _) | (_, "")) => None,
            Some((duty, choice)) => Some(Trigger::Done(duty.into(), Some(choice.to_owned()))),
        },
        Some(_) => None,
    };
    if read.is_none() {
        node.fault(format!("{} is not a trigger; write {wanted}.", quoted(text)));
    }
    read
}

fn deadline(node: &Node<'_>) -> Option<Deadline> {
    let wanted = "a deadline, as {\"n\": 5, \"unit\": \"working-day\"}";
    node.object(wanted, |object| {
        let unit = object.needed("unit", "working-day, calendar-day, month, hour, now or same-working-day");
        let unit = unit.and_then(|node| one_of(&node, UNITS));
        let n = object.member("n").map(|node| node.number(MOST));
        if n.is_none() && !matches!(unit, None | Some(Unit::Now | Unit::SameWorkingDay)) {
            object.node().fault("`n` is missing; write how many.");
        }
        let roll = object.member("roll").and_then(|node| one_of(&node, ROLLS));
        if roll.is_some() && unit == Some(Unit::Hour) {
            object.node().notice("A time in hours is never moved; `roll` has no effect.");
        }
        let limit = Limit {
            n: n.flatten().and_then(|n| u32::try_from(n).ok()).unwrap_or(0),
            unit: unit.unwrap_or(Unit::Now),
            direction: if yes(object, "before") { Direction::Before } else { Direction::After },
            roll: roll.unwrap_or(Roll::Stays),
        };
        let from = object.member("from").map_or(Anchor::Opening, |node| anchor(&node));
        let reminder = yes(object, "reminder");
        let standing = if reminder { LimitStanding::Reminder } else { LimitStanding::Source };
        Some(Deadline { limit, from, standing })
    })
}

fn anchor(node: &Node<'_>) -> Anchor {
    let wanted = "\"received\" or {\"fact\": id}, or leave it out to count from the opening";
    match node.json() {
        Json::Text(text) if text == "received" => Anchor::Received,
        Json::Object(_) => node.object(wanted, |object| {
            let fact = object.needed("fact", "the id of a date or date-time fact");
            Anchor::Fact(reference(fact, "the id of a date or date-time fact"))
        }),
        _ => {
            node.wants(wanted);
            Anchor::Opening
        }
    }
}

/// What an act must bring.
pub(super) fn fields(object: &Object<'_>) -> Vec<Field> {
    let Some(node) = object.member("fields") else {
        return Vec::new();
    };
    let items = node.items("a list of fields");
    let each = |item: &Node<'_>| item.object("a field, as {\"id\": \"mode\"}", field);
    items.iter().map(each).collect()
}

fn field(object: &Object<'_>) -> Field {
    source(object);
    Field {
        id: own_id(object, Custom::Words),
        label: informing(object, "label"),
        options: word_list(object, "options", "option"),
        presence: if yes(object, "optional") { Presence::Optional } else { Presence::Required },
    }
}

fn panel(node: &Node<'_>) -> Panel {
    node.object("a panel, as {\"min\": 3, \"concerned\": true}", |object| {
        let min = object.member("min").and_then(|node| node.number(100));
        Panel {
            min: min.and_then(|n| usize::try_from(n).ok()).unwrap_or(0),
            concerned: if yes(object, "concerned") {
                PanelParties::EveryConcerned
            } else {
                PanelParties::Anyone
            },
        }
    })
}

fn budget(object: &Object<'_>) -> Option<Budget> {
    let tightens = yes(object, "tightens");
    let Some(node) = object.member("over") else {
        if tightens {
            object.node().fault("`tightens` stands without `over`; write the steps, or \"all\".");
        }
        return None;
    };
    let over = match node.json() {
        Json::Text(text) if text == "all" => None,
        Json::List(_) => Some(id_list::<StepId>(object, "over", "step id")),
        _ => {
            node.wants("\"all\" or a list of step ids");
            None
        }
    };
    let binding = if tightens { Binding::Tightens } else { Binding::Advisory };
    Some(Budget { over, binding })
}
