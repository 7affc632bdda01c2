//! The first screen: is a child in danger, what is due, what is not in a file yet, the disputes.

use leptos::prelude::*;

use crate::casebook::views::{DisputeRow, DueLine, HomeView, Safety};
use crate::ui::parts::duty_line::duty_line;
use crate::ui::parts::heading::heading;
use crate::ui::parts::link::link;
use crate::ui::parts::loaded::loaded;
use crate::ui::route::Route;
use crate::ui::words::{dates, home, safety};

/// What is due.
pub fn home() -> AnyView {
    view! {
        {question()}
        {heading(home::HOME, home::HOME)}
        {loaded(|book| async move { book.home().await }, |view| show(&view))}
    }
    .into_any()
}

/// Before everything else.
fn question() -> AnyView {
    view! {
        <section class="safety question" aria-label=safety::CARD>
            <p class="what danger-words">{safety::QUESTION}</p>
            {link(Route::Safety, "call", safety::WHOM)}
        </section>
    }
    .into_any()
}

fn show(view: &HomeView) -> AnyView {
    view! {
        <p class="soft">{dates::day(view.now.date())}</p>
        <h2>{home::DUE_NOW}</h2>
        {if view.due.is_empty() {
            view! { <p>{home::NOTHING_DUE}</p> }.into_any()
        } else {
            lines(&view.due)
        }}
        {(!view.coming.is_empty())
            .then(|| {
                view! {
                    <h2>{home::COMING}</h2>
                    {lines(&view.coming)}
                }
            })}
        <h2>{home::DISPUTES}</h2>
        {(!view.disputes.is_empty()).then(|| kept(&view.safety))}
        {if view.disputes.is_empty() {
            view! { <p>{home::NO_DISPUTES}</p> }.into_any()
        } else {
            let rows = view.disputes.iter().map(row).collect_view();
            view! { <ul class="plain">{rows}</ul> }.into_any()
        }}
        <div class="actions">
            {link(Route::New, "button", home::BEGIN)}
            {link(Route::Import, "button second", home::OPEN_FILE)}
        </div>
    }
    .into_any()
}

fn lines(lines: &[DueLine]) -> AnyView {
    let each = lines.iter().map(|line| {
        let dispute = link(Route::Dispute(line.dispute.clone()), "", line.title.clone());
        duty_line(&line.duty, view! { <p class="go">{dispute}</p> }.into_any())
    });
    view! { <ul class="plain">{each.collect_view()}</ul> }.into_any()
}

fn kept(safety: &Safety) -> AnyView {
    let said = if safety.not_exported == 0 {
        home::ALL_EXPORTED.to_owned()
    } else {
        home::not_exported(safety.not_exported)
    };
    let last = safety.last_export.map(|day| home::last_export(&dates::day(day)));
    let unreadable = (safety.unreadable > 0)
        .then(|| view! { <p class="notice late">{home::unreadable(safety.unreadable)}</p> });
    view! {
        <p>{said} ". " {last}</p>
        {unreadable}
    }
    .into_any()
}

fn row(row: &DisputeRow) -> AnyView {
    let facts = [
        Some(home::status(&row.status)),
        row.step.clone(),
        (!row.children.is_empty()).then(|| row.children.join(", ")),
        Some(row.partnership.clone()),
    ];
    let news = [
        (row.not_exported > 0).then(|| home::not_exported(row.not_exported)),
        (row.pending > 0).then(|| home::pending(row.pending)),
    ];
    view! {
        <li class="row">
            <p class="what go">{link(Route::Dispute(row.dispute.clone()), "", row.title.clone())}</p>
            {row.danger.then(|| view! { <p class="what danger-words">{home::DANGER}</p> })}
            {(row.overdue > 0).then(|| view! { <p class="by overdue">{home::overdue(row.overdue)}</p> })}
            <p>{facts.into_iter().flatten().collect::<Vec<_>>().join(" · ")}</p>
            {row
                .next
                .as_ref()
                .and_then(|next| {
                    let by = dates::due(next.by?);
                    Some(view! { <p class="soft">{home::next(&next.text, &by)}</p> })
                })}
            {news.into_iter().flatten().map(|news| view! { <p class="soft">{news}</p> }).collect_view()}
        </li>
    }
    .into_any()
}
