//! An agency as somebody types it at the desk: which one is meant, and which may be where none is called so.
//!
//! The one idea: *an office that no procedure knows is taken as it is written, and not without a word.* A partnership's own
//! office is in no list of agencies; a slip of a key is not either, and would stand beside all that the desk signs.

use super::now;
use super::trouble::DeskError;
use crate::casebook::built_in_procedures;
use crate::casebook::views::{ProcedureChoice, Profile, Told};
use crate::json::slips::is_slip;

/// The procedure of the build that has this id.
pub(super) fn offered(partnership: &str) -> Result<ProcedureChoice, DeskError> {
    let mut offered = built_in_procedures(now());
    match offered.iter().position(|choice| choice.id == partnership) {
        Some(place) => Ok(offered.swap_remove(place)),
        None => {
            let known = offered.into_iter().map(|choice| choice.id).collect();
            Err(DeskError::NoSuchPartnership(partnership.to_owned(), known))
        }
    }
}

/// The agency that somebody names by its id or by its label.
pub(super) fn known_agency<'a>(of: &'a ProcedureChoice, said: &str) -> Option<&'a str> {
    let is_meant = |(id, label): &&(String, String)| id == said || label.eq_ignore_ascii_case(said);
    of.agencies.iter().find(is_meant).map(|(id, _)| id.as_str())
}

/// What to say of an agency that no procedure of the build knows, or not the one that is named: which may be meant. Nothing
/// of one that is known, or of a partnership's own office under the partnership's name.
///
/// # Errors
/// [`DeskError::NoSuchPartnership`].
pub fn unknown_agency(
    partnership: Option<&str>,
    called: &str,
    agency: &str,
) -> Result<Option<Told>, DeskError> {
    let offered = match partnership {
        Some(id) => vec![offered(id)?],
        None => built_in_procedures(now()),
    };
    let is_partnership = |name: &str| name.eq_ignore_ascii_case(agency);
    if is_partnership(called)
        || offered
            .iter()
            .any(|choice| known_agency(choice, agency).is_some() || is_partnership(&choice.partnership))
    {
        return Ok(None);
    }
    let of = match (&*offered, partnership) {
        ([only], Some(_)) => format!("in the procedure of {}", only.partnership),
        _ => "in the procedures that come with Accord".to_owned(),
    };
    let all = offered.iter().flat_map(|choice| &choice.agencies);
    let mut near: Vec<&str> = Vec::new();
    let mut labels: Vec<&str> = Vec::new();
    for (id, label) in all {
        let list = if is_near(id, agency) || is_near(label, agency) { &mut near } else { &mut labels };
        if !list.contains(&label.as_str()) {
            list.push(label);
        }
    }
    let shown = if near.is_empty() { labels } else { near };
    Ok(Some(Told {
        happened: format!(
            "No agency is called {agency} {of}, so it stands as you wrote it beside all that this desk signs."
        ),
        to_do: format!("If you mean one of these, make the casebook with that: {}.", shown.join(", ")),
        reasons: Vec::new(),
    }))
}

/// What an agency is called: as its procedure has it, where it is one of the agencies of a procedure of the build.
pub fn agency_named(profile: &Profile) -> String {
    let offered = built_in_procedures(now());
    let mut agencies = offered.iter().flat_map(|choice| &choice.agencies);
    let label = agencies.find(|(id, _)| *id == profile.agency).map(|(_, label)| label.clone());
    label.unwrap_or_else(|| profile.agency.clone())
}

/// Whether one may have been meant by the other: a slip of the hand, or part of its name.
fn is_near(one: &str, other: &str) -> bool {
    let (plain, of) = (one.to_lowercase(), other.to_lowercase());
    let (short, long) = if plain.len() < of.len() { (plain, of) } else { (of, plain) };
    is_slip(other, one) || (short.len() > 3 && long.contains(&short))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_agency_that_is_known_needs_no_word_and_a_slip_gets_those_that_are_near() {
        let said =
            |partnership, agency| unknown_agency(partnership, "Lantern Quay", agency).expect("a partnership");
        for known in [
            "school",
            "SCHOOL",
            "Children's social care",
            "Lantern Quay",
            "Havering Safeguarding Children Partnership",
        ] {
            assert_eq!(said(Some("havering"), known), None, "{known}");
            assert_eq!(said(None, known), None, "{known}");
        }
        for (typed, meant) in [
            ("Scool", "School"),
            ("childrens social care", "Children's social care"),
            ("social care", "Children's social care"),
            ("youth-servise", "Youth service"),
        ] {
            let told = said(Some("havering"), typed).expect("a word");
            assert!(told.happened.contains(typed), "{told:?}");
            assert!(told.to_do.ends_with(&format!("with that: {meant}.")), "{told:?}");
        }
        // Nothing is near: all are named, each once.
        for of in [Some("havering"), None] {
            let told = said(of, "lscb").expect("a word");
            assert!(told.to_do.contains("School, ") && told.to_do.contains("Police, "), "{told:?}");
            assert_eq!(told.to_do.matches("Housing").count(), 1, "{told:?}");
        }
        assert!(unknown_agency(Some("nowhere"), "", "School").is_err());
    }

    #[test]
    fn an_agency_is_shown_by_its_name() {
        let named = |agency: &str| {
            let profile = Profile { agency: agency.to_owned(), ..Profile::default() };
            agency_named(&profile)
        };
        assert_eq!(named("childrens-social-care"), "Children's social care");
        assert_eq!(named("Lantern Quay"), "Lantern Quay");
    }
}
