//! What the desk's own casebook shows of what came in, and hands out of it.

use accord::casebook::desk::{DeskError, OwnCasebook, Who, now};
use accord::casebook::views::{Checked, Place};
use pollster::block_on;

use super::desk;
use super::receipts::{opens, phone, received, sent};

#[test]
fn a_dispute_is_listed_with_what_is_due_next_and_shown_whole_with_what_has_not_arrived() {
    let (desk, _) = desk("held");
    let school = phone("Worker of the school", "school", 1);
    let care = phone("Social worker", "childrens-social-care", 2);
    let dispute = opens(&school);
    received(&desk, &sent(&school, &dispute, 1));
    let line = |desk: &OwnCasebook| desk.holds().expect("listed").disputes.remove(0);
    assert_eq!((line(&desk).uncounted, line(&desk).next), (1, None), "nobody is confirmed");
    for book in [&school, &care] {
        let file = block_on(book.enrolment_file()).expect("a file").text;
        desk.certify(Who::File(&file), Checked::CallBack, None).expect("certified");
    }
    let seen = line(&desk);
    assert_eq!((seen.children, seen.procedure.id), (vec!["A".to_owned()], "havering".to_owned()));
    let next = seen.next.expect("something is due");
    assert!(next.by.is_some() && next.owner.as_deref() == Some("Worker who disagrees"), "{next:?}");
    assert_eq!((seen.uncounted, seen.waiting, seen.missing, seen.contested), (0, 0, 0, 0));

    let (view, missing) = desk.dispute(&dispute[..5], now()).expect("a dispute");
    assert_eq!((view.id.as_str(), view.timeline.len(), missing.entries.len()), (dispute.as_str(), 1, 0));
    assert!(view.ladder.iter().any(|rung| rung.place == Place::Current));
    assert!(view.timeline[0].received.is_some(), "the register signed for it");
    let other = opens(&care);
    received(&desk, &sent(&care, &other, 2));
    assert_eq!(desk.dispute(&other, now()).expect("a dispute").0.id, other);
    let shared = dispute.chars().zip(other.chars()).take_while(|(one, two)| one == two).count();
    for begin in ["", "?", &dispute[..shared]] {
        let refused = desk.dispute(begin, now()).expect_err("none, or both");
        assert_eq!(refused, DeskError::NoSuchDispute(begin.to_owned()));
    }
}

#[test]
fn what_has_not_arrived_is_told_with_its_dispute() {
    let (desk, _) = desk("held-missing");
    let file = include_bytes!("../vectors/bundle/earlier-entries-missing.json");
    received(&desk, file);
    let line = desk.holds().expect("listed").disputes.remove(0);
    assert!(line.missing > 0 && line.waiting > 0, "{line:?}");
    let (view, missing) = desk.dispute(&line.dispute, now()).expect("a dispute");
    assert_eq!(
        (missing.entries.len(), missing.waiting, view.pending),
        (line.missing, line.waiting, line.waiting)
    );
}

#[test]
fn a_dispute_goes_out_sealed_to_those_who_signed_and_are_confirmed_and_to_nobody_else() {
    let (desk, dir) = desk("handed-out");
    let school = phone("Worker of the school", "school", 1);
    let (care, health) =
        (phone("Social worker", "childrens-social-care", 2), phone("Health visitor", "health", 3));
    let dispute = opens(&school);
    received(&desk, &sent(&school, &dispute, 1));
    assert_eq!(desk.for_whom(&dispute, &[]), Err(DeskError::ForNobody), "nobody is confirmed");
    let keys = [&school, &care].map(|book| {
        let file = block_on(book.enrolment_file()).expect("a file").text;
        desk.certify(Who::File(&file), Checked::CallBack, None).expect("certified");
        desk.applicant(Who::File(&file)).expect("an applicant").key
    });
    let names = |keys: &[String]| -> Vec<String> {
        desk.for_whom(&dispute[..8], keys).expect("readers").others.into_iter().map(|who| who.name).collect()
    };
    assert_eq!(names(&[]), ["Worker of the school"]);
    assert_eq!(names(&[keys[1][..6].to_owned(), keys[1].clone()]), ["Social worker"]);
    for begin in ["", &keys[1][..5], "nobody"] {
        let refused = desk.for_whom(&dispute, &[begin.to_owned()]);
        assert_eq!(refused, Err(DeskError::NoSuchReader(begin.to_owned())));
    }

    let to = desk.for_whom(&dispute, &[keys[1].clone()]).expect("readers");
    let file = desk.sealed_file(&to).expect("a file");
    assert!(!file.text.contains("threshold") && !file.text.contains(&dispute));
    for other in [&school, &health] {
        assert!(block_on(other.take_in_file(&file.text)).is_err(), "it is for somebody else");
    }
    block_on(care.take_in_file(&file.text)).expect("taken in");
    assert_eq!(block_on(care.dispute(&dispute)).expect("a dispute").timeline.len(), 1);
    assert!(received(&desk, file.text.as_bytes()).files[0].is_ok(), "and for the desk");

    // What anybody can read says why, in the dispute itself.
    assert_eq!(desk.readable_file(&dispute, " "), Err(DeskError::NoReason));
    assert_eq!(desk.dispute(&dispute, now()).expect("a dispute").0.timeline.len(), 1);
    let open = desk.readable_file(&dispute, "the court asked for it").expect("a file");
    desk.file_made(&dispute, &open).expect("noted");
    block_on(health.take_in_file(&open.text)).expect("taken in");
    let seen = block_on(health.dispute(&dispute)).expect("a dispute");
    assert!(format!("{:?}", seen.timeline[0].said).contains("the court asked for it"), "{:?}", seen.timeline);

    // A key that is revoked is sealed to no more.
    desk.revoke(&keys[1], Some(0)).expect("revoked");
    assert!(matches!(desk.for_whom(&dispute, &[keys[1].clone()]), Err(DeskError::NoSuchReader(_))));
    drop(desk);
    assert!(OwnCasebook::open(&dir, super::PASSPHRASE).is_ok());
}
