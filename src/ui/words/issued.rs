//! The words of what is issued for everybody: calendars and procedures.

pub use crate::words::issued::*;

use chrono::NaiveDate;

use super::dates;
use crate::calendar::Due;
use crate::casebook::views::{CalendarCard, Standing, Vouched};

/// A version.
pub fn version(version: &str) -> String {
    version_called(version)
}

/// Which version a new dispute is run under now.
pub fn offered(offered: Option<&str>, is_this: bool) -> String {
    match offered {
        _ if is_this => OFFERED_ALREADY.to_owned(),
        Some(other) => offered_instead(other),
        None => OFFERED_NEW.to_owned(),
    }
}

/// The mark of a procedure in a list; none where it comes with Accord.
pub fn mark(version_here: &str, vouched: &Vouched) -> String {
    let by = match vouched {
        Vouched::ByBuild => return String::new(),
        Vouched::Unsigned => UNSIGNED.to_owned(),
        Vouched::Signed(signer) => super::exchange::signed(signer),
    };
    [" ", &marked(version_here, &by)].concat()
}

/// Another version is offered here; a link follows.
pub fn version_here(version: &str) -> String {
    [&version_is_here(version), " "].concat()
}

/// A calendar in a line.
pub fn calendar(card: &CalendarCard) -> String {
    let (first, last) = card.years;
    calendar_line(&card.version, &dates::day(card.issued), &first.to_string(), &last.to_string())
}

/// Who vouches for it.
pub fn vouched(vouched: &Vouched) -> String {
    let signer = match vouched {
        Vouched::ByBuild => return VOUCHED_BUILD.to_owned(),
        Vouched::Unsigned => return VOUCHED_NOBODY.to_owned(),
        Vouched::Signed(signer) => signer,
    };
    let who = match &signer.role {
        Some(role) => with_role(&signer.name, role),
        None => signer.name.clone(),
    };
    match signer.standing {
        Standing::Own => vouched_own(&who),
        // As in `exchange`: a phone knows of no more yet.
        Standing::Certified(_)
        | Standing::Changed
        | Standing::Ended
        | Standing::Revoked(_)
        | Standing::NotConfirmed => vouched_unknown(&who),
    }
}

/// A day and its name.
pub fn day((date, name): &(NaiveDate, String)) -> String {
    day_named(&dates::day(*date), name)
}

/// A date that moves.
pub fn moves(title: &str, duty: &str, from: Option<Due>, to: Option<Due>) -> String {
    let date = |due: Option<Due>| due.map_or_else(|| NO_DATE.to_owned(), dates::due);
    moves_from_to(title, duty, &date(from), &date(to))
}
