//! What this side holds of partnerships, put beside the entries of one dispute.
//!
//! The one idea: *a standing is reckoned when it is shown and stored in nothing.* So a card, a certificate or a receipt that
//! comes later changes what is known of every entry that is here already, in the same way on every side. Every partnership
//! confirms and warns; whether only those count whom one confirms is the say of the dispute's own.

use std::cell::RefCell;

use chrono::{DateTime, Utc};

use super::packs::Packs;
use super::views::{Checked, Signer, Standing as Shown, Vouched};
use crate::bundle::{
    BundleError, CarriedPack, Jws, Said, SignedCard, SignedEvent, SignedReceipt, late_after, received,
};
use crate::dispute::event::{Event, EventId};
use crate::identity::{Certificate, Kid, Member, Person, Received, Revocation, Standing, Trust};
use crate::ordered::Map;
use crate::procedure::ProcedureId;
use crate::vault::record::PartnershipRecord;

/// A partnership whose card is held.
#[derive(Clone, Debug)]
pub struct Held {
    /// The card in force.
    pub card: SignedCard,
    /// What came with disputes beside it, each with the key that it is about.
    brought: Vec<(Kid, Jws)>,
    certificates: Vec<Certificate>,
    revocations: Vec<Revocation>,
    /// The procedure on the card, where it was read.
    own: Option<ProcedureId>,
}

impl Held {
    /// What a card says.
    pub fn new(card: SignedCard) -> Self {
        let said = card.content().said();
        let mut held =
            Self { card, brought: Vec::new(), certificates: Vec::new(), revocations: Vec::new(), own: None };
        held.hear(&said);
        held
    }

    /// The same with a later card.
    pub fn with(&self, card: SignedCard) -> Result<Self, BundleError> {
        Self::read(&PartnershipRecord { card: card.to_text(), ..self.kept() })
    }

    /// Reads what was kept.
    pub fn read(record: &PartnershipRecord) -> Result<Self, BundleError> {
        let card = SignedCard::from_record(&record.card)?;
        let brought = Said::from_record(&record.said, &card.content().root)?;
        let mut held = Self::new(card);
        held.take_in(&brought);
        Ok(held)
    }

    /// As it is kept.
    pub fn kept(&self) -> PartnershipRecord {
        let said = self.brought.iter().map(|(_, jws)| jws.to_text()).collect();
        PartnershipRecord { card: self.card.to_text(), said }
    }

    /// Takes in what came with a dispute; whether any of it is new.
    pub fn take_in(&mut self, said: &Said) -> bool {
        if said.certificates.is_empty() && said.revocations.is_empty() {
            // Every order reads what is held: most often nothing came beside the card.
            return false;
        }
        let (known, before) = (self.of_members(), self.brought.len());
        self.brought.extend(said.each().into_iter().filter(|new| !known.contains(new)));
        let is_news = self.brought.len() > before;
        if is_news {
            self.hear(said);
        }
        is_news
    }

    /// The partnership as the signer of what its card brings: its words were compared before the card was taken in.
    pub fn signer(&self) -> Signer {
        let card = self.card.content();
        let (key, name) = (card.root.kid().0, card.partnership.clone());
        Signer { key, name, role: None, standing: Shown::Certified(Checked::CallBack) }
    }

    /// The procedure on its card, with who vouches for it.
    pub fn procedure(&self) -> Option<(CarriedPack, Vouched)> {
        Some((self.card.content().procedure.as_ref()?.content().clone(), Vouched::Signed(self.signer())))
    }

    /// Offers that procedure for new disputes.
    pub fn offer_procedure(&mut self, packs: &mut Packs) {
        if let Some((pack, vouched)) = self.procedure() {
            self.own = packs.taken_over(&pack.text, vouched);
        }
    }

    /// Whether it has the say in disputes under a procedure: each in those under its own, and in every other that no
    /// dispute can be begun under here. What only came with a file is no way past a card.
    pub fn has_the_say(&self, procedure: Option<&ProcedureId>, packs: &Packs) -> bool {
        let (Some(own), Some(procedure)) = (&self.own, procedure) else { return true };
        own == procedure || packs.named(procedure.as_str()).is_none()
    }

    fn hear(&mut self, said: &Said) {
        self.certificates.extend(said.certificates.iter().map(|of| of.content().clone()));
        self.revocations.extend(said.revocations.iter().map(|of| of.content().clone()));
    }

    /// What of that travels with the entries of those whom it is about.
    pub fn travelling(&self, now: DateTime<Utc>) -> Vec<(Kid, Jws)> {
        let mut said = self.card.content().said();
        let brought = Said::from_record(&self.kept().said, &self.card.content().root).unwrap_or_default();
        said.certificates.extend(brought.certificates);
        said.revocations.extend(brought.revocations);
        said.newest(now)
    }

    /// Whose keys its root key certified, also where they are not relied on any more.
    pub fn certificates(&self) -> &[Certificate] {
        &self.certificates
    }

    /// Everything that its root key said of members' keys, each with the key that it is about.
    pub fn of_members(&self) -> Vec<(Kid, Jws)> {
        [self.card.content().of_members(), self.brought.clone()].concat()
    }
}

/// What partnerships say of those who signed the entries of a dispute.
pub struct Partnership<'a> {
    sides: Vec<Side<'a>>,
    is_strict: bool,
    now: DateTime<Utc>,
    here: Option<&'a Map<EventId, DateTime<Utc>>>,
}

/// How far somebody is known, and by which name.
type Known<'a> = (Standing, Option<&'a Person>);

/// Who signed and when it was received; how far they are known, and by which certificate.
type Asked = (Kid, Option<Received>, Standing, Option<usize>);

/// One of them, with the receipts of its register.
struct Side<'a> {
    held: &'a Held,
    receipts: Vec<SignedReceipt>,
    received: Map<EventId, Received>,
    /// What was asked already: an entry is asked about more than once, and many have one signer and one receipt.
    asked: RefCell<Vec<Asked>>,
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
            // A clock that is behind the card's is behind.
            let now = now.max(self.held.card.content().issued);
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
            let mut own = Vec::with_capacity(receipts.len());
            for file in receipts {
                own.extend(SignedReceipt::from_record(file, card));
            }
            let (received, receipts) = (received(events, &own), own);
            sides.push(Side { held, received, receipts, asked: RefCell::default() });
        }
        Self { is_strict: !sides.is_empty(), sides, now, here: None }
    }

    /// The same of a dispute under that procedure; not known where the entry that began it is not here.
    pub fn under(self, procedure: Option<&ProcedureId>, packs: &Packs) -> Self {
        let is_strict = self.sides.iter().any(|side| side.held.has_the_say(procedure, packs));
        Self { is_strict, ..self }
    }

    /// The same with when this device kept what came to it.
    pub fn since(self, here: &'a Map<EventId, DateTime<Utc>>) -> Self {
        Self { here: Some(here), ..self }
    }

    /// Whether an entry was on this device when its signer's key was still relied on, and no receipt says when it was
    /// received. No date that its signer claims is looked at
    /// (`docs/decisions/what-a-withdrawn-key-signed-before.md`).
    pub fn stood(&self, event: &Event) -> bool {
        let (signer, here) = (&event.entry.author.0, self.here.and_then(|here| here.get(&event.id)));
        let in_force = |side: &Side<'_>| {
            let Held { certificates, .. } = side.held;
            certificates.iter().any(|of| here <= Some(&of.until) && of.signing.kid().0 == *signer)
        };
        let mut cuts = self.sides.iter().flat_map(|side| &side.held.revocations);
        here.is_some()
            && self.received(event).is_none()
            && cuts.all(|cut| cut.kid.0 != *signer || here <= Some(&cut.at))
            && self.sides.iter().any(in_force)
    }

    /// Whether the card of a partnership is held that has the say in the dispute: until then everybody counts.
    pub fn is_strict(&self) -> bool {
        self.is_strict
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

    /// The time of a receipt that does not cover an entry which claims to be from before.
    pub fn late_after(&self, event: &Event) -> Option<DateTime<Utc>> {
        self.sides.iter().find_map(|side| {
            let covered = side.received.get(&event.id).copied();
            late_after(event, covered, &side.receipts)
        })
    }

    /// When the register received an entry, by its first receipt.
    pub fn received(&self, event: &Event) -> Option<DateTime<Utc>> {
        self.sides.iter().filter_map(|side| side.received.get(&event.id)).map(|received| received.at).min()
    }

    /// The next moment at which time alone may change a standing.
    pub fn until(&self) -> Option<DateTime<Utc>> {
        let mut next = None;
        for of in self.sides.iter().flat_map(|side| &side.held.certificates) {
            for at in [of.from, of.until] {
                if at >= self.now && next.is_none_or(|next| at < next) {
                    next = Some(at);
                }
            }
        }
        next
    }
}

/// The lower of two is told.
fn rank(standing: Standing) -> u8 {
    match standing {
        Standing::Own => 0,
        Standing::Revoked(_) => 1,
        Standing::Changed => 2,
        Standing::Certified(_) => 3,
        Standing::Ended => 4,
        Standing::NotConfirmed => 5,
    }
}
