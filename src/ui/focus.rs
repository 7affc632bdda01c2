//! Where the focus goes when what held it is gone with what it did.
//!
//! A browser then leaves it with the page as a whole: whoever cannot see is back at the very beginning, and told
//! nothing. The one idea: *every redraw passes here first* ([`super::element::live`]), so no button has to see to it.

use std::cell::Cell;
use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// An attribute that names what the focus goes to once what bears it is gone.
pub const THEN: &str = "data-then";

thread_local! {
    static WATCHED: Cell<bool> = const { Cell::new(false) };
}

/// Before a part is drawn again. Should what has the focus be gone afterwards, the focus goes to what that names; or
/// to the nearest of what it stood in that says something, and of the headings before it; or to the screen's heading.
pub fn keep() {
    if WATCHED.replace(true) {
        return;
    }
    let held = document().active_element();
    let places = held.as_ref().map(places).unwrap_or_default();
    let after = move || {
        WATCHED.set(false);
        let Some(held) = held else { return };
        let is_lost = document().active_element().is_none_or(|now| now.tag_name() == "BODY");
        if !is_lost || held.is_connected() {
            return;
        }
        let named = held.get_attribute(THEN).and_then(|id| document().get_element_by_id(&id));
        let says =
            |place: &Element| place.is_connected() && !place.text_content().unwrap_or_default().is_empty();
        let place = named.or_else(|| places.into_iter().find(says));
        // A screen that is still being read has no heading; it will take the focus when it comes.
        if let Some(place) = place.or_else(|| document().query_selector("h1").ok().flatten()) {
            // Refused only for a name that is no name.
            let _ = place.set_attribute("tabindex", "-1");
            // Without the focus it is shown all the same.
            let _ = place.unchecked_into::<HtmlElement>().focus();
        }
    };
    set_timeout(after, Duration::ZERO);
}

/// What it stands in and the headings before it, the nearest first.
fn places(held: &Element) -> Vec<Element> {
    let mut places = Vec::new();
    let mut at = held.clone();
    loop {
        let before = at.previous_element_sibling();
        let wanted = if before.is_some() { "h1,h2,h3" } else { "fieldset,[role=status]" };
        let Some(next) = before.or_else(|| at.parent_element()) else { return places };
        if next.matches(wanted) == Ok(true) {
            places.push(next.clone());
        }
        at = next;
    }
}
