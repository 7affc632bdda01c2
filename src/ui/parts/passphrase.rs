//! A field for a secret: it says when caps lock is on, and shows what is typed if asked to.

use leptos::ev::KeyboardEvent;
use leptos::html::Input;
use leptos::prelude::*;
use zeroize::Zeroizing;

use super::trouble::{Trouble, control_id, wrong_with};
use crate::ui::words;
use crate::ui::words::door;

/// What is typed; overwritten in our memory when it changes and when its screen goes.
pub type Typed = RwSignal<Zeroizing<String>>;

/// The field. `autocomplete` tells a password manager what it is; while what is typed is shown it is
/// an ordinary field, and a browser would keep its words on disk to restore them.
pub fn passphrase(
    name: &'static str,
    label: &'static str,
    hint: Option<&'static str>,
    autocomplete: &'static str,
    typed: Typed,
    shown: RwSignal<bool>,
    trouble: Trouble,
) -> AnyView {
    let caps = RwSignal::new(false);
    let node = NodeRef::<Input>::new();
    Effect::new(move || {
        if typed.with(|typed| typed.is_empty())
            && let Some(field) = node.get()
        {
            field.set_value("");
        }
    });
    let wrong = wrong_with(name.to_owned(), trouble);
    let invalid = {
        let wrong = wrong.clone();
        move || wrong().map(|_| "true")
    };
    let on_key = move |event: KeyboardEvent| caps.set(event.get_modifier_state("CapsLock"));
    let id = control_id(name);
    let notes = [&id, "-notes"].concat();
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <span id=notes.clone()>
                {hint.map(|hint| view! { <span class="hint">{hint}</span> })}
                {move || wrong().map(|say| view! { <span class="wrong">{say}</span> })}
            </span>
            <input
                id=id
                type=move || if shown.get() { "text" } else { "password" }
                autocomplete=move || if shown.get() { "off" } else { autocomplete }
                autocapitalize="none"
                spellcheck="false"
                aria-describedby=notes
                aria-invalid=invalid
                node_ref=node
                on:input=move |event| typed.set(Zeroizing::new(event_target_value(&event)))
                on:keyup=on_key
            />
            <span class="soon" role="status">
                {move || caps.get().then_some(door::CAPS_LOCK)}
            </span>
        </div>
    }
    .into_any()
}

/// Whose passphrase it is, for password managers: without it they take the field above, a person's
/// role, and keep it in plain words.
pub fn account() -> AnyView {
    view! { <input type="text" autocomplete="username" value=words::ACCORD readonly hidden /> }.into_any()
}

/// Shows what is typed, in every field that shares the signal.
pub fn show_toggle(shown: RwSignal<bool>) -> AnyView {
    view! {
        <label class="tick" for="show-secret">
            <input
                id="show-secret"
                type="checkbox"
                prop:checked=shown.get_untracked()
                on:change=move |event| shown.set(event_target_checked(&event))
            />
            <span>{door::SHOW}</span>
        </label>
    }
    .into_any()
}
