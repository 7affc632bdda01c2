//! A file that strangers filled: what it holds is signed, and no partnership knows by whom.

use accord::bundle::{Bundle, Export, Signed, SignedEvent, Unsigned, enrolment, event};
use accord::dispute::event::{Author, Entry, Happening};
use accord::identity::{Member, Person, PublicKey};
use accord::json::Json;
use accord::ordered::Map;
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};

fn secret(number: u8) -> SigningKey {
    SigningKey::from_slice(&[number; 32]).expect("a key")
}

fn public(key: &SigningKey) -> PublicKey {
    PublicKey::from_point(key.verifying_key().to_sec1_point(false).as_bytes()).expect("a point")
}

fn signed<C>(unsigned: Unsigned<C>, key: &SigningKey) -> Signed<C> {
    let signature: Signature = key.sign(&unsigned.signing_input());
    unsigned.with_signature(signature.to_bytes().into())
}

fn at(moment: &str) -> chrono::DateTime<chrono::Utc> {
    moment.parse().expect("a time")
}

/// A file of a dispute with so many notes of each of so many strangers, as anybody can make one who has it.
pub fn crowded(file: &str, strangers: u8, notes: usize) -> String {
    let bundle = Bundle::read(file.as_bytes()).and_then(|file| file.verify().settled()).expect("a file");
    let (mut enrolments, mut events) = (bundle.enrolments().to_vec(), bundle.events().to_vec());
    let first = events[0].event().dispute().clone();
    let mut exporter = None;
    for number in 1..=strangers {
        let key = secret(number + 100);
        let member = Member {
            person: Person::new("A stranger", "Nobody", "Nowhere").expect("a person"),
            signing: public(&key),
            encryption: public(&secret(number)),
            enrolled: at("2026-11-16T09:00:00Z"),
        };
        let kid = member.kid();
        for note in 0..notes {
            let entry = Entry {
                at: at("2026-11-16T09:20:00Z"),
                author: Author::from(&kid),
                dispute: Some(first.clone()),
                prev: vec![first.clone()],
                happening: Happening::Noted {},
            };
            let mut salt = [number; 16];
            salt[..8].copy_from_slice(&note.to_be_bytes());
            let words = Map::from_iter([("text".to_owned(), Json::from("n"))]);
            let made: SignedEvent = signed(event(entry, words, salt), &key);
            events.push(made);
        }
        enrolments.push(signed(enrolment(member), &key));
        exporter = Some((kid, key));
    }
    let (kid, key) = exporter.expect("a stranger");
    let list = Export {
        at: at("2026-11-16T09:25:00Z"),
        exporter: &kid,
        enrolments: &enrolments,
        of_members: &[],
        procedures: &[],
        to: &[],
        events: &events,
    };
    signed(list.unsigned().expect("a list"), &key).to_text().expect("a file")
}
