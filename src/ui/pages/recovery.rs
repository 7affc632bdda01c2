//! The recovery code: shown this once and typed back from the paper; later checked, or replaced by a new one.

use std::future::Future;
use std::pin::Pin;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::Event;
use zeroize::Zeroizing;

use crate::casebook::views::Told;
use crate::ui::element::{View, all, button, div, form, h2, live, live_words, p};
use crate::ui::navigator::Navigator;
use crate::ui::parts::form::{submit, unchecked};
use crate::ui::parts::heading::heading;
use crate::ui::parts::passphrase::{Typed, account, passphrase, show_toggle};
use crate::ui::parts::trouble::{Trouble, summary};
use crate::ui::route::Route;
use crate::ui::session::Session;
use crate::ui::words::door;

/// What is done once the code is known to be kept, or later.
type Then = fn(Session, Navigator);
/// An order with the secret that was typed.
type Order = Box<dyn Fn(Zeroizing<String>) -> Pin<Box<dyn Future<Output = Result<(), Told>>>>>;

/// The screen for somebody who is in: is it written down, and another one for who lost it.
pub fn recovery() -> View {
    let session = Session::of_page();
    let done: Then = |session, navigator| {
        session.code().set(Zeroizing::default());
        navigator.go(Route::Home);
    };
    live(move || {
        if session.code().with(|code| !code.is_empty()) {
            return shown(done);
        }
        all(vec![
            heading(door::CODE_YOURS, door::CODE_YOURS),
            typed_back(done, false),
            h2().text(door::CODE_NEW).view(),
            p().text(door::CODE_NEW_WHAT).view(),
            renewed(),
        ])
    })
}

/// The code that was just made, and the field to type it back.
pub fn shown(then: Then) -> View {
    let code = Session::of_page().code();
    let label = p().attr("id", "code-label").class("what").text(door::CODE_LABEL);
    let shown = p()
        .class("code")
        .attr("role", "group")
        .attr("aria-labelledby", "code-label")
        .text(&code.with_untracked(|code| code.as_str().to_owned()));
    all(vec![
        heading(door::CODE, door::CODE),
        p().text(door::CODE_WHAT).view(),
        label.view(),
        shown.view(),
        typed_back(then, true),
    ])
}

/// Asks for the code. `Later` is offered where it was just made: the first screen goes on telling.
fn typed_back(then: Then, may_wait: bool) -> View {
    let (session, navigator) = (Session::of_page(), Navigator::of_page());
    let order: Order = Box::new(move |typed| {
        Box::pin(async move {
            // Before the casebook is entered it is held all the same.
            session.unlocked()?.code_typed_back(&typed).await.map_err(|error| error.told())?;
            then(session, navigator);
            Ok(())
        })
    });
    let later = may_wait.then(|| {
        button()
            .attr("type", "button")
            .class("second")
            .on("click", move |_| then(session, navigator))
            .text(door::CODE_LATER)
            .view()
    });
    let field =
        Field { name: "code-back", says: door::CODE_BACK, hint: Some(door::CODE_BACK_HINT), kind: "off" };
    asked(field, door::CODE_CHECK, door::CODE_CHECKING, later, order)
}

/// Makes another code, for whoever can tell the passphrase.
fn renewed() -> View {
    let (session, navigator) = (Session::of_page(), Navigator::of_page());
    let order: Order = Box::new(move |typed| {
        Box::pin(async move {
            session.renew_code(&typed).await?;
            navigator.arrive();
            Ok(())
        })
    });
    let field = Field { name: "passphrase", says: door::PASSPHRASE, hint: None, kind: "current-password" };
    asked(field, door::CODE_NEW, door::MAKING_CODE, None, order)
}

struct Field {
    name: &'static str,
    says: &'static str,
    hint: Option<&'static str>,
    kind: &'static str,
}

/// A form with one secret in it.
fn asked(
    field: Field,
    say: &'static str,
    meanwhile: &'static str,
    beside: Option<View>,
    order: Order,
) -> View {
    let trouble: Trouble = RwSignal::new(None);
    let is_code = field.kind == "off";
    let (busy, shown) = (RwSignal::new(false), RwSignal::new(is_code));
    let typed = Typed::default();
    let on_submit = move |event: Event| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        trouble.set(None);
        let ordered = order(typed.get_untracked());
        spawn_local(async move {
            if let Err(told) = ordered.await {
                trouble.try_set(Some(told));
            }
            busy.try_set(false);
        });
    };
    let Field { name, says, hint, kind } = field;
    let asks = unchecked(form())
        .on("submit", on_submit)
        .maybe((!is_code).then(account))
        .child(passphrase(name, says, hint, kind, typed, shown, trouble))
        .maybe((!is_code).then(|| show_toggle(shown)))
        .child(div().class("actions").child(submit(say, busy)).maybe(beside))
        .child(
            p().attr("role", "status").child(live_words(move || busy.get().then(|| meanwhile.to_owned()))),
        );
    all(vec![summary(trouble), asks.view()])
}
