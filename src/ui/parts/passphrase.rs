//! A field for a secret: it says when caps lock is on, and shows what is typed if asked to.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement, KeyboardEvent};
use zeroize::Zeroizing;

use super::trouble::{Trouble, control_id, marked_wrong, wrong_here};
use crate::ui::element::{ElRef, View, div, input, label, live_words, span};
use crate::ui::preferences::casebook;
use crate::ui::words;
use crate::ui::words::door;

/// What is typed; overwritten in our memory when it changes and when its screen goes.
pub type Typed = RwSignal<Zeroizing<String>>;

/// The field. `autocomplete` tells a password manager what it is; while what is typed is shown it is
/// an ordinary field, and a browser would keep its words on disk to restore them.
pub fn passphrase(
    name: &'static str,
    says: &'static str,
    hint: Option<&'static str>,
    autocomplete: &'static str,
    typed: Typed,
    shown: RwSignal<bool>,
    trouble: Trouble,
) -> View {
    let caps = RwSignal::new(false);
    let node = ElRef::new();
    Effect::new(move || {
        if typed.with(|typed| typed.is_empty())
            && let Some(field) = node.get()
        {
            field.unchecked_into::<HtmlInputElement>().set_value("");
        }
    });
    let on_key = move |event: Event| {
        if let Some(key) = event.dyn_ref::<KeyboardEvent>() {
            caps.set(key.get_modifier_state("CapsLock"));
        }
    };
    let id = control_id(name);
    let about = [&id, "-notes"].concat();
    let notes = span()
        .attr("id", &about)
        .maybe(hint.map(|hint| span().class("hint").text(hint)))
        .child(wrong_here(name, trouble));
    let control = input()
        .attr("id", &id)
        .live_attr("type", move || Some(if shown.get() { "text" } else { "password" }))
        .live_attr("autocomplete", move || Some(if shown.get() { "off" } else { autocomplete }))
        .attr("autocapitalize", "none")
        .attr("spellcheck", "false")
        .attr("aria-describedby", &about)
        .held_by(node)
        .on("input", move |event| typed.set(Zeroizing::new(event_target_value(&event))))
        .on("keyup", on_key);
    let caps_lock = live_words(move || caps.get().then(|| door::CAPS_LOCK.to_owned()));
    div()
        .class("field")
        .child(label().attr("for", &id).text(says))
        .child(notes)
        .child(marked_wrong(control, name, trouble))
        .child(span().class("soon").attr("role", "status").child(caps_lock))
        .view()
}

/// Whose passphrase it is, for password managers: without it they take the field above, a person's
/// role, and keep it in plain words.
pub fn account() -> View {
    input()
        .attr("type", "text")
        .attr("autocomplete", "username")
        .attr("value", &account_name())
        .attr("readonly", "")
        .attr("hidden", "")
        .view()
}

/// What the casebook is called in the lists of the device: of two people at one device neither takes the other's
/// place there.
pub fn account_name() -> String {
    match casebook() {
        1 => words::ACCORD.to_owned(),
        number => [words::ACCORD.said(), " ", &number.to_string()].concat(),
    }
}

/// Shows what is typed, in every field that shares the signal.
pub fn show_toggle(shown: RwSignal<bool>) -> View {
    let tick = input()
        .attr("id", "show-secret")
        .attr("type", "checkbox")
        .prop("checked", shown.get_untracked())
        .on("change", move |event| shown.set(event_target_checked(&event)));
    label().class("tick").attr("for", "show-secret").child(tick).child(span().text(door::SHOW)).view()
}
