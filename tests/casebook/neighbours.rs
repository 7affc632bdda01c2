//! The card of one partnership beside disputes under the procedure of another.

use accord::bundle::{CarriedPack, procedure};
use accord::identity::Checked;

use super::partnerships::{Partnership, at, enrolment, signed, standing, taken, three, told};
use super::procedures::lantern;
use super::*;

/// The same, with that procedure on its card.
fn with_procedure(mut partnership: Partnership, text: String) -> Partnership {
    let pack = CarriedPack { text, signed: at("2026-11-16T09:00:00Z") };
    partnership.card.procedure = Some(signed(procedure(pack, &partnership.kid()), &partnership.root));
    partnership.card.number += 1;
    partnership
}

/// Whom a file of the dispute goes to unless somebody says otherwise.
fn chosen(desk: &Desk, dispute: &str) -> Vec<String> {
    let readers = block_on(desk.book.readers(dispute)).expect("readers");
    readers.into_iter().filter(|reader| reader.is_chosen).map(|reader| reader.who.name).collect()
}

fn havering() -> String {
    let pack = accord::procedure::built_in_pack(&"havering".into()).expect("it comes with every build");
    pack.text().to_owned()
}

#[test]
fn entries_under_a_neighbours_procedure_count_as_long_as_its_card_is_not_held() {
    let (school, care, dispute, own) = three();
    care.acts(&dispute, "resolve", &[("text", &["A strategy discussion by Friday"])]);
    block_on(school.book.commit_import(&care.hands_over(&dispute).text)).expect("an import");
    let lantern_quay = with_procedure(Partnership::named("Lantern Quay", 21), lantern());
    taken(&school, &lantern_quay);

    let view = school.sees(&dispute);
    assert_eq!(standing(&view, "Social worker"), Standing::NotConfirmed);
    assert_eq!(view.status, Status::Resolved, "Lantern Quay has no say in it");
    assert_eq!(chosen(&school, &dispute), ["Social worker"], "nor does a file of it go there by itself");
    let readers = block_on(school.book.readers(&dispute)).expect("readers");
    assert!(readers.iter().any(|reader| reader.who.name == "Lantern Quay"), "it can be chosen");

    let mut own = with_procedure(own, havering());
    taken(&school, &own);
    assert_eq!(school.sees(&dispute).status, Status::Open, "now its own partnership says who counts");
    assert_eq!(chosen(&school, &dispute), ["Havering"]);

    own.certifies(&enrolment(&care.hands_over(&dispute), "Social worker"), Checked::CallBack);
    taken(&school, &own);
    assert_eq!(school.sees(&dispute).status, Status::Resolved);
    assert_eq!(chosen(&school, &dispute), ["Social worker", "Havering"]);
}

#[test]
fn a_neighbour_confirms_and_warns_of_its_members_under_every_procedure() {
    let (school, care, dispute, own) = three();
    let of_care = enrolment(&care.hands_over(&dispute), "Social worker");
    taken(&school, &with_procedure(own, havering()));
    let mut lantern_quay = with_procedure(Partnership::named("Lantern Quay", 21), lantern());
    lantern_quay.certifies(&of_care, Checked::InPerson);
    taken(&school, &lantern_quay);
    let certified = Standing::Certified(Checked::InPerson);
    assert_eq!(standing(&school.sees(&dispute), "Social worker"), certified);

    lantern_quay.revokes(&of_care.content().kid(), 0);
    taken(&school, &lantern_quay);
    let warned = standing(&school.sees(&dispute), "Social worker");
    assert!(matches!(warned, Standing::Revoked(_)), "{warned:?}");
}

#[test]
fn a_procedure_that_only_came_with_a_file_lets_nobody_past_a_card() {
    let care = Desk::new("Social worker", "childrens-social-care", 2);
    let school = Desk::new("Worker of the school", "school", 1);
    taken(&school, &with_procedure(Partnership::named("Havering", 11), havering()));
    block_on(care.book.take_in_file(&lantern())).expect("a procedure");
    let dispute = super::procedures::opens_under_lantern(&care).id;
    block_on(school.book.commit_import(&care.hands_over(&dispute).text)).expect("an import");
    let does_not_count = |view: DisputeView| told(&view, "does not vouch for");
    assert!(does_not_count(school.sees(&dispute)), "whoever makes up a procedure is vouched for by nobody");
    block_on(school.book.take_in_file(&lantern())).expect("a procedure");
    assert!(!does_not_count(school.sees(&dispute)));
}
