//! News from the offline shell (`public/register.js`): a new version waits for consent.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;

use crate::ui::device::told_by_shell;
use crate::ui::element::{View, button, div, live, nothing, p};
use crate::ui::words;

/// What the shell has told about a new version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Update {
    None,
    Ready,
    Blocked,
}

/// The prompt; the new version comes when the person says so, or when every tab is closed.
pub fn update_prompt() -> View {
    let update = RwSignal::new(told_already());
    listen("accord-update-ready", move || update.set(Update::Ready));
    listen("accord-update-blocked", move || update.set(Update::Blocked));
    let take = move |_| tell("accord-use-update");
    let prompt = move || {
        let say = match update.get() {
            Update::None => return nothing(),
            Update::Ready => words::UPDATE_READY,
            Update::Blocked => words::UPDATE_BLOCKED,
        };
        let later = move |_| update.set(Update::None);
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

/// Whether this window cannot keep the app, as the shell has found.
pub fn cannot_be_kept() -> RwSignal<bool> {
    let told = RwSignal::new(told_by_shell("data-offline").as_deref() == Some("unavailable"));
    listen("accord-offline-unavailable", move || told.set(true));
    told
}

fn told_already() -> Update {
    match told_by_shell("data-update").as_deref() {
        Some("ready") => Update::Ready,
        Some("blocked") => Update::Blocked,
        Some(_) | None => Update::None,
    }
}

fn listen(name: &str, then: impl FnMut() + 'static) {
    let heard = Closure::<dyn FnMut()>::new(then);
    // Listening fails only for an event name that is no name.
    let _ = window().add_event_listener_with_callback(name, heard.as_ref().unchecked_ref());
    heard.forget();
}

fn tell(name: &str) {
    if let Ok(event) = web_sys::Event::new(name) {
        // Nobody cancels it.
        let _ = window().dispatch_event(&event);
    }
}
