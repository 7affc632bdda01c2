//! What is wrong with a procedure as a whole: every id that it names has to exist and to fit.
//!
//! The one idea: *a fault is what cannot be meant, a notice is what is probably not meant.* A name
//! that nothing bears, a duty that nothing can ever open, two duties that wait for each other: faults.
//! A step that no way leads to, a duty that comes back each time it is done: notices, for departures
//! and yearly reviews are real.
//!
//! No pack can make the engine run for ever, so no loop of triggers is refused for that: time only
//! opens duties and never ends one, and an outstanding duty is not opened again. A chain of
//! `overdue:` therefore stops at the latest when it comes back to where it began.

mod cycles;
mod duties;
mod guards;
mod tracks;

use super::pack::{Fault, Notice};
use super::{Duty, DutyId, Fact, FactId, Procedure, Step, StepId, Track};
use crate::json::found::shortened;
use crate::json::slips::meant;
use crate::ordered::Index;

/// What was found.
#[derive(Debug, Default)]
pub struct Findings {
    /// What cannot be meant.
    pub faults: Vec<Fault>,
    /// What is probably not meant.
    pub notices: Vec<Notice>,
}

/// Looks a procedure over. Ids that are empty stand where reading found a fault and are passed by.
pub fn look_over(procedure: &Procedure) -> Findings {
    let mut check = Check::over(procedure);
    check.agencies();
    check.twins();
    duties::of_steps(&mut check);
    tracks::tracks(&mut check);
    cycles::cycles(&mut check);
    check.guidance();
    check.forms();
    check.findings
}

/// The look-over in progress: what exists, and what was found.
struct Check<'p> {
    procedure: &'p Procedure,
    /// The duties of every step and track.
    all_duties: Vec<&'p Duty>,
    /// Each index leads into the list of its name.
    steps: Index<'p>,
    /// Two tracks may bear a duty of the same id, for a dispute has one track.
    duties: Index<'p>,
    facts: Index<'p>,
    flags: Index<'p>,
    findings: Findings,
}

impl<'p> Check<'p> {
    fn over(procedure: &'p Procedure) -> Self {
        let all_duties: Vec<&Duty> = procedure.all_duties().collect();
        let flags = procedure.agencies.values().flat_map(|agency| &agency.flags);
        Self {
            procedure,
            steps: Index::of(procedure.steps.iter().map(|step| step.id.as_str()).collect()),
            duties: Index::of(all_duties.iter().map(|duty| duty.id.as_str()).collect()),
            all_duties,
            facts: Index::of(procedure.facts.iter().map(|fact| fact.id.as_str()).collect()),
            flags: Index::of(flags.map(String::as_str).collect()),
            findings: Findings::default(),
        }
    }

    fn fault(&mut self, path: &str, what: impl Into<String>) {
        let (path, what) = (path.to_owned(), what.into());
        self.findings.faults.push(Fault { path, what });
    }

    fn notice(&mut self, path: &str, what: impl Into<String>) {
        let (path, what) = (path.to_owned(), what.into());
        self.findings.notices.push(Notice { path, what });
    }

    /// A fault for a name that nothing bears, with the name that was probably meant.
    fn unknown(&mut self, path: &str, name: &str, of_what: &str, meant: Option<&str>) {
        let hint = match meant {
            Some(known) => format!("; did you mean `{known}`?"),
            None => "; add it or name another.".to_owned(),
        };
        self.fault(path, format!("`{}` is no {of_what} of this pack{hint}", shortened(name)));
    }

    /// A form that belongs to no track would be offered nowhere.
    fn forms(&mut self) {
        for (n, form) in self.procedure.about.forms.iter().enumerate() {
            let is_here = |id: &&String| self.procedure.tracks.iter().any(|track| track.id.as_str() == *id);
            if let Some(unknown) = form.belongs_to.iter().find(|id| !is_here(id)) {
                let what = format!("`{}` is no track of this pack.", shortened(unknown));
                self.notice(&format!("forms[{n}].for"), what);
            }
        }
    }

    /// Guidance that belongs to nothing would show nowhere but on the page of help.
    fn guidance(&mut self) {
        for (n, line) in self.procedure.about.guidance.iter().enumerate() {
            let is_here = |id: &str| {
                let of_track = || self.procedure.tracks.iter().any(|track| track.id.as_str() == id);
                self.steps.place(id).is_some() || self.duties.place(id).is_some() || of_track()
            };
            if let Some(unknown) = line.belongs_to.iter().find(|id| !is_here(id)) {
                let what = format!("`{}` is no step, duty or track of this pack.", shortened(unknown));
                self.notice(&format!("guidance[{n}].for"), what);
            }
        }
    }

    /// The step of that id, or a fault.
    fn step(&mut self, path: &str, id: &StepId) -> Option<&'p Step> {
        let found = self.steps.place(id.as_str());
        if found.is_none() && !id.as_str().is_empty() {
            let meant = meant(id.as_str(), self.steps.each());
            self.unknown(path, id.as_str(), "step", meant);
        }
        found.map(|place| &self.procedure.steps[place])
    }

    fn step_list(&mut self, path: &str, ids: &[StepId]) {
        for id in ids {
            self.step(path, id);
        }
        self.no_twins(path, "step", ids.iter().map(StepId::as_str).collect());
    }

    /// The duties of that id, or a fault.
    fn duty(&mut self, path: &str, id: &DutyId) -> Vec<&'p Duty> {
        let found: Vec<&Duty> =
            self.duties.places(id.as_str()).iter().map(|place| self.all_duties[*place]).collect();
        if found.is_empty() && !id.as_str().is_empty() {
            let meant = meant(id.as_str(), self.duties.each());
            self.unknown(path, id.as_str(), "duty", meant);
        }
        found
    }

    fn duty_list(&mut self, path: &str, ids: &[DutyId]) {
        for id in ids {
            self.duty(path, id);
        }
    }

    /// A duty and one of its choices.
    fn choice(&mut self, path: &str, id: &DutyId, choice: &str) {
        let duties = self.duty(path, id);
        let choices = || duties.iter().flat_map(|duty| &duty.asks.choices).map(String::as_str);
        if duties.is_empty() || choices().any(|known| known == choice) {
            return;
        }
        let of_what = format!("choice of `{id}`");
        self.unknown(path, choice, &of_what, meant(choice, choices()));
    }

    fn fact(&mut self, path: &str, id: &FactId) -> Option<&'p Fact> {
        let found = self.facts.place(id.as_str());
        if found.is_none() && !id.as_str().is_empty() {
            let meant = meant(id.as_str(), self.facts.each());
            self.unknown(path, id.as_str(), "fact", meant);
        }
        found.map(|place| &self.procedure.facts[place])
    }

    /// A fault for each name that stands more than once in a list, at the second place of it.
    fn no_twins(&mut self, path: &str, what: &str, names: Vec<&str>) {
        self.no_twins_at(&|place| format!("{path}[{place}]"), what, names);
    }

    /// The same for names whose places are told so.
    fn no_twins_at(&mut self, path: &dyn Fn(usize) -> String, what: &str, names: Vec<&str>) {
        let index = Index::of(names.clone());
        for (place, name) in names.into_iter().enumerate() {
            if !name.is_empty() && index.is_nth(place, 1) {
                let what = format!("The {what} `{name}` stands here more than once; keep one.");
                self.fault(&path(place), what);
            }
        }
    }

    /// Where the duty stands that has this place among all.
    fn duty_path(&self, place: usize) -> String {
        duty_path(self.procedure, place)
    }

    fn agencies(&mut self) {
        for (id, agency) in &self.procedure.agencies {
            let Some(other) = &agency.represented_by else {
                continue;
            };
            if !self.procedure.agencies.contains_key(other) {
                let path = format!("agencies.{id}.represented_by");
                let agencies = self.procedure.agencies.keys().map(|id| id.as_str());
                self.unknown(&path, other.as_str(), "agency", meant(other.as_str(), agencies));
            }
        }
    }

    /// Ids that stand for two things.
    fn twins(&mut self) {
        let procedure = self.procedure;
        let of_steps = procedure.steps.iter().flat_map(|step| &step.duties);
        let of_steps: Vec<&str> = of_steps.map(|duty| duty.id.as_str()).collect();
        self.no_twins("facts", "fact", procedure.facts.iter().map(|fact| fact.id.as_str()).collect());
        self.no_twins("steps", "step", procedure.steps.iter().map(|step| step.id.as_str()).collect());
        self.no_twins_at(&|place| duty_path(procedure, place), "duty", of_steps.clone());
        self.no_twins("tracks", "track", procedure.tracks.iter().map(|track| track.id.as_str()).collect());
        let of_steps = Index::of(of_steps);
        for (index, track) in procedure.tracks.iter().enumerate() {
            let path = format!("tracks[{index}].duties");
            let own: Vec<&str> = track.duties.iter().map(|duty| duty.id.as_str()).collect();
            self.no_twins(&path, "duty", own.clone());
            for (n, id) in own.into_iter().enumerate().filter(|(_, id)| !id.is_empty() && of_steps.has(id)) {
                let what = format!("A step has a duty `{id}` too; give one of them another id.");
                self.fault(&format!("{path}[{n}]"), what);
            }
        }
    }

    /// The ids of what can be owed in a track: its own duties and those of its steps.
    fn owed_in(&self, track: &'p Track) -> Index<'p> {
        let steps = track.steps.iter().filter_map(|step| self.steps.place(step.as_str()));
        let of_steps = steps.flat_map(|place| &self.procedure.steps[place].duties);
        Index::of(of_steps.chain(&track.duties).map(|duty| duty.id.as_str()).collect())
    }
}

/// Where the duty stands that has this place among those of all steps and, behind them, all tracks.
fn duty_path(procedure: &Procedure, mut place: usize) -> String {
    let steps = procedure.steps.iter().map(|step| step.duties.len());
    let tracks = procedure.tracks.iter().map(|track| track.duties.len());
    for (list, index, duties) in steps
        .enumerate()
        .map(|(n, duties)| ("steps", n, duties))
        .chain(tracks.enumerate().map(|(n, duties)| ("tracks", n, duties)))
    {
        if place < duties {
            return format!("{list}[{index}].duties[{place}]");
        }
        place -= duties;
    }
    String::new()
}

#[cfg(test)]
mod tests;
