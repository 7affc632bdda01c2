//! Entries that were stored and are not there any more.
//!
//! The one idea: *the summary of a dispute is written with its entries, and says which these were.* A browser or a
//! system that loses a record seldom loses both. So what a summary names and nobody took back is told on the dispute
//! and on the first screen, until it is there again or somebody has read it. Deliberately absent: a loss of the
//! summary too, or of everything; only a backup helps there.

use super::stored::{Held, Stored};
use super::summary::{BEGINNING, Summary};
use super::{Casebook, CasebookError};
use crate::bundle::SignedEvent;
use crate::dispute::event::EventId;

impl Stored {
    /// The entries of a dispute that were here and are not, by the beginnings of their ids; and how many are gone, for
    /// among them may be the `unread` that are here and do not open.
    pub fn lost(&self, dispute: &EventId, unread: usize) -> (String, usize) {
        let Some(known) = self.known.iter().find(|known| known.dispute == *dispute) else {
            return (String::new(), 0);
        };
        let events = self.events.get(dispute).map(Vec::as_slice).unwrap_or_default();
        let lost = known.names_more_than(events, self.held.get(dispute));
        let gone = (lost.len() / BEGINNING).saturating_sub(unread);
        (lost, gone)
    }
}

impl Summary {
    /// The entries that were here and are not among these. Where one was taken back since, which is not told: then only
    /// what was missed before is.
    fn names_more_than(&self, events: &[SignedEvent], held: Option<&Held>) -> String {
        let is_sure = held.is_none_or(|held| held.taken_back <= self.taken_back);
        let known = [self.lost.as_str(), if is_sure { &self.here } else { "" }].concat();
        let beginnings = (0..known.len()).step_by(BEGINNING).filter_map(|at| known.get(at..at + BEGINNING));
        beginnings.filter(|one| !events.iter().any(|event| event.event().id.0.starts_with(one))).collect()
    }
}

impl Casebook {
    /// What is gone is told no more: somebody has read it on the first screen.
    ///
    /// # Errors
    /// [`CasebookError::Vault`].
    pub async fn accept_loss(&self) -> Result<(), CasebookError> {
        for known in self.known.take().iter().filter(|known| known.gone > 0) {
            self.vault.forget_summary(&known.dispute).await?;
        }
        Ok(())
    }
}
