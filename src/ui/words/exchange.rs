//! The words of making a file and of opening one.

pub use crate::words::exchange::*;

use crate::calendar::Moment;
use crate::casebook::views::{Checked, Here, Signer, Standing, Standpoint, Travel};

/// Whether the dispute is known here.
pub fn here(here: Here) -> &'static str {
    match here {
        Here::New => HERE_NEW,
        Here::Known => HERE_KNOWN,
    }
}

/// Where it stands, in a line.
pub fn standpoint(standpoint: &Standpoint) -> String {
    let status = super::home::status(&standpoint.status);
    match &standpoint.step {
        Some(step) => stands_at(&status, step),
        None => status,
    }
}

/// Who signed, and what is known of them.
pub fn signed(signer: &Signer) -> String {
    let known = standing(signer.standing);
    match &signer.role {
        Some(role) => signed_by_role(&signer.name, role, &known),
        None => signed_by(&signer.name, &known),
    }
}

/// How far a signer is known.
pub fn standing(standing: Standing) -> String {
    let known = match standing {
        Standing::Own => SIGNED_HERE,
        Standing::Certified(Checked::CallBack) => SIGNED_CALLED,
        Standing::Certified(Checked::InPerson) => SIGNED_MET,
        Standing::Certified(Checked::Nothing) => SIGNED_LISTED,
        Standing::Changed => SIGNED_CHANGED,
        Standing::Ended => SIGNED_ENDED,
        Standing::Revoked(at) => {
            return signed_revoked(&super::dates::day(Moment::from_utc(at.naive_utc()).date()));
        }
        Standing::NotConfirmed => SIGNED_UNKNOWN,
    };
    known.to_owned()
}

/// Where an entry has been.
pub fn travel(travel: Travel) -> String {
    match travel {
        Travel::OnlyHere => ONLY_HERE.to_owned(),
        Travel::Exported(day) => in_file(&super::dates::day(day)),
        Travel::Sent(day) => sent_on(&super::dates::day(day)),
        Travel::Imported => FROM_FILE.to_owned(),
    }
}
