//! That the words of an entry were erased at a desk: who did it, when and why, and nothing of the words.

use chrono::{DateTime, Utc};

use crate::dispute::event::EventId;
use crate::json::{Json, Members};

/// What a device without a desk passes over: a note of no entries.
pub(super) const ERASED: &str = "erased";

/// That the words of an entry were erased.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErasedRecord {
    /// Of which dispute.
    pub dispute: EventId,
    /// Of which entry.
    pub entry: EventId,
    /// When.
    pub at: DateTime<Utc>,
    /// By whom, as the desk's casebook calls them.
    pub by: String,
    /// Why, without a word of the case.
    pub reason: String,
}

impl ErasedRecord {
    /// What stands in its own member, beside the dispute and the moment.
    pub(super) fn read(erased: &mut Members<'_>, dispute: EventId, at: DateTime<Utc>) -> Self {
        Self {
            dispute,
            at,
            entry: EventId(erased.take("entry").text()),
            by: erased.take("by").text(),
            reason: erased.take("reason").text(),
        }
    }

    pub(super) fn members(&self) -> Vec<(&'static str, Json)> {
        let erased = Json::object(vec![
            ("entry", Json::from(self.entry.0.as_str())),
            ("by", Json::from(self.by.as_str())),
            ("reason", Json::from(self.reason.as_str())),
        ]);
        vec![
            ("dispute", Json::from(self.dispute.0.as_str())),
            ("events", Json::List(Vec::new())),
            ("at", Json::moment(self.at)),
            (ERASED, erased),
        ]
    }
}
