//! `accord simulate`: a partnership that does not exist, with its disputes and its post, in a folder.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use serde_json::json;

use super::lines::line;
use super::{Failure, Output, Verdict, files, lines};
use crate::casebook::dates::counted;
use crate::casebook::desk::DeskError;
use crate::casebook::simulated::{NotMade, Simulation, Totals, desk, simulate};

/// Runs the command.
pub fn run(
    of: &Simulation,
    pack: Option<&Path>,
    dir: &Path,
    output: Output,
    out: &mut impl Write,
) -> Result<Verdict, Failure> {
    check_room(dir)?;
    let pack = match pack {
        Some(file) => Some(String::from_utf8_lossy(&files::read(file)?).into_owned()),
        None => None,
    };
    for folder in ["mail/cur", "mail/new", "mail/tmp", "lost", "bundles", "keys", "partnership/receipts"] {
        fs::create_dir_all(dir.join(folder)).map_err(|error| unwritten(dir, &error))?;
    }
    let mut write = |place: &str, bytes: &[u8]| fs::write(dir.join(place), bytes);
    let made = simulate(&Simulation { pack, ..of.clone() }, &mut write, Some(&dir.join(desk::FOLDER)));
    let totals = made.map_err(|why| not_made(&why, dir))?;
    if output.json {
        as_json(of, totals, dir, out)?
    } else {
        as_text(totals, dir, out)?
    }
    Ok(Verdict::Holds)
}

/// Nothing that is there is written over.
fn check_room(dir: &Path) -> Result<(), Failure> {
    match fs::read_dir(dir) {
        Ok(mut entries) => match entries.next() {
            Some(_) => Err(Failure::told(
                "This folder holds something already, so nothing was made in it.",
                "Name a folder that is empty or not there yet. Nothing was changed.",
            )),
            None => Ok(()),
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(files::unreadable(dir, &error)),
    }
}

fn not_made(why: &NotMade, dir: &Path) -> Failure {
    match why {
        NotMade::Faults(faults) => Failure::told(
            format!("The pack has {}.", counted(*faults, "fault", "faults")),
            "Run `accord pack check` on it and correct what it says.",
        ),
        NotMade::OneSide => Failure::told(
            "The pack has fewer than two agencies, so nobody can disagree under it.",
            "Name a pack with two or more.",
        ),
        NotMade::Unwritten(error) => unwritten(dir, error),
        NotMade::NoDesk(error) => DeskError::Folder(error.clone()).into(),
        NotMade::Desk(error) => Failure::Told(error.told()),
        NotMade::Unsound(error) => Failure::told(
            format!("What was made cannot be read back ({error:?})."),
            "This is a fault of Accord: report it with the seed.",
        ),
    }
}

fn unwritten(dir: &Path, error: &io::Error) -> Failure {
    Failure::told(
        format!("{} could not be written to ({error}).", dir.display()),
        "Check that there is room and that the folder is yours, then try again in an empty one.",
    )
}

fn as_text(of: Totals, dir: &Path, out: &mut impl Write) -> io::Result<()> {
    let disputes = counted(of.disputes, "invented dispute", "invented disputes");
    line!(out, "{disputes} with {} in {}.", counted(of.entries, "entry", "entries"), dir.display())?;
    line!(out, "  contested {}", of.contested)?;
    line!(out, "  late      {}", counted(of.late_entries, "entry", "entries"))?;
    let messages = counted(of.messages, "message", "messages");
    line!(
        out,
        "  post      {messages}: {} late, {} lost, {} twice, {} sealed",
        of.late,
        of.lost,
        of.twice,
        of.sealed
    )?;
    line!(out, "  mailbox   {}", counted(of.in_mailbox, "file", "files"))?;
    line!(
        out,
        "  desk      {}, a test, with the passphrase: {}",
        dir.join(desk::FOLDER).display(),
        desk::PASSPHRASE
    )?;
    line!(out, "Every key in it is known to everybody. truth.json says what is in it.")
}

fn as_json(of: &Simulation, totals: Totals, dir: &Path, out: &mut impl Write) -> io::Result<()> {
    let Totals { disputes, entries, messages, in_mailbox, lost, late, twice, sealed, contested, .. } = totals;
    lines::object(
        out,
        &json!({
            "holds": true, "seed": of.seed, "disputes": disputes, "entries": entries, "messages": messages,
            "in_mailbox": in_mailbox, "lost": lost, "late": late, "twice": twice, "sealed": sealed,
            "desk": dir.join(desk::FOLDER).display().to_string(), "passphrase": desk::PASSPHRASE,
            "contested": contested, "late_entries": totals.late_entries, "lost_entries": totals.lost_entries,
        }),
    )
}
