//! Something that a screen reads from the casebook: not yet, there, or why not.

use std::any::Any;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::heading::heading;
use super::link::link;
use super::trouble::{notice_of, reasons};
use crate::casebook::views::Told;
use crate::casebook::{Casebook, CasebookError};
use crate::ui::element::{View, all, div, live, or_nothing, p};
use crate::ui::route::Route;
use crate::ui::session::Session;
use crate::ui::words;

/// A part of a screen that has its own heading. It is read now, and again on every look when another
/// tab may have written; what has not changed is not drawn again.
pub fn loaded<T, F>(
    read: impl Fn(Rc<Casebook>) -> F + 'static,
    show: impl Fn(&T) -> View + Send + 'static,
) -> View
where
    T: PartialEq + 'static,
    F: Future<Output = Result<T, CasebookError>> + 'static,
{
    drawn(kind(read, show), notice, "")
}

/// As [`loaded`], for a whole screen: what is shown brings its own heading, and so does what went
/// wrong, under the same name in the tab.
pub fn loaded_screen<T, F>(
    tab: &'static str,
    read: impl Fn(Rc<Casebook>) -> F + 'static,
    show: impl Fn(&T) -> View + Send + 'static,
) -> View
where
    T: PartialEq + 'static,
    F: Future<Output = Result<T, CasebookError>> + 'static,
{
    drawn(kind(read, show), screen_of, tab)
}

/// What was read, of whatever type: the screens would otherwise cost a phone one copy each of all that
/// follows.
type Value = Rc<dyn Any>;
type Reading = Pin<Box<dyn Future<Output = Result<Value, CasebookError>>>>;
type Draw = Box<dyn Fn(&dyn Any) -> View + Send>;

/// How a value of one type is read, compared and drawn.
struct Kind {
    read: Box<dyn Fn(Rc<Casebook>) -> Reading>,
    same: fn(&dyn Any, &dyn Any) -> bool,
    draw: Draw,
}

fn kind<T, F>(read: impl Fn(Rc<Casebook>) -> F + 'static, show: impl Fn(&T) -> View + Send + 'static) -> Kind
where
    T: PartialEq + 'static,
    F: Future<Output = Result<T, CasebookError>> + 'static,
{
    let read = move |book| -> Reading {
        let reading = read(book);
        Box::pin(async move { reading.await.map(|value| Rc::new(value) as Value) })
    };
    let draw = move |value: &dyn Any| or_nothing(value.downcast_ref::<T>().map(&show));
    Kind { read: Box::new(read), same: same::<T>, draw: Box::new(draw) }
}

fn same<T: PartialEq + 'static>(one: &dyn Any, other: &dyn Any) -> bool {
    one.downcast_ref::<T>() == other.downcast_ref::<T>()
}

fn drawn(kind: Kind, amiss: fn(&'static str, &Told) -> View, tab: &'static str) -> View {
    let Kind { read, same, draw } = kind;
    let session = Session::of_page();
    let came = RwSignal::new_local(None::<Result<Value, Told>>);
    Effect::new(move || {
        session.on_each_look();
        let Some(book) = session.book() else { return };
        let reading = read(book);
        spawn_local(async move {
            let new = reading.await.map_err(|error| error.told());
            let is_new = |old: &Option<Result<Value, Told>>| match (old, &new) {
                (Some(Ok(old)), Ok(new)) => !same(&**old, &**new),
                (Some(Err(old)), Err(new)) => old != new,
                (None | Some(_), _) => true,
            };
            // The person may have left the screen meanwhile; then nobody wants it.
            if came.try_with_untracked(is_new) == Some(true) {
                came.try_set(Some(new));
            }
        });
    });
    live(move || match came.get() {
        None => p().attr("role", "status").text(words::READING).view(),
        Some(Ok(value)) => draw(&*value),
        Some(Err(told)) => amiss(tab, &told),
    })
}

fn notice(_: &'static str, told: &Told) -> View {
    notice_of(told)
}

fn screen_of(tab: &'static str, told: &Told) -> View {
    let why = div()
        .attr("role", "alert")
        .child(p().text(&told.to_do))
        .maybe((!told.reasons.is_empty()).then(|| reasons(&told.reasons)));
    all(vec![heading(tab, &told.happened), why.view(), link(Route::Home, "button", words::TO_HOME)])
}
