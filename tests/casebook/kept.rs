//! What was said to be saved is there, can be read, and can travel: whatever the device did.

use super::*;

/// Sets the clock of the device that far off, from the year 2026.
fn desk_off_by(days: i64) -> Desk {
    let desk = Desk::new("Worker of the school", "school", 1);
    desk.clock.advance(TimeDelta::days(days));
    desk
}

#[test]
fn a_clock_that_is_set_wrong_loses_no_entry() {
    // 1970, as after a reset, and the year 10000.
    for days in [-20_774, 2_914_000] {
        let school = desk_off_by(days);
        block_on(school.book.set_profile(&block_on(school.book.profile()).expect("a profile")))
            .expect("enrolled anew");
        let dispute = school.opens().id;
        school.acts(&dispute, "note", &[("text", &["at a wrong time"])]);
        let seen = school.sees(&dispute);
        assert_eq!((seen.timeline.len(), seen.pending), (2, 0), "{days} days off");
        assert_eq!(block_on(school.book.home()).expect("home").safety.unreadable, 0);
        let file = school.hands_over(&dispute);
        let care = Desk::new("Social worker", "childrens-social-care", 2);
        assert_eq!(block_on(care.book.commit_import(&file.text)).expect("an import").added, 2);
    }
}
