//! What this side holds of a partnership, put beside the entries of one dispute.
//!
//! The one idea: *a standing is reckoned when it is shown and stored in nothing.* So a card, a certificate or a receipt that
//! comes later changes what is known of every entry that is here already, in the same way on every side.
//!
//! Only the desk holds a card yet: no screen takes one in.

use chrono::{DateTime, Utc};

use crate::bundle::{
    Card, SignedCertificate, SignedEvent, SignedReceipt, SignedRevocation, is_late, received,
};
use crate::dispute::event::{Event, EventId};
use crate::identity::{Certificate, Kid, Member, Person, Received, Revocation, Standing, Trust};
use crate::ordered::Map;

/// What a partnership says of those who signed the entries of a dispute.
pub struct Partnership {
    certificates: Vec<Certificate>,
    revocations: Vec<Revocation>,
    receipts: Vec<SignedReceipt>,
    received: Map<EventId, Received>,
    now: DateTime<Utc>,
}

impl Partnership {
    /// What a card says, with what a file brings of the same root key, and the register's receipts.
    #[cfg_attr(not(feature = "desk"), expect(dead_code, reason = "only the desk is given a card yet"))]
    pub fn new(
        card: &Card,
        brought: (Vec<SignedCertificate>, Vec<SignedRevocation>),
        receipts: &[SignedReceipt],
        events: &[SignedEvent],
        now: DateTime<Utc>,
    ) -> Self {
        let (certificates, revocations) = brought;
        let certificates = card.certificates.iter().chain(&certificates);
        let revocations = card.revocations.iter().chain(&revocations);
        Self {
            certificates: certificates.map(|of| of.content().clone()).collect(),
            revocations: revocations.map(|of| of.content().clone()).collect(),
            receipts: receipts.to_vec(),
            received: received(events, receipts),
            now,
        }
    }

    /// How far the holder of a key is known, and the name that the partnership has for them: of an entry as it was
    /// received, else as of now.
    pub fn standing<'a>(
        &'a self,
        enrolled: &'a [Member],
        signer: &Kid,
        entry: Option<&Event>,
    ) -> (Standing, Option<&'a Person>) {
        let received = entry.and_then(|event| self.received.get(&event.id).copied());
        let trust = Trust { certificates: &self.certificates, revocations: &self.revocations, enrolled };
        trust.of_entry(signer, received, self.now)
    }

    /// Whether an entry claims to be from before a receipt that does not cover it.
    pub fn is_late(&self, event: &Event) -> bool {
        is_late(event, self.received.get(&event.id).copied(), &self.receipts)
    }
}
