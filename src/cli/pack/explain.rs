//! `accord pack explain PACK`: the ladder and every duty in plain English, or as a diagram.

use std::io::{Result, Write};

use serde_json::{Value, json};

use super::check::in_version;
use super::{Brought, Output, lines};
use crate::casebook::views::{DutyExplained, PackExplained, StepExplained, TrackExplained};
use crate::cli::lines::line;

/// Writes the explanation; with `mermaid`, the diagram alone.
pub fn write(pack: &Brought, mermaid: bool, output: Output, out: &mut impl Write) -> Result<()> {
    let explained = pack.explained();
    if output.json {
        return lines::object(out, &as_json(&explained));
    }
    if mermaid {
        return explained.mermaid.lines().try_for_each(|drawn| line!(out, "{drawn}"));
    }
    line!(out, "Pack {}{}", explained.id, in_version(&explained.version))?;
    below(out, "", &explained.about)?;
    for track in &explained.tracks {
        write_track(track, out)?;
    }
    let rest = [
        ("Agencies", &explained.agencies),
        ("What it asks about the case", &explained.facts),
        ("Contacts", &explained.contacts),
        ("Guidance", &explained.guidance),
        ("Readings", &explained.readings),
        ("Forms", &explained.forms),
        ("The regular report", &explained.reports),
    ];
    for (title, said) in rest.into_iter().filter(|(_, said)| !said.is_empty()) {
        line!(out, "")?;
        line!(out, "{title}")?;
        below(out, "  ", said)?;
    }
    Ok(())
}

fn write_track(track: &TrackExplained, out: &mut impl Write) -> Result<()> {
    line!(out, "")?;
    line!(out, "{}: {}", track.id, track.title)?;
    below(out, "  ", &track.begins)?;
    if !track.grounds.is_empty() {
        line!(out, "  It may be about")?;
        below(out, "    ", &track.grounds)?;
    }
    for StepExplained { title, acts, duties, leads, say, .. } in &track.steps {
        line!(out, "")?;
        line!(out, "  {title}")?;
        if !acts.is_empty() {
            line!(out, "    {acts}")?;
        }
        write_duties(duties, out)?;
        below(out, "    ", leads)?;
        if let Some((script, send)) = say {
            line!(out, "    Say: {script}")?;
            line!(out, "    Send: {send}")?;
        }
    }
    line!(out, "")?;
    line!(out, "  At any step")?;
    write_duties(&track.duties, out)?;
    line!(out, "  If a child is in danger")?;
    below(out, "    ", &track.danger)?;
    line!(out, "  How it ends")?;
    below(out, "    ", &track.ends)
}

fn write_duties(duties: &[DutyExplained], out: &mut impl Write) -> Result<()> {
    for duty in duties {
        line!(out, "    {}. {}", duty.id, duty.sentence)?;
        for reading in &duty.readings {
            line!(out, "      Our reading: {reading}")?;
        }
    }
    Ok(())
}

fn below(out: &mut impl Write, indent: &str, said: &[String]) -> Result<()> {
    said.iter().try_for_each(|said| line!(out, "{indent}{said}"))
}

fn as_json(pack: &PackExplained) -> Value {
    json!({
        "holds": true,
        "id": pack.id,
        "version": pack.version,
        "about": pack.about,
        "agencies": pack.agencies,
        "facts": pack.facts,
        "contacts": pack.contacts,
        "tracks": pack.tracks.iter().map(track).collect::<Vec<_>>(),
        "guidance": pack.guidance,
        "readings": pack.readings,
        "forms": pack.forms,
        "reports": pack.reports,
        "mermaid": pack.mermaid,
    })
}

fn track(track: &TrackExplained) -> Value {
    json!({
        "track": track.id,
        "title": track.title,
        "begins": track.begins,
        "grounds": track.grounds,
        "steps": track.steps.iter().map(step).collect::<Vec<_>>(),
        "duties": track.duties.iter().map(duty).collect::<Vec<_>>(),
        "danger": track.danger,
        "ends": track.ends,
    })
}

fn step(step: &StepExplained) -> Value {
    let say = step.say.as_ref().map(|(script, send)| json!({"script": script, "send": send}));
    json!({
        "step": step.id,
        "title": step.title,
        "acts": step.acts,
        "duties": step.duties.iter().map(duty).collect::<Vec<_>>(),
        "leads": step.leads,
        "say": say,
    })
}

fn duty(duty: &DutyExplained) -> Value {
    json!({"duty": duty.id, "sentence": duty.sentence, "readings": duty.readings})
}
