//! Whom to ring: the people and places that a procedure names, each with the number that was typed here.
//!
//! The one idea: *a number is kept once and shown where somebody is to be written to.* Numbers are of roles
//! and agencies, never of a case; they are sealed like everything else, so a locked device shows none.

use super::order::asks::{ask, hinted, preset};
use super::stored::Stored;
use super::views::{Answers, Ask, AskKind, ContactsView, DisputeView, Need};
use super::{Casebook, CasebookError, drafts, telephone};
use crate::ordered::Map;
use crate::procedure::{Duty, Procedure, Role, RoleId, RoleRef};
use crate::vault::VaultError;
use crate::vault::record::ContactsRecord;
use crate::vault::unlocked::{Of, Together};
use crate::words::forms;

/// Under which the number of a role or a contact is kept.
pub fn place_of_role(procedure: &str, role: &str) -> String {
    [procedure, ".role.", role].concat()
}

/// Under which the number of an agency is kept.
pub fn place_of_agency(procedure: &str, agency: &str) -> String {
    [procedure, ".agency.", agency].concat()
}

impl Casebook {
    /// Whom the person's procedure names, with the numbers that are kept; where they have said none, whom
    /// the first that is offered names.
    ///
    /// # Errors
    /// [`CasebookError::NoSuchProcedure`], [`CasebookError::Vault`].
    pub async fn contacts(&self) -> Result<ContactsView, CasebookError> {
        let Stored { packs, profile, .. } = self.stored(Of::Nothing).await?;
        let own = profile.procedure.as_deref().and_then(|id| packs.named(id));
        let first = || packs.offered().next().map(|(pack, _)| pack);
        let procedure = own.or_else(first).ok_or(CasebookError::NoSuchProcedure)?.procedure();
        let (numbers, unreadable) = self.numbers().await?;
        let asks = asks(procedure, &numbers);
        let kept = asks.iter().filter_map(|ask| Some((ask.label.clone(), ask.preset.first()?.clone())));
        Ok(ContactsView {
            partnership: procedure.about.partnership.clone(),
            kept: kept.collect(),
            asks,
            unreadable,
        })
    }

    /// Keeps the numbers that were typed; an answer without a word takes its number away.
    ///
    /// # Errors
    /// [`CasebookError::Answers`] where one is no number, and then none is kept; [`CasebookError::Vault`].
    pub async fn keep_contacts(&self, answers: &Answers) -> Result<(), CasebookError> {
        let (mut numbers, _) = self.numbers().await?;
        let mut wrong = Vec::new();
        let whom = self.contacts().await?.asks;
        for (place, said) in answers.iter() {
            let number = said.first().map(|said| said.trim()).unwrap_or_default();
            if number.is_empty() {
                numbers.remove(place);
            } else {
                numbers.insert(place.clone(), number.to_owned());
            }
            let ask = whom.iter().find(|ask| ask.id == *place);
            wrong.extend(telephone::refused(number, place, ask.map_or(place, |ask| &ask.label)));
        }
        if !wrong.is_empty() {
            return Err(CasebookError::Answers(wrong));
        }
        let contacts = Some(ContactsRecord { numbers });
        let ended = self.ended(&[drafts::CONTACTS]).await?;
        Ok(self.vault.keep_together(&Together { contacts, ended, ..Together::default() }).await?)
    }

    /// Puts the numbers beside those to whom something is owed. One that cannot be read keeps nobody from
    /// their dispute: the screen of the numbers tells it.
    pub(super) async fn with_numbers(&self, mut view: DisputeView) -> DisputeView {
        let (numbers, _) = self.numbers().await.unwrap_or_default();
        for to in view.duties.iter_mut().filter_map(|duty| duty.to.as_mut()) {
            to.number = to.places.iter().find_map(|place| numbers.get(place).cloned());
        }
        view
    }

    /// The numbers, and whether there are some that cannot be read.
    async fn numbers(&self) -> Result<(Map<String, String>, bool), VaultError> {
        match self.vault.contacts().await {
            Ok(kept) => Ok((kept.unwrap_or_default().numbers, false)),
            Err(VaultError::Damaged(_)) => Ok((Map::new(), true)),
            Err(error) => Err(error),
        }
    }
}

/// A number for each: first whom duties send people to, then the agencies; everybody else seldom.
fn asks(procedure: &Procedure, numbers: &Map<String, String>) -> Vec<Ask> {
    let asked = |place: String, label: &str, need| {
        let kept = numbers.get(&place).cloned();
        preset(ask(&place, label, AskKind::Telephone, need), kept)
    };
    let id = procedure.id.as_str();
    let of_role = |(role, of): (&RoleId, &Role)| {
        let named = of.email.is_some() || of.route.is_some() || is_sent_to(procedure, role);
        let need = if named { Need::Optional } else { Need::Aside };
        let one = asked(place_of_role(id, role.as_str()), &of.label, need);
        match written_to(of) {
            Some(hint) => hinted(one, hint),
            None => one,
        }
    };
    let agencies = procedure
        .agencies
        .iter()
        .map(|(agency, of)| asked(place_of_agency(id, agency.as_str()), &of.label, Need::Optional));
    procedure.roles.iter().map(of_role).chain(agencies).collect()
}

/// How the procedure writes to them.
fn written_to(role: &Role) -> Option<String> {
    let route = role.route.as_ref().map(|route| forms::by_route(route));
    let said: Vec<String> = role.email.iter().cloned().chain(route).collect();
    (!said.is_empty()).then(|| said.join(", "))
}

/// Whether a duty of the procedure goes to that role.
fn is_sent_to(procedure: &Procedure, role: &RoleId) -> bool {
    let of_tracks = procedure.tracks.iter().flat_map(|track| &track.duties);
    let mut duties = procedure.steps.iter().flat_map(|step| &step.duties).chain(of_tracks);
    let names = |RoleRef(candidates): &RoleRef| candidates.iter().any(|(_, one)| one == role);
    duties.any(|duty: &Duty| duty.to.as_ref().is_some_and(names))
}
