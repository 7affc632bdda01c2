//! Whether a file that was made has been sent, only the person knows: a tap says so.

use leptos::prelude::*;

use super::awaited::await_order;
use super::trouble::{Trouble, summary};
use crate::ui::element::{View, all, button, div, live, p};
use crate::ui::session::Session;
use crate::ui::words::exchange as words;

/// Says that a file of that dispute with these entries has been sent; `said` turns true once that is stored.
pub fn sent(dispute: String, entries: Vec<String>, said: RwSignal<bool>) -> View {
    let session = Session::of_page();
    let (busy, trouble): (_, Trouble) = (RwSignal::new(false), RwSignal::new(None));
    let say = move |_| {
        let (dispute, entries) = (dispute.clone(), entries.clone());
        let ordered = async move {
            session.save(session.unlocked()?.sent(&dispute, &entries), |_| None).await?;
            said.try_set(true);
            session.look_again();
            Ok(())
        };
        await_order(Box::pin(ordered), busy, trouble);
    };
    let state = live(move || {
        let say = button().attr("type", "button").class("second").on("click", say.clone());
        match said.get() {
            true => p().text(words::SAID_SENT).view(),
            false => p().text(words::IN_FILE_ONLY).text(" ").child(say.text(words::SAY_SENT)).view(),
        }
    });
    all(vec![summary(trouble), div().attr("role", "status").child(state).view()])
}
