//! Links between screens, and buttons that look like what they do.

use leptos::prelude::*;

use crate::ui::navigator::Navigator;
use crate::ui::route::Route;

/// A link to a screen. It is a real address: a new tab, a copy, a middle click work.
pub fn link(to: Route, class: &'static str, words: impl IntoView + 'static) -> AnyView {
    link_named(to, class, words, None)
}

/// A link whose name says more than it shows: it begins with what it shows.
pub fn link_named(
    to: Route,
    class: &'static str,
    words: impl IntoView + 'static,
    name: Option<String>,
) -> AnyView {
    let navigator = Navigator::of_page();
    let address = to.address();
    view! {
        <a
            href=address
            class=class
            aria-label=name
            on:click=move |click| navigator.follow(&click, to.clone())
        >
            {words}
        </a>
    }
    .into_any()
}

/// A link of the menu, marked while its screen shows.
pub fn menu_link(to: Route, words: &'static str) -> AnyView {
    let navigator = Navigator::of_page();
    let (address, target) = (to.address(), to.clone());
    let current = move || (navigator.route() == to).then_some("page");
    view! {
        <li>
            <a href=address aria-current=current on:click=move |click| navigator.follow(&click, target.clone())>
                {words}
            </a>
        </li>
    }
    .into_any()
}

/// A link within the screen. `<base>` would send a bare `#…` to the first screen, so it moves the
/// focus itself.
pub fn link_within(id: String, class: &'static str, words: String) -> AnyView {
    let navigator = Navigator::of_page();
    let place = id.clone();
    let address = move || {
        navigator.route();
        let here = window().location().href().unwrap_or_default();
        format!("{}#{place}", here.split('#').next().unwrap_or_default())
    };
    view! {
        <a
            href=address
            class=class
            on:click=move |click| {
                click.prevent_default();
                focus_on(&id);
            }
        >
            {words}
        </a>
    }
    .into_any()
}

/// Moves the focus to an element, and the element into sight.
pub fn focus_on(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        let element: web_sys::HtmlElement = wasm_bindgen::JsCast::unchecked_into(element);
        // An element that cannot take the focus keeps it where it was.
        let _ = element.focus();
    }
}
