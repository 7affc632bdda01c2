//! `accord show FILE`: where a dispute stands, as text: ladder, duties, timeline, signers; or as a drawing.

use std::io::{Result, Write};

use super::lines::line;
use super::verify::signer;
use super::{Failure, Output, Verdict, card, json, lines};
use crate::calendar::Moment;
use crate::casebook::dates::{counted, listed, long_due, long_moment};
use crate::casebook::desk::Shelf;
use crate::casebook::picture::picture;
use crate::casebook::views::{
    Basis, Clock, DisputeView, DutyLine, DutyState, Kept, PackHere, Part, Place, ProcedureCard, Rung, Span,
    Status, TimelineEntry,
};

/// Shows a file's dispute.
pub fn run(
    file: &[u8],
    shelf: &Shelf,
    now: Moment,
    output: Output,
    out: &mut impl Write,
) -> std::result::Result<Verdict, Failure> {
    let (view, card) = (shelf.show(file, now)?, shelf.card()?);
    if output.json {
        let mut whole = json::dispute(&view);
        if let Some(card) = &card {
            whole["card"] = card::in_json(card);
        }
        lines::object(out, &whole)?;
    } else {
        as_text(&view, out)?;
        if let Some(card) = &card {
            heading("By whose word", out)?;
            card::line_of(card, out)?;
        }
    }
    Ok(Verdict::Holds)
}

/// Draws a dispute.
pub fn draw(view: &DisputeView, out: &mut impl Write) -> std::result::Result<Verdict, Failure> {
    line!(out, "{}", picture(view))?;
    Ok(Verdict::Holds)
}

/// A dispute, whole.
pub fn as_text(view: &DisputeView, out: &mut impl Write) -> Result<()> {
    head(view, out)?;
    heading("The ladder", out)?;
    for rung in &view.ladder {
        line!(out, "  {} {}", mark(rung.place), self::rung(rung))?;
    }
    heading("What is owed", out)?;
    let owed: Vec<&DutyLine> =
        view.duties.iter().filter(|duty| duty.state == DutyState::Outstanding).collect();
    for duty in &owed {
        self::duty(duty, out)?;
    }
    if owed.is_empty() {
        line!(out, "  nothing")?;
    }
    let ended: Vec<&DutyLine> =
        view.duties.iter().filter(|duty| duty.state != DutyState::Outstanding).collect();
    if !ended.is_empty() {
        heading("What has ended", out)?;
    }
    for duty in ended {
        line!(out, "  {} {}", duty.key, end(duty))?;
    }
    heading("What happened", out)?;
    for entry in view.timeline.iter().rev() {
        self::entry(entry, out)?;
    }
    if !view.anomalies.is_empty() {
        heading("To be looked at", out)?;
    }
    for anomaly in &view.anomalies {
        line!(out, "  {} {}", anomaly.happened, anomaly.to_do)?;
        let about: Vec<&String> = anomaly.entries.iter().flatten().collect();
        for entry in view.timeline.iter().filter(|entry| about.contains(&&entry.id)) {
            line!(out, "    {}  {}; {}", long_moment(entry.at), entry.what, signer(&entry.signer))?;
        }
    }
    Ok(())
}

/// A line above what belongs together.
pub fn heading(text: &str, out: &mut impl Write) -> Result<()> {
    line!(out, "")?;
    line!(out, "{text}")
}

fn head(view: &DisputeView, out: &mut impl Write) -> Result<()> {
    let procedure = &view.procedure;
    line!(out, "{}", view.title)?;
    line!(out, "  dispute    {}", view.id)?;
    line!(out, "  procedure  {}", self::procedure(procedure))?;
    if let Some(overdue) = &procedure.review_overdue {
        line!(out, "             {overdue}")?;
    }
    line!(out, "  reckoned   for {}", long_moment(view.now))?;
    if procedure.pack != PackHere::Missing {
        line!(out, "  status     {}", status(&view.status))?;
    }
    for party in &view.parties {
        let part = match party.part {
            Part::Raising => "raises it",
            Part::Other => "disagrees",
            Part::Also => "is concerned",
        };
        line!(out, "  party      {} {part}", party.label)?;
    }
    for child in &view.children {
        let known = child.facts.iter().filter_map(|fact| Some(format!("{} {}", fact.ask, fact.is.as_ref()?)));
        let known: Vec<String> = known.collect();
        line!(out, "  child      {} {}", child.reference, known.join(" "))?;
    }
    if !view.grounds.is_empty() {
        line!(out, "  about      {}", listed(&view.grounds))?;
    }
    if let Some(danger) = &view.danger {
        line!(out, "  DANGER     A child may be in danger now. {}", danger.effect)?;
    }
    Ok(())
}

/// A procedure on one line.
pub fn procedure(card: &ProcedureCard) -> String {
    match card.pack {
        PackHere::Missing => format!("{}, which is not here", card.id),
        PackHere::Same | PackHere::Other => format!("{}, {}", card.partnership, card.title),
    }
}

/// A status in words.
pub fn status(status: &Status) -> String {
    match status {
        Status::NotBegun => "not begun".to_owned(),
        Status::Open => "open".to_owned(),
        Status::Emergency => "emergency: off the ladder".to_owned(),
        Status::Resolved => "resolved, not closed".to_owned(),
        Status::Closed(how) => format!("closed: {how}"),
    }
}

fn mark(place: Place) -> char {
    match place {
        Place::Passed => 'x',
        Place::Current => '>',
        Place::Held => '=',
        Place::Coming => '.',
    }
}

fn rung(rung: &Rung) -> String {
    let name = if rung.title.is_empty() || rung.name == rung.title {
        rung.name.clone()
    } else {
        format!("{}: {}", rung.name, rung.title)
    };
    let mut parts = vec![name];
    parts.extend(rung.entered.map(|at| format!("entered {}", long_moment(at))));
    parts.extend(rung.left.map(|at| format!("left {}", long_moment(at))));
    parts.extend(rung.tier.map(|tier| format!("tier {tier}")));
    parts.extend(rung.kept.map(|kept| match kept {
        Kept::InTime => "in time".to_owned(),
        Kept::Late => "late".to_owned(),
    }));
    parts.join(", ")
}

fn duty(duty: &DutyLine, out: &mut impl Write) -> Result<()> {
    let about = duty.subject.as_ref().map_or_else(String::new, |subject| format!(" ({subject})"));
    let force = duty.force.as_ref().map_or_else(String::new, |force| format!(" [{force}]"));
    line!(out, "  {} {}{about}{force}", duty.key, duty.text)?;
    let mut who: Vec<String> = duty.owner.iter().map(|owner| format!("owed by {owner}")).collect();
    who.extend(duty.to.as_ref().map(|to| format!("to {}", to.label)));
    who.extend(duty.paragraph.as_ref().map(|at| format!("paragraph {at}")));
    if !who.is_empty() {
        line!(out, "      {}", who.join(", "))?;
    }
    match duty.by {
        Some(_) => line!(out, "      {}", by(duty)),
        None => Ok(()),
    }
}

/// By when it is owed, against now.
pub fn by(duty: &DutyLine) -> String {
    match (duty.clock, duty.by) {
        (Clock::AtOnce, _) => format!("at once, since {}", long_moment(duty.opened)),
        (other, Some(by)) => format!("by {}{}, {}", long_due(by), basis(duty), clock(other)),
        (other, None) => clock(other),
    }
}

fn basis(duty: &DutyLine) -> String {
    match &duty.basis {
        Some(Basis::Agreed) => " (agreed)".to_owned(),
        Some(Basis::Budget(text)) => format!(" (shortened by: {text})"),
        Some(Basis::Own) | None => String::new(),
    }
}

/// A date against now, in words.
fn clock(clock: Clock) -> String {
    let days = |n: u32| counted(n as usize, "working day", "working days");
    match clock {
        Clock::NoDate => "no date".to_owned(),
        Clock::Ended => "ended".to_owned(),
        Clock::AtOnce => "at once".to_owned(),
        Clock::Today => "due today".to_owned(),
        Clock::Left(n) => format!("{} left", days(n)),
        Clock::Overdue(n) => format!("overdue by {}", days(n)),
    }
}

fn end(duty: &DutyLine) -> String {
    // A clock ends when its step is left, whether or not anything was settled.
    let done = if duty.span == Span::Task { "was done" } else { "ended" };
    match duty.state {
        DutyState::Outstanding => "is owed".to_owned(),
        DutyState::Done(at) => format!("{done} on {}", long_due(at)),
        DutyState::DoneLate(at) => format!("{done} late on {}", long_due(at)),
        DutyState::Waived(at) => format!("was waived on {}", long_due(at)),
        DutyState::Lapsed(at) => format!("lapsed on {}", long_due(at)),
    }
}

fn entry(entry: &TimelineEntry, out: &mut impl Write) -> Result<()> {
    line!(out, "  {}  {}", long_moment(entry.at), entry.what)?;
    for (label, words) in &entry.said {
        let mut words = words.lines();
        line!(out, "      {label}: {}", words.next().unwrap_or_default())?;
        for more in words {
            line!(out, "        {more}")?;
        }
    }
    if entry.words_erased {
        line!(out, "      its words are not in this file")?;
    }
    if entry.waits_for > 0 {
        line!(out, "      waits for earlier entries and does not count yet")?;
    }
    if entry.outweighed {
        line!(out, "      was recorded without seeing another entry, which counts in its place")?;
    }
    line!(out, "      {}", signer(&entry.signer))?;
    match entry.received {
        Some(at) => line!(out, "      received by the register on {}", long_moment(at)),
        None => Ok(()),
    }
}
