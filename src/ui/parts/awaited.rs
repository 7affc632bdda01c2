//! An order under way: not twice at once, and what kept it from being done is said.

use std::future::Future;
use std::pin::Pin;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::trouble::Trouble;
use crate::casebook::views::Told;

/// An order under way, whichever it is: a phone would otherwise download each anew.
pub type Order = Pin<Box<dyn Future<Output = Result<(), Told>>>>;

/// Waits for an order, unless one is under way, and says why it was not done.
pub fn await_order(ordered: Order, busy: RwSignal<bool>, trouble: Trouble) {
    if busy.get_untracked() {
        return;
    }
    busy.set(true);
    trouble.set(None);
    spawn_local(async move {
        let done = ordered.await;
        busy.try_set(false);
        if let Err(told) = done {
            trouble.try_set(Some(told));
        }
    });
}
