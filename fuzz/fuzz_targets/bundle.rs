//! A file of a dispute: as it is read, and, as if every signature held, all that follows from what it says.
#![no_main]

use accord::bundle::{Asked, Bundle, SignedEvent};
use accord::calendar::{Calendar, Moment};
use accord::dispute::{Rules, clocks::moments, contest::weigh, fold, merge::order};
use accord::procedure::{ProcedureId, built_in_pack};
use libfuzzer_sys::fuzz_target;

/// What is read where every question is answered with yes: nothing behind a signature stays unseen.
fn believed<T>(asked: Asked<T>) -> Option<T> {
    let answers = vec![true; asked.questions().len()];
    asked.answered(&answers).ok()
}

fuzz_target!(|bytes: &[u8]| {
    let Ok(file) = Bundle::read(bytes) else { return };
    // No signature can be made by chance; where one holds, it is of a file that somebody signed.
    let _ = file.clone().verify().settled();
    let Some(file) = believed(file.verify()) else { return };
    for event in file.events() {
        let again = SignedEvent::from_record(&event.to_record()).expect("what was read is written and read again");
        assert_eq!(again.content(), event.content());
    }
    let history = order(file.events().iter().map(SignedEvent::event));
    assert_eq!(history.placed.len() + history.pending.len(), file.events().len());
    let pack = built_in_pack(&ProcedureId::from("havering")).expect("a pack of the build");
    let calendar = Calendar::england_and_wales();
    let rules = Rules::new(pack.procedure(), &pack.procedure().tracks[0].id, &calendar).expect("its own track");
    let weighed = weigh(&history, &rules, &|_| true);
    let now = Moment::parse("2026-11-28").expect("a moment");
    let at = moments(&history, now);
    let log = weighed.counting.iter().map(|place| (&history.placed[*place].entry.happening, at[*place].at));
    fold(&rules, log).at(&rules, now);
});
