//! Writing what is signed, in its one spelling: what [`super::read`] reads.

use crate::ordered::Map;

use super::{Child, Chosen, Entry, Happening, Instance, SD_ALG, Under, WORDS};
use crate::json::Json;
use crate::procedure::{FactId, FactValue};

type Members = Vec<(&'static str, Json)>;

pub(super) fn payload(entry: &Entry, sd: &[String]) -> Json {
    let (kind, mut members) = happening(&entry.happening);
    members.extend([
        ("_sd", Json::texts(sd)),
        ("_sd_alg", Json::from(SD_ALG)),
        ("at", Json::moment(entry.at)),
        ("author", Json::from(entry.author.0.as_str())),
        ("dispute", Json::text_or_null(entry.dispute.as_ref())),
        ("prev", Json::texts(&entry.prev)),
        ("type", Json::from(kind)),
        ("v", Json::Whole(1)),
    ]);
    Json::sorted_object(members)
}

fn happening(happening: &Happening) -> (&'static str, Members) {
    match happening {
        Happening::Opened {
            also,
            by,
            children,
            departure,
            entry,
            facts: known,
            grounds,
            informal_attempt_on,
            other,
            raising,
            received,
            under: rules,
        } => (
            "opened",
            vec![
                ("also", Json::texts(also)),
                ("by", Json::text_or_null(by.as_ref())),
                ("children", list(children)),
                ("departure", Json::Flag(*departure)),
                ("entry", Json::from(entry.as_str())),
                ("facts", facts(known)),
                ("grounds", Json::texts(grounds)),
                ("informal_attempt_on", date_or_null(*informal_attempt_on)),
                ("other", Json::text_or_null(other.as_ref())),
                ("raising", Json::text_or_null(raising.as_ref())),
                ("received", date_or_null(*received)),
                ("under", under(rules)),
            ],
        ),
        Happening::MovedToStep { by, chosen, departure, received, to } => (
            "moved-to-step",
            vec![
                ("by", Json::text_or_null(by.as_ref())),
                ("chosen", options(chosen)),
                ("departure", Json::Flag(*departure)),
                ("received", date_or_null(*received)),
                ("to", Json::from(to.as_str())),
            ],
        ),
        Happening::TierAdded {} => ("tier-added", vec![]),
        Happening::DutyDone { agencies, by, choice, chosen, instance: of, on, route } => {
            let mut members = vec![
                ("agencies", Json::texts(agencies)),
                ("by", Json::text_or_null(by.as_ref())),
                ("choice", Json::text_or_null(choice.as_ref())),
                ("chosen", options(chosen)),
                ("instance", instance(of)),
                ("route", Json::text_or_null(route.as_ref())),
            ];
            members.extend(on.map(|on| ("on", Json::Text(on.to_string()))));
            ("duty-done", members)
        }
        Happening::DutyWaived { instance: of } => ("duty-waived", vec![("instance", instance(of))]),
        Happening::DutyOwedAgain { instance: of } => ("duty-owed-again", vec![("instance", instance(of))]),
        Happening::DateAgreed { date, instance: of } => {
            ("date-agreed", vec![("date", Json::Text(date.to_string())), ("instance", instance(of))])
        }
        Happening::ReceivedOn { date } => ("received-on", vec![("date", Json::date(*date))]),
        Happening::FactSet { child, fact, is } => (
            "fact-set",
            vec![
                ("child", Json::text_or_null(child.as_ref())),
                ("fact", Json::from(fact.as_str())),
                ("is", value(is.as_ref())),
            ],
        ),
        Happening::ChildAdded { child: added } => ("child-added", vec![("child", child(added))]),
        Happening::AgencyAdded { agency } => ("agency-added", vec![("agency", Json::from(agency.as_str()))]),
        Happening::LessonNoted { kind, scope } => (
            "lesson-noted",
            vec![("kind", Json::text_or_null(kind.as_ref())), ("scope", Json::from(scope.as_str()))],
        ),
        Happening::DelayNoted { duty } => ("delay-noted", vec![("duty", Json::text_or_null(duty.as_ref()))]),
        Happening::Discussed {} => ("discussed", vec![]),
        Happening::Noted {} => ("noted", vec![]),
        Happening::Confirmed { agreed, entry } => {
            ("confirmed", vec![("agreed", Json::Flag(*agreed)), ("entry", Json::from(entry.as_ref()))])
        }
        Happening::Corrected { entry } => ("corrected", vec![("entry", Json::from(entry.as_ref()))]),
        Happening::RiskDeclared { by, children, other, raising, under: rules } => (
            "risk-declared",
            vec![
                ("by", Json::text_or_null(by.as_ref())),
                ("children", list(children)),
                ("other", Json::text_or_null(other.as_ref())),
                ("raising", Json::text_or_null(raising.as_ref())),
                ("under", rules.as_ref().map_or(Json::Null, under)),
            ],
        ),
        Happening::RiskEnded {} => ("risk-ended", vec![]),
        Happening::Resolved { by, outcome } => (
            "resolved",
            vec![("by", Json::text_or_null(by.as_ref())), ("outcome", Json::text_or_null(outcome.as_ref()))],
        ),
        Happening::Closed { r#as: closure, by } => {
            ("closed", vec![("as", Json::from(closure.as_str())), ("by", Json::text_or_null(by.as_ref()))])
        }
        Happening::Reopened {} => ("reopened", vec![]),
        Happening::MovedToVersion { from, under: rules } => {
            ("moved-to-version", vec![("from", Json::from(from.as_str())), ("under", under(rules))])
        }
    }
}

fn under(under: &Under) -> Json {
    Json::object(vec![
        ("calendar", Json::from(under.calendar.as_str())),
        ("digest", Json::from(under.digest.as_str())),
        ("procedure", Json::from(under.procedure.as_str())),
        ("track", Json::from(under.track.as_str())),
        ("version", Json::from(under.version.as_str())),
    ])
}

fn list(children: &[Child]) -> Json {
    Json::List(children.iter().map(child).collect())
}

fn child(child: &Child) -> Json {
    Json::object(vec![("facts", facts(&child.facts)), ("ref", Json::from(child.reference.as_str()))])
}

fn instance(instance: &Instance) -> Json {
    Json::object(vec![
        ("agency", Json::text_or_null(instance.agency.as_ref())),
        ("child", Json::text_or_null(instance.child.as_ref())),
        ("duty", Json::from(instance.duty.as_str())),
    ])
}

fn facts(facts: &Map<FactId, Option<FactValue>>) -> Json {
    Json::Object(facts.iter().map(|(fact, is)| (fact.0.clone(), value(is.as_ref()))).collect())
}

fn value(value: Option<&FactValue>) -> Json {
    match value {
        None => Json::Null,
        Some(FactValue::Flag(flag)) => Json::Flag(*flag),
        Some(FactValue::Count(count)) => Json::Whole(*count),
        Some(FactValue::Text(text)) => Json::from(text.as_str()),
    }
}

fn options(chosen: &Chosen) -> Json {
    Json::Object(chosen.iter().map(|(field, options)| (field.clone(), Json::texts(options))).collect())
}

fn date_or_null(date: Option<chrono::NaiveDate>) -> Json {
    date.map_or(Json::Null, Json::date)
}

/// The words behind their salt and their name. They hold text, whole numbers and lists of these.
pub(super) fn disclosure(salt: &str, words: &Map<String, Json>) -> Json {
    let words = words.iter().map(|(name, word)| (name.clone(), word.clone())).collect();
    Json::List(vec![Json::from(salt), Json::from(WORDS), Json::Object(words)])
}
