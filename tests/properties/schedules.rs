//! However the entries of a dispute come to a device, it says the same in the end; and whatever has come, nothing
//! is lost and nothing has ended while a branch is open.
//!
//! A *schedule* is one way in which one history comes to one device: in files that hold a part of it, in any order,
//! some of them twice, some without words, with the receipts of two registers in between. `ACCORD_SCHEDULES` says
//! how many are run, `ACCORD_SEED` which; a failure names the seed of its history.

mod histories;
mod look;

use std::io::Write as _;
use std::thread;

use accord::bundle::{self, SignedEvent, SignedReceipt};
use accord::calendar::Calendar;
use accord::dispute::Rules;
use accord::dispute::event::{Author, Entry, Happening, Words};
use accord::dispute::state::Status;
use accord::procedure::Procedure;

use self::histories::{History, Maker, Numbers};
use self::look::{Told, check, folded, look};
use super::walk::procedures;

const SCHEDULES: u64 = 104_000;
/// How many of them come of one history.
const OF_ONE: u64 = 130;

/// What was run.
#[derive(Default)]
struct Sum {
    schedules: u64,
    histories: u64,
    files: u64,
    contested: u64,
    pending: u64,
    late: u64,
    erased: u64,
    forked: u64,
    ended: u64,
}

#[test]
fn however_it_arrives_it_is_the_same_dispute_and_nothing_is_lost() {
    let of = |name: &str, usual: u64| {
        std::env::var(name).ok().and_then(|given| given.parse().ok()).unwrap_or(usual)
    };
    let (schedules, seed) = (of("ACCORD_SCHEDULES", SCHEDULES), of("ACCORD_SEED", 1));
    let hands = 2;
    let histories = schedules.div_ceil(OF_ONE).div_ceil(hands);
    let run = |hand: u64| {
        thread::spawn(move || {
            let mut sum = Sum::default();
            for number in 0..histories {
                one_history(seed.wrapping_mul(1_000_003) + hand * histories + number, &mut sum);
            }
            sum
        })
    };
    let hands: Vec<_> = (0..hands).map(run).collect();
    let sums: Vec<Sum> = hands.into_iter().map(|hand| hand.join().expect("every schedule holds")).collect();
    let sum = |of: fn(&Sum) -> u64| sums.iter().map(of).sum::<u64>();
    // How many were run is part of the proof. The test runner keeps what `println!` says.
    writeln!(
        std::io::stderr().lock(),
        "merging: {} schedules of {} histories in {} files, seed {seed}; of the histories {} contested, {} with \
         entries that wait, {} with late ones, {} with erased ones, {} where a key writes at two devices, {} ended",
        sum(|of| of.schedules),
        sum(|of| of.histories),
        sum(|of| of.files),
        sum(|of| of.contested),
        sum(|of| of.pending),
        sum(|of| of.late),
        sum(|of| of.erased),
        sum(|of| of.forked),
        sum(|of| of.ended),
    )
    .expect("the log takes a line");
    assert!(sum(|of| of.schedules) >= schedules);
    let kinds: [fn(&Sum) -> u64; 6] =
        [|of| of.contested, |of| of.pending, |of| of.late, |of| of.erased, |of| of.forked, |of| of.ended];
    assert!(kinds.into_iter().all(|kind| sum(kind) * 50 >= sum(|of| of.histories)), "hardly ever tried");
}

/// A history under the rules of one pack, and all its schedules.
fn one_history(seed: u64, sum: &mut Sum) {
    let mut numbers = Numbers::of(seed ^ 0x00AC_C04D);
    let calendar = Calendar::england_and_wales();
    let all: &[Procedure] = procedures();
    let procedure = &all[numbers.below(all.len())];
    let track = &procedure.tracks[numbers.below(procedure.tracks.len())];
    let rules = Rules::new(procedure, &track.id, &calendar).expect("its own track");
    let history = Maker::make(&rules, seed);
    let everything = (1_u64 << history.events.len()) - 1;
    let told_of = |here: &[SignedEvent], receipts: &[SignedReceipt]| look(&rules, &history, here, receipts);
    let whole = told_of(&history.events, &history.receipts);
    let state = folded(&rules, &history, &whole);
    let fails = |why: String| -> ! {
        panic!("seed {seed}, {} {}: {why}\n{}", procedure.id, track.id, written(&history, &whole))
    };
    let sound = check(&rules, &history, everything, &history.receipts, &whole, &state);
    if let Err(why) = sound.and_then(|()| settles(&rules, &history, &whole)) {
        fails(why);
    }
    let mut erased_ever = false;
    for number in 0..OF_ONE {
        let arrival = arrive(&history, &mut numbers);
        sum.files += arrival.files as u64;
        let told = told_of(&arrival.here, &arrival.receipts);
        // Words are back where any file had them.
        if told.erased != arrival.erased {
            fails("words are lost, or were made up".to_owned());
        }
        erased_ever |= told.erased != 0;
        // Where a dispute stands is a function of what is compared here; that is asked of some.
        let same_state = number % 16 != 0 || folded(&rules, &history, &told) == state;
        if (Told { erased: 0, ..told }) != whole || !same_state {
            fails("it is another dispute".to_owned());
        }
        if number % 3 == 0 {
            let told = told_of(&arrival.half_way, &arrival.receipts);
            let state = folded(&rules, &history, &told);
            if let Err(why) = check(&rules, &history, arrival.half_way_bits, &arrival.receipts, &told, &state)
            {
                fails(["half-way: ", &why].concat());
            }
        }
        sum.schedules += 1;
    }
    sum.histories += 1;
    sum.contested += u64::from(!whole.contested.is_empty());
    sum.pending += u64::from(!whole.pending.is_empty());
    sum.late += u64::from(whole.standing.iter().any(|(_, late)| *late));
    sum.erased += u64::from(erased_ever);
    sum.forked += u64::from(is_forked(&history));
    sum.ended += u64::from(matches!(state.status, Status::Resolved | Status::Closed(_)));
}

/// What came to a device.
struct Arrival {
    here: Vec<SignedEvent>,
    receipts: Vec<SignedReceipt>,
    /// What no file had the words of.
    erased: u64,
    files: usize,
    /// What was there after some of the files.
    half_way: Vec<SignedEvent>,
    half_way_bits: u64,
}

/// The union by id: what is here already stays, but for words that come back.
fn arrive(history: &History, numbers: &mut Numbers) -> Arrival {
    let count = history.events.len();
    let mut files: Vec<Vec<usize>> = Vec::new();
    for _ in 0..numbers.below(4) {
        files.push((0..count).filter(|_| numbers.one_in(2)).collect());
    }
    // One more brings what none of them has; some come twice.
    files.push((0..count).filter(|n| files.iter().all(|file| !file.contains(n))).collect());
    for _ in 0..numbers.below(3) {
        files.push(files[numbers.below(files.len())].clone());
    }
    numbers.shuffle(&mut files);
    let half = numbers.below(files.len());
    let mut places: Vec<Option<usize>> = vec![None; count];
    let mut here: Vec<SignedEvent> = Vec::new();
    let (mut with_words, mut half_way) = (0_u64, Vec::new());
    let mut half_way_bits = 0;
    for (number, file) in files.iter_mut().enumerate() {
        numbers.shuffle(file);
        let erases = numbers.one_in(3);
        for event in file.iter() {
            let bare = erases && numbers.one_in(2);
            with_words |= u64::from(!bare) << event;
            let brought = if bare { &history.bare[*event] } else { &history.events[*event] };
            match places[*event] {
                None => {
                    places[*event] = Some(here.len());
                    here.push(brought.clone());
                }
                Some(place) if here[place].event().words == Words::Erased => here[place] = brought.clone(),
                Some(_) => {}
            }
        }
        if number == half {
            half_way.clone_from(&here);
            half_way_bits = (0..count).filter(|n| places[*n].is_some()).fold(0, |bits, n| bits | 1 << n);
        }
    }
    // A shelf that was written to twice.
    if numbers.one_in(4) {
        here.push(here[numbers.below(count)].clone());
    }
    let mut receipts: Vec<SignedReceipt> = history.receipts.clone();
    receipts.extend(history.receipts.iter().filter(|_| numbers.one_in(3)).cloned());
    numbers.shuffle(&mut receipts);
    let everything = (1_u64 << count) - 1;
    Arrival { here, receipts, erased: everything & !with_words, files: files.len(), half_way, half_way_bits }
}

/// Whoever has seen everything settles it by the next step, and is not overruled by anything from before.
fn settles(rules: &Rules<'_>, history: &History, whole: &Told) -> Result<(), String> {
    if whole.heads.len() < 2 || history.certificates.is_empty() {
        return Ok(());
    }
    let heads = whole.heads.iter().map(|place| history.events[*place].event().id.clone()).collect();
    let first = history.events[0].event();
    let entry = Entry {
        at: history.events.iter().map(|event| event.event().entry.at).max().expect("an entry"),
        author: Author::from(&history.certificates[0].signing.kid()),
        dispute: Some(first.id.clone()),
        prev: heads,
        happening: Happening::Resolved { by: None, outcome: None },
    };
    let settled = bundle::event(entry, Default::default(), [0xEE; 16]).with_signature([1; 64]);
    let mut events = history.events.clone();
    events.push(settled);
    let events: Vec<_> = events.iter().map(SignedEvent::event).collect();
    let order = accord::dispute::merge::order(events.iter().copied());
    let weighed = accord::dispute::contest::weigh(&order, rules, &|_| true);
    let counts = weighed.counting.last().map(|place| &order.placed[*place].id);
    if counts == Some(&events[events.len() - 1].id) && weighed.contested.is_empty() {
        Ok(())
    } else {
        Err("who has seen every branch does not settle it".to_owned())
    }
}

/// Whether a key wrote two entries neither of which had seen the other.
fn is_forked(history: &History) -> bool {
    let author = |n: usize| &history.events[n].event().entry.author;
    let apart =
        |one: usize, other: usize| history.seen[one] >> other & 1 == 0 && history.seen[other] >> one & 1 == 0;
    let count = history.events.len();
    (0..count).any(|one| (0..one).any(|other| author(one) == author(other) && apart(one, other)))
}

/// The history as somebody reads it who looks for the fault.
fn written(history: &History, whole: &Told) -> String {
    let line = |(number, event): (usize, &SignedEvent)| {
        let entry = &event.event().entry;
        let upon = (0..64).filter(|bit| history.seen[number] >> bit & 1 == 1).collect::<Vec<u32>>();
        format!(
            "{number:>3} by {} at {} having seen {upon:?}: {:?}",
            &entry.author.0[..4],
            entry.at,
            entry.happening
        )
    };
    let lines: Vec<String> = history.events.iter().enumerate().map(line).collect();
    [lines.join("\n"), format!("{whole:#?}")].join("\n")
}
