//! What this side holds of partnerships, put beside the entries of one dispute.
//!
//! The one idea: *a standing is reckoned when it is shown and stored in nothing.* So a card, a certificate or a receipt that
//! comes later changes what is known of every entry that is here already, in the same way on every side.

use std::cell::RefCell;

use chrono::{DateTime, Utc};

use crate::bundle::{BundleError, Jws, Said, SignedCard, SignedEvent, SignedReceipt, is_late, received};
use crate::dispute::event::{Event, EventId};
use crate::identity::{Certificate, Kid, Member, Person, Received, Revocation, Standing, Trust};
use crate::ordered::Map;
use crate::vault::record::PartnershipRecord;

/// A partnership whose card is held.
#[derive(Clone, Debug)]
pub struct Held {
    /// The card in force.
    pub card: SignedCard,
    /// What came with disputes beside it.
    pub brought: Said,
    certificates: Vec<Certificate>,
    revocations: Vec<Revocation>,
}

impl Held {
    /// What a card says, with what came of the same root key.
    pub fn new(card: SignedCard, brought: Said) -> Self {
        let said = card.content().said();
        let certificates = said.certificates.iter().chain(&brought.certificates);
        let certificates = certificates.map(|of| of.content().clone()).collect();
        let revocations = said.revocations.iter().chain(&brought.revocations);
        let revocations = revocations.map(|of| of.content().clone()).collect();
        Self { card, brought, certificates, revocations }
    }

    /// Reads what was kept.
    pub fn read(record: &PartnershipRecord) -> Result<Self, BundleError> {
        let card = SignedCard::from_record(&record.card)?;
        let brought = Said::from_record(&record.said, &card.content().root)?;
        Ok(Self::new(card, brought))
    }

    /// As it is kept.
    pub fn kept(&self) -> PartnershipRecord {
        let said = self.brought.each().iter().map(|(_, jws)| jws.to_text()).collect();
        PartnershipRecord { card: self.card.to_text(), said }
    }

    /// Takes in what came with a dispute; whether any of it is new.
    pub fn take_in(&mut self, mut said: Said) -> bool {
        let known: Vec<Jws> = self.of_members().into_iter().map(|(_, jws)| jws).collect();
        said.certificates.retain(|new| !known.contains(new.jws()));
        said.revocations.retain(|new| !known.contains(new.jws()));
        self.certificates.extend(said.certificates.iter().map(|of| of.content().clone()));
        self.revocations.extend(said.revocations.iter().map(|of| of.content().clone()));
        let is_news = !said.certificates.is_empty() || !said.revocations.is_empty();
        self.brought.certificates.append(&mut said.certificates);
        self.brought.revocations.append(&mut said.revocations);
        is_news
    }

    /// Everything that its root key said of members' keys, each with the key that it is about.
    pub fn of_members(&self) -> Vec<(Kid, Jws)> {
        [self.card.content().of_members(), self.brought.each()].concat()
    }

    /// How many keys it says something of, and how many it revoked.
    pub fn counts(&self) -> (usize, usize) {
        (self.certificates.len(), self.revocations.len())
    }
}

/// What partnerships say of those who signed the entries of a dispute.
pub struct Partnership<'a> {
    sides: Vec<Side<'a>>,
    now: DateTime<Utc>,
}

/// How far somebody is known, and by which name.
type Known<'a> = (Standing, Option<&'a Person>);

/// One of them, with the receipts of its register.
struct Side<'a> {
    held: &'a Held,
    receipts: Vec<SignedReceipt>,
    received: Map<EventId, Received>,
    /// What was asked already: an entry is asked about more than once, and many have one signer and one receipt.
    asked: RefCell<Vec<(Kid, Option<Received>, Standing, Option<usize>)>>,
}

impl<'a> Side<'a> {
    fn known(
        &self,
        enrolled: &[Member],
        signer: &Kid,
        entry: Option<&Event>,
        now: DateTime<Utc>,
    ) -> Known<'a> {
        let received = entry.and_then(|event| self.received.get(&event.id).copied());
        let mut asked = self.asked.borrow_mut();
        let Held { certificates, revocations, .. } = self.held;
        let place = asked.iter().position(|(kid, at, ..)| kid == signer && *at == received);
        let place = place.unwrap_or_else(|| {
            let trust = Trust { certificates, revocations, enrolled };
            let (standing, person) = trust.of_entry(signer, received, now);
            let whose = |of: &Certificate| person.is_some_and(|person| std::ptr::eq(person, &of.person));
            asked.push((signer.clone(), received, standing, certificates.iter().position(whose)));
            asked.len() - 1
        });
        let (.., standing, person) = &asked[place];
        (*standing, person.map(|place| &certificates[place].person))
    }
}

impl<'a> Partnership<'a> {
    /// What these say, with the receipts that are here, each as a file. One that is of no register of theirs counts for
    /// nothing.
    pub fn new(held: &'a [Held], receipts: &[String], events: &[SignedEvent], now: DateTime<Utc>) -> Self {
        let mut sides = Vec::with_capacity(held.len());
        for held in held {
            let card = held.card.content();
            let receipts = receipts.iter().filter_map(|file| SignedReceipt::from_record(file, card).ok());
            let receipts: Vec<SignedReceipt> = receipts.collect();
            let received = received(events, &receipts);
            sides.push(Side { held, received, receipts, asked: RefCell::default() });
        }
        Self { sides, now }
    }

    /// Whether any card is held: until then everybody counts.
    pub fn is_known(&self) -> bool {
        !self.sides.is_empty()
    }

    /// How far the holder of a key is known, and the name that the partnership has for them: of an entry as it was
    /// received, else as of now. Of several partnerships the one counts that warns; else the one that confirms.
    pub fn standing(&self, enrolled: &[Member], signer: &Kid, entry: Option<&Event>) -> Known<'a> {
        let mut found = (Standing::NotConfirmed, None);
        for side in &self.sides {
            let (standing, person) = side.known(enrolled, signer, entry, self.now);
            if rank(standing) < rank(found.0) {
                found.0 = standing;
            }
            found.1 = found.1.or(person);
        }
        found
    }

    /// Whether an entry claims to be from before a receipt that does not cover it.
    pub fn is_late(&self, event: &Event) -> bool {
        self.sides.iter().any(|side| {
            let covered = side.received.get(&event.id).copied();
            is_late(event, covered, &side.receipts)
        })
    }

    /// When the register received an entry, by its first receipt.
    pub fn received(&self, event: &Event) -> Option<DateTime<Utc>> {
        self.sides.iter().filter_map(|side| side.received.get(&event.id)).map(|received| received.at).min()
    }

    /// The next moment at which time alone may change a standing.
    pub fn until(&self) -> Option<DateTime<Utc>> {
        let certificates = self.sides.iter().flat_map(|side| &side.held.certificates);
        certificates.flat_map(|of| [of.from, of.until]).filter(|at| *at >= self.now).min()
    }
}

/// The lower of two is told.
fn rank(standing: Standing) -> u8 {
    match standing {
        Standing::Own => 0,
        Standing::Revoked => 1,
        Standing::Changed => 2,
        Standing::Certified(_) => 3,
        Standing::Ended => 4,
        Standing::NotConfirmed => 5,
    }
}
