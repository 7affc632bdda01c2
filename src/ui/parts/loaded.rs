//! Something that a screen reads from the casebook: not yet, there, or why not.

use std::future::Future;
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::trouble::notice_of;
use crate::casebook::views::Told;
use crate::casebook::{Casebook, CasebookError};
use crate::ui::session::Session;
use crate::ui::words;

/// Reads now, and again on every look when another tab may have written; a screen that has not
/// changed is not drawn again.
pub fn loaded<T, F>(
    read: impl Fn(Rc<Casebook>) -> F + 'static,
    show: impl Fn(T) -> AnyView + Send + 'static,
) -> AnyView
where
    T: Clone + PartialEq + 'static,
    F: Future<Output = Result<T, CasebookError>> + 'static,
{
    let came = came(read);
    (move || match came.get() {
        None => view! { <p role="status">{words::READING}</p> }.into_any(),
        Some(Ok(value)) => show(value),
        Some(Err(told)) => notice_of(&told),
    })
    .into_any()
}

/// As [`loaded`], for a screen that uses what it read in several places.
pub fn came<T, F>(
    read: impl Fn(Rc<Casebook>) -> F + 'static,
) -> RwSignal<Option<Result<T, Told>>, LocalStorage>
where
    T: Clone + PartialEq + 'static,
    F: Future<Output = Result<T, CasebookError>> + 'static,
{
    let session = Session::of_page();
    let came = RwSignal::new_local(None);
    Effect::new(move || {
        session.on_each_look();
        let Some(book) = session.book() else { return };
        let reading = read(book);
        spawn_local(async move {
            let value = Some(reading.await.map_err(|error| error.told()));
            // The person may have left the screen meanwhile; then nobody wants it.
            if came.try_with_untracked(|old| *old != value) == Some(true) {
                came.try_set(value);
            }
        });
    });
    came
}
