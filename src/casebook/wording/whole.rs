//! Sentences about a duty, a step, a way on, danger and the end. Each is whole: whoever shows it may
//! set its paragraph behind it.

use super::Wording;
use crate::casebook::dates::listed;
use crate::procedure::{
    Binding, ClosesFrom, Closure, Departures, Duty, Entry, Exit, LaterDate, LimitStanding, OnLeaving,
    OpeningNeed, PanelParties, Reason, RiskEffect, RoleRef, Step, Tiers, Track, Waiver,
};
use crate::words::wording as words;

impl Wording<'_> {
    /// Who acts at a step, and who answers.
    pub fn acts(self, step: &Step) -> String {
        let side = |role: &Option<RoleRef>| role.as_ref().map(|role| self.who(role));
        let acts = side(&step.raising).map(|who| words::acts(&who));
        let answers = side(&step.responding).map(|who| words::answers(&who));
        let tiers = (step.tiers == Tiers::Repeat).then(|| words::LEVELS.to_owned());
        acts.into_iter().chain(answers).chain(tiers).collect::<Vec<_>>().join(" ")
    }

    /// Where a step leads.
    pub fn leads(self, exit: &Exit) -> String {
        let mut clauses = self.conditions(&exit.needs, &exit.requires, &exit.fields);
        clauses.extend((exit.reason == Reason::Required).then(reason_is_asked));
        if !exit.completes.is_empty() {
            let done: Vec<String> = exit.completes.iter().map(|duty| self.duty(duty)).collect();
            clauses.push(words::does(&listed(&done)));
        }
        words::leads(&self.destination(&exit.to), &tail(&clauses))
    }

    /// Where a track begins; the first of its entries is the default.
    pub fn entry(self, n: usize, entry: &Entry) -> String {
        let mut clauses = self.conditions(&[], &entry.requires, &[]);
        clauses.extend((entry.reason == Reason::Required).then(reason_is_asked));
        let begins = if n == 0 { words::begins } else { words::may_begin };
        begins(&self.step(&entry.step), &tail(&clauses))
    }

    /// What opening asks for, if anything.
    pub fn opening_needs(self, track: &Track) -> Option<String> {
        let need = |need: &OpeningNeed| match need {
            OpeningNeed::Ground => words::WHAT_ABOUT,
            OpeningNeed::Raising => words::RAISING,
            OpeningNeed::Other => words::OTHER,
            OpeningNeed::InformalAttempt => words::ATTEMPT,
        };
        let needs: Vec<String> = track.opening.needs.iter().map(|each| need(each).to_owned()).collect();
        (!needs.is_empty()).then(|| words::to_open(&listed(&needs)))
    }

    /// Who alone may open it, if it is not everybody.
    pub fn opens(self, track: &Track) -> Option<String> {
        track.opening.by.as_ref().map(|by| words::only_may_open(&self.who(by)))
    }

    /// Whether steps may be skipped.
    pub fn departures(self, track: &Track) -> &'static str {
        match track.departures {
            Departures::Never => words::NO_SKIPPING.said(),
            Departures::Allowed => words::SKIPPING.said(),
        }
    }

    /// What a duty asks beside the act itself: a clause each, without a full stop.
    pub fn details(self, duty: &Duty) -> Vec<String> {
        let mut said = Vec::new();
        let mut add = |clause: String| said.push(clause);
        let asks = &duty.asks;
        if let Some(route) = &asks.route {
            add(words::route(route));
        }
        if let Some(by) = &asks.by {
            add(words::only_can(&self.who(by)));
        }
        if !asks.fields.is_empty() {
            add(words::it_asks_for(&self.fields(&asks.fields)));
        }
        if !asks.choices.is_empty() {
            add(words::ends_in(&self.options(&asks.choices)));
        }
        if let Some(panel) = &asks.panel {
            let least = panel.min;
            add(match panel.concerned {
                PanelParties::EveryConcerned => words::panel_of_each(least),
                PanelParties::Anyone => words::panel(least),
            });
        }
        if !duty.after.is_empty() {
            let after: Vec<String> = duty.after.iter().map(|duty| self.duty(duty)).collect();
            add(words::only_once(&listed(&after)));
        }
        if let Some(due) = &duty.due {
            if due.standing == LimitStanding::Reminder {
                add(words::A_REMINDER.to_owned());
            }
            if duty.agree == LaterDate::WithReason {
                add(words::LATER_WITH_REASON.to_owned());
            }
        }
        if let Some(budget) = &duty.budget {
            let over = match &budget.over {
                None => words::ALL_STEPS.to_owned(),
                Some(steps) => listed(&steps.iter().map(|step| self.step(step)).collect::<Vec<_>>()),
            };
            let how = if budget.binding == Binding::Tightens { "tightens" } else { "" };
            add(words::one_clock(how, &over));
        }
        if duty.waiver == Waiver::WithReason {
            add(words::MAY_BE_WAIVED.to_owned());
        }
        if duty.on_leaving == OnLeaving::Lapses {
            add(words::LAPSES.to_owned());
        }
        said
    }

    /// What a declared danger does to the steps.
    pub fn danger(self, track: &Track) -> String {
        match &track.risk.effect {
            RiskEffect::Stays => words::DANGER_STAYS.to_owned(),
            RiskEffect::Jumps(step) => words::danger_jumps(&self.step(step)),
            RiskEffect::LeavesLadder => words::DANGER_WAITS.to_owned(),
        }
    }

    /// When it is resolved.
    pub fn resolved(self, track: &Track) -> String {
        let resolve = &track.resolve;
        let mut clauses = self.conditions(&resolve.needs, &[], &[]);
        clauses.extend(resolve.by.as_ref().map(|by| words::only_may_say(&self.who(by))));
        if !resolve.outcomes.is_empty() {
            clauses.push(words::with_one_of(&self.options(&resolve.outcomes)));
        }
        words::resolved(&tail(&clauses))
    }

    /// How it may be closed.
    pub fn closed(self, closure: &Closure) -> String {
        let from = match closure.from {
            ClosesFrom::Resolved => words::ONCE_RESOLVED,
            ClosesFrom::Open => words::WHILE_OPEN,
            ClosesFrom::Either => words::OPEN_OR_RESOLVED,
        };
        let mut clauses = vec![from.to_owned()];
        if !closure.at.is_empty() {
            let steps: Vec<String> = closure.at.iter().map(|step| self.step(step)).collect();
            clauses.push(words::only_at(&listed(&steps)));
        }
        clauses.extend(self.conditions(&closure.needs, &closure.requires, &[]));
        clauses.extend(closure.by.as_ref().map(|by| words::only_by(&self.who(by))));
        clauses.extend((closure.reason == Reason::Required).then(reason_is_asked));
        words::closed(&closure.label, &clauses.join("; "))
    }
}

fn reason_is_asked() -> String {
    words::REASON_ASKED.to_owned()
}

fn tail(clauses: &[String]) -> String {
    if clauses.is_empty() { String::new() } else { ["; ", &clauses.join("; ")].concat() }
}
