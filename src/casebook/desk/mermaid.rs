//! The ladders of a pack as one Mermaid state diagram, a box for each track.

use std::fmt::Write as _;

use crate::casebook::dates::listed;
use crate::casebook::wording::{Names, Wording};
use crate::procedure::{ClosesFrom, Procedure, RiskEffect, StepId, Track};

/// The diagram, as text for any tool that draws Mermaid.
pub fn diagram(procedure: &Procedure) -> String {
    let mut out = String::from("stateDiagram-v2\n");
    for (n, track) in procedure.tracks.iter().enumerate() {
        // Writing to a string cannot fail.
        let _ = draw(&mut out, procedure, n, track);
    }
    out
}

fn draw(out: &mut String, procedure: &Procedure, n: usize, track: &Track) -> std::fmt::Result {
    // Two tracks may share a step, and a diagram has each name once.
    let words = Wording { of: procedure, names: Names::WithIds };
    let node = |step: &StepId| format!("t{n}_{}", step.as_str().replace(['-', '.'], "_"));
    writeln!(out, "  state \"{}\" as t{n} {{", quiet(&track.title))?;
    let steps = || track.steps.iter().filter_map(|id| procedure.step(id));
    for step in steps() {
        let name = format!("{}: {}", words.step(&step.id), step.title);
        writeln!(out, "    state \"{}\" as {}", quiet(&name), node(&step.id))?;
    }
    for entry in &track.entries {
        writeln!(out, "    [*] --> {}", node(&entry.step))?;
    }
    for step in steps() {
        for exit in step.exits.iter().filter(|exit| track.steps.contains(&exit.to)) {
            writeln!(out, "    {} --> {}", node(&step.id), node(&exit.to))?;
        }
    }
    match &track.risk.effect {
        RiskEffect::Stays => {}
        RiskEffect::Jumps(to) => {
            for step in steps().filter(|step| step.id != *to) {
                writeln!(out, "    {} --> {} : a child in danger", node(&step.id), node(to))?;
            }
        }
        RiskEffect::LeavesLadder => {
            writeln!(out, "    state \"Emergency: the steps wait\" as t{n}_emergency")?;
            for step in steps() {
                writeln!(out, "    {} --> t{n}_emergency : a child in danger", node(&step.id))?;
            }
        }
    }
    let settled = |from: ClosesFrom| from != ClosesFrom::Open;
    if track.closures.iter().any(|closure| settled(closure.from)) {
        writeln!(out, "    state \"Resolved\" as t{n}_resolved")?;
        for step in steps() {
            writeln!(out, "    {} --> t{n}_resolved", node(&step.id))?;
        }
    }
    for closure in &track.closures {
        let label = quiet(&closure.label);
        if settled(closure.from) {
            // The box of what is resolved stands for every step, so a limit is said.
            let steps: Vec<String> = closure.at.iter().map(|step| words.step(step)).collect();
            let only = if steps.is_empty() { String::new() } else { format!(", only at {}", listed(&steps)) };
            writeln!(out, "    t{n}_resolved --> [*] : {label}{}", quiet(&only))?;
        }
        if closure.from != ClosesFrom::Resolved {
            let at = |id: &StepId| closure.at.is_empty() || closure.at.contains(id);
            for step in steps().filter(|step| at(&step.id)) {
                writeln!(out, "    {} --> [*] : {label}", node(&step.id))?;
            }
        }
    }
    writeln!(out, "  }}")
}

/// Without the characters that mean something to Mermaid.
fn quiet(text: &str) -> String {
    let quiet = |c: char| match c {
        '"' => '\'',
        ';' => ',',
        '#' | '{' | '}' | '<' | '>' | '%' => ' ',
        c if c.is_control() => ' ',
        c => c,
    };
    text.chars().map(quiet).collect()
}
