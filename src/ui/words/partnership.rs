//! The words of your partnership and its card.

pub use crate::words::partnership::*;

use crate::casebook::views::{PartnershipCard, Standing};

/// What a card says of itself.
pub fn of(held: &PartnershipCard) -> String {
    let (number, day) = (held.number.to_string(), super::dates::day(held.issued.date()));
    card(&number, &day, held.certified, held.revoked)
}

/// How far it knows the holder of this device.
pub fn own(standing: Standing) -> String {
    let known = match standing {
        Standing::Certified(_) => OWN_CONFIRMED,
        Standing::Own | Standing::NotConfirmed | Standing::Changed => OWN_UNCONFIRMED,
        Standing::Ended => OWN_ENDED,
        Standing::Revoked(_) => return you(&super::exchange::standing(standing)),
    };
    you(known.said())
}
