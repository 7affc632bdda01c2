//! Steps and the ways between them.

use super::duties::{duties, fields};
use super::guards::{checks, role};
use super::informing::{say, source};
use super::names::{Custom, id_list, informing, own_id, reference, yes};
use crate::json::Json;
use crate::json::walk::{Node, Object};
use crate::procedure::{Exit, Reason, Step, Tiers};

/// The pool of steps.
pub(super) fn steps(object: &Object<'_>) -> Vec<Step> {
    let Some(node) = object.needed("steps", "the list of steps") else {
        return Vec::new();
    };
    let items = node.items("a list of steps");
    items.iter().map(|item| item.object("a step", step)).collect()
}

fn step(object: &Object<'_>) -> Step {
    let id = own_id(object, Custom::Step);
    let number = object.member("number").and_then(|node| match node.json() {
        Json::Whole(n) => Some(*n),
        _ => {
            node.notice("This is shown to people and has to be a whole number; it is left out.");
            None
        }
    });
    Step {
        number,
        title: informing(object, "title").unwrap_or_else(|| id.clone()),
        raising: role(object, "raising"),
        responding: role(object, "responding"),
        tiers: if yes(object, "tiers") { Tiers::Repeat } else { Tiers::One },
        source: source(object),
        say: say(object),
        duties: duties(object),
        exits: exits(object),
        id: id.as_str().into(),
    }
}

fn exits(object: &Object<'_>) -> Vec<Exit> {
    let Some(node) = object.member("exits") else {
        return Vec::new();
    };
    let items = node.items("a list of exits");
    let each = |item: &Node<'_>| item.object("an exit, as {\"to\": \"S2\"}", exit);
    items.iter().map(each).collect()
}

fn exit(object: &Object<'_>) -> Exit {
    source(object);
    let to = object.needed("to", "the id of the step that it leads to");
    Exit {
        to: reference(to, "the id of the step that it leads to"),
        kind: informing(object, "kind"),
        needs: id_list(object, "needs", "duty id"),
        requires: checks(object),
        fields: fields(object),
        completes: id_list(object, "completes", "duty id"),
        reason: reason(object),
    }
}

/// Whether an act asks for a reason.
pub(super) fn reason(object: &Object<'_>) -> Reason {
    if yes(object, "reason_required") { Reason::Required } else { Reason::Free }
}
