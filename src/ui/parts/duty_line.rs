//! The duty line: what, who owes it to whom, by when, on whose authority. The same everywhere.

use leptos::prelude::*;

use super::days::why_this_date;
use crate::casebook::views::{Clock, DateStanding, DutyLine};
use crate::ui::words::dates;
use crate::ui::words::dispute as words;
use crate::ui::words::home;

/// A duty; `after` stands below it: its action, or the dispute it belongs to.
pub fn duty_line(line: &DutyLine, after: AnyView) -> AnyView {
    let what = match &line.subject {
        Some(subject) => [&line.text, ": ", subject].concat(),
        None => line.text.clone(),
    };
    view! {
        <li class="duty">
            <p class="what">{what}</p>
            {date(line)}
            <p class="soft">{authority(line)}</p>
            {line.route.as_ref().map(|route| view! { <p class="soft">{words::by_route(route)}</p> })}
            {line.why.as_ref().map(|why| why_this_date(line, why))}
            {after}
        </li>
    }
    .into_any()
}

/// By when, and how much is left; how it ended once it has.
pub fn date(line: &DutyLine) -> AnyView {
    let ended = words::duty_state(line.state, line.span)
        .map(|(words, class)| view! { <p class=format!("by {class}")>{words}</p> });
    let by = line.by.map(|due| {
        let left = dates::clock(line.clock).map(|left| [", ", &left].concat());
        let class = ["by ", class_of(line.clock)].concat();
        view! { <p class=class>{words::by(&dates::due(due))}{left}</p> }
    });
    let reminder = (line.standing == Some(DateStanding::Reminder))
        .then(|| view! { <p class="soft">{words::REMINDER}</p> });
    view! {
        {ended}
        {by}
        {reminder}
    }
    .into_any()
}

/// The colour of a date against now; the words beside it say the same.
fn class_of(clock: Clock) -> &'static str {
    match clock {
        Clock::Overdue(_) => "overdue",
        Clock::Today | Clock::Left(0 | 1) => "soon",
        Clock::Left(_) => "",
        Clock::NoDate | Clock::Ended => "soft",
    }
}

/// "Your side: Worker, to Supervisor. Must, paragraph 2.5."
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
