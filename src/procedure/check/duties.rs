//! Duties, and the steps and exits that bear them.

use super::Check;
use super::guards::{conditions, guard, role};
use crate::json::slips::meant;
use crate::ordered::Index;
use crate::procedure::{
    Anchor, Duty, DutyId, DutyKind, FactKind, Field, OnLeaving, Panel, Step, StepId, Trigger,
};

/// What a duty belongs to.
#[derive(Clone, Copy)]
pub(super) enum Home<'h> {
    Step(&'h Step),
    Track,
}

/// The pool of steps.
pub(super) fn of_steps(check: &mut Check<'_>) {
    for (index, step) in check.procedure.steps.iter().enumerate() {
        let path = format!("steps[{index}]");
        role(check, &format!("{path}.raising"), step.raising.as_ref());
        role(check, &format!("{path}.responding"), step.responding.as_ref());
        duties(check, &path, &step.duties, Home::Step(step));
        exits(check, &path, step);
    }
}

fn exits(check: &mut Check<'_>, path: &str, step: &Step) {
    let targets = Index::of(step.exits.iter().map(|exit| exit.to.as_str()).collect());
    for (index, exit) in step.exits.iter().enumerate() {
        let path = format!("{path}.exits[{index}]");
        check.step(&format!("{path}.to"), &exit.to);
        check.duty_list(&format!("{path}.needs"), &exit.needs);
        check.duty_list(&format!("{path}.completes"), &exit.completes);
        conditions(check, &path, &exit.requires);
        fields(check, &path, &exit.fields);
        if !targets.is_nth(index, 0) {
            check.notice(
                &path,
                format!("Another exit leads to `{}` already; only the first counts.", exit.to),
            );
        }
    }
}

/// The duties of a step or a track.
pub(super) fn duties(check: &mut Check<'_>, path: &str, duties: &[Duty], home: Home<'_>) {
    for (index, duty) in duties.iter().enumerate() {
        self::duty(check, &format!("{path}.duties[{index}]"), duty, home);
    }
}

fn duty(check: &mut Check<'_>, path: &str, duty: &Duty, home: Home<'_>) {
    role(check, &format!("{path}.owner"), duty.owner.as_ref());
    role(check, &format!("{path}.to"), duty.to.as_ref());
    role(check, &format!("{path}.by"), duty.asks.by.as_ref());
    let opens = format!("{path}.opens");
    for trigger in &duty.opens {
        self::trigger(check, &opens, trigger, home);
    }
    if let Some(when) = &duty.when {
        guard(check, &format!("{path}.when"), when);
    }
    if let Some(Anchor::Fact(id)) = duty.due.as_ref().map(|due| &due.from)
        && let Some(fact) = check.fact(&format!("{path}.due.from.fact"), id)
        && !matches!(fact.kind, FactKind::Date | FactKind::DateTime)
    {
        let what = format!("`{id}` is no date; count from a date or date-time fact.");
        check.fault(&format!("{path}.due.from.fact"), what);
    }
    fields(check, path, &duty.asks.fields);
    let choices = duty.asks.choices.iter().map(String::as_str).collect();
    check.no_twins(&format!("{path}.choices"), "choice", choices);
    if let Some(panel) = &duty.asks.panel {
        self::panel(check, &format!("{path}.panel"), panel);
    }
    check.duty_list(&format!("{path}.after"), &duty.after);
    budget(check, path, duty, home);
}

fn trigger(check: &mut Check<'_>, path: &str, trigger: &Trigger, home: Home<'_>) {
    match trigger {
        Trigger::Entered(step) | Trigger::Left(step) => {
            let known = check.step(path, step).is_some();
            if let Home::Step(own) = home
                && known
                && own.id != *step
            {
                never_seen(check, path, &format!("`{step}` is entered or left"), &own.id);
            }
        }
        Trigger::Opened => {
            if let Home::Step(own) = home {
                never_seen(check, path, "`opened` fires", &own.id);
            }
        }
        Trigger::Lesson(scope) => {
            let rules = check.procedure.lessons.as_ref();
            let scopes = rules.map_or(&[][..], |rules| &rules.scopes);
            if !scopes.is_empty() && !scopes.contains(scope) {
                let meant = meant(scope, scopes.iter().map(String::as_str));
                check.unknown(path, scope, "lesson's scope", meant);
            }
        }
        Trigger::Fact(fact) => {
            check.fact(path, fact);
        }
        Trigger::Done(duty, Some(choice)) => check.choice(path, duty, choice),
        Trigger::Done(duty, None) | Trigger::Overdue(duty) => {
            check.duty(path, duty);
        }
        Trigger::Resolved | Trigger::Closed | Trigger::Risk => {}
    }
}

/// A step's own duty opens only while the step is current.
fn never_seen(check: &mut Check<'_>, path: &str, event: &str, step: &StepId) {
    check.notice(
        path,
        format!(
            "When {event}, `{step}` is not the current step, so this trigger never opens its duty; leave \
             the trigger out, or move the duty to the track."
        ),
    );
}

fn fields(check: &mut Check<'_>, path: &str, fields: &[Field]) {
    let ids = fields.iter().map(|field| field.id.as_str()).collect();
    check.no_twins(&format!("{path}.fields"), "field", ids);
}

fn panel(check: &mut Check<'_>, path: &str, panel: &Panel) {
    let all = check.procedure.agencies.len();
    if panel.min > all {
        check.fault(
            path,
            format!("`min` asks for {} agencies and the pack has {all}; ask for fewer.", panel.min),
        );
    }
}

fn budget(check: &mut Check<'_>, path: &str, duty: &Duty, home: Home<'_>) {
    let is_settle = duty.kind == DutyKind::Settle;
    match (&duty.budget, home) {
        (Some(_), Home::Step(_)) => check.fault(
            &format!("{path}.over"),
            "A step's duty cannot run over several steps; move it to the track, or leave `over` out.",
        ),
        (Some(budget), Home::Track) => {
            let over = format!("{path}.over");
            check.step_list(&over, budget.over.as_deref().unwrap_or_default());
            if !is_settle {
                check.fault(&over, "Only a duty of kind settle runs over steps; write that kind.");
            }
        }
        (None, Home::Track) if is_settle => check.fault(
            path,
            "A track's duty of kind settle is one clock over several steps; add `over`: \"all\" or the steps.",
        ),
        (None, _) => {}
    }
    if matches!(home, Home::Track) && duty.on_leaving == OnLeaving::Lapses {
        check.notice(&format!("{path}.lapses"), "A track's duty belongs to no step, so it never lapses.");
    }
}

/// Whether a duty opens without any other duty before it.
pub(super) fn opens_by_itself(duty: &Duty) -> bool {
    duty.opens.is_empty() || duty.opens.iter().any(|trigger| cause(trigger).is_none())
}

/// The duty whose end or lateness is the trigger.
pub(super) fn cause(trigger: &Trigger) -> Option<&DutyId> {
    match trigger {
        Trigger::Done(duty, _) | Trigger::Overdue(duty) => Some(duty),
        _ => None,
    }
}
