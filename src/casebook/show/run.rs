//! The log folded entry by entry: which entry entered which step, which could not be placed.

use crate::calendar::Moment;
use crate::dispute::Rules;
use crate::dispute::clocks::{ClaimedClock, Counts, moments};
use crate::dispute::event::Happening;
use crate::dispute::merge::History;
use crate::dispute::state::{Anomaly, State};
use crate::procedure::StepId;

/// A dispute's log, folded.
pub struct Run {
    /// Where it stands now.
    pub state: State,
    /// The last move to another version that was made; none while it is under the version that it
    /// began under.
    pub version: Option<usize>,
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
    /// Which entry began it, by its place among those that count.
    pub from: usize,
    /// Which entry ended it.
    pub until: Option<usize>,
}

/// A move to another version, by its place in the history.
pub struct Change<'a, 'r> {
    /// Where the entry stands among the placed ones.
    pub place: usize,
    /// The rules that it moves to; none where that version is not here.
    pub rules: Option<&'a Rules<'r>>,
}

/// Folds those events of a history that count, each at the moment at which it counts, and lets time
/// pass up to `now`. It begins under `first`; `changes` move it to other rules.
pub fn run(
    first: &Rules<'_>,
    changes: &[Change<'_, '_>],
    history: &History<'_>,
    counting: &[usize],
    now: Moment,
) -> Run {
    let moments = moments(history, now);
    let mut rules = first;
    let mut version = None;
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
        if let Some(change) = changes.iter().position(|change| change.place == *place) {
            let moved = match changes[change].rules {
                Some(new) => state.move_to_version(rules, new, at).map(|()| new),
                None => Err(Anomaly::UnknownVersion),
            };
            match moved {
                Ok(new) => (rules, version) = (new, Some(change)),
                Err(anomaly) => state.anomalies.push(anomaly),
            }
        }
        if let Happening::Corrected { entry } | Happening::Confirmed { entry, .. } = &event.entry.happening
            && !history.all().any(|known| known.id == *entry)
        {
            anomalies.push((index, Anomaly::UnknownEntry));
        }
        anomalies.extend(state.anomalies[known..].iter().map(|anomaly| (index, anomaly.clone())));
        // A step may be entered from itself: then no place changes, and the stay goes on.
        if state.place != before {
            if let Some(stay) = stays.last_mut() {
                (stay.left, stay.until) = (Some(at), Some(index));
            }
            stays.extend(state.place.clone().map(|step| Stay {
                step,
                entered: at,
                left: None,
                from: index,
                until: None,
            }));
        }
    }
    state.pass_time(rules, now);
    Run { state, version, stays, anomalies }
}
