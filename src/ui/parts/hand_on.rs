//! A file that was made goes on: by the share sheet, or by e-mail. Whether it was sent, only the person knows.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::casebook::posting::draft;
use crate::casebook::views::ExportFile;
use crate::ui::device::{Download, Shared, sharable, share};
use crate::ui::element::{View, a, all, button, div, live, nothing, p};
use crate::ui::words::exchange as words;

/// The ways on, and what came of them until the person says that it was sent. A share sheet is offered where the
/// browser has one that takes files.
pub fn hand_on(file: &ExportFile, is_sent: RwSignal<bool>) -> View {
    let said = RwSignal::new("");
    let held = RwSignal::new_local(None::<Download>);
    let share = sharable(file).map(|data| {
        let share = move |_| {
            let shared = share(&data);
            spawn_local(async move {
                match shared.await {
                    Shared::HandedOver => said.try_set(words::SHARED.said()),
                    Shared::Left => None,
                    Shared::Refused => said.try_set(words::NOT_SHARED.said()),
                };
            });
        };
        button().attr("type", "button").on("click", share).text(words::SHARE)
    });
    let message = draft(file, words::MAIL_SUBJECT, &mail_body());
    let save = move |_| {
        let saved = Download::hand_out(&message.name, &message.text, "message/rfc822");
        said.set(if saved.is_some() { words::DRAFT_SAVED.said() } else { words::NO_DOWNLOAD.said() });
        held.set(saved);
    };
    let save = button().attr("type", "button").class("second").on("click", save).text(words::SAVE_DRAFT);
    let told = live(move || match said.get() {
        said if said.is_empty() || is_sent.get() => nothing(),
        said => p().text(said).view(),
    });
    all(vec![
        div().class("actions").maybe(share).child(save).view(),
        p().class("go").child(a().attr("href", &mail_to()).text(words::WRITE_MAIL)).view(),
        div().attr("role", "status").child(told).view(),
    ])
}

/// What an e-mail with the file says to somebody who may never have heard of Accord.
fn mail_body() -> String {
    words::mail_body(&document().base_uri().ok().flatten().unwrap_or_default())
}

/// An address that has a mail program write one.
fn mail_to() -> String {
    let escaped = |words: &str| js_sys::encode_uri_component(words).into();
    let (subject, body): (String, String) = (escaped(words::MAIL_SUBJECT), escaped(&mail_body()));
    ["mailto:?subject=", &subject, "&body=", &body].concat()
}
