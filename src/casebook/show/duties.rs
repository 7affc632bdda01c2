//! Duties as lines: outstanding ones by date, then the ended, newest first.

use std::cmp::Reverse;

use super::sight::Sight;
use super::whole::Seen;
use super::{guide, why};
use crate::calendar::{Calendar, Due, Moment, Unit};
use crate::casebook::views::{Basis, Clock, DateStanding, DutyLine, DutyState, Span};
use crate::dispute::event::Happening;
use crate::dispute::state::{self, Counted, Ending, Owed, Subject};
use crate::dispute::{Home, due};
use crate::ordered::by_key;
use crate::procedure::{Deadline, DutyKind, LimitStanding};

/// Every duty that has opened.
pub fn lines(sight: &Sight<'_>) -> Vec<DutyLine> {
    let mut lines: Vec<DutyLine> =
        sight.state.owed.iter().rev().filter_map(|owed| line(sight, owed)).collect();
    // An ended instance of which a later one exists tells nothing that the timeline does not.
    let mut seen: Vec<String> = Vec::new();
    lines.retain(|line| {
        let latest = !seen.contains(&line.key);
        seen.push(line.key.clone());
        latest
    });
    by_key(&mut lines, |line| (place(line), Reverse(ended_at(&line.state))));
    lines
}

/// When it was last written down that no answer has come: of what is still owed, and since it is.
pub fn looked(seen: &Seen<'_>, lines: &[DutyLine]) -> Vec<(String, Moment)> {
    let entries = || seen.weighed.counting.iter().rev().map(|place| seen.history.placed[*place]);
    // An entry names the duty and not about whom: of one that is owed once for each, nobody knows which.
    let owed = lines.iter().filter(|line| line.state == DutyState::Outstanding && line.subject.is_none());
    let last = owed.filter_map(|line| {
        let at = entries().find_map(|event| match &event.entry.happening {
            Happening::DelayNoted { duty: Some(duty) } if duty.as_str() == line.key => {
                Some(Moment::from_utc(event.entry.at.naive_utc()))
            }
            _ => None,
        });
        at.filter(|at| *at >= line.opened).map(|at| (line.key.clone(), at))
    });
    last.collect()
}

/// Outstanding first: what is owed at once, then by date; those without a date after them, the newest first, for they
/// are of this step; the ended last.
fn place(line: &DutyLine) -> (u8, Option<Moment>, Reverse<Moment>) {
    match (line.state, line.by) {
        (DutyState::Outstanding, Some(by)) => {
            (u8::from(line.clock != Clock::AtOnce), Some(by.rank()), Reverse(line.opened))
        }
        (DutyState::Outstanding, None) => (2, None, Reverse(line.opened)),
        _ => (3, None, Reverse(Moment::from(chrono::NaiveDate::MIN))),
    }
}

fn ended_at(state: &DutyState) -> Option<Moment> {
    match state {
        DutyState::Outstanding => None,
        DutyState::Done(at) | DutyState::DoneLate(at) | DutyState::Waived(at) | DutyState::Lapsed(at) => {
            Some(at.moment())
        }
    }
}

fn line(sight: &Sight<'_>, owed: &Owed) -> Option<DutyLine> {
    let home = sight.home(&owed.duty)?;
    let duty = home.duty;
    let counted = due::counted(sight.rules, sight.state, owed);
    let role = |role| sight.asked(role, &owed.subject);
    let owner = role(duty.owner.as_ref());
    let to = role(duty.to.as_ref());
    let standing = duty.due.as_ref().map(standing);
    Some(DutyLine {
        key: owed.key(),
        text: duty.text.clone().unwrap_or_else(|| duty.id.to_string()),
        kind: duty.kind.word(),
        subject: match &owed.subject {
            Subject::Case => None,
            Subject::Child(reference) => Some(reference.clone()),
            Subject::Agency(agency) => Some(sight.agency(agency)),
        },
        owner: owner.as_ref().map(|owner| sight.role(owner)),
        whose: sight.whose(owner.as_ref(), &owed.subject),
        to: to.as_ref().map(|to| sight.recipient(to, &owed.subject)),
        route: duty.asks.route.clone(),
        force: duty.force.clone(),
        paragraph: duty.source.as_ref().map(|source| source.at.clone()),
        rule: duty.source.as_ref().map(|source| source.rules.join(", ")),
        step: home.step.map(|step| step.id.to_string()),
        span: span(home),
        opened: owed.opened,
        by: counted.by,
        basis: basis(sight, &counted),
        standing,
        remind_by: due::remind_by(sight.rules, &counted).filter(|_| standing != Some(DateStanding::AtOnce)),
        state: ended(owed),
        clock: clock(sight, owed, counted.by, standing),
        readings: why::readings(sight, home, &counted),
        guidance: guide::guidance_for(&sight.rules.procedure.about, duty.id.as_str()),
        why: why::why(sight, home, owed, &counted),
        actions: Vec::new(),
    })
}

fn span(home: Home<'_>) -> Span {
    match (home.is_budget(), home.duty.kind, home.step) {
        (true, ..) => Span::Budget,
        (false, DutyKind::Settle, Some(_)) => Span::StepClock,
        _ => Span::Task,
    }
}

fn basis(sight: &Sight<'_>, counted: &Counted) -> Option<Basis> {
    match &counted.basis {
        state::Basis::Nothing => None,
        state::Basis::Own => Some(Basis::Own),
        state::Basis::Agreed => Some(Basis::Agreed),
        state::Basis::Budget(duty) => {
            let text = sight.rules.home(duty).and_then(|home| home.duty.text.clone());
            Some(Basis::Budget(text.unwrap_or_else(|| duty.to_string())))
        }
    }
}

fn ended(owed: &Owed) -> DutyState {
    let Some(ended) = &owed.ended else { return DutyState::Outstanding };
    match ended.how {
        Ending::Done => DutyState::Done(ended.at),
        Ending::DoneLate => DutyState::DoneLate(ended.at),
        Ending::Waived => DutyState::Waived(ended.at),
        Ending::Lapsed => DutyState::Lapsed(ended.at),
    }
}

/// What a child's safety waits for has no number of days, and none is counted.
pub fn standing(deadline: &Deadline) -> DateStanding {
    match (deadline.limit.unit, deadline.standing) {
        (Unit::Now, _) => DateStanding::AtOnce,
        (_, LimitStanding::Source) => DateStanding::Source,
        (_, LimitStanding::Reminder) => DateStanding::Reminder,
    }
}

fn clock(sight: &Sight<'_>, owed: &Owed, by: Option<Due>, standing: Option<DateStanding>) -> Clock {
    if owed.is_outstanding() { clock_at(sight.rules.calendar, sight.now, by, standing) } else { Clock::Ended }
}

/// The date of what is outstanding, against now.
pub fn clock_at(calendar: &Calendar, now: Moment, by: Option<Due>, standing: Option<DateStanding>) -> Clock {
    let Some(by) = by else { return Clock::NoDate };
    if standing == Some(DateStanding::AtOnce) {
        return Clock::AtOnce;
    }
    let (today, day) = (now.date(), by.date());
    let between = |from, to| calendar.working_days_between(from, to).try_into().unwrap_or(u32::MAX);
    if by.has_passed(now) {
        Clock::Overdue(between(day, today))
    } else if day == today {
        Clock::Today
    } else {
        Clock::Left(between(today, day))
    }
}
