//! The two forms that begin a dispute: opening it, and saying that a child is in danger.

use super::asks::{self, ask, choice, hinted, preset};
use crate::calendar::{Calendar, Moment};
use crate::casebook::packs::Packs;
use crate::casebook::show::procedure::review_overdue;
use crate::casebook::show::sight::Sight;
use crate::casebook::views::{
    Action, ActionKind, Ask, AskKind, Choice, Need, ProcedureChoice, Profile, Readiness, TrackChoice, Vouched,
};
use crate::dispute::Rules;
use crate::dispute::state::{State, Subject};
use crate::ordered::by_key;
use crate::procedure::pack::Pack;
use crate::procedure::{
    Anchor, Departures, Duty, Fact, FactScope, OpeningNeed, Procedure, Reason, StepId, Track,
};
use crate::words::forms;

/// The id of the form that opens a dispute.
pub const OPEN: &str = "open";
/// The id of the form that says that a child is in danger.
pub const RISK: &str = "risk";

/// The procedures that a dispute may begin under, the person's own first.
pub fn choices(packs: &Packs, calendar: &Calendar, profile: &Profile, now: Moment) -> Vec<ProcedureChoice> {
    let mut choices: Vec<ProcedureChoice> =
        packs.offered().map(|(pack, vouched)| one(pack, vouched, calendar, profile, now)).collect();
    by_key(&mut choices, |choice| profile.procedure.as_ref() != Some(&choice.id));
    choices
}

fn one(
    pack: &Pack,
    vouched: &Vouched,
    calendar: &Calendar,
    profile: &Profile,
    now: Moment,
) -> ProcedureChoice {
    let procedure = pack.procedure();
    let state = State::default();
    let agency = Some(profile.agency.as_str()).filter(|agency| !agency.is_empty());
    let tracks = procedure.tracks.iter().filter_map(|track| {
        let rules = Rules::new(procedure, &track.id, calendar)?;
        let sight = Sight { rules: &rules, earlier: &[], state: &state, now, agency };
        let (open, danger) = (open(&sight), risk(&sight));
        let title = track.title.clone();
        let about = track.about.clone().unwrap_or_else(|| title.clone());
        Some(TrackChoice { id: track.id.to_string(), title, about, open, danger })
    });
    ProcedureChoice {
        id: procedure.id.to_string(),
        partnership: procedure.about.partnership.clone(),
        title: procedure.about.title.clone(),
        version: procedure.version.clone(),
        vouched: vouched.clone(),
        review_overdue: review_overdue(&procedure.about, now.date()),
        agencies: procedure
            .agencies
            .iter()
            .map(|(id, agency)| (id.to_string(), agency.label.clone()))
            .collect(),
        tracks: tracks.collect(),
    }
}

/// The form that opens a dispute on a track.
pub fn open(sight: &Sight<'_>) -> Action {
    let (procedure, track) = (sight.rules.procedure, sight.rules.track);
    let need = |need: OpeningNeed| {
        if track.opening.needs.contains(&need) { Need::Required } else { Need::Optional }
    };
    // What the procedure does not ask for comes after what it is about; the person's own agency, put in already,
    // stands with what seldom has to be said.
    let mut agencies =
        [raising(sight, need(OpeningNeed::Raising)), other(procedure, need(OpeningNeed::Other))];
    if agencies[0].need == Need::Optional && !agencies[0].preset.is_empty() {
        agencies[0].need = Need::Aside;
    }
    let (asked, left_open): (Vec<Ask>, Vec<Ask>) =
        agencies.into_iter().partition(|ask| ask.need == Need::Required);
    let mut form = asked;
    form.push(asks::children(sight, Need::Optional));
    // Something says what it is about: a ground or words; of several processes, one without grounds says it itself,
    // and the words can follow.
    let (need_of_ground, need_of_words) = match need(OpeningNeed::Ground) {
        Need::Required => (Need::Required, Need::Optional),
        _ if says_it_itself(sight) => (Need::Optional, Need::Optional),
        _ if track.grounds.is_empty() => (Need::Optional, Need::Required),
        _ => (Need::WithAnother, Need::WithAnother),
    };
    if !track.grounds.is_empty() {
        let grounds = track.grounds.iter().map(|ground| choice(ground.id.as_str(), &ground.label)).collect();
        let label = forms::WHAT_ABOUT;
        form.push(ask("grounds", label, AskKind::Many(grounds), need_of_ground));
    }
    let text = ask("text", forms::IN_YOUR_WORDS, AskKind::Text, need_of_words);
    let hint = match need_of_words {
        Need::WithAnother => forms::IN_YOUR_WORDS_ELSE,
        _ => forms::IN_YOUR_WORDS_HINT,
    };
    form.push(hinted(text, hint.said()));
    let of_case = procedure.facts.iter();
    let of_case = of_case.filter(|fact| fact.scope == FactScope::Case && sight.rules.reads(&fact.id));
    form.extend(of_case.map(|fact| case_fact(sight, fact)));
    if need(OpeningNeed::InformalAttempt) == Need::Required {
        form.push(ask("informal-with", forms::TRIED_WITH, AskKind::Line, Need::Required));
        form.push(ask("informal-on", forms::TRIED_ON, AskKind::Date, Need::Required));
    }
    form.extend(left_open);
    let also = AskKind::Many(asks::agencies(procedure));
    form.push(ask("also", forms::WHICH_AGENCIES_ELSE, also, Need::Aside));
    form.extend(entry(sight, track));
    if track.steps.iter().any(|step| counts_from_received(procedure, step)) {
        form.push(asks::received("received", Need::Optional));
    }
    if let Some(role) = sight.asked(track.opening.by.as_ref(), &Subject::Case) {
        form.push(asks::by(sight, &role));
    }
    action(OPEN, ActionKind::Open, forms::OPEN, None, form)
}

/// Whether the title of the track says what a dispute on it is about: one process of several, without a list of grounds.
pub fn says_it_itself(sight: &Sight<'_>) -> bool {
    sight.rules.procedure.tracks.len() > 1 && sight.rules.track.grounds.is_empty()
}

/// The form that says that a child is in danger: everything in it may be left out.
pub fn risk(sight: &Sight<'_>) -> Action {
    let procedure = sight.rules.procedure;
    let mut form = Vec::new();
    if sight.state.raising.is_none() {
        form.push(raising(sight, Need::Optional));
    }
    if sight.state.other.is_none() {
        form.push(other(procedure, Need::Optional));
    }
    form.push(asks::children(sight, Need::Optional));
    let explain = sight.rules.track.risk.say.clone();
    action(RISK, ActionKind::Danger, forms::DANGER, explain, form)
}

/// Where it begins: the procedure's entries, and where departures are allowed any step.
fn entry(sight: &Sight<'_>, track: &Track) -> Vec<Ask> {
    let entries: Vec<&StepId> = track.entries.iter().map(|entry| &entry.step).collect();
    let others = track.steps.iter().filter(|step| !entries.contains(step));
    let others: Vec<&StepId> =
        if track.departures == Departures::Allowed { others.collect() } else { Vec::new() };
    let named = |step: &&StepId| choice(step.as_str(), &sight.step_title(step));
    let elsewhere = |step: &&StepId| choice(step.as_str(), &forms::a_departure(&sight.step_title(step)));
    let steps: Vec<Choice> = entries.iter().map(named).chain(others.iter().map(elsewhere)).collect();
    let first = entries.first().map(|step| step.to_string());
    let begin = preset(ask("entry", forms::WHERE_IT_BEGINS, AskKind::One(steps), Need::Aside), first);
    let reason = hinted(asks::reason(Reason::Free), forms::REASON_ELSEWHERE.said());
    let reason = Ask { need: Need::Aside, ..reason };
    vec![begin, reason]
}

/// What is known of the case. What a clock rests on is asked before everything that seldom has to be said.
fn case_fact(sight: &Sight<'_>, fact: &Fact) -> Ask {
    let (procedure, track) = (sight.rules.procedure, sight.rules.track);
    let entry = track.entries.first().map(|entry| &entry.step);
    let duties = |step: &StepId| procedure.step(step).map(|step| step.duties.as_slice()).unwrap_or_default();
    let owed_only_if =
        |duties: &[Duty]| duties.iter().any(|duty| duty.due.is_some() && duty.depends_on(&fact.id));
    let starts = sight.rules.duties().any(|duty| duty.counts_from(&fact.id));
    let decides = entry.is_some_and(|entry| owed_only_if(duties(entry)));
    let need = if starts || decides { Need::Wanted } else { Need::Aside };
    // Left empty, a clock of the first step starts with this entry: nothing that nobody said is signed.
    let ask = asks::fact(&format!("fact.{}", fact.id), fact, need);
    match (decides, starts) {
        (true, _) => hinted(ask, forms::A_DATE_DEPENDS.said()),
        (false, true) => hinted(ask, forms::COUNTED_FROM.said()),
        (false, false) => ask,
    }
}

/// Whether a duty of the step is counted from the day on which something was received.
pub fn counts_from_received(procedure: &Procedure, step: &StepId) -> bool {
    let duties = procedure.step(step).map(|step| step.duties.as_slice()).unwrap_or_default();
    duties.iter().any(|duty| duty.due.as_ref().is_some_and(|due| due.from == Anchor::Received))
}

fn raising(sight: &Sight<'_>, need: Need) -> Ask {
    let agencies = asks::agencies(sight.rules.procedure);
    let ours = sight.agency.filter(|ours| agencies.iter().any(|agency| agency.value == *ours));
    let ask = ask("raising", forms::WHICH_AGENCY_RAISES, AskKind::One(agencies), need);
    preset(ask, ours.map(str::to_owned))
}

fn other(procedure: &Procedure, need: Need) -> Ask {
    ask("other", forms::WHICH_AGENCY_ANSWERS, AskKind::One(asks::agencies(procedure)), need)
}

/// An action that is ready.
pub fn action(id: &str, kind: ActionKind, title: &str, explain: Option<String>, asks: Vec<Ask>) -> Action {
    Action {
        id: id.to_owned(),
        kind,
        title: title.to_owned(),
        explain,
        duty: None,
        readiness: Readiness::Ready,
        ways: Vec::new(),
        leads_to: None,
        asks,
    }
}
