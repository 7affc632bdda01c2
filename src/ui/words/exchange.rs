//! The words of making a file and of opening one.

use crate::casebook::views::{Here, Signer, Standing, Standpoint, Travel};

/// The tab and heading of making a file.
pub const EXPORT: &str = "Make a file";
/// What it is.
pub const EXPORT_WHAT: &str = "The file holds every entry of this dispute, each one signed. Whoever gets it can check that nothing was altered and open it in Accord or at the desk.";
/// Who can read it.
pub const EXPORT_PLAIN: &str =
    "Anyone who gets the file can read it. Send it only by a route that your agency allows for this.";
/// Makes it.
pub const EXPORT_BUTTON: &str = "Make the file";
/// It is made.
pub const MADE: &str = "The file is made. It has not been sent.";
/// What to do.
pub const MADE_TO_DO: &str = "It is among your downloads. Send it to the other agency or to your desk by your agency's own secure route, then put it on the child's file.";
/// Once more.
pub const AGAIN: &str = "Download it again";
/// The file is made, the mark is not stored.
pub const NOT_MARKED: &str = "The file is made, but the note that it was made is not stored. Make it again later so that Accord knows.";

/// The tab and heading of opening a file.
pub const IMPORT: &str = "Open a file";
/// What happens.
pub const IMPORT_WHAT: &str = "A dispute, a procedure or a calendar. Accord checks every signature first and shows what the file would change. Nothing is stored until you say so.";
/// The file.
pub const FILE: &str = "The file that you were sent";
/// Which ones.
pub const FILE_HINT: &str = "Any name will do: .json or .txt.";
/// Its words.
pub const PASTE: &str = "Or paste its text";
/// Checks it.
pub const CHECK: &str = "Check it";
/// While it is checked.
pub const CHECKING: &str = "Checking every signature.";
/// Nothing was given.
pub const NO_FILE: &str = "No file is chosen and nothing is pasted. Choose a file first.";
/// The browser could not read it.
pub const UNREADABLE: &str =
    "The browser could not read this file. Copy it to this device first, then choose it again.";
/// The preview.
pub const PREVIEW: &str = "What this file would change";
/// Takes it in.
pub const TAKE: &str = "Take it in";
/// Leaves it.
pub const LEAVE: &str = "Leave it";
/// Left.
pub const LEFT: &str = "Nothing was stored.";
/// Nothing is new.
pub const NOTHING_NEW: &str = "Every entry of this file is here already. Taking it in changes nothing.";
/// Who signed.
pub const SIGNERS: &str = "Who signed";
/// What is new.
pub const NEW_ENTRIES: &str = "New entries";
/// Who made it.
pub const MADE_BY: &str = "Made by";
/// Before.
pub const NOW: &str = "Now";
/// After.
pub const THEN: &str = "After taking it in";

/// Whether the dispute is known here.
pub fn here(here: Here) -> &'static str {
    match here {
        Here::New => "This dispute is new on this device.",
        Here::Known => "This dispute is on this device already.",
    }
}

/// Where it stands, in a line.
pub fn standpoint(standpoint: &Standpoint) -> String {
    let status = super::home::status(&standpoint.status);
    match &standpoint.step {
        Some(step) => [&status, ", ", step].concat(),
        None => status,
    }
}

/// An entry that waits for earlier ones.
pub fn waits_for(n: usize) -> String {
    ["Waiting for ", &super::count(n, "earlier entry", "earlier entries"), "; it does not count yet"].concat()
}

/// Who signed, and what is known of them.
pub fn signed(signer: &Signer) -> String {
    let role = signer.role.as_deref().map(|role| [", ", role].concat()).unwrap_or_default();
    [&signer.name, &role, ", ", standing(signer.standing)].concat()
}

fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Own => "signed on this device",
        Standing::NotConfirmed => "signed, but we do not know by whom",
    }
}

/// What to do about an unknown signer.
pub const UNKNOWN_SIGNER: &str = "Signed, but we do not know by whom. Ring them on a number that you already have and ask whether they sent it.";

/// Where an entry has been.
pub fn travel(travel: Travel) -> String {
    match travel {
        Travel::OnlyHere => "on this device only".to_owned(),
        Travel::Exported(day) => ["in a file made on ", &super::dates::day(day)].concat(),
        Travel::Imported => "came in a file".to_owned(),
    }
}

/// How many entries the file brings, has and lacks.
pub fn counts(new: usize, known: usize) -> String {
    [&super::count(new, "new entry", "new entries"), ", ", &known.to_string(), " here already."].concat()
}

/// Entries that are here without their words, which the file brings.
pub fn words_back(n: usize) -> String {
    ["Brings back the words of ", &entries(n), " that came without them."].concat()
}

/// Entries that wait for earlier ones.
pub fn waits(pending: usize, missing: usize) -> String {
    [
        &super::count(pending, "entry waits", "entries wait"),
        " for ",
        &super::count(missing, "earlier one", "earlier ones"),
        " that this file does not bring. Ask the sender for a newer file.",
    ]
    .concat()
}

/// How much is in a file.
pub fn entries(n: usize) -> String {
    super::count(n, "entry", "entries")
}

/// The browser refused to hand out a file.
pub const NO_DOWNLOAD: &str = "The file was not made: the browser refused to hand it out.";
/// What to do about it.
pub const NO_DOWNLOAD_TO_DO: &str = "Allow downloads for this page, then make the file again.";
