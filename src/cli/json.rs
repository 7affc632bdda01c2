//! Views as JSON, for scripts. Member names are stable; dates are `YYYY-MM-DD[THH:MM]` in London.

use serde_json::{Value, json};

use crate::calendar::Moment;
use crate::casebook::dates::long_moment;
use crate::casebook::views::{
    Basis, Checked, Clock, DisputeView, DutyLine, DutyState, Kept, Part, Place, ProcedureCard, Rung, Signer,
    Standing, Standpoint, Status, TimelineEntry, Told, Whose,
};

/// Why a command could not be done.
pub fn told(told: &Told) -> Value {
    json!({"holds": false, "error": {"happened": told.happened, "to_do": told.to_do}})
}

/// Who signed.
pub fn signer(signer: &Signer) -> Value {
    let standing = standing(signer.standing);
    let revoked = revoked(signer.standing).map(|at| at.to_string());
    json!({"key": signer.key, "name": signer.name, "role": signer.role, "standing": standing, "revoked": revoked})
}

/// When that key was revoked, behind the word that it was.
pub fn revoked_on(standing: Standing) -> String {
    revoked(standing).map_or_else(String::new, |at| format!(" on {}", long_moment(at)))
}

/// When that key was revoked.
pub fn revoked(standing: Standing) -> Option<Moment> {
    match standing {
        Standing::Revoked(at) => Some(Moment::from_utc(at.naive_utc())),
        _ => None,
    }
}

/// How far somebody is known.
pub fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Own => "own",
        Standing::Certified(Checked::CallBack) => "certified-call-back",
        Standing::Certified(Checked::InPerson) => "certified-in-person",
        Standing::Certified(Checked::Nothing) => "certified-unchecked",
        Standing::Changed => "changed",
        Standing::Ended => "ended",
        Standing::Revoked(_) => "revoked",
        Standing::NotConfirmed => "not-confirmed",
    }
}

/// Where a dispute stands.
pub fn standpoint(standpoint: &Standpoint) -> Value {
    json!({"step": standpoint.step, "status": status(&standpoint.status)})
}

/// A dispute, whole.
pub fn dispute(view: &DisputeView) -> Value {
    let parties = view.parties.iter().map(|party| {
        let part = match party.part {
            Part::Raising => "raising",
            Part::Other => "other",
            Part::Also => "also",
        };
        json!({"agency": party.agency, "label": party.label, "part": part})
    });
    let fact =
        |fact: &crate::casebook::views::FactLine| json!({"fact": fact.fact, "ask": fact.ask, "is": fact.is});
    let children = view.children.iter().map(
        |child| json!({"ref": child.reference, "facts": child.facts.iter().map(fact).collect::<Vec<_>>()}),
    );
    let anomalies = view.anomalies.iter().map(|anomaly| {
        let entries: Vec<&String> = anomaly.entries.iter().flatten().collect();
        let one = match entries.as_slice() {
            [one] => Some(one),
            _ => None,
        };
        let (happened, to_do) = (&anomaly.happened, &anomaly.to_do);
        json!({"event": one, "entries": entries, "happened": happened, "to_do": to_do})
    });
    json!({
        "dispute": view.id,
        "title": view.title,
        "now": view.now.to_string(),
        "procedure": procedure(&view.procedure),
        "status": status(&view.status),
        "danger": view.danger.is_some(),
        "parties": parties.collect::<Vec<_>>(),
        "children": children.collect::<Vec<_>>(),
        "facts": view.facts.iter().map(fact).collect::<Vec<_>>(),
        "grounds": view.grounds,
        "ladder": view.ladder.iter().map(rung).collect::<Vec<_>>(),
        "duties": view.duties.iter().map(duty).collect::<Vec<_>>(),
        "timeline": view.timeline.iter().rev().map(entry).collect::<Vec<_>>(),
        "anomalies": anomalies.collect::<Vec<_>>(),
        "pending": view.pending,
    })
}

/// The procedure that a dispute is run under.
pub fn procedure(card: &ProcedureCard) -> Value {
    json!({"id": card.id, "version": card.version, "track": card.track})
}

fn status(status: &Status) -> String {
    match status {
        Status::NotBegun => "none".to_owned(),
        Status::Open => "open".to_owned(),
        Status::Emergency => "emergency".to_owned(),
        Status::Resolved => "resolved".to_owned(),
        Status::Closed(how) => format!("closed: {how}"),
    }
}

fn rung(rung: &Rung) -> Value {
    let place = match rung.place {
        Place::Passed => "passed",
        Place::Current => "current",
        Place::Held => "held",
        Place::Coming => "coming",
    };
    let kept = rung.kept.map(|kept| match kept {
        Kept::InTime => "in-time",
        Kept::Late => "late",
    });
    json!({
        "step": rung.step,
        "name": rung.name,
        "title": rung.title,
        "place": place,
        "raising": rung.raising,
        "responding": rung.responding,
        "entered": rung.entered.map(|at| at.to_string()),
        "left": rung.left.map(|at| at.to_string()),
        "kept": kept,
        "tier": rung.tier,
    })
}

/// A duty.
pub fn duty(duty: &DutyLine) -> Value {
    let (state, ended) = match duty.state {
        DutyState::Outstanding => ("outstanding", None),
        DutyState::Done(at) => ("done", Some(at)),
        DutyState::DoneLate(at) => ("done-late", Some(at)),
        DutyState::Waived(at) => ("waived", Some(at)),
        DutyState::Lapsed(at) => ("lapsed", Some(at)),
    };
    let basis = duty.basis.as_ref().map(|basis| match basis {
        Basis::Own => "own".to_owned(),
        Basis::Agreed => "agreed".to_owned(),
        Basis::Budget(text) => text.clone(),
    });
    let (clock, days) = match duty.clock {
        Clock::NoDate => ("no-date", None),
        Clock::Ended => ("ended", None),
        Clock::AtOnce => ("at-once", None),
        Clock::Today => ("today", None),
        Clock::Left(n) => ("left", Some(n)),
        Clock::Overdue(n) => ("overdue", Some(n)),
    };
    let whose = match duty.whose {
        Whose::Ours => "ours",
        Whose::Theirs => "theirs",
        Whose::Unsaid => "unsaid",
    };
    json!({
        "key": duty.key,
        "text": duty.text,
        "kind": duty.kind,
        "force": duty.force,
        "owner": duty.owner,
        "whose": whose,
        "to": duty.to.as_ref().map(|to| &to.label),
        "paragraph": duty.paragraph,
        "rule": duty.rule,
        "opened": duty.opened.to_string(),
        "by": duty.by.map(|by| by.to_string()),
        "basis": basis,
        "remind_by": duty.remind_by.map(|day| day.to_string()),
        "state": state,
        "ended": ended.map(|at| at.to_string()),
        "clock": clock,
        "working_days": days,
    })
}

fn entry(entry: &TimelineEntry) -> Value {
    let said = entry.said.iter().map(|(label, words)| json!({"label": label, "words": words}));
    json!({
        "event": entry.id,
        "at": entry.at.to_string(),
        "what": entry.what,
        "said": said.collect::<Vec<_>>(),
        "words_erased": entry.words_erased,
        "waits_for": entry.waits_for,
        "outweighed": entry.outweighed,
        "signer": signer(&entry.signer),
        "received": entry.received.map(|at| at.to_string()),
    })
}
