//! Procedures that do not come with the build: opened as a file, looked at, taken over.
//!
//! The one idea: *a dispute stays under the text that it pins.* A pack that is taken over is offered to
//! new disputes, before another of its id; no dispute that exists moves by that.

use chrono::TimeDelta;

use super::exchange::text;
use super::issued::{Issued, reasons, vouched};
use super::stored::Stored;
use super::views::{PackCard, PackPreview, Vouched};
use super::{Casebook, CasebookError};
use crate::bundle::{self, CarriedPack, SignedPack, SignedText};
use crate::procedure::pack::{self, Pack};
use crate::vault::record::{OfferedRecord, PackRecord};
use crate::vault::unlocked::{Of, Together};

impl Casebook {
    /// The procedures that were taken over here, the newest first; not those on a card, which come and go with it.
    ///
    /// # Errors
    /// [`CasebookError::Vault`].
    pub async fn taken_over(&self) -> Result<Vec<PackCard>, CasebookError> {
        let stored = self.stored(Of::Nothing).await?;
        let roots: Vec<Vouched> = stored.of_cards().map(|(_, vouched)| vouched).collect();
        let taken_over =
            |(_, vouched): &(&Pack, &Vouched)| **vouched != Vouched::ByBuild && !roots.contains(vouched);
        let offered = stored.packs.all_offered().filter(taken_over);
        Ok(offered.map(|(pack, vouched)| card(pack, vouched.clone())).collect())
    }

    /// Offers a procedure that was taken over to new disputes no longer. Disputes under it stay under it.
    ///
    /// # Errors
    /// [`CasebookError::NoSuchProcedure`], [`CasebookError::Vault`].
    pub async fn stop_offering(&self, digest: &str) -> Result<(), CasebookError> {
        let mut kept = self.vault.packs().await?.records;
        let record = kept.get_mut(digest).ok_or(CasebookError::NoSuchProcedure)?;
        record.offered = None;
        Ok(self.vault.keep_pack(record).await?)
    }

    pub(super) async fn preview_pack(&self, issued: &Issued) -> Result<PackPreview, CasebookError> {
        let pack = read(&issued.text)?;
        let stored = self.stored(Of::Every).await?;
        let procedure = pack.procedure();
        let offered = stored.packs.named(procedure.id.as_str());
        let title = |step: &crate::procedure::Step| match step.number {
            Some(number) => format!("{number}: {}", step.title),
            None => step.title.clone(),
        };
        Ok(PackPreview {
            offered: offered.map(|offered| offered.procedure().version.clone()),
            is_offered: offered.is_some_and(|offered| offered.digest() == pack.digest()),
            others: self.under_another(&stored, &pack),
            steps: procedure.steps.iter().map(title).collect(),
            notices: pack.notices().iter().map(ToString::to_string).collect(),
            pack: card(&pack, vouched(issued.signer(), Some(&self.own))),
        })
    }

    /// How many disputes are run under another version of the procedure.
    fn under_another(&self, stored: &Stored, pack: &Pack) -> usize {
        let now = self.now();
        let differs = |dispute| {
            stored.record(dispute, &self.own, now).seen(&stored.packs, |seen| {
                seen.under.procedure == pack.procedure().id && seen.under.digest != pack.digest()
            })
        };
        stored.disputes().filter(|dispute| differs(dispute)).count()
    }

    /// Keeps a procedure for new disputes. One that nobody signed is signed by this device, so that it
    /// can travel with the disputes under it; that it came unsigned stays in its record.
    pub(super) async fn take_pack(&self, issued: &Issued) -> Result<(), CasebookError> {
        let pack = read(&issued.text)?;
        let stored = self.stored(Of::Nothing).await?;
        let now = self.clock.now();
        // What is taken over last is offered, also where the clock was put back or gives the same second twice.
        let at = stored.last_taken_over.map_or(now, |last| now.max(last + TimeDelta::seconds(1)));
        let (signed, signers) = match &issued.signed {
            None => (self.signed_pack(issued.text.clone()).await?, Vec::new()),
            Some(SignedText { signer, held: bundle::Held::Procedure(pack) }) => {
                let news = self.is_news(&stored, signer).then(|| stored.signer_record(signer, now));
                (pack.clone(), news.into_iter().collect())
            }
            Some(SignedText { held: bundle::Held::Calendar(_), .. }) => {
                return Err(CasebookError::NoSuchProcedure);
            }
        };
        let record = PackRecord {
            digest: pack.digest().to_owned(),
            signed: text(signed.to_record()),
            offered: Some(OfferedRecord { at, signed: issued.signed.is_some() }),
        };
        let together = Together { signers, packs: vec![record], ..Together::default() };
        Ok(self.vault.keep_together(&together).await?)
    }

    pub(super) async fn signed_pack(&self, text: String) -> Result<SignedPack, CasebookError> {
        let unsigned = bundle::procedure(CarriedPack { text, signed: self.clock.now() }, &self.own);
        let signature = self.vault.sign(&unsigned.signing_input()).await?;
        Ok(unsigned.with_signature(signature))
    }
}

fn read(text: &str) -> Result<Pack, CasebookError> {
    pack::read(text).map_err(|faults| CasebookError::Faulty("procedure", reasons(&faults)))
}

fn card(pack: &Pack, vouched: Vouched) -> PackCard {
    let procedure = pack.procedure();
    PackCard {
        digest: pack.digest().to_owned(),
        partnership: procedure.about.partnership.clone(),
        title: procedure.about.title.clone(),
        version: procedure.version.clone(),
        vouched,
    }
}
