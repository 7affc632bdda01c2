//! FORMAT `dispute-receipt/1`: the register's word that it has seen a dispute up to these entries.
//!
//! The one idea: *an entry names what came before it by digest*, so a receipt for the last entries is one for all that
//! led to them, and nobody can put another in afterwards. `docs/formats/dispute-receipt-1.md`.

use chrono::{DateTime, Utc};

use super::SignedEvent;
use super::card::Card;
use super::error::{BundleError, Part};
use super::format::{Jws, MAX_EVENTS, Typ};
use super::jws::{Envelope, Signed, Unsigned};
use super::open::{file_of, is_our_time, is_sorted, signer};
use super::question::{Answering, Asked};
use crate::dispute::event::{self, Event, EventId};
use crate::identity::{Kid, PublicKey, Received};
use crate::json::{self, Json};
use crate::ordered::{Index, Map, Set, by_key};

const FORMAT: &str = "dispute-receipt/1";
const RECEIPT: Part = Part::Partnership("receipt");

/// A receipt under a register's signature.
pub type SignedReceipt = Signed<Receipt>;

/// What a register received.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// When, by the register's clock.
    pub at: DateTime<Utc>,
    /// Of which dispute.
    pub dispute: EventId,
    /// The last entries that it has; sorted.
    pub heads: Vec<EventId>,
    /// Counts the register's receipts, of all disputes together, from 1.
    pub number: i64,
}

impl Receipt {
    /// Makes a receipt ready to be signed by the register's key.
    pub fn unsigned(mut self, register: &Kid) -> Unsigned<Self> {
        self.at = event::recordable(self.at);
        self.heads = Set::from_iter(self.heads).into_iter().collect();
        let payload = Json::object(vec![
            ("at", Json::moment(self.at)),
            ("dispute", Json::from(self.dispute.0.as_str())),
            ("heads", Json::texts(&self.heads)),
            ("number", Json::Whole(self.number)),
            ("register", Json::from(register.0.as_str())),
            ("v", Json::Whole(1)),
        ]);
        Unsigned::new(Typ::Receipt, register, payload.to_text().as_bytes(), self)
    }
}

impl SignedReceipt {
    /// Reads a receipt as it came, under a key that the partnership's card names as its register's.
    pub fn read(file: &str, card: &Card) -> Asked<Self> {
        Self::read_of(file, card.registers.clone())
    }

    /// The same under one of these keys.
    pub fn read_of(file: &str, registers: Vec<PublicKey>) -> Asked<Self> {
        let file = file.to_owned();
        Asked::by(move |answer| answered(&file, &registers, answer))
    }

    /// The name of the key that signed it.
    pub fn register(&self) -> Kid {
        signer(&self.jws)
    }

    /// Reads what was kept of one, where the card still names its register; only from a store that vouches for it.
    ///
    /// # Errors
    /// [`BundleError`] where it is none.
    pub fn from_record(file: &str, card: &Card) -> Result<Self, BundleError> {
        answered(file, &card.registers, &mut |_| true)
    }

    /// The file.
    pub fn to_text(&self) -> String {
        Json::object(vec![("format", Json::from(FORMAT)), ("receipt", self.jws.to_json())]).to_text() + "\n"
    }
}

fn answered(
    file: &str,
    registers: &[PublicKey],
    answer: Answering<'_>,
) -> Result<SignedReceipt, BundleError> {
    let malformed = |why: &str| BundleError::Malformed(RECEIPT, why.to_owned());
    let jws = lines(file)?;
    let envelope = Envelope::open(&jws, Typ::Receipt, RECEIPT)?;
    let signer = envelope.kid.clone();
    let key = registers.iter().find(|key| key.kid() == signer).ok_or(BundleError::MissingKey(RECEIPT))?;
    let (_, value) = envelope.verify(key, answer)?;
    let read = json::exactly(value, |part| {
        part.object(|of| {
            let receipt = Receipt {
                at: of.take("at").moment(),
                dispute: EventId(of.take("dispute").text()),
                heads: of.take("heads").list(|id| EventId(id.text())),
                number: of.take("number").whole(),
            };
            (receipt, of.take("register").text(), of.take("v").whole())
        })
    });
    let (receipt, register, v) = read.map_err(|why| malformed(&why))?;
    if register != signer.0 || v != 1 || receipt.number < 1 || !is_our_time(receipt.at) {
        return Err(malformed("its register, its version, its number or its time is not as it must be"));
    }
    if receipt.heads.is_empty() || receipt.heads.len() > MAX_EVENTS || !is_sorted(&receipt.heads) {
        return Err(malformed("its list is empty, too long or not sorted"));
    }
    Ok(Signed::new(receipt, jws))
}

/// The first receipt that covers each of these entries: the one of the lowest number whose heads it led to.
pub fn received(events: &[SignedEvent], receipts: &[SignedReceipt]) -> Map<EventId, Received> {
    let events: Vec<_> = events.iter().map(SignedEvent::event).collect();
    let index = Index::of(events.iter().map(|event| event.id.0.as_str()).collect());
    let mut covered = Map::new();
    let mut receipts: Vec<&Receipt> = receipts.iter().map(Signed::content).collect();
    // Two of one number are a register that was set back: the later clock is the less generous.
    by_key(&mut receipts, |receipt| (receipt.number, std::cmp::Reverse(receipt.at)));
    for receipt in receipts {
        let mut reached: Vec<&EventId> = receipt.heads.iter().collect();
        while let Some(id) = reached.pop() {
            let Some(event) = index.place(&id.0).map(|place| events[place]) else { continue };
            if covered.contains_key(id) || *event.dispute() != receipt.dispute {
                continue;
            }
            covered.insert(id.clone(), Received { number: receipt.number, at: receipt.at });
            reached.extend(&event.entry.prev);
        }
    }
    covered
}

/// When the register signed for others, where an entry claims to be from before that and is not among them: written
/// late, or held back, or by a clock that is behind. It is shown, and nothing is reckoned from it.
pub fn late_after(
    event: &Event,
    covered: Option<Received>,
    receipts: &[SignedReceipt],
) -> Option<DateTime<Utc>> {
    let of_dispute = receipts.iter().map(Signed::content).filter(|of| of.dispute == *event.dispute());
    let lacking = of_dispute.filter(|receipt| {
        let lacks_it = covered.is_none_or(|covered| receipt.number < covered.number);
        lacks_it && event.entry.at < receipt.at
    });
    lacking.map(|receipt| receipt.at).min()
}

fn lines(file: &str) -> Result<Jws, BundleError> {
    let read = json::exactly(file_of(FORMAT, file)?, |file| {
        file.object(|file| {
            file.take("format").text();
            Jws::read(file.take("receipt"))
        })
    });
    read.map_err(|why| BundleError::Malformed(Part::File, why))
}
