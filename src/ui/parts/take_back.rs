//! The way back for the last entry, as long as it is on this device only.

use leptos::prelude::*;

use super::awaited::await_order;
use super::trouble::{Trouble, summary};
use crate::casebook::views::DisputeView;
use crate::ui::element::{View, all, button, nothing, p};
use crate::ui::navigator::Navigator;
use crate::ui::route::Route;
use crate::ui::session::Session;
use crate::ui::words::dispute as words;

/// What was recorded last in that dispute, if it may still go.
pub fn take_back(view: &DisputeView) -> View {
    let Some(what) = &view.last else { return nothing() };
    let (session, navigator) = (Session::of_page(), Navigator::of_page());
    let (busy, trouble): (_, Trouble) = (RwSignal::new(false), RwSignal::new(None));
    let dispute = view.id.clone();
    let take = move |_| {
        let dispute = dispute.clone();
        let ordered = async move {
            let book = session.unlocked()?;
            match session.save(book.take_back(&dispute), |_| None).await? {
                // What was written waits there.
                Some(form) => navigator.go(Route::of_form(&form)),
                None => session.look_again(),
            }
            Ok(())
        };
        await_order(Box::pin(ordered), busy, trouble);
    };
    let take = button().attr("type", "button").class("second").on("click", take).text(words::TAKE_BACK);
    all(vec![summary(trouble), p().text(&words::last(what)).text(" ").child(take).view()])
}
