//! The desk of that partnership: a casebook in a folder, with a passphrase that everybody knows.
//!
//! The one idea: *it is a desk like any other.* It holds the card that the members hold and the keys that the files are sealed
//! to, and nothing of the post: what comes in, `accord intake` brings. Its register counts on from the receipts that are
//! there.

use std::path::Path;
use std::rc::Rc;

use super::dice::Dice;
use super::people::Partnership;
use super::{NotMade, at_once};
use crate::casebook::exchange::introduced;
use crate::casebook::packs::Packs;
use crate::casebook::partnership::Held;
use crate::casebook::views::Profile;
use crate::casebook::{CasebookError, Opening, calendars, profile};
use crate::clock::Clock;
use crate::vault::folder::Folder;
use crate::vault::record::{Cost, PartnershipsRecord};
use crate::vault::stretch::InThisThread;
use crate::vault::unlocked::{Together, Unlocked};

/// The folder, beside everything else.
pub const FOLDER: &str = "desk";
/// What opens it.
pub const PASSPHRASE: &str = "a test passphrase that everybody knows";

/// Makes the casebook of the partnership's desk in a folder that is not there or empty.
pub(super) fn make(seed: u64, of: &Partnership, dir: &Path) -> Result<(), NotMade> {
    let dice: Rc<dyn Clock> = Rc::new(Dice::of(seed, "desk's casebook", 0).into_clock());
    let vault = Rc::new(Folder::create(dir).map_err(NotMade::NoDesk)?);
    let device = Opening { vault, stretch: Rc::new(InThisThread), clock: Rc::clone(&dice) };
    let profile = Profile {
        name: "The desk of a simulated partnership".to_owned(),
        role: "Business manager".to_owned(),
        agency: "Nobody's agency".to_owned(),
        procedure: None,
    };
    at_once(async {
        let person = profile::person(&Packs::built_in(), &profile)?;
        let new = Unlocked::prepare(&device, PASSPHRASE, Cost::DEFAULT).await?;
        let (new, _) = new.with_known_partnership(&*dice, of.of_desk()).await?;
        let records = Together {
            calendar: Some(calendars::of_build(dice.now())),
            partnerships: Some(PartnershipsRecord { held: vec![Held::new(of.card().clone()).kept()] }),
            last_receipt: Some(of.receipts()),
            ..introduced(new.unlocked(), &profile, person, dice.now()).await?
        };
        let (vault, _) = new.keep(&records).await?;
        // Its recovery code is nobody's need: it is not asked for.
        vault.forget_code().await?;
        Ok::<_, CasebookError>(())
    })
    .map_err(|error| NotMade::Desk(Box::new(error)))
}
