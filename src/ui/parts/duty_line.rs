//! The duty line: what, who owes it to whom, by when, on whose authority. The same everywhere.

use super::days::why_this_date;
use super::folded::folded;
use super::guidance::{folded_guidance, guidance, readings, to_send};
use super::ring::ring;
use crate::casebook::views::{Clock, DateStanding, DutyLine, DutyState, Span, Whose};
use crate::ui::element::{El, View, all, div, li, or_nothing, p, span};
use crate::ui::words::contacts;
use crate::ui::words::dates;
use crate::ui::words::dispute as words;
use crate::ui::words::home;

/// A duty; `after` stands below it: its action, or the dispute it belongs to.
pub fn duty_line(line: &DutyLine, after: View) -> El {
    let is_open = line.state == DutyState::Outstanding && line.clock == Clock::NoDate;
    let no_day = is_open.then_some(words::NO_DAY);
    li().class("duty")
        .child(p().class("what").text(&line.what()))
        .child(date(line))
        .child(p().class("soft").text(&authority(line)).maybe(no_day.map(|say| span().text(" ").text(say))))
        .maybe(line.route.as_ref().map(|route| p().class("soft").text(&words::by_route(route))))
        .maybe(ring_first(line))
        .child(says(line))
        .maybe(remind(line))
        .child(after)
}

/// Where a number is kept of whoever it goes to: ring, then write.
fn ring_first(line: &DutyLine) -> Option<El> {
    let to = line.to.as_ref().filter(|_| line.state == DutyState::Outstanding)?;
    Some(p().child(ring("button second", &contacts::ring_first(&to.label), to.number.as_ref()?)))
}

/// What they owe, or what takes both, on its day and after it: the words that remind them.
fn remind(line: &DutyLine) -> Option<El> {
    let is_time = matches!(line.clock, Clock::Today | Clock::Overdue(_));
    let is_awaited = match line.span {
        Span::Task => line.whose == Whose::Theirs,
        Span::StepClock => true,
        Span::Budget => false,
    };
    let by = line.by.filter(|_| is_time && is_awaited)?;
    // A date of ours rests on no paragraph.
    let paragraph = line.paragraph.as_ref().filter(|_| line.standing == Some(DateStanding::Source));
    let at = paragraph.map(|at| [" (", &words::in_paragraph(at), ")"].concat());
    let (at, by) = (at.unwrap_or_default(), dates::due(by));
    let text = match line.span {
        Span::StepClock => words::settle_text(&by, &at),
        Span::Task | Span::Budget => words::remind_text(&line.text, &at, &by),
    };
    Some(folded(words::REMIND, div().child(to_send(&text))))
}

/// Why the date is what it is, or how the procedure's words are read where there is no date; and what is
/// good to know. Each opens on demand.
fn says(line: &DutyLine) -> View {
    if let Some(why) = &line.why {
        return all(vec![why_this_date(line, why), folded_guidance(&line.guidance)]);
    }
    if line.readings.is_empty() {
        return folded_guidance(&line.guidance);
    }
    let inside = div().child(guidance(&line.guidance)).child(readings(&line.readings));
    folded(words::SAYS, inside).view()
}

/// By when, and how much is left; how it ended once it has.
pub fn date(line: &DutyLine) -> View {
    let ended = words::duty_state(line.state, line.span)
        .map(|(words, class)| p().class(&["by ", class].concat()).text(&words));
    let by = dates::by_when(line).map(|say| p().class(&["by ", class_of(line.clock)].concat()).text(&say));
    let reminder =
        (line.standing == Some(DateStanding::Reminder)).then(|| p().class("soft").text(words::REMINDER));
    all(vec![or_nothing(ended), or_nothing(by), or_nothing(reminder)])
}

/// The colour of a date against now; the words beside it say the same.
fn class_of(clock: Clock) -> &'static str {
    match clock {
        Clock::Overdue(_) | Clock::AtOnce => "overdue",
        Clock::Today | Clock::Left(0 | 1) => "soon",
        Clock::Left(_) => "",
        Clock::NoDate | Clock::Ended => "soft",
    }
}

/// "Your side: Worker, to Supervisor. Paragraph 2.5: “must”."
fn authority(line: &DutyLine) -> String {
    let to = line.to.as_ref().map(|to| match &to.email {
        Some(email) => [&to.label, " <", email, ">"].concat(),
        None => to.label.clone(),
    });
    words::authority(
        home::whose(line.whose),
        line.owner.as_deref(),
        to.as_deref(),
        line.force.as_deref(),
        line.paragraph.as_deref(),
    )
}
