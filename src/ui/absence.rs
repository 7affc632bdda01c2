//! How long nobody was here. By the device's clock: timers stand still while a device sleeps.

use chrono::{DateTime, TimeDelta, Utc};

/// So long without a key or a tap is too long.
const IDLE: TimeDelta = TimeDelta::minutes(5);
/// So long out of sight is too long.
pub const HIDDEN: TimeDelta = TimeDelta::seconds(60);

/// When somebody was last here.
#[derive(Clone, Copy, Debug)]
pub struct LastSeen {
    touched: DateTime<Utc>,
    hidden: Option<DateTime<Utc>>,
}

impl LastSeen {
    /// Here, and in sight.
    pub fn at(now: DateTime<Utc>) -> Self {
        Self { touched: now, hidden: None }
    }

    /// A key or a tap.
    pub fn touch(&mut self, now: DateTime<Utc>) {
        self.touched = now;
    }

    /// Out of sight, unless it is already.
    pub fn hide(&mut self, now: DateTime<Utc>) {
        self.hidden.get_or_insert(now);
    }

    /// In sight again, which is no touch yet.
    pub fn show(&mut self) {
        self.hidden = None;
    }

    /// Whether that is too long ago. A clock that was set back tells as little as one that ran on.
    pub fn is_too_long_ago(&self, now: DateTime<Utc>) -> bool {
        let too_long = |since: DateTime<Utc>, limit| (now - since).abs() > limit;
        too_long(self.touched, IDLE) || self.hidden.is_some_and(|since| too_long(since, HIDDEN))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_795_000_000 + seconds, 0).expect("a time")
    }

    #[test]
    fn five_minutes_without_a_touch_are_the_limit_however_they_passed() {
        let mut seen = LastSeen::at(after(0));
        assert!(!seen.is_too_long_ago(after(300)));
        assert!(seen.is_too_long_ago(after(301)));
        assert!(seen.is_too_long_ago(after(8 * 60 * 60)));
        assert!(seen.is_too_long_ago(after(-301)));
        seen.touch(after(300));
        assert!(!seen.is_too_long_ago(after(600)));
    }

    #[test]
    fn a_minute_out_of_sight_is_the_limit_and_counts_from_when_it_went() {
        let mut seen = LastSeen::at(after(0));
        seen.hide(after(10));
        seen.hide(after(60));
        assert!(!seen.is_too_long_ago(after(70)));
        assert!(seen.is_too_long_ago(after(71)));
        seen.show();
        assert!(!seen.is_too_long_ago(after(71)));
        assert!(seen.is_too_long_ago(after(301)));
    }
}
