//! Random histories: devices that write offline, each knowing only some of what the others wrote, and two
//! registers that give receipts for what they have seen.
//!
//! Half of them are written as people write them: what a device may not do under the rules, it does not record.
//! The other half is what a broken or hostile program would write: any happening upon any earlier entries.

use std::cell::RefCell;
use std::collections::HashMap;

use accord::bundle::{self, Receipt, SignedEvent, SignedReceipt};
use accord::calendar::Moment;
use accord::calendar::london::to_utc;
use accord::dispute::command::{Command, Risk};
use accord::dispute::event::{Author, Entry, Event, EventId, Happening};
use accord::dispute::merge::order;
use accord::dispute::state::State;
use accord::dispute::{Rules, decide};
use accord::identity::{Certificate, Checked, Person, PublicKey, Revocation, Standing};
use accord::json::Json;
use accord::ordered::Map;
use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};

use super::super::walk::{Turn, command, hours_after, turn, under};
use super::look::state_of;

/// Numbers that are the same at every run.
pub struct Numbers(u64);

impl Numbers {
    pub fn of(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from((self.0 >> 11) % end.max(1) as u64).expect("below an index")
    }

    pub fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for place in (1..list.len()).rev() {
            list.swap(place, self.below(place + 1));
        }
    }
}

/// A history, and what a partnership and its registers say of it.
pub struct History {
    /// Every entry, each after those that it names.
    pub events: Vec<SignedEvent>,
    /// The same without their words.
    pub bare: Vec<SignedEvent>,
    /// Of each entry, a bit for everything that its author had seen.
    pub seen: Vec<u64>,
    /// Entries that name one which nobody has.
    pub orphans: u64,
    pub receipts: Vec<SignedReceipt>,
    pub certificates: Vec<Certificate>,
    pub revocations: Vec<Revocation>,
    /// When it is looked at.
    pub now: Moment,
    /// How far each signer is known once a receipt covers what they signed, as far as it was asked.
    pub known: RefCell<HashMap<(String, Option<i64>), Standing>>,
}

/// As many entries as there are bits in a mask.
const MOST: usize = 60;
/// Half of the turns are steps and ends: what merging is about.
const KINDS: [u8; 24] =
    [2, 3, 4, 2, 3, 4, 5, 16, 17, 18, 18, 20, 21, 21, 21, 6, 7, 9, 10, 11, 12, 13, 14, 19];

struct Device {
    key: u8,
    has: Vec<usize>,
    /// How far its clock is ahead.
    ahead: TimeDelta,
}

pub struct Maker<'r> {
    rules: &'r Rules<'r>,
    numbers: Numbers,
    turns: TestRunner,
    made: History,
    now: Moment,
}

fn key(number: u8) -> PublicKey {
    PublicKey::from_point(&[&[4][..], &[number; 64]].concat()).expect("65 bytes")
}

fn utc(moment: Moment) -> DateTime<Utc> {
    to_utc(moment.local()).and_utc()
}

impl<'r> Maker<'r> {
    /// A history under these rules, the same for the same seed.
    pub fn make(rules: &'r Rules<'r>, seed: u64) -> History {
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&seed.to_be_bytes());
        let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
        let now = Moment::parse("2026-11-16T09:00").expect("a moment");
        let made = History {
            events: Vec::new(),
            bare: Vec::new(),
            seen: Vec::new(),
            orphans: 0,
            receipts: Vec::new(),
            certificates: Vec::new(),
            revocations: Vec::new(),
            now,
            known: RefCell::default(),
        };
        let turns = TestRunner::new_with_rng(ProptestConfig::default(), rng);
        let mut maker = Self { rules, numbers: Numbers::of(seed), turns, made, now };
        maker.write();
        maker.made
    }

    fn write(&mut self) {
        let people = 2 + self.numbers.below(3) as u8;
        let mut devices: Vec<Device> = (0..people).map(|key| self.device(key)).collect();
        if self.numbers.one_in(3) {
            // A restored backup: a second device with the key of the first.
            devices.push(self.device(0));
        }
        let first = self.first();
        self.put(first, 0, self.now, Vec::new());
        let mut registers = [(100, vec![0]), (101, vec![0])];
        devices.iter_mut().for_each(|device| device.has.push(0));
        let wild = self.numbers.one_in(2);
        let entries = 6 + self.numbers.below(16);
        for _ in 0..entries * 4 {
            if self.made.events.len() > entries.min(MOST) {
                break;
            }
            self.now = hours_after(self.now, self.numbers.below(90) as u16);
            let of = self.numbers.below(devices.len());
            if self.numbers.one_in(3) {
                let theirs = devices[self.numbers.below(devices.len())].has.clone();
                self.hand_over(&theirs, &mut devices[of].has);
            }
            if self.numbers.one_in(4) {
                let (key, has) = &mut registers[self.numbers.below(2)];
                self.hand_over(&devices[of].has, has);
                self.receipt(*key, has);
            }
            match wild {
                true => self.anything(&mut devices[of]),
                false => self.as_allowed(&mut devices[of]),
            }
        }
        self.made.now = hours_after(self.now, 30);
        for number in 0..people {
            if !self.numbers.one_in(5) {
                self.made.certificates.push(Certificate {
                    person: Person::new("Worker of a side", "Practitioner", "Side").expect("a person"),
                    signing: key(number),
                    encryption: key(number + 50),
                    checked: Checked::CallBack,
                    from: DateTime::from_timestamp(1_600_000_000, 0).expect("a time"),
                    until: DateTime::from_timestamp(1_990_000_000, 0).expect("a time"),
                    serial: number.to_string(),
                });
            }
            if self.numbers.one_in(6) {
                let receipts = self.numbers.below(4) as i64;
                self.made.revocations.push(Revocation {
                    kid: key(number).kid(),
                    receipts,
                    at: utc(self.now),
                });
            }
        }
    }

    fn device(&mut self, key: u8) -> Device {
        let ahead = if self.numbers.one_in(4) { self.numbers.below(9000) as i64 - 4500 } else { 0 };
        Device { key, has: Vec::new(), ahead: TimeDelta::minutes(ahead) }
    }

    fn turn(&mut self) -> Turn {
        turn().new_tree(&mut self.turns).expect("a turn").current()
    }

    /// What begins it: an opening, or a danger where none is accepted.
    fn first(&mut self) -> Happening {
        let nothing = Default::default();
        for _ in 0..8 {
            let mut turn = self.turn();
            turn.0 = 0;
            let open = command(&turn, self.rules, &nothing, self.now);
            if let Ok(accepted) = decide(&nothing, self.rules, &under(self.rules), &open, self.now) {
                return accepted.happening;
            }
        }
        let danger = Command::Risk(Risk::default());
        decide(&nothing, self.rules, &under(self.rules), &danger, self.now).expect("never refused").happening
    }

    /// All of it or a part: a part may lack what comes before.
    fn hand_over(&mut self, from: &[usize], to: &mut Vec<usize>) {
        let whole = self.numbers.one_in(2);
        for event in from {
            if !to.contains(event) && (whole || self.numbers.one_in(2)) {
                to.push(*event);
            }
        }
    }

    /// A device records what the rules allow it where the dispute stands, as it knows it.
    fn as_allowed(&mut self, device: &mut Device) {
        let known: Vec<SignedEvent> =
            device.has.iter().map(|place| self.made.events[*place].clone()).collect();
        let state = state_of(self.rules, &known, self.now);
        let Some(happening) = (0..4).find_map(|_| self.decided(&state)) else { return };
        let at = Moment::from_utc(utc(self.now).naive_utc() + device.ahead);
        let heads = self.heads(&device.has);
        device.has.push(self.put(happening, device.key, at, heads));
    }

    /// What a random order brings about, where it is allowed.
    fn decided(&mut self, state: &State) -> Option<Happening> {
        let mut turn = self.turn();
        turn.0 = KINDS[self.numbers.below(KINDS.len())];
        let ordered = command(&turn, self.rules, state, self.now);
        let decided = decide(state, self.rules, &under(self.rules), &ordered, self.now);
        decided.ok().map(|accepted| accepted.happening)
    }

    /// Any happening of this or another state, upon any entries.
    fn anything(&mut self, device: &mut Device) {
        let at_random: Vec<SignedEvent> =
            self.made.events.iter().filter(|_| self.numbers.one_in(2)).cloned().collect();
        let state = state_of(self.rules, &at_random, self.now);
        let Some(happening) = (0..4).find_map(|_| self.decided(&state)) else { return };
        let mut upon: Vec<usize> = Vec::new();
        for _ in 0..1 + self.numbers.below(3) {
            let place = self.numbers.below(self.made.events.len());
            if !upon.contains(&place) {
                upon.push(place);
            }
        }
        let minutes = self.numbers.below(20_000) as i64 - 10_000;
        let at = Moment::from_utc(utc(self.now).naive_utc() + TimeDelta::minutes(minutes));
        device.has.push(self.put(happening, device.key, at, upon));
        if self.numbers.one_in(25) {
            let last = self.made.events.len() - 1;
            self.made.orphans |= 1 << last;
            let entry = self.made.events[last].event().entry.clone();
            let prev = [entry.prev.clone(), vec![EventId("nobody-has-this".into())]].concat();
            self.replace(last, Entry { prev, ..entry });
        }
    }

    fn heads(&self, has: &[usize]) -> Vec<usize> {
        let events: Vec<&Event> = has.iter().map(|place| self.made.events[*place].event()).collect();
        let placed = order(events.iter().copied()).heads;
        has.iter().copied().filter(|place| placed.contains(&self.made.events[*place].event().id)).collect()
    }

    fn put(&mut self, happening: Happening, by: u8, at: Moment, upon: Vec<usize>) -> usize {
        let prev = upon.iter().map(|place| self.made.events[*place].event().id.clone()).collect();
        let dispute = self.made.events.first().map(|first| first.event().id.clone());
        let entry = Entry { at: utc(at), author: Author::from(&key(by).kid()), dispute, prev, happening };
        let number = self.made.events.len();
        let seen = upon.iter().fold(0, |seen, place| seen | 1 << place | self.made.seen[*place]);
        let orphan = upon.iter().any(|place| self.made.orphans & 1 << place != 0);
        self.made.orphans |= u64::from(orphan) << number;
        self.made.seen.push(seen);
        self.made.events.push(signed(entry, number));
        self.made.bare.push(without_words(&self.made.events[number]));
        number
    }

    fn replace(&mut self, place: usize, entry: Entry) {
        self.made.events[place] = signed(entry, place);
        self.made.bare[place] = without_words(&self.made.events[place]);
    }

    /// A register counts its own receipts.
    fn receipt(&mut self, register: u8, has: &[usize]) {
        let heads: Vec<EventId> =
            self.heads(has).into_iter().map(|place| self.made.events[place].event().id.clone()).collect();
        let of_register = |of: &&SignedReceipt| of.content().number / 10 == i64::from(register - 100);
        let number = self.made.receipts.iter().filter(of_register).count() as i64 + 1;
        let dispute = self.made.events[0].event().id.clone();
        let number = number.min(9) + i64::from(register - 100) * 10;
        let receipt = Receipt { at: utc(self.now), dispute, heads, number };
        self.made.receipts.push(receipt.unsigned(&key(register).kid()).with_signature([1; 64]));
    }
}

/// As it is once its signature was verified; the words make each entry another.
fn signed(entry: Entry, number: usize) -> SignedEvent {
    let words = Map::from([("text".to_owned(), Json::Text(number.to_string()))]);
    bundle::event(entry, words, [number as u8; 16]).with_signature([1; 64])
}

/// As it comes once somebody has erased its words.
fn without_words(event: &SignedEvent) -> SignedEvent {
    let mut line: serde_json::Value = serde_json::from_slice(&event.to_record()).expect("JSON");
    line["disclosures"] = serde_json::json!([]);
    SignedEvent::from_record(line.to_string().as_bytes()).expect("an entry without its words")
}
