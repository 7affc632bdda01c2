//! What a casebook at the desk holds: a line for each dispute, and one of them whole.
//!
//! The one idea: *what the desk shows of its own is what any device would show.* A line and a view are reckoned by the code
//! that reckons those of a phone; only that every dispute is read for it, for nobody waits with a child beside them.

use super::backups::at_once;
use super::own::OwnCasebook;
use super::trouble::DeskError;
use crate::calendar::Moment;
use crate::casebook::show::procedure::card;
use crate::casebook::stored::Stored;
use crate::casebook::views::{BackupLine, DisputeView, DutyLine, DutyState, Missing, Span};
use crate::casebook::{Casebook, CasebookError};
use crate::dispute::event::EventId;
use crate::vault::unlocked::Of;

impl Casebook {
    /// A line for each dispute, as it stands now; and how many records cannot be read.
    pub(in crate::casebook) async fn lines(&self) -> Result<(Vec<BackupLine>, usize), CasebookError> {
        let stored = self.stored(Of::Every).await?;
        let lines = stored.disputes().map(|id| self.line(&stored, id)).collect();
        Ok((lines, stored.unreadable))
    }

    fn line(&self, stored: &Stored, id: &EventId) -> BackupLine {
        let missing = self.missing_in(stored, id);
        stored.record(id, &self.own, self.now()).seen(&stored.packs, |seen| {
            let (row, duties) = seen.row();
            BackupLine {
                dispute: id.0.clone(),
                title: row.title,
                children: row.children,
                procedure: card(&seen.sight, seen.under, seen.here),
                entries: stored.events.get(id).map(Vec::len).unwrap_or_default(),
                uncounted: seen.uncounted().unwrap_or_default(),
                contested: seen.weighed.contested.len(),
                waiting: missing.waiting,
                missing: missing.entries.len(),
                stands: seen.standpoint(),
                danger: row.danger,
                next: row.next.or_else(|| undated(duties)),
                overdue: row.overdue,
            }
        })
    }
}

impl OwnCasebook {
    /// The dispute whose id begins so, as it stands at a moment, and what of it has not arrived.
    ///
    /// # Errors
    /// [`DeskError::NoSuchDispute`], also where more than one begins so; [`DeskError::Casebook`].
    pub fn dispute(&self, begin: &str, now: Moment) -> Result<(DisputeView, Missing), DeskError> {
        at_once(async {
            let stored = self.book.stored(Of::Every).await?;
            let id = named(&stored, begin)?;
            let view = stored.record(id, &self.book.own, now).seen(&stored.packs, |seen| seen.view());
            Ok((view, self.book.missing_in(&stored, id)))
        })
    }
}

/// What a step waits for that has no date; else whatever else is owed.
fn undated(mut duties: Vec<DutyLine>) -> Option<DutyLine> {
    duties.retain(|duty| duty.state == DutyState::Outstanding);
    let place = duties.iter().position(|duty| duty.span == Span::StepClock).unwrap_or(0);
    (place < duties.len()).then(|| duties.swap_remove(place))
}

/// The one dispute whose id begins so.
pub(super) fn named<'s>(stored: &'s Stored, begin: &str) -> Result<&'s EventId, DeskError> {
    let mut fit = stored.disputes().filter(|id| !begin.is_empty() && id.0.starts_with(begin));
    match (fit.next(), fit.next()) {
        (Some(id), None) => Ok(id),
        _ => Err(DeskError::NoSuchDispute(begin.to_owned())),
    }
}
