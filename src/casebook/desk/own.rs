//! The desk's own casebook, in a folder: made, opened, listed.
//!
//! The one idea: *a casebook at the desk is a casebook.* The same orders, the same keys, the same refusals as on
//! a phone; only where the records lie is another.

use std::path::Path;
use std::rc::Rc;

use zeroize::Zeroizing;

use super::SystemClock;
use super::agencies::{known_agency, offered};
use super::backups::at_once;
use super::trouble::DeskError;
use crate::casebook::views::{BackupLine, Profile, Told};
use crate::casebook::{Casebook, CasebookError, Opening, Secret, check_words, passphrase};
use crate::identity::can_be_seen_whole;
use crate::vault::folder::Folder;
use crate::vault::recovery::RecoveryCode;
use crate::vault::stretch::InThisThread;
use crate::vault::unlocked::PartnershipKeys;

/// The desk's own casebook, open. As long as it is, no other command can open it.
#[derive(Debug)]
pub struct OwnCasebook {
    pub(super) book: Casebook,
    /// The keys of the partnership whose desk it is; none where it is nobody's.
    pub(super) keys: Option<PartnershipKeys>,
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
pub fn profile(
    partnership: Option<&str>,
    agency: &str,
    name: &str,
    role: &str,
) -> Result<Profile, DeskError> {
    let (name, role) = (name.to_owned(), role.to_owned());
    let Some(partnership) = partnership else {
        return Ok(Profile { name, role, agency: agency.to_owned(), procedure: None });
    };
    let chosen = offered(partnership)?;
    let agency = known_agency(&chosen, agency).unwrap_or(agency).to_owned();
    Ok(Profile { name, role, agency, procedure: Some(chosen.id) })
}

/// What the partnership of a pack of the build calls itself.
///
/// # Errors
/// [`DeskError::NoSuchPartnership`].
pub fn name_of(partnership: &str) -> Result<String, DeskError> {
    Ok(offered(partnership)?.partnership)
}

/// What a new casebook at the desk is opened with, and whose it is.
#[derive(Debug)]
pub struct Made {
    /// The recovery code, to be shown once.
    pub code: String,
    /// The six words that stand for the partnership's root key.
    pub words: String,
}

/// Makes the casebook of a partnership's desk in a folder that is not there or empty, with the partnership's keys and its first
/// card.
///
/// # Errors
/// [`DeskError`] says why not; nothing was stored then.
pub fn make_casebook(
    dir: &Path,
    passphrase: &str,
    profile: &Profile,
    partnership: &str,
) -> Result<Made, DeskError> {
    if let Some(weak) = passphrase::weakness(passphrase) {
        return Err(DeskError::Weak(weak));
    }
    can_be_seen_whole(partnership).map_err(|_| DeskError::NotAName)?;
    let device = device(Folder::create(dir)?);
    Ok(at_once(async {
        let (book, root, code) =
            Casebook::create_with_partnership(&device, passphrase, profile, partnership).await?;
        // It is on the paper or on the screen of whoever asked: the folder need not keep it.
        book.code_typed_back(&code).await?;
        let words = check_words::of_partnership(&InThisThread, &root).await?.to_string();
        Ok::<_, crate::casebook::CasebookError>(Made { code, words })
    })?)
}

/// Five words for the passphrase of a new casebook.
pub fn drawn_passphrase() -> Zeroizing<String> {
    passphrase::five_words(&SystemClock)
}

/// Whether a casebook could be made there, before anybody is asked for a passphrase.
///
/// # Errors
/// [`DeskError::Folder`].
pub fn check_room(dir: &Path) -> Result<(), DeskError> {
    Ok(Folder::check_room(dir)?)
}

/// Whether a casebook lies in this folder.
pub fn is_casebook(dir: &Path) -> bool {
    Folder::is_at(dir)
}

/// The desk's own casebook, not unlocked yet. As long as it is there, no other command can open it.
#[derive(Debug)]
pub struct Shut(Folder);

impl Shut {
    /// The casebook in a folder.
    ///
    /// # Errors
    /// [`DeskError::Folder`].
    pub fn at(dir: &Path) -> Result<Self, DeskError> {
        Ok(Self(Folder::open(dir)?))
    }

    /// What to say where the last write into it was not whole. Whoever does not say it now cannot say it later.
    pub fn of_last_write(&self) -> Option<Told> {
        self.0.is_cut().then(|| Told {
            happened: "The last write into this casebook is not whole, so it counts for nothing: it was stopped, or the \
                       end of the file was lost since."
                .to_owned(),
            to_do: "Run the last command on it again, and `accord intake` on the mailbox: what is there already comes to \
                    nothing new. If you copied the folder here, copy it again."
                .to_owned(),
            reasons: Vec::new(),
        })
    }

    /// Opens it with its passphrase or its recovery code.
    ///
    /// # Errors
    /// [`DeskError`] says why not.
    pub fn unlock(self, typed: &str) -> Result<OwnCasebook, DeskError> {
        let device = device(self.0);
        let book = at_once(async {
            let by_passphrase = Casebook::unlock(&device, Secret::Passphrase(typed)).await;
            match by_passphrase {
                Err(_) if RecoveryCode::parse(typed).is_some() => {
                    Casebook::unlock(&device, Secret::RecoveryCode(typed)).await
                }
                other => other,
            }
        })?;
        let keys = at_once(book.vault.partnership_keys()).map_err(CasebookError::from)?;
        Ok(OwnCasebook { book, keys })
    }
}

impl OwnCasebook {
    /// Opens the casebook of a folder with its passphrase or its recovery code.
    ///
    /// # Errors
    /// [`DeskError`] says why not.
    pub fn open(dir: &Path, typed: &str) -> Result<Self, DeskError> {
        Shut::at(dir)?.unlock(typed)
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
