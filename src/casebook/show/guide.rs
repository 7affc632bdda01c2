//! What a procedure tells people: at a step, at a duty, and the whole of it for the page of help.

use chrono::NaiveDate;

use super::procedure::review_overdue;
use super::sight::Sight;
use crate::casebook::dates::listed;
use crate::casebook::views::{
    AtStep, DutyGuide, GuidanceLine, Guide, Part, ReadingLine, StepGuide, StepWords, TrackGuide,
};
use crate::casebook::wording::{Names, Wording};
use crate::dispute::state::{Status, Subject};
use crate::ordered::by_key;
use crate::procedure::{
    About, Duty, DutyScope, Guidance, Procedure, Reading, RoleRef, SourceRef, Step, StepId, Track, TrackId,
};

/// What helps at the step where the dispute is.
pub fn at_step(sight: &Sight<'_>) -> Option<AtStep> {
    let step = sight.rules.step(sight.state.step()?).filter(|_| sight.state.status == Status::Open)?;
    let about = &sight.rules.procedure.about;
    // The words are those of the side that goes on; whoever answers needs others.
    let words = step.say.as_ref().filter(|_| sight.our_part() != Some(Part::Other));
    let mut guidance = guidance_for(about, step.id.as_str());
    guidance.extend(guidance_for(about, sight.rules.track.id.as_str()));
    Some(AtStep {
        step: sight.step_name(step),
        words: words
            .map(|say| StepWords { script: named(sight, &say.script), send: named(sight, &say.send) }),
        guidance,
    })
}

/// Where a pack's words leave room for them.
const CHILDREN: &str = "[child's reference]";

/// The words with the references of the children, as far as they are known; what else stands in brackets is filled in
/// by whoever sends them.
fn named(sight: &Sight<'_>, said: &str) -> String {
    let children: Vec<String> = sight.state.children.iter().map(|child| child.reference.clone()).collect();
    if children.is_empty() { said.to_owned() } else { said.replace(CHILDREN, &listed(&children)) }
}

/// What the procedure asks of people at one of its parts.
pub fn guidance_for(about: &About, part: &str) -> Vec<GuidanceLine> {
    let is_here = |line: &&Guidance| line.belongs_to.iter().any(|id| id == part);
    about.guidance.iter().filter(is_here).map(guidance).collect()
}

/// Readings with who made them.
pub fn readings(about: &About, readings: &[Reading]) -> Vec<ReadingLine> {
    readings.iter().map(|reading| self::reading(about, reading)).collect()
}

/// A reading with who made it.
pub fn reading(about: &About, reading: &Reading) -> ReadingLine {
    let by = if reading.by.is_empty() { &about.read_by } else { &reading.by };
    ReadingLine {
        id: reading.id.clone(),
        words: reading.words.clone(),
        text: reading.text.clone(),
        by: by.clone(),
    }
}

fn guidance(line: &Guidance) -> GuidanceLine {
    GuidanceLine { text: line.text.clone(), paragraph: line.at.clone() }
}

/// A procedure in plain words; `here` is the track and the step of a dispute under it.
pub fn guide(procedure: &Procedure, here: Option<(&TrackId, Option<&StepId>)>, today: NaiveDate) -> Guide {
    let about = &procedure.about;
    let telling = Telling { words: Wording { of: procedure, names: Names::Plain }, about, here };
    let mut tracks: Vec<TrackGuide> = procedure.tracks.iter().map(|track| telling.track(track)).collect();
    by_key(&mut tracks, |track| here.is_some_and(|(id, _)| id.as_str() != track.id));
    Guide {
        id: procedure.id.to_string(),
        partnership: about.partnership.clone(),
        title: about.title.clone(),
        document_version: about.document_version.clone(),
        status: about.status.clone(),
        review_overdue: review_overdue(about, today),
        tracks,
        guidance: about.guidance.iter().filter(|line| line.belongs_to.is_empty()).map(guidance).collect(),
        readings: readings(about, &about.readings),
    }
}

/// A step to which a dispute may go, with those who would act in this one.
pub fn step_ahead(sight: &Sight<'_>, to: &StepId) -> Option<StepGuide> {
    let procedure = sight.rules.procedure;
    let mut step = procedure.step(to)?.clone();
    let here = |role: &mut Option<RoleRef>| {
        if let Some(known) = sight.asked(role.as_ref(), &Subject::Case) {
            *role = Some(RoleRef(vec![(None, known)]));
        }
    };
    here(&mut step.raising);
    here(&mut step.responding);
    for duty in step.duties.iter_mut().filter(|duty| duty.scope == DutyScope::Case) {
        here(&mut duty.owner);
        here(&mut duty.to);
    }
    let words = Wording { of: procedure, names: Names::Plain };
    let telling = Telling { words, about: &procedure.about, here: None };
    Some(telling.step(sight.rules.track, &step))
}

#[derive(Clone, Copy)]
struct Telling<'p> {
    words: Wording<'p>,
    about: &'p About,
    here: Option<(&'p TrackId, Option<&'p StepId>)>,
}

impl Telling<'_> {
    fn track(self, track: &Track) -> TrackGuide {
        let words = self.words;
        let mut begins: Vec<String> =
            track.entries.iter().enumerate().map(|(n, entry)| words.entry(n, entry)).collect();
        begins.extend(words.opening_needs(track));
        begins.extend(words.opens(track));
        begins.extend(track.opening.requires.iter().filter_map(|check| check.say.clone()));
        begins.push(words.departures(track).to_owned());
        let steps = track.steps.iter().filter_map(|id| words.of.step(id));
        let closed = track.closures.iter().map(|closure| words.closed(closure));
        TrackGuide {
            id: track.id.to_string(),
            title: track.title.clone(),
            begins,
            steps: steps.map(|step| self.step(track, step)).collect(),
            duties: track.duties.iter().map(|duty| self.duty(duty, None)).collect(),
            danger: track.risk.say.clone().into_iter().chain([words.danger(track)]).collect(),
            ends: std::iter::once(words.resolved(track)).chain(closed).collect(),
            guidance: guidance_for(self.about, track.id.as_str()),
        }
    }

    fn step(self, track: &Track, step: &Step) -> StepGuide {
        StepGuide {
            id: step.id.to_string(),
            title: self.words.step_with_title(step),
            current: self.here == Some((&track.id, Some(&step.id))),
            paragraph: step.source.as_ref().map(|source| source.at.clone()),
            acts: self.words.acts(step),
            duties: step.duties.iter().map(|duty| self.duty(duty, Some(&step.id))).collect(),
            leads: step.exits.iter().map(|exit| self.words.leads(exit)).collect(),
            guidance: guidance_for(self.about, step.id.as_str()),
        }
    }

    fn duty(self, duty: &Duty, step: Option<&StepId>) -> DutyGuide {
        let paragraph = |source: &SourceRef| source.at.clone();
        DutyGuide {
            text: duty.text.clone().unwrap_or_else(|| duty.id.to_string()),
            when: self.words.when(duty, step),
            owner: duty.owner.as_ref().map(|owner| self.words.who(owner)),
            to: duty.to.as_ref().map(|to| self.words.who(to)),
            force: duty.force.clone(),
            paragraph: duty.source.as_ref().map(paragraph),
            details: self.words.details(duty),
            readings: readings(self.about, &duty.readings),
            guidance: guidance_for(self.about, duty.id.as_str()),
        }
    }
}
