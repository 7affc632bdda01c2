//! What a shell completes, and the manual: both made from the arguments, so that they say what the command takes.

use std::io::{self, Write};
use std::path::Path;

use clap::Command;
use clap_mangen::Man;

use super::lines::line;
use super::place::{self, Place};
use super::{Failure, Verdict};

pub use clap_complete::Shell;

/// What that shell needs.
pub fn completions(shell: Shell, command: &mut Command, out: &mut impl Write) -> Result<Verdict, Failure> {
    let mut made = Vec::new();
    clap_complete::generate(shell, command, "accord", &mut made);
    // As it is: it holds no word but ours, and tabs that a shell reads.
    out.write_all(&made)?;
    Ok(Verdict::Holds)
}

const ENDS: &str = "The exit code is 0 only when all holds, 1 when something does not or could not be done, 2 when \
    the arguments do not fit, and 3 when all was done that a program can do and something is left for a person.";

/// The page of the whole, or those of all commands into a folder.
pub fn run(command: Command, dir: Option<&Path>, out: &mut impl Write) -> Result<Verdict, Failure> {
    let command = command.disable_help_subcommand(true).after_long_help(ENDS);
    let Some(dir) = dir else {
        out.write_all(&page(&command, "accord")?)?;
        return Ok(Verdict::Holds);
    };
    place::folder(dir)?;
    let mut pages = Vec::new();
    let mut open = vec![("accord".to_owned(), command)];
    while let Some((name, mut command)) = open.pop() {
        // So that each usage line begins with the whole command.
        command.build();
        let place = Place::of_newer(
            &dir.join(format!("{name}.1")),
            "a page of this manual",
            "Name another folder, or move it away; then run it again.",
            |there| Ok(is_page(there)),
        )?;
        pages.push((place, page(&command, &name)?));
        for below in command.get_subcommands() {
            open.push((format!("{name}-{}", below.get_name()), below.clone()));
        }
    }
    let written = pages.len();
    for (place, page) in pages {
        place.fill(&page)?;
    }
    line!(out, "{written} pages in {}.", dir.display())?;
    Ok(Verdict::Holds)
}

/// Whether this is a page of the manual, of this version or of another.
fn is_page(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    text.lines().any(|line| line.starts_with(".TH accord") && line.contains("\"accord "))
}

fn page(command: &Command, name: &str) -> io::Result<Vec<u8>> {
    let mut page = Vec::new();
    let whole = concat!("accord ", env!("CARGO_PKG_VERSION"));
    Man::new(command.clone()).title(name).section("1").source(whole).manual("Accord").render(&mut page)?;
    Ok(page)
}
