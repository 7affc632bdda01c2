//! The pack as a whole: what it says about itself, agencies, roles, facts and lessons.

use crate::ordered::Map;

use super::duties::one_of;
use super::guards::fact_value;
use super::informing::{forms, guidance, ids, readings, reports, source, told};
use super::names::{Custom, informing, named, own_id, word, word_list};
use super::steps::steps;
use super::tracks::tracks;
use crate::json::Json;
use crate::json::found::quoted;
use crate::json::walk::{Node, Object};
use crate::procedure::{
    About, Agency, AgencyId, Fact, FactId, FactKind, FactScope, FactValue, LessonRules, Procedure,
    ProcedureId, Role, RoleId,
};

/// The format that this module reads.
const FORMAT: &str = "procedure/1";

const FACT_KINDS: &[(&str, FactKind)] = &[
    ("flag", FactKind::Flag),
    ("count", FactKind::Count),
    ("date", FactKind::Date),
    ("date-time", FactKind::DateTime),
    ("choice", FactKind::Choice),
];
const FACT_SCOPES: &[(&str, FactScope)] = &[("case", FactScope::Case), ("child", FactScope::Child)];

/// Everything; with faults beside it, a procedure that must not be used.
pub(super) fn procedure(root: &Node<'_>) -> Procedure {
    root.object("one JSON object", |object| {
        format(object);
        // So that an editor finds the schema that helps to write the pack.
        object.member("$schema");
        if let Some(node) = object.member("extends") {
            node.fault("This gives only what differs from another pack; make it whole at the desk first.");
        }
        let calendar = object.member("calendar");
        if let Some(node) = calendar
            && let Some(name) = node.text("\"england-and-wales\"")
            && name != "england-and-wales"
        {
            node.wants("\"england-and-wales\", the only calendar that is known");
        }
        Procedure {
            id: ProcedureId(own_id(object, Custom::Words)),
            version: informing(object, "version").unwrap_or_default(),
            about: about(object),
            agencies: agencies(object),
            roles: roles(object),
            facts: facts(object),
            lessons: lessons(object),
            steps: steps(object),
            tracks: tracks(object),
        }
    })
}

fn format(object: &Object<'_>) {
    let wanted = format!("\"{FORMAT}\"");
    let Some(node) = object.needed("format", &wanted) else {
        return;
    };
    if let Some(name) = node.text(&wanted)
        && name != FORMAT
    {
        node.fault(format!(
            "This pack is written in the format {}; this version reads {FORMAT} only.",
            quoted(name)
        ));
    }
}

fn about(object: &Object<'_>) -> About {
    let partnership = object.member("partnership");
    let source = object.member("source");
    let mut about = About {
        partnership: name_or(partnership.as_ref(), "name"),
        title: name_or(source.as_ref(), "title"),
        terms: terms(object),
        read_by: told(object, "read_by"),
        readings: readings(object, "readings"),
        guidance: guidance(object),
        forms: forms(object),
        reports: reports(object),
        ..About::default()
    };
    if let Some(node) = source.filter(|node| matches!(node.json(), Json::Object(_))) {
        node.object("an object", |source| {
            told(source, "title");
            ids(source, "rule");
            about.document_version = told(source, "version");
            about.status = told(source, "status");
            about.review_due = told(source, "review_due");
        });
    }
    about
}

/// A name that stands alone or as a member of an object.
fn name_or(node: Option<&Node<'_>>, member: &'static str) -> String {
    let Some(node) = node else {
        return String::new();
    };
    match node.json() {
        Json::Text(name) => name.clone(),
        Json::Object(members) => {
            let found = members.iter().find(|(name, _)| name == member);
            match found {
                Some((_, Json::Text(name))) => name.clone(),
                _ => String::new(),
            }
        }
        _ => {
            node.notice("This is shown to people and has to be an object; it is left out.");
            String::new()
        }
    }
}

fn terms(object: &Object<'_>) -> Map<String, String> {
    let mut terms = Map::new();
    let Some(node) = object.member("terms") else {
        return terms;
    };
    for (name, node) in node.entries("an object, as {\"step\": \"Stage\"}") {
        match node.json() {
            Json::Text(term) => {
                terms.insert(name.to_owned(), term.clone());
            }
            _ => node.notice("A term is a text; this one is left out."),
        }
    }
    terms
}

fn agencies(object: &Object<'_>) -> Map<AgencyId, Agency> {
    let mut agencies = Map::new();
    let Some(node) = object.member("agencies") else {
        return agencies;
    };
    for (id, node) in node.entries("an object, as {\"school\": {\"label\": \"School\"}}") {
        named(&node, id, Custom::Words);
        let agency = node.object("an agency, as {\"label\": \"School\"}", |agency| Agency {
            label: informing(agency, "label").unwrap_or_else(|| id.to_owned()),
            flags: word_list(agency, "flags", "flag"),
            represented_by: agency
                .member("represented_by")
                .and_then(|node| word(&node, "the id of an agency"))
                .map(AgencyId::from),
        });
        agencies.insert(AgencyId::from(id), agency);
    }
    agencies
}

/// Roles and contacts; an id that stands in both is one role with an address.
fn roles(object: &Object<'_>) -> Map<RoleId, Role> {
    let mut roles: Map<RoleId, Role> = Map::new();
    for name in ["roles", "contacts"] {
        let Some(node) = object.member(name) else {
            continue;
        };
        for (id, node) in node.entries("an object, as {\"worker\": {\"label\": \"Worker\"}}") {
            named(&node, id, Custom::Words);
            let role = node.object("a role, as {\"label\": \"Worker\"}", |role| {
                source(role);
                Role {
                    label: informing(role, "label").unwrap_or_else(|| id.to_owned()),
                    email: informing(role, "email"),
                    route: informing(role, "route"),
                }
            });
            let known = roles.entry(RoleId::from(id)).or_insert_with(|| role.clone());
            known.email = known.email.take().or(role.email);
            known.route = known.route.take().or(role.route);
        }
    }
    roles
}

fn facts(object: &Object<'_>) -> Vec<Fact> {
    let Some(node) = object.member("facts") else {
        return Vec::new();
    };
    let items = node.items("a list of facts");
    items.iter().map(|item| item.object("a fact", fact)).collect()
}

fn fact(object: &Object<'_>) -> Fact {
    source(object);
    let kind = object.needed("type", "flag, count, date, date-time or choice");
    let kind = kind.and_then(|node| one_of(&node, FACT_KINDS));
    let scope = object.member("scope").and_then(|node| one_of(&node, FACT_SCOPES));
    let default = object.member("default").and_then(|node| {
        let value = fact_value(&node)?;
        match kind {
            Some(kind) if !takes(kind, &value) => {
                node.wants(kind_words(kind));
                None
            }
            _ => Some(value),
        }
    });
    Fact {
        id: FactId(own_id(object, Custom::Words)),
        kind: kind.unwrap_or(FactKind::Flag),
        scope: scope.unwrap_or(FactScope::Case),
        default,
        ask: informing(object, "ask"),
    }
}

/// Whether a fact of this kind can have this value.
fn takes(kind: FactKind, value: &FactValue) -> bool {
    match (kind, value) {
        (FactKind::Flag, FactValue::Flag(_)) | (FactKind::Choice, FactValue::Text(_)) => true,
        (FactKind::Count, FactValue::Count(n)) => *n >= 0,
        (FactKind::Date, FactValue::Text(text)) => crate::calendar::parse_date(text).is_some(),
        (FactKind::DateTime, FactValue::Text(text)) => crate::calendar::Moment::parse(text).is_some(),
        _ => false,
    }
}

fn kind_words(kind: FactKind) -> &'static str {
    match kind {
        FactKind::Flag => "true or false",
        FactKind::Count => "a whole number from 0",
        FactKind::Date => "a date, as \"2026-11-30\"",
        FactKind::DateTime => "a date and time, as \"2026-11-30T14:00\"",
        FactKind::Choice => "a text",
    }
}

fn lessons(object: &Object<'_>) -> Option<LessonRules> {
    let node = object.member("lessons")?;
    Some(node.object("an object, as {\"scopes\": […], \"kinds\": […]}", |lessons| {
        source(lessons);
        LessonRules {
            scopes: word_list(lessons, "scopes", "scope"),
            kinds: word_list(lessons, "kinds", "kind"),
        }
    }))
}
