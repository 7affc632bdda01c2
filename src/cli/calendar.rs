//! `accord calendar …`: what is wrong with a calendar, and which days it closes.

use std::io::Write;
use std::path::Path;

use serde_json::json;

use super::lines::line;
use super::verify::signer;
use super::{Calendar, Closed, Failure, Verdict, files, findings, json as as_json, lines};
use crate::casebook::dates::{counted, long_date};
use crate::casebook::desk::{self, Shelf};
use crate::casebook::views::{CalendarCard, CalendarReport, Vouched};

/// Runs the command.
pub fn run(command: Calendar, out: &mut impl Write) -> Result<Verdict, Failure> {
    let (report, output, listed) = match command {
        Calendar::Check { file, output } => (desk::check_calendar(&text(&file)?)?.0, output, false),
        Calendar::Show { file: Some(file), output } => (desk::check_calendar(&text(&file)?)?.0, output, true),
        Calendar::Show { file: None, output } => (desk::calendar_of_build(), output, true),
    };
    if output.json {
        lines::object(out, &told(&report, listed))?;
    } else {
        as_text(&report, listed, out)?;
    }
    Ok(if report.faults.is_empty() { Verdict::Holds } else { Verdict::Fails })
}

/// A shelf that reckons with the calendar of a file, if one is named.
pub fn on(shelf: Shelf, closed: &Closed) -> Result<Shelf, Failure> {
    let Some(file) = &closed.calendar else { return Ok(shelf) };
    match desk::check_calendar(&text(file)?)? {
        (_, Some(calendar)) => Ok(shelf.with_calendar(calendar)),
        (report, None) => Err(Failure::told(
            format!(
                "The calendar {} has {}.",
                file.display(),
                counted(report.faults.len(), "fault", "faults")
            ),
            "Run `accord calendar check` on it and correct what it says.",
        )),
    }
}

fn text(file: &Path) -> Result<String, Failure> {
    String::from_utf8(files::read(file)?)
        .map_err(|_| Failure::told("The calendar is not text in UTF-8.", "Save it as UTF-8, then try again."))
}

fn as_text(report: &CalendarReport, listed: bool, out: &mut impl Write) -> std::io::Result<()> {
    findings::in_lines(&report.faults, &report.notices, out)?;
    let Some(card) = &report.card else {
        let faults = counted(report.faults.len(), "fault", "faults");
        return line!(out, "The calendar cannot be used: {faults}.");
    };
    if listed {
        for (date, name, source) in &report.days {
            line!(out, "{}  {name} [{source}]", long_date(*date))?;
        }
        for (date, name) in &report.by_rule {
            line!(out, "{}  {name} [provisional: by rule, not listed]", long_date(*date))?;
        }
    }
    let (first, last) = card.years;
    let days = counted(report.days.len(), "closed day", "closed days");
    line!(
        out,
        "The calendar {}, issued {}, lists {days} from {first} to {last}.",
        card.version,
        card.issued
    )?;
    line!(out, "{}", vouched(card))
}

fn vouched(card: &CalendarCard) -> String {
    match &card.vouched {
        Vouched::ByBuild => "It comes with Accord.".to_owned(),
        Vouched::Unsigned => "It is not signed: nobody vouches for it.".to_owned(),
        Vouched::Signed(who) => format!("It is signed by {}.", signer(who)),
    }
}

fn told(report: &CalendarReport, listed: bool) -> serde_json::Value {
    let card = report.card.as_ref();
    let (vouched, signer) = match card.map(|card| &card.vouched) {
        None => (None, None),
        Some(Vouched::ByBuild) => (Some("build"), None),
        Some(Vouched::Unsigned) => (Some("unsigned"), None),
        Some(Vouched::Signed(signer)) => (Some("signed"), Some(as_json::signer(signer))),
    };
    let mut told = json!({
        "holds": report.faults.is_empty(),
        "version": card.map(|card| &card.version),
        "issued": card.map(|card| card.issued.to_string()),
        "from": card.map(|card| card.years.0),
        "through": card.map(|card| card.years.1),
        "vouched": vouched,
        "signer": signer,
        "faults": findings::in_json(&report.faults),
        "notices": findings::in_json(&report.notices),
    });
    if listed {
        let days = report.days.iter().map(
            |(date, name, source)| json!({"date": date.to_string(), "name": name, "source": source, "provisional": false}),
        );
        let by_rule = report.by_rule.iter().map(
            |(date, name)| json!({"date": date.to_string(), "name": name, "source": null, "provisional": true}),
        );
        told["days"] = days.chain(by_rule).collect();
    }
    told
}
