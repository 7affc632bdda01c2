//! Orders that write: one event each, signed, sealed and stored in one transaction.

use std::collections::BTreeMap;

use serde_json::Value;

use super::order::answers::{NoCommand, command};
use super::order::refusals::refused;
use super::show::sight::Sight;
use super::views::{Answers, DisputeView};
use super::{Casebook, CasebookError};
use crate::bundle::{self, SignedEvent};
use crate::calendar::Calendar;
use crate::clock::random;
use crate::dispute::event::{Author, Entry, EventId, Under};
use crate::dispute::state::State;
use crate::dispute::{Accepted, Rules, decide};
use crate::vault::record::{EventRecord, Origin};

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
        let pack = self.packs.named(procedure).ok_or(CasebookError::NoSuchProcedure)?;
        let calendar = Calendar::england_and_wales();
        let rules =
            Rules::new(pack.procedure(), &track.into(), &calendar).ok_or(CasebookError::NoSuchProcedure)?;
        let under = Under {
            calendar: calendar.version.to_owned(),
            digest: pack.digest().to_owned(),
            procedure: pack.procedure().id.clone(),
            track: rules.track.id.clone(),
            version: pack.procedure().version.clone(),
        };
        let state = State::default();
        let sight = Sight { rules: &rules, state: &state, now: self.now(), agency: None };
        let accepted = ordered(&sight, &under, action, answers)?;
        let event = self.write(None, Vec::new(), accepted).await?;
        self.dispute(&event.event().id.0).await
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
        let mut stored = self.stored().await?;
        let id = stored.id(dispute)?;
        let (accepted, heads) = stored.record(&id, &self.own, self.now()).seen(&stored.packs, |seen| {
            let mut heads = seen.history.heads.clone();
            heads.sort();
            (ordered(&seen.sight, seen.under, action, answers), heads)
        });
        let event = self.write(Some(id.clone()), heads, accepted?).await?;
        stored.events.entry(id.clone()).or_default().push(event);
        Ok(stored.record(&id, &self.own, self.now()).seen(&stored.packs, |seen| seen.view()))
    }

    /// Signs what happened and stores it; durable when it returns.
    async fn write(
        &self,
        dispute: Option<EventId>,
        prev: Vec<EventId>,
        accepted: Accepted,
    ) -> Result<SignedEvent, CasebookError> {
        let Accepted { happening, words } = accepted;
        let author = Author::from(&self.own);
        let entry = Entry { at: self.clock.now(), author, dispute, prev, happening };
        let event = self.signed(entry, words).await?;
        let signed = event.to_record();
        // What could not be read again would be lost after "saved".
        SignedEvent::from_record(&signed).map_err(CasebookError::Unrecordable)?;
        let record = EventRecord {
            id: event.event().id.clone(),
            dispute: event.event().dispute().clone(),
            origin: Origin::Own,
            signed: super::exchange::text(signed),
            kept_at: self.clock.now(),
        };
        let dispute = record.dispute.clone();
        self.vault.append(&dispute, &[record]).await?;
        Ok(event)
    }

    async fn signed(
        &self,
        entry: Entry,
        words: BTreeMap<String, Value>,
    ) -> Result<SignedEvent, CasebookError> {
        let unsigned = bundle::event(entry, words, random(&*self.clock));
        let signature = self.vault.sign(&unsigned.signing_input()).await?;
        Ok(unsigned.with_signature(signature))
    }
}

/// What an answered form orders, decided.
fn ordered(
    sight: &Sight<'_>,
    under: &Under,
    action: &str,
    answers: &Answers,
) -> Result<Accepted, CasebookError> {
    let command = command(sight, action, answers).map_err(|reason| match reason {
        NoCommand::NoSuchAction => CasebookError::NoSuchAction,
        NoCommand::Unreadable(asks) => CasebookError::Answers(asks),
    })?;
    decide(sight.state, sight.rules, under, &command, sight.now)
        .map_err(|refusals| CasebookError::Refused(refused(sight, &refusals)))
}
