//! A backup beside what is here brings a partnership's cards and receipts, and believes nobody for having a passphrase.

use accord::bundle::Receipt;
use accord::casebook::OpenedBackup;
use accord::dispute::event::EventId;
use accord::identity::Checked;

use super::partnerships::*;
use super::*;

/// A backup of everything on a device, opened beside another one.
fn backup(of: &Desk, beside: &Desk) -> OpenedBackup {
    let file = block_on(of.book.backup()).expect("a backup");
    block_on(OpenedBackup::open(&beside.device, &file.text, "five plain words")).expect("opened")
}

fn numbers(desk: &Desk) -> Vec<i64> {
    block_on(desk.book.partnerships()).expect("partnerships").iter().map(|held| held.number).collect()
}

fn received(desk: &Desk, dispute: &str) -> usize {
    desk.sees(dispute).timeline.iter().filter(|entry| entry.received.is_some()).count()
}

fn would_bring(desk: &Desk, backup: &OpenedBackup) -> RestorePreview {
    block_on(desk.book.preview_restore(backup)).expect("a preview")
}

/// What comes to disputes (entries and receipts), what comes of partnerships, and what stays in the backup.
type Brings = (Vec<(usize, usize)>, Vec<CardNews>, usize);

fn brings(desk: &Desk, backup: &OpenedBackup) -> Brings {
    let RestorePreview { disputes, cards, left, .. } = would_bring(desk, backup);
    let of_disputes = disputes.iter().map(|line| (line.new_entries, line.receipts)).collect();
    (of_disputes, cards.iter().map(|(card, _)| card.news).collect(), left)
}

#[test]
fn a_backup_brings_the_later_card_and_the_receipts_that_are_not_here() {
    let (school, care, dispute, mut partnership) = three();
    taken(&school, &partnership);
    let of_care = enrolment(&care.hands_over(&dispute), "Social worker");
    let colleague = Desk::new("Another of the school", "school", 5);
    block_on(colleague.book.commit_import(&school.hands_over(&dispute).text)).expect("an import");
    taken(&colleague, &partnership);
    partnership.certifies(&of_care, Checked::CallBack);
    taken(&school, &partnership);
    let receipt = partnership.receipt(1, &dispute, &[&dispute], "2026-11-16T09:40:00Z").to_text();
    assert_eq!(block_on(school.book.take_in_file(&receipt)), Ok(TakenIn::Receipt(dispute.clone())));

    let from_school = backup(&school, &colleague);
    assert_eq!(brings(&colleague, &from_school), (vec![(0, 1)], vec![CardNews::Later], 0));
    assert_eq!(
        (numbers(&colleague), received(&colleague, &dispute)),
        (vec![1], 0),
        "a preview stores nothing"
    );
    block_on(colleague.book.restore(&from_school)).expect("restored");
    assert_eq!((numbers(&colleague), received(&colleague, &dispute)), (vec![2], 1));
    let met = Standing::Certified(Checked::CallBack);
    assert_eq!(standing(&colleague.sees(&dispute), "Social worker"), met);
    let home = block_on(colleague.book.home()).expect("home");
    assert_eq!(home.disputes.len(), 1);
    // No entry came: nothing is there to be taken out, and twice is as once.
    assert_eq!(block_on(colleague.book.restored()), Ok(None));
    assert_eq!(brings(&colleague, &from_school), (Vec::new(), Vec::new(), 0));
    // An older card in a backup is no news and no fault.
    assert_eq!(brings(&school, &backup(&colleague, &school)), (Vec::new(), Vec::new(), 0));
}

#[test]
fn what_disputes_brought_of_a_partnership_comes_back_too() {
    let (school, care, dispute, mut partnership) = three();
    taken(&school, &partnership);
    let first = partnership.file();
    partnership.certifies(&enrolment(&care.hands_over(&dispute), "Social worker"), Checked::CallBack);
    taken(&care, &partnership);
    block_on(school.book.commit_import(&care.hands_over(&dispute).text)).expect("an import");
    // The certificate lies beside the first card; the colleague has every entry already.
    let colleague = Desk::new("Another of the school", "school", 5);
    block_on(colleague.book.commit_import(&school.hands_over(&dispute).text)).expect("an import");
    assert_eq!(block_on(colleague.book.take_card(&first)), Ok(()));
    assert_eq!(standing(&colleague.sees(&dispute), "Social worker"), Standing::NotConfirmed);
    let from_school = backup(&school, &colleague);
    assert_eq!(brings(&colleague, &from_school), (Vec::new(), vec![CardNews::Later], 0));
    block_on(colleague.book.restore(&from_school)).expect("restored");
    let met = Standing::Certified(Checked::CallBack);
    assert_eq!(standing(&colleague.sees(&dispute), "Social worker"), met);
    assert_eq!(brings(&colleague, &from_school), (Vec::new(), Vec::new(), 0));
}

#[test]
fn the_first_card_comes_from_a_backup_of_this_very_casebook_and_from_no_other() {
    let (school, _, dispute, partnership) = three();
    let emptied = block_on(school.book.backup()).expect("a backup").text;
    taken(&school, &partnership);
    let receipt = partnership.receipt(1, &dispute, &[&dispute], "2026-11-16T09:40:00Z").to_text();
    assert_eq!(block_on(school.book.take_in_file(&receipt)), Ok(TakenIn::Receipt(dispute.clone())));

    // Another's backup: they may have compared the words, you have not.
    let stranger = Desk::new("Somebody else", "school", 6);
    let from_school = backup(&school, &stranger);
    assert_eq!(brings(&stranger, &from_school), (vec![(2, 0)], vec![CardNews::First], 1));
    block_on(stranger.book.restore(&from_school)).expect("restored");
    assert_eq!((numbers(&stranger), received(&stranger, &dispute)), (Vec::new(), 0));
    // Its file is there to be compared; then the same backup brings the rest.
    let [(card, file)] = &would_bring(&stranger, &from_school).cards[..] else { panic!("one card") };
    assert_eq!((card.card.name.as_str(), card.news), ("Havering", CardNews::First));
    assert_eq!(block_on(stranger.book.take_card(file)), Ok(()));
    assert_eq!(brings(&stranger, &from_school), (vec![(0, 1)], Vec::new(), 0));
    block_on(stranger.book.restore(&from_school)).expect("restored");
    assert_eq!(received(&stranger, &dispute), 1);

    // The same casebook on a new phone, from a backup that was made before: it was compared on the old one.
    let device = Opening { vault: Rc::new(Memory::default()), ..stranger.device.clone() };
    let old = block_on(OpenedBackup::open(&device, &emptied, "five plain words")).expect("opened");
    let book = block_on(old.adopt(&device)).expect("a casebook");
    let phone = Desk { book, device, clock: Rc::clone(&stranger.clock), code: String::new() };
    let from_school = backup(&school, &phone);
    assert_eq!(brings(&phone, &from_school), (vec![(0, 1)], vec![CardNews::Again], 0));
    block_on(phone.book.restore(&from_school)).expect("restored");
    assert_eq!((numbers(&phone), received(&phone, &dispute)), (vec![1], 1));

    // A partnership that took the name meanwhile stands; the other's card stays in the backup.
    block_on(phone.book.let_go_of(&partnership.kid().0)).expect("let go");
    taken(&phone, &Partnership::named("Havering", 61));
    assert_eq!(brings(&phone, &from_school), (Vec::new(), Vec::new(), 1));
}

#[test]
fn what_a_backup_says_in_the_name_of_a_partnership_without_its_signature_stays_in_it() {
    use accord::vault::record::{PartnershipRecord, PartnershipsRecord, ReceiptRecord};
    use accord::vault::unlocked::{Secret, Together};

    let (school, _, dispute, mut partnership) = three();
    taken(&school, &partnership);
    let colleague = Desk::new("Another of the school", "school", 5);
    block_on(colleague.book.commit_import(&school.hands_over(&dispute).text)).expect("an import");
    taken(&colleague, &partnership);
    // Whoever holds a vault's keys seals what they like in it: a certificate and a receipt under keys of their own.
    let own = enrolment(&school.hands_over(&dispute), "Worker of the school");
    let genuine = partnership.file();
    partnership.certifies(&own, Checked::CallBack);
    let mut forged: serde_json::Value = serde_json::from_str(&partnership.file()).expect("JSON");
    let honest: serde_json::Value = serde_json::from_str(&genuine).expect("JSON");
    forged["certs"][0]["signature"] = honest["card"]["signature"].clone();
    let (id, number) = (EventId(dispute.clone()), 1);
    let said = Receipt { at: at("2026-11-16T09:40:00Z"), dispute: id.clone(), heads: vec![id], number };
    let receipt = signed(said.unsigned(&public(&partnership.register).kid()), &secret(99));
    let vault =
        block_on(accord::vault::Unlocked::unlock(&school.device, Secret::Passphrase("five plain words")))
            .expect("unlocked");
    let held = vec![PartnershipRecord { card: forged.to_string(), said: Vec::new() }];
    let kept = ReceiptRecord {
        dispute: EventId(dispute.clone()),
        at: at("2026-11-16T09:40:00Z"),
        receipt: receipt.to_text(),
    };
    let together = Together {
        partnerships: Some(PartnershipsRecord { held }),
        receipts: vec![(receipt.id(), kept)],
        ..Together::default()
    };
    block_on(vault.keep_together(&together)).expect("kept");
    let from_school = backup(&school, &colleague);
    assert_eq!(brings(&colleague, &from_school), (Vec::new(), Vec::new(), 2));
    block_on(colleague.book.restore(&from_school)).expect("nothing to do");
    assert_eq!((numbers(&colleague), received(&colleague, &dispute)), (vec![1], 0));
}
