//! The words of what is issued for everybody: calendars and procedures.

use chrono::NaiveDate;

use super::dates;
use crate::calendar::Due;
use crate::casebook::views::{CalendarCard, Standing, Vouched};

/// The heading in the settings.
pub const CALENDAR: &str = "Bank holidays";
/// How another one comes here.
pub const CALENDAR_WHY: &str = "Dates are reckoned with this calendar. When a day is proclaimed, open the file of a later one under “Open a file”.";
/// It is not later.
pub const NOT_LATER: &str =
    "It is not later than the calendar that is here, so there is nothing to take over.";
/// Closed days that are new.
pub const CLOSED: &str = "Closed under this calendar, and not now";
/// Closed days that are no longer.
pub const REOPENED: &str = "Closed now, and not under this calendar";
/// Dates that would move.
pub const MOVED: &str = "Dates that would move";
/// None would.
pub const NOTHING_MOVES: &str = "No date of a dispute on this device would move.";
/// What is odd.
pub const NOTICES: &str = "To be looked at";
/// The one that is here.
pub const NOW: &str = "Now: ";
/// Signs it.
pub const SIGN: &str = "Sign it and make a file";
/// Signed.
pub const SIGNED: &str =
    "The signed file is among your downloads. Whoever opens it sees that it comes from you.";

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
            let ring = if signer.standing == Standing::NotConfirmed {
                " Ring them on a number that you already have before you rely on it."
            } else {
                ""
            };
            ["Signed: ", &super::exchange::signed(signer), ".", ring].concat()
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
