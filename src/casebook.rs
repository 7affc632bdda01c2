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
//! caches, drafts of screens, any rule of a procedure. Start at [`Casebook`] and [`views`].

pub mod views;

use views::{
    Answers, DisputeView, ExportFile, HomeView, ImportPreview, Imported, ProcedureChoice, Profile, Refused,
    Told,
};

/// An unlocked casebook. Dropping it drops the keys: that is how it is locked.
#[derive(Debug)]
pub struct Casebook<V> {
    vault: V,
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

/// The printed recovery code: shown once, when the casebook is created.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecoveryCode(pub String);

/// Why the casebook did not do as ordered. Nothing was stored.
#[derive(Clone, Debug, PartialEq)]
pub enum CasebookError {
    /// The procedure refuses it, each reason with a code and a sentence.
    Refused(Vec<Refused>),
    /// An answer of the form cannot be read.
    Answers(Vec<Refused>),
    /// No dispute of that id is here.
    NoSuchDispute,
    /// No action of that id is offered now.
    NoSuchAction,
}

impl CasebookError {
    /// Two sentences for a person, and the reasons.
    pub fn told(&self) -> Told {
        Told { happened: String::new(), to_do: String::new(), reasons: Vec::new() }
    }
}

impl<V> Casebook<V> {
    /// Whether there is a casebook in the vault.
    pub async fn presence(_vault: &V) -> Result<Presence, CasebookError> {
        Ok(Presence::Absent)
    }

    /// Makes a casebook with its keys. The recovery code is shown once and kept by nobody.
    pub async fn create(
        vault: V,
        _passphrase: &str,
        _profile: Profile,
    ) -> Result<(Self, RecoveryCode), CasebookError> {
        Ok((Self { vault }, RecoveryCode(String::new())))
    }

    /// Opens it. A wrong secret changes nothing and may be tried again.
    pub async fn unlock(vault: V, _secret: Secret<'_>) -> Result<Self, CasebookError> {
        Ok(Self { vault })
    }

    /// Drops the keys and hands the vault back.
    pub fn lock(self) -> V {
        self.vault
    }

    /// Who uses this device.
    pub async fn profile(&self) -> Result<Profile, CasebookError> {
        Err(CasebookError::NoSuchDispute)
    }

    /// Says who uses this device.
    pub async fn set_profile(&self, _profile: &Profile) -> Result<(), CasebookError> {
        Err(CasebookError::NoSuchDispute)
    }

    /// The first screen.
    pub async fn home(&self) -> Result<HomeView, CasebookError> {
        Err(CasebookError::NoSuchDispute)
    }

    /// The procedures that a new dispute may be run under, with the forms that begin one.
    pub fn procedures(&self) -> Vec<ProcedureChoice> {
        Vec::new()
    }

    /// Begins a dispute: `action` is `open` or `risk`, the id of one of the track's two forms.
    pub async fn begin(
        &self,
        _procedure: &str,
        _track: &str,
        _action: &str,
        _answers: &Answers,
    ) -> Result<DisputeView, CasebookError> {
        Err(CasebookError::NoSuchDispute)
    }

    /// Does what an [`views::Action`] of that dispute offers. Reads the log afresh first.
    pub async fn act(
        &self,
        _dispute: &str,
        _action: &str,
        _answers: &Answers,
    ) -> Result<DisputeView, CasebookError> {
        Err(CasebookError::NoSuchDispute)
    }

    /// One dispute as it stands now.
    pub async fn dispute(&self, _dispute: &str) -> Result<DisputeView, CasebookError> {
        Err(CasebookError::NoSuchDispute)
    }

    /// Makes the signed file of a dispute. Nothing is marked yet: call [`Self::file_made`] once
    /// the person has it.
    pub async fn export(&self, _dispute: &str) -> Result<ExportFile, CasebookError> {
        Err(CasebookError::NoSuchDispute)
    }

    /// Marks the entries of a file that was handed out by [`Self::export`] as exported.
    pub async fn file_made(&self, _dispute: &str, _file: &ExportFile) -> Result<(), CasebookError> {
        Err(CasebookError::NoSuchDispute)
    }

    /// Verifies a file and says what importing it would change. Stores nothing.
    pub async fn preview_import(&self, _text: &str) -> Result<ImportPreview, CasebookError> {
        Err(CasebookError::NoSuchDispute)
    }

    /// Verifies a file and takes in what is new, all of it or nothing. Doing it twice is as once.
    pub async fn commit_import(&self, _text: &str) -> Result<Imported, CasebookError> {
        Err(CasebookError::NoSuchDispute)
    }
}
