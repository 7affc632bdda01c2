//! Two people on the telephone make sure whose keys they have: each reads out six words, and the other compares.
//!
//! The one idea: *the first card of a partnership is taken in with the words that somebody there read out, and not
//! without.* What its root key signs later follows by itself (`holding.rs`).

use super::attached::attached;
use super::proof::proven;
use super::{Casebook, CasebookError, Opening, check_words};
use crate::bundle::SignedCard;
use crate::vault::unlocked::Of;

impl Casebook {
    /// The six words that the holder of this device reads out to whoever rings them back.
    ///
    /// # Errors
    /// [`CasebookError::NoProfile`]; [`CasebookError::Vault`].
    pub async fn own_check_words(&self, device: &Opening) -> Result<String, CasebookError> {
        let stored = self.stored(Of::Nothing).await?;
        let own = stored.enrolments.iter().find(|enrolment| enrolment.content().kid() == self.own);
        let own = own.ok_or(CasebookError::NoProfile)?;
        Ok(check_words::of_member(&*device.stretch, own).await?.to_string())
    }

    /// Takes in the first card of a partnership, if its words are those that were heard: six, in their order.
    ///
    /// # Errors
    /// [`CasebookError::OtherWords`]; else as [`Self::take_card`].
    pub async fn take_first_card(
        &self,
        device: &Opening,
        file: &str,
        heard: &str,
    ) -> Result<(), CasebookError> {
        let file = &*attached(file);
        let root = proven(SignedCard::read(file)).await?.content().root.kid();
        if !check_words::of_partnership(&*device.stretch, &root).await?.are(heard) {
            return Err(CasebookError::OtherWords);
        }
        self.take_card(file).await
    }
}
