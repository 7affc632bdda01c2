//! What a device makes of the entries that it has, and what must be true of that whatever they are.
//!
//! What the engine says is held to another way of finding it out: bits of who had seen what, and no order.

use std::collections::HashMap;

use accord::bundle::{SignedEvent, SignedReceipt, late_after, received};
use accord::calendar::Moment;
use accord::dispute::clocks::moments;
use accord::dispute::contest::weigh;
use accord::dispute::event::{Event, Happening, Words};
use accord::dispute::merge::order;
use accord::dispute::state::{State, Status};
use accord::dispute::{Rules, fold};
use accord::identity::{Kid, Received, Standing, Trust};
use accord::procedure::RiskEffect;

use super::histories::History;

/// Everything that a device says of its entries, as places in the history.
#[derive(Debug, PartialEq)]
pub struct Told {
    pub placed: Vec<usize>,
    /// The keys that sign on two devices.
    pub forked: Vec<String>,
    pub earlier: Vec<Vec<usize>>,
    pub pending: Vec<usize>,
    pub heads: Vec<usize>,
    pub moments: Vec<Moment>,
    pub counting: Vec<usize>,
    pub contested: Vec<usize>,
    /// How far each placed entry's signer is known, and whether it is late.
    pub standing: Vec<(Standing, bool)>,
    /// The number of the first receipt for each.
    pub covered: Vec<Option<i64>>,
    /// What lacks its words.
    pub erased: u64,
}

/// Where a dispute stands by these entries, all of whose signers are believed.
pub fn state_of(rules: &Rules<'_>, events: &[SignedEvent], now: Moment) -> State {
    let history = order(events.iter().map(SignedEvent::event));
    let moments = moments(&history, now);
    let weighed = weigh(&history, rules, &|_| true);
    let log =
        weighed.counting.iter().map(|place| (&history.placed[*place].entry.happening, moments[*place].at));
    fold(rules, log).at(rules, now)
}

/// Looks at what has arrived.
pub fn look(rules: &Rules<'_>, of: &History, here: &[SignedEvent], receipts: &[SignedReceipt]) -> Told {
    let places: HashMap<&str, usize> =
        of.events.iter().enumerate().map(|(place, event)| (event.event().id.0.as_str(), place)).collect();
    let place = |event: &Event| places[event.id.0.as_str()];
    let history = order(here.iter().map(SignedEvent::event));
    let counts = moments(&history, of.now);
    let covered = received(here, receipts);
    let standing = |event: &Event| standing_of(of, event, covered.get(&event.id).copied());
    let weighed = weigh(&history, rules, &|event| standing(event).counts());
    let late = |event: &Event| late_after(event, covered.get(&event.id).copied(), receipts).is_some();
    let is_erased = |event: &&SignedEvent| event.event().words == Words::Erased;
    let mut heads: Vec<usize> = history.heads.iter().map(|id| places[id.0.as_str()]).collect();
    heads.sort_unstable();
    Told {
        placed: history.placed.iter().map(|event| place(event)).collect(),
        forked: history.forked().iter().map(|ends| ends[0].entry.author.0.clone()).collect(),
        earlier: history.earlier.clone(),
        pending: history.pending.iter().map(|waits| place(waits.event)).collect(),
        heads,
        moments: counts.iter().map(|counts| counts.at).collect(),
        counting: weighed.counting.iter().map(|counts| place(history.placed[*counts])).collect(),
        contested: weighed.contested.iter().map(|side| place(side[0])).collect(),
        standing: history.placed.iter().map(|event| (standing(event), late(event))).collect(),
        covered: history.placed.iter().map(|event| covered.get(&event.id).map(|of| of.number)).collect(),
        erased: here.iter().filter(is_erased).fold(0, |bits, event| bits | 1 << place(event.event())),
    }
}

/// Where the dispute stands by what is told.
pub fn folded(rules: &Rules<'_>, of: &History, told: &Told) -> State {
    let at =
        |place: &usize| told.moments[told.placed.iter().position(|of| of == place).expect("it is placed")];
    let log = told.counting.iter().map(|place| (&of.events[*place].event().entry.happening, at(place)));
    fold(rules, log).at(rules, of.now)
}

fn standing_of(of: &History, event: &Event, received: Option<Received>) -> Standing {
    let asked = (event.entry.author.0.clone(), received.map(|received| received.number));
    if let Some(known) = of.known.borrow().get(&asked) {
        return *known;
    }
    let trust = Trust { certificates: &of.certificates, revocations: &of.revocations, enrolled: &[] };
    let now = chrono::DateTime::from_timestamp(1_800_000_000, 0).expect("a time");
    let standing = trust.of_entry(&Kid::from(&event.entry.author), received, now).0;
    of.known.borrow_mut().insert(asked, standing);
    standing
}

/// What a step event says, for whoever compares two.
#[derive(Clone, Debug, PartialEq)]
enum Says {
    Step(String),
    Tier,
    Reopened,
    Ends(String),
    Danger,
}

fn says(rules: &Rules<'_>, event: &Event) -> Option<Says> {
    Some(match &event.entry.happening {
        Happening::MovedToStep { to, .. } => Says::Step(to.to_string()),
        Happening::TierAdded {} => Says::Tier,
        Happening::Reopened {} => Says::Reopened,
        Happening::Resolved { .. } => Says::Ends("resolved".into()),
        Happening::Closed { r#as, .. } => Says::Ends(["closed ", r#as.as_str()].concat()),
        Happening::RiskDeclared { .. } => match &rules.track.risk.effect {
            RiskEffect::Jumps(_) | RiskEffect::Stays | RiskEffect::LeavesLadder => Says::Danger,
        },
        _ => return None,
    })
}

fn bits(places: &[usize]) -> u64 {
    places.iter().fold(0, |bits, place| bits | 1 << place)
}

/// An entry is received by the first receipt whose entries it led to, and late where an earlier one claims to be after it.
fn check_receipts(of: &History, here: u64, told: &Told, receipts: &[SignedReceipt]) -> Result<(), String> {
    for (rank, place) in told.placed.iter().enumerate() {
        let entry = of.events[*place].event();
        let covers = |receipt: &&SignedReceipt| {
            let of_head =
                |head: usize| here >> head & 1 == 1 && (of.seen[head] | 1 << head) >> place & 1 == 1;
            let heads = &receipt.content().heads;
            (0..of.events.len()).any(|head| heads.contains(&of.events[head].event().id) && of_head(head))
        };
        let first = receipts.iter().filter(covers).map(|receipt| receipt.content().number).min();
        // Half-way the entries between may be missing: then it is not known yet.
        if told.pending.is_empty() && first != told.covered[rank] {
            return Err(format!("entry {place} is received by {:?}, not by {first:?}", told.covered[rank]));
        }
        let late = receipts.iter().map(SignedReceipt::content).any(|receipt| {
            told.covered[rank].is_none_or(|own| receipt.number < own) && entry.entry.at < receipt.at
        });
        if late != told.standing[rank].1 {
            return Err(format!("entry {place} is late: {}", told.standing[rank].1));
        }
    }
    Ok(())
}

/// What must be true of what is told, whatever has arrived.
pub fn check(
    rules: &Rules<'_>,
    of: &History,
    here: u64,
    receipts: &[SignedReceipt],
    told: &Told,
    state: &State,
) -> Result<(), String> {
    let seen = &of.seen;
    let has = |bits: u64, place: usize| bits >> place & 1 == 1;
    let must = |holds: bool, what: &str| if holds { Ok(()) } else { Err(what.to_owned()) };
    // Nothing is lost, and what waits waits for something.
    let whole = |place: usize| !has(of.orphans, place) && seen[place] & !here == 0;
    let every = || (0..of.events.len()).filter(|place| has(here, *place));
    must(bits(&told.placed) == every().filter(|place| whole(*place)).fold(0, |b, p| b | 1 << p), "placed")?;
    must(
        bits(&told.pending) == every().filter(|place| !whole(*place)).fold(0, |b, p| b | 1 << p),
        "pending",
    )?;
    must(told.placed.len() + told.pending.len() == here.count_ones() as usize, "an entry is lost")?;
    let placed = bits(&told.placed);
    let under_others = told.placed.iter().fold(0, |bits, place| bits | seen[*place]);
    must(bits(&told.heads) == placed & !under_others, "heads")?;
    let author = |place: usize| &of.events[place].event().entry.author.0;
    let unseen_by_its_own = |place: &usize| {
        let mut later = told.placed.iter().filter(|other| author(**other) == author(*place));
        later.all(|other| !has(seen[*other], *place))
    };
    let tips: Vec<&String> = told.placed.iter().copied().filter(unseen_by_its_own).map(author).collect();
    let twice = |one: &&String| tips.iter().filter(|other| *other == one).count() > 1;
    let forked: Vec<&String> = tips.iter().copied().filter(twice).collect();
    must(
        told.forked.iter().all(|key| forked.contains(&key))
            && forked.iter().all(|key| told.forked.contains(key)),
        "who signs on two devices",
    )?;
    for (rank, place) in told.placed.iter().enumerate() {
        let before = bits(&told.placed[..rank]);
        must(seen[*place] & !before == 0, "an entry stands before what its author had seen")?;
    }
    check_receipts(of, here, told, receipts)?;
    // Whatever is no step counts where its signer does; so does every danger.
    let says: Vec<Option<Says>> = of.events.iter().map(|event| says(rules, event.event())).collect();
    let counting = bits(&told.counting);
    let mut heard = 0;
    for (rank, place) in told.placed.iter().enumerate() {
        let danger = says[*place] == Some(Says::Danger);
        let counts = told.standing[rank].0.counts() || danger;
        heard |= u64::from(counts) << place;
        let step = says[*place].is_some() && !danger;
        must(
            has(counting, *place) == counts || (step && counts),
            "what is no step is left out, or counts unheard",
        )?;
    }
    let steps: Vec<usize> =
        told.placed.iter().copied().filter(|p| has(heard, *p) && says[*p].is_some()).collect();
    let is_danger = |place: usize| says[place] == Some(Says::Danger);
    let apart = |one: usize, other: usize| !has(seen[one], other) && !has(seen[other], one) && one != other;
    let twins = |one: usize, other: usize| says[one] == says[other] && apart(one, other) && !is_danger(one);
    let own: Vec<usize> = steps.iter().copied().filter(|place| !is_danger(*place)).collect();

    // A dispute has ended only by the word of somebody who had seen every open branch, or one that says the same.
    let has_ended = matches!(state.status, Status::Resolved | Status::Closed(_));
    if has_ended {
        let stands = |end: usize| own.iter().any(|o| has(counting, *o) && (*o == end || twins(*o, end)));
        let ends = own.iter().filter(|place| matches!(says[**place], Some(Says::Ends(_))) && stands(**place));
        // What a broken program writes upon an end, no other can place.
        let is_out_of_place = |place: usize| {
            let before = own.iter().copied().filter(|other| has(seen[place], *other));
            let mut last = before.clone().filter(|one| !before.clone().any(|other| has(seen[other], *one)));
            last.any(|one| matches!(says[one], Some(Says::Ends(_))))
        };
        let covers_all = |end: usize| {
            let mut reach = seen[end] | 1 << end;
            loop {
                let known = |place: usize| {
                    has(reach, place) || own.iter().any(|o| has(reach, *o) && twins(*o, place))
                };
                let more =
                    own.iter().filter(|place| known(**place)).fold(reach, |r, p| r | 1 << p | seen[*p]);
                if more == reach {
                    break;
                }
                reach = more;
            }
            steps.iter().all(|place| match &says[*place] {
                Some(Says::Danger) => has(seen[end], *place),
                Some(Says::Ends(_)) => true,
                Some(Says::Step(_) | Says::Tier) if is_out_of_place(*place) => true,
                _ => has(reach, *place),
            })
        };
        must(ends.copied().any(covers_all), "it has ended while a branch is open")?;
    }
    // Where every branch ends it alike, and one of them had seen every danger, it has ended.
    let mut lasts = own.iter().filter(|place| own.iter().all(|other| !has(seen[*other], **place))).copied();
    let dangers = bits(&steps) & !bits(&own);
    let alike = |place: usize| {
        matches!(says[place], Some(Says::Ends(_))) && lasts.clone().all(|other| says[other] == says[place])
    };
    let knew = lasts.clone().any(|place| seen[place] & dangers == dangers);
    if lasts.clone().next().is_some_and(alike) && knew && state.status != Status::None {
        must(has_ended, "all agree that it has ended, and it is open")?;
    }
    // The last word of each branch is in force, or it is said that they differ.
    for place in lasts.by_ref() {
        let in_force =
            own.iter().any(|other| has(counting, *other) && (*other == place || twins(*other, place)));
        let overruled = steps.iter().any(|other| is_danger(*other) && apart(*other, place));
        // Somebody went on from the same word of another.
        let twin_of = |other: usize| own.iter().any(|twin| twins(*twin, place) && has(seen[other], *twin));
        let answered = own.iter().any(|other| twin_of(*other));
        must(
            in_force || overruled || answered || !told.contested.is_empty(),
            "a last word does not count, and nobody is told",
        )?;
    }
    must(told.contested.len() != 1, "one alone contradicts nobody")?;
    for (n, one) in told.contested.iter().enumerate() {
        must(own.contains(one), "what is contested is no step that is heard")?;
        let differs = |other: &usize| says[*one] != says[*other] || !twins(*one, *other);
        must(told.contested[..n].iter().all(differs), "two that say the same contradict each other")?;
    }
    Ok(())
}
