//! People at the partnership's desk: who asks to be confirmed is certified, who is not to be relied on is revoked.
//!
//! The one idea: *looking issues nothing.* Who asks is shown with the words to compare; only an order that says how it was
//! checked makes a certificate.

use chrono::{DateTime, Months, NaiveDate, TimeDelta, Utc};

use super::backups::at_once;
use super::by_card::card_file;
use super::own::OwnCasebook;
use super::partnership::{HOLDS, Own, certified, moment};
use super::trouble::DeskError;
use crate::bundle::{
    Card, Enrolment, SignedCard, SignedPack, SignedRevocation, certificate, procedure, revocation,
};
use crate::calendar::Moment;
use crate::casebook::proof::proven;
use crate::casebook::views::{Applicant, CardFile, Checked, Issued, MemberLine, RevokedKey, Standing};
use crate::casebook::{CasebookError, check_words};
use crate::identity::{Certificate, Revocation};
use crate::vault::stretch::InThisThread;

/// One that ends sooner than this may be renewed without saying until when.
const ENDS_SOON: TimeDelta = TimeDelta::days(90);
/// None is issued for longer: of several that a card has the one in force speaks, so a later one makes none shorter.
const LONGEST: Months = Months::new(36);

/// Whom an order is about.
#[derive(Clone, Copy, Debug)]
pub enum Who<'a> {
    /// Whoever made this enrolment file, as it came.
    File(&'a str),
    /// The holder of the key whose thumbprint begins so: they signed something that is here.
    Key(&'a str),
}

impl OwnCasebook {
    /// Who asks, and the words to compare. Issues nothing.
    ///
    /// # Errors
    /// [`DeskError`].
    pub fn applicant(&self, who: Who<'_>) -> Result<Applicant, DeskError> {
        at_once(async {
            let own = self.partnership().await?;
            let enrolment = own.enrolment(who).await?;
            let member = enrolment.content();
            let theirs =
                check_words::of_member(&InThisThread, &enrolment).await.map_err(CasebookError::from)?;
            let ours = own.words().await?;
            let standing = own.standing(&member.kid(), Some(member));
            Ok(Applicant {
                key: member.kid().0,
                name: member.person.name().to_owned(),
                role: member.person.role().to_owned(),
                agency: member.person.agency().to_owned(),
                enrolled: moment(member.enrolled),
                standing,
                other_key: own.other_key(member).filter(|_| standing == Standing::Changed),
                their_words: theirs.to_string(),
                own_words: ours,
            })
        })
    }

    /// Whether nobody is to be rung about an enrolment: the partnership has confirmed its key, or revoked it.
    pub(super) fn is_settled(&self, enrolment: &str) -> Result<bool, DeskError> {
        at_once(async {
            let Ok(enrolment) = proven(Enrolment::read(enrolment)).await else { return Ok(false) };
            let own = match self.partnership().await {
                Err(DeskError::NoPartnership) => return Ok(false),
                own => own?,
            };
            let standing = own.standing(&enrolment.content().kid(), Some(enrolment.content()));
            Ok(standing.counts() || matches!(standing, Standing::Revoked(_)))
        })
    }

    /// Certifies whoever asks, and makes the next card. Again is as once, unless the certificate ends soon or a day is
    /// named.
    ///
    /// # Errors
    /// [`DeskError::RevokedKey`]; [`DeskError::OtherKey`] where the partnership knows the person by another key;
    /// [`DeskError::OverAlready`] and [`DeskError::TooLong`] of the day.
    pub fn certify(
        &self,
        who: Who<'_>,
        checked: Checked,
        until: Option<NaiveDate>,
    ) -> Result<Issued, DeskError> {
        at_once(async {
            let own = self.partnership().await?;
            let enrolment = own.enrolment(who).await?;
            let member = enrolment.content();
            let kid = member.kid();
            let last = own.newest(&kid);
            match own.standing(&kid, Some(member)) {
                Standing::Revoked(at) => return Err(DeskError::RevokedKey(kid.0, moment(at))),
                Standing::Certified(_) | Standing::Own | Standing::Ended | Standing::NotConfirmed => {}
                Standing::Changed => {
                    let other = own.other_key(member).unwrap_or_default();
                    return Err(DeskError::OtherKey(member.person.name().to_owned(), other));
                }
            }
            let until = match until {
                Some(day) => {
                    let last = moment(own.now).date() + LONGEST;
                    if day > last {
                        return Err(DeskError::TooLong(last));
                    }
                    end_of(day).filter(|end| *end > own.now).ok_or(DeskError::OverAlready)?
                }
                None => match last {
                    Some(last)
                        if last.content().person == member.person
                            && last.content().checked == checked
                            && last.content().until > own.now + ENDS_SOON =>
                    {
                        return Ok(issued(last.content(), own.card().number, true));
                    }
                    _ => own.now + HOLDS,
                },
            };
            let of = certified(member, checked, until, &*self.book.clock);
            let unsigned = certificate(of, &own.keys.public.root.kid());
            let signed = unsigned.clone().with_signature(own.sign(&unsigned.signing_input()).await?);
            let signers = if self.book.is_news(&own.stored, &enrolment) {
                vec![own.stored.signer_record(&enrolment, own.now)]
            } else {
                Vec::new()
            };
            let content = signed.content().clone();
            let number = own.next_card(|card| card.certificates.push(signed), signers).await?;
            Ok(issued(&content, number, false))
        })
    }

    /// Revokes the key whose thumbprint begins so: what it signed counts where a receipt up to a number covers it, up to
    /// the last one where none is named. It cannot be taken back.
    ///
    /// # Errors
    /// [`DeskError`].
    pub fn revoke(&self, key: &str, receipts: Option<i64>) -> Result<RevokedKey, DeskError> {
        at_once(async {
            let own = self.partnership().await?;
            let kid = own.key(key)?;
            if kid == self.book.own {
                return Err(DeskError::OwnKey);
            }
            let last = self.book.vault.last_receipt().await.map_err(CasebookError::from)?;
            let receipts = receipts.unwrap_or(last);
            if !(0..=last).contains(&receipts) {
                return Err(DeskError::NoSuchReceipt(last));
            }
            let revoked = |own: &Own<'_>, card, receipts, was_there| {
                Ok(RevokedKey { member: own.line(&kid), receipts, card, was_there })
            };
            let known = own.card().revocations.iter().filter(|of| of.content().kid == kid);
            // Of two revocations the stricter holds: one that is as strict says nothing new.
            if let Some(strictest) = known.map(|of| of.content().receipts).min()
                && strictest <= receipts
            {
                return revoked(&own, own.card().number, strictest, true);
            }
            let of = Revocation { kid: kid.clone(), receipts, at: own.now };
            let unsigned = revocation(of, &own.keys.public.root.kid());
            let signed: SignedRevocation =
                unsigned.clone().with_signature(own.sign(&unsigned.signing_input()).await?);
            let number = own.next_card(|card| card.revocations.push(signed), Vec::new()).await?;
            revoked(&self.partnership().await?, number, receipts, false)
        })
    }

    /// Everybody whom the partnership certified, and whoever signed something that is here.
    ///
    /// # Errors
    /// [`DeskError`].
    pub fn members(&self) -> Result<Vec<MemberLine>, DeskError> {
        at_once(async {
            let own = self.partnership().await?;
            let mut lines: Vec<MemberLine> = own.keys_known().iter().map(|kid| own.line(kid)).collect();
            lines
                .sort_by_key(|line| (line.agency.to_lowercase(), line.name.to_lowercase(), line.key.clone()));
            Ok(lines)
        })
    }

    /// The card in force as a file; with a procedure that is another one than it has, the next card.
    ///
    /// # Errors
    /// [`DeskError`].
    pub fn card(&self, pack: Option<&str>) -> Result<CardFile, DeskError> {
        at_once(async {
            let mut own = self.partnership().await?;
            let has = |card: &Card, text: &str| {
                card.procedure.as_ref().is_some_and(|procedure| procedure.content().text == text)
            };
            if let Some(text) = pack.filter(|text| !has(own.card(), text)) {
                let carried = crate::bundle::CarriedPack { text: text.to_owned(), signed: own.now };
                let unsigned = procedure(carried, &own.keys.public.root.kid());
                let signed: SignedPack =
                    unsigned.clone().with_signature(own.sign(&unsigned.signing_input()).await?);
                own.next_card(|card| card.procedure = Some(signed), Vec::new()).await?;
                own = self.partnership().await?;
            }
            Ok(card_file(own.signed_card()).await?)
        })
    }

    /// Whether this is a card of the partnership, and none that is newer than the one in force.
    ///
    /// # Errors
    /// [`DeskError`].
    pub fn is_own_card(&self, text: &str) -> Result<bool, DeskError> {
        at_once(async {
            let own = self.partnership().await?;
            let Ok(card) = proven(SignedCard::read(text)).await else { return Ok(false) };
            Ok(card.content().root == own.card().root && card.content().number <= own.card().number)
        })
    }
}

fn issued(of: &Certificate, card: i64, was_there: bool) -> Issued {
    Issued { checked: of.checked, serial: of.serial.clone(), until: moment(of.until), card, was_there }
}

/// The last second of a day.
fn end_of(day: NaiveDate) -> Option<DateTime<Utc>> {
    Some(Moment::from(day.succ_opt()?).to_utc() - TimeDelta::seconds(1))
}
