//! Something that a screen reads from the casebook: not yet, there, or why not.

use std::future::Future;
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::heading::heading;
use super::link::link;
use super::trouble::{notice_of, reasons};
use crate::casebook::views::Told;
use crate::casebook::{Casebook, CasebookError};
use crate::ui::element::{all, div, live, p};
use crate::ui::route::Route;
use crate::ui::session::Session;
use crate::ui::words;

/// A part of a screen that has its own heading. It is read now, and again on every look when another
/// tab may have written; what has not changed is not drawn again.
pub fn loaded<T, F>(
    read: impl Fn(Rc<Casebook>) -> F + 'static,
    show: impl Fn(T) -> AnyView + Send + 'static,
) -> AnyView
where
    T: Clone + PartialEq + 'static,
    F: Future<Output = Result<T, CasebookError>> + 'static,
{
    drawn(came(read), show, notice_of)
}

/// As [`loaded`], for a whole screen: what is shown brings its own heading, and so does what went
/// wrong, under the same name in the tab.
pub fn loaded_screen<T, F>(
    tab: &'static str,
    read: impl Fn(Rc<Casebook>) -> F + 'static,
    show: impl Fn(T) -> AnyView + Send + 'static,
) -> AnyView
where
    T: Clone + PartialEq + 'static,
    F: Future<Output = Result<T, CasebookError>> + 'static,
{
    drawn(came(read), show, move |told| {
        let why = div()
            .attr("role", "alert")
            .child(p().text(&told.to_do))
            .maybe((!told.reasons.is_empty()).then(|| reasons(&told.reasons)));
        all(vec![heading(tab, &told.happened), why.view(), link(Route::Home, "button", words::TO_HOME)])
    })
}

fn drawn<T: Clone + 'static>(
    came: RwSignal<Option<Result<T, Told>>, LocalStorage>,
    show: impl Fn(T) -> AnyView + Send + 'static,
    amiss: impl Fn(&Told) -> AnyView + Send + 'static,
) -> AnyView {
    live(move || match came.get() {
        None => p().attr("role", "status").text(words::READING).view(),
        Some(Ok(value)) => show(value),
        Some(Err(told)) => amiss(&told),
    })
}

fn came<T, F>(read: impl Fn(Rc<Casebook>) -> F + 'static) -> RwSignal<Option<Result<T, Told>>, LocalStorage>
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
