//! The words before the casebook is open: first use, the lock.

/// The tab and heading of the first use.
pub const FIRST: &str = "Set up Accord on this device";
/// What it is.
pub const FIRST_WHAT: &str = "When professionals who protect children disagree, Accord shows your partnership's escalation procedure step by step: what is owed, by whom, by which date, and on which paragraph's authority. It works without a network.";
/// What it does with the words.
pub const FIRST_WHERE: &str =
    "Everything that you record is encrypted on this device with a passphrase that only you know.";
/// Above the passphrase.
pub const PASSPHRASE_NEW: &str = "Choose a passphrase";
/// What makes a good one.
pub const PASSPHRASE_HINT: &str =
    "At least 12 characters. Four or five unrelated words are easy to keep and hard to guess.";
/// The second time.
pub const PASSPHRASE_AGAIN: &str = "Type it once more";
/// The warning.
pub const NO_RESET: &str = "Nobody can reset it. If you lose both the passphrase and the recovery code that you get next, what is stored here cannot be read again.";
/// Makes the casebook.
pub const MAKE: &str = "Set up";
/// While the key is derived.
pub const MAKING: &str = "Setting up. This takes a second or two.";
/// Too short.
pub const TOO_SHORT: &str = "The passphrase is shorter than 12 characters. Add a word or two.";
/// They differ.
pub const NOT_THE_SAME: &str = "The two passphrases are not the same. Type the second one again.";

/// The tab and heading of the recovery code.
pub const CODE: &str = "Keep your recovery code";
/// What it does.
pub const CODE_WHAT: &str = "With this code you can open what is stored here if you forget the passphrase. It is shown this once and kept nowhere. Write it down and keep it away from this device.";
/// Above the code.
pub const CODE_LABEL: &str = "Recovery code";
/// Says that it was kept.
pub const CODE_KEPT: &str = "I have written it down";

/// The tab and heading of the lock.
pub const UNLOCK: &str = "Unlock Accord";
/// The field.
pub const PASSPHRASE: &str = "Passphrase";
/// The field, by code.
pub const RECOVERY_CODE: &str = "Recovery code";
/// Spaces do not matter.
pub const RECOVERY_HINT: &str = "Capitals, spaces and hyphens do not matter.";
/// Opens it.
pub const UNLOCK_BUTTON: &str = "Unlock";
/// While the key is derived.
pub const UNLOCKING: &str = "Unlocking. This takes a second or two.";
/// Changes to the code.
pub const BY_CODE: &str = "Use the recovery code";
/// Changes to the passphrase.
pub const BY_PASSPHRASE: &str = "Use the passphrase";
/// While the key is down.
pub const CAPS_LOCK: &str = "Caps lock is on.";
/// Shows what is typed.
pub const SHOW: &str = "Show what I type";
/// It locked itself.
pub const LOCKED_ITSELF: &str = "Accord locked itself because nobody used it for a while.";
/// Words were typed and not saved.
pub const WORDS_KEPT: &str = "What you had typed and not saved is kept in this tab until you close it.";

/// The tab and heading where nothing can be kept.
pub const CANNOT: &str = "Accord cannot work in this window";
/// Tries again.
pub const TRY_AGAIN: &str = "Try again";
