//! The two papers that every dispute has, whatever its partnership's forms: a record on one page, which both
//! sides may confirm, and the chronology.

use super::of_entry::is_outcome;
use super::paper::{said, stayed};
use super::voices::voices;
use super::whole::Seen;
use super::{duties, timeline};
use crate::calendar::Moment;
use crate::casebook::dates::{capital, listed, long_date, long_due, long_moment};
use crate::casebook::order::asks::HOW;
use crate::casebook::views::{
    Clock, DutyLine, DutyState, Paper, PaperField, Said, Status, TimelineEntry, Voice,
};
use crate::dispute::event::{Happening, Words};
use crate::identity::Kid;
use crate::words::entries as words;

/// The id of the record.
pub const RECORD: &str = "record";
/// The id of the chronology.
pub const CHRONOLOGY: &str = "chronology";

/// The record: what it is about, what each side holds, where it stands, what is owed; room to confirm it.
pub fn record(seen: &Seen<'_>) -> Paper {
    let (sight, state) = (&seen.sight, seen.sight.state);
    let mut fields = who(seen);
    fields.push(field(words::ABOUT, about(seen)));
    let steps = seen.run.stays.iter().map(|stay| stayed(sight, stay));
    fields.push(field(words::STEPS_WITH_DATES, lines(steps)));
    fields.push(field(words::TALKS, talks(seen)));
    if let Some(voices) = voices(seen) {
        if voices.agreed.is_empty() {
            fields.push(field(words::AGREED, String::new()));
        }
        let on = |said: &Said| [&said.label, ", ", &long_date(said.at.date())].concat();
        fields.extend(voices.agreed.into_iter().map(|said| field(&on(&said), said.words)));
        fields.extend(voices.sides.into_iter().map(position));
    }
    let owed = duties::lines(sight).into_iter().filter(|duty| duty.state == DutyState::Outstanding);
    fields.push(field(words::STILL_OWED, lines(owed.map(|duty| with_its_date(&duty)))));
    fields.push(field(words::WHERE_IT_STANDS, standing(seen)));
    let parties = state.raising.iter().chain(&state.other);
    fields.extend(parties.map(|agency| {
        field(&words::confirmed_for(&sight.agency(agency)), confirmed_for(seen, &sight.agency(agency)))
    }));
    paper(seen, words::RECORD, fields)
}

/// What is owed, by whom, and by when.
pub(super) fn with_its_date(duty: &DutyLine) -> String {
    let owner = duty.owner.as_ref().map(|owner| [" (", owner, ")"].concat()).unwrap_or_default();
    let what = [duty.what(), owner].concat();
    match duty.by {
        _ if duty.clock == Clock::AtOnce => words::owed_at_once(&what, &long_moment(duty.opened)),
        Some(by) => words::owed_by(&what, &long_due(by)),
        None => what,
    }
}

/// What it is about: its grounds, or what the process is for; and what is known of the case.
fn about(seen: &Seen<'_>) -> String {
    let (sight, state) = (&seen.sight, seen.sight.state);
    let grounds: Vec<_> = state.grounds.iter().map(|id| timeline::ground_label(sight, id)).collect();
    let grounds = if grounds.is_empty() { sight.rules.track.title.clone() } else { listed(&grounds) };
    let known = state.facts.iter().filter_map(|(fact, is)| {
        Some([&timeline::ask(sight, fact), " ", &capital(&timeline::fact_said(is.as_ref()?))].concat())
    });
    lines([grounds].into_iter().chain(known))
}

/// When people talked about it, and with whom; and when no answer had come.
fn talks(seen: &Seen<'_>) -> String {
    lines(seen.weighed.counting.iter().map(|place| seen.history.placed[*place]).filter_map(|event| {
        let at = || long_moment(Moment::from_utc(event.entry.at.naive_utc()));
        if let Happening::DelayNoted { duty: Some(_) } = &event.entry.happening {
            return Some([&at(), ": ", &timeline::what(&seen.sight, &event.entry.happening)].concat());
        }
        let (Happening::Discussed {}, Words::Said(said)) = (&event.entry.happening, &event.words) else {
            return None;
        };
        let on = timeline::happened_on(event).map_or_else(at, long_due);
        let talked = [said.get("with").map(timeline::text), said.get(HOW).map(timeline::how)];
        let talked: Vec<_> = talked.into_iter().flatten().filter(|said| !said.is_empty()).collect();
        Some(if talked.is_empty() { on } else { [&on, ": ", &talked.join(", ")].concat() })
    }))
}

/// The chronology: who it is between, and every entry.
pub fn chronology(seen: &Seen<'_>) -> Paper {
    let mut fields = who(seen);
    fields.push(field(words::WHAT_HAPPENED, entries(seen)));
    paper(seen, words::CHRONOLOGY, fields)
}

/// Every entry, oldest first, with who signed it.
pub fn entries(seen: &Seen<'_>) -> String {
    lines(seen.timeline().iter().rev().map(entry))
}

/// Who of that agency has signed, in Accord, that an outcome is what was agreed; empty lines are for a pen. A name is worth
/// what is known of the key: whoever is not confirmed is said to be so, and where a partnership is known, not to count.
fn confirmed_for(seen: &Seen<'_>, agency: &str) -> String {
    let signed = seen.history.all().filter_map(|event| {
        let Happening::Confirmed { entry, agreed: true } = &event.entry.happening else { return None };
        let of = seen.history.all().find(|other| other.id == *entry)?;
        let kid = Kid::from(&event.entry.author);
        if of.entry.author == event.entry.author
            || !is_outcome(seen, of)
            || seen.agency_of(&kid) != Some(agency)
        {
            return None;
        }
        let signer = seen.signer_at(&event.entry.author, Some(event));
        let on = long_date(Moment::from_utc(event.entry.at.naive_utc()).date());
        let role = signer.role.map(|role| [", ", &role].concat()).unwrap_or_default();
        let who = [&*signer.name, &role].concat();
        Some(match signer.standing.counts() {
            true => words::signed_here(&who, &on),
            false if seen.record.counts(event) => words::signed_here(&words::unconfirmed_signer(&who), &on),
            false => words::signed_by_nobody(&who, &on),
        })
    });
    lines(signed)
}

fn paper(seen: &Seen<'_>, title: &str, fields: Vec<PaperField>) -> Paper {
    let partnership = seen.sight.rules.procedure.about.partnership.clone();
    Paper { title: title.to_owned(), partnership, paragraph: String::new(), fields }
}

fn who(seen: &Seen<'_>) -> Vec<PaperField> {
    let children: Vec<_> = seen.sight.state.children.iter().map(|child| child.reference.clone()).collect();
    vec![field(words::BETWEEN, seen.sight.title()), field(words::REFERENCE, listed(&children))]
}

fn position(side: Voice) -> PaperField {
    let said = side.said.iter().map(|Said { label, words, .. }| [label, ": ", words].concat());
    field(&words::side_holds(&side.agency), lines(said))
}

fn standing(seen: &Seen<'_>) -> String {
    let step = seen.sight.state.step().map(|step| seen.sight.step_title(step)).unwrap_or_default();
    let outcome =
        said(seen, "text", &|happening| matches!(happening, Happening::Resolved { .. })).unwrap_or_default();
    let status = match seen.status() {
        Status::NotBegun => words::NOT_BEGUN.to_owned(),
        Status::Open => words::IS_OPEN.to_owned(),
        Status::Emergency => words::IS_DANGER.to_owned(),
        Status::Resolved => words::IS_RESOLVED.to_owned(),
        Status::Closed(how) => words::is_closed(&how),
    };
    lines([status, step, outcome].into_iter().filter(|part| !part.is_empty()))
}

fn entry(entry: &TimelineEntry) -> String {
    let said = in_brackets(&entry.said);
    let signer = entry.signer.role.as_ref().unwrap_or(&entry.signer.name);
    [&long_moment(entry.at), ": ", &entry.what, &said, ". ", signer].concat()
}

/// What was said with an entry, each under its label: what is not agreed must not read as agreed.
pub(super) fn in_brackets(said: &[(String, String)]) -> String {
    let said: Vec<_> = said.iter().map(|(label, words)| [label, ": ", words].concat()).collect();
    if said.is_empty() { String::new() } else { [" (", &said.join("; "), ")"].concat() }
}

fn field(label: &str, filled: String) -> PaperField {
    PaperField { label: label.to_owned(), filled }
}

fn lines(lines: impl Iterator<Item = String>) -> String {
    lines.collect::<Vec<_>>().join("\n")
}
