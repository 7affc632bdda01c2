//! `accord pack …`: what is wrong with a pack, which part carries which rule, and what it says.

mod check;
mod explain;
mod rules;

use std::io::Write;
use std::path::Path;

use super::{Failure, Output, Pack, Verdict, files, lines};
use crate::casebook::desk::{self, Brought};
use crate::casebook::views::PackReport;

/// Runs the command.
pub fn run(command: Pack, out: &mut impl Write) -> Result<Verdict, Failure> {
    match command {
        Pack::Check { file, output, packs } => check::told(&read(&file, &packs)?.0, output, out),
        Pack::Rules { pack, output, packs } => whole(&pack, &packs, output, out, rules::write),
        Pack::Explain { pack, mermaid, output, packs } => {
            whole(&pack, &packs, output, out, |pack, output, out| explain::write(pack, mermaid, output, out))
        }
    }
}

/// Does it with a pack that has no fault; the faults of another are told as `check` tells them.
fn whole<W: Write>(
    pack: &str,
    packs: &super::Brought,
    output: Output,
    out: &mut W,
    write: impl FnOnce(&Brought, Output, &mut W) -> std::io::Result<()>,
) -> Result<Verdict, Failure> {
    let known = Brought::built_in(pack);
    let (report, read) = match known {
        Some(pack) => (None, Some(pack)),
        None => {
            let (report, read) = read(Path::new(pack), packs)?;
            (Some(report), read)
        }
    };
    match (read, report) {
        (Some(pack), _) => {
            write(&pack, output, out)?;
            Ok(Verdict::Holds)
        }
        (None, Some(report)) => check::told(&report, output, out),
        (None, None) => Ok(Verdict::Fails),
    }
}

/// Reads a file as a pack, with the packs of the folder beside it.
fn read(file: &Path, packs: &super::Brought) -> Result<(PackReport, Option<Brought>), Failure> {
    let text = String::from_utf8(files::read(file)?)
        .map_err(|_| Failure::told("The pack is not text in UTF-8.", "Save it as UTF-8, then try again."))?;
    let (text, vouched) = desk::pack_text(&text)?;
    let beside = files::texts(packs)?;
    let beside: Vec<&str> = beside.iter().map(|(_, text)| text.as_str()).collect();
    let (report, pack) = desk::check_pack(&text, &beside);
    Ok((PackReport { vouched, ..report }, pack))
}
