//! Links between screens, and buttons that look like what they do.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::MouseEvent;

use crate::ui::element::{self, El, View, a, li};
use crate::ui::navigator::Navigator;
use crate::ui::route::Route;

/// A link to a screen. It is a real address: a new tab, a copy, a middle click work.
pub fn link(to: Route, class: &'static str, words: &str) -> View {
    link_of(to, class, element::words(words))
}

/// A link that is more than words.
pub fn link_of(to: Route, class: &'static str, inside: View) -> View {
    leading(to).attr("class", class).child(inside).view()
}

/// A link whose name says more than it shows: it begins with what it shows.
pub fn link_named(to: Route, class: &'static str, words: &str, name: Option<String>) -> View {
    leading(to).attr("class", class).attr_if("aria-label", name.as_deref()).text(words).view()
}

/// A link of the menu, marked while its screen shows.
pub fn menu_link(to: Route, words: &'static str) -> View {
    let navigator = Navigator::of_page();
    let current = {
        let to = to.clone();
        move || (navigator.route() == to).then_some("page")
    };
    li().child(leading(to).live_attr("aria-current", current).text(words)).view()
}

/// A link that leads to a screen once something was done.
pub fn link_after(to: Route, words: &str, first: impl Fn() + 'static) -> View {
    leading_after(to, Box::new(first)).text(words).view()
}

/// A link that leads to a screen, with nothing in it yet.
fn leading(to: Route) -> El {
    leading_after(to, Box::new(|| ()))
}

fn leading_after(to: Route, first: Box<dyn Fn()>) -> El {
    let navigator = Navigator::of_page();
    let address = to.address();
    a().attr("href", &address).on("click", move |click| {
        if let Some(click) = click.dyn_ref::<MouseEvent>() {
            first();
            navigator.follow(click, to.clone());
        }
    })
}

/// A link within the screen. `<base>` would send a bare `#…` to the first screen, so it moves the
/// focus itself.
pub fn link_within(id: String, class: &'static str, words: &str) -> View {
    let navigator = Navigator::of_page();
    let place = id.clone();
    let address = move || {
        navigator.route();
        let here = window().location().href().unwrap_or_default();
        Some([here.split('#').next().unwrap_or_default(), "#", &place].concat())
    };
    let go = move |click: web_sys::Event| {
        click.prevent_default();
        focus_on(&id);
    };
    a().live_attr("href", address).attr("class", class).on("click", go).text(words).view()
}

/// Moves the focus to an element, and the element into sight.
pub fn focus_on(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        let element: web_sys::HtmlElement = wasm_bindgen::JsCast::unchecked_into(element);
        // An element that cannot take the focus keeps it where it was.
        let _ = element.focus();
    }
}
