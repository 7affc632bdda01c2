//! What does not depend on the order in which things are told, and that a log can always be told.

use accord::calendar::Moment;
use accord::calendar::london::to_utc;
use accord::dispute::clocks::moments;
use accord::dispute::contest::weigh;
use accord::dispute::event::{Author, Entry, Event, EventId, Happening, Words, encode};
use accord::dispute::merge::order;
use accord::dispute::state::State;
use accord::dispute::{Rules, fold};
use accord::json::Json;
use accord::ordered::Map;
use proptest::prelude::*;
use proptest::sample::{Index, Selector};

use super::any_pack::{any_pack, procedure};
use super::walk::{Log, Turn, beginning, each_track, hours_after, play, procedures, walk};

/// The events of a log, each written by one who had seen the one before.
fn chain(author: &str, root: Option<&Event>, log: Log) -> Vec<Event> {
    let mut events: Vec<Event> = Vec::new();
    for (salt, (happening, at)) in log.into_iter().enumerate() {
        let before = events.last().or(root);
        let entry = Entry {
            at: to_utc(at.local()).and_utc(),
            author: Author(author.into()),
            dispute: before.map(|event| event.dispute().clone()),
            prev: before.map(|event| event.id.clone()).into_iter().collect(),
            happening,
        };
        // Words make two entries that say the same at one moment two events.
        let words = Map::from([("text".to_owned(), Json::Text(salt.to_string()))]);
        let id = EventId::of(&encode(&entry, &words, [0; 16]).payload);
        events.push(Event { id, entry, words: Words::Said(words) });
    }
    events
}

/// Where a dispute stands by the events that have arrived.
fn told(rules: &Rules<'_>, events: &[Event], now: Moment) -> State {
    let history = order(events);
    let moments = moments(&history, now);
    let weighed = weigh(&history, rules, &|_| true);
    let log =
        weighed.counting.iter().map(|place| (&history.placed[*place].entry.happening, moments[*place].at));
    fold(rules, log).at(rules, now)
}

/// The same set of events is the same dispute, in whatever order and however often they arrive; and
/// what has arrived so far keeps its order when more comes.
fn arrives(
    rules: &Rules<'_>,
    start: Moment,
    turns: [&[Turn]; 3],
    shuffle: &[Index],
) -> Result<(), TestCaseError> {
    let (state, now, log) = play(rules, &State::default(), start, turns[0]);
    if log.is_empty() {
        return Ok(());
    }
    let shared = chain("one", None, log);
    prop_assert_eq!(&told(rules, &shared, now), &state, "what one hand wrote is not what it saw");
    let mut events = shared.clone();
    let mut end = now;
    for (author, turns) in [("one", turns[1]), ("other", turns[2])] {
        let (_, then, log) = play(rules, &state, now, turns);
        events.extend(chain(author, shared.last(), log));
        end = end.max(then);
    }
    let told_in_order = told(rules, &events, end);
    let mut shuffled = events.clone();
    for (place, index) in shuffle.iter().enumerate() {
        let (one, other) = (place % shuffled.len(), index.index(shuffled.len()));
        shuffled.swap(one, other);
    }
    shuffled.extend(events.iter().take(3).cloned());
    prop_assert_eq!(&order(&shuffled), &order(&events));
    prop_assert_eq!(weigh(&order(&shuffled), rules, &|_| true), weigh(&order(&events), rules, &|_| true));
    prop_assert_eq!(&told(rules, &shuffled, end), &told_in_order);

    let arrived: Vec<Event> = shuffled[..shuffled.len() / 2].to_vec();
    let so_far: Vec<&EventId> = order(&arrived).placed.iter().map(|event| &event.id).collect();
    let whole = order(&events);
    let kept: Vec<&EventId> =
        whole.placed.iter().map(|event| &event.id).filter(|id| so_far.contains(id)).collect();
    prop_assert_eq!(kept, so_far);
    Ok(())
}

/// Words change nothing but what was said; time that passes in two steps passes as in one.
fn words_change_nothing(
    rules: &Rules<'_>,
    start: Moment,
    turns: &[Turn],
    places: &[Index],
) -> Result<(), TestCaseError> {
    let (state, now, log) = play(rules, &State::default(), start, turns);
    if log.is_empty() {
        return Ok(());
    }
    let mut spoken: Vec<(Happening, Moment)> = log;
    for (nth, index) in places.iter().enumerate() {
        let place = 1 + index.index(spoken.len());
        let said = [
            Happening::Noted {},
            Happening::Discussed {},
            Happening::DelayNoted { duty: None },
            Happening::Corrected { entry: "any".to_owned().into() },
            Happening::Confirmed { agreed: true, entry: "any".to_owned().into() },
        ];
        let at = spoken[place - 1].1;
        spoken.insert(place, (said[nth % said.len()].clone(), at));
    }
    let with_words = fold(rules, spoken.iter().map(|(what, at)| (what, *at)));
    prop_assert_eq!(&with_words.at(rules, now), &state);
    let (soon, late) = (hours_after(now, 90), hours_after(now, 2000));
    prop_assert_eq!(state.at(rules, soon).at(rules, late), state.at(rules, late));
    Ok(())
}

/// A log in no order, under rules that it was not written under, is told all the same, each time alike.
fn is_always_told(
    rules: &Rules<'_>,
    log: &[(Happening, Moment)],
    shuffle: &[Selector],
) -> Result<(), TestCaseError> {
    let torn: Vec<&(Happening, Moment)> = shuffle.iter().filter_map(|one| one.try_select(log)).collect();
    let tell = || fold(rules, torn.iter().map(|(what, at)| (what, *at)));
    let state = tell();
    prop_assert_eq!(&state, &tell());
    prop_assert!(state.place.as_ref().is_none_or(|place| rules.step(place).is_some()));
    let mut keys: Vec<String> =
        state.owed.iter().filter(|owed| owed.is_outstanding()).map(|owed| owed.key()).collect();
    keys.sort();
    prop_assert!(keys.windows(2).all(|pair| pair[0] != pair[1]), "a duty is outstanding twice");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases.div_ceil(64)))]

    #[test]
    fn the_same_set_is_the_same_dispute_however_it_arrives(
        start in beginning(), shared in walk(), one in walk(), other in walk(),
        shuffle in prop::collection::vec(any::<Index>(), 60),
    ) {
        each_track(procedures(), |rules| arrives(rules, start, [&shared, &one, &other], &shuffle))?;
    }

    #[test]
    fn notes_discussions_and_delays_change_nothing_wherever_they_stand(
        start in beginning(), turns in walk(), places in prop::collection::vec(any::<Index>(), 1..6),
    ) {
        each_track(procedures(), |rules| words_change_nothing(rules, start, &turns, &places))?;
    }

    #[test]
    fn any_log_is_told_under_any_rules(
        text in any_pack(), start in beginning(), turns in walk(),
        shuffle in prop::collection::vec(any::<Selector>(), 0..40),
    ) {
        let made_up = procedure(&text);
        let mut log = Log::new();
        let mut write = |rules: &Rules<'_>| {
            log.extend(play(rules, &State::default(), start, &turns).2);
            Ok(())
        };
        each_track(procedures(), &mut write)?;
        each_track(std::slice::from_ref(&made_up), &mut write)?;
        each_track(procedures(), |rules| is_always_told(rules, &log, &shuffle))?;
        each_track(&[made_up], |rules| is_always_told(rules, &log, &shuffle))?;
    }
}

proptest! {
    #[test]
    fn the_same_set_is_the_same_dispute_under_any_pack(
        text in any_pack(), start in beginning(), shared in walk(), one in walk(), other in walk(),
        shuffle in prop::collection::vec(any::<Index>(), 60),
        places in prop::collection::vec(any::<Index>(), 1..6),
    ) {
        each_track(&[procedure(&text)], |rules| {
            arrives(rules, start, [&shared, &one, &other], &shuffle)?;
            words_change_nothing(rules, start, &shared, &places)
        })?;
    }
}
