//! What happened, entry by entry, in words.

use super::sight::Sight;
use crate::calendar::{Due, Moment};
use crate::casebook::dates::{long_date, long_due};
use crate::casebook::order::asks::{HOW, ways_of_talking};
use crate::casebook::order::offers::DISCUSSION;
use crate::casebook::views::{Signer, TimelineEntry, Travel};
use crate::dispute::event::{Event, Happening, Instance, Words};
use crate::json::{Json, parse_date};
use crate::ordered::by_key;
use crate::procedure::{FactId, FactValue};
use crate::words::{Word, entries as words, forms};

/// One entry of the timeline.
pub fn entry(sight: &Sight<'_>, event: &Event, signer: Signer, travel: Travel) -> TimelineEntry {
    let at = Moment::from_utc(event.entry.at.naive_utc());
    let happened = happened_on(event);
    let (mut said, words_erased) = match &event.words {
        Words::Said(words) => {
            let mut words: Vec<(&String, &Json)> = words.iter().collect();
            let in_words = happened.is_some() && event.entry.happening == Happening::Discussed {};
            words.retain(|(name, _)| !in_words || *name != HAPPENED_ON);
            // A discussion reads in the order in which people talk; the rest by name.
            by_key(&mut words, |(name, _)| DISCUSSION.iter().position(|prompt| prompt == name));
            let in_words = |name: &str, value| if name == HOW { how(value) } else { text(value) };
            let said =
                words.into_iter().map(|(name, value)| (label(sight, event, name), in_words(name, value)));
            (said.collect(), false)
        }
        Words::Erased => (Vec::new(), true),
    };
    said.extend(chosen(sight, &event.entry.happening));
    let both = |on| words::recorded_later(&long_due(on), &long_date(at.date()));
    said.extend(happened.map(|on| (words::HAPPENED_ON.to_owned(), both(on))));
    said.retain(|(_, words): &(String, String)| !words.is_empty());
    TimelineEntry {
        id: event.id.0.clone(),
        at,
        what: what(sight, &event.entry.happening),
        said,
        words_erased,
        waits_for: 0,
        outweighed: false,
        is_late: false,
        signer,
        travel,
        received: None,
    }
}

/// The word under which a discussion keeps when it took place.
pub const HAPPENED_ON: &str = "on";

/// When something took place that was recorded later.
pub fn happened_on(event: &Event) -> Option<Due> {
    match (&event.entry.happening, &event.words) {
        (Happening::DutyDone { on, .. }, _) => *on,
        (Happening::Discussed {}, Words::Said(words)) => Due::parse(words.get(HAPPENED_ON)?.as_text()?),
        _ => None,
    }
}

/// What happened, in one sentence without a full stop.
pub fn what(sight: &Sight<'_>, happening: &Happening) -> String {
    let duty = |instance: &Instance| duty(sight, instance);
    let how = |departure| if departure { "departure" } else { "" };
    match happening {
        Happening::Opened { entry, departure, .. } => {
            words::opened(how(*departure), &sight.step_title(entry))
        }
        Happening::MovedToStep { to, departure, .. } => {
            words::entered(how(*departure), &sight.step_title(to))
        }
        Happening::TierAdded {} => words::TIER_ADDED.to_owned(),
        Happening::DutyDone { instance, .. } => words::done(&duty(instance)),
        Happening::DutyWaived { instance } => words::waived(&duty(instance)),
        Happening::DutyOwedAgain { instance } => words::owed_again(&duty(instance)),
        Happening::DateAgreed { date, instance } => words::date_agreed(&long_due(*date), &duty(instance)),
        Happening::ReceivedOn { date } => words::received(&long_date(*date)),
        Happening::FactSet { child, fact, is } => {
            let is = is.as_ref().map_or_else(|| words::NOT_KNOWN.to_owned(), fact_said);
            let said = [&ask(sight, fact), " ", &super::super::dates::capital(&is)].concat();
            child.as_ref().map_or_else(|| said.clone(), |child| words::of_child(child, &said))
        }
        Happening::ChildAdded { child } => words::child_added(&child.reference),
        Happening::AgencyAdded { agency } => words::agency_added(&sight.agency(agency)),
        Happening::LessonNoted { scope, .. } => words::lesson_noted(&spaced(scope)),
        Happening::DelayNoted { duty: None } => words::DELAY_EXPLAINED.to_owned(),
        Happening::DelayNoted { duty: Some(duty) } => {
            let text = sight.home(duty).and_then(|home| home.duty.text.clone());
            words::delay_of(text.as_deref().unwrap_or(duty.as_str()))
        }
        Happening::Discussed {} => words::DISCUSSED.to_owned(),
        Happening::Noted {} => words::NOTED.to_owned(),
        Happening::Corrected { .. } => words::CORRECTED.to_owned(),
        Happening::Confirmed { agreed: true, .. } => words::CONFIRMED.to_owned(),
        Happening::Confirmed { agreed: false, .. } => words::CONTRADICTED.to_owned(),
        Happening::RiskDeclared { .. } => words::DANGER_DECLARED.to_owned(),
        Happening::RiskEnded {} => words::DANGER_ENDED.to_owned(),
        Happening::Resolved { outcome: None, .. } => words::RESOLVED.to_owned(),
        Happening::Resolved { outcome: Some(outcome), .. } => words::resolved_as(&spaced(outcome)),
        Happening::Closed { r#as, .. } => words::closed(&closure(sight, r#as.as_str())),
        Happening::Reopened {} => words::REOPENED.to_owned(),
        Happening::MovedToVersion { under, .. } => words::moved_to_version(&under.version),
    }
}

/// The label of a closure.
pub fn closure(sight: &Sight<'_>, id: &str) -> String {
    let known = sight.rules.track.closures.iter().find(|closure| closure.id.as_str() == id);
    match known {
        Some(closure) if !closure.label.is_empty() => closure.label.clone(),
        _ if id == "risk-ended" => forms::DANGER_OVER.to_owned(),
        _ => spaced(id),
    }
}

/// A duty's text, with the child or agency that it is about.
pub fn duty(sight: &Sight<'_>, instance: &Instance) -> String {
    let text = sight.home(&instance.duty).and_then(|home| home.duty.text.clone());
    let text = text.unwrap_or_else(|| instance.duty.to_string());
    match (&instance.child, &instance.agency) {
        (Some(child), _) => words::duty_of_child(&text, child),
        (None, Some(agency)) => [&text, " (", &sight.agency(agency), ")"].concat(),
        (None, None) => text,
    }
}

/// The question of a fact.
pub fn ask(sight: &Sight<'_>, fact: &FactId) -> String {
    let known = sight.rules.procedure.fact(fact).and_then(|fact| fact.ask.clone());
    known.unwrap_or_else(|| super::super::dates::capital(&spaced(fact.as_str())))
}

/// A fact's value in words.
pub fn fact_said(value: &FactValue) -> String {
    match value {
        FactValue::Flag(is) => flag(*is),
        FactValue::Count(_) => fact_value(value),
        FactValue::Text(text) => parse_date(text).map_or_else(|| text.clone(), long_date),
    }
}

fn flag(is: bool) -> String {
    if is { words::YES } else { words::NO }.to_owned()
}

/// A fact's value as an answer of a form.
pub fn fact_value(value: &FactValue) -> String {
    match value {
        FactValue::Flag(true) => "yes".to_owned(),
        FactValue::Flag(false) => "no".to_owned(),
        FactValue::Count(n) => n.to_string(),
        FactValue::Text(text) => text.clone(),
    }
}

/// An id as words: `face-to-face` stays readable, hyphens become spaces.
pub fn spaced(id: &str) -> String {
    id.replace('-', " ")
}

/// What was chosen among the pack's options, as it stands in the payload.
fn chosen(sight: &Sight<'_>, happening: &Happening) -> Vec<(String, String)> {
    let named = |name: &str, values: &[String]| {
        let values: Vec<String> = values.iter().map(|value| spaced(value)).collect();
        (field_label(sight, happening, name), values.join(", "))
    };
    match happening {
        Happening::DutyDone { agencies, by, choice, chosen, route, .. } => {
            let who = by.iter().map(|by| (words::DONE_BY.to_owned(), sight.role(by)));
            let mut said: Vec<_> = who.collect();
            said.extend(chosen.iter().map(|(name, values)| named(name, values)));
            said.extend(choice.iter().map(|choice| (words::DECISION.to_owned(), spaced(choice))));
            said.extend(route.iter().map(|route| (words::ROUTE.to_owned(), spaced(route))));
            let sat: Vec<String> = agencies.iter().map(|agency| sight.agency(agency)).collect();
            said.push((words::AGENCIES.to_owned(), sat.join(", ")));
            said
        }
        Happening::MovedToStep { chosen, received, .. } => {
            let mut said: Vec<_> = chosen.iter().map(|(name, values)| named(name, values)).collect();
            said.extend(received.map(|date| (words::RECEIVED_ON.to_owned(), long_date(date))));
            said
        }
        Happening::Opened { grounds, informal_attempt_on, received, .. } => {
            let grounds: Vec<String> = grounds.iter().map(|ground| ground_label(sight, ground)).collect();
            let mut said = vec![(words::ABOUT.to_owned(), grounds.join(", "))];
            said.extend(informal_attempt_on.map(|date| (words::TRIED_ON.to_owned(), long_date(date))));
            said.extend(received.map(|date| (words::RECEIVED_ON.to_owned(), long_date(date))));
            said
        }
        Happening::Resolved { by: Some(by), .. } | Happening::Closed { by: Some(by), .. } => {
            vec![(words::DONE_BY.to_owned(), sight.role(by))]
        }
        Happening::LessonNoted { kind: Some(kind), .. } => vec![(words::KIND.to_owned(), spaced(kind))],
        _ => Vec::new(),
    }
}

/// A ground's label.
pub fn ground_label(sight: &Sight<'_>, ground: &crate::procedure::GroundId) -> String {
    let known = sight.rules.track.grounds.iter().find(|known| known.id == *ground);
    known.map_or_else(|| ground.to_string(), |ground| ground.label.clone())
}

fn label(sight: &Sight<'_>, event: &Event, name: &str) -> String {
    field_label(sight, &event.entry.happening, name)
}

/// The label of a field: the pack's own, ours for the words that every form knows.
fn field_label(sight: &Sight<'_>, happening: &Happening, name: &str) -> String {
    let of_pack = match happening {
        Happening::DutyDone { instance, .. } => {
            sight.home(&instance.duty).map(|home| home.duty.asks.fields.as_slice())
        }
        _ => None,
    };
    let of_exits =
        || sight.rules.procedure.steps.iter().flat_map(|step| &step.exits).flat_map(|exit| &exit.fields);
    let known = of_pack.unwrap_or_default().iter().chain(of_exits()).find(|field| field.id == name);
    match known.and_then(|field| field.label.clone()) {
        Some(label) => label,
        None => super::super::order::asks::said_label(name)
            .map_or_else(|| super::super::dates::capital(&spaced(name).replace('_', " ")), Word::to_owned),
    }
}

/// How people talked.
pub fn how(value: &Json) -> String {
    if let Json::List(values) = value {
        return values.iter().map(how).collect::<Vec<_>>().join(", ");
    }
    let named = ways_of_talking().into_iter().find(|(way, _)| value.as_text() == Some(way));
    named.map_or_else(|| text(value), |(_, label)| label.to_string())
}

/// Words as they are shown: texts as they are, lists with commas, the rest as it is written.
pub fn text(value: &Json) -> String {
    match value {
        Json::Null => String::new(),
        Json::Flag(is) => flag(*is),
        Json::Text(text) => text.clone(),
        Json::List(values) => values.iter().map(text).collect::<Vec<_>>().join(", "),
        Json::Whole(_) | Json::Fraction | Json::Object(_) => value.to_text(),
    }
}
