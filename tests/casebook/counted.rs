//! How many keys a partnership confirms, as its card is shown.

use accord::identity::Checked;

use super::partnerships::{Partnership, enrolment, taken, three};
use super::*;

#[test]
fn a_card_counts_a_key_that_is_certified_again_once_and_one_that_is_withdrawn_as_that() {
    let (school, care, dispute, mut partnership) = three();
    let of_care = enrolment(&care.hands_over(&dispute), "Social worker");
    let counts = |partnership: &Partnership| {
        taken(&school, partnership);
        let held = block_on(school.book.partnerships()).expect("partnerships").remove(0);
        (held.certified, held.revoked)
    };
    partnership.certifies(&of_care, Checked::Nothing);
    partnership.certifies(&of_care, Checked::CallBack);
    assert_eq!(counts(&partnership), (1, 0));
    partnership.revokes(&of_care.content().kid(), 0);
    assert_eq!(counts(&partnership), (0, 1));
}
