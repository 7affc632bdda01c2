//! FORMAT `dispute-event/1`: what happened, as it is signed and kept for ever.
//!
//! Facts that the engine needs stand in the payload; everything in free words stands in one salted
//! disclosure beside it (RFC 9901), so that words can be erased while ids, chain and signatures
//! hold. An event's id is the digest of its payload bytes; those bytes are stored, never rebuilt.
//!
//! Reading is strict: what [`decode`] does not re-encode to the same bytes is malformed. That one
//! rule refuses unknown, missing and duplicate members, floats, and every other spelling.
//! `docs/formats/dispute-event-1.md` lists the members of each type; `event/read.rs` and
//! `event/write.rs` name them in the same order.

mod read;
mod write;

use crate::ordered::Map;

use base64ct::{Base64UrlUnpadded, Encoding};
use chrono::{DateTime, NaiveDate, Utc};
use sha2::{Digest, Sha256};

use crate::calendar::Due;
use crate::json::{self, Json};
use crate::procedure::{
    AgencyId, ClosureId, DutyId, FactId, FactValue, GroundId, ProcedureId, RoleId, StepId, TrackId,
};

/// Names an event: base64url(SHA-256(payload bytes)). A dispute bears the id of its first event.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventId(pub String);

impl From<String> for EventId {
    fn from(id: String) -> Self {
        Self(id)
    }
}

impl AsRef<str> for EventId {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl EventId {
    /// The id of an event with these payload bytes. It covers no signature: of one signature a
    /// valid twin can be made, and one history must not get two names.
    pub fn of(payload: &[u8]) -> Self {
        Self(digest(payload))
    }
}

/// Names a signing key: its RFC 7638 thumbprint.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Author(pub String);

/// An event, read.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Its id.
    pub id: EventId,
    /// What it says of itself.
    pub entry: Entry,
    /// The words that came with it.
    pub words: Words,
}

impl Event {
    /// The dispute that it belongs to: the first event names no other.
    pub fn dispute(&self) -> &EventId {
        self.entry.dispute.as_ref().unwrap_or(&self.id)
    }

    /// The rules that it pins, if it begins a record or moves it to another version.
    pub fn pins(&self) -> Option<&Under> {
        match &self.entry.happening {
            Happening::Opened { under, .. } => Some(under),
            Happening::RiskDeclared { under, .. } => under.as_ref(),
            Happening::MovedToVersion { under, .. } => Some(under),
            _ => None,
        }
    }
}

/// An event before it has an id: everything that is signed but the words.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// When, by its author's clock; whole seconds.
    pub at: DateTime<Utc>,
    /// Whose key signs it.
    pub author: Author,
    /// The dispute, `None` in its first event.
    pub dispute: Option<EventId>,
    /// Every head that the author's device knew, sorted.
    pub prev: Vec<EventId>,
    /// What happened.
    pub happening: Happening,
}

/// The free words of an event.
#[derive(Clone, Debug, PartialEq)]
pub enum Words {
    /// By member: reason, text, the fields of a form.
    Said(Map<String, Json>),
    /// There were words; they are no longer here.
    Erased,
}

impl Words {
    /// No words at all.
    pub fn none() -> Self {
        Self::Said(Map::new())
    }
}

/// Which rules a dispute is run under: pinned, so that a later pack changes no old log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Under {
    /// The calendar's version.
    pub calendar: String,
    /// base64url(SHA-256(the pack's text)).
    pub digest: String,
    /// The procedure.
    pub procedure: ProcedureId,
    /// Its track.
    pub track: TrackId,
    /// The pack's version, for people.
    pub version: String,
}

/// A child of the dispute: a local reference and the facts that guards need, nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Child {
    /// What is known of it; `None` = said to be unknown.
    pub facts: Map<FactId, Option<FactValue>>,
    /// A reference that means something in the agency only.
    pub reference: String,
}

/// Which instance of a duty is meant: its child or its agency, where it is owed once for each.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Instance {
    /// The agency, for a duty owed by each.
    pub agency: Option<AgencyId>,
    /// The child's reference, for a duty owed for each.
    pub child: Option<String>,
    /// The duty.
    pub duty: DutyId,
}

/// What happened. Each type's members are fixed and all present, but for one.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "each member is told in docs/formats/dispute-event-1.md")]
pub enum Happening {
    /// The ladder was entered. Words: text, reason, informal attempt.
    Opened {
        also: Vec<AgencyId>,
        by: Option<RoleId>,
        children: Vec<Child>,
        departure: bool,
        entry: StepId,
        facts: Map<FactId, Option<FactValue>>,
        grounds: Vec<GroundId>,
        informal_attempt_on: Option<NaiveDate>,
        other: Option<AgencyId>,
        raising: Option<AgencyId>,
        received: Option<NaiveDate>,
        under: Under,
    },
    /// Another step was entered. Words: reason, fields.
    MovedToStep {
        by: Option<RoleId>,
        chosen: Chosen,
        departure: bool,
        received: Option<NaiveDate>,
        to: StepId,
    },
    /// The next management tier took it up. Words: who.
    TierAdded {},
    /// A duty was done. Words: fields.
    DutyDone {
        agencies: Vec<AgencyId>,
        by: Option<RoleId>,
        choice: Option<String>,
        chosen: Chosen,
        instance: Instance,
        /// The one member that may be absent: when it was done, where that was before it was recorded.
        on: Option<Due>,
        route: Option<String>,
    },
    /// A duty was waived. Words: reason.
    DutyWaived { instance: Instance },
    /// An ended duty is owed afresh. Words: reason.
    DutyOwedAgain { instance: Instance },
    /// A date was agreed. Words: reason, with.
    DateAgreed { date: Due, instance: Instance },
    /// The day on which it was received was learnt.
    ReceivedOn { date: NaiveDate },
    /// A fact became known.
    FactSet { child: Option<String>, fact: FactId, is: Option<FactValue> },
    /// A child came in.
    ChildAdded { child: Child },
    /// An agency came in.
    AgencyAdded { agency: AgencyId },
    /// A lesson was noted. Words: text.
    LessonNoted { kind: Option<String>, scope: String },
    /// A delay was explained. Words: reason.
    DelayNoted { duty: Option<DutyId> },
    /// A discussion took place. Words: whatever was recorded of it.
    Discussed {},
    /// Something was noted. Words: whatever it was.
    Noted {},
    /// That entry says something wrong; it stays what it is, and so does the state. Words: wrong, right.
    Corrected { entry: EventId },
    /// What that entry says was agreed, in the eyes of somebody who did not write it; or was not. Words: text.
    Confirmed { agreed: bool, entry: EventId },
    /// A child may be in danger now. `under` stands where this begins the record.
    RiskDeclared {
        by: Option<RoleId>,
        children: Vec<Child>,
        other: Option<AgencyId>,
        raising: Option<AgencyId>,
        under: Option<Under>,
    },
    /// The danger is over.
    RiskEnded {},
    /// The disagreement was resolved. Words: text.
    Resolved { by: Option<RoleId>, outcome: Option<String> },
    /// The record was closed. Words: reason.
    Closed { r#as: ClosureId, by: Option<RoleId> },
    /// It was opened again. Words: reason.
    Reopened {},
    /// It was moved from the pack with that digest to another version of the procedure. Words: reason.
    MovedToVersion { from: String, under: Under },
}

/// The fields of a form whose values are among the pack's options; all others are words.
pub type Chosen = Map<String, Vec<String>>;

/// The bytes that are signed for an event, and the disclosure that stands beside them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Encoded {
    /// What is signed; the id is its digest.
    pub payload: Vec<u8>,
    /// The salted words, base64url; none where nothing was said.
    pub disclosures: Vec<String>,
}

/// Why bytes are not an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Malformed {
    /// Not JSON of the format, or not in its one spelling.
    Payload(String),
    /// A disclosure that the payload does not name, or one too many.
    Disclosure,
}

/// What is signed, member by member.
struct Payload {
    sd: Vec<String>,
    sd_alg: String,
    v: i64,
    entry: Entry,
}

const SD_ALG: &str = "sha-256";
const WORDS: &str = "body";

/// Writes an event. The salt comes from the one reader of randomness; it hides short words from
/// guessing, so it is never used twice.
pub fn encode(entry: &Entry, words: &Map<String, Json>, salt: [u8; 16]) -> Encoded {
    let disclosures: Vec<String> = if words.is_empty() {
        Vec::new()
    } else {
        let salt = Base64UrlUnpadded::encode_string(&salt);
        let said = write::disclosure(&salt, words).to_text();
        vec![Base64UrlUnpadded::encode_string(said.as_bytes())]
    };
    let sd: Vec<String> = disclosures.iter().map(|disclosure| digest(disclosure.as_bytes())).collect();
    Encoded { payload: write::payload(entry, &sd).to_text().into_bytes(), disclosures }
}

/// The nearest moment that a signed part can say: a whole second of the years 2000 to 9999. A
/// device's clock may be set to anything, as to 1970 after a reset, and that must lose no entry.
pub fn recordable(at: DateTime<Utc>) -> DateTime<Utc> {
    const FIRST: i64 = 946_684_800;
    const LAST: i64 = 253_402_300_799;
    DateTime::from_timestamp(at.timestamp().clamp(FIRST, LAST), 0).expect("a second between the two")
}

/// Reads an event; the caller has verified the signature over `payload`.
///
/// # Errors
/// [`Malformed`] says which part is not of the format; nothing is repaired.
pub fn decode(payload: &[u8], disclosures: &[String]) -> Result<Event, Malformed> {
    let json = json::strictly(payload).map_err(|fault| Malformed::Payload(fault.to_string()))?;
    decode_read(payload, json, disclosures)
}

/// As [`decode`], where the payload was read already: as `json`.
///
/// # Errors
/// As [`decode`].
pub fn decode_read(payload: &[u8], json: Json, disclosures: &[String]) -> Result<Event, Malformed> {
    let Payload { sd, sd_alg, v, entry } = json::exactly(json, read::payload).map_err(Malformed::Payload)?;
    let refuse = |why: &str| Err(Malformed::Payload(why.to_owned()));
    if v != 1 || sd_alg != SD_ALG || sd.len() > 1 {
        return refuse("its version or its digests are not of this format");
    }
    if recordable(entry.at) != entry.at {
        return refuse("its time is out of range");
    }
    if entry.prev.windows(2).any(|pair| pair[0] >= pair[1])
        || entry.dispute.is_none() != entry.prev.is_empty()
    {
        return refuse("its earlier entries are not in order");
    }
    if write::payload(&entry, &sd).to_text().as_bytes() != payload {
        return refuse("it is not spelt in the one way that the format allows");
    }
    let words = match (sd.as_slice(), disclosures) {
        ([], []) => Words::none(),
        ([_], []) => Words::Erased,
        ([named], [said]) if *named == digest(said.as_bytes()) => Words::Said(disclosed(said)?),
        _ => return Err(Malformed::Disclosure),
    };
    Ok(Event { id: EventId::of(payload), entry, words })
}

fn disclosed(disclosure: &str) -> Result<Map<String, Json>, Malformed> {
    let bytes = Base64UrlUnpadded::decode_vec(disclosure).map_err(|_| Malformed::Disclosure)?;
    let json = json::canonical(&bytes).map_err(|_| Malformed::Disclosure)?;
    read::disclosure(&json).ok_or(Malformed::Disclosure)
}

fn digest(bytes: &[u8]) -> String {
    Base64UrlUnpadded::encode_string(&Sha256::digest(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(happening: Happening) -> Entry {
        let at = DateTime::parse_from_rfc3339("2026-11-22T09:30:00Z").expect("a time").to_utc();
        Entry {
            at,
            author: Author("k".into()),
            dispute: Some(EventId("d".into())),
            prev: vec![EventId("d".into())],
            happening,
        }
    }

    #[test]
    fn what_is_written_is_read_and_words_can_be_erased() {
        let entry = entry(Happening::DutyWaived {
            instance: Instance { agency: None, child: Some("A".into()), duty: "S1.discuss".into() },
        });
        let words = Map::from([("reason".to_owned(), Json::from("They rang back"))]);
        let encoded = encode(&entry, &words, [7; 16]);
        let read = decode(&encoded.payload, &encoded.disclosures).expect("an event");
        assert_eq!((read.entry, read.words), (entry, Words::Said(words)));
        let erased = decode(&encoded.payload, &[]).expect("an event");
        assert_eq!((erased.id, erased.words), (read.id, Words::Erased));
    }

    #[test]
    fn the_spelling_is_fixed() {
        let encoded = encode(&entry(Happening::RiskEnded {}), &Map::new(), [0; 16]);
        assert_eq!(
            String::from_utf8(encoded.payload).expect("text"),
            r#"{"_sd":[],"_sd_alg":"sha-256","at":"2026-11-22T09:30:00Z","author":"k","dispute":"d","prev":["d"],"type":"risk-ended","v":1}"#
        );
    }

    #[test]
    fn another_spelling_is_malformed() {
        let encoded = encode(&entry(Happening::DelayNoted { duty: None }), &Map::new(), [0; 16]);
        let text = String::from_utf8(encoded.payload).expect("text");
        let spellings = [
            text.replacen("\"duty\":null,", "", 1),
            text.replacen('{', "{ ", 1),
            text.replacen("\"v\":1", "\"v\":1.0", 1),
            text.replacen("\"v\":1", "\"v\":1,\"w\":1", 1),
            text.replacen("\"v\":1", "\"v\":1,\"v\":1", 1),
            text.replacen("2026-11-22T09:30:00Z", "2026-11-22T09:30:00.5Z", 1),
            text.replacen("2026-11-22T09:30:00Z", "2026-11-22T10:30:00+01:00", 1),
            text.replacen("2026", "+10000", 1),
            text.replacen("sha-256", "sha-512", 1),
            text.replacen("\"author\":\"k\"", "\"author\":\"\\u006b\"", 1),
        ];
        for spelling in spellings {
            assert!(matches!(decode(spelling.as_bytes(), &[]), Err(Malformed::Payload(_))), "{spelling}");
        }
        assert_eq!(decode(text.as_bytes(), &["WyJhIl0".into()]), Err(Malformed::Disclosure));
    }
}
