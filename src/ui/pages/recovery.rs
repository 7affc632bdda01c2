//! The recovery code: shown until it was typed back from the paper.

use leptos::prelude::*;
use web_sys::Event;

use crate::ui::element::{View, all, button, div, form, p};
use crate::ui::navigator::Navigator;
use crate::ui::parts::awaited::await_order;
use crate::ui::parts::form::{submit, unchecked};
use crate::ui::parts::heading::heading;
use crate::ui::parts::passphrase::{Typed, passphrase};
use crate::ui::parts::trouble::{Trouble, summary};
use crate::ui::session::Session;
use crate::ui::words::door;

/// What is done once the code is known to be kept, or later.
type Then = fn(Session, Navigator);

/// The code, and the field to type it back. With "Later", the first screen goes on telling.
pub fn shown(code: &str, then: Then) -> View {
    let (session, navigator) = (Session::of_page(), Navigator::of_page());
    let trouble: Trouble = RwSignal::new(None);
    let (busy, visible) = (RwSignal::new(false), RwSignal::new(true));
    let typed = Typed::default();
    let on_submit = move |event: Event| {
        event.prevent_default();
        let typed = typed.get_untracked();
        let compared = async move {
            let book = session.unlocked()?;
            book.code_typed_back(&typed).await.map_err(|error| error.told())?;
            then(session, navigator);
            Ok(())
        };
        await_order(Box::pin(compared), busy, trouble);
    };
    let label = p().attr("id", "code-label").class("what").text(door::CODE_LABEL);
    let shown = p().class("code").attr("role", "group").attr("aria-labelledby", "code-label").text(code);
    // A browser that cannot print does nothing.
    let print = move |_| {
        let _ = window().print();
    };
    let print = button().attr("type", "button").class("second").on("click", print).text(door::CODE_PRINT);
    let later = move |_| then(session, navigator);
    let later = button().attr("type", "button").class("second").on("click", later).text(door::CODE_LATER);
    let field =
        passphrase("code-back", door::CODE_BACK, Some(door::CODE_BACK_HINT), "off", typed, visible, trouble);
    let asks = unchecked(form())
        .class("typed")
        .on("submit", on_submit)
        .child(field)
        .child(div().class("actions").child(submit(door::CODE_CHECK, busy)).child(later));
    all(vec![
        heading(door::CODE, door::CODE),
        summary(trouble),
        p().text(door::CODE_WHAT).view(),
        label.view(),
        shown.view(),
        div().class("typed").child(p().text(door::CODE_KEEP)).child(p().child(print)).view(),
        asks.view(),
    ])
}
