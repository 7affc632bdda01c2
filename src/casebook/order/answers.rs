//! An answered form becomes a command.
//!
//! Answers are text as a form gives them. What cannot be read is said with the ask that it belongs
//! to; what is missing is left to the engine, so that one place says what is asked.

use crate::ordered::Map;

use chrono::NaiveDate;

use super::asks::{FIELD, HOW, field_id, ways_of_talking};
use super::begin::{OPEN, RISK, says_it_itself};
use super::of_entry::ABOUT;
use super::offers::DISCUSSION;
use crate::calendar::{Due, Moment, parse_date};
use crate::casebook::show::sight::Sight;
use crate::casebook::show::timeline::HAPPENED_ON;
use crate::casebook::views::{Answers, Refused};
use crate::dispute::command::{Command, Done, Fields, InformalAttempt, Move, Open, Risk};
use crate::dispute::event::{Child, Instance};
use crate::dispute::state::Subject;
use crate::json::Json;
use crate::procedure::{Fact, FactKind, FactValue, Field, OpeningNeed, StepId};
use crate::words::{Word, refusals};

/// Why an answered form is no command.
#[derive(Debug)]
pub enum NoCommand {
    /// No form of that id is offered.
    NoSuchAction,
    /// Answers that cannot be read, and what the others order.
    Unreadable(Vec<Refused>, Option<Box<Command>>),
}

/// The command that an answered form gives.
///
/// # Errors
/// [`NoCommand`] says which answers cannot be read, all at once.
pub fn command(sight: &Sight<'_>, action: &str, answers: &Answers) -> Result<Command, NoCommand> {
    let mut form = Form { answers, unreadable: Vec::new() };
    form.refuse_what_is_too_long();
    let command = read(sight, action, &mut form);
    // Nothing keeps anybody from saying that a child is in danger: what cannot be read is left out.
    if form.unreadable.is_empty() || action == RISK {
        command.ok_or(NoCommand::NoSuchAction)
    } else {
        Err(NoCommand::Unreadable(form.unreadable, command.map(Box::new)))
    }
}

fn read(sight: &Sight<'_>, action: &str, form: &mut Form<'_>) -> Option<Command> {
    let (name, about) = action.split_once(':').unwrap_or((action, ""));
    let instance = || instance(sight, about);
    Some(match name {
        OPEN => Command::Open(open(sight, form)),
        RISK => Command::Risk(Risk {
            by: form.text("by").map(|by| by.as_str().into()),
            raising: form.text("raising").map(|agency| agency.as_str().into()),
            other: form.text("other").map(|agency| agency.as_str().into()),
            children: form.children(sight),
        }),
        "risk-ended" => Command::RiskEnded,
        "move" | "depart" => {
            let to = StepId::from(about);
            let exit = sight.state.place.as_ref().and_then(|here| sight.rules.exit(here, &to));
            Command::Move(Move {
                fields: exit.map(|exit| form.fields(&exit.fields)).unwrap_or_default(),
                to,
                received: form.date("received"),
                departure: name == "depart",
                reason: form.text("reason"),
                by: form.text("by").map(|by| by.as_str().into()),
            })
        }
        "add-tier" => Command::AddTier { who: form.text("who") },
        "done" => {
            let instance = instance()?;
            let duty = sight.rules.home(&instance.duty)?.duty;
            Command::Done(Done {
                instance,
                by: form.text("by").map(|by| by.as_str().into()),
                route: form.text("route"),
                choice: form.text("choice"),
                fields: form.fields(&duty.asks.fields),
                agencies: form.all("agencies").map(|agency| agency.into()).collect(),
                on: form.happened_on(sight),
            })
        }
        "waive" => Command::Waive { instance: instance()?, reason: form.text("reason") },
        "again" => Command::Again { instance: instance()?, reason: form.text("reason") },
        "agree" => {
            let (reason, with) = (form.text("reason"), form.text("with"));
            Command::AgreeDate { instance: instance()?, date: form.due("date")?, reason, with }
        }
        "received" => Command::Received { date: form.asked_date("date")? },
        "set-fact" => {
            let (fact, child) = match about.split_once('@') {
                Some((fact, child)) => (fact, Some(child.to_owned())),
                None => (about, None),
            };
            let known = sight.rules.procedure.fact(&fact.into())?;
            Command::SetFact { fact: known.id.clone(), is: form.fact("is", known), child }
        }
        "add-child" => {
            form.ask_for("children", refusals::MISSING_REFERENCE);
            Command::AddChild { child: form.children(sight).into_iter().next()? }
        }
        "add-agency" => {
            form.ask_for("agency", refusals::MISSING_WHO_COMES_IN);
            Command::AddAgency { agency: form.text("agency")?.as_str().into() }
        }
        "lesson" => {
            form.ask_for("scope", refusals::MISSING_SCOPE);
            Command::Lesson {
                scope: form.text("scope").unwrap_or_default(),
                kind: form.text("kind"),
                text: form.text("text"),
            }
        }
        "delay" => Command::Delay { reason: form.text("reason"), duty: instance().map(|late| late.duty) },
        "discuss" => {
            let mut words = form.talked();
            if words.is_empty() {
                form.unreadable("agreed", "missing:agreed", refusals::MISSING_DISCUSSION);
            }
            if let Some(on) = form.happened_on(sight) {
                if on.moment() > sight.now {
                    form.unreadable("on", "date-in-future", refusals::NOT_YET);
                }
                words.insert(HAPPENED_ON.to_owned(), Json::Text(on.to_string()));
            }
            Command::Discuss { words }
        }
        ABOUT => {
            form.ask_for(ABOUT, refusals::MISSING_TEXT);
            Command::Note { words: form.said(&[ABOUT]) }
        }
        "note" => {
            form.ask_for("text", refusals::MISSING_NOTE);
            Command::Note { words: form.said(&["text"]) }
        }
        "correct" => {
            form.ask_for("entry", refusals::MISSING_WRONG_ENTRY);
            form.ask_for("right", refusals::MISSING_RIGHT);
            Command::Correct {
                entry: form.text("entry")?.into(),
                wrong: form.text("wrong"),
                right: form.text("right"),
            }
        }
        "confirm" => {
            form.ask_for("entry", refusals::MISSING_ENTRY);
            form.ask_for("agreed", refusals::MISSING_AGREED);
            let agreed = form.text("agreed").map(|said| said == "yes");
            if agreed == Some(false) {
                form.ask_for("text", refusals::MISSING_INSTEAD);
            }
            Command::Confirm { entry: form.text("entry")?.into(), agreed, text: form.text("text") }
        }
        "resolve" => Command::Resolve {
            outcome: form.text("outcome"),
            text: form.text("text"),
            by: form.text("by").map(|by| by.as_str().into()),
        },
        "close" => Command::Close {
            closure: about.into(),
            by: form.text("by").map(|by| by.as_str().into()),
            reason: form.text("reason"),
        },
        "reopen" => Command::Reopen { reason: form.text("reason") },
        _ => return None,
    })
}

fn open(sight: &Sight<'_>, form: &mut Form<'_>) -> Open {
    let track = sight.rules.track;
    let entry = form.text("entry").map(StepId);
    let begins_there = |entry: &StepId| track.entries.iter().any(|known| known.step == *entry);
    let attempt = InformalAttempt { with: form.text("informal-with"), on: form.date("informal-on") };
    let tried = attempt.with.is_some() && attempt.on.is_some();
    if attempt.with.is_some() != attempt.on.is_some() {
        form.ask_for("informal-with", refusals::MISSING_ATTEMPT);
        form.ask_for("informal-on", refusals::MISSING_ATTEMPT);
    }
    // A ground that the procedure asks for is missed by the engine.
    let asks_for_ground = track.opening.needs.contains(&OpeningNeed::Ground);
    if !asks_for_ground && !says_it_itself(sight) && form.text("grounds").is_none() {
        form.ask_for("text", refusals::MISSING_TEXT);
    }
    let facts = sight.rules.procedure.facts.iter();
    let facts = facts
        .filter(|fact| form.answers.contains_key(&format!("fact.{}", fact.id)))
        .filter_map(|fact| Some((fact.id.clone(), Some(form.fact(&format!("fact.{}", fact.id), fact)?))))
        .collect();
    Open {
        raising: form.text("raising").map(|agency| agency.as_str().into()),
        other: form.text("other").map(|agency| agency.as_str().into()),
        also: form.all("also").map(|agency| agency.into()).collect(),
        children: form.children(sight),
        facts,
        grounds: form.all("grounds").map(|ground| ground.into()).collect(),
        text: form.text("text"),
        informal_attempt: tried.then_some(attempt),
        departure: entry.as_ref().is_some_and(|entry| !begins_there(entry)),
        entry,
        reason: form.text("reason"),
        received: form.date("received"),
        by: form.text("by").map(|by| by.as_str().into()),
    }
}

/// The instance of that key: what is owed or was owed in this dispute.
pub fn instance(sight: &Sight<'_>, key: &str) -> Option<Instance> {
    let owed = sight.state.owed.iter().rev().find(|owed| owed.key() == key)?;
    let (child, agency) = match &owed.subject {
        Subject::Case => (None, None),
        Subject::Child(child) => (Some(child.clone()), None),
        Subject::Agency(agency) => (None, Some(agency.clone())),
    };
    Some(Instance { agency, child, duty: owed.duty.clone() })
}

/// Answers being read.
struct Form<'a> {
    answers: &'a Answers,
    unreadable: Vec<Refused>,
}

/// The longest answer. A file of a dispute carries two million bytes: no single entry may take it up.
pub const LONGEST: usize = 20_000;
/// The largest count: the largest whole number that every reader of JSON keeps exactly.
const LARGEST: i64 = (1 << 53) - 1;

fn is_too_long(value: &str) -> bool {
    value.chars().count() > LONGEST
}

impl<'a> Form<'a> {
    fn refuse_what_is_too_long(&mut self) {
        let too_long = |values: &[String]| values.iter().any(|value| is_too_long(value));
        for (ask, _) in self.answers.iter().filter(|(_, values)| too_long(values)) {
            self.unreadable(ask, "too-long", refusals::TOO_LONG);
        }
    }

    /// Every value that was given, without blanks and without what is refused as too long.
    fn all(&self, ask: &str) -> impl Iterator<Item = &'a str> + use<'a> {
        let values = self.answers.get(ask).map(Vec::as_slice).unwrap_or_default();
        values.iter().filter(|value| !is_too_long(value)).map(|value| value.trim()).filter(|v| !v.is_empty())
    }

    fn text(&self, ask: &str) -> Option<String> {
        self.all(ask).next().map(str::to_owned)
    }

    fn date(&mut self, ask: &str) -> Option<NaiveDate> {
        let text = self.text(ask)?;
        let date = parse_date(&text);
        if date.is_none() {
            self.unreadable(ask, "unreadable", refusals::NO_DAY);
        }
        date
    }

    fn asked_date(&mut self, ask: &str) -> Option<NaiveDate> {
        self.ask_for(ask, refusals::MISSING_DAY);
        self.date(ask)
    }

    fn due(&mut self, ask: &str) -> Option<Due> {
        let text = self.text(ask).unwrap_or_default();
        match (parse_date(&text), Moment::parse(&text)) {
            (Some(date), _) => Some(Due::On(date)),
            (None, Some(moment)) => Some(Due::At(moment)),
            (None, None) => self.asked_date(ask).map(Due::On),
        }
    }

    /// When it happened; today is what stands in the form, and says no more than the record itself.
    fn happened_on(&mut self, sight: &Sight<'_>) -> Option<Due> {
        self.text("on")?;
        self.due("on").filter(|on| *on != Due::On(sight.now.date()))
    }

    fn ask_for(&mut self, ask: &str, say: &Word) {
        if self.text(ask).is_none() {
            self.unreadable(ask, &format!("missing:{ask}"), say);
        }
    }

    fn fields(&self, fields: &[Field]) -> Fields {
        let given = fields.iter().filter_map(|field| {
            let mut values = self.all(&field_id(&field.id)).peekable();
            values.peek()?;
            let value = if field.options.is_empty() {
                Json::Text(values.collect::<Vec<_>>().join("\n"))
            } else {
                Json::texts(&values.collect::<Vec<_>>())
            };
            Some((field.id.clone(), value))
        });
        given.collect()
    }

    fn said(&self, names: &[&str]) -> Fields {
        let said = names.iter().filter_map(|name| Some(((*name).to_owned(), Json::Text(self.text(name)?))));
        said.collect()
    }

    /// What was said of a talk; what a procedure asks of it in its own words too, was it owed or not.
    fn talked(&self) -> Fields {
        let mut words = self.said(&DISCUSSION);
        for (id, name) in self.answers.keys().filter_map(|id| Some((id, id.strip_prefix(FIELD)?))) {
            let said: Vec<&str> = self.all(id).collect();
            let is_way = |said: &&str| ways_of_talking().iter().any(|(way, _)| way == said);
            let name = if said.iter().all(is_way) { HOW } else { name };
            if !said.is_empty() && !words.contains_key(name) {
                words.insert(name.to_owned(), Json::texts(&said));
            }
        }
        words
    }

    fn fact(&mut self, ask: &str, fact: &Fact) -> Option<FactValue> {
        let text = self.text(ask)?;
        let value = match fact.kind {
            FactKind::Flag => match text.as_str() {
                "yes" => Some(FactValue::Flag(true)),
                "no" => Some(FactValue::Flag(false)),
                _ => None,
            },
            FactKind::Count => {
                let count = text.parse().ok().filter(|count| (0..=LARGEST).contains(count));
                count.map(FactValue::Count)
            }
            FactKind::Date => parse_date(&text).map(|date| FactValue::Text(date.to_string())),
            FactKind::DateTime => Moment::parse(&text).map(|moment| FactValue::Text(moment.to_string())),
            FactKind::Choice => Some(FactValue::Text(text)),
        };
        if value.is_none() {
            let say = match fact.kind {
                FactKind::Flag => refusals::NO_FLAG,
                FactKind::Count => refusals::NO_COUNT,
                FactKind::Date => refusals::NO_DAY,
                FactKind::DateTime => refusals::NO_DAY_AND_TIME,
                FactKind::Choice => refusals::NO_CHOICE,
            };
            self.unreadable(ask, "unreadable", say);
        }
        value
    }

    /// Children: a reference a value; what is known of each stands under `children.<ref>.<fact>`.
    fn children(&mut self, sight: &Sight<'_>) -> Vec<Child> {
        use crate::procedure::FactScope;
        let references: Vec<&str> = self.all("children").collect();
        let facts = sight.rules.procedure.facts.iter().filter(|fact| fact.scope == FactScope::Child);
        let facts: Vec<&Fact> = facts.collect();
        let mut children: Vec<Child> = Vec::new();
        for reference in references {
            if children.iter().any(|child| child.reference == reference) {
                continue;
            }
            let known = facts.iter().filter_map(|fact| {
                let value = self.fact(&format!("children.{reference}.{}", fact.id), fact)?;
                Some((fact.id.clone(), Some(value)))
            });
            let known: Map<_, _> = known.collect();
            children.push(Child { facts: known, reference: reference.to_owned() });
        }
        children
    }

    /// Each is told once: what is too long is not missing too.
    fn unreadable(&mut self, ask: &str, code: &str, say: &Word) {
        if self.unreadable.iter().any(|refused| refused.ask.as_deref() == Some(ask)) {
            return;
        }
        self.unreadable.push(Refused {
            code: code.to_owned(),
            say: say.to_owned(),
            ask: Some(ask.to_owned()),
            duty: None,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_is_one_that_a_file_can_carry() {
        let fact = Fact {
            id: "siblings".into(),
            kind: FactKind::Count,
            scope: crate::procedure::FactScope::Case,
            default: None,
            ask: None,
        };
        let counted = |text: &str| {
            let answers = Answers::from([("is".to_owned(), vec![text.to_owned()])]);
            let mut form = Form { answers: &answers, unreadable: Vec::new() };
            (form.fact("is", &fact), form.unreadable.len())
        };
        assert_eq!(counted("0"), (Some(FactValue::Count(0)), 0));
        assert_eq!(counted("9007199254740991"), (Some(FactValue::Count(LARGEST)), 0));
        for text in ["-1", "9007199254740992", "1.5"] {
            assert_eq!(counted(text), (None, 1), "{text}");
        }
    }
}
