//! What stands in forms and is not ordered yet: kept until its order is accepted.
//!
//! The one idea: *a draft ends in the transaction that stores what it became.* So nothing is written twice
//! by somebody who finds it again after the browser was killed, and nothing is lost by a refusal. A tab writes
//! over and ends only what it read or wrote itself: what another tab wrote into the same form stands beside it.

use chrono::{DateTime, Utc};

use super::views::{Answers, Draft, DraftLine};
use super::{Casebook, CasebookError};
use crate::calendar::Moment;
use crate::dispute::event::EventId;
use crate::ordered::by_key;
use crate::vault::VaultError;
use crate::vault::record::{DraftRecord, draft_name};

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

/// The draft of a form that this tab read or kept last. What it said tells whether another tab wrote since.
#[derive(Clone, Default)]
pub(super) struct Own {
    form: String,
    beside: usize,
    said: Answers,
}

impl Casebook {
    /// Keeps what stands in a form, durable when it returns; gives when. What this tab kept of it before is
    /// replaced; what another tab wrote into the same form since stays, and this is kept beside it.
    ///
    /// # Errors
    /// [`CasebookError::Vault`]; what was kept before is still there then.
    pub async fn keep_draft(&self, draft: Draft) -> Result<DateTime<Utc>, CasebookError> {
        let now = self.clock.now();
        let Draft { form, title, about, begun, answers } = draft;
        let own = self.own_draft(&form).unwrap_or_default();
        let mut beside = own.beside;
        for next in 0.. {
            // The choice of a procedure is no words: the later one stays.
            if form == CHOOSE || !self.is_of_another(&form, beside, [&own.said, &answers]).await? {
                break;
            }
            beside = next;
        }
        let begun = begun.unwrap_or(now);
        let record = DraftRecord { form, beside, title, about, begun, kept_at: now, said: answers };
        self.vault.keep_form(&record).await?;
        self.know_draft(&record);
        Ok(now)
    }

    /// Whether a draft is there that says none of this. One that cannot be read has no words to lose.
    async fn is_of_another(
        &self,
        form: &str,
        beside: usize,
        ours: [&Answers; 2],
    ) -> Result<bool, CasebookError> {
        match self.vault.form(&draft_name(form, beside)).await {
            Ok(there) => Ok(there.is_some_and(|there| !ours.contains(&&there.said))),
            Err(VaultError::Damaged(_)) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    fn own_draft(&self, form: &str) -> Option<Own> {
        self.drafts.borrow().iter().find(|own| own.form == form).cloned()
    }

    fn know_draft(&self, record: &DraftRecord) {
        self.choose_draft(&record.form, record.beside);
        if let Some(own) = self.drafts.borrow_mut().last_mut() {
            own.said.clone_from(&record.said);
        }
    }

    /// Of several drafts of a form, that one is to be found next.
    pub fn choose_draft(&self, form: &str, beside: usize) {
        let mut drafts = self.drafts.borrow_mut();
        drafts.retain(|own| own.form != form);
        drafts.push(Own { form: form.to_owned(), beside, said: Answers::new() });
    }

    /// What was kept of the form of that name; of several drafts, this tab's own or the one that was chosen.
    ///
    /// # Errors
    /// [`CasebookError::Vault`], also where it is there and cannot be read.
    pub async fn draft(&self, form: &str) -> Result<Option<Draft>, CasebookError> {
        let own = self.own_draft(form).map_or(0, |own| own.beside);
        let mut found = self.vault.form(&draft_name(form, own)).await?;
        if found.is_none() {
            let mut others = self.vault.forms().await?.records;
            others.retain(|record| record.form == form);
            by_key(&mut others, |record| record.beside);
            found = others.into_iter().next();
        }
        let Some(record) = found else { return Ok(None) };
        self.know_draft(&record);
        let DraftRecord { form, title, about, begun, said, .. } = record;
        Ok(Some(Draft { form, title, about, begun: Some(begun), answers: said }))
    }

    /// Forgets what this tab kept or found of a form; nothing where nothing was, or where another tab wrote on.
    ///
    /// # Errors
    /// [`CasebookError::Vault`].
    pub async fn drop_draft(&self, form: &str) -> Result<(), CasebookError> {
        let own = match self.own_draft(form) {
            Some(_) => self.ended(&[form]).await?.pop(),
            None => Some(form.to_owned()),
        };
        match own {
            Some(name) => Ok(self.vault.drop_form(&name).await?),
            None => Ok(()),
        }
    }

    /// The names of the drafts that end with an order of these forms: those that this tab wrote or found, as they
    /// were then.
    pub(super) async fn ended(&self, forms: &[&str]) -> Result<Vec<String>, CasebookError> {
        let mut ended = Vec::new();
        for form in forms {
            let Some(own) = self.own_draft(form) else { continue };
            if !self.is_of_another(form, own.beside, [&own.said; 2]).await? {
                ended.push(draft_name(form, own.beside));
            }
        }
        Ok(ended)
    }

    /// Refuses to let these disputes go as long as something is begun in one of them: nothing could come of it any more.
    pub(super) async fn check_begun(&self, gone: &[EventId]) -> Result<(), CasebookError> {
        let is_in = |record: &DraftRecord| {
            acted_in(&record.form).is_some_and(|(dispute, _)| gone.iter().any(|id| id.0 == dispute))
        };
        match self.vault.forms().await?.records.iter().any(is_in) {
            true => Err(CasebookError::BegunIn),
            false => Ok(()),
        }
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
        let line = |DraftRecord { form, beside, title, about, begun, .. }| DraftLine {
            form,
            beside,
            title,
            about,
            begun: Moment::from_utc(begun.naive_utc()),
        };
        Ok((records.into_iter().map(line).collect(), found.unreadable.len()))
    }
}
