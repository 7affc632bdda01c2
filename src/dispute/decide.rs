//! Deciding a command: refused with every reason at once, or turned into what happens.
//!
//! A refused command changes nothing. `risk` is never refused: nothing that protects a child is.
//! Only `needs`, `requires`, `fields`, `by` and `after` gate; a missed date never does.

mod duties;
mod opening;
pub(super) mod steps;

use crate::ordered::Map;

use super::Rules;
use super::command::{Command, Fields, Risk};
use super::due::next_to_pass;
use super::event::{Chosen, Happening, Under};
use super::reading::Reading;
use super::refusal::Refusal;
use super::state::{State, Status, Subject};
use crate::calendar::Moment;
use crate::json::Json;
use crate::procedure::{Check, DutyId, Field, Presence, RoleId, RoleRef};

/// A command that was accepted.
#[derive(Clone, Debug, PartialEq)]
pub struct Accepted {
    /// What happens: the facts that the engine needs.
    pub happening: Happening,
    /// What was said with it.
    pub words: Map<String, Json>,
}

/// Refuses a command, or says what happens. Time passes first.
///
/// `under` is what the log is to pin if this command begins it.
///
/// # Errors
/// All reasons at once, but an unknown id or the wrong state stands alone.
pub fn decide(
    state: &State,
    rules: &Rules<'_>,
    under: &Under,
    command: &Command,
    now: Moment,
) -> Result<Accepted, Vec<Refusal>> {
    let later = next_to_pass(rules, state, now).map(|_| state.at(rules, now));
    let state = later.as_ref().unwrap_or(state);
    if let Some(refusal) = wrong_state(state, command) {
        return Err([refusal].into_iter().chain(unknown_step(rules, command)).collect());
    }
    let desk = Desk { state, rules, now };
    let mut words = Said::default();
    let happening = match command {
        Command::Open(open) => desk.open(open, under, &mut words)?,
        Command::Move(order) => desk.move_to(order, &mut words)?,
        Command::AddTier { who } => {
            words.text("who", who.as_deref());
            desk.add_tier()?
        }
        Command::Done(done) => desk.done(done, &mut words)?,
        Command::Waive { instance, reason } => desk.waive(instance, words.reason(reason.as_deref()))?,
        Command::Again { instance, reason } => desk.again(instance, words.reason(reason.as_deref()))?,
        Command::AgreeDate { instance, date, reason, with } => {
            words.text("with", with.as_deref());
            desk.agree_date(instance, *date, words.reason(reason.as_deref()))?
        }
        Command::Received { date } => desk.received(*date)?,
        Command::SetFact { fact, is, child } => desk.set_fact(fact, is.as_ref(), child.as_deref())?,
        Command::AddChild { child } => desk.add_child(child)?,
        Command::AddAgency { agency } => desk.add_agency(agency)?,
        Command::Lesson { scope, kind, text } => {
            words.text("text", text.as_deref());
            desk.lesson(scope, kind.as_deref())?
        }
        Command::Delay { reason, duty } => {
            words.reason(reason.as_deref()).required()?;
            Happening::DelayNoted { duty: duty.clone() }
        }
        Command::Discuss { words: said } => {
            words.0.extend(said.clone());
            Happening::Discussed {}
        }
        Command::Note { words: said } => {
            words.0.extend(said.clone());
            Happening::Noted {}
        }
        Command::Correct { entry, wrong, right } => {
            words.text("wrong", wrong.as_deref());
            words.text("right", right.as_deref());
            if !words.0.contains_key("right") {
                return Err(vec![Refusal::Missing("right".into())]);
            }
            Happening::Corrected { entry: entry.clone() }
        }
        Command::Confirm { entry, agreed, text } => {
            words.text("text", text.as_deref());
            let Some(agreed) = *agreed else { return Err(vec![Refusal::Missing("agreed".into())]) };
            if !agreed && !words.0.contains_key("text") {
                return Err(vec![Refusal::Missing("text".into())]);
            }
            Happening::Confirmed { agreed, entry: entry.clone() }
        }
        Command::Risk(risk) => declared(risk, under, state),
        Command::RiskEnded => Happening::RiskEnded {},
        Command::Resolve { outcome, text, by } => {
            words.text("text", text.as_deref());
            desk.resolve(outcome.as_deref(), text.as_deref(), by.as_ref())?
        }
        Command::Close { closure, by, reason } => {
            desk.close(closure, by.as_ref(), words.reason(reason.as_deref()))?
        }
        Command::Reopen { reason } => {
            words.reason(reason.as_deref()).required()?;
            Happening::Reopened {}
        }
    };
    Ok(Accepted { happening, words: words.0 })
}

/// What refuses a command whatever it says: the status.
fn wrong_state(state: &State, command: &Command) -> Option<Refusal> {
    use Command as C;
    match (&state.status, command) {
        (_, C::Risk(_)) => None,
        (Status::None, C::Open(_)) => None,
        (Status::None, _) => Some(Refusal::NotOpen),
        (Status::Emergency, C::Open(_)) if state.is_risk_record() => None,
        (_, C::Open(_)) => Some(Refusal::AlreadyOpen),
        (Status::Open | Status::Emergency, C::Reopen { .. }) => Some(Refusal::AlreadyOpen),
        (Status::Emergency, C::Move(_) | C::Resolve { .. }) => Some(Refusal::NotOnLadder),
        (Status::Resolved, C::Move(_) | C::AddTier { .. } | C::Resolve { .. }) => {
            Some(Refusal::AlreadyResolved)
        }
        (
            Status::Closed(_),
            C::Move(_)
            | C::AddTier { .. }
            | C::Resolve { .. }
            | C::Close { .. }
            | C::AgreeDate { .. }
            | C::Again { .. }
            | C::Received { .. }
            | C::Delay { .. }
            | C::SetFact { .. }
            | C::AddChild { .. }
            | C::AddAgency { .. },
        ) => Some(Refusal::AlreadyClosed),
        _ => None,
    }
}

/// A step that the procedure does not have is told whatever the status.
fn unknown_step(rules: &Rules<'_>, command: &Command) -> Option<Refusal> {
    let Command::Move(order) = command else { return None };
    let unknown = rules.procedure.step(&order.to).is_none();
    unknown.then(|| Refusal::NoSuchStep(order.to.clone()))
}

fn declared(risk: &Risk, under: &Under, state: &State) -> Happening {
    Happening::RiskDeclared {
        by: risk.by.clone(),
        children: risk.children.clone(),
        other: risk.other.clone(),
        raising: risk.raising.clone(),
        under: (state.status == Status::None).then(|| under.clone()),
    }
}

/// Where a command is decided: the state as it is now, under its rules.
pub(super) struct Desk<'a> {
    pub state: &'a State,
    pub rules: &'a Rules<'a>,
    pub now: Moment,
}

impl Desk<'_> {
    fn reading<'s>(&'s self, subject: &'s Subject) -> Reading<'s> {
        Reading { rules: self.rules, state: self.state, subject }
    }

    /// Every outstanding instance of what comes first.
    pub(super) fn needs(&self, duties: &[DutyId]) -> impl Iterator<Item = Refusal> {
        let keys: Vec<String> = self.state.outstanding_of(duties).map(|owed| owed.key()).collect();
        keys.into_iter().map(Refusal::Needs)
    }

    pub(super) fn not_met(&self, checks: &[Check]) -> Vec<Refusal> {
        let reading = self.reading(&Subject::Case);
        reading.failed(checks).map(not_met).collect()
    }

    /// Also refused when a role is asked and none is given.
    fn by(&self, asked: Option<&RoleRef>, by: Option<&RoleId>, subject: &Subject) -> Option<Refusal> {
        let asked = self.reading(subject).role(asked)?;
        (by != Some(&asked)).then_some(Refusal::ByWrongRole)
    }
}

fn not_met(check: &Check) -> Refusal {
    Refusal::NotMet { code: check.code.clone(), say: check.say.clone() }
}

/// Turns reasons into a refusal, or none into consent.
fn settle(refusals: Vec<Refusal>) -> Result<(), Vec<Refusal>> {
    if refusals.is_empty() { Ok(()) } else { Err(refusals) }
}

/// Splits a form into options chosen and free words, with what is wrong in it.
fn fill(fields: &[Field], given: &Fields, refusals: &mut Vec<Refusal>, words: &mut Said) -> Chosen {
    let mut chosen = Chosen::new();
    for field in fields {
        match given.get(&field.id).filter(|value| !is_empty(value)) {
            None if field.presence == Presence::Required => refusals.push(Refusal::Missing(field.id.clone())),
            None => {}
            Some(value) if field.options.is_empty() => {
                words.0.insert(field.id.clone(), value.clone());
            }
            Some(value) => {
                match options(value).filter(|values| values.iter().all(|one| field.options.contains(one))) {
                    Some(values) => {
                        chosen.insert(field.id.clone(), values);
                    }
                    None => refusals.push(Refusal::UnknownOption(field.id.clone())),
                }
            }
        }
    }
    let unknown = given.keys().filter(|id| !fields.iter().any(|field| field.id == **id));
    refusals.extend(unknown.map(|id| Refusal::UnknownField(id.clone())));
    chosen
}

fn options(value: &Json) -> Option<Vec<String>> {
    match value {
        Json::List(values) => values.iter().map(|one| one.as_text().map(str::to_owned)).collect(),
        other => other.as_text().map(|one| vec![one.to_owned()]),
    }
}

/// `""`, `[]`, `false` and `null` are nothing.
fn is_empty(value: &Json) -> bool {
    match value {
        Json::Null | Json::Flag(false) => true,
        Json::Text(text) => text.is_empty(),
        Json::List(values) => values.is_empty(),
        Json::Flag(true) | Json::Whole(_) | Json::Fraction | Json::Object(_) => false,
    }
}

/// The words of a command, gathered while it is decided.
#[derive(Default)]
struct Said(Map<String, Json>);

impl Said {
    fn text(&mut self, name: &str, text: Option<&str>) {
        if let Some(text) = text.filter(|text| !text.trim().is_empty()) {
            self.0.insert(name.to_owned(), text.into());
        }
    }

    fn reason(&mut self, reason: Option<&str>) -> Given {
        self.text("reason", reason);
        if self.0.contains_key("reason") { Given::Yes } else { Given::No }
    }
}

/// Whether a reason was given.
#[derive(Clone, Copy, PartialEq)]
enum Given {
    Yes,
    No,
}

impl Given {
    fn required(self) -> Result<(), Vec<Refusal>> {
        settle(self.missing().into_iter().collect())
    }

    fn missing(self) -> Option<Refusal> {
        (self == Self::No).then_some(Refusal::ReasonRequired)
    }
}
