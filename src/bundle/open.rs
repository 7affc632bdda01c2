//! Reading a bundle: limits first, then JSON, then signatures, then the list; nothing by halves.

use chrono::{DateTime, Utc};

use super::error::{BundleError, Limit, Part};
use super::format::{
    EnrolmentPayload, FORMAT, File, HolderLines, Jwk, Jws, MAX_BYTES, MAX_CERTS, MAX_EVENTS, MAX_PARENTS,
    ManifestPayload, SignedLine, TextPayload, Typ,
};
use super::jws::{Envelope, Signed, claimed};
use super::question::{Answering, Asked, Question};
use super::{
    Bundle, CarriedPack, Enrolment, Recorded, SignedEvent, SignedPack, Unverified, Verified, digest,
};
use crate::dispute::event::{self, Event, EventId, Malformed};
use crate::dispute::merge;
use crate::identity::{Kid, Member, Person, PublicKey};
use crate::json::{self, Fault, Json};

impl Bundle<Unverified> {
    /// Reads a file as it came: with or without the marks that mail leaves on text (a byte-order
    /// mark, other line ends, wrapped or quoted lines, words before and after).
    ///
    /// # Errors
    /// [`BundleError`] says what it is instead.
    pub fn read(file: &[u8]) -> Result<Self, BundleError> {
        if file.len() > MAX_BYTES {
            return Err(BundleError::TooLarge(Limit::Bytes));
        }
        let text = unmangled(&String::from_utf8_lossy(file))?;
        let value = json::strictly(text.as_bytes()).map_err(|fault| match fault {
            Fault::Truncated(_) => BundleError::Truncated,
            Fault::Deep(_) => BundleError::TooLarge(Limit::Nesting),
            Fault::Text(why) if text.contains(FORMAT) => BundleError::Malformed(Part::File, why),
            Fault::Text(_) => BundleError::NotABundle,
        })?;
        match value.member("format").and_then(Json::as_text) {
            Some(FORMAT) => {}
            Some(other) if other.starts_with("dispute-bundle/") => {
                return Err(BundleError::OtherVersion(other.chars().take(40).collect()));
            }
            _ => return Err(BundleError::NotABundle),
        }
        let count = |member: &str| value.member(member).map_or(0, |list| list.items().len());
        if count("events") > MAX_EVENTS {
            return Err(BundleError::TooLarge(Limit::Events));
        }
        if count("certs") > MAX_CERTS {
            return Err(BundleError::TooLarge(Limit::Certs));
        }
        let file = json::exactly(value, File::read).map_err(|why| BundleError::Malformed(Part::File, why))?;
        Ok(Self(Unverified(file)))
    }

    /// Asks about every key and signature; once that is answered, every entry must be its author's and
    /// what is there what the exporter listed.
    pub fn verify(self) -> Asked<Bundle<Verified>> {
        Asked::by(move |answer| self.clone().answered(answer))
    }

    fn answered(self, answer: Answering<'_>) -> Result<Bundle<Verified>, BundleError> {
        let File { manifest, certs, procedures, events, .. } = self.0.0;
        let mut known = Known::default();
        let mut partnership = Vec::new();
        for (number, jws) in (1..).zip(certs) {
            let part = Part::Enrolment(number);
            // What a partnership says is looked at under its root key alone, which is never in the file.
            if claimed(&jws).is_ok_and(|(typ, _)| matches!(typ, Typ::Certificate | Typ::Revocation)) {
                partnership.push(jws);
            } else {
                known.take_in(enrolment(jws, part, answer)?, part)?;
            }
        }
        let (list, exporter) = list(&manifest, &known, answer)?;
        let mut entries = Vec::with_capacity(events.len());
        for (number, line) in (1..).zip(events) {
            entries.push(entry(line, &known, &list.dispute, Part::Entry(number), answer)?);
        }
        check_contents(&list, &known, &partnership, &entries)?;
        let mut packs: Vec<SignedPack> = Vec::with_capacity(procedures.len());
        for jws in procedures {
            let pack = carried(jws, &known, &entries, answer)?;
            if packs.iter().any(|other| other.content.text == pack.content.text) {
                return Err(BundleError::Malformed(
                    Part::Procedure,
                    "it stands in the file twice".to_owned(),
                ));
            }
            packs.push(pack);
        }
        Ok(Bundle(Verified {
            exported: list.at,
            exporter,
            dispute: list.dispute,
            heads: list.heads,
            to: list.to,
            enrolments: known.0.into_iter().map(|(_, enrolment)| enrolment).collect(),
            partnership,
            procedures: packs,
            events: entries,
        }))
    }
}

/// From the first brace to the last, without what mail puts at line ends and line starts. Nothing
/// in the file has spaces or `>` in it, so taking them out can hide no change: what is signed is
/// inside the base64url.
pub(super) fn unmangled(text: &str) -> Result<String, BundleError> {
    if text.trim_matches(is_blank).is_empty() {
        return Err(BundleError::Truncated);
    }
    let start = text.find('{').ok_or(BundleError::NotABundle)?;
    let end = text.rfind('}').map_or(text.len(), |last| last + 1).max(start);
    let unquoted = text[start..end].lines().map(|line| line.trim_start_matches(|c| c == '>' || is_blank(c)));
    Ok(unquoted.flat_map(str::chars).filter(|c| !is_blank(*c)).collect())
}

fn is_blank(character: char) -> bool {
    character.is_whitespace() || character == '\u{FEFF}'
}

/// A file of that format, as it came; not a bundle, whose limits are looked at first.
pub(super) fn file_of(format: &str, file: &str) -> Result<Json, BundleError> {
    if file.len() > MAX_BYTES {
        return Err(BundleError::TooLarge(Limit::Bytes));
    }
    let value = json::strictly(unmangled(file)?.as_bytes()).map_err(|fault| match fault {
        Fault::Truncated(_) => BundleError::Truncated,
        Fault::Deep(_) => BundleError::TooLarge(Limit::Nesting),
        Fault::Text(why) => BundleError::Malformed(Part::File, why),
    })?;
    let kind = |format: &str| format.split('/').next().map(str::to_owned);
    match value.member("format").and_then(Json::as_text) {
        Some(own) if own == format => Ok(value),
        Some(other) if kind(other) == kind(format) => {
            Err(BundleError::OtherVersion(other.chars().take(40).collect()))
        }
        _ => Err(BundleError::NotABundle),
    }
}

/// The enrolments of a file with the names of their keys, sorted by them; few, and each of another key.
#[derive(Default)]
struct Known(Vec<(Kid, Enrolment)>);

impl Known {
    fn take_in(&mut self, enrolment: Enrolment, part: Part) -> Result<(), BundleError> {
        let kid = enrolment.content.kid();
        let place = self.0.partition_point(|(known, _)| *known < kid);
        if self.0.get(place).is_some_and(|(known, _)| *known == kid) {
            return Err(BundleError::Malformed(part, "a second enrolment of the same key".to_owned()));
        }
        self.0.insert(place, (kid, enrolment));
        Ok(())
    }

    fn key(&self, signer: &Kid) -> Option<&PublicKey> {
        let (_, enrolment) = self.0.iter().find(|(known, _)| known == signer)?;
        Some(&enrolment.content.signing)
    }
}

/// Verifies an enrolment with the key that it holds.
pub(super) fn enrolment(jws: Jws, part: Part, answer: Answering<'_>) -> Result<Enrolment, BundleError> {
    let malformed = |why: &str| BundleError::Malformed(part, why.to_owned());
    let envelope = Envelope::open(&jws, Typ::Enrolment, part)?;
    let claimed = envelope.claimed()?;
    let claimed = json::exactly(claimed, EnrolmentPayload::read).map_err(|why| malformed(&why))?;
    let EnrolmentPayload { at, holder } = claimed;
    let (signing, encryption) = keys_of(&holder, answer).map_err(malformed)?;
    let signer = envelope.kid.clone();
    envelope.verify(&signing, answer)?;
    if signer.0 != holder.kid {
        return Err(malformed("its key has another name"));
    }
    let person = person(&holder, &signing, is_our_time(at)).map_err(malformed)?;
    let member = Member { person, signing, encryption, enrolled: at };
    Ok(Signed::new(member, jws))
}

/// The keys that somebody is said to hold: the one that signs, the one to seal to.
pub(super) fn keys_of(
    holder: &HolderLines,
    answer: Answering<'_>,
) -> Result<(PublicKey, PublicKey), &'static str> {
    let keys = [&holder.jwk, &holder.enc_jwk].map(|jwk| key(jwk, answer));
    let [Some(signing), Some(encryption)] = keys else { return Err("one of its keys is not on P-256") };
    Ok((signing, encryption))
}

/// Who that is, once the signature holds.
pub(super) fn person(
    holder: &HolderLines,
    signing: &PublicKey,
    are_our_times: bool,
) -> Result<Person, &'static str> {
    if holder.kid != signing.kid().0 {
        return Err("its key has another name");
    }
    if holder.v != 1 || !are_our_times {
        return Err("its version or its times are out of range");
    }
    Person::new(&holder.name, &holder.role, &holder.agency)
        .map_err(|_| "its name, role or agency is empty, too long or not all visible")
}

pub(super) fn key(jwk: &Jwk, answer: Answering<'_>) -> Option<PublicKey> {
    let ours = jwk.crv == "P-256" && jwk.kty == "EC";
    let key = ours.then(|| PublicKey::from_coordinates(&jwk.x, &jwk.y).ok()).flatten()?;
    answer(Question::IsKey(key)).then_some(key)
}

/// The payload of `jws` under a key that the file holds, and whose it is.
fn under_known_key(
    jws: &Jws,
    typ: Typ,
    part: Part,
    known: &Known,
    answer: Answering<'_>,
) -> Result<(Kid, Vec<u8>, Json), BundleError> {
    let envelope = Envelope::open(jws, typ, part)?;
    let signer = envelope.kid.clone();
    let key = known.key(&signer).ok_or(BundleError::MissingKey(part))?;
    let (payload, value) = envelope.verify(key, answer)?;
    Ok((signer, payload, value))
}

fn list(jws: &Jws, known: &Known, answer: Answering<'_>) -> Result<(ManifestPayload, Kid), BundleError> {
    let malformed = |why: &str| BundleError::Malformed(Part::Manifest, why.to_owned());
    let (signer, _, value) = under_known_key(jws, Typ::Manifest, Part::Manifest, known, answer)?;
    let list = json::exactly(value, ManifestPayload::read).map_err(|why| malformed(&why))?;
    if list.exporter.0 != signer.0 {
        return Err(malformed("its exporter is not its signer"));
    }
    if list.v != 1 || list.bundle != FORMAT || !is_our_time(list.at) {
        return Err(malformed("its version or its time is out of range"));
    }
    if !(is_sorted(&list.certs) && is_sorted(&list.events) && is_sorted(&list.heads) && is_sorted(&list.to)) {
        return Err(malformed("its lists are not sorted"));
    }
    Ok((list, signer))
}

fn entry(
    line: SignedLine,
    known: &Known,
    dispute: &EventId,
    part: Part,
    answer: Answering<'_>,
) -> Result<SignedEvent, BundleError> {
    let malformed = |why: &str| BundleError::Malformed(part, why.to_owned());
    let (signer, payload, value) = under_known_key(&line.jws, Typ::Event, part, known, answer)?;
    let committed = value.member("_sd").map_or(&[][..], Json::items);
    for said in &line.disclosures {
        let digest = digest(said.as_bytes());
        if committed.iter().all(|committed| committed.as_text() != Some(digest.as_str())) {
            return Err(BundleError::Altered(part));
        }
    }
    let event = decoded(&payload, value, &line.disclosures, part)?;
    if event.entry.author.0 != signer.0 {
        return Err(malformed("its author is not its signer"));
    }
    if event.dispute() != dispute {
        return Err(malformed("it belongs to another dispute"));
    }
    if event.entry.prev.len() > MAX_PARENTS {
        return Err(BundleError::TooLarge(Limit::Parents));
    }
    Ok(Signed::new(Recorded { event, disclosures: line.disclosures }, line.jws))
}

/// Takes an event apart whose signature holds, and whose payload was read as `json`.
pub(super) fn decoded(
    payload: &[u8],
    json: Json,
    disclosures: &[String],
    part: Part,
) -> Result<Event, BundleError> {
    event::decode_read(payload, json, disclosures).map_err(|fault| {
        let why = match fault {
            Malformed::Payload(why) => why,
            Malformed::Disclosure => "its words are not as the format demands".to_owned(),
        };
        BundleError::Malformed(part, why)
    })
}

fn check_contents(
    list: &ManifestPayload,
    known: &Known,
    partnership: &[Jws],
    events: &[SignedEvent],
) -> Result<(), BundleError> {
    let there = ids(events);
    if there.windows(2).any(|pair| pair[0] == pair[1]) {
        return Err(BundleError::Malformed(Part::File, "an entry stands in it twice".to_owned()));
    }
    let mut certs: Vec<String> = known.0.iter().map(|(_, enrolment)| enrolment.id()).collect();
    for jws in partnership {
        certs.push(jws.id().map_err(|why| BundleError::Malformed(Part::File, why))?);
    }
    certs.sort_unstable();
    if there != list.events.iter().map(|id| id.0.as_str()).collect::<Vec<_>>() || certs != list.certs {
        return Err(BundleError::Altered(Part::Contents));
    }
    if events.is_empty() || heads(events) != list.heads {
        return Err(BundleError::Malformed(
            Part::Manifest,
            "its heads are not those of its entries".to_owned(),
        ));
    }
    Ok(())
}

fn carried(
    jws: Jws,
    known: &Known,
    events: &[SignedEvent],
    answer: Answering<'_>,
) -> Result<SignedPack, BundleError> {
    let (_, _, value) = under_known_key(&jws, Typ::Procedure, Part::Procedure, known, answer)?;
    let content = pack(value)?;
    if !pins(events.iter().map(SignedEvent::event), &content.digest()) {
        return Err(BundleError::Malformed(Part::Procedure, "no entry is under it".to_owned()));
    }
    Ok(Signed::new(content, jws))
}

/// What a carried pack says.
pub(super) fn pack(value: Json) -> Result<CarriedPack, BundleError> {
    let (text, signed) = signed_text(value, Typ::Procedure, Part::Procedure)?;
    Ok(CarriedPack { text, signed })
}

/// The text that somebody signed as a whole, and when.
pub(super) fn signed_text(value: Json, typ: Typ, part: Part) -> Result<(String, DateTime<Utc>), BundleError> {
    let malformed = |why: &str| BundleError::Malformed(part, why.to_owned());
    let read = json::exactly(value, |payload| TextPayload::read(payload, typ.holds()));
    let read = read.map_err(|why| malformed(&why))?;
    if read.v != 1 || !is_our_time(read.at) {
        return Err(malformed("its version or its time is out of range"));
    }
    Ok((read.text, read.at))
}

/// Whether one of these events begins a record under the pack with this digest.
pub(super) fn pins<'a>(mut events: impl Iterator<Item = &'a Event>, digest: &str) -> bool {
    events.any(|event| event.pins().is_some_and(|under| under.digest == digest))
}

/// The ids of these entries, sorted.
pub(super) fn ids(events: &[SignedEvent]) -> Vec<&str> {
    let mut ids: Vec<&str> = events.iter().map(|signed| signed.event().id.0.as_str()).collect();
    ids.sort_unstable();
    ids
}

/// The ids of those that no other names as earlier, sorted.
pub fn heads(events: &[SignedEvent]) -> Vec<EventId> {
    let events: Vec<&Event> = events.iter().map(SignedEvent::event).collect();
    let mut heads: Vec<&str> = merge::heads(&events).map(|event| event.id.0.as_str()).collect();
    heads.sort_unstable();
    heads.into_iter().map(|id| EventId(id.to_owned())).collect()
}

/// The key that a signed JWS of ours names.
pub(super) fn signer(jws: &Jws) -> Kid {
    Envelope::open(jws, Typ::Procedure, Part::Procedure).expect("it was made or verified here").kid
}

pub(super) fn is_sorted<T: Ord>(list: &[T]) -> bool {
    list.windows(2).all(|pair| pair[0] < pair[1])
}

/// Whole seconds of a year with four digits, as in events.
pub(super) fn is_our_time(at: DateTime<Utc>) -> bool {
    event::recordable(at) == at
}
