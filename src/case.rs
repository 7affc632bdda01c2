//! FORMAT `case/1`: a story of a dispute with what must hold after each step.
//!
//! A case is data that a procedure expert can write (`docs/formats/case-1.md`). Order in a step: fresh;
//! time passes; one command; refused or not; time passes; what must hold then. [`run`] tells every
//! difference.

mod orders;
mod then;

use serde_json::{Map, Value};

use crate::calendar::{Calendar, Moment};
use crate::dispute::event::Under;
use crate::dispute::state::State;
use crate::dispute::{Rules, decide};
use crate::procedure::{Procedure, ProcedureId, TrackId};

/// What came of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The case's id; empty where it could not be read.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Every difference between what was expected and what came; none = passed.
    pub differences: Vec<Difference>,
}

/// Where a case and the engine differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The step, from 1; 0 for the case as a whole.
    pub step: usize,
    /// The step's moment, as the case writes it.
    pub on: String,
    /// What the case expects.
    pub expected: String,
    /// What came.
    pub came: String,
}

/// Why a step could not be run.
type Unreadable = String;

/// Runs a case against the procedures that `find` knows.
pub fn run<'p>(
    text: &str,
    find: impl Fn(&ProcedureId) -> Option<&'p Procedure>,
    calendar: &Calendar,
) -> Outcome {
    let mut outcome = Outcome { id: String::new(), title: String::new(), differences: Vec::new() };
    let whole = |expected: &str, came: String| Difference {
        step: 0,
        on: String::new(),
        expected: expected.to_owned(),
        came,
    };
    // An editor may have put a byte-order mark in front.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let case = match serde_json::from_str::<Value>(text) {
        Ok(Value::Object(case)) => case,
        Ok(_) => {
            outcome.differences.push(whole("a JSON object", "something else".into()));
            return outcome;
        }
        Err(error) => {
            outcome.differences.push(whole("JSON", error.to_string()));
            return outcome;
        }
    };
    let text_of = |name: &str| case.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    outcome.id = text_of("id");
    outcome.title = text_of("title");
    if text_of("format") != "case/1" {
        outcome.differences.push(whole("format case/1", format!("format {:?}", text_of("format"))));
        return outcome;
    }
    let (procedure_id, track_id) = (ProcedureId(text_of("procedure")), TrackId(text_of("track")));
    let Some(procedure) = find(&procedure_id) else {
        outcome.differences.push(whole("a known procedure", format!("no procedure {procedure_id}")));
        return outcome;
    };
    let track =
        if case.contains_key("track") { Some(&track_id) } else { procedure.tracks.first().map(|t| &t.id) };
    let Some(rules) = track.and_then(|track| Rules::new(procedure, track, calendar)) else {
        outcome.differences.push(whole("a known track", format!("no track {track_id} in {procedure_id}")));
        return outcome;
    };
    let Some(Value::Array(steps)) = case.get("steps") else {
        outcome.differences.push(whole("steps", "none".into()));
        return outcome;
    };
    if steps.is_empty() {
        outcome.differences.push(whole("steps", "none".into()));
    }
    let mut story = Story::new(&rules);
    for (index, step) in steps.iter().enumerate() {
        let on = step.get("on").and_then(Value::as_str).unwrap_or_default().to_owned();
        match story.step(step) {
            Ok(()) => {}
            Err(unreadable) => story.differ("a step that can be run", unreadable),
        }
        let place = |(expected, came)| Difference { step: index + 1, on: on.clone(), expected, came };
        outcome.differences.extend(story.differences.drain(..).map(place));
    }
    outcome
}

/// A case while it is run.
struct Story<'a> {
    rules: &'a Rules<'a>,
    state: State,
    now: Option<Moment>,
    differences: Vec<(String, String)>,
}

impl<'a> Story<'a> {
    fn new(rules: &'a Rules<'a>) -> Self {
        Self { rules, state: State::default(), now: None, differences: Vec::new() }
    }

    fn differ(&mut self, expected: impl Into<String>, came: impl Into<String>) {
        self.differences.push((expected.into(), came.into()));
    }

    fn step(&mut self, step: &Value) -> Result<(), Unreadable> {
        let step = step.as_object().ok_or("the step is not an object")?;
        let known = ["on", "fresh", "do", "refused", "then"];
        if let Some(unknown) = step.keys().find(|key| !known.contains(&key.as_str())) {
            return Err(format!("the step has an unknown member {unknown:?}"));
        }
        let on = step.get("on").and_then(Value::as_str).ok_or("the step has no `on`")?;
        let now = Moment::parse(on).ok_or_else(|| format!("`on` is no moment: {on:?}"))?;
        if step.get("fresh") == Some(&Value::Bool(true)) {
            self.state = State::default();
        } else if self.now.is_some_and(|before| now < before) {
            return Err("`on` goes backwards without `fresh`".into());
        }
        self.now = Some(now);
        self.state.pass_time(self.rules, now);
        match step.get("do") {
            None if step.contains_key("refused") => return Err("`refused` without `do`".into()),
            None => {}
            Some(order) => self.order(order, step.get("refused"), now)?,
        }
        self.state.pass_time(self.rules, now);
        match step.get("then") {
            None => Ok(()),
            Some(Value::Object(then)) => self.look(then, now),
            Some(_) => Err("`then` is not an object".into()),
        }
    }

    fn order(&mut self, order: &Value, refused: Option<&Value>, now: Moment) -> Result<(), Unreadable> {
        let command = orders::read(order)?;
        let expected = refused.map(codes).transpose()?;
        match (decide(&self.state, self.rules, &self.under(), &command, now), expected) {
            (Ok(accepted), None) => self.state.apply(self.rules, &accepted.happening, now),
            (Ok(_), Some(expected)) => self
                .differ(format!("refused: {}", expected.join(", ")), "accepted; the case goes on without it"),
            (Err(refusals), None) => {
                let codes: Vec<String> = refusals.iter().map(|refusal| refusal.code()).collect();
                self.differ("accepted", format!("refused: {}", codes.join(", ")));
            }
            (Err(refusals), Some(expected)) => {
                let came: Vec<String> = refusals.iter().map(|refusal| refusal.code()).collect();
                for code in expected.iter().filter(|code| !came.iter().any(|came| code_matches(code, came))) {
                    self.differ(format!("refused: {code}"), format!("refused: {}", came.join(", ")));
                }
            }
        }
        Ok(())
    }

    fn look(&mut self, then: &Map<String, Value>, now: Moment) -> Result<(), Unreadable> {
        let differences = then::differences(&self.state, self.rules, now, then)?;
        self.differences.extend(differences);
        Ok(())
    }

    fn under(&self) -> Under {
        Under {
            calendar: self.rules.calendar.version.to_owned(),
            digest: String::new(),
            procedure: self.rules.procedure.id.clone(),
            track: self.rules.track.id.clone(),
            version: self.rules.procedure.version.clone(),
        }
    }
}

fn codes(refused: &Value) -> Result<Vec<String>, Unreadable> {
    let one =
        |value: &Value| value.as_str().map(str::to_owned).ok_or_else(|| "`refused` is no code".to_owned());
    match refused {
        Value::Array(codes) => codes.iter().map(one).collect(),
        other => Ok(vec![one(other)?]),
    }
}

/// An equal code matches; one without `@` matches the same with any `@subject`; one without `:`
/// matches any that begins with it and `:`.
fn code_matches(expected: &str, came: &str) -> bool {
    let stem = |text: &str| text.split('@').next().unwrap_or_default().to_owned();
    expected == came
        || (!expected.contains('@') && expected == stem(came))
        || (!expected.contains(':') && came.strip_prefix(expected).is_some_and(|rest| rest.starts_with(':')))
}
