//! A button that copies a text. It says whether it did, and that nothing was sent.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::ui::device::copy;
use crate::ui::element::{View, all, button, live_words, p};
use crate::ui::words::help as words;

/// The button, and what came of it below.
pub fn copy_button(text: String) -> View {
    let came = RwSignal::new(None::<&'static str>);
    let on_click = move |_| {
        let text = text.clone();
        spawn_local(async move {
            let say = if copy(&text).await { words::COPIED } else { words::NOT_COPIED };
            came.try_set(Some(say));
        });
    };
    let button = button().attr("type", "button").class("second").on("click", on_click).text(words::COPY);
    let status = p().attr("role", "status").child(live_words(move || came.get().map(str::to_owned)));
    all(vec![button.view(), status.view()])
}
