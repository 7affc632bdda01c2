//! Moving a dispute to another version of its procedure.
//!
//! The one idea: *what happened under a version stays what it was; what is owed follows the version that
//! the dispute stands under.* Up to the move the log is folded under the old pack, from the move on under
//! the new one. What was done stays done, by its duty's id; what is owed keeps the moment from which it
//! counts and takes the new limit. `docs/formats/procedure-1.md` tells it under "What we settled".

use super::Rules;
use super::course::Course;
use super::due;
use super::event::{Happening, Under};
use super::refusal::Refusal;
use super::state::{Anomaly, Ending, State, Status, Subject};
use super::{Accepted, Home};
use crate::calendar::Moment;
use crate::ordered::Map;
use crate::procedure::{DutyScope, StepId, Tiers, Trigger};

/// Refuses the move from one version to another, or says what happens. Time passes first.
///
/// # Errors
/// All reasons at once.
pub fn decide_version(
    state: &State,
    old: &Rules<'_>,
    new: &Rules<'_>,
    (from, to): (&Under, &Under),
    now: Moment,
) -> Result<Accepted, Vec<Refusal>> {
    let mut refusals = Vec::new();
    match state.status {
        Status::None => return Err(vec![Refusal::NotOpen]),
        Status::Closed(_) => return Err(vec![Refusal::AlreadyClosed]),
        Status::Open | Status::Emergency | Status::Resolved => {}
    }
    if old.procedure.id != new.procedure.id {
        refusals.push(Refusal::AnotherProcedure);
    }
    if from.digest == to.digest {
        refusals.push(Refusal::SameVersion);
    }
    let later = state.at(old, now);
    refusals.extend(missing_step(&later, new).map(|step| Refusal::StepNotInVersion(step.clone())));
    if !refusals.is_empty() {
        return Err(refusals);
    }
    let happening = Happening::MovedToVersion { from: from.digest.clone(), under: to.clone() };
    Ok(Accepted { happening, words: Map::new() })
}

/// The step that the dispute is in, or that it is held at, where the other version has none of that id.
fn missing_step<'s>(state: &'s State, new: &Rules<'_>) -> Option<&'s StepId> {
    state.place.as_ref().filter(|place| new.step(place).is_none())
}

impl State {
    /// Moves it to another version at a moment; from then on only `new` may be used with it.
    ///
    /// # Errors
    /// [`Anomaly::StepNotInVersion`] where the version has no such step: nothing changes, and the old rules
    /// hold on.
    pub fn move_to_version(&mut self, old: &Rules<'_>, new: &Rules<'_>, at: Moment) -> Result<(), Anomaly> {
        self.pass_time(old, at);
        if let Some(step) = missing_step(self, new) {
            return Err(Anomaly::StepNotInVersion(step.clone()));
        }
        self.end_what_is_asked_no_longer(old, new, at);
        self.recount(new);
        self.firings.retain(|duty, _| {
            let scope = |home: Home<'_>| home.duty.scope;
            new.home(duty).is_some() && new.home(duty).map(scope) == old.home(duty).map(scope)
        });
        let tiers = self.place.as_ref().and_then(|place| new.step(place)).map(|step| step.tiers);
        self.tier = match tiers {
            Some(Tiers::Repeat) => self.tier.or(Some(1)),
            Some(Tiers::One) | None => None,
        };
        let mut course = Course { rules: new, state: self, now: at };
        for home in new.homes() {
            let before = old.home(&home.duty.id).map(|was| was.duty.scope);
            if before != Some(home.duty.scope) && is_due_by_now(course.state, *home) {
                course.open_for_everybody(*home);
            }
        }
        course.reread_guards();
        Ok(())
    }

    /// What the new version asks of nobody lapses: it could never be done.
    fn end_what_is_asked_no_longer(&mut self, old: &Rules<'_>, new: &Rules<'_>, at: Moment) {
        let mut course = Course { rules: old, state: self, now: at };
        for index in 0..course.state.owed.len() {
            let owed = &course.state.owed[index];
            let is_asked = new.home(&owed.duty).is_some_and(|home| is_about(home, &owed.subject));
            if owed.is_outstanding() && !is_asked {
                course.end_as(index, Ending::Lapsed);
            }
        }
    }

    /// What is owed counts from the moment from which it counted, by the limit of the new version.
    fn recount(&mut self, new: &Rules<'_>) {
        for index in 0..self.owed.len() {
            let owed = &self.owed[index];
            let Some(home) = new.home(&owed.duty).filter(|_| owed.is_outstanding()) else { continue };
            self.owed[index].own = due::own(new, home, owed.anchor);
        }
    }
}

fn is_about(home: Home<'_>, subject: &Subject) -> bool {
    matches!(
        (home.duty.scope, subject),
        (DutyScope::Case, Subject::Case)
            | (DutyScope::Child, Subject::Child(_))
            | (DutyScope::Agency, Subject::Agency(_))
    )
}

/// Whether a duty that is new in a version would be owed where the dispute stands: by the opening, by
/// the step that it is in, or by a danger that has not ended. What else has happened before is not made
/// up for.
fn is_due_by_now(state: &State, home: Home<'_>) -> bool {
    let Some(place) = &state.place else {
        return state.risk && home.is_opened_by(&Trigger::Risk);
    };
    if state.is_closed() || home.step.is_some_and(|step| step.id != *place) {
        return false;
    }
    if home.is_budget() && !home.covers(place) {
        return false;
    }
    let entered = Trigger::Entered(place.clone());
    home.is_opened_by(&entered)
        || (home.step.is_none() && home.is_opened_by(&Trigger::Opened))
        || (state.risk && home.is_opened_by(&Trigger::Risk))
}

#[cfg(test)]
mod tests {
    use super::super::fold;
    use super::*;
    use crate::calendar::Calendar;
    use crate::dispute::event::Instance;
    use crate::procedure::Procedure;
    use crate::procedure::pack;

    /// The neutral pack `ferry` on one line, with these texts replaced.
    fn ferry(changes: &[(&str, &str)]) -> Procedure {
        let text = include_str!("../../tests/packs/ferry.json");
        let json: serde_json::Value = serde_json::from_str(text).expect("JSON");
        let text = changes.iter().fold(json.to_string(), |text, (old, new)| {
            assert!(text.contains(old), "{old}");
            text.replace(old, new)
        });
        pack::read(&text).unwrap_or_else(|faults| panic!("{faults:#?}")).into_procedure()
    }

    fn moment(text: &str) -> Moment {
        Moment::parse(text).expect("a moment")
    }

    fn opened(calendar: &Calendar, procedure: &Procedure) -> Happening {
        Happening::Opened {
            also: Vec::new(),
            by: None,
            children: Vec::new(),
            departure: false,
            entry: "F1".into(),
            facts: Map::new(),
            grounds: Vec::new(),
            informal_attempt_on: None,
            other: None,
            raising: Some("pier".into()),
            received: None,
            under: under(calendar, procedure, "old"),
        }
    }

    fn under(calendar: &Calendar, procedure: &Procedure, digest: &str) -> Under {
        Under {
            calendar: calendar.version.clone(),
            digest: digest.to_owned(),
            procedure: procedure.id.clone(),
            track: "main".into(),
            version: procedure.version.clone(),
        }
    }

    /// Opens on a Friday at ten, lets this happen at noon, and moves at one.
    #[track_caller]
    fn moved(changes: &[(&str, &str)], happenings: &[Happening]) -> (State, Procedure) {
        let calendar = Calendar::england_and_wales();
        let (old, new) = (ferry(&[]), ferry(changes));
        let rules = |procedure| Rules::new(procedure, &"main".into(), &calendar).expect("the track");
        let first = (opened(&calendar, &old), moment("2026-06-05T10:00"));
        let later = happenings.iter().map(|it| (it.clone(), moment("2026-06-05T12:00")));
        let log: Vec<(Happening, Moment)> = std::iter::once(first).chain(later).collect();
        let mut state = fold(&rules(&old), log.iter().map(|(what, at)| (what, *at)));
        state.move_to_version(&rules(&old), &rules(&new), moment("2026-06-05T13:00")).expect("moved");
        state.pass_time(&rules(&new), moment("2026-06-05T13:00"));
        (state, new)
    }

    fn key_and_date(state: &State) -> Vec<String> {
        let owed = state.owed.iter().filter(|owed| owed.is_outstanding());
        owed.map(|owed| match owed.own {
            Some(own) => format!("{} by {own}", owed.key()),
            None => owed.key(),
        })
        .collect()
    }

    #[test]
    fn what_is_owed_keeps_its_beginning_and_takes_the_new_limit() {
        let (state, _) = moved(&[("\"n\":24,", "\"n\":48,")], &[]);
        assert_eq!(key_and_date(&state), ["any.visit by 2026-06-08", "F1.answer by 2026-06-07T10:00"]);
    }

    #[test]
    fn what_is_owed_keeps_the_receipt_from_which_it_counted() {
        let mill = |days: &str| {
            let text = r#"{ "format": "procedure/1", "id": "mill", "roles": { "lead": { "label": "Lead" } },
              "steps": [
                { "id": "F1", "duties": [ { "id": "F1.tell", "kind": "tell", "owner": "lead",
                    "due": { "n": DAYS, "unit": "working-day", "from": "received" } } ],
                  "exits": [ { "to": "F2" } ] },
                { "id": "F2" } ],
              "tracks": [ { "id": "main", "steps": ["F1", "F2"], "closures": [ { "id": "done" } ] } ] }"#;
            pack::read(&text.replace("DAYS", days))
                .unwrap_or_else(|faults| panic!("{faults:#?}"))
                .into_procedure()
        };
        let calendar = Calendar::england_and_wales();
        let (old, new) = (mill("2"), mill("4"));
        let rules = |procedure| Rules::new(procedure, &"main".into(), &calendar).expect("the track");
        let receipt = |day: &str| Happening::ReceivedOn { date: moment(day).date() };
        let step = Happening::MovedToStep {
            by: None,
            chosen: Map::new(),
            departure: false,
            received: Some(moment("2026-06-10").date()),
            to: "F2".into(),
        };
        let log = [
            (opened(&calendar, &old), "2026-06-02"),
            (receipt("2026-06-01"), "2026-06-02"),
            (step, "2026-06-10"),
        ];
        let mut state = fold(&rules(&old), log.iter().map(|(what, at)| (what, moment(at))));
        assert_eq!(key_and_date(&state), ["F1.tell by 2026-06-03"]);
        state.move_to_version(&rules(&old), &rules(&new), moment("2026-06-11")).expect("moved");
        assert_eq!(key_and_date(&state), ["F1.tell by 2026-06-05"], "four days from the first receipt");
    }

    #[test]
    fn a_date_that_has_passed_under_the_new_limit_fires_at_the_move() {
        let (state, _) = moved(&[("\"n\":24,", "\"n\":1,")], &[]);
        let chase = "any.chase by 2026-06-05T14:00";
        assert_eq!(key_and_date(&state), ["any.visit by 2026-06-08", "F1.answer by 2026-06-05T11:00", chase]);
    }

    #[test]
    fn what_was_done_stays_done_and_an_agreed_date_stays() {
        let visit = Instance { agency: None, child: None, duty: "any.visit".into() };
        let answer = Instance { duty: "F1.answer".into(), ..visit.clone() };
        let date = crate::calendar::Due::parse("2026-06-05T18:00").expect("a date");
        let done = Happening::DutyDone {
            agencies: Vec::new(),
            by: None,
            choice: None,
            chosen: Map::new(),
            instance: visit,
            on: None,
            route: None,
        };
        let agreed = Happening::DateAgreed { date, instance: answer };
        let (state, _) = moved(
            &[
                ("\"n\":24,", "\"n\":48,"),
                ("\"n\":3,\"unit\":\"calendar-day\"", "\"n\":9,\"unit\":\"calendar-day\""),
            ],
            &[done, agreed],
        );
        assert_eq!(key_and_date(&state), ["F1.answer by 2026-06-07T10:00"]);
        assert_eq!(state.owed.iter().find_map(|owed| owed.agreed), Some(date));
        assert_eq!(state.owed.iter().filter(|owed| owed.is_completed()).count(), 1);
    }

    #[test]
    fn a_duty_that_is_gone_lapses_and_one_that_is_new_opens_where_the_dispute_stands() {
        let (state, _) = moved(&[("F1.answer", "F1.reply"), ("F2.settle", "F2.end")], &[]);
        let lapsed = |owed: &&crate::dispute::state::Owed| {
            owed.ended.as_ref().is_some_and(|ended| ended.how == Ending::Lapsed)
        };
        assert_eq!(
            state.owed.iter().filter(lapsed).map(|owed| owed.key()).collect::<Vec<_>>(),
            ["F1.answer"]
        );
        // Counted from the move; what is new in another step waits for that step.
        assert_eq!(key_and_date(&state), ["any.visit by 2026-06-08", "F1.reply by 2026-06-06T13:00"]);
    }

    #[test]
    fn in_a_resolved_dispute_what_is_new_in_its_step_waits_for_a_reopening() {
        let resolved = Happening::Resolved { by: None, outcome: None };
        let (mut state, new) = moved(&[("F1.answer", "F1.reply")], &[resolved]);
        assert_eq!(key_and_date(&state), ["any.visit by 2026-06-08"]);
        let calendar = Calendar::england_and_wales();
        let rules = Rules::new(&new, &"main".into(), &calendar).expect("the track");
        state.apply(&rules, &Happening::Reopened {}, moment("2026-06-05T14:00"));
        assert_eq!(key_and_date(&state), ["any.visit by 2026-06-08", "F1.reply by 2026-06-06T14:00"]);
    }

    #[test]
    fn a_danger_that_has_not_ended_asks_what_the_new_version_asks() {
        let risk = Happening::RiskDeclared {
            by: None,
            children: Vec::new(),
            other: None,
            raising: None,
            under: None,
        };
        let (state, _) = moved(&[("risk.ring", "risk.ring-now")], &[risk]);
        let owed = key_and_date(&state);
        assert!(owed.contains(&"risk.ring-now by 2026-06-05".to_owned()), "{owed:?}");
        assert!(!owed.iter().any(|key| key.starts_with("risk.ring by")), "{owed:?}");
    }

    #[test]
    fn what_the_old_limit_brought_before_the_move_stays() {
        let calendar = Calendar::england_and_wales();
        let (old, new) = (ferry(&[]), ferry(&[("\"n\":24,", "\"n\":480,")]));
        let rules = |procedure| Rules::new(procedure, &"main".into(), &calendar).expect("the track");
        let mut state = fold(&rules(&old), [(&opened(&calendar, &old), moment("2026-06-05T10:00"))]);
        state.move_to_version(&rules(&old), &rules(&new), moment("2026-06-06T12:00")).expect("moved");
        let owed = key_and_date(&state);
        assert!(owed.contains(&"any.chase by 2026-06-06T13:00".to_owned()), "{owed:?}");
    }

    #[test]
    fn a_step_with_tiers_in_the_new_version_only_is_at_its_first_and_one_without_has_none() {
        let tiers = (
            "\"number\":1,\"raising\":\"worker\",\"responding\":\"lead\",\"title\":\"Answer\"",
            "\"number\":1,\"raising\":\"worker\",\"responding\":\"lead\",\"tiers\":true,\"title\":\"Answer\"",
        );
        let (state, new) = moved(&[tiers], &[]);
        assert_eq!(state.tier, Some(1));
        let calendar = Calendar::england_and_wales();
        let old = ferry(&[]);
        let rules = |procedure| Rules::new(procedure, &"main".into(), &calendar).expect("the track");
        let mut state = state;
        state.apply(&rules(&new), &Happening::TierAdded {}, moment("2026-06-05T14:00"));
        let mut kept = state.clone();
        kept.move_to_version(&rules(&new), &rules(&new), moment("2026-06-05T15:00")).expect("moved");
        assert_eq!(kept.tier, Some(2));
        state.move_to_version(&rules(&new), &rules(&old), moment("2026-06-05T15:00")).expect("moved");
        assert_eq!(state.tier, None);
    }

    #[test]
    fn what_is_owed_for_a_child_or_by_an_agency_stays_theirs() {
        let calendar = Calendar::england_and_wales();
        let text = r#"{ "format": "procedure/1", "id": "mill", "agencies": { "pier": { "label": "Pier" } },
            "steps": [ { "id": "F1", "duties": [
              { "id": "F1.see", "kind": "meet", "scope": "child", "due": { "n": 2, "unit": "calendar-day" } },
              { "id": "F1.say", "kind": "tell", "scope": "agency", "due": { "n": 2, "unit": "calendar-day" } } ] } ],
            "tracks": [ { "id": "main", "steps": ["F1"], "closures": [ { "id": "done" } ] } ] }"#;
        let read =
            |text: &str| pack::read(text).unwrap_or_else(|faults| panic!("{faults:#?}")).into_procedure();
        let (old, new) = (read(text), read(&text.replace("\"n\": 2", "\"n\": 4")));
        let rules = |procedure| Rules::new(procedure, &"main".into(), &calendar).expect("the track");
        let child = crate::dispute::event::Child { facts: Map::new(), reference: "A".into() };
        let log = [
            (opened(&calendar, &old), moment("2026-06-05")),
            (Happening::ChildAdded { child }, moment("2026-06-05")),
        ];
        let mut state = fold(&rules(&old), log.iter().map(|(what, at)| (what, *at)));
        state.move_to_version(&rules(&old), &rules(&new), moment("2026-06-06")).expect("moved");
        assert_eq!(state.owed.len(), 2, "neither lapsed, and none is owed twice");
        let mut owed = key_and_date(&state);
        owed.sort();
        assert_eq!(owed, ["F1.say@pier by 2026-06-09", "F1.see@A by 2026-06-09"]);
    }

    #[test]
    fn a_record_that_holds_only_a_risk_is_asked_what_the_new_version_asks_of_a_risk() {
        let calendar = Calendar::england_and_wales();
        let (old, new) = (ferry(&[]), ferry(&[("risk.ring", "risk.ring-now"), ("any.visit", "any.call")]));
        let rules = |procedure| Rules::new(procedure, &"main".into(), &calendar).expect("the track");
        let at = moment("2026-06-05T10:00");
        let risk = Happening::RiskDeclared {
            by: None,
            children: Vec::new(),
            other: None,
            raising: None,
            under: Some(under(&calendar, &old, "old")),
        };
        let mut state = fold(&rules(&old), [(&risk, at)]);
        assert_eq!(state.place, None);
        state.move_to_version(&rules(&old), &rules(&new), at).expect("moved");
        let owed = key_and_date(&state);
        assert!(owed.contains(&"risk.ring-now by 2026-06-05".to_owned()), "{owed:?}");
        assert!(!owed.iter().any(|key| key.starts_with("any.call")), "nothing was opened: {owed:?}");
        state.risk = false;
        let (before, back) = (state.owed.len(), rules(&old));
        state.move_to_version(&rules(&new), &back, at).expect("moved");
        assert_eq!(state.owed.len(), before, "a danger that has ended asks nothing new");
    }

    #[test]
    fn a_new_budget_is_owed_where_it_covers_the_step() {
        let budget = |over: &str| {
            let new = format!(
                "{{\"id\":\"budget.all\",\"kind\":\"settle\",\"over\":{over},\"due\":{{\"n\":9,\"unit\":\"calendar-day\"}}}},"
            );
            let (state, _) = moved(
                &[(
                    "\"duties\":[{\"due\":{\"from\":{\"fact\":\"placed-on\"},\"n\":3",
                    &format!("\"duties\":[{new}{{\"due\":{{\"from\":{{\"fact\":\"placed-on\"}},\"n\":3"),
                )],
                &[],
            );
            key_and_date(&state).iter().any(|key| key.starts_with("budget.all"))
        };
        assert_eq!([budget("[\"F1\"]"), budget("[\"F2\"]"), budget("\"all\"")], [true, false, true]);
    }

    #[test]
    fn a_move_is_refused_before_the_beginning_after_the_end_and_to_another_procedure() {
        let calendar = Calendar::england_and_wales();
        let (old, new) = (ferry(&[]), ferry(&[("\"id\":\"ferry\"", "\"id\":\"raft\"")]));
        let rules = |procedure| Rules::new(procedure, &"main".into(), &calendar).expect("the track");
        let (from, to) = (under(&calendar, &old, "old"), under(&calendar, &old, "new"));
        let at = moment("2026-06-05T10:00");
        let code = |state: &State, procedure: &Procedure| {
            let to_rules = Rules::new(procedure, &"main".into(), &calendar).expect("the track");
            let decided = decide_version(state, &rules(&old), &to_rules, (&from, &to), at);
            decided.map(|_| ()).map_err(|why| why.iter().map(Refusal::code).collect::<Vec<_>>().join(" "))
        };
        let mut state = State::default();
        assert_eq!(code(&state, &old), Err("not-open".to_owned()));
        state.apply(&rules(&old), &opened(&calendar, &old), at);
        assert_eq!(code(&state, &new), Err("another-procedure".to_owned()));
        assert_eq!(code(&state, &old), Ok(()));
        state.apply(&rules(&old), &Happening::Closed { r#as: "resolved".into(), by: None }, at);
        assert_eq!(code(&state, &old), Err("already-closed".to_owned()));
        let mut moved = state.clone();
        moved
            .move_to_version(
                &rules(&old),
                &rules(&ferry(&[("F1.answer", "F1.reply"), ("any.visit", "any.call")])),
                at,
            )
            .expect("moved");
        assert_eq!(moved.owed.len(), state.owed.len(), "what is closed is asked nothing new");
    }

    #[test]
    fn what_is_new_and_was_brought_by_nothing_is_not_owed() {
        let renamed = [("any.chase", "any.chaser"), ("risk.ring", "risk.ring-now"), ("F2.settle", "F2.end")];
        let (state, _) = moved(&renamed, &[]);
        assert_eq!(key_and_date(&state), ["any.visit by 2026-06-08", "F1.answer by 2026-06-06T10:00"]);
        let of_another_step = ("\"id\":\"F2.settle\"", "\"id\":\"F2.end\",\"opens\":\"entered:F1\"");
        let (state, _) = moved(&[of_another_step], &[]);
        assert_eq!(key_and_date(&state).len(), 2);
    }

    /// A lesson was noted; its duty waits until the case is urgent.
    #[test]
    fn what_waits_for_its_guard_waits_on_where_the_duty_is_asked_on() {
        let mill = |duty: &str| {
            let text = r#"{ "format": "procedure/1", "id": "mill", "facts": [ { "id": "urgent", "type": "flag" } ],
                "steps": [ { "id": "F1" } ], "tracks": [ { "id": "main", "steps": ["F1"], "duties": [ DUTY ],
                "closures": [ { "id": "done" } ] } ] }"#;
            pack::read(&text.replace("DUTY", duty))
                .unwrap_or_else(|faults| panic!("{faults:#?}"))
                .into_procedure()
        };
        let waits = mill(
            r#"{ "id": "any.tell", "kind": "tell", "opens": "lesson:delay", "when": { "fact": "urgent" } }"#,
        );
        let free = mill(r#"{ "id": "any.tell", "kind": "tell", "opens": "lesson:delay" }"#);
        let none = mill("");
        let calendar = Calendar::england_and_wales();
        let at = moment("2026-06-05");
        let owed_after = |versions: &[&Procedure]| {
            let rules: Vec<Rules<'_>> = versions
                .iter()
                .map(|one| Rules::new(one, &"main".into(), &calendar).expect("the track"))
                .collect();
            let lesson = Happening::LessonNoted { kind: None, scope: "delay".into() };
            let mut state = fold(&rules[0], [(&opened(&calendar, versions[0]), at), (&lesson, at)]);
            for pair in rules.windows(2) {
                state.move_to_version(&pair[0], &pair[1], at).expect("moved");
            }
            let at_once = key_and_date(&state).len();
            let fact = crate::procedure::FactValue::Flag(true);
            let urgent = Happening::FactSet { child: None, fact: "urgent".into(), is: Some(fact) };
            state.apply(rules.last().expect("rules"), &urgent, at);
            (at_once, key_and_date(&state).len())
        };
        assert_eq!(owed_after(&[&waits, &waits]), (0, 1), "asked on, it waits on");
        assert_eq!(owed_after(&[&waits, &free]), (1, 1), "without the guard it opens at the move");
        assert_eq!(owed_after(&[&waits, &none, &waits]), (0, 0), "asked no longer, it is forgotten");

        let of_each = |scope: &str| {
            let duty = r#"{ "id": "any.tell", "kind": "tell", "opens": "lesson:delay", "scope": "SCOPE" }"#;
            mill(&duty.replace("SCOPE", scope))
        };
        let (agencies, children) = (of_each("agency"), of_each("child"));
        let rules = |procedure| Rules::new(procedure, &"main".into(), &calendar).expect("the track");
        let lesson = Happening::LessonNoted { kind: None, scope: "delay".into() };
        let mut state = fold(&rules(&agencies), [(&opened(&calendar, &agencies), at), (&lesson, at)]);
        state.move_to_version(&rules(&agencies), &rules(&children), at).expect("moved");
        let child = crate::dispute::event::Child { facts: Map::new(), reference: "A".into() };
        state.apply(&rules(&children), &Happening::ChildAdded { child }, at);
        assert_eq!(
            key_and_date(&state),
            [""; 0],
            "what was brought for agencies is not brought for children"
        );
    }

    #[test]
    fn a_step_that_the_version_does_not_have_changes_nothing() {
        let calendar = Calendar::england_and_wales();
        let (old, new) = (ferry(&[]), ferry(&[("\"F1\"", "\"F0\"")]));
        let rules = |procedure| Rules::new(procedure, &"main".into(), &calendar).expect("the track");
        let at = moment("2026-06-05T10:00");
        let mut state = fold(&rules(&old), [(&opened(&calendar, &old), at)]);
        let before = state.clone();
        let refused = state.move_to_version(&rules(&old), &rules(&new), at);
        assert_eq!((refused, &state), (Err(Anomaly::StepNotInVersion("F1".into())), &before));
        let (from, to) = (under(&calendar, &old, "old"), under(&calendar, &new, "new"));
        let decided = |to| decide_version(&state, &rules(&old), &rules(&new), (&from, to), at);
        assert_eq!(decided(&to), Err(vec![Refusal::StepNotInVersion("F1".into())]));
        assert_eq!(decided(&from).map_err(|why| why[0].code()), Err("same-version".to_owned()));
    }
}
