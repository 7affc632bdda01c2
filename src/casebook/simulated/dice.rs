//! What is drawn from a seed: the same at every run, on every machine.

use chrono::{DateTime, TimeDelta, Utc};
use sha2::{Digest, Sha256};

use crate::clock::{Clock, ScriptedClock, random};

/// Time that is moved, and numbers that follow from a seed. **Predictable: never for what a person keeps.**
pub struct Dice(ScriptedClock);

impl Dice {
    /// Those of one thing among all that a seed gives.
    pub fn of(seed: u64, what: &str, number: u64) -> Self {
        let said = Sha256::new()
            .chain_update(b"accord simulate")
            .chain_update(seed.to_be_bytes())
            .chain_update(what.as_bytes())
            .chain_update(number.to_be_bytes())
            .finalize();
        let series = said.iter().take(8).fold(0, |series, byte| series << 8 | u64::from(*byte));
        // Monday 5 January 2026.
        let start = DateTime::from_timestamp(1_767_600_000, 0).expect("a time");
        Self(ScriptedClock::at(start).with_series(series))
    }

    /// For whatever asks for time and randomness.
    pub fn clock(&self) -> &dyn Clock {
        &self.0
    }

    /// The same, to be kept.
    pub fn into_clock(self) -> ScriptedClock {
        self.0
    }

    /// Now.
    pub fn now(&self) -> DateTime<Utc> {
        self.0.now()
    }

    /// Moves time.
    pub fn go_to(&self, at: DateTime<Utc>) {
        let by: TimeDelta = at - self.now();
        self.0.advance(by);
    }

    /// A number below `end`; 0 where that is 0.
    pub fn below(&self, end: usize) -> usize {
        let drawn = u64::from_be_bytes(random(&self.0));
        (drawn % end.max(1) as u64) as usize
    }

    /// Whether it is one of so many.
    pub fn one_in(&self, n: usize) -> bool {
        self.below(n) == 0
    }

    /// One of these.
    pub fn one_of<'t, T>(&self, list: &'t [T]) -> Option<&'t T> {
        list.get(self.below(list.len()))
    }
}
