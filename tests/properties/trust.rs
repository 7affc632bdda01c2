//! How far a signer is known does not depend on the order in which things arrive, and revoking only takes away.

use accord::identity::{
    Certificate, Checked, Member, Person, PublicKey, Received, Revocation, Standing, Trust,
};
use chrono::{DateTime, Utc};
use proptest::prelude::*;

fn at(day: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_000_000 + day * 86_400, 0).expect("a time")
}

fn key(number: u8) -> PublicKey {
    PublicKey::from_point(&[&[4][..], &[number; 64]].concat()).expect("65 bytes")
}

fn person(number: u8) -> Person {
    Person::new(&["Ann", "Ben"][usize::from(number % 2)].repeat(2), "Nurse", "Health").expect("a person")
}

fn certificates() -> impl Strategy<Value = Vec<Certificate>> {
    let one = (0_u8..4, 0_u8..2, 0_i64..8, 0_i64..8, 0_usize..3, 0_u8..4);
    let certificate =
        |(signer, name, from, days, checked, serial): (u8, u8, i64, i64, usize, u8)| Certificate {
            person: person(name),
            signing: key(signer),
            encryption: key(signer + 100),
            checked: [Checked::CallBack, Checked::InPerson, Checked::Nothing][checked],
            from: at(from),
            until: at(from + days),
            serial: serial.to_string(),
        };
    proptest::collection::vec(one.prop_map(certificate), 0..6).prop_map(|mut all| {
        // A serial tells a certificate from every other.
        for (number, certificate) in all.iter_mut().enumerate() {
            certificate.serial.push_str(&number.to_string());
        }
        all
    })
}

fn revocations() -> impl Strategy<Value = Vec<Revocation>> {
    let one = (0_u8..4, 0_i64..4);
    let revocation =
        |(signer, receipts): (u8, i64)| Revocation { kid: key(signer).kid(), receipts, at: at(3) };
    proptest::collection::vec(one.prop_map(revocation), 0..4)
}

fn received() -> impl Strategy<Value = Option<Received>> {
    proptest::option::of((1_i64..5, 0_i64..10).prop_map(|(number, day)| Received { number, at: at(day) }))
}

proptest! {
    #[test]
    fn a_standing_is_the_same_in_whatever_order_things_arrive(
        certificates in certificates(),
        revocations in revocations(),
        received in received(),
        signer in 0_u8..4,
        now in 0_i64..16,
    ) {
        let enrolled: Vec<Member> = (0..4)
            .map(|number| Member {
                person: person(number),
                signing: key(number),
                encryption: key(number + 100),
                enrolled: at(0),
            })
            .collect();
        let standing = |certificates: &[Certificate], revocations: &[Revocation], enrolled: &[Member]| {
            let trust = Trust { certificates, revocations, enrolled };
            let (standing, person) = trust.of_entry(&key(signer).kid(), received, at(now));
            (standing, person.cloned())
        };
        let came = standing(&certificates, &revocations, &enrolled);
        let turned: Vec<Certificate> = certificates.iter().rev().chain(&certificates).cloned().collect();
        let cut: Vec<Revocation> = revocations.iter().rev().chain(&revocations).cloned().collect();
        let people: Vec<Member> = enrolled.iter().rev().cloned().collect();
        prop_assert_eq!(&standing(&turned, &cut, &people), &came, "in another order, and twice");

        prop_assert_ne!(came.0, Standing::Own, "no partnership says whose device this is");
        // Whatever is revoked besides, nothing comes to count by it.
        for other in 0..4 {
            let more = [&revocations[..], &[Revocation { kid: key(other).kid(), receipts: 0, at: at(0) }]].concat();
            let after = standing(&certificates, &more, &enrolled).0;
            prop_assert!(came.0.counts() || !after.counts());
            prop_assert!(other != signer || matches!(after, Standing::Revoked(_)));
        }
        // What is known of others takes nothing away from who is certified.
        let own: Vec<Certificate> =
            certificates.iter().filter(|of| of.signing == key(signer)).cloned().collect();
        prop_assert_eq!(standing(&own, &revocations, &enrolled).0.counts(), came.0.counts());
    }
}
