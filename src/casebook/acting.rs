//! Orders that write: an event each, a discussion one more for each duty that it does, signed, sealed and
//! stored in one transaction.

use super::drafts::{CHOOSE, form_to_act, form_to_begin};
use super::order::answers::{NoCommand, command};
use super::order::asks::FIELD;
use super::order::begin::RISK;
use super::order::doubts::doubts;
use super::order::offers::{DISCUSS, DOES};
use super::order::refusals::refused;
use super::show::sight::Sight;
use super::stored::Stored;
use super::views::{Answers, DisputeView, Refused};
use super::{Casebook, CasebookError};
use crate::bundle::{self, MAX_PARENTS, SignedEvent};
use crate::clock::random;
use crate::dispute::command::Command;
use crate::dispute::event::{Author, Entry, Event, EventId, Happening, Under};
use crate::dispute::merge::{History, heads};
use crate::dispute::state::State;
use crate::dispute::{Accepted, Rules, decide};
use crate::identity::Kid;
use crate::ordered::by_key;
use crate::vault::record::{EventRecord, LastRecord, Origin};
use crate::vault::unlocked::{Of, Together};
use crate::words::refusals;

/// How the code of what is missing begins.
const MISSING: &str = "missing:";

/// The form that ordered something, what it answered, and the forms whose drafts end with it.
pub(super) struct Ordered<'a> {
    pub form: String,
    pub answers: &'a Answers,
    pub forms: &'a [&'a str],
}

impl Casebook {
    /// Begins a dispute: `action` is `open` or `risk`, the id of one of the track's two forms.
    ///
    /// # Errors
    /// [`CasebookError::Refused`] with every reason at once; nothing was stored.
    pub async fn begin(
        &self,
        procedure: &str,
        track: &str,
        action: &str,
        answers: &Answers,
    ) -> Result<DisputeView, CasebookError> {
        let stored = self.stored(Of::Nothing).await?;
        let packs = stored.packs.clone();
        let pack = packs.named(procedure).ok_or(CasebookError::NoSuchProcedure)?;
        let calendar = &*stored.calendar;
        let rules =
            Rules::new(pack.procedure(), &track.into(), calendar).ok_or(CasebookError::NoSuchProcedure)?;
        let under = Under {
            calendar: calendar.version.clone(),
            digest: pack.digest().to_owned(),
            procedure: pack.procedure().id.clone(),
            track: rules.track.id.clone(),
            version: pack.procedure().version.clone(),
        };
        let state = State::default();
        let sight = Sight { rules: &rules, earlier: &[], state: &state, now: self.now(), agency: None };
        let accepted = ordered(&sight, &under, action, answers)?;
        let event = self.entry(None, Vec::new(), accepted).await?;
        let form = form_to_begin(procedure, track);
        let ordered = Ordered { form: form.clone(), answers, forms: &[CHOOSE, &form] };
        self.keep(stored, vec![event], action, ordered).await
    }

    /// Does what an action of that dispute offers. Reads the log afresh first, so that what
    /// another tab wrote in between is part of the decision.
    ///
    /// # Errors
    /// [`CasebookError::Refused`] with every reason at once; nothing was stored.
    pub async fn act(
        &self,
        dispute: &str,
        action: &str,
        answers: &Answers,
    ) -> Result<DisputeView, CasebookError> {
        self.act_ending(dispute, action, answers, &[&form_to_act(dispute, action)]).await
    }

    /// The same, where other drafts end with it, or none.
    pub(super) async fn act_ending(
        &self,
        dispute: &str,
        action: &str,
        answers: &Answers,
        forms: &[&str],
    ) -> Result<DisputeView, CasebookError> {
        let (stored, id) = self.stored_of(dispute).await?;
        let (accepted, parents) = stored.record(&id, &self.own, self.now()).seen(&stored.packs, |seen| {
            (all_ordered(&seen.sight, seen.under, action, answers), parents(seen.history, &self.own))
        });
        let mut accepted = accepted?;
        let Some(first) = accepted.first_mut() else { return Err(CasebookError::NoSuchAction) };
        if let Happening::Corrected { entry } | Happening::Confirmed { entry, .. } = &first.happening {
            let events = stored.events.get(&id).into_iter().flatten();
            let named = events.map(SignedEvent::event).find(|event| event.id == *entry);
            let own = |event: &&Event| Kid::from(&event.entry.author) == self.own;
            match (named, &first.happening) {
                (None, _) => return Err(CasebookError::Answers(vec![no_such_entry()])),
                (Some(event), Happening::Confirmed { .. }) if own(&event) => {
                    return Err(CasebookError::Answers(vec![own_entry()]));
                }
                _ => {}
            }
        }
        // Only what begins a record pins its rules; the entry that began this one may not have come.
        if let Happening::RiskDeclared { under, .. } = &mut first.happening {
            *under = None;
        }
        let (mut events, mut prev) = (Vec::new(), parents);
        for accepted in accepted {
            let event = self.entry(Some(id.clone()), prev, accepted).await?;
            prev = vec![event.event().id.clone()];
            events.push(event);
        }
        self.keep(stored, events, action, Ordered { form: form_to_act(dispute, action), answers, forms })
            .await
    }

    /// What happened, signed, and read back: what could not be read again would be lost after "saved".
    pub(super) async fn entry(
        &self,
        dispute: Option<EventId>,
        prev: Vec<EventId>,
        accepted: Accepted,
    ) -> Result<SignedEvent, CasebookError> {
        let Accepted { happening, words } = accepted;
        let entry = Entry { at: self.clock.now(), author: Author::from(&self.own), dispute, prev, happening };
        let unsigned = bundle::event(entry, words, random(&*self.clock));
        let signature = self.vault.sign(&unsigned.signing_input()).await?;
        let event = unsigned.with_signature(signature);
        SignedEvent::from_record(&event.to_record()).map_err(CasebookError::Unrecordable)
    }

    /// Stores entries of one dispute, all or none, and that the drafts of these forms have ended; durable when
    /// it returns. That a child is in danger is stored in any case.
    pub(super) async fn keep(
        &self,
        mut stored: Stored,
        events: Vec<SignedEvent>,
        action: &str,
        ordered: Ordered<'_>,
    ) -> Result<DisputeView, CasebookError> {
        let Some(id) = events.first().map(|event| event.event().dispute().clone()) else {
            return Err(CasebookError::NoSuchAction);
        };
        let ids = events.iter().map(|event| event.event().id.clone()).collect();
        let upon = events.first().map(|event| event.event().entry.prev.clone()).unwrap_or_default();
        let Ordered { form, answers, forms } = ordered;
        // The tap that asks nothing was no form: what stands in one stays.
        let (form, forms) = if answers.is_empty() { (String::new(), &[][..]) } else { (form, forms) };
        let ended = self.ended(forms).await?;
        stored.last = Some(LastRecord { dispute: id.clone(), events: ids, form, said: answers.clone() });
        let mut entries = Vec::new();
        for event in events {
            entries.push(EventRecord {
                id: event.event().id.clone(),
                dispute: id.clone(),
                origin: Origin::Own,
                signed: super::exchange::text(event.to_record()),
                kept_at: self.clock.now(),
            });
            stored.events.entry(id.clone()).or_default().push(event);
            stored.held.entry(id.clone()).or_default().tally.entries += 1;
        }
        if action != RISK {
            self.check_room(&stored, &id, CasebookError::NoRoom)?;
        }
        // An entry is never here without the text that it is run under: a later build may have another.
        let packs = self.pack_of_build(&stored, &id).await?.into_iter().collect();
        let summary = self.summarised(&stored, &id);
        let summaries = vec![summary.kept()];
        let together = Together {
            entries,
            packs,
            upon,
            last: stored.last.clone(),
            summaries,
            ended,
            ..Together::default()
        };
        self.vault.keep_together(&together).await?;
        self.know(summary);
        Ok(self.view_of(&stored, &id))
    }
}

/// What the next entry of a device names as earlier: every head, as far as an entry may name them. Its
/// own come first, so that it never seems to have forked; those left over stay heads for the entries
/// after it. Where nothing is placed yet, what waits is named, and this waits with it.
pub(super) fn parents(history: &History<'_>, own: &Kid) -> Vec<EventId> {
    let waiting: Vec<&Event> = history.pending.iter().map(|waits| waits.event).collect();
    let here = if history.placed.is_empty() { &waiting } else { &history.placed };
    let mut named: Vec<&Event> = heads(here).rev().collect();
    by_key(&mut named, |event| event.entry.author.0 != own.0);
    named.truncate(MAX_PARENTS);
    named.into_iter().map(|event| event.id.clone()).collect()
}

fn no_such_entry() -> Refused {
    Refused {
        code: "unknown-entry".to_owned(),
        say: refusals::NO_SUCH_ENTRY.to_owned(),
        ask: Some("entry".to_owned()),
        duty: None,
    }
}

fn own_entry() -> Refused {
    Refused {
        code: "own-entry".to_owned(),
        say: refusals::OWN_ENTRY.to_owned(),
        ask: Some("entry".to_owned()),
        duty: None,
    }
}

/// What an answered form orders; where it records a discussion, the duties that were done by it too.
fn all_ordered(
    sight: &Sight<'_>,
    under: &Under,
    action: &str,
    answers: &Answers,
) -> Result<Vec<Accepted>, CasebookError> {
    let mut accepted = vec![ordered(sight, under, action, answers)?];
    let does = answers.get(DOES).filter(|_| action == DISCUSS);
    let of_duty =
        answers.iter().filter(|(id, _)| *id == "on" || **id == Refused::sure("on") || id.starts_with(FIELD));
    let of_duty: Answers = of_duty.map(|(id, said)| (id.clone(), said.clone())).collect();
    for key in does.into_iter().flatten() {
        accepted.push(ordered(sight, under, &["done:", key].concat(), &of_duty)?);
    }
    Ok(accepted)
}

/// What an answered form orders, decided.
fn ordered(
    sight: &Sight<'_>,
    under: &Under,
    action: &str,
    answers: &Answers,
) -> Result<Accepted, CasebookError> {
    let decided = |command: &Command| {
        decide(sight.state, sight.rules, under, command, sight.now)
            .map_err(|refusals| refused(sight, &refusals))
    };
    let command = command(sight, action, answers).map_err(|reason| match reason {
        NoCommand::NoSuchAction => CasebookError::NoSuchAction,
        NoCommand::Unreadable(mut unreadable, others) => {
            // What is missing beside it is said at once, and not at the next try.
            let mut reasons = others.and_then(|others| decided(&others).err()).unwrap_or_default();
            let is_told =
                |one: &Refused| unreadable.iter().any(|told| told.ask == one.ask || told.code == one.code);
            reasons.retain(|one| one.code.starts_with(MISSING) && !is_told(one));
            reasons.append(&mut unreadable);
            CasebookError::Answers(reasons)
        }
    })?;
    let accepted = decided(&command).map_err(CasebookError::Refused)?;
    match doubts(sight, action, answers) {
        doubts if doubts.is_empty() => Ok(accepted),
        doubts => Err(CasebookError::InDoubt(doubts)),
    }
}
