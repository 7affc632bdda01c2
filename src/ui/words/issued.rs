//! The words of what is issued for everybody: calendars and procedures.

use chrono::NaiveDate;

use super::dates;
use crate::calendar::Due;
use crate::casebook::views::{CalendarCard, Standing, Vouched};

/// The heading in the settings.
pub const CALENDAR: &str = "Bank holidays";
/// How another one comes here.
pub const CALENDAR_WHY: &str = "Dates are reckoned with this calendar. When the government announces an extra bank holiday, open the file of a later one under “Open a file”.";
/// It is not later.
pub const NOT_LATER: &str =
    "It is not later than the calendar that is here, so there is nothing to take over.";
/// Closed days that are new.
pub const CLOSED: &str = "Days that would become bank holidays";
/// Closed days that are no longer.
pub const REOPENED: &str = "Days that would be bank holidays no longer";
/// Dates that would move.
pub const MOVED: &str = "Dates that would move";
/// None would.
pub const NOTHING_MOVES: &str = "No date of a dispute on this device would move.";
/// What is odd.
pub const NOTICES: &str = "Please check";
/// The one that is here.
pub const NOW: &str = "Now: ";
/// Signs it.
pub const SIGN: &str = "Sign it and make a file";
/// Signed.
pub const SIGNED: &str =
    "The signed file is among your downloads. Whoever opens it sees that it comes from you.";

/// The heading in the settings.
pub const PROCEDURES: &str = "Procedures from files";
/// How one comes here.
pub const PROCEDURES_WHY: &str = "A procedure that does not come with Accord is opened under “Open a file” and is then offered for new disputes.";
/// None did.
pub const NONE_TAKEN_OVER: &str = "None was taken over on this device.";
/// Takes it out of the list for new disputes.
pub const STOP: &str = "Stop offering it";
/// Its steps.
pub const STEPS: &str = "Its steps";

/// A version.
pub fn version(version: &str) -> String {
    ["version ", version].concat()
}

/// Which version a new dispute is run under now.
pub fn offered(offered: Option<&str>, is_this: bool) -> String {
    match offered {
        _ if is_this => "Exactly this one is offered for new disputes already.".to_owned(),
        Some(other) => {
            ["New disputes would be run under it instead of ", &version(other), " of this procedure."]
                .concat()
        }
        None => "This procedure is new on this device. New disputes could be run under it.".to_owned(),
    }
}

/// Disputes under another version.
pub fn others(n: usize) -> String {
    let (stay, them) = if n == 1 { ("stays", "it") } else { ("stay", "them") };
    let disputes = super::count(n, "dispute", "disputes");
    [&disputes, " under another version of it ", stay, " there until you move ", them, "."].concat()
}

/// The mark of a procedure in a list; none where it comes with Accord.
pub fn mark(version_here: &str, vouched: &Vouched) -> String {
    let by = match vouched {
        Vouched::ByBuild => return String::new(),
        Vouched::Unsigned => "unsigned".to_owned(),
        Vouched::Signed(signer) => super::exchange::signed(signer),
    };
    [" (", &version(version_here), ", ", &by, ")"].concat()
}

/// The tab and heading of moving a dispute to another version.
pub const VERSION: &str = "Another version of the procedure";
/// What the move does.
pub const VERSION_WHAT: &str = "What was recorded stays as it is. From the move on, what is owed and by when follows the new version. The move is an entry that both sides see.";
/// Nothing that is owed would differ.
pub const NOTHING_OWED_CHANGES: &str = "What is owed now, and by when, stays the same.";
/// What comes with the move.
pub const OWED_NEW: &str = "Owed from then on, and not now";
/// What ends with the move.
pub const OWED_GONE: &str = "Owed now, and not asked any more";
/// Steps.
pub const STEPS_NEW: &str = "New steps";
/// Steps.
pub const STEPS_GONE: &str = "Steps that it has no longer";
/// Duties at any step.
pub const DUTIES_NEW: &str = "New duties, at any step";
/// Duties at any step.
pub const DUTIES_GONE: &str = "Duties that it has no longer, at any step";
/// Leads there.
pub const SEE_VERSION: &str = "See what would change";

/// Another version is offered here.
pub fn version_here(version_here: &str) -> String {
    ["Another version of this procedure is on this device: ", &version(version_here), ". "].concat()
}

/// The move.
pub fn from_to(from: &str, to: &str) -> String {
    ["This dispute follows ", &version(from), ". It would follow ", &version(to), "."].concat()
}

/// Does it.
pub fn move_to(to: &str) -> String {
    ["Move it to ", &version(to)].concat()
}

/// A calendar in a line.
pub fn calendar(card: &CalendarCard) -> String {
    let (first, last) = card.years;
    let years =
        [" It lists ", &first.to_string(), " to ", &last.to_string(), "; later years follow the rule."];
    ["Calendar ", &card.version, ", issued on ", &dates::day(card.issued), ".", &years.concat()].concat()
}

/// Who vouches for it.
pub fn vouched(vouched: &Vouched) -> String {
    match vouched {
        Vouched::ByBuild => "It comes with Accord.".to_owned(),
        Vouched::Unsigned => {
            "Unsigned: nobody vouches for it. Ask whoever sent it where it comes from.".to_owned()
        }
        Vouched::Signed(signer) => {
            let role = signer.role.as_deref().map(|role| [", ", role].concat()).unwrap_or_default();
            let (said, then) = match signer.standing {
                Standing::Own => ("It was signed on this device by ", "."),
                Standing::NotConfirmed => (
                    "It says that it is signed by ",
                    ". We have not confirmed that. Ring them on a number that you already have before you rely on it.",
                ),
            };
            [said, &signer.name, &role, then].concat()
        }
    }
}

/// A day and its name.
pub fn day((date, name): &(NaiveDate, String)) -> String {
    [&dates::day(*date), ": ", name].concat()
}

/// A date that moves.
pub fn moves(title: &str, duty: &str, from: Option<Due>, to: Option<Due>) -> String {
    let date = |due: Option<Due>| due.map_or_else(|| "no date".to_owned(), dates::due);
    [title, ": ", duty, ", from ", &date(from), " to ", &date(to)].concat()
}
