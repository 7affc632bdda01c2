//! The partnership whose desk this is: its keys, its card, and how the next card is made.
//!
//! The one idea: *the desk holds its own card like everybody else.* Whatever is issued makes the next card at once, in one
//! transaction; so the card that is written out is the one that is held, the same bytes as long as nothing changed.

use chrono::{DateTime, TimeDelta, Utc};

use super::members::Who;
use super::own::OwnCasebook;
use super::trouble::DeskError;
use crate::bundle::{Card, Enrolment, SignedCard, SignedCertificate, certificate};
use crate::calendar::Moment;
use crate::casebook::exchange::introduced;
use crate::casebook::packs::Packs;
use crate::casebook::partnership::{Held, Partnership};
use crate::casebook::profile;
use crate::casebook::proof::proven;
use crate::casebook::stored::Stored;
use crate::casebook::views::{Checked, MemberLine, Profile, Standing};
use crate::casebook::{Casebook, CasebookError, Opening, calendars, check_words};
use crate::clock::{Clock, random};
use crate::dispute::event::Author;
use crate::identity::{Certificate, Kid, Member, Person, is_one_name};
use crate::vault::VaultError;
use crate::vault::record::{Bytes, Cost, PartnershipsRecord, SignerRecord};
use crate::vault::stretch::InThisThread;
use crate::vault::unlocked::{Of, PartnershipKeys, Together, Unlocked};

/// How long a certificate holds where nobody says otherwise.
pub(super) const HOLDS: TimeDelta = TimeDelta::days(2 * 365);
/// A certificate holds from so long ago: the clocks of two devices differ.
const CLOCKS_DIFFER: TimeDelta = TimeDelta::days(1);
/// No part of a key's thumbprint that is shorter names it.
pub(super) const SHORTEST_NAME: usize = 6;

/// The partnership whose desk this is, as its casebook has it.
pub(super) struct Own<'b> {
    book: &'b Casebook,
    pub keys: &'b PartnershipKeys,
    pub stored: Stored,
    place: usize,
    pub now: DateTime<Utc>,
}

impl Casebook {
    /// As [`Self::create`], with the keys of a partnership and its first card, which certifies whoever makes it. Gives
    /// the name of its root key, too.
    pub(super) async fn create_with_partnership(
        device: &Opening,
        passphrase: &str,
        profile: &Profile,
        partnership: &str,
    ) -> Result<(Self, Kid, String), CasebookError> {
        let person = profile::person(&Packs::built_in(), profile)?;
        let new = Unlocked::prepare(device, passphrase, Cost::DEFAULT).await?;
        let (clock, now) = (&*device.clock, device.clock.now());
        let (new, keys) = new.with_partnership(clock).await?;
        let mut first = introduced(new.unlocked(), profile, person.clone(), now).await?;
        first.calendar = Some(calendars::of_build(now));
        let manager = Member {
            person,
            signing: *new.unlocked().public_key(),
            encryption: *new.unlocked().agreement_public_key(),
            enrolled: now,
        };
        let card = first_card(&keys, partnership, &manager, clock).await?;
        first.partnerships = Some(PartnershipsRecord { held: vec![Held::new(card).kept()] });
        let (vault, code) = new.keep(&first).await?;
        Ok((Self::on(device, vault), keys.public.root.kid(), code.to_text()))
    }
}

/// The first card of a partnership, and what its manager is certified by.
async fn first_card(
    keys: &PartnershipKeys,
    name: &str,
    manager: &Member,
    clock: &dyn Clock,
) -> Result<SignedCard, CasebookError> {
    let now = clock.now();
    let of = certified(manager, Checked::InPerson, now + HOLDS, clock);
    let unsigned = certificate(of, &keys.public.root.kid());
    let signature = keys.sign_as_root(&unsigned.signing_input()).await?;
    let card = Card {
        partnership: name.to_owned(),
        root: keys.public.root,
        registers: vec![keys.public.register],
        encryption: keys.public.encryption,
        number: 1,
        issued: now,
        revocations: Vec::new(),
        certificates: vec![unsigned.with_signature(signature)],
        procedure: None,
    };
    let unsigned = card.unsigned();
    let signature = keys.sign_as_root(&unsigned.signing_input()).await?;
    Ok(unsigned.with_signature(signature))
}

/// What is said of somebody's keys.
pub(super) fn certified(
    member: &Member,
    checked: Checked,
    until: DateTime<Utc>,
    clock: &dyn Clock,
) -> Certificate {
    Certificate {
        person: member.person.clone(),
        signing: member.signing,
        encryption: member.encryption,
        checked,
        from: clock.now() - CLOCKS_DIFFER,
        until,
        serial: Bytes(random::<16>(clock)).to_text(),
    }
}

impl OwnCasebook {
    /// The partnership whose desk this is.
    pub(super) async fn partnership(&self) -> Result<Own<'_>, DeskError> {
        let keys = self.keys.as_ref().ok_or(DeskError::NoPartnership)?;
        let stored = self.book.stored(Of::Nothing).await?;
        let is_own = |held: &Held| held.card.content().root == keys.public.root;
        let damaged = CasebookError::Vault(VaultError::Damaged("card"));
        let place = stored.partnerships.iter().position(is_own).ok_or(damaged)?;
        Ok(Own { book: &self.book, keys, stored, place, now: self.book.clock.now() })
    }
}

impl Own<'_> {
    pub fn card(&self) -> &Card {
        self.stored.partnerships[self.place].card.content()
    }

    /// The same as it was signed.
    pub fn signed_card(&self) -> &SignedCard {
        &self.stored.partnerships[self.place].card
    }

    pub async fn words(&self) -> Result<String, DeskError> {
        let words = check_words::of_partnership(&InThisThread, &self.keys.public.root.kid()).await;
        Ok(words.map_err(CasebookError::from)?.to_string())
    }

    pub async fn sign(&self, bytes: &[u8]) -> Result<[u8; 64], DeskError> {
        Ok(self.keys.sign_as_root(bytes).await.map_err(CasebookError::from)?)
    }

    /// Makes the next card and keeps it with what it is about, in one transaction; gives its number.
    pub async fn next_card(
        mut self,
        change: impl FnOnce(&mut Card),
        signers: Vec<SignerRecord>,
    ) -> Result<i64, DeskError> {
        let held = &self.stored.partnerships[self.place];
        let mut card = held.card.content().clone();
        change(&mut card);
        (card.number, card.issued) = (card.number + 1, self.now);
        let number = card.number;
        let unsigned = card.unsigned();
        let signature = self.sign(&unsigned.signing_input()).await?;
        let next = unsigned.with_signature(signature).in_place_of(&held.card).map_err(CasebookError::Card)?;
        // What is handed out must read: it is held to what every device holds it to.
        let next = proven(SignedCard::read(&next.to_text())).await?;
        self.stored.partnerships[self.place] = held.with(next).map_err(CasebookError::Bundle)?;
        let partnerships = Some(self.stored.kept_partnerships());
        let together = Together { partnerships, signers, ..Together::default() };
        self.book.vault.keep_together(&together).await.map_err(CasebookError::from)?;
        Ok(number)
    }

    pub async fn enrolment(&self, who: Who<'_>) -> Result<Enrolment, DeskError> {
        match who {
            Who::File(file) => Ok(proven(Enrolment::read(file)).await?),
            Who::Key(begin) => {
                let kid = self.key(begin)?;
                let own = self.stored.enrolments.iter().filter(|of| of.content().kid() == kid);
                let newest = own.max_by_key(|of| of.content().enrolled);
                newest.cloned().ok_or_else(|| DeskError::NoSuchMember(begin.to_owned()))
            }
        }
    }

    /// Every key that is known here.
    pub fn keys_known(&self) -> Vec<Kid> {
        let held = &self.stored.partnerships[self.place];
        let enrolled = self.stored.members.iter().map(Member::kid);
        let mut kids: Vec<Kid> = held.of_members().into_iter().map(|(kid, _)| kid).chain(enrolled).collect();
        kids.sort();
        kids.dedup();
        kids
    }

    /// The one key whose thumbprint begins so.
    pub fn key(&self, begin: &str) -> Result<Kid, DeskError> {
        let mut fit = self.keys_known();
        fit.retain(|kid| begin.len() >= SHORTEST_NAME && kid.0.starts_with(begin));
        match fit.len() {
            1 => Ok(fit.remove(0)),
            _ => Err(DeskError::NoSuchMember(begin.to_owned())),
        }
    }

    pub fn newest(&self, kid: &Kid) -> Option<&SignedCertificate> {
        let own = self.card().certificates.iter().filter(|of| of.content().signing.kid() == *kid);
        own.max_by_key(|of| (of.content().from, of.content().until))
    }

    /// How far this partnership knows the holder of a key now.
    pub fn standing(&self, kid: &Kid, applicant: Option<&Member>) -> Standing {
        let one = std::slice::from_ref(&self.stored.partnerships[self.place]);
        let known = self.stored.members.iter().chain(applicant).cloned().collect::<Vec<Member>>();
        Partnership::new(one, &[], &[], self.now).standing(&known, kid, None).0
    }

    /// By which other key the partnership knows somebody: by one that was not revoked.
    pub fn other_key(&self, member: &Member) -> Option<String> {
        let card = self.card();
        let is_same = |known: &Person| {
            is_one_name(known.name(), member.person.name())
                && is_one_name(known.agency(), member.person.agency())
        };
        let others = card.certificates.iter().map(|of| of.content()).filter(|of| is_same(&of.person));
        let mut kids = others.map(|of| of.signing.kid());
        let is_revoked = |kid: &Kid| card.revocations.iter().any(|of| of.content().kid == *kid);
        kids.find(|kid| *kid != member.kid() && !is_revoked(kid)).map(|kid| kid.0)
    }

    pub fn line(&self, kid: &Kid) -> MemberLine {
        let newest = self.newest(kid).map(|of| of.content());
        let author = Author::from(kid);
        let enrolled = self.stored.members.iter().find(|member| Author::from(&member.kid()) == author);
        let person = newest.map(|of| &of.person).or(enrolled.map(|member| &member.person));
        let said = |of: fn(&Person) -> &str| person.map_or("", of).to_owned();
        MemberLine {
            key: kid.0.clone(),
            name: said(Person::name),
            role: said(Person::role),
            agency: said(Person::agency),
            standing: self.standing(kid, None),
            certificate: newest.map(|of| (of.serial.clone(), moment(of.until))),
        }
    }
}

/// As it is shown.
pub(super) fn moment(at: DateTime<Utc>) -> Moment {
    Moment::from_utc(at.naive_utc())
}
