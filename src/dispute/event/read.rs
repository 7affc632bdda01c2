//! Reading what was signed: the members of each type, as `docs/formats/dispute-event-1.md` lists them.

use crate::ordered::Map;

use super::{Author, Child, Chosen, Entry, Happening, Instance, Payload, Under, WORDS};
use crate::calendar::Due;
use crate::json::{Json, Members, Part};
use crate::procedure::{FactId, FactValue};

pub(super) fn payload(part: Part<'_>) -> Payload {
    part.object(|it| Payload {
        sd: it.take("_sd").list(Part::text),
        sd_alg: it.take("_sd_alg").text(),
        v: it.take("v").whole(),
        entry: Entry {
            at: it.take("at").moment(),
            author: Author(it.take("author").text()),
            dispute: it.take("dispute").or_null(id),
            prev: it.take("prev").list(id),
            happening: happening(it),
        },
    })
}

fn happening(it: &mut Members<'_>) -> Happening {
    let kind = it.take("type");
    match kind.json().as_text().unwrap_or_default() {
        "opened" => Happening::Opened {
            also: it.take("also").list(id),
            by: it.take("by").or_null(id),
            children: it.take("children").list(child),
            departure: it.take("departure").flag(),
            entry: id(it.take("entry")),
            facts: facts(it.take("facts")),
            grounds: it.take("grounds").list(id),
            informal_attempt_on: it.take("informal_attempt_on").or_null(Part::date),
            other: it.take("other").or_null(id),
            raising: it.take("raising").or_null(id),
            received: it.take("received").or_null(Part::date),
            under: under(it.take("under")),
        },
        "moved-to-step" => Happening::MovedToStep {
            by: it.take("by").or_null(id),
            chosen: chosen(it.take("chosen")),
            departure: it.take("departure").flag(),
            received: it.take("received").or_null(Part::date),
            to: id(it.take("to")),
        },
        "tier-added" => Happening::TierAdded {},
        "duty-done" => Happening::DutyDone {
            agencies: it.take("agencies").list(id),
            by: it.take("by").or_null(id),
            choice: it.take("choice").or_null(Part::text),
            chosen: chosen(it.take("chosen")),
            instance: instance(it.take("instance")),
            on: it.take_if_there("on").map(due),
            route: it.take("route").or_null(Part::text),
        },
        "duty-waived" => Happening::DutyWaived { instance: instance(it.take("instance")) },
        "duty-owed-again" => Happening::DutyOwedAgain { instance: instance(it.take("instance")) },
        "date-agreed" => {
            Happening::DateAgreed { date: due(it.take("date")), instance: instance(it.take("instance")) }
        }
        "received-on" => Happening::ReceivedOn { date: it.take("date").date() },
        "fact-set" => Happening::FactSet {
            child: it.take("child").or_null(Part::text),
            fact: id(it.take("fact")),
            is: it.take("is").or_null(value),
        },
        "child-added" => Happening::ChildAdded { child: child(it.take("child")) },
        "agency-added" => Happening::AgencyAdded { agency: id(it.take("agency")) },
        "lesson-noted" => Happening::LessonNoted {
            kind: it.take("kind").or_null(Part::text),
            scope: it.take("scope").text(),
        },
        "delay-noted" => Happening::DelayNoted { duty: it.take("duty").or_null(id) },
        "discussed" => Happening::Discussed {},
        "noted" => Happening::Noted {},
        "confirmed" => Happening::Confirmed { agreed: it.take("agreed").flag(), entry: id(it.take("entry")) },
        "corrected" => Happening::Corrected { entry: id(it.take("entry")) },
        "risk-declared" => Happening::RiskDeclared {
            by: it.take("by").or_null(id),
            children: it.take("children").list(child),
            other: it.take("other").or_null(id),
            raising: it.take("raising").or_null(id),
            under: it.take("under").or_null(under),
        },
        "risk-ended" => Happening::RiskEnded {},
        "resolved" => Happening::Resolved {
            by: it.take("by").or_null(id),
            outcome: it.take("outcome").or_null(Part::text),
        },
        "closed" => Happening::Closed { r#as: id(it.take("as")), by: it.take("by").or_null(id) },
        "reopened" => Happening::Reopened {},
        "moved-to-version" => {
            Happening::MovedToVersion { from: it.take("from").text(), under: under(it.take("under")) }
        }
        _ => kind.marked(Happening::Noted {}),
    }
}

fn id<T: From<String>>(part: Part<'_>) -> T {
    T::from(part.text())
}

fn under(part: Part<'_>) -> Under {
    part.object(|under| Under {
        calendar: under.take("calendar").text(),
        digest: under.take("digest").text(),
        procedure: id(under.take("procedure")),
        track: id(under.take("track")),
        version: under.take("version").text(),
    })
}

fn child(part: Part<'_>) -> Child {
    part.object(|child| Child { facts: facts(child.take("facts")), reference: child.take("ref").text() })
}

fn instance(part: Part<'_>) -> Instance {
    part.object(|instance| Instance {
        agency: instance.take("agency").or_null(id),
        child: instance.take("child").or_null(Part::text),
        duty: id(instance.take("duty")),
    })
}

fn facts(part: Part<'_>) -> Map<FactId, Option<FactValue>> {
    let mut facts = Map::new();
    for (fact, is) in part.entries() {
        facts.insert(FactId(fact), is.or_null(value));
    }
    facts
}

fn value(part: Part<'_>) -> FactValue {
    match part.json() {
        Json::Flag(flag) => FactValue::Flag(*flag),
        Json::Whole(count) => FactValue::Count(*count),
        Json::Text(text) => FactValue::Text(text.clone()),
        _ => part.marked(FactValue::Flag(false)),
    }
}

fn chosen(part: Part<'_>) -> Chosen {
    let mut chosen = Chosen::new();
    for (field, options) in part.entries() {
        chosen.insert(field, options.list(Part::text));
    }
    chosen
}

/// A date or a local time: `2026-11-22` or `2026-11-22T16:00`.
fn due(part: Part<'_>) -> Due {
    part.text_as(Due::parse, Due::On(chrono::NaiveDate::default()))
}

/// The words of a disclosure: behind its salt and their name.
pub(super) fn disclosure(json: &Json) -> Option<Map<String, Json>> {
    let [Json::Text(_salt), Json::Text(name), Json::Object(said)] = json.items() else { return None };
    let mut words = Map::new();
    for (name, word) in said {
        words.insert(name.clone(), word.clone());
    }
    (name == WORDS).then_some(words)
}
