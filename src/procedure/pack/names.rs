//! Ids, words and lists of them as a pack writes them.

use crate::json::Json;
use crate::json::found::quoted;
use crate::json::walk::{Node, Object};

/// How ids of a kind are written by custom.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Custom {
    /// Lower-case words joined by hyphens: `looked-after`.
    Words,
    /// As they are said: `S1`, `HOS`.
    Step,
    /// Where it is owed, and what: `S1.settle`, `any.tell-iro`.
    Duty,
}

impl Custom {
    fn holds(self, id: &str) -> bool {
        match self {
            Self::Words => words(id),
            Self::Step => id.split('-').all(alphanumeric),
            Self::Duty => id
                .split_once('.')
                .is_some_and(|(place, what)| place.split('-').all(alphanumeric) && words(what)),
        }
    }

    fn example(self) -> &'static str {
        match self {
            Self::Words => "lower-case words joined by hyphens, as `looked-after`",
            Self::Step => "a short word, as `S1`",
            Self::Duty => "its place, a full stop and what is owed, as `S1.settle`",
        }
    }
}

fn alphanumeric(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| b.is_ascii_alphanumeric())
}

fn words(id: &str) -> bool {
    let lower = |word: &str| alphanumeric(word) && !word.bytes().any(|b| b.is_ascii_uppercase());
    id.split('-').all(lower)
}

/// The id that an object is known by; empty, with a fault, where there is none.
pub(super) fn own_id(object: &Object<'_>, custom: Custom) -> String {
    let wanted = format!("its id: {}", custom.example());
    let node = object.needed("id", &wanted);
    node.map_or_else(String::new, |node| id_at(&node, custom))
}

/// The id that stands here; empty, with a fault, where none can be read.
pub(super) fn id_at(node: &Node<'_>, custom: Custom) -> String {
    let id = node.text(custom.example());
    id.inspect(|id| named(node, id, custom)).unwrap_or_default().to_owned()
}

/// Says what is wrong with an id. `@`, `=` and `:` part ids from each other in keys, triggers and
/// codes, so an id that bears one could never be told from two.
pub(super) fn named(node: &Node<'_>, id: &str, custom: Custom) {
    let fits = |b: u8| b.is_ascii_alphanumeric() || b"-_.".contains(&b);
    if id.is_empty() || id.len() > 100 || !id.bytes().all(fits) {
        node.fault(format!(
            "{} cannot be an id; write {}, at most 100 letters.",
            quoted(id),
            custom.example()
        ));
    } else if !custom.holds(id) {
        node.notice(format!("The id {} is written otherwise than usual: {}.", quoted(id), custom.example()));
    }
}

/// A word that must not be empty.
pub(super) fn word<'a>(node: &Node<'a>, wanted: &str) -> Option<&'a str> {
    let word = node.text(wanted)?;
    if word.trim().is_empty() {
        node.wants(wanted);
        return None;
    }
    Some(word)
}

/// A list of words; the ones that cannot be read are left out.
pub(super) fn word_list(object: &Object<'_>, name: &'static str, wanted: &str) -> Vec<String> {
    let Some(node) = object.member(name) else {
        return Vec::new();
    };
    let items = node.items(&format!("a list of {wanted}s"));
    let each = format!("a {wanted}");
    items.iter().filter_map(|item| word(item, &each)).map(str::to_owned).collect()
}

/// A list of ids of things that stand elsewhere in the pack.
pub(super) fn id_list<T: for<'t> From<&'t str>>(
    object: &Object<'_>,
    name: &'static str,
    of_what: &str,
) -> Vec<T> {
    let ids = word_list(object, name, of_what);
    ids.iter().map(|id| T::from(id.as_str())).collect()
}

/// The id of a thing that stands elsewhere in the pack; empty where it cannot be read.
pub(super) fn reference<T: for<'t> From<&'t str>>(node: Option<Node<'_>>, wanted: &str) -> T {
    let id = node.and_then(|node| word(&node, wanted));
    T::from(id.unwrap_or_default())
}

/// Words that inform people. What is no text is noted, and nothing fails.
pub(super) fn informing(object: &Object<'_>, name: &'static str) -> Option<String> {
    let node = object.member(name)?;
    match node.json() {
        Json::Text(text) => Some(text.clone()),
        Json::Whole(n) => Some(n.to_string()),
        _ => {
            node.notice("This is shown to people and has to be a text; it is left out.");
            None
        }
    }
}

/// Yes or no; absent is `otherwise`.
pub(super) fn yes(object: &Object<'_>, name: &'static str) -> bool {
    let node = object.member(name);
    node.and_then(|node| node.flag()).unwrap_or(false)
}
