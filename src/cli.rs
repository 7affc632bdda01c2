//! The desk command `accord`: verify a file, show it, run cases, check and explain a pack, open a backup, keep a
//! casebook of the desk's own.
//!
//! The one idea: *exit code 0 only when all holds*, and another than that of a failure where the rest is for a person. Results go to standard output, as text or as
//! one JSON object; what keeps them from being made goes to standard error in two sentences: what
//! happened, and what to do. One file a command.

mod backup;
mod calendar;
mod card;
mod cases;
mod desk;
mod disputes;
mod files;
mod findings;
mod intake;
mod json;
mod lines;
mod manual;
mod members;
mod pack;
mod place;
mod post;
mod secret;
mod show;
mod simulate;
mod verify;

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, CommandFactory, Parser, Subcommand};

use crate::calendar::Moment;
use crate::casebook::desk::{DeskError, now as moment_now};
use crate::casebook::simulated::Simulation;
use crate::casebook::views::Told;
use card::ByCard;
use desk::Desk;
use intake::Intake;

/// Accord at the desk: verifies dispute files, shows them, runs cases and checks procedure packs.
#[derive(Debug, Parser)]
#[command(name = "accord", version, about, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Verifies every signature of a dispute file and says who signed.
    ///
    /// With a card, the exit code is 3 where every signature holds and somebody signed whom the card does not confirm.
    Verify {
        /// The file; `-` reads standard input.
        file: PathBuf,
        #[command(flatten)]
        by: ByCard,
        #[command(flatten)]
        output: Output,
        #[command(flatten)]
        packs: Brought,
    },
    /// Verifies a dispute file and shows where the dispute stands.
    Show {
        /// The file; `-` reads standard input.
        file: PathBuf,
        /// The moment to reckon for, as 2026-11-22 or 2026-11-22T14:05, London time; otherwise now.
        #[arg(long, value_name = "MOMENT", value_parser = moment)]
        now: Option<Moment>,
        /// Draws the steps and what happened, as SVG for a report, instead.
        #[arg(long, conflicts_with = "json")]
        svg: bool,
        #[command(flatten)]
        by: ByCard,
        #[command(flatten)]
        closed: Closed,
        #[command(flatten)]
        output: Output,
        #[command(flatten)]
        packs: Brought,
    },
    /// Runs every `*.case.json` below a folder; the last line counts.
    Cases {
        /// The folder, or one case.
        dir: PathBuf,
        #[command(flatten)]
        closed: Closed,
        #[command(flatten)]
        output: Output,
        #[command(flatten)]
        packs: Brought,
    },
    /// Procedure packs.
    #[command(subcommand)]
    Pack(Pack),
    /// Calendars: which days are closed.
    #[command(subcommand)]
    Calendar(Calendar),
    /// Backups: whether one is whole, and what is in it.
    #[command(subcommand)]
    Backup(Backup),
    /// The desk's own casebook, in a folder.
    #[command(subcommand)]
    Desk(Desk),
    /// Takes in the files of disputes that a mailbox holds, and lists what it leaves with the reason.
    ///
    /// The mailbox is read and stays as it is. Stopped and run again, it comes to the same end. The exit code is 0 when all
    /// that concerns this desk was taken in, whatever else is there: messages without a file of Accord, and files that are
    /// sealed for other people, are listed. It is 3 where something is left for a person: a file was refused, somebody asks to
    /// be confirmed, or an answer cannot go to its address. It is 1 where it is to be run again: something could not be
    /// read, or the server that sends was not there.
    ///
    /// The passphrase or the
    /// recovery code is asked for at the prompt, or taken from ACCORD_PASSPHRASE, or from the first line of standard
    /// input; the password of a mailbox on a server in the same way, or from ACCORD_MAIL_PASSWORD, and that of a server
    /// for sending from ACCORD_SEND_PASSWORD; with --oauth, tokens from ACCORD_MAIL_TOKEN and ACCORD_SEND_TOKEN.
    Intake(Intake),
    /// Makes a partnership that does not exist, with its disputes and its post: for tests, and to try Accord.
    ///
    /// Everything in it is invented, and every key in it is known to everybody. The same seed gives the same bytes.
    /// `truth.json` says what is in it. `desk` is the casebook of the partnership's desk, a test, whose passphrase stands
    /// there: `accord intake DIR/mail --desk DIR/desk` opens the sealed files, too.
    Simulate {
        /// What everything follows from.
        #[arg(long, value_name = "N", default_value_t = 1)]
        seed: u64,
        /// How many disputes.
        #[arg(long, value_name = "N", default_value_t = 20)]
        disputes: usize,
        /// The folder, which is empty or not there.
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
        /// A pack to run all disputes under, instead of those that come with Accord.
        #[arg(long, value_name = "FILE")]
        pack: Option<PathBuf>,
        #[command(flatten)]
        output: Output,
    },
    /// Writes what a shell needs to complete these commands.
    Completions {
        /// The shell.
        shell: manual::Shell,
    },
    /// Writes the manual page, as roff; `accord man | man -l -` shows it.
    Man {
        /// A folder to write the pages of all commands to, instead. Pages of this manual are written over, and nothing else.
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
    },
}

#[derive(Debug, Subcommand)]
enum Backup {
    /// Opens every record of a backup and says whether it is whole.
    ///
    /// The passphrase or the recovery code is asked for at the prompt, or taken from ACCORD_PASSPHRASE, or from
    /// the first line of standard input.
    Verify {
        /// The file; `-` reads standard input.
        file: PathBuf,
        #[command(flatten)]
        output: Output,
    },
    /// The same, and lists its disputes with where each stands now.
    ///
    /// The passphrase or the recovery code is asked for at the prompt, or taken from ACCORD_PASSPHRASE, or from
    /// the first line of standard input.
    Show {
        /// The file; `-` reads standard input.
        file: PathBuf,
        #[command(flatten)]
        output: Output,
    },
}

#[derive(Debug, Subcommand)]
enum Calendar {
    /// Says everything that is wrong with a calendar, all faults at once, and who signed it.
    Check {
        /// The calendar, signed or not; `-` reads standard input.
        file: PathBuf,
        #[command(flatten)]
        output: Output,
    },
    /// Lists the closed days of a calendar, each with its source.
    Show {
        /// The calendar, signed or not; without one, that of the build. `-` reads standard input.
        file: Option<PathBuf>,
        #[command(flatten)]
        output: Output,
    },
}

#[derive(Debug, Subcommand)]
enum Pack {
    /// Says everything that is wrong with a pack, all faults at once.
    Check {
        /// The pack; `-` reads standard input.
        file: PathBuf,
        #[command(flatten)]
        output: Output,
        #[command(flatten)]
        packs: Brought,
    },
    /// Lists every rule of the document with the parts of the pack that carry it.
    Rules {
        /// The id of a built-in pack, as `havering`, or a file; `-` reads standard input.
        pack: String,
        #[command(flatten)]
        output: Output,
        #[command(flatten)]
        packs: Brought,
    },
    /// Puts a pack into plain English: the steps in order, who acts, every duty.
    Explain {
        /// The id of a built-in pack, as `havering`, or a file; `-` reads standard input.
        pack: String,
        /// Draws the steps as a Mermaid state diagram instead.
        #[arg(long)]
        mermaid: bool,
        #[command(flatten)]
        output: Output,
        #[command(flatten)]
        packs: Brought,
    },
}

/// How results are written.
#[derive(Clone, Copy, Debug, Args)]
struct Output {
    /// Writes one JSON object instead of text.
    #[arg(long)]
    json: bool,
}

/// Packs that come before the built-in ones of the same id, and that a pack may extend.
#[derive(Debug, Args)]
struct Brought {
    /// A folder of packs that come before the built-in ones of the same id, and that a pack may extend.
    #[arg(long, value_name = "DIR")]
    packs: Option<PathBuf>,
}

/// The closed days to reckon with.
#[derive(Debug, Args)]
struct Closed {
    /// A calendar, signed or not, to reckon with in place of that of the build.
    #[arg(long, value_name = "FILE")]
    calendar: Option<PathBuf>,
}

/// Whether everything held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    /// It did.
    Holds,
    /// Something did not.
    Fails,
    /// All was done that a program can do, and something is left for a person.
    ForAPerson,
}

/// Why a command could not be done.
#[derive(Debug)]
enum Failure {
    /// What happened, and what to do.
    Told(Told),
    /// Standard output was closed, as by `head`: nothing is left to say.
    Closed,
}

impl From<io::Error> for Failure {
    fn from(_: io::Error) -> Self {
        Self::Closed
    }
}

impl From<crate::casebook::CasebookError> for Failure {
    fn from(error: crate::casebook::CasebookError) -> Self {
        Self::Told(error.told())
    }
}

impl From<DeskError> for Failure {
    fn from(error: DeskError) -> Self {
        Self::Told(error.told())
    }
}

impl Failure {
    fn told(happened: impl Into<String>, to_do: &str) -> Self {
        Self::Told(Told { happened: happened.into(), to_do: to_do.to_owned(), reasons: Vec::new() })
    }
}

/// Runs the command that the arguments name.
pub fn main() -> ExitCode {
    let Cli { command } = Cli::parse();
    let output = match &command {
        Command::Verify { output, .. }
        | Command::Show { output, .. }
        | Command::Cases { output, .. }
        | Command::Calendar(Calendar::Check { output, .. } | Calendar::Show { output, .. })
        | Command::Backup(Backup::Verify { output, .. } | Backup::Show { output, .. })
        | Command::Intake(Intake { output, .. })
        | Command::Simulate { output, .. }
        | Command::Desk(
            Desk::Init { output, .. }
            | Desk::List { output, .. }
            | Desk::Show { output, .. }
            | Desk::Erase { output, .. }
            | Desk::Export { output, .. }
            | Desk::Enrol { output, .. }
            | Desk::Members { output, .. }
            | Desk::Revoke { output, .. }
            | Desk::Card { output, .. },
        )
        | Command::Pack(
            Pack::Check { output, .. } | Pack::Rules { output, .. } | Pack::Explain { output, .. },
        ) => *output,
        Command::Completions { .. } | Command::Man { .. } => Output { json: false },
    };
    let mut out = io::BufWriter::new(io::stdout().lock());
    let done = run(command, &mut out).and_then(|verdict| {
        out.flush()?;
        Ok(verdict)
    });
    match done {
        Ok(Verdict::Holds) => ExitCode::SUCCESS,
        Ok(Verdict::Fails) => ExitCode::FAILURE,
        Ok(Verdict::ForAPerson) => ExitCode::from(3),
        Err(Failure::Closed) => ExitCode::FAILURE,
        Err(Failure::Told(told)) => {
            if output.json {
                // Whoever reads JSON finds the reason there too. Nothing can be done if it is closed.
                let _ = lines::object(&mut out, &json::told(&told)).and_then(|()| out.flush());
            }
            complain(&told);
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command, out: &mut impl Write) -> Result<Verdict, Failure> {
    match command {
        Command::Verify { file, by, output, packs } => {
            let shelf = card::on(files::shelf(&packs)?, &by, moment_now())?;
            verify::run(&files::read(&file)?, &shelf, output, out)
        }
        Command::Show { file, now, svg, by, closed, output, packs } => {
            let now = now.unwrap_or_else(moment_now);
            let shelf = card::on(calendar::on(files::shelf(&packs)?, &closed)?, &by, now)?;
            let file = files::read(&file)?;
            if svg {
                show::draw(&shelf.show(&file, now)?, out)
            } else {
                show::run(&file, &shelf, now, output, out)
            }
        }
        Command::Cases { dir, closed, output, packs } => cases::run(&dir, &packs, &closed, output, out),
        Command::Calendar(command) => calendar::run(command, out),
        Command::Backup(command) => backup::run(command, out),
        Command::Desk(command) => desk::run(command, out),
        Command::Intake(asked) => intake::run(&asked, out),
        Command::Simulate { seed, disputes, out: dir, pack, output } => {
            let of = Simulation { seed, disputes, pack: None };
            simulate::run(&of, pack.as_deref(), &dir, output, out)
        }
        Command::Pack(command) => pack::run(command, out),
        Command::Completions { shell } => manual::completions(shell, &mut Cli::command(), out),
        Command::Man { out: dir } => manual::run(Cli::command(), dir.as_deref(), out),
    }
}

/// Two sentences on standard error.
fn complain(told: &Told) {
    let _ = lines::text(&mut io::stderr(), format_args!("accord: {} {}", told.happened, told.to_do));
}

fn moment(text: &str) -> Result<Moment, String> {
    Moment::parse(text).ok_or_else(|| "Write it as 2026-11-22 or 2026-11-22T14:05.".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arguments_fit_together() {
        Cli::command().debug_assert();
    }
}
