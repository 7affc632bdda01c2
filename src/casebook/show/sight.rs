//! A dispute as a person sees it at a moment: what every part of a view is reckoned from.

use crate::calendar::Moment;
use crate::casebook::contacts::{place_of_agency, place_of_role};
use crate::casebook::dates::listed;
use crate::casebook::views::{Part, Recipient, Whose};
use crate::dispute::state::{State, Subject};
use crate::dispute::{Home, Rules, role_of};
use crate::procedure::{AgencyId, DutyId, OpeningNeed, RoleId, RoleRef, Step, StepId};
use crate::words::entries as words;

/// A state under its rules at a moment, seen from an agency.
#[derive(Clone, Copy)]
pub struct Sight<'a> {
    /// The rules.
    pub rules: &'a Rules<'a>,
    /// The rules of the versions that it was run under before; empty where it was never moved.
    pub earlier: &'a [&'a Rules<'a>],
    /// The state, time passed up to the moment.
    pub state: &'a State,
    /// The moment.
    pub now: Moment,
    /// The person's agency.
    pub agency: Option<&'a str>,
}

impl<'a> Sight<'a> {
    /// Where a duty belongs; one that the version of today has no longer, in the version that had it last.
    pub fn home(&self, duty: &DutyId) -> Option<Home<'a>> {
        let earlier = || self.earlier.iter().rev().find_map(|rules| rules.home(duty));
        self.rules.home(duty).or_else(earlier)
    }

    /// A role's or contact's name for people. Where a procedure names no person, only the side that raised it or
    /// the one that answers, it is that side's agency.
    pub fn role(&self, role: &RoleId) -> String {
        let side = match whole_side(role) {
            Some(Part::Raising) => self.state.raising.as_ref(),
            Some(Part::Other) => self.state.other.as_ref(),
            Some(Part::Also) | None => None,
        };
        if let Some(agency) = side {
            return self.agency(agency);
        }
        self.rules.procedure.roles.get(role).map_or_else(|| role.to_string(), |role| role.label.clone())
    }

    /// Where something goes.
    pub fn recipient(&self, role: &RoleId, subject: &Subject) -> Recipient {
        let procedure = self.rules.procedure;
        let email = procedure.roles.get(role).and_then(|role| role.email.clone());
        let id = procedure.id.as_str();
        let places = std::iter::once(place_of_role(id, role.as_str()));
        let agency = self.agency_of(role, subject).map(|agency| place_of_agency(id, agency.as_str()));
        Recipient { label: self.role(role), email, number: None, places: places.chain(agency).collect() }
    }

    /// The agency of the other side where somebody of theirs is meant.
    fn agency_of(&self, role: &RoleId, subject: &Subject) -> Option<&'a AgencyId> {
        let mut sides = self.state.raising.iter().chain(&self.state.other);
        let theirs = self.whose(Some(role), &Subject::Case) == Whose::Theirs;
        match subject {
            Subject::Agency(agency) => sides.find(|side| *side == agency),
            _ if theirs => sides.find(|side| !self.is_ours(side)),
            _ => None,
        }
    }

    /// The role that is asked, about a subject, now.
    pub fn asked(&self, role: Option<&RoleRef>, subject: &Subject) -> Option<RoleId> {
        role_of(self.state, self.rules, role, subject)
    }

    /// An agency's name for people.
    pub fn agency(&self, agency: &AgencyId) -> String {
        let known = self.rules.procedure.agencies.get(agency);
        known.map_or_else(|| agency.to_string(), |agency| agency.label.clone())
    }

    /// What the procedure calls a step.
    pub fn step_word(&self) -> &'a str {
        self.rules.procedure.about.terms.get("step").map_or_else(|| words::STEP.said(), String::as_str)
    }

    /// `Stage 1`, or the title of a step without a number.
    pub fn step_name(&self, step: &Step) -> String {
        match step.number {
            Some(number) => [self.step_word(), " ", &number.to_string()].concat(),
            None => step.title.clone(),
        }
    }

    /// `Stage 1: Discussion`; one of the two where they say the same or there is only one.
    pub fn step_title(&self, step: &StepId) -> String {
        let earlier = || self.earlier.iter().rev().find_map(|rules| rules.procedure.step(step));
        let Some(step) = self.rules.procedure.step(step).or_else(earlier) else { return step.to_string() };
        let name = self.step_name(step);
        if step.title.is_empty() || step.title == name { name } else { [&name, ": ", &step.title].concat() }
    }

    /// The two sides, as `School and Children's social care`; one alone with the kind of dispute, as `School: Dissent`.
    pub fn title(&self) -> String {
        let sides: Vec<String> =
            self.state.raising.iter().chain(&self.state.other).map(|agency| self.agency(agency)).collect();
        match (sides.as_slice(), self.state.raising.is_some()) {
            ([], _) => words::NOBODY_NAMED.to_owned(),
            // Where the procedure asks for no other side, none is missing.
            ([one], true)
                if !self.rules.track.title.is_empty()
                    && !self.rules.track.opening.needs.contains(&OpeningNeed::Other) =>
            {
                [one, ": ", &self.rules.track.title].concat()
            }
            ([one], true) => words::other_not_named(one),
            ([one], false) => words::raising_not_named(one),
            // An alert stays inside one agency.
            ([one, other], _) if one == other => one.clone(),
            (sides, _) => listed(sides),
        }
    }

    /// On which side the person's agency stands.
    pub fn our_part(&self) -> Option<Part> {
        let is = |agency: &Option<AgencyId>| agency.as_ref().is_some_and(|agency| self.is_ours(agency));
        match (is(&self.state.raising), is(&self.state.other)) {
            (true, false) => Some(Part::Raising),
            (false, true) => Some(Part::Other),
            (false, false) if self.state.also.iter().any(|agency| self.is_ours(agency)) => Some(Part::Also),
            _ => None,
        }
    }

    /// Whether it is the person's own agency.
    pub fn is_ours(&self, agency: &AgencyId) -> bool {
        self.agency == Some(agency.as_str())
    }

    /// Which side owes something: the agency that it is about, else the side whose people the
    /// steps name in that role. A role that both sides or neither has is nobody's.
    pub fn whose(&self, owner: Option<&RoleId>, subject: &Subject) -> Whose {
        if let (Subject::Agency(agency), Some(_)) = (subject, self.agency) {
            return if self.is_ours(agency) { Whose::Ours } else { Whose::Theirs };
        }
        let Some(owner) = owner else { return Whose::Unsaid };
        let steps = || self.rules.track.steps.iter().filter_map(|step| self.rules.step(step));
        let side = whole_side(owner);
        let raising = side == Some(Part::Raising) || steps().any(|step| names(step.raising.as_ref(), owner));
        // At the last step a chair often answers, who is of neither side.
        let mut before_the_last = steps().filter(|step| !step.exits.is_empty());
        let responding =
            side == Some(Part::Other) || before_the_last.any(|step| names(step.responding.as_ref(), owner));
        match (raising, responding, self.our_part()) {
            (true, false, Some(Part::Raising)) | (false, true, Some(Part::Other)) => Whose::Ours,
            (true, false, Some(Part::Other)) | (false, true, Some(Part::Raising)) => Whose::Theirs,
            _ => Whose::Unsaid,
        }
    }
}

/// The side that a role stands for as a whole, whoever of it a step names.
fn whole_side(role: &RoleId) -> Option<Part> {
    match role.as_str() {
        "raising" => Some(Part::Raising),
        "responding" => Some(Part::Other),
        _ => None,
    }
}

fn names(side: Option<&RoleRef>, role: &RoleId) -> bool {
    side.is_some_and(|RoleRef(candidates)| candidates.iter().any(|(_, candidate)| candidate == role))
}
