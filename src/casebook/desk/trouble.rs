//! Why the desk's own casebook did not do as asked, in two sentences. What is wrong with a disk is said in the
//! words of a disk; everything else is said once, by [`CasebookError`].

use chrono::NaiveDate;

use crate::calendar::Moment;
use crate::casebook::CasebookError;
use crate::casebook::dates::{long_date, long_moment};
use crate::casebook::passphrase::{SHORTEST, Weak};
use crate::casebook::views::Told;
use crate::vault::VaultError;
use crate::vault::folder::FolderError;

/// Why the desk's own casebook did not do as asked.
#[derive(Clone, Debug, PartialEq)]
pub enum DeskError {
    /// The folder was not opened.
    Folder(FolderError),
    /// The passphrase of a new casebook is not taken.
    Weak(Weak),
    /// No partnership of that id comes with the build; these do.
    NoSuchPartnership(String, Vec<String>),
    /// The casebook is of no partnership's desk: it has none of its keys.
    NoPartnership,
    /// What a partnership is to be called cannot stand on its card.
    NotAName,
    /// No dispute, or more than one, begins so.
    NoSuchDispute(String),
    /// No key to which a file can be sealed, or more than one, begins so.
    NoSuchReader(String),
    /// A file would be for this desk alone.
    ForNobody,
    /// A file that anybody can read has a reason.
    NoReason,
    /// No entry of the dispute, or more than one, begins so.
    NoSuchEntry(String),
    /// The entry was signed without a word.
    NoWords,
    /// Words are erased for a reason.
    NoReasonToErase,
    /// No key, or more than one, begins so.
    NoSuchMember(String),
    /// The partnership knows this person by another key, which was not revoked.
    OtherKey(String, String),
    /// The key was revoked then; that cannot be taken back.
    RevokedKey(String, Moment),
    /// The desk's own key.
    OwnKey,
    /// The register has not signed so many receipts; this is the last.
    NoSuchReceipt(i64),
    /// A certificate would have ended already.
    OverAlready,
    /// A certificate would hold for longer than one may; this is the last day.
    TooLong(NaiveDate),
    /// The casebook did not do as ordered.
    Casebook(CasebookError),
}

impl From<FolderError> for DeskError {
    fn from(error: FolderError) -> Self {
        Self::Folder(error)
    }
}

impl From<CasebookError> for DeskError {
    fn from(error: CasebookError) -> Self {
        Self::Casebook(error)
    }
}

impl DeskError {
    /// Two sentences for a person.
    pub fn told(&self) -> Told {
        let (happened, to_do) = match self {
            Self::Folder(error) => folder(error),
            Self::Weak(Weak::Short) => (
                format!("The passphrase is shorter than {SHORTEST} characters."),
                "Add a word or two: five words that do not belong together are best.",
            ),
            Self::Weak(Weak::Common) => (
                "The passphrase is among the first that somebody would try.".to_owned(),
                "Take another: five words that do not belong together are best.",
            ),
            Self::NoSuchPartnership(said, known) => (
                format!("No procedure of the name {said} comes with Accord; these do: {}.", known.join(", ")),
                "Name one of them.",
            ),
            Self::NoPartnership => (
                "This casebook has no partnership's keys.".to_owned(),
                "It was made before desks had them: make one in another folder with `accord desk init`, and take the \
                 mailbox in there.",
            ),
            Self::NotAName => (
                "The name of the partnership is empty, longer than 200 characters, or not all of it can be seen."
                    .to_owned(),
                "Write it as it is to stand on its card.",
            ),
            Self::NoSuchDispute(begin) => (
                format!("No dispute that is held here begins with {begin}, or more than one does."),
                "Take as many characters of its id as tell it from the others; `accord desk list` lists them.",
            ),
            Self::NoSuchReader(begin) => (
                format!("No key that this dispute can be sealed to begins with {begin}, or more than one does."),
                "Take six characters or more, as `accord desk members` lists them. Nothing is sealed to a key that was \
                 revoked; who is not confirmed is confirmed first, with `accord desk enrol`.",
            ),
            Self::ForNobody => (
                "Nobody who signed this dispute is confirmed, so the file would be for this desk alone.".to_owned(),
                "Confirm them with `accord desk enrol`, or name with --to whom it is for.",
            ),
            Self::NoReason => (
                "No reason is given why anyone may read it.".to_owned(),
                "Write one: it is kept in the dispute. Or leave --readable-by-anyone out, and the file is sealed.",
            ),
            Self::NoSuchEntry(begin) => (
                format!("No entry of this dispute begins with {begin}, or more than one does."),
                "Take six characters or more, as `accord desk erase` lists them where no entry is named.",
            ),
            Self::NoWords => (
                "This entry has no words that could be erased.".to_owned(),
                "What is signed itself, as a child's reference or a date, cannot be taken out of an entry.",
            ),
            Self::NoReasonToErase => (
                "No reason is given why the words are erased.".to_owned(),
                "Write one, without a word of the case: it is kept in the casebook with the moment and your name.",
            ),
            Self::NoSuchMember(begin) => (
                format!("No key that is known here begins with {begin}, or more than one does."),
                "Take six characters or more, as `accord desk members` lists them; who has signed nothing that is \
                 here sends an enrolment file.",
            ),
            Self::OtherKey(name, key) => (
                format!("{name} is confirmed already, by another key ({key})."),
                "Ring them on a number that you know. If they have a new device, revoke the other key first, with \
                 `accord desk revoke`; if they have not, somebody is using their name.",
            ),
            Self::RevokedKey(key, at) => (
                format!("This key was revoked on {} ({key}), and that cannot be taken back.", long_moment(*at)),
                "The person sets Accord up anew and sends a new enrolment.",
            ),
            Self::OwnKey => (
                "This is the key of this very desk, which cannot revoke itself.".to_owned(),
                "If it is in wrong hands, make a new desk with `accord desk init`, and have everybody take its card \
                 in after they compared its words.",
            ),
            Self::NoSuchReceipt(last) => (
                format!("There is no receipt of that number: the last one that the register signed is {last}."),
                "Name one up to that, or 0 for none.",
            ),
            Self::OverAlready => (
                "A certificate until that day would have ended already.".to_owned(),
                "Name a later day.",
            ),
            Self::TooLong(last) => (
                format!(
                    "A certificate holds for three years at most, now until {}: only revoking the key would end it sooner.",
                    long_date(*last)
                ),
                "Name a day up to that one; before it ends, the same command renews it.",
            ),
            Self::Casebook(CasebookError::Vault(error)) => match storage(error) {
                Some(told) => told,
                None => return CasebookError::Vault(error.clone()).told(),
            },
            Self::Casebook(error) => return error.told(),
        };
        Told { happened, to_do: to_do.to_owned(), reasons: Vec::new() }
    }
}

fn folder(error: &FolderError) -> (String, &'static str) {
    match error {
        FolderError::Absent => (
            "There is no casebook in this folder.".to_owned(),
            "Check the name, or make one there with `accord desk init`.",
        ),
        FolderError::HoldsSomething => (
            "This folder holds something already, so no casebook was made in it.".to_owned(),
            "Name a folder that is empty or not there yet. Nothing was changed.",
        ),
        FolderError::Busy => (
            "Another command is working in this folder.".to_owned(),
            "Wait until it is done, then try again.",
        ),
        FolderError::Newer => (
            "This casebook was made by a newer version of Accord.".to_owned(),
            "Use that version. Nothing was changed.",
        ),
        FolderError::Damaged => (
            "The casebook in this folder is not as it was written.".to_owned(),
            "Keep it as it is. Look after the disk, put the folder back from a copy of yours, or make a new one \
             elsewhere and take the mailbox in again.",
        ),
        FolderError::Failed(why) => (
            format!("The folder cannot be used (the system says: {why})."),
            "Check that the disk is there and that the folder is yours, then try again.",
        ),
    }
}

/// What only a browser would say of a storage, as a disk has it.
fn storage(error: &VaultError) -> Option<(String, &'static str)> {
    let told = match error {
        VaultError::Full => (
            "Not saved: there is no room left on this disk.".to_owned(),
            "Free some space, then run it again.",
        ),
        VaultError::Closed => (
            "Not saved: an earlier write failed, and what the disk holds since is not known.".to_owned(),
            "Look after the disk, then run it again: what was saved before is there.",
        ),
        VaultError::Failed(why) => (
            format!("Not saved: the system says: {why}."),
            "Check the disk, then run it again: what was saved before is there.",
        ),
        VaultError::Newer => return Some(folder(&FolderError::Newer)),
        VaultError::Damaged(_) | VaultError::Gone => return Some(folder(&FolderError::Damaged)),
        VaultError::Absent => return Some(folder(&FolderError::Absent)),
        VaultError::Taken => return Some(folder(&FolderError::HoldsSomething)),
        VaultError::WrongSecret
        | VaultError::Overtaken
        | VaultError::UnsafeCost
        | VaultError::NoStorage
        | VaultError::NoStretching(_) => return None,
    };
    Some(told)
}
