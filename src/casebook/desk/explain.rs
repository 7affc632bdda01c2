//! A pack in plain English: the ladder, every duty as a sentence, readings and guidance, so that a
//! panel can sign it off without reading JSON.

use super::mermaid;
use super::wording::{Wording, force, paragraph};
use crate::casebook::dates::listed;
use crate::casebook::views::{DutyExplained, PackExplained, StepExplained, TrackExplained};
use crate::ordered::Map;
use crate::procedure::pack::{Pack, traced};
use crate::procedure::{
    Binding, ClosesFrom, Departures, Duty, LaterDate, LimitStanding, OnLeaving, OpeningNeed, PanelParties,
    Presence, Procedure, Reason, RiskEffect, RoleRef, SourceRef, StepId, Tiers, Track, Waiver,
};

/// Puts a pack into words.
pub fn explain(pack: &Pack) -> PackExplained {
    let procedure = pack.procedure();
    let mut cited: Map<String, SourceRef> = Map::new();
    for part in traced::carried(pack) {
        let none = SourceRef { rules: Vec::new(), at: part.at };
        cited.entry(part.path).or_insert(none).rules.push(part.rule);
    }
    let words = Explaining { words: Wording(procedure), procedure, cited };
    let about = &procedure.about;
    PackExplained {
        id: procedure.id.to_string(),
        version: procedure.version.clone(),
        about: words.about(),
        tracks: procedure.tracks.iter().enumerate().map(|(n, track)| words.track(n, track)).collect(),
        guidance: about
            .guidance
            .iter()
            .map(|line| {
                let source = SourceRef { rules: line.rules.clone(), at: line.at.clone() };
                format!("{}{}", line.text, paragraph(Some(&source)))
            })
            .collect(),
        readings: about.readings.iter().map(|reading| reading.said(about)).collect(),
        forms: about
            .forms
            .iter()
            .map(|form| {
                let fields: Vec<&str> = form.fields.iter().map(|(_, label)| label.as_str()).collect();
                format!("{}: {}. Paragraph: {}.", form.title, fields.join("; "), form.at)
            })
            .collect(),
        reports: about.reports.iter().map(|line| format!("{} (counts: {}).", line.label, line.of)).collect(),
        mermaid: mermaid::diagram(procedure),
    }
}

struct Explaining<'p> {
    words: Wording<'p>,
    procedure: &'p Procedure,
    /// What each place of the pack carries.
    cited: Map<String, SourceRef>,
}

impl Explaining<'_> {
    fn cite(&self, path: &str) -> String {
        paragraph(self.cited.get(path))
    }

    fn about(&self) -> Vec<String> {
        let about = &self.procedure.about;
        let line = |name: &str, value: &str| (!value.is_empty()).then(|| format!("{name}: {value}"));
        let lines = [
            line("Partnership", &about.partnership),
            line("Document", &about.title),
            line("Its version", &about.document_version),
            line("Its state", &about.status),
            line("To be reviewed by", &about.review_due),
            line("Read by", &about.read_by),
        ];
        lines.into_iter().flatten().collect()
    }

    fn track(&self, index: usize, track: &Track) -> TrackExplained {
        let path = format!("tracks[{index}]");
        let ground = |(n, ground): (usize, &crate::procedure::Ground)| {
            let text = if ground.text == Presence::Required { ", to be said in words" } else { "" };
            format!("{}{text}.{}", ground.label, self.cite(&format!("{path}.grounds[{n}]")))
        };
        TrackExplained {
            id: track.id.to_string(),
            title: format!("{}.{}", track.title, self.cite(&path)),
            begins: self.begins(&path, track),
            grounds: track.grounds.iter().enumerate().map(ground).collect(),
            steps: track.steps.iter().filter_map(|step| self.step(step)).collect(),
            duties: track.duties.iter().map(|duty| self.duty(duty, None)).collect(),
            danger: self.danger(&path, track),
            ends: self.ends(&path, track),
        }
    }

    fn begins(&self, path: &str, track: &Track) -> Vec<String> {
        let mut said = Vec::new();
        for (n, entry) in track.entries.iter().enumerate() {
            let mut clauses = self.words.conditions(&[], &entry.requires, &[]);
            clauses.extend((entry.reason == Reason::Required).then(|| "a reason is asked".to_owned()));
            let first = if n == 0 { "It begins at" } else { "It may also begin at" };
            let cite = self.cite(&format!("{path}.entries[{n}]"));
            said.push(format!("{first} {}{}.{cite}", self.words.step(&entry.step), tail(&clauses)));
        }
        let opening = &track.opening;
        let need = |need: &OpeningNeed| match need {
            OpeningNeed::Ground => "what it is about",
            OpeningNeed::Raising => "the agency that raises it",
            OpeningNeed::Other => "the other agency",
            OpeningNeed::InformalAttempt => "with whom and when it was tried informally",
        };
        let needs: Vec<String> = opening.needs.iter().map(|each| need(each).to_owned()).collect();
        let cite = self.cite(&format!("{path}.opening"));
        if !needs.is_empty() {
            said.push(format!("To open it, say {}.{cite}", listed(&needs)));
        }
        if let Some(by) = &opening.by {
            said.push(format!("Only {} may open it.{cite}", self.words.who(by)));
        }
        for (n, check) in opening.requires.iter().enumerate() {
            let cite = self.cite(&format!("{path}.opening.requires[{n}]"));
            said.push(format!("It can be opened only if {}.{cite}", self.words.guard(&check.guard)));
        }
        if track.departures == Departures::Never {
            said.push("No step may be skipped.".to_owned());
        } else {
            said.push("A step may be skipped, with a reason.".to_owned());
        }
        said
    }

    fn step(&self, id: &StepId) -> Option<StepExplained> {
        let (index, step) = self.procedure.steps.iter().enumerate().find(|(_, step)| step.id == *id)?;
        let side = |role: &Option<RoleRef>| role.as_ref().map(|role| self.words.who(role));
        let acts = side(&step.raising).map(|who| format!("Acts: {who}."));
        let answers = side(&step.responding).map(|who| format!("Answers: {who}."));
        let mut acts = acts.into_iter().chain(answers).collect::<Vec<_>>().join(" ");
        if step.tiers == Tiers::Repeat {
            acts.push_str(" Levels of management repeat inside the step.");
        }
        let lead = |(n, exit): (usize, &crate::procedure::Exit)| {
            let mut clauses = self.words.conditions(&exit.needs, &exit.requires, &exit.fields);
            clauses.extend((exit.reason == Reason::Required).then(|| "a reason is asked".to_owned()));
            if !exit.completes.is_empty() {
                let done: Vec<String> = exit.completes.iter().map(ToString::to_string).collect();
                clauses.push(format!("it does {}", listed(&done)));
            }
            let cite = self.cite(&format!("steps[{index}].exits[{n}]"));
            format!("Leads to {}{}.{cite}", self.words.step(&exit.to), tail(&clauses))
        };
        Some(StepExplained {
            id: id.to_string(),
            title: format!("{}: {}.{}", self.words.step(id), step.title, paragraph(step.source.as_ref())),
            acts,
            duties: step.duties.iter().map(|duty| self.duty(duty, Some(id))).collect(),
            leads: step.exits.iter().enumerate().map(lead).collect(),
            say: step.say.as_ref().map(|say| (say.script.clone(), say.send.clone())),
        })
    }

    fn duty(&self, duty: &Duty, step: Option<&StepId>) -> DutyExplained {
        let words = self.words;
        let when = words.when(duty, step);
        let force = force(duty.force.as_deref());
        let who = duty.owner.as_ref().map_or_else(|| "everybody".to_owned(), |owner| words.who(owner));
        let text = duty.text.as_deref().unwrap_or(duty.id.as_str());
        let stop = if text.ends_with(['.', '?', '!']) { "" } else { "." };
        let mut sentence = format!("{when}, {who} {force} see to this: {text}{stop}");
        let mut add = |said: String| sentence.push_str(&[" ", &said, "."].concat());
        if let Some(to) = &duty.to {
            add(format!("It goes to {}", words.who(to)));
        }
        let asks = &duty.asks;
        if let Some(route) = &asks.route {
            add(format!("Route: {route}"));
        }
        if let Some(by) = &asks.by {
            add(format!("Only {} can do it", words.who(by)));
        }
        if !asks.fields.is_empty() {
            add(format!("It asks for: {}", words.fields(&asks.fields)));
        }
        if !asks.choices.is_empty() {
            add(format!("It ends in one of: {}", asks.choices.join(", ")));
        }
        if let Some(panel) = &asks.panel {
            let all = if panel.concerned == PanelParties::EveryConcerned {
                ", each agency concerned among them"
            } else {
                ""
            };
            add(format!("At least {} agencies take part{all}", panel.min));
        }
        if !duty.after.is_empty() {
            let after: Vec<String> = duty.after.iter().map(ToString::to_string).collect();
            add(format!("Only once {} is done", listed(&after)));
        }
        if let Some(due) = &duty.due {
            if due.standing == LimitStanding::Reminder {
                add("The document gives no number: the date is a reminder".to_owned());
            }
            if duty.agree == LaterDate::WithReason {
                add("A later date may be agreed, with a reason".to_owned());
            }
        }
        if let Some(budget) = &duty.budget {
            let over = match &budget.over {
                None => "all steps".to_owned(),
                Some(steps) => listed(&steps.iter().map(|step| words.step(step)).collect::<Vec<_>>()),
            };
            let binds =
                if budget.binding == Binding::Tightens { "shortens their dates" } else { "shortens no date" };
            add(format!("One clock over {over}; it {binds}"));
        }
        if duty.waiver == Waiver::WithReason {
            add("It may be waived with a reason".to_owned());
        }
        if duty.on_leaving == OnLeaving::Lapses {
            add("It ends when the step is left".to_owned());
        }
        sentence.push_str(&paragraph(duty.source.as_ref()));
        let about = &self.procedure.about;
        DutyExplained {
            id: duty.id.to_string(),
            sentence,
            readings: duty.readings.iter().map(|reading| reading.said(about)).collect(),
        }
    }

    fn danger(&self, path: &str, track: &Track) -> Vec<String> {
        let effect = match &track.risk.effect {
            RiskEffect::Stays => "The step stays as it is".to_owned(),
            RiskEffect::Jumps(step) => format!("It goes to {} at once", self.words.step(step)),
            RiskEffect::LeavesLadder => "The steps wait until the danger has ended".to_owned(),
        };
        let effect = format!("{effect}.{}", self.cite(&format!("{path}.risk")));
        track.risk.say.clone().into_iter().chain([effect]).collect()
    }

    fn ends(&self, path: &str, track: &Track) -> Vec<String> {
        let mut said = Vec::new();
        let resolve = &track.resolve;
        let cite = self.cite(&format!("{path}.resolve"));
        let mut clauses = self.words.conditions(&resolve.needs, &[], &[]);
        clauses.extend(resolve.by.as_ref().map(|by| format!("only {} may say so", self.words.who(by))));
        if !resolve.outcomes.is_empty() {
            clauses.push(format!("with one of: {}", resolve.outcomes.join(", ")));
        }
        said.push(format!("It is resolved when it is said to be{}.{cite}", tail(&clauses)));
        for (n, closure) in track.closures.iter().enumerate() {
            let from = match closure.from {
                ClosesFrom::Resolved => "once it is resolved",
                ClosesFrom::Open => "while it is open",
                ClosesFrom::Either => "while it is open or once it is resolved",
            };
            let mut clauses = vec![from.to_owned()];
            if !closure.at.is_empty() {
                let steps: Vec<String> = closure.at.iter().map(|step| self.words.step(step)).collect();
                clauses.push(format!("only at {}", listed(&steps)));
            }
            clauses.extend(self.words.conditions(&closure.needs, &closure.requires, &[]));
            clauses.extend(closure.by.as_ref().map(|by| format!("only by {}", self.words.who(by))));
            clauses.extend((closure.reason == Reason::Required).then(|| "a reason is asked".to_owned()));
            let cite = self.cite(&format!("{path}.closures[{n}]"));
            said.push(format!("Closed as “{}”: {}.{cite}", closure.label, clauses.join("; ")));
        }
        said
    }
}

fn tail(clauses: &[String]) -> String {
    if clauses.is_empty() { String::new() } else { format!("; {}", clauses.join("; ")) }
}
