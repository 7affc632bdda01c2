//! The parts of a procedure in words: who, when, if. The desk's explanation and the page of help are
//! put together from these; `wording/whole.rs` has what is more than a part.

mod whole;

use crate::calendar::{Direction, Limit, Roll, Unit};
use crate::casebook::dates::listed;
use crate::procedure::{
    Anchor, Check, Deadline, Duty, DutyId, DutyScope, FactId, FactValue, Field, Guard, Presence, Procedure,
    RoleId, RoleRef, Step, StepId, Trigger,
};
use crate::words::{dispute, entries, wording as words};

/// Where in the source: `paragraph 2.5`, `paragraphs 8 and 9`, or as the source's authors would say it, `Principles`.
pub fn in_source(at: &str) -> String {
    let is_numbered = at.starts_with(|first: char| first.is_ascii_digit());
    match (is_numbered, at.contains("paragraph")) {
        (true, true) => dispute::in_section(at),
        (true, false) if at.contains(';') || at.split(' ').any(|word| word == "and") => {
            dispute::in_paragraphs(at)
        }
        (true, false) => dispute::in_paragraph(at),
        (false, _) => at.to_owned(),
    }
}

/// Words for the parts of one procedure.
#[derive(Clone, Copy)]
pub struct Wording<'p> {
    /// The procedure.
    pub of: &'p Procedure,
    /// How its steps and duties are named.
    pub names: Names,
}

/// How steps and duties are named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Names {
    /// By their ids too, for whoever writes a pack.
    #[cfg(feature = "desk")]
    WithIds,
    /// As people say them.
    Plain,
}

impl Wording<'_> {
    /// `Stage 2 (S2)`, or the id where a step has no number; without ids `Stage 2`, or the title.
    pub fn step(self, id: &StepId) -> String {
        let step = self.of.step(id);
        let word = self.of.about.terms.get("step").map_or_else(|| entries::STEP.said(), String::as_str);
        let number =
            step.and_then(|step| step.number).map(|number| [word, " ", &number.to_string()].concat());
        match (self.names, number, step) {
            #[cfg(feature = "desk")]
            (Names::WithIds, Some(number), _) => [&number, " (", id.as_str(), ")"].concat(),
            (Names::Plain, Some(number), _) => number,
            (Names::Plain, None, Some(step)) => words::quoted(&step.title),
            _ => id.to_string(),
        }
    }

    /// Where a way leads: by the step's id, or by its name with its title, for two steps may bear one number.
    pub fn destination(self, id: &StepId) -> String {
        match (self.names, self.of.step(id)) {
            (Names::Plain, Some(step)) => self.step_with_title(step),
            _ => self.step(id),
        }
    }

    /// One of several answers as a pack writes it; without ids in words, as `reconvene same chair`.
    pub fn option(self, word: &str) -> String {
        match self.names {
            #[cfg(feature = "desk")]
            Names::WithIds => word.to_owned(),
            Names::Plain => word.replace('-', " "),
        }
    }

    /// Several of them.
    pub fn options(self, words: &[String]) -> String {
        words.iter().map(|word| self.option(word)).collect::<Vec<_>>().join(", ")
    }

    /// `Stage 1: Discussion`; one of the two where they say the same or there is only one.
    pub fn step_with_title(self, step: &Step) -> String {
        let name = match step.number {
            Some(_) => self.step(&step.id),
            None => step.title.clone(),
        };
        if step.title.is_empty() || step.title == name { name } else { [&name, ": ", &step.title].concat() }
    }

    /// The duty's id; without ids its text.
    pub fn duty(self, id: &DutyId) -> String {
        match self.names {
            #[cfg(feature = "desk")]
            Names::WithIds => id.to_string(),
            Names::Plain => {
                let text =
                    self.of.all_duties().find(|duty| duty.id == *id).and_then(|duty| duty.text.clone());
                text.map_or_else(|| id.to_string(), |text| words::quoted(&text))
            }
        }
    }

    /// A role's label.
    pub fn role(self, id: &RoleId) -> String {
        let label = self.of.roles.get(id).map_or(id.as_str(), |role| role.label.as_str());
        let first = label.split(' ').next().unwrap_or_default();
        match first {
            "The" | "Your" | "Every" | "Each" => {
                let (head, rest) = label.split_at(1);
                head.to_ascii_lowercase() + rest
            }
            _ => words::role(label),
        }
    }

    /// Who acts, with the conditions under which.
    pub fn who(self, role: &RoleRef) -> String {
        let mut said: Vec<String> = Vec::new();
        for (when, role) in &role.0 {
            let role = self.role(role);
            said.push(match when {
                Some(guard) => words::role_if(&role, &self.guard(guard)),
                None => role,
            });
        }
        joined(said, words::otherwise)
    }

    fn fact(self, id: &FactId) -> String {
        let ask = self.of.fact(id).and_then(|fact| fact.ask.as_deref());
        words::quoted(ask.unwrap_or(id.as_str()))
    }

    /// What has to hold, so that it reads after "if".
    pub fn guard(self, guard: &Guard) -> String {
        // Where one joined guard stands in another, brackets say which belong together.
        let part = |guard: &Guard| match guard {
            Guard::All(inner) | Guard::Any(inner) if inner.len() > 1 => {
                ["(", &self.guard(guard), ")"].concat()
            }
            _ => self.guard(guard),
        };
        let parts = |guards: &[Guard]| guards.iter().map(part).collect::<Vec<_>>();
        match guard {
            Guard::FactIs(fact, value) => {
                let fact = self.fact(fact);
                match value {
                    Some(FactValue::Flag(true)) => words::is_yes(&fact),
                    Some(FactValue::Flag(false)) => words::is_no(&fact),
                    Some(FactValue::Count(n)) => words::is_so_much(&fact, &n.to_string()),
                    Some(FactValue::Text(text)) => words::is_word(&fact, text),
                    None => words::is_not_set(&fact),
                }
            }
            Guard::FactAtLeast(fact, n) => words::is_at_least(&self.fact(fact), &n.to_string()),
            Guard::FactSet(fact, true) => words::is_set(&self.fact(fact)),
            Guard::FactSet(fact, false) => words::is_not_set(&self.fact(fact)),
            Guard::Party(flag) => words::marked(flag),
            Guard::SameAgency(true) => words::ONE_AGENCY.to_owned(),
            Guard::SameAgency(false) => words::SEVERAL_AGENCIES.to_owned(),
            Guard::Risk(true) => words::DANGER.to_owned(),
            Guard::Risk(false) => words::NO_DANGER.to_owned(),
            Guard::Chose(duty, choice) => words::ended_in(&self.duty(duty), &self.option(choice)),
            Guard::All(guards) => joined(parts(guards), words::both),
            Guard::Any(guards) => joined(parts(guards), words::either),
            Guard::Not(inner) => match &**inner {
                Guard::SameAgency(same) => self.guard(&Guard::SameAgency(!same)),
                Guard::FactIs(fact, Some(FactValue::Flag(is))) => {
                    self.guard(&Guard::FactIs(fact.clone(), Some(FactValue::Flag(!is))))
                }
                inner => words::not(&part(inner)),
            },
        }
    }

    /// What happens, so that it reads after "on" and after "days of".
    fn event(self, trigger: &Trigger) -> String {
        match trigger {
            Trigger::Opened => words::THE_OPENING.to_owned(),
            Trigger::Entered(step) => words::entering(&self.step(step)),
            Trigger::Left(step) => words::leaving(&self.step(step)),
            Trigger::Resolved => words::RESOLVING.to_owned(),
            Trigger::Closed => words::CLOSING.to_owned(),
            Trigger::Risk => words::DECLARING.to_owned(),
            Trigger::Lesson(scope) => words::noting_lesson(scope),
            Trigger::Fact(fact) => words::answering(&self.fact(fact)),
            Trigger::Done(duty, None) => words::doing(&self.duty(duty)),
            Trigger::Done(duty, Some(choice)) => words::choosing(&self.option(choice), &self.duty(duty)),
            Trigger::Overdue(duty) => words::passing(&self.duty(duty)),
        }
    }

    /// What opens a duty of that step, or of the track.
    fn opening(self, duty: &Duty, step: Option<&StepId>) -> String {
        if duty.opens.is_empty() {
            return step
                .map_or_else(|| self.event(&Trigger::Opened), |step| words::entering(&self.step(step)));
        }
        let events: Vec<String> = duty.opens.iter().map(|trigger| self.event(trigger)).collect();
        joined(events, words::either)
    }

    /// By when, or from when on: how a duty's sentence begins.
    pub fn when(self, duty: &Duty, step: Option<&StepId>) -> String {
        let opening = self.opening(duty, step);
        let begins = match &duty.due {
            None => words::on(&opening),
            Some(Deadline { limit, from: Anchor::Opening, .. }) => within(limit, &opening),
            Some(Deadline { limit, from, .. }) => {
                let day = match from {
                    Anchor::Fact(fact) => words::date_given(&self.fact(fact)),
                    Anchor::Received | Anchor::Opening => words::DAY_RECEIVED.to_owned(),
                };
                let told = within(limit, &day);
                if duty.opens.is_empty() { told } else { words::from_on(&told, &opening) }
            }
        };
        let scoped = match duty.scope {
            DutyScope::Case => begins,
            DutyScope::Child => words::each_child(&begins),
            DutyScope::Agency => words::each_agency(&begins),
        };
        match &duty.when {
            Some(guard) => words::only_if(&scoped, &self.guard(guard)),
            None => scoped,
        }
    }

    /// What else an act has to meet: one clause each.
    pub fn conditions(self, needs: &[DutyId], requires: &[Check], fields: &[Field]) -> Vec<String> {
        let mut said = Vec::new();
        if !needs.is_empty() {
            let needs: Vec<String> = needs.iter().map(|duty| self.duty(duty)).collect();
            said.push(match self.names {
                #[cfg(feature = "desk")]
                Names::WithIds => format!("nothing of {} may be open", listed(&needs)),
                Names::Plain => words::before_that(&listed(&needs)),
            });
        }
        said.extend(requires.iter().map(|check| words::only_if_clause(&self.guard(&check.guard))));
        if !fields.is_empty() {
            said.push(words::asks_for(&self.fields(fields)));
        }
        said
    }

    /// What is to be filled in.
    pub fn fields(self, fields: &[Field]) -> String {
        let field = |field: &Field| {
            let label = field.label.as_deref().unwrap_or(&field.id);
            let mut said = label.to_owned();
            if !field.options.is_empty() {
                said = words::one_of(&said, &self.options(&field.options));
            }
            if field.presence == Presence::Optional { words::may_be_left_out(&said) } else { said }
        };
        fields.iter().map(field).collect::<Vec<_>>().join("; ")
    }
}

/// One after the other, each joined to those before it.
fn joined(said: Vec<String>, join: fn(&str, &str) -> String) -> String {
    said.into_iter().reduce(|before, next| join(&before, &next)).unwrap_or_default()
}

fn within(limit: &Limit, event: &str) -> String {
    let n = limit.n as usize;
    let span = match limit.unit {
        Unit::WorkingDay => words::working_days(n),
        Unit::CalendarDay => words::days(n),
        Unit::Month => words::months(n),
        Unit::Hour => words::hours(n),
        Unit::Now => return words::at_once(event),
        Unit::SameWorkingDay => return words::same_day(event),
    };
    let moved = match limit.roll {
        Roll::Stays => "",
        Roll::Earlier => "earlier",
        Roll::Later => "later",
    };
    match limit.direction {
        Direction::After => words::within(&span, event, moved),
        Direction::Before => words::at_least_before(&span, event, moved),
    }
}
