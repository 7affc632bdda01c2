//! `accord desk …`: the desk's own casebook is made, listed and shown, and people are confirmed at it.

mod erase;
mod export;
mod held;

use std::io::Write;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use clap::{Args, Subcommand};
use serde_json::json;

use super::lines::line;
use super::{Failure, Output, Verdict, complain, lines, members, moment, moment_now, secret};
use crate::calendar::Moment;
use crate::casebook::desk::{
    Made, OwnCasebook, Shut, agency_named, check_room, drawn_passphrase, make_casebook, name_of, profile,
    unknown_agency, write_anew,
};
use crate::casebook::views::Checked;
use export::Readers;
use held::Shown;

/// What is ordered of it.
#[derive(Debug, Subcommand)]
pub enum Desk {
    /// Makes a casebook in a folder that is empty or not there, and shows its recovery code once.
    ///
    /// The passphrase is asked for at the prompt, or taken from ACCORD_PASSPHRASE, or from the first line of
    /// standard input.
    Init {
        #[command(flatten)]
        folder: InFolder,
        /// Your partnership: the id of a built-in pack, as `havering`.
        #[arg(long, value_name = "ID", required_unless_present = "partnership_name")]
        partnership: Option<String>,
        /// What your partnership calls itself on its card; otherwise as in the pack.
        #[arg(long, value_name = "NAME")]
        partnership_name: Option<String>,
        /// Your agency, by its name in the pack or its id there; an office that is not in the pack, as it is to be shown.
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
        #[arg(long, value_name = "KEY", conflicts_with = "file", allow_hyphen_values = true)]
        kid: Option<String>,
        /// The folder of the casebook.
        #[arg(long, value_name = "DIR")]
        desk: PathBuf,
        /// How you made sure that the key is theirs: call-back, in-person or none.
        #[arg(long, value_name = "HOW", value_parser = members::checked)]
        checked: Option<Checked>,
        /// The last day on which it holds, as 2028-11-30, three years from now at most; otherwise two years from now.
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
        #[arg(allow_hyphen_values = true)]
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
    ///
    /// An older card of the partnership is written over, and nothing else that is there.
    Card {
        /// The folder of the casebook.
        #[arg(long, value_name = "DIR")]
        desk: PathBuf,
        /// The file to write; otherwise standard output.
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
        /// Puts this procedure on the card, which then decides who counts in disputes under it, and not in all
        #[arg(long, value_name = "FILE")]
        procedure: Option<PathBuf>,
        #[command(flatten)]
        output: Output,
    },
    /// Lists the disputes of a casebook: where each stands now, what is due next and from whom, what does not count,
    /// contradicts or has not arrived.
    ///
    /// The passphrase or the recovery code is asked for at the prompt, or taken from ACCORD_PASSPHRASE, or from
    /// the first line of standard input.
    List {
        #[command(flatten)]
        folder: InFolder,
        /// Lists what is known to exist and has not arrived instead; the exit code is 3 where there is any.
        #[arg(long)]
        missing: bool,
        #[command(flatten)]
        output: Output,
    },
    /// Shows one dispute of the casebook whole, as `accord show` shows that of a file; without one, lists them all.
    ///
    /// The passphrase or the recovery code is asked for at the prompt, or taken from ACCORD_PASSPHRASE, or from
    /// the first line of standard input.
    Show {
        /// The dispute: its id as `accord desk list` shows it, or as much of its beginning as no other has.
        #[arg(allow_hyphen_values = true)]
        dispute: Option<String>,
        /// The folder of the casebook.
        #[arg(long, value_name = "DIR")]
        desk: PathBuf,
        /// The moment to reckon for, as 2026-11-22 or 2026-11-22T14:05, London time; otherwise now.
        #[arg(long, value_name = "MOMENT", value_parser = moment, requires = "dispute")]
        now: Option<Moment>,
        /// Draws the steps and what happened, as SVG for a report, instead.
        #[arg(long, conflicts_with = "json", requires = "dispute")]
        svg: bool,
        #[command(flatten)]
        output: Output,
    },
    /// Writes one dispute of the casebook, whole, as a signed file that is sealed to those whom it is for.
    ///
    /// It is for whoever signed an entry of it and is confirmed, unless --to says otherwise; who that is stands on standard
    /// error before the file is written. Nothing is written over. The passphrase or the recovery code is asked for at the
    /// prompt, or taken from ACCORD_PASSPHRASE, or from the first line of standard input.
    Export {
        /// The dispute: its id as `accord desk list` shows it, or as much of its beginning as no other has.
        #[arg(allow_hyphen_values = true)]
        dispute: String,
        /// The folder of the casebook.
        #[arg(long, value_name = "DIR")]
        desk: PathBuf,
        /// The file to write, which is not there yet. No word of the case belongs into its name.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        /// Seals it to the holder of this key instead: its first six characters or more, as `accord desk members` lists it.
        /// May be given several times.
        #[arg(long, value_name = "KEY", allow_hyphen_values = true)]
        to: Vec<String>,
        /// Does not seal it: anyone who gets the file can read it. The reason is noted in the dispute.
        #[arg(long, value_name = "REASON", conflicts_with = "to")]
        readable_by_anyone: Option<String>,
        #[command(flatten)]
        output: Output,
    },
    /// Erases the words of one entry from the casebook, for good; without an entry, lists those that have words.
    ///
    /// The entry stays, with who signed it and when, and verifies as before. Words that a file brings again are left out, and what
    /// is handed out from then on is without them. Others keep the copies that they have: who that is stands there. What is signed
    /// itself, as a child's reference, stays. The passphrase or the recovery code is asked for at the prompt, or taken from
    /// ACCORD_PASSPHRASE, or from the first line of standard input.
    Erase {
        /// The dispute: its id as `accord desk list` shows it, or as much of its beginning as no other has.
        #[arg(allow_hyphen_values = true)]
        dispute: String,
        /// The entry: its first six characters or more, as this command lists it.
        #[arg(allow_hyphen_values = true, requires = "reason")]
        entry: Option<String>,
        /// The folder of the casebook.
        #[arg(long, value_name = "DIR")]
        desk: PathBuf,
        /// Why. It is kept, with the moment and your name: no word of the case belongs into it.
        #[arg(long, value_name = "REASON", requires = "entry")]
        reason: Option<String>,
        #[command(flatten)]
        output: Output,
    },
}

/// Where a casebook lies or is to lie, named by itself or as every other command has it.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub struct InFolder {
    /// The folder of the casebook; or name it with --desk.
    dir: Option<PathBuf>,
    /// The folder of the casebook.
    #[arg(long, value_name = "DIR")]
    desk: Option<PathBuf>,
}

impl InFolder {
    fn named(self) -> PathBuf {
        self.desk.or(self.dir).unwrap_or_default()
    }
}

/// Runs the command.
pub fn run(command: Desk, out: &mut impl Write) -> Result<Verdict, Failure> {
    match command {
        Desk::Init { folder, partnership, partnership_name, agency, draw, name, role, output } => {
            let dir = folder.named();
            let profile = profile(partnership.as_deref(), &agency, &name, &role)?;
            let called = match (partnership_name, partnership) {
                (Some(name), _) => name,
                (None, Some(id)) => name_of(&id)?,
                (None, None) => String::new(),
            };
            check_room(&dir)?;
            // Before the passphrase, so that whoever is at the prompt can stop there.
            if let Some(told) = unknown_agency(profile.procedure.as_deref(), &called, &agency)? {
                complain(&told);
            }
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
                line!(out, "  of        {} ({}, {})", profile.name, profile.role, agency_named(&profile))?;
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
            let by = members::Asking { file: file.as_deref(), kid: kid.as_deref(), desk: &desk };
            return members::enrol(&opened(&desk)?, by, checked, until, output, out);
        }
        Desk::Members { desk, output } => return members::members(&opened(&desk)?, output, out),
        Desk::Revoke { key, desk, receipts, output } => {
            return members::revoke(&opened(&desk)?, &key, receipts, output, out);
        }
        Desk::Card { desk, out: to, procedure, output } => {
            return members::card(&opened(&desk)?, procedure.as_deref(), to.as_deref(), output, out);
        }
        Desk::List { folder, missing: true, output } => {
            return held::missing(&opened(&folder.named())?, output, out);
        }
        Desk::List { folder, missing: false, output } => {
            return held::list(&opened(&folder.named())?, output, out);
        }
        Desk::Export { dispute, desk, out: file, to, readable_by_anyone, output } => {
            let readers = readable_by_anyone.as_deref().map_or(Readers::Keys(&to), Readers::Anyone);
            return export::run(&opened(&desk)?, &dispute, &readers, &file, output, out);
        }
        Desk::Erase { dispute, entry: Some(entry), desk, reason, output } => {
            let book = opened(&desk)?;
            let erasure = book.erase(&dispute, &entry, &reason.unwrap_or_default())?;
            // What was replaced lies in the folder until it is written anew; that is done where nothing has it open.
            drop(book);
            write_anew(&desk).map_err(|error| erase::half_done(&error))?;
            return erase::erased(&erasure, output, out);
        }
        Desk::Erase { dispute, entry: None, desk, output, .. } => {
            return erase::list(&opened(&desk)?, &dispute, output, out);
        }
        Desk::Show { dispute: None, desk, output, .. } => return held::list(&opened(&desk)?, output, out),
        Desk::Show { dispute: Some(begin), desk, now, svg, output } => {
            let now = now.unwrap_or_else(moment_now);
            let shown = if svg { Shown::Drawn } else { Shown::Told(output) };
            return held::show(&opened(&desk)?, &begin, now, shown, out);
        }
    }
    Ok(Verdict::Holds)
}

fn opened(dir: &Path) -> Result<OwnCasebook, Failure> {
    unlocked(dir, &secret::asked("casebook", false)?)
}

/// Opens the casebook of a folder; says so where its last write is not whole, whether it then opens or not.
pub(super) fn unlocked(dir: &Path, typed: &str) -> Result<OwnCasebook, Failure> {
    let shut = Shut::at(dir)?;
    if let Some(told) = shut.of_last_write() {
        complain(&told);
    }
    Ok(shut.unlock(typed)?)
}
