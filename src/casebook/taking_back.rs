//! Taking the last order back: an entry until somebody else can have it, afterwards a correction is the way; and
//! what a file brought, until something is built upon it.
//!
//! The one idea: *only what is lost to nobody goes.* An entry of one's own that is in a file stays; one that came in
//! a file may go, for the file brings it again. What another one names as earlier stays. A backup is the person's
//! own: it does not keep an entry from being taken back (`docs/decisions/taking-back.md`).

use super::drafts::{acted_in, begun_in};
use super::stored::Stored;
use super::views::{Answers, DisputeView, Last, Travel};
use super::{Casebook, CasebookError};
use crate::bundle::SignedEvent;
use crate::dispute::event::{Event, Happening};
use crate::ordered::Index;
use crate::vault::record::{DraftRecord, LastRecord};
use crate::vault::unlocked::TakenBack;
use crate::words::begin;

const CHILDREN: &str = "children";

impl Casebook {
    /// What was ordered last, if it was in this dispute and may be taken back.
    pub(super) fn last_in(&self, stored: &Stored, view: &DisputeView) -> Option<Last> {
        let last = stored.last.as_ref().filter(|last| last.dispute.0 == view.id)?;
        let first =
            view.timeline.iter().find(|entry| last.events.first().is_some_and(|id| id.0 == entry.id))?;
        self.may_go(stored, last).then(|| match first.travel {
            Travel::Imported => Last::TakenIn(last.events.len()),
            _ if is_danger(stored, last) => Last::Danger(first.what.clone()),
            _ => Last::Recorded(first.what.clone()),
        })
    }

    /// Takes it back, and puts what was answered into its form again. Gives the form, where there is one.
    /// Of a file, only its entries go: who signed them stays known, and so does its procedure.
    ///
    /// # Errors
    /// [`CasebookError::StaysForGood`] where somebody else can have what was recorded, or an entry rests on it;
    /// [`CasebookError::BegunIn`] where nothing of the dispute would stay, and something is begun in it;
    /// [`CasebookError::Vault`]. Nothing was changed then.
    pub async fn take_back(&self, dispute: &str) -> Result<Option<String>, CasebookError> {
        let (mut stored, id) = self.stored_of(dispute).await?;
        let last = stored.last.take().filter(|last| last.dispute == id).ok_or(CasebookError::StaysForGood)?;
        if !self.may_go(&stored, &last) {
            return Err(CasebookError::StaysForGood);
        }
        let found = stored.held.get(&id).map(|held| held.tally).unwrap_or_default();
        let out = ids(&last);
        if let Some(events) = stored.events.get_mut(&id) {
            events.retain(|event| !out.has(&event.event().id.0));
        }
        let is_gone = stored.events.get(&id).is_none_or(Vec::is_empty);
        if is_gone {
            self.check_begun(std::slice::from_ref(&id)).await?;
        }
        if let Some(held) = stored.held.get_mut(&id) {
            held.tally.entries -= last.events.len();
            held.tally.notes += 1;
            held.taken_back += 1;
        }
        let summary = (!is_gone).then(|| self.summarised(&stored, &id).kept());
        let draft = self.draft_of(&stored, &last, is_gone).await?;
        let form = draft.as_ref().map(|draft| draft.form.clone());
        let backup = stored.backup.clone();
        self.vault.take_back(&TakenBack { last: &last, found, summary, draft, backup }).await?;
        self.known.take();
        Ok(form)
    }

    /// Whether nobody else can have any of it, or all of it came from others; and nothing rests on it.
    fn may_go(&self, stored: &Stored, last: &LastRecord) -> bool {
        let here = stored.events.get(&last.dispute).map(Vec::as_slice).unwrap_or_default();
        let out = ids(last);
        let (gone, stay): (Vec<_>, Vec<_>) =
            here.iter().map(SignedEvent::event).partition(|event| out.has(&event.id.0));
        let travel = |event: &Event| stored.travel.get(&event.id).copied();
        let is_ours = |event: &&Event| event.entry.author.0 == self.own.0 && travel(event).is_none();
        let is_theirs = |event: &&Event| travel(event) == Some(Travel::Imported);
        gone.len() == last.events.len()
            && (gone.iter().all(is_ours) || gone.iter().all(is_theirs))
            && !stay.iter().any(|event| event.entry.prev.iter().any(|earlier| out.has(&earlier.0)))
    }

    /// What was answered, in the form that asked it; none where something else was begun there.
    async fn draft_of(
        &self,
        stored: &Stored,
        last: &LastRecord,
        is_gone: bool,
    ) -> Result<Option<DraftRecord>, CasebookError> {
        let named = if let Some((procedure, track)) = begun_in(&last.form) {
            let tracks = stored.packs.named(procedure).map(|pack| pack.procedure().tracks.as_slice());
            let track = tracks.unwrap_or_default().iter().find(|one| one.id.as_str() == track);
            Some((begin::NEW.to_owned(), track.map(|track| track.title.clone()).unwrap_or_default()))
        } else {
            acted_in(&last.form).filter(|_| !is_gone).and_then(|(_, action)| {
                let view = self.view_of(stored, &last.dispute);
                let offered = view.actions.iter().find(|one| one.id == action)?;
                Some((offered.title.clone(), view.title.clone()))
            })
        };
        let Some((title, about)) = named else { return Ok(None) };
        if !matches!(self.vault.form(&last.form).await, Ok(None)) {
            return Ok(None);
        }
        let now = self.clock.now();
        let (form, said) = (last.form.clone(), as_typed(&last.said));
        Ok(Some(DraftRecord { form, beside: 0, title, about, begun: now, kept_at: now, said }))
    }
}

/// Whether what was recorded is that a child may be in danger.
fn is_danger(stored: &Stored, last: &LastRecord) -> bool {
    let here = stored.events.get(&last.dispute).map(Vec::as_slice).unwrap_or_default();
    let out = ids(last);
    let mut recorded = here.iter().map(SignedEvent::event).filter(|event| out.has(&event.id.0));
    recorded.any(|event| matches!(event.entry.happening, Happening::RiskDeclared { .. }))
}

fn ids(last: &LastRecord) -> Index<'_> {
    Index::of(last.events.iter().map(|id| id.0.as_str()).collect())
}

/// Answers as they stand in a form: what is said of a child stands under its place there, not its reference.
fn as_typed(said: &Answers) -> Answers {
    let children = said.get(CHILDREN).cloned().unwrap_or_default();
    let place = |key: &String| {
        let rest = key.strip_prefix(CHILDREN)?.strip_prefix('.')?;
        let of = |child: &&String| rest.strip_prefix(child.as_str()).and_then(|rest| rest.strip_prefix('.'));
        let (row, child) = children.iter().enumerate().find(|(_, child)| of(child).is_some())?;
        Some([CHILDREN, ".#", &row.to_string(), ".", of(&child)?].concat())
    };
    said.iter().map(|(key, said)| (place(key).unwrap_or_else(|| key.clone()), said.clone())).collect()
}
