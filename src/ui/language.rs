//! Another language than English, where the page has one ready: `window.accordWords` with its tag, its
//! lines and its plural forms. A script that stands before the app leaves it there
//! (`docs/translating.md`); where none does, the words of the build are said.

use js_sys::{Function, Reflect};
use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast, JsValue};

use crate::words;

/// Puts the language in place that the page has ready; before the first word is said.
pub fn speak() {
    let Some((tag, lines)) = ready("language").zip(ready("lines")) else { return };
    let Some((tag, lines)) = tag.as_string().zip(lines.as_string()) else { return };
    words::put(&lines, category);
    if let Some(page) = document().document_element() {
        // A page that cannot be marked is read out in the wrong accent, and is a page all the same.
        let _ = page.set_attribute("lang", &tag);
    }
}

/// The plural form of a number, as the platform knows it (`Intl.PluralRules`).
fn category(n: usize) -> String {
    let choose = ready("category").and_then(|choose| choose.dyn_into::<Function>().ok());
    let chosen = choose.and_then(|choose| choose.call1(&JsValue::NULL, &JsValue::from_f64(n as f64)).ok());
    chosen.and_then(|form| form.as_string()).unwrap_or_default()
}

fn ready(member: &str) -> Option<JsValue> {
    let all = Reflect::get(&window(), &"accordWords".into()).ok()?;
    Reflect::get(&all, &member.into()).ok().filter(|found| !found.is_undefined())
}
