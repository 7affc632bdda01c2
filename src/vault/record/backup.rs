//! What a device notes of its backups: when the last one was made, and what one brought back.

use chrono::{DateTime, Utc};

use super::Record;
use crate::dispute::event::EventId;
use crate::json::{Json, Members};

/// The last backup that was made and checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackupRecord {
    /// When.
    pub at: DateTime<Utc>,
    /// How many entries there were; none where one was taken back since, for as many are not the same then.
    pub entries: usize,
}

impl Record for BackupRecord {
    fn read(record: &mut Members<'_>) -> Self {
        Self {
            at: record.take("at").moment(),
            entries: usize::try_from(record.take("entries").whole()).unwrap_or_default(),
        }
    }

    fn members(&self) -> Vec<(&'static str, Json)> {
        let entries = Json::Whole(self.entries.try_into().unwrap_or(i64::MAX));
        vec![("at", Json::moment(self.at)), ("entries", entries)]
    }
}

/// The entries that a backup brought into a vault that had others, so that they can be taken out again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RestoredRecord {
    /// When.
    pub at: DateTime<Utc>,
    /// Which, by dispute.
    pub disputes: Vec<(EventId, Vec<EventId>)>,
}

impl Record for RestoredRecord {
    fn read(record: &mut Members<'_>) -> Self {
        let event = |part: crate::json::Part<'_>| EventId(part.text());
        let dispute = |part: crate::json::Part<'_>| {
            part.open_object(|of| (EventId(of.take("dispute").text()), of.take("events").list(event)))
        };
        Self { at: record.take("at").moment(), disputes: record.take("disputes").list(dispute) }
    }

    fn members(&self) -> Vec<(&'static str, Json)> {
        let dispute = |(dispute, events): &(EventId, Vec<EventId>)| {
            let dispute = Json::from(dispute.0.as_str());
            Json::object(vec![("dispute", dispute), ("events", Json::texts(events))])
        };
        let disputes = Json::List(self.disputes.iter().map(dispute).collect());
        vec![("at", Json::moment(self.at)), ("disputes", disputes)]
    }
}
