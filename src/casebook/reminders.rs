//! The dates of what is owed, for the person's own calendar (RFC 5545). Calendars are shared and read on
//! locked screens, so no word of a case is in the file: only that something is due, and when.

use chrono::NaiveDate;
use sha2::{Digest, Sha256};

use super::views::{Clock, DueLine};
use crate::calendar::{Due, Moment};
use crate::words::entries as words;

/// The file's name.
pub const NAME: &str = "accord-dates.ics";

/// Whether it has a date for a calendar: what is owed at once waits for no morning.
pub fn has_date(line: &DueLine) -> bool {
    line.duty.by.is_some() && line.duty.clock != Clock::AtOnce
}

/// A calendar file with an entry for each date. The same duty has the same entry in every file, so that a
/// calendar that takes in a second one moves its entries instead of adding them.
pub fn reminders<'a>(lines: impl IntoIterator<Item = &'a DueLine>, now: Moment) -> String {
    let mut said =
        vec!["BEGIN:VCALENDAR".to_owned(), "VERSION:2.0".to_owned(), "PRODID:-//Accord//EN".to_owned()];
    let stamp = ["DTSTAMP:", &day(now.date()), "T000000Z"].concat();
    for line in lines {
        let Some(by) = line.duty.by.filter(|_| has_date(line)) else { continue };
        let (start, alarm) = match by {
            // At nine in the morning of that day.
            Due::On(date) => (["DTSTART;VALUE=DATE:", &day(date)].concat(), "PT9H"),
            Due::At(moment) => (["DTSTART:", &time(moment)].concat(), "-PT1H"),
        };
        let event = [
            "BEGIN:VEVENT",
            &["UID:", &digest(&line.dispute, &line.duty.key), "@accord"].concat(),
            &stamp,
            &start,
            &["SUMMARY:", words::SOMETHING_DUE].concat(),
            &["DESCRIPTION:", words::OPEN_ACCORD].concat(),
            "TRANSP:TRANSPARENT",
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            &["DESCRIPTION:", words::SOMETHING_DUE].concat(),
            &["TRIGGER:", alarm].concat(),
            "END:VALARM",
            "END:VEVENT",
        ];
        said.extend(event.map(str::to_owned));
    }
    said.push("END:VCALENDAR".to_owned());
    said.into_iter().map(|line| line + "\r\n").collect()
}

fn day(date: NaiveDate) -> String {
    date.to_string().replace('-', "")
}

/// Local time without a zone: the calendar of a phone in England shows it as it stands.
fn time(moment: Moment) -> String {
    let said = moment.local().to_string();
    said.chars().filter(|c| !matches!(c, '-' | ':')).map(|c| if c == ' ' { 'T' } else { c }).collect()
}

/// Names a duty of a dispute; nobody can tell from it which.
fn digest(dispute: &str, key: &str) -> String {
    let digest = Sha256::new().chain_update(dispute).chain_update([0]).chain_update(key).finalize();
    digest.iter().take(10).map(|byte| format!("{byte:02x}")).collect()
}
