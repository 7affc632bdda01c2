//! The first screen says the same whether the disputes' summaries count, are old, damaged or not there.

use super::*;

impl Desk {
    fn home(&self) -> HomeView {
        block_on(self.book.home()).expect("home")
    }

    /// The records of the settings that are summaries: all that came after the casebook was made.
    fn summaries(&self, others: &[Sealed]) -> Vec<Sealed> {
        let settings = block_on(self.device.vault.load(Store::Settings)).expect("loaded");
        settings.into_iter().filter(|record| others.iter().all(|other| other.key != record.key)).collect()
    }

    /// The first screen of a device that holds the same without those records, changed as they say.
    fn home_after(&self, without: &[Sealed], change: &dyn Fn(&Sealed) -> Option<Vec<u8>>) -> HomeView {
        let shelf = Memory::default();
        for store in Store::ALL {
            let records = block_on(self.device.vault.load(store)).expect("loaded");
            let writes = records.into_iter().filter_map(|record| {
                let is_one = store == Store::Settings && without.iter().any(|one| one.key == record.key);
                let bytes = if is_one { change(&record)? } else { record.bytes };
                Some(Write { store, key: record.key, change: Change::Replace(bytes) })
            });
            block_on(shelf.commit(writes.collect())).expect("copied");
        }
        let device = Opening { vault: Rc::new(shelf), ..self.device.clone() };
        let book =
            block_on(Casebook::unlock(&device, Secret::Passphrase("five plain words"))).expect("unlocked");
        let first = block_on(book.home()).expect("home");
        assert_eq!(block_on(book.home()).expect("home"), first, "and again once they are written anew");
        first
    }
}

fn settings(desk: &Desk) -> Vec<Sealed> {
    block_on(desk.device.vault.load(Store::Settings)).expect("loaded")
}

fn dated(home: &HomeView) -> impl Iterator<Item = &DueLine> {
    home.due.iter().chain(&home.theirs).chain(&home.coming)
}

/// Numbers that look like chance and are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }
}

/// Fills in whatever is asked.
fn filled(action: &Action, dice: &mut Dice, day: &str) -> Answers {
    let mut filled = Answers::new();
    for ask in &action.asks {
        let value = match &ask.kind {
            AskKind::Line | AskKind::Text => "words",
            AskKind::Date => day,
            AskKind::DateTime => "2026-11-16T10:00",
            AskKind::Count | AskKind::Telephone => "1",
            AskKind::YesNo => ["yes", "no"][dice.below(2)],
            AskKind::One(choices) | AskKind::Many(choices) if choices.is_empty() => continue,
            AskKind::One(choices) | AskKind::Many(choices) => {
                choices[dice.below(choices.len())].value.as_str()
            }
            AskKind::Children(_) => ["B", "C"][dice.below(2)],
        };
        filled.insert(ask.id.clone(), vec![value.to_owned()]);
    }
    filled
}

#[test]
fn a_clock_before_what_is_here_is_told_and_holds_nothing_up() {
    let desk = Desk::new("One", "school", 1);
    let clock = || block_on(desk.book.home()).expect("home").safety.clock_before;
    let dispute = desk.opens();
    assert_eq!(clock(), None);
    desk.clock.advance(-TimeDelta::minutes(4));
    assert_eq!(clock(), None, "clocks differ by minutes");
    desk.clock.advance(-TimeDelta::days(3));
    assert_eq!(clock(), Some(dispute.now));
    assert_eq!(desk.acts(&dispute.id, "note", &[("text", &["Written all the same"])]).timeline.len(), 2);
}

#[test]
fn with_and_without_summaries_the_first_screen_says_the_same_whatever_happened_and_whenever() {
    let mut stood = 0;
    for seed in 0..4 {
        let mut dice = Dice(seed);
        let school = Desk::new("Worker of the school", "school", 1);
        let care = Desk::new("Social worker", "childrens-social-care", 2);
        let others = settings(&school);
        let mut disputes: Vec<String> = (0..2).map(|_| school.opens().id).collect();
        disputes.push(
            block_on(school.book.begin("havering", "inter-agency", "risk", &Answers::new()))
                .expect("a record")
                .id,
        );
        for _ in 0..11 {
            let dispute = disputes[dice.below(disputes.len())].clone();
            match dice.below(9) {
                // Back too: a clock may be set.
                0 => school.clock.advance(TimeDelta::hours(-30)),
                1 => school.clock.advance(TimeDelta::days(dice.below(40) as i64)),
                2 => {
                    let file = school.hands_over(&dispute);
                    block_on(care.book.commit_import(&file.text)).expect("an import");
                    care.clock.advance(TimeDelta::days(dice.below(9) as i64));
                    care.acts(&dispute, "note", &[("text", &["seen"])]);
                    block_on(school.book.commit_import(&care.hands_over(&dispute).text)).expect("an import");
                }
                _ => {
                    let view = school.sees(&dispute);
                    let ready: Vec<&Action> =
                        view.actions.iter().filter(|action| action.readiness == Readiness::Ready).collect();
                    let action = ready[dice.below(ready.len())];
                    let day = view.now.date() + TimeDelta::days(dice.below(12) as i64);
                    let answers = filled(action, &mut dice, &day.to_string());
                    // What is refused changes nothing.
                    let _ = block_on(school.book.act(&dispute, &action.id, &answers));
                }
            }
            school.clock.advance(TimeDelta::minutes(dice.below(2_000) as i64));
            let summaries = school.summaries(&others);
            let bare = school.home_after(&summaries, &|_| None);
            let kept = school.home_after(&summaries, &|record| Some(record.bytes.clone()));
            assert_eq!(kept, bare, "seed {seed}");
            assert_eq!(school.home(), bare, "seed {seed}, in a tab that has looked before");
            stood += dated(&bare).count();
        }
    }
    assert!(stood > 50, "the walks owe hardly anything: {stood}");
}

#[test]
fn a_summary_that_is_damaged_old_or_of_another_dispute_is_told_from_a_good_one() {
    let school = Desk::new("Worker of the school", "school", 1);
    let others = settings(&school);
    let (one, two) = (school.opens().id, school.opens().id);
    school.acts(&one, "move:S2", &[]);
    school.home();
    let old = school.summaries(&others);
    assert_eq!(old.len(), 3, "one a dispute, and what was ordered last");
    school.acts(&one, "note", &[("text", &["later"])]);
    school.acts(&two, "resolve", &[("text", &["They agreed"])]);
    school.hands_over(&two);
    let home = school.home();
    assert_eq!(home.safety.not_exported, 3);
    let now = school.summaries(&others);
    let bytes_of =
        |all: &[Sealed], key: &str| all.iter().find(|one| one.key == key).map(|one| one.bytes.clone());
    let other = |key: &str| now.iter().find(|one| one.key != key).map(|one| one.bytes.clone());
    let damaged = |record: &Sealed| {
        let mut bytes = record.bytes.clone();
        *bytes.last_mut().expect("sealed bytes") ^= 1;
        Some(bytes)
    };
    assert_eq!(school.home_after(&now, &|record| bytes_of(&old, &record.key)), home, "old");
    assert_eq!(school.home_after(&now, &damaged), home, "damaged");
    assert_eq!(school.home_after(&now, &|record| other(&record.key)), home, "exchanged");
    assert_eq!(school.home_after(&now, &|_| Some(Vec::new())), home, "empty");
    assert_eq!(school.home_after(&now, &|_| None), home, "none");
}

#[test]
fn a_summary_ends_with_the_agency_the_packs_and_the_date_that_it_rests_on() {
    let school = Desk::new("Worker of the school", "school", 1);
    school.opens();
    let whose = |home: &HomeView| dated(home).map(|line| line.duty.whose).next();
    assert_eq!(whose(&school.home()), Some(Whose::Ours));
    let moved = Profile { agency: "childrens-social-care".into(), ..school.home().profile };
    block_on(school.book.set_profile(&moved)).expect("said again");
    assert_eq!(whose(&school.home()), Some(Whose::Theirs));
    for hours in (0..24 * 14).step_by(4) {
        school.clock.advance(TimeDelta::hours(4));
        let home = school.home();
        let mut dates = Vec::from_iter(dated(&home).map(|line| (line.duty.key.clone(), line.duty.by)));
        let dispute = school.sees(&home.disputes[0].dispute);
        let owed =
            dispute.duties.iter().filter(|duty| duty.state == DutyState::Outstanding && duty.by.is_some());
        let mut owed = Vec::from_iter(owed.map(|duty| (duty.key.clone(), duty.by)));
        dates.sort_by(|one, other| one.0.cmp(&other.0));
        owed.sort_by(|one, other| one.0.cmp(&other.0));
        assert_eq!(dates, owed, "after {hours} hours");
    }
}

#[test]
fn an_entry_of_another_tab_shows_at_once_and_what_cannot_be_read_is_told() {
    let school = Desk::new("Worker of the school", "school", 1);
    let (one, two) = (school.opens().id, school.opens().id);
    let second =
        block_on(Casebook::unlock(&school.device, Secret::Passphrase("five plain words"))).expect("unlocked");
    school.home();
    block_on(second.act(&one, "resolve", &answers(&[("text", &["They agreed"])]))).expect("resolved");
    let row = |home: &HomeView, id: &str| {
        home.disputes.iter().find(|row| row.dispute == id).expect("a row").clone()
    };
    assert_eq!(row(&school.home(), &one).status, Status::Resolved);
    assert_eq!(row(&school.home(), &two).status, Status::Open);
    // A record that came in beside, as a damaged disk or a stranger leaves it.
    let events = block_on(school.device.vault.load(Store::Events)).expect("loaded");
    let tag = events[0].key.split_once('.').expect("a tag").0;
    for key in [format!("{tag}.beside"), "stray".to_owned()] {
        let change = Change::Create(b"no record".to_vec());
        block_on(school.device.vault.commit(vec![Write { store: Store::Events, key, change }])).expect("put");
    }
    for _ in 0..2 {
        let home = school.home();
        assert_eq!((home.safety.unreadable, home.disputes.len()), (2, 2));
    }
}

#[test]
fn an_entry_that_is_damaged_later_is_told_once_its_dispute_is_read() {
    let school = Desk::new("Worker of the school", "school", 1);
    let dispute = school.opens().id;
    school.acts(&dispute, "note", &[("text", &["soon damaged"])]);
    school.home();
    let last = school.sees(&dispute).timeline[0].id.clone();
    for Sealed { key, mut bytes } in block_on(school.device.vault.load(Store::Events)).expect("loaded") {
        *bytes.last_mut().expect("sealed bytes") ^= 1;
        let before = block_on(school.device.vault.load(Store::Events)).expect("loaded");
        let write =
            |bytes| vec![Write { store: Store::Events, key: key.clone(), change: Change::Replace(bytes) }];
        block_on(school.device.vault.commit(write(bytes))).expect("damaged");
        if block_on(school.book.dispute(&dispute))
            .is_ok_and(|view| view.timeline.iter().all(|one| one.id != last))
        {
            break;
        }
        let good = before.into_iter().find(|record| record.key == key).expect("it was there");
        block_on(school.device.vault.commit(write(good.bytes))).expect("mended");
    }
    assert_eq!(school.sees(&dispute).timeline.len(), 1);
    assert_eq!(school.home().safety.unreadable, 1);
}
