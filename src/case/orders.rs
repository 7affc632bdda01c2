//! Reading a case's `do`: exactly one command.

use chrono::NaiveDate;
use serde_json::{Map, Value, json};

use super::Unreadable;
use crate::calendar::{Due, Moment};
use crate::dispute::command::{Command, Done, Fields, InformalAttempt, Move, Open, Risk};
use crate::dispute::event::{Child, Instance};
use crate::ordered;
use crate::procedure::{FactId, FactValue};

/// Every member that some command has. A name that none of them has is a slip of the pen, which would
/// change what the case tests; one that only another command has informs people and is passed over.
const MEMBERS: [&str; 35] = [
    "agencies",
    "agreed",
    "agency",
    "also",
    "as",
    "by",
    "child",
    "children",
    "choice",
    "date",
    "departure",
    "duty",
    "entry",
    "fact",
    "facts",
    "fields",
    "grounds",
    "informal_attempt",
    "is",
    "kind",
    "on",
    "other",
    "outcome",
    "raising",
    "reason",
    "received",
    "ref",
    "right",
    "route",
    "scope",
    "text",
    "to",
    "who",
    "with",
    "wrong",
];

/// Reads `{name: {members}}`.
pub(super) fn read(order: &Value) -> Result<Command, Unreadable> {
    let order = order.as_object().ok_or("`do` is not an object")?;
    let mut orders = order.iter();
    let (Some((name, members)), None) = (orders.next(), orders.next()) else {
        return Err("`do` is not exactly one command".into());
    };
    let empty = Map::new();
    let members = match members {
        Value::Object(members) => members,
        Value::Null => &empty,
        _ => return Err(format!("`{name}` is not an object")),
    };
    // What is said freely has members of its own, and a risk is never refused for what it names wrongly.
    let is_free = ["discuss", "note", "risk"].contains(&name.as_str());
    match members.keys().find(|member| !is_free && !MEMBERS.contains(&member.as_str())) {
        Some(unknown) => Err(format!("`{name}` has an unknown member {unknown:?}")),
        None => Members(members).command(name),
    }
}

struct Members<'a>(&'a Map<String, Value>);

impl Members<'_> {
    fn command(&self, name: &str) -> Result<Command, Unreadable> {
        Ok(match name {
            "open" => Command::Open(self.open()?),
            "move" => Command::Move(Move {
                to: self.text("to")?.unwrap_or_default().as_str().into(),
                fields: self.fields("fields")?,
                received: self.day("received")?,
                departure: self.flag("departure"),
                reason: self.text("reason")?,
                by: self.text("by")?.map(|by| by.as_str().into()),
            }),
            "add-tier" => Command::AddTier { who: self.words("who") },
            "done" => Command::Done(Done {
                instance: self.instance()?,
                by: self.text("by")?.map(|by| by.as_str().into()),
                route: self.text("route")?,
                choice: self.text("choice")?,
                fields: self.fields("fields")?,
                agencies: self.ids("agencies")?,
                on: self.due_if_given("on")?,
            }),
            "waive" => Command::Waive { instance: self.instance()?, reason: self.text("reason")? },
            "again" => Command::Again { instance: self.instance()?, reason: self.text("reason")? },
            "agree-date" => Command::AgreeDate {
                instance: self.instance()?,
                date: self.due("date")?,
                reason: self.text("reason")?,
                with: self.words("with"),
            },
            "received" => Command::Received { date: self.day("date")?.ok_or("`received` has no date")? },
            "set-fact" => Command::SetFact {
                fact: self.text("fact")?.unwrap_or_default().as_str().into(),
                is: self.0.get("is").map_or(Ok(None), fact_value)?,
                child: self.text("child")?,
            },
            "add-child" => Command::AddChild { child: child(&Value::Object(self.0.clone()))? },
            "add-agency" => {
                Command::AddAgency { agency: self.text("agency")?.unwrap_or_default().as_str().into() }
            }
            "lesson" => Command::Lesson {
                scope: self.text("scope")?.unwrap_or_default(),
                kind: self.text("kind")?,
                text: self.words("text"),
            },
            "delay" => Command::Delay {
                reason: self.text("reason")?,
                duty: self.text("duty")?.map(|duty| duty.as_str().into()),
            },
            "discuss" => Command::Discuss { words: self.everything() },
            "note" => Command::Note { words: self.everything() },
            "correct" => Command::Correct {
                entry: self.text("entry")?.unwrap_or_default().into(),
                wrong: self.text("wrong")?,
                right: self.text("right")?,
            },
            "confirm" => Command::Confirm {
                entry: self.text("entry")?.unwrap_or_default().into(),
                agreed: self.0.get("agreed").and_then(Value::as_bool),
                text: self.text("text")?,
            },
            "risk" => Command::Risk(self.risk()),
            "risk-ended" => Command::RiskEnded,
            "resolve" => Command::Resolve {
                outcome: self.text("outcome")?,
                text: self.text("text")?,
                by: self.text("by")?.map(|by| by.as_str().into()),
            },
            "close" => Command::Close {
                closure: self.text("as")?.unwrap_or_default().as_str().into(),
                by: self.text("by")?.map(|by| by.as_str().into()),
                reason: self.text("reason")?,
            },
            "reopen" => Command::Reopen { reason: self.text("reason")? },
            other => return Err(format!("there is no command {other:?}")),
        })
    }

    fn open(&self) -> Result<Open, Unreadable> {
        let attempt = match self.0.get("informal_attempt") {
            None | Some(Value::Null) => None,
            Some(Value::Object(attempt)) => {
                let attempt = Members(attempt);
                Some(InformalAttempt { with: attempt.words("with"), on: attempt.day("on")? })
            }
            Some(_) => return Err("`informal_attempt` is not an object".into()),
        };
        Ok(Open {
            raising: self.text("raising")?.map(|agency| agency.as_str().into()),
            other: self.text("other")?.map(|agency| agency.as_str().into()),
            also: self.ids("also")?,
            children: self.list("children")?.iter().map(child).collect::<Result<_, _>>()?,
            facts: facts(self.0.get("facts"))?,
            grounds: self.ids("grounds")?,
            text: self.text("text")?,
            informal_attempt: attempt,
            entry: self.text("entry")?.map(|step| step.as_str().into()),
            reason: self.text("reason")?,
            departure: self.flag("departure"),
            received: self.day("received")?,
            by: self.text("by")?.map(|by| by.as_str().into()),
        })
    }

    /// Whatever a risk names wrongly is left out; it is never unreadable.
    fn risk(&self) -> Risk {
        let named = |name: &str| self.text(name).ok().flatten();
        let known = |value: &Value| child(value).or_else(|_| child(&json!({ "ref": value.get("ref") }))).ok();
        Risk {
            by: named("by").map(|by| by.as_str().into()),
            raising: named("raising").map(|agency| agency.as_str().into()),
            other: named("other").map(|agency| agency.as_str().into()),
            children: self.list("children").unwrap_or_default().iter().filter_map(known).collect(),
        }
    }

    fn instance(&self) -> Result<Instance, Unreadable> {
        Ok(Instance {
            duty: self.text("duty")?.unwrap_or_default().as_str().into(),
            child: self.text("child")?,
            agency: self.text("agency")?.map(|agency| agency.as_str().into()),
        })
    }

    /// Text; absent, null and empty are nothing.
    fn text(&self, name: &str) -> Result<Option<String>, Unreadable> {
        match self.0.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.clone()).filter(|text| !text.is_empty())),
            Some(Value::Object(_) | Value::Array(_)) => Err(format!("`{name}` is not text")),
            Some(other) => Ok(Some(other.to_string())),
        }
    }

    /// What only informs people, in whatever shape it comes: names in a list are joined.
    fn words(&self, name: &str) -> Option<String> {
        let plain = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let words = match self.0.get(name)? {
            Value::Null => return None,
            Value::Array(values) => values.iter().map(plain).collect::<Vec<_>>().join(", "),
            value => plain(value),
        };
        Some(words).filter(|words| !words.is_empty())
    }

    fn flag(&self, name: &str) -> bool {
        self.0.get(name) == Some(&Value::Bool(true))
    }

    fn day(&self, name: &str) -> Result<Option<NaiveDate>, Unreadable> {
        let Some(text) = self.text(name)? else { return Ok(None) };
        let day = Moment::parse(&text).map(Moment::date);
        day.map(Some).ok_or_else(|| format!("`{name}` is no date: {text:?}"))
    }

    fn due(&self, name: &str) -> Result<Due, Unreadable> {
        self.due_if_given(name)?.ok_or_else(|| format!("`{name}` is missing"))
    }

    fn due_if_given(&self, name: &str) -> Result<Option<Due>, Unreadable> {
        let Some(text) = self.text(name)? else { return Ok(None) };
        let due = Due::parse(&text);
        due.map(Some).ok_or_else(|| format!("`{name}` is no date: {text:?}"))
    }

    fn list(&self, name: &str) -> Result<&[Value], Unreadable> {
        match self.0.get(name) {
            None | Some(Value::Null) => Ok(&[]),
            Some(Value::Array(values)) => Ok(values),
            Some(_) => Err(format!("`{name}` is not a list")),
        }
    }

    fn ids<Id: for<'i> From<&'i str>>(&self, name: &str) -> Result<Vec<Id>, Unreadable> {
        let id = |value: &Value| value.as_str().map(Id::from).ok_or_else(|| format!("`{name}` holds no id"));
        self.list(name)?.iter().map(id).collect()
    }

    fn fields(&self, name: &str) -> Result<Fields, Unreadable> {
        match self.0.get(name) {
            None | Some(Value::Null) => Ok(Fields::new()),
            Some(Value::Object(fields)) => Ok(said(fields)),
            Some(_) => Err(format!("`{name}` is not an object")),
        }
    }

    fn everything(&self) -> Fields {
        said(self.0)
    }
}

fn said(members: &Map<String, Value>) -> Fields {
    members.iter().map(|(name, value)| (name.clone(), value.into())).collect()
}

fn child(value: &Value) -> Result<Child, Unreadable> {
    let reference = value.get("ref").and_then(Value::as_str).ok_or("a child has no `ref`")?;
    Ok(Child { facts: facts(value.get("facts"))?, reference: reference.to_owned() })
}

fn facts(value: Option<&Value>) -> Result<ordered::Map<FactId, Option<FactValue>>, Unreadable> {
    match value {
        None | Some(Value::Null) => Ok(ordered::Map::new()),
        Some(Value::Object(facts)) => {
            facts.iter().map(|(fact, value)| Ok((fact.as_str().into(), fact_value(value)?))).collect()
        }
        Some(_) => Err("`facts` is not an object".into()),
    }
}

fn fact_value(value: &Value) -> Result<Option<FactValue>, Unreadable> {
    match value {
        Value::Null => Ok(None),
        Value::Bool(flag) => Ok(Some(FactValue::Flag(*flag))),
        Value::String(text) => Ok(Some(FactValue::Text(text.clone()))),
        Value::Number(number) => {
            let count = number.as_i64().ok_or("a count is not a whole number")?;
            Ok(Some(FactValue::Count(count)))
        }
        Value::Array(_) | Value::Object(_) => Err("a fact is a list or an object".into()),
    }
}
