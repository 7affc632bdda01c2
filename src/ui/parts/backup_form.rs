//! A backup is chosen, and what opens it typed; what comes of it is the screen's.

use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement};

use super::awaited::Order;
use super::form::{submit, unchecked};
use super::passphrase::{Typed, account, passphrase, show_toggle};
use super::trouble::{Trouble, about_field, control_id, summary};
use super::work::Work;
use crate::casebook::OpenedBackup;
use crate::ui::device::read_backup;
use crate::ui::element::{ElRef, View, all, div, form, input, label, span};
use crate::ui::session::Session;
use crate::ui::words::backup as words;
use crate::ui::words::exchange;

const FILE: &str = "backup";
const SECRET: &str = "backup-secret";

/// What becomes of a backup that was opened.
pub type Then = Box<dyn Fn(OpenedBackup) -> Order>;

/// The form; `say` stands on its button.
pub fn backup_form(say: &str, then: Then) -> View {
    let session = Session::of_page();
    let trouble: Trouble = RwSignal::new(None);
    let (work, shown) = (Work::new(), RwSignal::new(false));
    let (typed, chosen) = (Typed::default(), ElRef::new());
    let then = Rc::new(then);
    let on_submit = move |event: Event| {
        event.prevent_default();
        let input = chosen.get_untracked().map(|input| input.unchecked_into::<HtmlInputElement>());
        let Some(file) = input.and_then(|input| input.files()).and_then(|files| files.get(0)) else {
            trouble.set(Some(about_field(FILE, words::NO_FILE)));
            return;
        };
        let then = Rc::clone(&then);
        let opened = async move {
            // Out of the page before it is known whether it is right.
            let secret = typed.try_update(std::mem::take).unwrap_or_default();
            let text = read_backup(file).await.ok_or_else(|| about_field(FILE, exchange::UNREADABLE))?;
            let backup = session.open_backup(&text, &secret).await?;
            work.stays();
            then(backup).await
        };
        work.begin(Box::pin(opened), trouble);
    };
    let file = control_id(FILE);
    let file = div()
        .class("field")
        .child(label().attr("for", &file).text(words::FILE))
        .child(span().class("hint").text(words::FILE_HINT))
        .child(input().attr("id", &file).attr("type", "file").held_by(chosen));
    let hint = Some(words::SECRET_HINT.said());
    let secret = passphrase(SECRET, words::SECRET, hint, "current-password", typed, shown, trouble);
    let asks = unchecked(form())
        .on("submit", on_submit)
        .child(file)
        .child(account())
        .child(secret)
        .child(show_toggle(shown))
        .child(div().class("actions").child(submit(say, work.busy)))
        .child(work.shown(words::CHECKING.said()));
    all(vec![summary(trouble), asks.view()])
}
