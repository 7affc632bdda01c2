//! FORMAT `calendar/1`: the closed days of a part of the country, each with its source.
//!
//! Written by hand, so everything that is wrong with a file is said at once. A calendar is whole: it
//! takes the place of the one before it, which is why it must go back as far as disputes do.
//! `docs/formats/calendar-1.md` tells it member by member.

use std::ops::RangeInclusive;

use chrono::{Datelike, NaiveDate, Weekday};

use super::{Calendar, ClosedDay};
use crate::json::found::quoted;
use crate::json::walk::{Fault, Findings, Node, Notice, Object};
use crate::json::{self, parse_date};

/// The value of `format`.
pub const FORMAT: &str = "calendar/1";
/// The largest file, in bytes; ten years take 8 kB.
pub const MOST_BYTES: usize = 200_000;
/// The calendar that comes with the build.
pub const BUILT_IN: &str = include_str!("england-and-wales.json");

/// The one calendar that procedures name today.
const ID: &str = "england-and-wales";
/// No dispute is older than what the first calendar lists.
const FIRST_YEAR: i64 = 2019;
/// As far as anybody could list.
const LAST_YEAR: i64 = 2099;
const MOST_NESTING: usize = 8;
const MOST_CHARACTERS: usize = 200;
/// How many a year has unless a proclamation adds one.
const USUAL: usize = 8;

/// Reads a calendar, with what its author may want to look at, or says everything that is wrong with it.
///
/// # Errors
/// Every fault at once.
pub fn read(text: &str) -> Result<(Calendar, Vec<Notice>), Vec<Fault>> {
    let whole = |what: String| vec![Fault { path: String::new(), what }];
    if text.len() > MOST_BYTES {
        return Err(whole(format!(
            "The calendar is {} bytes long and at most {MOST_BYTES} are read; leave out what is no closed day.",
            text.len()
        )));
    }
    let json = json::read(text.trim_start_matches('\u{FEFF}'), MOST_NESTING)
        .map_err(|fault| whole(format!("This is not JSON ({fault}); correct it there.")))?;
    let findings = Findings::default();
    let root = Node::root(&json, &findings);
    let calendar = root.object("a calendar, as an object", calendar);
    let (faults, notices) = (findings.faults.into_inner(), findings.notices.into_inner());
    calendar.filter(|_| faults.is_empty()).map(|calendar| (calendar, notices)).ok_or(faults)
}

fn calendar(file: &Object<'_>) -> Option<Calendar> {
    said(file, "format", FORMAT);
    said(file, "id", ID);
    let version =
        file.needed("version", "a name for this issue, as \"2026-11\"").and_then(|node| name(&node));
    let issued = file.needed("issued", "the day on which it was issued, as \"2026-11-25\"");
    let issued = issued.and_then(|node| date(&node));
    let years = years(file);
    let sources = file.needed("sources", "what the days rest on, as {\"act\": \"Act of 1971\"}");
    let sources = sources.as_ref().map_or_else(Vec::new, |node| {
        let entries = node.entries("what the days rest on, as {\"act\": \"Act of 1971\"}");
        entries.into_iter().map(|(id, node)| (id.to_owned(), text(&node).unwrap_or_default())).collect()
    });
    let days = file.needed("days", "the closed days, as a list");
    let days = days.map(|node| days_of(&node, years.as_ref(), &sources));
    Some(Calendar {
        version: [ID, "/", &version?].concat(),
        issued: issued?,
        years: years?,
        days: days?,
        sources,
    })
}

/// A member that can only be one text.
fn said(file: &Object<'_>, member: &'static str, only: &str) {
    let wanted = quoted(only);
    if let Some(node) = file.needed(member, &wanted)
        && node.json().as_text() != Some(only)
    {
        node.wants(&wanted);
    }
}

fn years(file: &Object<'_>) -> Option<RangeInclusive<i32>> {
    let from = file.needed("from", "the first year that is listed, as 2019");
    let through = file.needed("through", "the last year that is listed, as 2028");
    let year = |node: &Node<'_>| node.number(LAST_YEAR);
    let (first, last) = (from.as_ref().and_then(year), through.as_ref().and_then(year));
    let ((from, first), (through, last)) = (from.zip(first)?, through.zip(last)?);
    if first > FIRST_YEAR {
        from.fault(format!(
            "The list begins in {first}; it takes the place of the calendar before it, so begin it in \
             {FIRST_YEAR} or earlier."
        ));
    }
    if last < first {
        through.fault(format!("The last year, {last}, is before the first, {first}; put them in order."));
        return None;
    }
    Some(i32::try_from(first).ok()?..=i32::try_from(last).ok()?)
}

fn days_of(
    list: &Node<'_>,
    years: Option<&RangeInclusive<i32>>,
    sources: &[(String, String)],
) -> Vec<ClosedDay> {
    let mut days: Vec<ClosedDay> = Vec::new();
    let wanted = "a day, as {\"date\": \"2026-12-25\", \"name\": \"Christmas Day\", \"source\": \"act\"}";
    for item in list.items("the closed days, as a list") {
        let day = item.object(wanted, |day| {
            let read = day.needed("date", "the day, as \"2026-12-25\"");
            let date = read.as_ref().and_then(date);
            if let (Some(node), Some(date)) = (&read, date) {
                check(node, date, days.last(), years);
            }
            let name = day.needed("name", "what people call the day").and_then(|node| text(&node));
            let source = day.needed("source", "a name of `sources`").and_then(|node| {
                let source = node.text("a name of `sources`")?;
                if sources.iter().all(|(id, _)| id != source) {
                    node.fault(format!("{} is not among `sources`; add it there.", quoted(source)));
                }
                Some(source.to_owned())
            });
            Some(ClosedDay { date: date?, name: name?, source: source? })
        });
        days.extend(day);
    }
    for year in years.into_iter().flat_map(Clone::clone) {
        match days.iter().filter(|day| day.date.year() == year).count() {
            0 => list.fault(format!("No day of {year} is listed; list them, or end the years before it.")),
            USUAL => {}
            n => list.notice(format!("{year} has {n} days; {USUAL} are usual.")),
        }
    }
    days
}

/// A day that stands in its order, in the years, and is closed for no other reason.
fn check(node: &Node<'_>, date: NaiveDate, last: Option<&ClosedDay>, years: Option<&RangeInclusive<i32>>) {
    if last.is_some_and(|last| last.date >= date) {
        node.fault("This day does not come after the one before it; put the days in order, each once.");
    }
    if years.is_some_and(|years| !years.contains(&date.year())) {
        node.fault(
            "This day is not in the years from `from` to `through`; leave it out, or change the years.",
        );
    }
    if matches!(date.weekday(), Weekday::Sat | Weekday::Sun) {
        node.fault("This day is at a weekend, which is closed anyway; list its substitute day.");
    }
}

fn date(node: &Node<'_>) -> Option<NaiveDate> {
    let date = node.json().as_text().and_then(parse_date);
    if date.is_none() {
        node.wants("a date, as \"2026-12-25\"");
    }
    date
}

/// Text for people: one line, not endless.
fn text(node: &Node<'_>) -> Option<String> {
    let text = node.text("text")?;
    if text.trim().is_empty() || text.chars().count() > MOST_CHARACTERS || text.chars().any(char::is_control)
    {
        node.fault(format!("This must be one line of 1 to {MOST_CHARACTERS} characters."));
        return None;
    }
    Some(text.to_owned())
}

/// A name that stands in records: letters, digits, points and hyphens.
fn name(node: &Node<'_>) -> Option<String> {
    let name = node.text("text")?;
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.');
    if name.is_empty() || name.len() > 40 || !name.chars().all(plain) {
        node.fault("This must be 1 to 40 letters, digits, points and hyphens.");
        return None;
    }
    Some(name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The days that GOV.UK published for England and Wales.
    const OFFICIAL: &[(i32, &str)] = &[
        (2019, "01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26"),
        (2020, "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28"),
        (2021, "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28"),
        (2022, "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27"),
        (2023, "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26"),
        (2024, "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26"),
        (2025, "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26"),
        (2026, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28"),
        (2027, "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28"),
        (2028, "01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26"),
    ];

    #[test]
    fn the_days_are_those_that_were_published() {
        let calendar = Calendar::england_and_wales();
        for (year, expected) in OFFICIAL {
            let first = NaiveDate::from_ymd_opt(*year, 1, 1).expect("a year");
            let days: Vec<String> = first
                .iter_days()
                .take_while(|day| day.year() == *year)
                .filter(|day| matches!(calendar.day(*day), super::super::DayKind::BankHoliday(_)))
                .map(|day| day.format("%m-%d").to_string())
                .collect();
            assert_eq!(days.join(" "), *expected, "{year}");
        }
    }

    #[test]
    fn the_calendar_of_the_build_is_whole_and_each_day_has_its_source() {
        let (calendar, notices) = read(BUILT_IN).expect("a calendar");
        let odd: Vec<String> = notices.iter().map(|notice| notice.what.clone()).collect();
        assert_eq!(odd, ["2022 has 10 days; 8 are usual.", "2023 has 9 days; 8 are usual."]);
        assert_eq!(
            (calendar.version.as_str(), &calendar.years),
            ("england-and-wales/2026-11", &(2019..=2028))
        );
        let used = |(id, _): &&(String, String)| calendar.days.iter().any(|day| day.source == *id);
        assert_eq!(calendar.sources.iter().filter(used).count(), calendar.sources.len());
    }

    #[track_caller]
    fn faults(text: &str) -> Vec<String> {
        read(text).expect_err("faults").iter().map(Fault::to_string).collect()
    }

    #[test]
    fn everything_that_is_wrong_is_said_at_once() {
        let text = r#"{ "format": "calendar/2", "id": "scotland", "versoin": "1", "issued": "2026-11-31",
            "from": 2027, "through": 2028, "sources": { "act": "" },
            "days": [ { "date": "2027-12-26", "name": "Boxing Day", "source": "act" },
                      { "date": "2027-01-01", "name": "New\nYear", "source": "law" },
                      { "date": "2026-01-01" }, 7 ] }"#;
        assert_eq!(
            faults(text),
            [
                "format: This is the text `calendar/2`; write `calendar/1` instead.",
                "id: This is the text `scotland`; write `england-and-wales` instead.",
                "`version` is missing (`versoin` stands here: is that what is meant?); write a name for this \
                 issue, as \"2026-11\".",
                "issued: This is the text `2026-11-31`; write a date, as \"2026-12-25\" instead.",
                "from: The list begins in 2027; it takes the place of the calendar before it, so begin it in \
                 2019 or earlier.",
                "sources.act: This must be one line of 1 to 200 characters.",
                "days[0].date: This day is at a weekend, which is closed anyway; list its substitute day.",
                "days[1].date: This day does not come after the one before it; put the days in order, each once.",
                "days[1].name: This must be one line of 1 to 200 characters.",
                "days[1].source: `law` is not among `sources`; add it there.",
                "days[2].date: This day does not come after the one before it; put the days in order, each once.",
                "days[2].date: This day is not in the years from `from` to `through`; leave it out, or change \
                 the years.",
                "days[2]: `name` is missing (`date` stands here: is that what is meant?); write what people call \
                 the day.",
                "days[2]: `source` is missing; write a name of `sources`.",
                "days[3]: This is the number 7; write a day, as {\"date\": \"2026-12-25\", \"name\": \
                 \"Christmas Day\", \"source\": \"act\"} instead.",
                "days: No day of 2028 is listed; list them, or end the years before it.",
            ]
        );
    }

    /// A calendar of these years, with a day in each, and these texts replaced.
    fn small(years: [i32; 2], changes: &[(&str, &str)]) -> String {
        let day = |year: i32| {
            // A weekday in 2018, 2019 and 2020.
            format!("{{ \"date\": \"{year}-01-02\", \"name\": \"A day\", \"source\": \"act\" }}")
        };
        let days: Vec<String> = (years[0]..=years[1]).map(day).collect();
        let text = format!(
            "{{ \"format\": \"calendar/1\", \"id\": \"england-and-wales\", \"version\": \"1.0-a\", \"issued\": \
             \"2026-11-25\", \"from\": {}, \"through\": {}, \"sources\": {{ \"act\": \"Act of 1971\" }}, \"days\": [{}] }}",
            years[0],
            years[1],
            days.join(", ")
        );
        changes.iter().fold(text, |text, (old, new)| {
            assert!(text.contains(old), "{old}");
            text.replacen(old, new, 1)
        })
    }

    #[test]
    fn what_stands_at_a_limit_is_read_and_what_is_beyond_it_is_not() {
        let of = |from: i32, through: i32| small([from, through], &[]);
        let version = |characters: usize| small([2019, 2019], &[("1.0-a", &"a".repeat(characters))]);
        let named = |characters: usize| small([2019, 2019], &[("A day", &"a".repeat(characters))]);
        for text in [
            of(2019, 2019),
            of(2018, 2020),
            version(40),
            named(200),
            BUILT_IN.to_owned() + &" ".repeat(MOST_BYTES - BUILT_IN.len()),
            "\u{FEFF}".to_owned() + &of(2019, 2019),
        ] {
            assert!(read(&text).is_ok(), "{text}: {:?}", read(&text));
        }
        assert_eq!(read(&of(2018, 2020)).expect("a calendar").0.version, "england-and-wales/1.0-a");
        let beyond = "This must be 1 to 40 letters, digits, points and hyphens.";
        for (text, fault) in [
            (small([2019, 2019], &[("\"through\": 2019", "\"through\": 2018")]), "is before the first"),
            (version(41), beyond),
            (version(0), beyond),
            (small([2019, 2019], &[("1.0-a", "1/0")]), beyond),
            (small([2019, 2019], &[("1.0-a", "1_0")]), beyond),
            (named(201), "one line of 1 to 200"),
            (named(0), "one line of 1 to 200"),
            (small([2019, 2019], &[("A day", " ")]), "one line of 1 to 200"),
            (small([2019, 2020], &[("2020-01-02", "2019-01-02")]), "does not come after the one before it"),
            (small([2019, 2019], &[]).replacen("2019-01-02", "2100-01-04", 1), "not in the years"),
        ] {
            let faults = faults(&text);
            assert!(faults.iter().any(|told| told.contains(fault)), "{text}: {faults:?}");
        }
        let weekdays = (2..10).filter(|day| ![5, 6].contains(day)).map(|day| {
            format!("{{ \"date\": \"2019-01-{day:02}\", \"name\": \"A day\", \"source\": \"act\" }}")
        });
        let one = "{ \"date\": \"2019-01-02\", \"name\": \"A day\", \"source\": \"act\" }";
        let six: Vec<String> = weekdays.collect();
        let text = small([2019, 2019], &[(one, &six.join(", "))]);
        let (_, notices) = read(&text).expect("a calendar");
        assert_eq!(
            notices.iter().map(|one| one.what.as_str()).collect::<Vec<_>>(),
            ["2019 has 6 days; 8 are usual."]
        );
    }

    #[test]
    fn what_is_no_calendar_is_said_to_be_none() {
        assert_eq!(faults("[]").len(), 1);
        assert!(faults("{\"format\": ")[0].starts_with("This is not JSON"));
        assert!(faults(&" ".repeat(MOST_BYTES + 1))[0].contains("at most 200000"));
        let turned = BUILT_IN.replacen("\"2019-04-19\"", "\"2019-04-23\"", 1);
        assert_eq!(
            faults(&turned),
            [
                "days[2].date: This day does not come after the one before it; put the days in order, each once."
            ]
        );
    }
}
