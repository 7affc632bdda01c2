//! What may be said of one duty: done, not answered, another date, waived, owed afresh.

use super::super::answers::instance;
use super::super::asks::{self, ask, choice, hinted, preset, words};
use super::super::begin::action;
use super::super::blank::blank_done;
use super::Offers;
use crate::calendar::Due;
use crate::casebook::dates::long_due;
use crate::casebook::show::duties::{clock_at, standing};
use crate::casebook::show::sight::Sight;
use crate::casebook::show::timeline::{duty as duty_text, spaced};
use crate::casebook::views::{Action, ActionKind, Ask, AskKind, Clock, DateStanding, Need, Whose};
use crate::dispute::command::Command;
use crate::dispute::due;
use crate::dispute::event::Instance;
use crate::dispute::state::Owed;
use crate::procedure::{Asks, Duty, DutyKind, LaterDate, PanelParties, Reason, Waiver};
use crate::words::forms;

impl Offers<'_> {
    pub(super) fn duties(&mut self) {
        let owed: Vec<&Owed> = self.sight.state.owed.iter().collect();
        for owed in &owed {
            let key = owed.key();
            let latest = self.sight.state.latest(&owed.duty, &owed.subject);
            if !latest.is_some_and(|latest| std::ptr::eq(latest, *owed)) {
                continue;
            }
            let Some(home) = self.sight.rules.home(&owed.duty) else { continue };
            let Some(instance) = instance(&self.sight, &key) else { continue };
            let text = duty_text(&self.sight, &instance);
            let about = |action: Action| Action { duty: Some(key.clone()), ..action };
            if owed.is_outstanding() {
                if is_done_by_hand(&self.sight, home.duty) {
                    let form = self.done_asks(home.duty, owed);
                    let title = forms::done(&text);
                    let done = action(&format!("done:{key}"), ActionKind::Done, &title, None, form);
                    self.offer(about(done), Command::Done(blank_done(&instance)));
                }
                self.no_answer(home.duty, owed, &text);
                self.agree(home.duty, owed, &instance, &text);
                if home.duty.waiver == Waiver::WithReason {
                    let form = vec![asks::reason(Reason::Required)];
                    let title = forms::waive(&text);
                    let waive = action(&format!("waive:{key}"), ActionKind::Waive, &title, None, form);
                    self.offer(about(waive), Command::Waive { instance, reason: None });
                }
            } else {
                let form = vec![asks::reason(Reason::Required)];
                let title = forms::again(&text);
                let again = action(&format!("again:{key}"), ActionKind::Again, &title, None, form);
                self.offer(about(again), Command::Again { instance, reason: None });
            }
        }
    }

    fn agree(&mut self, duty: &Duty, owed: &Owed, instance: &Instance, text: &str) {
        // Nobody agrees on a day for what is owed at once.
        if duty.due.as_ref().is_some_and(|due| standing(due) == DateStanding::AtOnce) {
            return;
        }
        let limit = due::limit(self.sight.rules, self.sight.state, owed).by;
        let later = match (duty.agree, limit) {
            (_, None) => forms::ANY_DATE.to_owned(),
            (LaterDate::Refuse, Some(by)) => forms::or_earlier(&long_due(by)),
            (LaterDate::WithReason, Some(by)) => forms::reason_after(&long_due(by)),
        };
        let kind = if matches!(limit, Some(Due::At(_))) { AskKind::DateTime } else { AskKind::Date };
        let form = vec![
            hinted(ask("date", forms::BY_WHEN, kind, Need::Required), later),
            words("with", AskKind::Line, Need::Optional),
            asks::reason(Reason::Free),
        ];
        let key = owed.key();
        let title = forms::agree(text);
        let agree = action(&format!("agree:{key}"), ActionKind::AgreeDate, &title, None, form);
        let date = limit.unwrap_or(Due::On(self.sight.now.date()));
        let blank = Command::AgreeDate { instance: instance.clone(), date, reason: None, with: None };
        self.offer(Action { duty: Some(key), ..agree }, blank);
    }

    /// What they owe, or what takes both, and no answer when it is time: said in two taps, with the time. Without a date it
    /// is not time on the day on which it began, nor ever for a record that they keep for themselves.
    fn no_answer(&mut self, duty: &Duty, owed: &Owed, text: &str) {
        let owner = self.sight.asked(duty.owner.as_ref(), &owed.subject);
        let by = due::counted(self.sight.rules, self.sight.state, owed).by;
        let waits = match clock_at(self.sight.rules.calendar, self.sight.now, by, None) {
            Clock::Left(_) => true,
            Clock::NoDate => duty.kind == DutyKind::Record || owed.opened.date() == self.sight.now.date(),
            _ => false,
        };
        let is_theirs = self.sight.whose(owner.as_ref(), &owed.subject) == Whose::Theirs;
        if waits || !(is_theirs || duty.kind == DutyKind::Settle) {
            return;
        }
        let form = vec![preset(asks::reason(Reason::Required), Some(forms::NO_ANSWER_YET.to_owned()))];
        let key = owed.key();
        let title = forms::no_answer(text);
        let explain = Some(forms::NO_ANSWER_EXPLAINED.to_owned());
        let delay = action(&format!("delay:{key}"), ActionKind::Delay, &title, explain, form);
        let blank = Command::Delay { reason: None, duty: Some(owed.duty.clone()) };
        self.offer(Action { duty: Some(key), ..delay }, blank);
    }

    fn done_asks(&self, duty: &Duty, owed: &Owed) -> Vec<Ask> {
        let mut form = Vec::new();
        if let Some(role) = self.sight.asked(duty.asks.by.as_ref(), &owed.subject) {
            form.push(asks::by(&self.sight, &role));
        }
        if let Some(route) = &duty.asks.route {
            let asked = spaced(route);
            let ways = vec![choice(route, &asked), choice("other", forms::ANOTHER_WAY)];
            let route = ask("route", forms::HOW_IT_WENT, AskKind::One(ways), Need::Required);
            form.push(hinted(route, forms::route_asked(&asked)));
        }
        if !duty.asks.choices.is_empty() {
            let choices = duty.asks.choices.iter().map(|one| choice(one, &spaced(one))).collect();
            form.push(ask("choice", forms::WHAT_WAS_DECIDED, AskKind::One(choices), Need::Required));
        }
        form.extend(duty.asks.fields.iter().map(asks::field));
        if let Some(panel) = &duty.asks.panel {
            let agencies = asks::agencies(self.sight.rules.procedure);
            let who = ask("agencies", forms::WHICH_AGENCIES_SAT, AskKind::Many(agencies), Need::Required);
            let least = match panel.concerned {
                PanelParties::Anyone => forms::panel_of(panel.min),
                PanelParties::EveryConcerned => forms::panel_of_each(panel.min),
            };
            form.push(hinted(who, least));
        }
        let in_hours = matches!(due::counted(self.sight.rules, self.sight.state, owed).by, Some(Due::At(_)));
        form.push(if in_hours { asks::happened_at() } else { asks::happened_on(&self.sight) });
        form
    }
}

/// Whether people say that it is done. A clock ends by resolving or going on; "done" would be taken
/// for "resolved". It is offered all the same where something waits for it or it asks something.
fn is_done_by_hand(sight: &Sight<'_>, duty: &Duty) -> bool {
    let (rules, id) = (sight.rules, &duty.id);
    let exits = || rules.procedure.steps.iter().flat_map(|step| &step.exits);
    duty.kind != DutyKind::Settle
        || duty.asks != Asks::default()
        || exits().any(|exit| exit.needs.contains(id))
        || rules.track.closures.iter().any(|closure| closure.needs.contains(id))
        || rules.track.resolve.needs.contains(id)
        || rules.duties().any(|other| other.after.contains(id))
}
