//! The first screen: is a child in danger, what is due, what is not in a file yet, the disputes.

use std::sync::Arc;

use leptos::prelude::*;
use zeroize::Zeroizing;

use super::recovery;
use crate::casebook::views::{Clock, DisputeRow, DraftLine, DueLine, HomeView};
use crate::ui::element::{El, View, all, div, h2, li, live, nothing, or_nothing, p, section, ul};
use crate::ui::parts::duty_line::duty_line;
use crate::ui::parts::heading::heading;
use crate::ui::parts::link::{link, link_after};
use crate::ui::parts::loaded::loaded;
use crate::ui::parts::on_demand::why_on_demand;
use crate::ui::parts::reminders::to_calendar;
use crate::ui::parts::safe_work::safe_work;
use crate::ui::parts::shortened::shortened;
use crate::ui::pile::Pile;
use crate::ui::route::Route;
use crate::ui::session::Session;
use crate::ui::shell::tell_due;
use crate::ui::words::{dates, help, home, safety};

/// What is due.
pub fn home() -> View {
    let session = Session::of_page();
    live(move || {
        let code = session.code().get();
        if !code.is_empty() {
            return recovery::shown(&code, |session, navigator| {
                navigator.arrive();
                session.code().set(Zeroizing::default());
            });
        }
        all(vec![question(), heading(home::HOME, home::HOME), Pile::of_page().told(), loaded_home(show)])
    })
}

/// What the first screen is drawn from, for whoever draws of it.
pub fn loaded_home(show: fn(&Arc<HomeView>) -> View) -> View {
    loaded(|book| async move { book.home().await.map(Arc::new) }, show)
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

fn show(view: &Arc<HomeView>) -> View {
    let due =
        if view.due.is_empty() { p().text(home::NOTHING_DUE).view() } else { lines(view, |view| &view.due) };
    tell_due(view.due.len());
    let late = |line: &DueLine| matches!(line.duty.clock, Clock::Overdue(_));
    let silence = view.theirs.iter().any(late).then(|| p().text(home::SILENCE));
    let actions = div().class("actions").child(link(Route::New(None), "button", home::BEGIN)).child(link(
        Route::Import,
        "button second",
        home::OPEN_FILE,
    ));
    let other_ways = view.tracks.iter().map(|(track, title)| {
        let on = view.profile.procedure.clone().map(|procedure| (procedure, track.clone()));
        li().child(link(Route::New(on), "", title))
    });
    let other_ways = (!view.tracks.is_empty()).then(|| ul().class("do-list").each(other_ways));
    let disputes = match view.disputes.as_slice() {
        [] => p().text(home::NO_DISPUTES).view(),
        _ => disputes(view),
    };
    all(vec![
        p().class("soft").text(&dates::day(view.now.date())).view(),
        which("safety", home::DANGER, view, |row| row.danger),
        which("notice", home::TO_CONFIRM, view, |row| row.to_confirm),
        which("notice", home::TO_TELL, view, |row| row.to_tell),
        begun(&view.begun),
        // What is to be done; beside it on a desk, what it is about.
        div()
            .class("columns")
            .child(
                div()
                    .child(h2().text(home::DUE_NOW))
                    .child(due)
                    .child(titled(home::THEIRS, silence, view, |view| &view.theirs))
                    .child(titled(home::COMING, None, view, |view| &view.coming))
                    .child(undated(view))
                    .child(to_calendar(view))
                    .child(actions)
                    .maybe(other_ways),
            )
            .child(
                div()
                    .child(h2().text(home::DISPUTES))
                    .child(disputes)
                    .child(h2().text(home::SAFE))
                    .child(safe_work(view))
                    .child(p().class("go").child(link(Route::Help(None), "", help::HELP))),
            )
            .view(),
    ])
}

/// The disputes of which something comes before every date.
fn which(class: &str, title: &str, view: &HomeView, of: fn(&&DisputeRow) -> bool) -> View {
    let rows = view.disputes.iter().filter(of);
    let rows: Vec<(String, String)> = rows.map(|row| (row.dispute.clone(), row.name())).collect();
    or_nothing((!rows.is_empty()).then(|| {
        let list = shortened(rows.len(), move |n| {
            li().child(link(Route::Dispute(rows[n].0.clone()), "", &rows[n].1))
        });
        section().class(class).child(h2().text(title)).child(list)
    }))
}

/// What was begun and not finished.
fn begun(lines: &[DraftLine]) -> View {
    if lines.is_empty() {
        return nothing();
    }
    let session = Session::of_page();
    let line = |line: &DraftLine| {
        let about = if line.about.is_empty() {
            line.title.clone()
        } else {
            [&line.title, ", ", &line.about].concat()
        };
        let (form, beside) = (line.form.clone(), line.beside);
        let choose = move || {
            if let Some(book) = session.book() {
                book.choose_draft(&form, beside);
            }
        };
        let go = p().class("what go").child(link_after(Route::of_form(&line.form), &about, choose));
        li().class("row").child(go).child(p().class("soft").text(&dates::moment(line.begun)))
    };
    all(vec![h2().text(home::BEGUN).view(), ul().class("plain").each(lines.iter().map(line)).view()])
}

/// Lines below their heading, where there are any.
fn titled(title: &str, say: Option<El>, view: &Arc<HomeView>, of: Of) -> View {
    if of(view).is_empty() {
        return nothing();
    }
    all(vec![h2().text(title).view(), or_nothing(say), lines(view, of)])
}

/// Which of the lists.
type Of = fn(&HomeView) -> &[DueLine];

// The view is shared, not copied: the lines that are shown later are drawn from the same one.
fn lines(view: &Arc<HomeView>, of: Of) -> View {
    let view = view.clone();
    shortened(of(&view).len(), move |n| line(&of(&view)[n]))
}

/// What is owed without a date: with its dispute, below what has one.
fn undated(view: &Arc<HomeView>) -> View {
    let of = |(place, row): (usize, &DisputeRow)| (0..row.undated.len()).map(move |n| (place, n));
    let owed: Vec<(usize, usize)> = view.disputes.iter().enumerate().flat_map(of).collect();
    if owed.is_empty() {
        return nothing();
    }
    let view = view.clone();
    let lines = shortened(owed.len(), move |n| {
        let (place, n) = owed[n];
        let row = &view.disputes[place];
        let dispute = link(Route::Dispute(row.dispute.clone()), "", &row.name());
        li().class("duty")
            .child(p().class("what").text(&row.undated[n]))
            .child(p().class("go").child(dispute))
    });
    all(vec![h2().text(home::UNDATED).view(), lines])
}

fn line(line: &DueLine) -> El {
    let dispute = link(Route::Dispute(line.dispute.clone()), "", &line.title);
    duty_line(&line.duty, all(vec![why_on_demand(line), p().class("go").child(dispute).view()]))
}

fn disputes(view: &Arc<HomeView>) -> View {
    let view = view.clone();
    shortened(view.disputes.len(), move |n| row(&view.disputes[n]))
}

fn row(row: &DisputeRow) -> El {
    let facts = [
        Some(home::status(&row.status)),
        row.step.clone(),
        (!row.children.is_empty()).then(|| row.children.join(", ")),
        (!row.partnership.is_empty()).then(|| row.partnership.clone()),
    ];
    let news = [
        row.end_answered.clone(),
        (row.not_sent > 0).then(|| home::not_sent(row.not_sent)),
        (row.pending > 0).then(|| home::pending(row.pending)),
    ];
    let next = row.next.as_ref().and_then(|next| {
        let say = match next.clock {
            Clock::AtOnce => home::next_now(&next.text),
            _ => home::next(&next.text, &dates::due(next.by?)),
        };
        Some(p().class("soft").text(&say))
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
