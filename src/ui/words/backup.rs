//! The words of backups.

use crate::casebook::views::{BackupReport, Here, RestoreLine, Restored};

/// The tab and heading.
pub const BACKUP: &str = "Backup";
/// What it is.
pub const WHAT: &str = "One encrypted file with everything that Accord keeps on this device. It opens with your passphrase or your recovery code, on another phone, in another browser, or at the desk.";
/// Makes it.
pub const MAKE: &str = "Make a backup";
/// While it is made and read back.
pub const MAKING: &str = "Making the backup, and reading it back.";
/// Where it is.
pub const IN_DOWNLOADS: &str = "It is among your downloads: move it to where your agency keeps confidential files. Whoever finds it can see how large it is and how many records it has, and can try passphrases on it.";
/// The file is made, the note is not stored.
pub const NOT_NOTED: &str = "The note that it was made is not stored, so Accord will remind you of it again.";

/// The heading of restoring, beside what is here.
pub const RESTORE: &str = "Restore a backup";
/// What happens.
pub const RESTORE_WHAT: &str = "Accord checks the file first and shows what it would bring. Entries that are not here come in beside those that are; nothing goes. Settings and drafts stay as they are here.";
/// The file.
pub const FILE: &str = "The backup";
/// Its name.
pub const FILE_HINT: &str = "Its name begins with accord-backup.";
/// What opens it.
pub const SECRET: &str = "Its passphrase or recovery code";
/// Which one.
pub const SECRET_HINT: &str = "The one that was in use when the backup was made.";
/// Checks it.
pub const CHECK: &str = "Check the backup";
/// While it is checked.
pub const CHECKING: &str = "Opening the backup and checking all of it.";
/// None was chosen.
pub const NO_FILE: &str = "No backup is chosen. Choose the file first.";
/// The preview.
pub const PREVIEW: &str = "What this backup would bring";
/// Nothing.
pub const NOTHING_NEW: &str = "Every entry of this backup is here already. There is nothing to restore.";
/// Takes it in.
pub const TAKE: &str = "Restore these entries";
/// After it.
pub const TAKEN: &str = "The entries of the backup are here.";
/// The other way round.
pub const TAKE_OUT: &str = "Take the restored entries out again";
/// After it.
pub const TAKEN_OUT: &str = "The restored entries are taken out again. They are in the backup still.";

/// On first use.
pub const I_HAVE: &str = "I have a backup";
/// The tab and heading.
pub const FIRST: &str = "Restore Accord on this device";
/// What happens.
pub const FIRST_WHAT: &str =
    "Everything comes back as it was, under the same passphrase and the same recovery code.";
/// Two devices, one key.
pub const ONE_KEY: &str = "This device will then sign with the same key as the one that the backup was made on. Go on with one of the two only: neither knows what the other records, and nobody can tell their entries apart.";
/// Restores it.
pub const FIRST_RESTORE: &str = "Restore it here";
/// Leads back.
pub const BEGIN_AFRESH: &str = "Set up without a backup";

/// On the first screen, where none was made.
pub const NONE_YET: &str = "No backup yet.";
/// On the first screen.
pub const IS_DUE: &str = "You have made entries since the last backup, and it is more than seven days old.";

/// It is made.
pub fn made(report: &BackupReport) -> String {
    ["The backup is made and was checked: ", &holds(report), ". Keep it off this device."].concat()
}

/// What is in it.
pub fn holds(report: &BackupReport) -> String {
    [&super::count(report.disputes, "dispute", "disputes"), ", ", &entries(report.entries)].concat()
}

/// When it was made, and what is in it.
pub fn of(report: &BackupReport) -> String {
    ["Made on ", &super::dates::day(report.made.date()), ": ", &holds(report), "."].concat()
}

/// What could not be read.
pub fn unreadable(n: usize) -> String {
    [
        &super::count(n, "record", "records"),
        " could not be read when it was made; the backup has them as they were.",
    ]
    .concat()
}

/// What cannot be checked.
pub fn left(n: usize) -> String {
    [&super::count(n, "dispute", "disputes"), " of it cannot be checked, and will stay in the backup."]
        .concat()
}

/// What comes to a dispute.
pub fn line(line: &RestoreLine) -> String {
    let here = match line.here {
        Here::New => "new on this device, ",
        Here::Known => "here already, ",
    };
    let words =
        if line.words_back > 0 { super::exchange::words_back(line.words_back) } else { String::new() };
    let new = super::count(line.new_entries, "new entry", "new entries");
    [&line.title, ": ", here, &new, ". ", &words].concat().trim_end().to_owned()
}

/// What a backup brought.
pub fn restored(restored: &Restored) -> String {
    let day = super::dates::day(restored.day);
    let disputes = super::count(restored.disputes, "dispute", "disputes");
    ["On ", &day, " a backup brought ", &entries(restored.entries), " to ", &disputes, "."].concat()
}

/// The last one.
pub fn last(day: &str) -> String {
    ["Last backup ", day, "."].concat()
}

fn entries(n: usize) -> String {
    super::exchange::entries(n)
}
