//! The one door for screens and commands: orders go in, finished views come out.
//!
//! ```text
//! page / command ──Answers──▶ casebook ──load──▶ vault ─▶ events ─fold─▶ State
//!                                 ◀── decide(State, Rules, Command, now)
//!                                 Ok:  sign ▸ seal ▸ append in ONE transaction ▸ fold ▸ view
//!                                 Err: what happened, and what to do
//! ```
//!
//! The one idea: *the stored log is the only state.* Every order reads afresh what it is about (one dispute,
//! all, or none), so a second tab or a restart in between changes nothing; a view is reckoned, never kept.
//! Only the first screen may use what was reckoned before, while all that it rests on is as it was
//! (`overview`). Deliberately absent: any other cache, any rule of a procedure. Start at [`Casebook`] and [`views`].

mod acting;
mod attached;
mod backup;
mod calendars;
mod calling_back;
pub mod check_words;
mod colleagues;
mod contacts;
pub mod dates;
#[cfg(feature = "desk")]
pub mod desk;
pub mod drafts;
mod exchange;
mod holding;
mod issued;
pub mod ladder;
mod losses;
mod order;
mod overview;
pub mod own_lock;
mod packs;
mod partnership;
pub mod passphrase;
pub mod picture;
pub mod posting;
mod procedures;
pub mod profile;
pub mod proof;
pub mod reminders;
mod restore;
pub mod sealing;
mod secrets;
mod show;
#[cfg(feature = "desk")]
pub mod simulated;
mod stored;
mod summary;
mod taking_back;
mod taking_in;
pub mod telephone;
mod told;
mod versions;
pub mod views;
pub mod wording;

use std::cell::RefCell;
use std::rc::Rc;

use chrono::TimeDelta;

use crate::calendar::{Calendar, Moment};
use crate::clock::Clock;
use crate::dispute::event::EventId;
use crate::identity::Kid;
use crate::ordered::by_key;
use crate::vault::VaultError;
use crate::vault::unlocked::{Of, Unlocked};
pub use crate::vault::unlocked::{Opening, Presence};
pub use backup::OpenedBackup;
pub use issued::files_in;
pub use order::begin::RISK;
use own_lock::{OwnLockError, PrfOutput};
use packs::Packs;
pub use packs::read_one_more;
pub use show::record::RECORD;
use stored::Stored;
pub use told::CasebookError;
use views::{
    DisputeView, DueLine, DutyLine, Guide, HomeView, PackHere, Paper, ProcedureChoice, Profile, Safety, Whose,
};

/// An unlocked casebook. Dropping it drops the keys: that is how it is locked.
pub struct Casebook {
    vault: Unlocked,
    clock: Rc<dyn Clock>,
    own: Kid,
    packs: Packs,
    /// The calendar of the build.
    calendar: Rc<Calendar>,
    /// The summaries that this tab has seen last.
    known: RefCell<Vec<Rc<summary::Summary>>>,
    /// The drafts that this tab read or kept last.
    drafts: RefCell<Vec<drafts::Own>>,
}

/// What opens a casebook.
#[derive(Clone, Copy, Debug)]
pub enum Secret<'a> {
    /// The passphrase.
    Passphrase(&'a str),
    /// The printed recovery code, spaces and hyphens as they come.
    RecoveryCode(&'a str),
    /// What the device's own lock let out.
    OwnLock(&'a PrfOutput),
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
        Ok(device.presence().await?)
    }

    /// Opens it. A wrong secret changes nothing and may be tried again.
    ///
    /// # Errors
    /// [`CasebookError::NotACode`], [`CasebookError::OtherCode`], [`CasebookError::OwnLock`], or [`CasebookError::Vault`] with the reason.
    pub async fn unlock(device: &Opening, secret: Secret<'_>) -> Result<Self, CasebookError> {
        let mut opened = Err(VaultError::WrongSecret);
        for way in secrets::ways(secret)? {
            opened = Unlocked::unlock(device, way.secret()).await;
            if !matches!(opened, Err(VaultError::WrongSecret)) {
                break;
            }
        }
        let vault = match (opened, secret) {
            (Err(VaultError::WrongSecret), Secret::OwnLock(_)) => return Err(OwnLockError::OfAnother.into()),
            (Err(VaultError::WrongSecret), Secret::RecoveryCode(_)) => return Err(CasebookError::OtherCode),
            (opened, _) => opened?,
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
        let (clock, packs) = (Rc::clone(&device.clock), Packs::built_in());
        Self { vault, clock, own, packs, calendar, known: RefCell::default(), drafts: RefCell::default() }
    }

    /// Who uses this device; everything empty where nobody has said, or where it
    /// cannot be read ([`Safety::unreadable`]).
    ///
    /// # Errors
    /// [`CasebookError::Vault`].
    pub async fn profile(&self) -> Result<Profile, CasebookError> {
        Ok(profile::who(self.vault.person().await)?.0)
    }

    /// Says who uses this device, and signs it anew: it travels with what they sign.
    ///
    /// # Errors
    /// [`CasebookError::Profile`] says what is missing; [`CasebookError::Vault`].
    pub async fn set_profile(&self, profile: &Profile) -> Result<(), CasebookError> {
        let person = profile::person(&self.stored(Of::Nothing).await?.packs, profile)?;
        let mut said = exchange::introduced(&self.vault, profile, person, self.clock.now()).await?;
        said.ended = self.ended(&[drafts::PROFILE]).await?;
        Ok(self.vault.keep_together(&said).await?)
    }

    /// The first screen.
    ///
    /// # Errors
    /// [`CasebookError::Vault`].
    pub async fn home(&self) -> Result<HomeView, CasebookError> {
        let now = self.now();
        let overview = self.overview(now).await?;
        let (begun, unreadable) = self.begun().await?;
        let (mut dated, mut disputes, mut gone) = (Vec::new(), Vec::new(), Vec::new());
        for summary in &overview.disputes {
            if summary.gone > 0 {
                gone.push(summary.name());
            }
            if !summary.is_of_something() {
                continue;
            }
            let (row, owed) = summary.told(&overview.stored.calendar, now);
            let of_row = |duty| DueLine { dispute: row.dispute.clone(), title: row.name(), duty };
            dated.extend(owed.into_iter().map(of_row));
            disputes.push(row);
        }
        let at_once = |line: &DueLine| line.duty.clock == views::Clock::AtOnce;
        by_key(&mut dated, |line| (!at_once(line), line.duty.by.map(crate::calendar::Due::rank)));
        let is_due = |line: &DueLine| at_once(line) || line.duty.by.is_some_and(|by| by.date() <= now.date());
        let (theirs, dated): (_, Vec<DueLine>) =
            dated.into_iter().partition(|line| line.duty.whose == Whose::Theirs);
        let (due, coming) = dated.into_iter().partition(is_due);
        by_key(&mut disputes, |row| (!row.danger, row.status.rank(), std::cmp::Reverse(row.changed)));
        Ok(HomeView {
            now,
            profile: overview.stored.profile.clone(),
            tracks: other_tracks(&overview.stored),
            begun,
            due,
            theirs,
            coming,
            safety: Safety {
                not_exported: disputes.iter().map(|row| row.not_exported).sum(),
                not_sent: disputes.iter().map(|row| row.not_sent).sum(),
                last_export: overview.disputes.iter().filter_map(|summary| summary.last_export).max(),
                unreadable: overview.unreadable + unreadable,
                gone,
                backup: overview.stored.backup.as_ref().map(|note| self.last_backup(note, overview.entries)),
                first_backup_is_due: overview.stored.backup.is_none()
                    && overview
                        .disputes
                        .iter()
                        .filter_map(|summary| summary.own_since)
                        .any(|at| self.is_old(at.to_utc())),
                code: overview.stored.code.clone(),
                clock_before: disputes
                    .iter()
                    .map(|row| row.changed)
                    .max()
                    .filter(|latest| latest.to_utc() > self.clock.now() + CLOCKS_DIFFER),
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
        let stored = self.stored(Of::Nothing).await?;
        Ok(order::begin::choices(&stored.packs, &stored.calendar, &stored.profile, self.now()))
    }

    /// One dispute as it stands now.
    ///
    /// # Errors
    /// [`CasebookError::NoSuchDispute`], [`CasebookError::Vault`].
    pub async fn dispute(&self, dispute: &str) -> Result<DisputeView, CasebookError> {
        let (stored, id) = self.stored_of(dispute).await?;
        if stored.held.get(&id).is_some_and(|held| held.unreadable > 0) {
            // For the first screen to tell it.
            self.keep_summary(&stored, &id).await;
        }
        Ok(self.with_numbers(self.view_of(&stored, &id)).await)
    }

    /// What a duty that is owed says on demand: the line of the first screen, whole.
    ///
    /// # Errors
    /// [`CasebookError::NoSuchDispute`], also where it is owed no longer; [`CasebookError::Vault`].
    pub async fn duty(&self, dispute: &str, key: &str) -> Result<DutyLine, CasebookError> {
        let mut duties = self.dispute(dispute).await?.duties.into_iter();
        duties.find(|duty| duty.key == key).ok_or(CasebookError::NoSuchDispute)
    }

    /// A dispute, with the version that it might be moved to.
    fn view_of(&self, stored: &Stored, id: &EventId) -> DisputeView {
        let mut view = stored.record(id, &self.own, self.now()).seen(&stored.packs, |seen| {
            let offer = versions::offer(seen, stored);
            DisputeView { offer, ..seen.view() }
        });
        view.last = self.last_in(stored, &view);
        view
    }

    /// A procedure in plain words, by its id; without one, that of the person's partnership.
    ///
    /// # Errors
    /// [`CasebookError::NoSuchProcedure`], [`CasebookError::Vault`].
    pub async fn guide(&self, procedure: Option<&str>) -> Result<Guide, CasebookError> {
        let own = self.profile().await?.procedure;
        let packs = self.stored(Of::Nothing).await?.packs;
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
        let (stored, id) = self.stored_of(dispute).await?;
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
        let (stored, id) = self.stored_of(dispute).await?;
        let record = stored.record(&id, &self.own, self.now());
        let paper = record.seen(&stored.packs, |seen| show::paper::paper(seen, form));
        paper.ok_or(CasebookError::NoSuchForm)
    }

    /// What the vault holds now. The packs of the build alone are kept: they never change.
    async fn stored(&self, of: Of<'_>) -> Result<Stored, CasebookError> {
        Stored::load(&self.vault, &self.packs, &self.calendar, of).await
    }

    /// What the vault holds now of one dispute, and its id.
    ///
    /// # Errors
    /// [`CasebookError::NoSuchDispute`]; [`CasebookError::Unread`] where there is one and nothing of it can be read;
    /// [`CasebookError::Gone`] where there was one.
    async fn stored_of(&self, dispute: &str) -> Result<(Stored, EventId), CasebookError> {
        let id = EventId(dispute.to_owned());
        let stored = self.stored(Of::One(&id)).await?;
        if stored.events.contains_key(&id) {
            return Ok((stored, id));
        }
        match stored.unread_of(&self.vault.tag(&id)).unread_entries {
            0 => Err(match stored.lost(&id, 0).1 {
                0 => CasebookError::NoSuchDispute,
                gone => CasebookError::Gone(gone),
            }),
            entries => {
                // For the first screen to count them: what was worked out from them before holds no more.
                let _ = self.vault.forget_summary(&id).await;
                self.known.take();
                Err(CasebookError::Unread(entries))
            }
        }
    }

    fn now(&self) -> Moment {
        Moment::from_utc(self.clock.now().naive_utc())
    }
}

/// So far the clocks of two devices differ without anybody's being told.
const CLOCKS_DIFFER: TimeDelta = TimeDelta::minutes(5);

/// The tracks of the person's procedure but for the first, which a new dispute takes unless another is chosen.
fn other_tracks(stored: &Stored) -> Vec<(String, String)> {
    let own = stored.profile.procedure.as_deref().and_then(|id| stored.packs.named(id));
    let tracks = own.into_iter().flat_map(|pack| pack.procedure().tracks.iter().skip(1));
    tracks.map(|track| (track.id.to_string(), track.title.clone())).collect()
}

/// The procedures that come with the build, for the screen on which a casebook is created.
pub fn built_in_procedures(now: Moment) -> Vec<ProcedureChoice> {
    order::begin::choices(&Packs::built_in(), &Calendar::england_and_wales(), &Profile::default(), now)
}
