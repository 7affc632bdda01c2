//! Who uses this device: as it is stored, and as it is signed with.

use super::CasebookError;
use super::packs::Packs;
use super::views::Profile;
use crate::identity::Person;
use crate::vault::VaultError;
use crate::vault::record::PersonRecord;

/// Who uses this device, and how many records of it cannot be read: a damaged one must keep nobody
/// from their disputes, and is mended by saying it again.
pub(super) fn who(person: Result<Option<PersonRecord>, VaultError>) -> Result<(Profile, usize), VaultError> {
    let (person, unreadable) = match person {
        Ok(person) => (person.unwrap_or_default(), 0),
        Err(VaultError::Damaged(_)) => (PersonRecord::default(), 1),
        Err(error) => return Err(error),
    };
    let PersonRecord { name, role, agency, procedure } = person;
    Ok((Profile { name, role, agency, procedure }, unreadable))
}

/// The person that a profile names. The agency is named by its label where a pack knows it.
pub(super) fn person(packs: &Packs, profile: &Profile) -> Result<Person, CasebookError> {
    let known = packs.offered().find_map(|(pack, _)| {
        pack.procedure().agencies.get(&profile.agency.as_str().into()).map(|agency| agency.label.clone())
    });
    let agency = known.unwrap_or_else(|| profile.agency.clone());
    Person::new(&profile.name, &profile.role, &agency).map_err(CasebookError::Profile)
}
