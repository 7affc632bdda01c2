//! `accord desk …`: the desk's own casebook is made, and listed.

use std::io::{self, Write};

use serde_json::json;

use super::lines::line;
use super::{Desk, Failure, Verdict, disputes, lines, secret};
use crate::casebook::dates::counted;
use crate::casebook::desk::{Holds, OwnCasebook, check_room, make_casebook, profile};

/// Runs the command.
pub fn run(command: Desk, out: &mut impl Write) -> Result<Verdict, Failure> {
    match command {
        Desk::Init { dir, partnership, agency, name, role, output } => {
            let profile = profile(&partnership, &agency, &name, &role)?;
            check_room(&dir)?;
            let code = make_casebook(&dir, &secret::chosen()?, &profile)?;
            if output.json {
                lines::object(out, &json!({"holds": true, "recovery_code": code}))?;
            } else {
                line!(
                    out,
                    "The casebook is made; nothing in the folder can be read without its passphrase."
                )?;
                line!(out, "  of        {} ({}, {})", profile.name, profile.role, profile.agency)?;
                line!(out, "  code      {code}")?;
                line!(
                    out,
                    "Write the recovery code down: it is shown this once, and opens the casebook when the \
                            passphrase is lost."
                )?;
            }
        }
        Desk::List { dir, output } => {
            let holds = OwnCasebook::open(&dir, &secret::asked("casebook", false)?)?.holds()?;
            if output.json {
                let Holds { profile, disputes, unreadable } = &holds;
                let of = json!({"name": profile.name, "role": profile.role, "agency": profile.agency});
                let list = disputes::in_json(disputes);
                let holds = *unreadable == 0;
                lines::object(
                    out,
                    &json!({"holds": holds, "of": of, "unreadable": unreadable, "list": list}),
                )?;
            } else {
                as_text(&holds, out)?;
            }
            // A record that cannot be read is told, and whoever watches the exit code is told too.
            if holds.unreadable > 0 {
                return Ok(Verdict::Fails);
            }
        }
    }
    Ok(Verdict::Holds)
}

fn as_text(holds: &Holds, out: &mut impl Write) -> io::Result<()> {
    let Holds { profile, disputes, unreadable } = holds;
    let entries = disputes.iter().map(|dispute| dispute.entries).sum();
    line!(out, "The casebook of {} ({}, {}).", profile.name, profile.role, profile.agency)?;
    let (disputes_held, entries) =
        (counted(disputes.len(), "dispute", "disputes"), counted(entries, "entry", "entries"));
    line!(out, "  holds     {disputes_held}, {entries}")?;
    if *unreadable > 0 {
        let records = counted(*unreadable, "record", "records");
        line!(out, "  damaged   {records} cannot be read; they stay where they are")?;
    }
    disputes::in_lines(disputes, out)
}
