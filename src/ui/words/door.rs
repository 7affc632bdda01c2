//! The words before the casebook is open: first use, the lock.

/// The tab and heading of the first use.
pub const FIRST: &str = "Set up Accord on this device";
/// What it is.
pub const FIRST_WHAT: &str = "When professionals who protect children disagree, Accord shows your partnership's escalation procedure step by step: what is owed, by whom, by which date, and on which paragraph's authority. It works without a network.";
/// What it does with the words.
pub const FIRST_WHERE: &str =
    "Everything that you record is encrypted on this device with a passphrase that only you know.";
/// The generated one.
pub const FIVE: &str = "Your five words";
/// What to do with them.
pub const FIVE_WHAT: &str = "These words open what you record. Write them down in this order, with a space between, in small letters. They were drawn on this device, and nobody else has them.";
/// Draws others.
pub const FIVE_OTHERS: &str = "Show me others";
/// Leads to one's own.
pub const OWN: &str = "Choose my own instead";
/// Leads back.
pub const FIVE_INSTEAD: &str = "Use five drawn words instead";
/// Above the passphrase.
pub const PASSPHRASE_NEW: &str = "Choose a passphrase";
/// What makes a good one.
pub const PASSPHRASE_HINT: &str = "At least 12 characters. People choose words that belong together, and those are guessed first: words that are drawn are safer.";
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
/// The first that are tried.
pub const TOO_COMMON: &str = "This is among the first passphrases that somebody would try. Use other words, or the five that are drawn.";
/// They differ.
pub const NOT_THE_SAME: &str = "The two passphrases are not the same. Type the second one again.";

/// The tab and heading of the recovery code.
pub const CODE: &str = "Keep your recovery code";
/// What it does.
pub const CODE_WHAT: &str = "With this code you can open what is stored here if you forget the passphrase. Write it down and keep it away from this device. It is shown until you have typed it back, and never again.";
/// Above the code.
pub const CODE_LABEL: &str = "Recovery code";
/// Types it back.
pub const CODE_BACK: &str = "Type the code back";
/// Why.
pub const CODE_BACK_HINT: &str = "Type it from your paper: that shows that you can read it there. It may be pasted, but then nobody has tried the paper. Capitals, spaces and hyphens do not matter.";
/// Compares it.
pub const CODE_CHECK: &str = "Check the code";
/// Goes on without.
pub const CODE_LATER: &str = "Later";
/// It was not.
pub const CODE_NOT_KEPT: &str = "You have not typed your recovery code back yet. Without it, a forgotten passphrase costs everything that is stored here.";
/// Leads there.
pub const TO_CODE: &str = "Keep your recovery code";

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
