//! Two sides recorded a step, each without seeing the other.
//!
//! The one idea: *agreement collapses, disagreement stays open.* Step events that neither side had
//! seen and that say the same are one outcome with several signers. If they say different things,
//! the dispute is contested: it stays open at the highest step that one of them reached, until a
//! step event of somebody who has seen both. Nothing is lost: what does not count is named.
//!
//! A pure function of the set of events, like everything here; other events commute and are left
//! to their order. Start at [`weigh`].

use super::Rules;
use super::event::{Event, Happening};
use super::merge::History;
use crate::procedure::{ClosureId, RiskEffect, StepId};

/// Which of the placed events count, and what is contested.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Weighed<'e> {
    /// The places, among the placed events, of those to fold.
    pub counting: Vec<usize>,
    /// The step events that contradict each other and that nobody who has seen all of them has
    /// settled, those together that say the same; none, or at least two.
    pub contested: Vec<Vec<&'e Event>>,
}

/// What a step event says.
#[derive(Clone, Debug, PartialEq)]
enum Outcome {
    Resolved,
    Closed(ClosureId),
    Danger,
    Reopened,
    NextTier,
    Step(StepId),
}

impl Outcome {
    fn ends(&self) -> bool {
        matches!(self, Self::Resolved | Self::Closed(_))
    }
}

/// Step events that say the same without having seen each other: one outcome, several signers.
struct Outcomes<'e> {
    says: Outcome,
    /// Places among the placed events, in order; the first stands for all.
    members: Vec<usize>,
    first: &'e Event,
}

/// Weighs the placed events of a history against each other: those that `heard` lets count, and every danger.
pub fn weigh<'e>(history: &History<'e>, rules: &Rules<'_>, heard: &dyn Fn(&Event) -> bool) -> Weighed<'e> {
    let mut counts: Vec<bool> = history.placed.iter().map(|event| is_danger(event) || heard(event)).collect();
    let steps = history.placed.iter().zip(&counts);
    let steps: Vec<Option<Outcome>> =
        steps.map(|(event, counts)| says(event, rules).filter(|_| *counts)).collect();
    let seen = Seen::of(history, &steps);
    let outcomes = collapse(history, steps, &seen);
    let covers = coverage(&outcomes, &seen);
    let mut contested = Vec::new();
    for (own, outcome) in outcomes.iter().enumerate() {
        if is_danger(outcome.first) {
            continue;
        }
        for member in &outcome.members {
            counts[*member] = false;
        }
        let others = || outcomes.iter().enumerate().filter(|(other, _)| *other != own);
        // Of those who ended it alike, one who had seen every danger speaks for all; without one it stays open.
        let knew = |member: &&usize| {
            let mut dangers = outcomes.iter().filter(|other| is_danger(other.first));
            !outcome.says.ends() || dangers.all(|danger| seen.are_in_turn(**member, danger.members[0]))
        };
        let speaks = outcome.members.iter().find(knew);
        let stands = *speaks.unwrap_or(&outcome.members[0]);
        let is_overtaken = |(place, other): (usize, &Outcomes<'_>)| {
            let (theirs, ours) = (covers[place][own], covers[own][place]);
            if theirs && !ours {
                other.members[0] < stands
            } else {
                // A lower step that comes first is passed through: what it opened stays owed.
                let yields = outcome.says.ends() || other.members[0] < stands;
                let reaches_less = height(&outcome.says, rules) <= height(&other.says, rules);
                ours == theirs && yields && reaches_less
            }
        };
        counts[stands] = speaks.is_some() && !others().any(is_overtaken);
        // What nobody has built on yet stands at the front of its branch.
        let mut steps = others().filter(|(_, other)| !is_danger(other.first));
        if steps.all(|(place, _)| !covers[place][own] || covers[own][place]) {
            contested.push(outcome.members.iter().map(|member| history.placed[*member]).collect());
        }
    }
    if contested.len() < 2 {
        contested.clear();
    }
    let counting = (0..counts.len()).filter(|place| counts[*place]).collect();
    Weighed { counting, contested }
}

/// A danger is declared as often as it is seen, contradicts nobody, and is never left out.
fn is_danger(event: &Event) -> bool {
    matches!(event.entry.happening, Happening::RiskDeclared { .. })
}

fn says(event: &Event, rules: &Rules<'_>) -> Option<Outcome> {
    match &event.entry.happening {
        Happening::MovedToStep { to, .. } => Some(Outcome::Step(to.clone())),
        Happening::TierAdded {} => Some(Outcome::NextTier),
        Happening::Resolved { .. } => Some(Outcome::Resolved),
        Happening::Closed { r#as, .. } => Some(Outcome::Closed(r#as.clone())),
        Happening::Reopened {} => Some(Outcome::Reopened),
        Happening::RiskDeclared { .. } => match &rules.track.risk.effect {
            RiskEffect::Jumps(to) => Some(Outcome::Step(to.clone())),
            RiskEffect::Stays | RiskEffect::LeavesLadder => Some(Outcome::Danger),
        },
        _ => None,
    }
}

/// Joins each step event to the last of those that say the same and that it had not seen.
fn collapse<'e>(history: &History<'e>, steps: Vec<Option<Outcome>>, seen: &Seen) -> Vec<Outcomes<'e>> {
    let mut outcomes: Vec<Outcomes<'e>> = Vec::new();
    for (place, says) in steps.into_iter().enumerate() {
        let Some(says) = says else { continue };
        let event = history.placed[place];
        let same = outcomes.iter_mut().rfind(|other| {
            let unseen = || other.members.iter().all(|member| !seen.has(place, *member));
            other.says == says && !is_danger(event) && unseen()
        });
        match same {
            Some(same) => same.members.push(place),
            None => outcomes.push(Outcomes { says, members: vec![place], first: event }),
        }
    }
    outcomes
}

/// Which outcomes cover which: somebody recorded the one having seen the other, or one that says the same.
fn coverage(outcomes: &[Outcomes<'_>], seen: &Seen) -> Vec<Vec<bool>> {
    let of = |one| outcomes.iter().map(|other| seen.covers(one, other)).collect();
    let mut covers: Vec<Vec<bool>> = outcomes.iter().map(of).collect();
    let shared: Vec<usize> = (0..outcomes.len()).filter(|one| outcomes[*one].members.len() > 1).collect();
    let mut grows = true;
    while grows {
        grows = false;
        for via in &shared {
            let further = covers[*via].clone();
            for covered in covers.iter_mut().filter(|covered| covered[*via]) {
                for (own, more) in covered.iter_mut().zip(&further) {
                    grows |= *more && !*own;
                    *own |= *more;
                }
            }
        }
    }
    covers
}

/// What stays open counts, at the highest step: a danger that its author had not seen is enough to
/// keep a dispute open. Of two that would end the dispute in different ways neither does.
fn height(outcome: &Outcome, rules: &Rules<'_>) -> usize {
    match outcome {
        Outcome::Resolved | Outcome::Closed(_) => 0,
        Outcome::Danger => 1,
        Outcome::Reopened => 2,
        Outcome::NextTier => 3,
        Outcome::Step(step) => 4 + rules.track.steps.iter().position(|known| known == step).unwrap_or(0),
    }
}

/// Which step events each event had seen: a bit for each step event.
struct Seen {
    /// By the place of an event: its number among the step events.
    steps: Vec<Option<usize>>,
    before: Vec<Vec<u64>>,
}

impl Seen {
    fn of(history: &History<'_>, says: &[Option<Outcome>]) -> Self {
        let mut numbers = 0..;
        let steps: Vec<Option<usize>> =
            says.iter().map(|says| says.as_ref().and_then(|_| numbers.next())).collect();
        let words = steps.iter().flatten().count().div_ceil(64);
        let mut before: Vec<Vec<u64>> = Vec::new();
        for earlier in &history.earlier {
            let mut bits = vec![0; words];
            for parent in earlier {
                for (own, theirs) in bits.iter_mut().zip(&before[*parent]) {
                    *own |= theirs;
                }
                if let Some(step) = steps[*parent] {
                    bits[step / 64] |= 1 << (step % 64);
                }
            }
            before.push(bits);
        }
        Self { steps, before }
    }

    /// Whether one event had seen another, which is a step event.
    fn has(&self, one: usize, other: usize) -> bool {
        self.steps[other].is_some_and(|step| self.before[one][step / 64] & (1 << (step % 64)) != 0)
    }

    /// Whether of two step events the one had seen the other.
    fn are_in_turn(&self, one: usize, other: usize) -> bool {
        self.has(one, other) || self.has(other, one)
    }

    /// Whether somebody recorded one outcome having seen the other.
    fn covers(&self, one: &Outcomes<'_>, other: &Outcomes<'_>) -> bool {
        one.members.iter().any(|own| other.members.iter().any(|theirs| self.has(*own, *theirs)))
    }
}

#[cfg(test)]
mod tests {
    use super::super::event::{Author, Entry, EventId, Words};
    use super::super::merge::order;
    use super::*;
    use crate::calendar::Calendar;
    use crate::procedure::{ProcedureId, TrackId, built_in_pack};

    fn moved(to: &str) -> Happening {
        let to = StepId::from(to);
        Happening::MovedToStep { by: None, chosen: Default::default(), departure: false, received: None, to }
    }

    fn resolved() -> Happening {
        Happening::Resolved { by: None, outcome: None }
    }

    /// Events as `id < parents: what happened`, all of one minute: depth and id give the order.
    fn event(id: &str, prev: &[&str], happening: Happening) -> Event {
        let at = chrono::DateTime::parse_from_rfc3339("2026-11-22T09:00:00Z").expect("a time").to_utc();
        let prev: Vec<EventId> = prev.iter().map(|id| EventId((*id).into())).collect();
        let dispute = (!prev.is_empty()).then(|| EventId("0".into()));
        let entry = Entry { at, author: Author("k".into()), dispute, prev, happening };
        Event { id: EventId(id.into()), entry, words: Words::none() }
    }

    #[track_caller]
    fn check(events: &[Event], counting: &str, contested: &str) {
        let pack = built_in_pack(&ProcedureId::from("havering")).expect("a pack");
        let calendar = Calendar::england_and_wales();
        let rules = Rules::new(pack.procedure(), &TrackId::from("inter-agency"), &calendar).expect("a track");
        let history = order(events);
        let weighed = weigh(&history, &rules, &|_| true);
        let ids = |events: &[&Event]| events.iter().map(|event| event.id.0.as_str()).collect::<String>();
        let counts: Vec<&Event> = weighed.counting.iter().map(|place| history.placed[*place]).collect();
        let sides: Vec<String> = weighed.contested.iter().map(|side| ids(side)).collect();
        assert_eq!((ids(&counts).as_str(), sides.join(" ").as_str()), (counting, contested));
    }

    fn root() -> Event {
        event("0", &[], Happening::Noted {})
    }

    #[test]
    fn what_one_side_has_seen_is_history_and_no_contest() {
        let log = [root(), event("a", &["0"], moved("S2")), event("b", &["a"], resolved())];
        check(&log, "0ab", "");
    }

    #[test]
    fn the_same_step_recorded_twice_is_one_outcome() {
        let log = [root(), event("a", &["0"], moved("S2")), event("b", &["0"], moved("S2"))];
        check(&log, "0a", "");
        let on = [&log[..], &[event("c", &["b"], moved("S3"))]].concat();
        check(&on, "0ac", "");
    }

    #[test]
    fn resolved_and_escalated_is_contested_and_stays_open_until_somebody_has_seen_both() {
        let log = [root(), event("a", &["0"], resolved()), event("b", &["0"], moved("S2"))];
        check(&log, "0b", "a b");
        let read = [&log[..], &[event("c", &["a", "b"], Happening::Noted {})]].concat();
        check(&read, "0bc", "a b");
        let settled = [&read[..], &[event("d", &["c"], resolved())]].concat();
        check(&settled, "0bcd", "");
    }

    #[test]
    fn of_two_steps_the_higher_counts_and_of_two_ends_neither() {
        let log = [root(), event("a", &["0"], moved("S3")), event("b", &["0"], moved("S2"))];
        check(&log, "0a", "a b");
        let passed = [root(), event("a", &["0"], moved("S2")), event("b", &["0"], moved("S3"))];
        check(&passed, "0ab", "a b");
        let closed = Happening::Closed { r#as: "advice-only".into(), by: None };
        let ends = [root(), event("a", &["0"], resolved()), event("b", &["0"], closed)];
        check(&ends, "0", "a b");
    }

    #[test]
    fn whoever_signed_the_same_outcome_stands_on_the_same_side() {
        let log = [
            root(),
            event("a", &["0"], moved("S2")),
            event("b", &["0"], resolved()),
            event("c", &["0"], moved("S2")),
            event("d", &["0"], resolved()),
            event("e", &["d"], Happening::Noted {}),
        ];
        check(&log, "0ae", "ac bd");
    }

    #[test]
    fn a_step_on_the_way_to_what_both_reached_is_late_news() {
        let log = [
            root(),
            event("a", &["0"], moved("S3")),
            event("b", &["0"], moved("S2")),
            event("c", &["b"], moved("S3")),
        ];
        check(&log, "0a", "");
    }

    #[test]
    fn a_danger_is_never_left_out_and_contests_nothing() {
        let danger = || Happening::RiskDeclared {
            by: None,
            children: Vec::new(),
            other: None,
            raising: None,
            under: None,
        };
        let log = [root(), event("a", &["0"], danger()), event("b", &["0"], danger())];
        check(&log, "0ab", "");
        let ended = [root(), event("a", &["0"], danger()), event("b", &["0"], resolved())];
        check(&ended, "0a", "");
        let seen = [root(), event("a", &["0"], danger()), event("b", &["a"], resolved())];
        check(&seen, "0ab", "");
        let unsettled = [
            root(),
            event("a", &["0"], moved("S3")),
            event("b", &["0"], moved("S2")),
            event("c", &["a", "b"], danger()),
        ];
        check(&unsettled, "0ac", "a b");
        let pack = built_in_pack(&ProcedureId::from("rutland")).expect("a pack");
        let calendar = Calendar::england_and_wales();
        let rules = Rules::new(pack.procedure(), &TrackId::from("disagreement"), &calendar).expect("a track");
        let jumps = [&log[..], &[event("c", &["0"], moved("D2"))]].concat();
        let history = order(&jumps);
        let weighed = weigh(&history, &rules, &|_| true);
        let ids: String = weighed.counting.iter().map(|place| history.placed[*place].id.0.as_str()).collect();
        assert_eq!(
            (ids.as_str(), weighed.contested.len()),
            ("0ab", 0),
            "a lower step does not undo the jump"
        );
    }

    fn danger() -> Happening {
        Happening::RiskDeclared { by: None, children: Vec::new(), other: None, raising: None, under: None }
    }

    #[test]
    fn of_those_who_end_it_alike_the_one_who_knew_of_the_danger_speaks_for_all() {
        let log = [
            root(),
            event("a", &["0"], resolved()),
            event("b", &["0"], danger()),
            event("c", &["b"], resolved()),
        ];
        check(&log, "0bc", "");
    }

    #[test]
    fn who_opens_again_what_both_ended_is_not_overruled_by_the_one_who_speaks_for_both() {
        let log = [
            root(),
            event("a", &["0"], resolved()),
            event("b", &["0"], danger()),
            event("c", &["a"], Happening::Reopened {}),
            event("d", &["b"], resolved()),
        ];
        check(&log, "0bc", "");
    }

    #[test]
    fn who_ends_it_agrees_with_the_last_end_of_the_other_side_and_not_with_one_that_was_opened_again() {
        let log = [
            root(),
            event("a", &["0"], resolved()),
            event("b", &["0"], danger()),
            event("c", &["a"], Happening::Reopened {}),
            event("d", &["c"], resolved()),
            event("e", &["b"], Happening::Noted {}),
            event("f", &["e"], Happening::Noted {}),
            event("g", &["f"], resolved()),
        ];
        check(&log, "0bcefg", "");
    }

    #[test]
    fn two_who_end_it_alike_and_each_know_of_another_danger_do_not_end_it() {
        let log = [
            root(),
            event("a", &["0"], danger()),
            event("b", &["0"], danger()),
            event("c", &["a"], resolved()),
            event("d", &["b"], resolved()),
        ];
        check(&log, "0ab", "");
    }

    #[test]
    fn a_step_on_the_way_to_what_both_reached_keeps_nobody_from_going_on_from_there() {
        let log = [
            root(),
            event("a", &["0"], moved("S3")),
            event("b", &["0"], moved("S2")),
            event("c", &["b"], moved("S3")),
            event("d", &["a"], resolved()),
        ];
        check(&log, "0ad", "");
    }

    #[test]
    fn two_who_go_the_same_steps_in_opposite_turn_are_contested_at_the_higher() {
        let log = [
            root(),
            event("a", &["0"], moved("S2")),
            event("b", &["0"], moved("S3")),
            event("c", &["a"], moved("S3")),
            event("d", &["b"], moved("S2")),
        ];
        check(&log, "0ab", "ad bc");
    }

    #[test]
    fn what_is_not_heard_outweighs_nothing_and_a_danger_is_always_heard() {
        let pack = built_in_pack(&ProcedureId::from("havering")).expect("a pack");
        let calendar = Calendar::england_and_wales();
        let rules = Rules::new(pack.procedure(), &TrackId::from("inter-agency"), &calendar).expect("a track");
        let danger = Happening::RiskDeclared {
            by: None,
            children: Vec::new(),
            other: None,
            raising: None,
            under: None,
        };
        let log = [
            root(),
            event("a", &["0"], moved("S2")),
            event("b", &["0"], moved("S3")),
            event("c", &["b"], danger),
            event("d", &["c"], Happening::Noted {}),
        ];
        let history = order(&log);
        let weighed = weigh(&history, &rules, &|event| !["b", "c"].contains(&event.id.0.as_str()));
        let ids: String = weighed.counting.iter().map(|place| history.placed[*place].id.0.as_str()).collect();
        assert_eq!((ids.as_str(), weighed.contested.len()), ("0acd", 0));
    }

    #[test]
    fn other_entries_count_whatever_the_steps_say() {
        let log = [
            root(),
            event("a", &["0"], resolved()),
            event("b", &["0"], moved("S2")),
            event("c", &["a"], Happening::Noted {}),
        ];
        check(&log, "0bc", "a b");
    }
}
