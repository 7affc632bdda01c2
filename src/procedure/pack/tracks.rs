//! Tracks: how each process begins and ends, and what a risk does to it.

use super::duties::{duties, one_of};
use super::guards::{checks, role};
use super::informing::source;
use super::names::{Custom, id_list, informing, own_id, reference, word_list, yes};
use super::steps::reason;
use crate::json::Json;
use crate::json::walk::Object;
use crate::procedure::{
    ClosesFrom, Closure, Departures, Entry, Ground, Opening, OpeningNeed, Presence, Reason, ResolveRules,
    RiskEffect, RiskRule, StepId, Track,
};

const FROM: &[(&str, ClosesFrom)] =
    &[("resolved", ClosesFrom::Resolved), ("open", ClosesFrom::Open), ("either", ClosesFrom::Either)];
const NEEDS: &[(&str, OpeningNeed)] = &[
    ("ground", OpeningNeed::Ground),
    ("raising", OpeningNeed::Raising),
    ("other", OpeningNeed::Other),
    ("informal-attempt", OpeningNeed::InformalAttempt),
];

/// The separate processes.
pub(super) fn tracks(object: &Object<'_>) -> Vec<Track> {
    let Some(node) = object.needed("tracks", "the list of tracks, at least one") else {
        return Vec::new();
    };
    let items = node.items("a list of tracks");
    if *node.json() == Json::List(Vec::new()) {
        node.fault("A procedure needs a track; write one, with its steps in their order.");
    }
    items.iter().map(|item| item.object("a track", track)).collect()
}

fn track(object: &Object<'_>) -> Track {
    source(object);
    let id = own_id(object, Custom::Words);
    let steps: Vec<StepId> = id_list(object, "steps", "step id");
    let departures = object.member("departures").and_then(|node| node.flag());
    Track {
        title: informing(object, "title").unwrap_or_else(|| id.clone()),
        about: informing(object, "about"),
        entries: entries(object, &steps),
        grounds: each(object, "grounds", "ground", ground),
        opening: opening(object),
        duties: duties(object),
        closures: each(object, "closures", "closure", closure),
        resolve: resolve(object),
        risk: risk(object),
        departures: if departures == Some(false) { Departures::Never } else { Departures::Allowed },
        steps,
        id: id.as_str().into(),
    }
}

fn each<T>(object: &Object<'_>, name: &'static str, what: &str, read: impl Fn(&Object<'_>) -> T) -> Vec<T> {
    let Some(node) = object.member(name) else {
        return Vec::new();
    };
    let items = node.items(&format!("a list of {what}s"));
    let one = format!("a {what}");
    let read = |object: &Object<'_>| {
        source(object);
        read(object)
    };
    items.iter().map(|item| item.object(&one, read)).collect()
}

/// Where it may begin; a track that does not say begins at its first step.
fn entries(object: &Object<'_>, steps: &[StepId]) -> Vec<Entry> {
    let entries = each(object, "entries", "place to begin", |entry| {
        let step = entry.needed("step", "the id of the step");
        Entry { step: reference(step, "the id of the step"), reason: reason(entry), requires: checks(entry) }
    });
    if !entries.is_empty() || object.member("entries").is_some() {
        return entries;
    }
    let first =
        steps.first().map(|step| Entry { step: step.clone(), reason: Reason::Free, requires: Vec::new() });
    first.into_iter().collect()
}

fn ground(object: &Object<'_>) -> Ground {
    let id = own_id(object, Custom::Words);
    Ground {
        label: informing(object, "label").unwrap_or_else(|| id.clone()),
        text: if yes(object, "needs_text") { Presence::Required } else { Presence::Optional },
        id: id.as_str().into(),
    }
}

fn opening(object: &Object<'_>) -> Opening {
    let Some(node) = object.member("opening") else {
        return Opening::default();
    };
    node.object("what opening asks for", |opening| {
        source(opening);
        let needs = opening.member("needs").map_or_else(Vec::new, |node| {
            let needs = node.items("a list of ground, raising, other, informal-attempt");
            needs.iter().filter_map(|need| one_of(need, NEEDS)).collect()
        });
        Opening { needs, requires: checks(opening), by: role(opening, "by") }
    })
}

fn closure(object: &Object<'_>) -> Closure {
    let id = own_id(object, Custom::Words);
    if id == "risk-ended" {
        object.node().fault(
            "`risk-ended` is a closure that every track has for a record of a risk alone; name \
             this one otherwise.",
        );
    }
    let from = object.member("from").and_then(|node| one_of(&node, FROM));
    Closure {
        label: informing(object, "label").unwrap_or_else(|| id.clone()),
        from: from.unwrap_or(ClosesFrom::Resolved),
        at: id_list(object, "at", "step id"),
        needs: id_list(object, "needs", "duty id"),
        requires: checks(object),
        completes: id_list(object, "completes", "duty id"),
        by: role(object, "by"),
        reason: reason(object),
        id: id.as_str().into(),
    }
}

fn resolve(object: &Object<'_>) -> ResolveRules {
    let Some(node) = object.member("resolve") else {
        return ResolveRules::default();
    };
    node.object("limits on resolving", |resolve| {
        source(resolve);
        ResolveRules {
            by: role(resolve, "by"),
            needs: id_list(resolve, "needs", "duty id"),
            outcomes: word_list(resolve, "outcomes", "outcome"),
        }
    })
}

fn risk(object: &Object<'_>) -> RiskRule {
    let stays = RiskRule { say: None, effect: RiskEffect::Stays };
    let Some(node) = object.member("risk") else {
        return stays;
    };
    node.object("what a risk does", |risk| {
        source(risk);
        let jump = risk.member("jump");
        let leaves = yes(risk, "leaves_ladder");
        if jump.is_some() && leaves {
            risk.node()
                .fault("`jump` and `leaves_ladder` stand together; a risk does one of the two, so keep one.");
        }
        let effect = match jump {
            Some(node) => RiskEffect::Jumps(reference(Some(node), "the id of a step")),
            None if leaves => RiskEffect::LeavesLadder,
            None => RiskEffect::Stays,
        };
        RiskRule { say: informing(risk, "say"), effect }
    })
}
