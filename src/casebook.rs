//! The one door for screens and commands: orders go in, finished views come out.
//!
//! ```text
//! page / command ──Answers──▶ casebook ──load──▶ vault ─▶ events ─fold─▶ State
//!                                 ◀── decide(State, Rules, Command, now)
//!                                 Ok:  sign ▸ seal ▸ append in ONE transaction ▸ fold ▸ view
//!                                 Err: what happened, and what to do
//! ```
//!
//! The one idea: *the stored log is the only state.* Every order reads it afresh, so a second tab
//! or a restart in between changes nothing; a view is reckoned, never kept. Deliberately absent:
//! caches, any rule of a procedure. Not here yet: drafts, which the vault can keep and no screen asks
//! for. Start at [`Casebook`] and [`views`].

mod acting;
mod calendars;
pub mod dates;
#[cfg(feature = "desk")]
pub mod desk;

mod exchange;
mod issued;
mod order;
mod packs;
pub mod picture;
mod procedures;
pub mod proof;
pub mod reminders;
mod show;
mod stored;
mod told;
mod versions;
pub mod views;
mod wording;

use std::rc::Rc;

use crate::calendar::{Calendar, Moment};
use crate::clock::Clock;
use crate::dispute::event::EventId;
use crate::identity::Kid;
use crate::ordered::by_key;
use crate::vault::record::Cost;
use crate::vault::recovery::RecoveryCode;
pub use crate::vault::unlocked::Opening;
use crate::vault::unlocked::{self, Unlocked};
pub use order::begin::RISK;
use packs::Packs;
use stored::Stored;
pub use told::CasebookError;
use views::{
    DisputeView, DueLine, DutyState, Guide, HomeView, PackHere, Paper, ProcedureChoice, Profile, Safety,
    Whose,
};

/// An unlocked casebook. Dropping it drops the keys: that is how it is locked.
pub struct Casebook {
    vault: Unlocked,
    clock: Rc<dyn Clock>,
    own: Kid,
    packs: Packs,
    /// The calendar of the build.
    calendar: Rc<Calendar>,
}

/// Whether there is a casebook on this device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// None: one can be created.
    Absent,
    /// One: it can be unlocked.
    Locked,
}

/// What opens a casebook.
#[derive(Clone, Copy, Debug)]
pub enum Secret<'a> {
    /// The passphrase.
    Passphrase(&'a str),
    /// The printed recovery code, spaces and hyphens as they come.
    RecoveryCode(&'a str),
}

impl std::fmt::Debug for Casebook {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Casebook").finish_non_exhaustive()
    }
}

impl Casebook {
    /// Whether there is a casebook on this device.
    ///
    /// # Errors
    /// [`CasebookError::Vault`] where the storage cannot be reached.
    pub async fn presence(device: &Opening) -> Result<Presence, CasebookError> {
        Ok(if device.is_there().await? { Presence::Locked } else { Presence::Absent })
    }

    /// Makes a casebook with its keys. The recovery code is to be shown once; nobody keeps it.
    ///
    /// # Errors
    /// [`CasebookError::Profile`] before anything is stored; [`CasebookError::Vault`].
    pub async fn create(
        device: &Opening,
        passphrase: &str,
        profile: &Profile,
    ) -> Result<(Self, String), CasebookError> {
        let person = stored::person(&Packs::built_in(), profile)?;
        let new = Unlocked::prepare(device, passphrase, Cost::DEFAULT).await?;
        let now = device.clock.now();
        let mut first = exchange::introduced(new.unlocked(), profile, person, now).await?;
        first.calendar = Some(calendars::of_build(now));
        let (vault, code) = new.keep(&first).await?;
        Ok((Self::on(device, vault), code.to_text()))
    }

    /// Gives a new recovery code, to be shown once; the one before opens the casebook no longer.
    ///
    /// # Errors
    /// As [`Self::unlock`].
    pub async fn renew_recovery_code(device: &Opening, passphrase: &str) -> Result<String, CasebookError> {
        let secret = unlocked::Secret::Passphrase(passphrase);
        Ok(Unlocked::renew_recovery_code(device, secret).await?.to_text())
    }

    /// Opens it. A wrong secret changes nothing and may be tried again.
    ///
    /// # Errors
    /// [`CasebookError::NotACode`], or [`CasebookError::Vault`] with the reason.
    pub async fn unlock(device: &Opening, secret: Secret<'_>) -> Result<Self, CasebookError> {
        let vault = match secret {
            Secret::Passphrase(passphrase) => {
                Unlocked::unlock(device, unlocked::Secret::Passphrase(passphrase)).await?
            }
            Secret::RecoveryCode(typed) => {
                let code = RecoveryCode::parse(typed).ok_or(CasebookError::NotACode)?;
                Unlocked::unlock(device, unlocked::Secret::RecoveryCode(&code)).await?
            }
        };
        let book = Self::on(device, vault);
        // What keeps the note from being written keeps nobody from their disputes: it is written at the
        // next unlocking.
        let _ = book.settle_calendar().await;
        Ok(book)
    }

    fn on(device: &Opening, vault: Unlocked) -> Self {
        let own = vault.public_key().kid();
        let calendar = Rc::new(Calendar::england_and_wales());
        Self { vault, clock: Rc::clone(&device.clock), own, packs: Packs::built_in(), calendar }
    }

    /// Who uses this device; everything empty where nobody has said, or where it
    /// cannot be read ([`Safety::unreadable`]).
    ///
    /// # Errors
    /// [`CasebookError::Vault`].
    pub async fn profile(&self) -> Result<Profile, CasebookError> {
        Ok(stored::who(&self.vault).await?.0)
    }

    /// Says who uses this device, and signs it anew: it travels with what they sign.
    ///
    /// # Errors
    /// [`CasebookError::Profile`] says what is missing; [`CasebookError::Vault`].
    pub async fn set_profile(&self, profile: &Profile) -> Result<(), CasebookError> {
        let person = stored::person(&self.stored().await?.packs, profile)?;
        let said = exchange::introduced(&self.vault, profile, person, self.clock.now()).await?;
        Ok(self.vault.keep_together(&said).await?)
    }

    /// The first screen.
    ///
    /// # Errors
    /// [`CasebookError::Vault`].
    pub async fn home(&self) -> Result<HomeView, CasebookError> {
        let stored = self.stored().await?;
        let now = self.now();
        let (mut dated, mut disputes) = (Vec::new(), Vec::new());
        for dispute in stored.disputes() {
            let (row, duties) = stored.record(dispute, &self.own, now).seen(&stored.packs, |seen| seen.row());
            let of_row = |duty| DueLine { dispute: row.dispute.clone(), title: row.title.clone(), duty };
            let owed =
                duties.into_iter().filter(|duty| duty.state == DutyState::Outstanding && duty.by.is_some());
            dated.extend(owed.map(of_row));
            disputes.push(row);
        }
        by_key(&mut dated, |line| line.duty.by.map(crate::calendar::Due::rank));
        let is_due = |line: &DueLine| line.duty.by.is_some_and(|by| by.date() <= now.date());
        let (theirs, dated): (_, Vec<DueLine>) =
            dated.into_iter().partition(|line| line.duty.whose == Whose::Theirs);
        let (due, coming) = dated.into_iter().partition(is_due);
        by_key(&mut disputes, |row| (!row.danger, row.status.rank(), std::cmp::Reverse(row.changed)));
        Ok(HomeView {
            now,
            profile: stored.profile.clone(),
            due,
            theirs,
            coming,
            safety: Safety {
                not_exported: disputes.iter().map(|row| row.not_exported).sum(),
                last_export: stored.last_export(),
                unreadable: stored.unreadable,
            },
            disputes,
        })
    }

    /// The procedures that a new dispute may be run under, with the forms that begin one. A pack
    /// that came with somebody's file serves its own dispute only: nobody here has taken it over.
    ///
    /// # Errors
    /// [`CasebookError::Vault`].
    pub async fn procedures(&self) -> Result<Vec<ProcedureChoice>, CasebookError> {
        let stored = self.stored().await?;
        Ok(order::begin::choices(&stored.packs, &stored.calendar, &stored.profile, self.now()))
    }

    /// One dispute as it stands now.
    ///
    /// # Errors
    /// [`CasebookError::NoSuchDispute`], [`CasebookError::Vault`].
    pub async fn dispute(&self, dispute: &str) -> Result<DisputeView, CasebookError> {
        let stored = self.stored().await?;
        let id = stored.id(dispute)?;
        Ok(self.view_of(&stored, &id))
    }

    /// A dispute, with the version that it might be moved to.
    fn view_of(&self, stored: &Stored, id: &EventId) -> DisputeView {
        stored.record(id, &self.own, self.now()).seen(&stored.packs, |seen| {
            let offer = versions::offer(seen, stored);
            DisputeView { offer, ..seen.view() }
        })
    }

    /// A procedure in plain words, by its id; without one, that of the person's partnership.
    ///
    /// # Errors
    /// [`CasebookError::NoSuchProcedure`], [`CasebookError::Vault`].
    pub async fn guide(&self, procedure: Option<&str>) -> Result<Guide, CasebookError> {
        let own = self.profile().await?.procedure;
        let packs = self.stored().await?.packs;
        let named = |id: &str| packs.named(id);
        let first = || packs.offered().next().map(|(pack, _)| pack);
        let pack = match procedure {
            Some(id) => named(id),
            None => own.as_deref().and_then(named).or_else(first),
        };
        let pack = pack.ok_or(CasebookError::NoSuchProcedure)?;
        Ok(show::guide::guide(pack.procedure(), None, self.now().date()))
    }

    /// The procedure of a dispute in plain words; the step where it is now is marked.
    ///
    /// # Errors
    /// [`CasebookError::NoSuchDispute`]; [`CasebookError::NoSuchProcedure`] where its pack is not
    /// here; [`CasebookError::Vault`].
    pub async fn guide_of(&self, dispute: &str) -> Result<Guide, CasebookError> {
        let stored = self.stored().await?;
        let id = stored.id(dispute)?;
        let now = self.now();
        let guide = stored.record(&id, &self.own, now).seen(&stored.packs, |seen| {
            let here = (&seen.sight.rules.track.id, seen.sight.state.step());
            let guide = || show::guide::guide(seen.sight.rules.procedure, Some(here), now.date());
            (seen.here != PackHere::Missing).then(guide)
        });
        guide.ok_or(CasebookError::NoSuchProcedure)
    }

    /// A form of the partnership as a dispute fills it in. What else is to stand in it is typed by
    /// whoever prints it, and kept nowhere.
    ///
    /// # Errors
    /// [`CasebookError::NoSuchDispute`]; [`CasebookError::NoSuchForm`]; [`CasebookError::Vault`].
    pub async fn paper(&self, dispute: &str, form: &str) -> Result<Paper, CasebookError> {
        let stored = self.stored().await?;
        let id = stored.id(dispute)?;
        let record = stored.record(&id, &self.own, self.now());
        let paper = record.seen(&stored.packs, |seen| show::paper::paper(seen, form));
        paper.ok_or(CasebookError::NoSuchForm)
    }

    /// What the vault holds now. The packs of the build alone are kept: they never change.
    async fn stored(&self) -> Result<Stored, CasebookError> {
        Stored::load(&self.vault, &self.packs, &self.calendar).await
    }

    fn now(&self) -> Moment {
        Moment::from_utc(self.clock.now().naive_utc())
    }
}

/// The procedures that come with the build, for the screen on which a casebook is created.
pub fn built_in_procedures(now: Moment) -> Vec<ProcedureChoice> {
    order::begin::choices(&Packs::built_in(), &Calendar::england_and_wales(), &Profile::default(), now)
}
