//! Another passphrase, or another recovery code: for whoever lost one, or fears that somebody knows it.

use leptos::prelude::*;
use web_sys::Event;
use zeroize::Zeroizing;

use super::recovery;
use crate::casebook::Casebook;
use crate::ui::element::{View, all, button, div, form, h2, live, p};
use crate::ui::navigator::Navigator;
use crate::ui::parts::form::{submit, unchecked};
use crate::ui::parts::heading::heading;
use crate::ui::parts::link::link;
use crate::ui::parts::new_passphrase::NewPassphrase;
use crate::ui::parts::passphrase::{Typed, account, passphrase, show_toggle};
use crate::ui::parts::trouble::{Trouble, summary};
use crate::ui::parts::work::Work;
use crate::ui::route::Route;
use crate::ui::session::Session;
use crate::ui::words::{backup, door};

/// Chooses them, with one of the two that are in force.
pub fn secrets() -> View {
    let session = Session::of_page();
    let changed = RwSignal::new(false);
    live(move || {
        let code = session.code().get();
        if !code.is_empty() {
            recovery::shown(&code, |session, navigator| {
                session.code().set(Zeroizing::default());
                navigator.go(Route::Settings);
            })
        } else if changed.get() {
            all(vec![
                heading(door::SECRETS, door::SECRETS),
                p().attr("role", "status").text(door::CHANGED).view(),
                p().class("go").child(link(Route::Backup, "", backup::MAKE)).view(),
            ])
        } else {
            choose(changed)
        }
    })
}

fn choose(changed: RwSignal<bool>) -> View {
    let (session, navigator) = (Session::of_page(), Navigator::of_page());
    let trouble: Trouble = RwSignal::new(None);
    let (work, renewal, now, new) = (Work::new(), Work::new(), Typed::default(), NewPassphrase::new());
    // Out of the page before it is known whether it is right.
    let typed = move || now.try_update(std::mem::take).unwrap_or_default();
    let on_submit = move |event: Event| {
        event.prevent_default();
        if renewal.busy.get_untracked() {
            return;
        }
        let chosen = match new.chosen() {
            Ok(chosen) => chosen,
            Err(told) => return trouble.set(Some(told)),
        };
        let change = async move {
            let done =
                Casebook::change_passphrase(&session.device(), &typed(), &chosen, || work.stays()).await;
            done.map_err(|error| error.told())?;
            session.draw_words();
            session.by_code().set(false);
            navigator.arrive();
            changed.try_set(true);
            Ok(())
        };
        work.begin(Box::pin(change), trouble);
    };
    let renew = move |_| {
        if work.busy.get_untracked() {
            return;
        }
        let renew = async move {
            let book = session.unlocked()?;
            // Whoever stopped it could not know which code opens the casebook.
            renewal.stays();
            let code =
                book.renew_recovery_code(&session.device(), &typed()).await.map_err(|error| error.told())?;
            navigator.arrive();
            session.code().set(code);
            Ok(())
        };
        renewal.begin(Box::pin(renew), trouble);
    };
    let field = passphrase("secret-now", door::SECRET_NOW, None, "current-password", now, new.shown, trouble);
    let make = button().attr("type", "button").class("second").on("click", renew).text(door::MAKE_CODE);
    let asks = unchecked(form())
        .on("submit", on_submit)
        .child(account())
        .child(field)
        .child(show_toggle(new.shown))
        .child(h2().text(door::NEW_PASSPHRASE))
        .child(new.fields(trouble))
        .child(new.other(trouble))
        .child(p().text(door::CHANGE_WHAT))
        .child(div().class("actions").child(submit(door::CHANGE, work.busy)))
        .child(work.shown(door::CHANGING.said()))
        .child(h2().text(door::NEW_CODE))
        .child(p().text(door::MAKE_CODE_WHAT))
        .child(div().class("actions").child(make))
        .child(renewal.shown(door::UNLOCKING.said()));
    all(vec![heading(door::SECRETS, door::SECRETS), summary(trouble), asks.view()])
}
