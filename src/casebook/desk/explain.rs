//! A pack in plain English: the ladder, every duty as a sentence, readings and guidance, so that a
//! panel can sign it off without reading JSON.

use super::{mermaid, parts};
use crate::casebook::dates::listed;
use crate::casebook::views::{DutyExplained, PackExplained, StepExplained, TrackExplained};
use crate::casebook::wording::{Names, Wording};
use crate::ordered::Map;
use crate::procedure::pack::{Pack, traced};
use crate::procedure::{About, Duty, Presence, Procedure, Reading, SourceRef, StepId, Track};

/// Puts a pack into words.
pub fn explain(pack: &Pack) -> PackExplained {
    let procedure = pack.procedure();
    let mut cited: Map<String, SourceRef> = Map::new();
    for part in traced::carried(pack) {
        let none = SourceRef { rules: Vec::new(), at: part.at };
        cited.entry(part.path).or_insert(none).rules.push(part.rule);
    }
    let words = Explaining { words: Wording { of: procedure, names: Names::WithIds }, procedure, cited };
    let about = &procedure.about;
    PackExplained {
        id: procedure.id.to_string(),
        version: procedure.version.clone(),
        about: words.about(),
        agencies: parts::agencies(procedure),
        facts: parts::facts(procedure),
        contacts: parts::contacts(procedure),
        tracks: procedure.tracks.iter().enumerate().map(|(n, track)| words.track(n, track)).collect(),
        guidance: about
            .guidance
            .iter()
            .map(|line| {
                let source = SourceRef { rules: line.rules.clone(), at: line.at.clone() };
                let shown = match line.belongs_to.as_slice() {
                    [] => String::new(),
                    at => format!(" Shown at {}.", listed(at)),
                };
                format!("{}{}{shown}", line.text, paragraph(Some(&source)))
            })
            .collect(),
        readings: about.readings.iter().map(|one| reading(one, about)).collect(),
        forms: about
            .forms
            .iter()
            .map(|form| {
                let fields: Vec<&str> = form.fields.iter().map(|field| field.label.as_str()).collect();
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
        let words = self.words;
        let mut said = Vec::new();
        for (n, entry) in track.entries.iter().enumerate() {
            said.push(words.entry(n, entry) + &self.cite(&format!("{path}.entries[{n}]")));
        }
        let cite = self.cite(&format!("{path}.opening"));
        said.extend(words.opening_needs(track).map(|needs| needs + &cite));
        said.extend(words.opens(track).map(|by| by + &cite));
        for (n, check) in track.opening.requires.iter().enumerate() {
            let cite = self.cite(&format!("{path}.opening.requires[{n}]"));
            said.push(format!("It can be opened only if {}.{cite}", words.guard(&check.guard)));
        }
        said.push(words.departures(track).to_owned());
        said
    }

    fn step(&self, id: &StepId) -> Option<StepExplained> {
        let (index, step) = self.procedure.steps.iter().enumerate().find(|(_, step)| step.id == *id)?;
        let lead = |(n, exit): (usize, &crate::procedure::Exit)| {
            self.words.leads(exit) + &self.cite(&format!("steps[{index}].exits[{n}]"))
        };
        Some(StepExplained {
            id: id.to_string(),
            title: format!("{}: {}.{}", self.words.step(id), step.title, paragraph(step.source.as_ref())),
            acts: self.words.acts(step),
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
        let to = duty.to.as_ref().map(|to| format!("It goes to {}", words.who(to)));
        for said in to.into_iter().chain(words.details(duty)) {
            sentence.push_str(&[" ", &said, "."].concat());
        }
        sentence.push_str(&paragraph(duty.source.as_ref()));
        let about = &self.procedure.about;
        DutyExplained {
            id: duty.id.to_string(),
            sentence,
            readings: duty.readings.iter().map(|one| reading(one, about)).collect(),
        }
    }

    fn danger(&self, path: &str, track: &Track) -> Vec<String> {
        let effect = self.words.danger(track) + &self.cite(&format!("{path}.risk"));
        track.risk.say.clone().into_iter().chain([effect]).collect()
    }

    fn ends(&self, path: &str, track: &Track) -> Vec<String> {
        let mut said = vec![self.words.resolved(track) + &self.cite(&format!("{path}.resolve"))];
        for (n, closure) in track.closures.iter().enumerate() {
            said.push(self.words.closed(closure) + &self.cite(&format!("{path}.closures[{n}]")));
        }
        said
    }
}

/// ` Paragraph 1.4 (HAV-R8).`, or nothing.
/// A reading in sentences: ours first, then the source's words and who read them so.
fn reading(reading: &Reading, about: &About) -> String {
    let mut said = match reading.id.as_str() {
        "" => reading.text.clone(),
        id => [id, ": ", &reading.text].concat(),
    };
    if !reading.words.is_empty() {
        said.push_str(&[" The source says “", &reading.words, "”."].concat());
    }
    let by = if reading.by.is_empty() { &about.read_by } else { &reading.by };
    if !reading.id.is_empty() && !by.is_empty() {
        said.push_str(&[" Read so by ", by, "."].concat());
    }
    said
}

fn paragraph(source: Option<&SourceRef>) -> String {
    source.map_or_else(String::new, |source| match source.rules.join(", ") {
        rules if rules.is_empty() => format!(" Paragraph: {}.", source.at),
        rules => format!(" Paragraph: {} ({rules}).", source.at),
    })
}

/// The source's own word as what its owner has to do.
fn force(force: Option<&str>) -> String {
    match force {
        Some(word @ ("must" | "shall" | "will" | "should" | "may")) => word.to_owned(),
        Some("expected") => "is expected to".to_owned(),
        Some("guide") => "should, as a guide,".to_owned(),
        Some("advisory") => "may, as advice,".to_owned(),
        Some(other) => format!("(“{other}”) has to"),
        None => "has to".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reading_says_the_words_and_who_read_them_so() {
        let about = About { read_by: "the panel".into(), ..About::default() };
        let plain = Reading { text: "As it stands.".into(), ..Reading::default() };
        assert_eq!(reading(&plain, &about), "As it stands.");
        let whole = Reading {
            id: "HAV-A2".into(),
            words: "one working week".into(),
            text: "five working days.".into(),
            by: String::new(),
        };
        assert_eq!(
            reading(&whole, &about),
            "HAV-A2: five working days. The source says “one working week”. Read so by the panel."
        );
        let theirs = Reading { by: "the board".into(), words: String::new(), ..whole };
        assert_eq!(reading(&theirs, &about), "HAV-A2: five working days. Read so by the board.");
    }
}
