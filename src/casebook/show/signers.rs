//! Who signed: what a partnership says of the holder of a key, else what they say themselves.

use super::whole::{Record, Seen};
use crate::calendar::Moment;
use crate::casebook::dates::long_moment;
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

    /// Whether an entry may count: where its partnership is known, those of members do, and every danger; of a key that
    /// is relied on no longer what stood before, but of a withdrawn one nothing that ends what protects a child.
    pub(super) fn counts(&self, event: &Event) -> bool {
        if !self.partnership.is_strict() {
            return true;
        }
        let standing = match event.entry.happening {
            Happening::RiskDeclared { .. } => return true,
            _ => self.known(&Kid::from(&event.entry.author), Some(event)).0,
        };
        let ends = matches!(
            event.entry.happening,
            Happening::Resolved { .. }
                | Happening::Closed { .. }
                | Happening::RiskEnded {}
                | Happening::DutyWaived { .. }
        );
        standing.counts()
            || (standing == Standing::Ended || matches!(standing, Standing::Revoked(_)) && !ends)
                && self.partnership.stood(event)
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

    /// How many entries are signed with a key that is relied on no longer, without a receipt that says when they came.
    pub(super) fn unreceipted(&self) -> usize {
        let no_receipt = |event: &&&Event| {
            let signer = Kid::from(&event.entry.author);
            matches!(self.record.known(&signer, Some(event)).0, Standing::Ended | Standing::Revoked(_))
                && self.record.partnership.received(event).is_none()
        };
        self.history.placed.iter().filter(no_receipt).count()
    }

    /// The agency that the holder of a key gives.
    pub fn agency_of(&self, kid: &Kid) -> Option<&str> {
        self.record.known(kid, None).1.map(Person::agency)
    }

    /// What is said of an entry that claims to be from before a receipt of the register.
    pub(super) fn late(&self, event: &Event) -> Option<(String, String)> {
        let after = Moment::from_utc(self.record.partnership.late_after(event)?.naive_utc());
        Some((words::LATE.to_owned(), words::late_claim(&long_moment(after))))
    }
}
