//! Whom to ring: typed once, sealed, and beside whoever something is owed to.

use super::*;

const MAILBOX: &str = "havering.role.partnership-mailbox";
const CARE: &str = "havering.agency.childrens-social-care";

fn kept(desk: &Desk) -> Vec<(String, String)> {
    block_on(desk.book.contacts()).expect("the numbers").kept
}

fn keeps(desk: &Desk, given: &[(&str, &[&str])]) -> Result<(), CasebookError> {
    block_on(desk.book.keep_contacts(&answers(given)))
}

/// Of each duty: to whom it goes, and the number beside it.
fn beside(view: &DisputeView) -> Vec<(String, Option<String>)> {
    let to = view.duties.iter().filter_map(|duty| duty.to.clone());
    to.map(|to| (to.label, to.number)).collect()
}

#[test]
fn everybody_whom_the_procedure_names_may_have_a_number_and_what_is_written_there_stands_beside_it() {
    let desk = Desk::new("Head of year", "school", 1);
    let view = block_on(desk.book.contacts()).expect("the numbers");
    assert_eq!((view.kept.as_slice(), view.unreadable), (&[][..], false));
    let ask = |place: &str| view.asks.iter().find(|ask| ask.id == place).expect("it is asked");
    let mailbox = ask(MAILBOX);
    assert_eq!(mailbox.hint.as_deref(), Some("safeguardingpartnerships@havering.gov.uk"));
    assert_eq!((mailbox.need, &mailbox.kind), (Need::Optional, &AskKind::Telephone));
    assert_eq!(ask(CARE).label, "Children's social care");
}

#[test]
fn a_number_is_kept_sealed_comes_back_and_goes_when_it_is_emptied() {
    let desk = Desk::new("Head of year", "school", 1);
    keeps(&desk, &[(MAILBOX, &[" 01708 000 003 "]), (CARE, &["+44 (0)1708-000004"])]).expect("kept");
    let numbers: Vec<String> = kept(&desk).into_iter().map(|(_, number)| number).collect();
    assert_eq!(numbers, ["01708 000 003", "+44 (0)1708-000004"]);

    let stored = block_on(desk.device.vault.load(Store::Settings)).expect("the settings");
    let tells = |bytes: &[u8]| bytes.windows(4).any(|window| window == b"0170" || window == b"1708");
    assert!(stored.iter().all(|record| !tells(&record.bytes)), "a number lies in plain words");

    let again = block_on(Casebook::unlock(&desk.device, Secret::Passphrase("five plain words")));
    let view = block_on(again.expect("unlocked").contacts()).expect("the numbers");
    assert_eq!(view.kept.len(), 2);

    keeps(&desk, &[(MAILBOX, &[""])]).expect("kept");
    assert_eq!(kept(&desk), [("Children's social care".to_owned(), "+44 (0)1708-000004".to_owned())]);
}

#[test]
fn what_is_no_number_is_refused_at_its_place_and_nothing_is_kept() {
    let desk = Desk::new("Head of year", "school", 1);
    for said in ["ask for the duty worker", "01708 000 001 or 01708 000 002", "99", "HV-2041"] {
        let refused = keeps(&desk, &[(CARE, &["01708 000 004"]), (MAILBOX, &[said])]);
        let Err(CasebookError::Answers(reasons)) = refused else { panic!("{said} was taken: {refused:?}") };
        assert_eq!(reasons.iter().map(|one| one.ask.as_deref()).collect::<Vec<_>>(), [Some(MAILBOX)]);
        assert!(
            reasons[0].say.starts_with("HSCP mailbox, for the Chair: "),
            "whose it is: {}",
            reasons[0].say
        );
        assert!(kept(&desk).is_empty(), "{said}");
    }
    keeps(&desk, &[(MAILBOX, &["01708 000 001 ext 12"])]).expect("an extension is of a number");
}

#[test]
fn a_duty_has_the_number_of_whoever_it_goes_to_else_that_of_the_other_side() {
    let desk = Desk::new("Head of year", "school", 1);
    let dispute = desk.opens().id;
    let before = beside(&desk.sees(&dispute));
    assert!(!before.is_empty() && before.iter().all(|(_, number)| number.is_none()), "{before:?}");

    desk.acts(&dispute, "move:S2", &[]);
    let number = |key: &str| duty(&desk.sees(&dispute), key).to.clone().expect("it goes to somebody").number;
    keeps(&desk, &[(CARE, &["01708 000 004"])]).expect("kept");
    assert_eq!(number("S1.discuss").as_deref(), Some("01708 000 004"), "their agency's, whoever it is there");
    assert_eq!(number("S2.tell-iro@A"), None, "the reviewing officer is of neither side");
    keeps(&desk, &[("havering.role.worker-other", &["01708 000 005"])]).expect("kept");
    assert_eq!(number("S1.discuss").as_deref(), Some("01708 000 005"));
    keeps(&desk, &[("york.role.iro", &["01904 000 001"])]).expect("kept");
    assert_eq!(number("S2.tell-iro@A"), None, "another procedure's officer is another person");
    keeps(&desk, &[("havering.role.iro", &["01708 000 006"])]).expect("kept");
    assert_eq!(number("S2.tell-iro@A").as_deref(), Some("01708 000 006"));
}

#[test]
fn numbers_that_cannot_be_read_are_told_and_keep_nobody_from_a_dispute() {
    let desk = Desk::new("Head of year", "school", 1);
    let dispute = desk.opens().id;
    let before = block_on(desk.device.vault.load(Store::Settings)).expect("the settings");
    keeps(&desk, &[(CARE, &["01708 000 004"])]).expect("kept");
    let after = block_on(desk.device.vault.load(Store::Settings)).expect("the settings");
    let is_new = |record: &&Sealed| !before.iter().any(|one| one.key == record.key);
    let Sealed { key, mut bytes } = after.iter().find(is_new).expect("the numbers").clone();
    *bytes.last_mut().expect("a byte") ^= 1;
    let write = Write { store: Store::Settings, key, change: Change::Replace(bytes) };
    block_on(desk.device.vault.commit(vec![write])).expect("damaged");

    assert_eq!(desk.sees(&dispute).id, dispute);
    assert!(block_on(desk.book.contacts()).expect("the numbers").unreadable);
    keeps(&desk, &[(CARE, &["01708 000 006"])]).expect("kept");
    let mended = block_on(desk.book.contacts()).expect("the numbers");
    assert_eq!((mended.kept.len(), mended.unreadable), (1, false));
}
