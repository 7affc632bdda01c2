//! What a device holds of partnerships: their cards, and what files brought beside them; and the receipts of disputes.

use chrono::{DateTime, Utc};

use super::Record;
use crate::dispute::event::EventId;
use crate::json::{Json, Members, Part};

/// Every partnership whose card was taken in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PartnershipsRecord {
    /// Each of another root key.
    pub held: Vec<PartnershipRecord>,
}

/// One partnership.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartnershipRecord {
    /// The card in force, as a file.
    pub card: String,
    /// Certificates and revocations of the same root key that came with disputes: the objects that stand in bundles.
    pub said: Vec<String>,
}

impl Record for PartnershipsRecord {
    fn read(record: &mut Members<'_>) -> Self {
        let one = |part: Part<'_>| {
            part.open_object(|of| PartnershipRecord {
                card: of.take("card").text(),
                said: of.take("said").list(Part::text),
            })
        };
        Self { held: record.take("held").list(one) }
    }

    fn members(&self) -> Vec<(&'static str, Json)> {
        let one = |of: &PartnershipRecord| {
            Json::object(vec![("card", Json::from(of.card.as_str())), ("said", Json::texts(&of.said))])
        };
        vec![("held", Json::List(self.held.iter().map(one).collect()))]
    }
}

/// A receipt of a register for entries of a dispute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceiptRecord {
    /// Of which dispute.
    pub dispute: EventId,
    /// When it was kept here.
    pub at: DateTime<Utc>,
    /// The receipt, as a file.
    pub receipt: String,
}

impl ReceiptRecord {
    pub(super) fn members(&self) -> Vec<(&'static str, Json)> {
        vec![
            ("dispute", Json::from(self.dispute.0.as_str())),
            // A build from before takes it for a note of no entries, and passes it over.
            ("events", Json::List(Vec::new())),
            ("at", Json::moment(self.at)),
            ("receipt", Json::from(self.receipt.as_str())),
        ]
    }
}
