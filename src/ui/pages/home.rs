//! The first screen: is a child in danger, what is due, what is not in a file yet, the disputes.

use crate::casebook::views::{DisputeRow, DueLine, HomeView, Safety};
use crate::ui::element::{El, View, all, div, h2, li, nothing, or_nothing, p, section, ul};
use crate::ui::parts::duty_line::duty_line;
use crate::ui::parts::heading::heading;
use crate::ui::parts::link::link;
use crate::ui::parts::loaded::loaded;
use crate::ui::parts::on_demand::why_on_demand;
use crate::ui::route::Route;
use crate::ui::words::{dates, help, home, safety};

/// What is due.
pub fn home() -> View {
    all(vec![
        question(),
        heading(home::HOME, home::HOME),
        loaded(|book| async move { book.home().await }, show),
    ])
}

/// Before everything else.
fn question() -> View {
    section()
        .class("safety question")
        .attr("aria-label", safety::CARD)
        .child(p().class("what danger-words").text(safety::QUESTION))
        .child(link(Route::Safety, "call", safety::WHOM))
        .view()
}

fn show(view: &HomeView) -> View {
    let due = if view.due.is_empty() { p().text(home::NOTHING_DUE) } else { lines(&view.due) };
    let coming = match view.coming.as_slice() {
        [] => nothing(),
        coming => all(vec![h2().text(home::COMING).view(), lines(coming).view()]),
    };
    let disputes = match view.disputes.as_slice() {
        [] => p().text(home::NO_DISPUTES).view(),
        rows => all(vec![kept(&view.safety), ul().class("plain").each(rows.iter().map(row)).view()]),
    };
    let actions = div().class("actions").child(link(Route::New, "button", home::BEGIN)).child(link(
        Route::Import,
        "button second",
        home::OPEN_FILE,
    ));
    all(vec![
        p().class("soft").text(&dates::day(view.now.date())).view(),
        h2().text(home::DUE_NOW).view(),
        due.view(),
        coming,
        h2().text(home::DISPUTES).view(),
        disputes,
        actions.view(),
        p().class("go").child(link(Route::Help(None), "", help::HELP)).view(),
    ])
}

fn lines(lines: &[DueLine]) -> El {
    let each = lines.iter().map(|line| {
        let dispute = link(Route::Dispute(line.dispute.clone()), "", &line.title);
        duty_line(&line.duty, all(vec![why_on_demand(line), p().class("go").child(dispute).view()]))
    });
    ul().class("plain").each(each)
}

fn kept(safety: &Safety) -> View {
    let said = if safety.not_exported == 0 {
        home::ALL_EXPORTED.to_owned()
    } else {
        home::not_exported(safety.not_exported)
    };
    let last = safety.last_export.map(|day| home::last_export(&dates::day(day)));
    let unreadable =
        (safety.unreadable > 0).then(|| p().class("notice late").text(&home::unreadable(safety.unreadable)));
    let said = [&said, ". ", &last.unwrap_or_default()].concat();
    all(vec![p().text(&said).view(), or_nothing(unreadable)])
}

fn row(row: &DisputeRow) -> El {
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
    let next = row.next.as_ref().and_then(|next| {
        let by = dates::due(next.by?);
        Some(p().class("soft").text(&home::next(&next.text, &by)))
    });
    let overdue = (row.overdue > 0).then(|| p().class("by overdue").text(&home::overdue(row.overdue)));
    li().class("row")
        .child(p().class("what go").child(link(Route::Dispute(row.dispute.clone()), "", &row.title)))
        .maybe(row.danger.then(|| p().class("what danger-words").text(home::DANGER)))
        .maybe(overdue)
        .child(p().text(&facts.into_iter().flatten().collect::<Vec<_>>().join(" · ")))
        .maybe(next)
        .each(news.into_iter().flatten().map(|news| p().class("soft").text(&news)))
}
