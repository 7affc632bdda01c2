//! One dispute, whole: the log under its rules, put together for a screen.

use crate::ordered::Map;

use super::at_duty::at_duties;
use super::paper::forms;
use super::run::{Change, Run, run};
use super::sight::Sight;
use super::unsaid::{is_wordless, unsaid};
use super::{anomalies, duties, ladder, of_entry, timeline};
use crate::bundle::SignedEvent;
use crate::calendar::{Calendar, Due, Moment};
use crate::casebook::calendars::told;
use crate::casebook::order::of_entry::{about, confirmation, correction};
use crate::casebook::order::offers::{offers, protection};
use crate::casebook::order::ways::lead_on;
use crate::casebook::packs::Packs;
use crate::casebook::partnership::Partnership;
use crate::casebook::views::{
    ActionKind, ChildLine, Danger, DisputeRow, DisputeView, DutyLine, DutyState, FactLine, PackHere, Part,
    Party, Standpoint, Status, TimelineEntry, Travel, Whose,
};
use crate::dispute::contest::{Weighed, weigh};
use crate::dispute::event::{EventId, Happening, Under};
use crate::dispute::merge::{History, order};
use crate::dispute::{Rules, due, state};
use crate::identity::{Kid, Member};
use crate::procedure::{FactScope, FactValue, RiskEffect};
use crate::vault::record::RecountRecord;
use crate::words::entries as words;

/// Everything that a view of one dispute is reckoned from.
pub struct Record<'a> {
    /// The entries that are here.
    pub events: &'a [SignedEvent],
    /// How many more are here and cannot be read.
    pub unread: usize,
    /// Those that were here and are not, by the beginnings of their ids.
    pub lost: String,
    /// How many of these are gone.
    pub gone: usize,
    /// Where entries have been; absent = here only.
    pub travel: &'a Map<EventId, Travel>,
    /// Who has enrolled.
    pub members: &'a [Member],
    /// What partnerships say of them.
    pub partnership: Partnership<'a>,
    /// The key of this casebook; the desk has none.
    pub own: Option<&'a Kid>,
    /// The person's agency.
    pub agency: Option<&'a str>,
    /// The closed days.
    pub calendar: &'a Calendar,
    /// What changes of the calendar moved, in all disputes, the earliest first.
    pub recounts: &'a [RecountRecord],
    /// The moment.
    pub now: Moment,
}

/// A dispute as it is seen.
pub struct Seen<'a> {
    /// Its state under its rules.
    pub sight: Sight<'a>,
    /// What its log pins.
    pub under: &'a Under,
    /// Its entries in their order.
    pub history: &'a History<'a>,
    /// Which of them count, and what is contested.
    pub weighed: &'a Weighed<'a>,
    /// The run of those that count.
    pub run: &'a Run,
    /// Whether the pack of the log is here.
    pub here: PackHere,
    /// What it began under, where that is not here and it was moved since.
    pub began_elsewhere: Option<&'a Under>,
    pub(in crate::casebook) record: Record<'a>,
}

impl Record<'_> {
    /// Folds the log under the pack that it pins, and looks at it. A log whose pack is not here is
    /// looked at under an empty procedure: everything is shown, nothing is reckoned.
    pub fn seen<T>(self, packs: &Packs, look: impl FnOnce(&Seen<'_>) -> T) -> T {
        let (mut look, mut found) = (Some(look), None);
        self.shown_to(packs, &mut |seen| found = look.take().map(|look| look(seen)));
        found.unwrap_or_else(|| unreachable!("whatever is recorded is shown once"))
    }

    /// As [`Self::seen`], one function for whatever is looked for.
    #[inline(never)]
    fn shown_to(self, packs: &Packs, look: &mut dyn FnMut(&Seen<'_>)) {
        let history = order(self.events.iter().map(SignedEvent::event));
        let mut pinned = history.placed.iter().filter_map(|event| event.pins().cloned());
        let first = pinned.next().unwrap_or_else(nothing_pinned);
        let (pack, here) = packs.pinned(&first);
        let empty = super::unknown::procedure(&first);
        let rules = pack.and_then(|pack| Rules::new(pack.procedure(), &first.track, self.calendar));
        let here = if rules.is_some() { here } else { PackHere::Missing };
        let Some(rules) = rules.or_else(|| Rules::new(&empty, &first.track, self.calendar)) else {
            unreachable!("the empty procedure has the track that it was made with")
        };
        let moved: Vec<(usize, &Under)> = moves(&history).collect();
        let versions: Vec<Option<Rules<'_>>> =
            moved.iter().map(|(_, under)| packs.rules(under, self.calendar)).collect();
        let changes = moved.iter().zip(&versions);
        let changes: Vec<Change<'_, '_>> =
            changes.map(|((place, _), rules)| Change { place: *place, rules: rules.as_ref() }).collect();
        // Which of two steps is the higher one is told by the newest version that is here.
        let newest = versions.iter().rev().flatten().next().unwrap_or(&rules);
        let weighed = weigh(&history, newest, &|event| self.counts(event));
        let run = run(&rules, &changes, &history, &weighed.counting, self.now);
        let version = run.version.and_then(|change| Some((versions[change].as_ref()?, moved[change].1)));
        let before = &versions[..run.version.unwrap_or(0)];
        let earlier: Vec<&Rules<'_>> = match version {
            Some(_) => std::iter::once(&rules).chain(before.iter().flatten()).collect(),
            None => Vec::new(),
        };
        let began_elsewhere = (version.is_some() && here != PackHere::Same).then_some(&first);
        let (rules, under, here) = match version {
            Some((rules, under)) => (rules, under, PackHere::Same),
            None => (&rules, &first, here),
        };
        let sight = Sight { rules, earlier: &earlier, state: &run.state, now: self.now, agency: self.agency };
        let (history, weighed, run) = (&history, &weighed, &run);
        look(&Seen { sight, under, history, weighed, record: self, run, here, began_elsewhere })
    }
}

/// The placed entries that move the dispute to another version, with what they pin.
fn moves<'h>(history: &'h History<'_>) -> impl Iterator<Item = (usize, &'h Under)> {
    history.placed.iter().enumerate().filter_map(|(place, event)| match &event.entry.happening {
        Happening::MovedToVersion { under, .. } => Some((place, under)),
        _ => None,
    })
}

fn nothing_pinned() -> Under {
    Under {
        calendar: String::new(),
        digest: String::new(),
        procedure: "".into(),
        track: "".into(),
        version: String::new(),
    }
}

impl Seen<'_> {
    /// The dispute, whole.
    pub fn view(&self) -> DisputeView {
        let sight = &self.sight;
        let mut duties = duties::lines(sight);
        let mut ladder = ladder::rungs(sight, &self.run.stays, &duties);
        let timeline = self.timeline();
        let open = of_entry::unanswered(self);
        let shown = |id: &&EventId| timeline.iter().find(|entry| entry.id == id.0);
        let to_confirm: Vec<_> = open.outcomes.iter().chain(&open.talks).filter_map(shown).collect();
        let outcome = open.outcomes.first().and_then(shown).cloned();
        let mut actions =
            if self.here == PackHere::Missing { protection(sight) } else { offers(sight, self.under) };
        if actions.iter().any(|action| action.kind == ActionKind::Note) {
            actions.push(correction(&timeline));
            actions.extend(confirmation(&to_confirm));
            actions.extend(is_wordless(self).then(about));
        }
        lead_on(&mut actions);
        at_duties(sight, &mut duties, &actions);
        for recount in self.recounts() {
            let at = Moment::from_utc(recount.at.naive_utc());
            for (key, sentence) in told(recount) {
                // What was owed afresh since then was never reckoned otherwise.
                let of_duty = duties.iter_mut().filter(|line| line.key == key && line.opened <= at);
                of_duty
                    .filter_map(|line| line.why.as_mut())
                    .for_each(|why| why.reckoned_again.push(sentence.clone()));
            }
        }
        for rung in &mut ladder {
            let goes_there = actions.iter().find(|action| {
                matches!(action.kind, ActionKind::Move | ActionKind::Depart)
                    && action.id.split_once(':').is_some_and(|(_, step)| step == rung.step)
            });
            rung.action = goes_there.map(|action| action.id.clone());
        }
        let (not_exported, not_sent) = self.left_here();
        DisputeView {
            id: self.dispute(),
            title: sight.title(),
            now: sight.now,
            procedure: super::procedure::card(sight, self.under, self.here),
            status: self.status(),
            danger: self.danger(),
            parties: self.parties(),
            children: self.children(),
            facts: self.facts(FactScope::Case, |fact| sight.state.facts.get(fact).cloned().flatten()),
            grounds: sight.state.grounds.iter().map(|ground| timeline::ground_label(sight, ground)).collect(),
            ladder,
            at_step: super::guide::at_step(sight),
            looked: duties::looked(self, &duties),
            duties,
            not_exported,
            not_sent,
            anomalies: anomalies::told(self, &timeline),
            timeline,
            unsaid: unsaid(self, &actions),
            actions,
            voices: super::voices::voices(self),
            to_confirm: outcome,
            to_tell: of_entry::is_to_be_told(self),
            end_answered: of_entry::answer(self),
            end_unanswered: of_entry::answered(self).is_none(),
            forms: forms(sight.rules),
            pending: self.history.pending.len(),
            offer: None,
            last: None,
        }
    }

    /// One row of a list, and the duties that its dates come from.
    pub fn row(&self) -> (DisputeRow, Vec<DutyLine>) {
        let sight = &self.sight;
        let duties = duties::lines(sight);
        let owed = || duties.iter().filter(|duty| duty.state == DutyState::Outstanding);
        let events = self.record.events;
        let (not_exported, not_sent) = self.left_here();
        let changed = events.iter().map(|event| event.event().entry.at).max().unwrap_or_default();
        let row = DisputeRow {
            dispute: self.dispute(),
            title: sight.title(),
            children: sight.state.children.iter().map(|child| child.reference.clone()).collect(),
            partnership: sight.rules.procedure.about.partnership.clone(),
            step: sight.state.step().map(|step| sight.step_title(step)),
            status: self.status(),
            danger: sight.state.risk,
            to_confirm: !of_entry::unanswered(self).outcomes.is_empty(),
            to_tell: of_entry::is_to_be_told(self),
            end_answered: of_entry::answer(self),
            next: owed().find(|duty| duty.by.is_some()).cloned(),
            overdue: owed().filter(|duty| duty.is_overdue(sight.now)).count(),
            undated: owed()
                .filter(|duty| duty.by.is_none() && duty.whose != Whose::Theirs)
                .map(|duty| duty.what())
                .collect(),
            not_exported,
            not_sent,
            pending: self.history.pending.len(),
            changed: Moment::from_utc(changed.naive_utc()),
        };
        (row, duties)
    }

    /// The next date at which the passing of time alone may change something: that of an outstanding duty, or
    /// now where an entry claims a time that has not come.
    pub fn until(&self) -> Option<Due> {
        let (rules, state, now) = (self.sight.rules, self.sight.state, self.sight.now);
        let claimed = |event: &SignedEvent| Moment::from_utc(event.event().entry.at.naive_utc());
        if self.record.events.iter().any(|event| claimed(event) > now) {
            return Some(Due::At(now));
        }
        let outstanding = state.owed.iter().filter(|owed| owed.is_outstanding());
        let dates = outstanding.filter_map(|owed| due::counted(rules, state, owed).by);
        let standing = self.record.partnership.until().map(|at| Due::At(Moment::from_utc(at.naive_utc())));
        dates.filter(|date| !date.has_passed(now)).chain(standing).min_by_key(|date| date.rank())
    }

    /// Where it stands, in two words.
    pub fn standpoint(&self) -> Standpoint {
        let step = self.sight.state.step().map(|step| self.sight.step_title(step));
        Standpoint { step, status: self.status() }
    }

    /// The id of the dispute.
    pub fn dispute(&self) -> String {
        self.record.events.first().map(|event| event.event().dispute().0.clone()).unwrap_or_default()
    }

    /// What people call its status.
    pub fn status(&self) -> Status {
        match &self.sight.state.status {
            state::Status::None => Status::NotBegun,
            state::Status::Open => Status::Open,
            state::Status::Emergency => Status::Emergency,
            state::Status::Resolved => Status::Resolved,
            state::Status::Closed(closure) => {
                Status::Closed(timeline::closure(&self.sight, closure.as_str()))
            }
        }
    }

    /// The entries, newest first.
    pub fn timeline(&self) -> Vec<TimelineEntry> {
        let mut counts = vec![false; self.history.placed.len()];
        self.weighed.counting.iter().for_each(|place| counts[*place] = true);
        let placed = self.history.placed.iter().zip(counts).map(|(event, counts)| (*event, 0, counts));
        let waiting = self.history.pending.iter();
        let waiting = waiting.map(|waits| (waits.event, waits.missing.len().max(1), true));
        let entries = placed.chain(waiting).map(|(event, waits_for, counts)| {
            let signer = self.signer_at(&event.entry.author, Some(event));
            let mut entry = timeline::entry(&self.sight, event, signer, self.travel(event));
            let late = self.late(event);
            entry.is_late = late.is_some();
            entry.said.extend(late);
            let received = self.record.partnership.received(event);
            entry.received = received.map(|at| Moment::from_utc(at.naive_utc()));
            TimelineEntry { waits_for, outweighed: !counts && self.record.counts(event), ..entry }
        });
        let mut entries: Vec<_> = entries.collect();
        of_entry::beside(self, &mut entries);
        entries.reverse();
        entries
    }

    /// The key of this casebook.
    pub fn own(&self) -> Option<&Kid> {
        self.record.own
    }

    /// Whether a key is that of this casebook.
    pub fn is_own(&self, kid: &Kid) -> bool {
        self.record.own == Some(kid)
    }

    /// What changes of the calendar moved here.
    fn recounts(&self) -> impl Iterator<Item = &RecountRecord> {
        let dispute = self.dispute();
        self.record.recounts.iter().filter(move |recount| recount.dispute.0 == dispute)
    }

    fn danger(&self) -> Option<Danger> {
        let sight = &self.sight;
        if !sight.state.risk {
            return None;
        }
        let rule = &sight.rules.track.risk;
        let effect = match (&sight.state.status, &rule.effect) {
            (state::Status::Emergency, _) if sight.state.place.is_none() => words::DANGER_BESIDE.to_owned(),
            (state::Status::Emergency, _) => words::DANGER_HOLDS.to_owned(),
            (_, RiskEffect::Jumps(step)) => words::danger_jumped(&sight.step_title(step)),
            _ => words::DANGER_STAYS.to_owned(),
        };
        Some(Danger { say: rule.say.clone(), effect })
    }

    fn parties(&self) -> Vec<Party> {
        let state = self.sight.state;
        let raising = state.raising.iter().map(|agency| (agency, Part::Raising));
        let other = state.other.iter().map(|agency| (agency, Part::Other));
        let also = state.also.iter().map(|agency| (agency, Part::Also));
        let party = |(agency, part)| Party {
            label: self.sight.agency(agency),
            ours: self.sight.is_ours(agency),
            agency: agency.to_string(),
            part,
        };
        raising.chain(other).chain(also).map(party).collect()
    }

    fn children(&self) -> Vec<ChildLine> {
        let line = |child: &crate::dispute::event::Child| ChildLine {
            reference: child.reference.clone(),
            facts: self.facts(FactScope::Child, |fact| child.facts.get(fact).cloned().flatten()),
        };
        self.sight.state.children.iter().map(line).collect()
    }

    fn facts(
        &self,
        scope: FactScope,
        value: impl Fn(&crate::procedure::FactId) -> Option<FactValue>,
    ) -> Vec<FactLine> {
        let of_scope = self.sight.rules.procedure.facts.iter().filter(|fact| fact.scope == scope);
        let line = |fact: &crate::procedure::Fact| {
            let is = value(&fact.id);
            // What no rule reads is not asked, and not missed.
            (is.is_some() || self.sight.rules.reads(&fact.id)).then(|| FactLine {
                fact: fact.id.to_string(),
                ask: timeline::ask(&self.sight, &fact.id),
                is: is.as_ref().map(timeline::fact_said),
            })
        };
        of_scope.filter_map(line).collect()
    }
}
