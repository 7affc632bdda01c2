//! What the screens hear from the shell (`public/register.js`) and tell it: events on the window, and
//! attributes of the page for whoever listens late.

use leptos::prelude::*;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};

/// What the shell has told about something, as `ready`; each attribute is listed in `public/register.js`.
pub fn told(subject: &str) -> Option<String> {
    document().document_element()?.get_attribute(&["data-", subject].concat())
}

/// What the shell tells, as it changes.
#[derive(Clone, Copy)]
pub struct Shell {
    /// Whether the app starts without a network.
    pub offline: RwSignal<Option<String>>,
    /// Whether a new version waits.
    pub update: RwSignal<Option<String>>,
    /// Whether the browser promises to keep the storage.
    pub kept: RwSignal<Option<String>>,
    /// About how many megabytes may still be stored.
    pub room: RwSignal<Option<String>>,
    /// Whether the app can be installed.
    pub install: RwSignal<Option<String>>,
    /// Whether the device's own lock may open a casebook.
    pub prf: RwSignal<Option<String>>,
    /// Whether files wait, which were shared with the app, opened with it or dropped on it.
    pub file: RwSignal<Option<String>>,
}

impl Shell {
    /// Begins to listen; once a page.
    pub fn start() -> Self {
        let [offline, update, kept, room, install, prf, file] =
            ["offline", "update", "kept", "room", "install", "prf", "file"].map(followed);
        Self { offline, update, kept, room, install, prf, file }
    }

    /// The page's.
    pub fn of_page() -> Self {
        expect_context()
    }
}

fn followed(subject: &'static str) -> RwSignal<Option<String>> {
    let news = RwSignal::new(told(subject));
    listen(&["accord-", subject].concat(), move || news.set(told(subject)));
    news
}

/// Tells the shell something.
pub fn tell(name: &str) {
    if let Ok(event) = web_sys::Event::new(name) {
        // Nobody cancels it.
        let _ = window().dispatch_event(&event);
    }
}

/// Tells the shell how many things are due, for the badge on the app's icon.
pub fn tell_due(count: usize) {
    if let Some(page) = document().document_element() {
        // Refused only for a name that is no name.
        let _ = page.set_attribute("data-due", &count.to_string());
    }
    tell("accord-due");
}

/// Takes the files that wait. They are handed over once.
pub fn take_files() -> Vec<web_sys::File> {
    if let Some(page) = document().document_element() {
        // Refused only for a name that is no name.
        let _ = page.remove_attribute("data-file");
    }
    let name = JsValue::from_str("accordFiles");
    let files = js_sys::Reflect::get(&window(), &name).unwrap_or_default();
    // Nobody keeps a page from holding nothing.
    let _ = js_sys::Reflect::set(&window(), &name, &JsValue::UNDEFINED);
    if files.is_undefined() { Vec::new() } else { files_of(&files) }
}

/// The files of a list, whichever it is.
pub fn files_of(list: &JsValue) -> Vec<web_sys::File> {
    js_sys::Array::from(list).iter().filter_map(|file| file.dyn_into().ok()).collect()
}

/// Hears what the shell tells, as long as the page lives.
pub fn listen(name: &str, then: impl FnMut() + 'static) {
    let heard = Closure::<dyn FnMut()>::new(then);
    // Listening fails only for an event name that is no name.
    let _ = window().add_event_listener_with_callback(name, heard.as_ref().unchecked_ref());
    heard.forget();
}
