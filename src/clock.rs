//! The only reader of time and randomness.
//!
//! Whatever needs either is handed a [`Clock`], so that everything else can be run again and gives
//! the same. Clippy refuses every other way (`clippy.toml`). Start at [`Clock`].

use std::cell::Cell;

use chrono::{DateTime, TimeDelta, Utc};
use sha2::{Digest, Sha256};

#[cfg(any(
    all(feature = "web", target_arch = "wasm32"),
    all(feature = "desk", not(target_arch = "wasm32"))
))]
pub use system::SystemClock;

/// Time and randomness.
pub trait Clock {
    /// Now, in whole seconds, as the device says: it may be wrong, and nothing here can tell.
    fn now(&self) -> DateTime<Utc>;

    /// Fills the bytes with randomness fit for keys.
    fn fill(&self, bytes: &mut [u8]);
}

/// `N` random bytes.
pub fn random<const N: usize>(clock: &dyn Clock) -> [u8; N] {
    let mut bytes = [0; N];
    clock.fill(&mut bytes);
    bytes
}

/// For tests: time stands until it is moved, and the random bytes are the same in every run.
/// **Predictable: never for what a person keeps.**
#[derive(Debug)]
pub struct ScriptedClock {
    now: Cell<DateTime<Utc>>,
    drawn: Cell<u64>,
    series: u64,
}

impl ScriptedClock {
    /// Stands at this time.
    pub fn at(now: DateTime<Utc>) -> Self {
        Self { now: Cell::new(now), drawn: Cell::new(0), series: 0 }
    }

    /// The same time with other random bytes: a second device.
    pub fn with_series(self, series: u64) -> Self {
        Self { series, ..self }
    }

    /// Moves time; backwards too, as a device's clock may be set.
    pub fn advance(&self, by: TimeDelta) {
        self.now.set(self.now.get() + by);
    }
}

impl Clock for ScriptedClock {
    fn now(&self) -> DateTime<Utc> {
        self.now.get()
    }

    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(32) {
            let drawn = self.drawn.get();
            self.drawn.set(drawn + 1);
            let block =
                Sha256::new().chain_update(self.series.to_be_bytes()).chain_update(drawn.to_be_bytes());
            chunk.copy_from_slice(&block.finalize()[..chunk.len()]);
        }
    }
}

#[cfg(all(feature = "web", target_arch = "wasm32"))]
mod system {
    use chrono::{DateTime, Utc};
    use wasm_bindgen::JsCast;

    /// The browser's clock and its `crypto.getRandomValues`.
    #[derive(Clone, Copy, Debug, Default)]
    pub struct SystemClock;

    impl crate::clock::Clock for SystemClock {
        #[expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]
        fn now(&self) -> DateTime<Utc> {
            // A date in range: JavaScript's clock gives whole milliseconds since 1970.
            DateTime::from_timestamp((js_sys::Date::now() / 1000.0) as i64, 0).unwrap_or_default()
        }

        #[expect(clippy::disallowed_methods, reason = "the one place that reads randomness")]
        fn fill(&self, bytes: &mut [u8]) {
            let global: web_sys::WorkerGlobalScope = js_sys::global().unchecked_into();
            let crypto = global.crypto().expect("every page and worker has crypto");
            // The browser gives at most 65,536 bytes a call.
            for chunk in bytes.chunks_mut(65_536) {
                crypto
                    .get_random_values_with_u8_array(chunk)
                    .expect("a chunk is within the limit, and nothing else is refused");
            }
        }
    }
}

#[cfg(all(feature = "desk", not(target_arch = "wasm32")))]
mod system {
    use chrono::{DateTime, Utc};

    /// The operating system's clock and randomness.
    #[derive(Clone, Copy, Debug, Default)]
    pub struct SystemClock;

    impl crate::clock::Clock for SystemClock {
        #[expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]
        fn now(&self) -> DateTime<Utc> {
            let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
            // A clock set before 1970 reads as 1970; dates far off are shown, not hidden.
            let seconds = since.map_or(0, |since| since.as_secs());
            DateTime::from_timestamp(seconds.cast_signed(), 0).unwrap_or_default()
        }

        #[expect(clippy::disallowed_methods, reason = "the one place that reads randomness")]
        fn fill(&self, bytes: &mut [u8]) {
            getrandom::fill(bytes).expect("the operating system has randomness");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scripted_clock_stands_and_its_bytes_come_again_but_never_twice() {
        let at = DateTime::from_timestamp(1_795_000_000, 0).expect("a time");
        let (one, same, other) =
            (ScriptedClock::at(at), ScriptedClock::at(at), ScriptedClock::at(at).with_series(1));
        let first = random::<40>(&one);
        assert_eq!(first, random::<40>(&same));
        assert_ne!(first, random::<40>(&one));
        assert_ne!(first, random::<40>(&other));
        one.advance(TimeDelta::days(-1));
        assert_eq!(one.now(), at - TimeDelta::days(1));
    }
}
