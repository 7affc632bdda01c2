//! The keys of somebody who has signed nothing here yet, from the file by which they enrol: so that a file can be
//! sealed to a line manager or to the other agency before they have written anything.
//!
//! The one idea: *a file that says "this is me" proves nothing of who that is.* It makes nobody count; it only lets a
//! person choose them as a reader, and says before how to make sure.

use super::attached::attached;
use super::partnership::Partnership;
use super::proof::proven;
use super::show::signers::signer_of;
use super::stored::Stored;
use super::views::{Colleague, Signer, Standing};
use super::{Casebook, CasebookError, Opening, check_words};
use crate::bundle::Enrolment;
use crate::identity::Member;
use crate::vault::record::SignerRecord;
use crate::vault::unlocked::{Of, Together};

impl Casebook {
    /// Whose keys were taken in to seal files to.
    ///
    /// # Errors
    /// [`CasebookError::Vault`].
    pub async fn colleagues(&self) -> Result<Vec<Signer>, CasebookError> {
        let stored = self.stored(Of::Nothing).await?;
        let taken_in = stored.members.iter().filter(|member| stored.colleagues.contains(&member.kid()));
        Ok(taken_in.map(|member| self.shown(&stored, member)).collect())
    }

    /// What somebody says of themselves, and how far the partnerships whose cards are held know them.
    fn shown(&self, stored: &Stored, member: &Member) -> Signer {
        let who = signer_of(member, Some(&self.own));
        let held = Partnership::new(&stored.partnerships, &[], &[], self.clock.now());
        let known = held.standing(std::slice::from_ref(member), &member.kid(), None).0;
        Signer { standing: if who.standing == Standing::Own { Standing::Own } else { known }, ..who }
    }

    /// Reads an enrolment and says who it is of. Stores nothing.
    ///
    /// # Errors
    /// [`CasebookError::Bundle`]; [`CasebookError::Vault`].
    pub(super) async fn preview_colleague(&self, file: &str) -> Result<Colleague, CasebookError> {
        let (enrolment, stored) = self.beside_colleagues(file).await?;
        let who = self.shown(&stored, enrolment.content());
        let is_here = who.standing == Standing::Own || stored.colleagues.contains(&enrolment.content().kid());
        Ok(Colleague { who, is_here })
    }

    /// Takes in the keys of an enrolment, to seal files to. Twice is as once.
    ///
    /// # Errors
    /// As [`Self::preview_colleague`].
    pub(super) async fn take_colleague(&self, file: &str) -> Result<(), CasebookError> {
        let (enrolment, stored) = self.beside_colleagues(file).await?;
        let kid = enrolment.content().kid();
        if kid == self.own || stored.colleagues.contains(&kid) && !self.is_news(&stored, &enrolment) {
            return Ok(());
        }
        // Where they are known by something newer, that stays.
        let newest = stored.enrolments.iter().filter(|known| known.content().kid() == kid);
        let newest = newest.chain([&enrolment]).max_by_key(|of| of.content().enrolled).unwrap_or(&enrolment);
        let record = SignerRecord { by_itself: true, ..stored.signer_record(newest, self.clock.now()) };
        Ok(self.vault.keep_together(&Together { signers: vec![record], ..Together::default() }).await?)
    }

    /// The six words that the holder of the keys in an enrolment would read out.
    ///
    /// # Errors
    /// As [`Self::preview_colleague`].
    pub async fn check_words_of(&self, device: &Opening, file: &str) -> Result<String, CasebookError> {
        let enrolment = proven(Enrolment::read(&attached(file))).await?;
        Ok(check_words::of_member(&*device.stretch, &enrolment).await?.to_string())
    }

    async fn beside_colleagues(&self, file: &str) -> Result<(Enrolment, Stored), CasebookError> {
        let enrolment = proven(Enrolment::read(file)).await?;
        Ok((enrolment, self.stored(Of::Nothing).await?))
    }
}
