//! The log folded entry by entry: which entry entered which step, which could not be placed.

use crate::calendar::Moment;
use crate::dispute::Rules;
use crate::dispute::clocks::{ClaimedClock, Counts, moments};
use crate::dispute::merge::History;
use crate::dispute::state::{Anomaly, State};
use crate::procedure::StepId;

/// A dispute's log, folded.
pub struct Run {
    /// Where it stands now.
    pub state: State,
    /// The stays on steps, in their order.
    pub stays: Vec<Stay>,
    /// What could not be placed, with the entry's place in the log.
    pub anomalies: Vec<(usize, Anomaly)>,
}

/// A stay on a step.
pub struct Stay {
    /// The step.
    pub step: StepId,
    /// When it began.
    pub entered: Moment,
    /// When it ended; `None` = it has not.
    pub left: Option<Moment>,
}

/// Folds those events of a history that count, each at the moment at which it counts, and lets time
/// pass up to `now`.
pub fn run(rules: &Rules<'_>, history: &History<'_>, counting: &[usize], now: Moment) -> Run {
    let moments = moments(history, now);
    let mut state = State::default();
    let mut stays: Vec<Stay> = Vec::new();
    let mut anomalies = Vec::new();
    for (index, place) in counting.iter().enumerate() {
        let event = history.placed[*place];
        let Counts { at, clock } = moments[*place];
        match clock {
            ClaimedClock::Believed => {}
            ClaimedClock::Ahead => anomalies.push((index, Anomaly::ClockAhead)),
            ClaimedClock::Behind => anomalies.push((index, Anomaly::ClockBehind)),
        }
        let known = state.anomalies.len();
        let before = state.place.clone();
        state.apply(rules, &event.entry.happening, at);
        anomalies.extend(state.anomalies[known..].iter().map(|anomaly| (index, anomaly.clone())));
        // A step may be entered from itself: then no place changes, and the stay goes on.
        if state.place != before {
            if let Some(stay) = stays.last_mut() {
                stay.left = Some(at);
            }
            stays.extend(state.place.clone().map(|step| Stay { step, entered: at, left: None }));
        }
    }
    state.pass_time(rules, now);
    Run { state, stays, anomalies }
}
