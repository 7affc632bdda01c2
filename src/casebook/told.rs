//! Why the casebook did not do as ordered, in two sentences: what happened, what to do.

mod file;

use super::own_lock::OwnLockError;
use super::sealing::SealingError;
use super::views::{Refused, Told};
use crate::bundle::{BundleError, CardChange, ExportError, Limit};
use crate::identity::NotAPerson;
use crate::vault::VaultError;
use crate::vault::backup::BackupError;
use crate::words::{Word, anomalies, told as words};

/// Why the casebook did not do as ordered. Nothing was stored.
#[derive(Clone, Debug, PartialEq)]
pub enum CasebookError {
    /// The procedure refuses it, each reason with a code and a sentence.
    Refused(Vec<Refused>),
    /// Answers of the form cannot be read.
    Answers(Vec<Refused>),
    /// Something is odd and was not confirmed; each is told with its field. Nothing was stored.
    InDoubt(Vec<Refused>),
    /// No dispute of that id is here.
    NoSuchDispute,
    /// Of that dispute so many entries are here, and none of them can be read.
    Unread(usize),
    /// Of that dispute so many entries were here, and all of them are gone.
    Gone(usize),
    /// No action of that id is offered.
    NoSuchAction,
    /// No procedure or track of that id is here.
    NoSuchProcedure,
    /// No form of that id is in the procedure.
    NoSuchForm,
    /// What was typed is no recovery code.
    NotACode,
    /// What was typed is not the recovery code of this casebook.
    OtherCode,
    /// A name, a role or an agency that cannot stand in a record.
    Profile(NotAPerson),
    /// Nobody has said who uses this device, so nothing can travel under a name.
    NoProfile,
    /// What was written does not make an entry that can be read again.
    Unrecordable(BundleError),
    /// With it, no file could carry the dispute.
    NoRoom(Limit),
    /// With what the file brings, none could.
    TooMuch(Limit),
    /// The file is not taken in.
    Bundle(BundleError),
    /// The card does not take the place of the one that is known.
    Card(CardChange),
    /// The words that were heard are not those of the card.
    OtherWords,
    /// The first card of a partnership, whose words nobody has compared.
    NotCompared,
    /// No partnership's card is held that names the register.
    NoCard,
    /// What is sealed does not open, or cannot be sealed.
    Seal(SealingError),
    /// A file that a person wrote has faults; what it is, and each fault.
    Faulty(&'static str, Vec<Refused>),
    /// A file that a person wrote, and whose texts have line ends in them that mail put there.
    Broken,
    /// A calendar that is not later than the one here, which was issued on that day.
    NotLater(String),
    /// A dispute's file is signed by whoever exports it, and by nobody else.
    NothingToSign,
    /// The file cannot be made.
    Export(ExportError),
    /// The file is a backup, where a dispute or something that is issued for everybody was to be opened.
    IsBackup,
    /// The backup is not one to rely on.
    Backup(BackupError),
    /// No backup brought anything that could be taken out again.
    NothingRestored,
    /// What a backup brought cannot be taken out: entries that stay build upon it.
    BuiltUpon,
    /// The last entry cannot be taken back.
    StaysForGood,
    /// What is to go is all of a dispute, and something is begun in it.
    BegunIn,
    /// The device's own lock did not do as asked.
    OwnLock(OwnLockError),
    /// The storage did not do as asked.
    Vault(VaultError),
}

impl From<BackupError> for CasebookError {
    fn from(error: BackupError) -> Self {
        match error {
            BackupError::Vault(error) => Self::Vault(error),
            other => Self::Backup(other),
        }
    }
}

impl From<OwnLockError> for CasebookError {
    fn from(error: OwnLockError) -> Self {
        Self::OwnLock(error)
    }
}

impl From<VaultError> for CasebookError {
    fn from(error: VaultError) -> Self {
        Self::Vault(error)
    }
}

impl CasebookError {
    /// Two sentences for a person, and the reasons.
    pub fn told(&self) -> Told {
        let (happened, to_do) = self.said();
        let reasons = match self {
            Self::Refused(reasons)
            | Self::Answers(reasons)
            | Self::InDoubt(reasons)
            | Self::Faulty(_, reasons) => reasons.clone(),
            _ => Vec::new(),
        };
        Told { happened, to_do: to_do.to_owned(), reasons }
    }

    pub(super) fn said(&self) -> (String, &'static Word) {
        let (happened, to_do) = match self {
            Self::Refused(_) => (words::NOT_RECORDED, words::NOT_RECORDED_DO),
            Self::Answers(_) => (words::UNREADABLE_ANSWERS, words::UNREADABLE_ANSWERS_DO),
            Self::InDoubt(_) => (words::IN_DOUBT, words::IN_DOUBT_DO),
            Self::NoSuchDispute => (words::NO_SUCH_DISPUTE, words::NO_SUCH_DISPUTE_DO),
            Self::Unread(entries) => return (anomalies::unread(*entries), anomalies::UNREAD_DO),
            Self::Gone(entries) => return (anomalies::gone(*entries), anomalies::GONE_DO),
            Self::NoSuchAction => (words::NO_SUCH_ACTION, words::NO_SUCH_ACTION_DO),
            Self::NoSuchProcedure => (words::NO_SUCH_PROCEDURE, words::NO_SUCH_PROCEDURE_DO),
            Self::NoSuchForm => (words::NO_SUCH_FORM, words::NO_SUCH_FORM_DO),
            Self::NotACode => (words::NOT_A_CODE, words::NOT_A_CODE_DO),
            Self::OtherCode => (words::OTHER_CODE, words::OTHER_CODE_DO),
            Self::Profile(NotAPerson::Empty) => (words::PERSON_EMPTY, words::PERSON_EMPTY_DO),
            Self::Profile(NotAPerson::TooLong) => (words::PERSON_TOO_LONG, words::PERSON_TOO_LONG_DO),
            Self::Profile(NotAPerson::Unseen) => (words::PERSON_UNSEEN, words::PERSON_UNSEEN_DO),
            Self::NoProfile => (words::NO_PROFILE, words::NO_PROFILE_DO),
            Self::Unrecordable(_) => (words::UNRECORDABLE, words::UNRECORDABLE_DO),
            Self::NoRoom(limit) => return (words::no_room(&file::limit(*limit)), words::NO_ROOM_DO),
            Self::TooMuch(limit) => return (words::too_much(&file::limit(*limit)), words::TOO_MUCH_DO),
            Self::Bundle(error) => return file::read(error),
            Self::Card(CardChange::AnotherRoot) => (words::CARD_ANOTHER_ROOT, words::RING_PARTNERSHIP_DO),
            Self::Card(CardChange::Older) => (words::CARD_OLDER, words::NOTHING_CHANGED),
            Self::Card(CardChange::Forked) => (words::CARD_FORKED, words::RING_PARTNERSHIP_DO),
            Self::Card(CardChange::Unrevoked) => (words::CARD_UNREVOKED, words::RING_PARTNERSHIP_DO),
            Self::OtherWords => (words::OTHER_WORDS, words::OTHER_WORDS_DO),
            Self::NotCompared => (words::NOT_COMPARED, words::NOT_COMPARED_DO),
            Self::NoCard => (words::NO_CARD, words::NO_CARD_DO),
            Self::Faulty(what, faults) => return (words::faulty(what, faults.len()), words::FAULTY_DO),
            Self::Broken => (words::BROKEN, words::BROKEN_DO),
            Self::NotLater(issued) => return (words::not_later(issued), words::NOT_LATER_DO),
            Self::Seal(error) => return error.said(),
            Self::NothingToSign => (words::NOTHING_TO_SIGN, words::NOTHING_TO_SIGN_DO),
            Self::Export(error) => return file::written(error),
            Self::IsBackup => (words::IS_BACKUP, words::IS_BACKUP_DO),
            Self::Backup(error) => return backup(error),
            Self::NothingRestored => (words::NOTHING_RESTORED, words::NOTHING_CHANGED),
            Self::BuiltUpon => (words::BUILT_UPON, words::PUT_RIGHT_DO),
            Self::StaysForGood => (words::STAYS_FOR_GOOD, words::PUT_RIGHT_DO),
            Self::BegunIn => (words::BEGUN_IN, words::BEGUN_IN_DO),
            Self::OwnLock(OwnLockError::Refused) => (words::LOCK_REFUSED, words::LOCK_DO),
            Self::OwnLock(OwnLockError::Unable) => (words::LOCK_UNABLE, words::NOTHING_CHANGED),
            Self::OwnLock(OwnLockError::OfAnother) => (words::LOCK_OF_ANOTHER, words::LOCK_DO),
            Self::Vault(error) => return vault(error),
        };
        (happened.to_owned(), to_do)
    }
}

fn backup(error: &BackupError) -> (String, &'static Word) {
    let (happened, to_do) = match error {
        BackupError::NotABackup => (words::NOT_A_BACKUP, words::NOT_A_BACKUP_DO),
        BackupError::Truncated => (words::BACKUP_TRUNCATED, words::ANOTHER_BACKUP_DO),
        BackupError::TooLarge => (words::BACKUP_TOO_LARGE, words::ANOTHER_BACKUP_DO),
        BackupError::Newer => (words::BACKUP_NEWER, words::BACKUP_NEWER_DO),
        BackupError::Incomplete { made, found } => {
            return (words::backup_incomplete(*made, *found), words::ANOTHER_BACKUP_DO);
        }
        BackupError::Altered(part) => {
            return (words::backup_altered(&words::stored(part)), words::ANOTHER_BACKUP_DO);
        }
        BackupError::WrongSecret => (words::BACKUP_SECRET, words::BACKUP_SECRET_DO),
        BackupError::OfAnother => (words::BACKUP_OF_ANOTHER, words::BACKUP_OF_ANOTHER_DO),
        BackupError::Vault(error) => return vault(error),
    };
    (happened.to_owned(), to_do)
}

fn vault(error: &VaultError) -> (String, &'static Word) {
    let (happened, to_do) = match error {
        VaultError::WrongSecret => (words::WRONG_SECRET, words::WRONG_SECRET_DO),
        VaultError::Absent => (words::ABSENT, words::ABSENT_DO),
        VaultError::Gone => (words::GONE, words::GONE_DO),
        VaultError::Overtaken => (words::OVERTAKEN, words::OVERTAKEN_DO),
        VaultError::Taken => (words::TAKEN, words::TAKEN_DO),
        VaultError::UnsafeCost => (words::UNSAFE_COST, words::DAMAGED_DO),
        VaultError::Newer => (words::NEWER, words::NEWER_DO),
        VaultError::Damaged(part) => return (words::damaged(&words::stored(part)), words::DAMAGED_DO),
        VaultError::NoStorage => (words::NO_STORAGE, words::NO_STORAGE_DO),
        VaultError::Full => (words::FULL, words::FULL_DO),
        VaultError::Closed => (words::CLOSED, words::CLOSED_DO),
        VaultError::NoStretching(why) => return (words::no_stretching(why), words::NO_STRETCHING_DO),
        VaultError::Failed(why) => return (words::failed(why), words::FAILED_DO),
    };
    (happened.to_owned(), to_do)
}
