//! One key on two devices: its holder and everybody else are told, until an entry of its own has seen both.

use accord::casebook::OpenedBackup;

use super::*;

/// The same casebook on another device, from a backup.
fn restored(of: &Desk, series: u64) -> Desk {
    let text = block_on(of.book.backup()).expect("a backup").text;
    let at = DateTime::parse_from_rfc3339("2026-11-16T09:30:00Z").expect("a time").to_utc();
    let clock = Rc::new(ScriptedClock::at(at).with_series(series));
    let device = Opening { vault: Rc::new(Memory::default()), stretch: Rc::new(Quick), clock: clock.clone() };
    let opened = block_on(OpenedBackup::open(&device, &text, "five plain words")).expect("opened");
    let book = block_on(opened.adopt(&device)).expect("a casebook");
    Desk { device, clock, book, code: String::new() }
}

fn told(view: &DisputeView) -> Vec<&str> {
    view.anomalies.iter().map(|anomaly| anomaly.happened.as_str()).collect()
}

#[test]
fn a_key_on_two_devices_is_told_to_both_sides_until_its_next_entry_joins_them() {
    let (school, care, dispute) = pair();
    let tablet = restored(&school, 7);
    // One after the other is no fork, whichever device writes.
    tablet.acts(&dispute, "note", &[("text", &["on the tablet"])]);
    block_on(school.book.commit_import(&tablet.hands_over(&dispute).text)).expect("an import");
    let apart = school.acts(&dispute, "note", &[("text", &["on the telephone"])]);
    assert_eq!(told(&apart), [""; 0]);
    tablet.acts(&dispute, "note", &[("text", &["on the tablet, meanwhile"])]);

    let (telephone, tablet) = (school.hands_over(&dispute).text, tablet.hands_over(&dispute).text);
    block_on(care.book.commit_import(&telephone)).expect("an import");
    let preview = block_on(care.book.preview_import(&tablet)).expect("a preview");
    let theirs =
        "Worker of the school signed entries on two devices, or in two windows, and neither saw the other.";
    assert_eq!(preview.warnings.iter().map(|warning| &*warning.happened).collect::<Vec<_>>(), [theirs]);
    block_on(care.book.commit_import(&tablet)).expect("an import");
    assert_eq!(told(&care.sees(&dispute)), [theirs]);
    #[cfg(feature = "desk")]
    {
        use accord::casebook::desk::{Shelf, now};
        let file = care.hands_over(&dispute).text;
        let report = Shelf::new(Vec::new()).verify(file.as_bytes(), now()).expect("it holds");
        let forked: Vec<_> = report.forked.iter().map(|signer| signer.name.as_str()).collect();
        assert_eq!(forked, ["Worker of the school"]);
        let one = Shelf::new(Vec::new()).verify(tablet.as_bytes(), now()).expect("it holds");
        assert!(one.forked.is_empty(), "of one device alone nothing is told");
    }
    // Somebody else's entry joins what the dispute is made of, and does not answer for the key.
    assert_eq!(told(&care.acts(&dispute, "note", &[("text", &["read"])])), [theirs]);

    block_on(school.book.commit_import(&care.hands_over(&dispute).text)).expect("an import");
    let own = "You signed entries on two devices, or in two windows, and neither saw the other.";
    assert_eq!(told(&school.sees(&dispute)), [own]);
    assert_eq!(told(&school.acts(&dispute, "note", &[("text", &["that was me"])])), [""; 0]);
    block_on(care.book.commit_import(&school.hands_over(&dispute).text)).expect("an import");
    assert_eq!(told(&care.sees(&dispute)), [""; 0]);
}

#[test]
fn steps_that_one_key_recorded_apart_are_contested_and_told_as_its_fork() {
    let (school, _, dispute) = pair();
    let tablet = restored(&school, 7);
    tablet.acts(&dispute, "resolve", &[("text", &["They agreed"])]);
    school.acts(&dispute, "move:S2", &[]);
    block_on(school.book.commit_import(&tablet.hands_over(&dispute).text)).expect("an import");
    let view = school.sees(&dispute);
    assert_eq!((view.status.clone(), view.anomalies.len()), (Status::Open, 2), "nothing of it is dropped");
    assert!(told(&view)[0].contains("each without seeing the other"), "{:?}", told(&view));
    assert!(told(&view)[1].starts_with("You signed entries on two devices"), "{:?}", told(&view));
    let of = |what: &str| view.timeline.iter().find(|entry| entry.what.contains(what)).map(|entry| &entry.id);
    let both = [of("was resolved"), of("was entered")].map(|id| id.expect("an entry").clone());
    for told in &view.anomalies {
        assert!(
            told.entries.len() == 2 && both.iter().all(|id| told.entries.contains(&vec![id.clone()])),
            "{told:?}"
        );
    }
    let ways = |told: &Anomaly| {
        let ready = view.actions.iter().filter(|action| action.readiness == Readiness::Ready);
        Vec::from_iter(
            ready.filter(|action| told.ways.contains(&action.kind)).map(|action| action.id.as_str()),
        )
    };
    assert_eq!(ways(&view.anomalies[0]), ["move:S3", "resolve"]);
    assert_eq!(ways(&view.anomalies[1]), [""; 0], "a stolen key is not answered by a tap");
    let settled = school.acts(&dispute, "resolve", &[("text", &["They agreed after all"])]);
    assert_eq!((told(&settled), settled.status.clone()), (Vec::new(), Status::Resolved));
}

#[test]
fn of_more_entries_than_two_that_say_the_same_each_side_stands_once_beside_the_other() {
    let (school, care, dispute) = pair();
    school.acts(&dispute, "resolve", &[("text", &["They agreed"])]);
    care.acts(&dispute, "move:S2", &[]);
    for (one, other) in [(&school, &care), (&care, &school)] {
        block_on(one.book.commit_import(&other.hands_over(&dispute).text)).expect("an import");
    }
    for desk in [&school, &care] {
        let view = desk.sees(&dispute);
        let [contested] = view.anomalies.as_slice() else { panic!("{:?}", view.anomalies) };
        let mut who: Vec<&str> = view
            .timeline
            .iter()
            .filter(|entry| contested.entries.contains(&vec![entry.id.clone()]))
            .map(|entry| entry.signer.name.as_str())
            .collect();
        who.sort_unstable();
        assert_eq!(who, ["Social worker", "Worker of the school"]);
    }
}

#[test]
fn two_windows_one_after_the_other_are_one_device() {
    let (school, _, dispute) = pair();
    let second =
        block_on(Casebook::unlock(&school.device, Secret::Passphrase("five plain words"))).expect("open");
    for book in [&school.book, &second, &school.book, &second] {
        let view = block_on(book.act(&dispute, "note", &answers(&[("text", &["a word"])]))).expect("noted");
        assert_eq!(told(&view), [""; 0]);
    }
}
