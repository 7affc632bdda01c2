//! A partnership that does not exist, the disputes of its members and the post between them: for tests, for
//! benchmarks, and for whoever wants to see Accord at work.
//!
//! The one idea: *everything follows from the seed.* Keys, salts, seals and all that people do are drawn from it, so
//! the same seed gives the same bytes on every machine. Nothing here is about anybody, and every key is known to
//! everybody: it says so in its name.
//!
//! What people do is found by asking the engine what may be done next, so this works under any procedure. Start at
//! [`simulate`]; [`people`] are who signs, [`desk`] is where their post is read, [`course`] is one dispute with its post, [`truth`] says what is in it.

mod course;
pub mod desk;
mod dice;
mod forms;
mod mail;
mod people;
mod truth;

use std::io;
use std::path::Path;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use super::CasebookError;
use super::packs::Packs;
use crate::bundle::BundleError;
use crate::calendar::Calendar;
use crate::procedure::pack::{self, Pack};
use crate::vault::folder::FolderError;
use course::Course;
use dice::Dice;
use people::Partnership;
pub use truth::Totals;

/// What is to be made.
#[derive(Clone, Debug, Default)]
pub struct Simulation {
    /// All that follows follows from this.
    pub seed: u64,
    /// How many disputes.
    pub disputes: usize,
    /// The text of the one procedure that they are run under, instead of those of the build.
    pub pack: Option<String>,
}

/// Why nothing, or not all, was made.
#[derive(Debug)]
pub enum NotMade {
    /// The pack has faults; how many.
    Faults(usize),
    /// Too few agencies for two sides.
    OneSide,
    /// A file could not be written.
    Unwritten(io::Error),
    /// What was made is not as the format has it.
    Unsound(BundleError),
    /// The folder of the desk was not made.
    NoDesk(FolderError),
    /// The casebook of the desk was not made.
    Desk(Box<CasebookError>),
}

impl From<io::Error> for NotMade {
    fn from(error: io::Error) -> Self {
        Self::Unwritten(error)
    }
}

/// Where a file goes: its place below the folder, and its bytes.
pub type Write<'a> = &'a mut dyn FnMut(&str, &[u8]) -> io::Result<()>;

/// What stands beside everything that was made.
const README: &str = "\
Everything in this folder is invented: no partnership, school, child or word in it is anybody's.
It was made by `accord simulate`, for tests. Every key in it is known to everybody: use none for anything else.

truth.json   what is in it, so that a test can compare
partnership  the card and the receipts of its registers
keys         test keys of the partnership and its members
bundles      each dispute whole, as a file that anybody can read and as one that is sealed
mail         a Maildir with the messages that arrive
desk         the casebook of the partnership's desk, a test; its passphrase stands in truth.json. Begin with
             ACCORD_PASSPHRASE='a test passphrase that everybody knows' accord intake mail --desk desk
lost         the messages that do not
";

/// Makes it, file by file, and the casebook of its desk in a folder where one is named.
///
/// # Errors
/// [`NotMade`] says why it is not whole.
pub fn simulate(of: &Simulation, write: Write<'_>, desk: Option<&Path>) -> Result<Totals, NotMade> {
    let packs = match &of.pack {
        Some(text) => vec![pack::read(text).map_err(|faults| NotMade::Faults(faults.len()))?],
        None => crate::procedure::built_in(),
    };
    if packs.iter().any(|pack| pack.procedure().agencies.len() < 2) {
        return Err(NotMade::OneSide);
    }
    let calendar = Calendar::england_and_wales();
    let known = Packs::with(match &of.pack {
        Some(text) => pack::read(text).into_iter().collect(),
        None => Vec::new(),
    });
    let mut partnership = Partnership::of(of.seed, &packs);
    write("README.txt", README.as_bytes())?;
    partnership.write(write)?;
    let mut truth = truth::Truth::of(of.seed);
    for number in 1..=of.disputes {
        let pack: &Pack = &packs[(number - 1) % packs.len()];
        let dice = Dice::of(of.seed, "dispute", number as u64);
        let course = Course::run(dice, number, pack, &known, of.pack.is_some(), &calendar, &mut partnership)?;
        truth.take(&course, write)?;
    }
    let totals = truth.write(write)?;
    if let Some(dir) = desk {
        desk::make(of.seed, &partnership, dir)?;
    }
    Ok(totals)
}

/// What native cryptography answers at once.
fn at_once<T>(asked: impl Future<Output = T>) -> T {
    match pin!(asked).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(answer) => answer,
        Poll::Pending => unreachable!("native cryptography never waits"),
    }
}
