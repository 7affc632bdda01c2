//! The record to print: what a dispute is about and why it went on, for whoever has no Accord.

use super::paper::written;
use super::*;

#[test]
fn a_dissent_whose_words_followed_says_on_paper_what_it_is_about_and_why_it_went_on() {
    let school = Desk::new("Worker of the school", "school", 1);
    let opening = answers(&[("raising", &["school"]), ("fact.risk-belief", &["yes"])]);
    let dispute = block_on(school.book.begin("york", "conference", "open", &opening)).expect("a dispute").id;
    // What Accord notes of a file says nothing of the dispute.
    block_on(school.book.export_readable(&dispute, "Nobody else's key is known")).expect("a file");
    school.acts(&dispute, "about", &[("about", &["The plan leaves out the risk"])]);
    school.acts(&dispute, "discuss", &[("their-reasons", &["The risk is managed"])]);
    let moved = school.acts(&dispute, "move:C2", &[("reason", &["The chair did not change it"])]);
    assert!(moved.to_tell && block_on(school.book.home()).expect("home").disputes[0].to_tell);
    let paper = block_on(school.book.paper(&dispute, "record")).expect("a paper");
    let about = written(&paper, "About");
    assert!(about.starts_with("Dissent at a child protection conference\nDo you believe"), "{about}");
    assert!(about.ends_with("Yes"), "{about}");
    assert_eq!(
        written(&paper, "What School holds"),
        "Why it was raised: The plan leaves out the risk\nWhy it went on: The chair did not change it"
    );
    assert_eq!(
        written(&paper, "What the other side holds"),
        "Their reasons, as the others heard them: The risk is managed"
    );
    let file = block_on(school.book.export_readable(&dispute, "Nobody else's key is known")).expect("a file");
    block_on(school.book.file_made(&dispute, &file)).expect("noted");
    assert!(school.sees(&dispute).to_tell, "a file that was made is not sent");
    block_on(school.book.sent(&dispute, &file.entries)).expect("noted");
    assert!(
        !school.sees(&dispute).to_tell && !block_on(school.book.home()).expect("home").disputes[0].to_tell
    );

    // Whoever talked since has told it.
    let again = school.acts(&dispute, "depart:HOS", &[("reason", &["It cannot wait"])]);
    assert!(again.to_tell);
    assert!(!school.acts(&dispute, "discuss", &[("with", &["Head of service"])]).to_tell);
}
