//! What a device holds of a partnership: its card, what comes with disputes, the receipts of its register.

use accord::bundle::{
    Bundle, Card, CardChange, Enrolment, Receipt, SignedCard, SignedReceipt, Unsigned, certificate,
    revocation,
};
use accord::dispute::event::EventId;
use accord::identity::{Certificate, Checked, Kid, PublicKey, Revocation};
use p256::ecdsa::{Signature, SigningKey, signature::Signer as _};

use super::kept::Failing;
use super::*;

/// A partnership with its keys.
pub struct Partnership {
    pub root: SigningKey,
    pub register: SigningKey,
    pub card: Card,
}

pub fn secret(number: u8) -> SigningKey {
    SigningKey::from_slice(&[number; 32]).expect("a key")
}

pub fn public(key: &SigningKey) -> PublicKey {
    PublicKey::from_point(key.verifying_key().to_sec1_point(false).as_bytes()).expect("a point")
}

pub fn signed<C>(unsigned: Unsigned<C>, key: &SigningKey) -> accord::bundle::Signed<C> {
    let signature: Signature = key.sign(&unsigned.signing_input());
    unsigned.with_signature(signature.to_bytes().into())
}

pub fn at(moment: &str) -> chrono::DateTime<chrono::Utc> {
    moment.parse().expect("a time")
}

impl Partnership {
    pub fn named(name: &str, number: u8) -> Self {
        let (root, register) = (secret(number), secret(number + 1));
        let card = Card {
            partnership: name.into(),
            root: public(&root),
            registers: vec![public(&register)],
            encryption: public(&secret(number + 2)),
            number: 1,
            issued: at("2026-11-16T09:00:00Z"),
            revocations: Vec::new(),
            certificates: Vec::new(),
            procedure: None,
        };
        Self { root, register, card }
    }

    pub fn kid(&self) -> Kid {
        self.card.root.kid()
    }

    pub fn certifies(&mut self, of: &Enrolment, checked: Checked) {
        let member = of.content();
        let certificate = certificate(
            Certificate {
                person: member.person.clone(),
                signing: member.signing,
                encryption: member.encryption,
                checked,
                from: at("2026-11-15T00:00:00Z"),
                until: at("2027-11-15T00:00:00Z"),
                serial: format!("{}{}A", &member.kid().0[..20], self.card.number % 10),
            },
            &self.kid(),
        );
        self.card.certificates.push(signed(certificate, &self.root));
        self.card.number += 1;
    }

    pub fn revokes(&mut self, key: &Kid, receipts: i64) {
        let of = Revocation { kid: key.clone(), receipts, at: at("2026-11-16T10:00:00Z") };
        self.card.revocations.push(signed(revocation(of, &self.kid()), &self.root));
        self.card.number += 1;
    }

    pub fn card(&self) -> SignedCard {
        signed(self.card.clone().unsigned(), &self.root)
    }

    pub fn file(&self) -> String {
        self.card().to_text()
    }

    pub fn receipt(&self, number: i64, dispute: &str, heads: &[&str], when: &str) -> SignedReceipt {
        let heads = heads.iter().map(|id| EventId((*id).to_owned())).collect();
        let receipt = Receipt { at: at(when), dispute: EventId(dispute.to_owned()), heads, number };
        signed(receipt.unsigned(&public(&self.register).kid()), &self.register)
    }
}

/// What somebody says of themselves in a file that they made.
pub fn enrolment(file: &ExportFile, name: &str) -> Enrolment {
    let bundle = Bundle::read(file.text.as_bytes()).and_then(|file| file.verify().settled()).expect("a file");
    let mut all = bundle.enrolments().iter();
    all.find(|of| of.content().person.name() == name).expect("an enrolment").clone()
}

pub fn standing(view: &DisputeView, name: &str) -> Standing {
    let entry = view.timeline.iter().find(|entry| entry.signer.name == name);
    entry.unwrap_or_else(|| panic!("{name} signed nothing")).signer.standing
}

pub fn taken(desk: &Desk, card: &Partnership) {
    let opened = block_on(desk.book.open(&card.file())).expect("a card");
    assert!(matches!(opened, Opened::Card(_)), "{opened:?}");
    assert_eq!(block_on(desk.book.take_card(&card.file())), Ok(()));
}

/// Two people who hold one dispute with an entry of each, and their partnership.
pub fn three() -> (Desk, Desk, String, Partnership) {
    let (school, care, dispute) = pair();
    care.acts(&dispute, "note", &[("text", &["We have looked at it"])]);
    block_on(school.book.commit_import(&care.hands_over(&dispute).text)).expect("an import");
    (school, care, dispute, Partnership::named("Havering", 11))
}

#[test]
fn a_card_that_is_taken_in_says_who_counts_also_after_a_restart() {
    let (school, care, dispute, mut partnership) = three();
    assert_eq!(standing(&school.sees(&dispute), "Social worker"), Standing::NotConfirmed);
    let of_care = enrolment(&care.hands_over(&dispute), "Social worker");
    let resolved = care.acts(&dispute, "resolve", &[("text", &["A strategy discussion by Friday"])]);
    assert_eq!(resolved.status, Status::Resolved);
    block_on(school.book.commit_import(&care.hands_over(&dispute).text)).expect("an import");
    assert_eq!(block_on(school.book.home()).expect("home").disputes[0].status, Status::Resolved);

    taken(&school, &partnership);
    let view = school.sees(&dispute);
    assert_eq!(standing(&view, "Social worker"), Standing::NotConfirmed);
    assert_eq!(view.status, Status::Open, "what nobody vouches for counts for nothing");
    let home = block_on(school.book.home()).expect("home");
    assert_eq!(home.disputes[0].status, Status::Open, "no summary outlives the card");

    partnership.certifies(&of_care, Checked::CallBack);
    taken(&school, &partnership);
    let again =
        block_on(Casebook::unlock(&school.device, Secret::Passphrase("five plain words"))).expect("open");
    let view = block_on(again.dispute(&dispute)).expect("a dispute");
    assert_eq!(standing(&view, "Social worker"), Standing::Certified(Checked::CallBack));
    assert_eq!(view.status, Status::Resolved);
    let [held] = &block_on(again.partnerships()).expect("partnerships")[..] else { panic!("one is held") };
    assert_eq!((held.name.as_str(), held.number, held.certified), ("Havering", 2, 1));
    assert_eq!(held.own, Standing::NotConfirmed, "it says nothing of the school");
    assert_eq!(held.root, partnership.kid().0);
}

#[test]
fn a_card_of_another_root_under_a_known_name_blocks_and_so_does_an_older_or_a_forked_one() {
    let (school, _, _, mut partnership) = three();
    taken(&school, &partnership);
    let first = partnership.file();
    let refused = |file: &str| match block_on(school.book.take_in_file(file)) {
        Err(CasebookError::Card(change)) => {
            assert_eq!(block_on(school.book.open(file)).err(), Some(CasebookError::Card(change)));
            assert!(CasebookError::Card(change).told().to_do.contains("hing was changed"), "{change:?}");
            change
        }
        other => panic!("{other:?}"),
    };
    let impostor = Partnership::named("  HAVERING", 31);
    let trimmed =
        Partnership { card: Card { partnership: "HAVERING".into(), ..impostor.card.clone() }, ..impostor };
    assert_eq!(refused(&trimmed.file()), CardChange::AnotherRoot);
    partnership.revokes(&Kid("x".repeat(42) + "A"), 0);
    taken(&school, &partnership);
    assert_eq!(refused(&first), CardChange::Older);
    partnership.card.issued = at("2026-11-17T09:00:00Z");
    assert_eq!(refused(&partnership.file()), CardChange::Forked);
    partnership.card.revocations.clear();
    partnership.card.number += 1;
    assert_eq!(refused(&partnership.file()), CardChange::Unrevoked);
    // A desk that was restored from a copy revokes the key again: what counts is the key and how far, not when.
    let again = |receipts| {
        let of = Revocation { kid: Kid("x".repeat(42) + "A"), receipts, at: at("2026-11-18T10:00:00Z") };
        signed(revocation(of, &partnership.kid()), &partnership.root)
    };
    let (lenient, strict) = (again(3), again(0));
    partnership.card.revocations = vec![lenient];
    assert_eq!(refused(&partnership.file()), CardChange::Unrevoked);
    partnership.card.revocations = vec![strict];
    taken(&school, &partnership);

    // Another partnership is another one's matter.
    let other = Partnership::named("Lantern Quay", 41);
    let Ok(Opened::Card(preview)) = block_on(school.book.open(&other.file())) else { panic!("no preview") };
    assert_eq!((preview.news, preview.others), (CardNews::First, vec!["Havering".to_owned()]));
    taken(&school, &other);
    assert_eq!(block_on(school.book.partnerships()).expect("partnerships").len(), 2);
    let Ok(Opened::Card(preview)) = block_on(school.book.open(&other.file())) else { panic!("no preview") };
    assert_eq!(preview.news, CardNews::Held);

    block_on(school.book.let_go_of(&partnership.kid().0)).expect("let go");
    taken(&school, &trimmed);
    let names = Vec::from_iter(
        block_on(school.book.partnerships()).expect("partnerships").into_iter().map(|held| held.name),
    );
    assert_eq!(names, ["Lantern Quay", "HAVERING"]);
}

#[test]
fn what_a_partnership_says_of_signers_travels_with_their_entries() {
    let (school, care, dispute, mut partnership) = three();
    taken(&school, &partnership);
    let of_care = enrolment(&care.hands_over(&dispute), "Social worker");
    partnership.certifies(&of_care, Checked::InPerson);
    taken(&care, &partnership);
    // The school has the first card only; the certificate comes with the file.
    block_on(school.book.commit_import(&care.hands_over(&dispute).text)).expect("an import");
    let met = Standing::Certified(Checked::InPerson);
    assert_eq!(standing(&school.sees(&dispute), "Social worker"), met);
    assert_eq!(block_on(school.book.partnerships()).expect("partnerships")[0].number, 1);
    // It goes on from there, and a device that knows no card takes it in too.
    let police = Desk::new("Officer", "police", 3);
    let file = school.hands_over(&dispute).text;
    block_on(police.book.commit_import(&file)).expect("an import");
    assert_eq!(standing(&police.sees(&dispute), "Social worker"), Standing::NotConfirmed);
    // Of one partnership nothing is sent on to the others that it did not sign: a forged word is no word.
    let mut forged = Partnership::named("Havering", 11);
    forged.root = secret(99);
    forged.certifies(&enrolment(&school.hands_over(&dispute), "Worker of the school"), Checked::CallBack);
    assert!(block_on(school.book.open(&forged.file())).is_err());
    assert_eq!(
        block_on(school.book.commit_import(&file)).map(|taken| taken.added),
        Ok(0),
        "twice is as once"
    );
}

#[test]
fn a_receipt_says_what_was_received_and_a_lost_key_is_cut_by_it() {
    let (school, _, dispute, mut partnership) = three();
    let (of_school, of_care) = {
        let file = school.hands_over(&dispute);
        (enrolment(&file, "Worker of the school"), enrolment(&file, "Social worker"))
    };
    let early = partnership.receipt(1, &dispute, &[&dispute], "2026-11-16T09:40:00Z");
    assert_eq!(block_on(school.book.open(&early.to_text())).err(), Some(CasebookError::NoCard));
    partnership.certifies(&of_school, Checked::CallBack);
    partnership.certifies(&of_care, Checked::CallBack);
    taken(&school, &partnership);
    let Ok(Opened::Receipts(previews)) = block_on(school.book.open(&early.to_text())) else { panic!("none") };
    let [preview] = &previews[..] else { panic!("one dispute: {previews:?}") };
    assert_eq!((preview.covers, preview.is_here, preview.dispute.as_str()), (1, false, dispute.as_str()));
    for _ in 0..2 {
        let came = block_on(school.book.take_in_file(&early.to_text()));
        assert_eq!(came, Ok(TakenIn::Receipt(dispute.clone())));
    }
    let received = |view: &DisputeView| {
        Vec::from_iter(view.timeline.iter().map(|entry| entry.received.map(|at| at.to_string())))
    };
    let view = school.sees(&dispute);
    assert_eq!(received(&view), [None, Some("2026-11-16T09:40".to_owned())], "the newest first");
    let late = |view: &DisputeView| {
        view.timeline.iter().filter(|entry| entry.said.iter().any(|(label, _)| label == "Late")).count()
    };
    assert_eq!(late(&view), 1, "the note claims half past nine, and was not there at twenty to ten");

    // The phone is lost: what the register had seen of it by then counts, and what came after does not.
    partnership.revokes(&of_care.content().kid(), 1);
    taken(&school, &partnership);
    assert_eq!(standing(&school.sees(&dispute), "Social worker"), revoked());
    let note = school.sees(&dispute).timeline[0].id.clone();
    let second = partnership.receipt(2, &dispute, &[&note], "2026-11-16T09:50:00Z");
    assert_eq!(block_on(school.book.take_in_file(&second.to_text())), Ok(TakenIn::Receipt(dispute.clone())));
    assert_eq!(standing(&school.sees(&dispute), "Social worker"), revoked(), "2 is after 1");
    assert_eq!(standing(&school.sees(&dispute), "Worker of the school"), Standing::Own);

    // Whoever is told of no such register refuses it; whoever has not the dispute says so.
    let another = Partnership::named("Lantern Quay", 51);
    let foreign = another.receipt(1, &dispute, &[&dispute], "2026-11-16T09:40:00Z");
    assert_eq!(block_on(school.book.take_in_file(&foreign.to_text())), Err(CasebookError::NoCard));
    let nowhere = partnership.receipt(3, &note, &[&note], "2026-11-16T09:40:00Z");
    assert_eq!(block_on(school.book.take_in_file(&nowhere.to_text())), Err(CasebookError::NoSuchDispute));

    // A backup has all of it.
    let backup = block_on(school.book.backup()).expect("a backup");
    let new = Desk::new("Nobody", "school", 9);
    let device = Opening { vault: Rc::new(Memory::default()), ..new.device };
    let opened = block_on(accord::casebook::OpenedBackup::open(&device, &backup.text, "five plain words"));
    let moved = block_on(opened.expect("a backup").adopt(&device)).expect("a casebook");
    assert_eq!(
        received(&block_on(moved.dispute(&dispute)).expect("a dispute")),
        received(&school.sees(&dispute))
    );
    assert_eq!(block_on(moved.partnerships()), block_on(school.book.partnerships()));
}

#[test]
fn a_card_or_a_receipt_is_kept_whole_or_not_at_all() {
    let clock = Rc::new(ScriptedClock::at(at("2026-11-16T09:30:00Z")));
    let vault = Rc::new(Failing::default());
    vault.allow(9);
    let device = Opening { vault: vault.clone(), stretch: Rc::new(Quick), clock };
    let profile = Profile { name: "A".into(), role: "B".into(), agency: "school".into(), procedure: None };
    let (book, _) = block_on(Casebook::create(&device, "five plain words", &profile)).expect("a casebook");
    let mut partnership = Partnership::named("Havering", 11);
    vault.allow(0);
    assert!(block_on(book.take_card(&partnership.file())).is_err());
    assert_eq!(block_on(book.partnerships()), Ok(Vec::new()));
    vault.allow(1);
    assert_eq!(block_on(book.take_card(&partnership.file())), Ok(()));
    partnership.card.number = 2;
    vault.allow(0);
    assert!(block_on(book.take_card(&partnership.file())).is_err());
    assert_eq!(block_on(book.partnerships()).expect("partnerships")[0].number, 1);
}

#[test]
fn the_last_second_of_a_certificate_changes_the_first_screen_by_itself() {
    let (school, care, dispute, mut partnership) = three();
    partnership.certifies(&enrolment(&care.hands_over(&dispute), "Social worker"), Checked::CallBack);
    taken(&school, &partnership);
    care.acts(&dispute, "resolve", &[("text", &["By Friday"])]);
    block_on(school.book.commit_import(&care.hands_over(&dispute).text)).expect("an import");
    let status = || block_on(school.book.home()).expect("home").disputes[0].status.clone();
    assert_eq!(status(), Status::Resolved);
    school.clock.advance(TimeDelta::days(365));
    assert_eq!(status(), Status::Resolved, "it was here while the certificate was in force");
    let view = school.sees(&dispute);
    assert_eq!(standing(&view, "Social worker"), Standing::Ended);
    assert!(told(&view, "only a receipt can tell"), "{:?}", view.anomalies);
    care.acts(&dispute, "reopen", &[("reason", &["It was not held"])]);
    block_on(school.book.commit_import(&care.hands_over(&dispute).text)).expect("an import");
    assert_eq!(status(), Status::Resolved, "what comes after the end counts for nothing");
}

fn revoked() -> Standing {
    Standing::Revoked(at("2026-11-16T10:00:00Z"))
}

pub fn told(view: &DisputeView, words: &str) -> bool {
    view.anomalies.iter().any(|anomaly| anomaly.happened.contains(words))
}

#[test]
fn a_lost_phone_takes_the_dispute_from_nobody_else_who_had_it_before() {
    let (school, care, dispute) = pair();
    let mut partnership = Partnership::named("Havering", 11);
    let file = school.hands_over(&dispute);
    let of_school = enrolment(&file, "Worker of the school");
    partnership.certifies(&of_school, Checked::CallBack);
    taken(&care, &partnership);
    let before = care.sees(&dispute);
    let clocks = |view: &DisputeView| (view.title.clone(), view.status.clone(), dates(view));
    assert_eq!(before.status, Status::Open);

    partnership.revokes(&of_school.content().kid(), 1);
    taken(&care, &partnership);
    let view = care.sees(&dispute);
    assert_eq!(clocks(&view), clocks(&before), "the opening was here before");
    assert_eq!(standing(&view, "Worker of the school"), revoked(), "and is shown as what it is");
    assert!(told(&view, "only a receipt can tell"), "{:?}", view.anomalies);
    assert_eq!(block_on(care.book.home()).expect("home").disputes[0].status, Status::Open);

    // Whoever has the key now can say that it is earlier, and not that it was here.
    school.acts(&dispute, "resolve", &[("text", &["It is settled"])]);
    care.clock.advance(TimeDelta::hours(1));
    block_on(care.book.commit_import(&school.hands_over(&dispute).text)).expect("an import");
    assert_eq!(care.sees(&dispute).status, Status::Open);

    // A receipt decides: of two it is the first, and after the cut nothing is left.
    let receipt = partnership.receipt(1, &dispute, &[&dispute], "2026-11-16T09:40:00Z");
    block_on(care.book.take_in_file(&receipt.to_text())).expect("taken in");
    assert_eq!(standing(&care.sees(&dispute), "Worker of the school"), revoked());
    let other = Desk::new("Officer", "police", 3);
    taken(&other, &partnership);
    block_on(other.book.commit_import(&file.text)).expect("an import");
    let late = partnership.receipt(2, &dispute, &[&dispute], "2026-11-16T10:40:00Z");
    block_on(other.book.take_in_file(&late.to_text())).expect("taken in");
    assert_eq!(other.sees(&dispute).status, Status::NotBegun, "the register says that it came after");
    block_on(other.book.take_in_file(&receipt.to_text())).expect("taken in");
    assert_eq!(clocks(&other.sees(&dispute)).1, Status::Open);
}

#[test]
fn what_ends_a_dispute_needs_a_receipt_once_its_key_was_withdrawn() {
    let (school, care, dispute, mut partnership) = three();
    let of_care = enrolment(&care.hands_over(&dispute), "Social worker");
    partnership.certifies(&of_care, Checked::CallBack);
    taken(&school, &partnership);
    care.acts(&dispute, "resolve", &[("text", &["By Friday"])]);
    block_on(school.book.commit_import(&care.hands_over(&dispute).text)).expect("an import");
    assert_eq!(school.sees(&dispute).status, Status::Resolved);
    partnership.revokes(&of_care.content().kid(), 1);
    taken(&school, &partnership);
    let view = school.sees(&dispute);
    assert_eq!(view.status, Status::Open, "the child's clock runs");
    let last = view.timeline[0].id.clone();
    let receipt = partnership.receipt(1, &dispute, &[&last], "2026-11-16T09:40:00Z");
    block_on(school.book.take_in_file(&receipt.to_text())).expect("taken in");
    assert_eq!(school.sees(&dispute).status, Status::Resolved);
}
