//! Who uses this device: as it is asked for, as it is stored, and as it is signed with.

use super::CasebookError;
use super::packs::Packs;
use super::views::{Profile, Refused};
use crate::identity::Person;
use crate::vault::VaultError;
use crate::vault::record::PersonRecord;
use crate::words::{refusals, settings};

/// The question whose procedure is followed.
pub const PROCEDURE: &str = "procedure";
/// The question for the agency; it follows the procedure.
pub const AGENCY: &str = "agency";
/// The question for the person's name.
pub const NAME: &str = "name";
/// The question for what they do.
pub const ROLE: &str = "role";

/// What is not said of a person, each with its question. Which agencies there are, the procedure says.
pub fn missing(profile: &Profile) -> Vec<Refused> {
    let asked = |label| refusals::missing_field(label);
    let of_agency = profile.procedure.is_some() && profile.agency.is_empty();
    [
        (PROCEDURE, profile.procedure.is_none(), settings::NO_PROCEDURE.to_owned()),
        (AGENCY, of_agency, asked(settings::AGENCY)),
        (NAME, profile.name.is_empty(), asked(settings::NAME)),
        (ROLE, profile.role.is_empty(), asked(settings::ROLE)),
    ]
    .into_iter()
    .filter(|(_, is_missing, _)| *is_missing)
    .map(|(ask, _, say)| Refused {
        code: ["missing:", ask].concat(),
        say,
        ask: Some(ask.to_owned()),
        duty: None,
    })
    .collect()
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_is_not_said_is_missing_at_once_and_the_agency_once_there_are_some_to_choose_from() {
        let asks = |profile: &Profile| {
            missing(profile).into_iter().map(|one| one.ask.unwrap_or_default()).collect::<Vec<_>>()
        };
        let mut said = Profile::default();
        assert_eq!(asks(&said), [PROCEDURE, NAME, ROLE]);
        said.procedure = Some("havering".to_owned());
        assert_eq!(asks(&said), [AGENCY, NAME, ROLE]);
        said.agency = "school".to_owned();
        said.name = "Head of year".to_owned();
        assert_eq!(asks(&said), [ROLE]);
        said.role = "Designated lead".to_owned();
        assert!(asks(&said).is_empty());
    }
}
