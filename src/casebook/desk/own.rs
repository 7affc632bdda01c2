//! The desk's own casebook, in a folder: made, opened, listed.
//!
//! The one idea: *a casebook at the desk is a casebook.* The same orders, the same keys, the same refusals as on
//! a phone; only where the records lie is another.

use std::path::Path;
use std::rc::Rc;

use super::backups::at_once;
use super::trouble::DeskError;
use super::{SystemClock, now};
use crate::casebook::views::{BackupLine, ProcedureChoice, Profile};
use crate::casebook::{Casebook, Opening, Secret, built_in_procedures, passphrase};
use crate::vault::folder::Folder;
use crate::vault::recovery::RecoveryCode;
use crate::vault::stretch::InThisThread;

/// The desk's own casebook, open. As long as it is, no other command can open it.
#[derive(Debug)]
pub struct OwnCasebook {
    pub(super) book: Casebook,
}

/// What the desk's casebook holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Holds {
    /// Whose it is.
    pub profile: Profile,
    /// Its disputes, with where each stands.
    pub disputes: Vec<BackupLine>,
    /// How many records cannot be read. 0 is the rule.
    pub unreadable: usize,
}

/// Who is to use a casebook at the desk. The partnership is one of those of the build, by its id; the agency is
/// found among its agencies by id or by name, and is taken as it is where it is none of them.
///
/// # Errors
/// [`DeskError::NoSuchPartnership`].
pub fn profile(partnership: &str, agency: &str, name: &str, role: &str) -> Result<Profile, DeskError> {
    let offered = built_in_procedures(now());
    let Some(chosen) = offered.iter().find(|choice| choice.id == partnership) else {
        let known = offered.into_iter().map(|choice| choice.id).collect();
        return Err(DeskError::NoSuchPartnership(partnership.to_owned(), known));
    };
    let agency = known_agency(chosen, agency).unwrap_or(agency).to_owned();
    let (name, role) = (name.to_owned(), role.to_owned());
    Ok(Profile { name, role, agency, procedure: Some(chosen.id.clone()) })
}

fn known_agency<'a>(of: &'a ProcedureChoice, said: &str) -> Option<&'a str> {
    let is_meant = |(id, label): &&(String, String)| id == said || label.eq_ignore_ascii_case(said);
    of.agencies.iter().find(is_meant).map(|(id, _)| id.as_str())
}

/// Makes a casebook in a folder that is not there or empty; gives the recovery code, to be shown once.
///
/// # Errors
/// [`DeskError`] says why not; nothing was stored then.
pub fn make_casebook(dir: &Path, passphrase: &str, profile: &Profile) -> Result<String, DeskError> {
    if let Some(weak) = passphrase::weakness(passphrase) {
        return Err(DeskError::Weak(weak));
    }
    let device = device(Folder::create(dir)?);
    Ok(at_once(async {
        let (book, code) = Casebook::create(&device, passphrase, profile).await?;
        // It is on the paper or on the screen of whoever asked: the folder need not keep it.
        book.code_typed_back(&code).await?;
        Ok::<_, crate::casebook::CasebookError>(code)
    })?)
}

/// Whether a casebook could be made there, before anybody is asked for a passphrase.
///
/// # Errors
/// [`DeskError::Folder`].
pub fn check_room(dir: &Path) -> Result<(), DeskError> {
    Ok(Folder::check_room(dir)?)
}

impl OwnCasebook {
    /// Opens the casebook of a folder with its passphrase or its recovery code.
    ///
    /// # Errors
    /// [`DeskError`] says why not.
    pub fn open(dir: &Path, typed: &str) -> Result<Self, DeskError> {
        let device = device(Folder::open(dir)?);
        let book = at_once(async {
            let by_passphrase = Casebook::unlock(&device, Secret::Passphrase(typed)).await;
            match by_passphrase {
                Err(_) if RecoveryCode::parse(typed).is_some() => {
                    Casebook::unlock(&device, Secret::RecoveryCode(typed)).await
                }
                other => other,
            }
        })?;
        Ok(Self { book })
    }

    /// Everything that it holds, as it stands now.
    ///
    /// # Errors
    /// [`DeskError::Casebook`].
    pub fn holds(&self) -> Result<Holds, DeskError> {
        Ok(at_once(async {
            let profile = self.book.profile().await?;
            let (disputes, unreadable) = self.book.lines().await?;
            Ok::<_, crate::casebook::CasebookError>(Holds { profile, disputes, unreadable })
        })?)
    }
}

fn device(folder: Folder) -> Opening {
    Opening { vault: Rc::new(folder), stretch: Rc::new(InThisThread), clock: Rc::new(SystemClock) }
}
