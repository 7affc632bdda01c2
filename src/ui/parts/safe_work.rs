//! "Is my work safe?": saved here, sent, in a backup, and whether the browser keeps it; each part opens what mends it.

use leptos::prelude::*;
use zeroize::Zeroizing;

use crate::casebook::views::{HomeView, Safety};
use crate::ui::element::{El, View, all, button, div, live, or_nothing, p};
use crate::ui::navigator::Navigator;
use crate::ui::parts::awaited::await_order;
use crate::ui::parts::link::link;
use crate::ui::parts::trouble::{Trouble, summary};
use crate::ui::route::Route;
use crate::ui::session::Session;
use crate::ui::shell::{Shell, tell};
use crate::ui::words::home as words;
use crate::ui::words::{backup, dates, door};

/// What stands on the first screen.
pub fn safe_work(view: &HomeView) -> View {
    let safety = &view.safety;
    let here = match safety.not_sent {
        0 if view.disputes.is_empty() => words::NOTHING_YET.to_owned(),
        0 => words::ALL_SENT.to_owned(),
        n => words::not_sent(n),
    };
    // The one that has most to lose.
    let first = view.disputes.iter().max_by_key(|row| (row.not_exported, row.not_sent));
    let make = first.filter(|row| row.not_sent > 0).map(|row| match row.not_exported {
        0 => link(Route::Dispute(row.dispute.clone()), "", words::WAS_IT_SENT),
        _ => link(Route::Export(row.dispute.clone()), "", words::MAKE_FILE),
    });
    let last = safety.last_export.map(|day| words::last_export(&dates::day(day)));
    let unreadable =
        (safety.unreadable > 0).then(|| p().class("notice late").text(&words::unreadable(safety.unreadable)));
    let clock = safety
        .clock_before
        .map(|latest| words::clock_before(&dates::moment(view.now), &dates::moment(latest)));
    let clock = clock.map(|wrong| p().class("notice late").text(&wrong));
    let refused = Session::of_page().drafts().are_refused();
    let saved = match (refused, safety.unreadable + safety.gone.len()) {
        (true, _) => words::NOT_ALL_SAVED,
        (false, 0) => words::SAVED_HERE,
        (false, _) => "",
    };
    let said = [saved, " ", &here, ". ", &last.unwrap_or_default(), " "].concat();
    let code = safety.code.clone().map(|code| {
        let (session, navigator) = (Session::of_page(), Navigator::of_page());
        let show = move |_| {
            navigator.arrive();
            session.code().set(Zeroizing::new(code.clone()));
        };
        let check = button().attr("type", "button").class("second").on("click", show).text(door::TO_CODE);
        p().class("notice").text(door::CODE_NOT_KEPT).text(" ").child(check)
    });
    let by_code = Session::of_page().by_code().get().then(|| {
        let new = link(Route::Secrets, "", door::TO_NEW_PASSPHRASE);
        p().class("notice").text(door::OPENED_BY_CODE).text(" ").child(new)
    });
    all(vec![
        or_nothing((!safety.gone.is_empty()).then(|| gone(&safety.gone))),
        or_nothing(unreadable),
        p().text(&said).maybe(make).view(),
        backup(safety),
        or_nothing(clock),
        or_nothing(code),
        or_nothing(by_code),
        kept(),
    ])
}

/// The disputes of which entries are gone, until somebody has read it.
fn gone(disputes: &[String]) -> El {
    let session = Session::of_page();
    let (busy, trouble): (_, Trouble) = (RwSignal::new(false), RwSignal::new(None));
    let read = move |_| {
        let ordered = async move {
            session.unlocked()?.accept_loss().await.map_err(|error| error.told())?;
            session.look_again();
            Ok(())
        };
        await_order(Box::pin(ordered), busy, trouble);
    };
    let read = button().attr("type", "button").class("second").on("click", read).text(words::GONE_READ);
    let said = p().text(&words::gone(&disputes.join("; ")));
    div().class("notice late").child(said).child(summary(trouble)).child(read)
}

/// When everything was last put into a file; the reminder ends by doing so.
fn backup(safety: &Safety) -> View {
    let make = link(Route::Backup, "", backup::MAKE);
    let (said, due) = match &safety.backup {
        None => (backup::NONE_YET.to_owned(), safety.first_backup_is_due.then_some(backup::FIRST_IS_DUE)),
        Some(last) => (backup::last(&dates::day(last.day)), last.is_due.then_some(backup::IS_DUE)),
    };
    let due = due.map(|due| p().class("notice").text(due));
    all(vec![p().text(&said).text(" ").child(make).view(), or_nothing(due)])
}

/// Fewer megabytes than these are told as too few: a casebook and a backup of it take a few.
const LITTLE: usize = 50;

/// Whether the browser may clear the storage, what keeps it from doing so, and how much room is left.
fn kept() -> View {
    let Shell { kept, room, install, .. } = Shell::of_page();
    live(move || {
        let cleared = kept.get().map(|kept| match kept.as_str() {
            "yes" => p().class("soft").text(words::KEPT),
            kept => {
                let refused = if kept == "refused" { words::KEEP_REFUSED } else { "" };
                let said = [words::MAY_BE_CLEARED, " ", refused, " "].concat();
                p().text(&said).child(ask(words::KEEP, "accord-keep"))
            }
        });
        let way = match install.get().as_deref() {
            Some("ready") => p().child(ask(words::INSTALL, "accord-install-now")),
            Some("by-hand") => p().text(words::INSTALL_BY_HAND),
            Some(_) => p().class("soft").text(words::INSTALLED),
            None => p().class("soft").text(words::INSTALL_BY_MENU),
        };
        let left = room.get().and_then(|room| room.parse::<usize>().ok());
        // What a browser grants in plenty is no promise that the disk has it.
        let left = left.filter(|left| *left < 1000).map(|left| match left < LITTLE {
            true => p().class("notice late").text(&words::little_room(left)),
            false => p().class("soft").text(&words::room(left)),
        });
        // Seen once the service worker holds the app; the style sheet asks the page.
        let offline = p().class("soft when-offline").text(words::OFFLINE).view();
        all(vec![offline, or_nothing(cleared), way.view(), or_nothing(left)])
    })
}

fn ask(say: &str, order: &'static str) -> El {
    button().attr("type", "button").class("second").on("click", move |_| tell(order)).text(say)
}
