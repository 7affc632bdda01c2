//! The page: mounts the screens.

use leptos::prelude::*;

fn main() {
    // The worker that stretches passphrases runs this module too, and has no page.
    if web_sys::window().is_none() {
        return;
    }
    console_error_panic_hook::set_once();
    mount_to_body(|| view! { <p>"Accord"</p> });
}
