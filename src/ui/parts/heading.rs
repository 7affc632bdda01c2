//! The heading of a screen: it names the tab, and takes the focus when the screen is new.

use leptos::html::H1;
use leptos::prelude::*;

use crate::ui::navigator::{Navigator, name_tab};

/// The one `h1` of a screen. `screen` names the tab, `words` may speak of the case.
pub fn heading(screen: &'static str, words: impl IntoView + 'static) -> AnyView {
    let navigator = Navigator::of_page();
    let node = NodeRef::<H1>::new();
    node.on_load(move |heading| {
        name_tab(screen);
        if navigator.takes_arrival() {
            // Without the focus the screen still shows.
            let _ = heading.focus();
        }
    });
    view! {
        <h1 node_ref=node tabindex="-1">
            {words}
        </h1>
    }
    .into_any()
}
