//! The way back for the last entry, as long as it is on this device only, and for what a file brought last.

use leptos::prelude::*;

use super::awaited::await_order;
use super::trouble::{Trouble, summary};
use crate::casebook::views::{DisputeView, Last};
use crate::ui::element::{View, all, button, nothing, p};
use crate::ui::navigator::Navigator;
use crate::ui::route::Route;
use crate::ui::session::Session;
use crate::ui::words::dispute as words;

/// What was done last in that dispute, if it may still go.
pub fn take_back(view: &DisputeView) -> View {
    let Some(last) = &view.last else { return nothing() };
    let (what, take_it) = match last {
        Last::Recorded(what) | Last::Danger(what) => (words::last(what), words::TAKE_BACK),
        Last::TakenIn(entries) => (words::taken_in(*entries), words::TAKE_OUT),
    };
    let is_all = matches!(last, Last::TakenIn(entries) if *entries == view.timeline.len());
    let (session, navigator) = (Session::of_page(), Navigator::of_page());
    let (busy, trouble): (_, Trouble) = (RwSignal::new(false), RwSignal::new(None));
    let dispute = view.id.clone();
    let take = move |_| {
        let dispute = dispute.clone();
        let ordered = async move {
            let book = session.unlocked()?;
            match session.save(book.take_back(&dispute), |_| None).await? {
                // What was written waits there.
                Some(form) => navigator.turn_to(Route::of_form(&form)),
                // Nothing of it is here any more.
                None if is_all => navigator.go(Route::Home),
                None => session.look_again(),
            }
            Ok(())
        };
        await_order(Box::pin(ordered), busy, trouble);
    };
    let take = button().attr("type", "button").class("second").on("click", take).text(take_it);
    all(vec![summary(trouble), p().text(&what).text(" ").child(take).view()])
}
