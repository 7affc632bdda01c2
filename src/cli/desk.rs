//! `accord desk …`: the desk's own casebook is made, and listed.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use clap::Subcommand;
use serde_json::{Value, json};

use super::lines::line;
use super::{Failure, Output, Verdict, disputes, lines, members, secret};
use crate::casebook::dates::{counted, listed};
use crate::casebook::desk::{
    Holds, Made, OwnCasebook, Who, check_room, drawn_passphrase, make_casebook, name_of, profile,
};
use crate::casebook::views::{Checked, Missing, MissingEntry};

/// What is ordered of it.
#[derive(Debug, Subcommand)]
pub enum Desk {
    /// Makes a casebook in a folder that is empty or not there, and shows its recovery code once.
    ///
    /// The passphrase is asked for at the prompt, or taken from ACCORD_PASSPHRASE, or from the first line of
    /// standard input.
    Init {
        /// The folder.
        dir: PathBuf,
        /// Your partnership: the id of a built-in pack, as `havering`.
        #[arg(long, value_name = "ID", required_unless_present = "partnership_name")]
        partnership: Option<String>,
        /// What your partnership calls itself on its card; otherwise as in the pack.
        #[arg(long, value_name = "NAME")]
        partnership_name: Option<String>,
        /// Your agency, by its id in the pack or by its name.
        #[arg(long)]
        agency: String,
        /// Draws five words for the passphrase, and shows them once.
        #[arg(long)]
        draw: bool,
        /// Your name in full, as it is to stand beside what you sign.
        #[arg(long)]
        name: String,
        /// Your role, as your agency calls it.
        #[arg(long)]
        role: String,
        #[command(flatten)]
        output: Output,
    },
    /// Shows who asks to be confirmed, with the words to compare; once you have checked, confirms them.
    ///
    /// Without --checked nothing is issued. The number that you ring comes from their agency's own directory, never from
    /// the message. The passphrase or the recovery code is asked for at the prompt, or taken from ACCORD_PASSPHRASE, or
    /// from the first line of standard input.
    Enrol {
        /// Their enrolment: the file, or the message that brought it.
        #[arg(required_unless_present = "kid")]
        file: Option<PathBuf>,
        /// Instead of a file, the key of somebody who signed something that is here: its first six characters or more.
        #[arg(long, value_name = "KEY", conflicts_with = "file")]
        kid: Option<String>,
        /// The folder of the casebook.
        #[arg(long, value_name = "DIR")]
        desk: PathBuf,
        /// How you made sure that the key is theirs: call-back, in-person or none.
        #[arg(long, value_name = "HOW", value_parser = members::checked)]
        checked: Option<Checked>,
        /// The last day on which it holds, as 2028-11-30; otherwise two years.
        #[arg(long, value_name = "DAY", value_parser = members::day, requires = "checked")]
        until: Option<NaiveDate>,
        #[command(flatten)]
        output: Output,
    },
    /// Lists whom the partnership confirmed, and whoever else signed something that is here.
    Members {
        /// The folder of the casebook.
        #[arg(long, value_name = "DIR")]
        desk: PathBuf,
        #[command(flatten)]
        output: Output,
    },
    /// Revokes a key for good: of a lost phone, of somebody who left.
    ///
    /// What it signed counts where a receipt of the register covers it, up to the one that you name, whatever date it
    /// bears.
    Revoke {
        /// The key: its first six characters or more, as `accord desk members` lists it.
        key: String,
        /// The folder of the casebook.
        #[arg(long, value_name = "DIR")]
        desk: PathBuf,
        /// The last receipt that still counts, 0 for none; otherwise the last that was signed.
        #[arg(long, value_name = "NUMBER")]
        receipts: Option<i64>,
        #[command(flatten)]
        output: Output,
    },
    /// Writes the partnership's card: what every member's device takes in.
    Card {
        /// The folder of the casebook.
        #[arg(long, value_name = "DIR")]
        desk: PathBuf,
        /// The file to write; otherwise standard output.
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
        /// Puts this procedure on the card.
        #[arg(long, value_name = "FILE")]
        procedure: Option<PathBuf>,
        #[command(flatten)]
        output: Output,
    },
    /// Lists the disputes of a casebook with where each stands now.
    ///
    /// The passphrase or the recovery code is asked for at the prompt, or taken from ACCORD_PASSPHRASE, or from
    /// the first line of standard input.
    List {
        /// The folder.
        dir: PathBuf,
        /// Lists what is known to exist and has not arrived instead; the exit code is 1 where there is any.
        #[arg(long)]
        missing: bool,
        #[command(flatten)]
        output: Output,
    },
}

/// Runs the command.
pub fn run(command: Desk, out: &mut impl Write) -> Result<Verdict, Failure> {
    match command {
        Desk::Init { dir, partnership, partnership_name, agency, draw, name, role, output } => {
            let profile = profile(partnership.as_deref(), &agency, &name, &role)?;
            let called = match (partnership_name, partnership) {
                (Some(name), _) => name,
                (None, Some(id)) => name_of(&id)?,
                (None, None) => String::new(),
            };
            check_room(&dir)?;
            let passphrase = if draw { drawn_passphrase() } else { secret::chosen()? };
            let Made { code, words } = make_casebook(&dir, &passphrase, &profile, &called)?;
            let drawn = draw.then_some(passphrase.as_str());
            if output.json {
                let made = json!({
                    "holds": true,
                    "recovery_code": code,
                    "passphrase": drawn,
                    "partnership": called,
                    "words": words,
                });
                lines::object(out, &made)?;
            } else {
                line!(
                    out,
                    "The casebook is made; nothing in the folder can be read without its passphrase."
                )?;
                line!(out, "  of        {} ({}, {})", profile.name, profile.role, profile.agency)?;
                line!(out, "  desk of   {called}")?;
                line!(out, "  words     {words}")?;
                if let Some(passphrase) = drawn {
                    line!(out, "  opens by  {passphrase}")?;
                }
                line!(out, "  code      {code}")?;
                line!(
                    out,
                    "Write the recovery code down: it is shown this once, and opens the casebook when the \
                            passphrase is lost."
                )?;
            }
        }
        Desk::Enrol { file, kid, desk, checked, until, output } => {
            let text = match &file {
                Some(file) => members::enrolment(file)?,
                None => String::new(),
            };
            let who = kid.as_deref().map_or(Who::File(&text), Who::Key);
            return members::enrol(&opened(&desk)?, who, checked, until, output, out);
        }
        Desk::Members { desk, output } => return members::members(&opened(&desk)?, output, out),
        Desk::Revoke { key, desk, receipts, output } => {
            return members::revoke(&opened(&desk)?, &key, receipts, output, out);
        }
        Desk::Card { desk, out: to, procedure, output } => {
            return members::card(&opened(&desk)?, procedure.as_deref(), to.as_deref(), output, out);
        }
        Desk::List { dir, missing: true, output } => return missing(&opened(&dir)?, output, out),
        Desk::List { dir, missing: false, output } => {
            let holds = opened(&dir)?.holds()?;
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

/// Lists what has not arrived.
fn missing(book: &OwnCasebook, output: Output, out: &mut impl Write) -> Result<Verdict, Failure> {
    let missing = book.missing()?;
    let verdict = if missing.is_empty() { Verdict::Holds } else { Verdict::Fails };
    if output.json {
        let entry = |entry: &MissingEntry| json!({"id": entry.id, "named_by": entry.named_by, "receipts": entry.receipts});
        let of_dispute = |of: &Missing| {
            let entries: Vec<Value> = of.entries.iter().map(entry).collect();
            json!({"dispute": of.dispute, "title": of.title, "waiting": of.waiting, "missing": entries})
        };
        let list: Vec<Value> = missing.iter().map(of_dispute).collect();
        lines::object(out, &json!({"holds": missing.is_empty(), "list": list}))?;
        return Ok(verdict);
    }
    if missing.is_empty() {
        line!(out, "Nothing is missing that anything here builds upon.")?;
        return Ok(verdict);
    }
    let disputes = counted(missing.len(), "dispute", "disputes");
    line!(out, "In {disputes} something is known to exist and has not arrived.")?;
    for of in &missing {
        line!(out, "")?;
        line!(out, "{}", of.title)?;
        line!(out, "  dispute   {}", of.dispute)?;
        line!(out, "  waiting   {}", counted(of.waiting, "entry", "entries"))?;
        for entry in &of.entries {
            line!(out, "  missing   {}", entry.id)?;
            if !entry.named_by.is_empty() {
                line!(
                    out,
                    "            {} built upon it: ask for the dispute again",
                    listed(&entry.named_by)
                )?;
            }
            if let Some(number) = entry.receipts.first() {
                line!(out, "            it was here: receipt {number} names it; look for a backup")?;
            }
        }
    }
    Ok(verdict)
}

fn opened(dir: &Path) -> Result<OwnCasebook, Failure> {
    Ok(OwnCasebook::open(dir, &secret::asked("casebook", false)?)?)
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
