//! Who signs: a partnership with its root key and two registers, and in each agency a few people who are nobody.

use chrono::{TimeDelta, Utc};
use p256::SecretKey;
use p256::ecdsa::signature::Signer as _;
use p256::elliptic_curve::sec1::ToSec1Point as _;

use super::dice::Dice;
use super::{NotMade, Write};
use crate::bundle::{self, Card, Enrolment, Receipt, Signed, SignedCard, SignedReceipt, Unsigned};
use crate::clock::random;
use crate::dispute::event::EventId;
use crate::identity::{Certificate, Checked, Kid, Member, Person, PublicKey};
use crate::json::Json;
use crate::procedure::pack::Pack;
use crate::vault::stretch::KeyBytes;
use base64ct::{Base64UrlUnpadded, Encoding};

/// People in each agency.
const OF_EACH: usize = 3;

/// A key pair that everybody knows.
pub struct TestKey {
    secret: SecretKey,
    /// Its public half.
    pub public: PublicKey,
}

impl TestKey {
    fn drawn(dice: &Dice) -> Self {
        loop {
            // One draw in 2^32 is no valid key.
            if let Ok(secret) = SecretKey::from_slice(&random::<32>(dice.clock())) {
                let point = secret.public_key().to_sec1_point(false);
                let public = PublicKey::from_point(point.as_bytes()).expect("an uncompressed point");
                return Self { secret, public };
            }
        }
    }

    /// Signs with ES256; the same bytes have the same signature (RFC 6979).
    pub fn sign<C>(&self, unsigned: Unsigned<C>) -> Signed<C> {
        let key = p256::ecdsa::SigningKey::from(&self.secret);
        let signature: p256::ecdsa::Signature = key.sign(&unsigned.signing_input());
        unsigned.with_signature(signature.to_bytes().into())
    }

    /// The secret half, which is none.
    fn scalar(&self) -> KeyBytes {
        KeyBytes::new(self.secret.to_bytes().into())
    }

    fn jwk(&self, of: &str) -> Json {
        let (x, y) = self.public.coordinates();
        let d = Base64UrlUnpadded::encode_string(&self.secret.to_bytes());
        Json::object(vec![
            ("crv", Json::from("P-256")),
            ("d", Json::from(d.as_str())),
            ("kid", Json::Text(self.public.kid().0)),
            ("kty", Json::from("EC")),
            ("test_key", Json::Text(["A test key that everybody knows, of ", of].concat())),
            ("x", Json::from(x.as_str())),
            ("y", Json::from(y.as_str())),
        ])
    }
}

/// Somebody who is nobody, with keys.
pub struct Worker {
    /// What they sign with.
    pub signing: TestKey,
    /// What is sealed to them.
    pub opening: TestKey,
    /// How they introduce themselves.
    pub enrolment: Enrolment,
    /// Their agency, as people call it.
    pub agency: String,
}

impl Worker {
    /// The name of their signing key.
    pub fn kid(&self) -> Kid {
        self.signing.public.kid()
    }

    /// Where their mail comes from.
    pub fn address(&self) -> String {
        let name = self.enrolment.content().person.name().to_lowercase();
        let plain = |letter: char| if letter.is_ascii_alphanumeric() { letter } else { '-' };
        let plain: String = name.chars().map(plain).collect();
        let words: Vec<&str> = plain.split('-').filter(|word| !word.is_empty()).collect();
        [&words.join("-"), "@simulated.example"].concat()
    }
}

/// The partnership, its registers and everybody in it.
pub struct Partnership {
    /// Everybody.
    pub people: Vec<Worker>,
    /// What is sealed to the desk.
    pub desk: TestKey,
    root: TestKey,
    registers: [TestKey; 2],
    card: SignedCard,
    /// How many receipts there are.
    receipts: i64,
}

impl Partnership {
    /// The one of this seed, with people in every agency of these procedures.
    pub fn of(seed: u64, packs: &[Pack]) -> Self {
        let dice = Dice::of(seed, "partnership", 0);
        let key = |what: &str| TestKey::drawn(&Dice::of(seed, what, 0));
        let (root, desk) = (key("root"), key("desk"));
        let registers = [key("register 1"), key("register 2")];
        let mut people: Vec<Worker> = Vec::new();
        for pack in packs {
            for agency in pack.procedure().agencies.values() {
                if people.iter().any(|worker| worker.agency == agency.label) {
                    continue;
                }
                for number in 1..=OF_EACH {
                    let dice = Dice::of(seed, &agency.label, number as u64);
                    people.push(worker(&dice, number, &agency.label));
                }
            }
        }
        let issued = dice.now() - TimeDelta::days(30);
        let certified = |worker: &Worker| {
            let certificate = Certificate {
                person: worker.enrolment.content().person.clone(),
                signing: worker.signing.public,
                encryption: worker.opening.public,
                checked: Checked::CallBack,
                from: issued,
                until: issued + TimeDelta::days(3_650),
                serial: Base64UrlUnpadded::encode_string(&random::<16>(dice.clock())),
            };
            root.sign(bundle::certificate(certificate, &root.public.kid()))
        };
        let card = Card {
            partnership: format!("Simulated partnership {seed}: invented, for tests"),
            root: root.public,
            registers: registers.iter().map(|register| register.public).collect(),
            encryption: desk.public,
            number: 1,
            issued,
            revocations: Vec::new(),
            certificates: people.iter().map(certified).collect(),
            procedure: None,
        };
        let card = root.sign(card.unsigned());
        Self { people, desk, root, registers, card, receipts: 0 }
    }

    /// Writes the card and every key.
    pub fn write(&self, write: Write<'_>) -> Result<(), NotMade> {
        let mut key = |name: &str, key: &TestKey| {
            write(&format!("keys/TEST-KEY-{name}.json"), (key.jwk(name).to_text() + "\n").as_bytes())
        };
        key("root", &self.root)?;
        key("register-1", &self.registers[0])?;
        key("register-2", &self.registers[1])?;
        key("desk", &self.desk)?;
        for worker in &self.people {
            let address = worker.address();
            let name = address.trim_end_matches("@simulated.example");
            key(&format!("{name}-signs"), &worker.signing)?;
            key(&format!("{name}-opens"), &worker.opening)?;
        }
        write("partnership/card.json", self.card.to_text().as_bytes())?;
        // Whoever reads it relies on it.
        SignedCard::read(&self.card.to_text()).settled().map_err(NotMade::Unsound)?;
        Ok(())
    }

    /// The keys that its desk has: the root, the register in use, and the one that opens what is sealed to it.
    pub fn of_desk(&self) -> [KeyBytes; 3] {
        [&self.root, &self.registers[0], &self.desk].map(TestKey::scalar)
    }

    /// Its card.
    pub fn card(&self) -> &SignedCard {
        &self.card
    }

    /// How many receipts its registers signed.
    pub fn receipts(&self) -> i64 {
        self.receipts
    }

    /// The places of the people of an agency.
    pub fn of_agency(&self, agency: &str) -> Vec<usize> {
        (0..self.people.len()).filter(|place| self.people[*place].agency == agency).collect()
    }

    /// One of the registers says what it has.
    pub fn receipt(
        &mut self,
        at: chrono::DateTime<Utc>,
        dispute: &EventId,
        heads: Vec<EventId>,
    ) -> SignedReceipt {
        self.receipts += 1;
        let register = &self.registers[(self.receipts % 2) as usize];
        let receipt = Receipt { at, dispute: dispute.clone(), heads, number: self.receipts };
        register.sign(receipt.unsigned(&register.public.kid()))
    }
}

fn worker(dice: &Dice, number: usize, agency: &str) -> Worker {
    let (signing, opening) = (TestKey::drawn(dice), TestKey::drawn(dice));
    let name = format!("Practitioner {number} of {agency}");
    // A pack may have an agency of a name that nobody could sign under.
    let person = Person::new(&name, "Practitioner", agency)
        .or_else(|_| Person::new(&format!("Practitioner {number}"), "Practitioner", "An agency"))
        .expect("a name that can be seen whole");
    let member = Member {
        person,
        signing: signing.public,
        encryption: opening.public,
        enrolled: dice.now() - TimeDelta::days(40),
    };
    let enrolment = signing.sign(bundle::enrolment(member));
    Worker { signing, opening, enrolment, agency: agency.to_owned() }
}
