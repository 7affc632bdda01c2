//! Who signed: what a partnership says of the holder of a key, else what they say themselves.

use super::whole::{Record, Seen};
use crate::casebook::views::{Signer, Standing};
use crate::dispute::event::{Author, Event, Happening};
use crate::identity::{Kid, Member, Person};
use crate::words::entries as words;

/// A member as whoever reads a signature of theirs sees them.
pub fn signer_of(member: &Member, own: Option<&Kid>) -> Signer {
    let kid = member.kid();
    let standing = Standing::of(&kid, own);
    named(kid, Some(&member.person), standing)
}

/// Somebody with a name, or the first characters of their key.
fn named(kid: Kid, person: Option<&Person>, standing: Standing) -> Signer {
    Signer {
        name: person.map_or_else(|| kid.0.chars().take(8).collect(), |person| person.name().to_owned()),
        role: person.map(|person| [person.role(), ", ", person.agency()].concat()),
        standing,
        key: kid.0,
    }
}

impl<'a> Record<'a> {
    /// How far the holder of a key is known, of an entry as it was received; and who they are, in the words of the
    /// partnership, else in their own.
    fn known(&self, kid: &Kid, entry: Option<&Event>) -> (Standing, Option<&'a Person>) {
        let enrolled = self.members.iter().find(|member| member.kid() == *kid).map(|member| &member.person);
        let own = Standing::of(kid, self.own);
        let (standing, person) = self.partnership.standing(self.members, kid, entry);
        (if own == Standing::Own { own } else { standing }, person.or(enrolled))
    }

    /// Whether an entry may count: where a partnership is known, those of its members do, and every danger.
    pub(super) fn counts(&self, event: &Event) -> bool {
        !self.partnership.is_known()
            || matches!(event.entry.happening, Happening::RiskDeclared { .. })
            || self.known(&Kid::from(&event.entry.author), Some(event)).0.counts()
    }
}

impl Seen<'_> {
    /// Who holds a key, as far as we know.
    pub fn signer(&self, author: &Author) -> Signer {
        self.signer_at(author, None)
    }

    /// Who holds a key, as far as it was known when the entry was received.
    pub(super) fn signer_at(&self, author: &Author, entry: Option<&Event>) -> Signer {
        let kid = Kid::from(author);
        let (standing, person) = self.record.known(&kid, entry);
        named(kid, person, standing)
    }

    /// How many entries are here that do not count for their signer's standing; none while no partnership is known.
    pub fn uncounted(&self) -> Option<usize> {
        let uncounted = self.history.placed.iter().filter(|event| !self.record.counts(event)).count();
        (uncounted > 0).then_some(uncounted)
    }

    /// The agency that the holder of a key gives.
    pub fn agency_of(&self, kid: &Kid) -> Option<&str> {
        self.record.known(kid, None).1.map(Person::agency)
    }

    /// What is said of an entry that claims to be from before a receipt of the register.
    pub(super) fn late(&self, event: &Event) -> Option<(String, String)> {
        self.record.partnership.is_late(event).then(|| (words::LATE.to_owned(), words::LATE_CLAIM.to_owned()))
    }
}
