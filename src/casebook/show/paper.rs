//! A partnership's form as a dispute fills it in. What the dispute does not hold is left empty.

use super::record::{CHRONOLOGY, RECORD, chronology, entries, in_brackets, record, with_its_date};
use super::run::Stay;
use super::sight::Sight;
use super::timeline;
use super::whole::Seen;
use crate::calendar::Moment;
use crate::casebook::dates::{listed, long_date};
use crate::casebook::views::{Paper, PaperField, TimelineEntry};
use crate::dispute::Rules;
use crate::dispute::event::{Happening, Words};
use crate::dispute::state::Subject;
use crate::procedure::{AgencyId, Field, Form, FormField};
use crate::words::{dates, entries as words};

/// The form of that id: the partnership's, else one of those that every dispute has.
pub fn paper(seen: &Seen<'_>, id: &str) -> Option<Paper> {
    let about = &seen.sight.rules.procedure.about;
    let Some(form) = about.forms.iter().find(|form| form.id == id) else {
        return match id {
            _ if id == RECORD => Some(record(seen)),
            _ if id == CHRONOLOGY => Some(chronology(seen)),
            _ => None,
        };
    };
    let field =
        |field: &FormField| PaperField { label: field.label.clone(), filled: filled(seen, form, field) };
    Some(Paper {
        title: form.title.clone(),
        partnership: about.partnership.clone(),
        paragraph: form.at.clone(),
        fields: form.fields.iter().map(field).collect(),
    })
}

/// The forms of a dispute under these rules, each with its title: the partnership's for that track, then those that every
/// dispute has.
pub fn forms(rules: &Rules<'_>) -> Vec<(String, String)> {
    let forms = rules.procedure.about.forms.iter().filter(|form| form.is_of(&rules.track.id));
    let of_pack = forms.map(|form| (form.id.as_str(), form.title.as_str()));
    let ours = [(RECORD, words::RECORD.said()), (CHRONOLOGY, words::CHRONOLOGY.said())];
    of_pack.chain(ours).map(|(id, title)| (id.to_owned(), title.to_owned())).collect()
}

/// What was recorded under the field's id with a duty that asks for nothing but what the form has, else
/// what its `from` names.
fn filled(seen: &Seen<'_>, form: &Form, field: &FormField) -> String {
    let sight = &seen.sight;
    let on_form = |asked: &Field| form.fields.iter().any(|own| own.id == asked.id);
    let fills_it = |happening: &Happening| match happening {
        Happening::DutyDone { instance, .. } => {
            sight.home(&instance.duty).is_some_and(|home| home.duty.asks.fields.iter().all(on_form))
        }
        _ => false,
    };
    if let Some(recorded) = said(seen, &field.id, &fills_it) {
        return recorded;
    }
    let state = sight.state;
    let (raising, other) = (state.raising.iter(), state.other.iter().chain(&state.also));
    let (what, of) = field.from.split_once(':').unwrap_or((&field.from, ""));
    let several: Vec<String> = match what {
        "children" => state.children.iter().map(|child| child.reference.clone()).collect(),
        "raising" => raising.map(|agency| sight.agency(agency)).collect(),
        "other" => other.map(|agency| sight.agency(agency)).collect(),
        "own" => sight.agency.iter().map(|own| sight.agency(&AgencyId::from(*own))).collect(),
        "agencies" => raising.chain(other).map(|agency| sight.agency(agency)).collect(),
        "grounds" => state.grounds.iter().map(|ground| timeline::ground_label(sight, ground)).collect(),
        "words" => {
            return said(seen, "text", &|it| matches!(it, Happening::Opened { .. })).unwrap_or_default();
        }
        "outcome" => {
            return said(seen, "text", &|it| matches!(it, Happening::Resolved { .. })).unwrap_or_default();
        }
        "steps" => {
            return seen.run.stays.iter().map(|stay| stayed(sight, stay)).collect::<Vec<_>>().join("\n");
        }
        "step" => return seen.run.stays.last().map_or_else(String::new, |stay| stayed(sight, stay)),
        "asked" => {
            let replies = super::duties::lines(sight).into_iter().filter(|duty| duty.kind == "reply");
            return replies.map(|duty| with_its_date(&duty)).collect::<Vec<_>>().join("\n");
        }
        "received" => return state.received.map(long_date).unwrap_or_default(),
        "today" => return long_date(sight.now.date()),
        "done" => return done(sight, of).join("\n"),
        "at" => return at_step(seen, of).join("\n"),
        "entries" => return entries(seen),
        _ => return String::new(),
    };
    listed(&several)
}

/// `Stage 1: Discussion: Monday 16 November 2026 to Tuesday 17 November 2026`.
pub(super) fn stayed(sight: &Sight<'_>, stay: &Stay) -> String {
    let entered = day(stay.entered);
    let left = stay.left.map(day).filter(|left| *left != entered);
    let when = left.map_or_else(|| entered.clone(), |left| dates::to(&entered, &left));
    [&sight.step_title(&stay.step), ": ", &when].concat()
}

/// When each instance of a duty was done.
fn done(sight: &Sight<'_>, duty: &str) -> Vec<String> {
    let mut said = Vec::new();
    for owed in sight.state.owed.iter().filter(|owed| owed.duty.as_str() == duty && owed.is_completed()) {
        let whom = match &owed.subject {
            Subject::Case => String::new(),
            Subject::Child(reference) => [reference, ", "].concat(),
            Subject::Agency(agency) => sight.agency(agency) + ", ",
        };
        said.extend(owed.ended.as_ref().map(|ended| whom + &long_date(ended.at.date())));
    }
    said
}

/// What happened while the dispute was at a step, oldest first. By the order of the entries: two may bear the
/// same minute.
fn at_step(seen: &Seen<'_>, step: &str) -> Vec<String> {
    let counting = &seen.weighed.counting;
    let timeline = seen.timeline();
    let stays = seen.run.stays.iter().filter(|stay| stay.step.as_str() == step);
    let there = stays.flat_map(|stay| &counting[stay.from..stay.until.unwrap_or(counting.len())]);
    let entries = there.filter_map(|place| {
        let id = &seen.history.placed[*place].id;
        timeline.iter().find(|entry| entry.id == id.0)
    });
    let line =
        |entry: &TimelineEntry| [&day(entry.at), ": ", &entry.what, &in_brackets(&entry.said)].concat();
    entries.map(line).collect()
}

/// The latest words of that name with such an entry.
pub(super) fn said(seen: &Seen<'_>, name: &str, is_such: &dyn Fn(&Happening) -> bool) -> Option<String> {
    seen.weighed.counting.iter().rev().find_map(|place| {
        let event = seen.history.placed[*place];
        match &event.words {
            Words::Said(words) if is_such(&event.entry.happening) => {
                words.get(name).map(timeline::text).filter(|words| !words.is_empty())
            }
            _ => None,
        }
    })
}

fn day(moment: Moment) -> String {
    long_date(moment.date())
}
