//! How far we know whose key a signature is, reckoned from what a partnership's root key signed.
//!
//! The one idea: *no date that the signer claims decides anything.* An entry is judged by the register's receipts: one
//! that a receipt covers was there when the register saw it, whatever happened to the key since. An entry without a
//! receipt is judged as of now. The result does not depend on the order in which anything arrived.

use chrono::{DateTime, Utc};

use super::{Kid, Member, Person, PublicKey};

/// How the partnership made sure that a key is this person's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Checked {
    /// Rang back on a number from the agency's own directory, and compared check words.
    CallBack,
    /// Saw the person and the check words.
    InPerson,
    /// Not at all.
    Nothing,
}

impl Checked {
    /// Its name in a certificate.
    pub fn name(self) -> &'static str {
        match self {
            Self::CallBack => "call-back",
            Self::InPerson => "in-person",
            Self::Nothing => "none",
        }
    }

    /// What has this name.
    pub fn named(name: &str) -> Option<Self> {
        [Self::CallBack, Self::InPerson, Self::Nothing].into_iter().find(|checked| checked.name() == name)
    }
}

/// A partnership's word for whose keys these are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// Who holds the keys.
    pub person: Person,
    /// What they sign with.
    pub signing: PublicKey,
    /// What is sealed to them.
    pub encryption: PublicKey,
    /// How that was checked.
    pub checked: Checked,
    /// From when it holds.
    pub from: DateTime<Utc>,
    /// Until when, this moment included.
    pub until: DateTime<Utc>,
    /// Tells it from every other: 16 random bytes, base64url.
    pub serial: String,
}

/// A partnership's word that a key is not to be relied on any more. It cannot be taken back: the person gets a new key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revocation {
    /// Which key.
    pub kid: Kid,
    /// What the key signed still counts where a receipt up to this number covers it; 0 = nothing does.
    pub receipts: i64,
    /// When it was issued: what a device had before that stands until a receipt says more.
    pub at: DateTime<Utc>,
}

/// The first receipt of the register that covers an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Received {
    /// The receipt's number.
    pub number: i64,
    /// When, by the register's clock.
    pub at: DateTime<Utc>,
}

/// What a partnership says about its members, with the people who enrolled at this device.
#[derive(Clone, Copy, Debug, Default)]
pub struct Trust<'a> {
    /// What its root key certified, in any order.
    pub certificates: &'a [Certificate],
    /// What its root key revoked, in any order.
    pub revocations: &'a [Revocation],
    /// Who says of themselves whose a key is.
    pub enrolled: &'a [Member],
}

/// How far we know whose key a signature is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is the key of this device.
    Own,
    /// The partnership certified the key, having checked it so.
    Certified(Checked),
    /// The partnership certified somebody of that name and agency under another key. This one is blocked until it
    /// is certified too.
    Changed,
    /// The certificate had ended when the entry was received, or has by now.
    Ended,
    /// The key was revoked at that time, and no receipt from before covers the entry.
    Revoked(DateTime<Utc>),
    /// Signed, signer not confirmed: the signature holds, the name is what the file says.
    NotConfirmed,
}

impl Standing {
    /// The standing of the key `signer` on the device that holds the key `own`, as far as no partnership says more;
    /// the desk holds none.
    pub fn of(signer: &Kid, own: Option<&Kid>) -> Self {
        if own == Some(signer) { Self::Own } else { Self::NotConfirmed }
    }

    /// Whether what rests on confirmed signers may rest on it.
    pub fn counts(self) -> bool {
        matches!(self, Self::Own | Self::Certified(_))
    }
}

impl<'a> Trust<'a> {
    /// How far the signer of an entry is known that was first `received` so, if ever; and who holds the key, in the
    /// partnership's own words, where it ever certified it.
    pub fn of_entry(
        &self,
        signer: &Kid,
        received: Option<Received>,
        now: DateTime<Utc>,
    ) -> (Standing, Option<&'a Person>) {
        let judged = received.map_or(now, |received| received.at);
        let begun = self.certificates.iter().filter(|of| of.from <= now && of.signing.kid() == *signer);
        // Of several the newest in force speaks; where none is, the newest.
        let newest = begun.max_by_key(|of| (judged <= of.until, of.from, &of.serial));
        let standing = match self.cut_off(signer, received) {
            Some(at) => Standing::Revoked(at),
            None => match newest {
                Some(in_force) if judged <= in_force.until => Standing::Certified(in_force.checked),
                Some(_) => Standing::Ended,
                None if self.is_known_otherwise(signer) => Standing::Changed,
                None => Standing::NotConfirmed,
            },
        };
        (standing, newest.map(|of| &of.person))
    }

    /// When the key was revoked, where no receipt from before covers what it signed. Of two revocations of one key the
    /// stricter holds, and of two that are as strict the first is told.
    fn cut_off(&self, signer: &Kid, received: Option<Received>) -> Option<DateTime<Utc>> {
        let cuts = |cut: &&Revocation| {
            cut.kid == *signer && received.is_none_or(|received| received.number > cut.receipts)
        };
        self.revocations.iter().filter(cuts).map(|cut| cut.at).min()
    }

    /// Whether the person that a key enrolled as is certified under another one, which was not revoked.
    fn is_known_otherwise(&self, signer: &Kid) -> bool {
        let is_revoked = |kid: &Kid| self.revocations.iter().any(|revocation| revocation.kid == *kid);
        let same = |one: &Person, other: &Person| {
            is_one_name(one.name(), other.name()) && is_one_name(one.agency(), other.agency())
        };
        let claims = self.enrolled.iter().filter(|member| member.kid() == *signer);
        let mut others = claims.flat_map(|claim| {
            self.certificates.iter().filter(move |known| same(&known.person, &claim.person))
        });
        others.any(|known| {
            let kid = known.signing.kid();
            kid != *signer && !is_revoked(&kid)
        })
    }
}

/// Whether two names are one: neither capitals (A to Z) nor the width of a gap make it somebody else's.
pub fn is_one_name(one: &str, other: &str) -> bool {
    folded(one) == folded(other)
}

fn folded(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    for character in name.trim().chars() {
        if !character.is_whitespace() {
            folded.push(character.to_ascii_lowercase());
        } else if !folded.ends_with(' ') {
            folded.push(' ');
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(day: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_795_000_000 + day * 86_400, 0).expect("a time")
    }

    fn key(number: u8) -> PublicKey {
        PublicKey::from_point(&[&[4][..], &[number; 64]].concat()).expect("65 bytes")
    }

    fn certificate(number: u8, checked: Checked, days: (i64, i64)) -> Certificate {
        Certificate {
            person: Person::new("Ann Marsh", "Nurse", "Health").expect("a person"),
            signing: key(number),
            encryption: key(number + 100),
            checked,
            from: at(days.0),
            until: at(days.1),
            serial: number.to_string(),
        }
    }

    fn revocation(number: u8, receipts: i64) -> Revocation {
        Revocation { kid: key(number).kid(), receipts, at: at(5) }
    }

    fn receipt(number: i64, day: i64) -> Option<Received> {
        Some(Received { number, at: at(day) })
    }

    #[test]
    fn a_certificate_counts_from_its_beginning_to_its_end() {
        let certificates = [certificate(1, Checked::CallBack, (0, 10))];
        let trust = Trust { certificates: &certificates, ..Trust::default() };
        let of = |received, day| trust.of_entry(&key(1).kid(), received, at(day)).0;
        assert_eq!(of(None, -1), Standing::NotConfirmed, "not yet");
        let enrolled = [Member {
            person: certificates[0].person.clone(),
            signing: key(1),
            encryption: key(101),
            enrolled: at(0),
        }];
        let waiting = Trust { enrolled: &enrolled, ..trust };
        let own = waiting.of_entry(&key(1).kid(), None, at(-1)).0;
        assert_eq!(own, Standing::NotConfirmed, "their own key to come is no other key");
        assert_eq!(of(None, 10), Standing::Certified(Checked::CallBack));
        assert_eq!(of(None, 11), Standing::Ended);
        assert!(of(receipt(1, 10), 500).counts(), "the register saw it in time");
        assert_eq!(of(receipt(1, 11), 500), Standing::Ended);
        assert!(
            of(receipt(1, -3), 5).counts(),
            "what was received before the key was certified counts since"
        );
        assert_eq!(trust.of_entry(&key(2).kid(), None, at(5)).0, Standing::NotConfirmed);
    }

    #[test]
    fn a_revocation_cuts_by_receipts_and_by_no_date() {
        let certificates = [certificate(1, Checked::InPerson, (0, 1000))];
        let revocations = [revocation(1, 40)];
        let trust = Trust { certificates: &certificates, revocations: &revocations, ..Trust::default() };
        let of = |received| trust.of_entry(&key(1).kid(), received, at(6)).0;
        assert!(of(receipt(40, 4)).counts());
        assert_eq!(of(receipt(41, 4)), Standing::Revoked(at(5)), "whatever the day");
        assert_eq!(of(None), Standing::Revoked(at(5)));
        let on = |day, receipts| Revocation { at: at(day), ..revocation(1, receipts) };
        let stricter = [on(4, 40), on(6, 0), on(3, 99), revocation(2, 0)];
        let trust = Trust { revocations: &stricter, ..trust };
        let of = |received| trust.of_entry(&key(1).kid(), received, at(6)).0;
        assert_eq!(of(receipt(1, 1)), Standing::Revoked(at(6)), "by the one that cuts it off");
        assert_eq!(of(receipt(50, 1)), Standing::Revoked(at(4)), "by the first of those");
        assert_eq!(of(None), Standing::Revoked(at(3)));
    }

    #[test]
    fn of_several_certificates_the_newest_in_force_counts_in_any_order() {
        let first = certificate(1, Checked::Nothing, (0, 100));
        let renewed = certificate(1, Checked::CallBack, (5, 50));
        for certificates in [[first.clone(), renewed.clone()], [renewed, first]] {
            let trust = Trust { certificates: &certificates, ..Trust::default() };
            let of = |day| trust.of_entry(&key(1).kid(), None, at(day)).0;
            assert_eq!(of(4), Standing::Certified(Checked::Nothing));
            assert_eq!(of(6), Standing::Certified(Checked::CallBack));
            assert_eq!(of(60), Standing::Certified(Checked::Nothing));
        }
    }

    #[test]
    fn a_changed_key_blocks_until_it_is_certified() {
        let member = |number, name: &str| Member {
            person: Person::new(name, "Nurse", "HEALTH").expect("a person"),
            signing: key(number),
            encryption: key(number + 100),
            enrolled: at(0),
        };
        let enrolled = [member(2, "ann  marsh"), member(3, "Ann Marshall")];
        let old = certificate(1, Checked::CallBack, (0, 100));
        let trust =
            Trust { certificates: std::slice::from_ref(&old), enrolled: &enrolled, ..Trust::default() };
        let of = |trust: Trust<'_>, number| trust.of_entry(&key(number).kid(), None, at(1)).0;
        assert_eq!(of(trust, 2), Standing::Changed);
        assert_eq!(of(trust, 3), Standing::NotConfirmed, "another name");
        assert!(of(trust, 1).counts(), "who is certified is not harmed by it");
        let both = [old.clone(), certificate(2, Checked::CallBack, (0, 100))];
        assert!(of(Trust { certificates: &both, ..trust }, 2).counts());
        let revocations = [revocation(1, 0)];
        let lost = Trust { revocations: &revocations, ..trust };
        assert_eq!(of(lost, 2), Standing::NotConfirmed, "a lost device's key is no known one any more");
    }

    #[test]
    fn a_name_is_the_partnerships_and_not_what_the_key_calls_itself() {
        let certificates = [certificate(1, Checked::CallBack, (0, 10))];
        let grand = Person::new("Ann Marsh", "Director", "Health").expect("a person");
        let enrolled = [Member { person: grand, signing: key(1), encryption: key(101), enrolled: at(3) }];
        let revocations = [revocation(1, 0)];
        let trust = Trust { certificates: &certificates, enrolled: &enrolled, ..Trust::default() };
        let role = |trust: Trust<'_>, day| {
            let (_, person) = trust.of_entry(&key(1).kid(), None, at(day));
            person.map(|person| person.role().to_owned())
        };
        assert_eq!(role(trust, 5).as_deref(), Some("Nurse"));
        assert_eq!(role(trust, 50).as_deref(), Some("Nurse"), "ended");
        assert_eq!(role(Trust { revocations: &revocations, ..trust }, 5).as_deref(), Some("Nurse"));
        assert_eq!(role(trust, -5), None);
    }

    #[test]
    fn what_counts_is_your_own_and_what_is_certified() {
        use Standing::{Certified, Changed, Ended, NotConfirmed, Own, Revoked};
        for checked in [Checked::CallBack, Checked::InPerson, Checked::Nothing] {
            assert!(Certified(checked).counts());
            assert_eq!(Checked::named(checked.name()), Some(checked));
        }
        assert!(
            Own.counts()
                && [Changed, Ended, Revoked(at(0)), NotConfirmed].iter().all(|other| !other.counts())
        );
    }
}
