//! What informs people. What cannot be read is noted and left out; it never stops a pack.

use super::names::informing;
use crate::json::Json;
use crate::json::walk::{Node, Object};
use crate::procedure::{Dimension, Form, FormField, Guidance, Reading, Say, SourceRef};

/// The rules and the paragraph that an element carries. Each kind of element may have one.
pub(super) fn source(object: &Object<'_>) -> Option<SourceRef> {
    let node = object.member("source")?;
    shown(&node, |source| SourceRef { rules: ids(source, "rule"), at: told(source, "at") })
}

/// Ids, of rules or of parts: one text or a list of texts.
pub(super) fn ids(object: &Object<'_>, name: &'static str) -> Vec<String> {
    each_of(object, name, |node| match node.json() {
        Json::Text(text) => Some(text.clone()),
        _ => {
            node.notice("An id is a text; this one is left out.");
            None
        }
    })
}

/// A reading, a plain text for one, or a list of them.
pub(super) fn readings(object: &Object<'_>, name: &'static str) -> Vec<Reading> {
    each_of(object, name, |node| match node.json() {
        Json::Text(text) => Some(Reading { text: text.clone(), ..Reading::default() }),
        _ => shown(node, |reading| Reading {
            id: told(reading, "id"),
            words: told(reading, "words"),
            text: told(reading, "text"),
            by: told(reading, "by"),
        }),
    })
}

/// The words for a step.
pub(super) fn say(object: &Object<'_>) -> Option<Say> {
    let node = object.member("say")?;
    shown(&node, |say| Say { script: told(say, "script"), send: told(say, "send") })
}

/// What people are asked beside the duties.
pub(super) fn guidance(object: &Object<'_>) -> Vec<Guidance> {
    several(object, "guidance", |item| Guidance {
        rules: ids(item, "rules"),
        at: told(item, "at"),
        text: told(item, "text"),
        belongs_to: ids(item, "for"),
    })
}

/// The forms to send.
pub(super) fn forms(object: &Object<'_>) -> Vec<Form> {
    several(object, "forms", |form| Form {
        id: told(form, "id"),
        title: told(form, "title"),
        at: told(form, "at"),
        fields: several(form, "fields", |field| {
            source(field);
            FormField { id: told(field, "id"), label: told(field, "label"), from: told(field, "from") }
        }),
        belongs_to: ids(form, "for"),
    })
}

/// What the regular report counts.
pub(super) fn reports(object: &Object<'_>) -> Vec<Dimension> {
    several(object, "reports", |item| {
        source(item);
        Dimension { id: told(item, "id"), label: told(item, "label"), of: told(item, "of") }
    })
}

/// A text; empty where it is absent.
pub(super) fn told(object: &Object<'_>, name: &'static str) -> String {
    informing(object, name).unwrap_or_default()
}

/// One thing or a list of things.
fn each_of<T>(object: &Object<'_>, name: &'static str, read: impl Fn(&Node<'_>) -> Option<T>) -> Vec<T> {
    let Some(node) = object.member(name) else { return Vec::new() };
    match node.json() {
        Json::List(_) => node.items("a list").iter().filter_map(read).collect(),
        _ => read(&node).into_iter().collect(),
    }
}

fn several<T>(object: &Object<'_>, name: &'static str, read: impl Fn(&Object<'_>) -> T) -> Vec<T> {
    each_of(object, name, |node| shown(node, &read))
}

/// An object that is shown to people.
fn shown<T>(node: &Node<'_>, read: impl FnOnce(&Object<'_>) -> T) -> Option<T> {
    if matches!(node.json(), Json::Object(_)) {
        return Some(node.object("an object", read));
    }
    node.notice("This is shown to people and has to be an object; it is left out.");
    None
}
