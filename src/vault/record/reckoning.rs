//! By which closed days dates are reckoned here, and what a change of them moved.

use chrono::{DateTime, Utc};

#[cfg(feature = "desk")]
use super::erased::{ERASED, ErasedRecord};
use super::{ExportRecord, ReceiptRecord, Record, text_if_there};
use crate::dispute::event::EventId;
use crate::json::{Json, Members, Part};

/// The calendar that was last reckoned with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarRecord {
    /// The calendar, as its author wrote it.
    pub text: String,
    /// The file that brought it under a signature; `None` = it came with a build, or unsigned.
    pub signed: Option<String>,
    /// When it was taken over.
    pub kept_at: DateTime<Utc>,
}

impl Record for CalendarRecord {
    fn read(record: &mut Members<'_>) -> Self {
        Self {
            text: record.take("text").text(),
            signed: text_if_there(record, "signed"),
            kept_at: record.take("kept_at").moment(),
        }
    }

    fn members(&self) -> Vec<(&'static str, Json)> {
        vec![
            ("text", Json::from(self.text.as_str())),
            ("signed", Json::text_or_null(self.signed.as_ref())),
            ("kept_at", Json::moment(self.kept_at)),
        ]
    }
}

/// That the dates of a dispute were reckoned again with another calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecountRecord {
    /// Of which dispute.
    pub dispute: EventId,
    /// When.
    pub at: DateTime<Utc>,
    /// The version of the calendar before.
    pub before: String,
    /// The version of the calendar since.
    pub since: String,
    /// What moved.
    pub moved: Vec<MovedDate>,
}

/// A date that moved; dates as the engine writes them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MovedDate {
    /// The key of the duty's instance.
    pub key: String,
    /// What people call the duty.
    pub text: String,
    /// The date before; `None` = it had none.
    pub from: Option<String>,
    /// The date since.
    pub to: Option<String>,
}

impl RecountRecord {
    fn members(&self) -> Vec<(&'static str, Json)> {
        let moved = |moved: &MovedDate| {
            Json::object(vec![
                ("key", Json::from(moved.key.as_str())),
                ("text", Json::from(moved.text.as_str())),
                ("from", Json::text_or_null(moved.from.as_ref())),
                ("to", Json::text_or_null(moved.to.as_ref())),
            ])
        };
        vec![
            ("dispute", Json::from(self.dispute.0.as_str())),
            ("at", Json::moment(self.at)),
            ("before", Json::from(self.before.as_str())),
            ("since", Json::from(self.since.as_str())),
            ("moved", Json::List(self.moved.iter().map(moved).collect())),
        ]
    }
}

/// Marks that somebody says that a file was sent.
const SENT: &str = "sent";

/// What a device notes of a dispute beside its entries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DisputeNote {
    /// Entries left in a file.
    Exported(ExportRecord),
    /// Somebody says that they have sent a file with these entries; a build from before reads a file made.
    Sent(ExportRecord),
    /// Its dates were reckoned again.
    Recounted(RecountRecord),
    /// A register has received entries of it.
    Received(ReceiptRecord),
    /// Words of it were erased at this desk.
    #[cfg(feature = "desk")]
    Erased(ErasedRecord),
}

impl Record for DisputeNote {
    fn read(record: &mut Members<'_>) -> Self {
        let receipt = record.take_if_there("receipt").map(Part::text);
        #[cfg(feature = "desk")]
        if let Some(erased) = record.take_if_there(ERASED) {
            let (dispute, at) = (EventId(record.take("dispute").text()), record.take("at").moment());
            return Self::Erased(erased.open_object(|erased| ErasedRecord::read(erased, dispute, at)));
        }
        let Some(moved) = record.take_if_there("moved") else {
            let sent = record.take_if_there(SENT).is_some();
            let export = ExportRecord::read(record);
            return match receipt {
                Some(receipt) => {
                    Self::Received(ReceiptRecord { dispute: export.dispute, at: export.at, receipt })
                }
                None if sent => Self::Sent(export),
                None => Self::Exported(export),
            };
        };
        let moved = moved.list(|moved| {
            moved.open_object(|moved| MovedDate {
                key: moved.take("key").text(),
                text: moved.take("text").text(),
                from: moved.take("from").or_null(Part::text),
                to: moved.take("to").or_null(Part::text),
            })
        });
        Self::Recounted(RecountRecord {
            dispute: EventId(record.take("dispute").text()),
            at: record.take("at").moment(),
            before: record.take("before").text(),
            since: record.take("since").text(),
            moved,
        })
    }

    fn members(&self) -> Vec<(&'static str, Json)> {
        match self {
            Self::Exported(export) => export.members(),
            Self::Sent(export) => {
                let mut members = export.members();
                members.push((SENT, Json::Flag(true)));
                members
            }
            Self::Recounted(recount) => recount.members(),
            Self::Received(receipt) => receipt.members(),
            #[cfg(feature = "desk")]
            Self::Erased(erased) => erased.members(),
        }
    }
}
