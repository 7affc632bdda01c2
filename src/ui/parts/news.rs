//! News from the offline shell (`public/register.js`): a new version waits for consent.

use leptos::prelude::*;

use crate::ui::element::{View, button, div, live, nothing, p};
use crate::ui::session::Session;
use crate::ui::shell::{Shell, tell};
use crate::ui::words;

const UNSEALED: &str = "unsealed";

/// The prompt; the new version comes when the person says so, or when every tab is closed.
pub fn update_prompt() -> View {
    let update = Shell::of_page().update;
    let session = Session::of_page();
    let take = move |_| {
        session.seal_drafts_then(move || match session.drafts().hold_words() {
            true => update.set(Some(UNSEALED.to_owned())),
            false => tell("accord-use-update"),
        });
    };
    let prompt = move || {
        let say = match update.get().as_deref() {
            Some("ready") => words::UPDATE_READY,
            Some("blocked") => words::UPDATE_BLOCKED,
            Some(UNSEALED) => words::UPDATE_WAITS,
            Some(_) | None => return nothing(),
        };
        let later = move |_| update.set(None);
        div()
            .class("news")
            .child(p().text(say))
            .child(button().attr("type", "button").class("second").on("click", take).text(words::UPDATE_USE))
            .child(
                button().attr("type", "button").class("wordly").on("click", later).text(words::UPDATE_LATER),
            )
            .view()
    };
    div().attr("role", "status").child(live(prompt)).view()
}
