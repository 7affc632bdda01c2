//! The last order of this device, so that it can be taken back as long as that is lost to nobody.

use super::Record;
use crate::dispute::event::EventId;
use crate::json::{Json, Members, Part};
use crate::ordered::Map;

/// What was ordered last, and what it left in the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastRecord {
    /// Of which dispute.
    pub dispute: EventId,
    /// The entries, the first first.
    pub events: Vec<EventId>,
    /// The form that ordered it; empty where it was one tap, or a file brought the entries.
    pub form: String,
    /// What was answered there.
    pub said: Map<String, Vec<String>>,
}

impl Record for LastRecord {
    fn read(record: &mut Members<'_>) -> Self {
        let said = |part: Part<'_>| {
            part.entries().into_iter().map(|(ask, said)| (ask, said.list(Part::text))).collect()
        };
        Self {
            dispute: EventId(record.take("dispute").text()),
            events: record.take("events").list(|event| EventId(event.text())),
            form: record.take("form").text(),
            said: said(record.take("said")),
        }
    }

    fn members(&self) -> Vec<(&'static str, Json)> {
        let said = self.said.iter().map(|(ask, said)| (ask.clone(), Json::texts(said)));
        vec![
            ("dispute", Json::from(self.dispute.0.as_str())),
            ("events", Json::texts(&self.events)),
            ("form", Json::from(self.form.as_str())),
            ("said", Json::Object(said.collect())),
        ]
    }
}
