//! News from the offline shell (`public/register.js`): a new version waits for consent.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;

use crate::ui::device::told_by_shell;
use crate::ui::words;

/// What the shell has told about a new version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Update {
    None,
    Ready,
    Blocked,
}

/// The prompt; the new version comes when the person says so, or when every tab is closed.
pub fn update_prompt() -> AnyView {
    let update = RwSignal::new(told_already());
    listen("accord-update-ready", move || update.set(Update::Ready));
    listen("accord-update-blocked", move || update.set(Update::Blocked));
    let take = move |_| tell("accord-use-update");
    let prompt = move || {
        let say = match update.get() {
            Update::None => return None,
            Update::Ready => words::UPDATE_READY,
            Update::Blocked => words::UPDATE_BLOCKED,
        };
        Some(view! {
            <div class="news">
                <p>{say}</p>
                <button type="button" class="second" on:click=take>
                    {words::UPDATE_USE}
                </button>
                <button type="button" class="wordly" on:click=move |_| update.set(Update::None)>
                    {words::UPDATE_LATER}
                </button>
            </div>
        })
    };
    view! { <div role="status">{prompt}</div> }.into_any()
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
