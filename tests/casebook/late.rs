//! What claims to be from before a receipt of the register that does not have it.

use super::partnerships::{enrolment, taken, three};
use super::*;

#[test]
fn what_comes_late_after_a_receipt_is_told_with_both_times_until_somebody_puts_it_right() {
    let (school, _, dispute, mut partnership) = three();
    let file = school.hands_over(&dispute);
    for name in ["Worker of the school", "Social worker"] {
        partnership.certifies(&enrolment(&file, name), Checked::CallBack);
    }
    taken(&school, &partnership);
    let late = |view: &DisputeView| {
        view.anomalies.iter().find(|told| told.happened.contains("came after a receipt")).cloned()
    };
    assert_eq!(late(&school.sees(&dispute)), None);
    let early = partnership.receipt(1, &dispute, &[&dispute], "2026-11-16T09:40:00Z");
    block_on(school.book.take_in_file(&early.to_text())).expect("taken in");
    let view = school.sees(&dispute);
    let note = &view.timeline[0];
    let told = late(&view).expect("it is told");
    assert_eq!(
        (told.entries.as_slice(), told.ways),
        (&[vec![note.id.clone()]][..], &[ActionKind::Correct][..])
    );
    let claim = "the register had received others by Monday 16 November 2026 at 09:40, and not this one";
    assert!(note.said.contains(&("Late".to_owned(), claim.to_owned())), "{:?}", note.said);
    assert!(view.actions.iter().any(|action| told.ways.contains(&action.kind)), "the way out is offered");

    // What puts it right may be late itself, where a clock is behind.
    let said = "It was written at noon, by a clock that is behind";
    let view = school.acts(&dispute, "correct", &[("entry", &[&note.id]), ("right", &[said])]);
    assert_eq!(late(&view), None, "{:?}", view.anomalies);
    assert_eq!(
        view.timeline.iter().filter(|entry| entry.said.iter().any(|(label, _)| label == "Late")).count(),
        2
    );
    let beside = view.timeline[1].said.iter().find(|(label, _)| label == "Correction");
    assert!(beside.is_some_and(|(_, words)| words.ends_with(said)), "{beside:?}");
}
