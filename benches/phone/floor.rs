//! The least that a Leptos page can be: a heading. `benches/phone.mjs` loads it beside the app, as the floor.

use leptos::html;
use leptos::prelude::*;

fn main() {
    mount_to_body(|| html::h1().child("Accord"));
}
