//! What somebody has written into a form and not ordered yet.

use chrono::{DateTime, Utc};

use super::Record;
use crate::json::{Json, Members, Part};
use crate::ordered::Map;

/// What stands in a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftRecord {
    /// The form's name.
    pub form: String,
    /// How many drafts of the same form stood there already, of which another tab was writing; absent = none.
    pub beside: usize,
    /// What people call the form; empty where it is no form of its own.
    pub title: String,
    /// What it is about, as the two sides of a dispute; may be empty.
    pub about: String,
    /// When it was begun.
    pub begun: DateTime<Utc>,
    /// When this was kept, by this device's clock.
    pub kept_at: DateTime<Utc>,
    /// What is said, by the place where it stands in the form.
    pub said: Map<String, Vec<String>>,
}

/// The name of the draft of a form beside which so many others stand.
pub fn draft_name(form: &str, beside: usize) -> String {
    // No form's name has a line end in it.
    if beside == 0 { form.to_owned() } else { [form, "\n", &beside.to_string()].concat() }
}

impl Record for DraftRecord {
    fn read(record: &mut Members<'_>) -> Self {
        let said = |part: Part<'_>| {
            part.entries().into_iter().map(|(place, said)| (place, said.list(Part::text))).collect()
        };
        Self {
            form: record.take("form").text(),
            beside: record
                .take_if_there("beside")
                .map_or(0, |part| usize::try_from(part.whole()).unwrap_or_default()),
            title: record.take("title").text(),
            about: record.take("about").text(),
            begun: record.take("begun").moment(),
            kept_at: record.take("kept_at").moment(),
            said: said(record.take("said")),
        }
    }

    fn members(&self) -> Vec<(&'static str, Json)> {
        let said = self.said.iter().map(|(place, said)| (place.clone(), Json::texts(said)));
        let mut members = vec![
            ("form", Json::from(self.form.as_str())),
            ("title", Json::from(self.title.as_str())),
            ("about", Json::from(self.about.as_str())),
            ("begun", Json::moment(self.begun)),
            ("kept_at", Json::moment(self.kept_at)),
            ("said", Json::Object(said.collect())),
        ];
        if self.beside > 0 {
            members.push(("beside", Json::Whole(self.beside.try_into().unwrap_or(i64::MAX))));
        }
        members
    }
}
