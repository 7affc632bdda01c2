//! The parts of a procedure in words: who, when, if. The desk's explanation and the page of help are
//! put together from these; `wording/whole.rs` has what is more than a part.

mod whole;

use crate::calendar::{Direction, Limit, Roll, Unit};
use crate::casebook::dates::{counted, listed};
use crate::procedure::{
    Anchor, Check, Deadline, Duty, DutyId, DutyScope, FactId, FactValue, Field, Guard, Presence, Procedure,
    RoleId, RoleRef, Step, StepId, Trigger,
};

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
        let word = self.of.about.terms.get("step").map_or("Step", String::as_str);
        let number =
            step.and_then(|step| step.number).map(|number| [word, " ", &number.to_string()].concat());
        match (self.names, number, step) {
            #[cfg(feature = "desk")]
            (Names::WithIds, Some(number), _) => [&number, " (", id.as_str(), ")"].concat(),
            (Names::Plain, Some(number), _) => number,
            (Names::Plain, None, Some(step)) => ["“", &step.title, "”"].concat(),
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
                text.map_or_else(|| id.to_string(), |text| ["“", &text, "”"].concat())
            }
        }
    }

    pub fn role(self, id: &RoleId) -> String {
        let label = self.of.roles.get(id).map_or(id.as_str(), |role| role.label.as_str());
        let first = label.split(' ').next().unwrap_or_default();
        match first {
            "The" | "Your" | "Every" | "Each" => {
                let (head, rest) = label.split_at(1);
                head.to_ascii_lowercase() + rest
            }
            _ => format!("the {label}"),
        }
    }

    /// Who acts, with the conditions under which.
    pub fn who(self, role: &RoleRef) -> String {
        let mut said: Vec<String> = Vec::new();
        for (when, role) in &role.0 {
            let role = self.role(role);
            said.push(match when {
                Some(guard) => format!("{role} (if {})", self.guard(guard)),
                None => role,
            });
        }
        said.join(", otherwise ")
    }

    fn fact(self, id: &FactId) -> String {
        let ask = self.of.fact(id).and_then(|fact| fact.ask.as_deref());
        format!("“{}”", ask.unwrap_or(id.as_str()))
    }

    /// What has to hold, so that it reads after "if".
    pub fn guard(self, guard: &Guard) -> String {
        // Where one joined guard stands in another, brackets say which belong together.
        let part = |guard: &Guard| match guard {
            Guard::All(inner) | Guard::Any(inner) if inner.len() > 1 => format!("({})", self.guard(guard)),
            _ => self.guard(guard),
        };
        let joined = |guards: &[Guard], word: &str| guards.iter().map(part).collect::<Vec<_>>().join(word);
        match guard {
            Guard::FactIs(fact, value) => {
                let fact = self.fact(fact);
                match value {
                    Some(FactValue::Flag(true)) => format!("the answer to {fact} is yes"),
                    Some(FactValue::Flag(false)) => format!("the answer to {fact} is no"),
                    Some(FactValue::Count(n)) => format!("the answer to {fact} is {n}"),
                    Some(FactValue::Text(text)) => format!("the answer to {fact} is “{text}”"),
                    None => format!("{fact} is not answered"),
                }
            }
            Guard::FactAtLeast(fact, n) => format!("the answer to {} is {n} or more", self.fact(fact)),
            Guard::FactSet(fact, true) => format!("{} is answered", self.fact(fact)),
            Guard::FactSet(fact, false) => format!("{} is not answered", self.fact(fact)),
            Guard::Party(flag) => format!("an agency concerned is marked “{flag}”"),
            Guard::SameAgency(true) => "all parties are one agency".to_owned(),
            Guard::SameAgency(false) => "the parties are different agencies".to_owned(),
            Guard::Risk(true) => "a child is in danger".to_owned(),
            Guard::Risk(false) => "no child is in danger".to_owned(),
            Guard::Chose(duty, choice) => format!("{} ended in “{}”", self.duty(duty), self.option(choice)),
            Guard::All(guards) => joined(guards, " and "),
            Guard::Any(guards) => joined(guards, " or "),
            Guard::Not(inner) => match &**inner {
                Guard::SameAgency(same) => self.guard(&Guard::SameAgency(!same)),
                Guard::FactIs(fact, Some(FactValue::Flag(is))) => {
                    self.guard(&Guard::FactIs(fact.clone(), Some(FactValue::Flag(!is))))
                }
                inner => format!("it is not so that {}", part(inner)),
            },
        }
    }

    /// What happens, so that it reads after "on" and after "days of".
    fn event(self, trigger: &Trigger) -> String {
        match trigger {
            Trigger::Opened => "the opening".to_owned(),
            Trigger::Entered(step) => format!("entering {}", self.step(step)),
            Trigger::Left(step) => format!("leaving {}", self.step(step)),
            Trigger::Resolved => "resolving it".to_owned(),
            Trigger::Closed => "closing it".to_owned(),
            Trigger::Risk => "declaring a child in danger".to_owned(),
            Trigger::Lesson(scope) => format!("noting a lesson ({scope})"),
            Trigger::Fact(fact) => format!("answering {}", self.fact(fact)),
            Trigger::Done(duty, None) => format!("doing {}", self.duty(duty)),
            Trigger::Done(duty, Some(choice)) => {
                format!("choosing “{}” in {}", self.option(choice), self.duty(duty))
            }
            Trigger::Overdue(duty) => format!("the passing of the date of {}", self.duty(duty)),
        }
    }

    /// What opens a duty of that step, or of the track.
    fn opening(self, duty: &Duty, step: Option<&StepId>) -> String {
        if duty.opens.is_empty() {
            return step.map_or_else(
                || self.event(&Trigger::Opened),
                |step| format!("entering {}", self.step(step)),
            );
        }
        let events: Vec<String> = duty.opens.iter().map(|trigger| self.event(trigger)).collect();
        events.join(" or ")
    }

    /// By when, or from when on: how a duty's sentence begins.
    pub fn when(self, duty: &Duty, step: Option<&StepId>) -> String {
        let opening = self.opening(duty, step);
        let begins = match &duty.due {
            None => format!("On {opening}"),
            Some(Deadline { limit, from: Anchor::Opening, .. }) => within(limit, &opening),
            Some(Deadline { limit, from, .. }) => {
                let day = match from {
                    Anchor::Fact(fact) => format!("the date given for {}", self.fact(fact)),
                    Anchor::Received | Anchor::Opening => "the day on which it was received".to_owned(),
                };
                let told = if duty.opens.is_empty() { String::new() } else { format!(", from {opening} on") };
                within(limit, &day) + &told
            }
        };
        let guard =
            duty.when.as_ref().map_or_else(String::new, |guard| format!(", if {}", self.guard(guard)));
        let scope = match duty.scope {
            DutyScope::Case => "",
            DutyScope::Child => ", for each child",
            DutyScope::Agency => ", for each agency concerned",
        };
        format!("{begins}{scope}{guard}")
    }

    /// What else an act has to meet: one clause each.
    pub fn conditions(self, needs: &[DutyId], requires: &[Check], fields: &[Field]) -> Vec<String> {
        let mut said = Vec::new();
        if !needs.is_empty() {
            let needs: Vec<String> = needs.iter().map(|duty| self.duty(duty)).collect();
            said.push(match self.names {
                #[cfg(feature = "desk")]
                Names::WithIds => format!("nothing of {} may be open", listed(&needs)),
                Names::Plain => format!("before that: {}", listed(&needs)),
            });
        }
        said.extend(requires.iter().map(|check| format!("only if {}", self.guard(&check.guard))));
        if !fields.is_empty() {
            said.push(format!("it asks for: {}", self.fields(fields)));
        }
        said
    }

    pub fn fields(self, fields: &[Field]) -> String {
        let field = |field: &Field| {
            let label = field.label.as_deref().unwrap_or(&field.id);
            let free = if field.presence == Presence::Optional { " (may be left out)" } else { "" };
            let options = if field.options.is_empty() {
                String::new()
            } else {
                format!(" (of: {})", self.options(&field.options))
            };
            format!("{label}{options}{free}")
        };
        fields.iter().map(field).collect::<Vec<_>>().join("; ")
    }
}

fn within(limit: &Limit, event: &str) -> String {
    let n = limit.n as usize;
    let span = match limit.unit {
        Unit::WorkingDay => counted(n, "working day", "working days"),
        Unit::CalendarDay => counted(n, "day", "days"),
        Unit::Month => counted(n, "month", "months"),
        Unit::Hour => counted(n, "hour", "hours"),
        Unit::Now => return format!("At once on {event}"),
        Unit::SameWorkingDay => return format!("On the same working day, or the next one, as {event}"),
    };
    let moved = match limit.roll {
        Roll::Stays => "",
        Roll::Earlier => " (or the working day before)",
        Roll::Later => " (or the working day after)",
    };
    match limit.direction {
        Direction::After => format!("Within {span} of {event}{moved}"),
        Direction::Before => format!("At least {span} before {event}{moved}"),
    }
}
