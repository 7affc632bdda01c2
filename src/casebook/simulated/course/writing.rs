//! What the two people of a dispute do: they wait, take in what came, do one of the things that are offered, send.

use chrono::{Days, NaiveTime, TimeDelta};

use super::{Fate, Message, Writing};
use crate::bundle::{self, Export, SignedEvent};
use crate::calendar::{Moment, london};
use crate::casebook::acting::parents;
use crate::casebook::order::answers::command;
use crate::casebook::order::begin::{OPEN, RISK, open, risk};
use crate::casebook::order::offers::offers;
use crate::casebook::sealing::sealed;
use crate::casebook::show::sight::Sight;
use crate::casebook::simulated::forms::{filled, is_step, weight};
use crate::casebook::simulated::{NotMade, at_once, mail};
use crate::casebook::views::{Action, ActionKind, Readiness};
use crate::clock::random;
use crate::dispute::event::{Author, Entry, Event, EventId, Happening, Under};
use crate::dispute::merge::{heads, order};
use crate::dispute::state::State;
use crate::dispute::{Accepted, Rules, decide};
use crate::identity::{Kid, PublicKey};

impl Writing<'_> {
    pub(super) fn begin(
        &mut self,
        rules: &Rules<'_>,
        under: &Under,
        parties: [&String; 2],
    ) -> Result<(), NotMade> {
        self.later();
        let (state, now) = (State::default(), self.now());
        let sight = Sight { rules, earlier: &[], state: &state, now, agency: None };
        let (opening, danger) = (open(&sight), risk(&sight));
        let mut accepted = None;
        for attempt in 0..20 {
            // Where nothing opens it, a danger does: that is never refused.
            let (id, form) = if attempt < 19 { (OPEN, &opening) } else { (RISK, &danger) };
            let mut answers = filled(form, &self.dice, now);
            answers.insert("raising".to_owned(), vec![parties[0].clone()]);
            answers.insert("other".to_owned(), vec![parties[1].clone()]);
            let Ok(ordered) = command(&sight, id, &answers) else { continue };
            if let Ok(decided) = decide(&state, rules, under, &ordered, now) {
                accepted = Some(decided);
                break;
            }
        }
        let accepted = accepted.unwrap_or_else(|| unreachable!("a danger is never refused"));
        self.put(0, accepted, Vec::new());
        self.send(0, Fate::Arrives)
    }

    pub(super) fn go_on(&mut self) -> Result<(), NotMade> {
        let entries = 7 + self.dice.below(7);
        let mut quarrel = self.dice.one_in(5).then(|| 3 + self.dice.below(4));
        for _ in 0..entries * 2 {
            if self.events.len() >= entries {
                break;
            }
            self.later();
            if quarrel.is_some_and(|at| self.events.len() >= at) {
                quarrel = None;
                self.quarrel()?;
                continue;
            }
            let side = self.dice.below(2);
            self.take_in(side);
            if self.sides[side].has.is_empty() {
                continue;
            }
            if self.act(side, &|kind| weight(kind)) && self.dice.one_in(2) {
                let fate = match self.dice.below(10) {
                    0 => Fate::Lost,
                    1 => Fate::Late,
                    2 => Fate::Twice,
                    _ => Fate::Arrives,
                };
                self.send(side, fate)?;
            }
            if self.dice.one_in(4) {
                self.receipt();
            }
        }
        // Whoever wrote last lets the others know, as a rule.
        self.later();
        let fate = if self.dice.one_in(8) { Fate::Lost } else { Fate::Arrives };
        let last = usize::from(self.sides[1].has.last() > self.sides[0].has.last());
        self.send(last, fate)
    }

    /// Both know the same, and then each takes a step without seeing the other's.
    fn quarrel(&mut self) -> Result<(), NotMade> {
        let everything: Vec<usize> = (0..self.events.len()).collect();
        for side in [0, 1] {
            self.sides[side].has.clone_from(&everything);
        }
        for side in [0, 1] {
            let step = |kind: ActionKind| if is_step(kind) { weight(kind) } else { 0 };
            if !self.act(side, &step) {
                self.act(side, &|kind| weight(kind));
            }
            self.dice.go_to(self.dice.now() + TimeDelta::minutes(40));
        }
        self.send(0, Fate::Arrives)?;
        self.send(1, Fate::Arrives)
    }

    /// What has arrived for somebody by now.
    fn take_in(&mut self, side: usize) {
        let (person, now) = (self.sides[side].person, self.dice.now());
        let came = |of: &&Message| of.to == person && of.fate != Fate::Lost && of.arrives <= now;
        for message in self.messages.iter().filter(came) {
            for entry in &message.entries {
                if !self.sides[side].has.contains(entry) {
                    self.sides[side].has.push(*entry);
                }
            }
        }
    }

    /// Does one of the things that are offered, chosen by weight; whether any of those tried was accepted.
    fn act(&mut self, side: usize, weight: &dyn Fn(ActionKind) -> usize) -> bool {
        let kid = self.partnership.people[self.sides[side].person].kid();
        let (dice, now) = (&self.dice, self.now());
        let done = self.seen(&self.sides[side].has, Some(side), |seen| {
            let offered = offers(&seen.sight, seen.under);
            let ready: Vec<&Action> =
                offered.iter().filter(|action| action.readiness == Readiness::Ready).collect();
            let all: usize = ready.iter().map(|action| weight(action.kind)).sum();
            for _ in 0..12 {
                let mut drawn = dice.below(all);
                let chosen = ready.iter().find(|action| {
                    let own = weight(action.kind);
                    let is_it = drawn < own;
                    drawn = drawn.saturating_sub(own);
                    is_it
                });
                let Some(action) = chosen else { break };
                let answers = filled(action, dice, now);
                let Ok(ordered) = command(&seen.sight, &action.id, &answers) else { continue };
                let decided = decide(seen.sight.state, seen.sight.rules, seen.under, &ordered, now);
                if let Ok(accepted) = decided {
                    return Some((accepted, parents(seen.history, &kid)));
                }
            }
            None
        });
        let Some((mut accepted, prev)) = done else { return false };
        // Only what begins a record pins its rules.
        if let Happening::RiskDeclared { under, .. } = &mut accepted.happening {
            *under = None;
        }
        self.put(side, accepted, prev);
        true
    }

    fn put(&mut self, side: usize, accepted: Accepted, prev: Vec<EventId>) {
        let Accepted { happening, words } = accepted;
        let signer = &self.partnership.people[self.sides[side].person];
        let dispute = self.events.first().map(|first| first.event().id.clone());
        let (at, author) = (self.dice.now(), Author::from(&signer.kid()));
        let entry = Entry { at, author, dispute, prev, happening };
        let signed = signer.signing.sign(bundle::event(entry, words, random(self.dice.clock())));
        self.sides[side].has.push(self.events.len());
        self.events.push(signed);
    }

    /// Sends all that one side has to the other and the desk.
    fn send(&mut self, side: usize, fate: Fate) -> Result<(), NotMade> {
        let is_sealed = self.dice.one_in(4);
        let (from, to) = (self.sides[side].person, self.sides[1 - side].person);
        let entries = self.sides[side].has.clone();
        let readers = [self.partnership.people[to].opening.public, self.partnership.desk.public];
        let file = self.file(from, &entries, if is_sealed { &readers } else { &[] })?;
        let sent = self.dice.now();
        let delay = match fate {
            Fate::Late => TimeDelta::days(18 + self.dice.below(30) as i64),
            _ => TimeDelta::minutes(2 + self.dice.below(300) as i64),
        };
        let people = [&self.partnership.people[from], &self.partnership.people[to]];
        let mail = mail::message(&self.dice, people, sent, is_sealed, &file);
        self.messages.push(Message { to, sent, arrives: sent + delay, fate, is_sealed, entries, mail });
        self.dice.go_to(self.dice.now() + TimeDelta::minutes(1));
        Ok(())
    }

    /// The signed file of some entries, sealed to these keys and the sender's.
    pub(super) fn file(
        &self,
        from: usize,
        entries: &[usize],
        readers: &[PublicKey],
    ) -> Result<String, NotMade> {
        let sender = &self.partnership.people[from];
        let mut keys = readers.to_vec();
        if !keys.is_empty() && !keys.contains(&sender.opening.public) {
            keys.push(sender.opening.public);
        }
        let kids: Vec<Kid> = keys.iter().map(PublicKey::kid).collect();
        let events: Vec<SignedEvent> = entries.iter().map(|place| self.events[*place].clone()).collect();
        let export = Export {
            at: self.dice.now(),
            exporter: &sender.kid(),
            enrolments: &self.enrolments,
            of_members: &[],
            procedures: &self.carried,
            to: &kids,
            events: &events,
        };
        let unsound =
            |why: bundle::ExportError| NotMade::Unwritten(std::io::Error::other(format!("{why:?}")));
        let text = sender.signing.sign(export.unsigned().map_err(unsound)?).to_text().map_err(unsound)?;
        if keys.is_empty() {
            return Ok(text);
        }
        let sealing = at_once(sealed(self.dice.clock(), &text, &keys));
        sealing.map_err(|why| NotMade::Unwritten(std::io::Error::other(why.told().happened)))
    }

    fn receipt(&mut self) {
        let now = self.dice.now();
        let came = |of: &&Message| of.fate != Fate::Lost && of.arrives <= now;
        let mut has: Vec<usize> =
            self.messages.iter().filter(came).flat_map(|of| of.entries.clone()).collect();
        has.sort_unstable();
        has.dedup();
        let events: Vec<&Event> = has.iter().map(|place| self.events[*place].event()).collect();
        let history = order(events);
        let last: Vec<EventId> = heads(&history.placed).map(|event| event.id.clone()).collect();
        if let (Some(first), false) = (self.events.first(), last.is_empty()) {
            let dispute = first.event().id.clone();
            self.receipts.push(self.partnership.receipt(now, &dispute, last));
        }
    }

    pub(super) fn now(&self) -> Moment {
        Moment::from_utc(self.dice.now().naive_utc())
    }

    /// Some time passes, and it is a working day in office hours again.
    fn later(&self) {
        let days = [0, 0, 1, 1, 2, 3, 5][self.dice.below(7)];
        let minutes = TimeDelta::minutes(20 + self.dice.below(200) as i64);
        let mut local = self.now().local() + minutes + TimeDelta::days(days);
        let open = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default();
        if local.time() >= open(17) {
            local = (local.date() + Days::new(1)).and_time(open(9)) + minutes / 4;
        }
        while !self.calendar.is_working_day(local.date()) {
            local = (local.date() + Days::new(1)).and_time(open(9)) + minutes / 4;
        }
        if local.time() < open(8) {
            local = local.date().and_time(open(8)) + minutes / 4;
        }
        self.dice.go_to(london::to_utc(local).and_utc());
    }
}
