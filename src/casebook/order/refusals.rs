//! Each refusal as a sentence that says what to do, matched without a wildcard.

use super::asks::field_id;
use crate::casebook::show::sight::Sight;
use crate::casebook::show::timeline::spaced;
use crate::casebook::views::Refused;
use crate::casebook::wording::in_source;
use crate::dispute::refusal::Refusal;
use crate::dispute::state::Subject;
use crate::words::refusals as words;

/// Refusals as people read them.
pub fn refused(sight: &Sight<'_>, refusals: &[Refusal]) -> Vec<Refused> {
    let one = |refusal: &Refusal| Refused {
        code: refusal.code(),
        say: say(sight, refusal),
        ask: ask(refusal),
        duty: match refusal {
            Refusal::Needs(key) => Some(key.clone()),
            _ => None,
        },
    };
    // Whether it is in scope cannot be told before both agencies are named.
    let unnamed =
        |refusal: &Refusal| matches!(refusal, Refusal::Missing(what) if what == "raising" || what == "other");
    let too_early = refusals.iter().any(unnamed);
    let told = |refusal: &&Refusal| !(too_early && matches!(refusal, Refusal::OutOfScope { .. }));
    refusals.iter().filter(told).map(one).collect()
}

/// Whether answering the form mends it; what else refuses must be done elsewhere first.
pub fn is_mended_by_the_form(refusal: &Refusal) -> bool {
    match refusal {
        Refusal::Missing(_)
        | Refusal::UnknownGround(_)
        | Refusal::UnknownFact(_)
        | Refusal::UnknownAgency(_)
        | Refusal::UnknownChild
        | Refusal::UnknownField(_)
        | Refusal::UnknownOption(_)
        | Refusal::OutOfScope { .. }
        | Refusal::ByWrongRole
        | Refusal::EntryNotAllowed
        | Refusal::ReasonRequired
        | Refusal::DateInFuture(_)
        | Refusal::RouteNot(_)
        | Refusal::NotAnOutcome
        | Refusal::TooFewAgencies
        | Refusal::ConcernedAgencyMissing(_)
        | Refusal::PastLimit => true,
        Refusal::NotMet { .. } | Refusal::Needs(_) => false,
        Refusal::NotOpen
        | Refusal::AlreadyOpen
        | Refusal::AlreadyResolved
        | Refusal::AlreadyClosed
        | Refusal::NotOnLadder
        | Refusal::UnknownDuty(_)
        | Refusal::UnknownClosure(_)
        | Refusal::NoSuchStep(_)
        | Refusal::NotNextStep(_)
        | Refusal::NoTiers
        | Refusal::NotOwed
        | Refusal::AlreadyOwed
        | Refusal::NotWaivable
        | Refusal::NotResolved
        | Refusal::ClosureNotHere
        | Refusal::AnotherProcedure
        | Refusal::SameVersion
        | Refusal::StepNotInVersion(_)
        | Refusal::TrackNotInVersion => false,
    }
}

/// Whether something can be done that makes the act possible: such an act is shown with what
/// comes first. An act that is out of place is not shown.
pub fn is_worth_showing(refusal: &Refusal) -> bool {
    matches!(refusal, Refusal::NotMet { .. } | Refusal::Needs(_))
}

fn say(sight: &Sight<'_>, refusal: &Refusal) -> String {
    let word = match refusal {
        Refusal::Missing(what) => return missing(sight, what),
        Refusal::UnknownGround(ground) => return words::unknown_ground(ground.as_str()),
        Refusal::UnknownFact(fact) => return words::unknown_fact(fact.as_str()),
        Refusal::UnknownAgency(agency) => return words::unknown_agency(agency.as_str()),
        Refusal::UnknownDuty(duty) => return words::unknown_duty(duty.as_str()),
        Refusal::UnknownClosure(closure) => return words::unknown_closure(closure.as_str()),
        Refusal::UnknownField(field) => return words::unknown_field(&spaced(field)),
        Refusal::UnknownOption(field) => return words::unknown_option(&label(sight, field)),
        Refusal::OutOfScope { say: Some(say), .. } | Refusal::NotMet { say: Some(say), .. } => {
            return say.clone();
        }
        Refusal::OutOfScope { code, say: None } => return words::out_of_scope(&spaced(code)),
        Refusal::NotMet { code, say: None } => return words::not_met(&spaced(code)),
        Refusal::NoSuchStep(step) => return words::no_such_step(step.as_str()),
        Refusal::NotNextStep(step) => return words::not_next_step(&sight.step_title(step)),
        Refusal::Needs(key) => return needs(sight, key),
        Refusal::StepNotInVersion(step) => return words::step_not_in_version(&sight.step_title(step)),
        Refusal::TrackNotInVersion => return words::track_not_in_version(&sight.rules.track.title),
        Refusal::RouteNot(route) => return words::route_not(&spaced(route)),
        Refusal::ConcernedAgencyMissing(agency) => {
            return words::concerned_agency_missing(&sight.agency(agency));
        }
        Refusal::NotOpen => words::NOT_OPEN,
        Refusal::AlreadyOpen => words::ALREADY_OPEN,
        Refusal::AlreadyResolved => words::ALREADY_RESOLVED,
        Refusal::AlreadyClosed => words::ALREADY_CLOSED,
        Refusal::NotOnLadder => words::NOT_ON_LADDER,
        Refusal::UnknownChild => words::UNKNOWN_CHILD,
        Refusal::ByWrongRole => words::BY_WRONG_ROLE,
        Refusal::EntryNotAllowed => words::ENTRY_NOT_ALLOWED,
        Refusal::NoTiers => words::NO_TIERS,
        Refusal::ReasonRequired => words::REASON_REQUIRED,
        Refusal::DateInFuture(_) => words::NOT_YET,
        Refusal::AnotherProcedure => words::ANOTHER_PROCEDURE,
        Refusal::SameVersion => words::SAME_VERSION,
        Refusal::NotOwed => words::NOT_OWED,
        Refusal::AlreadyOwed => words::ALREADY_OWED,
        Refusal::NotWaivable => words::NOT_WAIVABLE,
        Refusal::NotAnOutcome => words::NOT_AN_OUTCOME,
        Refusal::TooFewAgencies => words::TOO_FEW_AGENCIES,
        Refusal::PastLimit => words::PAST_LIMIT,
        Refusal::NotResolved => words::NOT_RESOLVED,
        Refusal::ClosureNotHere => words::CLOSURE_NOT_HERE,
    };
    word.to_owned()
}

fn missing(sight: &Sight<'_>, what: &str) -> String {
    let word = match what {
        "ground" => words::MISSING_GROUND,
        "raising" => words::MISSING_RAISING,
        "other" => words::MISSING_OTHER,
        "informal-attempt" => words::MISSING_ATTEMPT,
        "text" => words::MISSING_TEXT,
        "child" => words::MISSING_CHILD,
        "agency" => words::MISSING_AGENCY,
        "choice" => words::MISSING_CHOICE,
        "outcome" => words::MISSING_OUTCOME,
        field => return words::missing_field(&label(sight, field)),
    };
    word.to_owned()
}

/// A field by the name that people see on the form.
fn label(sight: &Sight<'_>, field: &str) -> String {
    let of_duties = sight.rules.duties().flat_map(|duty| &duty.asks.fields);
    let of_exits =
        sight.rules.procedure.steps.iter().flat_map(|step| &step.exits).flat_map(|exit| &exit.fields);
    let known = of_duties.chain(of_exits).find(|known| known.id == field);
    known.and_then(|known| known.label.clone()).unwrap_or_else(|| spaced(field))
}

fn needs(sight: &Sight<'_>, key: &str) -> String {
    let owed = sight.state.owed.iter().find(|owed| owed.key() == key);
    let Some((owed, home)) = owed.and_then(|owed| Some((owed, sight.rules.home(&owed.duty)?))) else {
        return words::needs(key);
    };
    let text = home.duty.text.as_deref().unwrap_or(key);
    let text = match &owed.subject {
        Subject::Child(child) => words::needs_for(text, &words::child(child)),
        Subject::Agency(agency) => words::needs_for(text, &sight.agency(agency)),
        Subject::Case => text.to_owned(),
    };
    words::needs_this(&match &home.duty.source {
        Some(source) => words::needs_at(&text, &in_source(&source.at)),
        None => text,
    })
}

/// The ask of the form that mends it.
fn ask(refusal: &Refusal) -> Option<String> {
    let id = match refusal {
        Refusal::Missing(what) => match what.as_str() {
            "ground" => "grounds".into(),
            "informal-attempt" => "informal-with".into(),
            "raising" | "other" | "text" | "choice" | "outcome" => what.clone(),
            field => field_id(field),
        },
        Refusal::UnknownField(field) | Refusal::UnknownOption(field) => field_id(field),
        Refusal::UnknownGround(_) => "grounds".into(),
        Refusal::ByWrongRole => "by".into(),
        Refusal::EntryNotAllowed => "entry".into(),
        Refusal::ReasonRequired => "reason".into(),
        Refusal::RouteNot(_) => "route".into(),
        Refusal::NotAnOutcome => "outcome".into(),
        Refusal::TooFewAgencies | Refusal::ConcernedAgencyMissing(_) => "agencies".into(),
        Refusal::PastLimit => "date".into(),
        Refusal::DateInFuture(ask) => (*ask).into(),
        Refusal::NotOpen
        | Refusal::AlreadyOpen
        | Refusal::AlreadyResolved
        | Refusal::AlreadyClosed
        | Refusal::NotOnLadder
        | Refusal::UnknownFact(_)
        | Refusal::UnknownAgency(_)
        | Refusal::UnknownChild
        | Refusal::UnknownDuty(_)
        | Refusal::UnknownClosure(_)
        | Refusal::OutOfScope { .. }
        | Refusal::NotMet { .. }
        | Refusal::NoSuchStep(_)
        | Refusal::NotNextStep(_)
        | Refusal::NoTiers
        | Refusal::Needs(_)
        | Refusal::NotOwed
        | Refusal::AlreadyOwed
        | Refusal::NotWaivable
        | Refusal::NotResolved
        | Refusal::ClosureNotHere
        | Refusal::AnotherProcedure
        | Refusal::SameVersion
        | Refusal::StepNotInVersion(_)
        | Refusal::TrackNotInVersion => return None,
    };
    Some(id)
}
