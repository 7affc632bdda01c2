//! Moving a dispute to another version of its procedure: what would change, then the entry that does it.

use super::acting::{Ordered, parents};
use super::order::refusals::refused;
use super::show::duties;
use super::show::sight::Sight;
use super::show::whole::Seen;
use super::stored::Stored;
use super::views::{
    Answers, DisputeView, DutyLine, DutyState, Moved, PackHere, VersionOffer, VersionPreview,
};
use super::{Casebook, CasebookError};
use crate::dispute::event::Under;
use crate::dispute::refusal::Refusal;
use crate::dispute::{Accepted, Rules, decide_version};
use crate::procedure::pack::Pack;

impl Casebook {
    /// What moving a dispute to the version that is offered here would change. Stores nothing.
    ///
    /// # Errors
    /// [`CasebookError::NoSuchDispute`], [`CasebookError::NoSuchProcedure`] where no other version is
    /// offered here, [`CasebookError::Vault`].
    pub async fn preview_version(&self, dispute: &str) -> Result<VersionPreview, CasebookError> {
        let (stored, id) = self.stored_of(dispute).await?;
        stored.record(&id, &self.own, self.now()).seen(&stored.packs, |seen| {
            let offer = offer(seen, &stored).ok_or(CasebookError::NoSuchProcedure)?;
            let pack = stored.packs.exactly(&offer.digest).ok_or(CasebookError::NoSuchProcedure)?;
            Ok(preview(seen, pack, offer))
        })
    }

    /// Moves a dispute to the version with that digest. The entry names both.
    ///
    /// # Errors
    /// As [`Self::preview_version`], and [`CasebookError::Refused`] with every reason at once.
    pub async fn move_to_version(&self, dispute: &str, digest: &str) -> Result<DisputeView, CasebookError> {
        let (stored, id) = self.stored_of(dispute).await?;
        let (accepted, parents) = stored.record(&id, &self.own, self.now()).seen(&stored.packs, |seen| {
            let pack = stored.packs.exactly(digest).ok_or(CasebookError::NoSuchProcedure);
            let accepted = pack.and_then(|pack| {
                decided(seen, pack)
                    .map_err(|refusals| CasebookError::Refused(refused(&seen.sight, &refusals)))
            });
            (accepted, parents(seen.history, &self.own))
        });
        let event = self.entry(Some(id), parents, accepted?).await?;
        let ordered = Ordered { form: String::new(), answers: &Answers::new(), forms: &[] };
        self.keep(stored, vec![event], "", ordered).await
    }
}

/// The version that is offered here, where the dispute is run under another one and may be moved.
pub(super) fn offer(seen: &Seen<'_>, stored: &Stored) -> Option<VersionOffer> {
    let (pack, vouched) =
        stored.packs.offered().find(|(pack, _)| pack.procedure().id == seen.under.procedure)?;
    let is_another = pack.digest() != seen.under.digest && seen.here == PackHere::Same;
    (is_another && !seen.sight.state.is_closed()).then(|| VersionOffer {
        digest: pack.digest().to_owned(),
        version: pack.procedure().version.clone(),
        vouched: vouched.clone(),
    })
}

fn under_version(seen: &Seen<'_>, pack: &Pack) -> Under {
    Under {
        calendar: seen.sight.rules.calendar.version.clone(),
        digest: pack.digest().to_owned(),
        procedure: pack.procedure().id.clone(),
        track: seen.under.track.clone(),
        version: pack.procedure().version.clone(),
    }
}

fn decided(seen: &Seen<'_>, pack: &Pack) -> Result<Accepted, Vec<Refusal>> {
    let old = seen.sight.rules;
    let new = Rules::new(pack.procedure(), &seen.under.track, old.calendar);
    let new = new.ok_or_else(|| vec![Refusal::TrackNotInVersion])?;
    decide_version(seen.sight.state, old, &new, (seen.under, &under_version(seen, pack)), seen.sight.now)
}

fn preview(seen: &Seen<'_>, pack: &Pack, offer: VersionOffer) -> VersionPreview {
    let sight = &seen.sight;
    let mut preview = VersionPreview {
        dispute: seen.dispute(),
        title: sight.title(),
        from: seen.under.version.clone(),
        offer,
        refused: decided(seen, pack).err().map(|why| refused(sight, &why)).unwrap_or_default(),
        steps_new: Vec::new(),
        steps_gone: Vec::new(),
        owed_new: Vec::new(),
        owed_gone: Vec::new(),
        moved: Vec::new(),
        duties_new: Vec::new(),
        duties_gone: Vec::new(),
    };
    let Some(new) = Rules::new(pack.procedure(), &seen.under.track, sight.rules.calendar) else {
        return preview;
    };
    let mut state = sight.state.clone();
    let moves = state.move_to_version(sight.rules, &new, sight.now).is_ok();
    let earlier: Vec<&Rules<'_>> = sight.earlier.iter().copied().chain([sight.rules]).collect();
    let then = Sight { rules: &new, earlier: &earlier, state: &state, ..*sight };
    preview.steps_new = steps_only_in(&then, sight);
    preview.steps_gone = steps_only_in(sight, &then);
    preview.duties_new = duties_only_in(&new, sight.rules);
    preview.duties_gone = duties_only_in(sight.rules, &new);
    if !moves {
        return preview;
    }
    let owed = |sight: &Sight<'_>| {
        let mut lines = duties::lines(sight);
        lines.retain(|line| line.state == DutyState::Outstanding);
        lines
    };
    let (before, after) = (owed(sight), owed(&then));
    let lacks = |lines: &[DutyLine], line: &DutyLine| lines.iter().all(|other| other.key != line.key);
    preview.owed_new = after.iter().filter(|line| lacks(&before, line)).map(named).collect();
    preview.owed_gone = before.iter().filter(|line| lacks(&after, line)).map(named).collect();
    for line in &after {
        let Some(old) = before.iter().find(|old| old.key == line.key && old.by != line.by) else { continue };
        preview.moved.push(Moved {
            dispute: preview.dispute.clone(),
            title: preview.title.clone(),
            duty: named(line),
            from: old.by,
            to: line.by,
        });
    }
    preview
}

/// A duty with whom it is about.
pub(super) fn named(line: &DutyLine) -> String {
    match &line.subject {
        Some(subject) => format!("{}: {subject}", line.text),
        None => line.text.clone(),
    }
}

fn steps_only_in(one: &Sight<'_>, other: &Sight<'_>) -> Vec<String> {
    let steps = one.rules.track.steps.iter().filter(|step| other.rules.step(step).is_none());
    steps.map(|step| one.step_title(step)).collect()
}

fn duties_only_in(one: &Rules<'_>, other: &Rules<'_>) -> Vec<String> {
    let duties = one.duties().filter(|duty| other.home(&duty.id).is_none());
    duties.map(|duty| duty.text.clone().unwrap_or_else(|| duty.id.to_string())).collect()
}
