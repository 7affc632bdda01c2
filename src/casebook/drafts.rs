//! What stands in forms and is not ordered yet: kept until its order is accepted.
//!
//! The one idea: *a draft ends in the transaction that stores what it became.* So nothing is written twice
//! by somebody who finds it again after the browser was killed, and nothing is lost by a refusal.

use chrono::{DateTime, Utc};

use super::views::{Answers, Draft, DraftLine};
use super::{Casebook, CasebookError};
use crate::calendar::Moment;
use crate::ordered::by_key;
use crate::vault::record::DraftRecord;

/// The name of the form on which a procedure and its track are chosen.
pub const CHOOSE: &str = "begin";
/// The name of the form that says who uses the device.
pub const PROFILE: &str = "profile";
/// The name of the form of the numbers to ring.
pub const CONTACTS: &str = "contacts";

/// The name of the form that begins a dispute.
pub fn form_to_begin(procedure: &str, track: &str) -> String {
    [CHOOSE, "/", procedure, "/", track].concat()
}

/// The procedure and the track that the form of that name begins on.
pub fn begun_in(form: &str) -> Option<(&str, &str)> {
    form.strip_prefix(CHOOSE)?.strip_prefix('/')?.split_once('/')
}

/// The name of the form of an action of a dispute.
pub fn form_to_act(dispute: &str, action: &str) -> String {
    ["act/", dispute, "/", action].concat()
}

/// The dispute and the action whose form has that name.
pub fn acted_in(form: &str) -> Option<(&str, &str)> {
    form.strip_prefix("act/")?.split_once('/')
}

/// Which forms an accepted order ends. The tap that asks nothing was no form: what stands in one stays.
pub(super) fn ended<const N: usize>(forms: [String; N], answers: &Answers) -> Vec<String> {
    if answers.is_empty() { Vec::new() } else { forms.into() }
}

impl Casebook {
    /// Keeps what stands in a form, durable when it returns; gives when. What was kept of the same form
    /// before is replaced; other forms stay as they are.
    ///
    /// # Errors
    /// [`CasebookError::Vault`]; what was kept before is still there then.
    pub async fn keep_draft(&self, draft: Draft) -> Result<DateTime<Utc>, CasebookError> {
        let now = self.clock.now();
        let Draft { form, title, about, begun, answers } = draft;
        let begun = begun.unwrap_or(now);
        self.vault.keep_form(&DraftRecord { form, title, about, begun, kept_at: now, said: answers }).await?;
        Ok(now)
    }

    /// What was kept of the form of that name.
    ///
    /// # Errors
    /// [`CasebookError::Vault`], also where it is there and cannot be read.
    pub async fn draft(&self, form: &str) -> Result<Option<Draft>, CasebookError> {
        let read = |DraftRecord { form, title, about, begun, said, .. }| Draft {
            form,
            title,
            about,
            begun: Some(begun),
            answers: said,
        };
        Ok(self.vault.form(form).await?.map(read))
    }

    /// Forgets what was kept of a form; nothing where nothing was.
    ///
    /// # Errors
    /// [`CasebookError::Vault`].
    pub async fn drop_draft(&self, form: &str) -> Result<(), CasebookError> {
        Ok(self.vault.drop_form(form).await?)
    }

    /// What was begun, the last first, and how many drafts cannot be read.
    ///
    /// # Errors
    /// [`CasebookError::Vault`].
    pub async fn begun(&self) -> Result<(Vec<DraftLine>, usize), CasebookError> {
        let found = self.vault.forms().await?;
        let mut records = found.records;
        records.retain(|record| !record.title.is_empty());
        by_key(&mut records, |record| std::cmp::Reverse(record.kept_at));
        let line = |DraftRecord { form, title, about, begun, .. }| DraftLine {
            form,
            title,
            about,
            begun: Moment::from_utc(begun.naive_utc()),
        };
        Ok((records.into_iter().map(line).collect(), found.unreadable.len()))
    }
}
