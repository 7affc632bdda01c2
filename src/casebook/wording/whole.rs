//! Sentences about a duty, a step, a way on, danger and the end. Each is whole: whoever shows it may
//! set its paragraph behind it.

use super::Wording;
use crate::casebook::dates::listed;
use crate::procedure::{
    Binding, ClosesFrom, Closure, Departures, Duty, Entry, Exit, LaterDate, LimitStanding, OnLeaving,
    OpeningNeed, PanelParties, Reason, RiskEffect, RoleRef, Step, Tiers, Track, Waiver,
};

impl Wording<'_> {
    /// Who acts at a step, and who answers.
    pub fn acts(self, step: &Step) -> String {
        let side = |role: &Option<RoleRef>| role.as_ref().map(|role| self.who(role));
        let acts = side(&step.raising).map(|who| format!("Acts: {who}."));
        let answers = side(&step.responding).map(|who| format!("Answers: {who}."));
        let tiers =
            (step.tiers == Tiers::Repeat).then(|| "Levels of management repeat inside the step.".to_owned());
        acts.into_iter().chain(answers).chain(tiers).collect::<Vec<_>>().join(" ")
    }

    /// Where a step leads.
    pub fn leads(self, exit: &Exit) -> String {
        let mut clauses = self.conditions(&exit.needs, &exit.requires, &exit.fields);
        clauses.extend((exit.reason == Reason::Required).then(reason_is_asked));
        if !exit.completes.is_empty() {
            let done: Vec<String> = exit.completes.iter().map(|duty| self.duty(duty)).collect();
            clauses.push(format!("it does {}", listed(&done)));
        }
        format!("Leads to {}{}.", self.destination(&exit.to), tail(&clauses))
    }

    /// Where a track begins; the first of its entries is the default.
    pub fn entry(self, n: usize, entry: &Entry) -> String {
        let mut clauses = self.conditions(&[], &entry.requires, &[]);
        clauses.extend((entry.reason == Reason::Required).then(reason_is_asked));
        let first = if n == 0 { "It begins at" } else { "It may also begin at" };
        format!("{first} {}{}.", self.step(&entry.step), tail(&clauses))
    }

    /// What opening asks for, if anything.
    pub fn opening_needs(self, track: &Track) -> Option<String> {
        let need = |need: &OpeningNeed| match need {
            OpeningNeed::Ground => "what it is about",
            OpeningNeed::Raising => "the agency that raises it",
            OpeningNeed::Other => "the other agency",
            OpeningNeed::InformalAttempt => "with whom and when it was tried informally",
        };
        let needs: Vec<String> = track.opening.needs.iter().map(|each| need(each).to_owned()).collect();
        (!needs.is_empty()).then(|| format!("To open it, say {}.", listed(&needs)))
    }

    /// Who alone may open it, if it is not everybody.
    pub fn opens(self, track: &Track) -> Option<String> {
        track.opening.by.as_ref().map(|by| format!("Only {} may open it.", self.who(by)))
    }

    /// Whether steps may be skipped.
    pub fn departures(self, track: &Track) -> &'static str {
        match track.departures {
            Departures::Never => "No step may be skipped.",
            Departures::Allowed => "A step may be skipped, with a reason.",
        }
    }

    /// What a duty asks beside the act itself: a clause each, without a full stop.
    pub fn details(self, duty: &Duty) -> Vec<String> {
        let mut said = Vec::new();
        let mut add = |clause: String| said.push(clause);
        let asks = &duty.asks;
        if let Some(route) = &asks.route {
            add(format!("Route: {route}"));
        }
        if let Some(by) = &asks.by {
            add(format!("Only {} can do it", self.who(by)));
        }
        if !asks.fields.is_empty() {
            add(format!("It asks for: {}", self.fields(&asks.fields)));
        }
        if !asks.choices.is_empty() {
            add(format!("It ends in one of: {}", self.options(&asks.choices)));
        }
        if let Some(panel) = &asks.panel {
            let all = if panel.concerned == PanelParties::EveryConcerned {
                ", each agency concerned among them"
            } else {
                ""
            };
            add(format!("At least {} agencies take part{all}", panel.min));
        }
        if !duty.after.is_empty() {
            let after: Vec<String> = duty.after.iter().map(|duty| self.duty(duty)).collect();
            add(format!("Only once {} is done", listed(&after)));
        }
        if let Some(due) = &duty.due {
            if due.standing == LimitStanding::Reminder {
                add("The document gives no number: the date is a reminder".to_owned());
            }
            if duty.agree == LaterDate::WithReason {
                add("A later date may be agreed, with a reason".to_owned());
            }
        }
        if let Some(budget) = &duty.budget {
            let over = match &budget.over {
                None => "all steps".to_owned(),
                Some(steps) => listed(&steps.iter().map(|step| self.step(step)).collect::<Vec<_>>()),
            };
            let binds =
                if budget.binding == Binding::Tightens { "shortens their dates" } else { "shortens no date" };
            add(format!("One clock over {over}; it {binds}"));
        }
        if duty.waiver == Waiver::WithReason {
            add("It may be waived with a reason".to_owned());
        }
        if duty.on_leaving == OnLeaving::Lapses {
            add("It ends when the step is left".to_owned());
        }
        said
    }

    /// What a declared danger does to the steps.
    pub fn danger(self, track: &Track) -> String {
        match &track.risk.effect {
            RiskEffect::Stays => "The step stays as it is.".to_owned(),
            RiskEffect::Jumps(step) => format!("It goes to {} at once.", self.step(step)),
            RiskEffect::LeavesLadder => "The steps wait until the danger has ended.".to_owned(),
        }
    }

    /// When it is resolved.
    pub fn resolved(self, track: &Track) -> String {
        let resolve = &track.resolve;
        let mut clauses = self.conditions(&resolve.needs, &[], &[]);
        clauses.extend(resolve.by.as_ref().map(|by| format!("only {} may say so", self.who(by))));
        if !resolve.outcomes.is_empty() {
            clauses.push(format!("with one of: {}", self.options(&resolve.outcomes)));
        }
        format!("It is resolved when it is said to be{}.", tail(&clauses))
    }

    /// How it may be closed.
    pub fn closed(self, closure: &Closure) -> String {
        let from = match closure.from {
            ClosesFrom::Resolved => "once it is resolved",
            ClosesFrom::Open => "while it is open",
            ClosesFrom::Either => "while it is open or once it is resolved",
        };
        let mut clauses = vec![from.to_owned()];
        if !closure.at.is_empty() {
            let steps: Vec<String> = closure.at.iter().map(|step| self.step(step)).collect();
            clauses.push(format!("only at {}", listed(&steps)));
        }
        clauses.extend(self.conditions(&closure.needs, &closure.requires, &[]));
        clauses.extend(closure.by.as_ref().map(|by| format!("only by {}", self.who(by))));
        clauses.extend((closure.reason == Reason::Required).then(reason_is_asked));
        format!("Closed as “{}”: {}.", closure.label, clauses.join("; "))
    }
}

fn reason_is_asked() -> String {
    "a reason is asked".to_owned()
}

fn tail(clauses: &[String]) -> String {
    if clauses.is_empty() { String::new() } else { format!("; {}", clauses.join("; ")) }
}
