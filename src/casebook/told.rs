//! Why the casebook did not do as ordered, in two sentences: what happened, what to do.

use super::sealing::SealingError;
use super::views::{Refused, Told};
use crate::bundle::{BundleError, CardChange, ExportError, Limit};
use crate::identity::NotAPerson;
use crate::vault::VaultError;
use crate::vault::backup::BackupError;

/// Why the casebook did not do as ordered. Nothing was stored.
#[derive(Clone, Debug, PartialEq)]
pub enum CasebookError {
    /// The procedure refuses it, each reason with a code and a sentence.
    Refused(Vec<Refused>),
    /// Answers of the form cannot be read.
    Answers(Vec<Refused>),
    /// No dispute of that id is here.
    NoSuchDispute,
    /// No action of that id is offered.
    NoSuchAction,
    /// No procedure or track of that id is here.
    NoSuchProcedure,
    /// No form of that id is in the procedure.
    NoSuchForm,
    /// What was typed is no recovery code.
    NotACode,
    /// What was typed is not the recovery code that was shown.
    OtherCode,
    /// A name, a role or an agency that cannot stand in a record.
    Profile(NotAPerson),
    /// Nobody has said who uses this device, so nothing can travel under a name.
    NoProfile,
    /// What was written does not make an entry that can be read again.
    Unrecordable(BundleError),
    /// With it, no file could carry the dispute.
    NoRoom(Limit),
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

impl From<VaultError> for CasebookError {
    fn from(error: VaultError) -> Self {
        Self::Vault(error)
    }
}

impl CasebookError {
    /// Two sentences for a person, and the reasons.
    pub fn told(&self) -> Told {
        let told = |happened: &str, to_do: &str| (happened.to_owned(), to_do.to_owned());
        let mut reasons = Vec::new();
        let (happened, to_do) = match self {
            Self::Refused(refused) => {
                reasons.clone_from(refused);
                told("This was not recorded.", "Look at each reason; what you wrote is still there.")
            }
            Self::Answers(refused) => {
                reasons.clone_from(refused);
                told("Some answers cannot be read.", "Correct each one that is marked, then try again.")
            }
            Self::NoSuchDispute => told(
                "This dispute is not on this device.",
                "Go to the start page and choose one there, or import its file.",
            ),
            Self::NoSuchAction => told(
                "This cannot be done in this dispute any more.",
                "Look at the dispute again: it may have changed in another window.",
            ),
            Self::NoSuchProcedure => told(
                "The procedure is not on this device.",
                "Choose one of those that are offered, or import a file that carries it.",
            ),
            Self::NoSuchForm => told(
                "This form is not in the procedure of the dispute.",
                "Go back to the dispute and choose one of its forms.",
            ),
            Self::NotACode => told(
                "That is not a recovery code.",
                "It has 26 letters and digits in groups; check it against the printed sheet.",
            ),
            Self::OtherCode => told(
                "That is not the recovery code of this casebook.",
                "Compare what you wrote down with the screen, sign by sign, and type it again.",
            ),
            Self::Profile(reason) => profile(*reason),
            Self::NoProfile => told(
                "Nobody has said yet who uses this device.",
                "Fill in your name, role and agency, then make the file.",
            ),
            Self::Unrecordable(_) => told(
                "This was not recorded: what it says would be lost when it is read again.",
                "Your words are still on this screen. This is a fault in Accord: copy them, and report it.",
            ),
            Self::NoRoom(limit) => (
                format!("This was not recorded: with it, no file could carry the dispute any more ({limit})."),
                "Your words are still on this screen: shorten them, or keep them elsewhere. That a child is in \
                 danger can be recorded all the same."
                    .to_owned(),
            ),
            Self::Bundle(error) => error.told(),
            Self::Card(change) => card(*change),
            Self::OtherWords => told(
                "These are not the six words of this card. It was not taken in.",
                "Listen to each word again. If they still differ, somebody else made this card: leave it, and tell your \
                 partnership.",
            ),
            Self::NotCompared => told(
                "This is the first card of this partnership here.",
                "Compare its six words with somebody there before you take it in.",
            ),
            Self::NoCard => told(
                "This receipt is of a register that no card on this device names.",
                "Take your partnership's newest card in first.",
            ),
            Self::Faulty(what, faults) => {
                reasons.clone_from(faults);
                let n = super::dates::counted(faults.len(), "fault", "faults");
                (
                    format!("This {what} has {n}, so it was not opened."),
                    "Send these lines to whoever wrote it. Nothing was changed here.".to_owned(),
                )
            }
            Self::Broken => told(
                "This file was changed on its way: lines were broken in the middle of a text.",
                "Ask for it as an attachment, or signed: a signed file can be read all the same.",
            ),
            Self::NotLater(issued) => (
                format!("This calendar is not later than the one here, which was issued on {issued}."),
                "Nothing was changed. Ask for the newest one.".to_owned(),
            ),
            Self::Seal(error) => return error.told(),
            Self::NothingToSign => told(
                "Only a calendar or a procedure can be signed here.",
                "Choose one; a dispute is signed where its file is made.",
            ),
            Self::Export(error) => error.told(),
            Self::IsBackup => told(
                "This is a backup of a casebook, not a file that somebody sent.",
                "In the app, restore it under Settings, Backup; at the desk, `accord backup verify` looks at it.",
            ),
            Self::Backup(error) => backup(error),
            Self::NothingRestored => told(
                "There is nothing to take out: no backup was restored here, or it was taken out already.",
                "Nothing was changed.",
            ),
            Self::BuiltUpon => told(
                "The restored entries stay: later entries build upon them.",
                "Nothing was changed. What is wrong in an entry is put right by a correction.",
            ),
            Self::StaysForGood => told(
                "This entry stays: it is in a file, or a later entry builds upon it.",
                "Nothing was changed. What is wrong in an entry is put right by a correction.",
            ),
            Self::Vault(error) => vault(error),
        };
        Told { happened, to_do, reasons }
    }
}

fn profile(reason: NotAPerson) -> (String, String) {
    let (happened, to_do) = match reason {
        NotAPerson::Empty => (
            "Your name, your role or your agency is empty.",
            "Fill in all three: they travel with what you sign.",
        ),
        NotAPerson::TooLong => {
            ("Your name, your role or your agency is longer than 200 characters.", "Shorten it.")
        }
        NotAPerson::Unseen => (
            "Your name, your role or your agency has a space at an end, or a character that cannot be seen.",
            "Type it again by hand.",
        ),
    };
    (happened.to_owned(), to_do.to_owned())
}

fn card(change: CardChange) -> (String, String) {
    const RING: &str = "Ring the partnership on a number that you know. Nothing was changed.";
    let (happened, to_do) = match change {
        CardChange::AnotherRoot => (
            "This card bears the name of a partnership that is known here, and another key: do not use it.",
            RING,
        ),
        CardChange::Older => ("This card is older than the one that is here.", "Nothing was changed."),
        CardChange::Forked => {
            ("This card has the number of the one that is here, and says something else.", RING)
        }
        CardChange::Unrevoked => ("This card lacks a key that was revoked.", RING),
    };
    (happened.to_owned(), to_do.to_owned())
}

fn backup(error: &BackupError) -> (String, String) {
    const ANOTHER: &str =
        "Nothing was changed. Copy the file again from where you keep it, or use an older backup.";
    let (happened, to_do) = match error {
        BackupError::NotABackup => (
            "This file is not a backup of Accord.".to_owned(),
            "Choose the file that Accord made; its name begins with accord-backup.",
        ),
        BackupError::Truncated => ("This backup stops before its end.".to_owned(), ANOTHER),
        BackupError::TooLarge => {
            ("This file is larger than any backup that can be read here.".to_owned(), ANOTHER)
        }
        BackupError::Newer => (
            "This backup was made by a newer version of Accord.".to_owned(),
            "Reload Accord while you are online, to get that version; then try again.",
        ),
        BackupError::Incomplete { made, found } => {
            (format!("This backup was made with {made} records, and {found} are in it."), ANOTHER)
        }
        BackupError::Altered(part) => (format!("This backup is not as it was made ({part})."), ANOTHER),
        BackupError::WrongSecret => (
            "That is not the passphrase or the recovery code of this backup.".to_owned(),
            "It opens with those that the casebook had when it was made. Look whether caps lock is on, and try \
             again. Nothing was changed.",
        ),
        BackupError::OfAnother => (
            "This backup is of another casebook.".to_owned(),
            "Restore it with the passphrase or the recovery code of that casebook.",
        ),
        BackupError::Vault(error) => return vault(error),
    };
    (happened, to_do.to_owned())
}

fn vault(error: &VaultError) -> (String, String) {
    let (happened, to_do) = match error {
        VaultError::WrongSecret => (
            "That is not the passphrase or the recovery code.".to_owned(),
            "Look whether caps lock is on, and try again. Nothing was changed.",
        ),
        VaultError::Absent => (
            "There is no casebook on this device yet.".to_owned(),
            "Make one, or open the one on your other device.",
        ),
        VaultError::Gone => (
            "Not saved: this casebook is no longer on the device, because its data was cleared.".to_owned(),
            "Copy what is on this screen. Then make a new casebook and import your last files.",
        ),
        VaultError::Overtaken => (
            "Nothing was stored: this dispute was changed in another window meanwhile.".to_owned(),
            "Look at it again, then do it again. Your words are still here.",
        ),
        VaultError::Taken => (
            "Something is stored here already, perhaps from another window.".to_owned(),
            "Reload the page and unlock what is there.",
        ),
        VaultError::UnsafeCost => (
            "This casebook was made with settings that are not safe.".to_owned(),
            "Do not use it: somebody may have altered it. Make a new one and import your last files.",
        ),
        VaultError::Newer => (
            "This casebook was made by a newer version of Accord.".to_owned(),
            "Reload the page while you are online, to get that version.",
        ),
        VaultError::Damaged(part) => (
            format!("A part of the casebook cannot be read ({part})."),
            "Keep it as it is. Make a new casebook in another browser profile and import your last files.",
        ),
        VaultError::NoStorage => (
            "The browser gives this page no storage, as in a private window.".to_owned(),
            "Open Accord in an ordinary window.",
        ),
        VaultError::Full => (
            "Not saved: there is no room left on this device.".to_owned(),
            "Your words are still on this screen. Free some space, then do it again.",
        ),
        VaultError::Closed => (
            "Not saved: the browser closed the storage.".to_owned(),
            "Reload the page; what was saved before is there.",
        ),
        VaultError::NoStretching(why) => (
            format!("The part that turns your passphrase into a key did not start ({why})."),
            "Reload the page once while you are online.",
        ),
        VaultError::Failed(why) => (
            format!("Not saved: the browser reported “{why}”."),
            "Reload the page and try again. If it comes again, report these words.",
        ),
    };
    (happened, to_do.to_owned())
}
