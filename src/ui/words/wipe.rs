//! The words of removing everything.

/// The tab and heading.
pub const WIPE: &str = "Remove everything from this device";
/// What goes.
pub const WHAT: &str = "All disputes, drafts, keys, settings and the numbers of the safety card go from this browser. Only a backup or the files that you made bring any of it back. Accord itself stays, and with it the safety card. Before you go on:";
/// What cannot be promised.
pub const BEST_EFFORT: &str = "A browser may keep removed bytes on its disk for a while, and nothing can make it overwrite them. They are encrypted: whoever finds them needs your passphrase or your recovery code.";
/// What is typed.
pub const WORD: &str = "remove";
/// The field.
pub const TYPE: &str = "Type the word remove";
/// Something else was typed.
pub const NOT_THE_WORD: &str = "Nothing was removed. Type the word remove here if you mean it.";
/// Does it.
pub const REMOVE: &str = "Remove everything";
/// The browser did not.
pub const REFUSED: &str =
    "The browser did not remove the storage. Close every other tab of Accord, then try again.";

/// How many forms were begun.
pub fn begun(n: usize) -> String {
    [&super::count(n, "form was", "forms were"), " begun and not recorded."].concat()
}
