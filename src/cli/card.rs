//! `--card`, `--receipts`: by whose word the signers of a file are known.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::{Value, json};

use super::lines::line;
use super::{Failure, files};
use crate::calendar::Moment;
use crate::casebook::CasebookError;
use crate::casebook::dates::long_moment;
use crate::casebook::desk::{Shelf, file_in, files_of_format};
use crate::casebook::views::{CardFile, Told};

/// By whose word signers are known.
#[derive(Debug, Args)]
pub struct ByCard {
    /// A partnership's card, or the message that brought it: says of each signer how far the partnership confirms them.
    ///
    /// Anybody can make a card: compare its six words with the partnership, over the telephone, before you rely on it.
    #[arg(long, value_name = "CARD")]
    card: Option<PathBuf>,
    /// Receipts of the partnership's register: a file, a message, or a folder of them. What was received before a key was
    /// revoked still counts.
    #[arg(long, value_name = "PATH", requires = "card")]
    receipts: Option<PathBuf>,
}

/// A shelf that takes the word of the card that is named, if one is.
pub fn on(shelf: Shelf, by: &ByCard, now: Moment) -> Result<Shelf, Failure> {
    let Some(file) = &by.card else { return Ok(shelf) };
    let card = file_in(&files::read_message(file)?, "partnership-card").ok_or_else(|| {
        Failure::told(
            format!("There is no partnership's card in {}.", file.display()),
            "Ask your partnership's desk for it: `accord desk card` writes it.",
        )
    })?;
    let mut shelf = shelf.with_card(&card, &[], now.to_utc()).map_err(|error| of_file(file, &error))?;
    let Some(place) = &by.receipts else { return Ok(shelf) };
    let mut found = 0;
    for file in files::below(place, "")? {
        for receipt in files_of_format(&files::read_message(&file)?, "dispute-receipt") {
            shelf = shelf.with_receipt(&receipt).map_err(|error| of_file(&file, &error))?;
            found += 1;
        }
    }
    match found {
        0 => Err(Failure::told(
            format!("There is no receipt in {}.", place.display()),
            "Name what the desk's answers brought, or leave --receipts out.",
        )),
        _ => Ok(shelf),
    }
}

/// What is wrong with one of several files, with its name.
fn of_file(file: &Path, error: &CasebookError) -> Failure {
    let told = error.told();
    Failure::Told(Told { happened: format!("{}: {}", file.display(), told.happened), ..told })
}

/// The card by whose word something is told.
pub fn line_of(card: &CardFile, out: &mut impl Write) -> io::Result<()> {
    let CardFile { partnership, number, words, .. } = card;
    line!(out, "  card      of {partnership}, number {number}, issued {}", long_moment(card.issued))?;
    line!(out, "            its words, to compare with the partnership: {words}")
}

/// The same for `--json`.
pub fn in_json(card: &CardFile) -> Value {
    json!({
        "partnership": card.partnership,
        "root": card.root,
        "number": card.number,
        "issued": card.issued.to_string(),
        "words": card.words,
    })
}
