//! The log folded entry by entry: which entry entered which step, which could not be placed.

use crate::calendar::Moment;
use crate::dispute::Rules;
use crate::dispute::event::Event;
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

/// Folds events in their order and lets time pass up to `now`.
pub fn run(rules: &Rules<'_>, events: &[&Event], now: Moment) -> Run {
    let mut state = State::default();
    let mut stays: Vec<Stay> = Vec::new();
    let mut anomalies = Vec::new();
    for (index, event) in events.iter().enumerate() {
        let at = Moment::from_utc(event.entry.at.naive_utc());
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
