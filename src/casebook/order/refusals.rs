//! Each refusal as a sentence that says what to do, matched without a wildcard.

use super::asks::field_id;
use crate::casebook::show::sight::Sight;
use crate::casebook::show::timeline::spaced;
use crate::casebook::views::Refused;
use crate::dispute::refusal::Refusal;

/// What is said of a day that has not come.
pub const NOT_YET: &str = "That day has not come yet. Give the day on which it happened.";

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
    match refusal {
        Refusal::NotOpen => "Nothing has been opened yet. Open the dispute first.".into(),
        Refusal::AlreadyOpen => "The dispute is open already. Record what happened instead.".into(),
        Refusal::AlreadyResolved => {
            "The disagreement is recorded as resolved. To go on, open it again and say why.".into()
        }
        Refusal::AlreadyClosed => "The record is closed. To go on, open it again and say why.".into(),
        Refusal::NotOnLadder => {
            "A child may be in danger, so the ladder is held. Record first that the danger is over.".into()
        }
        Refusal::Missing(what) => missing(sight, what),
        Refusal::UnknownGround(ground) => {
            format!("This procedure knows no ground “{ground}”. Choose one of those that it lists.")
        }
        Refusal::UnknownFact(fact) => {
            format!("This procedure does not ask about “{fact}” here. Leave that answer out.")
        }
        Refusal::UnknownAgency(agency) => {
            format!("This procedure knows no agency “{agency}”. Choose one of those that it lists.")
        }
        Refusal::UnknownChild => "No child of that reference is in this dispute. Add the child first.".into(),
        Refusal::UnknownDuty(duty) => {
            format!("This procedure knows no duty “{duty}”. Choose one of those that are shown.")
        }
        Refusal::UnknownClosure(closure) => {
            format!("This procedure cannot be closed as “{closure}”. Choose one of the ways that are shown.")
        }
        Refusal::UnknownField(field) => format!("Nobody asks for “{}” here. Leave it out.", spaced(field)),
        Refusal::UnknownOption(field) => {
            format!(
                "The answer to “{}” is not one of those offered. Choose one of them.",
                label(sight, field)
            )
        }
        Refusal::OutOfScope { code, say } => match say {
            Some(say) => say.clone(),
            None => format!("This procedure is not for it ({}). Use your own agency's policy.", spaced(code)),
        },
        Refusal::NotMet { code, say } => match say {
            Some(say) => say.clone(),
            None => format!("This is not possible yet ({}). Record what is missing first.", spaced(code)),
        },
        Refusal::ByWrongRole => "The procedure gives this to somebody else. Say who did it.".into(),
        Refusal::EntryNotAllowed => {
            "A dispute does not begin at that step. Begin where the procedure does, or say why not.".into()
        }
        Refusal::NoSuchStep(step) => {
            format!("This procedure has no step “{step}”. Choose one of those on the ladder.")
        }
        Refusal::NotNextStep(step) => {
            let title = sight.step_title(step);
            format!("No way leads from here to {title}. Take the next step, or depart and say why.")
        }
        Refusal::NoTiers => "This step has one level of people only. Go to the next step instead.".into(),
        Refusal::ReasonRequired => "This asks for a reason. Say why, in a sentence.".into(),
        Refusal::DateInFuture(_) => NOT_YET.into(),
        Refusal::Needs(key) => needs(sight, key),
        Refusal::AnotherProcedure => {
            "That is another procedure, not a version of this one. Open a new dispute under it instead."
                .into()
        }
        Refusal::SameVersion => {
            "The dispute is run under this version already. Nothing is to be done.".into()
        }
        Refusal::StepNotInVersion(step) => {
            let title = sight.step_title(step);
            format!(
                "The new version has no step like {title}, where this dispute stands. Take it to a step that \
                 both versions have, or finish it under the version that it has."
            )
        }
        Refusal::TrackNotInVersion => {
            let track = &sight.rules.track.title;
            format!(
                "The new version has no track “{track}”. Finish this dispute under the version that it has."
            )
        }
        Refusal::NotOwed => {
            "This is not owed now. If it was done already, say so in a note; once it is owed, record it as done with \
             the day on which it was."
                .into()
        }
        Refusal::AlreadyOwed => "This is owed already. Do it, or record that it was done.".into(),
        Refusal::NotWaivable => {
            "The procedure lets nobody waive this. It stays owed and stops nothing else.".into()
        }
        Refusal::RouteNot(route) => {
            format!("This goes by the {} route. Send it that way, then record it.", spaced(route))
        }
        Refusal::NotAnOutcome => "That is not one of the outcomes here. Choose one that is offered.".into(),
        Refusal::TooFewAgencies => "Too few agencies sat on the panel. Name all who did.".into(),
        Refusal::ConcernedAgencyMissing(agency) => format!(
            "{} is concerned, and neither it nor the agency that sits for it was there. Name who sat for it.",
            sight.agency(agency)
        ),
        Refusal::PastLimit => {
            "A later date than the procedure's cannot be agreed. Agree on an earlier one, or go on late: \
             a missed date stops nothing."
                .into()
        }
        Refusal::NotResolved => {
            "It can be closed so after resolving. Record first how it was resolved.".into()
        }
        Refusal::ClosureNotHere => {
            "The record cannot be closed so from where it stands. Choose another way of closing.".into()
        }
    }
}

fn missing(sight: &Sight<'_>, what: &str) -> String {
    match what {
        "ground" => "Say what the disagreement is about. Choose at least one ground.".into(),
        "raising" => "Say which agency raises it. Choose one.".into(),
        "other" => "Say which agency disagrees. Choose one.".into(),
        "informal-attempt" => {
            "Say with whom and on which day you tried to settle it informally. The procedure asks for both."
                .into()
        }
        "text" => "Say in words what it is about. One sentence is enough.".into(),
        "child" => "Say for which child this was done. Choose one.".into(),
        "agency" => "Say for which agency this was done. Choose one.".into(),
        "choice" => "Say what was decided. Choose one.".into(),
        "outcome" => "Say how it was resolved. One sentence is enough.".into(),
        field => format!("“{}” is asked. Fill it in.", label(sight, field)),
    }
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
    let Some(home) = owed.and_then(|owed| sight.rules.home(&owed.duty)) else {
        return format!("“{key}” comes first. Do it, then come back.");
    };
    let text = home.duty.text.as_deref().unwrap_or(key);
    let about = match owed.map(|owed| &owed.subject) {
        Some(crate::dispute::state::Subject::Child(child)) => format!(" for child {child}"),
        Some(crate::dispute::state::Subject::Agency(agency)) => format!(" for {}", sight.agency(agency)),
        Some(crate::dispute::state::Subject::Case) | None => String::new(),
    };
    let at =
        home.duty.source.as_ref().map_or_else(String::new, |source| format!(" (paragraph {})", source.at));
    format!("This comes first: {text}{about}{at}. Record it, or go on by a departure and say why.")
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
