//! A calendar at the desk: checked, listed, and reckoned with in place of that of the build.

use chrono::{Datelike, NaiveDate};

use crate::calendar::{Calendar, DayKind, format};
use crate::casebook::CasebookError;
use crate::casebook::calendars::card;
use crate::casebook::issued::{ForAll, for_all_at_once, vouched};
use crate::casebook::views::{CalendarReport, Vouched};

/// So many years after the listed ones are shown as the rule gives them.
const YEARS_BY_RULE: i32 = 2;

/// Reads a calendar, signed or not, and says everything that is wrong with it.
///
/// # Errors
/// [`CasebookError::Bundle`] where a signature does not hold, or where the file is none of ours.
pub fn check_calendar(text: &str) -> Result<(CalendarReport, Option<Calendar>), CasebookError> {
    let issued = match for_all_at_once(text)? {
        Some(ForAll::Calendar(issued)) => issued,
        // What does not say that it is a calendar is read as one all the same: the reader says what is wrong.
        Some(ForAll::Pack(_)) | None => {
            crate::casebook::issued::Issued { text: text.to_owned(), signed: None }
        }
    };
    Ok(report(&issued.text, vouched(issued.signer(), None)))
}

/// What its author wrote of a pack, without what mail or an editor put around it, and who vouches for it.
///
/// # Errors
/// [`CasebookError::Bundle`] where a signature does not hold, [`CasebookError::Broken`] where mail broke
/// a line in the middle of a text.
pub fn pack_text(file: &str) -> Result<(String, Vouched), CasebookError> {
    Ok(match for_all_at_once(file)? {
        Some(ForAll::Pack(issued)) => {
            let vouched = vouched(issued.signer(), None);
            (issued.text, vouched)
        }
        // What does not say that it is a pack is read as one all the same: the reader says what is wrong.
        Some(ForAll::Calendar(_)) | None => (unmarked(file).to_owned(), Vouched::Unsigned),
    })
}

/// A text without the byte-order mark that an editor may put in front of it.
fn unmarked(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// The calendar that comes with the build.
pub fn calendar_of_build() -> CalendarReport {
    report(format::BUILT_IN, Vouched::ByBuild).0
}

fn report(text: &str, vouched: Vouched) -> (CalendarReport, Option<Calendar>) {
    match format::read(text) {
        Ok((calendar, notices)) => {
            let source =
                |id: &str| calendar.sources.iter().find(|(own, _)| own == id).map(|(_, said)| said.clone());
            let day = |day: &crate::calendar::ClosedDay| {
                (day.date, day.name.clone(), source(&day.source).unwrap_or_default())
            };
            let report = CalendarReport {
                card: Some(card(&calendar, vouched)),
                days: calendar.days.iter().map(day).collect(),
                by_rule: by_rule(&calendar),
                faults: Vec::new(),
                notices: notices.into_iter().map(|notice| (notice.path, notice.what)).collect(),
            };
            (report, Some(calendar))
        }
        Err(faults) => {
            let faults = faults.into_iter().map(|fault| (fault.path, fault.what)).collect();
            (CalendarReport { faults, ..CalendarReport::default() }, None)
        }
    }
}

/// The first years after the listed ones.
fn by_rule(calendar: &Calendar) -> Vec<(NaiveDate, String)> {
    let last = *calendar.years.end();
    let Some(first) = NaiveDate::from_ymd_opt(last + 1, 1, 1) else { return Vec::new() };
    let days = first.iter_days().take_while(|day| day.year() <= last + YEARS_BY_RULE);
    let closed = days.filter_map(|day| match calendar.day(day) {
        DayKind::BankHoliday(name) => Some((day, name.to_owned())),
        DayKind::Working | DayKind::Weekend => None,
    });
    closed.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::casebook::desk::check_pack;

    const LANTERN: &str = include_str!("../../../tests/packs/lantern.json");

    #[test]
    fn a_pack_is_read_as_mail_and_editors_leave_it() {
        let quoted: String = LANTERN.lines().map(|line| format!("> {line}\n")).collect();
        let left = [
            LANTERN.to_owned(),
            format!("\u{feff}{LANTERN}"),
            LANTERN.replace('\n', "\r\n"),
            quoted.clone(),
            format!("Dear colleague,\n\n{LANTERN}\nKind regards\n"),
            format!("On Monday you wrote:\r\n{}", quoted.replace('\n', "\r\n")),
        ];
        for file in left {
            let (text, vouched) = pack_text(&file).expect("a pack");
            assert_eq!(vouched, Vouched::Unsigned);
            let (report, pack) = check_pack(&text, &[]);
            assert!(pack.is_some(), "{file}\n{:#?}", report.faults);
        }
    }

    #[test]
    fn what_does_not_say_that_it_is_a_pack_keeps_its_text() {
        let differs = r#"{"id": "two", "extends": {"id": "york"}}"#;
        let marked = format!("\u{feff}{differs}");
        assert_eq!(pack_text(&marked).expect("a text"), (differs.to_owned(), Vouched::Unsigned));
    }
}
